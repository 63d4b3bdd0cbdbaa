//! Consents over HTTP as a browser without script does it: none by default, given, withdrawn, seen by
//! staff, and by whom (R129, R137, R17, R121).

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

/// Says something about a purpose, with the form of its page.
async fn say(visitor: &Visitor, client: &str, purpose: &str, choice: &str, last: [&str; 3]) -> Answer {
    let form = page(visitor, &format!("/c/{client}/toestemmingen/{purpose}")).await;
    let key = field(&form, "key");
    let fields = [
        ("client", client),
        ("purpose", purpose),
        ("key", key.as_str()),
        ("choice", choice),
        ("until_day", last[0]),
        ("until_month", last[1]),
        ("until_year", last[2]),
    ];
    visitor.post("/api/toestemmingen/kiezen", &fields).await
}

const NO_END: [&str; 3] = ["", "", ""];
const NOTHING_SAID: &str = "Geen toestemming: er is nog niets gezegd";
const OVER: &str = "Geen toestemming: geweigerd, ingetrokken of verlopen";

fn child_of(app: &TestApp) -> String {
    app.account("kompas", "child-14").client.clone().unwrap()
}

/// R129, R137: nothing is consented to until the client says so; it is withdrawn as easily; staff read it
/// with its history and do not change it; the other purposes stay as they were.
#[test]
fn a_client_gives_and_withdraws_a_consent() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let client = app.signed_in("client").await;
        let all = format!("/c/{id}/toestemmingen");
        assert!(page(&client, &format!("/c/{id}/netwerk")).await.contains(&format!("href=\"{all}\"")));
        let before = page(&client, &all).await;
        assert_eq!(before.matches(NOTHING_SAID).count(), 3, "{before}");
        assert!(before.contains("Delen met de huisarts") && !before.contains("onderzoek"), "{before}");

        for (choice, last, fault) in [
            ("", NO_END, "Kies ja of nee."),
            ("yes", ["31", "2", "2027"], "Deze dag bestaat niet."),
            ("yes", ["30", "11", "2026"], "Deze dag is al voorbij."),
            ("yes", ["1", "1", ""], "Deze dag bestaat niet."),
        ] {
            let said = followed(&client, &say(&client, &id, "huisarts", choice, last).await).await;
            assert!(said.contains(fault), "{said}");
        }
        let said = followed(&client, &say(&client, &id, "huisarts", "yes", ["1", "12", "2026"]).await).await;
        assert!(said.contains("Uw toestemming is bewaard.") && said.contains("Tot en met 1 december 2026"));
        assert_eq!(said.matches(NOTHING_SAID).count(), 2, "{said}");
        // Its last day is the day itself.
        app.set_clock("2026-12-01T22:59:59.999999Z");
        let client = app.log_in("linde", "client").await;
        assert!(page(&client, &all).await.contains("Tot en met 1 december 2026"));
        app.set_clock("2026-12-01T23:00:00Z");
        let over = page(&client, &all).await;
        assert!(over.contains(OVER) && !over.contains("Tot en met"), "{over}");

        followed(&client, &say(&client, &id, "apotheek", "yes", NO_END).await).await;
        app.set_clock("2026-12-01T23:00:01Z");
        let said = followed(&client, &say(&client, &id, "apotheek", "no", NO_END).await).await;
        assert!(said.contains("Uw nee is bewaard.") && said.matches(OVER).count() == 2, "{said}");
        let one = page(&client, &format!("{all}/apotheek")).await;
        assert!(one.contains("Toestemming gegeven") && one.contains("Geen toestemming, of ingetrokken"));

        let nurse = app.signed_in("nurse").await;
        let staff = page(&nurse, &format!("/team/c/{id}/toestemmingen")).await;
        assert!(staff.contains("Toestemming gegeven") && staff.contains("van der Meulen"), "{staff}");
        assert!(!staff.contains("/toestemmingen/huisarts"), "{staff}");
        let changed = [("client", id.as_str()), ("purpose", "huisarts"), ("choice", "yes"), ("key", &id)];
        assert_eq!(nurse.post("/api/toestemmingen/kiezen", &changed).await.status, StatusCode::FORBIDDEN);
    });
}

/// R129: what the organisation does not ask for cannot be given, and a purpose that there is not has no page.
#[test]
fn only_what_is_asked_can_be_given() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let client = app.signed_in("client").await;
        for purpose in ["onderzoek", "alles"] {
            let missing = client.get(&format!("/c/{id}/toestemmingen/{purpose}")).await;
            assert_eq!(missing.status, StatusCode::NOT_FOUND, "{purpose}");
        }
        let fields = |purpose| {
            [("client", id.as_str()), ("purpose", purpose), ("key", id.as_str()), ("choice", "yes")]
        };
        let given = client.call("/api/toestemmingen/kiezen", &fields("onderzoek")).await;
        assert_eq!(given.status, StatusCode::OK);
        assert!(!page(&client, &format!("/c/{id}/toestemmingen")).await.contains("onderzoek"), "not kept");
        let unknown = client.call("/api/toestemmingen/kiezen", &fields("alles")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    });
}

/// R17: for who cannot decide the first contact speaks, and not before; the client reads on.
#[test]
fn the_representative_speaks_for_who_cannot_decide() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let contact = app.signed_in("first-contact").await;
        let all = format!("/c/{id}/toestemmingen");
        assert!(page(&contact, &all).await.contains("U kunt dit zien, maar niet veranderen."));
        let second = app.signed_in("second-contact").await;
        assert_eq!(second.get(&all).await.status, StatusCode::FORBIDDEN);

        let nurse = app.signed_in("nurse").await;
        let form = page(&nurse, &format!("/team/c/{id}/beslissen")).await;
        let key = field(&form, "key");
        let fields = [
            ("client", id.as_str()),
            ("key", key.as_str()),
            ("choice", "cannot"),
            ("judged_day", "1"),
            ("judged_month", "5"),
            ("judged_year", "2026"),
            ("reason", "beoordeeld met de arts"),
        ];
        followed(&nurse, &nurse.post("/api/team/beslissen/bewaren", &fields).await).await;

        let said = followed(&contact, &say(&contact, &id, "ziekenhuis", "yes", NO_END).await).await;
        assert!(said.contains("Uw toestemming is bewaard."), "{said}");
        let client = app.signed_in("client").await;
        let seen = page(&client, &format!("{all}/ziekenhuis")).await;
        assert!(seen.contains("eerste contactpersoon") && seen.contains("U kunt dit zien"), "{seen}");
        let own = [("client", id.as_str()), ("purpose", "ziekenhuis"), ("choice", "no"), ("key", &id)];
        assert_eq!(client.post("/api/toestemmingen/kiezen", &own).await.status, StatusCode::FORBIDDEN);
    });
}

/// R121, WGBO 7:450: from 12 to 15 it takes a yes of both, and a no of one ends it.
#[test]
fn child_and_parent_must_both_say_yes() {
    with_own_app(async |app| {
        let id = child_of(&app);
        let child = app.signed_in_at("kompas", "child-14").await;
        let parent = app.signed_in_at("kompas", "parent").await;
        let said = followed(&child, &say(&child, &id, "huisarts", "yes", NO_END).await).await;
        assert!(said.contains("Nog geen toestemming: één van de twee zei ja"), "{said}");
        let said = followed(&parent, &say(&parent, &id, "huisarts", "yes", NO_END).await).await;
        assert!(said.contains("De cliënt zei ja") && !said.contains("Nog geen toestemming"), "{said}");
        let said = followed(&child, &say(&child, &id, "huisarts", "no", NO_END).await).await;
        assert!(said.contains(OVER) && said.contains("De cliënt zei nee"), "{said}");
    });
}
