//! Logging in with DigiD: a question is answered once, by its own browser, within ten minutes; a BSN
//! leads to one private account; a proxy's session opens one record.

use inzage_domain::{
    Basis, Bsn, Role,
    access::{AccountState, Refusal},
    digid::{ASKING_VALID, DigidRefusal, Identity},
    policy::{Policy, Preset, SecondFactor},
    session::{Lifetime, SessionMethod},
};
use jiff::SignedDuration;

use super::{
    on_both,
    world::{World, account, demographics, employment, relation, request},
};
use crate::*;

on_both! {
    /// R117: once, by the browser that asked.
    a_question_is_answered_once_and_by_its_browser;
    /// R117: ten minutes, on both sides of the boundary.
    a_question_is_open_for_ten_minutes;
    /// R117: the client's own account, private, whatever its state.
    a_number_leads_to_the_own_private_account;
    /// R120: the registered person with a relation in force.
    a_proxy_needs_a_number_and_a_relation;
    /// R120: one record, although the person has relations to two.
    a_proxys_session_opens_one_record;
    /// R117: fifteen minutes whatever the policy says; nothing but DigiD begins a private session.
    a_session_by_digid_is_shorter_and_the_only_one;
    log_ins_with_digid_do_not_cross;
    what_has_expired_is_removed;
}

fn bsn(text: &str) -> Bsn {
    Bsn::parse(text).unwrap()
}

fn own(text: &str) -> Identity {
    Identity { acting: bsn(text), legal: None }
}

fn proxy(acting: &str, legal: &str) -> Identity {
    Identity { acting: bsn(acting), legal: Some(bsn(legal)) }
}

const ADDRESS: &str = "192.0.2.7";
const CLIENT: &str = "999900006";
const CONTACT: &str = "999900043";

async fn a_question_is_answered_once_and_by_its_browser(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let asked = store.digid_ask(here, true, ADDRESS).await.unwrap();
    let other = store.digid_ask(here, false, ADDRESS).await.unwrap();
    let all = [&asked.state, &asked.browser, &asked.secrets.nonce, &asked.secrets.verifier, &other.state];
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
    let take = async |state: &str, browser: &str| store.digid_take(here, state, browser).await.unwrap().err();
    assert_eq!(take(&asked.state, &other.browser).await, Some(DigidRefusal::OtherBrowser));
    assert_eq!(take(&asked.state, "").await, Some(DigidRefusal::OtherBrowser));
    assert_eq!(take(&asked.browser, &asked.browser).await, Some(DigidRefusal::StateUnknown));
    assert_eq!(take("x", &asked.browser).await, Some(DigidRefusal::StateUnknown));
    // None of these spent it.
    let taken = store.digid_take(here, &asked.state, &asked.browser).await.unwrap();
    assert!(taken.is_ok_and(|secrets| secrets == asked.secrets && secrets.for_another));
    assert_eq!(take(&asked.state, &asked.browser).await, Some(DigidRefusal::StateUsed));
    assert!(store.digid_take(here, &other.state, &other.browser).await.unwrap().is_ok());
}

async fn a_question_is_open_for_ten_minutes(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let first = store.digid_ask(here, false, ADDRESS).await.unwrap();
    let second = store.digid_ask(here, false, ADDRESS).await.unwrap();
    world.pass(ASKING_VALID - SignedDuration::from_micros(1));
    assert!(store.digid_take(here, &first.state, &first.browser).await.unwrap().is_ok());
    world.pass(SignedDuration::from_micros(1));
    let late = store.digid_take(here, &second.state, &second.browser).await.unwrap();
    assert_eq!(late.err(), Some(DigidRefusal::StateExpired));
}

async fn a_number_leads_to_the_own_private_account(world: World) {
    let (store, here) = (&world.store, &world.here);
    let find = async |identity: Identity| store.digid_account(&here.organisation, &identity).await.unwrap();
    let found = find(own(CLIENT)).await.unwrap();
    assert_eq!((found.account, found.state), (here.client_account, AccountState::Active));
    assert_eq!(found.only_client, None);
    assert_eq!(find(own("999900018")).await, None, "nobody");
    // A client without an account looks the same as nobody.
    let new = NewClient { demographics: demographics("Wim", "Bakker", Some("999900201")), location: None };
    let client = store.create_client(&here.operator, new).await.unwrap();
    assert_eq!(find(own("999900201")).await, None);
    // An account that is for work is never meant.
    let (person, at_work) = account(store, &here.operator, "wim").await;
    relation(store, &here.operator, client, person, Basis::Own).await;
    assert_eq!(find(own("999900201")).await.map(|found| found.account), Some(at_work));
    employment(store, &here.operator, at_work, Role::Nurse).await;
    assert_eq!(find(own("999900201")).await, None);
    store.set_account_state(&here.operator, here.client_account, AccountState::Blocked).await.unwrap();
    let blocked = find(own(CLIENT)).await.unwrap();
    assert_eq!(blocked.state, AccountState::Blocked);
    let session = store.digid_session(&here.organisation, blocked, None, &request()).await.unwrap();
    assert_eq!(session, None);
    // Two clients with one number are a mistake, and nobody is let in on a guess.
    let new = NewClient { demographics: demographics("Anna", "Jansen", Some(CLIENT)), location: None };
    let double = store.create_client(&here.operator, new).await.unwrap();
    let (person, _) = account(store, &here.operator, "double").await;
    relation(store, &here.operator, double, person, Basis::Own).await;
    assert_eq!(find(own(CLIENT)).await, None);
}

async fn a_proxy_needs_a_number_and_a_relation(world: World) {
    let (store, here) = (&world.store, &world.here);
    let find = async |identity: Identity| store.digid_account(&here.organisation, &identity).await.unwrap();
    assert_eq!(find(proxy(CONTACT, CLIENT)).await, None, "not registered");
    let contact = store.account_by_user_name(&here.operator, "first-contact").await.unwrap().unwrap();
    store.register_person_bsn(&here.operator, contact.person, &bsn(CONTACT)).await.unwrap();
    let found = find(proxy(CONTACT, CLIENT)).await.unwrap();
    assert_eq!((found.account, found.only_client), (here.contact_account, Some(here.client)));
    assert_eq!(find(proxy(CONTACT, "999900018")).await, None, "no such client");
    assert_eq!(find(proxy("999900018", CLIENT)).await, None, "somebody else");
    assert_eq!(find(own(CONTACT)).await, None, "never the own number");
    // The client is no proxy of the client.
    assert_eq!(find(proxy(CLIENT, CLIENT)).await, None);
    // A number is one person's.
    let taken = store.register_person_bsn(&here.operator, here.client_person, &bsn(CONTACT)).await;
    assert!(matches!(taken, Err(StoreError::Conflict(_))));
    store.withdraw_relation(&here.operator, here.contact_relation).await.unwrap();
    assert_eq!(find(proxy(CONTACT, CLIENT)).await, None, "withdrawn");
}

async fn a_proxys_session_opens_one_record(world: World) {
    let (store, here) = (&world.store, &world.here);
    let contact = store.account_by_user_name(&here.operator, "first-contact").await.unwrap().unwrap();
    store.register_person_bsn(&here.operator, contact.person, &bsn(CONTACT)).await.unwrap();
    let new = NewClient { demographics: demographics("Wim", "Bakker", Some("999900201")), location: None };
    let other = store.create_client(&here.operator, new).await.unwrap();
    relation(store, &here.operator, other, contact.person, Basis::FirstContact).await;
    let found = store.digid_account(&here.organisation, &proxy(CONTACT, CLIENT)).await.unwrap().unwrap();
    let token = store.digid_session(&here.organisation, found, None, &request()).await.unwrap().unwrap();
    let actor = world.actor(here, &token).await;
    assert_eq!((actor.method(), actor.only_client()), (SessionMethod::Digid, Some(here.client)));
    assert!(world.may_read(&actor, here.client).await.is_ok());
    assert_eq!(world.may_read(&actor, other).await.err(), Some(Refusal::NoRelation));
    let records = store.own_records(&actor, &request()).await.unwrap().unwrap();
    assert_eq!(records.iter().map(|record| record.client).collect::<Vec<_>>(), [here.client]);
    // With a password, where that is allowed, both open.
    let (_, free) = world.log_in(here, here.contact_account).await;
    assert!(world.may_read(&free, other).await.is_ok());
    assert_eq!(store.own_records(&free, &request()).await.unwrap().unwrap().len(), 2);
}

async fn a_session_by_digid_is_shorter_and_the_only_one(world: World) {
    let (store, here) = (&world.store, &world.here);
    let found = store.digid_account(&here.organisation, &own(CLIENT)).await.unwrap().unwrap();
    let token = store.digid_session(&here.organisation, found, None, &request()).await.unwrap().unwrap();
    let actor = world.actor(here, &token).await;
    assert_eq!(actor.policy().session.idle_minutes, 30);
    assert_eq!(store.sessions(&actor).await.unwrap()[0].method, SessionMethod::Digid);
    world.pass(SignedDuration::from_mins(15) - SignedDuration::from_micros(1));
    let Lifetime::Live { .. } = world.actor(here, &token).await.lifetime(store.now()) else {
        panic!("it runs for fifteen minutes")
    };
    world.pass(SignedDuration::from_micros(1));
    let state = store.actor(&here.organisation, &token, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(inzage_domain::session::SessionEnd::Idle)), "{state:?}");

    let policy = Policy { second_factor: SecondFactor::Digid, ..Preset::Vivium.policy() };
    let organisation = store.set_policy(&here.operator, &policy).await.unwrap();
    let by_password = async |account| {
        store.session_create(&organisation, account, None, &request()).await.unwrap().is_some()
    };
    assert!(!by_password(here.client_account).await && !by_password(here.contact_account).await);
    assert!(by_password(here.nurse_account).await);
    assert!(store.digid_session(&organisation, found, None, &request()).await.unwrap().is_some());
}

async fn log_ins_with_digid_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    // The same numbers on both sides.
    let mine = store.digid_account(&here.organisation, &own(CLIENT)).await.unwrap().unwrap();
    let theirs = store.digid_account(&there.organisation, &own(CLIENT)).await.unwrap().unwrap();
    assert_eq!((mine.account, theirs.account), (here.client_account, there.client_account));
    let asked = store.digid_ask(&here.organisation, false, ADDRESS).await.unwrap();
    let elsewhere = store.digid_take(&there.organisation, &asked.state, &asked.browser).await.unwrap();
    assert_eq!(elsewhere.err(), Some(DigidRefusal::StateUnknown));
    assert!(store.digid_take(&here.organisation, &asked.state, &asked.browser).await.unwrap().is_ok());
    // An account of one is no account of the other.
    assert_eq!(store.digid_session(&there.organisation, mine, None, &request()).await.unwrap(), None);
    let contact = store.account_by_user_name(&here.operator, "first-contact").await.unwrap().unwrap();
    assert!(store.register_person_bsn(&there.operator, contact.person, &bsn(CONTACT)).await.is_err());
    store.register_person_bsn(&here.operator, contact.person, &bsn(CONTACT)).await.unwrap();
    assert!(store.digid_account(&here.organisation, &proxy(CONTACT, CLIENT)).await.unwrap().is_some());
    assert_eq!(store.digid_account(&there.organisation, &proxy(CONTACT, CLIENT)).await.unwrap(), None);
    let document = IdentityDocument {
        kind: DocumentKind::Passport,
        ending: "1234".into(),
        seen_on: jiff::civil::date(2026, 5, 1),
    };
    assert!(store.register_identity(&there.operator, here.client, &document).await.is_err());
    store.register_identity(&here.operator, here.client, &document).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM client WHERE identified_at IS NOT NULL").await, 1);
}

async fn what_has_expired_is_removed(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    store.digid_ask(here, false, ADDRESS).await.unwrap();
    store.tidy().await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM digid_asking").await, 1);
    world.pass(SignedDuration::from_hours(25));
    store.tidy().await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM digid_asking").await, 0);
}
