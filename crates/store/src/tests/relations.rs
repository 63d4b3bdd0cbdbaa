//! The first contact of the care plan, using an invitation with one's own account, inviting to the
//! network, and all access ending at once (R7, R16, R39, R41, R44).

use inzage_domain::{
    Basis, ClientId, EmailAddress, PhoneNumber,
    access::{ChangeNetwork, DataKind, Kinds, ManageAccess, ReadAccess, RelationChange},
    contact::Difference,
    joining::{InvitationCode, InvitationState},
    log::{EventCode, EventOutcome},
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    beside::Family,
    joining::{Desk, alone, at_mobile, begin, desk, invitation, karin, prove},
    on_both,
    world::{Place, World, account, relation, request},
};
use crate::*;

on_both! {
    /// R7: nobody registered, somebody else, and the one.
    the_first_contact_is_the_one_in_the_care_plan;
    /// R7: the account of the old one is flagged, and nobody's access changes.
    another_contact_flags_the_account_and_takes_nothing;
    a_new_telephone_makes_nobody_somebody_else;
    /// R41: who decided, and the consent.
    joining_leaves_history_and_consent;
    /// R44: no second account, and both addresses are proved.
    an_invitation_is_added_to_the_account_that_one_has;
    what_cannot_be_added_is_said;
    /// R39: others than staff see and change the network's invitations only.
    the_network_invites_to_the_network_only;
    an_invited_member_stays_until_the_last_day;
    /// WGBO 7:465 lid 3: who goes before is named.
    representatives_come_in_the_order_of_the_law;
    /// R121: what a parent sees ends by the child's age, not by a date.
    a_parent_joins_without_an_end;
    /// R16: contacts and network in one act, and what is out comes to nothing.
    all_access_ends_in_one_act;
    what_the_law_gave_is_not_the_clients_to_end;
    contacts_and_ends_do_not_cross;
}

fn peter() -> RegisteredContact {
    RegisteredContact {
        name: "Peter de Wit".into(),
        relation: "zoon".into(),
        born: Some(date(1970, 1, 31)),
        email: EmailAddress::parse("peter@example.nl").ok(),
        mobile: PhoneNumber::parse("06 11 22 33 44").ok(),
    }
}

/// Joins with a code: a new account of the invited person.
async fn join(world: &World, code: &InvitationCode, user: &str) -> Actor {
    let token = at_mobile(world, code, user).await;
    let Proved::Joined { account } = prove(world, &token, Contact::Mobile, "222222").await else {
        panic!("not joined");
    };
    world.log_in(&world.here, account).await.1
}

/// An account of a person with these addresses, logged in.
async fn person(
    world: &World,
    place: &Place,
    user: &str,
    email: Option<&str>,
    mobile: Option<&str>,
) -> Actor {
    let name = format!("Mens {user}");
    let person = world.store.create_person(&place.operator, &name).await.unwrap();
    let new = NewAccount {
        person,
        user_name: user.into(),
        display_name: name,
        mobile: mobile.map(|number| PhoneNumber::parse(number).unwrap()),
        email: email.map(str::to_owned),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
    };
    let account = world.store.create_account(&place.operator, &new).await.unwrap();
    world.log_in(place, account).await.1
}

async fn history(world: &World, place: &Place, client: ClientId) -> Vec<RelationEvent> {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    let permit: Permitted<ReadAccess> =
        world.store.permit(&nurse, Some(client), &request()).await.unwrap().unwrap();
    let mut events = world.store.relation_events(&permit).await.unwrap();
    events.reverse();
    events
}

async fn the_first_contact_is_the_one_in_the_care_plan(world: World) {
    let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
    let right = invitation(Basis::FirstContact);
    assert_eq!(desk.invite(&world, &right, 1).await, Invited::NobodyRegistered);
    assert!(world.store.registered_contact(&desk.permit).await.unwrap().is_none());
    assert_eq!(desk.register(&world, &karin()).await, Registering::Done { flagged: 0, withdrawn: 0 });
    let registered = world.store.registered_contact(&desk.permit).await.unwrap().unwrap();
    assert!(registered.contact == karin() && registered.made_by.as_deref() == Some("Mens nurse"));
    let other_name = NewInvitation { name: "Karin de Zwart".into(), ..right.clone() };
    assert_eq!(desk.invite(&world, &other_name, 2).await, Invited::SomebodyElse(vec![Difference::Name]));
    let other_mobile = NewInvitation { mobile: peter().mobile.unwrap(), ..right.clone() };
    assert_eq!(desk.invite(&world, &other_mobile, 3).await, Invited::SomebodyElse(vec![Difference::Mobile]));
    let other_email = NewInvitation { email: peter().email.unwrap(), ..right.clone() };
    assert_eq!(desk.invite(&world, &other_email, 4).await, Invited::SomebodyElse(vec![Difference::Email]));
    assert!(desk.list(&world).await.is_empty());
    // Whoever else is invited needs no registration, and the first contact is let in.
    assert!(matches!(desk.invite(&world, &invitation(Basis::SecondContact), 5).await, Invited::Made { .. }));
    let Invited::Made { code, .. } = desk.invite(&world, &right, 6).await else { panic!("not invited") };
    assert_eq!(desk.register(&world, &karin()).await, Registering::Same);
    assert!(begin(&world, &world.here, &code).await.is_some());
    // The care plan changes while the invitation is out: it comes to nothing.
    let token = begin(&world, &world.here, &code).await.unwrap();
    assert_eq!(desk.register(&world, &peter()).await, Registering::Done { flagged: 0, withdrawn: 1 });
    assert_eq!(begin(&world, &world.here, &code).await, None);
    assert!(world.store.joining(&world.here.organisation, &token).await.unwrap().is_none());
    assert!(matches!(desk.invite(&world, &right, 7).await, Invited::SomebodyElse(_)));
    // The second contact's invitation is nobody else's business.
    let open = desk.list(&world).await.into_iter().filter(|one| one.state == InvitationState::Open).count();
    assert_eq!(open, 1);
    let report = world.store.verify_log(&world.here.operator).await.unwrap();
    assert!(report.is_whole());
    let refused = world
        .count("SELECT COUNT(*) FROM log_line WHERE event = 'invite' AND action = 'C' AND outcome = '2'")
        .await;
    assert_eq!((refused, EventCode::Invite.key(), EventOutcome::Refused.key()), (5, "invite", "2"));
}

async fn another_contact_flags_the_account_and_takes_nothing(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let contact = join(&world, &staff.code(&world, Basis::FirstContact, 1).await, "karin").await;
    assert!(world.store.flagged_contacts(&staff.permit).await.unwrap().is_empty());
    world.pass(SignedDuration::from_secs(1));
    assert_eq!(staff.register(&world, &peter()).await, Registering::Done { flagged: 1, withdrawn: 0 });
    assert!(world.may_read(&contact, client).await.is_ok(), "nobody's access changes silently");
    let flagged = world.store.flagged_contacts(&staff.permit).await.unwrap();
    assert_eq!(flagged.len(), 1);
    assert_eq!(flagged[0].name, "Karin de Wit");
    let waiting = world.store.contacts_waiting(&staff.actor, &request()).await.unwrap().unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(
        waiting[0].client == client
            && waiting[0].client_name.own == "Wit"
            && waiting[0].flagged == flagged[0]
    );

    // Registered anew with another telephone: it waits since the first time.
    world.pass(SignedDuration::from_secs(1));
    let again = RegisteredContact { mobile: karin().mobile, ..peter() };
    assert_eq!(staff.register(&world, &again).await, Registering::Done { flagged: 1, withdrawn: 0 });
    assert!(world.store.flagged_contacts(&staff.permit).await.unwrap() == flagged);

    world.pass(SignedDuration::from_secs(1));
    let confirm = async || {
        let (permit, actor) = (&staff.permit, &staff.actor);
        let relation = flagged[0].relation;
        world.store.confirm_contact(permit, actor, relation, "blijft", &request()).await.unwrap()
    };
    assert!(confirm().await);
    assert!(!confirm().await, "settled once");
    assert!(world.store.flagged_contacts(&staff.permit).await.unwrap().is_empty());
    let events = history(&world, &world.here, client).await;
    let what: Vec<RelationChange> = events.iter().map(|event| event.what).collect();
    assert_eq!(what, [RelationChange::Made, RelationChange::Flagged, RelationChange::Confirmed]);
    assert_eq!(events[2].reason, "blijft");

    // The next change waits anew, until who is named is named again, or the access is withdrawn.
    let third = RegisteredContact { name: "Anja de Wit".into(), ..peter() };
    assert_eq!(staff.register(&world, &third).await, Registering::Done { flagged: 1, withdrawn: 0 });
    assert_eq!(staff.register(&world, &karin()).await, Registering::Done { flagged: 0, withdrawn: 0 });
    assert!(world.store.flagged_contacts(&staff.permit).await.unwrap().is_empty());
    staff.register(&world, &peter()).await;
    let (relation, key) = (flagged[0].relation, Uuid::from_u128(90));
    let ended =
        world.store.change_relation(&staff.permit, relation, RelationEdit::Withdraw, "ander", key).await;
    assert_eq!(ended.unwrap(), Changed::Done);
    assert!(world.store.flagged_contacts(&staff.permit).await.unwrap().is_empty());
    assert!(world.store.contacts_waiting(&staff.actor, &request()).await.unwrap().unwrap().is_empty());
    assert!(!confirm().await, "what was withdrawn is not confirmed");
}

async fn a_new_telephone_makes_nobody_somebody_else(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    join(&world, &staff.code(&world, Basis::FirstContact, 1).await, "karin").await;
    let moved = RegisteredContact { mobile: peter().mobile, ..karin() };
    assert_eq!(staff.register(&world, &moved).await, Registering::Done { flagged: 0, withdrawn: 0 });
    let unreachable = RegisteredContact { email: peter().email, ..moved };
    assert_eq!(staff.register(&world, &unreachable).await, Registering::Done { flagged: 1, withdrawn: 0 });
}

async fn joining_leaves_history_and_consent(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    join(&world, &staff.code(&world, Basis::Own, 1).await, "anna").await;
    assert_eq!(
        world.count("SELECT COUNT(*) FROM relation_consent").await,
        0,
        "one's own is shared with nobody"
    );
    join(&world, &staff.code(&world, Basis::SecondContact, 2).await, "karin").await;
    let events = history(&world, &world.here, client).await;
    assert_eq!(events.len(), 2);
    assert!(events.iter().all(|event| event.what == RelationChange::Made));
    assert_eq!(events[1].by.as_deref(), Some("Mens nurse"));
    let kept = "SELECT COUNT(*) FROM relation_consent WHERE given_by = 'client' AND given_how = 'phone' AND given_on = '2026-04-30'";
    assert_eq!(world.count(kept).await, 1);
    for sql in ["UPDATE relation_consent SET given_by = 'x'", "DELETE FROM relation_consent"] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
}

async fn an_invitation_is_added_to_the_account_that_one_has(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let karin = person(&world, &world.here, "karin", Some("KARIN@example.nl"), Some("06 99 88 77 66")).await;
    let code = staff.code(&world, Basis::SecondContact, 1).await;
    let token = begin(&world, &world.here, &code).await.unwrap();
    let before = world.count("SELECT COUNT(*) FROM account").await;
    let own = world.store.joining_own(&karin, &token).await.unwrap().unwrap();
    assert_eq!(
        (own.basis, own.name.as_str(), own.outlook),
        (Basis::SecondContact, "Karin de Wit", Adding::Done)
    );
    assert!(world.may_read(&karin, client).await.is_err(), "looking adds nothing");
    assert_eq!(world.store.joining_add(&karin, &token, &request()).await.unwrap(), Adding::Done);
    assert!(world.may_read(&karin, client).await.is_ok(), "at once, in the open session");
    assert_eq!(world.count("SELECT COUNT(*) FROM account").await, before, "no second account");
    assert_eq!(world.store.joining_add(&karin, &token, &request()).await.unwrap(), Adding::Ended);
    assert!(world.store.joining_own(&karin, &token).await.unwrap().is_none());
    assert_eq!(begin(&world, &world.here, &code).await, None, "a code works once");
    assert_eq!(staff.list(&world).await[0].state, InvitationState::Used);
    assert_eq!(world.count("SELECT COUNT(*) FROM relation_consent").await, 1);
    let events = history(&world, &world.here, client).await;
    assert_eq!((events.len(), events[0].what), (1, RelationChange::Made));
    assert!(world.store.verify_log(&world.here.operator).await.unwrap().is_whole());
}

async fn what_cannot_be_added_is_said(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let network = NewInvitation { kinds: Kinds::ALL.bits(), ..invitation(Basis::NetworkMember) };
    let Invited::Made { code, .. } = staff.invite(&world, &network, 1).await else { panic!("not invited") };
    let token = begin(&world, &world.here, &code).await.unwrap();
    let here = &world.here;
    let (email, mobile) = (Some("karin@example.nl"), Some("06 87 65 43 21"));
    let cases = [
        (world.log_in(here, here.nurse_account).await.1, Adding::AtWork),
        (person(&world, here, "no-mail", None, mobile).await, Adding::AddressMissing),
        (person(&world, here, "no-mobile", email, None).await, Adding::AddressMissing),
        (
            person(&world, here, "stranger", Some("ander@example.nl"), Some("06 99 88 77 66")).await,
            Adding::SomebodyElse,
        ),
    ];
    for (actor, expected) in cases {
        assert_eq!(world.store.joining_own(&actor, &token).await.unwrap().unwrap().outlook, expected);
        assert_eq!(world.store.joining_add(&actor, &token, &request()).await.unwrap(), expected);
    }
    let karin = person(&world, here, "karin", Some("other@example.nl"), mobile).await;
    assert_eq!(world.store.joining_add(&karin, "zz", &request()).await.unwrap(), Adding::Ended);
    assert_eq!(world.store.joining_add(&karin, &token, &request()).await.unwrap(), Adding::Done);
    let Invited::Made { code, .. } = staff.invite(&world, &network, 2).await else { panic!("not invited") };
    let token = begin(&world, here, &code).await.unwrap();
    assert_eq!(world.store.joining_own(&karin, &token).await.unwrap().unwrap().outlook, Adding::Already);
    assert_eq!(world.store.joining_add(&karin, &token, &request()).await.unwrap(), Adding::Already);
    // The invitation is still there for whoever may use it.
    assert!(begin(&world, here, &code).await.is_some());
}

async fn may_change(world: &World, actor: &Actor, client: ClientId) -> Permitted<ChangeNetwork> {
    world.store.permit(actor, Some(client), &request()).await.unwrap().unwrap()
}

async fn the_network_invites_to_the_network_only(world: World) {
    let (store, context) = (&world.store, request());
    let client = world.here.client;
    let staff = desk(&world, &world.here, client).await;
    let (_, own) = world.log_in(&world.here, world.here.client_account).await;
    let permit = may_change(&world, &own, client).await;
    let Invited::Made { id: second, .. } = staff.invite(&world, &invitation(Basis::SecondContact), 1).await
    else {
        panic!("not invited")
    };
    let other = store
        .invitation_create(&permit, &own, &invitation(Basis::SecondContact), Uuid::from_u128(2), &context)
        .await;
    assert!(matches!(other, Err(StoreError::Inconsistent { table: "permit", .. })));
    assert!(store.invitations(&permit).await.unwrap().is_empty());
    assert!(store.invitation_renew(&permit, &own, second, 1, &context).await.unwrap().is_none());
    assert!(!store.invitation_withdraw(&permit, &own, second, &context).await.unwrap());
    let member =
        NewInvitation { kinds: Kinds::NONE.with(DataKind::Plan).bits(), ..invitation(Basis::NetworkMember) };
    let made = store.invitation_create(&permit, &own, &member, Uuid::from_u128(3), &context).await.unwrap();
    let Invited::Made { id, code } = made else { panic!("not invited") };
    let listed: Vec<_> = store.invitations(&permit).await.unwrap().iter().map(|one| one.id).collect();
    assert_eq!(listed, [id]);
    assert_eq!(staff.list(&world).await.len(), 2, "staff see all of them");
    // Who joins sees exactly the kinds that were chosen, and the history says who let them in.
    let joined = join(&world, &code, "karin").await;
    let read = world.may_read(&joined, client).await.unwrap();
    assert_eq!(read.kinds(), Kinds::NONE.with(DataKind::Plan));
    let events = history(&world, &world.here, client).await;
    assert_eq!(events[0].by.as_deref(), Some("Mens client"));
    assert!(!store.invitation_withdraw(&permit, &own, id, &context).await.unwrap(), "it was used");
}

async fn an_invited_member_stays_until_the_last_day(world: World) {
    let staff = desk(&world, &world.here, world.here.client).await;
    let member = NewInvitation {
        kinds: Kinds::ALL.bits(),
        last_day: Some(date(2026, 5, 2)),
        ..invitation(Basis::NetworkMember)
    };
    let code = async |key| match staff.invite(&world, &member, key).await {
        Invited::Made { code, .. } => code,
        other => panic!("{other:?}"),
    };
    let (first, late) = (code(1).await, code(2).await);
    let joined = join(&world, &first, "karin").await;
    assert!(world.may_read(&joined, world.here.client).await.is_ok());
    let late = at_mobile(&world, &late, "karin2").await;
    // The world begins on 1 May at 10.00 in the Netherlands: the last day ends 38 hours later.
    let left = inzage_domain::written::end_of(date(2026, 5, 2)).duration_since(world.store.now());
    let short = SignedDuration::from_mins(5);
    world.pass(left - short);
    assert_eq!(world.count("SELECT COUNT(*) FROM relation WHERE basis = 'network-member'").await, 1);
    let again = world.log_in(&world.here, joined.account()).await.1;
    assert!(world.may_read(&again, world.here.client).await.is_ok());
    world.pass(short);
    assert!(world.may_read(&again, world.here.client).await.is_err());
    // Whoever is only then about to join has come too late.
    assert_eq!(prove(&world, &late, Contact::Mobile, "222222").await, Proved::Ended);
}

async fn representatives_come_in_the_order_of_the_law(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    assert!(matches!(staff.invite(&world, &invitation(Basis::Family), 1).await, Invited::Made { .. }));
    let (mentor, _) = account(&world.store, &world.here.operator, "mentor").await;
    let beside = relation(&world.store, &world.here.operator, client, mentor, Basis::Mentor).await;
    for (key, basis) in [(2, Basis::Family), (3, Basis::Partner), (4, Basis::Proxy)] {
        let after = Invited::After { basis: Basis::Mentor, name: "Mens mentor".into() };
        assert_eq!(staff.invite(&world, &invitation(basis), key).await, after, "{basis:?}");
    }
    // Of one step there can be several, and who does not represent is let in as before.
    for (key, basis) in [(5, Basis::Curator), (6, Basis::SecondContact)] {
        assert!(
            matches!(staff.invite(&world, &invitation(basis), key).await, Invited::Made { .. }),
            "{basis:?}"
        );
    }
    world.store.withdraw_relation(&world.here.operator, beside).await.unwrap();
    assert!(matches!(staff.invite(&world, &invitation(Basis::Partner), 7).await, Invited::Made { .. }));
}

async fn a_parent_joins_without_an_end(world: World) {
    let family = Family::new(&world, &world.here, 10).await;
    let staff = desk(&world, &world.here, family.client).await;
    for (key, basis, ends) in [
        (1, Basis::Parent, 0),
        (2, Basis::Guardian, 0),
        (3, Basis::ParentWithoutAuthority, 0),
        (4, Basis::SecondContact, 1),
    ] {
        let code = staff.code(&world, basis, key).await;
        let actor = join(&world, &code, &format!("user{key}")).await;
        let sees = world.may_read(&actor, family.client).await.is_ok();
        assert_eq!(sees, basis != Basis::ParentWithoutAuthority, "{basis:?}");
        assert_eq!(world.count("SELECT COUNT(*) FROM relation WHERE until_at IS NOT NULL").await, ends);
    }
}

async fn all_access_ends_in_one_act(world: World) {
    let (store, client) = (&world.store, world.here.client);
    let staff = desk(&world, &world.here, client).await;
    let member = NewInvitation { kinds: Kinds::ALL.bits(), ..invitation(Basis::NetworkMember) };
    let Invited::Made { code, .. } = staff.invite(&world, &member, 1).await else { panic!("not invited") };
    let joined = join(&world, &code, "karin").await;
    let open = staff.code(&world, Basis::SecondContact, 2).await;
    let token = begin(&world, &world.here, &open).await.unwrap();
    let (_, own) = world.log_in(&world.here, world.here.client_account).await;
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    let permit = may_change(&world, &own, client).await;
    let end = async || store.withdraw_everybody(&permit, "rust", Uuid::from_u128(7)).await.unwrap();
    let Everybody::Done(parted) = end().await else { panic!("done before") };
    let mut told: Vec<_> = parted.iter().map(|one| (one.name.as_str(), one.email.as_deref())).collect();
    told.sort_unstable();
    assert_eq!(told, [("Karin de Wit", Some("karin@example.nl")), ("Mens first-contact", None)]);
    for actor in [&joined, &contact] {
        assert!(world.may_read(actor, client).await.is_err(), "at once, in open sessions");
    }
    assert!(world.may_read(&own, client).await.is_ok(), "the client keeps the own record");
    assert!(store.joining(&world.here.organisation, &token).await.unwrap().is_none());
    assert_eq!(begin(&world, &world.here, &open).await, None);
    assert!(end().await == Everybody::Before, "nobody is told twice");
    let events = history(&world, &world.here, client).await;
    let ended = events.iter().filter(|event| event.what == RelationChange::Withdrawn);
    assert_eq!(ended.filter(|event| event.reason == "rust").count(), 2);
    // Somebody with nobody beside them: nothing to end.
    let again = store.withdraw_everybody(&permit, "", Uuid::from_u128(8)).await.unwrap();
    assert!(again == Everybody::Done(Vec::new()));
}

async fn what_the_law_gave_is_not_the_clients_to_end(world: World) {
    let family = Family::new(&world, &world.here, 14).await;
    let (person, _) = account(&world.store, &world.here.operator, "aunt").await;
    relation(&world.store, &world.here.operator, family.client, person, Basis::NetworkMember).await;
    let permit: Permitted<ChangeNetwork> = family.permit(&world, &family.child).await.unwrap();
    let ended = world.store.withdraw_everybody(&permit, "", Uuid::from_u128(1)).await.unwrap();
    let Everybody::Done(parted) = ended else { panic!("done before") };
    assert_eq!(parted.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Mens aunt"]);
    let held = "SELECT COUNT(*) FROM relation WHERE basis = 'parent' AND withdrawn_at IS NULL";
    assert_eq!(world.count(held).await, 1);
    // Staff enter what was decided about a parent.
    let staff = desk(&world, &world.here, family.client).await;
    world.store.withdraw_everybody(&staff.permit, "rechter", Uuid::from_u128(2)).await.unwrap();
    assert_eq!(world.count(held).await, 0);
}

/// With permits, actors and ids of another organisation and of another client here.
async fn contacts_and_ends_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let context = request();
    let mine = desk(&world, here, alone(&world, here).await).await;
    let neighbour = desk(&world, here, here.client).await;
    let theirs = desk(&world, there, there.client).await;
    join(&world, &mine.code(&world, Basis::FirstContact, 1).await, "karin").await;
    mine.register(&world, &peter()).await;
    let flagged = store.flagged_contacts(&mine.permit).await.unwrap();
    let one = &flagged[0];
    let tried: [&Desk; 2] = [&neighbour, &theirs];
    for other in tried {
        assert!(store.registered_contact(&other.permit).await.unwrap().is_none());
        assert!(store.flagged_contacts(&other.permit).await.unwrap().is_empty());
        let (permit, actor) = (&other.permit, &other.actor);
        assert!(!store.confirm_contact(permit, actor, one.relation, "x", &context).await.unwrap());
    }
    assert!(store.contacts_waiting(&theirs.actor, &context).await.unwrap().unwrap().is_empty());
    // Registering at one client leaves the others as they were.
    let context_of_theirs = store.register_contact(&theirs.permit, &theirs.actor, &karin(), &context).await;
    assert_eq!(context_of_theirs.unwrap(), Registering::Done { flagged: 1, withdrawn: 0 });
    assert!(store.registered_contact(&mine.permit).await.unwrap().unwrap().contact == peter());
    assert_eq!(store.contacts_waiting(&neighbour.actor, &context).await.unwrap().unwrap().len(), 1);

    let code = mine.code(&world, Basis::SecondContact, 2).await;
    let token = begin(&world, here, &code).await.unwrap();
    let elsewhere = person(&world, there, "karin", Some("karin@example.nl"), Some("06 87 65 43 21")).await;
    assert!(store.joining_own(&elsewhere, &token).await.unwrap().is_none());
    assert_eq!(store.joining_add(&elsewhere, &token, &context).await.unwrap(), Adding::Ended);

    for other in tried {
        let permit: &Permitted<ManageAccess> = &other.permit;
        store.withdraw_everybody(permit, "x", Uuid::from_u128(3)).await.unwrap();
    }
    assert!(store.flagged_contacts(&mine.permit).await.unwrap() == flagged, "mine still stands beside");
    assert!(begin(&world, here, &code).await.is_some(), "mine is still invited");
}
