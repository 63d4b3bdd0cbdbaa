//! Emergency access over HTTP as a browser without script does it: finding the client, opening the record
//! with a reason, what everybody sees of it, and its review (R19).

use http::StatusCode;

use crate::support::{Answer, TestApp, Visitor, field, with_own_app};

async fn page(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body
}

async fn followed(visitor: &Visitor, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    page(visitor, answer.location().unwrap()).await
}

/// Looks for a client of another location, as the form does.
async fn look_for(visitor: &Visitor, name: &str, [day, month, year]: [&str; 3]) -> Answer {
    let fields = [("family_name", name), ("born_day", day), ("born_month", month), ("born_year", year)];
    visitor.post("/api/team/noodtoegang/zoeken", &fields).await
}

/// The address of the page that asks for emergency access to the client of the other location.
async fn asking(visitor: &Visitor) -> String {
    let found = look_for(visitor, "postma", ["17", "2", "1941"]).await;
    let to = found.location().unwrap_or_default().to_owned();
    assert!(to.starts_with("/team/c/") && to.ends_with("/noodtoegang"), "{to}");
    to
}

async fn open(visitor: &Visitor, path: &str, key: &str, reason: &str, words: &str) -> Answer {
    let client = path.split('/').nth(3).unwrap();
    let fields = [("client", client), ("key", key), ("reason", reason), ("words", words)];
    visitor.post("/api/team/noodtoegang/openen", &fields).await
}

async fn ready(app: &TestApp) -> (Visitor, String) {
    app.set_clock("2026-12-01T10:00:00Z");
    let nurse = app.signed_in("nurse-elsewhere").await;
    let path = asking(&nurse).await;
    (nurse, path)
}

/// R19: the search tells nothing but whether there is exactly one; the record is refused with a way to ask;
/// the page that asks names nobody; a form that is not whole comes back filled in.
#[test]
fn a_record_elsewhere_is_found_and_asked_for() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let nurse = app.signed_in("nurse-elsewhere").await;
        assert!(page(&nurse, "/team").await.contains("/team/noodtoegang/zoeken"));
        let faults = [
            ("", ["17", "2", "1941"], "Vul de achternaam in."),
            ("Postma", ["31", "2", "1941"], "Vul een dag, maand en jaar in."),
            ("Postma", ["18", "2", "1941"], "Er is niet precies één cliënt"),
            ("Post", ["17", "2", "1941"], "Er is niet precies één cliënt"),
        ];
        for (name, born, fault) in faults {
            let said = followed(&nurse, &look_for(&nurse, name, born).await).await;
            assert!(said.contains(fault), "{name} {born:?}: {said}");
        }
        let path = asking(&nurse).await;
        // Who works where the client is, is led to the record.
        let own = app.signed_in("nurse").await;
        let found = look_for(&own, "Postma", ["17", "2", "1941"]).await;
        assert_eq!(found.location().unwrap(), path.replace("noodtoegang", "dossier"));
        let needless = own.get(&path).await;
        assert_eq!(needless.status, StatusCode::FORBIDDEN);
        assert!(needless.body.contains("U kunt het dossier gewoon openen."), "{}", needless.body);

        let refused = nurse.get(&path.replace("noodtoegang", "dossier")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains(&format!("href=\"{path}\"")), "{}", refused.body);
        let asked = page(&nurse, &path).await;
        assert!(asked.contains("4 uur") && !asked.contains("Postma"), "{asked}");
        let key = field(&asked, "key");
        let long = "a".repeat(501);
        for (reason, words, fault) in [
            ("", "gevallen", "Kies een reden."),
            ("danger", "  ", "Schrijf op wat er aan de hand is."),
            ("danger", long.as_str(), "Gebruik ten hoogste 500 tekens."),
        ] {
            let said = followed(&nurse, &open(&nurse, &path, &key, reason, words).await).await;
            assert!(said.contains(fault), "{said}");
        }
        assert!(
            followed(&nurse, &open(&nurse, &path, &key, "", "gevallen").await).await.contains("gevallen")
        );
        assert_eq!(app.messages_to("privacy-officer@linde.example").len(), 0);
        for (user, status) in [
            ("client", 404),
            ("first-contact", 404),
            ("secretary", 403),
            ("admin", 403),
            ("privacy-officer", 403),
        ] {
            let visitor = app.signed_in(user).await;
            assert_eq!(visitor.get(&path).await.status.as_u16(), status, "{user}");
            let search = look_for(&visitor, "Postma", ["17", "2", "1941"]).await;
            assert_eq!(search.status, StatusCode::FORBIDDEN, "{user}");
        }
        // Somebody else's client and none at all are refused alike.
        let stranger = app.signed_in_at("waterland", "nurse").await;
        let nobody = "/team/c/01980000-0000-7000-8000-000000000000/noodtoegang";
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(nurse.get(nobody).await.status, StatusCode::NOT_FOUND);
    });
}

/// R19, NEN 7513: it opens for reading, each page says until when, the privacy officer is told once and
/// without a name, judges it once, and its holder ends it.
#[test]
fn emergency_access_is_seen_told_and_judged() {
    with_own_app(async |app| {
        let (nurse, path) = ready(&app).await;
        let record = path.replace("noodtoegang", "dossier");
        let key = field(&page(&nurse, &path).await, "key");
        for _ in 0..2 {
            let opened = open(&nurse, &path, &key, "danger", "gevallen, ambulance gebeld").await;
            assert_eq!(opened.location(), Some(record.as_str()), "{}", opened.body);
        }
        let start = page(&nurse, &record).await;
        assert!(start.contains("Noodtoegang tot 15:00 uur") && start.contains("Postma"), "{start}");
        let section = page(&nurse, &format!("{record}/rapportages")).await;
        assert!(section.contains("Noodtoegang tot 15:00 uur"), "{section}");
        // For reading only.
        let access = nurse.get(&path.replace("noodtoegang", "toegang")).await;
        assert_eq!(access.status, StatusCode::FORBIDDEN);
        let own = app.signed_in("nurse").await;
        assert!(!page(&own, &record).await.contains("Noodtoegang tot"), "a colleague who works there");

        // Nobody waits for the mail.
        let mut mails = Vec::new();
        for _ in 0..250 {
            mails = app.messages_to("privacy-officer@linde.example");
            if !mails.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(mails.len(), 1, "{mails:?}");
        for name in ["Postma", "Bouzid", "gevallen"] {
            assert!(!mails[0].contains(name), "{}", mails[0]);
        }

        let officer = app.signed_in("privacy-officer").await;
        let list = page(&officer, "/team/noodtoegang").await;
        assert!(list.contains("Fatima Bouzid bij Greet Postma"), "{list}");
        assert!(list.contains("gevallen, ambulance gebeld") && list.contains("pagina’s geopend"), "{list}");
        let id = list.split("/team/noodtoegang/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = page(&officer, &format!("/team/noodtoegang/{id}")).await;
        let key = field(&form, "key");
        let judge = async |verdict: &str, note: &str, key: &str| {
            let fields = [("emergency", id.as_str()), ("key", key), ("verdict", verdict), ("note", note)];
            followed(&officer, &officer.post("/api/team/noodtoegang/beoordelen", &fields).await).await
        };
        assert!(judge("", "x", &key).await.contains("Kies terecht of niet terecht."));
        assert!(judge("not-justified", " ", &key).await.contains("Schrijf op waarom het niet terecht was."));
        assert!(judge("justified", &"a".repeat(501), &key).await.contains("ten hoogste 500 tekens"));
        for _ in 0..2 {
            let kept = judge("justified", "nagevraagd", &key).await;
            assert!(kept.contains("Uw oordeel ligt vast.") && kept.contains("Eerder beoordeeld"), "{kept}");
        }
        let other = "01980000-0000-7000-8000-000000000009";
        assert!(judge("not-justified", "anders", other).await.contains("Dit is intussen al beoordeeld."));
        let unknown = officer.get(&format!("/team/noodtoegang/{other}")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);

        let client = path.split('/').nth(3).unwrap();
        let open = page(&nurse, &path).await;
        assert!(open.contains("Het dossier is voor u open tot 1 december 2026 om 15:00 uur."), "{open}");
        let ended = nurse.post("/api/team/noodtoegang/beeindigen", &[("client", client)]).await;
        assert!(followed(&nurse, &ended).await.contains("De noodtoegang is beëindigd."));
        assert_eq!(nurse.get(&record).await.status, StatusCode::FORBIDDEN);
    });
}

/// R91: whoever proved who they are too long ago does that first.
#[test]
fn emergency_access_asks_for_a_fresh_proof() {
    with_own_app(async |app| {
        let (nurse, path) = ready(&app).await;
        let key = field(&page(&nurse, &path).await, "key");
        app.set_clock("2026-12-01T10:10:01Z");
        let opened = open(&nurse, &path, &key, "danger", "gevallen").await;
        let to = opened.location().unwrap_or_default();
        assert!(to.starts_with("/bevestigen?daad="), "{to}");
        assert_eq!(nurse.get(&path.replace("noodtoegang", "dossier")).await.status, StatusCode::FORBIDDEN);
    });
}
