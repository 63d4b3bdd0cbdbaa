//! How long one stays logged in.

use inzage_domain::session::{Lifetime, SessionEnd};
use inzage_store::SessionState;
use jiff::SignedDuration;

use crate::world::{MOMENT, World};

/// R126: thirty minutes without a request end a session, not a microsecond earlier; whoever says
/// to be there still, stays.
#[tokio::test]
async fn a_session_that_rests_ends_at_thirty_minutes() {
    let world = World::new().await;
    let token = world.log_in(&world.here, "client").await;
    world.pass(SignedDuration::from_mins(25));
    let actor = world.actor_of(&token).await;
    assert_eq!(world.services.session_lifetime(&actor), Lifetime::Live { warn_in: 0, end_in: 300 });
    let answer = world.services.stay_signed_in(&actor).await.unwrap();
    assert_eq!(answer, Lifetime::Live { warn_in: 25 * 60, end_in: 30 * 60 });
    world.pass(SignedDuration::from_mins(30) - MOMENT);
    world.actor_of(&token).await;
    world.pass(MOMENT);
    for _ in 0..2 {
        let state = world.state(&world.here, &token).await;
        assert!(matches!(state, SessionState::Over(SessionEnd::Idle)), "{state:?}");
    }
}

/// R126: twelve hours after the log-in a session ends, whatever one does.
#[tokio::test]
async fn a_session_ends_at_twelve_hours() {
    let world = World::new().await;
    let token = world.log_in(&world.here, "nurse").await;
    for _ in 0..28 {
        world.pass(SignedDuration::from_mins(25));
        let actor = world.actor_of(&token).await;
        world.services.stay_signed_in(&actor).await.unwrap();
    }
    // 11 hours and 40 minutes have gone by.
    let actor = world.actor_of(&token).await;
    let answer = world.services.stay_signed_in(&actor).await.unwrap();
    assert_eq!(answer, Lifetime::Live { warn_in: 15 * 60, end_in: 20 * 60 });
    world.pass(SignedDuration::from_mins(20) - MOMENT);
    world.actor_of(&token).await;
    world.pass(MOMENT);
    let state = world.state(&world.here, &token).await;
    assert!(matches!(state, SessionState::Over(SessionEnd::Absolute)), "{state:?}");
}
