//! Dresses what was refused outside the app in the app's own error page. No inner text leaves.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use inzage_app::{
    host::BARE,
    pages::{PageError, error_document},
    shell::Assets,
};

use super::{frame::Facts, tenant::Tenant};

/// Whether an answer has no page of its own: a refusal that still has to be dressed. What the app
/// rendered says that it is HTML, what a server function answered to a script says JSON.
pub fn is_bare(response: &Response) -> bool {
    if response.headers().contains_key(BARE) {
        return true;
    }
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    (status.is_client_error() || status.is_server_error())
        && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// Gives a bare answer its page (for a person) or nothing at all (for a program).
pub fn dress(
    bare: Response,
    wants_page: bool,
    facts: &Facts,
    tenant: Option<&Tenant>,
    assets: &Assets,
) -> Response {
    let (mut parts, _) = bare.into_parts();
    for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::LOCATION, BARE] {
        parts.headers.remove(name);
    }
    if !wants_page {
        return Response::from_parts(parts, Body::empty());
    }
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // How long somebody has to wait is known where it was refused.
    let wait = parts.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let error = match (PageError::from_status(parts.status.as_u16(), &facts.id), wait) {
        (PageError::TooOften(_), Some(seconds)) => PageError::TooOften(seconds),
        (error, _) => error,
    };
    let page = error_document(&error, facts.language, tenant.map(Tenant::face), Some(assets));
    Response::from_parts(parts, Body::from(page))
}

/// What every request to an organisation gets whose processor agreement is not recorded (R110).
pub fn not_in_use(wants_page: bool, facts: &Facts, tenant: &Tenant, assets: &Assets) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let (kind, body) = if wants_page {
        let page = error_document(&PageError::NotInUse, facts.language, Some(tenant.face()), Some(assets));
        ("text/html; charset=utf-8", page)
    } else {
        ("application/json", "{}".to_owned())
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    *response.body_mut() = Body::from(body);
    response
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{StatusCode, header},
        response::{IntoResponse, Response},
    };

    use super::is_bare;

    #[test]
    fn only_refusals_without_a_page_are_dressed() {
        let html =
            |status| (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], "x").into_response();
        assert!(is_bare(&StatusCode::NOT_FOUND.into_response()));
        assert!(is_bare(&(StatusCode::BAD_REQUEST, "inner text").into_response()));
        assert!(is_bare(
            &(StatusCode::NOT_FOUND, [("x-inzage-bare", "1"), ("content-type", "application/json")], "{}")
                .into_response()
        ));
        assert!(!is_bare(
            &(StatusCode::NOT_FOUND, [("content-type", "application/json")], "{}").into_response()
        ));
        assert!(!is_bare(&html(StatusCode::NOT_FOUND)));
        assert!(!is_bare(&Response::new(Body::empty())));
        assert!(!is_bare(&(StatusCode::SEE_OTHER, "x").into_response()));
    }
}
