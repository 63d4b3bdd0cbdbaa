//! A client who cannot decide (any more): who represents, and what that changes (R17; WGBO 7:465).

use super::*;

fn incapable(born: Date, basis: Basis, present: &[Basis]) -> Facts {
    let mut facts = facts(ActingAs::Personal);
    if let Some(client) = &mut facts.client {
        client.born = Some(born);
        client.incapable = true;
    }
    facts.relations.push(relation(basis));
    facts.present = present.to_vec();
    facts
}

/// R17, R45: who decides in the client's place, about closing and about who looks: those who always do,
/// and partner and family as long as nobody goes before. Nobody does for a client who can decide.
#[test]
fn the_order_of_the_law_says_who_represents() {
    let adult = date(1940, 1, 1);
    let cases: [(Basis, &[Basis], bool); 15] = [
        (Basis::Own, &[], false),
        (Basis::FirstContact, &[], true),
        (Basis::SecondContact, &[], false),
        (Basis::NetworkMember, &[], false),
        (Basis::Curator, &[Basis::Curator], true),
        (Basis::Mentor, &[], true),
        (Basis::Proxy, &[], true),
        (Basis::Partner, &[Basis::Partner], true),
        (Basis::Partner, &[Basis::Partner, Basis::Family, Basis::NetworkMember], true),
        (Basis::Partner, &[Basis::Partner, Basis::Proxy], false),
        (Basis::Partner, &[Basis::Partner, Basis::Mentor], false),
        (Basis::Family, &[Basis::Family, Basis::Family], true),
        (Basis::Family, &[Basis::Family, Basis::Partner], false),
        (Basis::Family, &[Basis::Family, Basis::Curator], false),
        (Basis::Family, &[Basis::Family, Basis::SecondContact, Basis::Administrator], true),
    ];
    for (basis, present, represents) in cases {
        let mut facts = incapable(adult, basis, present);
        let closing = decided::<DecideClosing>(&facts);
        assert_eq!(closing.is_ok(), represents, "{basis:?} beside {present:?}");
        assert!(closing.map_or(true, |permit| permit.represents()));
        if basis != Basis::Own {
            for allowed in [
                decided::<ChangeNetwork>(&facts).is_ok(),
                decided::<ReadAccess>(&facts).is_ok(),
                decided::<ReadLog>(&facts).is_ok(),
            ] {
                assert_eq!(allowed, represents, "{basis:?} beside {present:?}");
            }
        }
        // What is seen does not depend on it.
        assert!(decided::<ReadRecord>(&facts).is_ok(), "{basis:?}");
        if let Some(client) = &mut facts.client {
            client.incapable = false;
        }
        assert_eq!(decided::<DecideClosing>(&facts).err(), Some(Refusal::RoleNotAllowed), "{basis:?}");
        let always = represents && !matches!(basis, Basis::Partner | Basis::Family);
        assert_eq!(decided::<ChangeNetwork>(&facts).is_ok(), always || basis == Basis::Own, "{basis:?}");
    }
    // A relation that does not hold represents nobody.
    let mut over = incapable(adult, Basis::Mentor, &[]);
    if let Some(relation) = over.relations.first_mut() {
        relation.until = Some(now());
    }
    assert_eq!(decided::<DecideClosing>(&over).err(), Some(Refusal::RelationNotInForce));
}

/// R17: the client goes on reading, and sees who looks and who looked; saying who may look is for whoever
/// represents.
#[test]
fn a_client_who_cannot_decide_reads_on() {
    for born in [date(1940, 1, 1), date(2012, 5, 1)] {
        let facts = incapable(born, Basis::Own, &[]);
        assert_eq!(decided::<ReadRecord>(&facts).map(|permit| permit.kinds()), Ok(Kinds::ALL));
        assert!(decided::<ReadAccess>(&facts).is_ok() && decided::<ReadLog>(&facts).is_ok());
        for refused in [
            decided::<ChangeNetwork>(&facts).err(),
            decided::<Agree>(&facts).err(),
            decided::<ShowTogether>(&facts).err(),
        ] {
            assert_eq!(refused, Some(Refusal::Represented), "{born}");
        }
        assert_eq!(decided::<DecideClosing>(&facts).err(), Some(Refusal::RoleNotAllowed));
    }
}

/// R121, WGBO 7:465 lid 2: parents of a client of 12 to 17 who cannot decide look as with a child, on the
/// days around 12 and 16; at 18 that is over.
#[test]
fn parents_decide_for_a_minor_who_cannot() {
    let cases = [
        (date(2014, 5, 2), Ok(())),
        (date(2014, 5, 1), Ok(())),
        (date(2010, 5, 2), Ok(())),
        (date(2010, 5, 1), Ok(())),
        (date(2008, 5, 2), Ok(())),
        (date(2008, 5, 1), Err(Refusal::ClientDecides)),
    ];
    for (born, expected) in cases {
        for basis in [Basis::Parent, Basis::Guardian] {
            let mut facts = incapable(born, basis, &[]);
            for policy in [Preset::Vivium.policy(), Preset::MijnSein.policy()] {
                let found = decide::<ReadRecord>(&facts, &policy, now());
                assert_eq!(found.map(|permit| permit.kinds()), expected.map(|()| Kinds::ALL), "{born}");
            }
            assert_eq!(decided::<ReadLog>(&facts).map(drop), expected, "{born}");
            assert_eq!(decided::<ChangeNetwork>(&facts).map(drop), expected, "{born}");
            assert_eq!(decided::<DecideClosing>(&facts).map(drop), expected, "{born}");
            if let Some(client) = &mut facts.client {
                client.incapable = false;
            }
            assert!(decided::<DecideClosing>(&facts).is_err(), "{born}");
        }
        let without = incapable(born, Basis::ParentWithoutAuthority, &[]);
        assert_eq!(decided::<ReadRecord>(&without).err(), Some(Refusal::NoMedicalData), "{born}");
    }
}
