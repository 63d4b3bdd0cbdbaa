//! Logging in: credentials, back-off, codes, sessions, refused forms, figures of use.

use inzage_domain::{
    access::{AccountState, ActingAs, ReadOrganisation},
    log::EventAction,
    session::{Lifetime, SessionEnd},
};
use jiff::{SignedDuration, civil::date};

use super::{
    on_both,
    world::{World, request},
};
use crate::{ChallengeOutcome, Resend, SessionState, Subject};

on_both! {
    credentials_are_found_whatever_the_capitals;
    failures_are_counted_by_name_and_address_and_survive_a_restart;
    /// R9, R101: six digits, three tries, ten minutes.
    a_code_may_be_tried_three_times;
    /// R9, R101: ten minutes is too late.
    a_code_ends_after_ten_minutes;
    /// R9, R101: a new code after sixty seconds, and the old one ends.
    a_new_code_may_be_asked_for_after_a_minute;
    a_code_is_used_once;
    /// R126: idle and absolute end.
    a_session_ends_by_idleness_and_by_age;
    a_session_is_rotated_listed_and_ended;
    a_blocked_account_gets_no_session;
    /// R23, R97: each log-in is registered and counted.
    each_log_in_is_registered;
    a_refused_form_is_shown_once_and_only_to_its_sender;
    a_password_hash_can_be_renewed;
}

async fn credentials_are_found_whatever_the_capitals(world: World) {
    let found = world.store.find_credentials(&world.here.organisation, " Client ").await.unwrap().unwrap();
    assert_eq!(
        (found.account, found.state, found.is_employee),
        (world.here.client_account, AccountState::Active, false)
    );
    assert_eq!(found.mobile.unwrap().international(), "+31612345678");
    let nurse = world.store.find_credentials(&world.here.organisation, "nurse").await.unwrap().unwrap();
    assert!(nurse.is_employee);
    assert!(world.store.find_credentials(&world.here.organisation, "nobody").await.unwrap().is_none());
}

async fn failures_are_counted_by_name_and_address_and_survive_a_restart(world: World) {
    let name = [Subject::Account("client".into())];
    let both = [Subject::Account("client".into()), Subject::Address("192.0.2.7".into())];
    let here = &world.here.organisation;
    for failures in 1..=5 {
        let throttled = world.store.log_in_refused(here, None, &both, "password", &request()).await.unwrap();
        assert_eq!(throttled.failures, failures);
        assert_eq!(world.store.throttle(here, &both).await.unwrap(), None);
    }
    let throttled = world.store.log_in_refused(here, None, &both, "password", &request()).await.unwrap();
    assert_eq!(throttled.blocked_until, world.store.now() + SignedDuration::from_secs(2));
    let restarted = world.another().await;
    assert_eq!(restarted.throttle(here, &name).await.unwrap(), Some(throttled.blocked_until));
    assert_eq!(restarted.throttle(here, &both[1..]).await.unwrap(), None, "an address has more");
    restarted.close().await.unwrap();
    world.pass(SignedDuration::from_secs(2));
    assert_eq!(world.store.throttle(here, &both).await.unwrap(), None);
    world.store.throttle_clear(here, &name).await.unwrap();
    assert_eq!(
        world.store.log_in_refused(here, None, &name, "password", &request()).await.unwrap().failures,
        1
    );
    assert_eq!(
        world.store.log_in_refused(here, None, &both[1..], "password", &request()).await.unwrap().failures,
        7
    );
    world.pass(SignedDuration::from_hours(24));
    assert_eq!(
        world.store.log_in_refused(here, None, &both, "password", &request()).await.unwrap().failures,
        1
    );
}

async fn challenge(world: &World) -> String {
    let here = &world.here;
    let (organisation, account) = (&here.organisation, here.client_account);
    let begun = world.store.challenge_create(organisation, account, "123456", &request()).await.unwrap();
    begun.token().to_owned()
}

async fn try_code(world: &World, token: &str, code: &str) -> ChallengeOutcome {
    world.store.challenge_check(&world.here.organisation, token, code, &request()).await.unwrap()
}

async fn a_code_may_be_tried_three_times(world: World) {
    let account = world.here.client_account;
    let token = challenge(&world).await;
    let outcomes = [
        try_code(&world, &token, "000000").await,
        try_code(&world, &token, "000001").await,
        try_code(&world, &token, "000002").await,
        try_code(&world, &token, "123456").await,
    ];
    let wrong = |left| ChallengeOutcome::Wrong { account, left };
    assert_eq!(outcomes, [wrong(2), wrong(1), wrong(0), ChallengeOutcome::UsedUp]);
    let token = challenge(&world).await;
    try_code(&world, &token, "000000").await;
    try_code(&world, &token, "000000").await;
    assert_eq!(try_code(&world, &token, "123456").await, ChallengeOutcome::Right { account });
    assert_eq!(try_code(&world, "not a token", "123456").await, ChallengeOutcome::Ended);
    assert_eq!(try_code(&world, &"0".repeat(64), "123456").await, ChallengeOutcome::Ended);
}

async fn a_code_ends_after_ten_minutes(world: World) {
    let (early, late) = (challenge(&world).await, ());
    world.pass(SignedDuration::from_mins(10) - SignedDuration::from_micros(1));
    assert!(matches!(try_code(&world, &early, "123456").await, ChallengeOutcome::Right { .. }));
    let token = challenge(&world).await;
    world.pass(SignedDuration::from_mins(10));
    assert_eq!((try_code(&world, &token, "123456").await, late), (ChallengeOutcome::Expired, ()));
}

async fn a_new_code_may_be_asked_for_after_a_minute(world: World) {
    let here = &world.here.organisation;
    let token = challenge(&world).await;
    let sent_at = world.store.now();
    world.pass(SignedDuration::from_secs(60) - SignedDuration::from_micros(1));
    let early = world.store.challenge_resend(here, &token, "654321", &request()).await.unwrap();
    assert_eq!(early, Resend::TooSoon { at: sent_at + SignedDuration::from_secs(60) });
    world.pass(SignedDuration::from_micros(1));
    let sent = world.store.challenge_resend(here, &token, "654321", &request()).await.unwrap();
    assert!(matches!(sent, Resend::Sent { mobile: Some(_), .. }));
    assert!(matches!(try_code(&world, &token, "123456").await, ChallengeOutcome::Wrong { left: 2, .. }));
    let view = world.store.challenge(here, &token).await.unwrap().unwrap();
    assert_eq!((view.code.tries, view.mobile.unwrap().ending().to_owned()), (1, "78".to_owned()));
    assert!(matches!(try_code(&world, &token, "654321").await, ChallengeOutcome::Right { .. }));
    // Five codes for one password, not more.
    let token = challenge(&world).await;
    for _ in 0..4 {
        world.pass(SignedDuration::from_secs(60));
        assert!(matches!(
            world.store.challenge_resend(here, &token, "1", &request()).await.unwrap(),
            Resend::Sent { .. }
        ));
    }
    world.pass(SignedDuration::from_secs(60));
    assert_eq!(world.store.challenge_resend(here, &token, "1", &request()).await.unwrap(), Resend::Ended);
}

async fn a_code_is_used_once(world: World) {
    let old = challenge(&world).await;
    let token = challenge(&world).await;
    assert_eq!(try_code(&world, &old, "123456").await, ChallengeOutcome::Ended);
    assert!(matches!(try_code(&world, &token, "123456").await, ChallengeOutcome::Right { .. }));
    assert_eq!(try_code(&world, &token, "123456").await, ChallengeOutcome::Ended);
    assert_eq!(world.store.challenge(&world.here.organisation, &token).await.unwrap(), None);
}

async fn a_session_ends_by_idleness_and_by_age(world: World) {
    let (token, actor) = world.log_in(&world.here, world.here.client_account).await;
    let log_outs = "SELECT COUNT(*) FROM log_line WHERE event = 'log-out'";
    world.store.session_stay(&actor).await.unwrap();
    world.pass(SignedDuration::from_mins(29));
    world.store.session_stay(&actor).await.unwrap();
    world.pass(SignedDuration::from_mins(30) - SignedDuration::from_micros(1));
    let actor = world.actor(&world.here, &token).await;
    assert_eq!(actor.lifetime(world.store.now()), Lifetime::Live { warn_in: 0, end_in: 0 });
    world.pass(SignedDuration::from_micros(1));
    for _ in 0..2 {
        let state = world.store.actor(&world.here.organisation, &token, &request()).await.unwrap();
        assert!(matches!(state, SessionState::Over(SessionEnd::Idle)), "{state:?}");
        assert_eq!(world.count(log_outs).await, 1);
    }
    let (token, mut actor) = world.log_in(&world.here, world.here.client_account).await;
    for _ in 0..47 {
        world.pass(SignedDuration::from_mins(15));
        world.store.session_stay(&actor).await.unwrap();
        actor = world.actor(&world.here, &token).await;
    }
    world.pass(SignedDuration::from_mins(15));
    let state = world.store.actor(&world.here.organisation, &token, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(SessionEnd::Absolute)), "{state:?}");
}

async fn a_session_is_rotated_listed_and_ended(world: World) {
    let (first, _) = world.log_in(&world.here, world.here.client_account).await;
    let second = world
        .store
        .session_create(&world.here.organisation, world.here.client_account, Some(&first), &request())
        .await
        .unwrap()
        .unwrap();
    let old = world.store.actor(&world.here.organisation, &first, &request()).await.unwrap();
    assert!(matches!(old, SessionState::Over(SessionEnd::Rotated)));
    let (_, third) = world.log_in(&world.here, world.here.client_account).await;
    let sessions = world.store.sessions(&third).await.unwrap();
    assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
    assert_eq!((sessions.len(), sessions[0].user_agent.as_str()), (2, "Testbrowser/1"));
    assert_eq!(world.store.session_end_all(&third, &request()).await.unwrap(), 2);
    let over = world.store.actor(&world.here.organisation, &second, &request()).await.unwrap();
    assert!(matches!(over, SessionState::Over(SessionEnd::Elsewhere)));
    assert!(world.store.sessions(&third).await.unwrap().is_empty());
}

async fn a_blocked_account_gets_no_session(world: World) {
    world
        .store
        .set_account_state(&world.here.operator, world.here.client_account, AccountState::Blocked)
        .await
        .unwrap();
    let token = world
        .store
        .session_create(&world.here.organisation, world.here.client_account, None, &request())
        .await
        .unwrap();
    assert_eq!(token, None);
    world
        .store
        .set_account_state(&world.here.operator, world.here.client_account, AccountState::Active)
        .await
        .unwrap();
    let (_, actor) = world.log_in(&world.here, world.here.client_account).await;
    assert_eq!(
        (actor.acting(), actor.display_name(), actor.person()),
        (ActingAs::Personal, "Mens client", world.here.client_person)
    );
}

async fn each_log_in_is_registered(world: World) {
    let lines = "SELECT COUNT(*) FROM log_line WHERE event = 'log-in' AND outcome = '1'";
    let before = world.count(lines).await;
    for account in [world.here.client_account, world.here.client_account, world.here.nurse_account] {
        world.log_in(&world.here, account).await;
    }
    world.log_in(&world.there, world.there.client_account).await;
    assert_eq!(world.count(lines).await, before + 4);
    let (_, admin) = world.log_in(&world.here, world.here.admin_account).await;
    let permit = world.store.permit::<ReadOrganisation>(&admin, None, &request()).await.unwrap().unwrap();
    let days = world.store.log_in_statistics(&permit, date(2026, 5, 1), date(2026, 5, 1)).await.unwrap();
    let figures: Vec<_> = days.iter().map(|day| (day.capacity.as_str(), day.logins)).collect();
    assert_eq!(figures, [("admin", 1), ("nurse", 1), ("personal", 2)]);
    assert!(
        world.store.log_in_statistics(&permit, date(2026, 5, 2), date(2026, 5, 9)).await.unwrap().is_empty()
    );
}

async fn a_refused_form_is_shown_once_and_only_to_its_sender(world: World) {
    let here = &world.here.organisation;
    let id = world.store.flash_put(here, b"holder", b"what was typed").await.unwrap();
    assert_eq!(world.store.flash_take(here, b"somebody else", id).await.unwrap(), None);
    assert_eq!(world.store.flash_take(&world.there.organisation, b"holder", id).await.unwrap(), None);
    assert_eq!(world.store.flash_take(here, b"holder", id).await.unwrap().unwrap(), b"what was typed");
    assert_eq!(world.store.flash_take(here, b"holder", id).await.unwrap(), None);
    let id = world.store.flash_put(here, b"holder", b"old").await.unwrap();
    world.pass(SignedDuration::from_mins(10));
    assert_eq!(world.store.flash_take(here, b"holder", id).await.unwrap(), None);
    world.store.tidy().await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM flash").await, 0);
}

async fn a_password_hash_can_be_renewed(world: World) {
    let here = &world.here.organisation;
    world
        .store
        .update_password_hash(here, world.here.client_account, "$argon2id$new", &request())
        .await
        .unwrap();
    let found = world.store.find_credentials(here, "client").await.unwrap().unwrap();
    assert_eq!(found.password_hash, "$argon2id$new");
    assert_eq!(EventAction::Update.key(), "U");
}
