//! Passkeys and what they are asked, proofs of the second step, codes that are not sent twice, and
//! the networks of staff (R91).

use inzage_domain::{
    networks::Networks,
    policy::Policy,
    sign_in::Held,
    totp::{Secret, step_at},
};
use jiff::SignedDuration;

use super::{
    on_both,
    world::{World, request},
};
use crate::*;

const MOMENT: SignedDuration = SignedDuration::from_micros(1);

on_both! {
    /// R91: added, listed, found, used, removed; its name and key are sealed.
    a_passkey_is_kept;
    /// R91: a counter that does not go on is refused, and in the log.
    a_counter_only_goes_on;
    /// R91: the last way in stays.
    the_last_passkey_stays_where_it_is_needed;
    /// R91: once, five minutes, for one browser and one purpose.
    what_was_asked_counts_once;
    /// R91: a proof gives the session a new token, and counts from then.
    a_proof_rotates_the_session;
    /// R91: three tries, one a minute, five a session; the code never logs in.
    a_code_that_proves_is_limited;
    /// R9: the password again within a minute sends no second code.
    many_codes_are_not_sent_within_a_minute;
    /// R91: who works here gets no session from elsewhere; clients do.
    staff_from_elsewhere_get_no_session;
    /// R9: a care home has a higher limit than a name, and each purpose its own.
    addresses_have_a_limit_of_their_own;
    passkeys_and_proofs_do_not_cross;
}

fn passkey(id: u8, counter: i64) -> NewPasskey {
    NewPasskey {
        credential_id: vec![id; 32],
        name: "mijn telefoon".to_owned(),
        credential: br#"{"public":"half"}"#.to_vec(),
        counter,
    }
}

async fn a_passkey_is_kept(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    let held = store.held(here, client.account()).await.unwrap();
    assert_eq!(held, Held { app: false, mobile: true, passkey: false });
    assert!(store.passkey_add(&client, &passkey(1, 3), &request()).await.unwrap());
    assert!(!store.passkey_add(&client, &passkey(1, 9), &request()).await.unwrap(), "the same device");
    assert!(store.held(here, client.account()).await.unwrap().passkey);
    let list = store.passkeys(&client).await.unwrap();
    assert_eq!((list.len(), list[0].name.as_str(), list[0].used_at), (1, "mijn telefoon", None));
    assert_eq!(store.passkeys_of(here, client.account()).await.unwrap(), [passkey(1, 3).credential]);
    let found = store.passkey_find(here, &[1; 32]).await.unwrap().unwrap();
    assert_eq!((found.account, found.counter), (client.account(), 3));
    assert!(store.passkey_find(here, &[2; 32]).await.unwrap().is_none());
    world.pass(SignedDuration::from_mins(1));
    assert!(store.passkey_used(here, &found, 4, &request()).await.unwrap());
    assert_eq!(store.passkeys(&client).await.unwrap()[0].used_at, Some(store.now()));
    let off = Policy { passkeys: false, ..here.policy().clone() };
    let here = store.set_policy(&world.here.operator, &off).await.unwrap();
    assert!(!store.held(&here, client.account()).await.unwrap().passkey, "the policy allows none");
    assert!(store.passkey_remove(&client, list[0].id, false, &request()).await.unwrap());
    assert!(!store.passkey_remove(&client, list[0].id, false, &request()).await.unwrap(), "twice");
    assert!(store.passkeys(&client).await.unwrap().is_empty());
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line WHERE event = 'change-factor'").await, 2);
}

async fn a_counter_only_goes_on(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    store.passkey_add(&client, &passkey(1, 5), &request()).await.unwrap();
    let kept = store.passkey_find(here, &[1; 32]).await.unwrap().unwrap();
    let refused = "SELECT COUNT(*) FROM log_line WHERE event = 'log-in-step' AND outcome = '2'";
    for (counter, counts) in [(6, true), (6, false), (5, false), (0, false), (7, true)] {
        let used = store.passkey_used(here, &kept, counter, &request()).await.unwrap();
        assert_eq!(used, counts, "{counter}");
    }
    assert_eq!(world.count(refused).await, 3);
    // One that lives on several devices counts nothing.
    store.passkey_add(&client, &passkey(2, 0), &request()).await.unwrap();
    let shared = store.passkey_find(here, &[2; 32]).await.unwrap().unwrap();
    for (counter, counts) in [(0, true), (0, true), (1, true), (0, false)] {
        let used = store.passkey_used(here, &shared, counter, &request()).await.unwrap();
        assert_eq!(used, counts, "{counter}");
    }
}

async fn the_last_passkey_stays_where_it_is_needed(world: World) {
    let store = &world.store;
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    for id in [1, 2] {
        store.passkey_add(&client, &passkey(id, 0), &request()).await.unwrap();
    }
    let ids: Vec<_> = store.passkeys(&client).await.unwrap().iter().map(|one| one.id).collect();
    assert!(store.passkey_remove(&client, ids[0], true, &request()).await.unwrap());
    assert!(!store.passkey_remove(&client, ids[1], true, &request()).await.unwrap(), "the last way in");
    assert!(store.passkey_remove(&client, ids[1], false, &request()).await.unwrap());
}

async fn what_was_asked_counts_once(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let asked = PasskeyAsked { account: Some(world.here.client_account), state: b"state".to_vec() };
    let purpose = PasskeyPurpose::SecondStep;
    let ask = async || store.passkey_ask(here, None, purpose, &asked).await.unwrap();
    let (token, other) = (ask().await, ask().await);
    assert_ne!(token, other);
    assert!(store.passkey_answered(here, &token, PasskeyPurpose::LogIn).await.unwrap().is_none(), "purpose");
    assert!(store.passkey_answered(here, &"0".repeat(64), purpose).await.unwrap().is_none(), "browser");
    assert!(store.passkey_answered(here, "x", purpose).await.unwrap().is_none());
    assert!(store.passkey_asked(here, &token, purpose).await.unwrap() == Some(asked.clone()));
    assert!(store.passkey_answered(here, &token, purpose).await.unwrap() == Some(asked.clone()));
    assert!(store.passkey_answered(here, &token, purpose).await.unwrap().is_none(), "twice");
    world.pass(SignedDuration::from_mins(5) - MOMENT);
    assert!(store.passkey_asked(here, &other, purpose).await.unwrap().is_some());
    world.pass(MOMENT);
    assert!(store.passkey_asked(here, &other, purpose).await.unwrap().is_none());
    assert!(store.passkey_answered(here, &other, purpose).await.unwrap().is_none(), "five minutes");
    let again = store.passkey_ask(here, Some(&token), purpose, &asked).await.unwrap();
    assert_eq!(again, token, "the same browser");
    assert_eq!(world.count("SELECT COUNT(*) FROM passkey_ceremony").await, 1, "old ones are gone");
}

async fn a_proof_rotates_the_session(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let (old, client) = world.log_in(&world.here, world.here.client_account).await;
    assert!(client.is_proved(store.now()), "logging in is a proof");
    world.pass(SignedDuration::from_mins(10));
    assert!(client.is_proved(store.now()));
    world.pass(MOMENT);
    assert!(!client.is_proved(store.now()));
    let new = store.session_prove(&client, "proved-app", &request()).await.unwrap().unwrap();
    assert_ne!(old, new);
    assert!(matches!(store.actor(here, &old, &request()).await.unwrap(), SessionState::Unknown));
    let again = world.actor(&world.here, &new).await;
    assert_eq!(again.session(), client.session());
    assert!(again.is_proved(store.now()));
    let stolen = store.session_prove(&client, "proved-app", &request()).await.unwrap();
    assert_eq!(stolen, None, "the old token proves nothing");
    store.session_end(&again, inzage_domain::session::SessionEnd::LoggedOut, &request()).await.unwrap();
    assert_eq!(store.session_prove(&again, "proved-app", &request()).await.unwrap(), None);
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line WHERE event = 'step-up'").await, 1);
}

async fn a_code_that_proves_is_limited(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let (token, client) = world.log_in(&world.here, world.here.client_account).await;
    let send = async |code: &str| store.proof_code(&client, code, &request()).await.unwrap();
    let give = async |code: &str| store.proof_by_sms(&client, code, &request()).await.unwrap();
    assert!(!give("123456").await, "nothing was sent");
    assert_eq!(send("123456").await, ProofCode::Send);
    assert!(store.proof_waits(&client).await.unwrap());
    let at = store.now() + SignedDuration::from_secs(60);
    world.pass(SignedDuration::from_secs(60) - MOMENT);
    assert_eq!(send("999999").await, ProofCode::TooSoon(at));
    assert_eq!(store.challenge(here, &token).await.unwrap(), None, "it is no log-in");
    let outcome = store.challenge_check(here, &token, "123456", &request()).await.unwrap();
    assert_eq!(outcome, ChallengeOutcome::Ended);
    assert_eq!(store.challenge_end(here, &token).await.unwrap(), None);
    assert!(!give("000000").await);
    assert!(give("123456").await);
    assert!(!give("123456").await, "once");
    assert!(!store.proof_waits(&client).await.unwrap());
    world.pass(MOMENT);
    assert_eq!(send("222222").await, ProofCode::Send);
    for _ in 0..3 {
        assert!(!give("000000").await);
    }
    assert!(!give("222222").await, "tried too often");
    world.pass(SignedDuration::from_secs(60));
    assert_eq!(send("333333").await, ProofCode::Send);
    world.pass(SignedDuration::from_mins(10));
    assert!(!give("333333").await, "too old");
    for _ in 0..2 {
        assert_eq!(send("444444").await, ProofCode::Send);
        world.pass(SignedDuration::from_secs(60));
    }
    assert_eq!(send("555555").await, ProofCode::TooMany);
    // The app: a step counts once.
    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    store.install_app(&world.here.operator, client.account(), &secret).await.unwrap();
    let code = AppCode::Code(secret.code(step_at(store.now())));
    assert!(store.proof_by_app(&client, &code, &request()).await.unwrap());
    assert!(!store.proof_by_app(&client, &code, &request()).await.unwrap());
}

async fn many_codes_are_not_sent_within_a_minute(world: World) {
    let (store, here, account) = (&world.store, &world.here.organisation, world.here.client_account);
    let begin = async |code: &str| store.challenge_create(here, account, code, &request()).await.unwrap();
    let check =
        async |token: &str, code: &str| store.challenge_check(here, token, code, &request()).await.unwrap();
    for _ in 1..inzage_domain::sign_in::FREE_CODES {
        assert!(matches!(begin("101010").await, Begun::Send(_)), "another device gets one at once");
    }
    let Begun::Send(first) = begin("111111").await else { panic!("not sent") };
    assert!(matches!(check(&first, "000000").await, ChallengeOutcome::Wrong { left: 2, .. }));
    world.pass(SignedDuration::from_secs(60) - MOMENT);
    let Begun::SentBefore(second) = begin("222222").await else { panic!("sent again") };
    assert_eq!(check(&first, "111111").await, ChallengeOutcome::Ended, "the browser before");
    assert!(matches!(check(&second, "222222").await, ChallengeOutcome::Wrong { left: 1, .. }), "tries go on");
    assert_eq!(check(&second, "111111").await, ChallengeOutcome::Right { account });

    let Begun::Send(third) = begin("333333").await else { panic!("a spent code is none") };
    for _ in 0..3 {
        check(&third, "000000").await;
    }
    let Begun::Send(fourth) = begin("444444").await else { panic!("what is used up helps nobody") };
    assert_eq!(check(&third, "333333").await, ChallengeOutcome::Ended);
    store.challenge_drop(here, &fourth).await.unwrap();
    assert!(matches!(begin("555555").await, Begun::Send(_)), "what could not be sent keeps nobody");
    // A passkey in place of a code: a code may be asked for at once.
    let kind = ChallengeKind::Passkey;
    let token = store.challenge_without_code(here, account, kind, &request()).await.unwrap();
    assert_eq!(store.challenge(here, &token).await.unwrap().unwrap().kind, kind);
    let sent = store.challenge_resend(here, &token, "666666", &request()).await.unwrap();
    assert!(matches!(sent, Resend::Sent { .. }));
    assert_eq!(store.challenge_end(here, &token).await.unwrap(), Some(account));
    assert_eq!(check(&token, "666666").await, ChallengeOutcome::Ended);
}

async fn staff_from_elsewhere_get_no_session(world: World) {
    let (store, here) = (&world.store, &world.here);
    let networks = Networks::parse("198.51.100.0/24").unwrap();
    let policy = Policy { staff_networks: networks, ..here.organisation.policy().clone() };
    let (_, before) = world.log_in(here, here.nurse_account).await;
    assert!(!before.is_outside("192.0.2.7"), "there is no list yet");
    let organisation = store.set_policy(&here.operator, &policy).await.unwrap();
    let begin = async |account, address: &str| {
        let context = RequestContext { address: address.into(), ..request() };
        store.session_create(&organisation, account, None, &context).await.unwrap()
    };
    for (address, allowed) in [("192.0.2.7", false), ("198.51.100.9", true), ("198.51.101.0", false)] {
        assert_eq!(begin(here.nurse_account, address).await.is_some(), allowed, "{address}");
        assert!(begin(here.client_account, address).await.is_some(), "clients are never touched");
    }
    let token = begin(here.nurse_account, "198.51.100.9").await.unwrap();
    let nurse = world.actor(here, &token).await;
    assert!(nurse.is_outside("192.0.2.7") && !nurse.is_outside("198.51.100.9"));
    let refused = "SELECT COUNT(*) FROM log_line WHERE event = 'outside-network' AND outcome = '2'";
    store.outside_network(&nurse, &request()).await.unwrap();
    assert_eq!(world.count(refused).await, 1);
    let token = begin(here.client_account, "192.0.2.7").await.unwrap();
    assert!(!world.actor(here, &token).await.is_outside("192.0.2.7"));
}

async fn addresses_have_a_limit_of_their_own(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let fail = async |subject: &Subject| {
        store.log_in_refused(here, None, std::slice::from_ref(subject), "x", &request()).await.unwrap()
    };
    let waits = async |subject: &Subject| {
        store.throttle(here, std::slice::from_ref(subject)).await.unwrap().is_some()
    };
    let address = Subject::Address("192.0.2.7".into());
    for _ in 0..50 {
        fail(&address).await;
    }
    assert!(!waits(&address).await, "fifty people mistype once");
    fail(&address).await;
    assert!(waits(&address).await);
    for other in [Subject::Inviting("192.0.2.7".into()), Subject::Asking("192.0.2.7".into())] {
        assert!(!waits(&other).await, "{other:?}");
    }
    let name = Subject::Account("client".into());
    for _ in 0..5 {
        fail(&name).await;
    }
    assert!(!waits(&name).await);
    fail(&name).await;
    assert!(waits(&name).await);
}

async fn passkeys_and_proofs_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (session, ours) = world.log_in(here, here.client_account).await;
    let (_, theirs) = world.log_in(there, there.client_account).await;
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    store.passkey_add(&ours, &passkey(1, 1), &request()).await.unwrap();
    let id = store.passkeys(&ours).await.unwrap()[0].id;
    for other in [&theirs, &nurse] {
        assert!(store.passkeys(other).await.unwrap().is_empty());
        assert!(!store.passkey_remove(other, id, false, &request()).await.unwrap());
    }
    assert!(!store.held(&there.organisation, ours.account()).await.unwrap().passkey);
    assert!(store.passkeys_of(&there.organisation, ours.account()).await.unwrap().is_empty());
    assert!(store.passkey_find(&there.organisation, &[1; 32]).await.unwrap().is_none());
    // The same device may be used at both; each knows its own.
    assert!(store.passkey_add(&theirs, &passkey(1, 1), &request()).await.unwrap());
    let kept = store.passkey_find(&here.organisation, &[1; 32]).await.unwrap().unwrap();
    assert!(!store.passkey_used(&there.organisation, &kept, 9, &request()).await.unwrap());
    assert!(store.passkey_used(&here.organisation, &kept, 9, &request()).await.unwrap());

    let asked = PasskeyAsked { account: None, state: b"state".to_vec() };
    let purpose = PasskeyPurpose::LogIn;
    let token = store.passkey_ask(&here.organisation, None, purpose, &asked).await.unwrap();
    assert!(store.passkey_asked(&there.organisation, &token, purpose).await.unwrap().is_none());
    assert!(store.passkey_answered(&there.organisation, &token, purpose).await.unwrap().is_none());
    assert!(store.passkey_answered(&here.organisation, &token, purpose).await.unwrap().is_some());

    store.proof_code(&ours, "123456", &request()).await.unwrap();
    for other in [&theirs, &nurse] {
        assert!(!store.proof_waits(other).await.unwrap());
        assert!(!store.proof_by_sms(other, "123456", &request()).await.unwrap());
    }
    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    store.install_app(&here.operator, ours.account(), &secret).await.unwrap();
    let code = AppCode::Code(secret.code(step_at(store.now())));
    for other in [&theirs, &nurse] {
        assert!(!store.proof_by_app(other, &code, &request()).await.unwrap());
    }
    let new = store.session_prove(&theirs, "proved-sms", &request()).await.unwrap().unwrap();
    assert!(matches!(
        store.actor(&here.organisation, &new, &request()).await.unwrap(),
        SessionState::Unknown
    ));
    world.actor(here, &session).await;
    store.outside_network(&theirs, &request()).await.unwrap();

    let begun = store.challenge_create(&here.organisation, ours.account(), "1", &request()).await.unwrap();
    let token = begun.token();
    store.challenge_drop(&there.organisation, token).await.unwrap();
    assert_eq!(store.challenge_end(&there.organisation, token).await.unwrap(), None);
    assert_eq!(store.challenge_end(&here.organisation, token).await.unwrap(), Some(ours.account()));
}
