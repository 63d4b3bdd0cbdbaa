//! Logging in with DigiD, by a broker that speaks OpenID Connect (R117, R120).
//!
//! The browser goes to the broker with a question of ours and comes back with a code; the broker
//! tells who it is. Whoever is not logged in afterwards leaves a line in the access log that says
//! why; on the screen people see no more of it than helps them.

use std::{future::Future, pin::Pin};

use inzage_domain::{
    access::AccountState,
    digid::{DigidRefusal, UserInfo},
    policy::SecondFactor,
};
use inzage_store::{DigidAsking, DigidSecrets, Organisation, RequestContext, Subject};

use crate::{Error, Services};

/// The address at the broker that a question leads to.
pub type Leading<'a> = Pin<Box<dyn Future<Output = Result<String, DigidRefusal>> + Send + 'a>>;
/// What a broker tells of a person.
pub type Telling<'a> = Pin<Box<dyn Future<Output = Result<UserInfo, DigidRefusal>> + Send + 'a>>;

/// A broker between DigiD and the portal. Whatever it tells has been checked: signatures,
/// encryption, issuer, audience, times and nonce.
pub trait Broker: Send + Sync {
    /// Whether it serves this organisation.
    fn serves(&self, organisation: &Organisation) -> bool;

    /// Where the browser goes with a question.
    fn lead<'a>(&'a self, organisation: &'a Organisation, asking: &'a DigidAsking) -> Leading<'a>;

    /// Exchanges a code for what the broker knows of the person.
    fn tell<'a>(
        &'a self,
        organisation: &'a Organisation,
        code: &'a str,
        secrets: &'a DigidSecrets,
    ) -> Telling<'a>;
}

/// What the browser brings back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DigidAnswer {
    /// The question.
    pub state: String,
    /// The code, where the log-in worked.
    pub code: Option<String>,
    /// The broker's word, where it did not (RFC 6749, 4.1.2.1).
    pub error: Option<String>,
}

/// The beginning of a log-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigidBegin {
    /// The browser goes there.
    Go {
        /// At the broker.
        address: String,
        /// For the browser's cookie.
        browser: String,
    },
    /// The organisation does not use DigiD, or no broker is configured for it.
    NotOffered,
    /// The broker does not answer now.
    Unreachable,
    /// Too many began at this address, and none of them came to an end.
    Wait {
        /// Seconds, at least 1.
        seconds: i64,
    },
}

/// The end of a log-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigidEnd {
    /// Logged in: the token of the new session.
    SignedIn {
        /// For the browser's cookie.
        token: String,
    },
    /// Not logged in.
    Refused(DigidRefusal),
}

impl Services {
    /// Whether clients of this organisation log in with DigiD, and with nothing else (R117).
    pub fn uses_digid(organisation: &Organisation) -> bool {
        organisation.policy().second_factor == SecondFactor::Digid
    }

    /// Whether clients must log in with DigiD, and cannot: no broker is configured for them.
    pub fn lacks_broker(&self, organisation: &Organisation) -> bool {
        Self::uses_digid(organisation) && self.broker_of(organisation).is_none()
    }

    /// Begins a log-in, for oneself or as a proxy for a client.
    pub async fn digid_begin(
        &self,
        organisation: &Organisation,
        for_another: bool,
        context: &RequestContext,
    ) -> Result<DigidBegin, Error> {
        let Some(broker) = self.broker_of(organisation) else { return Ok(DigidBegin::NotOffered) };
        let subjects = [Subject::Digid(context.address.clone())];
        if let Some(until) = self.store.throttle(organisation, &subjects).await? {
            return Ok(DigidBegin::Wait { seconds: self.seconds_until(until) });
        }
        let asking = self.store.digid_ask(organisation, for_another, &context.address).await?;
        Ok(match broker.lead(organisation, &asking).await {
            Ok(address) => DigidBegin::Go { address, browser: asking.browser },
            Err(_) => DigidBegin::Unreachable,
        })
    }

    /// Ends a log-in. `browser` is the token of the cookie that the log-in began with, `old` the
    /// session that this browser had, which ends.
    pub async fn digid_end(
        &self,
        organisation: &Organisation,
        answer: &DigidAnswer,
        browser: Option<&str>,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<DigidEnd, Error> {
        let (account, why) = match self.digid_session(organisation, answer, browser, old, context).await? {
            Ok(token) => {
                // Many people may come from one address: where log-ins succeed, nobody waits.
                let subjects = [Subject::Digid(context.address.clone())];
                self.store.throttle_clear(organisation, &subjects).await?;
                return Ok(DigidEnd::SignedIn { token });
            }
            Err(refused) => refused,
        };
        // Not counted against anybody: whoever tries numbers tries them at DigiD.
        self.store.log_in_refused(organisation, account, &[], why.key(), context).await?;
        Ok(DigidEnd::Refused(why))
    }

    async fn digid_session(
        &self,
        organisation: &Organisation,
        answer: &DigidAnswer,
        browser: Option<&str>,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<Result<String, Refused>, Error> {
        let refused = |why| Ok(Err((None, why)));
        let Some(broker) = self.broker_of(organisation) else { return refused(DigidRefusal::BrokerError) };
        let open = self.store.digid_take(organisation, &answer.state, browser.unwrap_or_default()).await?;
        let secrets = match open {
            Ok(secrets) => secrets,
            Err(why) => return refused(why),
        };
        let code = match (&answer.error, &answer.code) {
            // "access_denied" is what a broker says of somebody who stopped.
            (Some(error), _) if error == "access_denied" => return refused(DigidRefusal::Cancelled),
            (Some(_), _) | (None, None) => return refused(DigidRefusal::BrokerError),
            (None, Some(code)) => code,
        };
        let told = broker.tell(organisation, code, &secrets).await;
        let least = organisation.policy().digid_level;
        let identity = match told.and_then(|told| told.identity(secrets.for_another, least)) {
            Ok(identity) => identity,
            Err(why) => return refused(why),
        };
        let Some(found) = self.store.digid_account(organisation, &identity).await? else {
            return refused(DigidRefusal::UnknownPerson);
        };
        let not_open = Err((Some(found.account), DigidRefusal::AccountNotOpen));
        if found.state != AccountState::Active {
            return Ok(not_open);
        }
        let token = self.store.digid_session(organisation, found, old, context).await?;
        Ok(token.map_or(not_open, Ok))
    }

    /// The broker of an organisation whose clients log in with DigiD.
    fn broker_of(&self, organisation: &Organisation) -> Option<&dyn Broker> {
        let broker = self.digid.as_deref().filter(|broker| broker.serves(organisation));
        broker.filter(|_| Self::uses_digid(organisation))
    }
}

/// Whose account it was, where that is known, and why it was refused.
type Refused = (Option<inzage_domain::AccountId>, DigidRefusal);
