//! Codes by SMS (R9, R101): six digits, ten minutes, three tries, a new one after a minute. A try
//! is counted durably before its answer is known, so that a crash gives no extra tries. A code of
//! the authenticator app is tried in the same way (see [`super::app_code`]); a code for blocking an
//! account (see [`super::block`]) never logs in.

use inzage_domain::{
    AccountId, PhoneNumber,
    log::{EventAction, EventCode, EventOutcome, LogLine, LogThing},
    sign_in::{CODE_RESEND_AFTER, CODE_TRIES, CODE_VALID, CodeState, FREE_CODES, SentCode, code_is_fresh},
};
use jiff::Timestamp;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::token::{new_token, token_hash};
use crate::{
    Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{Conn, execute, fetch_optional},
    keys::OrganisationKeys,
    time::{instant, micros},
};

/// Codes that may be sent for one password; then the password is asked for again.
pub(super) const MOST_SENDS: i64 = 5;

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChallengeKind {
    /// Logging in with a code by SMS.
    Sms,
    /// Logging in with a code of the authenticator app, or a recovery code.
    App,
    /// Logging in with a passkey (see [`super::passkey`]): no code was sent.
    Passkey,
}

impl ChallengeKind {
    const fn key(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::App => "app",
            Self::Passkey => "passkey",
        }
    }
}

/// What came of beginning a log-in whose code comes by SMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// A new code counts, codes sent before end: send it. The token is for the browser.
    Send(String),
    /// A code was sent less than a minute ago: it counts for this token now, and no longer for the
    /// one before. Send none.
    SentBefore(String),
}

impl Begun {
    /// The token.
    pub fn token(&self) -> &str {
        match self {
            Self::Send(token) | Self::SentBefore(token) => token,
        }
    }
}

/// A code that was sent and not yet used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChallengeView {
    /// For whom.
    pub account: AccountId,
    /// Which code is asked for.
    pub kind: ChallengeKind,
    /// Where the code went; show its ending only.
    pub mobile: Option<PhoneNumber>,
    /// When the newest code was sent and how often it was tried.
    pub code: SentCode,
}

/// What came of trying a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChallengeOutcome {
    /// Right: the challenge is over, make a session.
    Right {
        /// For whom.
        account: AccountId,
    },
    /// Wrong.
    Wrong {
        /// For whom: failures are counted for the account too.
        account: AccountId,
        /// Tries that are left; at 0 only a new code helps.
        left: i64,
    },
    /// The code is too old: ask for a new one.
    Expired,
    /// It was tried too often: ask for a new one.
    UsedUp,
    /// There is no such challenge (any more): begin again with the password.
    Ended,
}

/// What came of asking for a new code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resend {
    /// The new code counts, the old one does not: send it.
    Sent {
        /// For whom.
        account: AccountId,
        /// Where to.
        mobile: Option<PhoneNumber>,
    },
    /// A code was sent less than a minute ago.
    TooSoon {
        /// From when a new one may be asked for.
        at: Timestamp,
    },
    /// There is no such challenge (any more), or too many codes were sent.
    Ended,
}

/// What is kept of a code: for one owner, an account or (for blocking) a token's hash.
pub(super) fn code_hash(keys: &OrganisationKeys, owner: &[u8], code: &str) -> Vec<u8> {
    keys.index.hash("sms code", &[owner, code.as_bytes()].concat()).to_vec()
}

pub(super) fn step(line: &LogLine, account: Uuid, what: &str) -> LogLine {
    let mut line = line.clone();
    line.user.account = Some(AccountId::from_uuid(account));
    line.things.push(LogThing { kind: "step".into(), id: what.into() });
    line
}

impl Store {
    /// Begins a log-in with a code by SMS after the password was right. Giving the password again
    /// within a minute sends no other code, unless the one that was sent was tried too often: those
    /// tries count as failures, which make one wait.
    pub async fn challenge_create(
        &self,
        organisation: &Organisation,
        account: AccountId,
        code: &str,
        context: &RequestContext,
    ) -> Result<Begun, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let (token, token_hash) = new_token(self.chance());
        let code = code_hash(&keys, account.uuid().as_bytes(), code);
        let line = self.step_line(organisation, account, context);
        let input = (token, token_hash, account, code, line);
        self.write(organisation.id(), input, |(token, token_hash, account, code, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let known = fetch_optional!(
                    conn,
                    (Vec<u8>, i64, i64),
                    "SELECT token_hash, sent_at, tries FROM challenge WHERE organisation = $1 AND account = $2 AND ended_at IS NULL AND kind = 'sms' ORDER BY sent_at DESC LIMIT 1",
                    organisation,
                    account.uuid(),
                )?;
                let sent = fetch_optional!(
                    conn,
                    (i64,),
                    "SELECT COUNT(*) FROM challenge WHERE organisation = $1 AND account = $2 AND kind = 'sms' AND started_at > $3",
                    organisation,
                    account.uuid(),
                    micros(now - CODE_VALID),
                )?;
                if let Some((known, sent_at, tries)) = known
                    && sent.is_some_and(|(sent,)| sent >= FREE_CODES)
                    && tries < CODE_TRIES
                    && code_is_fresh(instant(sent_at)?, now)
                {
                    execute!(
                        conn,
                        "UPDATE challenge SET token_hash = $3 WHERE organisation = $1 AND token_hash = $2",
                        organisation,
                        known,
                        token_hash,
                    )?;
                    let line = step(line, account.uuid(), "code-sent-before");
                    return Ok((Begun::SentBefore(token.clone()), vec![line]));
                }
                begin(conn, line, *account, token_hash, ChallengeKind::Sms, code).await?;
                Ok((Begun::Send(token.clone()), vec![step(line, account.uuid(), "code-sent")]))
            })
        })
        .await
    }

    /// Begins a log-in with the authenticator app or a passkey of an account, after its password was
    /// right.
    pub async fn challenge_without_code(
        &self,
        organisation: &Organisation,
        account: AccountId,
        kind: ChallengeKind,
        context: &RequestContext,
    ) -> Result<String, StoreError> {
        // No code is sent: what is kept matches nothing that can be typed.
        let (_, nothing) = new_token(self.chance());
        let (token, token_hash) = new_token(self.chance());
        let line = self.step_line(organisation, account, context);
        let input = (token_hash, account, kind, nothing, line);
        self.write(organisation.id(), input, |(token_hash, account, kind, nothing, line), conn| {
            Box::pin(async move {
                begin(conn, line, *account, token_hash, *kind, nothing).await?;
                let what = match kind {
                    ChallengeKind::Sms => "code-sent",
                    ChallengeKind::App => "app-asked",
                    ChallengeKind::Passkey => "passkey-asked",
                };
                Ok(((), vec![step(line, account.uuid(), what)]))
            })
        })
        .await?;
        Ok(token)
    }

    /// Forgets a code that could not be sent, so that the next try sends one.
    pub async fn challenge_drop(&self, organisation: &Organisation, token: &str) -> Result<(), StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(()) };
        let id = organisation.id();
        self.write(id, (id, token_hash, micros(self.now())), |(organisation, token_hash, now), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind = 'sms'",
                    organisation.uuid(),
                    token_hash,
                    *now,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    fn step_line(
        &self,
        organisation: &Organisation,
        account: AccountId,
        context: &RequestContext,
    ) -> LogLine {
        account_line(
            organisation.id(),
            Some(account),
            "01",
            EventCode::LogInStep,
            EventAction::Execute,
            self.now(),
            context,
        )
    }

    /// Whose log-in waits under a token, before a code is tried or sent again.
    async fn challenged(
        &self,
        organisation: &Organisation,
        token_hash: &[u8],
    ) -> Result<Option<AccountId>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Uuid,),
            "SELECT account FROM challenge WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind IN ('sms', 'app', 'passkey')",
            organisation.id().uuid(),
            token_hash,
        )?;
        Ok(row.map(|(account,)| AccountId::from_uuid(account)))
    }

    /// The challenge of a cookie, for its page.
    pub async fn challenge(
        &self,
        organisation: &Organisation,
        token: &str,
    ) -> Result<Option<ChallengeView>, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(None) };
        let row = fetch_optional!(
            self.db(),
            (Uuid, i64, i64, String),
            "SELECT account, sent_at, tries, kind FROM challenge WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind IN ('sms', 'app', 'passkey')",
            organisation.id().uuid(),
            token_hash,
        )?;
        let Some((account, sent_at, tries, kind)) = row else { return Ok(None) };
        let account = AccountId::from_uuid(account);
        let kind = [ChallengeKind::App, ChallengeKind::Passkey].into_iter().find(|one| one.key() == kind);
        let kind = kind.unwrap_or(ChallengeKind::Sms);
        let mobile = self.mobile_of(organisation, account).await?;
        Ok(Some(ChallengeView {
            account,
            kind,
            mobile,
            code: SentCode { sent_at: instant(sent_at)?, tries },
        }))
    }

    /// Tries a code.
    pub async fn challenge_check(
        &self,
        organisation: &Organisation,
        token: &str,
        code: &str,
        context: &RequestContext,
    ) -> Result<ChallengeOutcome, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let Some(token_hash) = token_hash(token) else { return Ok(ChallengeOutcome::Ended) };
        let Some(account) = self.challenged(organisation, &token_hash).await? else {
            return Ok(ChallengeOutcome::Ended);
        };
        let code = code_hash(&keys, account.uuid().as_bytes(), code);
        let line = account_line(
            organisation.id(),
            None,
            "01",
            EventCode::LogInStep,
            EventAction::Execute,
            self.now(),
            context,
        );
        self.write(organisation.id(), (token_hash, code, line), |(token_hash, code, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let counted = fetch_optional!(
                    conn,
                    (Uuid, Vec<u8>, i64),
                    "UPDATE challenge SET tries = tries + 1 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND tries < $3 AND expires_at > $4 AND kind = 'sms' RETURNING account, code_hash, tries",
                    organisation,
                    token_hash,
                    CODE_TRIES,
                    micros(now),
                )?;
                let Some((account, kept, tries)) = counted else {
                    return Ok((closed(conn, organisation, token_hash, now).await?, Vec::new()));
                };
                if bool::from(kept.as_slice().ct_eq(code.as_slice())) {
                    execute!(conn, "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND token_hash = $2", organisation, token_hash, micros(now))?;
                    let answer = ChallengeOutcome::Right { account: AccountId::from_uuid(account) };
                    return Ok((answer, vec![step(line, account, "code-right")]));
                }
                let mut line = step(line, account, "code-wrong");
                line.outcome = EventOutcome::Refused;
                line.refusal = Some("code".into());
                let left = CODE_TRIES - tries;
                Ok((ChallengeOutcome::Wrong { account: AccountId::from_uuid(account), left }, vec![line]))
            })
        })
        .await
    }

    /// Puts a new code in place of the old one, when a minute has gone by, or the first one in place
    /// of a passkey. Send it only when the answer says so.
    pub async fn challenge_resend(
        &self,
        organisation: &Organisation,
        token: &str,
        code: &str,
        context: &RequestContext,
    ) -> Result<Resend, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let Some(token_hash) = token_hash(token) else { return Ok(Resend::Ended) };
        let Some(account) = self.challenged(organisation, &token_hash).await? else {
            return Ok(Resend::Ended);
        };
        let code = code_hash(&keys, account.uuid().as_bytes(), code);
        let line = account_line(
            organisation.id(),
            None,
            "01",
            EventCode::LogInStep,
            EventAction::Execute,
            self.now(),
            context,
        );
        let answer = self.write(organisation.id(), (token_hash, code, line), |(token_hash, code, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let sent = fetch_optional!(
                    conn,
                    (Uuid,),
                    "UPDATE challenge SET code_hash = $3, sent_at = $4, expires_at = $5, tries = 0, sends = sends + 1, kind = 'sms' WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND sends < $7 AND (kind = 'passkey' OR (kind = 'sms' AND sent_at <= $6)) RETURNING account",
                    organisation,
                    token_hash,
                    code,
                    micros(now),
                    micros(now + CODE_VALID),
                    micros(now - CODE_RESEND_AFTER),
                    MOST_SENDS,
                )?;
                if let Some((account,)) = sent {
                    let kept = Resend::Sent { account: AccountId::from_uuid(account), mobile: None };
                    return Ok((kept, vec![step(line, account, "code-sent-again")]));
                }
                let row = fetch_optional!(
                    conn,
                    (i64, i64),
                    "SELECT sent_at, sends FROM challenge WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind = 'sms'",
                    organisation,
                    token_hash,
                )?;
                let answer = match row {
                    Some((sent_at, sends)) if sends < MOST_SENDS => {
                        Resend::TooSoon { at: instant(sent_at)? + CODE_RESEND_AFTER }
                    }
                    _ => Resend::Ended,
                };
                Ok((answer, Vec::new()))
            })
        })
        .await?;
        match answer {
            Resend::Sent { account, mobile: _ } => {
                Ok(Resend::Sent { account, mobile: self.mobile_of(organisation, account).await? })
            }
            other => Ok(other),
        }
    }
}

/// Begins a challenge inside a transaction; those before end.
async fn begin(
    conn: &mut Conn,
    line: &LogLine,
    account: AccountId,
    token_hash: &[u8],
    kind: ChallengeKind,
    code: &[u8],
) -> Result<(), StoreError> {
    let (organisation, now) = (line.organisation.uuid(), line.at);
    execute!(
        conn,
        "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL AND kind IN ('sms', 'app', 'passkey')",
        organisation,
        account.uuid(),
        micros(now),
    )?;
    execute!(
        conn,
        "INSERT INTO challenge (organisation, token_hash, account, code_hash, sent_at, expires_at, started_at, tries, sends, kind) VALUES ($1, $2, $3, $4, $5, $6, $5, 0, 1, $7)",
        organisation,
        token_hash,
        account.uuid(),
        code,
        micros(now),
        micros(now + CODE_VALID),
        kind.key(),
    )?;
    Ok(())
}

/// Why a code could not be tried.
pub(super) async fn closed(
    conn: &mut Conn,
    organisation: Uuid,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<ChallengeOutcome, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64, i64),
        "SELECT sent_at, tries FROM challenge WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind IN ('sms', 'app')",
        organisation,
        token_hash,
    )?;
    let Some((sent_at, tries)) = row else { return Ok(ChallengeOutcome::Ended) };
    Ok(match (SentCode { sent_at: instant(sent_at)?, tries }).state(now) {
        CodeState::Expired => ChallengeOutcome::Expired,
        CodeState::UsedUp | CodeState::Open { .. } => ChallengeOutcome::UsedUp,
    })
}
