//! Who stands beside a client: changes hold at once, ages change hands, looking together.

use inzage_domain::{
    Basis, CareState, ClientId, EntryId, RelationId, Role,
    access::{
        Act, Agree, ChangeNetwork, DataKind, JoinTogether, Kinds, ManageAccess, Permit, ReadAccess,
        ReadRecord, Refusal, RelationChange, ShowTogether, WithdrawContact,
    },
    policy::Preset,
};
use jiff::{SignedDuration, ToSpan, civil::Date};
use uuid::Uuid;

use super::{
    on_both,
    world::{Place, World, account, demographics, employment, relation, request},
};
use crate::*;

on_both! {
    withdrawing_holds_at_once_in_open_sessions;
    only_a_physician_ends_a_second_contacts_access;
    one_second_contact_and_no_more;
    a_changed_right_holds_at_once;
    the_same_form_twice_changes_once;
    changes_never_change;
    a_client_of_fourteen_chooses_what_a_parent_sees;
    at_sixteen_a_parent_sees_nothing_by_itself;
    looking_together_shows_what_was_picked_until_its_end;
    looking_together_ends_by_either;
    access_ends_four_weeks_after_the_care;
    a_renewed_grant_lasts_through_its_last_day;
    relations_do_not_cross;
}

/// A client of some years with a parent, both logged in.
pub(super) struct Family {
    pub(super) client: ClientId,
    pub(super) relation: RelationId,
    pub(super) child: Actor,
    pub(super) parent: Actor,
}

impl Family {
    /// A client whose birthday was a month ago.
    pub(super) async fn new(world: &World, place: &Place, years: i16) -> Self {
        let today = inzage_domain::written::day_of(world.store.now());
        let born = today.checked_sub(i32::from(years).years()).unwrap() - 1.month();
        Self::born(world, place, born).await
    }

    async fn born(world: &World, place: &Place, born: Date) -> Self {
        let (store, operator) = (&world.store, &place.operator);
        let known = Demographics { birth_date: Some(born), ..demographics("Sam", "Bouwmeester", None) };
        let client =
            store.create_client(operator, NewClient { demographics: known, location: None }).await.unwrap();
        let name = |who: &str| format!("{who}-{client}");
        let (child_person, child) = account(store, operator, &name("child")).await;
        let (parent_person, parent) = account(store, operator, &name("parent")).await;
        relation(store, operator, client, child_person, Basis::Own).await;
        let parents = relation(store, operator, client, parent_person, Basis::Parent).await;
        let (_, child) = world.log_in(place, child).await;
        let (_, parent) = world.log_in(place, parent).await;
        Self { client, relation: parents, child, parent }
    }

    pub(super) async fn permit<A: Act>(
        &self,
        world: &World,
        actor: &Actor,
    ) -> Result<Recorded<Permit<A>>, Refusal> {
        world.store.permit(actor, Some(self.client), &request()).await.unwrap()
    }

    /// What somebody sees of the record now.
    async fn sees(&self, world: &World, actor: &Actor) -> Result<Kinds, Refusal> {
        self.permit::<ReadRecord>(world, actor).await.map(|permit| permit.kinds())
    }

    async fn agree(&self, world: &World, kinds: Kinds, key: u128) -> Changed {
        let permit: Permitted<Agree> = self.permit(world, &self.child).await.unwrap();
        let edit = RelationEdit::Agree(kinds);
        world.store.change_relation(&permit, self.relation, edit, "", Uuid::from_u128(key)).await.unwrap()
    }

    async fn show(&self, world: &World, kinds: Kinds, minutes: i64, key: u128) -> Together {
        let permit: Permitted<ShowTogether> = self.permit(world, &self.child).await.unwrap();
        let until = world.store.now() + SignedDuration::from_mins(minutes);
        let shown =
            world.store.together_show(&permit, self.relation, kinds, until, Uuid::from_u128(key)).await;
        shown.unwrap().unwrap();
        world.store.together_now(&self.child).await.unwrap().swap_remove(0)
    }
}

async fn staff(world: &World, role: Role) -> Actor {
    let (_, account) = account(&world.store, &world.here.operator, &format!("staff-{}", role.key())).await;
    employment(&world.store, &world.here.operator, account, role).await;
    world.log_in(&world.here, account).await.1
}

async fn second_contact(world: &World) -> (RelationId, Actor) {
    let (person, account) = account(&world.store, &world.here.operator, "second").await;
    let made =
        relation(&world.store, &world.here.operator, world.here.client, person, Basis::SecondContact).await;
    (made, world.log_in(&world.here, account).await.1)
}

const AGENDA: Kinds = Kinds::NONE.with(DataKind::Agenda);
const PLAN: Kinds = Kinds::NONE.with(DataKind::Plan);

/// R41: what was withdrawn is closed in sessions that run.
async fn withdrawing_holds_at_once_in_open_sessions(world: World) {
    let (made, second) = second_contact(&world).await;
    assert!(world.may_read(&second, world.here.client).await.is_ok());
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    let permit: Permitted<ChangeNetwork> =
        world.store.permit(&client, Some(world.here.client), &request()).await.unwrap().unwrap();
    let edit = RelationEdit::Withdraw;
    let changed = world.store.change_relation(&permit, made, edit, "", Uuid::from_u128(1)).await.unwrap();
    assert_eq!(changed, Changed::Done);
    assert_eq!(world.may_read(&second, world.here.client).await.unwrap_err(), Refusal::RelationNotInForce);
    // It has ended: nothing of it changes any more.
    let edit = RelationEdit::Kinds(Kinds::ALL);
    let again = world.store.change_relation(&permit, made, edit, "", Uuid::from_u128(2)).await.unwrap();
    assert_eq!(again, Changed::NotThere);
}

/// R8: a physician withdraws a second contact's access with a reason; a nurse gets no such permit,
/// and the physician changes nothing else with it.
async fn only_a_physician_ends_a_second_contacts_access(world: World) {
    let (made, second) = second_contact(&world).await;
    let client = Some(world.here.client);
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    for role in [Role::Secretary, Role::Admin, Role::Provider, Role::PrivacyOfficer] {
        let actor = staff(&world, role).await;
        let refused = world.store.permit::<WithdrawContact>(&actor, client, &request()).await.unwrap().err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed), "{role:?}");
    }
    let refused = world.store.permit::<WithdrawContact>(&nurse, client, &request()).await.unwrap().err();
    assert_eq!(refused, Some(Refusal::RoleNotAllowed));
    let physician = staff(&world, Role::Physician).await;
    let permit: Permitted<WithdrawContact> =
        world.store.permit(&physician, client, &request()).await.unwrap().unwrap();
    let change = async |relation, edit, key| {
        world
            .store
            .change_relation(&permit, relation, edit, "goede zorg", Uuid::from_u128(key))
            .await
            .unwrap()
    };
    let kinds = RelationEdit::Kinds(AGENDA);
    // Refused twice is refused twice: the key was given back.
    for _ in 0..2 {
        assert_eq!(change(made, kinds, 1).await, Changed::NotTheirs);
    }
    let at_once = futures_util::future::join_all((0..8).map(|_| change(made, kinds, 11))).await;
    assert_eq!(at_once, [Changed::NotTheirs; 8]);
    assert_eq!(change(world.here.contact_relation, RelationEdit::Withdraw, 2).await, Changed::NotTheirs);
    assert!(world.may_read(&second, world.here.client).await.is_ok());
    assert_eq!(change(made, RelationEdit::Withdraw, 3).await, Changed::Done);
    assert!(world.may_read(&second, world.here.client).await.is_err());
    let permit: Permitted<ReadAccess> =
        world.store.permit(&nurse, client, &request()).await.unwrap().unwrap();
    let [event] = &world.store.relation_events(&permit).await.unwrap()[..] else { panic!("one change") };
    assert_eq!((event.what, event.reason.as_str()), (RelationChange::Withdrawn, "goede zorg"));
    assert_eq!(event.by.as_deref(), Some("Mens staff-physician"));
}

/// R6: client, first contact and one second contact; a third is refused until the second has gone.
async fn one_second_contact_and_no_more(world: World) {
    let (made, _) = second_contact(&world).await;
    let new = async |name: &str, basis| {
        let (person, _) = account(&world.store, &world.here.operator, name).await;
        let new = NewRelation {
            client: world.here.client,
            person,
            basis,
            decided_by: None,
            from: world.store.now(),
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        world.store.create_relation(&world.here.operator, new).await
    };
    for (name, basis) in
        [("third", Basis::SecondContact), ("other-first", Basis::FirstContact), ("other-self", Basis::Own)]
    {
        assert!(matches!(new(name, basis).await, Err(StoreError::Conflict(_))), "{basis:?}");
    }
    world.store.withdraw_relation(&world.here.operator, made).await.unwrap();
    assert!(new("fourth", Basis::SecondContact).await.is_ok());
    // As many as the policy says.
    let more = inzage_domain::policy::Policy { second_contacts: 2, ..Preset::Vivium.policy() };
    let organisation = world.store.set_policy(&world.here.operator, &more).await.unwrap();
    let operator = world.store.operator(&organisation, "root: test");
    let (person, _) = account(&world.store, &operator, "fifth").await;
    relation(&world.store, &operator, world.here.client, person, Basis::SecondContact).await;
}

/// R39: rights per kind of data, in sessions that run.
async fn a_changed_right_holds_at_once(world: World) {
    let (made, second) = second_contact(&world).await;
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    let permit: Permitted<ChangeNetwork> =
        world.store.permit(&contact, Some(world.here.client), &request()).await.unwrap().unwrap();
    let edit = RelationEdit::Kinds(AGENDA);
    world.store.change_relation(&permit, made, edit, "", Uuid::from_u128(1)).await.unwrap();
    assert_eq!(world.may_read(&second, world.here.client).await.unwrap().kinds(), AGENDA);
    let edit = RelationEdit::Kinds(Kinds::NONE);
    world.store.change_relation(&permit, made, edit, "", Uuid::from_u128(2)).await.unwrap();
    assert_eq!(world.may_read(&second, world.here.client).await.unwrap_err(), Refusal::NothingShared);
    // A first contact does not touch the client's own relation, nor the own one.
    let edit = RelationEdit::Withdraw;
    let own = world.store.change_relation(&permit, world.here.contact_relation, edit, "", Uuid::from_u128(3));
    assert_eq!(own.await.unwrap(), Changed::NotTheirs);
}

async fn the_same_form_twice_changes_once(world: World) {
    let (made, second) = second_contact(&world).await;
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let permit: Permitted<ManageAccess> =
        world.store.permit(&nurse, Some(world.here.client), &request()).await.unwrap().unwrap();
    let change = async |edit, key| {
        world.store.change_relation(&permit, made, edit, "gevraagd", Uuid::from_u128(key)).await.unwrap()
    };
    for _ in 0..3 {
        assert_eq!(change(RelationEdit::Kinds(AGENDA), 1).await, Changed::Done);
    }
    assert_eq!(change(RelationEdit::Kinds(PLAN), 1).await, Changed::KeyReused);
    assert_eq!(world.may_read(&second, world.here.client).await.unwrap().kinds(), AGENDA);
    assert_eq!(world.count("SELECT COUNT(*) FROM relation_event").await, 1);
}

async fn changes_never_change(world: World) {
    let family = Family::new(&world, &world.here, 14).await;
    family.agree(&world, PLAN, 1).await;
    for sql in ["UPDATE relation_event SET at = 0", "DELETE FROM relation_event"] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
}

/// R121, L1: nothing until the client agreed, then just that, and nothing again.
async fn a_client_of_fourteen_chooses_what_a_parent_sees(world: World) {
    let family = Family::new(&world, &world.here, 14).await;
    assert_eq!(family.sees(&world, &family.child).await, Ok(Kinds::ALL));
    assert_eq!(family.sees(&world, &family.parent).await, Err(Refusal::NotAgreed));
    assert_eq!(family.agree(&world, PLAN, 1).await, Changed::Done);
    assert_eq!(family.sees(&world, &family.parent).await, Ok(PLAN));
    assert_eq!(family.agree(&world, Kinds::NONE, 2).await, Changed::Done);
    assert_eq!(family.sees(&world, &family.parent).await, Err(Refusal::NotAgreed));
    // A parent agrees to nothing in the client's place.
    assert_eq!(family.permit::<Agree>(&world, &family.parent).await.err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(
        family.permit::<ChangeNetwork>(&world, &family.parent).await.err(),
        Some(Refusal::RoleNotAllowed)
    );
}

/// R121: on the day itself, without anybody doing anything, in sessions that run.
async fn at_sixteen_a_parent_sees_nothing_by_itself(world: World) {
    let today = inzage_domain::written::day_of(world.store.now());
    let born = today.checked_sub(16.years()).unwrap().tomorrow().unwrap();
    let family = Family::born(&world, &world.here, born).await;
    family.agree(&world, Kinds::ALL, 1).await;
    let minutes = SignedDuration::from_mins;
    let end = inzage_domain::written::end_of(today);
    // A session that is open at midnight.
    world.pass(end.duration_since(world.store.now()) - SignedDuration::from_micros(1) - minutes(25));
    let (_, parent) = world.log_in(&world.here, family.parent.account()).await;
    world.pass(minutes(25));
    assert_eq!(family.sees(&world, &parent).await, Ok(Kinds::ALL));
    world.pass(SignedDuration::from_micros(1));
    assert_eq!(family.sees(&world, &parent).await, Err(Refusal::ClientDecides));
    let opens = world.store.own_records(&parent, &request()).await.unwrap().unwrap();
    assert_eq!(opens.iter().map(|record| record.opens).collect::<Vec<_>>(), [Err(Refusal::ClientDecides)]);
}

/// L1: only when joined, only what was picked, until the minute it ends.
async fn looking_together_shows_what_was_picked_until_its_end(world: World) {
    let family = Family::new(&world, &world.here, 13).await;
    let together = family.show(&world, PLAN, 15, 1).await;
    assert!(together.shown && together.joined.is_none());
    assert_eq!(family.sees(&world, &family.parent).await, Err(Refusal::NotAgreed));
    let [invited] = &world.store.together_now(&family.parent).await.unwrap()[..] else { panic!("one") };
    assert!(!invited.shown);
    let join: Permitted<JoinTogether> = family.permit(&world, &family.parent).await.unwrap();
    assert!(world.store.together_join(&join, together.id).await.unwrap());
    assert_eq!(family.sees(&world, &family.parent).await, Ok(PLAN));
    // Where the client looks is kept, and what is pointed at goes when the client goes on.
    let read: Permitted<ReadRecord> = family.permit(&world, &family.child).await.unwrap();
    world.store.together_place(&read, "behandelplan").await.unwrap();
    let point: Permitted<ShowTogether> = family.permit(&world, &family.child).await.unwrap();
    let entry = inzage_domain::EntryId::from_uuid(Uuid::from_u128(5));
    world.store.together_point(&point, Some(entry)).await.unwrap();
    world.store.together_place(&read, "behandelplan").await.unwrap();
    let seen = async || {
        let now = world.store.together_now(&family.parent).await.unwrap().swap_remove(0);
        (now.place, now.pointed)
    };
    // A write that nobody waits for is there when one that comes after it is.
    world.store.together_point(&point, Some(entry)).await.unwrap();
    assert_eq!(seen().await, (Some("behandelplan".to_owned()), Some(entry)));
    world.store.together_place(&read, "rapportages").await.unwrap();
    family.agree(&world, Kinds::NONE, 9).await;
    assert_eq!(seen().await, (Some("rapportages".to_owned()), None));
    world.pass(SignedDuration::from_mins(15) - SignedDuration::from_micros(1));
    assert_eq!(family.sees(&world, &family.parent).await, Ok(PLAN));
    world.pass(SignedDuration::from_micros(1));
    assert_eq!(family.sees(&world, &family.parent).await, Err(Refusal::NotAgreed));
    assert!(world.store.together_now(&family.parent).await.unwrap().is_empty());
    let join: Permitted<JoinTogether> = family.permit(&world, &family.parent).await.unwrap();
    assert!(!world.store.together_join(&join, together.id).await.unwrap());
}

/// L1: the client or the parent stops, and it has stopped for both; showing anew replaces it.
async fn looking_together_ends_by_either(world: World) {
    for ends_by_parent in [false, true] {
        let family = Family::new(&world, &world.here, 12).await;
        let first = family.show(&world, PLAN, 60, 1).await;
        let join: Permitted<JoinTogether> = family.permit(&world, &family.parent).await.unwrap();
        assert!(world.store.together_join(&join, first.id).await.unwrap());
        let second = family.show(&world, AGENDA, 60, 2).await;
        assert_ne!(first.id, second.id);
        assert_eq!(family.sees(&world, &family.parent).await, Err(Refusal::NotAgreed));
        assert!(world.store.together_join(&join, second.id).await.unwrap());
        assert_eq!(family.sees(&world, &family.parent).await, Ok(AGENDA));
        let who = if ends_by_parent { &family.parent } else { &family.child };
        for _ in 0..2 {
            world.store.together_end(who, second.id, &request()).await.unwrap();
        }
        assert_eq!(family.sees(&world, &family.parent).await, Err(Refusal::NotAgreed));
        assert!(world.store.together_now(&family.child).await.unwrap().is_empty());
    }
    let lines = "SELECT COUNT(*) FROM log_line WHERE event = 'look-together' AND action = 'D'";
    assert_eq!(world.count(lines).await, 2);
}

/// R15, R16: day 27 open and day 28 closed, for the contacts too.
async fn access_ends_four_weeks_after_the_care(world: World) {
    world.store.set_care_state(&world.here.operator, world.here.client, CareState::Ended).await.unwrap();
    let days = |many: i64| SignedDuration::from_hours(24 * many);
    world.pass(days(27));
    for account in [world.here.client_account, world.here.contact_account] {
        let (_, actor) = world.log_in(&world.here, account).await;
        assert!(world.may_read(&actor, world.here.client).await.is_ok());
    }
    world.pass(days(1));
    for account in [world.here.client_account, world.here.contact_account] {
        let (_, actor) = world.log_in(&world.here, account).await;
        assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::CareEnded);
    }
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    assert!(world.may_read(&nurse, world.here.client).await.is_ok());
}

async fn a_renewed_grant_lasts_through_its_last_day(world: World) {
    let (made, _) = second_contact(&world).await;
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let permit: Permitted<ManageAccess> =
        world.store.permit(&nurse, Some(world.here.client), &request()).await.unwrap().unwrap();
    let last = inzage_domain::written::day_of(world.store.now()) + 3.days();
    let edit = RelationEdit::Renew(last);
    world.store.change_relation(&permit, made, edit, "gevraagd", Uuid::from_u128(1)).await.unwrap();
    let end = inzage_domain::written::end_of(last);
    world.pass(end.duration_since(world.store.now()) - SignedDuration::from_micros(1));
    let second = async || {
        let found = world.store.account_by_user_name(&world.here.operator, "second").await.unwrap().unwrap();
        world.log_in(&world.here, found.account).await.1
    };
    assert!(world.may_read(&second().await, world.here.client).await.is_ok());
    world.pass(SignedDuration::from_micros(1));
    let refused = world.may_read(&second().await, world.here.client).await.unwrap_err();
    assert_eq!(refused, Refusal::RelationNotInForce);
}

/// Relations and looking together: with ids of another organisation and of another client here.
async fn relations_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let mut families = Vec::new();
    for place in [here, there, here] {
        families.push(Family::new(&world, place, 14).await);
    }
    let [ours, theirs, neighbours] = families.as_slice() else { unreachable!() };
    let kinds = Kinds::ALL;
    let until = store.now() + SignedDuration::from_mins(60);
    let key = Uuid::from_u128;
    let show: Permitted<ShowTogether> = ours.permit(&world, &ours.child).await.unwrap();
    let agree: Permitted<Agree> = ours.permit(&world, &ours.child).await.unwrap();
    let read: Permitted<ReadRecord> = ours.permit(&world, &ours.child).await.unwrap();
    let access: Permitted<ReadAccess> = ours.permit(&world, &ours.child).await.unwrap();
    let join: Permitted<JoinTogether> = ours.permit(&world, &ours.parent).await.unwrap();
    for (number, other) in [theirs, neighbours].into_iter().enumerate() {
        let base = 100 * (u128::try_from(number).unwrap() + 1);
        // Their child shows; ours must neither see, join, point at nor end it.
        let shown: Permitted<ShowTogether> = other.permit(&world, &other.child).await.unwrap();
        store.together_show(&shown, other.relation, kinds, until, key(base)).await.unwrap().unwrap();
        let now = store.together_now(&other.child).await.unwrap();
        let [running] = now.as_slice() else { panic!("{now:?}") };
        assert!(!store.together_join(&join, running.id).await.unwrap());
        store.together_end(&ours.parent, running.id, &request()).await.unwrap();
        store.together_end(&ours.child, running.id, &request()).await.unwrap();
        store.together_place(&read, "elsewhere").await.unwrap();
        store.together_point(&show, Some(EntryId::from_uuid(key(1)))).await.unwrap();
        assert!(store.together_now(&ours.child).await.unwrap().is_empty());
        assert!(store.together_now(&ours.parent).await.unwrap().is_empty());
        assert_eq!(store.together_now(&other.child).await.unwrap(), now);
        assert_eq!(
            store.together_show(&show, other.relation, kinds, until, key(base + 1)).await.unwrap(),
            None
        );
        let edit = RelationEdit::Agree(kinds);
        assert_eq!(
            store.change_relation(&agree, other.relation, edit, "", key(base + 2)).await.unwrap(),
            Changed::NotThere
        );
        let view = store.client(&access).await.unwrap();
        let beside = store.beside(&ours.child, &access, &view).await.unwrap();
        assert!(beside.iter().all(|one| one.id != other.relation));
    }
    assert!(store.relation_events(&access).await.unwrap().is_empty());
    let edit = RelationEdit::Agree(kinds);
    let changed = store.change_relation(&agree, ours.relation, edit, "", key(7)).await.unwrap();
    assert_eq!(changed, Changed::Done);
    let [event] = &store.relation_events(&access).await.unwrap()[..] else { panic!("one change") };
    assert_eq!(event.relation, ours.relation);
}
