//! Who fails too often waits; also after a restart, and also with wrong codes.

use inzage_services::sign_in::{Code, NewCode, SignIn};
use jiff::SignedDuration;

use crate::world::{MOMENT, PASSWORD, SMALL, World, from, request};

/// R9, R127: after five failures a wait begins. It is kept, and ends at its second.
#[tokio::test]
async fn after_five_failures_everybody_waits_until_the_second() {
    let world = World::new().await;
    let here = &world.here.organisation;
    for _ in 0..6 {
        assert_eq!(world.sign_in("client", "wrong").await, SignIn::Refused);
    }
    let before = world.services.passwords.verifications();
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Wait { seconds: 2 });
    assert_eq!(world.services.passwords.verifications(), before, "who waits costs nothing");
    // The name waits wherever one comes from; others at the same address go on.
    let elsewhere = world.services.sign_in(here, " CLIENT", PASSWORD, &from("198.51.100.1")).await.unwrap();
    assert_eq!(elsewhere, SignIn::Wait { seconds: 2 });
    assert!(matches!(world.sign_in("nurse", PASSWORD).await, SignIn::CodeNeeded { .. }));
    let at_others =
        world.services.sign_in(&world.there.organisation, "client", PASSWORD, &request()).await.unwrap();
    assert!(matches!(at_others, SignIn::CodeNeeded { .. }), "another organisation waits too");

    let restarted = world.another(SMALL).await;
    let answer = restarted.sign_in(here, "client", PASSWORD, &request()).await.unwrap();
    assert_eq!(answer, SignIn::Wait { seconds: 2 }, "a restart forgets");
    restarted.store.close().await.unwrap();

    world.pass(SignedDuration::from_secs(2) - MOMENT);
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Wait { seconds: 1 });
    world.pass(MOMENT);
    assert!(matches!(world.sign_in("client", PASSWORD).await, SignIn::CodeNeeded { .. }));
}

/// R9: a care home has many people behind one address: its limit is higher than that of a name.
#[tokio::test]
async fn an_address_waits_after_fifty_failures() {
    let world = World::new().await;
    for number in 0..50 {
        assert_eq!(world.sign_in(&format!("somebody-{number}"), "wrong").await, SignIn::Refused);
    }
    assert!(matches!(world.sign_in("nurse", PASSWORD).await, SignIn::CodeNeeded { .. }));
    assert_eq!(world.sign_in("somebody-else", "wrong").await, SignIn::Refused);
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Wait { seconds: 2 });
    let elsewhere = from("198.51.100.1");
    let here = &world.here.organisation;
    let answer = world.services.sign_in(here, "client", PASSWORD, &elsewhere).await.unwrap();
    assert!(matches!(answer, SignIn::CodeNeeded { .. }));
}

/// R9: a name that does not exist waits like one that does, so that waiting tells nothing.
#[tokio::test]
async fn a_name_that_does_not_exist_waits_too() {
    let world = World::new().await;
    let here = &world.here.organisation;
    for (number, user) in [("1", "nobody"), ("2", "nurse")] {
        for failure in 0..6 {
            let context = from(&format!("198.51.100.{number}{failure}"));
            let answer = world.services.sign_in(here, user, "wrong", &context).await.unwrap();
            assert_eq!(answer, SignIn::Refused);
        }
        assert_eq!(world.sign_in(user, "wrong").await, SignIn::Wait { seconds: 2 }, "{user}");
    }
}

/// R9, R101: wrong codes are failures of the account: asking for new codes gives no tries without
/// end to somebody who has the password.
#[tokio::test]
async fn wrong_codes_count_as_failures() {
    let world = World::new().await;
    for _ in 0..2 {
        let token = world.step("client").await;
        let wrong = world.messenger.wrong_code();
        assert_eq!(world.give(&token, wrong).await, Code::Wrong { left: 2 });
        assert_eq!(world.give(&token, wrong).await, Code::Wrong { left: 1 });
        assert_eq!(world.give(&token, wrong).await, Code::Ended);
    }
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Wait { seconds: 2 });
    // Only this account: others behind the same address go on.
    let nurse = world.step("nurse").await;
    world.pass(SignedDuration::from_secs(60));
    let here = &world.here.organisation;
    assert_eq!(world.services.resend_code(here, &nurse, &request()).await.unwrap(), NewCode::Sent);
    assert!(matches!(world.give(&nurse, &world.messenger.code()).await, Code::SignedIn { .. }));
}

/// A completed log-in ends the count, so that a slip a day does not add up.
#[tokio::test]
async fn a_completed_log_in_ends_the_count_of_the_account() {
    let world = World::new().await;
    let here = &world.here.organisation;
    for day in 0..4 {
        for slip in 0..3 {
            let context = from(&format!("203.0.113.{day}{slip}"));
            let answer = world.services.sign_in(here, "client", "slip", &context).await.unwrap();
            assert_eq!(answer, SignIn::Refused);
        }
        world.log_in(&world.here, "client").await;
        world.pass(SignedDuration::from_hours(8));
    }
    // The password alone ends nothing.
    for number in 0..6 {
        let context = from(&format!("203.0.113.9{number}"));
        world.services.sign_in(here, "client", "wrong", &context).await.unwrap();
        if number == 2 {
            world.step("client").await;
        }
    }
    assert_eq!(world.sign_in("client", PASSWORD).await, SignIn::Wait { seconds: 2 });
}

/// R127: a clock that is set back keeps nobody out; one that goes on does.
#[tokio::test]
async fn a_clock_that_is_set_back_keeps_nobody_waiting() {
    let world = World::new().await;
    let day = SignedDuration::from_hours(24);
    world.pass(day);
    for _ in 0..6 {
        assert_eq!(world.sign_in("client", "verkeerd").await, SignIn::Refused);
    }
    assert!(matches!(world.sign_in("client", PASSWORD).await, SignIn::Wait { .. }));
    world.pass(-day);
    assert!(matches!(world.sign_in("client", PASSWORD).await, SignIn::CodeNeeded { .. }));
}
