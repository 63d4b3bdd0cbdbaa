//! The decision.

use std::marker::PhantomData;

use jiff::Timestamp;
use thiserror::Error;

use super::{AccountState, Act, ActingAs, Action, Facts, Kinds, Scope};
use crate::{AccountId, Basis, ClientId, OrganisationId, RelationId, log::Controls};

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
    /// When it was decided.
    pub const fn at(&self) -> Timestamp {
        self.at
    }
    /// Controls as NEN 7513 writes them.
    pub const fn controls(&self) -> Controls {
        Controls {
            authorisation: true,
            treatment_relation: matches!(self.acting, ActingAs::Employee { .. }),
            consent: self.basis.is_some(),
            emergency: false,
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
    /// There is no relation to this client.
    #[error("no relation to this client")]
    NoRelation,
    /// There was a relation: it has not begun, has ended or was withdrawn.
    #[error("the relation does not hold now")]
    RelationNotInForce,
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
        Self::NoRelation,
        Self::RelationNotInForce,
    ];

    /// The word in the log.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SessionEnded => "session-ended",
            Self::AccountNotOpen => "account-not-open",
            Self::NotEmployed => "not-employed",
            Self::TermsOutstanding => "terms-outstanding",
            Self::NoSuchClient => "no-such-client",
            Self::RoleNotAllowed => "role-not-allowed",
            Self::NoRelation => "no-relation",
            Self::RelationNotInForce => "relation-not-in-force",
        }
    }
}

/// Decides whether the actor may do act `A` now.
///
/// The order is fixed: first whether there is somebody at all (session, account, employment),
/// then the terms, then the act itself. A client of another organisation and a client that does
/// not exist are refused alike.
pub fn decide<A: Act>(facts: &Facts, now: Timestamp) -> Result<Permit<A>, Refusal> {
    let actor = &facts.actor;
    let permit = |client, kinds, basis| Permit {
        organisation: actor.organisation,
        account: actor.account,
        acting: actor.acting,
        client,
        kinds,
        basis,
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
            (Action::ReadRecord | Action::FindClients | Action::ReadOrganisation, _) => {
                Err(Refusal::RoleNotAllowed)
            }
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
                    Ok(permit(Some(client.client), kinds, None))
                }
            }
        }
        (ActingAs::Personal, Scope::Client) if A::ACTION == Action::ReadRecord => {
            let client = client.ok_or(Refusal::NoSuchClient)?;
            if facts.relations.is_empty() {
                return Err(Refusal::NoRelation);
            }
            let relation = facts
                .relations
                .iter()
                .find(|relation| relation.holds(now))
                .ok_or(Refusal::RelationNotInForce)?;
            Ok(permit(Some(client.client), relation.kinds, Some((relation.id, relation.basis))))
        }
        (ActingAs::Personal | ActingAs::Operator, _) => Err(Refusal::RoleNotAllowed),
    }
}

#[cfg(test)]
mod tests;
