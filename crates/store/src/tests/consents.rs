//! Consents in the store: what was said stays, counts from its instant, and does not cross (R129, R137).

use inzage_domain::{
    AccountId, Basis,
    access::{GiveConsent, ReadConsents, Refusal},
    consent::{ConsentFact, Decision, Purpose, Voice, consented},
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, request},
};
use crate::*;

on_both! {
    what_is_said_is_kept_once_and_never_changes;
    consents_do_not_cross;
}

async fn may_say(
    world: &World,
    place: &Place,
    account: AccountId,
) -> Result<Permitted<GiveConsent>, Refusal> {
    let (_, actor) = world.log_in(place, account).await;
    world.store.permit(&actor, Some(place.client), &request()).await.unwrap()
}

async fn events(world: &World, place: &Place) -> Vec<ConsentEvent> {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    let permit: Permitted<ReadConsents> =
        world.store.permit(&nurse, Some(place.client), &request()).await.unwrap().unwrap();
    world.store.consent_events(&permit).await.unwrap()
}

fn new(decision: Decision) -> NewConsent {
    NewConsent { purpose: Purpose::Research, decision, until: None }
}

/// R129: each word stays with who said it; the same form counts once; nobody changes or removes a line,
/// also with the database in hands.
async fn what_is_said_is_kept_once_and_never_changes(world: World) {
    let (store, here) = (&world.store, &world.here);
    assert_eq!(events(&world, here).await, []);
    let permit = may_say(&world, here, here.client_account).await.unwrap();
    let key = Uuid::from_u128(1);
    for _ in 0..2 {
        assert!(store.record_consent(&permit, new(Decision::Permit), key).await.unwrap());
    }
    assert!(
        !store.record_consent(&permit, new(Decision::Deny), key).await.unwrap(),
        "another word, same key"
    );
    world.pass(SignedDuration::from_micros(1));
    let permit = may_say(&world, here, here.client_account).await.unwrap();
    store.record_consent(&permit, new(Decision::Deny), Uuid::from_u128(2)).await.unwrap();
    let said = events(&world, here).await;
    let told: Vec<_> = said.iter().map(|one| (one.fact.decision, one.fact.voice, one.basis)).collect();
    let own = (Voice::Client, Basis::Own);
    assert_eq!(told, [(Decision::Permit, own.0, own.1), (Decision::Deny, own.0, own.1)]);
    assert_eq!(said[0].by, "Mens client");
    assert_eq!(said[1].fact.at, permit.at(), "it counts from the instant of its permit");
    for sql in ["UPDATE consent_event SET decision = 'permit'", "DELETE FROM consent_event"] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    // Of a client who can decide nobody else says it.
    let refused = may_say(&world, here, here.contact_account).await.err();
    assert_eq!(refused, Some(Refusal::ClientDecides));
}

/// R76: what is said here is nothing there, and a nurse of there reads nothing here.
async fn consents_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let permit = may_say(&world, here, here.client_account).await.unwrap();
    store.record_consent(&permit, new(Decision::Permit), Uuid::from_u128(1)).await.unwrap();
    assert_eq!((events(&world, here).await.len(), events(&world, there).await.len()), (1, 0));
    let (_, stranger) = world.log_in(there, there.nurse_account).await;
    let refused = store.permit::<ReadConsents>(&stranger, Some(here.client), &request()).await.unwrap();
    assert_eq!(refused.err(), Some(Refusal::NoSuchClient));
    // What a later part asks: the facts out of the store, and the client's.
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let permit: Permitted<ReadConsents> =
        store.permit(&nurse, Some(here.client), &request()).await.unwrap().unwrap();
    let said = store.consent_events(&permit).await.unwrap();
    let facts: Vec<ConsentFact> = said.iter().map(|one| one.fact).collect();
    let read = world.may_read(&nurse, here.client).await.unwrap();
    let client = store.client(&read).await.unwrap().facts(here.organisation.id());
    let today = inzage_domain::written::day_of(read.at());
    assert!(consented(&client, &facts, Purpose::Research, today, read.at()));
    assert!(!consented(&client, &facts, Purpose::ShareHospital, today, read.at()));
}
