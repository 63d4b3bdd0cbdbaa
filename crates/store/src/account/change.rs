//! Changing the state of an account: one row about what happened, the state itself, and the end of
//! its sessions, in one transaction.

use inzage_domain::{
    AccountId, OrganisationId,
    access::AccountState,
    help::{AccountAct, Ground},
    log::{EventAction, EventCode, LogThing},
    session::SessionEnd,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Operator, Store, StoreError,
    db::{Conn, execute, fetch_optional},
    people::check_texts,
    seal::Place,
    time::micros,
};

/// A change that is about to be made.
#[derive(Clone)]
pub(crate) struct AccountChange {
    pub(crate) id: Uuid,
    pub(crate) account: AccountId,
    pub(crate) act: AccountAct,
    pub(crate) ground: Option<Ground>,
    pub(crate) sealed_note: Option<Vec<u8>>,
    pub(crate) by: Option<AccountId>,
}

pub(super) const fn note_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "account_event.sealed_note", id)
}

impl Store {
    /// Prepares a change; an empty note is none. The account is filled in where it is known later.
    pub(crate) async fn account_change(
        &self,
        act: AccountAct,
        account: Option<AccountId>,
        ground: Option<Ground>,
        organisation: OrganisationId,
        note: &str,
    ) -> Result<AccountChange, StoreError> {
        check_texts(&[note])?;
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let id = uuid::Builder::from_random_bytes(random).into_uuid();
        let sealed_note = if note.is_empty() {
            None
        } else {
            let keys = self.keys().organisation(organisation).await?;
            Some(keys.seal.seal(self.chance(), &note_place(organisation, id), note.as_bytes())?)
        };
        let account = account.unwrap_or(AccountId::from_uuid(Uuid::nil()));
        Ok(AccountChange { id, account, act, ground, sealed_note, by: None })
    }
}

impl Store {
    /// The operator blocks, ends or opens an account (R108), at once, in open sessions too. `false`
    /// when it does not fit its state.
    pub async fn account_act_by_operator(
        &self,
        operator: &Operator,
        account: AccountId,
        act: AccountAct,
        note: &str,
    ) -> Result<bool, StoreError> {
        let organisation = operator.organisation().id();
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Update, self.now());
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "account-act".into(), id: act.key().into() });
        let change = self.account_change(act, Some(account), None, organisation, note).await?;
        self.write(organisation, (change, line), |(change, line), conn| {
            Box::pin(async move {
                let done = apply(conn, line.organisation, change, line.at).await?;
                Ok((done, if done { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }
}

/// Makes the change. `false` when it does not fit the account's state, or there is no such account.
pub(crate) async fn apply(
    conn: &mut Conn,
    organisation: OrganisationId,
    change: &AccountChange,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        conn,
        (String,),
        "SELECT state FROM account WHERE organisation = $1 AND id = $2",
        organisation.uuid(),
        change.account.uuid(),
    )?;
    let Some((state,)) = row else { return Ok(false) };
    let before =
        AccountState::from_key(&state).ok_or(StoreError::Inconsistent { table: "account", what: "state" })?;
    let Some(after) = change.act.applied(before) else { return Ok(false) };
    execute!(
        conn,
        "INSERT INTO account_event (organisation, id, account, kind, ground, sealed_note, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        organisation.uuid(),
        change.id,
        change.account.uuid(),
        change.act.key(),
        change.ground.map(Ground::key),
        change.sealed_note.as_deref(),
        change.by.map(AccountId::uuid),
        micros(now),
    )?;
    if after == before {
        return Ok(true);
    }
    // The state is read and changed by the one writer of this instance; the condition holds it
    // against another instance.
    let changed = execute!(
        conn,
        "UPDATE account SET state = $3, updated_at = $4 WHERE organisation = $1 AND id = $2 AND state = $5",
        organisation.uuid(),
        change.account.uuid(),
        after.key(),
        micros(now),
        before.key(),
    )?;
    if changed == 0 {
        return Err(StoreError::Stale);
    }
    if after != AccountState::Active {
        execute!(
            conn,
            "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
            organisation.uuid(),
            change.account.uuid(),
            micros(now),
            SessionEnd::Elsewhere.key(),
        )?;
        // A code that was sent before must not open anything after the account is opened again.
        execute!(
            conn,
            "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
            organisation.uuid(),
            change.account.uuid(),
            micros(now),
        )?;
    }
    Ok(true)
}
