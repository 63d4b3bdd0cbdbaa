//! Logging in: name, password, code.

use std::sync::atomic::Ordering;

use inzage_domain::{
    access::{AccountState, ActingAs},
    session::SessionEnd,
};
use inzage_services::{
    password::Cost,
    sign_in::{Code, NewCode, SignIn},
};
use inzage_store::SessionState;
use jiff::SignedDuration;

use crate::world::{MOMENT, PASSWORD, SMALL, World, from, request};

/// R9, R101: user name, password, a code by SMS, and there is a session; until log-out.
#[tokio::test]
async fn a_password_and_a_code_begin_a_session() {
    let world = World::new().await;
    let token = world.step(" Client ").await;
    let message = world.messenger.last();
    assert_eq!(message.to, "+31612345678");
    assert!(message.body.contains("Zorg linde"), "{}", message.body);
    assert!(!message.body.contains("Mens"), "a name in an SMS");
    let code = world.messenger.code();
    let view = world.services.challenge(&world.here.organisation, &token).await.unwrap().unwrap();
    assert_eq!(view.mobile.unwrap().ending(), "78");

    let typed = format!("{} {}", &code[..3], &code[3..]);
    let Code::SignedIn { token: session } = world.give(&token, &typed).await else { panic!("not logged in") };
    let actor = world.actor_of(&session).await;
    assert_eq!((actor.acting(), actor.display_name()), (ActingAs::Personal, "Mens client"));
    assert_eq!(world.give(&token, &code).await, Code::Ended, "a code is used once");

    world.services.sign_out(&actor, &request()).await.unwrap();
    let state = world.state(&world.here, &session).await;
    assert!(matches!(state, SessionState::Over(SessionEnd::LoggedOut)), "{state:?}");
}

/// R9: nobody learns from an answer, or from the work that it took, what was wrong.
#[tokio::test]
async fn whatever_is_wrong_gets_the_same_answer_after_one_verification() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    for (user, state) in [("contact", AccountState::Blocked), ("other", AccountState::Closed)] {
        let account = here.account_of(services, user).await;
        services.store.set_account_state(&here.operator, account, state).await.unwrap();
    }
    here.account(services, "no-mobile", None).await;
    let cases = [
        ("nobody", PASSWORD),
        ("nobody", "wrong"),
        ("client", "wrong"),
        ("client", ""),
        ("contact", PASSWORD),
        ("contact", "wrong"),
        ("other", PASSWORD),
        ("no-mobile", PASSWORD),
        ("", ""),
    ];
    for (number, (user, password)) in cases.iter().enumerate() {
        let before = services.passwords.verifications();
        let context = from(&format!("192.0.2.{number}"));
        let answer = services.sign_in(&here.organisation, user, password, &context).await.unwrap();
        assert_eq!(answer, SignIn::Refused, "{user} {password}");
        assert_eq!(services.passwords.verifications(), before + 1, "{user} {password}");
    }
    assert_eq!(world.messenger.count(), 0);
    let before = services.passwords.verifications();
    world.step("client").await;
    assert_eq!(services.passwords.verifications(), before + 1, "the right password");
}

/// R9, R101: a code works for ten minutes, not a microsecond longer.
#[tokio::test]
async fn a_code_ends_at_ten_minutes() {
    let world = World::new().await;
    let token = world.step("client").await;
    world.pass(SignedDuration::from_mins(10) - MOMENT);
    assert!(matches!(world.give(&token, &world.messenger.code()).await, Code::SignedIn { .. }));

    let token = world.step("client").await;
    let code = world.messenger.code();
    world.pass(SignedDuration::from_mins(10));
    assert_eq!(world.give(&token, &code).await, Code::Expired);
    // A new one for the same attempt works.
    let here = &world.here.organisation;
    assert_eq!(world.services.resend_code(here, &token, &request()).await.unwrap(), NewCode::Sent);
    assert!(matches!(world.give(&token, &world.messenger.code()).await, Code::SignedIn { .. }));
}

/// R9, R101: three tries; what is not six digits is none.
#[tokio::test]
async fn a_code_may_be_tried_three_times() {
    let world = World::new().await;
    let token = world.step("client").await;
    let (code, wrong) = (world.messenger.code(), world.messenger.wrong_code());
    for typed in ["", "12345", "1234567", "12345a"] {
        assert_eq!(world.give(&token, typed).await, Code::NotSixDigits, "{typed}");
    }
    assert_eq!(world.give(&token, wrong).await, Code::Wrong { left: 2 });
    assert_eq!(world.give(&token, wrong).await, Code::Wrong { left: 1 });
    assert_eq!(world.give(&token, wrong).await, Code::Ended);
    assert_eq!(world.give(&token, &code).await, Code::Ended, "the right code, too late");
    assert_eq!(world.give("", &code).await, Code::Ended);
}

/// R9, R101: a new code after a minute, and the old one ends.
#[tokio::test]
async fn a_new_code_ends_the_old_one() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    let token = world.step("client").await;
    let old = world.messenger.code();
    let resend = async || services.resend_code(here, &token, &request()).await.unwrap();
    assert_eq!(resend().await, NewCode::TooSoon { seconds: 60 });
    world.pass(SignedDuration::from_secs(60) - MOMENT);
    assert_eq!(resend().await, NewCode::TooSoon { seconds: 1 });
    assert_eq!(world.messenger.count(), 1);
    world.pass(MOMENT);
    assert_eq!(resend().await, NewCode::Sent);
    assert_eq!(world.messenger.count(), 2);
    let new = world.messenger.code();
    assert_ne!(old, new);
    assert_eq!(world.give(&token, &old).await, Code::Wrong { left: 2 });
    assert!(matches!(world.give(&token, &new).await, Code::SignedIn { .. }));
    assert_eq!(resend().await, NewCode::Ended);
}

/// A second attempt of the same account ends the first, and no attempt counts elsewhere.
#[tokio::test]
async fn an_attempt_is_for_one_account_at_one_organisation() {
    let world = World::new().await;
    let (services, there) = (&world.services, &world.there.organisation);
    let first = world.step("client").await;
    let first_code = world.messenger.code();
    let second = world.step("client").await;
    let code = world.messenger.code();
    assert_eq!(world.give(&first, &first_code).await, Code::Ended);
    let answer = services.check_code(there, &second, &code, None, &request()).await.unwrap();
    assert_eq!(answer, Code::Ended, "another organisation");
    let Code::SignedIn { token } = world.give(&second, &code).await else { panic!("not logged in") };
    assert!(matches!(world.state(&world.there, &token).await, SessionState::Unknown));

    // The session that this browser had ends when it gets another.
    let third = world.step("nurse").await;
    let code = world.messenger.code();
    services.check_code(&world.here.organisation, &third, &code, Some(&token), &request()).await.unwrap();
    let state = world.state(&world.here, &token).await;
    assert!(matches!(state, SessionState::Over(SessionEnd::Rotated)), "{state:?}");
}

/// R9: the right password on five devices sends a code to each; after that one code a minute.
#[tokio::test]
async fn the_password_again_and_again_does_not_send_without_end() {
    let world = World::new().await;
    for sent in 1..=5 {
        world.step("client").await;
        assert_eq!(world.messenger.count(), sent);
    }
    let (first, code) = (world.step("client").await, world.messenger.code());
    assert_eq!(world.messenger.count(), 5, "sent again");
    world.pass(SignedDuration::from_secs(60) - MOMENT);
    let second = world.step("client").await;
    assert_eq!(world.messenger.count(), 5, "sent again within the minute");
    assert_eq!(world.give(&first, &code).await, Code::Ended, "the browser before");
    world.pass(MOMENT);
    let third = world.step("client").await;
    assert_eq!(world.messenger.count(), 6, "a minute has gone by");
    assert_eq!(world.give(&second, &code).await, Code::Ended);
    assert!(matches!(world.give(&third, &world.messenger.code()).await, Code::SignedIn { .. }));
}

/// An account that is blocked between password and code gets no session.
#[tokio::test]
async fn who_is_blocked_between_the_steps_stays_out() {
    let world = World::new().await;
    let token = world.step("client").await;
    let account = world.here.account_of(&world.services, "client").await;
    let store = &world.services.store;
    store.set_account_state(&world.here.operator, account, AccountState::Blocked).await.unwrap();
    assert_eq!(world.give(&token, &world.messenger.code()).await, Code::Ended);
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Refused);
}

/// A gateway that is down loses nothing: the next try works.
#[tokio::test]
async fn a_code_that_cannot_be_sent_is_told_and_a_later_try_works() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here.organisation);
    world.messenger.is_down.store(true, Ordering::Relaxed);
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::NotSent);
    world.messenger.is_down.store(false, Ordering::Relaxed);
    let token = world.step("client").await;
    assert_eq!(world.messenger.count(), 1);

    world.messenger.is_down.store(true, Ordering::Relaxed);
    world.pass(SignedDuration::from_secs(60));
    assert_eq!(services.resend_code(here, &token, &request()).await.unwrap(), NewCode::NotSent);
    world.messenger.is_down.store(false, Ordering::Relaxed);
    world.pass(SignedDuration::from_secs(60));
    assert_eq!(services.resend_code(here, &token, &request()).await.unwrap(), NewCode::Sent);
    assert!(matches!(world.give(&token, &world.messenger.code()).await, Code::SignedIn { .. }));
}

/// R9: when the cost of a hash is changed, the next right password is kept under the new cost.
#[tokio::test]
async fn a_right_password_is_hashed_anew_when_the_cost_has_changed() {
    let world = World::new().await;
    let here = &world.here.organisation;
    let kept =
        async || world.services.store.find_credentials(here, "client").await.unwrap().unwrap().password_hash;
    let dearer = world.another(Cost { passes: 2, ..SMALL }).await;
    let old = kept().await;
    assert!(old.contains("t=1"), "{old}");
    assert_eq!(dearer.sign_in(here, "client", "wrong", &request()).await.unwrap(), SignIn::Refused);
    assert_eq!(kept().await, old, "a wrong password changes nothing");
    for _ in 0..2 {
        let before = dearer.passwords.verifications();
        let answer = dearer.sign_in(here, "client", PASSWORD, &request()).await.unwrap();
        assert!(matches!(answer, SignIn::CodeNeeded { .. }), "{answer:?}");
        assert_eq!(dearer.passwords.verifications(), before + 1);
        assert!(kept().await.contains("t=2"), "{}", kept().await);
    }
    dearer.store.close().await.unwrap();
}
