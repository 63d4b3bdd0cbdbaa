// A permit for one act is not one for another.
use inzage_domain::access::FindClients;
use inzage_store::{Permitted, Store};

async fn read(store: &Store, permit: &Permitted<FindClients>) {
    let _ = store.entries(permit, None, None, 50).await;
}

fn main() {}
