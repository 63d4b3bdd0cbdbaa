//! Clients who cannot decide: what is recorded, who is asked about closing the account, and the order of the
//! law (R17; WGBO 7:465).

use inzage_domain::{
    Basis,
    access::{AccountState, ChangeNetwork, DecideClosing, ReadRecord, RecordCapacity, Refusal},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, relation, request},
};
use crate::*;

on_both! {
    what_is_recorded_holds_at_once_and_stays;
    a_client_who_cannot_decide_asks_and_the_representative_decides;
    nobody_represents_out_of_order;
    capacity_does_not_cross;
}

async fn may_record(world: &World, place: &Place) -> Permitted<RecordCapacity> {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    world.store.permit(&nurse, Some(place.client), &request()).await.unwrap().unwrap()
}

async fn record(world: &World, place: &Place, incapable: bool, key: u128) {
    let permit = may_record(world, place).await;
    let (day, key) = (date(2026, 4, 30), Uuid::from_u128(key));
    world.store.record_capacity(&permit, incapable, day, "dementie, zie verslag", key).await.unwrap();
}

async fn may_close(
    world: &World,
    place: &Place,
    account: inzage_domain::AccountId,
) -> Result<Permitted<DecideClosing>, Refusal> {
    let (_, actor) = world.log_in(place, account).await;
    world.store.permit(&actor, Some(place.client), &request()).await.unwrap()
}

/// R17: it holds from the next request on, in an open session too; each line stays; the same form counts
/// once.
async fn what_is_recorded_holds_at_once_and_stays(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (_, client) = world.log_in(here, here.client_account).await;
    let says = async || {
        store.permit::<ChangeNetwork>(&client, Some(here.client), &request()).await.unwrap().map(drop)
    };
    assert_eq!(says().await, Ok(()));
    record(&world, here, true, 1).await;
    record(&world, here, true, 1).await;
    assert_eq!(says().await, Err(Refusal::Represented));
    assert!(store.permit::<ReadRecord>(&client, Some(here.client), &request()).await.unwrap().is_ok());
    world.pass(SignedDuration::from_secs(1));
    record(&world, here, false, 2).await;
    assert_eq!(says().await, Ok(()));
    let permit = may_record(&world, here).await;
    let events = store.capacity_events(&permit).await.unwrap();
    let told: Vec<_> = events.iter().map(|event| (event.incapable, event.judged_on)).collect();
    assert_eq!(told, [(false, date(2026, 4, 30)), (true, date(2026, 4, 30))]);
    assert_eq!(events[0].reason, "dementie, zie verslag");
    for sql in ["UPDATE capacity_event SET is_incapable = is_incapable", "DELETE FROM capacity_event"] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    let nul = store.record_capacity(&permit, true, date(2026, 4, 30), "a\0b", Uuid::from_u128(3)).await;
    assert!(matches!(nul, Err(StoreError::Nul)));
}

/// R17: the button of a client who cannot decide closes nothing: the wish waits for the first contact, who
/// closes or keeps. Once it can decide again, what waited lapses and the button closes.
async fn a_client_who_cannot_decide_asks_and_the_representative_decides(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (_, client) = world.log_in(here, here.client_account).await;
    assert_eq!(store.represented_client(&client).await.unwrap(), None);
    assert_eq!(may_close(&world, here, here.contact_account).await.err(), Some(Refusal::RoleNotAllowed));
    record(&world, here, true, 1).await;
    assert_eq!(store.represented_client(&client).await.unwrap(), Some(here.client));
    let OwnClosing::Asked { client: about, request: Some(_) } =
        store.close_own_account(&client, &request()).await.unwrap()
    else {
        panic!("it is asked");
    };
    assert_eq!(about, here.client);
    let again = store.close_own_account(&client, &request()).await.unwrap();
    assert_eq!(again, OwnClosing::Asked { client: here.client, request: None });
    // The client does not decide about it, nor somebody who only looks along.
    assert_eq!(may_close(&world, here, here.client_account).await.err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(may_close(&world, here, here.nurse_account).await.err(), Some(Refusal::RoleNotAllowed));
    let permit = may_close(&world, here, here.contact_account).await.unwrap();
    let seen = store.own_account_of_client(&permit).await.unwrap().unwrap();
    assert_eq!((seen.state, seen.asked_at), (AccountState::Active, Some(store.now())));
    let decide = async |permit: &Permitted<DecideClosing>, close, key| {
        store.decide_closing(permit, close, Uuid::from_u128(key), &request()).await.unwrap()
    };
    assert!(decide(&permit, false, 10).await == ClosingDecided::Done(Vec::new()));
    assert!(decide(&permit, false, 10).await == ClosingDecided::Before, "sent twice");
    assert!(decide(&permit, false, 11).await == ClosingDecided::Nothing, "nothing was asked any more");
    assert_eq!(store.own_account_of_client(&permit).await.unwrap().unwrap().asked_at, None);
    // Without being asked, too.
    assert!(decide(&permit, true, 12).await == ClosingDecided::Done(vec![here.client_account]));
    assert!(decide(&permit, true, 12).await == ClosingDecided::Before);
    assert!(decide(&permit, true, 13).await == ClosingDecided::Nothing, "it is closed");
    let seen = store.own_account_of_client(&permit).await.unwrap().unwrap();
    assert_eq!(seen.state, AccountState::Closed);
    let gone = store.permit::<ReadRecord>(&client, Some(here.client), &request()).await.unwrap();
    assert_eq!(gone.err(), Some(Refusal::SessionEnded));
    // Opened again, asked again, and able to decide again.
    store.set_account_state(&here.operator, here.client_account, AccountState::Active).await.unwrap();
    let (_, client) = world.log_in(here, here.client_account).await;
    let asked = store.close_own_account(&client, &request()).await.unwrap();
    assert!(matches!(asked, OwnClosing::Asked { request: Some(_), .. }));
    record(&world, here, false, 2).await;
    let left = "SELECT COUNT(*) FROM closing_request WHERE decision = 'lapsed'";
    assert_eq!(world.count(left).await, 1);
    assert_eq!(may_close(&world, here, here.contact_account).await.err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(store.close_own_account(&client, &request()).await.unwrap(), OwnClosing::Closed);
    assert_eq!(store.close_own_account(&client, &request()).await.unwrap(), OwnClosing::NotOpen);
}

/// WGBO 7:465 lid 3: family decides until a partner is there, the partner until a mentor is; and again when
/// those go, to the microsecond.
async fn nobody_represents_out_of_order(world: World) {
    let (store, here) = (&world.store, &world.here);
    record(&world, here, true, 1).await;
    let mut people = Vec::new();
    for (basis, name) in [(Basis::Family, "broer"), (Basis::Partner, "partner"), (Basis::Mentor, "mentor")] {
        let (person, account) = account(store, &here.operator, name).await;
        let may = may_close(&world, here, account).await;
        assert_eq!(may.err(), Some(Refusal::NoRelation), "{basis:?} is nobody yet");
        let relation = relation(store, &here.operator, here.client, person, basis).await;
        people.push((account, relation));
        for (number, (account, _)) in people.iter().enumerate() {
            let may = may_close(&world, here, *account).await;
            assert_eq!(may.is_ok(), number + 1 == people.len(), "{number} beside {basis:?}");
        }
    }
    while let Some((_, relation)) = people.pop() {
        store.withdraw_relation(&here.operator, relation).await.unwrap();
        for (number, (account, _)) in people.iter().enumerate() {
            let may = may_close(&world, here, *account).await;
            assert_eq!(may.is_ok(), number + 1 == people.len(), "{number} of {}", people.len());
        }
    }
}

async fn capacity_does_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let asked = store.permit::<RecordCapacity>(&nurse, Some(there.client), &request()).await.unwrap();
    assert_eq!(asked.err(), Some(Refusal::NoSuchClient));
    record(&world, here, true, 1).await;
    let permit = may_record(&world, there).await;
    assert!(store.capacity_events(&permit).await.unwrap().is_empty());
    let (_, client) = world.log_in(there, there.client_account).await;
    assert_eq!(store.represented_client(&client).await.unwrap(), None);
    store.record_capacity(&permit, true, date(2026, 4, 1), "x", Uuid::from_u128(1)).await.unwrap();
    let ours = may_close(&world, here, here.contact_account).await.unwrap();
    store.close_own_account(&client, &request()).await.unwrap();
    assert_eq!(store.own_account_of_client(&ours).await.unwrap().unwrap().asked_at, None);
    let key = Uuid::from_u128(2);
    let closed = store.decide_closing(&ours, true, key, &request()).await.unwrap();
    assert!(closed == ClosingDecided::Done(vec![here.client_account]));
    let theirs = may_close(&world, there, there.contact_account).await.unwrap();
    let seen = store.own_account_of_client(&theirs).await.unwrap().unwrap();
    assert_eq!((seen.state, seen.asked_at.is_some()), (AccountState::Active, true));
}
