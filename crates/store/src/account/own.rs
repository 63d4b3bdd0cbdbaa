//! What somebody sees and changes of the own account (R10, R47, R77).

use inzage_domain::{
    PhoneNumber, SessionId,
    access::Refusal,
    log::{EventAction, EventCode, LogThing},
    session::SessionEnd,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Actor, RequestContext, Store, StoreError,
    db::{execute, fetch_all, fetch_one},
    log::open_details,
    people::{AccountProfile, account_place, check_texts},
    time::{instant, maybe_instant, micros},
};

/// Contact details of an account. No `Debug`: it names somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnProfile {
    /// What is typed at log-in.
    pub user_name: String,
    /// How the person is greeted.
    pub display_name: String,
    /// Where codes go.
    pub mobile: Option<PhoneNumber>,
    /// Where notices go.
    pub email: Option<String>,
    /// When the help desk took away what was on a lost device, until something is set up again.
    pub factor_lost_at: Option<Timestamp>,
}

impl OwnProfile {
    /// Where the person is reached: by telephone, else by mail, else by the user name.
    pub fn reach(&self) -> String {
        let mobile = self.mobile.as_ref().map(|mobile| mobile.international().to_owned());
        mobile.or_else(|| self.email.clone()).unwrap_or_else(|| self.user_name.clone())
    }
}

/// One line of the account's own history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: EventCode,
    /// Whether it was refused.
    pub refused: bool,
    /// From which internet address.
    pub address: String,
    /// What it was about, as words of the log.
    pub things: Vec<LogThing>,
}

impl Store {
    /// The actor's own contact details.
    pub async fn own_profile(&self, actor: &Actor) -> Result<OwnProfile, StoreError> {
        let organisation = actor.organisation_id();
        let (sealed, lost) = fetch_one!(
            self.db(),
            (Vec<u8>, Option<i64>),
            "SELECT sealed_profile, factor_lost_at FROM account WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            actor.account().uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let profile: AccountProfile =
            keys.seal.open_json(&account_place(organisation, actor.account()), &sealed)?;
        Ok(OwnProfile {
            user_name: profile.user_name,
            display_name: profile.display_name,
            mobile: profile.mobile,
            email: profile.email,
            factor_lost_at: maybe_instant(lost)?,
        })
    }

    /// Ends one session of the actor's account (R10). `false` when it is not one, or has ended.
    pub async fn session_end_one(
        &self,
        actor: &Actor,
        session: SessionId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let mut line = actor.line(EventCode::LogOut, EventAction::Execute, self.now(), context);
        line.things.push(LogThing { kind: "end".into(), id: SessionEnd::Elsewhere.key().into() });
        self.write(actor.organisation_id(), (actor.account(), session, line), |(account, session, line), conn| {
            Box::pin(async move {
                let ended = execute!(
                    conn,
                    "UPDATE session SET ended_at = $4, end_reason = $5 WHERE organisation = $1 AND account = $2 AND id = $3 AND ended_at IS NULL",
                    line.organisation.uuid(),
                    account.uuid(),
                    session.uuid(),
                    micros(line.at),
                    SessionEnd::Elsewhere.key(),
                )?;
                Ok((ended > 0, if ended > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// The log-ins, failed attempts and changes of the actor's own account since an instant, newest
    /// first, at most two hundred; among them what the help desk took away, as a thing `desk`. Reading
    /// leaves a line itself, before anything is given.
    pub async fn own_history(
        &self,
        actor: &Actor,
        since: Timestamp,
        context: &RequestContext,
    ) -> Result<Vec<OwnLine>, StoreError> {
        let organisation = actor.organisation_id();
        let mut line = actor.line(EventCode::ReadLog, EventAction::Read, self.now(), context);
        line.things.push(LogThing { kind: "log".into(), id: "own-account".into() });
        self.append(&line).await?;
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, String, String, Vec<u8>),
            "SELECT id, at, event, outcome, payload FROM log_line
             WHERE organisation = $1 AND actor = $2 AND at >= $3
               AND event IN ('log-in', 'log-out', 'change-password', 'change-factor', 'end-account')
             ORDER BY seq DESC LIMIT 200",
            organisation.uuid(),
            actor.account().uuid(),
            micros(since),
        )?;
        let by_desk = fetch_all!(
            self.db(),
            (String, i64),
            "SELECT kind, at FROM account_event WHERE organisation = $1 AND account = $2 AND at >= $3 AND kind IN ('remove-app', 'remove-passkeys') ORDER BY at DESC, id DESC LIMIT 200",
            organisation.uuid(),
            actor.account().uuid(),
            micros(since),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let mut lines = rows
            .into_iter()
            .map(|(id, at, event, outcome, payload)| {
                let details = open_details(&keys, organisation, id, &payload)?;
                Ok(OwnLine {
                    at: instant(at)?,
                    event: EventCode::from_key(&event)
                        .ok_or(StoreError::Inconsistent { table: "log_line", what: "event" })?,
                    refused: outcome != inzage_domain::log::EventOutcome::Success.key(),
                    address: details.user.access_point,
                    things: details.things,
                })
            })
            .collect::<Result<Vec<OwnLine>, StoreError>>()?;
        for (kind, at) in by_desk {
            lines.push(OwnLine {
                at: instant(at)?,
                event: EventCode::ChangeFactor,
                refused: false,
                address: String::new(),
                things: vec![LogThing { kind: "desk".into(), id: kind }],
            });
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.at));
        lines.truncate(200);
        Ok(lines)
    }

    /// Keeps that something was refused that belongs to a password, where one logs in with DigiD only
    /// (R117).
    pub async fn only_with_digid(
        &self,
        actor: &Actor,
        code: EventCode,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        let line = actor.line(code, EventAction::Update, self.now(), context);
        self.append(&line.refused(Refusal::OnlyWithDigid)).await
    }

    /// Changes the actor's own password (R77): all other sessions end, and codes that were sent.
    /// `before` is the hash that the old password was checked against. `false` when it was changed
    /// by somebody else meanwhile.
    pub async fn change_password(
        &self,
        actor: &Actor,
        before: &str,
        password_hash: &str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        check_texts(&[password_hash])?;
        let mut line = actor.line(EventCode::ChangePassword, EventAction::Update, self.now(), context);
        line.things.push(LogThing { kind: "password".into(), id: "changed".into() });
        let input = (actor.account(), actor.session(), before.to_owned(), password_hash.to_owned(), line);
        self.write(actor.organisation_id(), input, |(account, session, before, hash, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), micros(line.at));
                let changed = execute!(
                    conn,
                    "UPDATE account SET password_hash = $3, updated_at = $4 WHERE organisation = $1 AND id = $2 AND password_hash = $5",
                    organisation,
                    account.uuid(),
                    hash,
                    now,
                    before,
                )?;
                if changed == 0 {
                    return Ok((false, Vec::new()));
                }
                execute!(
                    conn,
                    "UPDATE session SET ended_at = $4, end_reason = $5 WHERE organisation = $1 AND account = $2 AND id <> $3 AND ended_at IS NULL",
                    organisation,
                    account.uuid(),
                    session.uuid(),
                    now,
                    SessionEnd::Elsewhere.key(),
                )?;
                execute!(
                    conn,
                    "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL AND kind <> 'block'",
                    organisation,
                    account.uuid(),
                    now,
                )?;
                Ok((true, vec![line.clone()]))
            })
        })
        .await
    }
}
