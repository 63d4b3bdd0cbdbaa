//! The one script of the portal that is written by hand: it asks a passkey (WebAuthn needs script).
//! Served as a file of our own, with the hash of its content in its name and its integrity on the page.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use inzage_app::shell::PasskeyScript;
use sha2::{Digest, Sha256, Sha384};

const SOURCE: &str = include_str!("passkey.js");

static NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = hex::encode(Sha256::digest(SOURCE.as_bytes()));
    format!("passkey.{}.js", digest.get(..16).unwrap_or(&digest))
});

static SCRIPT: LazyLock<PasskeyScript> = LazyLock::new(|| PasskeyScript {
    address: format!("/script/{}", *NAME),
    integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(SOURCE.as_bytes()))),
});

/// Where pages find it.
pub fn passkey() -> PasskeyScript {
    SCRIPT.clone()
}

/// Answers for a file under `/script`.
pub async fn serve(Path(file): Path<String>) -> Response {
    if file != *NAME {
        return StatusCode::NOT_FOUND.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, SOURCE).into_response()
}
