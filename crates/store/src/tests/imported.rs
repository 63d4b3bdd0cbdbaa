//! The first contact out of an imported care plan (R7): registered in the one way of staff, on both
//! engines.

use inzage_domain::{
    Basis, ClientId, EmailAddress, PhoneNumber,
    access::{ImportRecord, Permit, ReadAccess, RelationChange},
    contact::Difference,
};
use jiff::SignedDuration;

use super::{
    joining::{Desk, alone, at_mobile, begin, desk, invitation, karin, prove},
    on_both,
    world::{Place, World, request},
};
use crate::*;

on_both! {
    the_care_plan_registers_its_contact_once;
    /// R7: an import flags, and nobody's access changes.
    another_contact_in_the_plan_flags_and_takes_nothing;
    what_staff_typed_stays_while_the_plan_says_the_same;
    /// R7: only the source is another, and what staff confirmed stays confirmed.
    the_plan_that_says_what_staff_typed_changes_nobody;
    a_plan_without_addresses_registers_what_there_is;
    of_an_import_and_staff_at_once_one_counts;
    imports_register_within_one_organisation;
}

const MOMENT: SignedDuration = SignedDuration::from_micros(1);

fn peter() -> RegisteredContact {
    RegisteredContact {
        name: "Peter de Wit".into(),
        relation: "zoon".into(),
        born: None,
        email: EmailAddress::parse("peter@example.nl").ok(),
        mobile: PhoneNumber::parse("06 11 22 33 44").ok(),
    }
}

/// Somebody of whom the care plan has no more than a name.
fn bare(name: &str) -> RegisteredContact {
    RegisteredContact { name: name.into(), relation: String::new(), born: None, email: None, mobile: None }
}

async fn permit(world: &World, place: &Place, client: ClientId) -> Recorded<Permit<ImportRecord>> {
    world.store.operator_permit(&place.operator, client).await.unwrap().unwrap()
}

/// Reads a contact in, a moment after what was before.
async fn read_in(world: &World, client: ClientId, said: &RegisteredContact) -> Registering {
    world.pass(MOMENT);
    let (store, operator) = (&world.store, &world.here.operator);
    let permit = permit(world, &world.here, client).await;
    store.register_imported_contact(&permit, operator, said).await.unwrap()
}

async fn now(world: &World, staff: &Desk) -> Registration {
    world.store.registered_contact(&staff.permit).await.unwrap().unwrap()
}

async fn flags(world: &World, staff: &Desk) -> usize {
    world.store.flagged_contacts(&staff.permit).await.unwrap().len()
}

/// Karin is the first contact and has the account.
async fn joined(world: &World, staff: &Desk) -> Actor {
    let code = staff.code(world, Basis::FirstContact, 1).await;
    let token = at_mobile(world, &code, "karin").await;
    let Proved::Joined { account } = prove(world, &token, Contact::Mobile, "222222").await else {
        panic!("not joined");
    };
    world.log_in(&world.here, account).await.1
}

const DONE: Registering = Registering::Done { flagged: 0, withdrawn: 0 };

async fn the_care_plan_registers_its_contact_once(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    assert_eq!(read_in(&world, client, &karin()).await, DONE);
    let registered = now(&world, &staff).await;
    assert!(registered.contact == karin() && registered.made_by.is_none());
    let told = "SELECT COUNT(*) FROM log_line WHERE event = 'change-rights'";
    let (rows, lines) = (world.count("SELECT COUNT(*) FROM imported_contact").await, world.count(told).await);
    for _ in 0..2 {
        assert_eq!(read_in(&world, client, &karin()).await, Registering::Same);
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM imported_contact").await, rows);
    assert_eq!(world.count(told).await, lines);
    assert_eq!(now(&world, &staff).await.made_at, registered.made_at, "since the first time");
    // That very person is invited, and nobody else.
    let other = NewInvitation { name: "Karin de Zwart".into(), ..invitation(Basis::FirstContact) };
    assert_eq!(staff.invite(&world, &other, 1).await, Invited::SomebodyElse(vec![Difference::Name]));
    assert!(matches!(staff.invite(&world, &invitation(Basis::FirstContact), 2).await, Invited::Made { .. }));
    // Another care plan: whoever was invited by the old one does not join by it.
    assert_eq!(read_in(&world, client, &peter()).await, Registering::Done { flagged: 0, withdrawn: 1 });
    let by_nobody = "SELECT COUNT(*) FROM invitation WHERE withdrawn_at IS NOT NULL AND withdrawn_by IS NULL";
    assert_eq!(world.count(by_nobody).await, 1);
    assert!(world.store.verify_log(&world.here.operator).await.unwrap().is_whole());
}

async fn another_contact_in_the_plan_flags_and_takes_nothing(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let contact = joined(&world, &staff).await;
    assert_eq!(read_in(&world, client, &peter()).await, Registering::Done { flagged: 1, withdrawn: 0 });
    assert!(world.may_read(&contact, client).await.is_ok(), "nobody's access changes silently");
    let flagged = world.store.flagged_contacts(&staff.permit).await.unwrap();
    assert_eq!((flagged.len(), flagged[0].name.as_str()), (1, "Karin de Wit"));
    assert_eq!(flagged[0].read_in, Some(now(&world, &staff).await.made_at));
    let waiting = world.store.contacts_waiting(&staff.actor, &request()).await.unwrap().unwrap();
    assert!(waiting.iter().map(|waiting| &waiting.flagged).eq(&flagged));
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let looking: Permitted<ReadAccess> =
        world.store.permit(&nurse, Some(client), &request()).await.unwrap().unwrap();
    let events = world.store.relation_events(&looking).await.unwrap();
    let newest = events.iter().find(|event| event.what == RelationChange::Flagged).unwrap();
    assert_eq!(newest.by, None, "a command, not a person");

    // The plan names her again: the flag goes.
    assert_eq!(read_in(&world, client, &karin()).await, DONE);
    assert_eq!(flags(&world, &staff).await, 0);
}

async fn what_staff_typed_stays_while_the_plan_says_the_same(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    // An import, then staff, then the same import: staff knew more than the plan.
    read_in(&world, client, &karin()).await;
    world.pass(MOMENT);
    assert_eq!(staff.register(&world, &peter()).await, DONE);
    assert_eq!(read_in(&world, client, &karin()).await, Registering::Same);
    let registered = now(&world, &staff).await;
    assert!(registered.contact == peter() && registered.made_by.is_some());
    // The plan says something else: it goes before.
    let third = RegisteredContact { name: "Anja de Wit".into(), ..karin() };
    assert_eq!(read_in(&world, client, &third).await, DONE);
    let registered = now(&world, &staff).await;
    assert!(registered.contact == third && registered.made_by.is_none());
    // And back to what it said at first: that is another word of the plan, too.
    assert_eq!(read_in(&world, client, &karin()).await, DONE);
    assert!(now(&world, &staff).await.contact == karin());

    // The other order: staff first, then the first import.
    let client = world.here.client;
    let staff = desk(&world, &world.here, client).await;
    staff.register(&world, &peter()).await;
    read_in(&world, client, &karin()).await;
    let registered = now(&world, &staff).await;
    assert!(registered.contact == karin() && registered.made_by.is_none());
    let current = "SELECT (SELECT COUNT(*) FROM registered_contact WHERE replaced_at IS NULL) + (SELECT COUNT(*) FROM imported_contact WHERE replaced_at IS NULL)";
    assert_eq!(world.count(current).await, 2, "one for each client");
}

async fn the_plan_that_says_what_staff_typed_changes_nobody(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    joined(&world, &staff).await;
    staff.register(&world, &peter()).await;
    let flagged = world.store.flagged_contacts(&staff.permit).await.unwrap();
    let confirmed = world
        .store
        .confirm_contact(&staff.permit, &staff.actor, flagged[0].relation, "blijft", &request())
        .await;
    assert!(confirmed.unwrap());
    let open = staff.code(&world, Basis::SecondContact, 5).await;
    assert_eq!(read_in(&world, client, &peter()).await, DONE);
    assert_eq!(flags(&world, &staff).await, 0, "confirmed stays confirmed");
    assert!(now(&world, &staff).await.made_by.is_none(), "the source is the plan now");
    assert!(begin(&world, &world.here, &open).await.is_some());
    // What the plan said last is what counts for the next import: staff typed what it said before.
    world.pass(MOMENT);
    staff.register(&world, &karin()).await;
    assert_eq!(read_in(&world, client, &peter()).await, Registering::Same);
    assert!(now(&world, &staff).await.contact == karin());
}

async fn a_plan_without_addresses_registers_what_there_is(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    // Of the one who is known already it takes nothing: the invitation that is out stays.
    staff.register(&world, &karin()).await;
    let Invited::Made { code, .. } = staff.invite(&world, &invitation(Basis::FirstContact), 1).await else {
        panic!("not invited");
    };
    assert_eq!(read_in(&world, client, &bare("Karin de Wit")).await, DONE);
    assert!(now(&world, &staff).await.contact == karin());
    assert_eq!(read_in(&world, client, &bare("Karin de Wit")).await, Registering::Same);
    assert!(begin(&world, &world.here, &code).await.is_some());
    // Somebody new has a name only: nobody is invited before staff have completed it.
    assert_eq!(
        read_in(&world, client, &bare("Peter de Wit")).await,
        Registering::Done { flagged: 0, withdrawn: 1 }
    );
    let registered = now(&world, &staff).await.contact;
    assert!(registered == bare("Peter de Wit"));
    let invited = NewInvitation { name: "Peter de Wit".into(), ..invitation(Basis::FirstContact) };
    let missing = vec![Difference::Email, Difference::Mobile];
    assert_eq!(staff.invite(&world, &invited, 2).await, Invited::SomebodyElse(missing));
    let completed = RegisteredContact { name: "Peter de Wit".into(), ..karin() };
    world.pass(MOMENT);
    assert_eq!(staff.register(&world, &completed).await, DONE);
    assert_eq!(read_in(&world, client, &bare("Peter de Wit")).await, Registering::Same);
    assert!(matches!(staff.invite(&world, &invited, 3).await, Invited::Made { .. }));
}

async fn of_an_import_and_staff_at_once_one_counts(world: World) {
    let client = alone(&world, &world.here).await;
    let staff = desk(&world, &world.here, client).await;
    let (store, operator) = (&world.store, &world.here.operator);
    let permit = permit(&world, &world.here, client).await;
    let (one, other) = (karin(), peter());
    let third = RegisteredContact { name: "Anja de Wit".into(), ..karin() };
    let (first, typed, second) = tokio::join!(
        store.register_imported_contact(&permit, operator, &one),
        staff.register(&world, &other),
        store.register_imported_contact(&permit, operator, &third),
    );
    assert_eq!((first.unwrap(), typed, second.unwrap()), (DONE, DONE, DONE));
    let current = "SELECT (SELECT COUNT(*) FROM registered_contact WHERE replaced_at IS NULL) + (SELECT COUNT(*) FROM imported_contact WHERE replaced_at IS NULL)";
    assert_eq!(world.count(current).await, 1);
    let counts = now(&world, &staff).await.contact;
    assert!([one, other, third].contains(&counts), "one of them, whole");
    assert!(store.verify_log(operator).await.unwrap().is_whole());
}

/// With the operator, permits and clients of another organisation, and with another client here.
async fn imports_register_within_one_organisation(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    assert!(
        store.operator_permit::<ImportRecord>(&here.operator, there.client).await.unwrap().is_err(),
        "a client of another organisation"
    );
    let theirs = permit(&world, there, there.client).await;
    assert!(store.register_imported_contact(&theirs, &here.operator, &peter()).await.is_err());
    assert_eq!(world.count("SELECT COUNT(*) FROM imported_contact").await, 0);
    let client = alone(&world, here).await;
    read_in(&world, client, &karin()).await;
    for (place, client) in [(here, here.client), (there, there.client)] {
        let neighbour = desk(&world, place, client).await;
        assert!(store.registered_contact(&neighbour.permit).await.unwrap().is_none());
    }
    let registered = store.register_imported_contact(&theirs, &there.operator, &peter()).await.unwrap();
    assert_eq!(registered, Registering::Done { flagged: 1, withdrawn: 0 });
    let mine = desk(&world, here, client).await;
    assert!(now(&world, &mine).await.contact == karin());
    let neighbour = desk(&world, here, here.client).await;
    assert!(store.contacts_waiting(&neighbour.actor, &request()).await.unwrap().unwrap().is_empty());
}
