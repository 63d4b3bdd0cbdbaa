//! Searching a record, graphs, more about one item and the list of words, as a browser without script
//! does it.

use http::StatusCode;

use crate::support::{Answer, Visitor, with_app, with_own_app};

const NOBODY: &str = "01980000-0000-7000-8000-000000000000";

async fn page(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    // Leptos's marks between texts.
    page.body.replace("<!>", "")
}

/// Searches and gives where the results are.
async fn search(visitor: &Visitor, client: &str, text: &str, section: &str) -> String {
    let fields = [("client", client), ("text", text), ("section", section)];
    let answer: Answer = visitor.post("/api/dossier/zoeken", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().unwrap().to_owned()
}

/// The part of a page between two texts.
fn between<'a>(body: &'a str, from: &str, until: &str) -> &'a str {
    let (_, rest) = body.split_once(from).unwrap_or_else(|| panic!("no {from} in {body}"));
    rest.split(until).next().unwrap()
}

fn marks(body: &str) -> Vec<&str> {
    body.split("<mark>").skip(1).map(|rest| rest.split("</mark>").next().unwrap()).collect()
}

#[test]
fn a_search_finds_whole_words_and_stands_in_no_address() {
    with_own_app(async |app| {
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let empty = page(&client, &format!("/c/{id}/dossier/zoeken")).await;
        assert!(!empty.contains("Gevonden") && !empty.contains("Niets gevonden"), "{empty}");

        let found = search(&client, &id, "STEUNKOUSEN", "").await;
        assert!(found.starts_with(&format!("/c/{id}/dossier/zoeken?formulier=")), "{found}");
        assert!(!found.to_lowercase().contains("steunkousen"), "{found}");
        let body = page(&client, &found).await;
        assert!(
            marks(&body).len() >= 2 && marks(&body).iter().all(|mark| mark.to_lowercase() == "steunkousen"),
            "{body}"
        );
        assert!(body.contains("value=\"STEUNKOUSEN\""), "what was typed is still there: {body}");
        // Back from a result: it is there again.
        assert!(!marks(&page(&client, &found).await).is_empty());
        let (_, number) = found.split_once("formulier=").unwrap();

        // All words; whole words; a part of a word; another section; what is not shared.
        for (text, section, finds) in [
            ("steunkousen gewicht", "", true),
            ("steunkousen walvis", "", false),
            ("steunkous", "", false),
            ("steunkousen", "rapportages", true),
            ("steunkousen", "uitslagen", false),
            ("proBNP", "", false),
            ("geheugenonderzoek", "", false),
            // Two readings of one word; the author of an item.
            ("Bloeddruk", "metingen", true),
            ("Amrani", "", true),
        ] {
            let body = page(&client, &search(&client, &id, text, section).await).await;
            assert_eq!(body.contains("class=\"entry\""), finds, "{text} {section}: {body}");
            assert_eq!(body.contains("Niets gevonden"), !finds, "{text} {section}");
        }
        let body = page(&client, &search(&client, &id, "a !", "").await).await;
        assert!(body.contains("Typ een woord van ten minste twee letters."), "{body}");
        let many = "mevrouw gewicht steunkousen enkels goed geslapen";
        let body = page(&client, &search(&client, &id, many, "").await).await;
        assert!(body.contains("We zoeken met de eerste vijf."), "{body}");
        let hostile = page(&client, &search(&client, &id, "<script>alert(1)</script>", "").await).await;
        assert!(!hostile.contains("<script>alert"), "{hostile}");

        // Somebody else has no part in it, and words typed at one record are not looked for in another.
        let contact = app.signed_in("first-contact").await;
        let other = page(&contact, &found).await;
        assert!(other.contains("bewaren we niet langer") && marks(&other).is_empty(), "{other}");
        let elsewhere = search(&client, NOBODY, "steunkousen", "").await;
        assert_eq!(client.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        let (_, theirs) = elsewhere.split_once("formulier=").unwrap();
        let body = page(&client, &format!("/c/{id}/dossier/zoeken?formulier={theirs}")).await;
        assert!(marks(&body).is_empty() && body.contains("bewaren we niet langer"), "{body}");
        for after in ["x", "1_2"] {
            let wrong = format!("/c/{id}/dossier/zoeken?formulier={number}&vanaf={after}");
            assert_eq!(client.get(&wrong).await.status, StatusCode::NOT_FOUND, "{after}");
        }

        // Staff search the same way at their own address, and the client reads that it was done.
        let nurse = app.signed_in("nurse").await;
        let found = search(&nurse, &id, "enkels", "").await;
        assert!(found.starts_with(&format!("/team/c/{id}/dossier/zoeken?")), "{found}");
        assert!(!marks(&page(&nurse, &found).await).is_empty());
        let log = page(&client, &format!("/c/{id}/logboek?dagen=alles")).await;
        assert!(log.contains("In het dossier gezocht"), "{log}");
        assert!(!log.contains("steunkousen") && !log.contains("enkels"), "the log does not say for what");
    });
}

#[test]
fn a_search_is_kept_for_ten_minutes() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let found = search(&client, &id, "steunkousen", "").await;
        app.set_clock("2026-12-01T10:09:59Z");
        assert!(!marks(&page(&client, &found).await).is_empty());
        app.set_clock("2026-12-01T10:10:01Z");
        let body = page(&client, &found).await;
        assert!(marks(&body).is_empty() && body.contains("Typ uw woorden opnieuw."), "{body}");
    });
}

#[test]
fn measurements_and_results_are_drawn_with_their_numbers_beside_them() {
    with_app(async |app| {
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let base = format!("/c/{id}/dossier/metingen/grafiek");
        assert!(
            page(&client, &format!("/c/{id}/dossier/metingen")).await.contains(&format!("href=\"{base}\""))
        );
        let body = page(&client, &base).await;
        // The newest is a weight: four points, one line, the numbers with links to each item.
        assert_eq!(body.matches("class=\"line__point line--0\"").count(), 4, "{body}");
        for value in ["71,8 kg", "70,4 kg", "70,1 kg", "69,8 kg"] {
            assert!(body.contains(value), "{value}");
        }
        assert!(!body.contains("mmHg"), "another unit has no place here");
        let table = between(&body, "<tbody>", "</tbody>");
        assert_eq!(table.matches(&format!("href=\"/c/{id}/dossier/metingen/")).count(), 4, "{table}");
        // Every choice has its page; the pressure has two lines of different form.
        let choices = between(&body, "class=\"choices\"", "</ul>");
        let links: Vec<String> = choices
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
            .collect();
        assert!(links.len() >= 4, "{choices}");
        let mut drawn = Vec::new();
        for link in &links {
            drawn.push(page(&client, link).await);
        }
        let pressure = drawn.iter().find(|body| body.contains("Systolische bloeddruk")).unwrap();
        assert_eq!(
            pressure.matches("class=\"line__point line--1\"").count(),
            3 + 1,
            "three points and the key"
        );
        assert!(pressure.contains("148 mmHg") && pressure.contains("84 mmHg"));

        // Week after week back, each value is in one of them; and there is a way forward again.
        let weight = links.iter().find(|link| page_of(&drawn, &links, link).contains("71,8 kg")).unwrap();
        let mut week = format!("{}&periode=week", weight.split('&').next().unwrap());
        let mut seen = Vec::new();
        for turn in 0..9 {
            let body = page(&client, &week).await;
            let values = ["71,8 kg", "70,4 kg", "70,1 kg", "69,8 kg"];
            let there = values.iter().filter(|value| body.contains(&format!(">{value}<")));
            seen.extend(there.copied());
            assert_eq!(body.contains("Latere tijd"), turn > 0, "{body}");
            let pages = between(&body, "class=\"pagination\"", "</nav>");
            let older = pages.split("href=\"").skip(1).find(|rest| rest.contains("Eerdere tijd")).unwrap();
            week = older.split('"').next().unwrap().replace("&amp;", "&");
        }
        seen.sort_unstable();
        assert_eq!(seen, ["69,8 kg", "70,1 kg", "70,4 kg", "71,8 kg"]);
        let none =
            page(&client, &format!("{}&periode=week&tot=2001-01-01", weight.split('&').next().unwrap()))
                .await;
        assert!(none.contains("In deze tijd is dit niet gemeten"), "{none}");

        // What is usual is shaded and said.
        let results = page(&client, &format!("/c/{id}/dossier/uitslagen/grafiek")).await;
        assert!(results.contains("class=\"line__usual\"") && results.contains("Gewone waarde:"), "{results}");

        for (path, status) in [
            (format!("/c/{id}/dossier/rapportages/grafiek"), 404),
            (format!("/c/{id}/dossier/geen-rubriek/grafiek"), 404),
            (format!("{base}?van={NOBODY}"), 404),
            (format!("{base}?van=x"), 404),
            (format!("{base}?tot=gisteren"), 404),
            (format!("{base}?tot=2026-02-30"), 404),
            (format!("{base}?periode=eeuw"), 200),
        ] {
            assert_eq!(client.get(&path).await.status.as_u16(), status, "{path}");
        }
    });
}

fn page_of<'a>(pages: &'a [String], links: &[String], link: &String) -> &'a str {
    let place = links.iter().position(|one| one == link).unwrap();
    &pages[place]
}

#[test]
fn an_item_tells_its_versions_and_who_opened_it_to_who_may_know() {
    with_own_app(async |app| {
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let nurse = app.signed_in("nurse").await;
        let list = page(&client, &format!("/c/{id}/dossier/uitslagen")).await;
        let start = format!("href=\"/c/{id}/dossier/uitslagen/");
        let entries: Vec<&str> = list
            .split(&start)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .filter(|entry| *entry != "grafiek")
            .collect();
        let (one, other) = (entries[0], entries[1]);
        let item = page(&client, &format!("/c/{id}/dossier/uitslagen/{one}")).await;
        let more = format!("/c/{id}/dossier/uitslagen/{one}/meer");
        assert!(item.contains(&format!("href=\"{more}\"")), "{item}");
        page(&nurse, &format!("/team/c/{id}/dossier/uitslagen/{one}")).await;
        page(&nurse, &format!("/team/c/{id}/dossier/uitslagen/{other}")).await;

        let body = page(&client, &more).await;
        let looked = between(&body, "id=\"bekeken\"", "</section>");
        assert!(looked.contains("Mohamed El Amrani") && looked.contains("zorgverlener"), "{looked}");
        assert!(looked.contains(&format!("href=\"/c/{id}/logboek\"")), "{looked}");
        assert!(body.contains("klopt-niet") && body.contains(&format!("grafiek?van={one}")), "{body}");
        let versions = between(&body, "id=\"versies\"", "</section>");
        assert_eq!(versions.matches("<th scope=\"row\">").count(), 1, "{versions}");
        // Once, although the nurse opened two items.
        let (_, nurses) = looked.split_once("Mohamed El Amrani").unwrap();
        assert!(!nurses.contains("2 keer"), "{looked}");

        // Who may not read the log is not told, and nothing of that is refused in the log.
        let lines = |body: &str| body.matches("Geweigerd").count();
        let before = lines(&page(&client, &format!("/c/{id}/logboek?dagen=alles")).await);
        let theirs = page(&nurse, &format!("/team{more}")).await;
        assert!(!theirs.contains("id=\"bekeken\"") && !theirs.contains("klopt-niet"), "{theirs}");
        assert_eq!(lines(&page(&client, &format!("/c/{id}/logboek?dagen=alles")).await), before);

        for path in [
            format!("/c/{id}/dossier/rapportages/{one}/meer"),
            format!("/c/{id}/dossier/uitslagen/{NOBODY}/meer"),
            format!("/c/{NOBODY}/dossier/uitslagen/{one}/meer"),
        ] {
            assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn words_of_care_are_explained_where_one_reads_them_and_in_a_list() {
    with_app(async |app| {
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let mut explained = 0;
        for section in ["uitslagen", "rapportages", "metingen"] {
            let list = page(&client, &format!("/c/{id}/dossier/{section}")).await;
            let start = format!("href=\"/c/{id}/dossier/{section}/");
            for rest in list.split(&start).skip(1) {
                let entry = rest.split('"').next().unwrap();
                if entry.len() != NOBODY.len() {
                    continue;
                }
                let item = page(&client, &format!("/c/{id}/dossier/{section}/{entry}")).await;
                let says = item.contains("eGFR");
                assert!(
                    !says || item.contains("Een getal dat zegt hoe goed de nieren het bloed schoonmaken."),
                    "{item}"
                );
                explained += usize::from(item.contains("Wat betekent dit?"));
            }
        }
        assert!(explained >= 3, "{explained} items with an explanation");
        let list = page(&app.anonymous("linde"), "/woordenlijst").await;
        assert!(list.contains("Decubitus") && list.contains("id=\"letter-D\""), "{list}");
        assert!(page(&client, "/hulp").await.contains("href=\"/woordenlijst\""));
    });
}
