//! A device that is lost: the help desk takes away what was on it and lets somebody log in (R91).
//!
//! This is no way round the second step. Whoever talks the help desk into it gets no session and no
//! password by it: everything that was open ends, and from then on a log-in asks for the password and
//! for a code by SMS to the number that is registered, also where the organisation leaves the choice of
//! a second step, until the holder sets something up again. The holder is told. Where it would leave no
//! way in (an app and no number), it stays: a new number is registered by the help desk's own way to a
//! new password, for who was seen in person (`sign_in::reset`).

use inzage_domain::{
    AccountId, PhoneNumber,
    access::HelpDesk,
    help::LostFactor,
    log::{EventAction, EventCode, LogLine, LogThing},
    reset::IdentifiedHow,
    session::SessionEnd,
    sign_in::Held,
};
use uuid::Uuid;

use super::{
    change::{AccountChange, apply},
    desk::desk_line,
};
use crate::{
    Actor, Permitted, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_one, fetch_optional},
    people::{AccountProfile, account_place, check_texts},
    seal::digest,
    time::micros,
    writer::{Claim, Once},
};

/// What the help desk takes away.
#[derive(Clone)]
pub struct LostDevice {
    /// From which account.
    pub account: AccountId,
    /// What.
    pub factor: LostFactor,
    /// How it is known who asks.
    pub how: IdentifiedHow,
    /// Why; kept with the account, never shown to its holder.
    pub note: String,
}

/// What came of it. No `Debug`: it names somebody.
#[derive(Clone, PartialEq, Eq)]
pub enum LostRemoved {
    /// It is gone, and all sessions have ended: where the holder is told.
    Done {
        /// E-mail address.
        email: Option<String>,
        /// Mobile number.
        mobile: Option<PhoneNumber>,
    },
    /// The same form was sent before: nothing more was done.
    Before,
    /// The account has no such thing.
    NotThere,
    /// Without it there is no way in: it stays.
    LastWay,
    /// The account is closed, not there, or one's own.
    NotOpen,
}

const NOT_OPEN: &str = "account";
const NOT_THERE: &str = "second step";
const LAST_WAY: &str = "last way in";

struct Removing {
    factor: LostFactor,
    /// Whether something else than a mobile number must be left, and whether passkeys count.
    needs_another: bool,
    passkeys_count: bool,
    change: AccountChange,
    line: LogLine,
}

impl Store {
    /// Takes the app or all passkeys away from an account whose device is lost, once for the form's
    /// key: with what became of the account, the end of its sessions and of log-ins that wait, in one
    /// write. Afterwards a code by SMS is asked for; see this module.
    pub async fn factor_remove_for(
        &self,
        permit: &Permitted<HelpDesk>,
        actor: &Actor,
        lost: &LostDevice,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<LostRemoved, StoreError> {
        check_texts(&[&lost.note])?;
        let (organisation, account) = (permit.organisation(), lost.account);
        if account == permit.account() {
            return Ok(LostRemoved::NotOpen);
        }
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>, bool),
            "SELECT a.sealed_profile, EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id)
             FROM account a WHERE a.organisation = $1 AND a.id = $2",
            organisation.uuid(),
            account.uuid(),
        )?;
        let Some((sealed, works)) = row else { return Ok(LostRemoved::NotOpen) };
        let keys = self.keys().organisation(organisation).await?;
        let profile: AccountProfile = keys.seal.open_json(&account_place(organisation, account), &sealed)?;
        let only_number = Held { mobile: profile.mobile.is_some(), ..Held::default() };
        let note = format!("{}: {}", lost.how.key(), lost.note);
        let act = lost.factor.act();
        let mut change = self.account_change(act, Some(account), None, organisation, &note).await?;
        change.by = Some(permit.account());
        let mut line = desk_line(permit, EventCode::ChangeFactor, EventAction::Delete, self.now(), context);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "account-act".into(), id: act.key().into() });
        line.things.push(LogThing { kind: "identified".into(), id: lost.how.key().into() });
        let act = format!("lost device {account} {} {note}", act.key());
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(act.as_bytes()),
            at: line.at,
        };
        let removing = Removing {
            factor: lost.factor,
            needs_another: !lost.factor.leaves_a_way(actor.policy(), works, only_number),
            passkeys_count: actor.policy().passkeys,
            change,
            line,
        };
        let removed = self
            .write_once(organisation, claim, Vec::new(), removing, |removing, conn| {
                Box::pin(async move { Ok((removing.run(conn).await?, vec![removing.line.clone()])) })
            })
            .await;
        match removed {
            Ok(Once::Now(())) => Ok(LostRemoved::Done { email: profile.email, mobile: profile.mobile }),
            Ok(Once::Before(_) | Once::Reused) => Ok(LostRemoved::Before),
            Err(StoreError::Conflict(NOT_OPEN)) => Ok(LostRemoved::NotOpen),
            Err(StoreError::Conflict(NOT_THERE)) => Ok(LostRemoved::NotThere),
            Err(StoreError::Conflict(LAST_WAY)) => Ok(LostRemoved::LastWay),
            Err(error) => Err(error),
        }
    }
}

impl Removing {
    async fn run(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let (organisation, account) = (self.line.organisation.uuid(), self.change.account.uuid());
        let now = micros(self.line.at);
        if !apply(conn, self.line.organisation, &self.change, self.line.at).await? {
            return Err(StoreError::Conflict(NOT_OPEN));
        }
        // The row is locked by being touched: two that take away one thing each follow each other.
        execute!(
            conn,
            "UPDATE account SET factor_lost_at = $3, updated_at = $3 WHERE organisation = $1 AND id = $2",
            organisation,
            account,
            now,
        )?;
        let removed = match self.factor {
            LostFactor::App => {
                let codes = "DELETE FROM recovery_code WHERE organisation = $1 AND account = $2";
                execute!(conn, codes, organisation, account)?;
                // One that was begun and never confirmed is nothing yet.
                execute!(
                    conn,
                    "DELETE FROM app_factor WHERE organisation = $1 AND account = $2 AND confirmed_at IS NOT NULL",
                    organisation,
                    account,
                )?
            }
            LostFactor::Passkeys => execute!(
                conn,
                "DELETE FROM passkey WHERE organisation = $1 AND account = $2",
                organisation,
                account
            )?,
        };
        if removed == 0 {
            return Err(StoreError::Conflict(NOT_THERE));
        }
        if self.needs_another {
            let (apps, passkeys) = fetch_one!(
                conn,
                (i64, i64),
                "SELECT (SELECT COUNT(*) FROM app_factor WHERE organisation = $1 AND account = $2 AND confirmed_at IS NOT NULL),
                        (SELECT COUNT(*) FROM passkey WHERE organisation = $1 AND account = $2)",
                organisation,
                account,
            )?;
            if apps == 0 && (passkeys == 0 || !self.passkeys_count) {
                return Err(StoreError::Conflict(LAST_WAY));
            }
        }
        execute!(
            conn,
            "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL",
            organisation,
            account,
            now,
            SessionEnd::Elsewhere.key(),
        )?;
        execute!(
            conn,
            "UPDATE challenge SET ended_at = $3 WHERE organisation = $1 AND account = $2 AND ended_at IS NULL AND kind <> 'block'",
            organisation,
            account,
            now,
        )?;
        execute!(
            conn,
            "DELETE FROM passkey_ceremony WHERE organisation = $1 AND account = $2",
            organisation,
            account
        )?;
        Ok(())
    }
}
