//! Blocking one's own account from outside (R11): by a code to the number that is registered, so
//! that its holder can and a stranger cannot. Such a code never logs in.

use inzage_domain::{
    AccountId, PhoneNumber,
    access::AccountState,
    help::AccountAct,
    log::{EventAction, EventCode, EventOutcome, LogThing},
    sign_in::{CODE_TRIES, CODE_VALID},
};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{
    challenge::code_hash,
    throttle::{Subject, count},
    token::{new_token, token_hash},
};
use crate::{
    Organisation, RequestContext, Store, StoreError,
    access::account_line,
    account::{AccountChange, apply},
    db::{execute, fetch_optional},
    time::micros,
};

/// A code that was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct BlockCode {
    /// For the browser's cookie; looks alike whether or not there is such an account.
    pub token: String,
    /// Where the code is to be sent, where there is an account that can be blocked.
    pub mobile: Option<PhoneNumber>,
}

impl Store {
    /// Keeps a code for blocking the account of a user name, and counts the asking, in one write
    /// that is made whether or not there is such an account.
    pub async fn block_code(
        &self,
        organisation: &Organisation,
        user_name: &str,
        code: &str,
        context: &RequestContext,
    ) -> Result<BlockCode, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let credentials = self.find_credentials(organisation, user_name).await?;
        let credentials = credentials.filter(|credentials| credentials.state == AccountState::Active);
        let mobile = credentials.as_ref().and_then(|credentials| credentials.mobile.clone());
        let account = credentials.filter(|_| mobile.is_some()).map(|credentials| credentials.account);
        let (token, token_hash) = new_token(self.chance());
        let code = code_hash(&keys, &token_hash, code);
        let asking = [Subject::Asking(context.address.clone()), Subject::Blocking(user_name.to_owned())];
        let hashes = Subject::counted(&asking, &keys);
        let mut line =
            account_line(id, account, "01", EventCode::AskHelp, EventAction::Execute, self.now(), context);
        line.things.push(LogThing { kind: "step".into(), id: "block-code-asked".into() });
        self.write(id, (token_hash, code, account, hashes, line), |(token_hash, code, account, hashes, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                count(conn, organisation, hashes, now).await?;
                if let Some(account) = account {
                    execute!(
                        conn,
                        "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL AND kind = 'block'",
                        organisation,
                        account.uuid(),
                        micros(now),
                    )?;
                    execute!(
                        conn,
                        "INSERT INTO challenge (organisation, token_hash, account, code_hash, sent_at, expires_at, started_at, tries, sends, kind) VALUES ($1, $2, $3, $4, $5, $6, $5, 0, 1, 'block')",
                        organisation,
                        token_hash,
                        account.uuid(),
                        code,
                        micros(now),
                        micros(now + CODE_VALID),
                    )?;
                }
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        Ok(BlockCode { token, mobile })
    }

    /// Tries a code and, when it is right, blocks the account and ends its sessions, all in one
    /// write. Gives the account when it is blocked now; a wrong code, one that is too old and one
    /// of an account that is not there are the same.
    pub async fn block_with_code(
        &self,
        organisation: &Organisation,
        token: &str,
        code: &str,
        context: &RequestContext,
    ) -> Result<Option<AccountId>, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(None) };
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let code = code_hash(&keys, &token_hash, code);
        let line =
            account_line(id, None, "01", EventCode::EndAccount, EventAction::Update, self.now(), context);
        let change = self.account_change(AccountAct::Block, None, None, id, "").await?;
        self.write(id, (token_hash, code, change, line), |(token_hash, code, change, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let counted = fetch_optional!(
                    conn,
                    (Uuid, Vec<u8>),
                    "UPDATE challenge SET tries = tries + 1 WHERE organisation = $1 AND token_hash = $2 AND ended_at IS NULL AND tries < $3 AND expires_at > $4 AND kind = 'block' RETURNING account, code_hash",
                    organisation,
                    token_hash,
                    CODE_TRIES,
                    micros(now),
                )?;
                let Some((account, kept)) = counted else { return Ok((None, Vec::new())) };
                let account = AccountId::from_uuid(account);
                let mut line = line.clone();
                line.user.account = Some(account);
                if !bool::from(kept.as_slice().ct_eq(code.as_slice())) {
                    line.outcome = EventOutcome::Refused;
                    line.refusal = Some("code".into());
                    return Ok((None, vec![line]));
                }
                execute!(conn, "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND token_hash = $2", organisation, token_hash, micros(now))?;
                let change = AccountChange { account, by: Some(account), ..change.clone() };
                let done = apply(conn, line.organisation, &change, now).await?;
                line.things.push(LogThing { kind: "account-act".into(), id: AccountAct::Block.key().into() });
                Ok((done.then_some(account), vec![line]))
            })
        })
        .await
    }
}
