use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::*;
use crate::{
    CareState, EmploymentId, PersonId, Role,
    access::{
        ActorFacts, ClientFacts, DataKind, FindClients, ImportRecord, PublishRecord, ReadOrganisation,
        ReadRecord, RelationFact,
    },
};

fn now() -> Timestamp {
    "2026-05-01T10:00:00Z".parse().unwrap()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn employee(role: Role) -> ActingAs {
    ActingAs::Employee { employment: EmploymentId::from_uuid(id(7)), role }
}

fn facts(acting: ActingAs) -> Facts {
    Facts {
        actor: ActorFacts {
            organisation: OrganisationId::from_uuid(id(1)),
            account: AccountId::from_uuid(id(2)),
            person: PersonId::from_uuid(id(3)),
            acting,
            state: AccountState::Active,
            employed: true,
            session_live: true,
            terms_accepted: true,
        },
        client: Some(ClientFacts {
            organisation: OrganisationId::from_uuid(id(1)),
            client: ClientId::from_uuid(id(4)),
            state: CareState::InCare,
        }),
        relations: Vec::new(),
    }
}

fn relation(basis: Basis) -> RelationFact {
    RelationFact {
        id: RelationId::from_uuid(id(5)),
        basis,
        kinds: Kinds::ALL,
        from: now() - 24.hours(),
        until: None,
        withdrawn: None,
    }
}

fn answers(facts: &Facts) -> [Option<Refusal>; 5] {
    [
        decide::<ReadRecord>(facts, now()).err(),
        decide::<FindClients>(facts, now()).err(),
        decide::<ReadOrganisation>(facts, now()).err(),
        decide::<ImportRecord>(facts, now()).err(),
        decide::<PublishRecord>(facts, now()).err(),
    ]
}

/// R1, R19: what each role may do, row by row; everything else is refused.
#[test]
fn each_role_does_its_own_acts_and_no_other() {
    let no = Some(Refusal::RoleNotAllowed);
    let cases = [
        (Role::Nurse, [None, None, no, no, no]),
        (Role::Physician, [no, no, no, no, no]),
        (Role::Secretary, [no, no, no, no, no]),
        (Role::Admin, [no, no, None, no, no]),
        (Role::Provider, [no, no, no, no, no]),
    ];
    assert_eq!(cases.len(), Role::ALL.len());
    for (role, expected) in cases {
        assert_eq!(answers(&facts(employee(role))), expected, "{role:?}");
    }
    for &basis in Basis::ALL {
        let mut facts = facts(ActingAs::Personal);
        facts.relations.push(relation(basis));
        assert_eq!(answers(&facts), [None, no, no, no, no], "{basis:?}");
    }
    assert_eq!(answers(&facts(ActingAs::Operator)), [no, no, no, None, None]);
}

/// R76: the client of another organisation is refused like one that does not exist.
#[test]
fn another_organisations_client_is_no_client() {
    for acting in [ActingAs::Personal, employee(Role::Nurse)] {
        let mut other = facts(acting);
        other.relations.push(relation(Basis::Own));
        let mut absent = other.clone();
        absent.client = None;
        if let Some(client) = &mut other.client {
            client.organisation = OrganisationId::from_uuid(id(9));
        }
        for facts in [other, absent] {
            assert_eq!(decide::<ReadRecord>(&facts, now()).err(), Some(Refusal::NoSuchClient));
        }
    }
    let mut operator = facts(ActingAs::Operator);
    operator.client = None;
    assert_eq!(decide::<ImportRecord>(&operator, now()).err(), Some(Refusal::NoSuchClient));
}

#[test]
fn a_relation_counts_from_its_beginning_until_before_its_end() {
    let microsecond = 1.microsecond();
    let cases = [
        (now(), None, None, None),
        (now() + microsecond, None, None, Some(Refusal::RelationNotInForce)),
        (now() - microsecond, Some(now() + microsecond), None, None),
        (now() - microsecond, Some(now()), None, Some(Refusal::RelationNotInForce)),
        (now() - microsecond, None, Some(now()), Some(Refusal::RelationNotInForce)),
        (now() - microsecond, None, Some(now() + microsecond), None),
    ];
    for (from, until, withdrawn, expected) in cases {
        let mut facts = facts(ActingAs::Personal);
        facts.relations.push(RelationFact { from, until, withdrawn, ..relation(Basis::FirstContact) });
        assert_eq!(decide::<ReadRecord>(&facts, now()).err(), expected, "{from} {until:?} {withdrawn:?}");
    }
    assert_eq!(decide::<ReadRecord>(&facts(ActingAs::Personal), now()).err(), Some(Refusal::NoRelation));
}

/// R4, R96: without acceptance of the terms nothing opens, whoever one is.
#[test]
fn session_account_employment_and_terms_come_before_any_role() {
    type Change = fn(&mut ActorFacts);
    let cases: [(Change, Refusal); 5] = [
        (|actor| actor.session_live = false, Refusal::SessionEnded),
        (|actor| actor.state = AccountState::Blocked, Refusal::AccountNotOpen),
        (|actor| actor.state = AccountState::Closed, Refusal::AccountNotOpen),
        (|actor| actor.employed = false, Refusal::NotEmployed),
        (|actor| actor.terms_accepted = false, Refusal::TermsOutstanding),
    ];
    for (change, refusal) in cases {
        let mut nurse = facts(employee(Role::Nurse));
        change(&mut nurse.actor);
        assert_eq!(decide::<ReadRecord>(&nurse, now()).err(), Some(refusal));
        assert_eq!(decide::<FindClients>(&nurse, now()).err(), Some(refusal));
        if refusal != Refusal::NotEmployed {
            let mut client = facts(ActingAs::Personal);
            client.relations.push(relation(Basis::Own));
            change(&mut client.actor);
            assert_eq!(decide::<ReadRecord>(&client, now()).err(), Some(refusal));
        }
    }
}

#[test]
fn a_permit_carries_the_kinds_of_its_relation_and_its_controls() {
    let mut facts = facts(ActingAs::Personal);
    let kinds = Kinds::NONE.with(DataKind::Agenda).with(DataKind::Plan);
    facts.relations.push(RelationFact { kinds, ..relation(Basis::FirstContact) });
    let permit = decide::<ReadRecord>(&facts, now()).unwrap();
    assert_eq!(permit.kinds(), kinds);
    assert!(!permit.kinds().has(DataKind::Reports));
    assert_eq!(permit.controls().to_string(), "TFTF");
    let permit = decide::<ReadRecord>(&self::facts(employee(Role::Nurse)), now()).unwrap();
    assert_eq!(permit.controls().to_string(), "TTFF");
}
