//! Records at the end of their term: the list, holds, and destroying for good (R35).

use inzage_domain::{
    CareState, ClientId, Role,
    access::{ManageRetention, Refusal},
};
use jiff::{SignedDuration, Timestamp};

use super::{
    on_both,
    world::{Place, World, account, employment, report, request},
};
use crate::*;

on_both! {
    /// R35: kept on the last day, destroyed the day after, and never while a hold stands.
    a_record_is_destroyed_after_its_last_day_and_not_while_it_is_held;
    /// R35: what is left says that there was a record, and nothing of it or of the people beside it.
    nothing_readable_is_left;
    records_of_another_organisation_are_not_there;
    nobody_else_decides_about_destroying;
}

const YEARS: u16 = 20;
/// Midnight in the Netherlands after the last day: care ended on 1 May 2026, and so did the last change.
const OVER: &str = "2046-05-01T22:00:00Z";

async fn officer(world: &World, place: &Place) -> Actor {
    let name = format!("officer-{}", world.store.now().as_microsecond());
    let (_, officer) = account(&world.store, &place.operator, &name).await;
    employment(&world.store, &place.operator, officer, Role::PrivacyOfficer).await;
    world.log_in(place, officer).await.1
}

async fn leave(world: &World, actor: &Actor) -> Permitted<ManageRetention> {
    world.store.permit(actor, None, &request()).await.unwrap().unwrap()
}

/// A record with reports whose care has ended.
async fn ended(world: &World) -> ClientId {
    let permit = world.may_import(&world.here).await;
    let items = (0..3).map(|number| report(&format!("r{number}"), number, "Gewandeld")).collect();
    world.store.import_entries(&permit, items).await.unwrap();
    world.store.set_care_state(&world.here.operator, world.here.client, CareState::Ended).await.unwrap();
    world.here.client
}

fn travel(world: &World, to: &str) {
    let to: Timestamp = to.parse().unwrap();
    world.pass(to.duration_since(world.store.now()));
}

async fn listed(world: &World, actor: &Actor) -> Vec<KeptRecord> {
    world.store.retention_list(actor, &request()).await.unwrap().unwrap().to_vec()
}

async fn a_record_is_destroyed_after_its_last_day_and_not_while_it_is_held(world: World) {
    let store = &world.store;
    // In care: the term has not begun, and nobody destroys anything.
    let early = leave(&world, &officer(&world, &world.here).await).await;
    let record = store.retention_of(&early, world.here.client, &request()).await.unwrap().unwrap();
    assert!(record.in_care);
    world.pass(SignedDuration::from_secs(1));
    let client = ended(&world).await;
    // More than ninety days before: not on the list.
    travel(&world, "2046-01-30T10:00:00Z");
    assert!(listed(&world, &officer(&world, &world.here).await).await.is_empty());
    travel(&world, "2046-01-31T10:00:00Z");
    let found = listed(&world, &officer(&world, &world.here).await).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].client, found[0].name.own.as_str()), (client, "Jansen"));
    assert_eq!(found[0].kept.last_day(YEARS), "2046-05-01".parse().unwrap());
    // The last moment of the last day.
    travel(&world, OVER);
    world.pass(-SignedDuration::from_micros(1));
    let actor = officer(&world, &world.here).await;
    let permit = leave(&world, &actor).await;
    let destroy = async |permit| store.retention_destroy(permit, client, YEARS, &request()).await.unwrap();
    assert_eq!(destroy(&permit).await, Some(Destroying::TooEarly));
    world.pass(SignedDuration::from_micros(1));
    // A hold stops it, once however often it is asked.
    let permit = leave(&world, &actor).await;
    let lines = async || world.count("SELECT COUNT(*) FROM log_line WHERE event = 'retention'").await;
    for reason in ["rechtszaak", "nog eens"] {
        assert!(store.retention_hold(&permit, client, reason, &request()).await.unwrap());
    }
    let record = store.retention_of(&permit, client, &request()).await.unwrap().unwrap();
    assert_eq!(record.holds.iter().map(|hold| hold.reason.as_str()).collect::<Vec<_>>(), ["rechtszaak"]);
    assert_eq!(destroy(&permit).await, Some(Destroying::Held));
    let before = lines().await;
    assert!(store.retention_lift(&permit, client, "uitspraak gedaan", &request()).await.unwrap());
    assert!(!store.retention_lift(&permit, client, "nog eens", &request()).await.unwrap());
    assert_eq!(lines().await, before + 1);
    let record = store.retention_of(&permit, client, &request()).await.unwrap().unwrap();
    assert_eq!(record.holds[0].lifted.as_ref().map(|(_, why)| why.as_str()), Some("uitspraak gedaan"));
    // What was said of a hold never changes, and it does not open again.
    for sql in [
        "UPDATE legal_hold SET set_at = 0",
        "UPDATE legal_hold SET lifted_at = NULL",
        "DELETE FROM legal_hold",
    ] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    for _ in 0..2 {
        assert_eq!(destroy(&permit).await, Some(Destroying::Done));
    }
    assert_eq!(store.retention_of(&permit, client, &request()).await.unwrap(), None);
    assert!(!store.retention_hold(&permit, client, "te laat", &request()).await.unwrap());
    assert!(listed(&world, &actor).await.is_empty());
    let past = store.retention_past(&permit).await.unwrap();
    assert_eq!(
        past,
        [DestroyedRecord { client, at: OVER.parse().unwrap(), last_day: "2046-05-01".parse().unwrap() }]
    );
    for sql in ["UPDATE destruction SET decided_at = 0", "DELETE FROM destruction"] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    // It is not anybody's who never had a record.
    assert_eq!(store.retention_destroy(&permit, world.there.client, YEARS, &request()).await.unwrap(), None);
}

async fn nothing_readable_is_left(world: World) {
    let client = ended(&world).await;
    let store = &world.store;
    travel(&world, OVER);
    let actor = officer(&world, &world.here).await;
    let permit = leave(&world, &actor).await;
    // Who is beside another client too stays known for that.
    let other = store
        .create_client(
            &world.here.operator,
            NewClient { demographics: super::world::demographics("Bram", "Smit", None), location: None },
        )
        .await
        .unwrap();
    let both = store.account_by_user_name(&world.here.operator, "first-contact").await.unwrap().unwrap();
    super::world::relation(store, &world.here.operator, other, both.person, inzage_domain::Basis::Mentor)
        .await;
    // A crash after the write and before the key goes: the same button finishes it.
    let rows = "SELECT COUNT(*) FROM entry_token";
    assert!(world.count(rows).await > 0);
    assert_eq!(
        store.retention_destroy(&permit, client, YEARS, &request()).await.unwrap(),
        Some(Destroying::Done)
    );
    assert_eq!(world.count(rows).await, 0);
    assert!(matches!(
        store.keys().client(permit.organisation(), client).await,
        Err(StoreError::KeyDestroyed)
    ));
    assert!(store.account_by_user_name(&world.here.operator, "client").await.unwrap().is_none());
    let left = store.account_by_user_name(&world.here.operator, "first-contact").await.unwrap();
    assert_eq!(left.map(|account| account.account), Some(both.account));
    // Nobody opens it, not who works here either.
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    assert_eq!(world.may_read(&nurse, client).await.unwrap_err(), Refusal::NoSuchClient);
}

async fn records_of_another_organisation_are_not_there(world: World) {
    let client = ended(&world).await;
    travel(&world, OVER);
    let actor = officer(&world, &world.there).await;
    let permit = leave(&world, &actor).await;
    let store = &world.store;
    let list = store.retention_list(&actor, &request()).await.unwrap().unwrap();
    assert!(list.is_empty());
    assert_eq!(store.retention_of(&permit, client, &request()).await.unwrap(), None);
    assert!(!store.retention_hold(&permit, client, "x", &request()).await.unwrap());
    let own = officer(&world, &world.here).await;
    assert!(store.retention_hold(&leave(&world, &own).await, client, "x", &request()).await.unwrap());
    assert!(!store.retention_lift(&permit, client, "x", &request()).await.unwrap());
    assert_eq!(store.retention_destroy(&permit, client, YEARS, &request()).await.unwrap(), None);
    assert!(store.retention_past(&permit).await.unwrap().is_empty());
}

async fn nobody_else_decides_about_destroying(world: World) {
    let place = &world.here;
    for account in [place.client_account, place.contact_account, place.nurse_account, place.admin_account] {
        let (_, actor) = world.log_in(place, account).await;
        let refused = world.store.permit::<ManageRetention>(&actor, None, &request()).await.unwrap();
        assert_eq!(refused.err(), Some(Refusal::RoleNotAllowed));
        let list = world.store.retention_list(&actor, &request()).await.unwrap();
        assert_eq!(list.err(), Some(Refusal::RoleNotAllowed));
    }
}
