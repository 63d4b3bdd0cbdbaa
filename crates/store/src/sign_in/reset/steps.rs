//! The second proof, and the new password.

use inzage_domain::{
    AccountId, PhoneNumber, ResetId,
    access::AccountState,
    log::{EventAction, EventCode, EventOutcome, LogLine, LogThing},
    reset::CHOOSING,
    session::SessionEnd,
    sign_in::{CODE_TRIES, CodeState, SentCode},
};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{PROVED, mobile_place, thing};
use crate::{
    AppCode, ChallengeOutcome, Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{Conn, execute, fetch_optional},
    people::{AccountProfile, account_place, check_texts},
    sign_in::{challenge::code_hash as sms_hash, challenge::step, token::token_hash},
    time::{instant, micros},
};

/// How far somebody is on the way to a new password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResetStep {
    /// A code by SMS is asked for.
    Sms {
        /// Where it went; show its ending only.
        mobile: PhoneNumber,
    },
    /// A code of the authenticator app is asked for, or a recovery code.
    App,
    /// The password may be chosen.
    Password {
        /// For the browser's own keeping of passwords, and for judging the new one.
        user_name: String,
        /// How the person is greeted: a password may not contain it.
        display_name: String,
    },
}

/// A password was chosen: whom to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetDone {
    /// The account.
    pub account: AccountId,
    /// The user name, whose failures are forgotten.
    pub user_name: String,
    /// The registered address.
    pub email: Option<String>,
    /// The number that was registered before, where it was replaced: its holder is told.
    pub old_mobile: Option<PhoneNumber>,
}

#[derive(sqlx::FromRow)]
struct Row {
    account: Uuid,
    kind: String,
    reset: Uuid,
    sealed_mobile: Option<Vec<u8>>,
    sealed_profile: Vec<u8>,
}

/// An open step with what it is about.
struct Open {
    account: AccountId,
    kind: String,
    reset: ResetId,
    new_mobile: Option<PhoneNumber>,
    profile: AccountProfile,
}

impl Store {
    async fn reset_open(
        &self,
        organisation: &Organisation,
        token_hash: &[u8],
    ) -> Result<Option<Open>, StoreError> {
        let id = organisation.id();
        let row = fetch_optional!(
            self.db(),
            Row,
            "SELECT c.account, c.kind, r.id AS reset, r.sealed_mobile, a.sealed_profile
             FROM challenge c
             JOIN password_reset r ON r.organisation = c.organisation AND r.id = c.reset
             JOIN account a ON a.organisation = c.organisation AND a.id = c.account
             WHERE c.organisation = $1 AND c.token_hash = $2 AND c.ended_at IS NULL AND c.expires_at > $3
               AND r.used_at IS NULL AND r.ended_at IS NULL AND r.expires_at > $3 AND a.state = $4",
            id.uuid(),
            token_hash,
            micros(self.now()),
            AccountState::Active.key(),
        )?;
        let Some(row) = row else { return Ok(None) };
        let keys = self.keys().organisation(id).await?;
        let (account, reset) = (AccountId::from_uuid(row.account), ResetId::from_uuid(row.reset));
        let new_mobile = row
            .sealed_mobile
            .map(|sealed| keys.seal.open_json(&mobile_place(id, reset), &sealed))
            .transpose()?;
        let profile = keys.seal.open_json(&account_place(id, account), &row.sealed_profile)?;
        Ok(Some(Open { account, kind: row.kind, reset, new_mobile, profile }))
    }

    /// How far the holder of a token is; `None` when there is nothing (any more).
    pub async fn reset_step(
        &self,
        organisation: &Organisation,
        token: &str,
    ) -> Result<Option<ResetStep>, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(None) };
        let Some(open) = self.reset_open(organisation, &token_hash).await? else { return Ok(None) };
        Ok(match open.kind.as_str() {
            "reset" => open.new_mobile.or(open.profile.mobile).map(|mobile| ResetStep::Sms { mobile }),
            "reset-app" => Some(ResetStep::App),
            PROVED => Some(ResetStep::Password {
                user_name: open.profile.user_name,
                display_name: open.profile.display_name,
            }),
            _ => None,
        })
    }

    /// Tries the second proof. The try is counted durably before its answer is known; when it is
    /// right, a password may be chosen for a quarter of an hour.
    pub async fn reset_prove(
        &self,
        organisation: &Organisation,
        token: &str,
        code: &AppCode,
        context: &RequestContext,
    ) -> Result<ChallengeOutcome, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(ChallengeOutcome::Ended) };
        let Some(open) = self.reset_open(organisation, &token_hash).await? else {
            return self.reset_over(organisation, &token_hash).await;
        };
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let is_app = open.kind == "reset-app";
        let proof = if is_app { self.proof(id, open.account, code).await? } else { None };
        let sms = match code {
            AppCode::Code(code) => sms_hash(&keys, &token_hash, code),
            // No recovery code is a code by SMS.
            AppCode::Recovery(_) => Vec::new(),
        };
        let line = account_line(
            id,
            Some(open.account),
            "01",
            EventCode::LogInStep,
            EventAction::Execute,
            self.now(),
            context,
        );
        let input = (token_hash.clone(), open.account, is_app, proof, sms, line);
        let outcome = self
            .write(id, input, |(token_hash, account, is_app, proof, sms, line), conn| {
                Box::pin(async move {
                    let Some((kept, tries)) = counted(conn, line, token_hash).await? else {
                        return Ok((None, Vec::new()));
                    };
                    let right = match (is_app, proof) {
                        (true, Some(proof)) => proof.spend(conn, *account, line.organisation, line.at).await?,
                        (true, None) => false,
                        (false, _) => bool::from(kept.as_slice().ct_eq(sms.as_slice())),
                    };
                    if right {
                        execute!(
                            conn,
                            "UPDATE challenge SET kind = $3, expires_at = $4 WHERE organisation = $1 AND token_hash = $2",
                            line.organisation.uuid(),
                            token_hash,
                            PROVED,
                            micros(line.at + CHOOSING),
                        )?;
                        let line = step(line, account.uuid(), "reset-proved");
                        return Ok((Some(ChallengeOutcome::Right { account: *account }), vec![line]));
                    }
                    let mut line = step(line, account.uuid(), "reset-proof-wrong");
                    line.outcome = EventOutcome::Refused;
                    line.refusal = Some("code".into());
                    let left = CODE_TRIES - tries;
                    Ok((Some(ChallengeOutcome::Wrong { account: *account, left }), vec![line]))
                })
            })
            .await?;
        match outcome {
            Some(outcome) => Ok(outcome),
            None => self.reset_over(organisation, &token_hash).await,
        }
    }

    /// Why a proof could not be tried.
    async fn reset_over(
        &self,
        organisation: &Organisation,
        token_hash: &[u8],
    ) -> Result<ChallengeOutcome, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (i64, i64),
            "SELECT sent_at, tries FROM challenge WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind IN ('reset', 'reset-app')",
            organisation.id().uuid(),
            token_hash,
        )?;
        let Some((sent_at, tries)) = row else { return Ok(ChallengeOutcome::Ended) };
        Ok(match (SentCode { sent_at: instant(sent_at)?, tries }).state(self.now()) {
            CodeState::Expired => ChallengeOutcome::Expired,
            CodeState::UsedUp => ChallengeOutcome::UsedUp,
            CodeState::Open { .. } => ChallengeOutcome::Ended,
        })
    }

    /// Keeps the new password, and the new number where there is one. All sessions, codes and other
    /// resets of the account end, in the same write. A new number ends an authenticator app too: it
    /// was on the telephone that is lost. `None` when the proofs do not count (any more).
    pub async fn reset_finish(
        &self,
        organisation: &Organisation,
        token: &str,
        password_hash: &str,
        context: &RequestContext,
    ) -> Result<Option<ResetDone>, StoreError> {
        check_texts(&[password_hash])?;
        let Some(token_hash) = token_hash(token) else { return Ok(None) };
        let Some(open) = self.reset_open(organisation, &token_hash).await? else { return Ok(None) };
        if open.kind != PROVED {
            return Ok(None);
        }
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let (account, old) = (open.account, open.profile);
        let done = ResetDone {
            account,
            user_name: old.user_name.clone(),
            email: old.email.clone(),
            old_mobile: open.new_mobile.is_some().then(|| old.mobile.clone()).flatten(),
        };
        let sealed = match open.new_mobile {
            None => None,
            Some(mobile) => {
                let profile = AccountProfile { mobile: Some(mobile), ..old };
                Some(keys.seal.seal_json(self.chance(), &account_place(id, account), &profile)?)
            }
        };
        let mut line = account_line(
            id,
            Some(account),
            "01",
            EventCode::ChangePassword,
            EventAction::Update,
            self.now(),
            context,
        );
        line.things.push(LogThing { kind: "password".into(), id: "reset".into() });
        line.things.push(thing(open.reset.uuid()));
        let input = (token_hash, account, open.reset, password_hash.to_owned(), sealed, line);
        let kept = self
            .write(id, input, |(token_hash, account, reset, hash, sealed, line), conn| {
                Box::pin(async move {
                    finish(conn, line, (token_hash, *account, *reset), hash, sealed.as_deref()).await?;
                    Ok(((), vec![line.clone()]))
                })
            })
            .await;
        match kept {
            Ok(()) => Ok(Some(done)),
            Err(StoreError::Conflict(OVER)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Somebody was first, or the time is over.
const OVER: &str = "password_reset";

/// Counts a try of the second proof.
async fn counted(
    conn: &mut Conn,
    line: &LogLine,
    token_hash: &[u8],
) -> Result<Option<(Vec<u8>, i64)>, StoreError> {
    fetch_optional!(
        conn,
        (Vec<u8>, i64),
        "UPDATE challenge SET tries = tries + 1 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND tries < $3 AND expires_at > $4 AND kind IN ('reset', 'reset-app') RETURNING code_hash, tries",
        line.organisation.uuid(),
        token_hash,
        CODE_TRIES,
        micros(line.at),
    )
}

async fn finish(
    conn: &mut Conn,
    line: &LogLine,
    (token_hash, account, reset): (&[u8], AccountId, ResetId),
    password_hash: &str,
    sealed_profile: Option<&[u8]>,
) -> Result<(), StoreError> {
    let (organisation, now) = (line.organisation.uuid(), micros(line.at));
    // First the token: of two who send the same form, one wins.
    let taken = execute!(
        conn,
        "UPDATE challenge SET ended_at = $4 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND expires_at > $4 AND kind = $3",
        organisation,
        token_hash,
        PROVED,
        now,
    )?;
    let used = execute!(
        conn,
        "UPDATE password_reset SET used_at = $3 WHERE organisation = $1 AND id = $2 AND used_at IS NULL AND ended_at IS NULL AND expires_at > $3",
        organisation,
        reset.uuid(),
        now,
    )?;
    let changed = execute!(
        conn,
        "UPDATE account SET password_hash = $3, sealed_profile = COALESCE($5, sealed_profile), updated_at = $4 WHERE organisation = $1 AND id = $2 AND state = 'active'",
        organisation,
        account.uuid(),
        password_hash,
        now,
        sealed_profile,
    )?;
    if taken == 0 || used == 0 || changed == 0 {
        return Err(StoreError::Conflict(OVER));
    }
    for sql in [
        "UPDATE password_reset SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND used_at IS NULL AND ended_at IS NULL",
        "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL AND kind <> 'block'",
    ] {
        execute!(conn, sql, organisation, account.uuid(), now)?;
    }
    execute!(
        conn,
        "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
        organisation,
        account.uuid(),
        now,
        SessionEnd::Elsewhere.key(),
    )?;
    if sealed_profile.is_some() {
        for sql in [
            "DELETE FROM app_factor WHERE organisation = $1 AND account = $2",
            "DELETE FROM recovery_code WHERE organisation = $1 AND account = $2",
        ] {
            execute!(conn, sql, organisation, account.uuid())?;
        }
    }
    Ok(())
}
