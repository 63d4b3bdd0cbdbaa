//! Passkeys (WebAuthn, R91): made for the own account, removed, and logging in with one, without a
//! password or as the second step. A passkey always verifies its holder, so that it counts as two
//! factors. What is asked is kept sealed for the browser that holds a token, five minutes and once.

use inzage_domain::{
    AccountId,
    access::ActingAs,
    log::EventCode,
    session::SessionMethod,
    sign_in::{CodeState, Held, PASSKEY_VALID, SecondStep, second_step},
};
use inzage_store::{
    Actor, KeptPasskey, NewPasskey, Organisation, PasskeyAsked, PasskeyPurpose, PasskeySummary,
    RequestContext, Subject,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use url::Url;
use uuid::Uuid;
use webauthn_rs_core::{
    WebauthnCore,
    error::WebauthnError,
    proto::{
        AuthenticationState, Credential, PublicKeyCredential, RegisterPublicKeyCredential, RegistrationState,
        UserVerificationPolicy,
    },
};

use crate::{Error, Services};

/// Signs that the name of a passkey may have.
pub const NAME_SIGNS: usize = 60;
/// Passkeys that an account may have.
pub const MOST_PASSKEYS: usize = 20;

/// The own passkeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPasskeys {
    /// Each of them, oldest first.
    pub list: Vec<PasskeySummary>,
    /// Whether the organisation allows passkeys.
    pub allowed: bool,
    /// Whether the last one cannot be removed: without it there is no way in.
    pub last_stays: bool,
}

/// Answer to beginning to make a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyBegun {
    /// The browser can be asked.
    Asked,
    /// The name is empty or too long.
    Name,
    /// There are as many as there may be, or the organisation allows none.
    NotAllowed,
}

/// Answer to a passkey that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyAdded {
    /// It counts.
    Done,
    /// It is not right, or came too late: begin again.
    Refused,
    /// This device is there already.
    Known,
}

/// Answer to removing a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyRemoved {
    /// It is gone.
    Done,
    /// It is the last way in: it stays.
    Last,
    /// It was not there.
    Gone,
}

/// Answer to a passkey at a log-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeySignIn {
    /// Logged in: the token of the new session.
    SignedIn {
        /// For the browser's cookie.
        token: String,
    },
    /// Not right, without saying what.
    Refused,
    /// Too late, or answered before: begin again.
    Ended,
    /// Somebody who works here, from outside the networks of staff (R91).
    Outside,
}

/// Why an answer of a passkey does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing was asked, it was answered before, or five minutes have gone by.
    Ended,
    /// It is not right; the log has the reason.
    Refused,
}

/// What is kept of a question.
#[derive(Serialize, Deserialize)]
struct Asked<S> {
    /// What the browser is told, as JSON.
    options: serde_json::Value,
    /// The library's own state.
    state: S,
    /// The name of a passkey that is to be made.
    name: String,
}

/// The organisation as a passkey knows it: by its host name, over HTTPS. On a machine's own names
/// (`*.localhost`), which browsers trust, also without TLS and on any port.
fn relying_party(organisation: &Organisation) -> Result<WebauthnCore, Error> {
    let host = organisation.host();
    let is_local = host == "localhost" || host.ends_with(".localhost");
    let schemes: &[&str] = if is_local { &["https", "http"] } else { &["https"] };
    let origins = schemes
        .iter()
        .map(|scheme| Url::parse(&format!("{scheme}://{host}")))
        .collect::<Result<Vec<Url>, _>>()
        .map_err(|error| Error::Content(format!("the address of an organisation: {error}")))?;
    let wait = std::time::Duration::from_secs(PASSKEY_VALID.as_secs().unsigned_abs());
    let name = &organisation.profile().name;
    Ok(WebauthnCore::new_unsafe_experts_only(name, host, origins, wait, Some(false), Some(is_local)))
}

fn unusable(error: &WebauthnError) -> Error {
    Error::Content(format!("what a passkey is asked: {error:?}"))
}

fn unreadable(error: &serde_json::Error) -> Error {
    Error::Content(format!("what is kept of a passkey: {error}"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| unreadable(&error))
}

fn written<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|error| unreadable(&error))
}

/// Whether the organisation allows somebody passkeys: not clients who log in with DigiD only
/// (R117).
fn may_have_passkeys(actor: &Actor) -> bool {
    let works = actor.acting() != ActingAs::Personal;
    actor.policy().admits(SessionMethod::Passkey, works)
}

impl Services {
    /// Whether somebody who holds these could not log in.
    pub(crate) async fn is_shut_out(&self, actor: &Actor, held: Held) -> Result<bool, Error> {
        let works = actor.acting() != ActingAs::Personal;
        let factor = self.store.second_factor_of(actor.organisation(), actor.account(), works).await?;
        Ok(second_step(factor, held) == SecondStep::Impossible)
    }

    /// The own passkeys.
    pub async fn own_passkeys(&self, actor: &Actor) -> Result<OwnPasskeys, Error> {
        Self::has_password(actor)?;
        Ok(OwnPasskeys {
            list: self.store.passkeys(actor).await?,
            allowed: may_have_passkeys(actor),
            last_stays: self.needs_passkey(actor).await?,
        })
    }

    /// Whether somebody could not log in any more without a passkey.
    async fn needs_passkey(&self, actor: &Actor) -> Result<bool, Error> {
        let held = self.store.held(actor.organisation(), actor.account()).await?;
        Ok(held.passkey && self.is_shut_out(actor, Held { passkey: false, ..held }).await?)
    }

    /// Begins to make a passkey for the own account, for the holder of a session's token.
    pub async fn begin_passkey(
        &self,
        actor: &Actor,
        session: &str,
        name: &str,
        context: &RequestContext,
    ) -> Result<PasskeyBegun, Error> {
        self.needs_password(actor, EventCode::ChangeFactor, context).await?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_SIGNS || name.chars().any(char::is_control) {
            return Ok(PasskeyBegun::Name);
        }
        let organisation = actor.organisation();
        let known = self.credentials_of(organisation, actor.account()).await?;
        if !may_have_passkeys(actor) || known.len() >= MOST_PASSKEYS {
            return Ok(PasskeyBegun::NotAllowed);
        }
        let profile = self.store.own_profile(actor).await?;
        let core = relying_party(organisation)?;
        let builder = core
            .new_challenge_register_builder(
                actor.account().uuid().as_bytes(),
                &profile.user_name,
                &profile.display_name,
            )
            .map_err(|error| unusable(&error))?
            .user_verification_policy(UserVerificationPolicy::Required)
            .require_resident_key(true)
            .exclude_credentials(Some(known.into_iter().map(|one| one.cred_id).collect()));
        let (options, state) = core.generate_challenge_register(builder).map_err(|error| unusable(&error))?;
        let options = serde_json::to_value(&options).map_err(|error| unreadable(&error))?;
        let state = written(&Asked { options, state, name: name.to_owned() })?;
        let asked = PasskeyAsked { account: Some(actor.account()), state };
        self.store.passkey_ask(organisation, Some(session), PasskeyPurpose::Register, &asked).await?;
        Ok(PasskeyBegun::Asked)
    }

    /// What the browser is to ask a passkey, as JSON; `None` where nothing waits (any more).
    pub async fn passkey_options(
        &self,
        organisation: &Organisation,
        holder: &str,
        purpose: PasskeyPurpose,
    ) -> Result<Option<String>, Error> {
        let Some(asked) = self.store.passkey_asked(organisation, holder, purpose).await? else {
            return Ok(None);
        };
        let asked: Asked<serde_json::Value> = read(&asked.state)?;
        Ok(Some(asked.options.to_string()))
    }

    /// Keeps a passkey that the browser made. Its holder is told.
    pub async fn add_passkey(
        &self,
        actor: &Actor,
        session: &str,
        answer: &str,
        context: &RequestContext,
    ) -> Result<PasskeyAdded, Error> {
        self.needs_password(actor, EventCode::ChangeFactor, context).await?;
        let organisation = actor.organisation();
        let asked = self.store.passkey_answered(organisation, session, PasskeyPurpose::Register).await?;
        let Some(asked) = asked.filter(|asked| asked.account == Some(actor.account())) else {
            return Ok(PasskeyAdded::Refused);
        };
        let asked: Asked<RegistrationState> = read(&asked.state)?;
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else {
            return Ok(PasskeyAdded::Refused);
        };
        let made = relying_party(organisation)?.register_credential(&answer, &asked.state, None);
        let credential = match made {
            // A passkey that did not verify its holder would be one factor only.
            Ok(credential) if credential.user_verified => credential,
            Ok(_) | Err(_) => return Ok(PasskeyAdded::Refused),
        };
        let new = NewPasskey {
            credential_id: credential.cred_id.clone(),
            name: asked.name,
            counter: credential.counter.into(),
            credential: written(&credential)?,
        };
        if !self.store.passkey_add(actor, &new, context).await? {
            return Ok(PasskeyAdded::Known);
        }
        self.tell_holder(actor, "Er is een passkey toegevoegd om in te loggen").await?;
        Ok(PasskeyAdded::Done)
    }

    /// Removes one of the own passkeys; not the last way in. Its holder is told.
    pub async fn remove_passkey(
        &self,
        actor: &Actor,
        id: Uuid,
        context: &RequestContext,
    ) -> Result<PasskeyRemoved, Error> {
        self.needs_password(actor, EventCode::ChangeFactor, context).await?;
        let needed = self.needs_passkey(actor).await?;
        if self.store.passkey_remove(actor, id, needed, context).await? {
            self.tell_holder(actor, "Een passkey om in te loggen is verwijderd").await?;
            return Ok(PasskeyRemoved::Done);
        }
        let is_there = self.store.passkeys(actor).await?.iter().any(|passkey| passkey.id == id);
        Ok(if is_there { PasskeyRemoved::Last } else { PasskeyRemoved::Gone })
    }

    /// Asks for a passkey at a log-in: of the account whose password was given, where that log-in
    /// waits under `step`; else of anybody. Gives the token for the browser's cookie, or `None` where
    /// the organisation allows no passkeys.
    pub async fn ask_passkey(
        &self,
        organisation: &Organisation,
        step: Option<&str>,
    ) -> Result<Option<String>, Error> {
        if !organisation.policy().passkeys {
            return Ok(None);
        }
        let waits = match step {
            Some(step) => self.waiting(organisation, step).await?.map(|account| (step, account)),
            None => None,
        };
        let (purpose, account) = match waits {
            Some((_, account)) => (PasskeyPurpose::SecondStep, Some(account)),
            None => (PasskeyPurpose::LogIn, None),
        };
        let holder = waits.map(|(step, _)| step);
        Ok(Some(self.ask_for(organisation, holder, purpose, account).await?))
    }

    /// Whose log-in waits for its second step; `None` where that was too long ago or is over.
    async fn waiting(&self, organisation: &Organisation, step: &str) -> Result<Option<AccountId>, Error> {
        let waits = self.store.challenge(organisation, step).await?;
        let now = self.clock.now();
        let waits = waits.filter(|waits| matches!(waits.code.state(now), CodeState::Open { .. }));
        Ok(waits.map(|waits| waits.account))
    }

    /// Asks for a passkey of an account, or of anybody.
    pub(crate) async fn ask_for(
        &self,
        organisation: &Organisation,
        holder: Option<&str>,
        purpose: PasskeyPurpose,
        account: Option<AccountId>,
    ) -> Result<String, Error> {
        let known = match account {
            Some(account) => self.credentials_of(organisation, account).await?,
            None => Vec::new(),
        };
        let core = relying_party(organisation)?;
        let builder = core
            .new_challenge_authenticate_builder(known, Some(UserVerificationPolicy::Required))
            .map_err(|error| unusable(&error))?;
        let (options, mut state) =
            core.generate_challenge_authenticate(builder).map_err(|error| unusable(&error))?;
        // The one that answers is looked up when it does.
        state.set_allowed_credentials(Vec::new());
        let options = serde_json::to_value(&options).map_err(|error| unreadable(&error))?;
        let state = written(&Asked { options, state, name: String::new() })?;
        Ok(self.store.passkey_ask(organisation, holder, purpose, &PasskeyAsked { account, state }).await?)
    }

    async fn credentials_of(
        &self,
        organisation: &Organisation,
        account: AccountId,
    ) -> Result<Vec<Credential>, Error> {
        let kept = self.store.passkeys_of(organisation, account).await?;
        kept.iter().map(|one| read(one)).collect()
    }

    /// A log-in with a passkey: without a password, or as its second step. `old` is the session that
    /// this browser had: it ends.
    pub async fn check_passkey(
        &self,
        organisation: &Organisation,
        step: &str,
        answer: &str,
        old: Option<&str>,
        context: &RequestContext,
    ) -> Result<PasskeySignIn, Error> {
        let challenge = self.store.challenge(organisation, step).await?;
        let purpose = if challenge.is_some() { PasskeyPurpose::SecondStep } else { PasskeyPurpose::LogIn };
        let passkey = match self.verified(organisation, step, purpose, answer, context).await? {
            Ok(passkey) => passkey,
            Err(Fault::Ended) => return Ok(PasskeySignIn::Ended),
            Err(Fault::Refused) => return Ok(PasskeySignIn::Refused),
        };
        if challenge.is_some() && self.store.challenge_end(organisation, step).await? != Some(passkey.account)
        {
            return Ok(PasskeySignIn::Ended);
        }
        let user_name = self.store.user_name_of(organisation, passkey.account).await?;
        let user_name = user_name.unwrap_or_default();
        let credentials = self.store.find_credentials(organisation, &user_name).await?;
        // Clients of an organisation with DigiD have no other way in (R117).
        let works = credentials.as_ref().is_some_and(|credentials| credentials.is_employee);
        if !organisation.policy().admits(SessionMethod::Passkey, works) {
            let account = Some(passkey.account);
            self.store.log_in_refused(organisation, account, &[], "only-with-digid", context).await?;
            return Ok(PasskeySignIn::Refused);
        }
        if self.is_outside(organisation, credentials.as_ref(), context).await? {
            return Ok(PasskeySignIn::Outside);
        }
        // After a password it is what the policy asks beside that.
        let account = passkey.account;
        let session = match purpose {
            PasskeyPurpose::SecondStep => {
                self.store.session_create(organisation, account, old, context).await?
            }
            PasskeyPurpose::LogIn | PasskeyPurpose::Register | PasskeyPurpose::StepUp => {
                self.store.passkey_session(organisation, account, old, context).await?
            }
        };
        let Some(token) = session else {
            let account = Some(passkey.account);
            self.store.log_in_refused(organisation, account, &[], "account-not-open", context).await?;
            return Ok(PasskeySignIn::Refused);
        };
        self.store.throttle_clear(organisation, &[Subject::Account(user_name)]).await?;
        Ok(PasskeySignIn::SignedIn { token })
    }

    /// Verifies the answer of a passkey to what was asked of the holder of a token. It counts once;
    /// what is wrong with it stands in the log, and is counted for the address.
    pub(crate) async fn verified(
        &self,
        organisation: &Organisation,
        holder: &str,
        purpose: PasskeyPurpose,
        answer: &str,
        context: &RequestContext,
    ) -> Result<Result<KeptPasskey, Fault>, Error> {
        let subjects = [Subject::Address(context.address.clone())];
        if self.store.throttle(organisation, &subjects).await?.is_some() {
            return Ok(Err(Fault::Refused));
        }
        let Some(asked) = self.store.passkey_answered(organisation, holder, purpose).await? else {
            return Ok(Err(Fault::Ended));
        };
        let (account, reason) = match self.judged(organisation, &asked, answer).await? {
            Ok((passkey, counter)) => {
                if self.store.passkey_used(organisation, &passkey, counter, context).await? {
                    return Ok(Ok(passkey));
                }
                (Some(passkey.account), "passkey-counter")
            }
            Err(refused) => refused,
        };
        self.store.log_in_refused(organisation, account, &subjects, reason, context).await?;
        Ok(Err(Fault::Refused))
    }

    /// Whether an answer is right: the passkey and the counter of its signatures, or whose it was as
    /// far as that is known and a word for the log.
    async fn judged(
        &self,
        organisation: &Organisation,
        asked: &PasskeyAsked,
        answer: &str,
    ) -> Result<Result<(KeptPasskey, i64), (Option<AccountId>, &'static str)>, Error> {
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
            return Ok(Err((asked.account, "passkey-unreadable")));
        };
        let found = self.store.passkey_find(organisation, &answer.raw_id).await?;
        let Some(passkey) = found.filter(|_| organisation.policy().passkeys) else {
            return Ok(Err((asked.account, "passkey-unknown")));
        };
        let account = passkey.account;
        // Where nobody was asked by name, the passkey itself says whose it is.
        let handle = answer.response.user_handle.as_deref();
        let is_own = match (asked.account, handle) {
            (Some(asked), None) => asked == account,
            (Some(asked), Some(handle)) => asked == account && handle == account.uuid().as_bytes(),
            (None, handle) => handle == Some(account.uuid().as_bytes().as_slice()),
        };
        if !is_own {
            return Ok(Err((Some(account), "passkey-of-another")));
        }
        let state: Asked<AuthenticationState> = read(&asked.state)?;
        let mut credential: Credential = read(&passkey.credential)?;
        credential.counter = u32::try_from(passkey.counter).unwrap_or(u32::MAX);
        let core = relying_party(organisation)?;
        Ok(match core.authenticate_single_credential(&answer, &state.state, &credential) {
            Ok(result) if result.user_verified() => Ok((passkey, result.counter().into())),
            Ok(_) | Err(WebauthnError::UserNotVerified) => Err((Some(account), "passkey-not-verified")),
            Err(WebauthnError::CredentialPossibleCompromise) => Err((Some(account), "passkey-counter")),
            Err(WebauthnError::InvalidRPOrigin) => Err((Some(account), "passkey-origin")),
            Err(_) => Err((Some(account), "passkey-wrong")),
        })
    }

    /// Whether somebody who works here comes from outside the networks of staff; then the log says so.
    pub(crate) async fn is_outside(
        &self,
        organisation: &Organisation,
        credentials: Option<&inzage_store::Credentials>,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let Some(credentials) = credentials.filter(|credentials| credentials.is_employee) else {
            return Ok(false);
        };
        if organisation.policy().staff_networks.allows(&context.address) {
            return Ok(false);
        }
        let (account, reason) = (Some(credentials.account), EventCode::OutsideNetwork.key());
        self.store.log_in_refused(organisation, account, &[], reason, context).await?;
        Ok(true)
    }
}
