//! Passkeys, proofs before sensitive acts, and the networks of staff, as the host uses them (R91).

use inzage_domain::{
    access::{AccountState, Refusal},
    device::Happened,
    networks::Networks,
    policy::{Policy, SecondFactor},
    session::SessionEnd,
    totp::{Secret, step_at},
};
use inzage_services::{
    Error,
    factor::AppAnswer,
    passkey::{PasskeyAdded, PasskeyBegun, PasskeyRemoved, PasskeySignIn},
    policy::Change,
    sign_in::{Code, NewCode, SignIn},
    step_up::{Proof, ProofSent, Proved},
};
use inzage_store::{Actor, Organisation, PasskeyPurpose, RequestContext, SessionState};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    device::Device,
    world::{MOMENT, PASSWORD, Place, World, from, request},
};

const ORIGIN: &str = "http://linde.localhost:3000";

/// A device with a passkey for somebody who is logged in under a token.
async fn made(world: &World, actor: &Actor, session: &str, number: u8) -> Device {
    let (services, here) = (&world.services, actor.organisation());
    let begun = services.begin_passkey(actor, session, "mijn telefoon", &request()).await.unwrap();
    assert_eq!(begun, PasskeyBegun::Asked);
    let options = services.passkey_options(here, session, PasskeyPurpose::Register).await.unwrap().unwrap();
    let mut device = Device::new(number, &format!("http://{}:3000", here.host()));
    let answer = device.make(&options);
    let added = services.add_passkey(actor, session, &answer, &request()).await.unwrap();
    assert_eq!(added, PasskeyAdded::Done);
    device
}

/// Somebody with a passkey: the session's token, who it is, the device.
async fn holder(world: &World, place: &Place, user: &str, number: u8) -> (String, Actor, Device) {
    let token = world.log_in(place, user).await;
    let SessionState::Live(actor) = world.state(place, &token).await else { panic!("not logged in") };
    let device = made(world, &actor, &token, number).await;
    (token, *actor, device)
}

/// What a browser without a password is asked: the token of its cookie, and the options.
async fn asked(world: &World, here: &Organisation) -> (String, String) {
    let step = world.services.ask_passkey(here, None).await.unwrap().unwrap();
    let options = world.services.passkey_options(here, &step, PasskeyPurpose::LogIn).await.unwrap().unwrap();
    (step, options)
}

async fn check(world: &World, here: &Organisation, step: &str, answer: &str) -> PasskeySignIn {
    world.services.check_passkey(here, step, answer, None, &request()).await.unwrap()
}

/// R91: made, named, listed; logs in without a password; removed, and then it logs nobody in.
#[tokio::test]
async fn a_passkey_logs_in_without_a_password() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let (_, actor, mut device) = holder(&world, &world.here, "client", 1).await;
    assert!(world.messenger.last().body.contains("passkey toegevoegd"));
    let sent = world.messenger.count();
    let (step, options) = asked(&world, here).await;
    assert!(options.contains("\"userVerification\":\"required\""), "{options}");
    assert!(!options.contains(&actor.account().to_string()), "nobody is named");
    let answer = device.sign(&options);
    let PasskeySignIn::SignedIn { token } = check(&world, here, &step, &answer).await else { panic!() };
    assert_eq!(world.messenger.count(), sent, "no code was sent");
    assert_eq!(world.actor_of(&token).await.account(), actor.account());
    let own = services.own_passkeys(&actor).await.unwrap();
    assert_eq!((own.list[0].name.as_str(), own.last_stays), ("mijn telefoon", false));
    assert!(own.list[0].used_at.is_some());
    let history = services.own_history(&actor, &request()).await.unwrap();
    assert!(history.iter().any(|line| line.happened == Happened::PasskeyChanged));

    let id = own.list[0].id;
    assert_eq!(services.remove_passkey(&actor, id, &request()).await.unwrap(), PasskeyRemoved::Done);
    assert_eq!(services.remove_passkey(&actor, id, &request()).await.unwrap(), PasskeyRemoved::Gone);
    let (step, options) = asked(&world, here).await;
    let answer = device.sign(&options);
    assert_eq!(check(&world, here, &step, &answer).await, PasskeySignIn::Refused);
}

/// R91: the second step after a password; nothing is sent; where it cannot be used, an SMS on request.
#[tokio::test]
async fn a_passkey_is_a_second_step() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let (_, actor, mut device) = holder(&world, &world.here, "client", 1).await;
    let (_, _, mut other) = holder(&world, &world.here, "contact", 2).await;
    let sent = world.messenger.count();
    let step = async || {
        let answer = world.sign_in("client", PASSWORD).await;
        let SignIn::PasskeyNeeded { token } = answer else { panic!("{answer:?}") };
        token
    };
    let options = async |step: &str| {
        services.passkey_options(here, step, PasskeyPurpose::SecondStep).await.unwrap().unwrap()
    };
    let token = step().await;
    let answer = other.sign(&options(&token).await);
    assert_eq!(check(&world, here, &token, &answer).await, PasskeySignIn::Refused, "another's passkey");
    assert!(services.ask_passkey(here, Some(&token)).await.unwrap() == Some(token.clone()), "asked again");
    let answer = device.sign(&options(&token).await);
    let PasskeySignIn::SignedIn { token: session } = check(&world, here, &token, &answer).await else {
        panic!()
    };
    assert_eq!(world.actor_of(&session).await.account(), actor.account());
    assert_eq!(check(&world, here, &token, &answer).await, PasskeySignIn::Ended, "replayed");
    assert_eq!(world.messenger.count(), sent);

    let token = step().await;
    assert_eq!(world.give(&token, "123456").await, Code::Ended, "no code was sent");
    assert_eq!(services.resend_code(here, &token, &request()).await.unwrap(), NewCode::Sent);
    assert!(matches!(world.give(&token, &world.messenger.code()).await, Code::SignedIn { .. }));
    // The code in its place ends the question, and the passkey that of the code.
    let token = step().await;
    services.resend_code(here, &token, &request()).await.unwrap();
    let code = world.messenger.code();
    let answer = device.sign(&options(&token).await);
    assert!(matches!(check(&world, here, &token, &answer).await, PasskeySignIn::SignedIn { .. }));
    assert_eq!(world.give(&token, &code).await, Code::Ended);
}

/// R91: a log-in that waited too long asks nobody by name any more; R117: only DigiD means only DigiD.
#[tokio::test]
async fn a_log_in_that_waited_too_long_is_no_second_step() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let (_, _, mut device) = holder(&world, here, "client", 1).await;
    let answer = world.sign_in("client", PASSWORD).await;
    let SignIn::PasskeyNeeded { token: step } = answer else { panic!("{answer:?}") };
    world.pass(SignedDuration::from_mins(10) - MOMENT);
    let again = services.ask_passkey(&here.organisation, Some(&step)).await.unwrap().unwrap();
    assert_eq!(again, step);
    let purpose = PasskeyPurpose::SecondStep;
    let options = services.passkey_options(&here.organisation, &step, purpose).await.unwrap().unwrap();
    world.pass(MOMENT);
    let answer = device.sign(&options);
    assert_eq!(check(&world, &here.organisation, &step, &answer).await, PasskeySignIn::Ended);
    let fresh = services.ask_passkey(&here.organisation, Some(&step)).await.unwrap().unwrap();
    assert_ne!(fresh, step);
    let purpose = PasskeyPurpose::LogIn;
    let options = services.passkey_options(&here.organisation, &fresh, purpose).await.unwrap().unwrap();
    let answer = device.sign(&options);
    let signed_in = check(&world, &here.organisation, &fresh, &answer).await;
    let PasskeySignIn::SignedIn { token } = signed_in else { panic!("{signed_in:?}") };

    let digid = Policy { second_factor: SecondFactor::Digid, ..here.organisation.policy().clone() };
    let organisation = services.store.set_policy(&here.operator, &digid).await.unwrap();
    let actor = world.actor_of(&token).await;
    // Clients log in with DigiD only from now on: nothing of this is theirs any more (R117).
    let only = |error: Error| matches!(error, Error::Refused(Refusal::OnlyWithDigid));
    assert!(services.own_passkeys(&actor).await.is_err_and(only));
    let lines = world.lines().await;
    assert!(services.begin_passkey(&actor, &token, "nog een", &request()).await.is_err_and(only));
    assert_eq!(world.lines().await, lines + 1, "it is in the log");
    let (step, options) = asked(&world, &organisation).await;
    let answer = device.sign(&options);
    assert_eq!(check(&world, &organisation, &step, &answer).await, PasskeySignIn::Refused);
}

/// R91: replayed, too late, from another page, without its holder, changed: refused, and in the log.
#[tokio::test]
async fn an_answer_that_is_not_right_is_refused() {
    let world = World::new().await;
    let here = &world.here.organisation;
    let (_, _, mut device) = holder(&world, &world.here, "client", 1).await;
    let refused = async |answer: &str, step: &str, what: &str| {
        let before = world.lines().await;
        assert_eq!(check(&world, here, step, answer).await, PasskeySignIn::Refused, "{what}");
        assert_eq!(world.lines().await, before + 1, "{what} is not in the log");
        assert_eq!(check(&world, here, step, answer).await, PasskeySignIn::Ended, "{what}: asked once");
    };
    for origin in ["http://evil.localhost:3000", "https://linde.example", "http://waterland.localhost:3000"] {
        let (step, options) = asked(&world, here).await;
        device.origin = origin.to_owned();
        refused(&device.sign(&options), &step, origin).await;
    }
    device.origin = ORIGIN.to_owned();
    device.verifies = false;
    let (step, options) = asked(&world, here).await;
    refused(&device.sign(&options), &step, "its holder was not verified").await;
    device.verifies = true;
    // Signed for another question.
    let ((step, _), (_, other)) = (asked(&world, here).await, asked(&world, here).await);
    refused(&device.sign(&other), &step, "another challenge").await;
    let (step, options) = asked(&world, here).await;
    let mut stranger = Device::new(1, ORIGIN);
    refused(&stranger.sign(&options), &step, "without saying whose it is").await;
    let (step, options) = asked(&world, here).await;
    refused(&Device::new(9, ORIGIN).sign(&options), &step, "a passkey that nobody has").await;
    let (step, _) = asked(&world, here).await;
    refused("{\"id\":1}", &step, "no answer at all").await;
    let (step, options) = asked(&world, here).await;
    let broken = device.sign(&options).replace("\"signature\":\"ME", "\"signature\":\"MF");
    refused(&broken, &step, "a changed signature").await;

    // Five minutes, and not a microsecond longer.
    let ((early, options), (late, too_late)) = (asked(&world, here).await, asked(&world, here).await);
    let (answer, other) = (device.sign(&options), device.sign(&too_late));
    world.pass(SignedDuration::from_mins(5) - MOMENT);
    assert!(matches!(check(&world, here, &early, &answer).await, PasskeySignIn::SignedIn { .. }));
    world.pass(MOMENT);
    assert_eq!(check(&world, here, &late, &other).await, PasskeySignIn::Ended);
    // For the browser that was asked, and no other.
    let ((_, options), (another, _)) = (asked(&world, here).await, asked(&world, here).await);
    refused(&device.sign(&options), &another, "another browser").await;
}

/// R91: a counter that goes back may be a copy.
#[tokio::test]
async fn a_copied_passkey_is_refused() {
    let world = World::new().await;
    let here = &world.here.organisation;
    let (_, _, mut device) = holder(&world, &world.here, "client", 1).await;
    for (counter, right) in [(5, true), (6, true), (6, false), (5, false), (0, false), (7, true)] {
        let (step, options) = asked(&world, here).await;
        device.counter = counter;
        let answer = device.sign(&options);
        let signed_in = matches!(check(&world, here, &step, &answer).await, PasskeySignIn::SignedIn { .. });
        assert_eq!(signed_in, right, "{counter}");
    }
}

/// R91: a passkey of one organisation is nothing at another, and of one account nothing for another.
#[tokio::test]
async fn a_passkey_is_for_one_account_at_one_organisation() {
    let world = World::new().await;
    let (services, here, there) = (&world.services, &world.here, &world.there);
    let (session, actor, mut device) = holder(&world, here, "client", 1).await;
    let (step, options) = asked(&world, &there.organisation).await;
    device.origin = "http://waterland.localhost:3000".to_owned();
    let answer = device.sign(&options);
    assert_eq!(check(&world, &there.organisation, &step, &answer).await, PasskeySignIn::Refused);
    device.origin = ORIGIN.to_owned();
    let (step, options) = asked(&world, &here.organisation).await;
    let answer = device.sign(&options);
    assert_eq!(check(&world, &there.organisation, &step, &answer).await, PasskeySignIn::Ended);
    assert!(matches!(
        check(&world, &here.organisation, &step, &answer).await,
        PasskeySignIn::SignedIn { .. }
    ));
    // What one began to make is not for another who is logged in.
    services.begin_passkey(&actor, &session, "mijn tablet", &request()).await.unwrap();
    let purpose = PasskeyPurpose::Register;
    let options = services.passkey_options(&here.organisation, &session, purpose).await.unwrap().unwrap();
    assert!(options.contains("excludeCredentials"), "the device that is there already");
    let contact = world.actor("contact").await;
    let answer = Device::new(3, ORIGIN).make(&options);
    let stolen = services.add_passkey(&contact, &session, &answer, &request()).await.unwrap();
    assert_eq!(stolen, PasskeyAdded::Refused);
    // Names; one that does not verify its holder; the same device twice.
    for name in ["", "   ", "a\nb", &"x".repeat(61)] {
        assert_eq!(
            services.begin_passkey(&actor, &session, name, &request()).await.unwrap(),
            PasskeyBegun::Name
        );
    }
    for (number, verifies, added) in
        [(4, false, PasskeyAdded::Refused), (1, true, PasskeyAdded::Refused), (4, true, PasskeyAdded::Done)]
    {
        services.begin_passkey(&actor, &session, "nog een", &request()).await.unwrap();
        let options = services.passkey_options(&here.organisation, &session, purpose).await.unwrap().unwrap();
        let mut device = Device::new(number, ORIGIN);
        device.verifies = verifies;
        let answer = device.make(&options);
        let answered = services.add_passkey(&actor, &session, &answer, &request()).await.unwrap();
        assert_eq!(answered, added, "{number} {verifies}");
        let again = services.add_passkey(&actor, &session, &answer, &request()).await.unwrap();
        assert_eq!(again, PasskeyAdded::Refused, "replayed");
    }
}

/// R91: who is blocked stays out; where the policy allows none, passkeys log nobody in.
#[tokio::test]
async fn a_passkey_opens_no_more_than_a_password() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let (_, actor, mut device) = holder(&world, here, "client", 1).await;
    let set = async |state| {
        services.store.set_account_state(&here.operator, actor.account(), state).await.unwrap();
    };
    set(AccountState::Blocked).await;
    let (step, options) = asked(&world, &here.organisation).await;
    let answer = device.sign(&options);
    assert_eq!(check(&world, &here.organisation, &step, &answer).await, PasskeySignIn::Refused);
    set(AccountState::Active).await;
    let (step, options) = asked(&world, &here.organisation).await;
    let off = Policy { passkeys: false, ..here.organisation.policy().clone() };
    let closed = services.store.set_policy(&here.operator, &off).await.unwrap();
    assert_eq!(services.ask_passkey(&closed, None).await.unwrap(), None);
    let answer = device.sign(&options);
    assert_eq!(check(&world, &closed, &step, &answer).await, PasskeySignIn::Refused);
    let answer = services.sign_in(&closed, "client", PASSWORD, &request()).await.unwrap();
    assert!(matches!(answer, SignIn::CodeNeeded { .. }), "an SMS again: {answer:?}");
}

/// R91: the last way in cannot be removed, neither a passkey nor an app.
#[tokio::test]
async fn the_last_way_in_stays() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let policy = Policy { second_factor: SecondFactor::Optional, ..here.organisation.policy().clone() };
    let organisation = services.store.set_policy(&here.operator, &policy).await.unwrap();
    here.account(services, "no-mobile", None).await;
    let answer = services.sign_in(&organisation, "no-mobile", PASSWORD, &request()).await.unwrap();
    let SignIn::SignedIn { token } = answer else { panic!("{answer:?}") };
    let strict = here.organisation.policy().clone();
    let actor = world.actor_of(&token).await;
    made(&world, &actor, &token, 1).await;
    assert!(!services.own_passkeys(&actor).await.unwrap().last_stays, "the password is enough");
    services.store.set_policy(&here.operator, &strict).await.unwrap();
    let actor = world.actor_of(&token).await;
    let own = services.own_passkeys(&actor).await.unwrap();
    assert!(own.last_stays);
    let id = own.list[0].id;
    assert_eq!(services.remove_passkey(&actor, id, &request()).await.unwrap(), PasskeyRemoved::Last);
    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    services.store.install_app(&here.operator, actor.account(), &secret).await.unwrap();
    assert_eq!(services.remove_passkey(&actor, id, &request()).await.unwrap(), PasskeyRemoved::Done);
    let code = secret.code(step_at(services.clock.now()));
    assert!(services.remove_app(&actor, &code, &request()).await.unwrap() == AppAnswer::Last);
}

async fn give(world: &World, actor: &Actor, session: &str, proof: Proof<'_>) -> Proved {
    world.services.prove_again(actor, session, proof, &request()).await.unwrap()
}

/// R91: ten minutes, each way that was set up and no other, and a new token each time.
#[tokio::test]
async fn a_sensitive_act_asks_for_a_proof_after_ten_minutes() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let token = world.log_in(here, "client").await;
    let actor = world.actor_of(&token).await;
    world.pass(SignedDuration::from_mins(10));
    assert!(services.is_proved(&actor));
    world.pass(MOMENT);
    assert!(!services.is_proved(&actor));
    let ways = services.proof_ways(&actor).await.unwrap();
    assert!(ways.ways.sms && !ways.ways.app && !ways.ways.passkey && !ways.password && !ways.code_waits);
    // What was not set up proves nothing; nor does the password where there is something better.
    for proof in [Proof::App("123456"), Proof::Passkey("{}"), Proof::Password(PASSWORD)] {
        assert_eq!(give(&world, &actor, &token, proof).await, Proved::Wrong);
    }
    assert_eq!(services.send_proof_code(&actor, &request()).await.unwrap(), ProofSent::Sent);
    let soon = services.send_proof_code(&actor, &request()).await.unwrap();
    assert_eq!(soon, ProofSent::TooSoon { seconds: 60 });
    assert!(services.proof_ways(&actor).await.unwrap().code_waits);
    assert_eq!(give(&world, &actor, &token, Proof::Sms("12")).await, Proved::NotACode);
    assert_eq!(give(&world, &actor, &token, Proof::Sms(world.messenger.wrong_code())).await, Proved::Wrong);
    let code = world.messenger.code();
    let Proved::Done { token: new } = give(&world, &actor, &token, Proof::Sms(&code)).await else { panic!() };
    assert!(matches!(world.state(here, &token).await, SessionState::Unknown), "the old token");
    let actor = world.actor_of(&new).await;
    assert!(services.is_proved(&actor));

    let mut device = made(&world, &actor, &new, 1).await;
    assert!(services.ask_proof_passkey(&actor, &new).await.unwrap());
    let purpose = PasskeyPurpose::StepUp;
    let options = services.passkey_options(&here.organisation, &new, purpose).await.unwrap().unwrap();
    let answer = device.sign(&options);
    let Proved::Done { token } = give(&world, &actor, &new, Proof::Passkey(&answer)).await else { panic!() };
    let actor = world.actor_of(&token).await;
    assert_eq!(give(&world, &actor, &token, Proof::Passkey(&answer)).await, Proved::Wrong, "replayed");

    let secret = Secret::from_bytes(b"12345678901234567890").unwrap();
    services.store.install_app(&here.operator, actor.account(), &secret).await.unwrap();
    assert_eq!(
        services.send_proof_code(&actor, &request()).await.unwrap(),
        ProofSent::NotPossible,
        "the app stands in place of an SMS"
    );
    let code = secret.code(step_at(services.clock.now()));
    let proved = give(&world, &actor, &token, Proof::App(&code)).await;
    assert!(matches!(proved, Proved::Done { .. }), "{proved:?}");
}

/// R91: where nothing was set up the password proves it; wrong ones make one wait.
#[tokio::test]
async fn who_has_only_a_password_proves_with_it() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let policy = Policy { second_factor: SecondFactor::Optional, ..here.organisation.policy().clone() };
    let organisation = services.store.set_policy(&here.operator, &policy).await.unwrap();
    here.account(services, "no-mobile", None).await;
    let answer = services.sign_in(&organisation, "no-mobile", PASSWORD, &request()).await.unwrap();
    let SignIn::SignedIn { token } = answer else { panic!("{answer:?}") };
    let actor = world.actor_of(&token).await;
    assert!(services.proof_ways(&actor).await.unwrap().password);
    for _ in 0..6 {
        assert_eq!(give(&world, &actor, &token, Proof::Password("wrong")).await, Proved::Wrong);
    }
    let wait = give(&world, &actor, &token, Proof::Password(PASSWORD)).await;
    assert_eq!(wait, Proved::Wait { seconds: 2 });
    world.pass(SignedDuration::from_secs(2));
    let proved = give(&world, &actor, &token, Proof::Password(PASSWORD)).await;
    assert!(matches!(proved, Proved::Done { .. }), "{proved:?}");
    let session = world.log_in_again(&organisation).await;
    let actor = world.actor_of(&session).await;
    services.store.session_end(&actor, SessionEnd::LoggedOut, &request()).await.unwrap();
    assert_eq!(give(&world, &actor, &session, Proof::Password(PASSWORD)).await, Proved::Wrong, "it ended");
}

impl World {
    async fn log_in_again(&self, organisation: &Organisation) -> String {
        let answer = self.services.sign_in(organisation, "no-mobile", PASSWORD, &request()).await.unwrap();
        let SignIn::SignedIn { token } = answer else { panic!("{answer:?}") };
        token
    }
}

/// R91: staff from elsewhere are told after a right password only; clients are never touched.
#[tokio::test]
async fn staff_log_in_from_their_networks_only() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let (_, _, mut device) = holder(&world, here, "nurse", 1).await;
    let networks = Networks::parse("198.51.100.0/24\n2001:db8::/32").unwrap();
    let policy = Policy { staff_networks: networks, ..here.organisation.policy().clone() };
    let organisation = services.store.set_policy(&here.operator, &policy).await.unwrap();
    let sign_in = async |user: &str, password: &str, context: &RequestContext| {
        services.sign_in(&organisation, user, password, context).await.unwrap()
    };
    let (office, home) = (from("198.51.100.9"), from("192.0.2.7"));
    assert_eq!(sign_in("admin", PASSWORD, &home).await, SignIn::Outside);
    assert_eq!(sign_in("admin", "wrong", &home).await, SignIn::Refused, "no hint without the password");
    assert!(matches!(sign_in("admin", PASSWORD, &office).await, SignIn::CodeNeeded { .. }));
    let v6 = from("2001:db8:1::9");
    assert!(matches!(sign_in("nurse", PASSWORD, &v6).await, SignIn::PasskeyNeeded { .. }));
    assert!(matches!(sign_in("client", PASSWORD, &home).await, SignIn::CodeNeeded { .. }));
    for (context, inside) in [(&home, false), (&office, true)] {
        let (step, options) = asked(&world, &organisation).await;
        let answer = device.sign(&options);
        let answer = services.check_passkey(&organisation, &step, &answer, None, context).await.unwrap();
        assert_eq!(answer == PasskeySignIn::Outside, !inside, "{answer:?}");
    }
}

/// R91: an administrator cannot save a list without the address that saves it.
#[tokio::test]
async fn an_administrator_is_not_shut_out_by_networks() {
    let world = World::new().await;
    let services = &world.services;
    let admin = world.actor("admin").await;
    let with =
        |list: &str| Policy { staff_networks: Networks::parse(list).unwrap(), ..admin.policy().clone() };
    let elsewhere = with("198.51.100.0/24");
    assert!(services.check_policy(&admin, &elsewhere, &request()).await.unwrap().outside);
    let change = async |policy: &Policy, key: u128| {
        services.change_policy(&admin, policy, 1, Uuid::from_u128(key), &request()).await.unwrap()
    };
    assert_eq!(change(&elsewhere, 1).await, Change::Refused);
    let own = with("198.51.100.0/24\n192.0.2.0/29");
    assert!(!services.check_policy(&admin, &own, &request()).await.unwrap().outside);
    assert_eq!(change(&own, 2).await, Change::Done);
}
