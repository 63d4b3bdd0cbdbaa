//! Who asks, reads and treats cases (L5, R19, R25, R37).

use super::*;
use crate::access::{AskCase, CaseQueue, ReadCases, TreatCases};

fn answers(facts: &Facts) -> [Option<Refusal>; 4] {
    [
        decided::<AskCase>(facts).err(),
        decided::<ReadCases>(facts).err(),
        decided::<CaseQueue>(facts).err(),
        decided::<TreatCases>(facts).err(),
    ]
}

/// R25, L6: carers and the privacy officer treat, where they work; nobody else who works here does, and no
/// command.
#[test]
fn staff_treat_and_do_not_ask() {
    let no = Some(Refusal::RoleNotAllowed);
    for &role in Role::ALL {
        let treats = matches!(role, Role::Nurse | Role::Physician | Role::PrivacyOfficer);
        let expected = if treats { [no, no, None, None] } else { [no; 4] };
        let mut facts = facts(employee(role));
        assert_eq!(answers(&facts), expected, "{role:?}");
        facts.actor.works_there = false;
        let elsewhere = if treats { [no, no, None, Some(Refusal::OtherLocation)] } else { [no; 4] };
        assert_eq!(answers(&facts), elsewhere, "{role:?}");
        facts.client = None;
        let nobody = if treats { [no, no, None, Some(Refusal::NoSuchClient)] } else { [no; 4] };
        assert_eq!(answers(&facts), nobody, "{role:?}");
    }
    assert_eq!(answers(&facts(ActingAs::Operator)), [no; 4]);
}

/// L5: of an adult the client asks, and who decides in the client's place; whoever only looks along does
/// not.
#[test]
fn the_client_asks_and_who_represents() {
    let no = Some(Refusal::RoleNotAllowed);
    for &basis in Basis::ALL {
        let expected = match basis {
            Basis::Own | Basis::FirstContact | Basis::Curator | Basis::Mentor | Basis::Proxy => None,
            Basis::SecondContact | Basis::NetworkMember | Basis::Partner | Basis::Family => no,
            Basis::Parent | Basis::Guardian => Some(Refusal::ClientDecides),
            Basis::ParentWithoutAuthority | Basis::Administrator => Some(Refusal::NoMedicalData),
        };
        let mut facts = facts(ActingAs::Personal);
        facts.relations.push(relation(basis));
        let [ask, read, queue, treat] = answers(&facts);
        assert_eq!((ask, read), (expected, expected), "{basis:?}");
        assert_eq!((queue, treat.is_some()), (no, true), "{basis:?}");
        // Withdrawn, at that very instant.
        facts.relations[0].withdrawn = Some(now());
        assert_eq!(answers(&facts)[0], Some(Refusal::RelationNotInForce), "{basis:?}");
        facts.relations = vec![RelationFact { manages: true, ..relation(Basis::NetworkMember) }];
        assert_eq!(answers(&facts)[0], no, "a manager of the network");
    }
    let mut facts = facts(ActingAs::Personal);
    assert_eq!(answers(&facts)[0], Some(Refusal::NoRelation));
    // A client who cannot decide still says what is wrong; who represents by law does so too.
    if let Some(client) = &mut facts.client {
        client.incapable = true;
    }
    facts.relations.push(relation(Basis::Own));
    assert_eq!(answers(&facts)[..2], [None, None]);
    facts.relations = vec![relation(Basis::Partner)];
    facts.present = vec![Basis::Partner];
    assert_eq!(answers(&facts)[..2], [None, None]);
    facts.present = vec![Basis::Partner, Basis::Mentor];
    assert_eq!(answers(&facts)[..2], [no, no]);
}

/// R121: under 12 the parents ask; from 12 to 15 the client, and a parent within what was agreed to; from
/// 16 the client alone.
#[test]
fn asking_changes_hands_on_birthdays() {
    let at = |born: Date, relation: RelationFact| {
        let mut facts = facts(ActingAs::Personal);
        if let Some(client) = &mut facts.client {
            client.born = Some(born);
        }
        facts.relations.push(relation);
        let [ask, read, ..] = answers(&facts);
        assert_eq!(ask, read);
        ask
    };
    let own = || relation(Basis::Own);
    let parent = || relation(Basis::Parent);
    let agreed = || RelationFact { agreed: Kinds::NONE.with(DataKind::Plan), ..parent() };
    // The day before a birthday, and the birthday itself, of 12 and of 16.
    let (child, twelve) = (date(2014, 5, 2), date(2014, 5, 1));
    let (fifteen, sixteen) = (date(2010, 5, 2), date(2010, 5, 1));
    assert_eq!(at(child, own()), Some(Refusal::TooYoung));
    assert_eq!(at(child, parent()), None);
    for born in [twelve, fifteen] {
        assert_eq!(at(born, own()), None);
        assert_eq!(at(born, parent()), Some(Refusal::NotAgreed));
        assert_eq!(at(born, agreed()), None);
        // What is only shown for a while is for looking (L1).
        let shown = RelationFact { together: Kinds::ALL, ..parent() };
        assert_eq!(at(born, shown), Some(Refusal::NotAgreed));
    }
    assert_eq!(at(sixteen, own()), None);
    assert_eq!(at(sixteen, agreed()), Some(Refusal::ClientDecides));
}

/// Nothing of it without a session, with an account that is closed or a job that has ended, or before the
/// terms; nor once care has ended and with it the access (R15, R46).
#[test]
fn nobody_asks_or_treats_from_outside() {
    for acting in [ActingAs::Personal, employee(Role::Nurse)] {
        let mut facts = facts(acting);
        facts.relations.push(relation(Basis::Own));
        let refused = |change: fn(&mut Facts)| {
            let mut facts = facts.clone();
            change(&mut facts);
            let [ask, .., treat] = answers(&facts);
            if acting == ActingAs::Personal { ask } else { treat }
        };
        assert_eq!(refused(|facts| facts.actor.session_live = false), Some(Refusal::SessionEnded));
        assert_eq!(refused(|facts| facts.actor.state = AccountState::Blocked), Some(Refusal::AccountNotOpen));
        assert_eq!(refused(|facts| facts.actor.terms_accepted = false), Some(Refusal::TermsOutstanding));
        let left = refused(|facts| facts.actor.employed = false);
        assert_eq!(left, (acting != ActingAs::Personal).then_some(Refusal::NotEmployed));
        let ended = refused(|facts| {
            if let Some(client) = &mut facts.client {
                client.state = CareState::Ended;
                client.ended_on = Some(date(2020, 1, 1));
            }
        });
        assert_eq!(ended, (acting == ActingAs::Personal).then_some(Refusal::CareEnded));
        let other = refused(|facts| {
            if let Some(client) = &mut facts.client {
                client.organisation = OrganisationId::from_uuid(id(99));
            }
        });
        assert_eq!(other, Some(Refusal::NoSuchClient));
    }
}
