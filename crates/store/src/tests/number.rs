//! The number with which somebody logs in with the own DigiD for a client (R120).

use inzage_domain::{
    Basis, Bsn, ClientId,
    access::{Kinds, ManageAccess, ReadAccess, Refusal, RelationChange},
    digid::Identity,
    session::SessionEnd,
};
use jiff::{SignedDuration, civil::date};

use super::{
    on_both,
    world::{Place, World, account, demographics, relation, request},
};
use crate::*;

const MOMENT: SignedDuration = SignedDuration::from_micros(1);
const CLIENT: &str = "999900006";
const CONTACT: &str = "999900043";
const OTHER: &str = "999900055";

on_both! {
    /// R114, R120: registered once, corrected with a reason, never kept readable.
    a_number_is_registered_and_corrected;
    /// R120: a relation that ends, has no such ground, or is the client's own has no number.
    a_number_needs_a_relation_in_force;
    numbers_do_not_cross;
}

fn bsn(text: &str) -> Bsn {
    Bsn::parse(text).unwrap()
}

fn document() -> IdentityDocument {
    IdentityDocument { kind: DocumentKind::IdentityCard, ending: "A1B2".into(), seen_on: date(2026, 5, 1) }
}

/// Staff of a place with leave to manage access to a client.
async fn staff(world: &World, place: &Place, client: ClientId) -> (Actor, Permitted<ManageAccess>) {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    let permit = world.store.permit::<ManageAccess>(&nurse, Some(client), &request()).await.unwrap();
    (nurse, permit.unwrap())
}

async fn a_number_is_registered_and_corrected(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (nurse, permit) = staff(&world, here, here.client).await;
    let seen = document();
    let register = async |relation, number: &str, reason: &str| {
        store
            .number_register(&permit, &nurse, relation, &bsn(number), &seen, reason, &request())
            .await
            .unwrap()
    };
    let lines = "SELECT COUNT(*) FROM log_line WHERE event = 'change-rights' AND action = 'U'";
    let lines_before = world.count(lines).await;
    let contact = here.contact_relation;
    let before = store.number_of(&permit, contact).await.unwrap().unwrap();
    assert!(!before.is_registered && before.by_staff.is_none());
    assert_eq!((before.name.as_str(), before.basis), ("Mens first-contact", Basis::FirstContact));
    assert_eq!(register(contact, CLIENT, "").await, Numbering::Clients);
    assert_eq!(register(contact, CONTACT, "").await, Numbering::Done);
    assert_eq!(register(contact, CONTACT, "").await, Numbering::Same, "sent twice");
    let kept = store.number_of(&permit, contact).await.unwrap().unwrap();
    let (ending, of, at, by) = kept.by_staff.unwrap();
    assert_eq!(
        (ending.as_str(), of, at, by.as_str()),
        ("•••••0043", seen.clone(), store.now(), "Mens nurse")
    );
    let find = async |acting: &str| {
        let identity = Identity { acting: bsn(acting), legal: Some(bsn(CLIENT)) };
        store.digid_account(&here.organisation, &identity).await.unwrap()
    };
    let found = find(CONTACT).await.unwrap();
    assert_eq!((found.account, found.only_client), (here.contact_account, Some(here.client)));
    let token = store.digid_session(&here.organisation, found, None, &request()).await.unwrap().unwrap();
    let (by_password, _) = world.log_in(here, here.contact_account).await;

    assert_eq!(register(contact, OTHER, "").await, Numbering::NoReason);
    assert!(find(OTHER).await.is_none());
    world.pass(SignedDuration::from_mins(1));
    assert_eq!(register(contact, OTHER, "verkeerd overgenomen").await, Numbering::Done);
    assert!(find(CONTACT).await.is_none() && find(OTHER).await.is_some());
    let state = store.actor(&here.organisation, &token, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(SessionEnd::Elsewhere)), "it may be somebody else's");
    world.actor(here, &by_password).await;

    // The same number for somebody else: refused, without a row.
    let (person, _) = account(store, &here.operator, "mentor").await;
    let mentor = relation(store, &here.operator, here.client, person, Basis::Mentor).await;
    assert_eq!(register(mentor, OTHER, "").await, Numbering::Taken);
    assert_eq!(register(mentor, CONTACT, "").await, Numbering::Done, "free again");
    assert_eq!(world.count("SELECT COUNT(*) FROM person_number").await, 3);
    let events = "SELECT COUNT(*) FROM relation_event WHERE what = 'numbered'";
    assert_eq!(world.count(events).await, 3);
    assert_eq!(world.count(lines).await, lines_before + 3);
    let may = store.permit::<ReadAccess>(&nurse, Some(here.client), &request()).await.unwrap().unwrap();
    let told = store.relation_events(&may).await.unwrap();
    let corrected = told.iter().find(|event| event.reason == "verkeerd overgenomen").unwrap();
    assert_eq!((corrected.what, corrected.relation), (RelationChange::Numbered, contact));
    assert!(world.tamper("UPDATE person_number SET made_at = 0").await.is_err());
    assert!(world.tamper("DELETE FROM person_number").await.is_err());
    // One that a command registers afterwards is not what staff saw.
    let contact_person = store.account_by_user_name(&here.operator, "first-contact").await.unwrap().unwrap();
    store.register_person_bsn(&here.operator, contact_person.person, &bsn("999900067")).await.unwrap();
    let moved = store.number_of(&permit, contact).await.unwrap().unwrap();
    assert!(moved.is_registered && moved.by_staff.is_none());
    // Neither number stands anywhere in the files.
    for number in [CONTACT, OTHER] {
        for file in std::fs::read_dir(world.folder.path()).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                assert!(!bytes.windows(9).any(|part| part == number.as_bytes()), "{}", path.display());
            }
        }
    }
}

async fn a_number_needs_a_relation_in_force(world: World) {
    let (store, here) = (&world.store, &world.here);
    let (nurse, permit) = staff(&world, here, here.client).await;
    let register = async |relation| {
        store
            .number_register(&permit, &nurse, relation, &bsn(CONTACT), &document(), "", &request())
            .await
            .unwrap()
    };
    let (person, _) = account(store, &here.operator, "anders").await;
    for &basis in Basis::ALL {
        if matches!(basis, Basis::Own | Basis::FirstContact) {
            continue;
        }
        let relation = relation(store, &here.operator, here.client, person, basis).await;
        let there = store.number_of(&permit, relation).await.unwrap().is_some();
        assert_eq!(there, basis.acts_with_digid(), "{basis:?}");
        if !there {
            assert_eq!(register(relation).await, Numbering::NotThere, "{basis:?}");
        }
    }
    let new = |until| NewRelation {
        client: here.client,
        person,
        basis: Basis::Proxy,
        decided_by: None,
        from: store.now(),
        until: Some(until),
        kinds: Kinds::ALL,
        manages: false,
    };
    let until = store.now() + SignedDuration::from_mins(1);
    let ending = store.create_relation(&here.operator, new(until)).await.unwrap();
    world.pass(SignedDuration::from_mins(1) - MOMENT);
    let (nurse, permit) = staff(&world, here, here.client).await;
    let at = async |relation| store.number_of(&permit, relation).await.unwrap().is_some();
    assert!(at(ending).await, "a microsecond before its end");
    world.pass(MOMENT);
    let (again, permit) = staff(&world, here, here.client).await;
    assert!(store.number_of(&permit, ending).await.unwrap().is_none());
    let (bsn, seen) = (bsn(CONTACT), document());
    let late = store.number_register(&permit, &again, ending, &bsn, &seen, "", &request()).await.unwrap();
    assert_eq!(late, Numbering::NotThere);
    store.withdraw_relation(&here.operator, here.contact_relation).await.unwrap();
    let withdrawn = here.contact_relation;
    let late = store.number_register(&permit, &nurse, withdrawn, &bsn, &seen, "", &request()).await.unwrap();
    assert_eq!(late, Numbering::NotThere);
    assert_eq!(world.count("SELECT COUNT(*) FROM person WHERE bsn_hash IS NOT NULL").await, 0);
    // Another client of the same organisation.
    let new = NewClient { demographics: demographics("Wim", "Bakker", None), location: None };
    let other = store.create_client(&here.operator, new).await.unwrap();
    let (_, elsewhere) = staff(&world, here, other).await;
    assert!(store.number_of(&elsewhere, here.contact_relation).await.unwrap().is_none());
}

async fn numbers_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (theirs, their_permit) = staff(&world, there, there.client).await;
    let (number, seen, relation) = (bsn(CONTACT), document(), here.contact_relation);
    assert!(store.number_of(&their_permit, relation).await.unwrap().is_none());
    let stolen =
        store.number_register(&their_permit, &theirs, relation, &number, &seen, "", &request()).await;
    assert_eq!(stolen.unwrap(), Numbering::NotThere);
    let (nurse, permit) = staff(&world, here, here.client).await;
    let kept = store.number_register(&permit, &nurse, relation, &number, &seen, "", &request()).await;
    assert_eq!(kept.unwrap(), Numbering::Done);
    // The same number at the other organisation is another person's business.
    let relation = there.contact_relation;
    assert!(!store.number_of(&their_permit, relation).await.unwrap().unwrap().is_registered);
    let kept = store.number_register(&their_permit, &theirs, relation, &number, &seen, "", &request()).await;
    assert_eq!(kept.unwrap(), Numbering::Done);
    let refused = store.permit::<ManageAccess>(&theirs, Some(here.client), &request()).await.unwrap().err();
    assert_eq!(refused, Some(Refusal::NoSuchClient));
}
