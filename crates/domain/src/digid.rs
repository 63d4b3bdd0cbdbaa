//! Logging in with DigiD, through an OpenID Connect broker: levels, what a token must say, and for
//! whom somebody logs in (R117, R120, R121). Signatures and encryption are the adapter's business.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Bsn, role::stored_enum};

/// Somebody has this long to log in at DigiD and come back.
pub const ASKING_VALID: SignedDuration = SignedDuration::from_mins(10);
/// So long a question is kept after it was asked, so that an answer that comes late is told from one to
/// a question that never was.
pub const ASKING_KEPT: SignedDuration = SignedDuration::from_mins(20);
/// Minutes without a request after which a session by DigiD ends, whatever the policy says
/// (Logius checklist DigiD).
pub const IDLE_MINUTES: u16 = 15;
/// What a broker tells about a person is good for at most this long.
pub const IDENTITY_VALID: SignedDuration = SignedDuration::from_secs(60);
/// The clocks of broker and portal may differ by this much.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

stored_enum! {
    /// How sure DigiD is of somebody, from low to high. Basis and Midden are "laag" in eIDAS.
    Level {
        /// User name and password.
        Basis = "basis",
        /// With a code by SMS or the app.
        Midden = "midden",
        /// With the app after an identity document was checked.
        Substantieel = "substantieel",
        /// With an identity document each time.
        Hoog = "hoog",
    }
}

const CLASSES: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
const EIDAS: &str = "http://eidas.europa.eu/LoA/";

impl Level {
    /// The authentication context class of DigiD's SAML, as brokers pass it on.
    pub fn class(self) -> String {
        let name = match self {
            Self::Basis => "PasswordProtectedTransport",
            Self::Midden => "MobileTwoFactorContract",
            Self::Substantieel => "Smartcard",
            Self::Hoog => "SmartcardPKI",
        };
        format!("{CLASSES}{name}")
    }

    /// Reads the level that a broker names: a class of DigiD, or a level of eIDAS, of which "low"
    /// counts as the lowest. `None` for a word that is not known, which proves nothing.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(level) = text.strip_prefix(EIDAS) {
            return match level {
                "low" => Some(Self::Basis),
                "substantial" => Some(Self::Substantieel),
                "high" => Some(Self::Hoog),
                _ => None,
            };
        }
        Self::ALL.iter().copied().find(|level| level.class() == text)
    }
}

stored_enum! {
    /// Why somebody who came back from DigiD is not logged in; the word stands in the access log.
    DigidRefusal {
        /// The person stopped at DigiD.
        Cancelled = "digid-cancelled",
        /// The broker answered with an error.
        BrokerError = "digid-broker-error",
        /// The broker did not answer, or its answer cannot be read.
        Unreachable = "digid-unreachable",
        /// Nothing was asked under this state.
        StateUnknown = "digid-state-unknown",
        /// The state was used before.
        StateUsed = "digid-state-used",
        /// Ten minutes are over.
        StateExpired = "digid-state-expired",
        /// Another browser asked.
        OtherBrowser = "digid-other-browser",
        /// The broker did not take the code.
        CodeRefused = "digid-code-refused",
        /// A token without a good signature, or not encrypted for us.
        Signature = "digid-signature",
        /// A token of another issuer.
        Issuer = "digid-issuer",
        /// A token for somebody else.
        Audience = "digid-audience",
        /// A token that is too old, or of later than now.
        Expired = "digid-expired",
        /// A token that answers another question.
        Nonce = "digid-nonce",
        /// The two tokens are about two people.
        Subject = "digid-subject",
        /// A number that is not a BSN: a sofi number, or one that fails the eleven-test.
        NotABsn = "digid-not-a-bsn",
        /// The level is lower than the organisation asks.
        LevelTooLow = "digid-level-too-low",
        /// A log-in for somebody else that does not say for whom.
        NoLegalSubject = "digid-no-legal-subject",
        /// It says for whom, but that was not asked.
        NotAskedFor = "digid-not-asked-for",
        /// Nobody here with these numbers.
        UnknownPerson = "digid-unknown-person",
        /// The account is blocked or closed.
        AccountNotOpen = "account-not-open",
    }
}

/// For whom a token is: one name or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    /// Whether it names exactly this client.
    fn is_only(&self, client: &str) -> bool {
        match self {
            Self::One(name) => name == client,
            Self::Many(names) => matches!(names.as_slice(), [name] if name == client),
        }
    }
}

/// What an ID token says (OpenID Connect Core 1.0, 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdToken {
    /// Who made it.
    pub iss: String,
    /// About whom, in the broker's own words.
    pub sub: String,
    /// For whom.
    pub aud: Audience,
    /// Until when, in seconds since 1970, exclusive.
    pub exp: i64,
    /// Since when, in seconds since 1970.
    pub iat: i64,
    /// Which question it answers.
    pub nonce: Option<String>,
}

/// What userinfo says about the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserInfo {
    /// Who made it, where it says so.
    pub iss: Option<String>,
    /// About whom, as in the ID token.
    pub sub: String,
    /// For whom.
    pub aud: Audience,
    /// Until when, in seconds since 1970, exclusive.
    pub exp: i64,
    /// Who logged in: a BSN, with or without DigiD's sector code before it.
    #[serde(alias = "urn:nl-eid-gdi:1.0:ActingSubjectID", alias = "acting_subject_id")]
    pub bsn: String,
    /// For whom, where it is not for oneself.
    #[serde(alias = "urn:nl-eid-gdi:1.0:LegalSubjectID")]
    pub legal_subject_id: Option<String>,
    /// How sure DigiD is.
    pub loa_authn: String,
}

/// What must be in a token.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The broker, letter by letter.
    pub issuer: &'a str,
    /// Our name there.
    pub client: &'a str,
    /// The question.
    pub nonce: &'a str,
}

fn seconds(number: i64) -> Result<Timestamp, DigidRefusal> {
    Timestamp::from_second(number).map_err(|_| DigidRefusal::Expired)
}

impl IdToken {
    /// Whether the token answers our question now (OpenID Connect Core 1.0, 3.1.3.7). At its end it
    /// is over; it may not be older than the question can be.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, expected: &Expected<'_>, now: Timestamp) -> Result<(), DigidRefusal> {
        if self.iss != expected.issuer {
            return Err(DigidRefusal::Issuer);
        }
        if !self.aud.is_only(expected.client) {
            return Err(DigidRefusal::Audience);
        }
        let (made, end) = (seconds(self.iat)?, seconds(self.exp)?);
        if now >= end || made.duration_since(now) > SKEW || now.duration_since(made) >= ASKING_VALID {
            return Err(DigidRefusal::Expired);
        }
        if self.nonce.as_deref() != Some(expected.nonce) {
            return Err(DigidRefusal::Nonce);
        }
        Ok(())
    }
}

impl UserInfo {
    /// Whether it is about the person of the ID token, for us, and fresh.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, id: &IdToken, expected: &Expected<'_>, now: Timestamp) -> Result<(), DigidRefusal> {
        if self.iss.as_deref().is_some_and(|issuer| issuer != expected.issuer) {
            return Err(DigidRefusal::Issuer);
        }
        if !self.aud.is_only(expected.client) {
            return Err(DigidRefusal::Audience);
        }
        if self.sub != id.sub {
            return Err(DigidRefusal::Subject);
        }
        let end = seconds(self.exp)?;
        if now >= end || end.duration_since(now) > IDENTITY_VALID {
            return Err(DigidRefusal::Expired);
        }
        Ok(())
    }

    /// For whom somebody logged in. Asked for somebody else, an answer that does not say for whom is
    /// an error: it never falls back to the person's own number.
    ///
    /// # Errors
    /// The level is too low, a number is not a BSN, or it is not what was asked.
    pub fn identity(&self, for_another: bool, least: Level) -> Result<Identity, DigidRefusal> {
        if Level::read(&self.loa_authn).is_none_or(|level| level < least) {
            return Err(DigidRefusal::LevelTooLow);
        }
        let acting = number(&self.bsn)?;
        let legal = self.legal_subject_id.as_deref().map(number).transpose()?;
        match (for_another, legal) {
            (false, None) => Ok(Identity { acting, legal: None }),
            (false, Some(_)) => Err(DigidRefusal::NotAskedFor),
            (true, Some(legal)) if legal != acting => Ok(Identity { acting, legal: Some(legal) }),
            (true, _) => Err(DigidRefusal::NoLegalSubject),
        }
    }
}

/// Reads a number with or without DigiD's sector code: `s00000000:` is a BSN, every other code (such
/// as `s00000001:`, a sofi number) is not.
fn number(text: &str) -> Result<Bsn, DigidRefusal> {
    let digits = match text.split_once(':') {
        Some(("s00000000", digits)) => digits,
        Some(_) => return Err(DigidRefusal::NotABsn),
        None => text,
    };
    Bsn::parse(digits).map_err(|_| DigidRefusal::NotABsn)
}

/// Who logged in and, where it is so, for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Who sat at the keyboard.
    pub acting: Bsn,
    /// The client for whom, as a proxy.
    pub legal: Option<Bsn>,
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::{Audience, DigidRefusal, Expected, IdToken, Level, UserInfo};

    const EXPECTED: Expected<'static> =
        Expected { issuer: "https://broker.example", client: "inzage", nonce: "n" };

    fn now() -> Timestamp {
        "2026-05-01T08:00:00Z".parse().unwrap()
    }

    fn token() -> IdToken {
        let now = now().as_second();
        IdToken {
            iss: "https://broker.example".into(),
            sub: "s".into(),
            aud: Audience::One("inzage".into()),
            exp: now + 60,
            iat: now,
            nonce: Some("n".into()),
        }
    }

    fn info() -> UserInfo {
        UserInfo {
            iss: None,
            sub: "s".into(),
            aud: Audience::Many(vec!["inzage".into()]),
            exp: now().as_second() + 60,
            bsn: "999900006".into(),
            legal_subject_id: None,
            loa_authn: Level::Substantieel.class(),
        }
    }

    /// R117: Basis < Midden < Substantieel < Hoog, read from classes and eIDAS levels, and no other word.
    #[test]
    fn levels_have_an_order_and_unknown_words_prove_nothing() {
        for pair in Level::ALL.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
        for level in Level::ALL {
            assert_eq!(Level::read(&level.class()), Some(*level));
        }
        let cases = [
            ("http://eidas.europa.eu/LoA/low", Some(Level::Basis)),
            ("http://eidas.europa.eu/LoA/substantial", Some(Level::Substantieel)),
            ("http://eidas.europa.eu/LoA/high", Some(Level::Hoog)),
            ("http://eidas.europa.eu/LoA/higher", None),
            ("hoog", None),
            ("", None),
        ];
        for (text, level) in cases {
            assert_eq!(Level::read(text), level, "{text}");
        }
    }

    /// R117: each level against each least level.
    #[test]
    fn a_level_below_the_least_is_refused() {
        for least in Level::ALL {
            for level in Level::ALL {
                let told = UserInfo { loa_authn: level.class(), ..info() }.identity(false, *least);
                let good = told.is_ok();
                assert_eq!(good, level >= least, "{level:?} for {least:?}");
                assert!(good || told == Err(DigidRefusal::LevelTooLow));
            }
        }
        let odd = UserInfo { loa_authn: "hoog".into(), ..info() };
        assert_eq!(odd.identity(false, Level::Basis), Err(DigidRefusal::LevelTooLow));
    }

    /// R117: the ID token, each claim, and both sides of each time.
    #[test]
    fn an_id_token_answers_our_question_now() {
        type Change = fn(&mut IdToken);
        let cases: [(&str, Change, Result<(), DigidRefusal>); 14] = [
            ("as it is", |_| {}, Ok(())),
            ("other issuer", |t| t.iss = "https://broker.example/".into(), Err(DigidRefusal::Issuer)),
            ("other audience", |t| t.aud = Audience::One("x".into()), Err(DigidRefusal::Audience)),
            (
                "several",
                |t| t.aud = Audience::Many(vec!["inzage".into(), "x".into()]),
                Err(DigidRefusal::Audience),
            ),
            ("none", |t| t.aud = Audience::Many(vec![]), Err(DigidRefusal::Audience)),
            ("ends in a second", |t| t.exp -= 59, Ok(())),
            ("ends now", |t| t.exp -= 60, Err(DigidRefusal::Expired)),
            ("a minute ahead", |t| t.iat += 60, Ok(())),
            ("further ahead", |t| t.iat += 61, Err(DigidRefusal::Expired)),
            ("nearly ten minutes old", |t| t.iat -= 599, Ok(())),
            ("ten minutes old", |t| t.iat -= 600, Err(DigidRefusal::Expired)),
            ("no instant", |t| t.exp = i64::MAX, Err(DigidRefusal::Expired)),
            ("other nonce", |t| t.nonce = Some("m".into()), Err(DigidRefusal::Nonce)),
            ("no nonce", |t| t.nonce = None, Err(DigidRefusal::Nonce)),
        ];
        for (what, change, expected) in cases {
            let mut token = token();
            change(&mut token);
            assert_eq!(token.check(&EXPECTED, now()), expected, "{what}");
        }
    }

    /// R117: userinfo is about the same person, for us, and lives a minute at most.
    #[test]
    fn userinfo_belongs_to_the_token() {
        type Change = fn(&mut UserInfo);
        let cases: [(&str, Change, Result<(), DigidRefusal>); 8] = [
            ("as it is", |_| {}, Ok(())),
            ("other issuer", |u| u.iss = Some("x".into()), Err(DigidRefusal::Issuer)),
            ("our issuer", |u| u.iss = Some("https://broker.example".into()), Ok(())),
            ("other audience", |u| u.aud = Audience::One("x".into()), Err(DigidRefusal::Audience)),
            ("other person", |u| u.sub = "t".into(), Err(DigidRefusal::Subject)),
            ("ends now", |u| u.exp -= 60, Err(DigidRefusal::Expired)),
            ("ends in a second", |u| u.exp -= 59, Ok(())),
            ("lives too long", |u| u.exp += 1, Err(DigidRefusal::Expired)),
        ];
        for (what, change, expected) in cases {
            let mut info = info();
            change(&mut info);
            assert_eq!(info.check(&token(), &EXPECTED, now()), expected, "{what}");
        }
        assert!(
            info().check(&token(), &EXPECTED, now() - 1.microsecond()).is_err(),
            "61 s for a clock behind"
        );
    }

    /// R114, R117, R120: for oneself or for another, as asked; never the one in place of the other.
    #[test]
    fn a_proxy_never_falls_back_to_the_own_number() {
        let cases = [
            (false, "999900006", None, Ok(None)),
            (false, "s00000000:999900006", None, Ok(None)),
            (false, "s00000001:999900006", None, Err(DigidRefusal::NotABsn)),
            (false, "999900007", None, Err(DigidRefusal::NotABsn)),
            (false, "", None, Err(DigidRefusal::NotABsn)),
            (false, "999900006", Some("999900018"), Err(DigidRefusal::NotAskedFor)),
            (true, "999900006", None, Err(DigidRefusal::NoLegalSubject)),
            (true, "999900006", Some("999900006"), Err(DigidRefusal::NoLegalSubject)),
            (true, "999900006", Some("999900019"), Err(DigidRefusal::NotABsn)),
            (true, "999900006", Some(""), Err(DigidRefusal::NotABsn)),
            (true, "999900006", Some("s00000000:999900018"), Ok(Some("999900018"))),
        ];
        for (for_another, acting, legal, expected) in cases {
            let told = UserInfo { bsn: acting.into(), legal_subject_id: legal.map(str::to_owned), ..info() };
            let found = told.identity(for_another, Level::Midden);
            let legal_of =
                found.as_ref().map(|identity| identity.legal.as_ref().map(|bsn| bsn.digits().to_owned()));
            let expected = expected.map(|legal: Option<&str>| legal.map(str::to_owned));
            assert_eq!(legal_of.map_err(|why| *why), expected, "{for_another} {acting} {legal:?}");
            assert!(found.is_err() || found.is_ok_and(|identity| identity.acting.digits() == "999900006"));
        }
    }
}
