//! Group commit: a failure undoes only itself, and nothing is answered before it is kept.

use futures_util::future::join_all;
use inzage_domain::log::{EventAction, EventCode};

use super::{on_both, world::World};
use crate::{
    StoreError,
    db::{execute, fetch_optional},
};

on_both! {
    a_failing_operation_undoes_only_itself;
    an_operation_that_panics_is_undone_and_answered;
    what_is_answered_can_be_read_by_others;
    lines_of_a_failed_operation_are_not_kept;
    many_writes_share_a_transaction;
}

/// Writes two throttle rows and then, when asked, fails. Throttle rows are as good as any.
async fn write_pair(world: &World, number: u8, fails: bool) -> Result<u8, StoreError> {
    let organisation = world.here.organisation.id();
    let line = world.here.operator.line(EventCode::ReadLog, EventAction::Read, world.store.now());
    world
        .store
        .write(organisation, (number, fails, line), |(number, fails, line), conn| {
            Box::pin(async move {
                for half in [0_u8, 1] {
                    execute!(
                        conn,
                        "INSERT INTO throttle (organisation, subject_hash, failures, failed_at, blocked_until) VALUES ($1, $2, 1, 0, 0)",
                        line.organisation.uuid(),
                        vec![*number, half],
                    )?;
                }
                if *fails {
                    // A statement that the database refuses: the whole transaction is in doubt.
                    execute!(conn, "INSERT INTO throttle (organisation, subject_hash, failures, failed_at, blocked_until) VALUES ($1, NULL, 1, 0, 0)", line.organisation.uuid())?;
                }
                Ok((*number, vec![line.clone()]))
            })
        })
        .await
}

async fn a_failing_operation_undoes_only_itself(world: World) {
    let lines_before = world.count("SELECT COUNT(*) FROM log_line").await;
    let outcomes = join_all((0..100).map(|number| write_pair(&world, number, number % 10 == 3))).await;
    for (number, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.is_err(), number % 10 == 3, "operation {number}");
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM throttle").await, 180);
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line").await, lines_before + 90);
    assert!(world.store.verify_log(&world.here.operator).await.unwrap().is_whole());
}

async fn an_operation_that_panics_is_undone_and_answered(world: World) {
    let organisation = world.here.organisation.id();
    let good = write_pair(&world, 1, false);
    let bad = world.store.write(organisation, organisation, |organisation, conn| {
        Box::pin(async move {
            execute!(conn, "DELETE FROM client_index WHERE organisation = $1", organisation.uuid())?;
            assert!(organisation.uuid().is_nil(), "the mistake that this test is about");
            Ok(((), Vec::new()))
        })
    });
    let (good, bad) = tokio::join!(good, bad);
    assert!(good.is_ok());
    assert!(matches!(bad, Err(StoreError::Stopped)));
    assert!(world.count("SELECT COUNT(*) FROM client_index").await > 0);
    assert!(write_pair(&world, 2, false).await.is_ok());
}

async fn what_is_answered_can_be_read_by_others(world: World) {
    let other = world.another().await;
    join_all((0..64).map(|number| {
        let (world, other) = (&world, &other);
        async move {
            write_pair(world, number, false).await.unwrap();
            let row = fetch_optional!(
                other.db(),
                (i64,),
                "SELECT failures FROM throttle WHERE subject_hash = $1",
                vec![number, 1]
            )
            .unwrap();
            assert!(row.is_some(), "write {number} was answered before it was kept");
        }
    }))
    .await;
    other.close().await.unwrap();
}

async fn lines_of_a_failed_operation_are_not_kept(world: World) {
    let before = world.count("SELECT COUNT(*) FROM log_line").await;
    assert!(write_pair(&world, 1, true).await.is_err());
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line").await, before);
    assert_eq!(world.count("SELECT COUNT(*) FROM throttle").await, 0);
}

async fn many_writes_share_a_transaction(world: World) {
    let before = world.store.metrics();
    let line = world.here.operator.line(EventCode::ReadLog, EventAction::Read, world.store.now());
    for outcome in join_all((0..500).map(|_| world.store.append(&line))).await {
        outcome.unwrap();
    }
    let after = world.store.metrics();
    assert_eq!(after.lines - before.lines, 500);
    assert!(after.batches - before.batches < 250, "{} transactions", after.batches - before.batches);
    assert!(after.largest_batch > 1);
}
