//! Cases: asked once, steps that never change, who sees which, by when there is an answer, and what a
//! deletion takes away (L5, R25, R37; AVG articles 12 and 17, WGBO 7:454 and 7:455).

use inzage_domain::{
    AccountId, Basis, CareTime, CaseId, Category, EntryId, Precision, Role,
    access::{AskCase, CaseQueue, ReadCases, Refusal, TreatCases},
    case::{CASES_A_DAY, CaseGround, CaseKind, CaseState, CaseStep},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, employment, relation, report, request},
};
use crate::*;

on_both! {
    a_request_is_kept_once_and_never_changes;
    an_own_view_stands_beside_the_item_at_once;
    steps_follow_each_other_and_the_clock;
    who_asked_takes_back_and_nobody_else;
    a_granted_deletion_takes_the_content_and_keeps_the_request;
    the_queue_is_of_ones_own_kinds_and_places;
    a_line_is_asked_about_once_and_an_account_not_endlessly;
    cases_do_not_cross;
}

fn at_item(entry: EntryId, kind: CaseKind, text: &str) -> NewCase {
    let care = CareTime {
        at: "2026-05-01T08:00:00Z".parse().unwrap(),
        precision: Precision::Time,
        offset_minutes: None,
    };
    let (title_nl, title_en) = ("Rapportage".into(), "Report".into());
    let about = CaseAbout::Entry { category: Category::Reports, title_nl, title_en, care };
    let content = CaseContent { about, text: text.into() };
    NewCase { kind, target: CaseTarget::Entry(entry), content }
}

fn at_line(seq: i64) -> NewCase {
    let at = "2026-05-01T08:00:00Z".parse().unwrap();
    let about = CaseAbout::Look { who: Some("Mens nurse".into()), event: "read-record".into(), at };
    let content = CaseContent { about, text: String::new() };
    NewCase { kind: CaseKind::NotRecognised, target: CaseTarget::Look(seq), content }
}

async fn item(world: &World, place: &Place, identifier: &str) -> EntryId {
    let permit = world.may_import(place).await;
    world.store.import_entries(&permit, vec![report(identifier, 1, "Mevrouw viel uit bed")]).await.unwrap();
    let page = world.store.entries(&world.own(place).await, None, None, 10).await.unwrap();
    page.entries[0].id
}

async fn may_ask(world: &World, place: &Place, account: AccountId) -> Permitted<AskCase> {
    let (_, actor) = world.log_in(place, account).await;
    world.store.permit(&actor, Some(place.client), &request()).await.unwrap().unwrap()
}

async fn may_treat(world: &World, place: &Place, account: AccountId) -> Permitted<TreatCases> {
    let (_, actor) = world.log_in(place, account).await;
    world.store.permit(&actor, Some(place.client), &request()).await.unwrap().unwrap()
}

/// The cases about the client of a place, as somebody sees them.
async fn read(world: &World, place: &Place, account: AccountId) -> Vec<Case> {
    let (_, actor) = world.log_in(place, account).await;
    let permit: Permitted<ReadCases> =
        world.store.permit(&actor, Some(place.client), &request()).await.unwrap().unwrap();
    world.store.own_cases(&permit).await.unwrap()
}

async fn asked(world: &World, permit: &Permitted<AskCase>, new: &NewCase, key: u128) -> CaseId {
    let asked = world.store.ask_case(permit, new, Uuid::from_u128(key)).await.unwrap();
    let CaseAsked::Kept { case, .. } = asked else { panic!("{asked:?}") };
    case
}

fn step(step: CaseStep, ground: Option<CaseGround>, text: &str) -> NewStep {
    NewStep { step, ground, text: text.into() }
}

async fn staff(world: &World, place: &Place, role: Role) -> AccountId {
    let (_, made) = account(&world.store, &place.operator, &format!("work {}", role.key())).await;
    employment(&world.store, &place.operator, made, role).await;
    made
}

/// L5: kept with its first step and its last day; sent twice it is one; other words under the same key are
/// refused; nothing of it changes or goes, in the database itself.
async fn a_request_is_kept_once_and_never_changes(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = item(&world, here, "r1").await;
    let permit = may_ask(&world, here, here.client_account).await;
    let new = at_item(entry, CaseKind::Report, "Ik viel niet uit bed.");
    let key = Uuid::from_u128(1);
    let first = store.ask_case(&permit, &new, key).await.unwrap();
    let CaseAsked::Kept { case, at, new: true } = first else { panic!("{first:?}") };
    world.pass(SignedDuration::from_mins(3));
    let permit = may_ask(&world, here, here.client_account).await;
    let again = store.ask_case(&permit, &new, key).await.unwrap();
    assert_eq!(again, CaseAsked::Kept { case, at, new: false });
    let other = at_item(entry, CaseKind::Report, "Iets anders.");
    assert!(matches!(store.ask_case(&permit, &other, key).await, Err(StoreError::Conflict(_))));
    let cases = read(&world, here, here.client_account).await;
    assert_eq!(cases.len(), 1);
    let found = &cases[0];
    assert_eq!((found.id, found.kind, found.state), (case, CaseKind::Report, CaseState::Received));
    assert_eq!((found.due_on, found.extended, found.entry), (date(2026, 6, 1), false, Some(entry)));
    assert_eq!((found.asker.as_str(), found.basis), ("Mens client", Basis::Own));
    assert_eq!(found.content, new.content);
    assert_eq!(found.events.iter().map(|event| event.step).collect::<Vec<_>>(), [CaseStep::Asked]);
    assert_eq!(world.count("SELECT COUNT(*) FROM care_case").await, 1);
    for sql in [
        "UPDATE care_case SET sealed_content = sealed_content",
        "UPDATE care_case SET kind = 'deletion'",
        "UPDATE care_case SET asked_at = 0",
        "DELETE FROM care_case",
        "UPDATE case_event SET at = 0",
        "DELETE FROM case_event",
    ] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    let nul = at_item(entry, CaseKind::Report, "a\0b");
    assert!(matches!(store.ask_case(&permit, &nul, Uuid::from_u128(2)).await, Err(StoreError::Nul)));
    // An item that is not there, or that a permit does not cover.
    let none = at_item(EntryId::from_uuid(Uuid::from_u128(9)), CaseKind::Report, "x");
    assert_eq!(store.ask_case(&permit, &none, Uuid::from_u128(3)).await.unwrap(), CaseAsked::Gone);
}

/// WGBO 7:454 paragraph 2: it stands there at once, is nobody's to decide, and stays.
async fn an_own_view_stands_beside_the_item_at_once(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = item(&world, here, "r1").await;
    let permit = may_ask(&world, here, here.contact_account).await;
    let case = asked(&world, &permit, &at_item(entry, CaseKind::Statement, "Zij gleed uit."), 1).await;
    let own = world.own(here).await;
    let seen = store.statements(&own, entry).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].by.as_str(), seen[0].basis, seen[0].text.as_str()),
        ("Mens first-contact", Basis::FirstContact, "Zij gleed uit.")
    );
    let back = store.withdraw_case(&permit, case, Uuid::from_u128(2)).await.unwrap();
    assert_eq!(back, CaseChanged::NotNow, "it stays");
    let nurse = may_treat(&world, here, here.nurse_account).await;
    assert!(store.team_case(&nurse, case).await.unwrap().is_none(), "nothing to treat");
    let elsewhere = store.statements(&own, EntryId::from_uuid(Uuid::from_u128(9))).await.unwrap();
    assert!(elsewhere.is_empty());
}

/// AVG article 12: taken, made longer once and within the first month (both sides of its last day), decided
/// with a ground of the law; the same form counts once, and a decided case is over.
async fn steps_follow_each_other_and_the_clock(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = item(&world, here, "r1").await;
    let asker = may_ask(&world, here, here.client_account).await;
    let one = asked(&world, &asker, &at_item(entry, CaseKind::Report, "een"), 1).await;
    let two = asked(&world, &asker, &at_item(entry, CaseKind::Report, "twee"), 2).await;
    let does = async |case, what: &NewStep, key| {
        let permit = may_treat(&world, here, here.nurse_account).await;
        store.treat_case(&permit, case, what, Uuid::from_u128(key)).await.unwrap()
    };
    let refuse = step(CaseStep::Refused, Some(CaseGround::NotFactual), "Dit zag de verpleegkundige.");
    assert_eq!(does(one, &refuse, 10).await, CaseChanged::NotNow, "nobody took it");
    assert_eq!(does(one, &step(CaseStep::Taken, None, ""), 11).await, CaseChanged::Done);
    assert_eq!(does(one, &step(CaseStep::Taken, None, ""), 11).await, CaseChanged::Before);
    assert_eq!(does(one, &step(CaseStep::Withdrawn, None, ""), 12).await, CaseChanged::NotTheirs);
    // 1 June in the Netherlands is the last day of the first month: its last second, and the first after.
    let longer = step(CaseStep::Extended, None, "Wij wachten op het ziekenhuis.");
    world.pass("2026-06-01T21:59:59Z".parse::<jiff::Timestamp>().unwrap().duration_since(store.now()));
    assert_eq!(does(one, &longer, 13).await, CaseChanged::Done);
    assert_eq!(does(one, &longer, 14).await, CaseChanged::NotNow, "once");
    world.pass(SignedDuration::from_secs(1));
    assert_eq!(does(two, &longer, 15).await, CaseChanged::NotNow, "the month is over");
    let cases = read(&world, here, here.client_account).await;
    let due = |case| cases.iter().find(|found| found.id == case).map(|found| (found.due_on, found.extended));
    assert_eq!(due(one), Some((date(2026, 8, 1), true)));
    assert_eq!(due(two), Some((date(2026, 6, 1), false)));
    for (wrong, key) in [
        (step(CaseStep::Refused, None, "x"), 16),
        (step(CaseStep::Refused, Some(CaseGround::LawKeeps), "x"), 17),
        (step(CaseStep::Granted, Some(CaseGround::NotFactual), "x"), 18),
    ] {
        assert_eq!(does(one, &wrong, key).await, CaseChanged::NotNow, "{wrong:?}");
    }
    assert_eq!(does(one, &refuse, 19).await, CaseChanged::Done);
    assert_eq!(does(one, &step(CaseStep::Granted, None, "toch"), 20).await, CaseChanged::NotNow);
    let found = read(&world, here, here.client_account).await;
    let found = found.into_iter().find(|found| found.id == one).unwrap();
    assert_eq!((found.state, found.due_on), (CaseState::Refused, date(2026, 8, 1)));
    assert_eq!(found.taken_by, Some((here.nurse_account, "Mens nurse".into())));
    let told: Vec<_> =
        found.events.iter().map(|event| (event.step, event.ground, event.text.as_str())).collect();
    assert_eq!(
        told,
        [
            (CaseStep::Asked, None, ""),
            (CaseStep::Taken, None, ""),
            (CaseStep::Extended, None, "Wij wachten op het ziekenhuis."),
            (CaseStep::Refused, Some(CaseGround::NotFactual), "Dit zag de verpleegkundige."),
        ]
    );
    // A report is not changed by any of it (R36).
    let full = store.entry(&world.own(here).await, entry).await.unwrap().unwrap();
    assert_eq!(full.row.version, 1);
}

/// Only who asked takes back, and only what is open; others than the client see only their own.
async fn who_asked_takes_back_and_nobody_else(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = item(&world, here, "r1").await;
    let own = may_ask(&world, here, here.client_account).await;
    let contact = may_ask(&world, here, here.contact_account).await;
    let mine = asked(&world, &own, &at_item(entry, CaseKind::Report, "van mij"), 1).await;
    let theirs = asked(&world, &contact, &at_item(entry, CaseKind::Report, "van Karin"), 1).await;
    assert_ne!(mine, theirs, "the same key of two people");
    let ids = |cases: Vec<Case>| cases.into_iter().map(|case| case.id).collect::<Vec<_>>();
    assert_eq!(read(&world, here, here.client_account).await.len(), 2);
    assert_eq!(ids(read(&world, here, here.contact_account).await), [theirs]);
    let back =
        async |permit, case, key| store.withdraw_case(permit, case, Uuid::from_u128(key)).await.unwrap();
    assert_eq!(back(&own, theirs, 5).await, CaseChanged::NotThere);
    assert_eq!(back(&contact, mine, 6).await, CaseChanged::NotThere);
    assert_eq!(back(&own, mine, 7).await, CaseChanged::Done);
    assert_eq!(back(&own, mine, 7).await, CaseChanged::Before);
    assert_eq!(back(&own, mine, 8).await, CaseChanged::NotNow);
    let nurse = may_treat(&world, here, here.nurse_account).await;
    let late = store.treat_case(&nurse, mine, &step(CaseStep::Taken, None, ""), Uuid::from_u128(9)).await;
    assert_eq!(late.unwrap(), CaseChanged::NotNow);
    // Who decides for a client who cannot sees all of them.
    let capacity = world.log_in(here, here.nurse_account).await.1;
    let capacity = store.permit(&capacity, Some(here.client), &request()).await.unwrap().unwrap();
    store.record_capacity(&capacity, true, date(2026, 4, 30), "x", Uuid::from_u128(10)).await.unwrap();
    assert_eq!(read(&world, here, here.contact_account).await.len(), 2);
}

/// R25, WGBO 7:455: a nurse does not decide it; granted by a physician the item is gone with all that it
/// said, also for a later import of the same; the request and the answer stay.
async fn a_granted_deletion_takes_the_content_and_keeps_the_request(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = item(&world, here, "r1").await;
    let asker = may_ask(&world, here, here.client_account).await;
    let case = asked(&world, &asker, &at_item(entry, CaseKind::Deletion, "Weg ermee."), 1).await;
    let nurse = may_treat(&world, here, here.nurse_account).await;
    let grant = step(CaseStep::Granted, None, "Wij hebben het vernietigd.");
    let does = async |permit: &Permitted<TreatCases>, what: &NewStep, key| {
        store.treat_case(permit, case, what, Uuid::from_u128(key)).await.unwrap()
    };
    assert_eq!(does(&nurse, &step(CaseStep::Taken, None, ""), 2).await, CaseChanged::Done);
    assert_eq!(does(&nurse, &grant, 3).await, CaseChanged::NotTheirs);
    let physician = staff(&world, here, Role::Physician).await;
    let physician = may_treat(&world, here, physician).await;
    let partly = step(CaseStep::Partly, Some(CaseGround::LawKeeps), "x");
    assert_eq!(does(&physician, &partly, 4).await, CaseChanged::NotNow, "one item is whole");
    assert_eq!(does(&physician, &grant, 5).await, CaseChanged::Done);
    assert_eq!(does(&physician, &grant, 5).await, CaseChanged::Before);
    let own = world.own(here).await;
    assert!(store.entry(&own, entry).await.unwrap().is_none());
    assert!(store.entries(&own, None, None, 10).await.unwrap().entries.is_empty());
    assert!(store.sections(&own).await.unwrap().is_empty());
    for (left, number) in [
        ("SELECT COUNT(*) FROM entry_version", 0),
        ("SELECT COUNT(*) FROM entry_source", 0),
        ("SELECT COUNT(*) FROM entry_token", 0),
        ("SELECT COUNT(*) FROM publish_event", 0),
        ("SELECT COUNT(*) FROM entry", 1),
        ("SELECT COUNT(*) FROM care_case", 1),
    ] {
        assert_eq!(world.count(left).await, number, "{left}");
    }
    let permit = world.may_import(here).await;
    store.import_entries(&permit, vec![report("r1", 1, "Mevrouw viel uit bed")]).await.unwrap();
    assert!(store.entries(&own, None, None, 10).await.unwrap().entries.is_empty(), "it came back");
    let cases = read(&world, here, here.client_account).await;
    assert_eq!((cases[0].state, cases[0].entry), (CaseState::Granted, None));
    assert_eq!(cases[0].content.text, "Weg ermee.");
    assert_eq!(cases[0].events.last().unwrap().text, "Wij hebben het vernietigd.");
}

/// R19, L6: the first due first; a nurse sees what is for nurses at the own location, the privacy officer
/// what is not recognised, an administrator nothing; one line names the clients.
async fn the_queue_is_of_ones_own_kinds_and_places(world: World) {
    let (store, here) = (&world.store, &world.here);
    let entry = item(&world, here, "r1").await;
    let asker = may_ask(&world, here, here.client_account).await;
    let line = asked(&world, &asker, &at_line(1), 1).await;
    let late = asked(&world, &asker, &at_item(entry, CaseKind::Report, "een"), 2).await;
    world.pass(SignedDuration::from_hours(24));
    let asker = may_ask(&world, here, here.client_account).await;
    let early = asked(&world, &asker, &at_item(entry, CaseKind::Deletion, "twee"), 3).await;
    asked(&world, &asker, &at_item(entry, CaseKind::Statement, "drie"), 4).await;
    let queue = async |account| {
        let (_, actor) = world.log_in(here, account).await;
        let found = store.case_queue(&actor, &request()).await.unwrap();
        found.map(|found| found.iter().map(|case| (case.id, case.due_on)).collect::<Vec<_>>())
    };
    let expected = vec![(late, date(2026, 6, 1)), (early, date(2026, 6, 2))];
    assert_eq!(queue(here.nurse_account).await, Ok(expected.clone()));
    let physician = staff(&world, here, Role::Physician).await;
    assert_eq!(queue(physician).await, Ok(expected));
    let officer = staff(&world, here, Role::PrivacyOfficer).await;
    assert_eq!(queue(officer).await, Ok(vec![(line, date(2026, 6, 1))]));
    assert_eq!(queue(here.admin_account).await, Err(Refusal::RoleNotAllowed));
    let (_, client) = world.log_in(here, here.client_account).await;
    let refused = store.permit::<CaseQueue>(&client, None, &request()).await.unwrap();
    assert_eq!(refused.err(), Some(Refusal::RoleNotAllowed));
    // A nurse reads nothing of what is not recognised, nor does the officer of reports.
    let nurse = may_treat(&world, here, here.nurse_account).await;
    assert!(store.team_case(&nurse, line).await.unwrap().is_none());
    let taken = store.treat_case(&nurse, line, &step(CaseStep::Taken, None, ""), Uuid::from_u128(9)).await;
    assert_eq!(taken.unwrap(), CaseChanged::NotThere);
    let officer = may_treat(&world, here, officer).await;
    assert!(store.team_case(&officer, late).await.unwrap().is_none());
    assert!(store.team_case(&officer, line).await.unwrap().is_some());
    // Whoever works elsewhere finds nothing of a client who lives here.
    let (home, away) = (
        store.create_location(&here.operator, "Thuis", "").await.unwrap(),
        store.create_location(&here.operator, "Elders", "").await.unwrap(),
    );
    let sql = format!(
        "UPDATE client SET location = {} WHERE id = {}",
        literal(&world, home.uuid()),
        literal(&world, here.client.uuid())
    );
    world.tamper(&sql).await.unwrap();
    let (_, elsewhere) = account(store, &here.operator, "elders").await;
    let work = NewEmployment {
        account: elsewhere,
        role: Role::Nurse,
        location: Some(away),
        from: store.now(),
        until: None,
    };
    store.create_employment(&here.operator, work).await.unwrap();
    assert_eq!(queue(elsewhere).await, Ok(Vec::new()));
    assert_eq!(queue(here.nurse_account).await.unwrap().len(), 2, "who works everywhere");
}

fn literal(world: &World, id: Uuid) -> String {
    if world.is_postgres() { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
}

/// L6: the same line is one case as long as it is open; an account asks so much in a day and then has to
/// wait, to the microsecond.
async fn a_line_is_asked_about_once_and_an_account_not_endlessly(world: World) {
    let (store, here) = (&world.store, &world.here);
    let permit = may_ask(&world, here, here.client_account).await;
    let first = asked(&world, &permit, &at_line(1), 1).await;
    assert_eq!(asked(&world, &permit, &at_line(1), 2).await, first, "another form");
    assert_eq!(asked(&world, &permit, &at_line(1), 2).await, first, "the other form twice");
    for number in 2..=CASES_A_DAY {
        asked(&world, &permit, &at_line(number), 100 + u128::try_from(number).unwrap()).await;
    }
    let more = at_line(99);
    let key = Uuid::from_u128(99);
    assert_eq!(store.ask_case(&permit, &more, key).await.unwrap(), CaseAsked::TooMany);
    // Somebody else still can.
    let contact = may_ask(&world, here, here.contact_account).await;
    asked(&world, &contact, &at_line(1), 1).await;
    world.pass(SignedDuration::from_hours(24) - SignedDuration::from_micros(1));
    let permit = may_ask(&world, here, here.client_account).await;
    assert_eq!(store.ask_case(&permit, &more, key).await.unwrap(), CaseAsked::TooMany);
    world.pass(SignedDuration::from_micros(1));
    let permit = may_ask(&world, here, here.client_account).await;
    assert!(matches!(store.ask_case(&permit, &more, key).await.unwrap(), CaseAsked::Kept { new: true, .. }));
}

async fn cases_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (ours, theirs) = (item(&world, here, "r1").await, item(&world, there, "r1").await);
    let asker = may_ask(&world, here, here.client_account).await;
    let gone = store.ask_case(&asker, &at_item(theirs, CaseKind::Report, "x"), Uuid::from_u128(1)).await;
    assert_eq!(gone.unwrap(), CaseAsked::Gone);
    let case = asked(&world, &asker, &at_item(ours, CaseKind::Report, "x"), 2).await;
    asked(&world, &asker, &at_item(ours, CaseKind::Statement, "eigen"), 3).await;
    let (_, nurse) = world.log_in(there, there.nurse_account).await;
    let refused = store.permit::<TreatCases>(&nurse, Some(here.client), &request()).await.unwrap();
    assert_eq!(refused.err(), Some(Refusal::NoSuchClient));
    assert!(store.case_queue(&nurse, &request()).await.unwrap().unwrap().is_empty());
    let there_treats = may_treat(&world, there, there.nurse_account).await;
    assert!(store.team_case(&there_treats, case).await.unwrap().is_none());
    let take = step(CaseStep::Taken, None, "");
    let taken = store.treat_case(&there_treats, case, &take, Uuid::from_u128(4)).await.unwrap();
    assert_eq!(taken, CaseChanged::NotThere);
    let there_asks = may_ask(&world, there, there.client_account).await;
    let back = store.withdraw_case(&there_asks, case, Uuid::from_u128(5)).await.unwrap();
    assert_eq!(back, CaseChanged::NotThere);
    assert!(read(&world, there, there.client_account).await.is_empty());
    assert!(store.statements(&world.own(there).await, ours).await.unwrap().is_empty());
    // Another client of the same organisation, with a first contact of that one.
    let new = NewClient { demographics: super::world::demographics("Piet", "Bos", None), location: None };
    let other = store.create_client(&here.operator, new).await.unwrap();
    let (person, beside) = account(store, &here.operator, "beside").await;
    relation(store, &here.operator, other, person, Basis::FirstContact).await;
    let (_, beside) = world.log_in(here, beside).await;
    let refused = store.permit::<ReadCases>(&beside, Some(here.client), &request()).await.unwrap();
    assert_eq!(refused.err(), Some(Refusal::NoRelation));
    let permit: Permitted<ReadCases> = store.permit(&beside, Some(other), &request()).await.unwrap().unwrap();
    assert!(store.own_cases(&permit).await.unwrap().is_empty());
}
