//! The access log: one chain whoever writes, nothing changed or cut off unseen.

use futures_util::future::join_all;
use inzage_domain::log::{EventAction, EventCode};

use super::{
    on_both,
    world::{World, request},
};
use crate::LogReport;

on_both! {
    a_whole_log_is_proven_whole;
    the_log_cannot_be_changed_through_the_database;
    a_change_in_any_column_is_found_and_placed;
    a_tail_that_was_cut_off_is_seen;
    two_instances_writing_at_once_keep_one_chain;
    segments_are_closed_and_signed;
    /// L6: with names, from an instant on, older pages by keyset.
    a_client_finds_who_looked;
    nothing_but_the_clear_columns_can_be_read;
}

async fn write_lines(store: &crate::Store, world: &World, number: usize) {
    let mut line = world.here.operator.line(EventCode::ReadRecord, EventAction::Read, store.now());
    line.clients = vec![world.here.client, world.there.client];
    for outcome in join_all((0..number).map(|_| store.append(&line))).await {
        outcome.unwrap();
    }
}

async fn proof(world: &World) -> LogReport {
    crate::log::verify(
        world.store.db(),
        &world.store.inner.head_key,
        &world.store.inner.witness,
        world.here.organisation.id(),
    )
    .await
    .unwrap()
}

/// Takes the triggers away, as somebody who owns the database can.
async fn without_triggers(world: &World, table: &str) {
    let names = ["no_update", "no_delete", "no_replace", "forward", "frozen", "no_truncate"];
    for name in names {
        let on = if world.is_postgres() { format!(" ON {table}") } else { String::new() };
        world.tamper(&format!("DROP TRIGGER IF EXISTS {table}_{name}{on}")).await.unwrap();
    }
}

async fn a_whole_log_is_proven_whole(world: World) {
    write_lines(&world.store, &world, 1500).await;
    world.store.inner.keep_heads(false).await.unwrap();
    let report = proof(&world).await;
    assert_eq!(report.problems, Vec::new());
    assert!(report.lines >= 1500 && report.witnessed >= 1, "{report:?}");
    let other = world.store.verify_log(&world.there.operator).await.unwrap();
    assert!(other.is_whole());
}

async fn the_log_cannot_be_changed_through_the_database(world: World) {
    write_lines(&world.store, &world, 3).await;
    world.store.inner.keep_heads(true).await.unwrap();
    let mut attempts = vec![
        "UPDATE log_line SET at = at + 1",
        "DELETE FROM log_line",
        "UPDATE log_object SET seq = seq + 1",
        "DELETE FROM log_object",
        "DELETE FROM log_head",
        "UPDATE log_head SET seq = seq - 1",
        "UPDATE log_segment SET last_seq = 1",
        "DELETE FROM log_segment",
        "DELETE FROM policy_version",
    ];
    if world.is_postgres() {
        attempts.extend(["TRUNCATE log_line", "TRUNCATE log_object", "TRUNCATE log_segment"]);
    } else {
        attempts.extend([
            "REPLACE INTO log_line SELECT * FROM log_line LIMIT 1",
            "INSERT OR REPLACE INTO log_line SELECT * FROM log_line LIMIT 1",
            "UPDATE OR REPLACE log_line SET seq = 1 WHERE seq = 2",
        ]);
    }
    for sql in attempts {
        let outcome = world.tamper(sql).await;
        let message = outcome.expect_err(sql).to_string();
        assert!(message.contains("access log") || message.contains("policy"), "{sql}: {message}");
    }
    assert!(proof(&world).await.is_whole());
}

async fn a_change_in_any_column_is_found_and_placed(world: World) {
    write_lines(&world.store, &world, 40).await;
    world.store.inner.keep_heads(true).await.unwrap();
    for table in ["log_line", "log_object", "log_head", "log_segment"] {
        without_triggers(&world, table).await;
    }
    let here = world.here.organisation.id().uuid().simple().to_string();
    let there = world.there.organisation.id().uuid().simple().to_string();
    let id = |hex: &str| if world.is_postgres() { format!("'{hex}'::uuid") } else { format!("x'{hex}'") };
    let bytes =
        |hex: &str| if world.is_postgres() { format!("'\\x{hex}'::bytea") } else { format!("x'{hex}'") };
    // One bit of a blob, on either engine: the last byte of a copy with another end.
    let line = format!("organisation = {} AND seq = 20", id(&here));
    let changes: Vec<(String, String)> = vec![
        ("at".into(), format!("UPDATE log_line SET at = at + 1 WHERE {line}")),
        ("event".into(), format!("UPDATE log_line SET event = 'read-recore' WHERE {line}")),
        ("action".into(), format!("UPDATE log_line SET action = 'S' WHERE {line}")),
        ("outcome".into(), format!("UPDATE log_line SET outcome = '3' WHERE {line}")),
        ("actor".into(), format!("UPDATE log_line SET actor = {} WHERE {line}", id(&here))),
        ("id".into(), format!("UPDATE log_line SET id = {} WHERE {line}", id(&here))),
        ("seq".into(), format!("UPDATE log_line SET seq = 99999 WHERE {line}")),
        (
            "organisation".into(),
            format!("UPDATE log_line SET organisation = {}, seq = 9999 WHERE {line}", id(&there)),
        ),
        (
            "payload".into(),
            format!(
                "UPDATE log_line SET payload = (SELECT payload FROM log_line WHERE organisation = {} AND seq = 19) WHERE {line}",
                id(&here)
            ),
        ),
        ("hash".into(), format!("UPDATE log_line SET hash = {} WHERE {line}", bytes(&"ab".repeat(32)))),
        ("line deleted".into(), format!("DELETE FROM log_line WHERE {line}")),
        (
            "object client".into(),
            format!(
                "UPDATE log_object SET client = {} WHERE {line} AND client = {}",
                id(&here),
                id(&world.here.client.uuid().simple().to_string())
            ),
        ),
        ("object seq".into(), format!("UPDATE log_object SET seq = 9999 WHERE {line}")),
        (
            "object organisation".into(),
            format!("UPDATE log_object SET organisation = {}, seq = 9999 WHERE {line}", id(&there)),
        ),
        ("object deleted".into(), format!("DELETE FROM log_object WHERE {line}")),
        (
            "head".into(),
            format!(
                "UPDATE log_head SET hash = {} WHERE organisation = {}",
                bytes(&"00".repeat(32)),
                id(&here)
            ),
        ),
        (
            "segment".into(),
            format!("UPDATE log_segment SET closed_at = closed_at + 1 WHERE organisation = {}", id(&here)),
        ),
        (
            "segment end".into(),
            format!(
                "UPDATE log_segment SET last_hash = {} WHERE organisation = {}",
                bytes(&"00".repeat(32)),
                id(&here)
            ),
        ),
    ];
    let tables = ["log_line", "log_object", "log_head", "log_segment"];
    for table in tables {
        world.tamper(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await.unwrap();
    }
    for (what, sql) in changes {
        world.tamper(&sql).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        let report = proof(&world).await;
        assert!(!report.is_whole(), "{what} was changed and nothing was found");
        let placed = what.starts_with("segment")
            || what == "head"
            || report.problems.iter().any(|problem| (19..=21).contains(&problem.seq));
        assert!(placed, "{what}: {:?}", report.problems);
        for table in tables {
            world
                .tamper(&format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}"))
                .await
                .unwrap();
        }
        assert!(proof(&world).await.is_whole(), "{what} was put back");
    }
}

async fn a_tail_that_was_cut_off_is_seen(world: World) {
    write_lines(&world.store, &world, 20).await;
    // The second place has the head, as about a second after the last line.
    world.store.inner.keep_heads(false).await.unwrap();
    for table in ["log_line", "log_object", "log_head"] {
        without_triggers(&world, table).await;
    }
    let last = proof(&world).await.lines;
    world.tamper(&format!("DELETE FROM log_line WHERE seq > {}", last - 5)).await.unwrap();
    world.tamper(&format!("DELETE FROM log_object WHERE seq > {}", last - 5)).await.unwrap();
    let cut = proof(&world).await;
    assert!(
        cut.problems.iter().any(|problem| problem.seq == last - 5 && problem.what.contains("cut off")),
        "{cut:?}"
    );
    // Whoever also sets the head back is found out by the witness.
    world.tamper("UPDATE log_head SET seq = (SELECT MAX(l.seq) FROM log_line l WHERE l.organisation = log_head.organisation), hash = (SELECT l.hash FROM log_line l WHERE l.organisation = log_head.organisation ORDER BY l.seq DESC LIMIT 1)").await.unwrap();
    let cut = proof(&world).await;
    assert!(
        cut.problems.iter().any(|problem| problem.seq == last - 5 && problem.what.contains("cut off")),
        "{cut:?}"
    );
    // New lines in place of the old ones do not hide it.
    write_lines(&world.store, &world, 20).await;
    let replaced = proof(&world).await;
    assert!(replaced.problems.iter().any(|problem| problem.what.contains("witness")), "{replaced:?}");
}

async fn two_instances_writing_at_once_keep_one_chain(world: World) {
    let other = world.another().await;
    let before = world.count("SELECT COUNT(*) FROM log_line").await;
    let rounds = async |store: &crate::Store| {
        for _ in 0..20 {
            write_lines(store, &world, 15).await;
        }
    };
    tokio::join!(rounds(&world.store), rounds(&other), rounds(&world.store), rounds(&other));
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line").await, before + 1200);
    other.close().await.unwrap();
    let report = proof(&world).await;
    assert_eq!(report.problems, Vec::new());
}

async fn segments_are_closed_and_signed(world: World) {
    write_lines(&world.store, &world, 1100).await;
    world.store.inner.keep_heads(false).await.unwrap();
    assert_eq!(proof(&world).await.segments, 1);
    write_lines(&world.store, &world, 10).await;
    world.store.inner.keep_heads(false).await.unwrap();
    assert_eq!(proof(&world).await.segments, 1);
    world.store.inner.keep_heads(true).await.unwrap();
    let report = proof(&world).await;
    assert_eq!((report.segments, report.problems), (2, Vec::new()));
}

async fn a_client_finds_who_looked(world: World) {
    let store = &world.store;
    world.pass(jiff::SignedDuration::from_mins(1));
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    world.may_read(&nurse, world.here.client).await.unwrap();
    world.pass(jiff::SignedDuration::from_mins(1));
    let (_, own) = world.log_in(&world.here, world.here.client_account).await;
    let permit: crate::Permitted<inzage_domain::access::ReadLog> =
        store.permit(&own, Some(world.here.client), &request()).await.unwrap().unwrap();
    let lines = store.client_log(&permit, jiff::Timestamp::MIN, None, 10).await.unwrap();
    let newest: Vec<_> = lines
        .iter()
        .take(2)
        .map(|line| {
            let name = line.name.as_deref().unwrap();
            (
                line.event.as_str(),
                line.details.user.role_code.as_str(),
                line.details.controls.to_string(),
                name,
            )
        })
        .collect();
    let expected = [
        ("read-log", "01", "TFTF".to_owned(), "Mens client"),
        ("read-record", "03", "TTFF".to_owned(), "Mens nurse"),
    ];
    assert_eq!(newest, expected);
    assert_eq!(lines[1].actor, Some(nurse.account()));
    assert_eq!(lines[1].details.user.access_point, request().address);
    let older = store.client_log(&permit, jiff::Timestamp::MIN, Some(lines[0].seq), 1).await.unwrap();
    assert_eq!(older[0].seq, lines[1].seq);
    // From an instant on: that instant too, and nothing before it.
    let since = async |at| store.client_log(&permit, at, None, 10).await.unwrap().len();
    let looked = lines[1].at;
    assert_eq!(since(looked).await, since(looked + jiff::SignedDuration::from_micros(1)).await + 1);
    // A command has no name.
    assert!(lines.iter().any(|line| line.actor.is_none() && line.name.is_none()));
}

async fn nothing_but_the_clear_columns_can_be_read(world: World) {
    world.own(&world.here).await;
    let rows = crate::db::fetch_all!(world.store.db(), (Vec<u8>,), "SELECT payload FROM log_line").unwrap();
    assert!(!rows.is_empty());
    for (payload,) in rows {
        let text = String::from_utf8_lossy(&payload).into_owned();
        assert!(!text.contains("inzage") && !text.contains("192.0.2.7"), "{text}");
    }
}
