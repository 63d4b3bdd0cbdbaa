//! Sensitive acts need a proof of the second step that is at most ten minutes old (R91): one list, one
//! gate. A form that comes without it waits, sealed, while the person is asked; passwords, codes and
//! answers of passkeys are never kept.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use inzage_app::{
    api::WaitingAct,
    host::{Visit, own_path},
};
use percent_encoding::percent_decode_str;

use super::Host;
use crate::logs;

/// The page that asks for the proof.
const PROOF: &str = "/bevestigen";
/// Fields that are never kept.
const SECRETS: &[&str] = &["password", "old_password", "new_password", "again", "code", "answer", "bsn"];

/// Server functions that need a recent proof: those that change how somebody logs in, end an account,
/// settle something for the whole organisation, or open a record in an emergency.
pub fn is_sensitive(route: &str) -> bool {
    matches!(
        route,
        "/api/instellingen/wachtwoord"
            | "/api/instellingen/sluiten"
            | "/api/netwerk/sluiten"
            | "/api/instellingen/app/beginnen"
            | "/api/instellingen/app/aanzetten"
            | "/api/instellingen/app/verwijderen"
            | "/api/instellingen/passkeys/beginnen"
            | "/api/instellingen/passkeys/toevoegen"
            | "/api/instellingen/passkeys/verwijderen"
            | "/api/beheer/afspraken/opslaan"
            | "/api/beheer/voorwaarden/publiceren"
            | "/api/beheer/accounts/uitvoeren"
            | "/api/beheer/accounts/apparaat"
            | "/api/team/toegang/digid/bewaren"
            | "/api/team/noodtoegang/openen"
            | "/api/team/bewaren/vernietigen"
            | "/api/beheer/accounts/wachtwoord"
            | "/api/beheer/accounts/wachtwoord/openen"
            | "/api/beheer/medewerkers/nieuw"
            | "/api/beheer/medewerkers/rol"
            | "/api/beheer/medewerkers/rol/einde"
    )
}

/// Those that belong to a password: where somebody logs in with DigiD only, they are refused, and
/// nothing has to be proved for that (R117).
pub fn is_of_password(route: &str) -> bool {
    route == "/api/instellingen/wachtwoord"
        || route.starts_with("/api/instellingen/app/")
        || route.starts_with("/api/instellingen/passkeys/")
}

/// Keeps a form and leads to the page that asks for the proof.
pub async fn wait(host: &Host, visit: &Visit, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // The guard has bounded it already.
    let bytes = to_bytes(body, host.limits.body).await.unwrap_or_default();
    let act = act(parts.uri.path(), &parts.headers, &bytes);
    let content = serde_json::to_vec(&("daad", &act)).unwrap_or_default();
    let holder = visit.session.clone().unwrap_or_default();
    match host.services.store.flash_put(&visit.organisation, holder.as_bytes(), &content).await {
        Ok(number) => Redirect::to(&format!("{PROOF}?daad={number}")).into_response(),
        Err(error) => {
            tracing::error!(error = %logs::chain(&error), "a form that waits for a proof could not be kept");
            let mut response = Response::new(Body::empty());
            *response.status_mut() = axum::http::StatusCode::SERVICE_UNAVAILABLE;
            response
        }
    }
}

fn act(path: &str, headers: &HeaderMap, body: &[u8]) -> WaitingAct {
    let text = String::from_utf8_lossy(body);
    let all: Vec<(String, String)> = text
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect();
    let number = all.len();
    let fields: Vec<(String, String)> =
        all.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect();
    WaitingAct { to: path.to_owned(), back: back(headers), incomplete: fields.len() < number, fields }
}

/// A field as a form sends it.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The page that the form stood on; empty where it is not known.
fn back(headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = referer.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    match own_path(path.unwrap_or_default()) {
        "/" => String::new(),
        path => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{act, back};

    /// R91: what was typed is kept; what is secret is not, and then the form is not whole.
    #[test]
    fn secrets_are_left_out_and_the_rest_is_kept() {
        let headers = HeaderMap::new();
        let kept = act("/api/x", &headers, b"typed%5Bfields%5D=a%26b&name=Anna+de%20Wit");
        let fields = [("typed[fields]", "a&b"), ("name", "Anna de Wit")];
        let fields: Vec<_> = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!((kept.fields, kept.incomplete), (fields, false));
        for secret in ["old_password", "new_password", "password", "code", "answer", "again", "bsn"] {
            let kept = act("/api/x", &headers, format!("a=b&{secret}=geheim").as_bytes());
            assert!(kept.incomplete && kept.fields.len() == 1, "{secret}");
            assert!(!format!("{kept:?}").contains("geheim"), "{secret}");
        }
        assert!(act("/api/x", &headers, b"").fields.is_empty());
    }

    #[test]
    fn one_comes_back_to_a_page_of_the_portal_only() {
        let cases = [
            ("http://linde.localhost:3000/beheer/afspraken/gevolgen?a=b", "/beheer/afspraken/gevolgen?a=b"),
            ("https://linde.example/instellingen", "/instellingen"),
            ("https://evil.example//evil.example", ""),
            ("https://linde.example/api/x", ""),
            ("https://linde.example", ""),
            ("nonsense", ""),
        ];
        for (referer, path) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            assert_eq!(back(&headers), path, "{referer}");
        }
        assert_eq!(back(&HeaderMap::new()), "");
    }
}
