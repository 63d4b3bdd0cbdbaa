//! A client who cannot decide (any more), over HTTP as a browser without script does it (R17).

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

async fn judge(app: &TestApp, visitor: &Visitor, choice: &str, reason: &str) -> String {
    let client = app.client_id();
    let path = format!("/team/c/{client}/beslissen");
    let key = field(&page(visitor, &path).await, "key");
    let fields = [
        ("client", client.as_str()),
        ("key", key.as_str()),
        ("choice", choice),
        ("judged_day", "1"),
        ("judged_month", "5"),
        ("judged_year", "2026"),
        ("reason", reason),
    ];
    followed(visitor, &visitor.post("/api/team/beslissen/bewaren", &fields).await).await
}

/// R17: the judgement needs a choice, a day and a reason; the client's button then asks the first contact,
/// who decides; the client logs in until it is decided, and not after.
#[test]
fn the_representative_decides_about_closing() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let nurse = app.signed_in("nurse").await;
        let contact = app.signed_in("first-contact").await;
        let client = app.signed_in("client").await;
        let decides = format!("/c/{id}/netwerk/sluiten");
        assert_eq!(contact.get(&decides).await.status, StatusCode::FORBIDDEN, "the client decides");
        assert!(!page(&contact, &format!("/c/{id}/netwerk")).await.contains("/netwerk/sluiten"));
        let access = page(&nurse, &format!("/team/c/{id}/toegang")).await;
        assert!(access.contains(&format!("href=\"/team/c/{id}/beslissen\"")), "{access}");
        let secretary = app.signed_in("secretary").await;
        assert!(!page(&secretary, &format!("/team/c/{id}/toegang")).await.contains("/beslissen"));
        assert_eq!(
            secretary.get(&format!("/team/c/{id}/beslissen")).await.status,
            StatusCode::FORBIDDEN,
            "no judgement of hers"
        );

        assert!(judge(&app, &nurse, "", "x").await.contains("Kies een van de antwoorden."));
        let refused = judge(&app, &nurse, "cannot", " ").await;
        assert!(refused.contains("Schrijf op waarom.") && refused.contains("value=\"2026\""), "{refused}");
        assert!(judge(&app, &nurse, "cannot", &"a".repeat(501)).await.contains("ten hoogste 500 tekens"));
        let kept = judge(&app, &nurse, "cannot", "beoordeeld met de arts").await;
        assert!(kept.contains("kan niet zelf beslissen. De vertegenwoordiger beslist."), "{kept}");
        assert!(kept.contains("beoordeeld met de arts"));

        // In the client's open session, from the next request on.
        let network = page(&client, &format!("/c/{id}/netwerk")).await;
        assert!(network.contains("Uw vertegenwoordiger beslist wie er meekijkt."), "{network}");
        assert!(!network.contains("/netwerk/alles-stoppen"));
        assert_eq!(client.get(&format!("/c/{id}/netwerk/alles-stoppen")).await.status, StatusCode::FORBIDDEN);
        let closing = page(&client, "/instellingen/sluiten").await;
        assert!(closing.contains("Uw vertegenwoordiger beslist of uw account sluit."), "{closing}");
        for _ in 0..2 {
            let asked = client.post("/api/instellingen/sluiten", &[("sure", "on")]).await;
            let said = followed(&client, &asked).await;
            assert!(said.contains("Uw vraag is verstuurd aan uw vertegenwoordiger."), "{said}");
        }
        assert_eq!(client.get(&format!("/c/{id}/dossier")).await.status, StatusCode::OK);

        // The first contact reads the question, must choose, and decides.
        assert!(page(&contact, &format!("/c/{id}/netwerk")).await.contains(&decides));
        let shown = page(&contact, &decides).await;
        assert!(shown.contains("vroeg op 1 december 2026 om het account te sluiten."), "{shown}");
        let decide = async |choice: &str| {
            let key = field(&page(&contact, &decides).await, "key");
            let fields = [("client", id.as_str()), ("key", key.as_str()), ("choice", choice)];
            followed(&contact, &contact.post("/api/netwerk/sluiten", &fields).await).await
        };
        assert!(decide("").await.contains("Kies een van de antwoorden."));
        let kept = decide("keep").await;
        assert!(kept.contains("Het account blijft open.") && !kept.contains("vroeg op"), "{kept}");
        assert!(decide("close").await.contains("Het account is gesloten"));
        let gone = client.get(&format!("/c/{id}/dossier")).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "the open session ended");
        assert_eq!(contact.get(&format!("/c/{id}/dossier")).await.status, StatusCode::OK);
    });
}

/// R17: where nobody represents the client, the organisation is asked, and reads it among its requests.
#[test]
fn without_a_representative_the_organisation_is_asked() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let nurse = app.signed_in("nurse").await;
        judge(&app, &nurse, "cannot", "beoordeeld met de arts").await;
        let store = &app.services().store;
        let here = store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = store.operator(&here, "root: test");
        let client: inzage_domain::ClientId = id.parse().unwrap();
        let beside = store.noticed(&here, client).await.unwrap().unwrap().beside;
        for told in beside.iter().filter(|told| told.relation.basis != inzage_domain::Basis::Own) {
            store.withdraw_relation(&operator, told.relation.id).await.unwrap();
        }
        let client = app.signed_in("client").await;
        let asked = client.post("/api/instellingen/sluiten", &[("sure", "on")]).await;
        let said = followed(&client, &asked).await;
        assert!(said.contains("Een medewerker neemt contact met u op."), "{said}");
        let admin = app.signed_in("admin").await;
        let requests = page(&admin, "/beheer/meldingen").await;
        assert!(requests.contains("Verzoek om een account te sluiten"), "{requests}");
        // From outside nobody asks that.
        let stranger = app.anonymous("linde");
        assert_eq!(
            stranger.call("/api/hulp/formulier", &[("kind", "closing")]).await.status,
            StatusCode::BAD_REQUEST
        );
    });
}
