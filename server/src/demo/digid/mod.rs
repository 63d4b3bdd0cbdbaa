//! The demo's DigiD: an OpenID Connect broker with invented people, on a host name of its own. It
//! speaks as the real one does (discovery, keys, code with PKCE, `private_key_jwt`, signed ID token,
//! signed and encrypted userinfo), with keys made at each start; who somebody is, is a choice on its
//! page. It can also make each of the faults that the portal must refuse. Never part of
//! `inzage serve`.

mod endpoints;
mod page;
mod tokens;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use inzage_domain::{Chance, Clock};
use inzage_services::digid::Broker;
use jiff::{SignedDuration, Timestamp};
use picky::{
    jose::jwk::Jwk,
    key::{EcCurve, PrivateKey},
};
use serde::Deserialize;
use tower::ServiceExt;

use super::{contract::url, organisations::ALL};
use crate::{
    http::Host,
    outside::digid::{Answering, Ask, BACK, Party, PartyOptions, Silent, Told, Wire, public_key},
    problem::Problem,
};

/// The host name, and the key in addresses.
pub const HOST: &str = "digid.localhost";
/// The portal's name at this broker.
const CLIENT: &str = "inzage-demo";
/// A code is good for a minute.
const CODE_VALID: SignedDuration = SignedDuration::from_secs(60);

/// Somebody with a DigiD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// An official test number.
    pub bsn: &'static str,
    /// Name, and who that is at De Berk.
    pub name: &'static str,
    /// The user name of the account at De Berk, where there is one.
    pub user: Option<&'static str>,
}

/// Who can log in.
pub const PEOPLE: &[Person] = &[
    Person { bsn: "999900006", name: "Riek van der Meulen-Verhulst, cliënt", user: Some("client") },
    Person { bsn: "999900018", name: "Sam Bouwmeester, 14 jaar, cliënt", user: Some("child-14") },
    Person { bsn: "999900043", name: "Marit Bouwmeester, ouder van Sam", user: Some("parent") },
    Person { bsn: "999900067", name: "Tineke Dekker, mentor van Riek, nog niet vastgelegd", user: None },
    Person { bsn: "999900201", name: "Wim Bakker, cliënt zonder account", user: None },
    Person { bsn: "999900055", name: "Iemand die hier niet bekend is", user: None },
];

/// The number of an account at De Berk.
pub fn bsn_of(user: &str) -> Option<&'static str> {
    PEOPLE.iter().find(|person| person.user == Some(user)).map(|person| person.bsn)
}

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $text:literal;)*) => {
        /// What the broker does wrong when it is asked to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its word in addresses, and what it is called on the page.
            pub const fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($word, $text),)* }
            }
        }
    };
}

faults! {
    /// The ID token answers another question.
    Nonce = "nonce", "verkeerde nonce";
    /// The ID token has expired.
    Expired = "oud", "verlopen token";
    /// The ID token is for another client.
    Audience = "publiek", "token voor een ander";
    /// The ID token is of another issuer.
    Issuer = "uitgever", "token van een andere uitgever";
    /// The ID token has no signature.
    Unsigned = "zonder", "token zonder handtekening";
    /// The ID token is signed with a key that is not the broker's.
    OtherKey = "sleutel", "token met een andere sleutel";
    /// Userinfo is signed with a key that is not the broker's.
    InfoKey = "persoon-sleutel", "persoonsgegevens met een andere sleutel";
    /// Userinfo is signed and not encrypted.
    Plain = "open", "persoonsgegevens zonder versleuteling";
    /// Userinfo is encrypted for another client.
    Stranger = "vreemd", "persoonsgegevens versleuteld voor een ander";
    /// Userinfo is about somebody else than the ID token.
    Subject = "wisseling", "persoonsgegevens van een ander";
    /// Userinfo is for another client.
    InfoAudience = "persoon-publiek", "persoonsgegevens voor een ander";
    /// Userinfo lives too long.
    TooLong = "lang", "persoonsgegevens die te lang gelden";
    /// For whom somebody logs in is left out.
    NoLegal = "namens", "zonder degene voor wie wordt ingelogd";
    /// A sofi number in place of a BSN.
    Sofi = "sofi", "sofinummer";
    /// A number that fails the eleven-test.
    ElevenTest = "elfproef", "nummer dat de elfproef niet doorstaat";
}

impl Fault {
    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.words().0 == word)
    }
}

/// What the portal asks in the address (OpenID Connect Core 1.0, 3.1.2.1).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Question {
    pub(super) response_type: String,
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) scope: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) code_challenge: String,
    pub(super) code_challenge_method: String,
}

/// What somebody chose.
#[derive(Clone, Debug)]
pub(super) struct Granted {
    pub(super) question: Question,
    pub(super) bsn: String,
    pub(super) legal: Option<String>,
    pub(super) loa: String,
    pub(super) fault: Option<Fault>,
    pub(super) until: Timestamp,
}

#[derive(Default)]
struct Open {
    codes: HashMap<String, Granted>,
    access: HashMap<String, Granted>,
    assertions: Vec<String>,
}

/// The broker.
pub struct DemoBroker {
    issuer: String,
    /// Where people may be sent back to: the portals of the demo.
    backs: Vec<String>,
    key: PrivateKey,
    key_of_nobody: PrivateKey,
    client_key: Jwk,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    open: Mutex<Open>,
}

impl DemoBroker {
    /// A broker on a port, with new keys; and the portal as its client.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn start(
        port: u16,
        clock: &Arc<dyn Clock>,
        chance: &Arc<dyn Chance>,
    ) -> Result<(Arc<Self>, Arc<dyn Broker>), Problem> {
        let new_key = || PrivateKey::generate_ec(EcCurve::NistP256).map_err(|error| Problem::of(&error, ""));
        let (key, key_of_nobody, ours) = (new_key()?, new_key()?, new_key()?);
        let client_key = public_key(&ours).map_err(|error| Problem::of(&error, ""))?;
        let backs = ALL.iter().map(|plan| format!("{}{BACK}", url(plan.key, port))).collect();
        let broker = Arc::new(Self {
            issuer: format!("http://{HOST}:{port}"),
            backs,
            key,
            key_of_nobody,
            client_key,
            clock: clock.clone(),
            chance: chance.clone(),
            open: Mutex::default(),
        });
        let options = PartyOptions {
            issuer: broker.issuer.clone(),
            client: Some(CLIENT.to_owned()),
            clients: std::collections::BTreeMap::new(),
            key: ours.to_pem_str().map_err(|error| Problem::of(&error, ""))?,
            origin: ("http://", format!(":{port}")),
        };
        let wire = Arc::new(Inside(endpoints::back_channel(broker.clone())));
        let party = Party::new(options, wire, clock.clone(), chance.clone())
            .map_err(|error| Problem::of(&error, ""))?;
        Ok((broker, Arc::new(party)))
    }

    /// How the broker names itself.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Answers a request to its host name.
    pub async fn answer(self: &Arc<Self>, host: &Host, request: Request<Body>) -> axum::response::Response {
        let routes = page::routes(self.clone(), host.clone()).merge(endpoints::back_channel(self.clone()));
        match routes.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn secret(&self) -> String {
        hex::encode(self.chance.token())
    }
}

/// The way to a broker in the same program. Its host name is known to browsers only.
struct Inside(Router);

/// Larger than any of its answers.
const LARGEST: usize = 64 * 1024;

impl Wire for Inside {
    fn ask(&self, ask: Ask) -> Answering<'_> {
        Box::pin(async move {
            let silent = |what: &dyn std::fmt::Display| Silent(what.to_string());
            let (method, address, bearer, body) = match ask {
                Ask::Get { address, bearer } => (Method::GET, address, bearer, String::new()),
                Ask::Post { address, body } => (Method::POST, address, None, body),
            };
            let mut request = Request::builder()
                .method(method)
                .uri(address)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            if let Some(token) = bearer {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            let request = request.body(Body::from(body)).map_err(|error| silent(&error))?;
            let answer = match self.0.clone().oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            let status = answer.status().as_u16();
            let bytes = to_bytes(answer.into_body(), LARGEST).await.map_err(|error| silent(&error))?;
            Ok(Told { status, body: String::from_utf8_lossy(&bytes).into_owned() })
        })
    }
}
