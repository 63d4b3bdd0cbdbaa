//! Consents and emergency access: who may, where, and until when (R19, R129, R137).

use jiff::ToSpan;

use super::*;
use crate::access::{FindElsewhere, GiveConsent, OpenEmergency, ReadConsents, ReviewEmergency};

fn elsewhere(role: Role, until: Option<Timestamp>) -> Facts {
    let mut facts = facts(employee(role));
    facts.actor.works_there = false;
    facts.actor.emergency_until = until;
    facts
}

/// R19: nurses and physicians open a record that is at another location, and nobody else does; at the own
/// location there is nothing to open.
#[test]
fn emergency_access_is_for_care_workers_and_only_where_it_is_needed() {
    for &role in Role::ALL {
        let cares = matches!(role, Role::Nurse | Role::Physician);
        let refused = decided::<OpenEmergency>(&elsewhere(role, None)).err();
        assert_eq!(refused, (!cares).then_some(Refusal::RoleNotAllowed), "{role:?}");
        let here = decided::<OpenEmergency>(&facts(employee(role))).err();
        let expected = if cares { Refusal::NotNeeded } else { Refusal::RoleNotAllowed };
        assert_eq!(here, Some(expected), "{role:?}");
        let finds = decided::<FindElsewhere>(&facts(employee(role))).is_ok();
        assert_eq!(finds, cares, "{role:?}");
        let reviews = decided::<ReviewEmergency>(&facts(employee(role))).is_ok();
        assert_eq!(reviews, role == Role::PrivacyOfficer, "{role:?}");
    }
    for acting in [ActingAs::Personal, ActingAs::Operator] {
        let mut facts = facts(acting);
        facts.relations.push(relation(Basis::FirstContact));
        for refused in [
            decided::<OpenEmergency>(&facts).err(),
            decided::<FindElsewhere>(&facts).err(),
            decided::<ReviewEmergency>(&facts).err(),
        ] {
            assert_eq!(refused, Some(Refusal::RoleNotAllowed), "{acting:?}");
        }
    }
    // Another organisation's client, or none at all.
    let mut nobody = elsewhere(Role::Nurse, Some(now() + 1.hour()));
    nobody.client = None;
    assert_eq!(decided::<OpenEmergency>(&nobody).err(), Some(Refusal::NoSuchClient));
    assert_eq!(decided::<ReadRecord>(&nobody).err(), Some(Refusal::NoSuchClient));
}

/// R19: it opens reading until its last microsecond, and nothing but reading; the permit says so, and its
/// line in the log does.
#[test]
fn emergency_access_lasts_to_its_last_microsecond() {
    let until = now() + 1.microsecond();
    for role in [Role::Nurse, Role::Physician] {
        let open = decided::<ReadRecord>(&elsewhere(role, Some(until))).unwrap();
        assert_eq!((open.emergency(), open.kinds()), (Some(until), Kinds::ALL));
        assert_eq!(open.controls().to_string(), "TFFT");
        for over in [None, Some(now()), Some(now() - 1.microsecond())] {
            let refused = decided::<ReadRecord>(&elsewhere(role, over)).err();
            assert_eq!(refused, Some(Refusal::OtherLocation), "{over:?}");
        }
        let facts = elsewhere(role, Some(until));
        assert_eq!(decided::<ReadAccess>(&facts).err(), Some(Refusal::OtherLocation));
        assert_eq!(decided::<RecordCapacity>(&facts).err(), Some(Refusal::OtherLocation));
        assert_eq!(decided::<ReadConsents>(&facts).err(), Some(Refusal::OtherLocation));
        // Asking for it again is possible: the page then says that it is open.
        assert!(decided::<OpenEmergency>(&facts).is_ok());
    }
    // Where one works there is no emergency, also while one is open.
    let mut here = elsewhere(Role::Nurse, Some(until));
    here.actor.works_there = true;
    let permit = decided::<ReadRecord>(&here).unwrap();
    assert_eq!((permit.emergency(), permit.controls().to_string()), (None, "TTFF".to_owned()));
    // A role without records has none by it either.
    for role in [Role::Secretary, Role::Admin, Role::Provider, Role::PrivacyOfficer] {
        let refused = decided::<ReadRecord>(&elsewhere(role, Some(until))).err();
        assert_eq!(refused, Some(Refusal::RoleNotAllowed), "{role:?}");
    }
}

/// R19: what ends all other access ends emergency access.
#[test]
fn emergency_access_ends_with_session_account_and_work() {
    let open = || elsewhere(Role::Nurse, Some(now() + 1.hour()));
    let mut session = open();
    session.actor.session_live = false;
    let mut account = open();
    account.actor.state = AccountState::Blocked;
    let mut work = open();
    work.actor.employed = false;
    let mut terms = open();
    terms.actor.terms_accepted = false;
    for (facts, refusal) in [
        (session, Refusal::SessionEnded),
        (account, Refusal::AccountNotOpen),
        (work, Refusal::NotEmployed),
        (terms, Refusal::TermsOutstanding),
    ] {
        assert_eq!(decided::<ReadRecord>(&facts).err(), Some(refusal));
        assert_eq!(decided::<OpenEmergency>(&facts).err(), Some(refusal));
    }
}

/// R129, R137, R17: who says something about a consent to an adult's data, and who sees it.
#[test]
fn an_adult_decides_about_consents() {
    for &role in Role::ALL {
        let reads = matches!(role, Role::Nurse | Role::Physician);
        assert_eq!(decided::<ReadConsents>(&facts(employee(role))).is_ok(), reads, "{role:?}");
        assert_eq!(decided::<GiveConsent>(&facts(employee(role))).err(), Some(Refusal::RoleNotAllowed));
    }
    let beside = |basis| {
        let mut facts = facts(ActingAs::Personal);
        facts.relations.push(relation(basis));
        facts
    };
    for &basis in Basis::ALL {
        let facts = beside(basis);
        let expected = match basis {
            Basis::Own => None,
            Basis::Administrator | Basis::ParentWithoutAuthority => Some(Refusal::NoMedicalData),
            Basis::Parent | Basis::Guardian => Some(Refusal::ClientDecides),
            basis if basis.represents() => Some(Refusal::ClientDecides),
            _ => Some(Refusal::RoleNotAllowed),
        };
        assert_eq!(decided::<GiveConsent>(&facts).err(), expected, "{basis:?}");
        let mut incapable = facts;
        if let Some(client) = &mut incapable.client {
            client.incapable = true;
        }
        incapable.present = vec![basis];
        let expected = match basis {
            Basis::Own => Some(Refusal::Represented),
            Basis::Administrator | Basis::ParentWithoutAuthority => Some(Refusal::NoMedicalData),
            Basis::Parent | Basis::Guardian => Some(Refusal::ClientDecides),
            Basis::SecondContact | Basis::NetworkMember => Some(Refusal::RoleNotAllowed),
            _ => None,
        };
        assert_eq!(decided::<GiveConsent>(&incapable).err(), expected, "{basis:?} of who cannot decide");
    }
}

/// R121, R129; WGBO 7:450: on the days around 12 and 16 client and parent speak, together or alone.
#[test]
fn who_speaks_for_a_minor_changes_on_the_birthday() {
    let (young, decides) = (Some(Refusal::TooYoung), Some(Refusal::ClientDecides));
    let cases = [
        (date(2014, 5, 2), young, None),
        (date(2014, 5, 1), None, None),
        (date(2010, 5, 2), None, None),
        (date(2010, 5, 1), None, decides),
    ];
    for (born, own, parent) in cases {
        for (basis, expected) in [(Basis::Own, own), (Basis::Parent, parent)] {
            let mut facts = facts(ActingAs::Personal);
            if let Some(client) = &mut facts.client {
                client.born = Some(born);
            }
            facts.relations.push(relation(basis));
            assert_eq!(decided::<GiveConsent>(&facts).err(), expected, "{basis:?} born {born}");
            assert_eq!(decided::<ReadConsents>(&facts).err(), expected, "{basis:?} born {born}");
        }
    }
}
