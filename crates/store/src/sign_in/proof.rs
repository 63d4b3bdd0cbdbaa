//! Proving the second step again before a sensitive act (R91). A code by SMS stands in a challenge of
//! its own, under the session's token: it never logs in. Each proof gives the session a new token.

use inzage_domain::{
    AccountId,
    log::{EventAction, EventCode, EventOutcome, LogLine, LogThing},
    sign_in::{CODE_RESEND_AFTER, CODE_TRIES, CODE_VALID},
};
use jiff::Timestamp;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{
    AppCode,
    challenge::{MOST_SENDS, code_hash},
    token::new_token,
};
use crate::{
    Actor, RequestContext, Store, StoreError,
    db::{execute, fetch_optional},
    time::{instant, micros},
};

/// What came of asking for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofCode {
    /// It counts: send it.
    Send,
    /// One was sent less than a minute ago; another may be asked for from this instant.
    TooSoon(Timestamp),
    /// Too many were sent in this session: another way, or log in again.
    TooMany,
}

fn step_up(actor: &Actor, now: Timestamp, context: &RequestContext, how: &str) -> LogLine {
    let mut line = actor.line(EventCode::StepUp, EventAction::Execute, now, context);
    line.things.push(LogThing { kind: "step".into(), id: how.into() });
    line
}

fn refused(mut line: LogLine) -> LogLine {
    line.outcome = EventOutcome::Refused;
    line.refusal = Some("code".into());
    line
}

impl Store {
    /// Keeps a code for the actor's session. Send it only when the answer says so.
    pub async fn proof_code(
        &self,
        actor: &Actor,
        code: &str,
        context: &RequestContext,
    ) -> Result<ProofCode, StoreError> {
        let keys = self.keys().organisation(actor.organisation_id()).await?;
        let code = code_hash(&keys, actor.account().uuid().as_bytes(), code);
        let line = step_up(actor, self.now(), context, "code-sent");
        let input = (actor.token_hash().to_vec(), actor.account(), code, line);
        self.write(actor.organisation_id(), input, |(token_hash, account, code, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let kept = execute!(
                    conn,
                    "INSERT INTO challenge (organisation, token_hash, account, code_hash, sent_at, expires_at, started_at, tries, sends, kind) VALUES ($1, $2, $3, $4, $5, $6, $5, 0, 1, 'proof')
                     ON CONFLICT (organisation, token_hash) DO UPDATE SET code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0, sends = challenge.sends + 1, ended_at = NULL
                     WHERE challenge.kind = 'proof' AND challenge.sent_at <= $7 AND challenge.sends < $8",
                    organisation,
                    token_hash,
                    account.uuid(),
                    code,
                    micros(now),
                    micros(now + CODE_VALID),
                    micros(now - CODE_RESEND_AFTER),
                    MOST_SENDS,
                )?;
                if kept > 0 {
                    return Ok((ProofCode::Send, vec![line.clone()]));
                }
                let row = fetch_optional!(
                    conn,
                    (i64, i64),
                    "SELECT sent_at, sends FROM challenge WHERE organisation = $1 AND token_hash = $2 AND kind = 'proof'",
                    organisation,
                    token_hash,
                )?;
                let answer = match row {
                    Some((sent_at, sends)) if sends < MOST_SENDS => {
                        ProofCode::TooSoon(instant(sent_at)? + CODE_RESEND_AFTER)
                    }
                    _ => ProofCode::TooMany,
                };
                Ok((answer, Vec::new()))
            })
        })
        .await
    }

    /// Whether a code was sent that can still be given.
    pub async fn proof_waits(&self, actor: &Actor) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (i64,),
            "SELECT sent_at FROM challenge WHERE organisation = $1 AND token_hash = $2 AND kind = 'proof' AND ended_at IS NULL AND tries < $3 AND expires_at > $4",
            actor.organisation_id().uuid(),
            actor.token_hash(),
            CODE_TRIES,
            micros(self.now()),
        )?;
        Ok(row.is_some())
    }

    /// Tries the code that was sent; the try is counted with it. A code counts once.
    pub async fn proof_by_sms(
        &self,
        actor: &Actor,
        code: &str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let keys = self.keys().organisation(actor.organisation_id()).await?;
        let code = code_hash(&keys, actor.account().uuid().as_bytes(), code);
        let line = step_up(actor, self.now(), context, "code");
        let input = (actor.token_hash().to_vec(), code, line);
        self.write(actor.organisation_id(), input, |(token_hash, code, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let counted = fetch_optional!(
                    conn,
                    (Vec<u8>,),
                    "UPDATE challenge SET tries = tries + 1 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND tries < $3 AND expires_at > $4 AND kind = 'proof' RETURNING code_hash",
                    organisation,
                    token_hash,
                    CODE_TRIES,
                    micros(now),
                )?;
                let Some((kept,)) = counted else { return Ok((false, vec![refused(line.clone())])) };
                if !bool::from(kept.as_slice().ct_eq(code.as_slice())) {
                    return Ok((false, vec![refused(line.clone())]));
                }
                execute!(
                    conn,
                    "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND token_hash = $2",
                    organisation,
                    token_hash,
                    micros(now),
                )?;
                Ok((true, Vec::new()))
            })
        })
        .await
    }

    /// Tries a code of the actor's app, or a recovery code; it counts once.
    pub async fn proof_by_app(
        &self,
        actor: &Actor,
        code: &AppCode,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let organisation = actor.organisation_id();
        let proof = self.proof(organisation, actor.account(), code).await?;
        let line = step_up(actor, self.now(), context, "app");
        self.write(organisation, (actor.account(), proof, line), |(account, proof, line), conn| {
            Box::pin(async move {
                let right = match proof {
                    Some(proof) => proof.spend(conn, *account, line.organisation, line.at).await?,
                    None => false,
                };
                Ok((right, if right { Vec::new() } else { vec![refused(line.clone())] }))
            })
        })
        .await
    }

    /// Keeps that the second step was proved now, and gives the session its new token; the old one
    /// is nothing any more. `None` when the session has ended meanwhile. `how` is a word for the log.
    pub async fn session_prove(
        &self,
        actor: &Actor,
        how: &str,
        context: &RequestContext,
    ) -> Result<Option<String>, StoreError> {
        let (token, hash) = new_token(self.chance());
        let line = step_up(actor, self.now(), context, how);
        let input = (actor.token_hash().to_vec(), hash, line);
        let proved = self
            .write(actor.organisation_id(), input, |(old, new, line), conn| {
                Box::pin(async move {
                    let changed = execute!(
                        conn,
                        "UPDATE session SET token_hash = $3, proved_at = $4 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL",
                        line.organisation.uuid(),
                        old,
                        new,
                        micros(line.at),
                    )?;
                    Ok((changed > 0, if changed > 0 { vec![line.clone()] } else { Vec::new() }))
                })
            })
            .await?;
        Ok(proved.then_some(token))
    }

    /// Ends the second step of a log-in that was given by a passkey: for which account it was, when it
    /// still waited.
    pub async fn challenge_end(
        &self,
        organisation: &crate::Organisation,
        token: &str,
    ) -> Result<Option<AccountId>, StoreError> {
        let Some(token_hash) = super::token_hash(token) else { return Ok(None) };
        let id = organisation.id();
        self.write(id, (id, token_hash, micros(self.now())), |(organisation, token_hash, now), conn| {
            Box::pin(async move {
                let row = fetch_optional!(
                    conn,
                    (Uuid,),
                    "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND tries < $4 AND expires_at > $3 AND kind IN ('sms', 'app', 'passkey') RETURNING account",
                    organisation.uuid(),
                    token_hash,
                    *now,
                    CODE_TRIES,
                )?;
                Ok((row.map(|(account,)| AccountId::from_uuid(account)), Vec::new()))
            })
        })
        .await
    }

    /// Leaves a line that somebody was refused to work from outside the organisation's networks.
    pub async fn outside_network(&self, actor: &Actor, context: &RequestContext) -> Result<(), StoreError> {
        let mut line = actor.line(EventCode::OutsideNetwork, EventAction::Execute, self.now(), context);
        line.outcome = EventOutcome::Refused;
        line.refusal = Some("outside-network".into());
        line.controls = inzage_domain::log::Controls::default();
        self.append(&line).await
    }
}
