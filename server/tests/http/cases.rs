//! Requests about the record over HTTP, as browsers without script do it (L5, L6, R19, R25, R37).

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

/// The newest item of a category, as its slug and id.
async fn an_item(app: &TestApp, category: &str) -> String {
    let list = format!("/c/{}/dossier/{category}", app.client_id());
    let body = page(&app.signed_in("client").await, &list).await;
    let (_, after) = body.split_once(&format!("{list}/")).unwrap_or_else(|| panic!("nothing in {body}"));
    format!("{category}/{}", after.split(['"', '?', '/']).next().unwrap())
}

/// Sends the form about an item; the answer of the post.
async fn ask(app: &TestApp, visitor: &Visitor, item: &str, choice: &str, text: &str) -> Answer {
    let client = app.client_id();
    let form = page(visitor, &format!("/c/{client}/dossier/{item}/klopt-niet")).await;
    let key = field(&form, "key");
    send(app, visitor, item, choice, text, &key, &field(&form, "category")).await
}

async fn send(
    app: &TestApp,
    visitor: &Visitor,
    item: &str,
    choice: &str,
    text: &str,
    key: &str,
    category: &str,
) -> Answer {
    let (client, entry) = (app.client_id(), item.split_once('/').unwrap().1);
    let fields = [
        ("client", client.as_str()),
        ("category", category),
        ("entry", entry),
        ("key", key),
        ("choice", choice),
        ("text", text),
    ];
    visitor.post("/api/zaken/vragen", &fields).await
}

/// The id of a request in the address that an answer leads to.
fn case_in(answer: &Answer) -> String {
    let to = answer.location().unwrap_or_else(|| panic!("{}", answer.body));
    to.split_once("/zaken/").unwrap_or_else(|| panic!("{to}")).1.split('?').next().unwrap().to_owned()
}

async fn treat(app: &TestApp, visitor: &Visitor, case: &str, act: &str, more: &[(&str, &str)]) -> Answer {
    let client = app.client_id();
    let shown = page(visitor, &format!("/team/c/{client}/zaken/{case}")).await;
    let key =
        if shown.contains("name=\"key\"") { field(&shown, "key") } else { uuid::Uuid::nil().to_string() };
    let mut fields = vec![("client", client.as_str()), ("case", case), ("key", key.as_str())];
    fields.extend_from_slice(more);
    visitor.post(&format!("/api/team/zaken/{act}"), &fields).await
}

/// L5, R37: from the item to the answer. What is missing is said at its field; the last day stands there;
/// staff take it, tell that it takes longer, and refuse with a ground of the law; the client is mailed that
/// there is something to read, and never what.
#[test]
fn a_request_goes_from_the_item_to_its_answer() {
    with_own_app(async |app| {
        app.set_clock("2027-01-31T10:00:00Z");
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let item = an_item(&app, "rapportages").await;
        let wrong = page(&client, &format!("/c/{id}/dossier/{item}/klopt-niet")).await;
        assert!(wrong.contains("zondag 28 februari 2027"), "{wrong}");
        assert!(wrong.contains("Wat een zorgverlener heeft gezien of ervan vindt, verandert niet."));

        let refused = followed(&client, &ask(&app, &client, &item, "", "x").await).await;
        assert!(refused.contains("Kies een van de antwoorden.") && refused.contains(">x</textarea>"));
        let refused = followed(&client, &ask(&app, &client, &item, "change", " ").await).await;
        assert!(refused.contains("Schrijf hier een tekst."), "{refused}");
        let long = "a".repeat(2001);
        let refused = followed(&client, &ask(&app, &client, &item, "change", &long).await).await;
        assert!(refused.contains("De tekst is te lang."), "{refused}");
        assert!(page(&client, &format!("/c/{id}/zaken")).await.contains("U hebt nog niets gevraagd"));

        // The same form twice is one request.
        let form = page(&client, &format!("/c/{id}/dossier/{item}/klopt-niet")).await;
        let (key, category) = (field(&form, "key"), field(&form, "category"));
        let text = "Ik viel niet <b>uit</b> bed.";
        let asked = send(&app, &client, &item, "change", text, &key, &category).await;
        let again = send(&app, &client, &item, "change", text, &key, &category).await;
        let case = case_in(&asked);
        assert_eq!(case, case_in(&again));
        let kept = followed(&client, &asked).await;
        assert!(kept.contains("U krijgt uiterlijk zondag 28 februari 2027 antwoord."), "{kept}");
        assert!(kept.contains("Ik viel niet &lt;b&gt;uit&lt;/b&gt; bed."), "{kept}");
        assert_eq!(page(&client, &format!("/c/{id}/zaken")).await.matches("card__title").count(), 1);

        // The first contact reads only what she asked herself.
        let contact = app.signed_in("first-contact").await;
        assert!(page(&contact, &format!("/c/{id}/zaken")).await.contains("U hebt nog niets gevraagd"));
        assert_eq!(contact.get(&format!("/c/{id}/zaken/{case}")).await.status, StatusCode::NOT_FOUND);

        let nurse = app.signed_in("nurse").await;
        let queue = page(&nurse, "/team/zaken").await;
        assert!(queue.contains("Een fout verbeteren") && queue.contains("Nog 28 dagen"), "{queue}");
        assert!(!queue.contains("uit bed"), "the words stand on the request's own page");
        let shown = page(&nurse, &format!("/team/c/{id}/zaken/{case}")).await;
        assert!(shown.contains("Pak het verzoek eerst op."), "{shown}");
        let taken = followed(&nurse, &treat(&app, &nurse, &case, "oppakken", &[]).await).await;
        assert!(taken.contains("U behandelt dit verzoek."), "{taken}");
        let empty = followed(&nurse, &treat(&app, &nurse, &case, "verlengen", &[]).await).await;
        assert!(empty.contains("Schrijf hier een tekst."), "{empty}");
        let reason = [("reason", "Wij wachten op het ziekenhuis.")];
        let longer = followed(&nurse, &treat(&app, &nurse, &case, "verlengen", &reason).await).await;
        assert!(longer.contains("De termijn is verlengd."), "{longer}");
        let seen = page(&client, &format!("/c/{id}/zaken/{case}")).await;
        assert!(seen.contains("vrijdag 30 april 2027") && seen.contains("Wij wachten op het ziekenhuis."));
        let twice = followed(&nurse, &treat(&app, &nurse, &case, "verlengen", &reason).await).await;
        assert!(twice.contains("Er is intussen iets veranderd aan dit verzoek."), "{twice}");

        for (fields, said) in [
            (vec![("text", "x")], "Kies een van de antwoorden."),
            (vec![("choice", "refused"), ("text", "x")], "Kies de reden waarom iets niet gebeurt."),
            (vec![("choice", "refused"), ("ground", "not-factual")], "Schrijf hier een tekst."),
        ] {
            let refused = followed(&nurse, &treat(&app, &nurse, &case, "beslissen", &fields).await).await;
            assert!(refused.contains(said), "{refused}");
        }
        let mails = app.messages_to("client@linde.example").len();
        let answer =
            [("choice", "refused"), ("ground", "not-factual"), ("text", "Dit zag de verpleegkundige.")];
        let decided = followed(&nurse, &treat(&app, &nurse, &case, "beslissen", &answer).await).await;
        assert!(decided.contains("Het antwoord is verstuurd."), "{decided}");
        let told = app.messages_to("client@linde.example");
        assert_eq!(told.len(), mails + 1);
        assert!(
            told[0].contains("Er is een antwoord op uw verzoek.") && !told[0].contains("verpleegkundige")
        );
        let seen = page(&client, &format!("/c/{id}/zaken/{case}")).await;
        assert!(seen.contains("Dit zag de verpleegkundige.") && seen.contains("Niet verbeterd"), "{seen}");
        assert!(seen.contains("Het is geen feitelijke fout."), "{seen}");
        assert!(seen.contains("Autoriteit Persoonsgegevens") && !seen.contains("/api/zaken/intrekken"));
        assert!(page(&nurse, "/team/zaken").await.contains("Er wachten geen verzoeken"));
    });
}

/// WGBO 7:454: an own view stands beside the report at once, for who reads it, and the report is as it was.
#[test]
fn an_own_view_stands_beside_the_report() {
    with_own_app(async |app| {
        let id = app.client_id();
        let contact = app.signed_in("first-contact").await;
        let item = an_item(&app, "rapportages").await;
        let before = page(&contact, &format!("/c/{id}/dossier/{item}")).await;
        assert!(!before.contains("Eigen verklaring"));
        let asked = ask(&app, &contact, &item, "statement", "Mijn moeder gleed uit.").await;
        let kept = followed(&contact, &asked).await;
        assert!(kept.contains("Uw verklaring staat bij het onderdeel."), "{kept}");
        for (visitor, path) in [
            (&app.signed_in("client").await, format!("/c/{id}/dossier/{item}")),
            (&app.signed_in("second-contact").await, format!("/c/{id}/dossier/{item}")),
            (&app.signed_in("nurse").await, format!("/team/c/{id}/dossier/{item}")),
        ] {
            let seen = page(visitor, &path).await;
            assert!(seen.contains("Mijn moeder gleed uit."), "{seen}");
            assert!(seen.contains("Eigen verklaring van Karin van der Meulen"), "{seen}");
        }
        let nurse = app.signed_in("nurse").await;
        assert!(page(&nurse, "/team/zaken").await.contains("Er wachten geen verzoeken"));
        let back = [
            ("client", id.as_str()),
            ("case", &case_in(&asked)),
            ("key", "01980000-0000-7000-8000-000000000000"),
        ];
        let back = followed(&contact, &contact.post("/api/zaken/intrekken", &back).await).await;
        assert!(back.contains("Dit verzoek is al afgerond."), "{back}");
    });
}

/// R25, WGBO 7:455: a nurse prepares, a physician decides, and the item is gone from every page; the
/// request and the answer stay.
#[test]
fn a_physician_decides_about_destroying() {
    with_own_app(async |app| {
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let item = an_item(&app, "rapportages").await;
        let case = case_in(&ask(&app, &client, &item, "delete", "Dit moet weg.").await);
        let nurse = app.signed_in("nurse").await;
        let shown = page(&nurse, &format!("/team/c/{id}/zaken/{case}")).await;
        assert!(shown.contains("Een arts beslist over vernietigen."), "{shown}");
        treat(&app, &nurse, &case, "oppakken", &[]).await;
        let grant = [("choice", "granted"), ("text", "Wij hebben het vernietigd.")];
        let refused = treat(&app, &nurse, &case, "beslissen", &grant).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        let physician = app.signed_in("physician").await;
        let shown = page(&physician, &format!("/team/c/{id}/zaken/{case}")).await;
        assert!(shown.contains("meteen vernietigd") && shown.contains("Overnemen"), "{shown}");
        let decided = followed(&physician, &treat(&app, &physician, &case, "beslissen", &grant).await).await;
        assert!(decided.contains("Het antwoord is verstuurd."), "{decided}");
        for (visitor, base) in [(&client, "/c"), (&nurse, "/team/c")] {
            let gone = visitor.get(&format!("{base}/{id}/dossier/{item}")).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND, "{base}");
        }
        let entry = item.split_once('/').unwrap().1;
        assert!(!page(&client, &format!("/c/{id}/dossier/rapportages")).await.contains(entry));
        let seen = page(&client, &format!("/c/{id}/zaken/{case}")).await;
        assert!(seen.contains("Dit moet weg.") && seen.contains("Wij hebben het vernietigd."), "{seen}");
        assert!(!seen.contains("Naar het onderdeel"), "{seen}");
    });
}

/// L6: what is not recognised goes to the privacy officer, and to nobody who may have looked; the officer
/// opens no record; the same line is one request.
#[test]
fn what_is_not_recognised_goes_to_the_privacy_officer() {
    with_own_app(async |app| {
        let id = app.client_id();
        let nurse = app.signed_in("nurse").await;
        page(&nurse, &format!("/team/c/{id}/dossier")).await;
        let client = app.signed_in("client").await;
        let log = page(&client, &format!("/c/{id}/logboek")).await;
        let (seq, mails) = (field(&log, "seq"), app.mails());
        for _ in 0..2 {
            let key = field(&page(&client, &format!("/c/{id}/logboek")).await, "key");
            let fields = [("client", id.as_str()), ("seq", seq.as_str()), ("key", key.as_str())];
            let kept = followed(&client, &client.post("/api/logboek/onbekend", &fields).await).await;
            assert!(kept.contains("Wij zoeken dit uit."), "{kept}");
        }
        assert_eq!(app.mails(), mails + 1, "one mail to the organisation");
        let mine = page(&client, &format!("/c/{id}/zaken")).await;
        assert_eq!(mine.matches("card__title").count(), 1);
        let case =
            mine.split_once(&format!("/c/{id}/zaken/")).unwrap().1.split('"').next().unwrap().to_owned();
        assert!(page(&nurse, "/team/zaken").await.contains("Er wachten geen verzoeken"));
        let shown = nurse.get(&format!("/team/c/{id}/zaken/{case}")).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND);
        let officer = app.signed_in("privacy-officer").await;
        assert_eq!(officer.get("/").await.location(), Some("/team/zaken"));
        assert!(page(&officer, "/team/zaken").await.contains("Niet herkend in het logboek"));
        treat(&app, &officer, &case, "oppakken", &[]).await;
        let answer =
            [("choice", "refused"), ("ground", "rightful"), ("text", "De verpleegkundige had toen dienst.")];
        let decided = followed(&officer, &treat(&app, &officer, &case, "beslissen", &answer).await).await;
        assert!(decided.contains("Het antwoord is verstuurd."), "{decided}");
        let seen = page(&client, &format!("/c/{id}/zaken/{case}")).await;
        assert!(seen.contains("De verpleegkundige had toen dienst.") && seen.contains("Dit mocht gebeuren"));
        for path in [format!("/team/c/{id}/dossier"), "/team".to_owned(), "/beheer".to_owned()] {
            assert_eq!(officer.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    });
}

/// The clock of the law: what is too late is loud for staff, and the client reads what to do.
#[test]
fn what_is_too_late_is_loud() {
    with_own_app(async |app| {
        app.set_clock("2027-03-01T10:00:00Z");
        let id = app.client_id();
        let client = app.log_in("linde", "client").await;
        client.accept_terms().await;
        let item = {
            let list = format!("/c/{id}/dossier/rapportages");
            let body = page(&client, &list).await;
            let (_, after) = body.split_once(&format!("{list}/")).unwrap();
            format!("rapportages/{}", after.split(['"', '?', '/']).next().unwrap())
        };
        let case = case_in(&ask(&app, &client, &item, "change", "Fout.").await);
        for (now, queue, own, late) in [
            (
                "2027-04-01T10:00:00Z",
                "Vandaag is de laatste dag",
                "U krijgt uiterlijk donderdag 1 april 2027",
                false,
            ),
            ("2027-04-02T10:00:00Z", "1 dag te laat", "U had uiterlijk donderdag 1 april 2027", true),
        ] {
            app.set_clock(now);
            let nurse = app.log_in("linde", "nurse").await;
            nurse.accept_terms().await;
            let waiting = page(&nurse, "/team/zaken").await;
            assert!(waiting.contains(queue), "{waiting}");
            assert_eq!(waiting.contains("remaining--late"), late, "{waiting}");
            let shown = page(&nurse, &format!("/team/c/{id}/zaken/{case}")).await;
            assert_eq!(shown.contains("Termijn verlengen"), !late, "{shown}");
            let client = app.log_in("linde", "client").await;
            let seen = page(&client, &format!("/c/{id}/zaken/{case}")).await;
            assert!(seen.contains(own), "{seen}");
        }
    });
}

/// Nobody else asks, reads or treats: other roles, other clients, other organisations, and who is not
/// logged in.
#[test]
fn requests_are_for_their_own_people() {
    with_own_app(async |app| {
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let item = an_item(&app, "rapportages").await;
        let case = case_in(&ask(&app, &client, &item, "change", "Fout.").await);
        let wrong = format!("/c/{id}/dossier/{item}/klopt-niet");
        let own = [wrong.clone(), format!("/c/{id}/zaken"), format!("/c/{id}/zaken/{case}")];
        for (organisation, user, status) in [
            ("linde", "second-contact", StatusCode::FORBIDDEN),
            ("linde", "nurse", StatusCode::FORBIDDEN),
            ("linde", "admin", StatusCode::FORBIDDEN),
            ("linde", "privacy-officer", StatusCode::FORBIDDEN),
            ("waterland", "nurse", StatusCode::FORBIDDEN),
        ] {
            let visitor = app.signed_in_at(organisation, user).await;
            for path in &own {
                assert_eq!(visitor.get(path).await.status, status, "{path} for {user} of {organisation}");
            }
        }
        let team = format!("/team/c/{id}/zaken/{case}");
        for (organisation, user, status) in [
            ("linde", "client", StatusCode::FORBIDDEN),
            ("linde", "first-contact", StatusCode::FORBIDDEN),
            ("linde", "secretary", StatusCode::FORBIDDEN),
            ("linde", "admin", StatusCode::FORBIDDEN),
            ("linde", "privacy-officer", StatusCode::NOT_FOUND),
            ("waterland", "nurse", StatusCode::NOT_FOUND),
        ] {
            let visitor = app.signed_in_at(organisation, user).await;
            assert_eq!(visitor.get(&team).await.status, status, "{user} of {organisation}");
            let fields =
                [("client", id.as_str()), ("case", &case), ("key", "01980000-0000-7000-8000-000000000000")];
            let taken = visitor.call("/api/team/zaken/oppakken", &fields).await;
            assert_eq!(taken.status, status, "{user} of {organisation}");
        }
        for path in own.iter().chain([&team]) {
            let nobody = app.anonymous("linde").get(path).await;
            assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, Some("/inloggen")));
        }
        // An item under another category's address, and one that is not there.
        let entry = item.split_once('/').unwrap().1;
        for path in [
            format!("/c/{id}/dossier/metingen/{entry}/klopt-niet"),
            format!("/c/{id}/dossier/rapportages/01980000-0000-7000-8000-000000000000/klopt-niet"),
            format!("/c/{id}/zaken/01980000-0000-7000-8000-000000000000"),
        ] {
            assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        // Nothing was taken by any of it, and the client still takes it back.
        let nurse = app.signed_in("nurse").await;
        assert!(page(&nurse, "/team/zaken").await.contains("nog door niemand opgepakt"));
        let shown = page(&client, &format!("/c/{id}/zaken/{case}")).await;
        let key = field(&shown, "key");
        let fields = [("client", id.as_str()), ("case", case.as_str()), ("key", key.as_str())];
        let back = followed(&client, &client.post("/api/zaken/intrekken", &fields).await).await;
        assert!(back.contains("U hebt uw verzoek ingetrokken."), "{back}");
        assert!(page(&nurse, "/team/zaken").await.contains("Er wachten geen verzoeken"));
    });
}
