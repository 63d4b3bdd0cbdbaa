//! An actor: a person in one capacity, out of a session.

use inzage_domain::{
    AccountId, ClientId, OrganisationId, PersonId, SessionId,
    access::ActingAs,
    log::{Controls, EventAction, EventCode, EventOutcome, LogLine, LogThing, LogUser, PROTOCOL},
    policy::{Acceptance, Policy, SessionPolicy},
    session::{Lifetime, SessionEnd, SessionMethod, lifetime},
    sign_in::is_proved,
};
use jiff::Timestamp;

use super::{facts, sessions};
use crate::{
    Organisation, Store, StoreError,
    people::{AccountProfile, account_place},
    sign_in::token_hash,
};

/// Where a request comes from and what it is about: what the log needs beside the actor.
#[derive(Clone, Debug, Default)]
pub struct RequestContext {
    /// Internet address of the caller.
    pub address: String,
    /// The program and its request id, such as `inzage 0190...`.
    pub source: String,
    /// The browser's own words about itself; kept sealed with the session.
    pub user_agent: String,
    /// What it is about, such as `category reports`. Never content, names or search texts.
    pub things: Vec<LogThing>,
}

/// A person in one capacity, with a session that runs. Made only by [`Store::actor`].
#[derive(Clone, Debug)]
pub struct Actor {
    pub(super) organisation: Organisation,
    pub(super) account: AccountId,
    pub(super) person: PersonId,
    pub(super) session: SessionId,
    pub(super) token_hash: Vec<u8>,
    pub(super) acting: ActingAs,
    pub(super) method: SessionMethod,
    pub(super) only_client: Option<ClientId>,
    pub(super) display_name: String,
    pub(super) created_at: Timestamp,
    pub(super) seen_at: Timestamp,
    pub(super) proved_at: Timestamp,
    pub(super) terms_outstanding: bool,
    pub(super) terms_unaccepted: bool,
}

/// What a session's token stands for.
#[derive(Clone, Debug)]
pub enum SessionState {
    /// A session that runs. Boxed: it is much larger than the others.
    Live(Box<Actor>),
    /// A session that has ended, and why.
    Over(SessionEnd),
    /// No session of this organisation.
    Unknown,
}

impl Actor {
    /// The organisation, with the policy in force.
    pub fn organisation(&self) -> &Organisation {
        &self.organisation
    }
    /// The way in.
    pub fn account(&self) -> AccountId {
        self.account
    }
    /// The human.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// The session.
    pub fn session(&self) -> SessionId {
        self.session
    }
    /// The capacity, fixed at log-in.
    pub fn acting(&self) -> ActingAs {
        self.acting
    }
    /// The name as the person is greeted.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }
    /// When the log-in was.
    pub fn started_at(&self) -> Timestamp {
        self.created_at
    }
    /// When it was last marked as used.
    pub fn seen_at(&self) -> Timestamp {
        self.seen_at
    }
    /// Whether a second step was proved recently enough for a sensitive act (R91).
    pub fn is_proved(&self, now: Timestamp) -> bool {
        is_proved(self.proved_at, now)
    }
    /// Whether the person works here and is at none of the networks that the policy names (R91).
    pub fn is_outside(&self, address: &str) -> bool {
        matches!(self.acting, ActingAs::Employee { .. }) && !self.policy().staff_networks.allows(address)
    }
    /// How long the session has left.
    pub fn lifetime(&self, now: Timestamp) -> Lifetime {
        lifetime(self.times(), self.created_at, self.seen_at, now)
    }
    /// How the person logged in.
    pub fn method(&self) -> SessionMethod {
        self.method
    }
    /// The times of this session: by the policy, and shorter after DigiD (R117).
    pub fn times(&self) -> SessionPolicy {
        self.method.times(self.policy())
    }
    /// The one client whose record this session opens, where a proxy logged in for that client.
    pub fn only_client(&self) -> Option<ClientId> {
        self.only_client
    }
    /// Whether terms must be accepted before anything else (R4, R96).
    pub fn terms_outstanding(&self) -> bool {
        self.terms_outstanding
    }
    /// Whether a version of the terms in force has not been accepted, also where nothing must be
    /// accepted on a page (R85, R112).
    pub fn terms_unaccepted(&self) -> bool {
        self.terms_unaccepted
    }
    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.organisation.policy()
    }

    pub(crate) fn organisation_id(&self) -> OrganisationId {
        self.organisation.id()
    }

    pub(crate) fn token_hash(&self) -> &[u8] {
        &self.token_hash
    }

    /// A line about an act of this actor that succeeds.
    pub(crate) fn line(
        &self,
        code: EventCode,
        action: EventAction,
        at: Timestamp,
        context: &RequestContext,
    ) -> LogLine {
        account_line(
            self.organisation_id(),
            Some(self.account),
            role_code(self.acting),
            code,
            action,
            at,
            context,
        )
    }
}

/// ISO 21298 code of a capacity; a private person counts as the subject of care until a relation
/// says otherwise.
pub(crate) fn role_code(acting: ActingAs) -> &'static str {
    match acting {
        ActingAs::Personal => "01",
        ActingAs::Employee { role, .. } => role.nen_code(),
        ActingAs::Operator => "07",
    }
}

/// A line about an act that succeeds, of an account or of somebody who is not known.
pub(crate) fn account_line(
    organisation: OrganisationId,
    account: Option<AccountId>,
    role_code: &str,
    code: EventCode,
    action: EventAction,
    at: Timestamp,
    context: &RequestContext,
) -> LogLine {
    LogLine {
        organisation,
        at,
        code,
        action,
        outcome: EventOutcome::Success,
        refusal: None,
        controls: Controls { authorisation: true, ..Controls::default() },
        user: LogUser {
            account,
            local: String::new(),
            role_code: role_code.to_owned(),
            access_point: context.address.clone(),
        },
        protocol: PROTOCOL.into(),
        consent_profile: "-".into(),
        clients: Vec::new(),
        things: context.things.clone(),
        source: context.source.clone(),
    }
}

impl Store {
    /// The actor of a session, in one query. A session that has run out is ended here, with its
    /// line in the log, once.
    pub async fn actor(
        &self,
        organisation: &Organisation,
        token: &str,
        context: &RequestContext,
    ) -> Result<SessionState, StoreError> {
        let now = self.now();
        let Some(token_hash) = token_hash(token) else { return Ok(SessionState::Unknown) };
        let rows = facts::rows(self.db(), organisation.id(), &token_hash, now, None).await?;
        let Some(mut found) = facts::found(rows, organisation.id(), organisation.policy(), None, now)? else {
            return Ok(SessionState::Unknown);
        };
        let organisation = self.refreshed(organisation, found.policy_version).await?;
        if !found.ended_before {
            let times = found.method.times(organisation.policy());
            found.state = lifetime(times, found.created_at, found.seen_at, now);
        }
        let keys = self.keys().organisation(organisation.id()).await?;
        let account = found.facts.actor.account;
        let profile: AccountProfile =
            keys.seal.open_json(&account_place(organisation.id(), account), &found.sealed_profile)?;
        // By the policy in force, which can be newer than the one that the caller knew.
        let terms_outstanding =
            found.terms_unaccepted && organisation.policy().acceptance == Acceptance::Page;
        let actor = Actor {
            organisation,
            account,
            person: found.facts.actor.person,
            session: found.session,
            token_hash,
            acting: found.facts.actor.acting,
            method: found.method,
            only_client: found.only_client,
            display_name: profile.display_name,
            created_at: found.created_at,
            seen_at: found.seen_at,
            proved_at: found.proved_at,
            terms_outstanding,
            terms_unaccepted: found.terms_unaccepted,
        };
        match found.state {
            Lifetime::Live { .. } => Ok(SessionState::Live(Box::new(actor))),
            Lifetime::Over(end) => {
                if !found.ended_before {
                    sessions::end(self, &actor, end, context).await?;
                }
                Ok(SessionState::Over(end))
            }
        }
    }
}
