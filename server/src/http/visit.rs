//! Who visits: the session cookie becomes an actor, and the gate keeps people out of what they
//! may not open yet. Also the one place that hands all this to pages and server functions.
//!
//! The gate is the outer of two doors: a permit from the store is asked for behind it all the
//! same. It looks at the route's pattern, never at the raw path.

use std::sync::Arc;

use axum::{
    Json,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use inzage_app::{
    Frame, Menu, SignedIn,
    api::ApiError,
    host::{Visit, cookies},
    locales::Texts,
    shell::{Assets, LeaveAfter},
};
use inzage_domain::{Language, Role, access::ActingAs, session::SessionEnd};
use inzage_services::Services;
use inzage_store::{Actor, RequestContext, SessionState};
use leptos::{
    nonce::Nonce,
    prelude::{provide_context, use_context},
};

use super::{Host, frame::Facts, functions, script, step_up, tenant::Tenant};
use crate::logs;

/// Where somebody without a session is sent.
pub const SIGN_IN: &str = "/inloggen";
/// Where somebody is sent who has not accepted the terms.
pub const TERMS: &str = "/voorwaarden";
/// Where somebody whose session is over is sent.
pub const ENDED: &str = "/uitgelogd?reden=tijd";

/// Where somebody is sent who works here and comes from outside the networks of staff.
pub const OUTSIDE: &str = "/buiten-netwerk";

/// Who may open a route before anything is known of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Everybody.
    Open,
    /// Everybody, and it answers also while terms are outstanding: terms and log-out (R4, R96).
    OpenWithTerms,
    /// Somebody who is logged in, also while terms are outstanding.
    SignedIn,
    /// Somebody who is logged in and has accepted the terms.
    Closed,
}

/// The door of a route pattern. What is not named here is closed.
pub fn door(route: &str) -> Door {
    match route {
        "/"
        | "/inloggen"
        | "/inloggen/code"
        | "/inloggen/passkey"
        | "/api/inloggen/passkey"
        | "/api/inloggen/passkey/vragen"
        | "/api/inloggen/passkey/formulier"
        | "/inloggen/digid"
        | "/inloggen/digid/terug"
        | "/inloggen/digid/niet-gelukt"
        | "/privacy"
        | "/cookies"
        | "/api/cookies"
        | "/api/cookies/kiezen"
        | "/nieuws"
        | "/api/nieuws"
        | "/hulp"
        | "/hulp/heropenen"
        | "/hulp/gesloten"
        | "/privacy/vraag"
        | "/toegankelijkheid"
        | "/woordenlijst"
        | "/api/start"
        | "/api/inloggen"
        | "/api/inloggen/formulier"
        | "/api/inloggen/code"
        | "/api/inloggen/code/formulier"
        | "/api/inloggen/code/nieuw"
        | "/inloggen/vergeten"
        | "/inloggen/vergeten/code"
        | "/inloggen/vergeten/bewijs"
        | "/inloggen/vergeten/wachtwoord"
        | "/api/inloggen/vergeten"
        | "/api/inloggen/vergeten/stap"
        | "/api/inloggen/vergeten/code"
        | "/api/inloggen/vergeten/bewijs"
        | "/api/inloggen/vergeten/wachtwoord"
        | "/uitnodiging"
        | "/uitnodiging/eigen-account"
        | "/uitnodiging/naam"
        | "/uitnodiging/wachtwoord"
        | "/uitnodiging/e-mail"
        | "/uitnodiging/mobiel"
        | "/uitnodiging/klaar"
        | "/api/uitnodiging/formulier"
        | "/api/uitnodiging/code"
        | "/api/uitnodiging/eigen-account"
        | "/api/uitnodiging/eigen-account/formulier"
        | "/api/uitnodiging/stap"
        | "/api/uitnodiging/naam"
        | "/api/uitnodiging/wachtwoord"
        | "/api/uitnodiging/bewijs"
        | "/api/uitnodiging/nieuwe-code" => Door::Open,
        "/voorwaarden"
        | "/uitgelogd"
        | "/buiten-netwerk"
        | "/gebruiksvoorwaarden"
        | "/gebruiksvoorwaarden/{document}/{version}"
        | "/gebruiksvoorwaarden/{document}/verschil/{from}/{to}"
        | "/api/voorwaarden/versie"
        | "/api/voorwaarden/verschil"
        | "/hulp/misbruik"
        | "/hulp/blokkeren"
        | "/hulp/blokkeren/code"
        | "/api/hulp/formulier"
        | "/api/hulp/vragen"
        | "/api/hulp/blokkeren"
        | "/api/hulp/blokkeren/formulier"
        | "/api/hulp/blokkeren/code"
        | "/api/voorwaarden/teksten"
        | "/api/uitloggen"
        | "/api/taal" => Door::OpenWithTerms,
        "/api/voorwaarden/poort"
        | "/api/voorwaarden/accepteren"
        | "/api/voorwaarden/weigeren"
        | "/api/ingelogd-blijven" => Door::SignedIn,
        _ => Door::Closed,
    }
}

/// Finds the visitor and opens or shuts the door.
pub async fn admit(State(host): State<Host>, request: Request, next: Next) -> Response {
    // The body is not shared between threads: only what stands above it is looked at.
    let (mut parts, body) = request.into_parts();
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let (mut visit, ended) = match visit(&host, &parts).await {
        Ok(found) => found,
        Err(status) => return status.into_response(),
    };
    let door = door(&route);
    let asks_function = route.starts_with("/api/");
    match &visit.actor {
        None if matches!(door, Door::SignedIn | Door::Closed) => {
            // Somebody who was here until a moment ago is told why it is over (R126).
            let to = if ended == Some(SessionEnd::Idle) { ENDED } else { SIGN_IN };
            return send_on(&parts, asks_function, StatusCode::UNAUTHORIZED, to);
        }
        Some(actor) if actor.terms_outstanding() && matches!(door, Door::Open | Door::Closed) => {
            return send_on(&parts, asks_function, StatusCode::FORBIDDEN, TERMS);
        }
        _ => {}
    }
    if let Some(actor) = &visit.actor
        && actor.acting() == ActingAs::Personal
        && let Some(own) = own_address(&route, parts.uri.path())
    {
        return Redirect::to(&own).into_response();
    }
    if let Some(actor) = &visit.actor
        && matches!(door, Door::SignedIn | Door::Closed)
        && actor.is_outside(&visit.context.address)
    {
        if let Err(error) = host.services.store.outside_network(actor, &visit.context).await {
            tracing::error!(error = %logs::chain(&error), "a refusal could not be kept");
        }
        return send_on(&parts, asks_function, StatusCode::FORBIDDEN, OUTSIDE);
    }
    if let Some(actor) = &visit.actor
        && step_up::is_sensitive(&route)
        && !host.services.is_proved(actor)
        && !(step_up::is_of_password(&route) && Services::logs_in_with_digid_only(actor))
    {
        if parts.method != Method::POST || !accepts_html(&parts.headers) {
            return (StatusCode::FORBIDDEN, Json(ApiError::NotAllowed)).into_response();
        }
        return step_up::wait(&host, &visit, Request::from_parts(parts, body)).await;
    }
    if door == Door::Closed
        && let Some(actor) = &visit.actor
    {
        visit.notice = notice(&host, actor, &visit, !asks_function).await;
        if let Some(actor) = visit.actor.as_ref().filter(|_| !asks_function) {
            visit.several = host.services.store.has_several_records(actor).await.unwrap_or_else(|error| {
                tracing::error!(error = %logs::chain(&error), "whether there are several records could not be read");
                false
            });
        }
    }
    parts.extensions.insert(visit);
    let response = next.run(Request::from_parts(parts, body)).await;
    if asks_function { functions::set_right(response).await } else { response }
}

/// Where a page of staff about a record is for somebody who logged in privately: at the record's own
/// address. One does not stand under `/team` with an account of one's own (design: two capacities,
/// never mixed); what may be seen there is decided there.
fn own_address(route: &str, path: &str) -> Option<String> {
    let own = path.strip_prefix("/team")?;
    if route.starts_with("/team/c/{client}/dossier") {
        return Some(own.to_owned());
    }
    if route == "/team/c/{client}/toestemmingen" {
        return Some(own.to_owned());
    }
    // The number of a representative is for staff alone: there is no such page beside it.
    let both = route.starts_with("/team/c/{client}/toegang") && !route.ends_with("/digid");
    both.then(|| own.replacen("/toegang", "/netwerk", 1))
}

/// What using the portal means for the terms, and what the page says about them (R85, R112). Whoever
/// reads the terms, help or the log-in does not use it yet. Where the store fails, the page itself
/// will tell.
async fn notice(host: &Host, actor: &Actor, visit: &Visit, page: bool) -> Option<inzage_app::Notice> {
    match host.services.terms_notice(actor, page, &visit.context).await {
        Ok(notice) => notice.map(|notice| inzage_app::host::notice::notice(visit.language, &notice)),
        Err(error) => {
            tracing::error!(error = %logs::chain(&error), "what use means for the terms could not be kept");
            None
        }
    }
}

/// A person is led on; a script gets the status and leads on itself.
fn send_on(request: &Parts, asks_function: bool, status: StatusCode, to: &str) -> Response {
    let navigates = request.method == Method::POST && accepts_html(&request.headers);
    if !asks_function || navigates {
        return Redirect::to(to).into_response();
    }
    // The browser half asks for its page anew, and is then led on.
    let error = match to {
        OUTSIDE => ApiError::NotAllowed,
        _ if status == StatusCode::FORBIDDEN => ApiError::TermsOutstanding,
        _ => ApiError::NotSignedIn,
    };
    (status, Json(error)).into_response()
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

async fn visit(host: &Host, request: &Parts) -> Result<(Visit, Option<SessionEnd>), StatusCode> {
    let extensions = &request.extensions;
    let (Some(facts), Some(tenant)) = (extensions.get::<Facts>(), extensions.get::<Tenant>()) else {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    };
    let headers = &request.headers;
    let organisation = tenant.organisation().clone();
    let session =
        cookies::value(headers, cookies::SESSION).filter(|token| is_token(token)).map(str::to_owned);
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let context = RequestContext {
        address: facts.address.to_string(),
        user_agent: agent.chars().take(256).collect(),
        source: facts.id.to_string(),
        ..RequestContext::default()
    };
    let (actor, ended) = match &session {
        None => (None, None),
        Some(token) => match host.services.store.actor(&organisation, token, &context).await {
            Ok(SessionState::Live(actor)) => {
                // Reading is being there: the idle time begins anew with each request (R126).
                if let Err(error) = host.services.store.session_touch(&actor).await {
                    tracing::warn!(error = %logs::chain(&error), "a session could not be marked as used");
                }
                (Some(*actor), None)
            }
            Ok(SessionState::Over(end)) => (None, Some(end)),
            Ok(SessionState::Unknown) => (None, None),
            Err(error) => {
                tracing::error!(error = %logs::chain(&error), "a session cannot be read");
                return Err(StatusCode::SERVICE_UNAVAILABLE);
            }
        },
    };
    let visit = Visit {
        services: host.services.clone(),
        organisation,
        actor,
        step: cookies::value(headers, cookies::STEP).filter(|token| is_token(token)).map(str::to_owned),
        session,
        language: facts.language,
        context,
        demo: host.demo.is_some(),
        notice: None,
        several: false,
    };
    Ok((visit, ended))
}

/// What a cookie of ours may look like; anything else is not asked of the store.
fn is_token(token: &str) -> bool {
    (16..=256).contains(&token.len())
        && token.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

/// Gives a page or a server function everything that it may ask for. The same for both: a server
/// function runs inside a page while that is rendered.
pub fn provide(host: &Host) {
    let Some(parts) = use_context::<Parts>() else { return };
    provide_context(host.assets.clone());
    provide_context(script::passkey());
    provide_context(script::draft());
    if let Some(facts) = parts.extensions.get::<Facts>() {
        provide_context::<Language>(facts.language);
        provide_context(Nonce::from_value(facts.nonce.clone()));
    }
    let visit = parts.extensions.get::<Visit>();
    let actor = visit.and_then(|visit| visit.actor.as_ref());
    if let Some(tenant) = parts.extensions.get::<Tenant>() {
        let face = tenant.face();
        provide_context(Frame {
            face: face.clone(),
            signed_in: visit.zip(actor).map(|(visit, actor)| signed_in(actor, visit)),
            demo: host.demo.is_some(),
            notice: visit.and_then(|visit| visit.notice.clone()),
            ..Frame::default()
        });
        provide_context(face);
    }
    if let Some(actor) = actor {
        let seconds = u32::from(actor.times().idle_minutes) * 60;
        provide_context(LeaveAfter { seconds, address: ENDED.to_owned() });
    }
    if let Some(visit) = visit {
        provide_context(visit.clone());
    }
}

/// What the frame of a page shows of somebody who is logged in.
fn signed_in(actor: &Actor, visit: &Visit) -> SignedIn {
    let session = actor.times();
    SignedIn {
        // Whoever works here and looks at somebody privately sees on each page as who it is.
        name: match actor.acting() {
            ActingAs::Employee { .. } => Texts(visit.language).signed_in_at_work(actor.display_name()),
            ActingAs::Personal | ActingAs::Operator => actor.display_name().to_owned(),
        },
        menu: match actor.acting() {
            _ if actor.terms_outstanding() => Menu::Empty,
            ActingAs::Personal => Menu::Record,
            ActingAs::Employee { role: Role::Nurse, .. } => Menu::Clients,
            ActingAs::Employee { role: Role::Admin, .. } => Menu::Organisation,
            ActingAs::Employee { role: Role::Physician, .. } => Menu::Records,
            ActingAs::Employee { role: Role::Secretary, .. } => Menu::Access,
            ActingAs::Employee { role: Role::PrivacyOfficer, .. } => Menu::Officer,
            ActingAs::Employee { role: Role::Provider, .. } | ActingAs::Operator => Menu::Empty,
        },
        several: visit.several,
        idle_seconds: u32::from(session.idle_minutes) * 60,
        warn_seconds: u32::from(session.warning_minutes) * 60,
    }
}

/// Assets in the context are shared, not copied.
pub type SharedAssets = Arc<Assets>;

#[cfg(test)]
mod tests {
    use super::{Door, door, is_token, own_address};

    /// R4, R96: while terms are outstanding only terms and log-out answer.
    #[test]
    fn what_nobody_named_is_closed() {
        assert_eq!(door("/c/{client}/dossier"), Door::Closed);
        assert_eq!(door("/api/dossier/start"), Door::Closed);
        assert_eq!(door("/team"), Door::Closed);
        assert_eq!(door("/new/route"), Door::Closed);
        assert_eq!(door("/api/uitloggen"), Door::OpenWithTerms);
        assert_eq!(door("/api/voorwaarden/accepteren"), Door::SignedIn);
        assert_eq!(door("/inloggen"), Door::Open);
    }

    #[test]
    fn pages_of_staff_about_a_record_have_an_address_for_oneself() {
        for (route, path, own) in [
            ("/team/c/{client}/dossier", "/team/c/1/dossier", Some("/c/1/dossier")),
            (
                "/team/c/{client}/dossier/{category}",
                "/team/c/1/dossier/toegang",
                Some("/c/1/dossier/toegang"),
            ),
            ("/team/c/{client}/toegang", "/team/c/1/toegang", Some("/c/1/netwerk")),
            ("/team/c/{client}/toegang/{relation}", "/team/c/1/toegang/2", Some("/c/1/netwerk/2")),
            ("/team/c/{client}/toestemmingen", "/team/c/1/toestemmingen", Some("/c/1/toestemmingen")),
            ("/team/c/{client}/noodtoegang", "/team/c/1/noodtoegang", None),
            ("/team/c/{client}/zorg", "/team/c/1/zorg", None),
            ("/team", "/team", None),
            ("/c/{client}/dossier", "/c/1/dossier", None),
        ] {
            assert_eq!(own_address(route, path).as_deref(), own, "{path}");
        }
    }

    #[test]
    fn a_forged_cookie_does_not_reach_the_store() {
        for (token, good) in [
            ("a".repeat(64), true),
            ("a".repeat(257), false),
            ("x".into(), false),
            ("a'; DROP TABLE session".into(), false),
        ] {
            assert_eq!(is_token(&token), good);
        }
    }
}
