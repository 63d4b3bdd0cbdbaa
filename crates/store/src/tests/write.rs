//! Writing here: what clients and those beside add, what staff write, new versions, taking back.

use futures_util::future::join_all;
use inzage_domain::{
    AccountId, Author, Basis, CareTime, Category, ClientId, EntryId, Precision, PublishState,
    access::{AddOwn, DataKind, Kinds, PublishRecord, ReadRecord, Refusal, WriteRecord},
    added::OwnForm,
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, START, World, account, demographics, request},
};
use crate::*;

on_both! {
    what_a_client_adds_is_there_at_once_and_marked;
    the_same_form_makes_one_entry;
    /// R34: each adds only what they may see, and staff nothing of this kind.
    who_may_add_is_decided_anew_each_time;
    only_the_author_takes_back_and_nothing_is_gone;
    a_new_version_needs_the_one_before_it;
    the_diary_is_read_by_its_time;
    what_is_written_does_not_cross;
}

fn key(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn writing(entry: EntryId, own: Option<OwnForm>, text: &str) -> Writing {
    Writing {
        entry,
        after: None,
        own,
        category: own.map_or(Category::Reports, OwnForm::category),
        kind: "Observation".into(),
        bytes: format!("{{\"text\": \"{text}\"}}").into_bytes(),
        summary: serde_json::json!({ "text": text }),
        words: text.into(),
        care: CareTime { at: START.parse().unwrap(), precision: Precision::Time, offset_minutes: Some(120) },
        author: Author { name: "Anna Jansen".into(), role: "Cliënt".into(), organisation: String::new() },
        location: None,
        care_type: None,
        state: PublishState::Published,
    }
}

async fn may_add(
    world: &World,
    place: &Place,
    account: AccountId,
    client: ClientId,
) -> (Actor, Result<Permitted<AddOwn>, Refusal>) {
    let (_, actor) = world.log_in(place, account).await;
    let permit = world.store.permit(&actor, Some(client), &request()).await.unwrap();
    (actor, permit)
}

/// Adds a note as this account.
async fn add(world: &World, place: &Place, account: AccountId, number: u128, text: &str) -> Written {
    add_form(world, place, account, number, OwnForm::Note, text).await
}

async fn add_form(
    world: &World,
    place: &Place,
    account: AccountId,
    number: u128,
    form: OwnForm,
    text: &str,
) -> Written {
    let (actor, permit) = may_add(world, place, account, place.client).await;
    let entry = world.store.entry_of_key(&actor, key(number));
    let new = writing(entry, Some(form), text);
    world.store.write_entry(&permit.unwrap(), key(number), text, new).await.unwrap()
}

fn kept(written: Written) -> EntryId {
    match written {
        Written::Kept(entry) => entry,
        other => panic!("it is kept: {other:?}"),
    }
}

/// The entries in which a word is found.
async fn found(world: &World, permit: &Permitted<ReadRecord>, searched: &str) -> Vec<EntryId> {
    let search = EntrySearch { words: &[searched.to_owned()], category: None, after: None, limit: 50 };
    let page = world.store.search_entries(permit, &search).await.unwrap();
    page.entries.iter().map(|entry| entry.row.id).collect()
}

async fn nurse_reads(world: &World) -> Permitted<ReadRecord> {
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    world.may_read(&nurse, world.here.client).await.unwrap()
}

async fn may_write(world: &World, place: &Place) -> (Actor, Permitted<WriteRecord>) {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    let permit = world.store.permit(&nurse, Some(place.client), &request()).await.unwrap().unwrap();
    (nurse, permit)
}

/// R24, R34: staff see it at once, in the list, the count, the search and by itself, marked as added here.
async fn what_a_client_adds_is_there_at_once_and_marked(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = kept(add(&world, here, here.client_account, 1, "Goed geslapen").await);
    let report = nurse_writes(&world, 2, "Rapport van de nacht").await;
    let permit = nurse_reads(&world).await;
    let page = store.entries(&permit, Some(Category::Reports), None, 50).await.unwrap();
    let marks: Vec<_> = page.entries.iter().map(|row| (row.id, row.own)).collect();
    assert!(marks.contains(&(entry, true)) && marks.contains(&(report, false)), "{marks:?}");
    assert_eq!(found(&world, &permit, "geslapen").await, [entry]);
    let full = store.entry(&permit, entry).await.unwrap().unwrap();
    assert_eq!((full.source_name.as_str(), full.source_identifier), (WRITTEN_HERE, entry.to_string()));
    assert_eq!(full.source, b"{\"text\": \"Goed geslapen\"}");
    assert_eq!((full.row.own, full.row.recorded_at), (true, store.now()));
    let own = store.own_entries(&permit, None).await.unwrap();
    let listed: Vec<_> = own.entries.iter().map(|one| (one.row.id, one.mine, one.withdrawn)).collect();
    assert_eq!(listed, [(entry, false, false)], "apart from what staff wrote");
    let sections = store.sections(&permit).await.unwrap();
    assert_eq!(sections.iter().map(|section| section.entries).sum::<i64>(), 2);
    // New to everybody but the one who wrote it.
    let new = async |account| {
        let (_, actor) = world.log_in(here, account).await;
        let permit = world.may_read(&actor, here.client).await.unwrap();
        let news = store.news(&permit, None).await.unwrap();
        assert_eq!(usize::try_from(news.count).unwrap(), news.entries.len());
        news.entries.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(new(here.client_account).await, [report]);
    assert_eq!(new(here.nurse_account).await, [entry]);
    assert_eq!(new(here.contact_account).await.len(), 2);
    // Who decided what may be seen of it is kept.
    assert_eq!(world.count("SELECT COUNT(*) FROM publish_event WHERE by_account IS NOT NULL").await, 2);
    assert!(world.tamper("UPDATE own_entry SET form = 'diary'").await.is_err());
    assert_eq!(store.integrity().await.unwrap().problems, Vec::<String>::new());
}

async fn nurse_writes(world: &World, number: u128, text: &str) -> EntryId {
    let (nurse, permit) = may_write(world, &world.here).await;
    let new = writing(world.store.entry_of_key(&nurse, key(number)), None, text);
    kept(world.store.write_entry(&permit, key(number), text, new).await.unwrap())
}

/// Twice in a row and at once it is one entry; the same key with other words is refused.
async fn the_same_form_makes_one_entry(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (actor, permit) = may_add(&world, here, here.client_account, here.client).await;
    let permit = permit.unwrap();
    let entry = store.entry_of_key(&actor, key(1));
    let send = |text: &'static str| {
        store.write_entry(&permit, key(1), text, writing(entry, Some(OwnForm::Note), text))
    };
    let outcomes = join_all((0..6).map(|_| send("Goed"))).await;
    for outcome in outcomes {
        assert_eq!(outcome.unwrap(), Written::Kept(entry));
    }
    assert_eq!(send("Goed").await.unwrap(), Written::Kept(entry));
    assert_eq!(send("Anders").await.unwrap(), Written::KeyReused);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry_version").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) FROM own_entry").await, 1);
    // The id belongs to the key: another form does not write over it.
    let other = store.write_entry(&permit, key(2), "Goed", writing(entry, Some(OwnForm::Note), "Goed")).await;
    assert!(matches!(other, Err(StoreError::Inconsistent { .. })));
    // A client adds as a client, staff as staff.
    let fresh = store.entry_of_key(&actor, key(3));
    let as_staff = store.write_entry(&permit, key(3), "x", writing(fresh, None, "x")).await;
    assert!(matches!(as_staff, Err(StoreError::Inconsistent { .. })));
}

async fn who_may_add_is_decided_anew_each_time(world: World) {
    let (store, here) = (&world.store, &world.here);
    let may = async |account| may_add(&world, here, account, here.client).await.1.map(drop);
    assert_eq!(may(here.client_account).await, Ok(()));
    assert_eq!(may(here.contact_account).await, Ok(()));
    assert_eq!(may(here.nurse_account).await, Err(Refusal::RoleNotAllowed));
    assert_eq!(may(here.admin_account).await, Err(Refusal::RoleNotAllowed));
    let writes = async |account| {
        let (_, actor) = world.log_in(here, account).await;
        store.permit::<WriteRecord>(&actor, Some(here.client), &request()).await.unwrap().map(drop)
    };
    assert_eq!(writes(here.nurse_account).await, Ok(()));
    for account in [here.client_account, here.contact_account, here.admin_account] {
        assert_eq!(writes(account).await, Err(Refusal::RoleNotAllowed));
    }
    // A second contact who sees appointments only adds no note.
    let (person, second) = account(store, &here.operator, "second-contact").await;
    let new = NewRelation {
        client: here.client,
        person,
        basis: Basis::SecondContact,
        decided_by: None,
        from: START.parse().unwrap(),
        until: None,
        kinds: Kinds::NONE.with(DataKind::Agenda),
        manages: false,
    };
    let relation = store.create_relation(&here.operator, new).await.unwrap();
    assert_eq!(add(&world, here, second, 1, "Gezien").await, Written::NotCovered);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry").await, 0);
    store.withdraw_relation(&here.operator, relation).await.unwrap();
    assert_eq!(may(second).await, Err(Refusal::RelationNotInForce));
    store.withdraw_relation(&here.operator, here.contact_relation).await.unwrap();
    assert_eq!(may(here.contact_account).await, Err(Refusal::RelationNotInForce));
}

/// R34, R35: only who added it takes it back; it is shown nowhere then, and its version stays.
async fn only_the_author_takes_back_and_nothing_is_gone(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = kept(add(&world, here, here.client_account, 1, "Goed geslapen").await);
    let report = nurse_writes(&world, 2, "Rapport").await;
    let (_, contact) = may_add(&world, here, here.contact_account, here.client).await;
    assert!(!store.withdraw_own(&contact.unwrap(), entry).await.unwrap(), "somebody else's");
    let (_, own) = may_add(&world, here, here.client_account, here.client).await;
    let own = own.unwrap();
    assert!(!store.withdraw_own(&own, report).await.unwrap(), "a report of staff");
    world.pass(SignedDuration::from_mins(5));
    assert!(store.withdraw_own(&own, entry).await.unwrap());
    assert!(store.withdraw_own(&own, entry).await.unwrap(), "once more changes nothing");
    let permit = nurse_reads(&world).await;
    assert!(store.entry(&permit, entry).await.unwrap().is_none());
    assert!(found(&world, &permit, "geslapen").await.is_empty());
    assert!(store.own_entries(&permit, None).await.unwrap().entries.is_empty());
    let sections = store.sections(&permit).await.unwrap();
    assert_eq!(sections.iter().map(|section| section.entries).sum::<i64>(), 1);
    // The author sees that it was taken back; the version and each step are kept.
    let listed = store.own_entries(&world.own(here).await, None).await.unwrap().entries;
    assert_eq!(listed.iter().map(|one| (one.mine, one.withdrawn)).collect::<Vec<_>>(), [(true, true)]);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry_version").await, 2);
    let steps = "SELECT COUNT(*) FROM publish_event WHERE state = 'withdrawn' AND by_account IS NOT NULL";
    assert_eq!(world.count(steps).await, 1);
    assert_eq!(store.integrity().await.unwrap().problems, Vec::<String>::new());
}

/// R2: the version that the writer had in front of them must be the newest one; of two at once one is kept.
async fn a_new_version_needs_the_one_before_it(world: World) {
    let (store, here) = (&world.store, &world.here);
    let report = nurse_writes(&world, 1, "Eerste").await;
    let (_, permit) = may_write(&world, here).await;
    let again = |number: u128, after: i64, text: &'static str| {
        let new = Writing { after: Some(after), ..writing(report, None, text) };
        store.write_entry(&permit, key(number), text, new)
    };
    assert_eq!(again(2, 2, "Te ver").await.unwrap(), Written::Stale);
    let both = join_all([again(3, 1, "Tweede"), again(4, 1, "Ook tweede")]).await;
    let both: Vec<_> = both.into_iter().map(Result::unwrap).collect();
    assert!(both.contains(&Written::Kept(report)) && both.contains(&Written::Stale), "{both:?}");
    assert_eq!(again(5, 1, "Te laat").await.unwrap(), Written::Stale);
    // What was refused gave its key back; what was kept is not kept twice.
    assert_eq!(again(5, 2, "Derde").await.unwrap(), Written::Kept(report));
    assert_eq!(again(5, 2, "Derde").await.unwrap(), Written::Kept(report), "the same form");
    let full = store.entry(&nurse_reads(&world).await, report).await.unwrap().unwrap();
    assert_eq!((full.row.version, full.versions.len()), (3, 3));
    // Nobody makes a version of what the other side wrote, nor of what came from elsewhere.
    let own = kept(add(&world, here, here.client_account, 6, "Van mij").await);
    let new = Writing { after: Some(1), ..writing(own, None, "Van ons") };
    assert_eq!(store.write_entry(&permit, key(7), "x", new).await.unwrap(), Written::NotThere);
    let (_, client) = may_add(&world, here, here.client_account, here.client).await;
    let client = client.unwrap();
    let new = Writing { after: Some(3), ..writing(report, Some(OwnForm::Note), "Van mij") };
    assert_eq!(store.write_entry(&client, key(8), "x", new).await.unwrap(), Written::NotThere);
    let new = Writing { after: Some(1), ..writing(own, Some(OwnForm::Note), "Verbeterd") };
    assert_eq!(store.write_entry(&client, key(9), "x", new).await.unwrap(), Written::Kept(own));
    let imported = world.may_import(here).await;
    let imported =
        store.import_entries(&imported, vec![super::world::report("a", 0, "Elders")]).await.unwrap()[0].0;
    let new = Writing { after: Some(1), ..writing(imported, None, "Hier") };
    assert_eq!(store.write_entry(&permit, key(10), "x", new).await.unwrap(), Written::NotThere);
    assert_eq!(store.integrity().await.unwrap().problems, Vec::<String>::new());
}

/// Both sides of each end of the time; notes do not count.
async fn the_diary_is_read_by_its_time(world: World) {
    let (store, here) = (&world.store, &world.here);
    let line = kept(add_form(&world, here, here.client_account, 1, OwnForm::Diary, "Aanval").await);
    add(&world, here, here.client_account, 2, "Goed geslapen").await;
    let permit = world.own(here).await;
    let start: jiff::Timestamp = START.parse().unwrap();
    let second = SignedDuration::from_secs(1);
    for (from, until, expected) in [
        (start, start + second, vec![line]),
        (start - second, start, vec![]),
        (start + second, start + second + second, vec![]),
    ] {
        let found = store.diary(&permit, from, until).await.unwrap();
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{from} {until}");
    }
}

/// R76: another client's permit reaches nothing of it, and another organisation's neither.
async fn what_is_written_does_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let line = kept(add_form(&world, here, here.client_account, 1, OwnForm::Diary, "Aanval").await);
    let report = nurse_writes(&world, 2, "Rapport").await;
    // The same key of another account is another entry.
    let (ours, _) = may_add(&world, here, here.client_account, here.client).await;
    let (theirs, their_permit) = may_add(&world, there, there.client_account, there.client).await;
    assert_eq!(store.entry_of_key(&ours, key(1)), line);
    assert_ne!(store.entry_of_key(&theirs, key(1)), line);
    assert_eq!(
        may_add(&world, there, there.client_account, here.client).await.1.err(),
        Some(Refusal::NoSuchClient)
    );
    let their_permit = their_permit.unwrap();
    assert!(!store.withdraw_own(&their_permit, line).await.unwrap());
    let new = Writing { after: Some(1), ..writing(line, Some(OwnForm::Diary), "Anders") };
    assert_eq!(store.write_entry(&their_permit, key(3), "x", new).await.unwrap(), Written::NotThere);
    // A neighbour in the same organisation.
    let neighbour = NewClient { demographics: demographics("Bert", "Bos", None), location: None };
    let neighbour = store.create_client(&here.operator, neighbour).await.unwrap();
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let write: Permitted<WriteRecord> =
        store.permit(&nurse, Some(neighbour), &request()).await.unwrap().unwrap();
    let new = Writing { after: Some(1), ..writing(report, None, "Anders") };
    assert_eq!(store.write_entry(&write, key(4), "x", new).await.unwrap(), Written::NotThere);
    let publish = store.operator_permit::<PublishRecord>(&here.operator, neighbour).await.unwrap().unwrap();
    assert!(!store.publish(&publish, line, PublishState::Internal).await.unwrap());
    let read = world.may_read(&nurse, neighbour).await.unwrap();
    for permit in [&read, &world.own(there).await] {
        assert!(store.own_entries(permit, None).await.unwrap().entries.is_empty());
        assert!(store.diary(permit, jiff::Timestamp::MIN, jiff::Timestamp::MAX).await.unwrap().is_empty());
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM entry_version").await, 2);
}
