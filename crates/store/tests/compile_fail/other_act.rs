// A permit for one act is not one for another.
use inzage_domain::access::{FindClients, ReadRecord};
use inzage_store::Permitted;

fn needs(_: &Permitted<ReadRecord>) {}

fn read(permit: &Permitted<FindClients>) {
    needs(permit);
}

fn main() {}
