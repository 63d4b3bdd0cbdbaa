//! Reports that staff write: drafts, finishing, sharing later, new versions, additions, names of others, and
//! what waits (R2, R19, R38, L7, L10).

use inzage_domain::{
    AccountId, Author, Basis, CareTime, Category, ClientId, EntryId, LocationId, Precision, PublishState,
    Role,
    access::{Act, ReadRecord, Refusal, WriteRecord},
    reporting::{ReportForm, shown_at},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, demographics, employment, relation, report, request},
};
use crate::{jobs::RELEASES, *};

on_both! {
    a_draft_is_its_authors_alone_and_nothing_typed_is_lost;
    a_finished_draft_does_not_come_back;
    what_is_shared_later_appears_when_its_time_has_come;
    what_is_shared_later_can_be_taken_back_until_then;
    the_job_of_a_killed_worker_is_taken_over;
    a_new_version_leaves_the_old_one_readable;
    an_addition_stands_beside_the_first;
    names_of_others_are_found_whole;
    only_those_who_care_write_and_see_what_waits;
    reports_do_not_cross;
}

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const HOLD: SignedDuration = SignedDuration::from_mins(5);
const NEW: &str = "nieuw";

async fn may<A: Act>(world: &World, place: &Place, who: AccountId) -> Result<Permitted<A>, Refusal> {
    let (_, actor) = world.log_in(place, who).await;
    world.store.permit(&actor, Some(place.client), &request()).await.unwrap()
}

async fn may_write(world: &World, place: &Place) -> Permitted<WriteRecord> {
    may(world, place, place.nurse_account).await.unwrap()
}

async fn may_read(world: &World, place: &Place) -> Permitted<ReadRecord> {
    may(world, place, place.nurse_account).await.unwrap()
}

fn key(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn writing(entry: EntryId, after: Option<i64>, text: &str, state: PublishState, at: Timestamp) -> Writing {
    Writing {
        entry,
        after,
        own: None,
        category: Category::Reports,
        kind: "Observation".into(),
        bytes: json!({ "valueString": text }).to_string().into_bytes(),
        summary: json!({ "text": text }),
        words: text.into(),
        care: CareTime { at, precision: Precision::Time, offset_minutes: Some(120) },
        author: Author { name: "Mens nurse".into(), role: "Verpleegkundige".into(), ..Author::default() },
        location: None,
        care_type: None,
        state,
    }
}

/// Keeps a draft and finishes it: a report that the client sees after some hours, or never.
async fn place(world: &World, place: &Place, number: u128, hours: Option<u16>) -> EntryId {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    let permit: Permitted<WriteRecord> =
        world.store.permit(&nurse, Some(place.client), &request()).await.unwrap().unwrap();
    let text = format!("Rapportage {number}");
    let kept = world.store.keep_draft(&permit, NEW, key(number), 0, &json!({ "text": text })).await.unwrap();
    assert!(matches!(kept, DraftKept::Kept { revision: 1, .. }), "{kept:?}");
    let entry = world.store.entry_of_key(&nurse, key(number));
    let shown = hours.map(|hours| shown_at(permit.at(), hours));
    let state = if hours == Some(0) { PublishState::Published } else { PublishState::Internal };
    let finishing = Finishing {
        form: ReportForm::New,
        key: key(number),
        revision: 1,
        writing: Some(writing(entry, None, &text, state, permit.at())),
        shown_at: shown,
        reason: None,
        decisions: Vec::new(),
    };
    let done = world.store.finish_report(&permit, finishing, &request()).await.unwrap();
    assert_eq!(done, Written::Kept(entry));
    entry
}

/// What the client sees in the reports: how many, by the list and by the start page.
async fn seen(world: &World, place: &Place) -> (usize, i64) {
    let own = world.own(place).await;
    let listed = world.store.entries(&own, Some(Category::Reports), None, 50).await.unwrap().entries.len();
    let sections = world.store.sections(&own).await.unwrap();
    let counted = sections.iter().find(|one| one.category == Category::Reports).map_or(0, |one| one.entries);
    (listed, counted)
}

/// Shows what is due, as the job does.
async fn work(world: &World, place: &Place) -> Option<usize> {
    let lease = world.store.begin_job(&place.organisation, RELEASES, HOLD).await.unwrap()?;
    let due = world.store.releases_due(&place.organisation).await.unwrap();
    for (entry, client) in &due {
        assert!(world.store.release(&place.operator, *entry, *client).await.unwrap());
    }
    world.store.end_releases(lease).await.unwrap();
    Some(due.len())
}

/// L7: a draft is kept over what its writer saw; the same words again are kept already; other words of
/// another window are not overwritten; nobody else reads it.
async fn a_draft_is_its_authors_alone_and_nothing_typed_is_lost(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (write, read) = (may_write(&world, here).await, may_read(&world, here).await);
    let keep = async |over, text: &str| {
        store.keep_draft(&write, NEW, key(1), over, &json!({ "text": text })).await.unwrap()
    };
    assert_eq!(store.draft(&read, NEW).await.unwrap(), None);
    assert_eq!(keep(1, "te vroeg").await, DraftKept::Changed, "there is none to go on from");
    assert_eq!(keep(0, "a").await, DraftKept::Kept { revision: 1, at: store.now() });
    assert_eq!(keep(1, "ab").await, DraftKept::Kept { revision: 2, at: store.now() });
    assert_eq!(keep(1, "ab").await, DraftKept::Kept { revision: 2, at: store.now() }, "the answer was lost");
    assert_eq!(keep(1, "ander venster").await, DraftKept::Changed);
    assert_eq!(keep(0, "nog een").await, DraftKept::Changed);
    let other = store.keep_draft(&write, NEW, key(9), 0, &json!({ "text": "x" })).await.unwrap();
    assert_eq!(other, DraftKept::Changed, "one draft a form");
    let draft = store.draft(&read, NEW).await.unwrap().unwrap();
    assert_eq!((draft.id, draft.revision, &draft.content), (key(1), 2, &json!({ "text": "ab" })));
    assert_eq!(store.draft(&read, "versie-x").await.unwrap(), None, "another form");
    // Another nurse, with the same permit, sees none and changes none.
    let (_, colleague) = account(store, &here.operator, "nurse-2").await;
    employment(store, &here.operator, colleague, Role::Nurse).await;
    let theirs: Permitted<ReadRecord> = may(&world, here, colleague).await.unwrap();
    assert_eq!(store.draft(&theirs, NEW).await.unwrap(), None);
    let theirs: Permitted<WriteRecord> = may(&world, here, colleague).await.unwrap();
    let stolen = store.keep_draft(&theirs, NEW, key(1), 2, &json!({ "text": "x" })).await.unwrap();
    assert_eq!(stolen, DraftKept::Changed);
    store.drop_draft(&theirs, NEW).await.unwrap();
    assert!(store.draft(&read, NEW).await.unwrap().is_some());
    // Sealed, and bound to its revision.
    assert_eq!(world.tamper("UPDATE draft SET revision = revision + 1").await.unwrap(), 1);
    assert!(matches!(store.draft(&read, NEW).await, Err(StoreError::Sealed(_))));
    world.tamper("UPDATE draft SET revision = revision - 1").await.unwrap();
    store.drop_draft(&write, NEW).await.unwrap();
    assert_eq!(store.draft(&read, NEW).await.unwrap(), None);
    store.drop_draft(&write, NEW).await.unwrap();
    let nul = store.keep_draft(&write, "a\0", key(2), 0, &json!({})).await;
    assert!(matches!(nul, Err(StoreError::Nul)));
}

/// L7: the form that is sent twice makes one report, and what arrives late makes no draft of it again.
async fn a_finished_draft_does_not_come_back(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = place(&world, here, 1, None).await;
    let (write, read) = (may_write(&world, here).await, may_read(&world, here).await);
    assert_eq!(store.draft(&read, NEW).await.unwrap(), None);
    for over in [0, 1, 7] {
        let late = store.keep_draft(&write, NEW, key(1), over, &json!({ "text": "laat" })).await.unwrap();
        assert_eq!(late, DraftKept::Finished, "{over}");
    }
    let finishing = Finishing {
        form: ReportForm::New,
        key: key(1),
        revision: 1,
        writing: Some(writing(entry, None, "Rapportage 1", PublishState::Internal, write.at())),
        shown_at: None,
        reason: None,
        decisions: Vec::new(),
    };
    let again = store.finish_report(&write, finishing.clone(), &request()).await.unwrap();
    assert_eq!(again, Written::Kept(entry));
    assert_eq!(world.count("SELECT COUNT(*) FROM entry WHERE source = 'inzage'").await, 1);
    // A draft that was kept again since it was looked at is not finished.
    store.keep_draft(&write, NEW, key(2), 0, &json!({ "text": "b" })).await.unwrap();
    store.keep_draft(&write, NEW, key(2), 1, &json!({ "text": "bc" })).await.unwrap();
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let other = store.entry_of_key(&nurse, key(2));
    let early = Finishing {
        key: key(2),
        writing: Some(writing(other, None, "b", PublishState::Internal, write.at())),
        ..finishing
    };
    assert_eq!(store.finish_report(&write, early.clone(), &request()).await.unwrap(), Written::Stale);
    assert!(store.draft(&read, NEW).await.unwrap().is_some());
    let now = Finishing { revision: 2, ..early };
    assert_eq!(store.finish_report(&write, now, &request()).await.unwrap(), Written::Kept(other));
}

/// R2: a second before its time the client sees nothing, at its time it is there and counted; once more
/// changes nothing; the log tells of sharing and of appearing.
async fn what_is_shared_later_appears_when_its_time_has_come(world: World) {
    let (store, here) = (&world.store, &world.here);
    place(&world, here, 1, Some(24)).await;
    place(&world, here, 2, Some(25)).await;
    place(&world, here, 3, None).await;
    place(&world, here, 4, Some(0)).await;
    assert_eq!(seen(&world, here).await, (1, 1), "what is shared at once");
    assert_eq!(work(&world, here).await, None);
    world.pass(SignedDuration::from_hours(24) - SECOND);
    assert_eq!(work(&world, here).await, None, "a second too early");
    assert_eq!(seen(&world, here).await, (1, 1));
    world.pass(SECOND);
    assert_eq!(work(&world, here).await, Some(1));
    assert_eq!(work(&world, here).await, None);
    assert_eq!(seen(&world, here).await, (2, 2));
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(work(&world, here).await, Some(1), "the next one was asked for");
    assert_eq!(seen(&world, here).await, (3, 3));
    assert_eq!(world.count("SELECT COUNT(*) FROM planned_release").await, 0);
    let by = "SELECT COUNT(*) FROM publish_event WHERE state = 'published' AND by_account IS NOT NULL";
    assert_eq!(world.count(by).await, 3);
    // Shared three times, two of which appeared later.
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line WHERE event = 'publish'").await, 5);
    let read = may_read(&world, here).await;
    let written = store.written_reports(&read).await.unwrap();
    assert_eq!(written.len(), 4, "staff see all");
    assert_eq!(written.iter().filter(|one| one.state == PublishState::Published).count(), 3);
}

/// R2: until a second before it can be taken back, at its time no more, even if nothing has shown it yet.
async fn what_is_shared_later_can_be_taken_back_until_then(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (first, second) = (place(&world, here, 1, Some(24)).await, place(&world, here, 2, Some(24)).await);
    world.pass(SignedDuration::from_hours(24) - SECOND);
    let back = |permit: Permitted<WriteRecord>, entry| async move {
        store.pull_back(&permit, entry, &request()).await.unwrap()
    };
    assert!(back(may_write(&world, here).await, first).await);
    assert!(!back(may_write(&world, here).await, first).await, "once");
    world.pass(SECOND);
    assert!(!back(may_write(&world, here).await, second).await, "its time has come");
    assert_eq!(work(&world, here).await, Some(1));
    assert!(!store.release(&here.operator, first, here.client).await.unwrap());
    assert_eq!(seen(&world, here).await, (1, 1));
    // What was withdrawn meanwhile does not come back by itself.
    let third = place(&world, here, 3, Some(1)).await;
    let publish = store.operator_permit(&here.operator, here.client).await.unwrap().unwrap();
    store.publish(&publish, third, PublishState::Withdrawn).await.unwrap();
    world.pass(SignedDuration::from_hours(1));
    let lease = store.begin_job(&here.organisation, RELEASES, HOLD).await.unwrap().unwrap();
    assert!(!store.release(&here.operator, third, here.client).await.unwrap());
    store.end_releases(lease).await.unwrap();
    assert_eq!(work(&world, here).await, None);
    assert_eq!(seen(&world, here).await, (1, 1));
}

/// A worker that was killed half-way leaves the rest to the next, when its lease has run out.
async fn the_job_of_a_killed_worker_is_taken_over(world: World) {
    let (store, here) = (&world.store, &world.here);
    for number in 1..=3 {
        place(&world, here, number, Some(1)).await;
    }
    world.pass(SignedDuration::from_hours(1));
    assert!(store.begin_job(&here.organisation, RELEASES, HOLD).await.unwrap().is_some());
    let due = store.releases_due(&here.organisation).await.unwrap();
    assert!(store.release(&here.operator, due[0].0, due[0].1).await.unwrap());
    assert_eq!(work(&world, here).await, None, "it is still held");
    world.pass(HOLD);
    assert_eq!(work(&world, here).await, Some(2));
    assert_eq!(seen(&world, here).await, (3, 3));
    assert!(!store.release(&here.operator, due[0].0, due[0].1).await.unwrap(), "twice shows nothing twice");
}

/// R2, R36: a new version of what the client saw has a reason, is there at once, and both can be read; what
/// was never shared is read by staff only; nobody but its author makes one.
async fn a_new_version_leaves_the_old_one_readable(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = place(&world, here, 1, None).await;
    let version = |number: u128, after, state, shown_at, write: &Permitted<WriteRecord>| Finishing {
        form: ReportForm::Version(entry),
        key: key(number),
        revision: 1,
        writing: Some(writing(entry, Some(after), &format!("Versie {number}"), state, write.at())),
        shown_at,
        reason: Some("tikfout".into()),
        decisions: vec![NameDecision { name: "Jan".into(), replaced: true }],
    };
    let form = ReportForm::Version(entry).to_string();
    let keep = async |permit: &Permitted<WriteRecord>, number: u128| {
        let content = json!({ "number": number.to_string() });
        let kept = store.keep_draft(permit, &form, key(number), 0, &content).await.unwrap();
        assert!(matches!(kept, DraftKept::Kept { .. }));
    };
    world.pass(SECOND);
    let write = may_write(&world, here).await;
    keep(&write, 2).await;
    let shared = version(2, 1, PublishState::Published, Some(write.at()), &write);
    assert_eq!(store.finish_report(&write, shared, &request()).await.unwrap(), Written::Kept(entry));
    world.pass(SECOND);
    let write = may_write(&world, here).await;
    keep(&write, 3).await;
    let hiding = version(3, 2, PublishState::Internal, None, &write);
    let hidden = store.finish_report(&write, hiding, &request()).await.unwrap();
    assert_eq!(hidden, Written::Stale, "what the client saw is not hidden by a new version");
    let old = version(3, 1, PublishState::Published, Some(write.at()), &write);
    assert_eq!(store.finish_report(&write, old, &request()).await.unwrap(), Written::Stale);
    let shared = version(3, 2, PublishState::Published, Some(write.at()), &write);
    assert_eq!(store.finish_report(&write, shared, &request()).await.unwrap(), Written::Kept(entry));
    let numbers = |history: &EntryHistory| -> Vec<i64> {
        history.versions.iter().map(|version| version.version).collect()
    };
    let own = store.entry_history(&world.own(here).await, entry).await.unwrap().unwrap();
    assert_eq!(numbers(&own), [3, 2], "the first was never shared");
    assert_eq!(own.versions[0].reason.as_deref(), Some("tikfout"));
    assert_eq!(own.versions[1].source, br#"{"valueString":"Versie 2"}"#);
    assert!(own.versions.iter().all(|version| version.shared_at.is_some()));
    let staff = store.entry_history(&may_read(&world, here).await, entry).await.unwrap().unwrap();
    assert_eq!(numbers(&staff), [3, 2, 1]);
    assert!(staff.entry.own && staff.entry.written_here);
    assert_eq!(seen(&world, here).await, (1, 1));
    // A colleague reads it, and makes no version of it.
    let (_, colleague) = account(store, &here.operator, "nurse-2").await;
    employment(store, &here.operator, colleague, Role::Nurse).await;
    let theirs: Permitted<WriteRecord> = may(&world, here, colleague).await.unwrap();
    assert!(!store.entry_history(&theirs, entry).await.unwrap().unwrap().entry.own);
    keep(&theirs, 4).await;
    let stolen = version(4, 3, PublishState::Published, Some(theirs.at()), &theirs);
    assert_eq!(store.finish_report(&theirs, stolen, &request()).await.unwrap(), Written::NotThere);
    // What was decided stays.
    assert_eq!(world.count("SELECT COUNT(*) FROM name_decision").await, 2);
    for sql in [
        "UPDATE name_decision SET is_replaced = is_replaced",
        "DELETE FROM name_decision",
        "UPDATE version_reason SET version = version",
    ] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
}

/// R2: an addition is an entry of its own, shown beside the first to who may see both.
async fn an_addition_stands_beside_the_first(world: World) {
    let (store, here) = (&world.store, &world.here);
    let first = place(&world, here, 1, Some(0)).await;
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let add = async |number: u128, about, shown: bool| {
        let write = may_write(&world, here).await;
        let form = ReportForm::Addition(about);
        store.keep_draft(&write, &form.to_string(), key(number), 0, &json!({})).await.unwrap();
        let state = if shown { PublishState::Published } else { PublishState::Internal };
        let entry = store.entry_of_key(&nurse, key(number));
        let finishing = Finishing {
            form,
            key: key(number),
            revision: 1,
            writing: Some(writing(entry, None, &format!("Aanvulling {number}"), state, write.at())),
            shown_at: shown.then(|| write.at()),
            reason: None,
            decisions: Vec::new(),
        };
        store.finish_report(&write, finishing, &request()).await.unwrap()
    };
    assert!(matches!(add(2, first, true).await, Written::Kept(_)));
    assert!(matches!(add(3, first, false).await, Written::Kept(_)));
    let nowhere = EntryId::from_uuid(key(77));
    assert_eq!(add(4, nowhere, true).await, Written::NotThere);
    let own = world.own(here).await;
    let seen = store.entry_history(&own, first).await.unwrap().unwrap();
    assert_eq!(seen.additions.len(), 1, "the client sees what is shared");
    let addition = store.entry_history(&own, seen.additions[0].row.id).await.unwrap().unwrap();
    assert_eq!(addition.about.map(|row| row.id), Some(first));
    let staff = store.entry_history(&may_read(&world, here).await, first).await.unwrap().unwrap();
    assert_eq!(staff.additions.len(), 2);
    assert!(world.tamper("UPDATE addition SET about = about").await.is_err());
}

/// R38, L10: whole words that are a name of another client, not the client's own, not a beginning, not a
/// prefix, not of another organisation, not of a record that was destroyed.
async fn names_of_others_are_found_whole(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let add = async |place: &Place, given: &str, own: &str, prefix: &str| {
        let mut who = demographics(given, own, None);
        who.name.own_prefix = prefix.into();
        store.create_client(&place.operator, NewClient { demographics: who, location: None }).await.unwrap()
    };
    add(here, "Émilie", "Wonderlijkebergen", "van der").await;
    for number in 0..3 {
        add(here, "Bertus", &format!("Jansema{number}"), "").await;
    }
    let gone = add(here, "Verdwenen", "Vergeten", "").await;
    add(there, "Elders", "Buurman", "").await;
    store.destroy_client_key(&here.operator, gone).await.unwrap();
    let permit = may_write(&world, here).await;
    let cases: [(&[&str], &[&str]); 6] = [
        (&["emilie", "wonderlijkebergen", "bertus"], &["bertus", "emilie", "wonderlijkebergen"]),
        (&["emil", "wonderlijkeber", "jansema"], &[]),
        (&["anna", "jansen"], &[]),
        (&["der", "van"], &[]),
        (&["elders", "verdwenen", "vergeten"], &[]),
        (&["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "jansema2"], &["jansema2"]),
    ];
    for (words, expected) in cases {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = store.names_of_others(&permit, &words).await.unwrap();
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{words:?}");
    }
}

/// R19: neither secretary, administrator, client nor contact writes, nor who works elsewhere; what waits is
/// of one's own locations, oldest first, and the log names whom it showed.
async fn only_those_who_care_write_and_see_what_waits(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (_, secretary) = account(store, &here.operator, "secretary").await;
    employment(store, &here.operator, secretary, Role::Secretary).await;
    for who in [secretary, here.admin_account, here.client_account, here.contact_account] {
        let refused = may::<WriteRecord>(&world, here, who).await.err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed));
    }
    let (_, physician) = account(store, &here.operator, "physician").await;
    employment(store, &here.operator, physician, Role::Physician).await;
    assert!(may::<WriteRecord>(&world, here, physician).await.is_ok());
    // Two locations, a client at each, and a nurse at one.
    let east = store.create_location(&here.operator, "Oost", "wonen").await.unwrap();
    let west = store.create_location(&here.operator, "West", "wonen").await.unwrap();
    let at = async |given: &str, location: LocationId| -> ClientId {
        let demographics = demographics(given, "Elders", None);
        store
            .create_client(&here.operator, NewClient { demographics, location: Some(location) })
            .await
            .unwrap()
    };
    let (near, far) = (at("Nabij", east).await, at("Ver", west).await);
    let (_, local) = account(store, &here.operator, "local").await;
    let work = NewEmployment {
        account: local,
        role: Role::Nurse,
        location: Some(east),
        from: store.now(),
        until: None,
    };
    store.create_employment(&here.operator, work).await.unwrap();
    let (_, nurse) = world.log_in(here, local).await;
    let ask = async |client| store.permit::<WriteRecord>(&nurse, Some(client), &request()).await.unwrap();
    assert_eq!(ask(far).await.err(), Some(Refusal::OtherLocation));
    let write = ask(near).await.unwrap();
    store.keep_draft(&write, NEW, key(1), 0, &json!({})).await.unwrap();
    for (client, minutes) in [(near, 5), (far, 1), (here.client, 3)] {
        let import = store.operator_permit(&here.operator, client).await.unwrap().unwrap();
        world.pass(SECOND);
        store.import_entries(&import, vec![report("a", minutes, "nieuw")]).await.unwrap();
    }
    let today = store.today(&nurse, &request()).await.unwrap().unwrap();
    let news: Vec<_> = today.news.iter().map(|one| (one.client, one.shared, one.added)).collect();
    assert_eq!(news, [(near, 1, 0), (here.client, 1, 0)], "not what is elsewhere; oldest first");
    assert_eq!(today.drafts.iter().map(|draft| draft.client).collect::<Vec<_>>(), [near]);
    assert!(today.waiting.is_empty());
    let shown = "SELECT COUNT(*) FROM log_object o JOIN log_line l ON l.organisation = o.organisation AND l.seq = o.seq WHERE l.event = 'find-clients'";
    assert_eq!(world.count(shown).await, 2);
    // Who has looked has no news; after a week it is news to nobody.
    let read: Permitted<ReadRecord> = store.permit(&nurse, Some(near), &request()).await.unwrap().unwrap();
    world.pass(SECOND);
    store.visit(&nurse, &read).await.unwrap();
    let today = store.today(&nurse, &request()).await.unwrap().unwrap();
    assert_eq!(today.news.iter().map(|one| one.client).collect::<Vec<_>>(), [here.client]);
    world.pass(SignedDuration::from_hours(7 * 24));
    let (_, later) = world.log_in(here, local).await;
    assert!(store.today(&later, &request()).await.unwrap().unwrap().news.is_empty());
    // Whoever opens no records has nothing to wait for; who does not work here asks in vain.
    let (_, desk) = world.log_in(here, secretary).await;
    assert_eq!(*store.today(&desk, &request()).await.unwrap().unwrap(), Today::default());
    let (_, client) = world.log_in(here, here.client_account).await;
    assert_eq!(store.today(&client, &request()).await.unwrap().err(), Some(Refusal::RoleNotAllowed));
}

async fn reports_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let entry = place(&world, here, 1, Some(1)).await;
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let asked = store.permit::<WriteRecord>(&nurse, Some(there.client), &request()).await.unwrap();
    assert_eq!(asked.err(), Some(Refusal::NoSuchClient));
    // Another client of the same organisation, and another organisation.
    let person = demographics("Bea", "Vos", None);
    let other = store.create_client(&here.operator, NewClient { demographics: person, location: None }).await;
    let other = other.unwrap();
    let beside: Permitted<WriteRecord> =
        store.permit(&nurse, Some(other), &request()).await.unwrap().unwrap();
    let (theirs, reads) = (may_write(&world, there).await, may_read(&world, there).await);
    for permit in [&beside, &theirs] {
        assert_eq!(store.entry_history(permit, entry).await.unwrap(), None);
        assert_eq!(store.draft(permit, NEW).await.unwrap(), None);
        assert!(store.written_reports(permit).await.unwrap().is_empty());
        assert!(!store.pull_back(permit, entry, &request()).await.unwrap());
        let form = ReportForm::Version(entry);
        store.keep_draft(permit, &form.to_string(), key(5), 0, &json!({})).await.unwrap();
        let share = Finishing {
            form,
            key: key(5),
            revision: 1,
            writing: None,
            shown_at: Some(permit.at()),
            reason: None,
            decisions: Vec::new(),
        };
        assert_eq!(store.finish_report(permit, share, &request()).await.unwrap(), Written::NotThere);
        store.drop_draft(permit, &form.to_string()).await.unwrap();
    }
    assert_eq!(store.entry_history(&reads, entry).await.unwrap(), None);
    world.pass(SignedDuration::from_hours(1));
    assert!(store.releases_due(&there.organisation).await.unwrap().is_empty());
    assert!(!store.release(&there.operator, entry, here.client).await.unwrap());
    assert!(store.begin_job(&there.organisation, RELEASES, HOLD).await.unwrap().is_none());
    let (_, stranger) = world.log_in(there, there.nurse_account).await;
    let today = store.today(&stranger, &request()).await.unwrap().unwrap();
    assert!(today.news.is_empty() && today.waiting.is_empty());
    // The client's second contact of another organisation is nobody here.
    let (person, _) = account(store, &there.operator, "contact-2").await;
    relation(store, &there.operator, there.client, person, Basis::SecondContact).await;
    let lease = store.begin_job(&here.organisation, RELEASES, HOLD).await.unwrap().unwrap();
    store.end_releases(lease).await.unwrap();
    assert_eq!(work(&world, here).await, Some(1), "what was not shown stays due");
}
