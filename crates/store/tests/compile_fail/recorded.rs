// A decision without a durable line in the log opens nothing.
use inzage_domain::access::{Permit, ReadRecord};
use inzage_store::Permitted;

fn needs(_: &Permitted<ReadRecord>) {}

fn read(permit: Permit<ReadRecord>) {
    needs(&permit);
}

fn main() {}
