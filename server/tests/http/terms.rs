//! Terms over HTTP: said where one logs in, read by everybody, compared, published and announced by
//! the administrator, accepted in the organisation's own way.

use http::StatusCode;

use crate::support::{TestApp, Visitor, field, with_app, with_own_app};

/// The first link of a page that begins like this.
fn link(page: &str, begins: &str) -> String {
    let wanted = format!("href=\"{begins}");
    let (_, rest) = page.split_once(&wanted).unwrap_or_else(|| panic!("no link {begins} in {page}"));
    format!("{begins}{}", rest.split('"').next().unwrap())
}

/// R50, R85, R112: the page with the log-in says what logging in or using means, and links the text.
#[test]
fn the_log_in_page_says_how_people_agree() {
    with_app(async |app| {
        let cases = [
            ("linde", None),
            ("waterland", Some("Door in te loggen gaat u akkoord met de")),
            ("kompas", Some("Voor het portaal gelden de")),
            ("berk", Some("Door het portaal te gebruiken gaat u akkoord met de")),
        ];
        for (organisation, words) in cases {
            let page = app.anonymous(organisation).get("/inloggen").await.body;
            let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
            for (_, other) in cases {
                let Some(other) = other else { continue };
                assert_eq!(main.contains(other), words == Some(other), "{organisation}: {other}");
            }
            assert_eq!(main.contains("href=\"/gebruiksvoorwaarden\""), words.is_some(), "{organisation}");
        }
    });
}

/// R30, R51, L4: every version is read by everybody, also logged out, and compared with the one before.
#[test]
fn everybody_reads_and_compares_the_versions() {
    with_app(async |app| {
        let visitor = app.anonymous("linde");
        let shelf = visitor.get("/gebruiksvoorwaarden").await;
        assert_eq!(shelf.status, StatusCode::OK);
        assert!(shelf.body.contains("Versie van 1 februari 2026") && shelf.body.contains("<h3>Wat u met"));
        assert!(shelf.body.contains("Geldt niet meer") && shelf.body.contains("1 februari 2020"));
        // R20: the organisation's privacy regulation, marked as another website.
        assert!(
            shelf.body.contains("https://www.linde.example/privacyreglement")
                && shelf.body.contains("niet van ons")
        );
        let compared = visitor.get(&link(&shelf.body, "/gebruiksvoorwaarden/terms/verschil/")).await;
        assert_eq!(compared.status, StatusCode::OK);
        assert!(compared.body.contains("<ins>") && compared.body.contains("wordt opgeschreven"));
        assert!(compared.body.contains("U kunt zelf vragen om uw account te sluiten."), "the summary");
        assert!(!compared.body.contains("<del>"), "nothing was taken away");
        // The other way round what was added is gone.
        let path = link(&shelf.body, "/gebruiksvoorwaarden/terms/verschil/");
        let ids: Vec<&str> = path.rsplit('/').take(2).collect();
        let back = format!("/gebruiksvoorwaarden/terms/verschil/{}/{}", ids[0], ids[1]);
        let back = visitor.get(&back).await.body;
        assert!(back.contains("<del>") && !back.contains("<ins>"));
        let old = visitor.get(&format!("/gebruiksvoorwaarden/terms/{}", ids[1])).await;
        assert!(old.body.contains("Deze tekst geldt niet meer") && old.body.contains("<h2>Wat u met"));
        // Nothing but what is there: no other document, no other organisation's version.
        let nobody = "01980000-0000-7000-8000-000000000000";
        for path in [
            format!("/gebruiksvoorwaarden/terms/{nobody}"),
            format!("/gebruiksvoorwaarden/anders/{}", ids[0]),
            "/gebruiksvoorwaarden/terms/geen-nummer".to_owned(),
            format!("/gebruiksvoorwaarden/terms/verschil/{}/{nobody}", ids[0]),
            format!("/gebruiksvoorwaarden/anders/verschil/{}/{}", ids[1], ids[0]),
        ] {
            assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let elsewhere = app.anonymous("waterland");
        let path = format!("/gebruiksvoorwaarden/terms/{}", ids[0]);
        assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
        // Several documents side by side (contradiction 9).
        let both = elsewhere.get("/gebruiksvoorwaarden").await.body;
        assert!(both.contains("Afspraken over het netwerk") && both.contains("Gebruiksvoorwaarden"));
        // Somebody at the gate can read them too.
        let waiting = app.log_in("linde", "nurse").await;
        assert_eq!(waiting.get("/gebruiksvoorwaarden").await.status, StatusCode::OK);
    });
}

/// R50: each log-in is a row of its own, for each document; one sees what one agreed to.
#[test]
fn each_log_in_is_listed_where_logging_in_agrees() {
    with_app(async |app| {
        app.log_in("waterland", "admin").await;
        let visitor = app.log_in("waterland", "admin").await;
        let page = visitor.get("/instellingen/voorwaarden").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Afspraken over het netwerk (1 maart 2026)"), "{}", page.body);
        assert!(page.body.contains("keer: de eerste keer op"));
        assert!(page.body.contains("href=\"/instellingen\""));
    });
}

/// R112: using the portal agrees; the page of that use says so, reading the terms is no use.
#[test]
fn using_the_portal_agrees_and_says_so() {
    with_own_app(async |app| {
        let visitor = app.log_in("berk", "admin").await;
        for path in ["/gebruiksvoorwaarden", "/hulp", "/uitgelogd"] {
            assert!(!visitor.get(path).await.body.contains("gaat u akkoord</p>"), "{path}");
        }
        let first = visitor.get("/beheer").await.body;
        assert!(first.contains("Gebruiksvoorwaarden: door het portaal te gebruiken gaat u akkoord"));
        assert!(!visitor.get("/beheer").await.body.contains("door het portaal te gebruiken gaat u akkoord"));
        let own = visitor.get("/instellingen/voorwaarden").await.body;
        assert!(own.contains("Gebruiksvoorwaarden (1 mei 2025)"), "{own}");
    });
}

struct Texts<'a> {
    label: &'a str,
    day: [&'a str; 3],
    text: &'a str,
}

async fn keep(admin: &Visitor, document: &str, texts: &Texts<'_>) -> crate::support::Answer {
    let [day, month, year] = texts.day;
    let fields = [
        ("document", document),
        ("title_nl", "Gebruiksvoorwaarden"),
        ("title_en", "Terms of use"),
        ("label", texts.label),
        ("begins_day", day),
        ("begins_month", month),
        ("begins_year", year),
        ("summary_nl", "Er is een regel bij over foto's."),
        ("summary_en", "There is one more rule, about pictures."),
        ("text_nl", texts.text),
        ("text_en", texts.text),
    ];
    admin.post("/api/beheer/voorwaarden/bewaren", &fields).await
}

/// Publishes what was kept, as the page of the preview would.
async fn publish(admin: &Visitor, document: &str) -> crate::support::Answer {
    let preview = admin.get(&format!("/beheer/voorwaarden/{document}/voorbeeld")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    let (revision, key) = (field(&preview.body, "revision"), field(&preview.body, "key"));
    let fields = [("document", document), ("revision", revision.as_str()), ("key", key.as_str())];
    let answer = admin.post("/api/beheer/voorwaarden/publiceren", &fields).await;
    // Sent twice is published once.
    let again = admin.post("/api/beheer/voorwaarden/publiceren", &fields).await;
    // Where everybody has to agree on a page, the administrator has to first, too.
    let on = again.location();
    assert!(matches!(on, Some("/beheer/voorwaarden" | "/voorwaarden")), "{on:?} {}", again.body);
    answer
}

/// R85: announced ahead on the page and by mail, and agreed to by going on; the whole way at the
/// organisation that does it so.
#[test]
fn a_change_is_announced_and_agreed_to_by_going_on() {
    with_own_app(async |app| {
        app.set_clock("2027-05-01T10:00:00Z");
        let admin = app.log_in("kompas", "admin").await;
        // The text in force: shown once, agreed to by going on.
        assert!(admin.get("/beheer").await.body.contains("geldt een nieuwe tekst"));
        assert!(!admin.get("/beheer").await.body.contains("geldt een nieuwe tekst"));

        let early = Texts { label: "later", day: ["30", "5", "2027"], text: "# Foto's\n\nVraag het eerst." };
        let refused = keep(&admin, "terms", &early).await;
        let back = refused.location().unwrap().to_owned();
        assert!(back.starts_with("/beheer/voorwaarden/terms/nieuw?formulier="), "{back}");
        let form = admin.get(&back).await.body;
        assert!(form.contains("Kies 31 mei 2027 of later") && form.contains("value=\"later\""), "{form}");
        assert!(form.contains("Vraag het eerst."), "what was typed is kept");

        let good = Texts { day: ["31", "5", "2027"], ..early };
        let kept = keep(&admin, "terms", &good).await;
        assert_eq!(kept.location(), Some("/beheer/voorwaarden/terms/voorbeeld"), "{}", kept.body);
        let before = app.mails();
        let list = publish(&admin, "terms").await;
        let list = admin.get(list.location().unwrap()).await.body;
        assert!(list.contains("De nieuwe versie is gepubliceerd.") && list.contains("31 mei 2027"), "{list}");
        assert!(list.contains("Bas Hendriks"), "who published it");

        app.announce("kompas").await;
        app.announce("kompas").await;
        let mails = app.mails() - before;
        assert!(mails > 1, "everybody with an address");
        app.announce("kompas").await;
        assert_eq!(app.mails() - before, mails);

        app.set_clock("2027-05-01T10:01:00Z");
        let nurse = app.log_in("kompas", "nurse").await;
        nurse.get("/team").await;
        let page = nurse.get("/team").await.body;
        assert!(page.contains("vanaf 31 mei 2027 geldt een nieuwe tekst"), "{page}");
        let version = nurse.get(&link(&page, "/gebruiksvoorwaarden/terms/")).await.body;
        assert!(
            version.contains("Er is een regel bij over foto&#39;s.")
                || version.contains("Er is een regel bij over foto's.")
        );
        assert!(version.contains("Geldt vanaf 31 mei 2027."));

        // The last minute of the thirtieth of May in the Netherlands, and the first of the next day.
        app.set_clock("2027-05-30T21:59:00Z");
        let nurse = app.log_in("kompas", "nurse").await;
        assert!(nurse.get("/team").await.body.contains("vanaf 31 mei 2027"));
        app.set_clock("2027-05-30T22:00:00Z");
        let notice = "sinds 31 mei 2027 geldt een nieuwe tekst";
        assert!(nurse.get("/team").await.body.contains(notice));
        // Reading it is not going on.
        nurse.get("/gebruiksvoorwaarden").await;
        let own = nurse.get("/instellingen/voorwaarden").await.body;
        assert!(own.contains("Gebruiksvoorwaarden (later)"), "opening another page went on: {own}");
        assert!(!nurse.get("/team").await.body.contains(notice));
        // The announcement is over.
        app.set_clock("2027-07-30T22:00:00Z");
        app.announce("kompas").await;
        assert_eq!(app.mails() - before, mails);
    });
}

/// R4, R96, L4: where people agree on a page, a new version asks again, says what changed since one's
/// own and shows the difference; hostile Markdown stays text.
#[test]
fn a_new_version_asks_again_and_says_what_changed() {
    with_own_app(async |app| {
        app.set_clock("2026-05-01T10:00:00Z");
        let client = app.signed_in("client").await;
        let admin = app.signed_in("admin").await;
        let text = "# Foto's\n\n<script>alert(1)</script>\n\n[klik](javascript:alert(1))";
        let texts = Texts { label: "foto's", day: ["1", "5", "2026"], text };
        keep(&admin, "terms", &texts).await;
        let preview = admin.get("/beheer/voorwaarden/terms/voorbeeld").await.body;
        assert!(preview.contains("&lt;script&gt;alert(1)") && !preview.contains("\"javascript:"));
        assert!(preview.contains("<del>") && preview.contains("geldt meteen na publiceren"));
        publish(&admin, "terms").await;
        let answer = client.get("/").await;
        assert_eq!(answer.location(), Some("/voorwaarden"));
        let gate = client.get("/voorwaarden").await.body;
        assert!(gate.contains("Wat er is veranderd sinds uw versie (1 februari 2026)"), "{gate}");
        assert!(!gate.contains("<script>alert"));
        let difference = client.get(&link(&gate, "/gebruiksvoorwaarden/terms/verschil/")).await;
        assert_eq!(difference.status, StatusCode::OK);
        client.accept_terms().await;
        let own = client.get("/instellingen/voorwaarden").await.body;
        assert!(
            own.contains("(1 februari 2026)") && own.contains("(foto&#39;s)") || own.contains("(foto's)")
        );
    });
}

/// Nobody but the administrator: pages and functions (see also `routes`), and only at home.
#[test]
fn publishing_is_for_the_administrator_of_the_organisation() {
    with_app(async |app: &'static TestApp| {
        let admin = app.signed_in("admin").await;
        let texts = Texts { label: "x", day: ["1", "1", "2099"], text: "x" };
        let kept = keep(&admin, "", &texts).await;
        // There is a document with this name: it is made from its own page.
        assert!(kept.location().is_some_and(|to| to.starts_with("/beheer/voorwaarden/nieuw?formulier=")));
        for user in ["client", "first-contact", "nurse"] {
            let visitor = app.signed_in(user).await;
            let refused = keep(&visitor, "terms", &texts).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{user}");
        }
        let answer = admin.get("/beheer/voorwaarden/bestaat-niet/nieuw").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let answer = admin.get("/beheer/voorwaarden/terms/voorbeeld").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "no draft was kept");
    });
}
