//! What is known at the moment of deciding. Only the store fills these in.

use jiff::{Timestamp, civil::Date};

use super::may_represent;
use crate::{
    AccountId, Basis, CareState, ClientId, EmploymentId, OrganisationId, PersonId, RelationId, Role,
    age::Phase, policy::Policy, role::stored_enum,
};

stored_enum! {
    /// Whether a way in is open.
    AccountState {
        /// Open.
        Active = "active",
        /// Blocked by the organisation.
        Blocked = "blocked",
        /// Closed.
        Closed = "closed",
    }
}

stored_enum! {
    /// The kinds of data that a relation may be given one by one (R39).
    DataKind {
        /// Appointments.
        Agenda = "agenda",
        /// Messages.
        Messages = "messages",
        /// Reports and what else carers write.
        Reports = "reports",
        /// Care plan, care team, personal details.
        Plan = "plan",
        /// Measurements and laboratory.
        Measurements = "measurements",
        /// Documents.
        Documents = "documents",
    }
}

/// A set of [`DataKind`]s, stored as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(i64);

impl Kinds {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Everything there is.
    pub const ALL: Self = Self(0b11_1111);

    const fn bit(kind: DataKind) -> i64 {
        match kind {
            DataKind::Agenda => 1,
            DataKind::Messages => 1 << 1,
            DataKind::Reports => 1 << 2,
            DataKind::Plan => 1 << 3,
            DataKind::Measurements => 1 << 4,
            DataKind::Documents => 1 << 5,
        }
    }

    /// The set with this kind added.
    #[must_use]
    pub const fn with(self, kind: DataKind) -> Self {
        Self(self.0 | Self::bit(kind))
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many kinds are in it.
    pub const fn number(self) -> u32 {
        self.0.count_ones()
    }

    /// The kinds in it, in their order.
    pub fn each(self) -> impl Iterator<Item = DataKind> {
        DataKind::ALL.iter().copied().filter(move |kind| self.has(*kind))
    }

    /// Whether the kind is in the set.
    pub const fn has(self, kind: DataKind) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    /// The bits in the store.
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// The set of stored bits; unknown bits are dropped.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits & Self::ALL.0)
    }
}

/// In which capacity somebody acts. Fixed at log-in: a nurse whose mother lives here has two
/// ways in, never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActingAs {
    /// As oneself or beside a client.
    Personal,
    /// As an employee.
    Employee {
        /// The work.
        employment: EmploymentId,
        /// Its role.
        role: Role,
    },
    /// The operator of the machine, through a command and without a session.
    Operator,
}

/// The acting person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, each asked for by itself")]
pub struct ActorFacts {
    /// The organisation where the session is.
    pub organisation: OrganisationId,
    /// The way in.
    pub account: AccountId,
    /// The human.
    pub person: PersonId,
    /// Capacity.
    pub acting: ActingAs,
    /// State of the way in, now.
    pub state: AccountState,
    /// Whether the employment (if any) covers this instant.
    pub employed: bool,
    /// Whether the work in this role is everywhere, or at the location of the client that is asked
    /// for; true where the client has no location (R19).
    pub works_there: bool,
    /// Until when emergency access to the client that is asked for lasts, exclusive, where this work
    /// has opened it and it was not ended (R19).
    pub emergency_until: Option<Timestamp>,
    /// Whether the session still runs.
    pub session_live: bool,
    /// Whether every document of terms in force has been accepted (R4, R96).
    pub terms_accepted: bool,
}

/// The client whose record is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFacts {
    /// Where the client is registered.
    pub organisation: OrganisationId,
    /// The client.
    pub client: ClientId,
    /// State of care.
    pub state: CareState,
    /// The day on which care ended or the client died, where it did.
    pub ended_on: Option<Date>,
    /// Date of birth, where it is known.
    pub born: Option<Date>,
    /// Whether an identity document of the client was seen and recorded (R115).
    pub identified: bool,
    /// Whether it was recorded that the client cannot decide about care (any more): then who
    /// represents decides (R17; WGBO 7:465).
    pub incapable: bool,
}

impl ClientFacts {
    /// Whether the access of the client and of those beside them has ended with the care (R15,
    /// R16, R46, R119). Nothing is deleted by it.
    pub fn access_ended(&self, policy: &Policy, today: Date) -> bool {
        self.closes_on(policy).is_some_and(|closed| closed <= today)
    }

    /// The first day on which nobody but staff can look any more, where care has ended (R15, R46).
    pub fn closes_on(&self, policy: &Policy) -> Option<Date> {
        let ended_on = self.ended_on.filter(|_| self.state != CareState::InCare)?;
        Some(policy.access_end.closes_on(ended_on))
    }

    /// Who decides on a day, by age.
    pub fn phase(&self, today: Date) -> Phase {
        Phase::on(self.born, today)
    }

    /// As which phase somebody on a ground stands beside the client: where a client of 12 to 17 cannot
    /// decide, those beside the client stand there as beside a child (WGBO 7:465 lid 2). For the client
    /// nothing changes.
    pub fn phase_beside(&self, basis: Basis, today: Date) -> Phase {
        match (basis, self.phase(today)) {
            (Basis::Own, phase) => phase,
            (_, Phase::Youth | Phase::Minor) if self.incapable => Phase::Child,
            (_, phase) => phase,
        }
    }

    /// Whether the order of the law says if somebody on a ground represents: partner and family, of an
    /// adult who cannot decide (WGBO 7:465 lid 3).
    pub fn asks_order(&self, basis: Basis, today: Date) -> bool {
        self.incapable && matches!(basis, Basis::Partner | Basis::Family) && self.phase(today) == Phase::Adult
    }

    /// Whether somebody on a ground decides in the client's place, beside those who are `present`.
    pub fn represented_by(&self, basis: Basis, present: &[Basis], today: Date) -> bool {
        basis.represents() || (self.asks_order(basis, today) && may_represent(basis, present).is_ok())
    }
}

/// A relation of the acting person to that client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationFact {
    /// The relation.
    pub id: RelationId,
    /// Its ground.
    pub basis: Basis,
    /// Kinds of data that were granted.
    pub kinds: Kinds,
    /// From when.
    pub from: Timestamp,
    /// The calendar day of that in the Netherlands.
    pub since: Date,
    /// Until when, exclusive; `None` without an end.
    pub until: Option<Timestamp>,
    /// Withdrawn at this instant.
    pub withdrawn: Option<Timestamp>,
    /// Whether the person manages the care network (R39).
    pub manages: bool,
    /// What a client of 12 to 15 agreed to for this person (R121).
    pub agreed: Kinds,
    /// What the client shows now, while they look together (L1).
    pub together: Kinds,
}

impl Facts {
    /// Whether somebody on a ground decides in the client's place now.
    pub fn represents(&self, basis: Basis) -> bool {
        self.client.as_ref().is_some_and(|client| client.represented_by(basis, &self.present, self.today))
    }
}

impl RelationFact {
    /// Whether the relation holds at an instant: from its beginning, before its end, and not
    /// once it is withdrawn.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.from <= now
            && self.until.is_none_or(|until| now < until)
            && self.withdrawn.is_none_or(|withdrawn| now < withdrawn)
    }
}

/// Everything a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The acting person.
    pub actor: ActorFacts,
    /// The client, where the act is about one and that client exists in the actor's organisation.
    pub client: Option<ClientFacts>,
    /// Relations of the actor's person to the client.
    pub relations: Vec<RelationFact>,
    /// The grounds of everybody who stands beside the client now; known only where the order of the law
    /// is asked for: the client cannot decide and the actor is partner or family.
    pub present: Vec<Basis>,
    /// The calendar day in the Netherlands.
    pub today: Date,
}
