//! What is refused before anybody looks at it, with its status and its own calm page.

use axum::body::Body;
use http::{Method, StatusCode, header};

use crate::support::{with_app, with_own_app};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn hostile_requests_get_their_status_and_a_page_without_inner_text() {
    with_app(async |app| {
        let visitor = app.anonymous("linde");
        let post = |kind: &'static str, body: Vec<u8>| {
            let request = visitor.request(Method::POST, "/api/inloggen").header(header::CONTENT_TYPE, kind);
            request.header(header::ACCEPT, "text/html").body(Body::from(body)).unwrap()
        };
        let get = |path: &str| {
            visitor
                .request(Method::GET, path)
                .header(header::ACCEPT, "text/html")
                .body(Body::empty())
                .unwrap()
        };
        let method = |name: &str| {
            let method = Method::from_bytes(name.as_bytes()).unwrap();
            visitor
                .request(method, "/inloggen")
                .header(header::ACCEPT, "text/html")
                .body(Body::empty())
                .unwrap()
        };
        let cases = [
            ("too large", post(FORM, vec![b'a'; 2 * 1024 * 1024]), 413),
            ("JSON", post("application/json", b"{}".to_vec()), 415),
            ("plain text", post("text/plain", b"a=b".to_vec()), 415),
            ("multipart", post("multipart/form-data; boundary=x", b"--x--".to_vec()), 415),
            ("NUL", post(FORM, b"user_name=a%00b&password=c".to_vec()), 400),
            ("broken UTF-8", post(FORM, b"user_name=%ff&password=c".to_vec()), 400),
            ("missing fields", post(FORM, b"colour=red".to_vec()), 400),
            ("long address", get(&format!("/{}", "a".repeat(5000))), 414),
            ("NUL in the address", get("/c/%00/dossier"), 400),
            ("PUT", method("PUT"), 405),
            ("DELETE", method("DELETE"), 405),
            ("TRACE", method("TRACE"), 405),
            ("own word", method("BSN999900006"), 405),
            ("GET of a form", get("/api/inloggen"), 405),
            ("climbing up", get("/pkg/../manifest.json"), 404),
            ("climbing up, encoded", get("/pkg/..%2fmanifest.json"), 404),
        ];
        for (what, request, status) in cases {
            let is_page = request.method() != Method::TRACE;
            let answer = visitor.send(request).await;
            assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.body);
            for word in ["panicked", "serde", "missing field", "sqlx", "Error", "deserial"] {
                assert!(!answer.body.contains(word), "{what}: {word} in {}", answer.body);
            }
            if is_page && !matches!(what, "own word" | "PUT" | "DELETE") {
                assert!(answer.body.contains("<h1"), "{what}: {}", answer.body);
            }
        }
    });
}

#[test]
fn a_form_from_another_site_is_refused() {
    with_app(async |app| {
        let visitor = app.signed_in("client").await;
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("origin", "http://waterland.localhost:3000")], false),
            (&[("origin", "http://evil.example")], false),
            (&[("origin", "null")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("origin", "http://linde.localhost:3000")], true),
        ];
        for (headers, allowed) in cases {
            let mut request =
                visitor.request(Method::POST, "/api/ingelogd-blijven").header(header::CONTENT_TYPE, FORM);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = visitor
                .send(request.header(header::ACCEPT, "application/json").body(Body::empty()).unwrap())
                .await;
            let expected = if allowed { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, expected, "{headers:?}");
        }
    });
}

#[test]
fn only_the_organisations_own_names_are_answered() {
    with_app(async |app| {
        for (host, status) in [
            ("linde.localhost", 200),
            ("linde.localhost:3000", 200),
            ("LINDE.localhost", 200),
            ("evil.example", 421),
            ("linde.localhost.evil.example", 421),
            ("127.0.0.1", 421),
            ("sub.linde.localhost", 421),
            ("linde.localhost@evil.example", 421),
            ("", 421),
        ] {
            let answer = app.at_host(host).get("/inloggen").await;
            assert_eq!(answer.status.as_u16(), status, "{host}");
            if status == 421 {
                assert!(!answer.body.contains("Linde"), "{host} names an organisation");
            }
        }
        // Probes come by address.
        assert_eq!(app.at_host("127.0.0.1:3000").get("/readyz").await.status, StatusCode::OK);
        assert_eq!(app.at_host("127.0.0.1:3000").get("/healthz").await.body, "ok\n");
    });
}

#[test]
fn a_forged_cookie_is_nobody() {
    with_app(async |app| {
        let path = format!("/c/{}/dossier", app.client_id());
        let real = app.signed_in("client").await.cookie("__Host-inzage").unwrap();
        let mut changed = real.clone();
        let last = changed.pop().unwrap();
        changed.push(if last == 'a' { 'b' } else { 'a' });
        for value in [&changed, "", "x", &"a".repeat(64), &"a".repeat(4000), "' OR 1=1 --"] {
            let visitor = app.anonymous("linde");
            visitor.set_cookie("__Host-inzage", value);
            let answer = visitor.get(&path).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (303, Some("/inloggen")), "{value}");
        }
        // A session of one organisation is nothing at another.
        let elsewhere = app.anonymous("waterland");
        elsewhere.set_cookie("__Host-inzage", &real);
        assert_eq!(elsewhere.get("/team").await.location(), Some("/inloggen"));
        // Twice the same name is somebody's attempt.
        let twice = app.anonymous("linde");
        let request = twice
            .request(Method::GET, &path)
            .header(header::COOKIE, format!("__Host-inzage={real}; __Host-inzage={real}"));
        let answer =
            twice.send(request.header(header::ACCEPT, "text/html").body(Body::empty()).unwrap()).await;
        assert_eq!(answer.location(), Some("/inloggen"));
    });
}

#[test]
fn the_naughty_strings_are_typed_into_every_field_and_nothing_breaks() {
    let path = std::path::Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../shared/testdata/invoer/blns.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared/testdata is not here");
        return;
    };
    let strings: Vec<String> = serde_json::from_str(&text).unwrap();
    with_app(async |app| {
        let nurse = app.signed_in("nurse").await;
        for text in strings.iter().filter(|text| !text.contains('\0')) {
            let found = nurse.call("/api/team/zoeken", &[("text", text)]).await;
            assert_eq!(found.status, StatusCode::OK, "{text}: {}", found.body);
            let language = nurse.post("/api/taal", &[("language", text), ("back", text)]).await;
            assert!(
                language.status.is_client_error()
                    || language.location().is_some_and(|to| to.starts_with('/')),
                "{text}"
            );
        }
    });
    // A portal of its own: the failures slow down everybody at this address.
    with_own_app(async |app| {
        // Log-ins cost a password check each: a sample, from a fresh address book of names.
        for text in strings.iter().filter(|text| !text.contains('\0')).step_by(25) {
            let visitor = app.anonymous("berk");
            let answer = visitor.post("/api/inloggen", &[("user_name", text), ("password", text)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{text}");
            let page = visitor.get(answer.location().unwrap()).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains("<script>alert"), "{text}");
        }
    });
}
