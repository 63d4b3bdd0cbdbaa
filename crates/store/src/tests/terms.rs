//! Terms: the gate, acceptance once for one key, new versions.

use futures_util::future::join_all;
use inzage_domain::{access::Refusal, policy::Preset, session::SessionEnd};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    on_both,
    world::{World, request},
};
use crate::{Accepted, NewTerms, SessionState, StoreError};

on_both! {
    /// R4, R30, R96: at first use and at each new version.
    nothing_is_shown_until_the_terms_are_accepted;
    /// R4: acceptance is kept with version and time, once for one key.
    the_same_key_twice_is_one_acceptance;
    acceptances_and_versions_never_change;
    /// R4: declining logs out.
    declining_ends_the_session;
    /// R50: accepted by logging in.
    some_organisations_accept_by_logging_in;
}

pub(super) fn terms(world: &World, label: &str, in_minutes: i64) -> NewTerms {
    NewTerms {
        document: "terms".into(),
        title_nl: "Gebruiksvoorwaarden".into(),
        title_en: "Terms of use".into(),
        label: label.into(),
        valid_from: world.store.now() + SignedDuration::from_mins(in_minutes),
        text_nl: "U gebruikt het portaal alleen voor uzelf.".into(),
        text_en: "You use the portal for yourself only.".into(),
        summary_nl: String::new(),
        summary_en: String::new(),
    }
}

fn key(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

async fn nothing_is_shown_until_the_terms_are_accepted(world: World) {
    let store = &world.store;
    let first = store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let second = store.publish_terms(&world.here.operator, &terms(&world, "tweede", 10)).await.unwrap();
    let (token, actor) = world.log_in(&world.here, world.here.client_account).await;
    assert!(actor.terms_outstanding());
    assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::TermsOutstanding);
    assert_eq!(store.own_records(&actor, &request()).await.unwrap().unwrap_err(), Refusal::TermsOutstanding);
    let labels = |versions: Vec<inzage_domain::terms::TermsVersion>| {
        versions.into_iter().map(|version| version.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(store.terms_in_force(&world.here.organisation).await.unwrap()), ["eerste"]);
    assert_eq!(labels(store.terms_outstanding(&actor).await.unwrap()), ["eerste"]);
    // Not yet in force, another organisation's, and one that does not exist.
    assert_eq!(
        store.accept_terms(&actor, &[second], key(1), &request()).await.unwrap(),
        Accepted::NotInForce
    );
    assert_eq!(
        store.accept_terms(&actor, &[first], key(1), &request()).await.unwrap(),
        Accepted::At(store.now())
    );
    assert!(store.terms_outstanding(&actor).await.unwrap().is_empty());
    assert!(world.may_read(&actor, world.here.client).await.is_ok());
    world.pass(SignedDuration::from_mins(10) - SignedDuration::from_micros(1));
    assert!(!world.actor(&world.here, &token).await.terms_outstanding());
    world.pass(SignedDuration::from_micros(1));
    assert!(world.actor(&world.here, &token).await.terms_outstanding());
    assert_eq!(labels(store.terms_outstanding(&actor).await.unwrap()), ["tweede"]);
    assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::TermsOutstanding);
}

async fn the_same_key_twice_is_one_acceptance(world: World) {
    let first = world.store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let (_, actor) = world.log_in(&world.here, world.here.client_account).await;
    let accepted_at = world.store.now();
    let at_once = join_all(
        (0..8).map(|_| world.store.accept_terms(&actor, std::slice::from_ref(&first), key(7), &REQUEST)),
    )
    .await;
    for outcome in at_once {
        assert_eq!(outcome.unwrap(), Accepted::At(accepted_at));
    }
    world.pass(SignedDuration::from_mins(3));
    assert_eq!(
        world.store.accept_terms(&actor, &[first], key(7), &request()).await.unwrap(),
        Accepted::At(accepted_at)
    );
    assert_eq!(world.store.accept_terms(&actor, &[], key(7), &request()).await.unwrap(), Accepted::KeyReused);
    assert_eq!(world.count("SELECT COUNT(*) FROM terms_acceptance").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line WHERE event = 'accept-terms'").await, 1);
}

static REQUEST: std::sync::LazyLock<crate::RequestContext> = std::sync::LazyLock::new(request);

async fn acceptances_and_versions_never_change(world: World) {
    let first = world.store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let (_, actor) = world.log_in(&world.here, world.here.client_account).await;
    world.store.accept_terms(&actor, &[first], key(1), &request()).await.unwrap();
    for sql in [
        "UPDATE terms_acceptance SET accepted_at = 0",
        "DELETE FROM terms_acceptance",
        "UPDATE terms_version SET text_nl = ''",
        "DELETE FROM terms_version",
    ] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
    let nul = NewTerms { text_nl: "a\0b".into(), ..terms(&world, "nul", 0) };
    assert!(matches!(world.store.publish_terms(&world.here.operator, &nul).await, Err(StoreError::Nul)));
}

async fn declining_ends_the_session(world: World) {
    world.store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let (token, actor) = world.log_in(&world.here, world.here.client_account).await;
    world.store.decline_terms(&actor, &request()).await.unwrap();
    let state = world.store.actor(&world.here.organisation, &token, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(SessionEnd::TermsDeclined)));
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line WHERE event = 'decline-terms'").await, 1);
}

async fn some_organisations_accept_by_logging_in(world: World) {
    world.store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let (token, before) = world.log_in(&world.here, world.here.client_account).await;
    assert!(before.terms_outstanding());
    let organisation = world.store.set_policy(&world.here.operator, &Preset::Caren.policy()).await.unwrap();
    assert_eq!(organisation.policy_version(), 2);
    // A session that runs follows the new policy at once, also with an old view of the organisation.
    let now = world.actor(&world.here, &token).await;
    assert_eq!((now.policy().preset, now.organisation().policy_version()), (Preset::Caren, 2));
    world.store.session_create(&organisation, world.here.client_account, None, &request()).await.unwrap();
    world.store.session_create(&organisation, world.here.client_account, None, &request()).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM terms_acceptance").await, 2);
}
