//! The order of the law among representatives, asked again where somebody joins and where access is
//! renewed (WGBO 7:465 lid 3); and who of the family it is.

use inzage_domain::{
    Basis, ClientId, Kinship, RelationId,
    access::{Kinds, ReadAccess},
    joining::{InvitationCode, InvitationState},
    policy::Policy,
};
use jiff::{SignedDuration, Timestamp, civil::date};
use uuid::Uuid;

use super::{
    joining::{alone, at_mobile, begin, desk, invitation, karin, prove},
    on_both,
    world::{World, account, relation, request},
};
use crate::*;

on_both! {
    /// WGBO 7:465 lid 3: a mentor was appointed between invitation and joining.
    whoever_goes_before_by_now_stops_the_last_step;
    an_account_that_is_there_waits_too;
    /// WGBO 7:465 lid 3: to the microsecond.
    who_has_ended_or_begins_later_goes_before_nobody;
    access_is_not_made_longer_out_of_order;
    who_of_the_family_it_is_is_kept;
    /// WGBO 7:465 lid 3: the policy says who of the family represents, until the last step.
    a_relative_whom_the_policy_no_longer_names_does_not_join;
}

const MOMENT: SignedDuration = SignedDuration::from_micros(1);
const SHORT: SignedDuration = SignedDuration::from_mins(5);

async fn stands(
    world: &World,
    client: ClientId,
    user: &str,
    basis: Basis,
    times: (Timestamp, Option<Timestamp>),
) -> RelationId {
    let (person, _) = account(&world.store, &world.here.operator, user).await;
    let new = NewRelation {
        client,
        person,
        basis,
        decided_by: None,
        from: times.0,
        until: times.1,
        kinds: Kinds::ALL,
        manages: false,
    };
    world.store.create_relation(&world.here.operator, new).await.unwrap()
}

async fn invited(world: &World, client: ClientId, basis: Basis, key: u128) -> InvitationCode {
    desk(world, &world.here, client).await.code(world, basis, key).await
}

async fn accounts(world: &World) -> i64 {
    world.count("SELECT COUNT(*) FROM account").await
}

async fn refused(world: &World) -> i64 {
    world.count("SELECT COUNT(*) FROM log_line WHERE outcome = '2'").await
}

async fn whoever_goes_before_by_now_stops_the_last_step(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let code = invited(&world, client, Basis::Family, 1).await;
    let token = at_mobile(&world, &code, "karin").await;
    assert_eq!(staff.list(&world).await[0].waits_for, None);
    let mentor = relation_of_mentor(&world, client).await;
    let (before, lines) = (accounts(&world).await, refused(&world).await);
    assert_eq!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::SomebodyBefore);
    assert_eq!((accounts(&world).await, refused(&world).await), (before, lines + 1));
    assert_eq!(world.count("SELECT COUNT(*) FROM relation WHERE basis = 'family'").await, 0);
    // Staff see why; the invitation stays as it is.
    let listed = &staff.list(&world).await[0];
    assert_eq!(listed.state, InvitationState::Open);
    assert_eq!(listed.waits_for, Some((Basis::Mentor, "Mens mentor".to_owned())));
    assert!(begin(&world, &world.here, &code).await.is_some());
    // Who does not represent waits for nobody.
    let second = invited(&world, client, Basis::SecondContact, 2).await;
    assert!(
        staff
            .list(&world)
            .await
            .iter()
            .any(|one| one.content.basis == Basis::SecondContact && one.waits_for.is_none())
    );
    let second = at_mobile(&world, &second, "second").await;
    assert!(matches!(prove(&world, &second, Contact::Mobile, "222222").await, Proved::Joined { .. }));
    // With the mentor gone the same code goes on.
    world.store.withdraw_relation(&world.here.operator, mentor).await.unwrap();
    assert!(matches!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::Joined { .. }));
}

async fn relation_of_mentor(world: &World, client: ClientId) -> RelationId {
    let (mentor, _) = account(&world.store, &world.here.operator, "mentor").await;
    relation(&world.store, &world.here.operator, client, mentor, Basis::Mentor).await
}

async fn an_account_that_is_there_waits_too(world: World) {
    let client = alone(&world, &world.here).await;
    let person = world.store.create_person(&world.here.operator, "Karin de Wit").await.unwrap();
    let new = NewAccount {
        person,
        user_name: "karin".into(),
        display_name: "Karin de Wit".into(),
        mobile: karin().mobile,
        email: karin().email.map(|email| email.as_str().to_owned()),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
    };
    let own = world.store.create_account(&world.here.operator, &new).await.unwrap();
    let (_, actor) = world.log_in(&world.here, own).await;
    let code = invited(&world, client, Basis::Partner, 1).await;
    let token = begin(&world, &world.here, &code).await.unwrap();
    let mentor = relation_of_mentor(&world, client).await;
    let outlook = async || world.store.joining_own(&actor, &token).await.unwrap().unwrap().outlook;
    let add = async || world.store.joining_add(&actor, &token, &request()).await.unwrap();
    let lines = refused(&world).await;
    assert_eq!((outlook().await, add().await), (Adding::SomebodyBefore, Adding::SomebodyBefore));
    assert_eq!(refused(&world).await, lines + 1);
    assert!(world.may_read(&actor, client).await.is_err());
    world.store.withdraw_relation(&world.here.operator, mentor).await.unwrap();
    assert_eq!((outlook().await, add().await), (Adding::Done, Adding::Done));
    assert_eq!(world.count("SELECT COUNT(*) FROM relation WHERE basis = 'partner'").await, 1);
}

async fn who_has_ended_or_begins_later_goes_before_nobody(world: World) {
    let (ended, later) = (alone(&world, &world.here).await, world.here.client);
    let first = at_mobile(&world, &invited(&world, ended, Basis::Family, 1).await, "first").await;
    let second = at_mobile(&world, &invited(&world, later, Basis::Family, 2).await, "second").await;
    let third = at_mobile(&world, &invited(&world, later, Basis::Partner, 3).await, "third").await;
    let (start, turn) = (world.store.now(), world.store.now() + SHORT);
    stands(&world, ended, "until", Basis::Curator, (start, Some(turn))).await;
    stands(&world, later, "from", Basis::Mentor, (turn, None)).await;
    let last = async |token: &str| prove(&world, token, Contact::Mobile, "222222").await;
    world.pass(turn.duration_since(world.store.now()) - MOMENT);
    assert_eq!(last(&first).await, Proved::SomebodyBefore, "a microsecond is left");
    assert!(matches!(last(&second).await, Proved::Joined { .. }), "not begun");
    world.pass(MOMENT);
    assert!(matches!(last(&first).await, Proved::Joined { .. }), "ended");
    assert_eq!(last(&third).await, Proved::SomebodyBefore, "begun");
    // Inviting goes by the same rule.
    let staff = desk(&world, &world.here, later).await;
    assert!(matches!(staff.invite(&world, &invitation(Basis::Proxy), 9).await, Invited::After { .. }));
}

async fn access_is_not_made_longer_out_of_order(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let now = world.store.now();
    let ends = inzage_domain::written::end_of(date(2026, 8, 31));
    let family = stands(&world, client, "sister", Basis::Family, (now, Some(ends))).await;
    let mentor = stands(&world, client, "mentor", Basis::Mentor, (now, Some(ends))).await;
    let renew = async |relation, day, key| {
        let edit = RelationEdit::Renew(day);
        let key = Uuid::from_u128(key);
        world.store.change_relation(&staff.permit, relation, edit, "omdat", key).await.unwrap()
    };
    assert_eq!(renew(family, date(2026, 9, 1), 1).await, Changed::SomebodyBefore);
    let kept = "SELECT COUNT(*) FROM relation_event WHERE what = 'renewed'";
    assert_eq!(world.count(kept).await, 0, "nothing was kept");
    // The same day is no longer than it was, and sooner is always possible.
    assert_eq!(renew(family, date(2026, 8, 31), 2).await, Changed::Done);
    assert_eq!(renew(family, date(2026, 8, 30), 3).await, Changed::Done);
    // Whoever goes before does not wait for the own relation, nor for who comes after.
    assert_eq!(renew(mentor, date(2026, 10, 1), 4).await, Changed::Done);
    world.store.withdraw_relation(&world.here.operator, mentor).await.unwrap();
    assert_eq!(renew(family, date(2026, 9, 1), 1).await, Changed::Done, "the refused form, again");
}

async fn who_of_the_family_it_is_is_kept(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let join = async |kinship: Option<Kinship>, key: u128| {
        let new = NewInvitation { kinship, ..invitation(Basis::Family) };
        let Invited::Made { code, .. } = staff.invite(&world, &new, key).await else { panic!("not invited") };
        let token = at_mobile(&world, &code, &format!("user{key}")).await;
        assert!(matches!(prove(&world, &token, Contact::Mobile, "222222").await, Proved::Joined { .. }));
    };
    join(Some(Kinship::Sibling), 1).await;
    world.pass(MOMENT);
    // As it was before it was asked.
    join(None, 2).await;
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let permit: Permitted<ReadAccess> =
        world.store.permit(&nurse, Some(client), &request()).await.unwrap().unwrap();
    let view = world.store.client(&permit).await.unwrap();
    let people = world.store.beside(&nurse, &permit, &view).await.unwrap();
    let found: Vec<_> = people.iter().map(|one| (one.basis, one.kinship)).collect();
    assert_eq!(found, [(Basis::Family, Some(Kinship::Sibling)), (Basis::Family, None)]);
    // One invitation tells it, too.
    let listed: Vec<_> = staff.list(&world).await.iter().map(|one| one.content.kinship).collect();
    assert_eq!(listed, [None, Some(Kinship::Sibling)]);
}

async fn a_relative_whom_the_policy_no_longer_names_does_not_join(world: World) {
    let (store, here) = (&world.store, &world.here);
    let client = alone(&world, here).await;
    let staff = desk(&world, here, client).await;
    let named = |family: &[Kinship]| Policy { family: family.to_vec(), ..here.organisation.policy().clone() };
    let invite = async |kinship: Option<Kinship>, key: u128| {
        let new = NewInvitation { kinship, ..invitation(Basis::Family) };
        let Invited::Made { code, .. } = staff.invite(&world, &new, key).await else { panic!("not invited") };
        at_mobile(&world, &code, &format!("user{key}")).await
    };
    let (child, untold) = (invite(Some(Kinship::Child), 1).await, invite(None, 2).await);
    let without = store.set_policy(&here.operator, &named(&[Kinship::Sibling])).await.unwrap();
    let step = async |organisation: &Organisation, token: &str| {
        store.joining_prove(organisation, token, Contact::Mobile, "222222", &request()).await.unwrap()
    };
    let lines = refused(&world).await;
    assert_eq!(step(&without, &child).await, Proved::SomebodyBefore);
    assert_eq!(refused(&world).await, lines + 1);
    assert_eq!(world.count("SELECT COUNT(*) FROM relation WHERE basis = 'family'").await, 0);
    // One made before it was asked which relative goes on, and so does this one once it is named again.
    assert!(matches!(step(&without, &untold).await, Proved::Joined { .. }));
    let again = store.set_policy(&here.operator, &named(&[Kinship::Child])).await.unwrap();
    assert!(matches!(step(&again, &child).await, Proved::Joined { .. }));
}
