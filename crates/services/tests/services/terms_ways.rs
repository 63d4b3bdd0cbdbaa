//! The four ways of accepting (contradiction F2), publishing, announcing, and the policy.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use inzage_domain::{
    AccountId, Language, TermsVersionId,
    access::Refusal,
    policy::{Acceptance, Policy, Preset, SecondFactor},
    policy_change::PolicyField,
};
use inzage_services::{
    Error, Services,
    notify::{Channel, Message, Messenger, Sending},
    policy::Change,
    terms::{
        TermsNotice,
        announce::Round,
        publish::{Fault, Field, Kept, Published, TermsForm},
    },
};
use inzage_store::{Actor, NewAccount, NewTerms, Organisation};
use jiff::{SignedDuration, ToSpan, civil::Date};
use uuid::Uuid;

use crate::world::{MOMENT, World, request};

impl World {
    async fn accept_by(&self, acceptance: Acceptance) -> Organisation {
        let policy = Policy { acceptance, ..Preset::Vivium.policy() };
        self.services.store.set_policy(&self.here.operator, &policy).await.unwrap()
    }

    async fn edition(&self, document: &str, label: &str, in_minutes: i64) -> TermsVersionId {
        let new = NewTerms {
            document: document.to_owned(),
            title_nl: "Gebruiksvoorwaarden".to_owned(),
            title_en: "Terms of use".to_owned(),
            label: label.to_owned(),
            valid_from: self.services.clock.now() + SignedDuration::from_mins(in_minutes),
            text_nl: format!("Dit is de tekst van {label}."),
            text_en: format!("This is the text of {label}."),
            summary_nl: format!("Nieuw in {label}."),
            summary_en: format!("New in {label}."),
        };
        self.services.store.publish_terms(&self.here.operator, &new).await.unwrap()
    }

    async fn notice(&self, actor: &Actor, page: bool) -> Option<(&'static str, String)> {
        let notice = self.services.terms_notice(actor, page, &request()).await.unwrap();
        notice.map(|notice| match notice {
            TermsNotice::Announced(version) => ("announced", version.label),
            TermsNotice::GoingOn(version) => ("going-on", version.label),
            TermsNotice::Used(version) => ("used", version.label),
        })
    }

    async fn accepted(&self, actor: &Actor) -> Vec<(String, i64)> {
        let accepted = self.services.terms_accepted(actor).await.unwrap();
        accepted.into_iter().map(|one| (one.version.label, one.acceptance.times)).collect()
    }

    /// An account that mails can go to.
    async fn mailbox(&self, user: &str) -> AccountId {
        let store = &self.services.store;
        let person = store.create_person(&self.here.operator, user).await.unwrap();
        let new = NewAccount {
            person,
            user_name: user.to_owned(),
            display_name: user.to_owned(),
            mobile: None,
            email: Some(format!("{user}@post.example")),
            password_hash: "x".to_owned(),
        };
        store.create_account(&self.here.operator, &new).await.unwrap()
    }

    async fn round(&self, services: &Services) -> Option<Round> {
        services.announce_terms(&self.here.organisation).await.unwrap()
    }
}

fn told(what: &'static str, label: &str) -> (&'static str, String) {
    (what, label.to_owned())
}

/// R49, R112: using the portal accepts the version in force, a row for each version, and the page says so.
#[tokio::test]
async fn by_use_each_version_is_accepted_at_its_first_use() {
    let world = World::new().await;
    world.accept_by(Acceptance::ByUse).await;
    world.edition("terms", "een", 0).await;
    world.edition("terms", "twee", 60).await;
    let token = world.log_in(&world.here, "client").await;
    let actor = async || world.actor_of(&token).await;
    assert!(!actor().await.terms_outstanding());
    assert_eq!(world.accepted(&actor().await).await, []);
    assert_eq!(world.notice(&actor().await, true).await, Some(told("used", "een")));
    assert_eq!(world.accepted(&actor().await).await, [("een".to_owned(), 1)]);
    // From then on only what comes is told, before it comes (R112).
    assert_eq!(world.notice(&actor().await, true).await, Some(told("announced", "twee")));
    world.pass(SignedDuration::from_mins(60) - MOMENT);
    let token = world.log_in(&world.here, "client").await;
    assert_eq!(world.notice(&world.actor_of(&token).await, true).await, Some(told("announced", "twee")));
    world.pass(MOMENT);
    // Without a page too: what a script asks for is use.
    assert_eq!(world.notice(&world.actor_of(&token).await, false).await, None);
    let actor = world.actor_of(&token).await;
    assert_eq!(world.accepted(&actor).await, [("twee".to_owned(), 1), ("een".to_owned(), 1)]);
    assert_eq!(world.notice(&actor, true).await, None);
}

/// R85: announced beforehand; after it begins the page says that going on accepts, and going on does.
#[tokio::test]
async fn after_notice_going_on_accepts() {
    let world = World::new().await;
    world.accept_by(Acceptance::AfterNotice).await;
    world.edition("terms", "een", 0).await;
    let token = world.log_in(&world.here, "client").await;
    let actor = async || world.actor_of(&token).await;
    assert_eq!(world.notice(&actor().await, false).await, None);
    assert_eq!(world.accepted(&actor().await).await, [], "without a page nothing was told");
    assert_eq!(world.notice(&actor().await, true).await, Some(told("going-on", "een")));
    assert_eq!(world.accepted(&actor().await).await, [], "the notice itself accepts nothing");
    assert_eq!(world.notice(&actor().await, true).await, None);
    assert_eq!(world.accepted(&actor().await).await, [("een".to_owned(), 1)]);

    world.edition("terms", "twee", 10).await;
    assert_eq!(world.notice(&actor().await, true).await, Some(told("announced", "twee")));
    assert_eq!(world.notice(&actor().await, true).await, Some(told("announced", "twee")));
    world.pass(SignedDuration::from_mins(10) - MOMENT);
    assert_eq!(world.notice(&actor().await, true).await, Some(told("announced", "twee")));
    world.pass(MOMENT);
    assert_eq!(world.notice(&actor().await, true).await, Some(told("going-on", "twee")));
    assert_eq!(world.accepted(&actor().await).await.len(), 1);
    assert_eq!(world.notice(&actor().await, true).await, None);
    assert_eq!(world.accepted(&actor().await).await.len(), 2);
    // Nothing of this shuts a record.
    assert!(world.services.record_start(&actor().await, world.here.client, &request()).await.is_ok());
}

/// R50: one row for each log-in and document; several documents stand side by side (contradiction 9).
#[tokio::test]
async fn each_log_in_accepts_every_document_in_force() {
    let world = World::new().await;
    let organisation = world.accept_by(Acceptance::EachLogIn).await;
    world.edition("terms", "algemeen", 0).await;
    world.edition("netwerk", "netwerk", 0).await;
    world.edition("netwerk", "netwerk later", 60).await;
    let place = crate::world::Place {
        organisation,
        operator: world.here.operator.clone(),
        client: world.here.client,
    };
    for _ in 0..3 {
        world.log_in(&place, "client").await;
    }
    let token = world.log_in(&place, "client").await;
    let actor = world.actor_of(&token).await;
    let mut accepted = world.accepted(&actor).await;
    accepted.sort();
    assert_eq!(accepted, [("algemeen".to_owned(), 4), ("netwerk".to_owned(), 4)]);
    assert_eq!(world.notice(&actor, true).await, Some(told("announced", "netwerk later")));
    assert_eq!(world.accepted(&actor).await.len(), 2, "a page accepts nothing here");
}

/// L4: what changed is told since one's own version, also where others came in between.
#[tokio::test]
async fn the_gate_tells_what_changed_since_your_version() {
    let world = World::new().await;
    let first = world.edition("terms", "een", 0).await;
    let actor = world.actor("client").await;
    let gate = world.services.terms_gate(&actor).await.unwrap();
    assert_eq!((gate.len(), gate[0].yours.is_none(), gate[0].since.len()), (1, true, 0));
    let accepted =
        world.services.accept_terms(&actor, &[first], Uuid::from_u128(1), &request()).await.unwrap();
    assert_eq!(accepted, inzage_services::terms::Acceptance::Accepted);
    world.edition("terms", "twee", 1).await;
    let third = world.edition("terms", "drie", 2).await;
    world.edition("netwerk", "ander", 2).await;
    world.pass(SignedDuration::from_mins(2));
    let gate = world.services.terms_gate(&actor).await.unwrap();
    let terms = gate.iter().find(|one| one.version.key == "terms").unwrap();
    assert_eq!((terms.version.id, terms.yours.as_ref().map(|yours| yours.id)), (third, Some(first)));
    let since: Vec<&str> = terms.since.iter().map(|version| version.label.as_str()).collect();
    assert_eq!(since, ["twee", "drie"]);
    assert!(gate.iter().any(|one| one.version.key == "netwerk" && one.yours.is_none()));
    let compare = async |document, pair| {
        world.services.terms_difference(&world.here.organisation, document, pair, Language::Dutch).await
    };
    let found = compare("terms", (first, third)).await.unwrap();
    assert_eq!((found.since.len(), found.pieces.len()), (2, 1));
    assert!(matches!(compare("netwerk", (first, third)).await, Err(Error::NotFound)));
    let elsewhere = world
        .services
        .terms_difference(&world.there.organisation, "terms", (first, third), Language::Dutch)
        .await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
}

fn form(day: Date) -> TermsForm {
    TermsForm {
        title_nl: "Gebruiksvoorwaarden".into(),
        title_en: "Terms of use".into(),
        label: "nieuw".into(),
        day: day.day().to_string(),
        month: day.month().to_string(),
        year: day.year().to_string(),
        summary_nl: "Er is een regel bij.".into(),
        summary_en: "One more rule.".into(),
        text_nl: "De nieuwe tekst.".into(),
        text_en: "The new text.".into(),
    }
}

impl World {
    async fn keep(&self, actor: &Actor, form: &TermsForm) -> Kept {
        self.services.keep_terms_draft(actor, Some("terms"), form, &request()).await.unwrap()
    }

    fn today(&self) -> Date {
        inzage_domain::written::day_of(self.services.clock.now())
    }
}

/// R30, R85: from which day; yesterday and a day within the notice are too early, the next is not.
#[tokio::test]
async fn a_version_is_published_from_a_day_that_leaves_enough_notice() {
    let world = World::new().await;
    world.edition("terms", "een", 0).await;
    for (acceptance, days) in [
        (Acceptance::Page, 0),
        (Acceptance::EachLogIn, 0),
        (Acceptance::ByUse, 0),
        (Acceptance::AfterNotice, 30),
    ] {
        world.accept_by(acceptance).await;
        let admin = world.actor("admin").await;
        // The administrator accepts where that is asked, as everybody does.
        if admin.terms_outstanding() {
            let ids: Vec<_> =
                world.services.terms_outstanding(&admin).await.unwrap().iter().map(|one| one.id).collect();
            world.services.accept_terms(&admin, &ids, Uuid::from_u128(77), &request()).await.unwrap();
        }
        let first = world.today() + i64::from(days).days();
        let too_early = Kept::Faults(vec![(Field::Day, Fault::TooEarly { first })]);
        assert_eq!(world.keep(&admin, &form(first - 1.day())).await, too_early, "{acceptance:?}");
        let kept = Kept::Kept { document: "terms".into() };
        assert_eq!(world.keep(&admin, &form(first)).await, kept, "{acceptance:?}");
        let preview = world.services.terms_preview(&admin, "terms", &request()).await.unwrap();
        assert!(preview.begins.is_ok() && !preview.difference_nl.is_empty());
        world.services.drop_terms_draft(&admin, "terms", &request()).await.unwrap();
        assert!(matches!(
            world.services.terms_preview(&admin, "terms", &request()).await,
            Err(Error::NotFound)
        ));
    }
}

/// R30: only what was looked at is published, once; a draft whose day has passed is not.
#[tokio::test]
async fn what_was_looked_at_is_published_once() {
    let world = World::new().await;
    world.accept_by(Acceptance::EachLogIn).await;
    world.edition("terms", "een", 0).await;
    world.pass(SignedDuration::from_mins(1));
    let token = world.log_in(&world.here, "admin").await;
    let admin = world.actor_of(&token).await;
    let publish = async |revision, key| {
        let key = Uuid::from_u128(key);
        world.services.publish_terms(&admin, "terms", revision, key, &request()).await.unwrap()
    };
    world.keep(&admin, &form(world.today())).await;
    let seen = world.services.terms_preview(&admin, "terms", &request()).await.unwrap().draft.revision;
    world.keep(&admin, &TermsForm { label: "anders".into(), ..form(world.today()) }).await;
    assert_eq!(publish(seen, 1).await, Published::Changed, "somebody changed it since");
    let seen = world.services.terms_preview(&admin, "terms", &request()).await.unwrap().draft.revision;
    let Published::Now(id) = publish(seen, 2).await else { panic!("not published") };
    assert_eq!(publish(seen, 2).await, Published::Before);
    assert_eq!(publish(seen, 3).await, Published::Changed);
    let versions = world.services.terms_versions(&world.here.organisation).await.unwrap();
    assert_eq!(versions.iter().map(|version| version.label.as_str()).collect::<Vec<_>>(), ["anders", "een"]);
    assert_eq!(versions[0].id, id);
    let overview = world.services.terms_overview(&admin, &request()).await.unwrap();
    assert_eq!(overview.versions[0].by.as_deref(), Some("Mens admin"));

    // Kept for today, published tomorrow.
    world.keep(&admin, &form(world.today())).await;
    let seen = world.services.terms_preview(&admin, "terms", &request()).await.unwrap().draft.revision;
    world.pass(SignedDuration::from_hours(24));
    let token = world.log_in(&world.here, "admin").await;
    let admin = world.actor_of(&token).await;
    let late = world.services.publish_terms(&admin, "terms", seen, Uuid::from_u128(4), &request()).await;
    assert_eq!(late.unwrap(), Published::TooEarly { first: world.today() });
    // Only the administrator does any of this.
    for user in ["client", "contact", "nurse"] {
        let token = world.log_in(&world.here, user).await;
        let actor = world.actor_of(&token).await;
        let refused = [
            world.services.terms_overview(&actor, &request()).await.err(),
            world.services.terms_form(&actor, None, &request()).await.err(),
            world.services.keep_terms_draft(&actor, None, &form(world.today()), &request()).await.err(),
            world.services.terms_preview(&actor, "terms", &request()).await.err(),
            world.services.publish_terms(&actor, "terms", seen, Uuid::from_u128(5), &request()).await.err(),
            world.services.drop_terms_draft(&actor, "terms", &request()).await.err(),
            world.services.policy_history(&actor, &request()).await.err(),
            world.services.check_policy(&actor, &Preset::Caren.policy(), &request()).await.err(),
        ];
        for refused in refused {
            assert!(matches!(refused, Some(Error::Refused(Refusal::RoleNotAllowed))), "{user}: {refused:?}");
        }
    }
}

/// R85: every open account with an address is mailed once, by two workers at once too; a gateway that
/// is down loses nobody.
#[tokio::test]
async fn a_version_that_was_announced_is_mailed_once_to_everybody() {
    let world = World::new().await;
    for user in ["een", "twee", "drie", "vier", "vijf"] {
        world.mailbox(user).await;
    }
    world.edition("terms", "oud", 0).await;
    assert_eq!(world.round(&world.services).await, None, "what applies at once is not mailed");
    let before = world.messenger.count();
    world.edition("terms", "nieuw", 60 * 24).await;
    let other = world.another(crate::world::SMALL).await;
    world.messenger.is_down.store(true, Ordering::Relaxed);
    assert_eq!(world.round(&world.services).await, Some(Round { sent: 0, failed: 5 }));
    world.messenger.is_down.store(false, Ordering::Relaxed);
    assert_eq!(world.round(&other).await, None, "tried again after a while, not at once");
    world.pass(SignedDuration::from_mins(10));
    let (one, two) = tokio::join!(world.round(&world.services), world.round(&other));
    let sent: u32 = [one, two].into_iter().flatten().map(|round| round.sent).sum();
    assert_eq!((sent, world.messenger.count() - before), (5, 5));
    let mail = world.messenger.last();
    assert_eq!(mail.channel, Channel::Email);
    assert!(mail.to.ends_with("@post.example"));
    assert!(mail.body.contains("Nieuw in nieuw.") && mail.body.contains("/gebruiksvoorwaarden"));
    assert!(!mail.body.contains("Anna") && !mail.body.contains(crate::world::BSN));
    // A new account before the beginning hears it too, at the next look; then nobody any more.
    world.mailbox("zes").await;
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(world.round(&other).await, Some(Round { sent: 1, failed: 0 }));
    world.pass(SignedDuration::from_hours(24 * 40));
    assert_eq!(world.round(&other).await, Some(Round::default()));
    world.mailbox("zeven").await;
    world.pass(SignedDuration::from_hours(24 * 40));
    assert_eq!(world.round(&other).await, None);
    assert_eq!(world.messenger.count() - before, 6);
}

/// Takes a few mails and then hangs, as a worker that is killed.
struct Dying {
    left: AtomicUsize,
    to: Arc<crate::world::Recorder>,
}

impl Messenger for Dying {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            let left =
                self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
            if left.is_err() {
                std::future::pending::<()>().await;
            }
            self.to.send(message).await
        })
    }
}

/// R85: a worker that is killed half-way is followed by another, which mails the rest and nobody twice.
#[tokio::test]
async fn mails_go_on_after_a_worker_was_killed() {
    let world = World::new().await;
    for user in ["een", "twee", "drie", "vier", "vijf"] {
        world.mailbox(user).await;
    }
    world.edition("terms", "nieuw", 60 * 24).await;
    let before = world.messenger.count();
    let dying = Dying { left: AtomicUsize::new(2), to: world.messenger.clone() };
    let killed = Services { messenger: Arc::new(dying), ..world.services.clone() };
    let hung = tokio::time::timeout(std::time::Duration::from_secs(2), world.round(&killed)).await;
    assert!(hung.is_err(), "it was killed half-way");
    assert_eq!(world.messenger.count() - before, 2);
    assert_eq!(world.round(&world.services).await, None, "its lease still runs");
    world.pass(SignedDuration::from_mins(5));
    assert_eq!(world.round(&world.services).await, Some(Round { sent: 3, failed: 0 }));
    assert_eq!(world.messenger.count() - before, 5);
}

/// R91: a policy is changed with a look at what it means; out of bounds or locking out is refused.
#[tokio::test]
async fn a_policy_is_checked_before_it_is_changed() {
    let world = World::new().await;
    let token = world.log_in(&world.here, "admin").await;
    let admin = async || world.actor_of(&token).await;
    let change = async |policy: &Policy, from, key| {
        let key = Uuid::from_u128(key);
        world.services.change_policy(&admin().await, policy, from, key, &request()).await.unwrap()
    };
    let caren = Preset::Caren.policy();
    let check = world.services.check_policy(&admin().await, &caren, &request()).await.unwrap();
    assert_eq!(
        check.differences,
        [PolicyField::Acceptance, PolicyField::Representation, PolicyField::AccessEnd]
    );
    assert!(check.faults.is_empty() && !check.locks_out);
    assert_eq!((check.counts.personal, check.counts.staff), (3, 2));
    assert_eq!(change(&Preset::Vivium.policy(), 1, 1).await, Change::Nothing);

    let locked = Policy { staff_second_factor: SecondFactor::Digid, ..caren.clone() };
    assert!(world.services.check_policy(&admin().await, &locked, &request()).await.unwrap().locks_out);
    assert_eq!(change(&locked, 1, 2).await, Change::Refused);
    let short = Policy { retention_years: 19, ..caren.clone() };
    assert_eq!(change(&short, 1, 3).await, Change::Refused);
    assert_eq!(admin().await.organisation().policy_version(), 1);

    assert_eq!(change(&caren, 1, 4).await, Change::Done);
    assert_eq!(admin().await.policy().preset, Preset::Caren, "it counts in the session that runs");
    assert_eq!(change(&caren, 1, 4).await, Change::Done);
    assert_eq!(change(&Preset::Vivium.policy(), 1, 5).await, Change::Stale);
    let history = world.services.policy_history(&admin().await, &request()).await.unwrap();
    assert_eq!(history.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(history[0].by.as_deref(), Some("Mens admin"));
}
