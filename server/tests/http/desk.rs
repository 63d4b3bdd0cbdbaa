//! The help desk and a lost device (R91), what belongs to a password where one logs in with DigiD
//! (R117), and questions by address (R127), over HTTP.

use http::StatusCode;

use crate::{
    device::Device,
    digid::{RIGHT, log_in},
    support::{Answer, Visitor, field, with_app, with_own_app},
};

pub(crate) const NOBODY: &str = "01980000-0000-7000-8000-000000000000";

pub(crate) async fn follow(visitor: &Visitor, answer: &Answer) -> String {
    visitor.get(answer.location().unwrap_or_else(|| panic!("leads nowhere: {}", answer.body))).await.body
}

/// What a page tells the script to ask.
fn options(page: &str) -> String {
    let text = page.split("data-options=\"").nth(1).and_then(|rest| rest.split('"').next());
    let text = text.unwrap_or_else(|| panic!("no question in {page}"));
    text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&amp;", "&")
}

/// Adds a passkey to the account of somebody who is logged in.
async fn added(visitor: &Visitor, number: u8) -> Device {
    visitor.post("/api/instellingen/passkeys/beginnen", &[("name", "Mijn telefoon")]).await;
    let page = visitor.get("/instellingen/passkeys/nieuw").await.body;
    let mut device = Device::new(number, "http://linde.localhost:3000");
    let made = device.make(&options(&page));
    let answer = visitor.post("/api/instellingen/passkeys/toevoegen", &[("answer", &made)]).await;
    assert!(follow(visitor, &answer).await.contains("De passkey is toegevoegd"));
    device
}

/// The form of a lost device, opened for an account.
async fn open(admin: &Visitor, user_name: &str) -> String {
    let answer = admin.post("/api/beheer/accounts/apparaat/openen", &[("user_name", user_name)]).await;
    follow(admin, &answer).await
}

/// R91: the help desk takes passkeys away; the holder is logged out, told, and asked for a code.
#[test]
fn a_lost_device_is_taken_away_and_a_code_is_asked_for() {
    with_own_app(async |app| {
        let client = app.signed_in("client").await;
        let mut device = added(&client, 1).await;
        let visitor = app.anonymous("linde");
        visitor.post("/api/inloggen/passkey/vragen", &[]).await;
        let answer = device.sign(&options(&visitor.get("/inloggen/passkey").await.body));
        visitor.post("/api/inloggen/passkey", &[("answer", &answer)]).await;
        let own = visitor.get("/instellingen").await.body;
        assert!(own.contains("Ingelogd met") && own.contains("passkey"), "{own}");
        let history = visitor.get("/instellingen/geschiedenis").await.body;
        assert!(history.contains("Ingelogd met passkey") && history.contains("Ingelogd met wachtwoord"));

        let admin = app.signed_in("admin").await;
        let page = open(&admin, "client").await;
        assert!(page.contains("Passkeys (1)") && !page.contains("De app met codes"), "{page}");
        let (account, key) = (field(&page, "account"), field(&page, "key"));
        let base = [("account", account.as_str()), ("user_name", "client"), ("key", key.as_str())];
        let send = async |more: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> = base.iter().chain(more).copied().collect();
            let answer = admin.post("/api/beheer/accounts/apparaat", &fields).await;
            follow(&admin, &answer).await
        };
        // Without a reason nothing happens, and what was chosen is there still.
        let refused = send(&[("factor", "passkeys"), ("how", "called-back"), ("note", " ")]).await;
        assert!(refused.contains("Schrijf op wat er is gebeurd"), "{refused}");
        assert_eq!(field(&refused, "key"), key);
        let chosen = |page: &str, value: &str| {
            page.split('<').any(|tag| tag.contains(&format!("value=\"{value}\"")) && tag.contains("checked"))
        };
        assert!(chosen(&refused, "passkeys") && chosen(&refused, "called-back"), "{refused}");
        assert_eq!(client.get("/instellingen").await.status, StatusCode::OK);
        // The account has no app.
        let absent = send(&[("factor", "app"), ("how", "called-back"), ("note", "kwijt")]).await;
        assert!(absent.contains("Dit staat niet (meer) op het account"), "{absent}");

        let note = "telefoon gestolen, aangifte gedaan";
        let right = [("factor", "passkeys"), ("how", "called-back"), ("note", note)];
        for _ in 0..2 {
            assert!(send(&right).await.contains("Het is weggehaald"));
        }
        for gone in [&client, &visitor] {
            assert_eq!(gone.get("/instellingen").await.location(), Some("/inloggen"));
        }
        let mails = app.messages_to("client@linde.example");
        let told: Vec<_> = mails.iter().filter(|mail| mail.contains("uw passkeys weggehaald")).collect();
        assert_eq!(told.len(), 1, "once: {mails:?}");
        assert!(!told[0].contains(note) && !told[0].contains("Meulen"), "{}", told[0]);
        let past = admin.post("/api/beheer/accounts/zoeken", &[("user_name", "client")]).await;
        let past = follow(&admin, &past).await;
        assert!(past.contains("passkeys weggehaald: apparaat kwijt") && past.contains(note), "{past}");
        assert!(!past.contains("Apparaat van dit account is kwijt"), "nothing is left to take away");

        // The thief has the device: nothing.
        let thief = app.anonymous("linde");
        thief.post("/api/inloggen/passkey/vragen", &[]).await;
        let answer = device.sign(&options(&thief.get("/inloggen/passkey").await.body));
        thief.post("/api/inloggen/passkey", &[("answer", &answer)]).await;
        assert_eq!(thief.cookie("__Host-inzage"), None);
        // The holder: password and a code to the number that is registered.
        let back = app.log_in("linde", "client").await;
        let own = back.get("/instellingen").await.body;
        assert!(own.contains("Uw apparaat is kwijt gemeld"), "{own}");
        let history = back.get("/instellingen/geschiedenis").await.body;
        assert!(history.contains("De helpdesk haalde uw passkeys weg"), "{history}");
        added(&back, 2).await;
        assert!(!back.get("/instellingen").await.body.contains("Uw apparaat is kwijt gemeld"));
    });
}

/// R91: where the organisation leaves the choice of a second step, taking one away asks for a code.
#[test]
fn taking_an_app_away_is_no_way_round_the_second_step() {
    with_own_app(async |app| {
        let admin = app.signed_in_at("kompas", "admin").await;
        let page = open(&admin, "client").await;
        assert!(page.contains("De app met codes") && !page.contains("Passkeys ("), "{page}");
        let (account, key) = (field(&page, "account"), field(&page, "key"));
        let fields = [
            ("account", account.as_str()),
            ("user_name", "client"),
            ("key", key.as_str()),
            ("factor", "app"),
            ("how", "at-desk"),
            ("note", "telefoon in het water"),
        ];
        let answer = admin.post("/api/beheer/accounts/apparaat", &fields).await;
        assert!(follow(&admin, &answer).await.contains("Het is weggehaald"));
        let visitor = app.anonymous("kompas");
        let password = app.password("kompas", "client");
        let answer = visitor.post("/api/inloggen", &[("user_name", "client"), ("password", &password)]).await;
        assert_eq!(answer.location(), Some("/inloggen/code"), "{}", answer.body);
        assert!(visitor.cookie("__Host-inzage").is_none());
        assert!(visitor.get("/inloggen/code").await.body.contains("sms"), "a code by SMS");
    });
}

/// R91: the last way in stays, and the page says which way there is: a new number.
#[test]
fn the_last_way_in_stays_and_the_desk_hears_what_to_do() {
    with_own_app(async |app| {
        let store = &app.services().store;
        let linde = store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = store.operator(&linde, "test");
        let new = inzage_store::NewAccount {
            person: store.create_person(&operator, "Mens zonder nummer").await.unwrap(),
            user_name: "zonder".into(),
            display_name: "Mens zonder nummer".into(),
            mobile: None,
            email: Some("zonder@example.nl".into()),
            password_hash: String::new(),
        };
        let account = store.create_account(&operator, &new).await.unwrap();
        let secret = inzage_domain::totp::Secret::from_bytes(b"12345678901234567890").unwrap();
        store.install_app(&operator, account, &secret).await.unwrap();
        let admin = app.signed_in("admin").await;
        let page = open(&admin, "zonder").await;
        let (account, key) = (field(&page, "account"), field(&page, "key"));
        let fields = [
            ("account", account.as_str()),
            ("user_name", "zonder"),
            ("key", key.as_str()),
            ("factor", "app"),
            ("how", "at-home"),
            ("note", "telefoon kwijt"),
        ];
        let answer = admin.post("/api/beheer/accounts/apparaat", &fields).await;
        let told = follow(&admin, &answer).await;
        assert!(told.contains("Dit is de enige manier") && told.contains("nieuw mobiel nummer"), "{told}");
        assert!(open(&admin, "zonder").await.contains("De app met codes"), "it is there still");
        assert!(app.messages_to("zonder@example.nl").is_empty());
    });
}

/// R91: nobody but the help desk of this organisation, and never without proof of who it is.
#[test]
fn only_the_help_desk_takes_away() {
    with_app(async |app| {
        let calls: [(&str, Vec<(&str, &str)>); 3] = [
            ("/api/beheer/accounts/apparaat/formulier", vec![]),
            ("/api/beheer/accounts/apparaat/openen", vec![("user_name", "client")]),
            (
                "/api/beheer/accounts/apparaat",
                vec![
                    ("account", NOBODY),
                    ("user_name", "client"),
                    ("key", NOBODY),
                    ("factor", "passkeys"),
                    ("how", "at-desk"),
                    ("note", "kwijt"),
                ],
            ),
        ];
        let everybody = [
            ("linde", "nurse"),
            ("linde", "physician"),
            ("linde", "secretary"),
            ("linde", "client"),
            ("linde", "first-contact"),
        ];
        for (path, fields) in &calls {
            for (organisation, user) in everybody {
                let visitor = app.signed_in_at(organisation, user).await;
                let answer = visitor.call(path, fields).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} for {user}");
            }
            assert_eq!(app.anonymous("linde").call(path, fields).await.status, StatusCode::UNAUTHORIZED);
        }
        // An account of another organisation is not there.
        let other = app.signed_in_at("waterland", "admin").await;
        let store = &app.services().store;
        let linde = store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = store.operator(&linde, "test");
        let client = store.account_by_user_name(&operator, "client").await.unwrap().unwrap();
        let account = client.account.to_string();
        let mut fields = calls[2].1.clone();
        fields[0].1 = &account;
        let answer = other.post("/api/beheer/accounts/apparaat", &fields).await;
        let page = follow(&other, &answer).await;
        assert!(page.contains("Het account is gesloten, of het is uw eigen account"), "{page}");
    });
}

/// R117: where one logs in with DigiD, everything that belongs to a password is refused calmly, also
/// when the last proof is old.
#[test]
fn what_belongs_to_a_password_is_refused_after_digid() {
    with_own_app(async |app| {
        app.set_clock("2026-06-01T10:00:00Z");
        let (client, _) = log_in(&app, false, RIGHT).await;
        let text = "U logt hier in met DigiD. Een wachtwoord, app of passkey hebt u hier niet nodig.";
        let own = client.get("/instellingen").await;
        assert_eq!(own.status, StatusCode::OK);
        let pages = [
            "/instellingen/wachtwoord",
            "/instellingen/app",
            "/instellingen/passkeys",
            "/instellingen/passkeys/nieuw",
        ];
        let functions: [(&str, &[(&str, &str)]); 11] = [
            ("/api/instellingen/wachtwoord/formulier", &[]),
            ("/api/instellingen/wachtwoord", &[("old_password", "oud"), ("new_password", "kaas op brood")]),
            ("/api/instellingen/app/formulier", &[]),
            ("/api/instellingen/app/beginnen", &[]),
            ("/api/instellingen/app/aanzetten", &[("code", "123456")]),
            ("/api/instellingen/app/verwijderen", &[("code", "123456")]),
            ("/api/instellingen/passkeys", &[]),
            ("/api/instellingen/passkeys/beginnen", &[("name", "Mijn telefoon")]),
            ("/api/instellingen/passkeys/nieuw", &[]),
            ("/api/instellingen/passkeys/toevoegen", &[("answer", "{}")]),
            ("/api/instellingen/passkeys/verwijderen", &[("passkey", NOBODY)]),
        ];
        // What there is of these; a new one does not slip through.
        let known: Vec<&str> = inzage_host::http::function_routes()
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| {
                ["wachtwoord", "app/", "passkeys"]
                    .iter()
                    .any(|word| path.starts_with(&format!("/api/instellingen/{word}")))
            })
            .collect();
        for path in known {
            assert!(functions.iter().any(|(name, _)| *name == path), "{path}");
        }
        for clock in ["2026-06-01T10:00:30Z", "2026-06-01T10:11:00Z"] {
            app.set_clock(clock);
            for path in pages {
                assert!(!own.body.contains(&format!("href=\"{path}\"")), "{path} is linked");
                let page = client.get(path).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} at {clock}");
                assert!(page.body.contains(text) && page.body.contains("<h1"), "{path}: {}", page.body);
            }
            for (path, fields) in functions {
                let answer = client.call(path, fields).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} at {clock}: {}", answer.body);
                let page = client.post(path, fields).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} at {clock}: {}", page.body);
                assert!(page.body.contains("<h1"), "{path}: {}", page.body);
            }
        }
        // Staff of the same organisation have a password.
        let nurse = app.log_in("berk", "nurse").await;
        for path in pages {
            assert_eq!(nurse.get(path).await.status, StatusCode::OK, "{path}");
        }
    });
}

/// R127: who asks DigiD too often hears how long to wait; a log-in that succeeds waits for nobody.
#[test]
fn questions_to_digid_are_limited_by_address() {
    with_own_app(async |app| {
        app.set_clock("2026-06-01T10:00:00Z");
        let ask = async || app.anonymous("berk").get("/inloggen/digid").await;
        for _ in 0..inzage_domain::sign_in::FREE_QUESTIONS {
            assert_eq!(ask().await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(ask().await.status, StatusCode::SEE_OTHER, "the one that begins a wait");
        app.set_clock("2026-06-01T10:00:01.999999Z");
        let waits = ask().await;
        assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(waits.header("retry-after"), Some("1"));
        assert!(waits.body.contains("<h1") && waits.body.contains("1 seconde"), "{}", waits.body);
        assert!(waits.header("set-cookie").is_none());
        app.set_clock("2026-06-01T10:00:02Z");
        let (visitor, answer) = log_in(&app, false, RIGHT).await;
        assert_eq!(answer.location(), Some("/"));
        assert!(visitor.cookie("__Host-inzage").is_some());
        for _ in 0..inzage_domain::sign_in::FREE_QUESTIONS {
            assert_eq!(ask().await.status, StatusCode::SEE_OTHER, "counted anew");
        }
    });
}
