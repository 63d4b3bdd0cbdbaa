//! The own account and the help desk: password, authenticator app, requests, blocking.

use inzage_domain::{
    access::Refusal,
    device::Happened,
    help::{AccountAct, HelpKind, HelpText},
    password::{Strength, Weak},
    policy::{Policy, Preset, SecondFactor},
    session::{SessionEnd, SessionMethod},
    totp::{Secret, step_at},
};
use inzage_services::{
    Error,
    account::PasswordChange,
    capacity::ClosedOwn,
    factor::{AppAnswer, OwnApp},
    help::{Ask, BlockAsk, BlockOwn, FieldWrong},
    notify::Channel,
    sign_in::{Code, NewCode, SignIn},
};
use inzage_store::{Actor, SessionState};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::world::{PASSWORD, World, from, request};

const NEW: &str = "een heel nieuw woord";

/// R77: the old one is asked for, a weak one refused, the other devices end, a notice goes out.
#[tokio::test]
async fn a_password_is_changed_with_the_old_one() {
    let world = World::new().await;
    let services = &world.services;
    let other = world.log_in(&world.here, "client").await;
    let token = world.log_in(&world.here, "client").await;
    let actor = world.actor_of(&token).await;
    let change =
        async |old: &str, new: &str| services.change_password(&actor, old, new, &request()).await.unwrap();
    let sent = world.messenger.count();
    let cases = [
        (PASSWORD, "kort", PasswordChange::Weak(Weak::TooShort)),
        (PASSWORD, "wachtwoord123", PasswordChange::Weak(Weak::Common)),
        (PASSWORD, PASSWORD, PasswordChange::Same),
        ("verkeerd", NEW, PasswordChange::WrongOld),
    ];
    for (old, new, answer) in cases {
        assert_eq!(change(old, new).await, answer, "{old} {new}");
    }
    world.actor_of(&other).await;
    assert_eq!(world.messenger.count(), sent);
    assert_eq!(change(PASSWORD, NEW).await, PasswordChange::Changed(Strength::Strong));
    let notice = world.messenger.last();
    assert_eq!((notice.channel, notice.to.as_str()), (Channel::Sms, "+31612345678"));
    assert!(!notice.body.contains(NEW) && !notice.body.contains("Mens"), "{}", notice.body);
    let state = world.state(&world.here, &other).await;
    assert!(matches!(state, SessionState::Over(SessionEnd::Elsewhere)), "{state:?}");
    world.actor_of(&token).await;
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Refused);
    assert!(matches!(world.sign_in("client", NEW).await, SignIn::CodeNeeded { .. }));
    let happened: Vec<Happened> =
        services.own_history(&actor, &request()).await.unwrap().iter().map(|line| line.happened).collect();
    assert_eq!(
        happened,
        [
            Happened::LogInRefused,
            Happened::PasswordChanged,
            Happened::LogInRefused,
            Happened::LoggedIn(SessionMethod::Password),
            Happened::LoggedIn(SessionMethod::Password)
        ]
    );
}

/// R77: an open session is no way to try passwords: wrong ones are counted like those of a log-in.
#[tokio::test]
async fn wrong_old_passwords_make_one_wait() {
    let world = World::new().await;
    let actor = world.actor("client").await;
    for _ in 0..6 {
        let answer = world.services.change_password(&actor, "verkeerd", NEW, &request()).await.unwrap();
        assert_eq!(answer, PasswordChange::WrongOld);
    }
    let before = world.services.passwords.verifications();
    let answer = world.services.change_password(&actor, PASSWORD, NEW, &request()).await.unwrap();
    assert_eq!(answer, PasswordChange::Wait { seconds: 2 });
    assert_eq!(world.services.passwords.verifications(), before);
    world.pass(SignedDuration::from_secs(2));
    let answer = world.services.change_password(&actor, PASSWORD, NEW, &request()).await.unwrap();
    assert_eq!(answer, PasswordChange::Changed(Strength::Strong));
}

/// R10: logging out everywhere ends this session too; one device is ended alone.
#[tokio::test]
async fn devices_are_listed_and_logged_out() {
    let world = World::new().await;
    let services = &world.services;
    let old = world.log_in(&world.here, "client").await;
    world.pass(SignedDuration::from_mins(20));
    let token = world.log_in(&world.here, "client").await;
    let actor = world.actor_of(&token).await;
    let account = services.own_account(&actor).await.unwrap();
    assert_eq!((account.sessions.len(), account.has_app), (2, false));
    let other = account.sessions.iter().find(|session| !session.current).unwrap().id;
    assert!(services.end_session(&actor, other, &request()).await.unwrap());
    assert!(matches!(world.state(&world.here, &old).await, SessionState::Over(SessionEnd::Elsewhere)));
    let third = world.log_in(&world.here, "client").await;
    world.pass(SignedDuration::from_mins(30));
    // What has run out is not shown, though nobody has ended it.
    assert!(services.own_account(&actor).await.unwrap().sessions.is_empty());
    let fresh = world.actor("client").await;
    services.sign_out_everywhere(&fresh, &request()).await.unwrap();
    for token in [&token, &third] {
        assert!(matches!(world.state(&world.here, token).await, SessionState::Over(_)));
    }
}

/// The secret that the setting-up page shows, read as an app reads it.
fn secret_of(app: &OwnApp) -> Secret {
    let OwnApp::Begun(setup) = app else { panic!("not begun") };
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let text: Vec<u8> = setup.secret.bytes().filter(|byte| *byte != b' ').collect();
    let bits = text.iter().flat_map(|sign| {
        let value = signs.iter().position(|one| one == sign).unwrap();
        (0..5).rev().map(move |place| (value >> place) & 1)
    });
    let bits: Vec<usize> = bits.collect();
    let bytes: Vec<u8> = bits
        .chunks(8)
        .map(|byte| u8::try_from(byte.iter().fold(0, |value, bit| value * 2 + bit)).unwrap())
        .collect();
    Secret::from_bytes(&bytes).unwrap()
}

async fn set_up(world: &World, actor: &Actor) -> (Secret, Vec<String>) {
    let services = &world.services;
    assert!(services.own_app(actor).await.unwrap() == OwnApp::None);
    services.begin_app(actor, &request()).await.unwrap();
    let secret = secret_of(&services.own_app(actor).await.unwrap());
    let code = secret.code(step_at(services.clock.now()) - 1);
    let AppAnswer::Done { codes } = services.confirm_app(actor, &code, &request()).await.unwrap() else {
        panic!("not confirmed")
    };
    (secret, codes)
}

/// R91: the app is asked for in place of an SMS; a code counts once, one step of drift each side.
#[tokio::test]
async fn an_app_takes_the_place_of_an_sms() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let actor = world.actor("client").await;
    let (secret, codes) = set_up(&world, &actor).await;
    assert_eq!(codes.len(), 10);
    let sent = world.messenger.count();
    let now = || step_at(services.clock.now());
    let token = world.step("client").await;
    assert_eq!(world.messenger.count(), sent, "no SMS");
    assert_eq!(services.resend_code(here, &token, &request()).await.unwrap(), NewCode::Ended);
    assert_eq!(world.give(&token, "12345").await, Code::NotSixDigits);
    assert_eq!(world.give(&token, &secret.code(now() - 1)).await, Code::Wrong { left: 2 }, "used to confirm");
    assert_eq!(world.give(&token, &secret.code(now() + 2)).await, Code::Wrong { left: 1 }, "two steps ahead");
    assert!(matches!(world.give(&token, &secret.code(now())).await, Code::SignedIn { .. }));
    let token = world.step("client").await;
    assert_eq!(world.give(&token, &secret.code(now())).await, Code::Wrong { left: 2 }, "replayed");
    assert!(matches!(world.give(&token, &secret.code(now() + 1)).await, Code::SignedIn { .. }));

    // Recovery codes: each once, whatever the capitals.
    let token = world.step("client").await;
    assert!(matches!(world.give(&token, &codes[0].to_uppercase()).await, Code::SignedIn { .. }));
    let token = world.step("client").await;
    assert_eq!(world.give(&token, &codes[0]).await, Code::Wrong { left: 2 });
    let OwnApp::On { codes_left, .. } = services.own_app(&actor).await.unwrap() else { panic!("not on") };
    assert_eq!(codes_left, 9);

    assert!(services.remove_app(&actor, "123", &request()).await.unwrap() == AppAnswer::NotACode);
    assert!(services.remove_app(&actor, &codes[0], &request()).await.unwrap() == AppAnswer::Wrong);
    let removed = services.remove_app(&actor, &codes[1], &request()).await.unwrap();
    assert!(removed == AppAnswer::Done { codes: Vec::new() });
    world.step("client").await;
    assert!(world.messenger.last().body.contains("is uw code"), "by SMS again");
}

/// R91: where the organisation leaves the choice, the password is enough until an app is set up;
/// staff follow a policy of their own.
#[tokio::test]
async fn where_people_choose_the_password_can_be_enough() {
    let world = World::new().await;
    let services = &world.services;
    let preset = Preset::Cliendo.policy();
    assert_eq!(
        (preset.second_factor, preset.staff_second_factor),
        (SecondFactor::Optional, SecondFactor::Sms)
    );
    let policy = Policy { second_factor: SecondFactor::Optional, ..Preset::Vivium.policy() };
    let here = services.store.set_policy(&world.here.operator, &policy).await.unwrap();
    let sign_in = async |user| services.sign_in(&here, user, PASSWORD, &request()).await.unwrap();
    let SignIn::SignedIn { token } = sign_in("client").await else { panic!("not logged in") };
    let actor = world.actor_of(&token).await;
    assert!(matches!(sign_in("nurse").await, SignIn::CodeNeeded { .. }));
    assert!(world.messenger.last().body.contains("is uw code"));
    set_up(&world, &actor).await;
    assert!(matches!(sign_in("client").await, SignIn::CodeNeeded { .. }));
    let wrong = services.sign_in(&here, "client", "verkeerd", &request()).await.unwrap();
    assert_eq!(wrong, SignIn::Refused);
    let policy = Policy { staff_second_factor: SecondFactor::Optional, ..policy };
    let here = services.store.set_policy(&world.here.operator, &policy).await.unwrap();
    let nurse = services.sign_in(&here, "nurse", PASSWORD, &request()).await.unwrap();
    assert!(matches!(nurse, SignIn::SignedIn { .. }));
}

fn report(name: &str) -> HelpText {
    HelpText { name: name.to_owned(), reach: "06 12345678".to_owned(), text: "iemand anders".to_owned() }
}

/// R11, R139: kept before it is confirmed, told by mail without content, once; the same whether or
/// not there is such an account; an address that asks too often waits.
#[tokio::test]
async fn requests_reach_the_desk() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let ask = async |kind, text: &HelpText, key: u128| {
        services.ask_help(here, kind, text, Uuid::from_u128(key), &request()).await.unwrap()
    };
    let Ask::Wrong(wrong) = ask(HelpKind::Misuse, &HelpText::default(), 1).await else { panic!() };
    let missing = Some(FieldWrong::Missing);
    assert_eq!((wrong.name, wrong.reach, wrong.text), (missing, missing, missing));
    let long = HelpText { text: "x".repeat(2001), ..report("client") };
    let Ask::Wrong(wrong) = ask(HelpKind::Misuse, &long, 1).await else { panic!() };
    assert_eq!((wrong.name, wrong.text), (None, Some(FieldWrong::TooLong)));
    let empty = HelpText { text: String::new(), ..report("client") };
    assert!(matches!(ask(HelpKind::Reopen, &empty, 2).await, Ask::Kept { .. }), "no text needed");
    assert_eq!(world.messenger.count(), 1);
    let known = ask(HelpKind::Misuse, &report("client"), 3).await;
    assert_eq!(known, ask(HelpKind::Misuse, &report("niemand"), 4).await);
    assert_eq!(known, ask(HelpKind::Misuse, &report("client"), 3).await, "sent twice");
    assert_eq!(world.messenger.count(), 3, "told once");
    let mail = world.messenger.last();
    assert_eq!((mail.channel, mail.to.as_str()), (Channel::Email, "help@example.org"));
    assert!(!mail.body.contains("iemand anders") && !mail.body.contains("niemand"), "{}", mail.body);
    let Ask::Kept { answer_by } = ask(HelpKind::Privacy, &report("Anna"), 5).await else { panic!() };
    assert_eq!(answer_by, jiff::civil::date(2026, 6, 1));
    assert_eq!(world.messenger.last().to, "privacy@example.org");
    for key in 6..23 {
        assert!(matches!(ask(HelpKind::Misuse, &report("a"), key).await, Ask::Kept { .. }), "{key}");
    }
    assert_eq!(ask(HelpKind::Misuse, &report("c"), 23).await, Ask::Wait { seconds: 2 });
    // Others, and log-ins from the same address, are not held up.
    let elsewhere =
        services.ask_help(here, HelpKind::Misuse, &report("d"), Uuid::nil(), &from("192.0.2.8")).await;
    assert!(matches!(elsewhere.unwrap(), Ask::Kept { .. }));
    world.step("client").await;
    // So that the next log-in gets a code of its own.
    world.pass(SignedDuration::from_secs(60));

    let admin = world.actor("admin").await;
    let requests = services.help_requests(&admin, &request()).await.unwrap();
    assert_eq!(requests.len(), 22);
    assert!(requests.windows(2).all(|pair| pair[0].made_at <= pair[1].made_at));
    assert!(services.close_help_request(&admin, requests[0].id, &request()).await.unwrap());
    for user in ["nurse", "client"] {
        let actor = world.actor(user).await;
        let refused = services.help_requests(&actor, &request()).await.err();
        assert!(matches!(refused, Some(Error::Refused(Refusal::RoleNotAllowed))), "{user}");
    }
}

/// R11: the number that is registered blocks; a stranger only makes the holder's telephone ring.
#[tokio::test]
async fn an_account_is_blocked_by_a_code_to_its_number() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let session = world.log_in(&world.here, "client").await;
    let sent = world.messenger.count();
    let ask = async |user: &str, address: &str| match services
        .ask_block_code(here, user, &from(address))
        .await
        .unwrap()
    {
        BlockAsk::Asked { token } => token,
        BlockAsk::Wait { seconds } => panic!("wait {seconds}"),
    };
    let nobody = ask("niemand", "192.0.2.1").await;
    let token = ask("client", "192.0.2.1").await;
    for _ in 0..1000 {
        if world.messenger.count() > sent {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(world.messenger.count(), sent + 1, "to the one who is there");
    let code = world.messenger.code();
    let give =
        async |token: &str, code: &str| services.block_own(here, token, code, &request()).await.unwrap();
    assert_eq!(give(&nobody, &code).await, BlockOwn::NotRight);
    assert_eq!(give(&token, "12").await, BlockOwn::NotSixDigits);
    assert_eq!(give(&token, world.messenger.wrong_code()).await, BlockOwn::NotRight);
    assert_eq!(world.give(&token, &code).await, Code::Ended, "it never logs in");
    world.actor_of(&session).await;
    assert_eq!(give(&token, &code).await, BlockOwn::Blocked);
    assert!(matches!(world.state(&world.here, &session).await, SessionState::Over(_)));
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Refused);
    // Asking again and again from everywhere makes one wait for that name, and keeps nobody out.
    for number in 0..6 {
        ask("nurse", &format!("198.51.100.{number}")).await;
    }
    let answer = services.ask_block_code(here, "nurse", &from("198.51.100.9")).await.unwrap();
    assert_eq!(answer, BlockAsk::Wait { seconds: 2 });
    world.step("nurse").await;
}

/// R11, R18, R47, R118: the help desk blocks at once, in an open session; opens what was closed.
#[tokio::test]
async fn the_help_desk_acts_at_once() {
    let world = World::new().await;
    let services = &world.services;
    let token = world.log_in(&world.here, "client").await;
    let client = world.actor_of(&token).await;
    let admin = world.actor("admin").await;
    let account = client.account();
    let act =
        async |actor: &Actor, act| services.account_act(actor, account, act, (None, ""), &request()).await;
    let refused = act(&client, AccountAct::Block).await.err();
    assert!(matches!(refused, Some(Error::Refused(Refusal::RoleNotAllowed))));
    assert!(act(&admin, AccountAct::Block).await.unwrap());
    assert!(matches!(world.state(&world.here, &token).await, SessionState::Over(_)));
    assert!(act(&admin, AccountAct::Unblock).await.unwrap());
    let client = world.actor("client").await;
    // Twice the same button is one closing, told once.
    for _ in 0..2 {
        assert_eq!(services.close_own_account(&client, &request()).await.unwrap(), ClosedOwn::Closed);
    }
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Refused);
    assert!(act(&admin, AccountAct::Reopen).await.unwrap());
    world.actor("client").await;
    let view = services.account_for_desk(&admin, "client", &request()).await.unwrap().unwrap();
    assert_eq!(view.past.len(), 4);
    assert!(services.account_for_desk(&admin, " ", &request()).await.unwrap().is_none());
}
