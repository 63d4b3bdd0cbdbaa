//! The two addresses of a log-in with DigiD (R117): the one that leads to the broker, and the one
//! that the browser comes back to.
//!
//! The way there is a link and not a form: `form-action 'self'` holds for every redirect that a form
//! leads to, and behind the broker there are addresses that we do not know.

use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use inzage_app::host::{Visit, cookies};
use inzage_domain::digid::{ASKING_VALID, DigidRefusal};
use inzage_services::{
    Services,
    digid::{DigidAnswer, DigidBegin, DigidEnd},
};
use serde::Deserialize;

use super::Host;
use crate::logs;

/// The page that says why it did not work.
const FAILED: &str = "/inloggen/digid/niet-gelukt";

/// For whom somebody logs in.
#[derive(Debug, Deserialize)]
pub struct Begin {
    voor: Option<String>,
}

/// What the broker sends back, in the address.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
}

/// Leads to the broker.
pub async fn begin(
    State(host): State<Host>,
    Extension(visit): Extension<Visit>,
    Query(begin): Query<Begin>,
) -> Response {
    let for_another = begin.voor.as_deref() == Some("ander");
    match host.services.digid_begin(&visit.organisation, for_another, &visit.context).await {
        Ok(DigidBegin::Go { address, browser }) => {
            let cookie =
                cookies::line(cookies::DIGID, &browser, &format!("; Max-Age={}", ASKING_VALID.as_secs()));
            with_cookies(&address, [cookie])
        }
        Ok(DigidBegin::Unreachable) => failed("storing"),
        Ok(DigidBegin::Wait { seconds }) => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
        }
        // Nobody configured a broker for an organisation that asks DigiD: `inzage doctor` says so.
        Ok(DigidBegin::NotOffered) if Services::uses_digid(&visit.organisation) => failed("storing"),
        Ok(DigidBegin::NotOffered) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => fault(&error),
    }
}

/// Ends the log-in that the browser comes back from.
pub async fn back(
    State(host): State<Host>,
    Extension(visit): Extension<Visit>,
    request: axum::extract::Request,
) -> Response {
    let Ok(Query(back)) = Query::<Back>::try_from_uri(request.uri()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let browser = cookies::value(request.headers(), cookies::DIGID);
    let answer = DigidAnswer { state: back.state, code: back.code, error: back.error };
    let old = visit.session.as_deref();
    let end = host.services.digid_end(&visit.organisation, &answer, browser, old, &visit.context).await;
    let forget = cookies::line(cookies::DIGID, "", "; Max-Age=0");
    match end {
        Ok(DigidEnd::SignedIn { token }) => {
            let session = cookies::line(cookies::SESSION, &token, "");
            with_cookies("/", [session, forget, cookies::line(cookies::STEP, "", "; Max-Age=0")])
        }
        // A question of another browser says nothing about the one that this browser asked.
        Ok(DigidEnd::Refused(DigidRefusal::StateUnknown | DigidRefusal::OtherBrowser)) => failed("verlopen"),
        Ok(DigidEnd::Refused(why)) => with_cookies(&format!("{FAILED}?reden={}", word(why)), [forget]),
        Err(error) => fault(&error),
    }
}

/// What a person is told of a refusal; the access log has it exactly.
const fn word(why: DigidRefusal) -> &'static str {
    match why {
        DigidRefusal::Cancelled => "geannuleerd",
        DigidRefusal::LevelTooLow => "niveau",
        DigidRefusal::NoLegalSubject => "machtiging",
        DigidRefusal::UnknownPerson | DigidRefusal::AccountNotOpen | DigidRefusal::NotABsn => "onbekend",
        DigidRefusal::StateUnknown
        | DigidRefusal::StateUsed
        | DigidRefusal::StateExpired
        | DigidRefusal::OtherBrowser
        | DigidRefusal::CodeRefused => "verlopen",
        DigidRefusal::BrokerError
        | DigidRefusal::Unreachable
        | DigidRefusal::Signature
        | DigidRefusal::Issuer
        | DigidRefusal::Audience
        | DigidRefusal::Expired
        | DigidRefusal::Nonce
        | DigidRefusal::Subject
        | DigidRefusal::NotAskedFor => "storing",
    }
}

fn failed(word: &str) -> Response {
    Redirect::to(&format!("{FAILED}?reden={word}")).into_response()
}

fn fault(error: &inzage_services::Error) -> Response {
    tracing::error!(error = %logs::chain(error), "a log-in with DigiD failed");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

fn with_cookies<const N: usize>(to: &str, cookies: [Option<HeaderValue>; N]) -> Response {
    let mut response = Redirect::to(to).into_response();
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
