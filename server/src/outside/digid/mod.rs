//! The portal as a client of a DigiD broker, by OpenID Connect (Core 1.0, Discovery 1.0): code with
//! PKCE, `private_key_jwt` at the token endpoint, a signed ID token, and userinfo that is signed and
//! then encrypted for us, as the broker of the Ministry of Health answers it.
//!
//! What the claims must say is in `inzage_domain::digid`; here is whether they are genuine.

mod jose;
mod wire;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use inzage_domain::{
    Chance, Clock,
    digid::{DigidRefusal, Expected, IdToken, UserInfo},
};
use inzage_services::digid::{Broker, Leading, Telling};
use inzage_store::{DigidAsking, DigidSecrets, Organisation};
use jiff::{SignedDuration, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use picky::{jose::jwk::Jwk, key::PrivateKey};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

pub use jose::{JoseError, decrypt, read_keys, sign, verify};
pub use wire::{Answering, Ask, HttpWire, Silent, Told, Wire};

use crate::logs;

/// The path that the browser comes back to.
pub const BACK: &str = "/inloggen/digid/terug";
/// What asks for a log-in as a proxy.
pub const FOR_ANOTHER: &str = "authorization_by_proxy";
/// How long the broker's own description is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);
/// A key that is not known is looked for anew, at most this often.
const ANEW: SignedDuration = SignedDuration::from_mins(1);
/// How long our own proof at the token endpoint is good.
const ASSERTION: SignedDuration = SignedDuration::from_secs(60);

/// What the portal is at a broker.
#[derive(Clone)]
pub struct PartyOptions {
    /// The broker, letter by letter as it names itself.
    pub issuer: String,
    /// Our name there, where an organisation has none of its own.
    pub client: Option<String>,
    /// Names of organisations of their own, by their key.
    pub clients: BTreeMap<String, String>,
    /// Our private key (RSA or P-256), PEM.
    pub key: String,
    /// Where portals are: `https://` before and what stands behind the host name, such as a port.
    pub origin: (&'static str, String),
}

/// The client of a broker.
pub struct Party {
    options: PartyOptions,
    key: PrivateKey,
    kid: String,
    wire: Arc<dyn Wire>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    known: RwLock<Option<Known>>,
}

/// The key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a private key of RSA or P-256 in PEM")]
pub struct KeyUnusable;

/// How a broker describes itself.
#[derive(Clone, Debug, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: String,
    jwks_uri: String,
}

#[derive(Clone)]
struct Known {
    description: Description,
    keys: Vec<Jwk>,
    since: Timestamp,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: String,
}

/// Our proof at the token endpoint (RFC 7523).
#[derive(Serialize)]
struct Assertion<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: String,
    iat: i64,
    exp: i64,
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Party").field("issuer", &self.options.issuer).finish_non_exhaustive()
    }
}

impl Party {
    /// A client with a key and a way to the broker. The broker is asked when the first person comes.
    ///
    /// # Errors
    /// The key cannot be used.
    pub fn new(
        options: PartyOptions,
        wire: Arc<dyn Wire>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<Self, KeyUnusable> {
        let key = PrivateKey::from_pem_str(options.key.trim()).map_err(|_| KeyUnusable)?;
        let public = public_key(&key)?;
        let kid = public.kid.clone().unwrap_or_default();
        sign(&"", &key, None).map_err(|_| KeyUnusable)?;
        Ok(Self { options, key, kid, wire, clock, chance, known: RwLock::default() })
    }

    /// Our name at the broker for an organisation.
    fn client(&self, organisation: &Organisation) -> Option<&str> {
        self.options.clients.get(organisation.key()).or(self.options.client.as_ref()).map(String::as_str)
    }

    fn back(&self, organisation: &Organisation) -> String {
        let (scheme, behind) = &self.options.origin;
        format!("{scheme}{}{behind}{BACK}", organisation.host())
    }

    async fn get(&self, address: &str, bearer: Option<String>) -> Result<String, DigidRefusal> {
        let ask = Ask::Get { address: address.to_owned(), bearer };
        let told = self.wire.ask(ask).await.map_err(|error| unreachable(&error))?;
        if told.status == 200 { Ok(told.body) } else { Err(odd("status", &told.status.to_string())) }
    }

    /// The broker's description and keys; fetched anew when they are old, or when a key is missing.
    async fn known(&self, missing_key: bool) -> Result<Known, DigidRefusal> {
        let now = self.clock.now();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).clone();
        let limit = if missing_key { ANEW } else { REMEMBERED };
        if let Some(known) = known {
            let age = now.duration_since(known.since);
            if age >= SignedDuration::ZERO && age < limit {
                return Ok(known);
            }
        }
        let issuer = &self.options.issuer;
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let description: Description = serde_json::from_str(&self.get(&address, None).await?)
            .map_err(|_| odd("description", "cannot be read"))?;
        if description.issuer != *issuer {
            return Err(odd("description", "of another issuer"));
        }
        // Whoever describes itself behind TLS is reached behind TLS.
        let scheme = if issuer.starts_with("https://") { "https://" } else { "http://" };
        let endpoints = [
            &description.authorization_endpoint,
            &description.token_endpoint,
            &description.userinfo_endpoint,
            &description.jwks_uri,
        ];
        if !endpoints.iter().all(|address| address.starts_with(scheme)) {
            return Err(odd("description", "names an address without TLS"));
        }
        let keys = read_keys(&self.get(&description.jwks_uri, None).await?)
            .map_err(|_| odd("keys", "cannot be read"))?;
        let known = Known { description, keys, since: now };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    /// Where the browser goes.
    async fn address(
        &self,
        organisation: &Organisation,
        asking: &DigidAsking,
    ) -> Result<String, DigidRefusal> {
        let client = self.client(organisation).ok_or(DigidRefusal::BrokerError)?;
        let known = self.known(false).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(asking.secrets.verifier.as_bytes()));
        let scope =
            if asking.secrets.for_another { format!("openid {FOR_ANOTHER}") } else { "openid".to_owned() };
        let query = form(&[
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", &self.back(organisation)),
            ("scope", &scope),
            ("state", &asking.state),
            ("nonce", &asking.secrets.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("acr_values", &organisation.policy().digid_level.class()),
        ]);
        let endpoint = known.description.authorization_endpoint;
        let mark = if endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{endpoint}{mark}{query}"))
    }

    async fn identity(
        &self,
        organisation: &Organisation,
        code: &str,
        secrets: &DigidSecrets,
    ) -> Result<UserInfo, DigidRefusal> {
        let client = self.client(organisation).ok_or(DigidRefusal::BrokerError)?;
        let known = self.known(false).await?;
        let tokens = self.exchange(organisation, &known.description, client, code, secrets).await?;
        let expected = Expected { issuer: &self.options.issuer, client, nonce: &secrets.nonce };
        let id: IdToken = self.verified(&tokens.id_token, &known).await?;
        id.check(&expected, self.clock.now())?;
        let sealed = self.get(&known.description.userinfo_endpoint, Some(tokens.access_token)).await?;
        let signed = decrypt(sealed.trim(), &self.key).map_err(|error| unsigned("userinfo", error))?;
        let told: UserInfo = self.verified(&signed, &known).await?;
        told.check(&id, &expected, self.clock.now())?;
        Ok(told)
    }

    /// The claims of a token that the broker signed; its keys are looked at anew, once, when it signs
    /// with one that we do not know.
    async fn verified<T: DeserializeOwned>(&self, token: &str, known: &Known) -> Result<T, DigidRefusal> {
        match verify(token, &known.keys) {
            Err(JoseError::UnknownKey) => {
                let anew = self.known(true).await?;
                verify(token, &anew.keys).map_err(|error| unsigned("token", error))
            }
            other => other.map_err(|error| unsigned("token", error)),
        }
    }

    async fn exchange(
        &self,
        organisation: &Organisation,
        description: &Description,
        client: &str,
        code: &str,
        secrets: &DigidSecrets,
    ) -> Result<Tokens, DigidRefusal> {
        let now = self.clock.now();
        let assertion = Assertion {
            iss: client,
            sub: client,
            aud: &description.token_endpoint,
            jti: hex::encode(self.chance.token()),
            iat: now.as_second(),
            exp: (now + ASSERTION).as_second(),
        };
        let assertion =
            sign(&assertion, &self.key, Some(&self.kid)).map_err(|error| unsigned("ours", error))?;
        let body = form(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.back(organisation)),
            ("client_id", client),
            ("code_verifier", &secrets.verifier),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &assertion),
        ]);
        let ask = Ask::Post { address: description.token_endpoint.clone(), body };
        let told = self.wire.ask(ask).await.map_err(|error| unreachable(&error))?;
        match told.status {
            200 => serde_json::from_str(&told.body).map_err(|_| odd("tokens", "cannot be read")),
            400 | 401 => {
                tracing::warn!(status = told.status, "the DigiD broker did not take a code");
                Err(DigidRefusal::CodeRefused)
            }
            status => Err(odd("tokens", &status.to_string())),
        }
    }
}

impl Broker for Party {
    fn serves(&self, organisation: &Organisation) -> bool {
        self.client(organisation).is_some()
    }

    fn lead<'a>(&'a self, organisation: &'a Organisation, asking: &'a DigidAsking) -> Leading<'a> {
        Box::pin(self.address(organisation, asking))
    }

    fn tell<'a>(
        &'a self,
        organisation: &'a Organisation,
        code: &'a str,
        secrets: &'a DigidSecrets,
    ) -> Telling<'a> {
        Box::pin(self.identity(organisation, code, secrets))
    }
}

/// The public half of a key, with the number that it has at the broker: its thumbprint's beginning.
///
/// # Errors
/// It has none that can be written down.
pub fn public_key(key: &PrivateKey) -> Result<Jwk, KeyUnusable> {
    let public = key.to_public_key().map_err(|_| KeyUnusable)?;
    let mut jwk = Jwk::from_public_key(&public).map_err(|_| KeyUnusable)?;
    let text = jwk.to_json().map_err(|_| KeyUnusable)?;
    let thumbprint = URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()));
    jwk.kid = thumbprint.get(..16).map(str::to_owned);
    Ok(jwk)
}

/// Fields as a form or an address carries them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

fn unreachable(error: &Silent) -> DigidRefusal {
    tracing::error!(error = %logs::chain(error), "the DigiD broker does not answer");
    DigidRefusal::Unreachable
}

/// An answer that cannot be used; what stood in it is not logged.
fn odd(what: &'static str, found: &str) -> DigidRefusal {
    tracing::error!(what, found, "the DigiD broker's answer cannot be used");
    DigidRefusal::Unreachable
}

fn unsigned(what: &'static str, error: JoseError) -> DigidRefusal {
    tracing::error!(what, %error, "a token of the DigiD broker is not good");
    DigidRefusal::Signature
}
