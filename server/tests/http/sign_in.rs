//! Logging in and out over HTTP, without script: password, code, terms, and what is left after.

use http::StatusCode;

use crate::support::{field, with_app, with_own_app};

/// R9, R101: user name, password and a code by SMS; nothing opens before.
#[test]
fn a_password_and_a_code_open_the_portal() {
    with_app(async |app| {
        let visitor = app.anonymous("kompas");
        let record = "/team";
        assert_eq!(visitor.get(record).await.location(), Some("/inloggen"));
        let answer = visitor.post("/api/inloggen", &[("user_name", "onbekend"), ("password", "x")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let back = answer.location().unwrap().to_owned();
        assert!(back.starts_with("/inloggen?formulier="), "{back}");
        let page = visitor.get(&back).await;
        // What was typed is kept, but never the password; once.
        assert!(page.body.contains("value=\"onbekend\""), "{}", page.body);
        assert!(!visitor.get(&back).await.body.contains("value=\"onbekend\""));
        assert!(visitor.cookie("__Host-inzage").is_none());
    });
}

#[test]
fn a_page_leads_on_for_programs_too() {
    with_app(async |app| {
        let visitor = app.anonymous("linde");
        for accept in ["*/*", "application/json", "text/html"] {
            let request = visitor.request(http::Method::GET, "/").header("accept", accept);
            let answer = visitor.send(request.body(axum::body::Body::empty()).unwrap()).await;
            assert_eq!(
                (answer.status, answer.location()),
                (StatusCode::SEE_OTHER, Some("/inloggen")),
                "{accept}"
            );
            assert!(answer.body.is_empty());
        }
    });
}

/// R9: a wrong user, a wrong password and both look the same, on the page and in its status.
#[test]
fn refusals_cannot_be_told_apart() {
    with_app(async |app| {
        let mut seen = Vec::new();
        for (user, password) in [("nurse", "verkeerd"), ("bestaat-niet", "verkeerd")] {
            let visitor = app.anonymous("ooievaar");
            let answer = visitor.post("/api/inloggen", &[("user_name", user), ("password", password)]).await;
            let page = visitor.get(answer.location().unwrap()).await;
            let main = page
                .body
                .split_once("<main")
                .unwrap()
                .1
                .split_once("</main>")
                .unwrap()
                .0
                .replace(user, "USER");
            seen.push((answer.status, page.status, main));
        }
        assert_eq!(seen[0], seen[1]);
    });
}

/// R4, R96: until the terms are accepted only terms and log-out answer, pages and functions alike.
#[test]
fn terms_stand_before_everything() {
    with_app(async |app| {
        let visitor = app.log_in("ooievaar", "admin").await;
        for path in ["/", "/beheer", "/team", "/inloggen", "/hulp"] {
            let answer = visitor.get(path).await;
            assert_eq!(
                (answer.status, answer.location()),
                (StatusCode::SEE_OTHER, Some("/voorwaarden")),
                "{path}"
            );
        }
        for (path, fields) in [
            ("/api/beheer/overzicht", &[][..]),
            ("/api/team/zoeken", &[("text", "a")][..]),
            ("/api/start", &[][..]),
        ] {
            assert_eq!(visitor.call(path, fields).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let page = visitor.get("/voorwaarden").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Geboortezorg De Ooievaar"));
        let (key, versions) = (field(&page.body, "key"), field(&page.body, "versions"));

        // Without the tick nothing is accepted, and the page says so.
        let answer =
            visitor.post("/api/voorwaarden/accepteren", &[("key", &key), ("versions", &versions)]).await;
        assert!(
            answer.location().is_some_and(|to| to.starts_with("/voorwaarden?formulier=")),
            "{:?}",
            answer.location()
        );
        assert_eq!(visitor.get("/beheer").await.location(), Some("/voorwaarden"));

        let fields = [("key", key.as_str()), ("versions", versions.as_str()), ("agree", "1")];
        for _ in 0..2 {
            // Sent twice is accepted once.
            let answer = visitor.post("/api/voorwaarden/accepteren", &fields).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some("/")));
        }
        assert_eq!(visitor.get("/beheer").await.status, StatusCode::OK);
        // Once accepted, accepted at the next log-in too.
        assert_eq!(app.log_in("ooievaar", "admin").await.get("/beheer").await.status, StatusCode::OK);
    });
}

/// R4: who declines is logged out, with an explanation.
#[test]
fn declining_logs_out() {
    with_app(async |app| {
        let visitor = app.log_in("kompas", "admin").await;
        let token = visitor.cookie("__Host-inzage").unwrap();
        let answer = visitor.post("/api/voorwaarden/weigeren", &[]).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, Some("/uitgelogd?reden=voorwaarden"))
        );
        assert!(visitor.cookie("__Host-inzage").is_none());
        assert!(visitor.get("/uitgelogd?reden=voorwaarden").await.body.contains("gebruiksvoorwaarden"));
        visitor.set_cookie("__Host-inzage", &token);
        assert_eq!(visitor.get("/voorwaarden").await.location(), Some("/inloggen"));
    });
}

/// R126: after logging out the session is nothing any more, and the browser is told to forget.
#[test]
fn after_logging_out_nothing_opens() {
    with_app(async |app| {
        let visitor = app.log_in("berk", "nurse").await;
        visitor.accept_terms().await;
        assert_eq!(visitor.get("/team").await.status, StatusCode::OK);
        let token = visitor.cookie("__Host-inzage").unwrap();
        assert_eq!(token.len(), 64, "256 random bits");
        let answer = visitor.post("/api/uitloggen", &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some("/uitgelogd")));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(visitor.cookie("__Host-inzage").is_none());
        visitor.set_cookie("__Host-inzage", &token);
        for path in ["/team", "/"] {
            assert_eq!(visitor.get(path).await.location(), Some("/inloggen"), "{path}");
        }
        assert_eq!(visitor.call("/api/ingelogd-blijven", &[]).await.status, StatusCode::UNAUTHORIZED);
        // Logging out again is no error.
        assert_eq!(visitor.post("/api/uitloggen", &[]).await.location(), Some("/uitgelogd"));
    });
}

/// R97: each log-in has a session of its own; the step's cookie is gone.
#[test]
fn two_log_ins_are_two_sessions() {
    with_app(async |app| {
        let (one, two) = (app.log_in("berk", "admin").await, app.log_in("berk", "admin").await);
        assert_ne!(one.cookie("__Host-inzage"), two.cookie("__Host-inzage"));
        assert_eq!(one.cookie("__Host-stap"), None);
        one.post("/api/uitloggen", &[]).await;
        assert_eq!(two.get("/voorwaarden").await.status, StatusCode::OK);
    });
}

#[test]
fn the_language_stays_chosen_and_leads_nowhere_else() {
    with_app(async |app| {
        let visitor = app.anonymous("linde");
        assert!(visitor.get("/inloggen").await.body.contains("<html lang=\"nl\""));
        let answer = visitor.post("/api/taal", &[("language", "en"), ("back", "//evil.example/")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some("/")));
        assert!(visitor.get("/inloggen").await.body.contains("<html lang=\"en\""));
        assert!(visitor.get("/bestaat/niet").await.body.contains("This page does not exist"));
    });
}

/// R126: a session ends after 30 minutes without a request, and says why; not a second earlier.
#[test]
fn a_session_that_rests_ends_at_its_minute() {
    with_own_app(async |app| {
        // Long before the demo was filled: also then everything holds.
        app.set_clock("2026-05-01T10:00:00Z");
        let visitor = app.signed_in("client").await;
        let path = format!("/c/{}/dossier", app.client_id());
        assert_eq!(visitor.get(&path).await.status, StatusCode::OK);
        app.set_clock("2026-05-01T10:29:59Z");
        assert_eq!(visitor.get(&path).await.status, StatusCode::OK);
        app.set_clock("2026-05-01T10:59:59Z");
        let answer = visitor.get(&path).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, Some("/uitgelogd?reden=tijd"))
        );
        assert!(visitor.get("/uitgelogd?reden=tijd").await.body.contains("niet actief"));
        assert_eq!(visitor.call("/api/ingelogd-blijven", &[]).await.status, StatusCode::UNAUTHORIZED);
        // Setting the clock back does not bring it back.
        app.set_clock("2026-05-01T10:30:00Z");
        assert_eq!(visitor.get(&path).await.status, StatusCode::SEE_OTHER);
    });
}

/// R9: a code works for ten minutes and three tries; a new one ends the old.
#[test]
fn a_code_ends_at_ten_minutes_at_three_tries_and_by_a_new_one() {
    with_own_app(async |app| {
        let step_one = async |at: &str| {
            app.set_clock(at);
            let visitor = app.anonymous("linde");
            let password = app.password("linde", "nurse");
            let answer =
                visitor.post("/api/inloggen", &[("user_name", "nurse"), ("password", &password)]).await;
            assert_eq!(answer.location(), Some("/inloggen/code"));
            visitor
        };
        let late = step_one("2026-05-01T10:00:00Z").await;
        let code = app.code("linde", "nurse");
        app.set_clock("2026-05-01T10:10:00Z");
        assert_ne!(late.post("/api/inloggen/code", &[("code", &code)]).await.location(), Some("/"));

        let guessing = step_one("2026-05-01T11:00:00Z").await;
        let code = app.code("linde", "nurse");
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..3 {
            assert_ne!(guessing.post("/api/inloggen/code", &[("code", wrong)]).await.location(), Some("/"));
        }
        assert_ne!(guessing.post("/api/inloggen/code", &[("code", &code)]).await.location(), Some("/"));

        let again = step_one("2026-05-01T12:00:00Z").await;
        let old = app.code("linde", "nurse");
        app.set_clock("2026-05-01T12:00:59Z");
        again.post("/api/inloggen/code/nieuw", &[]).await;
        assert_eq!(app.code("linde", "nurse"), old, "a new code before a minute");
        app.set_clock("2026-05-01T12:01:00Z");
        again.post("/api/inloggen/code/nieuw", &[]).await;
        let new = app.code("linde", "nurse");
        if new != old {
            assert_ne!(again.post("/api/inloggen/code", &[("code", &old)]).await.location(), Some("/"));
        }
        app.set_clock("2026-05-01T12:10:59Z");
        assert_eq!(again.post("/api/inloggen/code", &[("code", &new)]).await.location(), Some("/"));
    });
}
