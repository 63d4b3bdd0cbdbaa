//! Emergency access in the store: opened once, for its hours and its holder alone, marked in the log,
//! reviewed once by somebody else (R19).

use inzage_domain::{
    AccountId, ClientId, LocationId, Role,
    access::{EmergencyReason, EmergencyVerdict, OpenEmergency, ReadLog, Refusal, ReviewEmergency},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, demographics, relation, request},
};
use crate::*;

on_both! {
    it_opens_one_record_for_its_hours;
    it_ends_with_its_holders_word_and_work;
    one_at_a_time_and_never_a_destroyed_record;
    it_is_reviewed_once_by_somebody_else;
    emergencies_do_not_cross;
}

const HOURS: u16 = 4;

/// A client in the north, nurses in the south, and a privacy officer.
struct Ward {
    client: ClientId,
    client_account: AccountId,
    nurse: AccountId,
    other_nurse: AccountId,
    officer: AccountId,
    employment: inzage_domain::EmploymentId,
}

async fn works(
    world: &World,
    place: &Place,
    name: &str,
    role: Role,
    at: Option<LocationId>,
) -> (AccountId, inzage_domain::EmploymentId) {
    let (_, made) = account(&world.store, &place.operator, name).await;
    let from = super::world::START.parse().unwrap();
    let new = NewEmployment { account: made, role, location: at, from, until: None };
    (made, world.store.create_employment(&place.operator, new).await.unwrap())
}

async fn ward(world: &World, place: &Place) -> Ward {
    let store = &world.store;
    let north = store.create_location(&place.operator, "Noord", "").await.unwrap();
    let south = store.create_location(&place.operator, "Zuid", "").await.unwrap();
    let new = NewClient { demographics: demographics("Toos", "Bakker", None), location: Some(north) };
    let client = store.create_client(&place.operator, new).await.unwrap();
    let (person, client_account) = account(store, &place.operator, "toos").await;
    relation(store, &place.operator, client, person, inzage_domain::Basis::Own).await;
    let (nurse, employment) = works(world, place, "south-nurse", Role::Nurse, Some(south)).await;
    let (other_nurse, _) = works(world, place, "other-nurse", Role::Nurse, Some(south)).await;
    let (officer, _) = works(world, place, "officer", Role::PrivacyOfficer, None).await;
    Ward { client, client_account, nurse, other_nurse, officer, employment }
}

async fn may_open(
    world: &World,
    actor: &Actor,
    client: ClientId,
) -> Result<Permitted<OpenEmergency>, Refusal> {
    world.store.permit(actor, Some(client), &request()).await.unwrap()
}

fn new(words: &str) -> NewEmergency<'_> {
    NewEmergency { reason: EmergencyReason::Danger, words, hours: HOURS }
}

async fn open(world: &World, actor: &Actor, client: ClientId, key: u128) -> EmergencyOpened {
    let permit = may_open(world, actor, client).await.unwrap();
    let key = Uuid::from_u128(key);
    world.store.open_emergency(&permit, &new("gevallen, ambulance gebeld"), key, &request()).await.unwrap()
}

async fn reads(world: &World, actor: &Actor, client: ClientId) -> Result<(), Refusal> {
    world.may_read(actor, client).await.map(drop)
}

/// R19, NEN 7513: refused without, open to the last microsecond of its hours, and each line says so; a
/// colleague gets nothing by it, and the client sees it marked.
async fn it_opens_one_record_for_its_hours(world: World) {
    let (store, here) = (&world.store, &world.here);
    let ward = ward(&world, here).await;
    let (token, nurse) = world.log_in(here, ward.nurse).await;
    assert_eq!(reads(&world, &nurse, ward.client).await, Err(Refusal::OtherLocation));
    let EmergencyOpened::Now { until, tell } = open(&world, &nurse, ward.client, 1).await else {
        panic!("it opens");
    };
    assert_eq!(until, store.now() + SignedDuration::from_hours(4));
    assert_eq!(tell, Vec::<String>::new(), "this officer has no address");
    assert_eq!(reads(&world, &nurse, ward.client).await, Ok(()));
    let permit = may_open(&world, &nurse, ward.client).await.unwrap();
    assert_eq!(store.own_emergency(&permit).await.unwrap(), OwnEmergency::Open(until));
    let (_, colleague) = world.log_in(here, ward.other_nurse).await;
    assert_eq!(reads(&world, &colleague, ward.client).await, Err(Refusal::OtherLocation));
    // The session would end by itself meanwhile: it is kept awake.
    for _ in 0..11 {
        world.pass(SignedDuration::from_mins(20));
        let awake = world.actor(here, &token).await;
        store.session_stay(&awake).await.unwrap();
    }
    world.pass(SignedDuration::from_mins(20) - SignedDuration::from_micros(1));
    let awake = world.actor(here, &token).await;
    assert_eq!(reads(&world, &awake, ward.client).await, Ok(()), "a microsecond before its end");
    world.pass(SignedDuration::from_micros(1));
    assert_eq!(reads(&world, &awake, ward.client).await, Err(Refusal::OtherLocation), "at its end");
    let (_, client) = world.log_in(here, ward.client_account).await;
    let permit: Permitted<ReadLog> =
        store.permit(&client, Some(ward.client), &request()).await.unwrap().unwrap();
    let lines = store.client_log(&permit, jiff::Timestamp::MIN, None, 100).await.unwrap();
    let marked: Vec<(&str, bool)> = lines
        .iter()
        .filter(|line| line.outcome == "1" && line.actor == Some(ward.nurse))
        .map(|line| (line.event.as_str(), line.details.controls.emergency))
        .collect();
    assert!(marked.contains(&("emergency-access", true)), "{marked:?}");
    assert_eq!(marked.iter().filter(|one| **one == ("read-record", true)).count(), 2, "{marked:?}");
    assert!(!marked.contains(&("read-record", false)), "{marked:?}");
}

/// R19: its holder ends it, and the end of the work does; ending twice is once.
async fn it_ends_with_its_holders_word_and_work(world: World) {
    let (store, here) = (&world.store, &world.here);
    let ward = ward(&world, here).await;
    let (_, nurse) = world.log_in(here, ward.nurse).await;
    open(&world, &nurse, ward.client, 1).await;
    let (_, colleague) = world.log_in(here, ward.other_nurse).await;
    assert!(!store.end_emergency(&colleague, ward.client, &request()).await.unwrap(), "it is not theirs");
    assert_eq!(reads(&world, &nurse, ward.client).await, Ok(()));
    assert!(store.end_emergency(&nurse, ward.client, &request()).await.unwrap());
    assert!(!store.end_emergency(&nurse, ward.client, &request()).await.unwrap());
    assert_eq!(reads(&world, &nurse, ward.client).await, Err(Refusal::OtherLocation));
    // Again, with another form: it is a new one.
    let again = open(&world, &nurse, ward.client, 2).await;
    assert!(matches!(again, EmergencyOpened::Now { .. }));
    assert_eq!(reads(&world, &nurse, ward.client).await, Ok(()));
    store.end_employment(&here.operator, ward.employment, store.now()).await.unwrap();
    assert_eq!(reads(&world, &nurse, ward.client).await, Err(Refusal::NotEmployed));
}

/// R19: the same form and a second one open one access; a destroyed record opens for nobody.
async fn one_at_a_time_and_never_a_destroyed_record(world: World) {
    let (store, here) = (&world.store, &world.here);
    let ward = ward(&world, here).await;
    let (_, nurse) = world.log_in(here, ward.nurse).await;
    assert!(matches!(open(&world, &nurse, ward.client, 1).await, EmergencyOpened::Now { .. }));
    assert!(open(&world, &nurse, ward.client, 1).await == EmergencyOpened::Before);
    assert!(open(&world, &nurse, ward.client, 2).await == EmergencyOpened::Before);
    assert_eq!(world.count("SELECT COUNT(*) FROM emergency_access").await, 1);
    let permit = may_open(&world, &nurse, ward.client).await.unwrap();
    let nul = store.open_emergency(&permit, &new("a\0b"), Uuid::from_u128(3), &request()).await;
    assert!(matches!(nul, Err(StoreError::Nul)));
    store.destroy_client_key(&here.operator, ward.client).await.unwrap();
    // As if there had never been such a client; also for a request that was on its way.
    assert_eq!(reads(&world, &nurse, ward.client).await, Err(Refusal::NoSuchClient), "it shut");
    assert_eq!(may_open(&world, &nurse, ward.client).await.err(), Some(Refusal::NoSuchClient));
    assert_eq!(store.own_emergency(&permit).await.unwrap(), OwnEmergency::Gone);
    let late = store.open_emergency(&permit, &new("nood"), Uuid::from_u128(4), &request()).await.unwrap();
    assert!(late == EmergencyOpened::NotThere);
    // Where one works there is nothing to open.
    let (_, everywhere) = world.log_in(here, here.nurse_account).await;
    assert_eq!(may_open(&world, &everywhere, here.client).await.err(), Some(Refusal::NotNeeded));
}

async fn may_review(world: &World, actor: &Actor) -> Permitted<ReviewEmergency> {
    world.store.permit(actor, None, &request()).await.unwrap().unwrap()
}

/// R19: the officer sees who, why and how often; judges once; not the own, with whatever account; nothing
/// of it changes afterwards.
async fn it_is_reviewed_once_by_somebody_else(world: World) {
    let (store, here) = (&world.store, &world.here);
    let ward = ward(&world, here).await;
    let (_, nurse) = world.log_in(here, ward.nurse).await;
    open(&world, &nurse, ward.client, 1).await;
    for _ in 0..2 {
        world.pass(SignedDuration::from_secs(1));
        reads(&world, &nurse, ward.client).await.unwrap();
    }
    let refused = store.emergencies(&nurse, None, &request()).await.unwrap();
    assert_eq!(refused.err(), Some(Refusal::RoleNotAllowed));
    let (_, officer) = world.log_in(here, ward.officer).await;
    let cases = store.emergencies(&officer, None, &request()).await.unwrap().unwrap();
    let [case] = cases.as_slice() else { panic!("one waits") };
    assert_eq!((case.by.as_str(), case.client_name.as_deref()), ("Mens south-nurse", Some("Toos Bakker")));
    assert_eq!((case.words.as_str(), case.looked, case.mine), ("gevallen, ambulance gebeld", 2, false));
    assert!(case.review.is_none() && case.reason == EmergencyReason::Danger);

    // The same person, with an account as privacy officer.
    let person = store.account_by_user_name(&here.operator, "south-nurse").await.unwrap().unwrap().person;
    let own = NewAccount {
        person,
        user_name: "officer-too".into(),
        display_name: "Mens south-nurse".into(),
        mobile: None,
        email: None,
        password_hash: String::new(),
    };
    let own = store.create_account(&here.operator, &own).await.unwrap();
    super::world::employment(store, &here.operator, own, Role::PrivacyOfficer).await;
    let (_, own) = world.log_in(here, own).await;
    let permit = may_review(&world, &own).await;
    let judged = async |permit: &Permitted<ReviewEmergency>, verdict, key| {
        let key = Uuid::from_u128(key);
        store.review_emergency(permit, case.id, verdict, "nagevraagd", key, &request()).await.unwrap()
    };
    let justified = EmergencyVerdict::Justified;
    assert_eq!(judged(&permit, justified, 9).await, Reviewed::Own);
    assert!(store.emergencies(&own, Some(case.id), &request()).await.unwrap().unwrap()[0].mine);

    let permit = may_review(&world, &officer).await;
    for _ in 0..2 {
        assert_eq!(judged(&permit, justified, 10).await, Reviewed::Done);
    }
    let again = judged(&permit, EmergencyVerdict::NotJustified, 11).await;
    assert_eq!(again, Reviewed::NotThere, "it was judged");
    let cases = store.emergencies(&officer, None, &request()).await.unwrap().unwrap();
    let review = cases[0].review.as_ref().unwrap();
    assert!(review.verdict == justified && review.note == "nagevraagd" && review.by == "Mens officer");
    for sql in [
        "UPDATE emergency_review SET verdict = 'not-justified'",
        "DELETE FROM emergency_review",
        "UPDATE emergency_access SET until_at = until_at + 1",
        "DELETE FROM emergency_access",
    ] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    store.end_emergency(&nurse, ward.client, &request()).await.unwrap();
    for sql in ["UPDATE emergency_end SET at = 0", "DELETE FROM emergency_end"] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
}

/// R76: nothing of it works from another organisation, and a search finds nobody there.
async fn emergencies_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (ours, theirs) = (ward(&world, here).await, ward(&world, there).await);
    let (_, nurse) = world.log_in(here, ours.nurse).await;
    let (_, stranger) = world.log_in(there, theirs.nurse).await;
    assert_eq!(may_open(&world, &stranger, ours.client).await.err(), Some(Refusal::NoSuchClient));
    let permit = may_open(&world, &nurse, ours.client).await.unwrap();
    let opened = store.open_emergency(&permit, &new("nood"), Uuid::from_u128(1), &request()).await.unwrap();
    assert!(matches!(opened, EmergencyOpened::Now { .. }));
    let permit = may_open(&world, &stranger, theirs.client).await.unwrap();
    assert_eq!(store.own_emergency(&permit).await.unwrap(), OwnEmergency::Shut);
    assert!(!store.end_emergency(&stranger, ours.client, &request()).await.unwrap());
    let (_, officer) = world.log_in(there, theirs.officer).await;
    assert!(store.emergencies(&officer, None, &request()).await.unwrap().unwrap().is_empty());
    let (_, own_officer) = world.log_in(here, ours.officer).await;
    let id = store.emergencies(&own_officer, None, &request()).await.unwrap().unwrap()[0].id;
    assert!(store.emergencies(&officer, Some(id), &request()).await.unwrap().unwrap().is_empty());
    let permit = may_review(&world, &officer).await;
    let verdict = EmergencyVerdict::Justified;
    let judged = store.review_emergency(&permit, id, verdict, "", Uuid::from_u128(5), &request()).await;
    assert_eq!(judged.unwrap(), Reviewed::NotThere);
    assert_eq!(reads(&world, &nurse, ours.client).await, Ok(()));

    // By whole family name and birth date, wherever care is given; of the own organisation only.
    let find = async |actor: &Actor, name: &str, born| {
        store.find_elsewhere(actor, name, born, &request()).await.unwrap().map(|found| *found)
    };
    let born = date(1963, 9, 18);
    let found = find(&nurse, " bakker ", born).await.unwrap().unwrap();
    assert_eq!((found.client, found.here), (ours.client, false));
    assert_eq!(find(&nurse, "jansen", born).await.unwrap().map(|found| found.here), Some(true));
    for (name, born) in [("Bakk", born), ("", born), ("Bakker", date(1963, 9, 19))] {
        assert_eq!(find(&nurse, name, born).await, Ok(None), "{name} {born}");
    }
    let refused = find(&own_officer, "Bakker", born).await;
    assert_eq!(refused, Err(Refusal::RoleNotAllowed));
    let (_, client) = world.log_in(here, ours.client_account).await;
    assert_eq!(find(&client, "Bakker", born).await, Err(Refusal::RoleNotAllowed));
    assert!(reads(&world, &client, ours.client).await.is_ok());
}
