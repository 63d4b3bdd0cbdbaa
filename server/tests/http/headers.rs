//! The same headers on every answer, whatever it is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body, routing::get};
use http::{Method, StatusCode, header};
use inzage_host::serving::Settings;

use crate::support::{Answer, encode, with_app};

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn check(what: &str, answer: &Answer) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), Some(*value), "{what}: {name}");
    }
    let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{what}: no policy"));
    assert!(
        policy.starts_with("default-src 'none'; script-src 'strict-dynamic' 'nonce-"),
        "{what}: {policy}"
    );
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    assert!(answer.header("permissions-policy").is_some_and(|policy| policy.contains("camera=()")), "{what}");
    assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{what}");
    assert!(answer.header("strict-transport-security").is_none(), "{what}: HSTS without TLS");
    assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1, "{what}");
}

#[test]
fn every_answer_carries_the_same_headers() {
    with_app(async |app| {
        let anonymous = app.anonymous("linde");
        let nurse = app.signed_in("nurse").await;
        let client = app.client_id();
        let answers = [
            ("log-in page", anonymous.get("/inloggen").await, 200),
            ("redirect to the log-in", anonymous.get("/team").await, 303),
            ("page of a person", nurse.get("/team").await, 200),
            ("a record", nurse.get(&format!("/team/c/{client}/dossier")).await, 200),
            ("no such page", anonymous.get("/bestaat/niet").await, 404),
            ("no such file", anonymous.get("/pkg/none.js").await, 404),
            ("robots", anonymous.get("/robots.txt").await, 200),
            ("process", anonymous.get("/healthz").await, 200),
            ("database", anonymous.get("/readyz").await, 200),
            ("security contact", anonymous.get("/.well-known/security.txt").await, 200),
            ("start page of the demo", app.at_host("localhost:3000").get("/").await, 200),
            ("unknown host", app.at_host("evil.example").get("/").await, 421),
            (
                "wrong method",
                anonymous
                    .send(anonymous.request(Method::PUT, "/inloggen").body(Body::empty()).unwrap())
                    .await,
                405,
            ),
            (
                "wrong type",
                anonymous
                    .send(anonymous.request(Method::POST, "/api/inloggen").body(Body::from("x")).unwrap())
                    .await,
                415,
            ),
            (
                "cross-site",
                {
                    let request = anonymous
                        .request(Method::POST, "/api/inloggen")
                        .header("sec-fetch-site", "cross-site");
                    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                    anonymous
                        .send(request.body(encode(&[("user_name", "x"), ("password", "y")])).unwrap())
                        .await
                },
                403,
            ),
            (
                "server function refused",
                anonymous.call("/api/dossier/start", &[("client", &client)]).await,
                401,
            ),
        ];
        for (what, answer, status) in &answers {
            assert_eq!(answer.status, StatusCode::from_u16(*status).unwrap(), "{what}: {}", answer.body);
            check(what, answer);
        }
    });
}

#[test]
fn a_page_is_never_kept_and_its_nonce_never_returns() {
    with_app(async |app| {
        let visitor = app.signed_in("client").await;
        let path = format!("/c/{}/dossier", app.client_id());
        let (one, two) = (visitor.get(&path).await, visitor.get(&path).await);
        assert_eq!(one.status, StatusCode::OK);
        for answer in [&one, &two] {
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            let policy = answer.header("content-security-policy").unwrap();
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
            // Every inline script that runs carries this answer's nonce.
            for script in answer.body.split("<script").skip(1) {
                let tag = script.split('>').next().unwrap();
                let is_data = tag.contains("application/json");
                assert!(is_data || tag.contains(&format!("nonce=\"{nonce}\"")), "{tag}");
            }
            assert!(!answer.body.contains(" style=\""), "an inline style");
        }
        assert_ne!(one.header("content-security-policy"), two.header("content-security-policy"));
    });
}

#[test]
fn behind_tls_every_answer_says_to_stay_there() {
    with_app(async |app| {
        let mut settings = Settings::of_demo("127.0.0.1:0".parse().unwrap());
        settings.hsts = true;
        settings.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        let visitor = app.with_settings(&settings, None);
        for (path, scheme, stays) in [
            ("/inloggen", "https", true),
            ("/bestaat/niet", "https", true),
            ("/pkg/none.js", "https", true),
            ("/inloggen", "http", false),
        ] {
            let request = visitor.request(Method::GET, path).header("x-forwarded-proto", scheme);
            let answer = visitor.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.header("strict-transport-security").is_some(), stays, "{path} {scheme}");
        }
        // What only the demo has is not in the real portal.
        assert_eq!(visitor.get("/stijl").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.with_settings(&settings, None).at("localhost").get("/").await.status.as_u16(), 421);
    });
}

#[test]
fn what_breaks_or_takes_too_long_gets_a_calm_page_with_its_number() {
    with_app(async |app| {
        let mut settings = Settings::of_demo("127.0.0.1:0".parse().unwrap());
        settings.limits.request = Duration::from_millis(200);
        let routes = Router::new()
            .route("/breekt", get(breaks))
            .route("/duurt", get(|| async { tokio::time::sleep(Duration::from_mins(1)).await }));
        let visitor = app.with_settings(&settings, Some(routes));
        for (path, status, word) in
            [("/breekt", 500, "Er ging iets mis bij ons"), ("/duurt", 503, "We zijn zo terug")]
        {
            let answer = visitor.get(path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            check(path, &answer);
            assert!(answer.body.contains(word), "{path}: {}", answer.body);
            assert!(!answer.body.contains("999900006"), "{path}");
            assert!(status != 500 || answer.body.contains(answer.header("x-request-id").unwrap()), "{path}");
        }
    });
}

/// What only reads and hangs is asked once more; what writes is not.
#[test]
fn a_page_that_hangs_is_asked_once_more() {
    with_app(async |app| {
        let mut settings = Settings::of_demo("127.0.0.1:0".parse().unwrap());
        settings.limits.request = Duration::from_millis(600);
        let asked = Arc::new(AtomicUsize::new(0));
        let hangs_first = {
            let asked = Arc::clone(&asked);
            move || async move {
                if asked.fetch_add(1, Ordering::SeqCst) == 0 {
                    std::future::pending::<()>().await;
                }
                "er is weer een pagina"
            }
        };
        let routes = Router::new().route("/hapert", get(hangs_first.clone()).post(hangs_first));
        let visitor = app.with_settings(&settings, Some(routes));
        let answer = visitor.get("/hapert").await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "er is weer een pagina"));
        assert_eq!(asked.swap(0, Ordering::SeqCst), 2);
        let answer = visitor.post("/hapert", &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(asked.load(Ordering::SeqCst), 1, "a form is never sent twice");
    });
}

async fn breaks() -> StatusCode {
    panic!("Verhulst 999900006")
}
