// A decision without a durable line in the log opens nothing.
use inzage_domain::access::{Permit, ReadRecord};
use inzage_store::{Recorded, Store};

async fn read(store: &Store, permit: Permit<ReadRecord>) {
    let _ = store.sections(&permit).await;
    let _ = store.sections(&Recorded::new(permit)).await;
}

fn main() {}
