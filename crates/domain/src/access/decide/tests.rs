use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::*;
use crate::{
    CareState, EmploymentId, PersonId, Role,
    access::{
        ActorFacts, Agree, ChangeNetwork, ChangeOrganisation, DataKind, DecideClosing, FindClients,
        ImportRecord, JoinTogether, ManageAccess, PublishRecord, ReadAccess, ReadLog, ReadOrganisation,
        ReadRecord, RecordCapacity, ShowTogether, WithdrawContact,
    },
    policy::Preset,
};
use jiff::civil::date;

mod capacity;
mod cases;
mod emergency;
mod own;
mod take_along;

/// The day of [`now`].
const TODAY: Date = date(2026, 5, 1);

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
            works_there: true,
            emergency_until: None,
            session_live: true,
            terms_accepted: true,
        },
        client: Some(ClientFacts {
            organisation: OrganisationId::from_uuid(id(1)),
            client: ClientId::from_uuid(id(4)),
            state: CareState::InCare,
            ended_on: None,
            born: Some(date(1940, 1, 1)),
            identified: true,
            incapable: false,
        }),
        relations: Vec::new(),
        present: Vec::new(),
        today: TODAY,
    }
}

fn relation(basis: Basis) -> RelationFact {
    RelationFact {
        id: RelationId::from_uuid(id(5)),
        basis,
        kinds: Kinds::ALL,
        from: now() - 24.hours(),
        since: date(2026, 4, 30),
        until: None,
        withdrawn: None,
        manages: false,
        agreed: Kinds::NONE,
        together: Kinds::NONE,
    }
}

/// Of the policy that asks most.
fn decided<A: Act>(facts: &Facts) -> Result<Permit<A>, Refusal> {
    decide::<A>(facts, &Preset::Vivium.policy(), now())
}

fn answers(facts: &Facts) -> [Option<Refusal>; 15] {
    [
        decided::<ReadRecord>(facts).err(),
        decided::<FindClients>(facts).err(),
        decided::<ReadOrganisation>(facts).err(),
        decided::<ImportRecord>(facts).err(),
        decided::<PublishRecord>(facts).err(),
        decided::<ReadAccess>(facts).err(),
        decided::<ManageAccess>(facts).err(),
        decided::<WithdrawContact>(facts).err(),
        decided::<ChangeNetwork>(facts).err(),
        decided::<Agree>(facts).err(),
        decided::<ShowTogether>(facts).err(),
        decided::<JoinTogether>(facts).err(),
        decided::<ReadLog>(facts).err(),
        decided::<RecordCapacity>(facts).err(),
        decided::<DecideClosing>(facts).err(),
    ]
}

/// R1, R8, R19: what each role may do, row by row; everything else is refused.
#[test]
fn each_role_does_its_own_acts_and_no_other() {
    let no = Some(Refusal::RoleNotAllowed);
    let cases = [
        (Role::Nurse, [None, None, no, no, no, None, None, no, no, no, no, no, no, None, no]),
        (Role::Physician, [None, None, no, no, no, None, no, None, no, no, no, no, no, None, no]),
        (Role::Secretary, [no, None, no, no, no, None, None, no, no, no, no, no, no, no, no]),
        (Role::Admin, [no, no, None, no, no, no, no, no, no, no, no, no, no, no, no]),
        (Role::Provider, [no; 15]),
        (Role::PrivacyOfficer, [no; 15]),
    ];
    assert_eq!(cases.len(), Role::ALL.len());
    for (role, expected) in cases {
        assert_eq!(answers(&facts(employee(role))), expected, "{role:?}");
    }
    let operator = [no, no, no, None, None, no, no, no, no, no, no, no, no, no, no];
    assert_eq!(answers(&facts(ActingAs::Operator)), operator);
}

/// R19: whoever works elsewhere does nothing for the client; what is about the organisation stays.
#[test]
fn work_is_where_the_client_is() {
    for &role in Role::ALL {
        let mut elsewhere = facts(employee(role));
        let at_home = answers(&elsewhere);
        elsewhere.actor.works_there = false;
        let found = answers(&elsewhere);
        for (number, (found, at_home)) in found.into_iter().zip(at_home).enumerate() {
            let about_the_organisation = matches!(number, 1 | 2);
            let refused = at_home.or((!about_the_organisation).then_some(Refusal::OtherLocation));
            assert_eq!(found, refused, "{role:?}, act {number}");
        }
    }
}

/// R1, R6, R17, R39, R45: what each relation to an adult gives; parents have no say any more, an
/// administrator of goods sees nothing medical.
#[test]
fn each_relation_gives_its_own_acts() {
    let no = Some(Refusal::RoleNotAllowed);
    let only_reads = [None, no, no, no, no, no, no, no, no, no, no, no, no, no, no];
    let decides = [None, no, no, no, no, None, no, no, None, no, no, no, None, no, no];
    let nothing = |why| {
        [
            Some(why),
            no,
            no,
            no,
            no,
            Some(why),
            Some(why),
            Some(why),
            Some(why),
            Some(why),
            Some(why),
            Some(why),
            Some(why),
            Some(why),
            Some(why),
        ]
    };
    for &basis in Basis::ALL {
        let expected = match basis {
            Basis::Own | Basis::FirstContact | Basis::Curator | Basis::Mentor | Basis::Proxy => decides,
            Basis::SecondContact | Basis::NetworkMember | Basis::Partner | Basis::Family => only_reads,
            Basis::Parent | Basis::Guardian => nothing(Refusal::ClientDecides),
            Basis::ParentWithoutAuthority | Basis::Administrator => nothing(Refusal::NoMedicalData),
        };
        let mut facts = facts(ActingAs::Personal);
        facts.relations.push(relation(basis));
        let found = answers(&facts);
        // Acts that are never about a relation are refused as such, whoever asks.
        for (number, (found, expected)) in found.iter().zip(expected).enumerate() {
            let expected = if matches!(number, 3 | 4) && expected == no { found.or(no) } else { expected };
            assert_eq!(*found, expected, "{basis:?}, act {number}");
        }
        facts.relations = vec![RelationFact { manages: true, ..relation(Basis::NetworkMember) }];
        // Who manages the network does not see who looked.
        let mut manages = decides;
        manages[12] = no;
        assert_eq!(answers(&facts), manages);
    }
}

/// R121, L1: who sees a minor's record on the days around 12, 16 and 18.
#[test]
fn a_minors_record_changes_hands_on_its_birthdays() {
    let plan = Kinds::NONE.with(DataKind::Plan);
    let agenda = Kinds::NONE.with(DataKind::Agenda);
    let by_consent = Preset::Vivium.policy();
    let together_only = Preset::MijnSein.policy();
    let see = |born: Date, relation: &RelationFact, policy: &Policy| {
        let mut facts = facts(ActingAs::Personal);
        if let Some(client) = &mut facts.client {
            client.born = Some(born);
        }
        facts.relations.push(relation.clone());
        decide::<ReadRecord>(&facts, policy, now()).map(|permit| permit.kinds())
    };
    let own = relation(Basis::Own);
    let silent = relation(Basis::Parent);
    let agreed = RelationFact { agreed: plan, ..relation(Basis::Parent) };
    let looking = RelationFact { agreed: plan, together: agenda, ..relation(Basis::Guardian) };
    let limited = RelationFact { kinds: agenda, agreed: plan, ..relation(Basis::Parent) };
    // Born on: one day short of an age, and just that old.
    let days = |years: i16| (date(2026 - years, 5, 2), date(2026 - years, 5, 1));
    let ((eleven, twelve), (fifteen, sixteen), (_, eighteen)) = (days(12), days(16), days(18));
    let cases = [
        (eleven, &own, &by_consent, Err(Refusal::TooYoung)),
        (twelve, &own, &by_consent, Ok(Kinds::ALL)),
        (sixteen, &own, &by_consent, Ok(Kinds::ALL)),
        (eleven, &silent, &by_consent, Ok(Kinds::ALL)),
        (eleven, &silent, &together_only, Ok(Kinds::ALL)),
        (twelve, &silent, &by_consent, Err(Refusal::NotAgreed)),
        (fifteen, &silent, &by_consent, Err(Refusal::NotAgreed)),
        (twelve, &agreed, &by_consent, Ok(plan)),
        (fifteen, &agreed, &by_consent, Ok(plan)),
        (sixteen, &agreed, &by_consent, Err(Refusal::ClientDecides)),
        (eighteen, &agreed, &by_consent, Err(Refusal::ClientDecides)),
        (fifteen, &agreed, &together_only, Err(Refusal::NotAgreed)),
        (fifteen, &looking, &together_only, Ok(agenda)),
        (fifteen, &looking, &by_consent, Ok(plan.union(agenda))),
        (sixteen, &looking, &together_only, Err(Refusal::ClientDecides)),
        // What the parent was never given stays away, agreed or not.
        (fifteen, &limited, &by_consent, Err(Refusal::NotAgreed)),
    ];
    for (born, relation, policy, expected) in cases {
        assert_eq!(see(born, relation, policy), expected, "{born} {:?} {:?}", relation.basis, policy.minors);
    }
}

/// R121: a contact who was entered for a child is asked for like a parent, and ends at 16; one that
/// the client gave from 16 on stays.
#[test]
fn contacts_of_childhood_are_asked_for_and_end() {
    let plan = Kinds::NONE.with(DataKind::Plan);
    let eleven = date(2014, 5, 2);
    let twelve = date(2014, 5, 1);
    let sixteen = date(2010, 5, 1);
    let forty = date(1986, 5, 1);
    for basis in [Basis::FirstContact, Basis::SecondContact, Basis::NetworkMember, Basis::Family] {
        for (born, since, agreed, expected) in [
            (eleven, date(2020, 1, 1), Kinds::NONE, Ok(Kinds::ALL)),
            (twelve, date(2020, 1, 1), Kinds::NONE, Err(Refusal::NotAgreed)),
            (twelve, date(2020, 1, 1), plan, Ok(plan)),
            (sixteen, date(2026, 4, 30), plan, Err(Refusal::ClientDecides)),
            (sixteen, date(2026, 5, 1), Kinds::NONE, Ok(Kinds::ALL)),
            (forty, date(2002, 4, 30), Kinds::NONE, Err(Refusal::ClientDecides)),
            (forty, date(2002, 5, 1), Kinds::NONE, Ok(Kinds::ALL)),
        ] {
            let mut facts = facts(ActingAs::Personal);
            if let Some(client) = &mut facts.client {
                client.born = Some(born);
            }
            facts.relations.push(RelationFact { since, agreed, ..relation(basis) });
            let found = decided::<ReadRecord>(&facts).map(|permit| permit.kinds());
            assert_eq!(found, expected, "{basis:?} of a client born {born}, since {since}");
        }
    }
}

/// R121, L1: agreeing and showing is for clients of 12 to 15 alone, joining for their parents.
#[test]
fn looking_together_is_for_twelve_to_fifteen() {
    for (born, youth) in [
        (date(2014, 5, 2), false),
        (date(2014, 5, 1), true),
        (date(2010, 5, 2), true),
        (date(2010, 5, 1), false),
    ] {
        for &basis in Basis::ALL {
            let mut facts = facts(ActingAs::Personal);
            if let Some(client) = &mut facts.client {
                client.born = Some(born);
            }
            facts.relations.push(relation(basis));
            let own = youth && basis == Basis::Own;
            assert_eq!(decided::<Agree>(&facts).is_ok(), own, "{born} {basis:?}");
            assert_eq!(decided::<ShowTogether>(&facts).is_ok(), own, "{born} {basis:?}");
            assert_eq!(
                decided::<JoinTogether>(&facts).is_ok(),
                youth && basis.is_parental(),
                "{born} {basis:?}"
            );
        }
    }
}

/// R15, R16, R46, R119: day 27 open and day 28 closed for all beside the client, or at once; staff
/// go on.
#[test]
fn access_ends_with_the_care() {
    let cases = [
        (Preset::Vivium, 0, true),
        (Preset::Vivium, 27, true),
        (Preset::Vivium, 28, false),
        (Preset::Caren, 0, false),
        (Preset::MijnSein, 0, false),
    ];
    for (preset, days, open) in cases {
        for state in [CareState::Ended, CareState::Died] {
            let mut facts = facts(ActingAs::Personal);
            if let Some(client) = &mut facts.client {
                client.state = state;
                client.ended_on = TODAY.checked_sub(days.days()).ok();
            }
            for basis in [Basis::Own, Basis::FirstContact, Basis::NetworkMember] {
                facts.relations = vec![relation(basis)];
                let found = decide::<ReadRecord>(&facts, &preset.policy(), now()).err();
                assert_eq!(found, (!open).then_some(Refusal::CareEnded), "{preset:?} {days} {basis:?}");
            }
            facts.actor.acting = employee(Role::Nurse);
            assert!(decide::<ReadRecord>(&facts, &preset.policy(), now()).is_ok());
        }
    }
}

/// R115: where access is staged, nothing of the record before the identity is established.
#[test]
fn a_record_opens_when_the_identity_is_established() {
    for (preset, identified, expected) in [
        (Preset::MijnSein, false, Some(Refusal::NotIdentified)),
        (Preset::MijnSein, true, None),
        (Preset::Vivium, false, None),
    ] {
        for basis in [Basis::Own, Basis::Mentor, Basis::NetworkMember] {
            let mut facts = facts(ActingAs::Personal);
            if let Some(client) = &mut facts.client {
                client.identified = identified;
            }
            facts.relations.push(relation(basis));
            assert_eq!(
                decide::<ReadRecord>(&facts, &preset.policy(), now()).err(),
                expected,
                "{preset:?} {basis:?}"
            );
            facts.actor.acting = employee(Role::Nurse);
            assert!(decide::<ReadRecord>(&facts, &preset.policy(), now()).is_ok());
        }
    }
}

#[test]
fn of_several_relations_the_one_that_shows_most_counts() {
    let mut facts = facts(ActingAs::Personal);
    let agenda = Kinds::NONE.with(DataKind::Agenda);
    let over = RelationFact { until: Some(now()), ..relation(Basis::Proxy) };
    let little = RelationFact { kinds: agenda, ..relation(Basis::NetworkMember) };
    facts.relations = vec![over.clone(), little.clone(), relation(Basis::Parent)];
    let permit = decided::<ReadRecord>(&facts).unwrap();
    assert_eq!((permit.kinds(), permit.basis().unwrap().1), (agenda, Basis::NetworkMember));
    facts.relations = vec![little, relation(Basis::Partner)];
    assert_eq!(decided::<ReadRecord>(&facts).unwrap().kinds(), Kinds::ALL);
    // Of several refusals the one that says most.
    facts.relations = vec![over, relation(Basis::Parent)];
    assert_eq!(decided::<ReadRecord>(&facts).err(), Some(Refusal::ClientDecides));
    facts.relations = vec![RelationFact { kinds: Kinds::NONE, ..relation(Basis::NetworkMember) }];
    assert_eq!(decided::<ReadRecord>(&facts).err(), Some(Refusal::NothingShared));
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
            assert_eq!(decided::<ReadRecord>(&facts).err(), Some(Refusal::NoSuchClient));
        }
    }
    let mut operator = facts(ActingAs::Operator);
    operator.client = None;
    assert_eq!(decided::<ImportRecord>(&operator).err(), Some(Refusal::NoSuchClient));
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
        assert_eq!(decided::<ReadRecord>(&facts).err(), expected, "{from} {until:?} {withdrawn:?}");
    }
    assert_eq!(decided::<ReadRecord>(&facts(ActingAs::Personal)).err(), Some(Refusal::NoRelation));
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
        assert_eq!(decided::<ReadRecord>(&nurse).err(), Some(refusal));
        assert_eq!(decided::<FindClients>(&nurse).err(), Some(refusal));
        if refusal != Refusal::NotEmployed {
            let mut client = facts(ActingAs::Personal);
            client.relations.push(relation(Basis::Own));
            change(&mut client.actor);
            assert_eq!(decided::<ReadRecord>(&client).err(), Some(refusal));
        }
    }
}

#[test]
fn a_permit_carries_the_kinds_of_its_relation_and_its_controls() {
    let mut facts = facts(ActingAs::Personal);
    let kinds = Kinds::NONE.with(DataKind::Agenda).with(DataKind::Plan);
    facts.relations.push(RelationFact { kinds, ..relation(Basis::FirstContact) });
    let permit = decided::<ReadRecord>(&facts).unwrap();
    assert_eq!(permit.kinds(), kinds);
    assert!(!permit.kinds().has(DataKind::Reports));
    assert_eq!(permit.controls().to_string(), "TFTF");
    let permit = decided::<ReadRecord>(&self::facts(employee(Role::Nurse))).unwrap();
    assert_eq!(permit.controls().to_string(), "TTFF");
}

/// R30: only the administrator changes the terms and the policy, and no command does it this way.
#[test]
fn the_organisation_is_changed_by_its_administrator_alone() {
    for &role in Role::ALL {
        let found = decided::<ChangeOrganisation>(&facts(employee(role))).is_ok();
        assert_eq!(found, role == Role::Admin, "{role:?}");
    }
    for &basis in Basis::ALL {
        let mut facts = facts(ActingAs::Personal);
        facts.relations.push(relation(basis));
        assert_eq!(decided::<ChangeOrganisation>(&facts).err(), Some(Refusal::RoleNotAllowed), "{basis:?}");
    }
    let operator = decided::<ChangeOrganisation>(&facts(ActingAs::Operator));
    assert_eq!(operator.err(), Some(Refusal::RoleNotAllowed));
}
