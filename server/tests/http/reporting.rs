//! Writing and sharing reports over HTTP, as a browser without script does it (R2, R36, R38, L7, L10).

use http::StatusCode;
use inzage_domain::{ClientId, EntryId};

use crate::support::{Answer, TestApp, Visitor, field, with_own_app};

const NOON: &str = "2026-12-01T12:00:00Z";

async fn page(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body
}

async fn followed(visitor: &Visitor, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    page(visitor, answer.location().unwrap()).await
}

/// Somebody at the work of this hour: a session does not outlive the clock's jumps.
async fn at_work(app: &TestApp, user: &str) -> Visitor {
    let visitor = app.log_in("linde", user).await;
    visitor.accept_terms().await;
    visitor
}

/// Sends a form of a report as its page has it.
async fn send(app: &TestApp, nurse: &Visitor, form: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
    let client = app.client_id();
    let path = match form {
        "nieuw" => format!("/team/c/{client}/rapportage"),
        other => format!("/team/c/{client}/rapportage/schrijven/{other}"),
    };
    let shown = page(nurse, &path).await;
    let (key, revision) = (field(&shown, "key"), field(&shown, "revision"));
    let mut all = vec![
        ("client", client.as_str()),
        ("report", form),
        ("key", key.as_str()),
        ("revision", revision.as_str()),
    ];
    all.extend_from_slice(fields);
    nurse.post(&format!("/api/team/rapportage/{to}"), &all).await
}

/// The newest report on the page where staff write.
async fn newest(app: &TestApp, nurse: &Visitor) -> EntryId {
    let start = format!("/team/c/{}/rapportage", app.client_id());
    let body = page(nurse, &start).await;
    let wanted = format!("href=\"{start}/");
    body.split(&wanted)
        .find_map(|rest| rest.split('"').next()?.parse().ok())
        .unwrap_or_else(|| panic!("no report in {body}"))
}

async fn reports_of_client(app: &TestApp) -> String {
    let client = at_work(app, "client").await;
    page(&client, &format!("/c/{}/dossier/rapportages", app.client_id())).await
}

/// R2: a template begins the text, what is wrong is said and nothing typed is lost; a report for staff is seen
/// by staff and by nobody else.
#[test]
fn a_report_for_staff_is_not_the_clients() {
    with_own_app(async |app| {
        app.set_clock(NOON);
        let nurse = at_work(&app, "nurse").await;
        let start = format!("/team/c/{}/rapportage", app.client_id());
        let empty = page(&nurse, &start).await;
        assert!(
            empty.contains("?sjabloon=dag") && empty.contains("Er zijn hier nog geen rapportages"),
            "{empty}"
        );
        let begun = page(&nurse, &format!("{start}?sjabloon=nacht")).await;
        assert!(begun.contains("Hulp gegeven:") && begun.contains("value=\"nacht\""), "{begun}");
        let refused = send(&app, &nurse, "nieuw", "plaatsen", &[("text", " "), ("audience", "intern")]).await;
        assert!(followed(&nurse, &refused).await.contains("Schrijf eerst iets op."));
        let text = "Onrustig geslapen, <b>twee</b> keer geholpen.";
        let refused = send(&app, &nurse, "nieuw", "plaatsen", &[("text", text)]).await;
        let shown = followed(&nurse, &refused).await;
        assert!(shown.contains("Kies wie dit mag lezen.") && shown.contains("&lt;b&gt;twee"), "{shown}");
        let long = "a".repeat(8_001);
        let refused =
            send(&app, &nurse, "nieuw", "plaatsen", &[("text", &long), ("audience", "intern")]).await;
        assert!(followed(&nurse, &refused).await.contains("ten hoogste 8.000 tekens"));
        let fields = [("text", text), ("audience", "intern"), ("template", "nacht")];
        let placed = send(&app, &nurse, "nieuw", "plaatsen", &fields).await;
        let done = followed(&nurse, &placed).await;
        assert!(done.contains("Alleen medewerkers zien die.") && done.contains("Nachtrapportage"), "{done}");
        let entry = newest(&app, &nurse).await;
        let one = page(&nurse, &format!("{start}/{entry}")).await;
        assert!(one.contains("&lt;b&gt;twee") && one.contains("Delen met de cliënt"), "{one}");
        assert!(!reports_of_client(&app).await.contains("Onrustig geslapen"));
        let client = at_work(&app, "client").await;
        let base = format!("/c/{}/dossier/rapportages/{entry}", app.client_id());
        for path in [base.clone(), format!("{base}/versies")] {
            assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        // Shared afterwards, as it is; twice is once.
        let key = field(&one, "key");
        let (id, entry) = (app.client_id(), entry.to_string());
        for _ in 0..2 {
            let fields = [("client", id.as_str()), ("entry", entry.as_str()), ("key", key.as_str())];
            let shared = nurse.post("/api/team/rapportage/delen", &fields).await;
            assert_eq!(shared.status, StatusCode::SEE_OTHER, "{}", shared.body);
        }
        assert!(reports_of_client(&app).await.contains("Onrustig geslapen"));
        // A physician adds to it; nobody but its author writes a new version.
        let physician = at_work(&app, "physician").await;
        let other = page(&physician, &format!("{start}/{entry}")).await;
        assert!(other.contains("aanvulling-") && !other.contains("versie-"), "{other}");
        let version = format!("{start}/schrijven/versie-{entry}");
        assert_eq!(physician.get(&version).await.status, StatusCode::NOT_FOUND);
    });
}

/// R38, L10: names of other clients are found before the client reads them; each is replaced or left on
/// purpose, and only then it is shared.
#[test]
fn names_of_others_are_decided_about_before_sharing() {
    with_own_app(async |app| {
        app.set_clock(NOON);
        let nurse = at_work(&app, "nurse").await;
        let id = app.client_id();
        let text = "Wandelde vandaag met Wim Bakker. Bakker lachte veel. Riek genoot.";
        let fields = [("text", text), ("audience", "delen")];
        let answer = send(&app, &nurse, "nieuw", "plaatsen", &fields).await;
        let names = format!("/team/c/{id}/rapportage/namen/nieuw");
        assert_eq!(answer.location(), Some(names.as_str()));
        let shown = page(&nurse, &names).await;
        assert!(shown.contains("“Wim Bakker” staat 1 keer in de tekst"), "{shown}");
        assert!(shown.contains("Vervangen door W. B.") && shown.contains("“Bakker” laten staan"), "{shown}");
        assert!(!shown.contains("“Riek”"), "the client's own name: {shown}");
        assert!(!shown.contains("/namen/plaatsen"), "not before all is decided");
        // Past the page it goes no further either.
        let fields = [("client", id.as_str()), ("report", "nieuw")];
        let early = nurse.post("/api/team/rapportage/namen/plaatsen", &fields).await;
        assert_eq!(early.location(), Some(names.as_str()));
        assert!(!reports_of_client(&app).await.contains("Wandelde vandaag"));
        for (name, choice) in [("Wim Bakker", "replace"), ("Bakker", "keep"), ("Niemand", "replace")] {
            let fields = [("client", id.as_str()), ("report", "nieuw"), ("name", name), ("choice", choice)];
            let decided = nurse.post("/api/team/rapportage/namen/kiezen", &fields).await;
            assert_eq!(decided.location(), Some(names.as_str()), "{}", decided.body);
        }
        let shown = page(&nurse, &names).await;
        assert!(shown.contains("met W. B. Bakker lachte veel. Riek genoot."), "{shown}");
        let placed = nurse.post("/api/team/rapportage/namen/plaatsen", &fields).await;
        assert!(followed(&nurse, &placed).await.contains("De cliënt ziet die nu ook."));
        let read = reports_of_client(&app).await;
        assert!(read.contains("met W. B. Bakker lachte veel") && !read.contains("Wim Bakker"), "{read}");
        // What only staff read is not asked about.
        let fields = [("text", "Wim Bakker belde."), ("audience", "intern")];
        let placed = send(&app, &nurse, "nieuw", "plaatsen", &fields).await;
        assert!(followed(&nurse, &placed).await.contains("Alleen medewerkers zien die."));
    });
}

/// L7: a draft survives leaving and logging in again, is nobody else's, and is not overwritten from another
/// window; it goes when it is thrown away, and a finished one does not come back.
#[test]
fn what_was_typed_is_kept() {
    with_own_app(async |app| {
        app.set_clock(NOON);
        let id = app.client_id();
        let start = format!("/team/c/{id}/rapportage");
        let nurse = at_work(&app, "nurse").await;
        let key = field(&page(&nurse, &start).await, "key");
        let keep = async |revision: &str, text: &str| {
            let fields = [
                ("client", id.as_str()),
                ("report", "nieuw"),
                ("key", key.as_str()),
                ("revision", revision),
                ("text", text),
            ];
            nurse.call("/api/team/rapportage/bewaren", &fields).await.body
        };
        assert_eq!(keep("0", "Half").await, r#"{"state":"kept","revision":1,"at":"13:00"}"#);
        assert_eq!(keep("1", "Half zin").await, r#"{"state":"kept","revision":2,"at":"13:00"}"#);
        assert_eq!(keep("1", "Ander venster").await, r#"{"state":"changed","revision":1,"at":""}"#);
        // The time is out; after logging in it is there.
        app.set_clock("2026-12-01T14:00:00Z");
        assert_eq!(nurse.get(&start).await.status, StatusCode::SEE_OTHER);
        let nurse = at_work(&app, "nurse").await;
        let back = page(&nurse, &start).await;
        assert!(back.contains("Half zin") && back.contains("Concept bewaard om 13:00."), "{back}");
        let today = page(&nurse, "/team").await;
        assert!(today.contains("Uw concepten") && today.contains(&start), "{today}");
        let physician = at_work(&app, "physician").await;
        assert!(!page(&physician, &start).await.contains("Half zin"), "somebody else's");
        // Without script the refused words come back, beside what is kept.
        let fields = [
            ("client", id.as_str()),
            ("report", "nieuw"),
            ("key", key.as_str()),
            ("revision", "1"),
            ("text", "Mijn eigen woorden"),
        ];
        let refused = nurse.post("/api/team/rapportage/bewaren", &fields).await;
        let both = followed(&nurse, &refused).await;
        assert!(both.contains("Mijn eigen woorden") && both.contains("Half zin"), "{both}");
        let kept = send(&app, &nurse, "nieuw", "bewaren", &[("text", "Toch dit")]).await;
        assert!(followed(&nurse, &kept).await.contains("Uw concept is bewaard."));
        let fields = [("client", id.as_str()), ("report", "nieuw")];
        let dropped = nurse.post("/api/team/rapportage/weggooien", &fields).await;
        let gone = followed(&nurse, &dropped).await;
        assert!(gone.contains("Het concept is weggegooid.") && !gone.contains("Toch dit"), "{gone}");
        // Sent twice it is one report; kept late it is no draft.
        let key = field(&page(&nurse, &start).await, "key");
        let fields = [
            ("client", id.as_str()),
            ("report", "nieuw"),
            ("key", key.as_str()),
            ("revision", "0"),
            ("text", "Eenmalig bericht"),
            ("audience", "intern"),
        ];
        for _ in 0..2 {
            let placed = nurse.post("/api/team/rapportage/plaatsen", &fields).await;
            assert_eq!(placed.status, StatusCode::SEE_OTHER);
        }
        let late = nurse.call("/api/team/rapportage/bewaren", &fields).await.body;
        assert_eq!(late, r#"{"state":"finished","revision":0,"at":""}"#);
        let listed = page(&nurse, &start).await;
        assert_eq!(listed.matches("Eenmalig bericht").count(), 1, "{listed}");
    });
}

/// R2: the client sees it when the policy's hours are over, not a second before, and until then it can be
/// taken back; the page says when.
#[test]
fn what_is_shared_later_appears_on_time() {
    with_own_app(async |app| {
        app.set_clock(NOON);
        let store = &app.services().store;
        let here = store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = store.operator(&here, "root: test");
        let policy = inzage_domain::policy::Policy { publish_delay: 24, ..here.policy().clone() };
        let here = store.set_policy(&operator, &policy).await.unwrap();
        let nurse = at_work(&app, "nurse").await;
        let id = app.client_id();
        let start = format!("/team/c/{id}/rapportage");
        assert!(page(&nurse, &start).await.contains("ziet het 24 uur na het plaatsen"));
        let mut entries = Vec::new();
        for text in ["Eerste wandeling.", "Tweede wandeling."] {
            let placed =
                send(&app, &nurse, "nieuw", "plaatsen", &[("text", text), ("audience", "delen")]).await;
            let done = followed(&nurse, &placed).await;
            assert!(done.contains("De cliënt ziet die op 2 december 2026 om 13:00 uur."), "{done}");
            entries.push(newest(&app, &nurse).await);
        }
        assert!(page(&nurse, "/team").await.contains("Wordt later gedeeld"));
        let take_back = async |nurse: &Visitor, entry: EntryId| {
            let entry = entry.to_string();
            let fields = [("client", id.as_str()), ("entry", entry.as_str())];
            followed(nurse, &nurse.post("/api/team/rapportage/terughalen", &fields).await).await
        };
        app.set_clock("2026-12-02T11:59:59Z");
        assert!(app.services().release_reports(&here).await.unwrap().is_none());
        let read = reports_of_client(&app).await;
        assert!(!read.contains("wandeling."), "{read}");
        let nurse = at_work(&app, "nurse").await;
        assert!(page(&nurse, &format!("{start}/{}", entries[0])).await.contains("Terughalen"));
        assert!(take_back(&nurse, entries[0]).await.contains("De rapportage is teruggehaald."));
        app.set_clock("2026-12-02T12:00:00Z");
        assert!(!page(&nurse, &format!("{start}/{}", entries[1])).await.contains("rapportage/terughalen"));
        assert!(take_back(&nurse, entries[1]).await.contains("Terughalen kan niet meer"));
        assert_eq!(app.services().release_reports(&here).await.unwrap().map(|round| round.shown), Some(1));
        assert!(app.services().release_reports(&here).await.unwrap().is_none());
        let read = reports_of_client(&app).await;
        assert!(read.contains("Tweede wandeling.") && !read.contains("Eerste wandeling."), "{read}");
    });
}

/// R2, R36: after sharing nothing changes silently: a new version has a reason and both are read, an addition
/// stands beside it; the client changes nothing.
#[test]
fn a_shared_report_is_never_changed_silently() {
    with_own_app(async |app| {
        app.set_clock(NOON);
        let nurse = at_work(&app, "nurse").await;
        let id = app.client_id();
        let fields = [("text", "Vanmorgen goed gegeten."), ("audience", "delen")];
        let placed = send(&app, &nurse, "nieuw", "plaatsen", &fields).await;
        assert!(followed(&nurse, &placed).await.contains("De cliënt ziet die nu ook."));
        let entry = newest(&app, &nurse).await;
        let form = format!("versie-{entry}");
        let same = [("text", "Vanmorgen goed gegeten."), ("reason", "x")];
        let refused = send(&app, &nurse, &form, "plaatsen", &same).await;
        assert!(followed(&nurse, &refused).await.contains("U hebt nog niets veranderd."));
        let without = [("text", "Vanmorgen slecht gegeten.")];
        let refused = send(&app, &nurse, &form, "plaatsen", &without).await;
        let shown = followed(&nurse, &refused).await;
        assert!(shown.contains("Schrijf op waarom er een nieuwe versie is."), "{shown}");
        assert!(shown.contains("Vanmorgen slecht gegeten."), "{shown}");
        // For staff only it cannot be made any more: what the client saw stays in sight.
        let with =
            [("text", "Vanmorgen slecht gegeten."), ("reason", "verkeerd woord"), ("audience", "intern")];
        let placed = send(&app, &nurse, &form, "plaatsen", &with).await;
        assert!(followed(&nurse, &placed).await.contains("De cliënt ziet die nu ook."));
        let fields = [("text", "De familie bracht soep."), ("audience", "delen")];
        let placed = send(&app, &nurse, &format!("aanvulling-{entry}"), "plaatsen", &fields).await;
        assert!(followed(&nurse, &placed).await.contains("De cliënt ziet die nu ook."));
        let client = at_work(&app, "client").await;
        let versions = page(&client, &format!("/c/{id}/dossier/rapportages/{entry}/versies")).await;
        for words in
            ["Versie 2", "Versie 1", "Reden: verkeerd woord", "<del>", "<ins>", "De familie bracht soep."]
        {
            assert!(versions.contains(words), "{words}: {versions}");
        }
        assert!(reports_of_client(&app).await.contains("Vanmorgen slecht gegeten."));
        let (client_id, entry_id) = (id.parse::<ClientId>().unwrap().to_string(), entry.to_string());
        for (path, fields) in [
            ("plaatsen", vec![("report", "nieuw"), ("key", client_id.as_str()), ("revision", "0")]),
            ("delen", vec![("entry", entry_id.as_str()), ("key", client_id.as_str())]),
            ("terughalen", vec![("entry", entry_id.as_str())]),
        ] {
            let mut all = vec![("client", id.as_str())];
            all.extend(fields);
            let refused = client.call(&format!("/api/team/rapportage/{path}"), &all).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
    });
}
