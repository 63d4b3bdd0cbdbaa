//! What clients and those beside them add themselves, over HTTP as a browser without script does it (R24,
//! R34, R35).

use http::StatusCode;

use crate::support::{Answer, Visitor, field, with_own_app};

const NOW: &str = "2026-12-01T10:00:00Z";

async fn page(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body
}

async fn followed(visitor: &Visitor, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    page(visitor, answer.location().unwrap()).await
}

/// The client of one form, with what belongs on each: the moment as the page fills it in.
struct Form<'a> {
    visitor: &'a Visitor,
    client: &'a str,
    slug: &'a str,
    to: &'a str,
}

impl<'a> Form<'a> {
    fn new(visitor: &'a Visitor, client: &'a str, slug: &'a str) -> Self {
        let to = match slug {
            "notitie" => "/api/dossier/toevoegen/notitie",
            "dagboek" => "/api/dossier/toevoegen/dagboek",
            _ => "/api/dossier/toevoegen/meting",
        };
        Self { visitor, client, slug, to }
    }

    fn path(&self) -> String {
        format!("/c/{}/dossier/toevoegen/{}", self.client, self.slug)
    }

    /// Sends it with the key of a fresh page.
    async fn send(&self, fields: &[(&str, &str)]) -> Answer {
        let key = field(&page(self.visitor, &self.path()).await, "key");
        self.send_with(&key, fields).await
    }

    async fn send_with(&self, key: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("client", self.client), ("key", key), ("form", self.slug)];
        for (name, value) in
            [("when_day", "1"), ("when_month", "12"), ("when_year", "2026"), ("time", "10:30")]
        {
            if !fields.iter().any(|(given, _)| *given == name) {
                all.push((name, value));
            }
        }
        all.extend_from_slice(fields);
        self.visitor.post(self.to, &all).await
    }

    /// Sends it and follows to the page that comes of it.
    async fn shown(&self, fields: &[(&str, &str)]) -> String {
        followed(self.visitor, &self.send(fields).await).await
    }
}

/// R24, R34: a note is part of the record at once, marked as the client's own; the form comes back filled in
/// where it is refused, counts once, and loses nothing that was typed after it was sent.
#[test]
fn a_note_is_in_the_record_at_once_and_marked() {
    with_own_app(async |app| {
        app.set_clock(NOW);
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let nurse = app.signed_in("nurse").await;
        let start = page(&client, &format!("/c/{id}/dossier")).await;
        assert!(start.contains(&format!("href=\"/c/{id}/dossier/toevoegen\"")), "{start}");
        let staff = page(&nurse, &format!("/team/c/{id}/dossier")).await;
        assert!(!staff.contains("/dossier/toevoegen"), "staff write reports");
        let choose = page(&client, &format!("/c/{id}/dossier/toevoegen")).await;
        assert!(choose.contains("Zorgverleners zien het meteen.") && choose.contains("bel 112"), "{choose}");
        assert!(choose.contains("/toevoegen/notitie") && choose.contains("/toevoegen/bloeddruk"));

        let form = Form::new(&client, &id, "notitie");
        let empty = page(&client, &form.path()).await;
        assert_eq!((field(&empty, "when_day"), field(&empty, "time")), ("1".to_owned(), "11:00".to_owned()));
        let refused = form.shown(&[("title", "Nachten"), ("text", " "), ("time", "25:00")]).await;
        assert!(refused.contains("Schrijf op wat u wilt toevoegen."), "{refused}");
        assert!(refused.contains("Vul een tijd in, bijvoorbeeld 14:05."));
        assert_eq!(
            (field(&refused, "title"), field(&refused, "time")),
            ("Nachten".into(), "25:00".to_owned())
        );
        for (fields, message) in [
            ([("text", "x"), ("when_day", "31"), ("when_month", "11")], "Vul een dag in die bestaat"),
            ([("text", "x"), ("when_day", "2"), ("when_month", "12")], "Dit moment is nog niet geweest."),
            ([("text", "x"), ("when_year", "1901"), ("title", "")], "Dit is voor de geboorte"),
        ] {
            let refused = form.shown(&fields).await;
            assert!(refused.contains(message), "{message}: {refused}");
        }
        let long = form.shown(&[("text", &"a".repeat(4001))]).await;
        assert!(long.contains("Er passen 4.000 tekens in."));

        let key = field(&empty, "key");
        let text = "Slecht geslapen & <b>wakker</b>";
        for _ in 0..2 {
            let kept = form.send_with(&key, &[("title", "Nacht"), ("text", text)]).await;
            let shown = followed(&client, &kept).await;
            assert!(shown.contains("Het staat in het dossier."), "{shown}");
            assert_eq!(shown.matches("Slecht geslapen &amp; &lt;b&gt;wakker").count(), 1, "{shown}");
        }
        let again =
            followed(&client, &form.send_with(&key, &[("text", "Toch nog goed geslapen")]).await).await;
        assert!(again.contains("U hebt dit formulier al eerder verstuurd"), "{again}");
        assert!(again.contains("Toch nog goed geslapen"), "what was typed is not lost");
        let fresh = field(&again, "key");
        assert_ne!(fresh, key);
        let kept = form.send_with(&fresh, &[("text", "Toch nog goed geslapen")]).await;
        assert!(followed(&client, &kept).await.contains("Het staat in het dossier."));

        // Everybody who reads the reports reads it, told apart from what care workers write.
        for (reader, base) in [
            (&client, format!("/c/{id}")),
            (&nurse, format!("/team/c/{id}")),
            (&app.signed_in("first-contact").await, format!("/c/{id}")),
        ] {
            let reports = page(reader, &format!("{base}/dossier/rapportages")).await;
            assert!(reports.contains("Slecht geslapen"), "{reports}");
            assert!(reports.contains("Cliënt (zelf toegevoegd)"), "{reports}");
            let own = page(reader, &format!("{base}/dossier/zelf-toegevoegd")).await;
            assert!(own.contains("Slecht geslapen") && own.contains("Toch nog goed"), "{own}");
        }
        // R36: what a care worker wrote is not among it.
        let own = page(&nurse, &format!("/team/c/{id}/dossier/zelf-toegevoegd")).await;
        assert_eq!(own.matches("<li class=\"entry\"").count(), 2, "{own}");
    });
}

/// R24: what cannot have been measured is refused with what can; what is out of the ordinary is asked about,
/// and kept when somebody says that exactly these numbers are right.
#[test]
fn an_uncommon_measurement_is_asked_about() {
    with_own_app(async |app| {
        app.set_clock(NOW);
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let form = Form::new(&client, &id, "bloeddruk");
        for (first, second, message) in [
            ("", "80", "Vul een getal in."),
            ("120", "laag", "Vul een getal in."),
            ("120,5", "80", "Vul een heel getal in."),
            ("301", "80", "Vul een getal in van 40 tot en met 300."),
            ("120", "19", "Vul een getal in van 20 tot en met 250."),
            ("80", "120", "De onderdruk is altijd lager dan de bovendruk."),
        ] {
            let refused = form.shown(&[("first", first), ("second", second)]).await;
            assert!(refused.contains(message), "{first}/{second}: {refused}");
            assert_eq!((field(&refused, "first").as_str(), field(&refused, "sure").as_str()), (first, ""));
        }
        let asked = form.shown(&[("first", "250"), ("second", "120")]).await;
        assert!(asked.contains("Klopt dit?") && asked.contains("250 over 120"), "{asked}");
        assert!(asked.contains("Ja, dit klopt") && asked.contains("hoger dan gewoon"));
        let measured = format!("/c/{id}/dossier/metingen");
        assert!(!page(&client, &measured).await.contains("250/120"), "nothing is kept yet");
        // Other numbers than those that were asked about are asked about again.
        let sure = field(&asked, "sure");
        let other = form.shown(&[("first", "240"), ("second", "120"), ("sure", &sure)]).await;
        assert!(other.contains("240 over 120"), "{other}");
        let kept = form.shown(&[("first", "250"), ("second", "120"), ("sure", &sure)]).await;
        assert!(kept.contains("Het staat in het dossier.") && kept.contains("250/120 mmHg"), "{kept}");
        assert!(page(&client, &measured).await.contains("250/120 mmHg"));

        let kept =
            Form::new(&client, &id, "gewicht").shown(&[("first", "72,5"), ("text", "Na het eten")]).await;
        assert!(kept.contains("72,5 kg"), "{kept}");
        let asked = Form::new(&client, &id, "temperatuur").shown(&[("first", "35,0")]).await;
        assert!(asked.contains("35,0. Dat is lager dan gewoon."), "{asked}");
        let exact = Form::new(&client, &id, "bloedsuiker").shown(&[("first", "6,15")]).await;
        assert!(exact.contains("Vul hoogstens één cijfer achter de komma in."), "{exact}");
        let none = client.get(&format!("/c/{id}/dossier/toevoegen/lengte")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    });
}

/// R24: the diary says what, when and how long, and counts by month.
#[test]
fn the_diary_counts_by_month() {
    with_own_app(async |app| {
        app.set_clock(NOW);
        let id = app.client_id();
        let contact = app.signed_in("first-contact").await;
        let form = Form::new(&contact, &id, "dagboek");
        let refused = form.shown(&[("kind", ""), ("minutes", "lang")]).await;
        assert!(refused.contains("Kies wat het was.") && refused.contains("Vul hele minuten"), "{refused}");
        let told = form.shown(&[("kind", "other")]).await;
        assert!(told.contains("Schrijf op wat u wilt toevoegen."), "something else is told in words");
        let seizure =
            [("kind", "seizure"), ("minutes", "1"), ("seconds", "30"), ("text", "Trok met een arm")];
        let kept = form.shown(&seizure).await;
        assert!(kept.contains("90 seconden. Trok met een arm"), "{kept}");
        assert!(kept.contains("Eerste contactpersoon (zelf toegevoegd)"), "{kept}");
        // The last second of November and the first of December are in their months.
        for (day, month, time) in [("30", "11", "23:59"), ("1", "12", "00:00")] {
            form.shown(&[("kind", "seizure"), ("when_day", day), ("when_month", month), ("time", time)])
                .await;
        }
        let diary = page(&contact, &format!("/c/{id}/dossier/dagboek")).await;
        let table = diary.split("<table").nth(1).unwrap();
        let row = |month: &str| {
            let row = table.split("<tr").find(|row| row.contains(month)).unwrap_or_default();
            if row.contains("keer") { row.to_owned() } else { String::new() }
        };
        assert!(row("november 2026").contains("1 keer"), "{table}");
        assert!(row("december 2026").contains("2 keer"), "{table}");
        assert!(row("januari 2026").contains("0 keer"), "{table}");
        let nurse = app.signed_in("nurse").await;
        for (year, times) in [("2026", 1), ("2025", 0)] {
            let shown = page(&nurse, &format!("/team/c/{id}/dossier/dagboek/{year}")).await;
            assert_eq!(shown.matches("<table").count(), times, "{year}: {shown}");
        }
        for year in ["2027", "1899", "x"] {
            let none = nurse.get(&format!("/team/c/{id}/dossier/dagboek/{year}")).await;
            assert_eq!(none.status, StatusCode::NOT_FOUND, "{year}");
        }
    });
}

/// R34, R35: only who added it takes it back; nobody sees it then, and its author sees that it was there.
#[test]
fn only_the_author_takes_it_back() {
    with_own_app(async |app| {
        app.set_clock(NOW);
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let contact = app.signed_in("first-contact").await;
        let nurse = app.signed_in("nurse").await;
        let kept =
            Form::new(&client, &id, "notitie").shown(&[("title", "Vergissing"), ("text", "Toch niet")]).await;
        let entry = field(&kept, "entry");
        let own = format!("/c/{id}/dossier/zelf-toegevoegd");
        assert!(
            !page(&contact, &own).await.contains("name=\"entry\""),
            "no button beside what is not theirs"
        );
        let fields = [("client", id.as_str()), ("entry", entry.as_str())];
        let take_back = "/api/dossier/terughalen";
        assert_eq!(contact.call(take_back, &fields).await.status, StatusCode::NOT_FOUND);
        assert_eq!(nurse.call(take_back, &fields).await.status, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            let gone = followed(&client, &client.post(take_back, &fields).await).await;
            assert!(gone.contains("U hebt het teruggehaald.") && gone.contains("Vergissing"), "{gone}");
            assert!(!gone.contains("Toch niet"), "{gone}");
        }
        assert!(!page(&contact, &own).await.contains("Vergissing"));
        for (reader, base) in [(&client, "/c"), (&nurse, "/team/c")] {
            let reports = page(reader, &format!("{base}/{id}/dossier/rapportages")).await;
            assert!(!reports.contains("Vergissing"), "{reports}");
            let item = reader.get(&format!("{base}/{id}/dossier/rapportages/{entry}")).await;
            assert_eq!(item.status, StatusCode::NOT_FOUND);
        }
    });
}

/// R34, R121: who does not see a kind of data adds none of it: a member of the network with measurements
/// only, a parent without the agreement of a child of 14, staff, a stranger.
#[test]
fn nobody_adds_what_they_may_not_see() {
    with_own_app(async |app| {
        app.set_clock(NOW);
        let at = |organisation: &str, user: &str| app.account(organisation, user).client.clone().unwrap();
        let family = app.signed_in_at("waterland", "family").await;
        let id = at("waterland", "family");
        let choose = page(&family, &format!("/c/{id}/dossier/toevoegen")).await;
        assert!(choose.contains("/toevoegen/gewicht") && !choose.contains("/toevoegen/notitie"), "{choose}");
        let note = [("client", id.as_str()), ("key", "01980000-0000-7000-8000-000000000001"), ("text", "x")];
        assert_eq!(family.call("/api/dossier/toevoegen/notitie", &note).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            family.get(&format!("/c/{id}/dossier/toevoegen/dagboek")).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(family.get(&format!("/c/{id}/dossier/dagboek")).await.status, StatusCode::NOT_FOUND);
        let kept = Form::new(&family, &id, "gewicht").shown(&[("first", "80")]).await;
        assert!(kept.contains("80 kg") && kept.contains("Lid van het netwerk"), "{kept}");

        let (child, parent) =
            (app.signed_in_at("kompas", "child-14").await, app.signed_in_at("kompas", "parent").await);
        let id = at("kompas", "child-14");
        let note = [("client", id.as_str()), ("key", "01980000-0000-7000-8000-000000000002"), ("text", "x")];
        let refused = parent.call("/api/dossier/toevoegen/notitie", &note).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "the child has not agreed");
        let kept = Form::new(&child, &id, "notitie").shown(&[("text", "Mijn eigen notitie")]).await;
        assert!(kept.contains("Mijn eigen notitie"), "{kept}");

        let here = app.client_id();
        let note =
            [("client", here.as_str()), ("key", "01980000-0000-7000-8000-000000000003"), ("text", "x")];
        for (visitor, status) in [
            (app.signed_in("nurse").await, StatusCode::FORBIDDEN),
            (app.signed_in("admin").await, StatusCode::FORBIDDEN),
            (child, StatusCode::NOT_FOUND),
            (app.anonymous("linde"), StatusCode::UNAUTHORIZED),
        ] {
            let refused = visitor.call("/api/dossier/toevoegen/notitie", &note).await;
            assert_eq!(refused.status, status, "{}", refused.body);
        }
        let unreadable = [("client", here.as_str()), ("key", "geen sleutel"), ("text", "x")];
        let client = app.signed_in("client").await;
        let refused = client.call("/api/dossier/toevoegen/notitie", &unreadable).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    });
}
