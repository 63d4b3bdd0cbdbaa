//! Crashes and reopening, migrations, and what `doctor` sees.

use futures_util::future::join_all;
use inzage_domain::access::ImportRecord;
use sqlx::Connection as _;

use super::{
    on_both,
    world::{TestChance, World, master, report},
};
use crate::{MasterKey, Store, StoreError, StoreOptions};

on_both! {
    migrating_again_changes_nothing;
    a_store_that_is_not_migrated_is_not_opened;
    another_master_key_opens_nothing;
    doctor_finds_nothing_in_a_good_store_and_halves_in_a_bad_one;
    the_store_is_healthy_until_it_is_closed;
}

async fn migrating_again_changes_nothing(world: World) {
    Store::migrate(&world.options).await.unwrap();
    assert!(world.store.organisation_by_key("linde").await.unwrap().is_some());
}

async fn a_store_that_is_not_migrated_is_not_opened(world: World) {
    world.tamper("DELETE FROM _sqlx_migrations").await.unwrap();
    let opened = Store::open(&world.options, &master(), world.clock.clone(), TestChance::new()).await;
    assert!(matches!(opened, Err(StoreError::NotMigrated)));
}

async fn another_master_key_opens_nothing(world: World) {
    let chance = TestChance::new();
    let other =
        Store::open(&world.options, &MasterKey::generate(&*chance), world.clock.clone(), chance.clone())
            .await
            .unwrap();
    let outcome = other.find_credentials(&world.here.organisation, "client").await;
    assert!(matches!(outcome, Err(StoreError::Sealed(_))));
}

async fn doctor_finds_nothing_in_a_good_store_and_halves_in_a_bad_one(world: World) {
    let permit = world.may_import(&world.here).await;
    world.store.import_entries(&permit, vec![report("a", 0, "Goed geslapen")]).await.unwrap();
    let integrity = world.store.integrity().await.unwrap();
    assert_eq!(integrity.problems, Vec::<String>::new());
    assert!(integrity.engine.starts_with(if world.is_postgres() { "PostgreSQL 1" } else { "SQLite 3." }));
    world.tamper("DELETE FROM entry_source").await.unwrap();
    world.tamper("UPDATE section SET visible = 7").await.unwrap();
    let problems = world.store.integrity().await.unwrap().problems;
    assert_eq!(problems, ["1 versions without the bytes that came in", "1 sections that count wrongly"]);
}

async fn the_store_is_healthy_until_it_is_closed(world: World) {
    world.store.health().await.unwrap();
    world.store.tidy().await.unwrap();
    world.store.close().await.unwrap();
    assert!(world.store.health().await.is_err());
    let again = world.another().await;
    again.health().await.unwrap();
    assert!(again.verify_log(&world.here.operator).await.unwrap().is_whole());
}

/// Like SIGKILL: the files as they are in the middle of writing, without the shared memory and
/// without any ending, are opened elsewhere and have every write that was answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_survives_a_kill() {
    super::world::on_sqlite(async |world: World| {
        let permit = world.may_import(&world.here).await;
        let mut answered = 0;
        for round in 0..5_i64 {
            let some: Vec<_> = (0..20)
                .map(|number| vec![report(&format!("{round}-{number}"), number, "Gewandeld in de tuin")])
                .collect();
            for outcome in
                join_all(some.into_iter().map(|items| world.store.import_entries(&permit, items))).await
            {
                answered += outcome.unwrap().len();
            }
            let copy = tempfile::tempdir().unwrap();
            // The main file last: a checkpoint in between only moves pages that the WAL still has.
            for file in ["inzage.db-wal", "inzage.db", "keys.db-wal", "keys.db"] {
                std::fs::copy(world.folder.path().join(file), copy.path().join(file)).unwrap();
            }
            let options = StoreOptions {
                database: copy.path().join("inzage.db").display().to_string(),
                keys: copy.path().join("keys.db").display().to_string(),
                witness: world.options.witness.clone(),
                readers: 1,
            };
            let risen =
                Store::open(&options, &master(), world.clock.clone(), TestChance::new()).await.unwrap();
            let (number,) = crate::db::fetch_one!(risen.db(), (i64,), "SELECT COUNT(*) FROM entry").unwrap();
            assert_eq!(usize::try_from(number).unwrap(), answered);
            assert_eq!(risen.integrity().await.unwrap().problems, Vec::<String>::new());
            assert!(risen.verify_log(&world.here.operator).await.unwrap().is_whole());
        }
    })
    .await;
}

/// The role of `migrations/postgres_runtime_role.sql` does everything the program does, and can
/// do nothing to the log.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_runs_on_postgres_as_a_role_that_owns_nothing() {
    super::world::on_postgres(async |world: World| {
        let sql = include_str!("../../../../migrations/postgres_runtime_role.sql");
        let (before, role) = sql.split_once("CREATE ROLE").unwrap();
        let (_, after) = role.split_once(';').unwrap();
        // The role belongs to the whole cluster and may be there from an earlier run.
        let _ = world.tamper("CREATE ROLE inzage_runtime LOGIN NOSUPERUSER").await;
        world.tamper(&format!("{before}{after}")).await.unwrap();
        let mut options = world.options.clone();
        for address in [&mut options.database, &mut options.keys] {
            let (_, place) = address.split_once('@').expect("the address of the test cluster names a user");
            *address = format!("postgres://inzage_runtime@{place}");
        }
        let keys: String = sql
            .lines()
            .skip_while(|line| !line.contains("key store's database"))
            .skip(1)
            .map(|line| line.trim_start_matches("-- "))
            .collect();
        let mut owner = sqlx::PgConnection::connect(&world.options.keys).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(keys)).execute(&mut owner).await.unwrap();
        let store = Store::open(&options, &master(), world.clock.clone(), TestChance::new()).await.unwrap();
        let permit = store
            .operator_permit::<ImportRecord>(&world.here.operator, world.here.client)
            .await
            .unwrap()
            .unwrap();
        store.import_entries(&permit, vec![report("a", 0, "Goed geslapen")]).await.unwrap();
        store.health().await.unwrap();
        store.tidy().await.unwrap();
        let mut runtime = sqlx::PgConnection::connect(&options.database).await.unwrap();
        for sql in [
            "DELETE FROM log_line",
            "UPDATE log_line SET at = 0",
            "TRUNCATE log_line",
            "ALTER TABLE log_line DISABLE TRIGGER ALL",
            "DROP TABLE log_object",
            "DROP TRIGGER log_line_frozen ON log_line",
            "CREATE TABLE mine (a INT)",
        ] {
            assert!(sqlx::raw_sql(sql).execute(&mut runtime).await.is_err(), "{sql}");
        }
        store.close().await.unwrap();
        assert!(world.store.verify_log(&world.here.operator).await.unwrap().is_whole());
    })
    .await;
}

#[tokio::test]
async fn addresses_that_cannot_be_right_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.db").display().to_string();
    for (database, keys) in [
        (file.as_str(), file.as_str()),
        ("mysql://host/db", file.as_str()),
        ("", file.as_str()),
        ("postgres://[", &file),
    ] {
        let options = StoreOptions {
            database: database.into(),
            keys: keys.into(),
            witness: folder.path().into(),
            readers: 1,
        };
        assert!(matches!(Store::migrate(&options).await, Err(StoreError::Configuration(_))), "{database}");
    }
}
