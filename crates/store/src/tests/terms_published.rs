//! Terms published by an administrator, accepted by use, announced by mail; and the policy changed.

use futures_util::future::join_all;
use inzage_domain::{
    access::{ChangeOrganisation, Permit, ReadOrganisation, Refusal},
    policy::{Acceptance, Policy, Preset},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    on_both,
    terms::terms,
    world::{Place, World, request},
};
use crate::{
    Actor, DraftTexts, NewTerms, PolicyChanged, Recorded, StoreError, Used,
    jobs::{ANNOUNCE_TERMS, Lease},
};

on_both! {
    /// R112: the first use of each version accepts it, once.
    using_the_portal_accepts_where_the_policy_says_so;
    /// R85: going on after the notice accepts, the notice itself does not.
    going_on_after_notice_accepts;
    /// R50: a row for each log-in, and none for a session that was there before.
    each_log_in_is_an_acceptance;
    only_an_administrator_publishes_and_changes_the_policy;
    /// R30: what was looked at is what is published, once, with who and when.
    a_draft_is_published_once;
    /// R85: two at once do a job once, and one that was killed is done again.
    a_job_is_done_by_one_at_a_time;
    a_mail_is_claimed_by_one_at_a_time;
    a_policy_is_changed_once_and_after_the_version_that_was_seen;
}

pub(super) fn texts(text: &str) -> DraftTexts {
    DraftTexts {
        title_nl: "Gebruiksvoorwaarden".into(),
        title_en: "Terms of use".into(),
        label: "1 juni 2026".into(),
        day: date(2026, 6, 1),
        summary_nl: "Er is een regel bij.".into(),
        summary_en: "There is one more rule.".into(),
        text_nl: text.into(),
        text_en: text.into(),
    }
}

impl World {
    pub(super) async fn admin(&self, place: &Place) -> Actor {
        self.log_in(place, place.admin_account).await.1
    }

    pub(super) async fn may_change(&self, place: &Place) -> Recorded<Permit<ChangeOrganisation>> {
        let admin = self.admin(place).await;
        self.store.permit(&admin, None, &request()).await.unwrap().unwrap()
    }

    pub(super) async fn may_oversee(&self, place: &Place) -> Recorded<Permit<ReadOrganisation>> {
        let admin = self.admin(place).await;
        self.store.permit(&admin, None, &request()).await.unwrap().unwrap()
    }

    async fn accept_by(&self, acceptance: Acceptance) {
        let policy = Policy { acceptance, ..Preset::Vivium.policy() };
        self.store.set_policy(&self.here.operator, &policy).await.unwrap();
    }
}

async fn using_the_portal_accepts_where_the_policy_says_so(world: World) {
    let store = &world.store;
    world.accept_by(Acceptance::ByUse).await;
    let first = store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let second = store.publish_terms(&world.here.operator, &terms(&world, "tweede", 10)).await.unwrap();
    let (token, actor) = world.log_in(&world.here, world.here.client_account).await;
    assert!(!actor.terms_outstanding() && actor.terms_unaccepted());
    assert_eq!(world.count("SELECT COUNT(*) FROM terms_acceptance").await, 0, "logging in is no use yet");
    let used = store.use_terms(&actor, true, &request()).await.unwrap();
    assert_eq!(used, Used { accepted: vec![first], shown: vec![] });
    assert!(!world.actor(&world.here, &token).await.terms_unaccepted());
    assert_eq!(store.use_terms(&actor, true, &request()).await.unwrap(), Used::default());
    world.pass(SignedDuration::from_mins(10) - SignedDuration::from_micros(1));
    assert_eq!(store.use_terms(&actor, true, &request()).await.unwrap(), Used::default());
    world.pass(SignedDuration::from_micros(1));
    let now = store.now();
    let at_once = join_all((0..6).map(|_| store.use_terms(&actor, false, &REQUEST))).await;
    let accepted: Vec<_> = at_once.into_iter().flat_map(|used| used.unwrap().accepted).collect();
    assert_eq!(accepted, [second]);
    let own = store.terms_accepted(&actor).await.unwrap();
    assert_eq!(own.iter().map(|own| (own.version, own.times)).collect::<Vec<_>>(), [(second, 1), (first, 1)]);
    assert_eq!((own[0].first_at, own[0].last_at), (now, now));
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line WHERE event = 'accept-terms'").await, 2);
}

static REQUEST: std::sync::LazyLock<crate::RequestContext> = std::sync::LazyLock::new(request);

async fn going_on_after_notice_accepts(world: World) {
    let store = &world.store;
    world.accept_by(Acceptance::AfterNotice).await;
    let first = store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let (_, actor) = world.log_in(&world.here, world.here.client_account).await;
    // What shows no page shows no notice.
    assert_eq!(store.use_terms(&actor, false, &request()).await.unwrap(), Used::default());
    let shown = store.use_terms(&actor, true, &request()).await.unwrap();
    assert_eq!(shown, Used { accepted: vec![], shown: vec![first] });
    assert_eq!(world.count("SELECT COUNT(*) FROM terms_acceptance").await, 0);
    let other = NewTerms { document: "network".into(), ..terms(&world, "netwerk", 0) };
    let other = store.publish_terms(&world.here.operator, &other).await.unwrap();
    // Two documents: each has its own notice.
    let mixed = store.use_terms(&actor, true, &request()).await.unwrap();
    assert_eq!(mixed, Used { accepted: vec![first], shown: vec![other] });
    let rest = store.use_terms(&actor, false, &request()).await.unwrap();
    assert_eq!(rest, Used { accepted: vec![other], shown: vec![] });
    assert_eq!(store.use_terms(&actor, true, &request()).await.unwrap(), Used::default());
}

async fn each_log_in_is_an_acceptance(world: World) {
    let store = &world.store;
    world.accept_by(Acceptance::EachLogIn).await;
    let first = store.publish_terms(&world.here.operator, &terms(&world, "eerste", 0)).await.unwrap();
    let organisation = store.organisation_by_key("linde").await.unwrap().unwrap();
    let log_in = async || {
        store.session_create(&organisation, world.here.client_account, None, &REQUEST).await.unwrap().unwrap()
    };
    let began = store.now();
    let old = log_in().await;
    world.pass(SignedDuration::from_mins(5));
    let second = store.publish_terms(&world.here.operator, &terms(&world, "tweede", 0)).await.unwrap();
    let actor = world.actor(&world.here, &old).await;
    assert!(!actor.terms_outstanding(), "a session goes on with what was accepted at its beginning");
    assert_eq!(store.use_terms(&actor, true, &request()).await.unwrap(), Used::default());
    log_in().await;
    log_in().await;
    let own = store.terms_accepted(&actor).await.unwrap();
    let rows: Vec<_> = own.iter().map(|own| (own.version, own.times)).collect();
    assert_eq!(rows, [(second, 2), (first, 1)]);
    assert_eq!(own[1].first_at, began);
}

async fn only_an_administrator_publishes_and_changes_the_policy(world: World) {
    for account in [world.here.client_account, world.here.contact_account, world.here.nurse_account] {
        let (_, actor) = world.log_in(&world.here, account).await;
        let change = world.store.permit::<ChangeOrganisation>(&actor, None, &request()).await.unwrap();
        assert_eq!(change.unwrap_err(), Refusal::RoleNotAllowed);
        let read = world.store.permit::<ReadOrganisation>(&actor, None, &request()).await.unwrap();
        assert_eq!(read.unwrap_err(), Refusal::RoleNotAllowed);
    }
    let (changed, refused) = (
        world
            .count("SELECT COUNT(*) FROM log_line WHERE event = 'change-organisation' AND outcome = '2'")
            .await,
        world.count("SELECT COUNT(*) FROM log_line WHERE outcome = '2'").await,
    );
    assert_eq!((changed, refused), (3, 6), "every refusal is in the log");
}

async fn a_draft_is_published_once(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (permit, overview) = (world.may_change(here).await, world.may_oversee(here).await);
    let old = store.keep_terms_draft(&permit, "terms", &texts("Een.")).await.unwrap();
    let revision = store.keep_terms_draft(&permit, "terms", &texts("Twee.")).await.unwrap();
    let draft = store.terms_draft(&permit, "terms").await.unwrap().unwrap();
    assert_eq!((draft.revision, &draft.texts), (revision, &texts("Twee.")));
    let drafts = store.terms_overview(&overview).await.unwrap().drafts;
    assert_eq!(drafts, [("terms".to_owned(), store.now())]);
    let begins = store.now() + SignedDuration::from_hours(24);
    let publish = async |revision, key| {
        store.publish_terms_draft(&permit, ("terms", revision), begins, Uuid::from_u128(key), &REQUEST).await
    };
    assert!(matches!(publish(old, 1).await, Err(StoreError::Conflict("draft"))));
    let at_once = join_all((0..6).map(|_| publish(revision, 1))).await;
    let made: Vec<_> = at_once.into_iter().filter_map(Result::unwrap).collect();
    assert_eq!(made.len(), 1);
    assert_eq!(store.terms_draft(&permit, "terms").await.unwrap(), None);
    assert!(
        matches!(publish(revision, 2).await, Err(StoreError::Conflict("draft"))),
        "there is no draft now"
    );
    let overview = store.terms_overview(&overview).await.unwrap();
    assert!(overview.drafts.is_empty());
    let [published] = overview.versions.as_slice() else { panic!("{overview:?}") };
    assert_eq!((published.version.id, published.by.as_deref()), (made[0], Some("Mens admin")));
    assert_eq!((published.accepted, published.mailed), (0, 0));
    assert_eq!((published.version.text_nl.as_str(), published.version.valid_from), ("Twee.", begins));
    assert_eq!(published.version.summary_en, "There is one more rule.");
    assert_eq!(
        *store.terms_versions(&here.organisation).await.unwrap(),
        std::slice::from_ref(&published.version)
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM terms_version").await, 1);
    store.keep_terms_draft(&permit, "terms", &texts("Drie.")).await.unwrap();
    store.drop_terms_draft(&permit, "terms").await.unwrap();
    assert_eq!(store.terms_draft(&permit, "terms").await.unwrap(), None);
    assert!(matches!(store.keep_terms_draft(&permit, "terms", &texts("a\0b")).await, Err(StoreError::Nul)));
}

async fn a_job_is_done_by_one_at_a_time(world: World) {
    let (one, other) = (&world.store, world.another().await);
    let (hold, moment) = (SignedDuration::from_mins(5), SignedDuration::from_micros(1));
    let begin = async |store: &crate::Store| {
        store.begin_job(&world.here.organisation, ANNOUNCE_TERMS, hold).await.unwrap()
    };
    assert!(begin(one).await.is_none(), "nothing was asked for");
    one.publish_terms(&world.here.operator, &terms(&world, "nu", 0)).await.unwrap();
    assert!(begin(one).await.is_none(), "what applies at once is not announced");
    one.publish_terms(&world.here.operator, &terms(&world, "later", 10)).await.unwrap();
    let both = join_all([begin(one), begin(&other), begin(one), begin(&other)]).await;
    let mut leases: Vec<Lease> = both.into_iter().flatten().collect();
    assert_eq!(leases.len(), 1);
    let lost = leases.remove(0);
    // Whoever had it was killed: at the end of the lease it is due again, not before.
    world.pass(hold - moment);
    assert!(begin(&other).await.is_none());
    world.pass(moment);
    let lease = begin(&other).await.unwrap();
    assert!(!one.hold_job(&lost, hold).await.unwrap(), "the old lease holds nothing any more");
    one.end_job(lost, None).await.unwrap();
    assert!(other.hold_job(&lease, hold).await.unwrap());
    let next = one.now() + SignedDuration::from_mins(1);
    other.end_job(lease, Some(next)).await.unwrap();
    world.pass(SignedDuration::from_mins(1) - moment);
    assert!(begin(one).await.is_none());
    world.pass(moment);
    let lease = begin(one).await.unwrap();
    // Asked for while it is done: then it is due again when it ends.
    one.publish_terms(&world.here.operator, &terms(&world, "nog later", 20)).await.unwrap();
    one.end_job(lease, None).await.unwrap();
    let lease = begin(one).await.unwrap();
    one.end_job(lease, None).await.unwrap();
    world.pass(SignedDuration::from_hours(24 * 365));
    assert!(begin(one).await.is_none(), "without a next time it rests until it is asked for");
}

async fn a_mail_is_claimed_by_one_at_a_time(world: World) {
    let (one, other, here) = (&world.store, world.another().await, &world.here);
    let id = one.publish_terms(&here.operator, &terms(&world, "later", 10)).await.unwrap();
    let version = one.terms_versions(&here.organisation).await.unwrap()[0].clone();
    let to_mail = async |after| one.terms_to_mail(&here.organisation, &version, after, 3).await.unwrap();
    let first = to_mail(None).await;
    let rest = to_mail(Some(first[2].account)).await;
    assert_eq!((first.len(), rest.len()), (3, 1));
    let (hold, account) = (SignedDuration::from_mins(2), first[0].account);
    let claim = async |store: &crate::Store| {
        store.claim_terms_mail(&here.organisation, id, account, hold).await.unwrap()
    };
    let claims = join_all([claim(one), claim(&other), claim(one), claim(&other)]).await;
    assert_eq!(claims.iter().filter(|claimed| **claimed).count(), 1);
    // Given back, it is free at once; never ended, at its end.
    one.end_terms_mail(&here.organisation, id, account, false).await.unwrap();
    assert!(claim(&other).await);
    world.pass(hold - SignedDuration::from_micros(1));
    assert!(!claim(one).await);
    world.pass(SignedDuration::from_micros(1));
    assert!(claim(one).await);
    one.end_terms_mail(&here.organisation, id, account, true).await.unwrap();
    world.pass(hold);
    assert!(!claim(&other).await, "sent is sent");
    assert!(to_mail(None).await.iter().all(|addressee| addressee.account != account));
    let overview = one.terms_overview(&world.may_oversee(here).await).await.unwrap();
    assert_eq!(overview.versions[0].mailed, 1);
}

async fn a_policy_is_changed_once_and_after_the_version_that_was_seen(world: World) {
    let (store, here) = (&world.store, &world.here);
    let permit = world.may_change(here).await;
    let change = async |preset: Preset, from, key| {
        store.change_policy(&permit, &preset.policy(), from, Uuid::from_u128(key), &REQUEST).await.unwrap()
    };
    let at_once = join_all((0..4).map(|_| change(Preset::Caren, 1, 1))).await;
    assert!(at_once.iter().all(|changed| *changed == PolicyChanged::Done));
    assert_eq!(change(Preset::Cliendo, 1, 2).await, PolicyChanged::Stale, "it is version 2 by now");
    assert_eq!(change(Preset::Cliendo, 2, 1).await, PolicyChanged::Stale, "the key was used");
    assert_eq!(change(Preset::Cliendo, 2, 3).await, PolicyChanged::Done);
    let organisation = store.organisation_by_host("linde.localhost").await.unwrap().unwrap();
    assert_eq!((organisation.policy().preset, organisation.policy_version()), (Preset::Cliendo, 3));
    let history = store.policy_history(&world.may_oversee(here).await).await.unwrap();
    let shown: Vec<_> = history
        .iter()
        .map(|version| (version.version, version.policy.preset, version.by.as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            (3, Preset::Cliendo, Some("Mens admin")),
            (2, Preset::Caren, Some("Mens admin")),
            (1, Preset::Vivium, None)
        ]
    );
    let counts = store.policy_counts(&permit).await.unwrap();
    assert_eq!((counts.personal, counts.staff, counts.second_contacts, counts.ended), (2, 2, 0, 0));
    assert!(counts.sessions > 0);
    let held = store.factors_held(&permit).await.unwrap();
    assert!(held.mobile && !held.digid);
}
