//! Sessions that exist: touching, listing and ending them.

use futures_util::future::BoxFuture;
use inzage_domain::{
    OrganisationId, SessionId,
    log::{EventAction, EventCode},
    session::{SessionEnd, SessionMethod},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Actor, RequestContext};
use crate::{
    Store, StoreError,
    db::{Conn, execute, fetch_all},
    seal::Place,
    time::{instant, micros},
    writer::Done,
};

/// A session is marked as used at most this often.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// Where a session was begun. Sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionContext {
    pub(crate) address: String,
    pub(crate) user_agent: String,
}

pub(crate) const fn context_place(organisation: OrganisationId, session: SessionId) -> Place {
    Place::new(organisation, "session.sealed_context", session.uuid())
}

/// One of a person's own sessions, for the list of devices (R10).
#[derive(Clone, Debug)]
pub struct SessionSummary {
    /// The session.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Internet address at log-in.
    pub address: String,
    /// The browser's own words.
    pub user_agent: String,
    /// How it began.
    pub method: SessionMethod,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Organisation, hash of the token, instant.
type Touch = (OrganisationId, Vec<u8>, i64);

fn mark<'c>((organisation, token_hash, now): &'c Touch, conn: &'c mut Conn) -> BoxFuture<'c, Done<()>> {
    Box::pin(async move {
        execute!(
            conn,
            "UPDATE session SET seen_at = $3 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND seen_at < $3",
            organisation.uuid(),
            token_hash,
            *now,
        )?;
        Ok(((), Vec::new()))
    })
}

/// Ends a session once, with its line.
pub(super) async fn end(
    store: &Store,
    actor: &Actor,
    why: SessionEnd,
    context: &RequestContext,
) -> Result<(), StoreError> {
    let mut line = actor.line(EventCode::LogOut, EventAction::Execute, store.now(), context);
    line.things.push(inzage_domain::log::LogThing { kind: "end".into(), id: why.key().into() });
    let input = (actor.token_hash().to_vec(), why, line);
    store
        .write(actor.organisation_id(), input, |(token_hash, why, line), conn| {
            Box::pin(async move {
                let ended = execute!(
                    conn,
                    "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL",
                    line.organisation.uuid(),
                    token_hash,
                    micros(line.at),
                    why.key(),
                )?;
                Ok(((), if ended == 0 { Vec::new() } else { vec![line.clone()] }))
            })
        })
        .await
}

impl Store {
    /// Marks the session as used, at most once a minute: idle time is counted from here. Nobody
    /// waits for it: whatever the same request writes after it is kept after it.
    pub async fn session_touch(&self, actor: &Actor) -> Result<(), StoreError> {
        match self.touch(actor) {
            Some(touch) => self.write_unheard(actor.organisation_id(), touch, mark).await,
            None => Ok(()),
        }
    }

    /// Marks the session as used, and answers when that is kept: somebody said "I am still here".
    pub async fn session_stay(&self, actor: &Actor) -> Result<(), StoreError> {
        match self.touch(actor) {
            Some(touch) => self.write(actor.organisation_id(), touch, mark).await,
            None => Ok(()),
        }
    }

    fn touch(&self, actor: &Actor) -> Option<Touch> {
        let now = self.now();
        (now.duration_since(actor.seen_at()) >= TOUCH)
            .then(|| (actor.organisation_id(), actor.token_hash().to_vec(), micros(now)))
    }

    /// Ends the actor's session (log-out, terms declined). A second call does nothing.
    pub async fn session_end(
        &self,
        actor: &Actor,
        why: SessionEnd,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        end(self, actor, why, context).await
    }

    /// Keeps that the actor declines the terms, and ends the session (R4).
    pub async fn decline_terms(&self, actor: &Actor, context: &RequestContext) -> Result<(), StoreError> {
        self.append(&actor.line(EventCode::DeclineTerms, EventAction::Execute, self.now(), context)).await?;
        end(self, actor, SessionEnd::TermsDeclined, context).await
    }

    /// Ends every session of the actor's account, this one too. Gives how many there were.
    pub async fn session_end_all(&self, actor: &Actor, context: &RequestContext) -> Result<u64, StoreError> {
        let line = actor.line(EventCode::LogOut, EventAction::Execute, self.now(), context);
        self.write(actor.organisation_id(), (actor.account(), line), |(account, line), conn| {
            Box::pin(async move {
                let ended = execute!(
                    conn,
                    "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
                    line.organisation.uuid(),
                    account.uuid(),
                    micros(line.at),
                    SessionEnd::Elsewhere.key(),
                )?;
                Ok((ended, vec![line.clone()]))
            })
        })
        .await
    }

    /// The account's own sessions that have not been ended, newest first.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<SessionSummary>, StoreError> {
        let organisation = actor.organisation_id();
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, i64, String, Vec<u8>),
            "SELECT id, created_at, seen_at, method, sealed_context FROM session WHERE organisation = $1 AND account = $2 AND ended_at IS NULL ORDER BY created_at DESC LIMIT 50",
            organisation.uuid(),
            actor.account().uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(id, created_at, seen_at, method, sealed)| {
                let id = SessionId::from_uuid(id);
                let context: SessionContext =
                    keys.seal.open_json(&context_place(organisation, id), &sealed)?;
                Ok(SessionSummary {
                    id,
                    created_at: instant(created_at)?,
                    seen_at: instant(seen_at)?,
                    address: context.address,
                    user_agent: context.user_agent,
                    method: SessionMethod::from_key(&method)
                        .ok_or(StoreError::Inconsistent { table: "session", what: "method" })?,
                    current: id == actor.session(),
                })
            })
            .collect()
    }
}
