//! The conformance suite: every test runs on `SQLite` and on `PostgreSQL` (when
//! `TEST_POSTGRES_URL` has the address of a cluster that may make databases; each test makes
//! its own and drops it).

mod access;
mod account;
mod beside;
mod capacity;
mod cases;
mod colours;
mod consents;
mod desk;
mod digid;
mod durability;
mod emergency;
mod export;
mod figures;
mod finding;
mod imported;
mod isolation;
mod joining;
mod log;
mod notices;
mod number;
mod order;
mod passkey;
mod people;
mod record;
mod relations;
mod reports;
mod reset;
mod retention;
mod rotation;
mod sealed;
mod sign_in;
mod terms;
mod terms_published;
mod world;
mod write;
mod writer;

/// Makes a test for each engine out of an `async fn(World)`.
macro_rules! on_both {
    ($($(#[$about:meta])* $name:ident;)*) => {
        mod sqlite {
            $($(#[$about])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { crate::tests::world::on_sqlite(super::$name).await; })*
        }
        mod postgres {
            $($(#[$about])* #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { crate::tests::world::on_postgres(super::$name).await; })*
        }
    };
}
use on_both;
