//! Logging in with a password and a code by SMS, and logging out (R9, R23, R97, R101).
//!
//! A wrong name, a wrong password and an account that is not open get the same answer after the
//! same work: one argon2 verification. Failures are counted in the store: a wrong name or password by
//! user name and by address, a wrong code by user name (whoever tries codes has the password, and a
//! new code must not give new tries without end). A completed log-in clears the user name's count.

use inzage_domain::{
    AccountId,
    access::AccountState,
    session::{SessionEnd, SessionMethod},
    sign_in::{SecondStep, Ways, new_code, read_code, second_step},
};
use inzage_store::{
    Actor, Begun, ChallengeKind, ChallengeOutcome, ChallengeView, Credentials, Organisation, PasskeyPurpose,
    RequestContext, Resend, Subject,
};

use crate::{
    Error, Services,
    factor::read_app_code,
    notify::{Channel, Message},
    password::Verified,
};

/// Answer to a name and a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// A code is asked for, by SMS or of the app: the token stands for this attempt.
    CodeNeeded {
        /// For the browser's cookie.
        token: String,
    },
    /// A passkey is asked for: the token stands for this attempt.
    PasskeyNeeded {
        /// For the browser's cookie.
        token: String,
    },
    /// Somebody who works here, from outside the networks of staff (R91).
    Outside,
    /// The password is enough (R91): the token of the new session.
    SignedIn {
        /// For the browser's cookie.
        token: String,
    },
    /// Not right, without saying what.
    Refused,
    /// Too many failures: try again after this many seconds.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// The code could not be sent; nothing is lost by trying again.
    NotSent,
}

/// Answer to a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Logged in: the token of the new session.
    SignedIn {
        /// For the browser's cookie.
        token: String,
    },
    /// Wrong; this many tries are left, at least 1.
    Wrong {
        /// Tries left.
        left: i64,
    },
    /// Not six digits: not counted as a try.
    NotSixDigits,
    /// Too old: ask for a new one.
    Expired,
    /// Tried too often, replaced, or never there: start again.
    Ended,
}

/// Answer to asking for a new code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewCode {
    /// Sent; the old one has ended.
    Sent,
    /// Too soon; seconds to wait.
    TooSoon {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// There is no attempt to send one for: start again.
    Ended,
    /// The gateway did not take it.
    NotSent,
}

impl Services {
    /// First step: name and password.
    pub async fn sign_in(
        &self,
        organisation: &Organisation,
        user_name: &str,
        password: &str,
        context: &RequestContext,
    ) -> Result<SignIn, Error> {
        let subjects = [Subject::Account(user_name.to_owned()), Subject::Address(context.address.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            // Counted no further: whoever waits is not made to wait longer by others.
            self.store.log_in_refused(organisation, None, &[], "too-many-failures", context).await?;
            return Ok(SignIn::Wait { seconds: self.seconds_until(until) });
        }
        let credentials = self.store.find_credentials(organisation, user_name).await?;
        let kept = credentials.as_ref().map(|credentials| credentials.password_hash.as_str());
        let verified = self.passwords.verify(password, kept).await?;
        // Asked only after a right password: a wrong one costs the same whether or not there is an account.
        let step = match (&credentials, &verified) {
            (Some(credentials), Verified::Yes { .. }) => {
                self.second_step_of(organisation, credentials).await?
            }
            (Some(_), Verified::No) | (None, _) => SecondStep::Impossible,
        };
        let refused = match (&credentials, &verified) {
            (None, _) => Some("unknown-user"),
            (Some(_), Verified::No) => Some("wrong-password"),
            (Some(credentials), Verified::Yes { .. }) if credentials.state != AccountState::Active => {
                Some("account-not-open")
            }
            (Some(credentials), Verified::Yes { .. })
                if !organisation.policy().admits(SessionMethod::Password, credentials.is_employee) =>
            {
                Some("only-with-digid")
            }
            (Some(_), Verified::Yes { .. }) if step == SecondStep::Impossible => Some("no-second-step"),
            (Some(_), Verified::Yes { .. }) => None,
        };
        let known = credentials.as_ref().map(|credentials| credentials.account);
        if let Some(reason) = refused {
            self.store.log_in_refused(organisation, known, &subjects, reason, context).await?;
            return Ok(SignIn::Refused);
        }
        let (Some(credentials), Verified::Yes { rehashed }) = (credentials, verified) else {
            return Ok(SignIn::Refused);
        };
        if let Some(hash) = rehashed {
            self.store.update_password_hash(organisation, credentials.account, &hash, context).await?;
        }
        if self.is_outside(organisation, Some(&credentials), context).await? {
            return Ok(SignIn::Outside);
        }
        let account = credentials.account;
        match step {
            SecondStep::App => {
                let kind = ChallengeKind::App;
                let token = self.store.challenge_without_code(organisation, account, kind, context).await?;
                return Ok(SignIn::CodeNeeded { token });
            }
            SecondStep::Passkey => {
                let kind = ChallengeKind::Passkey;
                let token = self.store.challenge_without_code(organisation, account, kind, context).await?;
                let purpose = PasskeyPurpose::SecondStep;
                let token = self.ask_for(organisation, Some(&token), purpose, Some(account)).await?;
                return Ok(SignIn::PasskeyNeeded { token });
            }
            SecondStep::None => {
                let token = self.store.session_create(organisation, account, None, context).await?;
                let Some(token) = token else { return Ok(SignIn::Refused) };
                self.store.throttle_clear(organisation, &[Subject::Account(user_name.to_owned())]).await?;
                return Ok(SignIn::SignedIn { token });
            }
            SecondStep::Sms | SecondStep::Impossible => {}
        }
        let Some(mobile) = credentials.mobile else { return Ok(SignIn::Refused) };
        let code = new_code(self.chance.as_ref());
        match self.store.challenge_create(organisation, account, &code, context).await? {
            Begun::Send(token) => {
                if !self.send_code(organisation, mobile.international(), &code).await {
                    // Nothing came, so that nothing keeps the next try from sending.
                    self.store.challenge_drop(organisation, &token).await?;
                    return Ok(SignIn::NotSent);
                }
                Ok(SignIn::CodeNeeded { token })
            }
            Begun::SentBefore(token) => Ok(SignIn::CodeNeeded { token }),
        }
    }

    /// Whether the account of an attempt has a passkey that may be used.
    pub async fn challenge_ways(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Ways, Error> {
        Ok(self.store.held(organisation, account).await?.ways())
    }

    /// What the page with the code needs to know of an attempt, or `None` when there is none.
    pub async fn challenge(
        &self,
        organisation: &Organisation,
        token: &str,
    ) -> Result<Option<ChallengeView>, Error> {
        Ok(self.store.challenge(organisation, token).await?)
    }

    /// Second step: the code. The try is counted before the answer leaves.
    ///
    /// `old` is the session that this browser had: it ends.
    pub async fn check_code(
        &self,
        organisation: &Organisation,
        token: &str,
        typed: &str,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<Code, Error> {
        let challenge = self.store.challenge(organisation, token).await?;
        let outcome = match challenge.map(|challenge| challenge.kind) {
            Some(ChallengeKind::App) => {
                let Some(code) = read_app_code(typed) else { return Ok(Code::NotSixDigits) };
                self.store.challenge_check_app(organisation, token, &code, context).await?
            }
            // A passkey is answered elsewhere: a code that is typed is none.
            Some(ChallengeKind::Sms | ChallengeKind::Passkey) | None => {
                let Some(code) = read_code(typed) else { return Ok(Code::NotSixDigits) };
                self.store.challenge_check(organisation, token, &code, context).await?
            }
        };
        match outcome {
            ChallengeOutcome::Right { account } => {
                let token = self.store.session_create(organisation, account, old, context).await?;
                // Blocked since the password was given: as good as used up.
                let Some(token) = token else { return Ok(Code::Ended) };
                if let Some(subject) = self.subject_of(organisation, account).await? {
                    self.store.throttle_clear(organisation, &[subject]).await?;
                }
                Ok(Code::SignedIn { token })
            }
            ChallengeOutcome::Wrong { account, left } => {
                let subject = self.subject_of(organisation, account).await?;
                let subjects = subject.as_slice();
                self.store
                    .log_in_refused(organisation, Some(account), subjects, "wrong-code", context)
                    .await?;
                Ok(if left == 0 { Code::Ended } else { Code::Wrong { left } })
            }
            ChallengeOutcome::UsedUp | ChallengeOutcome::Ended => Ok(Code::Ended),
            ChallengeOutcome::Expired => Ok(Code::Expired),
        }
    }

    /// A new code for the same attempt; the old one ends.
    pub async fn resend_code(
        &self,
        organisation: &Organisation,
        token: &str,
        context: &RequestContext,
    ) -> Result<NewCode, Error> {
        // In place of a passkey only where a code by SMS is a way of this account.
        let waits = self.store.challenge(organisation, token).await?;
        if let Some(waits) = waits.filter(|waits| waits.kind == ChallengeKind::Passkey)
            && !self.challenge_ways(organisation, waits.account).await?.sms
        {
            return Ok(NewCode::Ended);
        }
        let code = new_code(self.chance.as_ref());
        match self.store.challenge_resend(organisation, token, &code, context).await? {
            Resend::Sent { mobile: Some(mobile), .. } => {
                let sent = self.send_code(organisation, mobile.international(), &code).await;
                Ok(if sent { NewCode::Sent } else { NewCode::NotSent })
            }
            Resend::TooSoon { at } => Ok(NewCode::TooSoon { seconds: self.seconds_until(at) }),
            Resend::Sent { mobile: None, .. } | Resend::Ended => Ok(NewCode::Ended),
        }
    }

    /// Logging out: the session ends before anything is confirmed.
    pub async fn sign_out(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        Ok(self.store.session_end(actor, SessionEnd::LoggedOut, context).await?)
    }

    /// Which second step is asked of an account: by the policy, and after a lost device.
    async fn second_step_of(
        &self,
        organisation: &Organisation,
        credentials: &Credentials,
    ) -> Result<SecondStep, Error> {
        let (account, works) = (credentials.account, credentials.is_employee);
        let factor = self.store.second_factor_of(organisation, account, works).await?;
        Ok(second_step(factor, self.store.held(organisation, account).await?))
    }

    /// Under what the failures of an account are counted: its user name, as at the first step.
    async fn subject_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Option<Subject>, Error> {
        Ok(self.store.user_name_of(organisation, account).await?.map(Subject::Account))
    }

    pub(crate) async fn send_code(&self, organisation: &Organisation, to: &str, code: &str) -> bool {
        let message = Message {
            channel: Channel::Sms,
            to: to.to_owned(),
            subject: String::new(),
            body: format!(
                "{code} is uw code voor {}. De code werkt 10 minuten. Geef de code aan niemand.",
                organisation.profile().name
            ),
        };
        self.hand_over(&message).await
    }

    /// Whole seconds until an instant, rounded up, at least 1.
    pub(crate) fn seconds_until(&self, at: jiff::Timestamp) -> i64 {
        let left = at.duration_since(self.clock.now()) + jiff::SignedDuration::from_micros(999_999);
        left.as_secs().max(1)
    }
}
