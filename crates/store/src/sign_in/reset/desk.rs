//! The help desk's side: a reset for who calls or stands at the desk, against its permit.

use inzage_domain::{
    AccountId, EmailAddress, PhoneNumber, ResetId,
    access::HelpDesk,
    help::AccountAct,
    joining::InvitationCode,
    log::{EventAction, EventCode, LogLine, LogThing},
    reset::{IdentifiedHow, ResetWay},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{NewReset, ResetMail, code_of, thing};
use crate::{
    Permitted, RequestContext, Store, StoreError,
    account::{apply, desk_line as line},
    db::fetch_optional,
    people::{AccountProfile, account_place, check_texts},
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// What the help desk asks for.
#[derive(Clone)]
pub struct DeskReset {
    /// Whose password.
    pub account: AccountId,
    /// `DeskMail` or `Handed`.
    pub way: ResetWay,
    /// How it is known who asks.
    pub how: IdentifiedHow,
    /// What was noted about it; kept with the account, never shown to its holder.
    pub note: String,
    /// The new number of who lost the telephone.
    pub mobile: Option<PhoneNumber>,
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub enum DeskResetMade {
    /// Made, by mail: send the code.
    Mail(ResetMail),
    /// Made, to be handed over: it is read at its own address.
    Handed(ResetId),
    /// There is no registered address to mail to.
    NoAddress,
    /// The same form was sent before: nothing more was done.
    Before,
    /// The account is not open, not there, or one's own.
    NotOpen,
}

/// A code that is handed over. No `Debug`: it opens an account.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedReset {
    /// The code.
    pub code: InvitationCode,
    /// Whose.
    pub name: String,
    /// The user name.
    pub user_name: String,
    /// Until when it works, exclusive.
    pub until: Timestamp,
    /// Where the code by SMS will go, when a new number was registered.
    pub new_mobile: Option<PhoneNumber>,
}

impl Store {
    /// Makes a reset for an open account (R11: by who runs the help desk, never the own account). What
    /// became of the account is kept with it, in the same write.
    pub async fn reset_for(
        &self,
        permit: &Permitted<HelpDesk>,
        asked: &DeskReset,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<DeskResetMade, StoreError> {
        check_texts(&[&asked.note])?;
        let organisation = permit.organisation();
        let account = asked.account;
        if account == permit.account() {
            return Ok(DeskResetMade::NotOpen);
        }
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT sealed_profile FROM account WHERE organisation = $1 AND id = $2 AND state = 'active'",
            organisation.uuid(),
            account.uuid(),
        )?;
        let Some((sealed,)) = row else { return Ok(DeskResetMade::NotOpen) };
        let keys = self.keys().organisation(organisation).await?;
        let profile: AccountProfile = keys.seal.open_json(&account_place(organisation, account), &sealed)?;
        let email = match (asked.way, profile.email) {
            (ResetWay::DeskMail, None) => return Ok(DeskResetMade::NoAddress),
            (ResetWay::DeskMail, Some(email)) => Some(email),
            (ResetWay::OwnMail | ResetWay::Handed | ResetWay::First, _) => None,
        };
        // Sent twice, the form leads to the same reset.
        let reset = ResetId::from_uuid(key);
        let whom = (account, asked.way, Some(permit.account()));
        let (new, code) =
            NewReset::of(&keys, organisation, self.chance(), reset, whom, asked.mobile.as_ref())?;
        let note = format!("{}: {}", asked.how.key(), asked.note);
        let mut change =
            self.account_change(AccountAct::ResetPassword, Some(account), None, organisation, &note).await?;
        change.by = Some(permit.account());
        let mut line = line(permit, EventCode::ChangeRights, EventAction::Update, self.now(), context);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "identified".into(), id: asked.how.key().into() });
        line.things.push(thing(reset.uuid()));
        let act = serde_json::to_vec(&(account, asked.way, asked.how, &asked.note, &asked.mobile))
            .map_err(|_| StoreError::Inconsistent { table: "password_reset", what: "cannot be written" })?;
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(&[b"reset".as_slice(), &act].concat()),
            at: line.at,
        };
        let made = self
            .write_once(organisation, claim, Vec::new(), (new, change, line), |(new, change, line), conn| {
                Box::pin(async move {
                    if !apply(conn, line.organisation, change, line.at).await? {
                        return Err(StoreError::Conflict("account"));
                    }
                    new.insert(conn, line).await?;
                    Ok(((), vec![line.clone()]))
                })
            })
            .await;
        match made {
            Ok(Once::Now(())) => Ok(match email {
                Some(email) => DeskResetMade::Mail(ResetMail { code, email }),
                None => DeskResetMade::Handed(reset),
            }),
            Ok(Once::Before(_) | Once::Reused) => Ok(DeskResetMade::Before),
            Err(StoreError::Conflict("account")) => Ok(DeskResetMade::NotOpen),
            Err(error) => Err(error),
        }
    }

    /// The code of a reset that is to be handed over, while it works. Reading it leaves a line.
    pub async fn reset_handed(
        &self,
        permit: &Permitted<HelpDesk>,
        reset: ResetId,
        context: &RequestContext,
    ) -> Result<Option<HandedReset>, StoreError> {
        let organisation = permit.organisation();
        let row = fetch_optional!(
            self.db(),
            (Uuid, i64, Option<Vec<u8>>, Vec<u8>),
            "SELECT a.id, r.expires_at, r.sealed_mobile, a.sealed_profile FROM password_reset r JOIN account a ON a.organisation = r.organisation AND a.id = r.account
             WHERE r.organisation = $1 AND r.id = $2 AND r.way = 'handed' AND r.used_at IS NULL AND r.ended_at IS NULL AND r.expires_at > $3",
            organisation.uuid(),
            reset.uuid(),
            micros(self.now()),
        )?;
        let Some((account, until, mobile, sealed)) = row else { return Ok(None) };
        let mut line = line(permit, EventCode::HelpDesk, EventAction::Read, self.now(), context);
        line.things.push(thing(reset.uuid()));
        self.append(&line).await?;
        let keys = self.keys().organisation(organisation).await?;
        let account = AccountId::from_uuid(account);
        let profile: AccountProfile = keys.seal.open_json(&account_place(organisation, account), &sealed)?;
        let new_mobile = mobile
            .map(|sealed| keys.seal.open_json(&super::mobile_place(organisation, reset), &sealed))
            .transpose()?;
        Ok(Some(HandedReset {
            code: code_of(&keys, reset),
            name: profile.display_name,
            user_name: profile.user_name,
            until: instant(until)?,
            new_mobile,
        }))
    }

    /// Makes the reset with which a new employee chooses the first password, inside the write that
    /// makes the account.
    pub(crate) fn first_reset(
        &self,
        keys: &crate::keys::OrganisationKeys,
        permit: (inzage_domain::OrganisationId, AccountId),
        account: AccountId,
        email: &EmailAddress,
    ) -> Result<(FirstReset, ResetMail), StoreError> {
        let reset = ResetId::new(self.clock(), self.chance());
        let whom = (account, ResetWay::First, Some(permit.1));
        let (new, code) = NewReset::of(keys, permit.0, self.chance(), reset, whom, None)?;
        Ok((FirstReset(new), ResetMail { code, email: email.as_str().to_owned() }))
    }
}

/// The reset of a first password, to be kept with its account.
#[derive(Clone)]
pub(crate) struct FirstReset(NewReset);

impl FirstReset {
    /// Keeps it.
    pub(crate) async fn insert(&self, conn: &mut crate::db::Conn, line: &LogLine) -> Result<(), StoreError> {
        self.0.insert(conn, line).await
    }
}
