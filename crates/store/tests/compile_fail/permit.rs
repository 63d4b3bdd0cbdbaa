// A permit cannot be made by hand: its fields are private.
use inzage_domain::access::{Permit, ReadRecord};

fn main() {
    let _: Permit<ReadRecord> = Permit { client: None };
}
