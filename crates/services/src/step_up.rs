//! Proving the second step again before a sensitive act (R91): with a passkey, a code of the app or a
//! code by SMS; with the password where there is none of these. Wrong ones are counted like those of a
//! log-in. Each proof gives the session a new token.

use inzage_domain::{
    session::SessionMethod,
    sign_in::{Ways, new_code, read_code},
};
use inzage_store::{Actor, PasskeyPurpose, ProofCode, RequestContext, Subject};

use crate::{Error, Services, factor::read_app_code, passkey::Fault, password::Verified};

/// In which ways somebody can prove it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofWays {
    /// What was set up.
    pub ways: Ways,
    /// The password, where nothing was set up.
    pub password: bool,
    /// Only by logging in again: the session began with DigiD.
    pub log_in_again: bool,
    /// A code by SMS was sent and can still be given.
    pub code_waits: bool,
}

/// Answer to asking for a code by SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofSent {
    /// It is on its way.
    Sent,
    /// Too soon; seconds to wait.
    TooSoon {
        /// Seconds, at least 1.
        seconds: i64,
    },
    /// Too many were sent in this session, or there is no number: another way.
    NotPossible,
    /// The gateway did not take it.
    NotSent,
}

/// What is given as a proof.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// The answer of a passkey, as JSON.
    Passkey(&'a str),
    /// What was typed as a code of the app, or a recovery code.
    App(&'a str),
    /// What was typed as a code by SMS.
    Sms(&'a str),
    /// The password.
    Password(&'a str),
}

/// What came of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proved {
    /// Proved: the session's new token.
    Done {
        /// For the browser's cookie.
        token: String,
    },
    /// What was typed is no code: not counted.
    NotACode,
    /// Not right, too old, or used.
    Wrong,
    /// Too many wrong ones.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

impl Services {
    /// Whether a sensitive act needs no other proof now.
    pub fn is_proved(&self, actor: &Actor) -> bool {
        actor.is_proved(self.clock.now())
    }

    /// In which ways the actor can prove the second step.
    pub async fn proof_ways(&self, actor: &Actor) -> Result<ProofWays, Error> {
        if actor.method() == SessionMethod::Digid {
            let none = Ways { passkey: false, app: false, sms: false };
            return Ok(ProofWays { ways: none, password: false, log_in_again: true, code_waits: false });
        }
        let ways = self.store.held(actor.organisation(), actor.account()).await?.ways();
        Ok(ProofWays {
            ways,
            password: ways.is_none(),
            log_in_again: false,
            code_waits: ways.sms && self.store.proof_waits(actor).await?,
        })
    }

    /// Sends a code by SMS.
    pub async fn send_proof_code(&self, actor: &Actor, context: &RequestContext) -> Result<ProofSent, Error> {
        let mobile = self.store.own_profile(actor).await?.mobile;
        let Some(mobile) = mobile.filter(|_| actor.method() != SessionMethod::Digid) else {
            return Ok(ProofSent::NotPossible);
        };
        if !self.proof_ways(actor).await?.ways.sms {
            return Ok(ProofSent::NotPossible);
        }
        let code = new_code(self.chance.as_ref());
        match self.store.proof_code(actor, &code, context).await? {
            ProofCode::Send => {
                let sent = self.send_code(actor.organisation(), mobile.international(), &code).await;
                Ok(if sent { ProofSent::Sent } else { ProofSent::NotSent })
            }
            ProofCode::TooSoon(at) => Ok(ProofSent::TooSoon { seconds: self.seconds_until(at) }),
            ProofCode::TooMany => Ok(ProofSent::NotPossible),
        }
    }

    /// Asks for one of the own passkeys, for the holder of the session's token.
    pub async fn ask_proof_passkey(&self, actor: &Actor, session: &str) -> Result<bool, Error> {
        if !self.proof_ways(actor).await?.ways.passkey {
            return Ok(false);
        }
        let (organisation, account) = (actor.organisation(), Some(actor.account()));
        self.ask_for(organisation, Some(session), PasskeyPurpose::StepUp, account).await?;
        Ok(true)
    }

    /// Proves the second step. Only a way that [`Services::proof_ways`] gives counts.
    pub async fn prove_again(
        &self,
        actor: &Actor,
        session: &str,
        proof: Proof<'_>,
        context: &RequestContext,
    ) -> Result<Proved, Error> {
        let known = self.proof_ways(actor).await?;
        let user_name = self.store.own_profile(actor).await?.user_name;
        let (organisation, subjects) = (actor.organisation(), [Subject::Account(user_name.clone())]);
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(Proved::Wait { seconds: self.seconds_until(until) });
        }
        let (right, how) = match proof {
            Proof::Passkey(answer) if known.ways.passkey => {
                let purpose = PasskeyPurpose::StepUp;
                match self.verified(organisation, session, purpose, answer, context).await? {
                    Ok(passkey) => (passkey.account == actor.account(), "proved-passkey"),
                    // Counted and in the log already.
                    Err(Fault::Ended | Fault::Refused) => return Ok(Proved::Wrong),
                }
            }
            Proof::App(typed) if known.ways.app => {
                let Some(code) = read_app_code(typed) else { return Ok(Proved::NotACode) };
                (self.store.proof_by_app(actor, &code, context).await?, "proved-app")
            }
            Proof::Sms(typed) if known.ways.sms => {
                let Some(code) = read_code(typed) else { return Ok(Proved::NotACode) };
                (self.store.proof_by_sms(actor, &code, context).await?, "proved-sms")
            }
            Proof::Password(typed) if known.password => {
                let kept = self.store.find_credentials(organisation, &user_name).await?;
                let kept = kept.as_ref().map(|credentials| credentials.password_hash.as_str());
                (self.passwords.verify(typed, kept).await? != Verified::No, "proved-password")
            }
            Proof::Passkey(_) | Proof::App(_) | Proof::Sms(_) | Proof::Password(_) => (false, "no-such-way"),
        };
        if !right {
            let account = Some(actor.account());
            self.store.log_in_refused(organisation, account, &subjects, "wrong-proof", context).await?;
            return Ok(Proved::Wrong);
        }
        let token = self.store.session_prove(actor, how, context).await?;
        let Some(token) = token else { return Ok(Proved::Wrong) };
        self.store.throttle_clear(organisation, &subjects).await?;
        Ok(Proved::Done { token })
    }
}
