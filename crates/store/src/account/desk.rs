//! What the help desk sees and does, against its permit (R11, R18, R48, R118, R130).

use inzage_domain::{
    AccountId, HelpRequestId,
    access::{AccountState, HelpDesk},
    help::{AccountAct, Ground, HelpKind},
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    HelpRequest,
    change::{apply, note_place},
    help::text_place,
};
use crate::{
    Permitted, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{execute, fetch_all, fetch_optional},
    people::{AccountProfile, account_place, user_hash},
    time::{instant, micros},
};

/// Something that became of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastChange {
    /// When.
    pub at: Timestamp,
    /// What.
    pub act: AccountAct,
    /// Why, where a ground was given.
    pub ground: Option<Ground>,
    /// What was written about it; never shown to its holder (R18).
    pub note: String,
    /// Whether its holder did it.
    pub by_holder: bool,
}

/// An account as the help desk sees it. No `Debug`: it names somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountView {
    /// The account.
    pub id: AccountId,
    /// What is typed at log-in.
    pub user_name: String,
    /// The person's name.
    pub name: String,
    /// Whether it is open.
    pub state: AccountState,
    /// Whether it is used for work here.
    pub is_employee: bool,
    /// Whether it logs in with an authenticator app.
    pub has_app: bool,
    /// How many passkeys it has.
    pub passkeys: i64,
    /// What became of it, newest first.
    pub past: Vec<PastChange>,
}

/// A line about what the help desk does.
pub(crate) fn desk_line(
    permit: &Permitted<HelpDesk>,
    code: EventCode,
    action: EventAction,
    at: Timestamp,
    context: &RequestContext,
) -> LogLine {
    let role = role_code(permit.acting());
    account_line(permit.organisation(), Some(permit.account()), role, code, action, at, context)
}

fn state_of(word: &str) -> Result<AccountState, StoreError> {
    AccountState::from_key(word).ok_or(StoreError::Inconsistent { table: "account", what: "state" })
}

impl Store {
    /// The open requests, oldest first, at most two hundred.
    pub async fn help_requests(&self, permit: &Permitted<HelpDesk>) -> Result<Vec<HelpRequest>, StoreError> {
        let organisation = permit.organisation();
        let rows = fetch_all!(
            self.db(),
            (Uuid, String, Vec<u8>, i64, Option<Uuid>, Option<String>, Option<Vec<u8>>),
            "SELECT h.id, h.kind, h.sealed_content, h.made_at, a.id, a.state, a.sealed_profile FROM help_request h
             LEFT JOIN account a ON a.organisation = h.organisation AND a.id = h.account
             WHERE h.organisation = $1 AND h.closed_at IS NULL ORDER BY h.made_at, h.id LIMIT 200",
            organisation.uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(id, kind, sealed, made_at, account, state, profile)| {
                let id = HelpRequestId::from_uuid(id);
                let account = match (account, state, profile) {
                    (Some(account), Some(state), Some(profile)) => {
                        let account = AccountId::from_uuid(account);
                        let known: AccountProfile =
                            keys.seal.open_json(&account_place(organisation, account), &profile)?;
                        Some((account, state_of(&state)?, known.user_name))
                    }
                    _ => None,
                };
                Ok(HelpRequest {
                    id,
                    kind: HelpKind::from_key(&kind)
                        .ok_or(StoreError::Inconsistent { table: "help_request", what: "kind" })?,
                    text: keys.seal.open_json(&text_place(organisation, id), &sealed)?,
                    made_at: instant(made_at)?,
                    account,
                })
            })
            .collect()
    }

    /// Closes a request: it is dealt with. `false` when it is not there or was closed before.
    pub async fn close_help_request(
        &self,
        permit: &Permitted<HelpDesk>,
        request: HelpRequestId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let mut line = desk_line(permit, EventCode::HelpDesk, EventAction::Update, self.now(), context);
        line.things.push(LogThing { kind: "help-request".into(), id: request.to_string() });
        self.write(permit.organisation(), (permit.account(), request, line), |(by, request, line), conn| {
            Box::pin(async move {
                let closed = execute!(
                    conn,
                    "UPDATE help_request SET closed_at = $3, closed_by = $4 WHERE organisation = $1 AND id = $2 AND closed_at IS NULL",
                    line.organisation.uuid(),
                    request.uuid(),
                    micros(line.at),
                    by.uuid(),
                )?;
                Ok((closed > 0, if closed > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// The account of a user name, with what became of it. A line names it.
    pub async fn account_for_desk(
        &self,
        permit: &Permitted<HelpDesk>,
        user_name: &str,
        context: &RequestContext,
    ) -> Result<Option<AccountView>, StoreError> {
        let organisation = permit.organisation();
        let keys = self.keys().organisation(organisation).await?;
        let row = fetch_optional!(
            self.db(),
            (Uuid, String, Vec<u8>, bool, bool, i64),
            "SELECT a.id, a.state, a.sealed_profile,
                    EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id),
                    EXISTS (SELECT 1 FROM app_factor f WHERE f.organisation = a.organisation AND f.account = a.id AND f.confirmed_at IS NOT NULL),
                    (SELECT COUNT(*) FROM passkey k WHERE k.organisation = a.organisation AND k.account = a.id)
             FROM account a WHERE a.organisation = $1 AND a.user_hash = $2",
            organisation.uuid(),
            user_hash(&keys, user_name),
        )?;
        let Some((id, state, sealed, is_employee, has_app, passkeys)) = row else { return Ok(None) };
        let id = AccountId::from_uuid(id);
        let mut line = desk_line(permit, EventCode::HelpDesk, EventAction::Read, self.now(), context);
        line.things.push(LogThing { kind: "account".into(), id: id.to_string() });
        self.append(&line).await?;
        let profile: AccountProfile = keys.seal.open_json(&account_place(organisation, id), &sealed)?;
        let past = fetch_all!(
            self.db(),
            (Uuid, String, Option<String>, Option<Vec<u8>>, Option<Uuid>, i64),
            "SELECT id, kind, ground, sealed_note, by_account, at FROM account_event WHERE organisation = $1 AND account = $2 ORDER BY at DESC, id DESC LIMIT 50",
            organisation.uuid(),
            id.uuid(),
        )?;
        let odd = |what| StoreError::Inconsistent { table: "account_event", what };
        let past = past
            .into_iter()
            .map(|(event, act, ground, note, by, at)| {
                let note =
                    note.map(|note| keys.seal.open(&note_place(organisation, event), &note)).transpose()?;
                Ok(PastChange {
                    at: instant(at)?,
                    act: AccountAct::from_key(&act).ok_or(odd("kind"))?,
                    ground: ground
                        .map(|ground| Ground::from_key(&ground).ok_or(odd("ground")))
                        .transpose()?,
                    note: String::from_utf8(note.unwrap_or_default()).map_err(|_| odd("note"))?,
                    by_holder: by == Some(id.uuid()),
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(Some(AccountView {
            id,
            user_name: profile.user_name,
            name: profile.display_name,
            state: state_of(&state)?,
            is_employee,
            has_app,
            passkeys,
            past,
        }))
    }

    /// Blocks, ends, opens or warns an account (R11, R18, R48, R118, R130): at once, in open
    /// sessions too. `ground` and `note` may be left out and are never shown to its holder.
    /// `false` when it does not fit the account's state, when there is no such account, or when it
    /// is the account of who acts: an administrator does not lock the own door.
    pub async fn account_act(
        &self,
        permit: &Permitted<HelpDesk>,
        account: AccountId,
        act: AccountAct,
        why: (Option<Ground>, &str),
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        if account == permit.account() {
            return Ok(false);
        }
        let (ground, note) = why;
        let mut line = desk_line(permit, EventCode::ChangeRights, EventAction::Update, self.now(), context);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "account-act".into(), id: act.key().into() });
        let mut change = self.account_change(act, Some(account), ground, permit.organisation(), note).await?;
        change.by = Some(permit.account());
        self.write(permit.organisation(), (change, line), |(change, line), conn| {
            Box::pin(async move {
                let done = apply(conn, line.organisation, change, line.at).await?;
                Ok((done, if done { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }
}
