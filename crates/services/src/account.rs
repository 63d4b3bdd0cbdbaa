//! The own account: contact details, sessions and devices, history, password, closing (R10, R47,
//! R77).

use inzage_domain::{
    PhoneNumber, SessionId,
    access::{ActingAs, Refusal},
    device::Happened,
    help::{AccountAct, a_year_before},
    log::EventCode,
    password::{Strength, Weak, judge},
    session::{Lifetime, SessionMethod, lifetime},
};
use inzage_store::{Actor, OwnLine, OwnProfile, RequestContext, SessionSummary, Subject};
use jiff::Timestamp;

use crate::{
    Error, Services,
    notify::{Channel, Message},
    password::Verified,
};

/// The own account. No `Debug`: it names somebody.
pub struct OwnAccount {
    /// Contact details.
    pub profile: OwnProfile,
    /// Sessions that run, newest first.
    pub sessions: Vec<SessionSummary>,
    /// Whether an authenticator app counts.
    pub has_app: bool,
}

/// A line of the own history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub happened: Happened,
    /// From which internet address.
    pub address: String,
}

/// Answer to changing the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordChange {
    /// Changed; all other sessions have ended. How good the new one is.
    Changed(Strength),
    /// The new one is refused.
    Weak(Weak),
    /// The new one is the old one.
    Same,
    /// The old one is not right.
    WrongOld,
    /// Too many wrong ones.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// How somebody logged in. Lines of before there was a choice do not say it: with a password.
fn method(line: &OwnLine) -> SessionMethod {
    let said = line.things.iter().find(|thing| thing.kind == "method");
    said.and_then(|thing| SessionMethod::from_key(&thing.id)).unwrap_or(SessionMethod::Password)
}

/// What a line of the log means to the account's holder; `None` for what is no news to anybody.
fn happened(line: &OwnLine) -> Option<Happened> {
    let about = |kind: &str, ids: &[&str]| {
        line.things.iter().any(|thing| thing.kind == kind && ids.contains(&thing.id.as_str()))
    };
    match (line.event, line.refused) {
        (EventCode::LogIn | EventCode::EndAccount, true) => Some(Happened::LogInRefused),
        (EventCode::LogIn, false) => Some(Happened::LoggedIn(method(line))),
        (EventCode::LogOut, false) => Some(Happened::LoggedOut),
        (EventCode::EndAccount, false) => Some(Happened::AccountEnded),
        (EventCode::ChangePassword, false) => {
            about("password", &["changed"]).then_some(Happened::PasswordChanged)
        }
        (EventCode::ChangeFactor, false) => {
            if about("desk", &[AccountAct::RemoveApp.key()]) {
                return Some(Happened::AppRemovedByDesk);
            }
            if about("desk", &[AccountAct::RemovePasskeys.key()]) {
                return Some(Happened::PasskeysRemovedByDesk);
            }
            if about("passkey", &["added", "removed"]) {
                return Some(Happened::PasskeyChanged);
            }
            about("app", &["confirmed", "removed"]).then_some(Happened::AppChanged)
        }
        _ => None,
    }
}

impl Services {
    /// Whether somebody logs in here with DigiD only, and so has no password, nor what belongs to one
    /// (R117).
    pub fn logs_in_with_digid_only(actor: &Actor) -> bool {
        let works = actor.acting() != ActingAs::Personal;
        !actor.policy().admits(SessionMethod::Password, works)
    }

    /// Refuses a page that belongs to a password to somebody who has none (R117).
    pub fn has_password(actor: &Actor) -> Result<(), Error> {
        if Self::logs_in_with_digid_only(actor) {
            Err(Error::Refused(Refusal::OnlyWithDigid))
        } else {
            Ok(())
        }
    }

    /// The same for a change: the refusal leaves a line in the log.
    pub(crate) async fn needs_password(
        &self,
        actor: &Actor,
        code: EventCode,
        context: &RequestContext,
    ) -> Result<(), Error> {
        let has = Self::has_password(actor);
        if has.is_err() {
            self.store.only_with_digid(actor, code, context).await?;
        }
        has
    }

    /// Whose password is changed, for the page that does it: the user name.
    pub async fn password_holder(&self, actor: &Actor) -> Result<String, Error> {
        Self::has_password(actor)?;
        Ok(self.store.own_profile(actor).await?.user_name)
    }

    /// The own account as it is shown.
    pub async fn own_account(&self, actor: &Actor) -> Result<OwnAccount, Error> {
        let now = self.clock.now();
        let mut sessions = self.store.sessions(actor).await?;
        // One that has run out without anybody asking is not ended yet, but over.
        sessions.retain(|session| {
            let state =
                lifetime(session.method.times(actor.policy()), session.created_at, session.seen_at, now);
            matches!(state, Lifetime::Live { .. })
        });
        Ok(OwnAccount {
            profile: self.store.own_profile(actor).await?,
            sessions,
            has_app: self.store.has_app(actor.organisation(), actor.account()).await?,
        })
    }

    /// Ends one session of the own account, at once.
    pub async fn end_session(
        &self,
        actor: &Actor,
        session: SessionId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        Ok(self.store.session_end_one(actor, session, context).await?)
    }

    /// Logs out everywhere, here too (R10).
    pub async fn sign_out_everywhere(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        self.store.session_end_all(actor, context).await?;
        Ok(())
    }

    /// Log-ins, failed attempts and changes of the last year, newest first.
    pub async fn own_history(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Vec<HistoryLine>, Error> {
        let lines = self.store.own_history(actor, a_year_before(self.clock.now()), context).await?;
        Ok(lines
            .into_iter()
            .filter_map(|line| {
                let happened = happened(&line)?;
                Some(HistoryLine { at: line.at, happened, address: line.address })
            })
            .collect())
    }

    /// Changes the own password. The old one is asked for, and wrong ones are counted like those
    /// of a log-in: an open session is no way to try passwords.
    pub async fn change_password(
        &self,
        actor: &Actor,
        old: &str,
        new: &str,
        context: &RequestContext,
    ) -> Result<PasswordChange, Error> {
        self.needs_password(actor, EventCode::ChangePassword, context).await?;
        let organisation = actor.organisation();
        let profile = self.store.own_profile(actor).await?;
        let names =
            [profile.user_name.as_str(), profile.display_name.as_str(), organisation.profile().name.as_str()];
        let strength = match judge(new, &names) {
            Ok(strength) => strength,
            Err(weak) => return Ok(PasswordChange::Weak(weak)),
        };
        let subjects = [Subject::Account(profile.user_name.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(PasswordChange::Wait { seconds: self.seconds_until(until) });
        }
        let kept = self.store.find_credentials(organisation, &profile.user_name).await?;
        let kept = kept.ok_or(Error::NotFound)?.password_hash;
        if self.passwords.verify(old, Some(&kept)).await? == Verified::No {
            let account = Some(actor.account());
            self.store.log_in_refused(organisation, account, &subjects, "wrong-password", context).await?;
            return Ok(PasswordChange::WrongOld);
        }
        if old == new {
            return Ok(PasswordChange::Same);
        }
        let hash = self.passwords.hash(new).await?;
        if !self.store.change_password(actor, &kept, &hash, context).await? {
            return Ok(PasswordChange::WrongOld);
        }
        self.tell_holder(actor, "Het wachtwoord van uw account is veranderd").await?;
        Ok(PasswordChange::Changed(strength))
    }

    /// Tells the holder of an account what became of it, without content: by SMS, or by mail where
    /// there is no number. What cannot be sent is logged; what was done stays done.
    pub(crate) async fn tell_holder(&self, actor: &Actor, what: &str) -> Result<(), Error> {
        let profile = self.store.own_profile(actor).await?;
        let organisation = actor.organisation().profile();
        let body = format!("{what} bij {}. Was u dit niet? Bel {}.", organisation.name, organisation.phone);
        let to = profile.mobile.as_ref().map(PhoneNumber::international).map(str::to_owned);
        let message = match (to, profile.email) {
            (Some(to), _) => Message { channel: Channel::Sms, to, subject: String::new(), body },
            (None, Some(to)) => Message {
                channel: Channel::Email,
                to,
                subject: format!("Uw account bij {}", organisation.name),
                body,
            },
            (None, None) => return Ok(()),
        };
        self.hand_over(&message).await;
        Ok(())
    }

    /// Hands a message over. Where that fails, the log says so, without its content.
    pub(crate) async fn hand_over(&self, message: &Message) -> bool {
        let handed = self.messenger.send(message).await;
        if let Err(error) = &handed {
            let error: &dyn std::error::Error = error;
            tracing::error!(error, "a message could not be sent");
        }
        handed.is_ok()
    }
}
