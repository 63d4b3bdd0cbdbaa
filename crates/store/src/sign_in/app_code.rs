//! Codes of the authenticator app at a log-in, and recovery codes: tried, counted and spent (R91).

use inzage_domain::{
    AccountId, OrganisationId,
    log::{EventAction, EventCode, EventOutcome},
    sign_in::CODE_TRIES,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    challenge::{closed, step},
    factor::recovery_hash,
    token::token_hash,
};
use crate::{
    ChallengeOutcome, Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{Conn, execute, fetch_optional},
    time::micros,
};

/// What is typed in place of a code by SMS.
#[derive(Clone, PartialEq, Eq)]
pub enum AppCode {
    /// Six digits of the app.
    Code(String),
    /// A recovery code, as `domain::totp::read_recovery_code` gives it.
    Recovery(String),
}

impl Store {
    /// Tries a code of the app, or a recovery code, at a log-in. The try is counted first.
    pub async fn challenge_check_app(
        &self,
        organisation: &Organisation,
        token: &str,
        code: &AppCode,
        context: &RequestContext,
    ) -> Result<ChallengeOutcome, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(ChallengeOutcome::Ended) };
        let id = organisation.id();
        let row = fetch_optional!(
            self.db(),
            (Uuid,),
            "SELECT account FROM challenge WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND kind = 'app'",
            id.uuid(),
            &token_hash,
        )?;
        let Some((account,)) = row else { return Ok(ChallengeOutcome::Ended) };
        let account = AccountId::from_uuid(account);
        let proof = self.proof(id, account, code).await?;
        let line = account_line(
            id,
            Some(account),
            "01",
            EventCode::LogInStep,
            EventAction::Execute,
            self.now(),
            context,
        );
        self.write(id, (token_hash, account, proof, line), |(token_hash, account, proof, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let counted = fetch_optional!(
                    conn,
                    (i64,),
                    "UPDATE challenge SET tries = tries + 1 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND tries < $3 AND expires_at > $4 AND kind = 'app' RETURNING tries",
                    organisation,
                    token_hash,
                    CODE_TRIES,
                    micros(now),
                )?;
                let Some((tries,)) = counted else {
                    return Ok((closed(conn, organisation, token_hash, now).await?, Vec::new()));
                };
                let right = match proof {
                    Some(proof) => proof.spend(conn, *account, line.organisation, now).await?,
                    None => false,
                };
                if right {
                    execute!(conn, "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND token_hash = $2", organisation, token_hash, micros(now))?;
                    let what = proof.as_ref().map_or("app-right", Proof::word);
                    return Ok((ChallengeOutcome::Right { account: *account }, vec![step(line, account.uuid(), what)]));
                }
                let mut line = step(line, account.uuid(), "app-wrong");
                line.outcome = EventOutcome::Refused;
                line.refusal = Some("code".into());
                Ok((ChallengeOutcome::Wrong { account: *account, left: CODE_TRIES - tries }, vec![line]))
            })
        })
        .await
    }

    /// What a code proves, before it is spent; `None` for a wrong one.
    pub(super) async fn proof(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        code: &AppCode,
    ) -> Result<Option<Proof>, StoreError> {
        let kept = self.app_of(organisation, account).await?;
        let Some(kept) = kept.filter(|kept| kept.confirmed_at.is_some()) else { return Ok(None) };
        Ok(match code {
            AppCode::Code(code) => kept
                .secret
                .step_of(code, self.now(), kept.last_step)
                .map(|step| Proof::Step { app: kept.id, step }),
            AppCode::Recovery(code) => {
                let keys = self.keys().organisation(organisation).await?;
                Some(Proof::Recovery(recovery_hash(&keys, account, code)))
            }
        })
    }
}

/// Something that counts once.
pub(super) enum Proof {
    Step { app: Uuid, step: i64 },
    Recovery(Vec<u8>),
}

impl Proof {
    const fn word(&self) -> &'static str {
        match self {
            Self::Step { .. } => "app-right",
            Self::Recovery(_) => "recovery-code-right",
        }
    }

    /// Spends it inside a transaction. `false` when it was spent before, or never was any.
    pub(super) async fn spend(
        &self,
        conn: &mut Conn,
        account: AccountId,
        organisation: OrganisationId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let spent = match self {
            Self::Step { app, step } => execute!(
                conn,
                "UPDATE app_factor SET last_step = $4 WHERE organisation = $1 AND account = $2 AND id = $3 AND last_step < $4 AND confirmed_at IS NOT NULL",
                organisation.uuid(),
                account.uuid(),
                *app,
                *step,
            )?,
            Self::Recovery(hash) => execute!(
                conn,
                "UPDATE recovery_code SET used_at = $4 WHERE organisation = $1 AND account = $2 AND code_hash = $3 AND used_at IS NULL",
                organisation.uuid(),
                account.uuid(),
                hash,
                micros(now),
            )?,
        };
        Ok(spent == 1)
    }
}
