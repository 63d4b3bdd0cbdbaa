//! Adding something of one's own to a record, and writing in it as a care worker (R24, R34).

use super::*;
use crate::access::{AddOwn, WriteRecord};

fn beside(basis: Basis, born: Date) -> Facts {
    let mut facts = facts(ActingAs::Personal);
    if let Some(client) = &mut facts.client {
        client.born = Some(born);
    }
    facts.relations.push(relation(basis));
    facts
}

/// What makes an actor somebody who may not.
type Change = fn(&mut ActorFacts);

/// R34: whoever sees part of a record adds to that part: the client, representatives, contacts. Who sees
/// nothing adds nothing, and nobody beside a client writes as a care worker.
#[test]
fn who_sees_a_part_adds_to_it() {
    let adult = date(1940, 1, 1);
    for &basis in Basis::ALL {
        let facts = beside(basis, adult);
        let (read, add) = (decided::<ReadRecord>(&facts), decided::<AddOwn>(&facts));
        assert_eq!(add.as_ref().err(), read.as_ref().err(), "{basis:?}");
        if let (Ok(read), Ok(add)) = (read, add) {
            assert_eq!(add.kinds(), read.kinds(), "{basis:?}");
        }
        assert!(decided::<WriteRecord>(&facts).is_err(), "{basis:?}");
    }
    let mut some = beside(Basis::SecondContact, adult);
    some.relations[0].kinds = Kinds::NONE.with(DataKind::Measurements);
    assert_eq!(decided::<AddOwn>(&some).unwrap().kinds(), Kinds::NONE.with(DataKind::Measurements));
    some.relations[0].kinds = Kinds::NONE;
    assert_eq!(decided::<AddOwn>(&some).err(), Some(Refusal::NothingShared));
}

/// R121: at 11 the parent adds, from 12 the child does, and a parent only what the child agreed to; from 16
/// the client alone. Both sides of each birthday.
#[test]
fn who_adds_for_a_child_changes_on_its_birthdays() {
    let agreed = Kinds::NONE.with(DataKind::Reports);
    let cases = [
        (date(2014, 5, 2), Err(Refusal::TooYoung), Ok(Kinds::ALL), Ok(Kinds::ALL)),
        (date(2014, 5, 1), Ok(Kinds::ALL), Err(Refusal::NotAgreed), Ok(agreed)),
        (date(2010, 5, 2), Ok(Kinds::ALL), Err(Refusal::NotAgreed), Ok(agreed)),
        (date(2010, 5, 1), Ok(Kinds::ALL), Err(Refusal::ClientDecides), Err(Refusal::ClientDecides)),
    ];
    for (born, child, parent, parent_agreed) in cases {
        let add = |facts: &Facts| decided::<AddOwn>(facts).map(|permit| permit.kinds());
        assert_eq!(add(&beside(Basis::Own, born)), child, "the child born {born}");
        let mut facts = beside(Basis::Parent, born);
        assert_eq!(add(&facts), parent, "a parent of {born}");
        facts.relations[0].agreed = agreed;
        assert_eq!(add(&facts), parent_agreed, "a parent with agreement of {born}");
    }
}

/// R34: after the end of care, of a relation or of a session nobody adds anything.
#[test]
fn nothing_is_added_after_the_end() {
    let mut ended = beside(Basis::Own, date(1940, 1, 1));
    if let Some(client) = &mut ended.client {
        client.state = CareState::Died;
        client.ended_on = Some(date(2025, 1, 1));
    }
    assert_eq!(decided::<AddOwn>(&ended).err(), Some(Refusal::CareEnded));
    let mut withdrawn = beside(Basis::SecondContact, date(1940, 1, 1));
    withdrawn.relations[0].withdrawn = Some(now());
    assert_eq!(decided::<AddOwn>(&withdrawn).err(), Some(Refusal::RelationNotInForce));
    withdrawn.relations[0].withdrawn = Some(now() + 1.second());
    assert!(decided::<AddOwn>(&withdrawn).is_ok());
    let changes: [(Change, Refusal); 4] = [
        (|actor| actor.session_live = false, Refusal::SessionEnded),
        (|actor| actor.state = AccountState::Blocked, Refusal::AccountNotOpen),
        (|actor| actor.state = AccountState::Closed, Refusal::AccountNotOpen),
        (|actor| actor.terms_accepted = false, Refusal::TermsOutstanding),
    ];
    for (change, refusal) in changes {
        let mut facts = beside(Basis::Own, date(1940, 1, 1));
        change(&mut facts.actor);
        assert_eq!(decided::<AddOwn>(&facts).err(), Some(refusal));
    }
}

/// R19: nurses and physicians write where the client is; no other role does, and no role adds as a client.
#[test]
fn nurses_and_physicians_write() {
    for &role in Role::ALL {
        let mut facts = facts(employee(role));
        let writes = matches!(role, Role::Nurse | Role::Physician);
        assert_eq!(decided::<WriteRecord>(&facts).is_ok(), writes, "{role:?}");
        assert_eq!(decided::<AddOwn>(&facts).err(), Some(Refusal::RoleNotAllowed), "{role:?}");
        facts.actor.works_there = false;
        let expected = if writes { Refusal::OtherLocation } else { Refusal::RoleNotAllowed };
        assert_eq!(decided::<WriteRecord>(&facts).err(), Some(expected), "{role:?}");
    }
    let operator = facts(ActingAs::Operator);
    assert_eq!(decided::<AddOwn>(&operator).err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(decided::<WriteRecord>(&operator).err(), Some(Refusal::RoleNotAllowed));
}
