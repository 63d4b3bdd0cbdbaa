//! The own account and the help desk: sessions, history, password, app, requests, blocking.

use inzage_domain::{
    access::{AccountState, HelpDesk, ReadRecord, Refusal},
    help::{AccountAct, Ground, HelpKind, HelpText},
    log::EventCode,
    totp::{Secret, step_at},
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    on_both,
    world::{World, request},
};
use crate::*;

on_both! {
    /// R10: one session, ended from another.
    a_session_is_ended_from_another_place;
    /// R10: the own lines and nobody else's; reading leaves a line.
    the_own_history_is_the_own_one;
    /// R77: the others end; the hash must be the one that was checked.
    a_changed_password_ends_the_other_sessions;
    /// R91: begun, confirmed, asked for, removed.
    an_app_counts_when_it_is_confirmed;
    /// R91: a step and a recovery code count once.
    an_app_code_counts_once;
    /// R91: three tries, ten minutes; an SMS code is no app code.
    an_app_challenge_ends_like_any_other;
    /// R11: the registered number blocks; the code never logs in.
    an_account_is_blocked_by_its_holder;
    /// R11, R18, R49: the help desk, at once, with or without a reason.
    the_help_desk_blocks_and_opens;
    /// R11, R118, R139: kept once, sealed, oldest first.
    requests_are_kept_once_and_closed_once;
    /// R47: closed by its holder, opened by the desk; nothing is deleted.
    an_account_is_closed_by_its_holder;
}

async fn a_session_is_ended_from_another_place(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (first, _) = world.log_in(here, here.client_account).await;
    let (_, second) = world.log_in(here, here.client_account).await;
    let (nurse_token, nurse) = world.log_in(here, here.nurse_account).await;
    let sessions = store.sessions(&second).await.unwrap();
    let other = sessions.iter().find(|session| !session.current).unwrap().id;
    assert!(!store.session_end_one(&nurse, other, &request()).await.unwrap(), "somebody else's");
    assert!(store.session_end_one(&second, other, &request()).await.unwrap());
    assert!(!store.session_end_one(&second, other, &request()).await.unwrap(), "twice");
    let state = store.actor(&here.organisation, &first, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(inzage_domain::session::SessionEnd::Elsewhere)));
    assert_eq!(store.sessions(&second).await.unwrap().len(), 1);
    world.actor(here, &nurse_token).await;
}

async fn the_own_history_is_the_own_one(world: World) {
    let (store, here) = (&world.store, &world.here);
    let begin = store.now();
    store
        .log_in_refused(&here.organisation, Some(here.client_account), &[], "wrong-password", &request())
        .await
        .unwrap();
    world.log_in(here, here.nurse_account).await;
    world.pass(SignedDuration::from_secs(1));
    let (_, client) = world.log_in(here, here.client_account).await;
    world.may_read(&client, here.client).await.unwrap();
    let read = "SELECT COUNT(*) FROM log_line WHERE event = 'read-log'";
    let before = world.count(read).await;
    let lines = store.own_history(&client, begin, &request()).await.unwrap();
    assert_eq!(world.count(read).await, before + 1);
    let seen: Vec<_> = lines.iter().map(|line| (line.event, line.refused)).collect();
    assert_eq!(seen, [(EventCode::LogIn, false), (EventCode::LogIn, true)]);
    assert_eq!(lines[0].address, "192.0.2.7");
    let later = store.own_history(&client, store.now(), &request()).await.unwrap();
    assert_eq!(later.len(), 1, "only what came at that instant or later");
}

async fn a_changed_password_ends_the_other_sessions(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (other, _) = world.log_in(here, here.client_account).await;
    let (token, client) = world.log_in(here, here.client_account).await;
    let (nurse, _) = world.log_in(here, here.nurse_account).await;
    let code =
        store.challenge_create(&here.organisation, here.client_account, "123456", &request()).await.unwrap();
    let code = code.token().to_owned();
    let before = store.find_credentials(&here.organisation, "client").await.unwrap().unwrap().password_hash;
    assert!(!store.change_password(&client, "another", "$new", &request()).await.unwrap());
    world.actor(here, &other).await;
    assert!(store.change_password(&client, &before, "$new", &request()).await.unwrap());
    let kept = store.find_credentials(&here.organisation, "client").await.unwrap().unwrap();
    assert_eq!(kept.password_hash, "$new");
    let state = store.actor(&here.organisation, &other, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(_)));
    world.actor(here, &token).await;
    world.actor(here, &nurse).await;
    let outcome = store.challenge_check(&here.organisation, &code, "123456", &request()).await.unwrap();
    assert_eq!(outcome, ChallengeOutcome::Ended);
}

fn secret() -> Secret {
    Secret::from_bytes(b"12345678901234567890").unwrap()
}

/// Sets up the app of the client, at the step before this one.
async fn set_up(world: &World, recovery: &[&str]) -> Actor {
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    assert!(world.store.app_begin(&client, &secret(), &request()).await.unwrap());
    let code = secret().code(step_at(world.store.now()) - 1);
    let recovery: Vec<String> = recovery.iter().map(|code| (*code).to_owned()).collect();
    assert!(world.store.app_confirm(&client, &code, &recovery, &request()).await.unwrap());
    client
}

async fn an_app_counts_when_it_is_confirmed(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    assert_eq!(store.app_state(&client).await.unwrap(), AppState::None);
    assert!(!store.app_confirm(&client, "123456", &[], &request()).await.unwrap());
    assert!(store.app_begin(&client, &Secret::from_bytes(&[7; 20]).unwrap(), &request()).await.unwrap());
    assert!(store.app_begin(&client, &secret(), &request()).await.unwrap(), "begun anew");
    assert_eq!(store.app_state(&client).await.unwrap(), AppState::Begun);
    assert!(store.app_begun(&client).await.unwrap() == Some(secret()));
    assert!(!store.has_app(here, client.account()).await.unwrap());
    let code = secret().code(step_at(store.now()));
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert!(!store.app_confirm(&client, wrong, &[], &request()).await.unwrap());
    assert!(store.app_confirm(&client, &code, &["abcdefghjk".into()], &request()).await.unwrap());
    let state = store.app_state(&client).await.unwrap();
    assert_eq!(state, AppState::On { since: store.now(), codes_left: 1 });
    assert!(store.has_app(here, client.account()).await.unwrap());
    assert!(store.app_begun(&client).await.unwrap().is_none(), "never shown again");
    assert!(!store.app_begin(&client, &secret(), &request()).await.unwrap(), "one counts already");
    assert!(!store.app_confirm(&client, &code, &[], &request()).await.unwrap());

    assert!(!store.app_remove(&client, &AppCode::Code(code), &request()).await.unwrap(), "used");
    let next = AppCode::Code(secret().code(step_at(store.now()) + 1));
    assert!(store.app_remove(&client, &next, &request()).await.unwrap());
    assert_eq!(store.app_state(&client).await.unwrap(), AppState::None);
    assert_eq!(world.count("SELECT COUNT(*) FROM recovery_code").await, 0);
}

async fn an_app_code_counts_once(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let client = set_up(&world, &["abcdefghjk", "mnpqrstuvw"]).await;
    let account = client.account();
    let code = AppCode::Code(secret().code(step_at(store.now())));
    let try_it = async |code: &AppCode| {
        let token =
            store.challenge_without_code(here, account, ChallengeKind::App, &request()).await.unwrap();
        store.challenge_check_app(here, &token, code, &request()).await.unwrap()
    };
    assert_eq!(try_it(&code).await, ChallengeOutcome::Right { account });
    assert_eq!(try_it(&code).await, ChallengeOutcome::Wrong { account, left: 2 }, "replayed");
    let recovery = AppCode::Recovery("abcdefghjk".into());
    assert_eq!(try_it(&recovery).await, ChallengeOutcome::Right { account });
    assert_eq!(try_it(&recovery).await, ChallengeOutcome::Wrong { account, left: 2 }, "used");
    assert!(matches!(store.app_state(&client).await.unwrap(), AppState::On { codes_left: 1, .. }));
    // One that a command installed counts at once, also where the clock was set back.
    store.install_app(&world.here.operator, account, &secret()).await.unwrap();
    assert_eq!(try_it(&code).await, ChallengeOutcome::Right { account });
    world.pass(SignedDuration::from_secs(30));
    let next = AppCode::Code(secret().code(step_at(store.now())));
    assert_eq!(try_it(&next).await, ChallengeOutcome::Right { account });
}

async fn an_app_challenge_ends_like_any_other(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let account = set_up(&world, &[]).await.account();
    let token = store.challenge_without_code(here, account, ChallengeKind::App, &request()).await.unwrap();
    assert_eq!(store.challenge(here, &token).await.unwrap().unwrap().kind, ChallengeKind::App);
    assert_eq!(
        store.challenge_check(here, &token, "123456", &request()).await.unwrap(),
        ChallengeOutcome::UsedUp,
        "not by a code as of an SMS"
    );
    assert_eq!(store.challenge_resend(here, &token, "123456", &request()).await.unwrap(), Resend::Ended);
    let wrong = AppCode::Recovery("zzzzzzzzzz".into());
    for left in [2, 1, 0] {
        let outcome = store.challenge_check_app(here, &token, &wrong, &request()).await.unwrap();
        assert_eq!(outcome, ChallengeOutcome::Wrong { account, left });
    }
    let right = AppCode::Code(secret().code(step_at(store.now())));
    let outcome = store.challenge_check_app(here, &token, &right, &request()).await.unwrap();
    assert_eq!(outcome, ChallengeOutcome::UsedUp);
    let late = store.challenge_without_code(here, account, ChallengeKind::App, &request()).await.unwrap();
    world.pass(SignedDuration::from_mins(10));
    let right = AppCode::Code(secret().code(step_at(store.now())));
    let outcome = store.challenge_check_app(here, &late, &right, &request()).await.unwrap();
    assert_eq!(outcome, ChallengeOutcome::Expired);
    // A code by SMS is for a challenge by SMS.
    let sms = store.challenge_create(here, account, "123456", &request()).await.unwrap();
    let outcome = store.challenge_check_app(here, sms.token(), &right, &request()).await.unwrap();
    assert_eq!(outcome, ChallengeOutcome::Ended);
}

async fn an_account_is_blocked_by_its_holder(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let (session, _) = world.log_in(&world.here, world.here.client_account).await;
    let log_in = store.challenge_create(here, world.here.client_account, "123456", &request()).await.unwrap();
    let log_in = log_in.token().to_owned();
    let nobody = store.block_code(here, "nobody", "654321", &request()).await.unwrap();
    assert_eq!((nobody.mobile, nobody.token.len()), (None, 64));
    assert_eq!(store.block_with_code(here, &nobody.token, "654321", &request()).await.unwrap(), None);
    let asked = store.block_code(here, " Client", "654321", &request()).await.unwrap();
    assert!(asked.mobile.is_some());
    // Asking ends nobody's log-in, and the code opens nothing.
    assert!(store.challenge(here, &log_in).await.unwrap().is_some());
    assert_eq!(store.challenge(here, &asked.token).await.unwrap(), None);
    assert_eq!(
        store.challenge_check(here, &asked.token, "654321", &request()).await.unwrap(),
        ChallengeOutcome::Ended
    );
    for _ in 0..2 {
        assert_eq!(store.block_with_code(here, &asked.token, "000000", &request()).await.unwrap(), None);
    }
    world.actor(&world.here, &session).await;
    let blocked = store.block_with_code(here, &asked.token, "654321", &request()).await.unwrap();
    assert_eq!(blocked, Some(world.here.client_account));
    let state = store.actor(here, &session, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(_)));
    let found = store.find_credentials(here, "client").await.unwrap().unwrap();
    assert_eq!(found.state, AccountState::Blocked);
    assert_eq!(store.block_with_code(here, &asked.token, "654321", &request()).await.unwrap(), None, "twice");
    // Three wrong ones use a code up.
    let asked = store.block_code(here, "nurse", "654321", &request()).await.unwrap();
    for _ in 0..3 {
        store.block_with_code(here, &asked.token, "000000", &request()).await.unwrap();
    }
    assert_eq!(store.block_with_code(here, &asked.token, "654321", &request()).await.unwrap(), None);
    let late = store.block_code(here, "nurse", "654321", &request()).await.unwrap();
    world.pass(SignedDuration::from_mins(10));
    assert_eq!(store.block_with_code(here, &late.token, "654321", &request()).await.unwrap(), None);
}

async fn the_help_desk_blocks_and_opens(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (token, client) = world.log_in(here, here.client_account).await;
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    for actor in [&client, &nurse] {
        let refused = store.permit::<HelpDesk>(actor, None, &request()).await.unwrap().err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed));
    }
    let (_, admin) = world.log_in(here, here.admin_account).await;
    let permit = store.permit::<HelpDesk>(&admin, None, &request()).await.unwrap().unwrap();
    let act = async |account, act, ground, note: &str| {
        store.account_act(&permit, account, act, (ground, note), &request()).await.unwrap()
    };
    let client_account = here.client_account;
    assert!(!act(here.admin_account, AccountAct::Block, None, "").await, "not the own door");
    assert!(!act(client_account, AccountAct::Unblock, None, "").await, "it is not blocked");
    assert!(act(client_account, AccountAct::Warn, Some(Ground::BreakingPortal), "").await);
    world.actor(here, &token).await;
    assert!(act(client_account, AccountAct::Block, Some(Ground::StaffSafety), "gebeld om 9 uur").await);
    let refused = store.permit::<ReadRecord>(&client, Some(here.client), &request()).await.unwrap().err();
    assert_eq!(refused, Some(Refusal::SessionEnded));
    assert!(
        store.session_create(&here.organisation, client_account, None, &request()).await.unwrap().is_none()
    );
    assert!(act(client_account, AccountAct::Unblock, None, "").await);
    world.log_in(here, client_account).await;
    assert!(act(client_account, AccountAct::Close, None, "").await);
    assert!(!act(client_account, AccountAct::Block, None, "").await);
    assert!(act(client_account, AccountAct::Reopen, None, "").await);
    let view = store.account_for_desk(&permit, "CLIENT", &request()).await.unwrap().unwrap();
    assert_eq!((view.state, view.is_employee, view.has_app), (AccountState::Active, false, false));
    let acts: Vec<_> = view.past.iter().map(|past| past.act).rev().collect();
    assert_eq!(acts.len(), 5);
    let block = view.past.iter().find(|past| past.act == AccountAct::Block).unwrap();
    assert_eq!(
        (block.ground, block.note.as_str(), block.by_holder),
        (Some(Ground::StaffSafety), "gebeld om 9 uur", false)
    );
    let clear = "SELECT COUNT(*) FROM account_event WHERE sealed_note IS NOT NULL";
    assert_eq!(world.count(clear).await, 1);
    assert!(world.tamper("UPDATE account_event SET kind = 'warn'").await.is_err());
    assert!(world.tamper("DELETE FROM account_event").await.is_err());
}

async fn requests_are_kept_once_and_closed_once(world: World) {
    let (store, here) = (&world.store, &world.here);
    let text = |name: &str| HelpText { name: name.into(), reach: "06 1".into(), text: "hulp".into() };
    let ask = async |kind, name: &str, key| {
        store.ask_help(&here.organisation, kind, &text(name), Uuid::from_u128(key), &request()).await.unwrap()
    };
    let at = store.now();
    assert_eq!(ask(HelpKind::Misuse, "Client ", 1).await, Asked::Kept { at });
    world.pass(SignedDuration::from_secs(1));
    assert_eq!(ask(HelpKind::Misuse, "Client ", 1).await, Asked::Before { at });
    assert!(matches!(ask(HelpKind::Privacy, "iemand", 1).await, Asked::Kept { .. }), "other words");
    let (_, admin) = world.log_in(here, here.admin_account).await;
    let permit = store.permit::<HelpDesk>(&admin, None, &request()).await.unwrap().unwrap();
    let requests = store.help_requests(&permit).await.unwrap();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].text == text("Client "));
    let account = requests[0].account.clone().unwrap();
    assert_eq!(account, (here.client_account, AccountState::Active, "client".to_owned()));
    assert_eq!((requests[1].kind, requests[1].account.is_none()), (HelpKind::Privacy, true));
    assert!(store.close_help_request(&permit, requests[0].id, &request()).await.unwrap());
    assert!(!store.close_help_request(&permit, requests[0].id, &request()).await.unwrap());
    assert_eq!(store.help_requests(&permit).await.unwrap().len(), 1);
    let nul = HelpText { name: "a\0".into(), ..HelpText::default() };
    let refused = store.ask_help(&here.organisation, HelpKind::Misuse, &nul, Uuid::nil(), &request()).await;
    assert!(matches!(refused, Err(StoreError::Nul)));
    // The asking is counted for the address, apart from log-ins.
    let (asking, address) = (Subject::Asking("192.0.2.7".into()), Subject::Address("192.0.2.7".into()));
    for key in 10..28 {
        ask(HelpKind::Misuse, "x", key).await;
    }
    assert_eq!(store.throttle(&here.organisation, std::slice::from_ref(&asking)).await.unwrap(), None);
    ask(HelpKind::Misuse, "x", 28).await;
    assert!(store.throttle(&here.organisation, &[asking]).await.unwrap().is_some());
    assert_eq!(store.throttle(&here.organisation, &[address]).await.unwrap(), None);
}

async fn an_account_is_closed_by_its_holder(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (other, _) = world.log_in(here, here.client_account).await;
    let (_, client) = world.log_in(here, here.client_account).await;
    let rows = "SELECT (SELECT COUNT(*) FROM relation) + (SELECT COUNT(*) FROM account) + (SELECT COUNT(*) FROM person)";
    let before = world.count(rows).await;
    assert_eq!(store.close_own_account(&client, &request()).await.unwrap(), OwnClosing::Closed);
    assert_eq!(store.close_own_account(&client, &request()).await.unwrap(), OwnClosing::NotOpen);
    let state = store.actor(&here.organisation, &other, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(_)));
    assert_eq!(world.count(rows).await, before);
    let (_, admin) = world.log_in(here, here.admin_account).await;
    let permit = store.permit::<HelpDesk>(&admin, None, &request()).await.unwrap().unwrap();
    let view = store.account_for_desk(&permit, "client", &request()).await.unwrap().unwrap();
    assert_eq!((view.state, view.past[0].by_holder), (AccountState::Closed, true));
    let why = (None, "");
    let client = here.client_account;
    assert!(store.account_act(&permit, client, AccountAct::Reopen, why, &request()).await.unwrap());
    world.log_in(here, client).await;
}
