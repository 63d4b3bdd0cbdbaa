//! Terms of use stand before everything.

use inzage_domain::{TermsVersionId, access::Refusal, session::SessionEnd};
use inzage_services::{Error, terms::Acceptance};
use inzage_store::{Actor, NewTerms, SessionState};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::world::{MOMENT, World, request};

impl World {
    async fn publish(&self, label: &str, in_minutes: i64) -> TermsVersionId {
        let new = NewTerms {
            document: "terms".to_owned(),
            title_nl: "Gebruiksvoorwaarden".to_owned(),
            title_en: "Terms of use".to_owned(),
            label: label.to_owned(),
            valid_from: self.services.clock.now() + SignedDuration::from_mins(in_minutes),
            text_nl: "U gebruikt het portaal alleen voor uzelf.".to_owned(),
            text_en: "You use the portal for yourself only.".to_owned(),
            summary_nl: String::new(),
            summary_en: String::new(),
        };
        self.services.store.publish_terms(&self.here.operator, &new).await.unwrap()
    }

    async fn outstanding(&self, actor: &Actor) -> Vec<String> {
        let versions = self.services.terms_outstanding(actor).await.unwrap();
        versions.into_iter().map(|version| version.label).collect()
    }

    async fn accept(&self, actor: &Actor, versions: &[TermsVersionId], key: u128) -> Acceptance {
        self.services.accept_terms(actor, versions, Uuid::from_u128(key), &request()).await.unwrap()
    }
}

/// R4, R96: nothing opens before the terms are accepted; the same form twice is one acceptance.
#[tokio::test]
async fn terms_are_accepted_once_and_open_the_record() {
    let world = World::new().await;
    let version = world.publish("een", 0).await;
    let actor = world.actor("client").await;
    assert_eq!(world.outstanding(&actor).await, ["een"]);
    let refused = world.services.record_start(&actor, world.here.client, &request()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TermsOutstanding))));
    let refused = world.services.own_records(&actor, &request()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TermsOutstanding))));

    let before = world.lines().await;
    for _ in 0..3 {
        assert_eq!(world.accept(&actor, &[version], 1).await, Acceptance::Accepted);
    }
    assert_eq!(world.lines().await, before + 1, "one acceptance, one line");
    assert!(world.outstanding(&actor).await.is_empty());
    assert!(world.services.record_start(&actor, world.here.client, &request()).await.is_ok());
    assert!(!world.actor("client").await.terms_outstanding(), "asked again at the next log-in");
    assert!(world.actor("contact").await.terms_outstanding(), "one accepts for oneself only");
}

/// R4: what is not in force is not accepted: not yet, not any more, nobody's, nothing at all.
#[tokio::test]
async fn only_the_version_in_force_is_accepted() {
    let world = World::new().await;
    let old = world.publish("oud", -10).await;
    let version = world.publish("nieuw", 0).await;
    let later = world.publish("later", 10).await;
    let actor = world.actor("client").await;
    let nobodys = TermsVersionId::from_uuid(Uuid::from_u128(7));
    for versions in [&[old][..], &[later][..], &[nobodys][..], &[version, old][..], &[]] {
        assert_eq!(world.accept(&actor, versions, 1).await, Acceptance::NotInForce, "{versions:?}");
    }
    assert_eq!(world.outstanding(&actor).await, ["nieuw"]);
    // The key was not used up by what was not accepted.
    assert_eq!(world.accept(&actor, &[version], 1).await, Acceptance::Accepted);
    assert!(world.outstanding(&actor).await.is_empty());
}

/// R30, R96: a new version asks again, from its instant on.
#[tokio::test]
async fn a_new_version_asks_again_at_its_instant() {
    let world = World::new().await;
    let first = world.publish("een", 0).await;
    let second = world.publish("twee", 20).await;
    let actor = world.actor("client").await;
    assert_eq!(world.accept(&actor, &[first], 1).await, Acceptance::Accepted);
    world.pass(SignedDuration::from_mins(20) - MOMENT);
    assert!(world.outstanding(&actor).await.is_empty());
    world.pass(MOMENT);
    assert_eq!(world.outstanding(&actor).await, ["twee"]);
    let refused = world.services.record_start(&actor, world.here.client, &request()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TermsOutstanding))));
    // The form of the first version, sent late.
    assert_eq!(world.accept(&actor, &[first], 2).await, Acceptance::NotInForce);
    assert_eq!(world.accept(&actor, &[second], 3).await, Acceptance::Accepted);
    assert!(world.services.record_start(&actor, world.here.client, &request()).await.is_ok());
}

/// R4: who declines is logged out, and is asked again next time.
#[tokio::test]
async fn declining_ends_the_session() {
    let world = World::new().await;
    world.publish("een", 0).await;
    let token = world.log_in(&world.here, "client").await;
    let actor = world.actor_of(&token).await;
    world.services.decline_terms(&actor, &request()).await.unwrap();
    let state = world.state(&world.here, &token).await;
    assert!(matches!(state, SessionState::Over(SessionEnd::TermsDeclined)), "{state:?}");
    assert!(world.actor("client").await.terms_outstanding());
}
