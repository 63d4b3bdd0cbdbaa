//! Scripts, style and fonts, out of the program itself, each beside its compressed forms.
//!
//! In a debug build they are read from `target/site` at each request instead.

use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use inzage_app::shell::Assets;
use rust_embed::{EmbeddedFile, RustEmbed};

/// Everything under `target/site`, as `cargo xtask` builds it.
#[derive(RustEmbed)]
#[folder = "$INZAGE_SITE"]
#[allow_missing = true]
struct Site;

/// Names hold a hash of the content, so what lies under a name never changes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Names without a hash are asked for again.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("public, no-cache");

/// The manifest; empty where the browser half has not been built, so that pages still come, bare.
pub fn manifest() -> Assets {
    let Some(file) = Site::get("manifest.json") else {
        tracing::warn!(
            "the browser half is not in this program: pages have no style (build with `cargo xtask`)"
        );
        return Assets::default();
    };
    serde_json::from_slice(&file.data).unwrap_or_else(|error| {
        tracing::error!("the manifest of the browser half cannot be read: {error}");
        Assets::default()
    })
}

/// The way a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Brotli,
    Gzip,
    None,
}

impl Packing {
    /// What the browser likes best of what we have, by its `Accept-Encoding`.
    fn wanted(accept: &str) -> [Self; 3] {
        let quality = |name: &str| {
            let mut star = None;
            for part in accept.split(',') {
                let mut words = part.split(';').map(str::trim);
                let coding = words.next().unwrap_or_default();
                let weight = words
                    .find_map(|word| word.strip_prefix("q="))
                    .map_or(1.0, |text| text.parse().unwrap_or(0.0));
                if coding.eq_ignore_ascii_case(name) {
                    return weight;
                }
                if coding == "*" {
                    star = Some(weight);
                }
            }
            star.unwrap_or(0.0)
        };
        let (brotli, gzip): (f32, f32) = (quality("br"), quality("gzip"));
        match (brotli > 0.0, gzip > 0.0) {
            (true, true) if gzip > brotli => [Self::Gzip, Self::Brotli, Self::None],
            (true, true) => [Self::Brotli, Self::Gzip, Self::None],
            (true, false) => [Self::Brotli, Self::None, Self::None],
            (false, true) => [Self::Gzip, Self::None, Self::None],
            (false, false) => [Self::None; 3],
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::None => "",
        }
    }

    const fn coding(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::None => None,
        }
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the name (or its folder's) holds a hash: sixteen hexadecimal digits between dots or
/// dashes.
fn is_hashed(path: &str) -> bool {
    path.split(['.', '-', '/'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Answers for a file under `/pkg`.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("pkg/{path}");
    // What is packed is served under its own name only, and names do not climb.
    let packed =
        std::path::Path::new(&path).extension().is_some_and(|ending| ending == "br" || ending == "gz");
    if packed || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accept =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let found = Packing::wanted(accept)
        .into_iter()
        .find_map(|packing| Some((packing, Site::get(&format!("{path}{}", packing.ending()))?)));
    match found {
        Some((packing, file)) => answer(&path, packing, file, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(path: &str, packing: Packing, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex::encode(file.metadata.sha256_hash().get(..16).unwrap_or_default()));
    let known =
        headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|tags| {
            tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag || known.trim() == "*")
        });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = match file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Response::new(Body::from(bytes))
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    answer.insert(header::CACHE_CONTROL, if is_hashed(path) { FOREVER } else { ASK_AGAIN });
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.insert(header::ETAG, tag);
    }
    if let Some(coding) = packing.coding() {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{Packing, is_hashed};

    #[test]
    fn the_best_packing_that_the_browser_takes() {
        use Packing::{Brotli, Gzip, None};
        let cases = [
            ("gzip, deflate, br, zstd", [Brotli, Gzip, None]),
            ("gzip", [Gzip, None, None]),
            ("br;q=0.5, gzip;q=0.8", [Gzip, Brotli, None]),
            ("br;q=0, gzip", [Gzip, None, None]),
            ("*", [Brotli, Gzip, None]),
            ("identity", [None, None, None]),
            ("", [None, None, None]),
        ];
        for (accept, expected) in cases {
            assert_eq!(Packing::wanted(accept), expected, "{accept}");
        }
    }

    #[test]
    fn only_a_name_with_a_hash_is_kept_forever() {
        for (name, hashed) in [
            ("pkg/inzage.1f9c2ab34d5e6f70.js", true),
            ("pkg/snippets/inzage-1f9c2ab34d5e6f70/inline0.js", true),
            ("pkg/inzage.js", false),
            ("pkg/snippets/inzage/inline0.js", false),
            ("pkg/atkinson-regular.woff2", false),
        ] {
            assert_eq!(is_hashed(name), hashed, "{name}");
        }
    }
}
