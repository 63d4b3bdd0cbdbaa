//! What a server function has at hand (host only): who visits which organisation, cookies, the
//! form that was refused, and how an error becomes a status.

pub mod cookies;
pub mod flash;
pub mod markdown;
pub mod notice;

use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use inzage_domain::Language;
use inzage_services::{Error, Services};
use inzage_store::{Actor, Organisation, RequestContext};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::api::ApiError;

/// On an answer to a form without script that is a page of error: the frame of the host then
/// shows that page instead of the answer's body.
pub const BARE: HeaderName = HeaderName::from_static("x-inzage-bare");

/// One request, as the host's frame found it. Provided as context to pages and server functions.
#[derive(Clone)]
pub struct Visit {
    /// The services.
    pub services: Services,
    /// The organisation of this host name.
    pub organisation: Organisation,
    /// Who is logged in.
    pub actor: Option<Actor>,
    /// Token of a log-in that waits for its code.
    pub step: Option<String>,
    /// Value of the session cookie, whether or not it still stands for a session.
    pub session: Option<String>,
    /// Language of the screens.
    pub language: Language,
    /// Address, browser and number of the request, for the access log.
    pub context: RequestContext,
    /// Whether this is the demo.
    pub demo: bool,
    /// What a page says about the terms.
    pub notice: Option<crate::Notice>,
    /// Whether who is logged in can change between several people's records.
    pub several: bool,
}

/// The visit of this request.
pub fn visit() -> Result<Visit, ApiError> {
    use_context::<Visit>().ok_or_else(|| fail(ApiError::Fault { incident: String::new() }))
}

/// Who is logged in; nobody is an error that leads to the log-in.
pub fn actor(visit: &Visit) -> Result<&Actor, ApiError> {
    visit.actor.as_ref().ok_or_else(|| fail(ApiError::NotSignedIn))
}

/// A service's answer as a server function gives it: the chain of an error is logged here, once,
/// and only its code goes out.
pub fn answer<T>(result: Result<T, Error>) -> Result<T, ApiError> {
    result.map_err(|error| {
        let incident = use_context::<Visit>().map(|visit| visit.context.source.clone()).unwrap_or_default();
        fail(code(&error, incident))
    })
}

fn code(error: &Error, incident: String) -> ApiError {
    use inzage_domain::access::Refusal;
    match error {
        Error::Refused(Refusal::SessionEnded | Refusal::AccountNotOpen | Refusal::NotEmployed) => {
            ApiError::NotSignedIn
        }
        Error::Refused(Refusal::TermsOutstanding) => ApiError::TermsOutstanding,
        // A record that is not there and one that is not for this person look alike.
        Error::Refused(Refusal::NoSuchClient | Refusal::NoRelation | Refusal::RelationNotInForce)
        | Error::NotFound => ApiError::NotFound,
        Error::Refused(refusal) if refusal.is_explained() => {
            ApiError::NotNow { why: refusal.key().to_owned() }
        }
        Error::Refused(_) => ApiError::NotAllowed,
        Error::Store(store) if store.is_transient() => {
            tracing::error!(error = chain(error), "the store cannot be reached");
            ApiError::Unavailable { incident }
        }
        Error::Store(_) | Error::Messenger(_) | Error::Hashing | Error::Document(_) | Error::Content(_) => {
            tracing::error!(error = chain(error), "a service failed");
            ApiError::Fault { incident }
        }
    }
}

/// An error with its sources, for the log.
fn chain(error: &Error) -> &(dyn std::error::Error + 'static) {
    error
}

/// Sets status and way on for an error, and gives it back.
pub fn fail(error: ApiError) -> ApiError {
    match error {
        ApiError::NotSignedIn => redirect("/inloggen"),
        ApiError::TermsOutstanding => redirect("/voorwaarden"),
        _ => {}
    }
    let leads_on = matches!(error, ApiError::NotSignedIn | ApiError::TermsOutstanding);
    if let Some(response) = use_context::<ResponseOptions>() {
        // A status would cancel the redirect of a page or form: it is for scripted calls.
        if !(leads_on && wants_html()) {
            if let Ok(status) = StatusCode::from_u16(error.status()) {
                response.set_status(status);
            }
            if is_form_post() {
                response.insert_header(BARE, HeaderValue::from_static("1"));
            }
        }
    }
    error
}

/// Whether the answer goes to a person's screen as it is (a page, or a form without script).
pub fn wants_html() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        parts
            .headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|a| a.contains("text/html"))
    })
}

/// Whether this is a form that was sent without script.
pub fn is_form_post() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.method == Method::POST) && wants_html()
}

/// Leads on to a path of this portal.
pub fn redirect(path: &str) {
    leptos_axum::redirect(path);
}

/// The address of the portal, for mails and letters. Outside the demo it is the organisation's own
/// host name by HTTPS, whatever a request says; the demo is at the port where the browser found it.
pub fn portal(visit: &Visit) -> String {
    let host = visit.organisation.host();
    if !visit.demo {
        return format!("https://{host}");
    }
    let parts = use_context::<Parts>();
    let said = parts
        .as_ref()
        .and_then(|parts| parts.headers.get(header::HOST))
        .and_then(|value| value.to_str().ok())
        .filter(|address| address.split(':').next() == Some(host));
    format!("http://{}", said.unwrap_or(host))
}

/// A path of this portal that came from outside; `/` for everything that could lead elsewhere.
pub fn own_path(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/api/")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if ours { path } else { "/" }
}

/// A key for a form that can be sent twice and counts once.
pub fn new_key(visit: &Visit) -> String {
    let mut random = [0_u8; 16];
    visit.services.chance.fill(&mut random);
    uuid::Builder::from_random_bytes(random).into_uuid().to_string()
}

/// A secret for a cookie, 256 bits in hexadecimal digits.
pub(crate) fn new_secret(visit: &Visit) -> String {
    hex(&visit.services.chance.token())
}

/// A number of seconds or tries as the browser gets it.
pub fn small(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String does not fail.
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// Adds a header to the answer.
pub(crate) fn append(name: HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_the_portal_are_followed() {
        let cases = [
            ("/team", "/team"),
            ("/c/1/dossier?voor=1_2", "/c/1/dossier?voor=1_2"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
            ("/api/uitloggen", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("/é", "/"),
        ];
        for (path, expected) in cases {
            assert_eq!(own_path(path), expected, "{path}");
        }
    }
}
