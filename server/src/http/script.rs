//! The scripts of the portal that are written by hand: one asks a passkey (WebAuthn needs script), one keeps
//! drafts while somebody types. Served as files of our own, with the hash of their content in the name and
//! their integrity on the page.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use inzage_app::shell::{DraftScript, PasskeyScript};
use sha2::{Digest, Sha256, Sha384};

/// A script with the name and integrity that its content gives it.
struct Script {
    source: &'static str,
    name: String,
    integrity: String,
}

impl Script {
    fn new(kind: &str, source: &'static str) -> Self {
        let digest = hex::encode(Sha256::digest(source.as_bytes()));
        Self {
            source,
            name: format!("{kind}.{}.js", digest.get(..16).unwrap_or(&digest)),
            integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(source.as_bytes()))),
        }
    }

    fn address(&self) -> String {
        format!("/script/{}", self.name)
    }
}

static PASSKEY: LazyLock<Script> = LazyLock::new(|| Script::new("passkey", include_str!("passkey.js")));
static DRAFT: LazyLock<Script> = LazyLock::new(|| Script::new("draft", include_str!("draft.js")));

/// Where pages find what asks a passkey.
pub fn passkey() -> PasskeyScript {
    PasskeyScript { address: PASSKEY.address(), integrity: PASSKEY.integrity.clone() }
}

/// Where pages find what keeps a draft.
pub fn draft() -> DraftScript {
    DraftScript { address: DRAFT.address(), integrity: DRAFT.integrity.clone() }
}

/// Answers for a file under `/script`.
pub async fn serve(Path(file): Path<String>) -> Response {
    let Some(script) = [&*PASSKEY, &*DRAFT].into_iter().find(|script| script.name == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, script.source).into_response()
}
