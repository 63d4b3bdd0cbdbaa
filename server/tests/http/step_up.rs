//! A proof before sensitive acts, and the networks of staff, over HTTP (R91).

use axum::body::Body;
use http::{Method, StatusCode};
use inzage_host::serving::Settings;

use crate::support::{Answer, TestApp, Visitor, field, with_own_app};

/// Where a form goes on that waits for a proof.
async fn proved(app: &TestApp, visitor: &Visitor, user: &str, asked: &Answer) -> String {
    let to = asked.location().unwrap().to_owned();
    assert!(to.starts_with("/bevestigen?daad="), "{to}");
    let page = visitor.get(&to).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Bevestig dat u het bent"), "{}", page.body);
    let act = field(&page.body, "act");
    let sent = visitor.post("/api/bevestigen/code", &[("act", &act)]).await;
    let page = visitor.get(sent.location().unwrap()).await.body;
    assert!(page.contains("We hebben een code gestuurd"), "{page}");
    let act = field(&page, "act");
    let code = app.code("linde", user);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let give = async |act: &str, code: &str| {
        let fields = [("act", act), ("way", "sms"), ("answer", code)];
        visitor.post("/api/bevestigen", &fields).await.location().unwrap().to_owned()
    };
    let refused = give(&act, wrong).await;
    assert!(refused.starts_with("/bevestigen?formulier="), "{refused}");
    let page = visitor.get(&refused).await.body;
    assert!(page.contains("Dit klopt niet"), "{page}");
    give(&field(&page, "act"), &code).await
}

/// The same form again, as the page after the proof has it.
async fn go_on(visitor: &Visitor, page: &str) -> Answer {
    let form = page.split("<main").nth(1).unwrap().split("<form").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let to = form.split("action=\"").nth(1).unwrap().split('"').next().unwrap();
    let names: Vec<String> =
        form.split("name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    let values: Vec<String> = names.iter().map(|name| field(form, name)).collect();
    let fields: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    visitor.post(to, &fields).await
}

/// R91: after ten minutes, and not before; what was typed is kept; the session gets a new token.
#[test]
fn a_sensitive_act_waits_for_a_proof_and_then_goes_on() {
    with_own_app(async |app| {
        app.set_clock("2026-05-01T10:00:00Z");
        let client = app.signed_in("client").await;
        app.set_clock("2026-05-01T10:10:00Z");
        let begun = client.post("/api/instellingen/passkeys/beginnen", &[("name", "Tien minuten")]).await;
        assert_eq!(begun.location(), Some("/instellingen/passkeys/nieuw"), "ten minutes is recent");
        app.set_clock("2026-05-01T10:10:00.000001Z");
        // Reading asks for nothing.
        assert_eq!(client.get("/instellingen/passkeys").await.status, StatusCode::OK);
        let old = client.cookie("__Host-inzage").unwrap();
        let asked =
            client.post("/api/instellingen/passkeys/beginnen", &[("name", "Anna's <telefoon>")]).await;
        let scripted = client.call("/api/instellingen/app/beginnen", &[]).await;
        assert_eq!(scripted.status, StatusCode::FORBIDDEN, "a script gets its status");
        let on = proved(&app, &client, "client", &asked).await;
        assert!(on.starts_with("/bevestigen/verder?daad="), "{on}");
        assert_ne!(client.cookie("__Host-inzage").unwrap(), old);
        let page = client.get(&on).await.body;
        assert!(page.contains("U kunt verder"), "{page}");
        let begun =
            go_on(&client, &page.replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">")).await;
        assert_eq!(begun.location(), Some("/instellingen/passkeys/nieuw"), "{}", begun.body);
        // Shown once; the old token is nobody.
        assert!(!client.get(&on).await.body.contains("telefoon"));
        let thief = app.anonymous("linde");
        thief.set_cookie("__Host-inzage", &old);
        assert_eq!(thief.get("/instellingen").await.location(), Some("/inloggen"));
        // Another's act is nothing to somebody else.
        let nurse = app.signed_in("nurse").await;
        assert!(!nurse.get(asked.location().unwrap()).await.body.contains("Anna"));
    });
}

/// R91: passwords and codes are never kept: they are typed once more.
#[test]
fn a_password_is_never_kept_while_it_waits() {
    with_own_app(async |app| {
        app.set_clock("2026-05-01T10:00:00Z");
        let client = app.signed_in("client").await;
        app.set_clock("2026-05-01T10:11:00Z");
        let request = client
            .request(Method::POST, "/api/instellingen/wachtwoord")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "http://linde.localhost:3000")
            .header("accept", "text/html")
            .header("referer", "http://linde.localhost:3000/instellingen/wachtwoord");
        let body = Body::from("old_password=oud-geheim&new_password=nieuw-geheim");
        let asked = client.send(request.body(body).unwrap()).await;
        let on = proved(&app, &client, "client", &asked).await;
        let page = client.get(&on).await.body;
        assert!(!page.contains("geheim"), "{page}");
        assert!(
            page.contains("href=\"/instellingen/wachtwoord\"") && page.contains("nog een keer in"),
            "{page}"
        );
        let old = app.password("linde", "client");
        let fields = [("old_password", old.as_str()), ("new_password", "kaas op brood met melk")];
        let changed = client.post("/api/instellingen/wachtwoord", &fields).await;
        assert_eq!(changed.location(), Some("/instellingen?klaar=sterk"));
    });
}

/// R91: the acts of the whole organisation wait too.
#[test]
fn what_settles_things_for_everybody_waits_for_a_proof() {
    with_own_app(async |app| {
        app.set_clock("2026-05-01T10:00:00Z");
        let admin = app.signed_in("admin").await;
        app.set_clock("2026-05-01T10:11:00Z");
        for path in [
            "/api/beheer/afspraken/opslaan",
            "/api/beheer/voorwaarden/publiceren",
            "/api/beheer/accounts/uitvoeren",
            "/api/beheer/accounts/wachtwoord",
            "/api/beheer/accounts/wachtwoord/openen",
            "/api/beheer/medewerkers/nieuw",
            "/api/beheer/medewerkers/rol",
            "/api/beheer/medewerkers/rol/einde",
            "/api/instellingen/app/beginnen",
            "/api/instellingen/app/aanzetten",
            "/api/instellingen/app/verwijderen",
            "/api/instellingen/passkeys/toevoegen",
            "/api/instellingen/passkeys/verwijderen",
            "/api/instellingen/sluiten",
        ] {
            let answer = admin.post(path, &[]).await;
            let to = answer.location().unwrap_or_default();
            assert!(to.starts_with("/bevestigen?daad="), "{path} leads to {to}");
        }
        let page = admin.get("/beheer/afspraken/gevolgen?idle_minutes=20").await.body;
        let (from, key) = (field(&page, "from"), field(&page, "key"));
        let fields = [("typed[fields][idle_minutes]", "20"), ("from", from.as_str()), ("key", key.as_str())];
        let asked = admin.post("/api/beheer/afspraken/opslaan", &fields).await;
        let on = proved(&app, &admin, "admin", &asked).await;
        let saved = go_on(&admin, &admin.get(&on).await.body).await;
        let page = admin.get(saved.location().unwrap()).await.body;
        assert!(page.contains("De nieuwe afspraken gelden nu."), "{page}");
    });
}

/// A request from an internet address, as a trusted proxy passes it on.
async fn from(visitor: &Visitor, method: Method, path: &str, address: &str, body: &'static str) -> Answer {
    let request = visitor
        .request(method, path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "http://linde.localhost:3000")
        .header("accept", "text/html")
        .header("x-forwarded-for", address);
    visitor.send(request.body(Body::from(body)).unwrap()).await
}

/// R91: staff work from their networks only, also in open sessions; clients from everywhere; nobody
/// saves a list that shuts themselves out.
#[test]
fn staff_work_from_their_networks_only() {
    with_own_app(async |app| {
        let admin = app.signed_in("admin").await;
        let see = async |list: &str| {
            let list = percent_encoding::utf8_percent_encode(list, percent_encoding::NON_ALPHANUMERIC);
            admin.get(&format!("/beheer/afspraken/gevolgen?staff_networks={list}")).await.body
        };
        let bad = see("192.0.2.0/24\r\n\r\nkantoor").await;
        assert!(bad.contains("Regel 3 is geen netwerk: kantoor") && bad.contains("192.0.2.0/24"), "{bad}");
        let outside = see("192.0.2.0/24").await;
        assert!(outside.contains("Uw eigen internetadres (127.0.0.1)"), "{outside}");
        let nil = "01980000-0000-7000-8000-000000000000";
        for list in ["kantoor", "192.0.2.0/24"] {
            let fields = [("typed[fields][staff_networks]", list), ("from", "1"), ("key", nil)];
            let answer = admin.post("/api/beheer/afspraken/opslaan", &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{list}");
        }
        let good = see("127.0.0.0/8\n198.51.100.0/24\n2001:db8::/32").await;
        assert!(good.contains("Straks: 127.0.0.0/8, 198.51.100.0/24, 2001:db8::/32"), "{good}");
        let (from_version, key) = (field(&good, "from"), field(&good, "key"));
        let list = field(&good, "typed[fields][staff_networks]");
        let fields = [
            ("typed[fields][staff_networks]", list.as_str()),
            ("from", from_version.as_str()),
            ("key", key.as_str()),
        ];
        let saved = admin.post("/api/beheer/afspraken/opslaan", &fields).await;
        assert!(admin.get(saved.location().unwrap()).await.body.contains("gelden nu"), "{}", saved.body);

        let mut settings = Settings::of_demo("127.0.0.1:0".parse().unwrap());
        settings.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        let behind = |visitor: &Visitor| {
            let proxied = app.with_settings(&settings, None);
            proxied.set_cookie("__Host-inzage", &visitor.cookie("__Host-inzage").unwrap());
            proxied
        };
        let (nurse, client) = (app.signed_in("nurse").await, app.signed_in("client").await);
        let (nurse, client) = (behind(&nurse), behind(&client));
        for (address, inside) in [
            ("198.51.100.0", true),
            ("198.51.100.255", true),
            ("198.51.101.0", false),
            ("2001:db8::5", true),
            ("2001:db9::5", false),
        ] {
            let page = from(&nurse, Method::GET, "/team", address, "").await;
            if inside {
                assert_eq!(page.status, StatusCode::OK, "{address}");
            } else {
                assert_eq!(page.location(), Some("/buiten-netwerk"), "{address}");
                let search = from(&nurse, Method::POST, "/api/team/zoeken", address, "text=a").await;
                assert_eq!(search.location(), Some("/buiten-netwerk"), "{address}");
                let said = from(&nurse, Method::GET, "/buiten-netwerk", address, "").await;
                assert_eq!(said.status, StatusCode::OK);
                assert!(said.body.contains(address) && said.body.contains("Bel"), "{}", said.body);
            }
            let record = format!("/c/{}/dossier", app.client_id());
            let page = from(&client, Method::GET, &record, address, "").await;
            assert_eq!(page.status, StatusCode::OK, "a client at {address}");
        }
        // Logging in from elsewhere says why, after a right password only.
        let password = app.password("linde", "physician");
        let body: &'static str =
            Box::leak(format!("user_name=physician&password={password}").into_boxed_str());
        let proxied = app.with_settings(&settings, None);
        let answer = from(&proxied, Method::POST, "/api/inloggen", "203.0.113.9", body).await;
        assert_eq!(answer.location(), Some("/buiten-netwerk"));
        let wrong = "user_name=physician&password=fout";
        let answer = from(&proxied, Method::POST, "/api/inloggen", "203.0.113.9", wrong).await;
        assert!(answer.location().unwrap().starts_with("/inloggen?formulier="), "no hint");
        // Logging out still works.
        let out = from(&nurse, Method::POST, "/api/uitloggen", "203.0.113.9", "").await;
        assert_eq!(out.location(), Some("/uitgelogd"));
    });
}
