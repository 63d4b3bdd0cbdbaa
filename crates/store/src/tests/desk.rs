//! Lost devices, questions to DigiD by address, what waits where one works, and how a session began.

use inzage_domain::{
    Basis, Role,
    access::{HelpDesk, Refusal},
    digid::ASKING_KEPT,
    help::{AccountAct, LostFactor},
    log::EventCode,
    policy::{Policy, SecondFactor},
    reset::IdentifiedHow,
    session::{SessionEnd, SessionMethod},
    sign_in::FREE_QUESTIONS,
    totp::Secret,
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, demographics, employment, relation, request},
};
use crate::*;

const MOMENT: SignedDuration = SignedDuration::from_micros(1);

on_both! {
    /// R91: a session says how it began; without passkeys in the policy none begins with one.
    a_session_by_passkey_says_so;
    /// R91: once, with its reason, the end of all sessions, and a code by SMS from then on.
    a_lost_device_is_taken_away;
    /// R91: where nothing else would let somebody in, it stays.
    the_last_way_in_is_not_taken;
    /// R91: not an account that is closed, not there, or one's own.
    a_lost_device_is_of_an_open_account_of_another;
    /// R117, R127: fifty log-ins may begin at an address; one that succeeds counts none of them.
    questions_are_limited_by_address;
    /// R117: what nobody came back with is removed soon.
    questions_are_kept_for_twenty_minutes;
    /// R19: an employee sees what waits at the own locations.
    contacts_wait_where_one_works;
    lost_devices_and_passkey_sessions_do_not_cross;
}

fn passkey(id: u8) -> NewPasskey {
    NewPasskey {
        credential_id: vec![id; 32],
        name: "telefoon".to_owned(),
        credential: br#"{"public":"half"}"#.to_vec(),
        counter: 0,
    }
}

fn lost(account: inzage_domain::AccountId, factor: LostFactor) -> LostDevice {
    LostDevice { account, factor, how: IdentifiedHow::AtDesk, note: "gestolen in de trein".into() }
}

async fn desk(world: &World, place: &Place) -> (Actor, Permitted<HelpDesk>) {
    let (_, admin) = world.log_in(place, place.admin_account).await;
    let permit = world.store.permit::<HelpDesk>(&admin, None, &request()).await.unwrap().unwrap();
    (admin, permit)
}

async fn a_session_by_passkey_says_so(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (_, old) = world.log_in(here, here.client_account).await;
    assert_eq!(old.method(), SessionMethod::Password);
    let begin = async |organisation: &Organisation, account| {
        store.passkey_session(organisation, account, None, &request()).await.unwrap()
    };
    let token = begin(&here.organisation, here.client_account).await.unwrap();
    let actor = world.actor(here, &token).await;
    assert_eq!(actor.method(), SessionMethod::Passkey);
    let mut methods: Vec<_> =
        store.sessions(&actor).await.unwrap().iter().map(|session| session.method).collect();
    methods.sort_unstable();
    assert_eq!(methods, [SessionMethod::Password, SessionMethod::Passkey]);
    let since = store.now() - SignedDuration::from_hours(1);
    let history = store.own_history(&actor, since, &request()).await.unwrap();
    let said: Vec<_> = history
        .iter()
        .filter(|line| line.event == EventCode::LogIn)
        .flat_map(|line| line.things.iter().map(|thing| (thing.kind.as_str(), thing.id.as_str())))
        .collect();
    assert_eq!(said, [("method", "passkey"), ("method", "password")]);
    // The policy comes to allow none: what runs goes on, and nothing new begins.
    store.passkey_add(&actor, &passkey(1), &request()).await.unwrap();
    let policy = Policy { passkeys: false, ..here.organisation.policy().clone() };
    let organisation = store.set_policy(&here.operator, &policy).await.unwrap();
    assert_eq!(world.actor(here, &token).await.method(), SessionMethod::Passkey);
    for account in [here.client_account, here.nurse_account] {
        assert_eq!(begin(&organisation, account).await, None);
        assert!(store.session_create(&organisation, account, None, &request()).await.unwrap().is_some());
    }
    assert!(!store.held(&organisation, here.client_account).await.unwrap().passkey);
    // Nobody's row of before this way was known is unreadable.
    let kept = "SELECT COUNT(*) FROM session WHERE method IN ('password', 'passkey')";
    assert_eq!(world.count(kept).await, world.count("SELECT COUNT(*) FROM session").await);
}

async fn a_lost_device_is_taken_away(world: World) {
    let (store, here) = (&world.store, &world.here);
    let optional = Policy { second_factor: SecondFactor::Optional, ..here.organisation.policy().clone() };
    let organisation = store.set_policy(&here.operator, &optional).await.unwrap();
    let account = here.client_account;
    let factor = async || store.second_factor_of(&organisation, account, false).await.unwrap();
    let (token, client) = world.log_in(here, account).await;
    for id in [1, 2] {
        store.passkey_add(&client, &passkey(id), &request()).await.unwrap();
    }
    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    store.install_app(&here.operator, account, &secret).await.unwrap();
    let waits =
        store.challenge_without_code(&organisation, account, ChallengeKind::App, &request()).await.unwrap();
    assert_eq!(factor().await, SecondFactor::Optional);
    let (admin, permit) = desk(&world, here).await;
    let view = store.account_for_desk(&permit, "client", &request()).await.unwrap().unwrap();
    assert_eq!((view.has_app, view.passkeys), (true, 2));
    let remove = async |factor, key| {
        let key = Uuid::from_u128(key);
        store.factor_remove_for(&permit, &admin, &lost(account, factor), key, &request()).await.unwrap()
    };
    let lines = "SELECT COUNT(*) FROM log_line WHERE event = 'change-factor' AND action = 'D'";
    let done = remove(LostFactor::Passkeys, 1).await;
    let LostRemoved::Done { email, mobile } = done else { panic!("not removed") };
    assert_eq!((email, mobile.is_some()), (None, true));
    assert!(remove(LostFactor::Passkeys, 1).await == LostRemoved::Before, "the same form");
    assert!(remove(LostFactor::Passkeys, 2).await == LostRemoved::NotThere);
    assert_eq!(world.count("SELECT COUNT(*) FROM passkey").await, 0);
    let state = store.actor(&organisation, &token, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(SessionEnd::Elsewhere)), "{state:?}");
    assert_eq!(store.challenge(&organisation, &waits).await.unwrap(), None);
    assert_eq!(factor().await, SecondFactor::Sms, "a code is asked for, although the choice is left");
    let held = store.held(&organisation, account).await.unwrap();
    assert!(held.app && held.mobile && !held.passkey);
    assert_eq!(world.count(lines).await, 1);

    assert!(matches!(remove(LostFactor::App, 3).await, LostRemoved::Done { .. }));
    assert_eq!(world.count("SELECT COUNT(*) FROM app_factor").await, 0);
    assert_eq!(world.count(lines).await, 2);
    let view = store.account_for_desk(&permit, "client", &request()).await.unwrap().unwrap();
    assert_eq!((view.has_app, view.passkeys), (false, 0));
    let acts: Vec<_> = view.past.iter().map(|past| (past.act, past.note.as_str(), past.by_holder)).collect();
    let note = "at-desk: gestolen in de trein";
    assert_eq!(acts.len(), 2);
    for act in [AccountAct::RemoveApp, AccountAct::RemovePasskeys] {
        assert!(acts.contains(&(act, note, false)), "{acts:?}");
    }
    // The holder sees it, until something is set up again.
    let (_, client) = world.log_in(here, account).await;
    assert_eq!(store.own_profile(&client).await.unwrap().factor_lost_at, Some(store.now()));
    let since = store.now() - SignedDuration::from_hours(1);
    let history = store.own_history(&client, since, &request()).await.unwrap();
    let by_desk: Vec<_> = history
        .iter()
        .flat_map(|line| &line.things)
        .filter(|thing| thing.kind == "desk")
        .map(|thing| thing.id.as_str())
        .collect();
    assert_eq!(by_desk.len(), 2);
    assert!(by_desk.contains(&"remove-app") && by_desk.contains(&"remove-passkeys"));
    let own = store.own_history(&admin, since, &request()).await.unwrap();
    assert!(own.iter().flat_map(|line| &line.things).all(|thing| thing.kind != "desk"), "not the desk's");
    store.passkey_add(&client, &passkey(3), &request()).await.unwrap();
    assert_eq!(store.own_profile(&client).await.unwrap().factor_lost_at, None);
    assert_eq!(factor().await, SecondFactor::Optional);
}

async fn the_last_way_in_is_not_taken(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (admin, permit) = desk(&world, here).await;
    let person = store.create_person(&here.operator, "Mens zonder nummer").await.unwrap();
    let new = NewAccount {
        person,
        user_name: "zonder".into(),
        display_name: "Mens".into(),
        mobile: None,
        email: Some("mens@example.nl".into()),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
    };
    let account = store.create_account(&here.operator, &new).await.unwrap();
    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    store.install_app(&here.operator, account, &secret).await.unwrap();
    let remove = async |admin: &Actor, factor, key| {
        let key = Uuid::from_u128(key);
        store.factor_remove_for(&permit, admin, &lost(account, factor), key, &request()).await.unwrap()
    };
    let (token, holder) = world.log_in(here, account).await;
    assert!(remove(&admin, LostFactor::App, 1).await == LostRemoved::LastWay);
    // Nothing of it happened, and the form can be sent again.
    assert_eq!(world.count("SELECT COUNT(*) FROM app_factor").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) FROM account_event").await, 0);
    assert_eq!(world.count("SELECT COUNT(*) FROM account WHERE factor_lost_at IS NOT NULL").await, 0);
    world.actor(here, &token).await;
    store.passkey_add(&holder, &passkey(1), &request()).await.unwrap();
    // A passkey that the policy does not allow is no way in.
    let policy = Policy { passkeys: false, ..here.organisation.policy().clone() };
    store.set_policy(&here.operator, &policy).await.unwrap();
    let (strict, _) = desk(&world, here).await;
    assert!(!strict.policy().passkeys);
    assert!(remove(&strict, LostFactor::App, 2).await == LostRemoved::LastWay);
    store.set_policy(&here.operator, here.organisation.policy()).await.unwrap();
    let done = remove(&admin, LostFactor::App, 1).await;
    assert!(done == LostRemoved::Done { email: Some("mens@example.nl".into()), mobile: None });
    assert!(remove(&admin, LostFactor::Passkeys, 3).await == LostRemoved::LastWay);
    assert_eq!(world.count("SELECT COUNT(*) FROM passkey").await, 1);
}

async fn a_lost_device_is_of_an_open_account_of_another(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (_, client) = world.log_in(here, here.client_account).await;
    store.passkey_add(&client, &passkey(1), &request()).await.unwrap();
    let (admin, permit) = desk(&world, here).await;
    store.passkey_add(&admin, &passkey(2), &request()).await.unwrap();
    let remove = async |account, key| {
        let lost = lost(account, LostFactor::Passkeys);
        store.factor_remove_for(&permit, &admin, &lost, Uuid::from_u128(key), &request()).await.unwrap()
    };
    assert!(remove(here.admin_account, 1).await == LostRemoved::NotOpen, "one's own");
    let nobody = inzage_domain::AccountId::from_uuid(Uuid::from_u128(9));
    assert!(remove(nobody, 2).await == LostRemoved::NotOpen);
    let act = async |act| {
        store.account_act(&permit, here.client_account, act, (None, ""), &request()).await.unwrap()
    };
    assert!(act(AccountAct::Close).await);
    assert!(remove(here.client_account, 3).await == LostRemoved::NotOpen);
    assert!(act(AccountAct::Reopen).await && act(AccountAct::Block).await);
    assert!(matches!(remove(here.client_account, 4).await, LostRemoved::Done { .. }), "blocked first");
    let view = store.account_for_desk(&permit, "client", &request()).await.unwrap().unwrap();
    assert_eq!(view.state, inzage_domain::access::AccountState::Blocked, "it stays blocked");
    // Nobody else has this permit.
    for account in [here.client_account, here.contact_account, here.nurse_account] {
        if account == here.client_account {
            assert!(act(AccountAct::Unblock).await);
        }
        let (_, actor) = world.log_in(here, account).await;
        let refused = store.permit::<HelpDesk>(&actor, None, &request()).await.unwrap().err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed));
    }
}

async fn questions_are_limited_by_address(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let ask = async |address: &str| drop(store.digid_ask(here, false, address).await.unwrap());
    let wait =
        async |address: &str| store.throttle(here, &[Subject::Digid(address.to_owned())]).await.unwrap();
    for _ in 0..FREE_QUESTIONS {
        ask("192.0.2.7").await;
    }
    assert_eq!(wait("192.0.2.7").await, None, "a whole care home logs in");
    ask("192.0.2.7").await;
    let until = store.now() + SignedDuration::from_secs(2);
    assert_eq!(wait("192.0.2.7").await, Some(until));
    assert_eq!(wait("192.0.2.8").await, None, "another address");
    let other = [Subject::Address("192.0.2.7".into()), Subject::Asking("192.0.2.7".into())];
    assert_eq!(store.throttle(here, &other).await.unwrap(), None, "other log-ins and the help desk");
    world.pass(SignedDuration::from_secs(2) - MOMENT);
    assert_eq!(wait("192.0.2.7").await, Some(until));
    world.pass(MOMENT);
    assert_eq!(wait("192.0.2.7").await, None);
    ask("192.0.2.7").await;
    assert_eq!(wait("192.0.2.7").await, Some(store.now() + SignedDuration::from_secs(4)));
    // Kept: another instance waits too; and one log-in that succeeds frees the address.
    let another = world.another().await;
    let subjects = [Subject::Digid("192.0.2.7".into())];
    assert!(another.throttle(here, &subjects).await.unwrap().is_some());
    store.throttle_clear(here, &subjects).await.unwrap();
    assert_eq!(wait("192.0.2.7").await, None);
}

async fn questions_are_kept_for_twenty_minutes(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let rows = async || world.count("SELECT COUNT(*) FROM digid_asking").await;
    let first = store.digid_ask(here, false, "192.0.2.7").await.unwrap();
    world.pass(ASKING_KEPT - MOMENT);
    store.digid_ask(here, false, "192.0.2.7").await.unwrap();
    store.tidy().await.unwrap();
    assert_eq!(rows().await, 2, "an answer that is late is told so");
    let late = store.digid_take(here, &first.state, &first.browser).await.unwrap().err();
    assert_eq!(late, Some(inzage_domain::digid::DigidRefusal::StateExpired));
    world.pass(MOMENT);
    store.digid_ask(here, false, "192.0.2.7").await.unwrap();
    assert_eq!(rows().await, 2, "gone with the next question");
    world.pass(ASKING_KEPT);
    store.tidy().await.unwrap();
    assert_eq!(rows().await, 0);
}

async fn contacts_wait_where_one_works(world: World) {
    let (store, here) = (&world.store, &world.here);
    let north = store.create_location(&here.operator, "Noord", "").await.unwrap();
    let south = store.create_location(&here.operator, "Zuid", "").await.unwrap();
    let mut clients = vec![here.client];
    for (given, location) in [("Bea", north), ("Carla", south)] {
        let new = NewClient { demographics: demographics(given, "Jansen", None), location: Some(location) };
        let client = store.create_client(&here.operator, new).await.unwrap();
        let (person, _) = account(store, &here.operator, &format!("contact-{given}")).await;
        relation(store, &here.operator, client, person, Basis::FirstContact).await;
        clients.push(client);
    }
    world.tamper("UPDATE relation SET flagged_at = 5 WHERE basis = 'first-contact'").await.unwrap();
    let (_, els) = account(store, &here.operator, "els").await;
    let work = |location, until| NewEmployment {
        account: els,
        role: Role::Nurse,
        location: Some(location),
        from: store.now(),
        until,
    };
    let until = store.now() + SignedDuration::from_mins(1);
    store.create_employment(&here.operator, work(south, Some(until))).await.unwrap();
    // The session is by the newest one, which goes on.
    world.pass(MOMENT);
    store.create_employment(&here.operator, work(north, None)).await.unwrap();
    let (_, everywhere) = account(store, &here.operator, "overal").await;
    employment(store, &here.operator, everywhere, Role::Secretary).await;
    let (_, els) = world.log_in(here, els).await;
    let (_, everywhere) = world.log_in(here, everywhere).await;
    let waits = async |actor: &Actor| {
        let found = store.contacts_waiting(actor, &request()).await.unwrap();
        found.map(|found| {
            clients.iter().map(|client| found.iter().any(|one| one.client == *client)).collect::<Vec<_>>()
        })
    };
    assert_eq!(waits(&els).await, Ok(vec![true, true, true]));
    world.pass(SignedDuration::from_mins(1) - MOMENT - MOMENT);
    assert_eq!(waits(&els).await, Ok(vec![true, true, true]));
    world.pass(MOMENT);
    assert_eq!(waits(&els).await, Ok(vec![true, true, false]), "no longer in the south");
    assert_eq!(waits(&everywhere).await, Ok(vec![true, true, true]));
    let (_, client) = world.log_in(here, here.client_account).await;
    assert_eq!(waits(&client).await, Err(Refusal::RoleNotAllowed));
}

async fn lost_devices_and_passkey_sessions_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (_, ours) = world.log_in(here, here.client_account).await;
    store.passkey_add(&ours, &passkey(1), &request()).await.unwrap();
    let (admin, their_desk) = desk(&world, there).await;
    let lost = lost(here.client_account, LostFactor::Passkeys);
    let stolen = store.factor_remove_for(&their_desk, &admin, &lost, Uuid::from_u128(1), &request()).await;
    assert!(stolen.unwrap() == LostRemoved::NotOpen);
    assert_eq!(world.count("SELECT COUNT(*) FROM passkey").await, 1);
    let session = store.passkey_session(&there.organisation, here.client_account, None, &request()).await;
    assert_eq!(session.unwrap(), None);
    // What is asked of an account is not read from elsewhere.
    let (own_admin, own_desk) = desk(&world, here).await;
    store.factor_remove_for(&own_desk, &own_admin, &lost, Uuid::from_u128(1), &request()).await.unwrap();
    let optional = Policy { second_factor: SecondFactor::Optional, ..here.organisation.policy().clone() };
    let [mine, theirs] = [
        store.set_policy(&here.operator, &optional).await.unwrap(),
        store.set_policy(&there.operator, &optional).await.unwrap(),
    ];
    let account = here.client_account;
    assert_eq!(store.second_factor_of(&mine, account, false).await.unwrap(), SecondFactor::Sms);
    assert_eq!(store.second_factor_of(&theirs, account, false).await.unwrap(), SecondFactor::Optional);
    let (_, other) = world.log_in(there, there.client_account).await;
    store.only_with_digid(&other, EventCode::ChangePassword, &request()).await.unwrap();
    let refused = "SELECT COUNT(*) FROM log_line WHERE event = 'change-password' AND outcome = '2'";
    assert_eq!(world.count(refused).await, 1);
    let since = store.now() - SignedDuration::from_hours(1);
    let (_, ours) = world.log_in(here, here.client_account).await;
    let history = store.own_history(&ours, since, &request()).await.unwrap();
    assert!(history.iter().all(|line| line.event != EventCode::ChangePassword), "{history:?}");
}
