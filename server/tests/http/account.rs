//! The own account and the help desk over HTTP, without script.

use http::StatusCode;
use inzage_domain::totp::{Secret, step_at};
use jiff::Timestamp;

use crate::support::{TestApp, Visitor, field, with_app, with_own_app};

/// The part of a page between its header and its footer.
fn main_of(page: &str) -> &str {
    page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0
}

/// A secret as it is typed into an app (base 32).
fn secret(text: &str) -> Secret {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bytes = Vec::new();
    let (mut bits, mut number) = (0_u32, 0);
    for sign in text.bytes().filter(|byte| *byte != b' ') {
        let value = signs.iter().position(|one| *one == sign).unwrap();
        bits = (bits << 5) | u32::try_from(value).unwrap();
        number += 5;
        if number >= 8 {
            number -= 8;
            bytes.push(u8::try_from((bits >> number) & 255).unwrap());
        }
    }
    Secret::from_bytes(&bytes).unwrap()
}

/// Sends a report as somebody does who is not logged in; gives the page that comes back.
async fn report(visitor: &Visitor, path: &str, kind: &str, name: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let key = field(&page.body, "key");
    let fields =
        [("kind", kind), ("key", key.as_str()), ("name", name), ("reach", "06 12345678"), ("text", "hulp")];
    let answer = visitor.post("/api/hulp/vragen", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let to = answer.location().unwrap().to_owned();
    assert!(to.starts_with(path), "{to}");
    visitor.get(&to).await.body
}

/// R11: a report without logging in; the help desk blocks at once, in an open session.
#[test]
fn a_reported_account_is_blocked_in_an_open_session() {
    with_own_app(async |app| {
        let client = app.signed_in("client").await;
        let record = format!("/c/{}/dossier", app.client_id());
        assert_eq!(client.get(&record).await.status, StatusCode::OK);
        let stranger = app.anonymous("linde");
        let known = report(&stranger, "/hulp/misbruik", "misuse", "client").await;
        let unknown = report(&app.anonymous("linde"), "/hulp/misbruik", "misuse", "niemand").await;
        assert_eq!(main_of(&known), main_of(&unknown), "no answer tells whether there is an account");
        assert!(known.contains("Uw melding is verstuurd"));

        let admin = app.signed_in("admin").await;
        let page = admin.get("/beheer/meldingen").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("06 12345678") && page.body.contains("client (open)"), "{}", page.body);
        let account = field(&page.body, "account");
        let fields =
            [("account", account.as_str()), ("user_name", "client"), ("act", "block"), ("from", "meldingen")];
        let answer = admin.post("/api/beheer/accounts/uitvoeren", &fields).await;
        assert_eq!(answer.location(), Some("/beheer/meldingen?klaar=gedaan"));
        assert!(admin.get("/beheer/meldingen?klaar=gedaan").await.body.contains("client (geblokkeerd)"));

        // At once: the open session is over, pages and functions alike.
        assert_eq!(client.call("/api/dossier/start", &[("client", &app.client_id())]).await.status, 401);
        assert_eq!(client.get(&record).await.location(), Some("/inloggen"));
        let password = app.password("linde", "client");
        let refused =
            stranger.post("/api/inloggen", &[("user_name", "client"), ("password", &password)]).await;
        let right = stranger.get(refused.location().unwrap()).await.body;
        let other = app.anonymous("linde");
        let refused = other.post("/api/inloggen", &[("user_name", "client"), ("password", "fout")]).await;
        let wrong = other.get(refused.location().unwrap()).await.body;
        assert_eq!(main_of(&right), main_of(&wrong), "R18: nothing says that it is blocked");
        // A second time it does not fit.
        let answer = admin.post("/api/beheer/accounts/uitvoeren", &fields).await;
        assert_eq!(answer.location(), Some("/beheer/meldingen?klaar=niet"));
        let fields = [("account", account.as_str()), ("user_name", "client"), ("act", "unblock")];
        let answer = admin.post("/api/beheer/accounts/uitvoeren", &fields).await;
        let page = admin.get(answer.location().unwrap()).await.body;
        assert!(page.contains("blokkade opgeheven"), "{page}");
        assert_eq!(app.log_in("linde", "client").await.get(&record).await.status, StatusCode::OK);
        let request = field(&admin.get("/beheer/meldingen").await.body, "request");
        let answer = admin.post("/api/beheer/meldingen/afsluiten", &[("request", &request)]).await;
        assert_eq!(answer.location(), Some("/beheer/meldingen?klaar=afgesloten"));
        let mail = app.message("helpdesk@linde.example");
        assert!(!mail.contains("client") && !mail.contains("hulp"), "{mail}");
    });
}

/// R10: one device is logged out from another; "log out everywhere" ends them all.
#[test]
fn devices_are_logged_out_from_another_one() {
    with_own_app(async |app| {
        let (one, other) = (app.signed_in("nurse").await, app.log_in("linde", "nurse").await);
        let page = other.get("/instellingen").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Mohamed El Amrani") && page.body.contains("dit apparaat"));
        let session = field(&page.body, "session");
        let answer = other.post("/api/instellingen/apparaat-uitloggen", &[("session", &session)]).await;
        assert_eq!(answer.location(), Some("/instellingen?klaar=apparaat"));
        assert_eq!(one.get("/team").await.location(), Some("/inloggen"));
        assert_eq!(other.get("/team").await.status, StatusCode::OK);
        let stolen = app.signed_in("client").await;
        let answer = stolen.post("/api/instellingen/apparaat-uitloggen", &[("session", &session)]).await;
        assert_eq!(answer.location(), Some("/instellingen?klaar=weg"), "nobody else's");
        let third = app.log_in("linde", "nurse").await;
        let answer = other.post("/api/instellingen/overal-uitloggen", &[]).await;
        assert_eq!(answer.location(), Some("/uitgelogd"));
        for visitor in [&other, &third] {
            assert_eq!(visitor.get("/team").await.location(), Some("/inloggen"));
        }
        let history = app.log_in("linde", "nurse").await.get("/instellingen/geschiedenis").await.body;
        assert!(history.contains("Uitgelogd") && history.contains("Ingelogd"), "{history}");
    });
}

/// R77: neither password comes back; the other sessions end.
#[test]
fn a_password_is_changed_on_its_page() {
    with_own_app(async |app| {
        let other = app.signed_in("nurse").await;
        let nurse = app.log_in("linde", "nurse").await;
        let old = app.password("linde", "nurse");
        let change = async |old: &str, new: &str| {
            let fields = [("old_password", old), ("new_password", new)];
            let answer = nurse.post("/api/instellingen/wachtwoord", &fields).await;
            answer.location().unwrap().to_owned()
        };
        for (before, new, said) in [
            ("", "geheim dat lang is", "wachtwoord van nu in"),
            ("geheim-fout", "geheim dat lang is", "niet uw wachtwoord van nu"),
            (old.as_str(), "geheim-kort", "te kort"),
            (old.as_str(), "welkom welkom welkom", ""),
        ] {
            let to = change(before, new).await;
            assert!(to.starts_with("/instellingen/wachtwoord?formulier="), "{to}");
            let page = nurse.get(&to).await.body;
            assert!(page.contains(said), "{page}");
            assert!(!page.contains("geheim"), "{page}");
        }
        assert_eq!(other.get("/team").await.status, StatusCode::OK);
        assert_eq!(change(&old, "kaas op brood met melk").await, "/instellingen?klaar=sterk");
        assert_eq!(other.get("/team").await.location(), Some("/inloggen"));
        assert_eq!(nurse.get("/team").await.status, StatusCode::OK);
    });
}

/// R91: the app of the demo logs in; a code counts once; nothing is sent.
#[test]
fn the_demos_app_logs_in() {
    with_own_app(async |app| {
        let account = app.account("kompas", "client").clone();
        assert_eq!(account.second_factor, "totp");
        let secret = secret(account.totp_secret.as_deref().unwrap());
        let now: Timestamp = "2026-05-01T10:00:00Z".parse().unwrap();
        app.set_clock("2026-05-01T10:00:00Z");
        let first = async |visitor: &Visitor| {
            let fields = [("user_name", "client"), ("password", account.password.as_str())];
            let answer = visitor.post("/api/inloggen", &fields).await;
            assert_eq!(answer.location(), Some("/inloggen/code"));
        };
        let visitor = app.anonymous("kompas");
        first(&visitor).await;
        let page = visitor.get("/inloggen/code").await.body;
        assert!(page.contains("herstelcode") && !page.contains("sms met een code"), "{page}");
        let code = secret.code(step_at(now));
        let answer = visitor.post("/api/inloggen/code", &[("code", &code)]).await;
        assert_eq!(answer.location(), Some("/"), "{}", answer.body);
        let again = app.anonymous("kompas");
        first(&again).await;
        let answer = again.post("/api/inloggen/code", &[("code", &code)]).await;
        assert!(answer.location().unwrap().starts_with("/inloggen/code?formulier="), "replayed");
        app.set_clock("2026-05-01T10:00:30Z");
        let code = secret.code(step_at(now) + 1);
        assert_eq!(again.post("/api/inloggen/code", &[("code", &code)]).await.location(), Some("/"));
    });
}

/// R91: set up, confirmed, recovery codes shown once, removed; and where people choose, the
/// password was enough before.
#[test]
fn an_app_is_set_up_on_its_page() {
    with_own_app(async |app| {
        app.set_clock("2026-05-01T10:00:00Z");
        let now: Timestamp = "2026-05-01T10:00:00Z".parse().unwrap();
        let parent = app.log_in("kompas", "parent").await;
        parent.accept_terms().await;
        let page = parent.get("/instellingen/app").await.body;
        assert!(page.contains("App instellen") && !page.contains("<svg class=\"qr\""));
        assert_eq!(
            parent.post("/api/instellingen/app/beginnen", &[]).await.location(),
            Some("/instellingen/app")
        );
        let page = parent.get("/instellingen/app").await.body;
        assert!(page.contains("class=\"qr\""), "{page}");
        let text =
            page.split("<code class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let secret = secret(&text);
        // It does not count yet.
        app.log_in("kompas", "parent").await;
        let answer = parent.post("/api/instellingen/app/aanzetten", &[("code", "000000")]).await;
        let refused = parent.get(answer.location().unwrap()).await.body;
        assert!(refused.contains("De code klopt niet") || secret.code(step_at(now)) == "000000");
        let code = secret.code(step_at(now));
        let answer = parent.post("/api/instellingen/app/aanzetten", &[("code", &code)]).await;
        let to = answer.location().unwrap().to_owned();
        let page = parent.get(&to).await.body;
        assert_eq!(page.matches("<code class=\"secret\">").count(), 10, "{page}");
        let recovery =
            page.split("<code class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert!(!page.contains(&text), "the secret is never shown again");
        assert_eq!(parent.get(&to).await.body.matches("<code class=\"secret\">").count(), 0, "shown once");
        let visitor = app.anonymous("kompas");
        let password = app.password("kompas", "parent");
        let answer = visitor.post("/api/inloggen", &[("user_name", "parent"), ("password", &password)]).await;
        assert_eq!(answer.location(), Some("/inloggen/code"));
        let answer = visitor.post("/api/inloggen/code", &[("code", &recovery)]).await;
        assert_eq!(answer.location(), Some("/"));
        app.set_clock("2026-05-01T10:01:00Z");
        let code = secret.code(step_at(now) + 2);
        let answer = parent.post("/api/instellingen/app/verwijderen", &[("code", &code)]).await;
        let page = parent.get(answer.location().unwrap()).await.body;
        assert!(page.contains("De app is verwijderd"), "{page}");
    });
}

/// The newest text message with a code for blocking; it is sent after the answer.
async fn block_code(app: &TestApp, to: &str) -> String {
    for _ in 0..200 {
        if let Some(body) = app.messages_to(to).into_iter().find(|body| body.contains("te blokkeren")) {
            return body.chars().take_while(char::is_ascii_digit).collect();
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no code came");
}

/// R11: the holder blocks with the registered number; a stranger cannot.
#[test]
fn an_account_is_blocked_from_outside_by_its_holder_only() {
    with_own_app(async |app| {
        let session = app.signed_in("nurse").await;
        let ask = async |visitor: &Visitor, user: &str| {
            let answer = visitor.post("/api/hulp/blokkeren", &[("user_name", user)]).await;
            assert_eq!(answer.location(), Some("/hulp/blokkeren/code"));
            visitor.get("/hulp/blokkeren/code").await.body
        };
        let (holder, stranger) = (app.anonymous("linde"), app.anonymous("linde"));
        let (known, unknown) = (ask(&holder, "nurse").await, ask(&stranger, "niemand").await);
        assert_eq!(main_of(&known), main_of(&unknown));
        let code = block_code(&app, "+31612345604").await;
        let give = async |visitor: &Visitor| {
            let answer = visitor.post("/api/hulp/blokkeren/code", &[("code", &code)]).await;
            visitor.get(answer.location().unwrap()).await.body
        };
        assert!(give(&stranger).await.contains("De code klopt niet"));
        assert_eq!(session.get("/team").await.status, StatusCode::OK);
        assert!(give(&holder).await.contains("Uw account is geblokkeerd"));
        assert_eq!(session.get("/team").await.location(), Some("/inloggen"));
    });
}

/// R47, R118: closed by its holder, with nothing deleted; opened again by the help desk.
#[test]
fn an_account_is_closed_and_opened_again() {
    with_own_app(async |app| {
        let client = app.signed_in("client").await;
        let answer = client.post("/api/instellingen/sluiten", &[]).await;
        let page = client.get(answer.location().unwrap()).await.body;
        assert!(page.contains("Zet een vinkje") && page.contains("20 jaar"), "{page}");
        let nurse = app.signed_in("nurse").await;
        let refused = nurse.post("/api/instellingen/sluiten", &[("sure", "ja")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "not an account for work");
        let other = app.log_in("linde", "client").await;
        let answer = client.post("/api/instellingen/sluiten", &[("sure", "ja")]).await;
        assert_eq!(answer.location(), Some("/hulp/gesloten"));
        assert!(client.get("/hulp/gesloten").await.body.contains("Uw toegang is gesloten"));
        assert_eq!(other.get("/instellingen").await.location(), Some("/inloggen"));
        let said = report(&app.anonymous("linde"), "/hulp/heropenen", "reopen", "client").await;
        assert!(said.contains("Uw verzoek is verstuurd"));
        let admin = app.signed_in("admin").await;
        let page = admin.get("/beheer/meldingen").await.body;
        assert!(page.contains("client (gesloten)"), "{page}");
        let account = field(&page, "account");
        let fields = [
            ("account", account.as_str()),
            ("user_name", "client"),
            ("act", "reopen"),
            ("from", "meldingen"),
        ];
        admin.post("/api/beheer/accounts/uitvoeren", &fields).await;
        let back = app.log_in("linde", "client").await;
        assert_eq!(back.get(&format!("/c/{}/dossier", app.client_id())).await.status, StatusCode::OK);
    });
}

/// R139: a question about privacy, with the day by which an answer comes.
#[test]
fn a_question_about_privacy_gets_a_date() {
    with_own_app(async |app| {
        app.set_clock("2026-01-31T10:00:00Z");
        let said = report(&app.anonymous("berk"), "/privacy/vraag", "privacy", "Anna").await;
        assert!(said.contains("zaterdag 28 februari 2026"), "{said}");
        let mail = app.message("privacy@berk.example");
        assert!(mail.contains("28 februari 2026") && !mail.contains("Anna"), "{mail}");
    });
}

/// R18, R48: nobody but the help desk's role acts on an account, and not on its own.
#[test]
fn only_the_help_desk_acts_on_accounts() {
    with_app(async |app| {
        let admin = app.signed_in("admin").await;
        let answer = admin.post("/api/beheer/accounts/zoeken", &[("user_name", "ADMIN")]).await;
        let page = admin.get(answer.location().unwrap()).await.body;
        assert!(page.contains("Ingrid Vos"), "{page}");
        let account = field(&page, "account");
        for (user, status) in [("nurse", 403), ("client", 403)] {
            let visitor = app.signed_in(user).await;
            let fields = [("account", account.as_str()), ("user_name", "admin"), ("act", "block")];
            let answer = visitor.post("/api/beheer/accounts/uitvoeren", &fields).await;
            assert_eq!(answer.status.as_u16(), status, "{user}");
        }
        let fields = [("account", account.as_str()), ("user_name", "admin"), ("act", "block")];
        let answer = admin.post("/api/beheer/accounts/uitvoeren", &fields).await;
        let page = admin.get(answer.location().unwrap()).await.body;
        assert!(page.contains("Dit kon niet"), "not the own door: {page}");
        assert_eq!(admin.get("/beheer").await.status, StatusCode::OK);
        let fields = [("account", account.as_str()), ("user_name", "admin"), ("act", "vernietigen")];
        assert_eq!(admin.post("/api/beheer/accounts/uitvoeren", &fields).await.status.as_u16(), 400);
    });
}
