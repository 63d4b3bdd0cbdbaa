//! The decision.

use std::marker::PhantomData;

use jiff::{Timestamp, civil::Date};
use thiserror::Error;

use super::{
    AccountState, Act, ActingAs, Action, ClientFacts, Facts, Kinds, RelationFact, Scope, act::Beside,
    emergency::at_work,
};
use crate::{
    AccountId, Basis, ClientId, OrganisationId, RelationId,
    age::{Phase, birthday},
    log::Controls,
    policy::{Minors, Policy},
};

/// Leave to do one act. Cannot be made outside [`decide`], is good for one request, and is never
/// stored.
#[derive(Debug)]
pub struct Permit<A> {
    organisation: OrganisationId,
    account: AccountId,
    acting: ActingAs,
    client: Option<ClientId>,
    kinds: Kinds,
    basis: Option<(RelationId, Basis)>,
    represents: bool,
    emergency: Option<Timestamp>,
    at: Timestamp,
    act: PhantomData<A>,
}

impl<A> Permit<A> {
    /// The organisation.
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }
    /// Who may do it.
    pub const fn account(&self) -> AccountId {
        self.account
    }
    /// In which capacity.
    pub const fn acting(&self) -> ActingAs {
        self.acting
    }
    /// Whose record; `None` for an act of the organisation.
    pub const fn client(&self) -> Option<ClientId> {
        self.client
    }
    /// Which kinds of data.
    pub const fn kinds(&self) -> Kinds {
        self.kinds
    }
    /// The relation that it rests on, for a person who is not an employee.
    pub const fn basis(&self) -> Option<(RelationId, Basis)> {
        self.basis
    }
    /// Whether it is held by somebody who decides in the client's place (R17, WGBO 7:465).
    pub const fn represents(&self) -> bool {
        self.represents
    }
    /// Until when it rests on emergency access, where it does (R19).
    pub const fn emergency(&self) -> Option<Timestamp> {
        self.emergency
    }
    /// When it was decided.
    pub const fn at(&self) -> Timestamp {
        self.at
    }
    /// Controls as NEN 7513 writes them.
    pub const fn controls(&self) -> Controls {
        Controls {
            authorisation: true,
            treatment_relation: matches!(self.acting, ActingAs::Employee { .. }) && self.emergency.is_none(),
            consent: self.basis.is_some(),
            emergency: self.emergency.is_some(),
        }
    }
}

/// Why something is not allowed. A person sees only that it is not; the log has the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Refusal {
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The account is blocked or closed.
    #[error("the account is not open")]
    AccountNotOpen,
    /// The employment does not cover this instant.
    #[error("the employment does not cover this instant")]
    NotEmployed,
    /// Terms in force have not been accepted (R4, R96).
    #[error("terms in force have not been accepted")]
    TermsOutstanding,
    /// There is no such client in this organisation (also: it is another organisation's, R76).
    #[error("no such client in this organisation")]
    NoSuchClient,
    /// The role may not do this.
    #[error("the role may not do this")]
    RoleNotAllowed,
    /// The client is at another location than the employee (R19).
    #[error("the client is at another location")]
    OtherLocation,
    /// The client is where the employee works: the record opens without emergency access (R19).
    #[error("the record opens without emergency access")]
    NotNeeded,
    /// There is no relation to this client.
    #[error("no relation to this client")]
    NoRelation,
    /// There was a relation: it has not begun, has ended or was withdrawn.
    #[error("the relation does not hold now")]
    RelationNotInForce,
    /// Care has ended and with it the access (R15, R16, R46, R119).
    #[error("care has ended and with it the access")]
    CareEnded,
    /// The client's identity has not been established yet: before that only information and
    /// questionnaires (R115).
    #[error("the client's identity has not been established")]
    NotIdentified,
    /// Under 12 the parents look (R121).
    #[error("under 12 the parents look")]
    TooYoung,
    /// From 16 the client alone decides (R121).
    #[error("from 16 the client decides")]
    ClientDecides,
    /// A client of 12 to 15 has not agreed, or only while looking together (R121).
    #[error("the client between 12 and 16 has not agreed")]
    NotAgreed,
    /// The relation gives no right to medical data (administrator of goods, parent without authority).
    #[error("the relation gives no medical data")]
    NoMedicalData,
    /// The client cannot decide (any more), and whoever represents does (R17; WGBO 7:465).
    #[error("who represents the client decides")]
    Represented,
    /// The relation has no rights at all.
    #[error("nothing is shared with this relation")]
    NothingShared,
    /// It belongs to a password, and here one logs in with DigiD only (R117).
    #[error("here one logs in with DigiD only")]
    OnlyWithDigid,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: &'static [Self] = &[
        Self::SessionEnded,
        Self::AccountNotOpen,
        Self::NotEmployed,
        Self::TermsOutstanding,
        Self::NoSuchClient,
        Self::RoleNotAllowed,
        Self::OtherLocation,
        Self::NotNeeded,
        Self::NoRelation,
        Self::RelationNotInForce,
        Self::CareEnded,
        Self::NotIdentified,
        Self::TooYoung,
        Self::ClientDecides,
        Self::NotAgreed,
        Self::NoMedicalData,
        Self::Represented,
        Self::NothingShared,
        Self::OnlyWithDigid,
    ];

    /// The refusal of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|refusal| refusal.key() == key)
    }

    /// Whether it is told in words to the person that it is about: somebody with a relation or with
    /// work here, and nobody else's business is in it.
    pub const fn is_explained(self) -> bool {
        matches!(
            self,
            Self::OtherLocation
                | Self::NotNeeded
                | Self::CareEnded
                | Self::NotIdentified
                | Self::TooYoung
                | Self::ClientDecides
                | Self::NotAgreed
                | Self::NoMedicalData
                | Self::Represented
                | Self::NothingShared
                | Self::OnlyWithDigid
        )
    }

    /// The word in the log.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SessionEnded => "session-ended",
            Self::AccountNotOpen => "account-not-open",
            Self::NotEmployed => "not-employed",
            Self::TermsOutstanding => "terms-outstanding",
            Self::NoSuchClient => "no-such-client",
            Self::RoleNotAllowed => "role-not-allowed",
            Self::OtherLocation => "other-location",
            Self::NotNeeded => "not-needed",
            Self::NoRelation => "no-relation",
            Self::RelationNotInForce => "relation-not-in-force",
            Self::CareEnded => "care-ended",
            Self::NotIdentified => "not-identified",
            Self::TooYoung => "too-young",
            Self::ClientDecides => "client-decides",
            Self::NotAgreed => "not-agreed",
            Self::NoMedicalData => "no-medical-data",
            Self::Represented => "represented",
            Self::NothingShared => "nothing-shared",
            Self::OnlyWithDigid => "only-with-digid",
        }
    }
}

/// Decides whether the actor may do act `A` now.
///
/// The order is fixed: first whether there is somebody at all (session, account, employment),
/// then the terms, then the act itself. A client of another organisation and a client that does
/// not exist are refused alike.
pub fn decide<A: Act>(facts: &Facts, policy: &Policy, now: Timestamp) -> Result<Permit<A>, Refusal> {
    let actor = &facts.actor;
    let permit = |client, kinds, basis: Option<&RelationFact>| Permit {
        organisation: actor.organisation,
        account: actor.account,
        acting: actor.acting,
        client,
        kinds,
        basis: basis.map(|relation| (relation.id, relation.basis)),
        represents: basis.is_some_and(|relation| facts.represents(relation.basis)),
        emergency: None,
        at: now,
        act: PhantomData,
    };
    let client = match A::ACTION.scope() {
        Scope::Organisation => None,
        Scope::Client => facts.client.as_ref().filter(|client| client.organisation == actor.organisation),
    };
    if actor.acting == ActingAs::Operator {
        return match (A::ACTION, client) {
            (Action::ImportRecord | Action::PublishRecord, Some(client)) => {
                Ok(permit(Some(client.client), Kinds::ALL, None))
            }
            (Action::ImportRecord | Action::PublishRecord, None) => Err(Refusal::NoSuchClient),
            (
                Action::ReadRecord
                | Action::AskCase
                | Action::ReadCases
                | Action::CaseQueue
                | Action::TreatCases
                | Action::AddOwn
                | Action::WriteRecord
                | Action::FindClients
                | Action::ReadOrganisation
                | Action::ChangeOrganisation
                | Action::ReadAccess
                | Action::ManageAccess
                | Action::WithdrawContact
                | Action::ChangeNetwork
                | Action::Agree
                | Action::ShowTogether
                | Action::JoinTogether
                | Action::ReadLog
                | Action::RecordCapacity
                | Action::DecideClosing
                | Action::ReadConsents
                | Action::GiveConsent
                | Action::OpenEmergency
                | Action::FindElsewhere
                | Action::ReviewEmergency
                | Action::HelpDesk
                | Action::ManageRetention
                | Action::TakeAlong,
                _,
            ) => Err(Refusal::RoleNotAllowed),
        };
    }
    if !actor.session_live {
        return Err(Refusal::SessionEnded);
    }
    if actor.state != AccountState::Active {
        return Err(Refusal::AccountNotOpen);
    }
    if matches!(actor.acting, ActingAs::Employee { .. }) && !actor.employed {
        return Err(Refusal::NotEmployed);
    }
    if !actor.terms_accepted {
        return Err(Refusal::TermsOutstanding);
    }
    match (actor.acting, A::ACTION.scope()) {
        (ActingAs::Employee { role, .. }, scope) => {
            let kinds = A::ACTION.of_role(role).ok_or(Refusal::RoleNotAllowed)?;
            match scope {
                Scope::Organisation => Ok(permit(None, kinds, None)),
                Scope::Client => {
                    let client = client.ok_or(Refusal::NoSuchClient)?;
                    let emergency = at_work(A::ACTION, actor, now)?;
                    Ok(Permit { emergency, ..permit(Some(client.client), kinds, None) })
                }
            }
        }
        (ActingAs::Personal, Scope::Client) => {
            let client = client.ok_or(Refusal::NoSuchClient)?;
            let (kinds, relation) = beside(A::ACTION, client, facts, policy, now)?;
            Ok(permit(Some(client.client), kinds, Some(relation)))
        }
        (ActingAs::Personal, Scope::Organisation) | (ActingAs::Operator, _) => Err(Refusal::RoleNotAllowed),
    }
}

/// What a person may do through a relation to the client: of several relations the one that shows
/// most, and of several refusals the most telling.
fn beside<'f>(
    action: Action,
    client: &ClientFacts,
    facts: &'f Facts,
    policy: &Policy,
    now: Timestamp,
) -> Result<(Kinds, &'f RelationFact), Refusal> {
    let mut outcome: Result<(Kinds, &RelationFact), Refusal> = Err(Refusal::NoRelation);
    for relation in &facts.relations {
        // What is shown while looking together is for looking: it cannot be taken along, and a parent asks
        // nothing about it (L1).
        let without_together;
        let counted = match action {
            Action::TakeAlong | Action::AskCase | Action::ReadCases => {
                without_together = RelationFact { together: Kinds::NONE, ..relation.clone() };
                &without_together
            }
            _ => relation,
        };
        let found = seen(counted, client, policy, facts.today, now)
            .and_then(|kinds| {
                let beside = Beside {
                    basis: relation.basis,
                    represents: facts.represents(relation.basis),
                    manages: relation.manages,
                    phase: client.phase_beside(relation.basis, facts.today),
                    incapable: client.incapable,
                };
                action.of_relation(&beside, kinds)
            })
            .map(|kinds| (kinds, relation));
        outcome = match (outcome, found) {
            (Ok(before), Ok(found)) if found.0.number() > before.0.number() => Ok(found),
            (Ok(before), _) => Ok(before),
            (Err(_), Ok(found)) => Ok(found),
            (Err(Refusal::NoRelation | Refusal::RelationNotInForce), Err(refusal)) => Err(refusal),
            (Err(before), Err(_)) => Err(before),
        };
    }
    outcome
}

/// The kinds of data that somebody sees through a relation to a client on a day; can be none.
pub fn seen(
    relation: &RelationFact,
    client: &ClientFacts,
    policy: &Policy,
    today: Date,
    now: Timestamp,
) -> Result<Kinds, Refusal> {
    if !relation.holds(now) {
        return Err(Refusal::RelationNotInForce);
    }
    if client.access_ended(policy, today) {
        return Err(Refusal::CareEnded);
    }
    if policy.staged && !client.identified {
        return Err(Refusal::NotIdentified);
    }
    // What was given about a child ends at 16, unless the client gives it anew.
    let of_childhood = client.born.is_some_and(|born| relation.since < birthday(born, 16));
    match (relation.basis, client.phase_beside(relation.basis, today)) {
        (Basis::Administrator | Basis::ParentWithoutAuthority, _) => Err(Refusal::NoMedicalData),
        (Basis::Own, Phase::Child) => Err(Refusal::TooYoung),
        (Basis::Own, Phase::Youth | Phase::Minor | Phase::Adult) => Ok(relation.kinds),
        (Basis::Parent | Basis::Guardian, Phase::Minor | Phase::Adult) => Err(Refusal::ClientDecides),
        (_, Phase::Minor | Phase::Adult) if of_childhood => Err(Refusal::ClientDecides),
        // Whoever stands beside a client of 12 to 15: parents, and contacts who are parents in fact.
        (_, Phase::Youth) => {
            let agreed = match policy.minors {
                Minors::ByConsent => relation.agreed,
                Minors::TogetherOnly => Kinds::NONE,
            };
            Ok(relation.kinds.intersection(agreed.union(relation.together)))
        }
        (
            Basis::FirstContact
            | Basis::SecondContact
            | Basis::NetworkMember
            | Basis::Parent
            | Basis::Guardian
            | Basis::Curator
            | Basis::Mentor
            | Basis::Proxy
            | Basis::Partner
            | Basis::Family,
            Phase::Child | Phase::Minor | Phase::Adult,
        ) => Ok(relation.kinds),
    }
}

#[cfg(test)]
mod tests;
