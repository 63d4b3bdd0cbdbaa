//! The endpoints that the portal asks: description, keys, token, userinfo.

use std::sync::Arc;

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{CLIENT, DemoBroker, Granted, tokens};
use crate::outside::digid::{public_key, verify};

/// Asked by the portal itself.
pub(super) fn back_channel(broker: Arc<DemoBroker>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(describe))
        .route("/jwks", get(keys))
        .route("/token", post(token))
        .route("/userinfo", get(userinfo))
        .with_state(broker)
}

async fn describe(State(broker): State<Arc<DemoBroker>>) -> Json<Value> {
    let issuer = &broker.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "scopes_supported": ["openid", "authorization_by_proxy"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "userinfo_signing_alg_values_supported": ["ES256"],
        "userinfo_encryption_alg_values_supported": ["ECDH-ES+A256KW"],
        "userinfo_encryption_enc_values_supported": ["A256GCM"],
    }))
}

async fn keys(State(broker): State<Arc<DemoBroker>>) -> Response {
    match public_key(&broker.key) {
        Ok(key) => Json(json!({ "keys": [key] })).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What the portal posts (RFC 6749, 4.1.3; RFC 7636; RFC 7523).
#[derive(Deserialize)]
struct Exchange {
    grant_type: String,
    code: String,
    redirect_uri: String,
    client_id: String,
    code_verifier: String,
    client_assertion_type: String,
    client_assertion: String,
}

#[derive(Deserialize)]
struct Assertion {
    iss: String,
    sub: String,
    aud: String,
    jti: String,
    exp: i64,
}

async fn token(State(broker): State<Arc<DemoBroker>>, Form(exchange): Form<Exchange>) -> Response {
    let refused = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    if !broker.is_client(&exchange) {
        return refused("invalid_client");
    }
    // A code is for one exchange, whatever comes of it.
    let granted = broker.open().codes.remove(&exchange.code);
    let Some(granted) = granted.filter(|granted| broker.fits(granted, &exchange)) else {
        return refused("invalid_grant");
    };
    let Some(id_token) = tokens::id_token(&broker, &granted) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let access_token = broker.secret();
    broker.open().access.insert(access_token.clone(), granted);
    Json(json!({ "access_token": access_token, "token_type": "Bearer", "expires_in": 60, "id_token": id_token }))
        .into_response()
}

async fn userinfo(State(broker): State<Arc<DemoBroker>>, headers: HeaderMap) -> Response {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let granted = token.and_then(|token| broker.open().access.remove(token));
    let Some(granted) = granted.filter(|granted| broker.clock.now() < granted.until) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    match tokens::userinfo(&broker, &granted) {
        Some(token) => ([(header::CONTENT_TYPE, "application/jwt")], token).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl DemoBroker {
    /// Whether the portal itself asks: its own signature, for this endpoint, now, and once.
    fn is_client(&self, exchange: &Exchange) -> bool {
        let jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let Ok(assertion) =
            verify::<Assertion>(&exchange.client_assertion, std::slice::from_ref(&self.client_key))
        else {
            return false;
        };
        let names = [&assertion.iss, &assertion.sub, &exchange.client_id];
        let fits = exchange.client_assertion_type == jwt
            && names.iter().all(|name| *name == CLIENT)
            && assertion.aud == format!("{}/token", self.issuer)
            && assertion.exp > self.clock.now().as_second();
        let mut open = self.open();
        let is_new = !open.assertions.contains(&assertion.jti);
        open.assertions.push(assertion.jti);
        fits && is_new
    }

    /// Whether a code was given for this exchange, and not too long ago.
    fn fits(&self, granted: &Granted, exchange: &Exchange) -> bool {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(exchange.code_verifier.as_bytes()));
        let left = granted.until.duration_since(self.clock.now());
        exchange.grant_type == "authorization_code"
            && granted.question.redirect_uri == exchange.redirect_uri
            && granted.question.code_challenge == challenge
            && left > SignedDuration::ZERO
    }
}
