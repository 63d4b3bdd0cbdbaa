//! Birthdays, the end of care and the end of somebody's access: who is told, when, and once; and
//! which accounts are closed.

use std::sync::atomic::Ordering;

use inzage_domain::{
    AccountId, Basis, CareState, ClientId, ClientName, PersonId, RelationId,
    access::{Kinds, Refusal},
    policy::{AccessEnd, Policy, Preset},
};
use inzage_services::{Error, network::Edited, notices::Noticing};
use inzage_store::{
    Demographics, NewAccount, NewClient, NewRelation, NoticeKey, Organisation, RelationEdit, SessionState,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use uuid::Uuid;

use crate::world::{MOMENT, PASSWORD, World, request};

/// Nothing was due.
const NOTHING: Noticing = Noticing { sent: 0, failed: 0, closed: 0 };

impl World {
    /// Moves the clock to an instant of Dutch time.
    fn at(&self, dutch: &str) {
        let at: Timestamp = format!("{dutch}[Europe/Amsterdam]").parse::<jiff::Zoned>().unwrap().timestamp();
        self.pass(at.duration_since(self.services.clock.now()));
    }

    async fn client_born(&self, given: &str, born: Date) -> ClientId {
        let name = ClientName { given: given.to_owned(), ..ClientName::default() };
        let demographics = Demographics { name, birth_date: Some(born), ..Demographics::default() };
        let new = NewClient { demographics, location: None };
        self.services.store.create_client(&self.here.operator, new).await.unwrap()
    }

    /// Somebody with a mailbox `user@post.example`.
    async fn human(&self, user: &str) -> (PersonId, AccountId) {
        let store = &self.services.store;
        let person = store.create_person(&self.here.operator, user).await.unwrap();
        let new = NewAccount {
            person,
            user_name: user.to_owned(),
            display_name: user.to_owned(),
            mobile: inzage_domain::PhoneNumber::parse("06 12 34 56 78").ok(),
            email: Some(format!("{user}@post.example")),
            password_hash: self.services.passwords.hash(PASSWORD).await.unwrap(),
        };
        (person, store.create_account(&self.here.operator, &new).await.unwrap())
    }

    async fn stands(&self, client: ClientId, person: PersonId, basis: Basis) -> RelationId {
        let relation = NewRelation {
            client,
            person,
            basis,
            decided_by: None,
            from: self.services.clock.now(),
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        self.services.store.create_relation(&self.here.operator, relation).await.unwrap()
    }

    async fn notify(&self) -> Option<Noticing> {
        self.services.send_notices(&self.organisation().await).await.unwrap()
    }

    async fn organisation(&self) -> Organisation {
        let organisations = self.services.store.organisations().await.unwrap();
        organisations.into_iter().find(|one| one.key() == "linde").unwrap()
    }

    /// Addresses that were mailed since the last look, in order of the alphabet.
    fn mailed(&self, seen: &mut usize) -> Vec<String> {
        let all = self.messenger.all();
        let mut to: Vec<String> = all[*seen..]
            .iter()
            .map(|message| message.to.trim_end_matches("@post.example").to_owned())
            .collect();
        *seen = all.len();
        to.sort();
        to
    }

    async fn is_open(&self, user: &str) -> bool {
        let account =
            self.services.store.account_by_user_name(&self.here.operator, user).await.unwrap().unwrap();
        account.state == inzage_domain::access::AccountState::Active
    }

    async fn opens(&self, token: &str, client: ClientId) -> Result<(), Refusal> {
        let actor = self.actor_of(token).await;
        match self.services.record_start(&actor, client, &request()).await {
            Ok(_) => Ok(()),
            Err(Error::Refused(refusal)) => Err(refusal),
            Err(error) => panic!("{error}"),
        }
    }
}

/// L1, R121: three months and one month before, and on the day, at its beginning in the Netherlands;
/// each of them once, however often it is looked.
#[tokio::test]
async fn a_birthday_is_told_three_times_to_whom_it_concerns() {
    let world = World::new().await;
    world.at("2026-05-01T12:00:00");
    let client = world.client_born("Sam", "2010-09-15".parse().unwrap()).await;
    let mut agreed = Vec::new();
    for (user, basis) in [
        ("sam", Basis::Own),
        ("ouder", Basis::Parent),
        ("oma", Basis::FirstContact),
        ("bewind", Basis::Administrator),
    ] {
        let (person, _) = world.human(user).await;
        let relation = world.stands(client, person, basis).await;
        if matches!(basis, Basis::Parent | Basis::FirstContact) {
            agreed.push(relation);
        }
    }
    // What a client of 15 agreed to is what the others lose at 16.
    let token = world.log_in(&world.here, "sam").await;
    let actor = world.actor_of(&token).await;
    for (key, relation) in (1..).zip(agreed) {
        let edit = RelationEdit::Agree(Kinds::ALL);
        let key = Uuid::from_u128(key);
        let kept = world.services.change_access(&actor, client, relation, edit, "", key, &request()).await;
        assert_eq!(kept.unwrap(), Edited::Done);
    }
    let mut seen = world.messenger.count();
    let told = ["oma", "ouder", "sam"];
    for (before, on, due) in [
        ("2026-06-14T23:59:59", "2026-06-15T00:00:00", true),
        ("2026-08-14T23:59:59", "2026-08-15T00:00:00", true),
        ("2026-09-14T23:59:59", "2026-09-15T00:00:00", true),
        ("2026-10-14T23:59:59", "2026-10-15T00:00:00", false),
    ] {
        world.at(before);
        world.notify().await;
        assert!(world.mailed(&mut seen).is_empty(), "{before}");
        world.at(on);
        let round = world.notify().await.unwrap();
        let expected: &[&str] = if due { &told } else { &[] };
        assert_eq!(world.mailed(&mut seen), expected, "{on}");
        assert_eq!(round, Noticing { sent: u32::try_from(expected.len()).unwrap(), ..NOTHING });
        world.pass(SignedDuration::from_hours(2));
        assert_eq!(world.notify().await, Some(NOTHING), "{on}, once more");
    }
    for message in world.messenger.all().iter().filter(|message| message.to.ends_with("@post.example")) {
        assert!(!message.body.contains("Sam"), "no name leaves the house");
        assert!(message.body.contains(&format!("linde.localhost/c/{client}/netwerk")), "{}", message.body);
    }
}

/// L1: a child under 12 is told on the day only; who joins in between gets the next one; an instance
/// that stood still for a week sends once.
#[tokio::test]
async fn who_comes_later_and_a_standstill() {
    let world = World::new().await;
    world.at("2026-05-01T12:00:00");
    let client = world.client_born("Kim", "2014-09-15".parse().unwrap()).await;
    let (child, _) = world.human("kim").await;
    world.stands(client, child, Basis::Own).await;
    let (parent, _) = world.human("ouder").await;
    world.stands(client, parent, Basis::Parent).await;
    world.notify().await;
    let mut seen = world.messenger.count();
    world.at("2026-06-18T10:00:00");
    let (late, _) = world.human("later").await;
    world.stands(client, late, Basis::Guardian).await;
    // Down from 1 May until 22 June.
    world.at("2026-06-22T10:00:00");
    world.notify().await;
    assert_eq!(world.mailed(&mut seen), ["ouder"]);
    world.at("2026-06-23T10:00:00");
    world.notify().await;
    assert!(world.mailed(&mut seen).is_empty());
    world.at("2026-08-15T10:00:00");
    world.notify().await;
    assert_eq!(world.mailed(&mut seen), ["later", "ouder"]);
    world.at("2026-09-15T00:00:00");
    world.notify().await;
    assert_eq!(world.mailed(&mut seen), ["kim", "later", "ouder"]);
}

/// Killed half-way: the lease and the mail that was on its way run out, the rest is sent, and nobody
/// is told twice. A way out that takes nothing is tried again.
#[tokio::test]
async fn a_round_that_was_killed_is_taken_over() {
    let world = World::new().await;
    world.at("2026-05-01T12:00:00");
    let client = world.client_born("Sam", "2008-09-15".parse().unwrap()).await;
    let (person, _) = world.human("sam").await;
    world.stands(client, person, Basis::Own).await;
    world.notify().await;
    let mut seen = world.messenger.count();
    world.at("2026-06-15T09:00:00");
    let organisation = world.organisation().await;
    let store = &world.services.store;
    // A worker that took the job and the mail, and died.
    let lease = store
        .begin_job(&organisation, inzage_store::jobs::NOTICES, SignedDuration::from_mins(5))
        .await
        .unwrap();
    assert!(lease.is_some());
    let key = NoticeKey { client, person, what: "age-18-three-months", day: "2026-09-15".parse().unwrap() };
    world.pass(SignedDuration::from_mins(4));
    store.claim_notice(&organisation, key, SignedDuration::from_mins(2)).await.unwrap();
    world.pass(SignedDuration::from_mins(1) - MOMENT);
    assert_eq!(world.notify().await, None);
    world.pass(MOMENT);
    assert_eq!(world.notify().await, Some(Noticing { failed: 1, ..NOTHING }), "that mail is still held");
    world.messenger.is_down.store(true, Ordering::Relaxed);
    world.pass(SignedDuration::from_mins(10));
    assert_eq!(world.notify().await, Some(Noticing { failed: 1, ..NOTHING }));
    world.messenger.is_down.store(false, Ordering::Relaxed);
    world.pass(SignedDuration::from_mins(10));
    assert_eq!(world.notify().await, Some(Noticing { sent: 1, ..NOTHING }));
    assert_eq!(world.mailed(&mut seen), ["sam"]);
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(world.notify().await, Some(NOTHING));
}

/// R15, R16: day 27 open, day 28 closed, contacts included; who has another client keeps the account,
/// work is never touched; told at once and at the closing; and nothing is deleted.
#[tokio::test]
async fn accounts_close_on_day_twenty_eight() {
    let world = World::new().await;
    world.at("2026-05-01T12:00:00");
    let client = world.client_born("Anna", "1940-01-01".parse().unwrap()).await;
    let other = world.client_born("Bert", "1941-01-01".parse().unwrap()).await;
    for (user, basis) in [("anna", Basis::Own), ("zoon", Basis::FirstContact), ("buur", Basis::Proxy)] {
        let (person, _) = world.human(user).await;
        world.stands(client, person, basis).await;
        if user == "buur" {
            world.stands(other, person, Basis::Proxy).await;
        }
    }
    world.notify().await;
    let mut seen = world.messenger.count();
    world.services.store.set_care_state(&world.here.operator, client, CareState::Ended).await.unwrap();
    assert_eq!(world.notify().await, Some(Noticing { sent: 3, ..NOTHING }), "told at once");
    assert!(world.messenger.last().body.contains("28 mei 2026"), "{}", world.messenger.last().body);
    assert_eq!(world.mailed(&mut seen), ["anna", "buur", "zoon"]);
    world.at("2026-05-28T23:45:00");
    world.notify().await;
    let (anna, neighbour) =
        (world.log_in(&world.here, "anna").await, world.log_in(&world.here, "buur").await);
    seen = world.messenger.count();
    assert_eq!(world.opens(&anna, client).await, Ok(()), "day 27");
    world.at("2026-05-29T00:00:00");
    assert_eq!(world.opens(&anna, client).await, Err(Refusal::CareEnded), "before the job too");
    assert_eq!(world.notify().await, Some(Noticing { sent: 3, closed: 2, failed: 0 }));
    assert_eq!(world.mailed(&mut seen), ["anna", "buur", "zoon"]);
    for (user, open) in [("anna", false), ("zoon", false), ("buur", true), ("nurse", true)] {
        assert_eq!(world.is_open(user).await, open, "{user}");
    }
    assert!(matches!(world.state(&world.here, &anna).await, SessionState::Over(_)), "open sessions end");
    assert_eq!(world.opens(&neighbour, client).await, Err(Refusal::CareEnded));
    assert_eq!(world.opens(&neighbour, other).await, Ok(()));
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(world.notify().await, Some(NOTHING));
    // Care begins again: what the end of care closed is open, with everything in it.
    world.services.store.set_care_state(&world.here.operator, client, CareState::InCare).await.unwrap();
    assert!(world.is_open("anna").await && world.is_open("zoon").await);
    let anna = world.log_in(&world.here, "anna").await;
    assert_eq!(world.opens(&anna, client).await, Ok(()));
    // And when it ends anew, everybody is told anew.
    seen = world.messenger.count();
    world.services.store.set_care_state(&world.here.operator, client, CareState::Ended).await.unwrap();
    world.notify().await;
    assert_eq!(world.mailed(&mut seen), ["anna", "buur", "zoon"]);
}

/// R46, R119: on the same day. A client who has died gets no mail; those beside get fitting words.
#[tokio::test]
async fn at_death_access_ends_and_nobody_writes_to_the_dead() {
    let world = World::new().await;
    world.at("2026-05-01T12:00:00");
    let policy = Policy { access_end: AccessEnd::AtEnd, ..Preset::Vivium.policy() };
    world.services.store.set_policy(&world.here.operator, &policy).await.unwrap();
    let client = world.client_born("Anna", "1940-01-01".parse().unwrap()).await;
    for (user, basis) in [("anna", Basis::Own), ("zoon", Basis::FirstContact)] {
        let (person, _) = world.human(user).await;
        world.stands(client, person, basis).await;
    }
    world.notify().await;
    let mut seen = world.messenger.count();
    world.services.store.set_care_state(&world.here.operator, client, CareState::Died).await.unwrap();
    // A worker that closed one account and was killed before the mail.
    let closed = world.here.account_of(&world.services, "zoon").await;
    let operator = world.services.store.operator(&world.organisation().await, "test");
    assert!(world.services.store.close_after_care(&operator, client, closed).await.unwrap());
    assert_eq!(world.notify().await, Some(Noticing { sent: 1, closed: 1, failed: 0 }));
    assert!(world.messenger.last().body.contains("is overleden"));
    assert_eq!(world.mailed(&mut seen), ["zoon"]);
    assert!(!world.is_open("anna").await && !world.is_open("zoon").await);
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(world.notify().await, Some(NOTHING));
}

/// R8, R39: who cannot look any more is told, when it is withdrawn and when its end has come; once.
#[tokio::test]
async fn the_end_of_ones_own_access_is_told() {
    let world = World::new().await;
    world.at("2026-05-01T12:00:00");
    let client = world.client_born("Anna", "1940-01-01".parse().unwrap()).await;
    let (withdrawn, _) = world.human("buur").await;
    let relation = world.stands(client, withdrawn, Basis::SecondContact).await;
    let (ending, _) = world.human("vriend").await;
    let until = world.services.clock.now() + SignedDuration::from_hours(10);
    let new = NewRelation {
        client,
        person: ending,
        basis: Basis::NetworkMember,
        decided_by: None,
        from: world.services.clock.now(),
        until: Some(until),
        kinds: Kinds::ALL,
        manages: false,
    };
    world.services.store.create_relation(&world.here.operator, new).await.unwrap();
    world.notify().await;
    let mut seen = world.messenger.count();
    world.services.store.withdraw_relation(&world.here.operator, relation).await.unwrap();
    assert_eq!(world.notify().await, Some(Noticing { sent: 1, ..NOTHING }), "asked for by the act itself");
    assert_eq!(world.mailed(&mut seen), ["buur"]);
    world.pass(SignedDuration::from_hours(10) - MOMENT);
    world.notify().await;
    assert!(world.mailed(&mut seen).is_empty());
    world.pass(SignedDuration::from_hours(1));
    world.notify().await;
    assert_eq!(world.mailed(&mut seen), ["vriend"]);
    world.pass(SignedDuration::from_hours(2));
    assert_eq!(world.notify().await, Some(NOTHING));
    assert!(world.is_open("buur").await, "the account itself stays");
}
