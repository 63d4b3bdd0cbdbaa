//! Who may take a copy of a record along, and of what (R21, R26, R121; WGBO 7:456 and 7:457 lid 3).

use super::*;
use crate::access::TakeAlong;

fn beside(born: Date, basis: Basis) -> Facts {
    let mut facts = facts(ActingAs::Personal);
    if let Some(client) = &mut facts.client {
        client.born = Some(born);
    }
    facts.relations.push(relation(basis));
    facts
}

/// R26: the client and who decides for the client; nobody who only looks along, and nobody who works here.
#[test]
fn a_copy_is_for_the_client_and_who_represents() {
    let adult = date(1940, 1, 1);
    for (basis, refused) in [
        (Basis::Own, None),
        (Basis::FirstContact, None),
        (Basis::Curator, None),
        (Basis::Mentor, None),
        (Basis::Proxy, None),
        (Basis::SecondContact, Some(Refusal::RoleNotAllowed)),
        (Basis::NetworkMember, Some(Refusal::RoleNotAllowed)),
        (Basis::Partner, Some(Refusal::RoleNotAllowed)),
        (Basis::Family, Some(Refusal::RoleNotAllowed)),
        (Basis::Administrator, Some(Refusal::NoMedicalData)),
        (Basis::ParentWithoutAuthority, Some(Refusal::NoMedicalData)),
        (Basis::Parent, Some(Refusal::ClientDecides)),
    ] {
        assert_eq!(decided::<TakeAlong>(&beside(adult, basis)).err(), refused, "{basis:?}");
    }
    for role in Role::ALL {
        let refused = decided::<TakeAlong>(&facts(employee(*role))).err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed), "{role:?}");
    }
    assert_eq!(decided::<TakeAlong>(&facts(ActingAs::Operator)).err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(decided::<TakeAlong>(&facts(ActingAs::Personal)).err(), Some(Refusal::NoRelation));
}

/// R121: up to the day before the birthday, and from that day on.
#[test]
fn at_twelve_and_sixteen_it_passes_from_parent_to_child() {
    // The day of the tests is 1 May 2026.
    let (before_12, at_12) = (date(2014, 5, 2), date(2014, 5, 1));
    let (before_16, at_16) = (date(2010, 5, 2), date(2010, 5, 1));
    for (born, basis, refused) in [
        (before_12, Basis::Own, Some(Refusal::TooYoung)),
        (at_12, Basis::Own, None),
        (before_16, Basis::Own, None),
        (at_16, Basis::Own, None),
        (before_12, Basis::Parent, None),
        (at_12, Basis::Parent, Some(Refusal::NotAgreed)),
        (before_16, Basis::Guardian, Some(Refusal::NotAgreed)),
        (at_16, Basis::Parent, Some(Refusal::ClientDecides)),
    ] {
        assert_eq!(decided::<TakeAlong>(&beside(born, basis)).err(), refused, "{basis:?} {born}");
    }
}

/// R39, R121, L1: exactly the kinds that are seen; what is only shown while looking together stays there.
#[test]
fn a_copy_holds_what_is_shared_and_not_what_is_shown_together() {
    let agreed = Kinds::NONE.with(DataKind::Agenda);
    let shown = Kinds::NONE.with(DataKind::Reports);
    let mut facts = beside(date(2012, 1, 1), Basis::Parent);
    facts.relations[0].agreed = agreed;
    facts.relations[0].together = shown;
    assert_eq!(decided::<ReadRecord>(&facts).unwrap().kinds(), agreed.union(shown));
    assert_eq!(decided::<TakeAlong>(&facts).unwrap().kinds(), agreed);
    facts.relations[0].agreed = Kinds::NONE;
    assert!(decided::<ReadRecord>(&facts).is_ok());
    assert_eq!(decided::<TakeAlong>(&facts).err(), Some(Refusal::NotAgreed));

    let mut facts = beside(date(1940, 1, 1), Basis::FirstContact);
    facts.relations[0].kinds = shown;
    assert_eq!(decided::<TakeAlong>(&facts).unwrap().kinds(), shown);
    facts.relations[0].kinds = Kinds::NONE;
    assert_eq!(decided::<TakeAlong>(&facts).err(), Some(Refusal::NothingShared));
}

/// L8, R15: until the last day of looking, and not on the day after.
#[test]
fn a_copy_can_be_taken_until_the_access_ends() {
    for (ended, refused) in [(date(2026, 4, 4), None), (date(2026, 4, 3), Some(Refusal::CareEnded))] {
        let mut facts = beside(date(1940, 1, 1), Basis::Own);
        if let Some(client) = &mut facts.client {
            client.state = CareState::Ended;
            client.ended_on = Some(ended);
        }
        assert_eq!(decided::<TakeAlong>(&facts).err(), refused, "ended on {ended}");
    }
}
