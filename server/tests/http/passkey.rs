//! Passkeys over HTTP (R91): the page, its script, and what goes to and fro.

use http::StatusCode;

use crate::{
    device::Device,
    support::{Answer, TestApp, Visitor, field, with_own_app},
};

const ORIGIN: &str = "http://linde.localhost:3000";

/// What a page tells the script to ask.
fn options(page: &str) -> String {
    let text = page.split("data-options=\"").nth(1).and_then(|rest| rest.split('"').next());
    let text = text.unwrap_or_else(|| panic!("no question in {page}"));
    text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&amp;", "&")
}

async fn follow(visitor: &Visitor, answer: &Answer) -> String {
    visitor.get(answer.location().unwrap_or_else(|| panic!("leads nowhere: {}", answer.body))).await.body
}

/// Adds a passkey to the account of somebody who is logged in.
async fn added(visitor: &Visitor, number: u8) -> Device {
    let answer = visitor.post("/api/instellingen/passkeys/beginnen", &[("name", "Mijn telefoon")]).await;
    assert_eq!(answer.location(), Some("/instellingen/passkeys/nieuw"));
    let page = visitor.get("/instellingen/passkeys/nieuw").await.body;
    let mut device = Device::new(number, ORIGIN);
    let made = device.make(&options(&page));
    let answer = visitor.post("/api/instellingen/passkeys/toevoegen", &[("answer", &made)]).await;
    let page = follow(visitor, &answer).await;
    assert!(page.contains("De passkey is toegevoegd") && page.contains("Mijn telefoon"), "{page}");
    device
}

async fn asked(visitor: &Visitor) -> String {
    let answer = visitor.post("/api/inloggen/passkey/vragen", &[]).await;
    assert_eq!(answer.location(), Some("/inloggen/passkey"));
    options(&visitor.get("/inloggen/passkey").await.body)
}

/// The script is one small file of ours, with its hash, its integrity and the page's nonce.
#[test]
fn the_script_of_a_passkey_is_a_file_of_our_own() {
    with_own_app(async |app| {
        let visitor = app.anonymous("linde");
        asked(&visitor).await;
        let page = visitor.get("/inloggen/passkey").await;
        let policy = page.header("content-security-policy").unwrap();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        let tag = page.body.split("<script").find(|tag| tag.contains("/script/passkey.")).unwrap();
        let tag = tag.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")) && tag.contains("sha384-"), "{tag}");
        let path = tag.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
        let script = visitor.get(path).await;
        assert_eq!(
            (script.status, script.header("content-type")),
            (StatusCode::OK, Some("text/javascript; charset=utf-8"))
        );
        assert!(script.header("cache-control").unwrap().contains("immutable"));
        assert!(script.body.contains("navigator.credentials.get") && script.body.len() < 4096);
        assert_eq!(visitor.get("/script/passkey.0000000000000000.js").await.status, StatusCode::NOT_FOUND);
        // The browser may use it here, and nowhere inside something else.
        let permissions = page.header("permissions-policy").unwrap();
        assert!(permissions.contains("publickey-credentials-get=(self)"), "{permissions}");
        // Without script the page says so, and shows the other way.
        assert!(page.body.contains("JavaScript nodig") && page.body.contains("href=\"/inloggen\""));
        assert!(!visitor.get("/inloggen").await.body.contains("/script/passkey."), "only where it is needed");
    });
}

/// R91: added, logs in without a password, is asked as the second step, removed.
#[test]
fn a_passkey_is_added_used_and_removed() {
    with_own_app(async |app| {
        let client = app.signed_in("client").await;
        let refused = client.post("/api/instellingen/passkeys/beginnen", &[("name", " ")]).await;
        let page = follow(&client, &refused).await;
        assert!(page.contains("Vul een naam in"), "{page}");
        let mut device = added(&client, 1).await;
        let record = format!("/c/{}/dossier", app.client_id());

        let visitor = app.anonymous("linde");
        let before = app.messages_to("+31612345601").len();
        let answer = device.sign(&asked(&visitor).await);
        let signed_in = visitor.post("/api/inloggen/passkey", &[("answer", &answer)]).await;
        assert_eq!(signed_in.location(), Some("/"), "{}", signed_in.body);
        assert_eq!(visitor.cookie("__Host-stap"), None);
        assert_eq!(visitor.get(&record).await.status, StatusCode::OK);
        assert_eq!(app.messages_to("+31612345601").len(), before, "no code was sent");

        let second = second_step(&app, "client").await;
        let answer = device.sign(&options(&second.get("/inloggen/passkey").await.body));
        let signed_in = second.post("/api/inloggen/passkey", &[("answer", &answer)]).await;
        assert_eq!(signed_in.location(), Some("/"));
        // Where the passkey cannot be used: a code, from the same page.
        let third = second_step(&app, "client").await;
        assert!(third.get("/inloggen/passkey").await.body.contains("href=\"/inloggen/code\""));
        assert!(third.get("/inloggen/code").await.body.contains("Code per sms sturen"));
        third.post("/api/inloggen/code/nieuw", &[]).await;
        let code = app.code("linde", "client");
        assert_eq!(third.post("/api/inloggen/code", &[("code", &code)]).await.location(), Some("/"));

        let page = client.get("/instellingen/passkeys").await.body;
        assert!(!page.contains("Nog niet gebruikt"), "{page}");
        let id = field(&page, "passkey");
        let nurse = app.signed_in("nurse").await;
        let stolen = nurse.post("/api/instellingen/passkeys/verwijderen", &[("passkey", &id)]).await;
        assert!(follow(&nurse, &stolen).await.contains("was er al niet meer"), "nobody else's");
        let removed = client.post("/api/instellingen/passkeys/verwijderen", &[("passkey", &id)]).await;
        assert!(follow(&client, &removed).await.contains("De passkey is verwijderd"));
        let visitor = app.anonymous("linde");
        let answer = device.sign(&asked(&visitor).await);
        let refused = visitor.post("/api/inloggen/passkey", &[("answer", &answer)]).await;
        assert!(follow(&visitor, &refused).await.contains("werkt hier niet"));
        assert_eq!(visitor.cookie("__Host-inzage"), None);
    });
}

/// Password given; the passkey is asked for.
async fn second_step(app: &TestApp, user: &str) -> Visitor {
    let visitor = app.anonymous("linde");
    let password = app.password("linde", user);
    let answer = visitor.post("/api/inloggen", &[("user_name", user), ("password", &password)]).await;
    assert_eq!(answer.location(), Some("/inloggen/passkey"));
    visitor
}

/// R91: replayed, from another browser, another page, another organisation, unverified, too late.
#[test]
fn only_the_right_answer_of_the_right_browser_counts() {
    with_own_app(async |app| {
        app.set_clock("2026-05-01T10:00:00Z");
        let client = app.signed_in("client").await;
        let mut device = added(&client, 1).await;
        let give = async |visitor: &Visitor, answer: &str| {
            let answer = visitor.post("/api/inloggen/passkey", &[("answer", answer)]).await;
            answer.location().unwrap().to_owned()
        };
        let visitor = app.anonymous("linde");
        let answer = device.sign(&asked(&visitor).await);
        let thief = app.anonymous("linde");
        asked(&thief).await;
        assert_ne!(give(&thief, &answer).await, "/", "another browser");
        assert_eq!(give(&visitor, &answer).await, "/");
        let again = app.anonymous("linde");
        assert_ne!(give(&again, &answer).await, "/", "replayed without a question");
        asked(&again).await;
        assert_ne!(give(&again, &answer).await, "/", "replayed to another question");

        let elsewhere = app.anonymous("waterland");
        let question = asked(&elsewhere).await;
        assert!(question.contains("waterland.localhost"), "{question}");
        assert_ne!(give(&elsewhere, &device.sign(&question)).await, "/", "another organisation");
        device.origin = "http://linde.localhost.evil.example".to_owned();
        let visitor = app.anonymous("linde");
        let answer = device.sign(&asked(&visitor).await);
        assert_ne!(give(&visitor, &answer).await, "/", "another page");
        device.origin = ORIGIN.to_owned();
        device.verifies = false;
        let answer = device.sign(&asked(&visitor).await);
        assert_ne!(give(&visitor, &answer).await, "/", "its holder was not verified");
        device.verifies = true;

        let (early, late) = (app.anonymous("linde"), app.anonymous("linde"));
        let (first, other) = (device.sign(&asked(&early).await), device.sign(&asked(&late).await));
        app.set_clock("2026-05-01T10:04:59.999999Z");
        assert_eq!(give(&early, &first).await, "/");
        app.set_clock("2026-05-01T10:05:00Z");
        assert_eq!(give(&late, &other).await, "/inloggen/passkey");
        assert!(late.get("/inloggen/passkey").await.body.contains("Dit duurde te lang"));
        for odd in ["", "{}", "[]", "null", "\u{1f511}"] {
            asked(&late).await;
            let answer = late.post("/api/inloggen/passkey", &[("answer", odd)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{odd}");
            assert_ne!(answer.location(), Some("/"), "{odd}");
        }
    });
}
