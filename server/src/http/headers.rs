//! The headers that every answer carries: pages, assets, refusals and errors alike.

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Features of the browser that the portal does not use; switched off for itself and for whatever
/// would get into it. Video will take back `camera` and `microphone`.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
payment=(), picture-in-picture=(), publickey-credentials-create=(self), publickey-credentials-get=(self), \
screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()";

const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    // Older browsers that do not know `frame-ancestors`.
    ("x-frame-options", "DENY"),
    // A form without script comes back to the page it was on, which needs the Referer; it never
    // leaves the portal.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("origin-agent-cluster", "?1"),
    ("x-permitted-cross-domain-policies", "none"),
    ("permissions-policy", PERMISSIONS),
];

/// Two years, as the preload lists ask at least one.
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// On an answer whose form leads to another origin through a redirect: which one. Taken off again
/// here; only the demo's DigiD does that.
pub const FORMS_LEAD_TO: HeaderName = HeaderName::from_static("x-inzage-forms-lead-to");

/// Puts the headers on an answer. `nonce` is the one that the page's own scripts carry.
pub fn apply(headers: &mut HeaderMap, nonce: &str, https: bool) {
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let elsewhere = headers.remove(FORMS_LEAD_TO);
    let elsewhere = elsewhere.as_ref().and_then(|origin| origin.to_str().ok());
    let elsewhere = elsewhere.map(|origin| format!(" {origin}")).unwrap_or_default();
    // `'self'` is for browsers that do not know `'strict-dynamic'`; the others leave it aside.
    let policy = format!(
        "default-src 'none'; script-src 'strict-dynamic' 'nonce-{nonce}' 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'{elsewhere}; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    // What nobody marked as cacheable holds somebody's data or soon will.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::apply;

    #[test]
    fn the_policy_allows_nothing_inline_and_nothing_from_elsewhere() {
        let mut headers = HeaderMap::new();
        apply(&mut headers, "abc", false);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"));
        for word in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "data:", "*", "  "] {
            assert!(!policy.contains(word), "{word} in {policy}");
        }
        assert!(
            !headers[&super::HeaderName::from_static("permissions-policy")].to_str().unwrap().contains("  ")
        );
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn what_may_be_cached_stays_cacheable_and_tls_is_remembered() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public"));
        apply(&mut headers, "abc", true);
        assert_eq!(headers[header::CACHE_CONTROL], "public");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
