//! Records at the end of their term, over HTTP as a browser without script does it (R35).

use http::StatusCode;

use crate::support::{Visitor, with_own_app};

async fn page(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {:?} {}", page.location(), page.body);
    page.body
}

/// Posts a form and follows it to its page.
async fn sent(visitor: &Visitor, function: &str, fields: &[(&str, &str)]) -> String {
    let answer = visitor.post(&format!("/api/team/bewaren/{function}"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{function}: {}", answer.body);
    page(visitor, answer.location().unwrap()).await
}

/// R35: twenty years after the end of care, unless it is held; then nobody reads it any more.
#[test]
fn the_privacy_officer_destroys_what_is_past_its_term() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let id = app.client_id();
        let client = [("client", id.as_str())];
        let nurse = app.signed_in("nurse").await;
        let ends = [
            ("client", id.as_str()),
            ("state", "ended"),
            ("ended_day", "30"),
            ("ended_month", "11"),
            ("ended_year", "2026"),
        ];
        assert_eq!(nurse.post("/api/team/zorg/bewaren", &ends).await.status, StatusCode::SEE_OTHER);
        let officer = app.signed_in("privacy-officer").await;
        assert!(page(&officer, "/team/bewaren").await.contains("Er is geen dossier aan de beurt"));
        let sheet = page(&officer, &format!("/team/bewaren/{id}")).await;
        assert!(sheet.contains("2046") && !sheet.contains("voorgoed vernietigen</button>"), "{sheet}");
        // Asked for all the same.
        let sure = [("client", id.as_str()), ("sure", "ja")];
        let early = sent(&officer, "vernietigen", &sure).await;
        assert!(early.contains("Tot dan kan niemand het vernietigen."), "{early}");
        assert_eq!(nurse.get(&format!("/team/bewaren/{id}")).await.status, StatusCode::FORBIDDEN);

        app.set_clock("2046-12-03T10:00:00Z");
        let officer = app.log_in("linde", "privacy-officer").await;
        let list = page(&officer, "/team/bewaren").await;
        assert!(list.contains("Mag worden vernietigd") && list.contains(&id), "{list}");
        // A hold, with its reason.
        let none = sent(&officer, "vasthouden", &client).await;
        assert!(none.contains("Schrijf op waarom, in ten hoogste 500 tekens."), "{none}");
        let held = sent(&officer, "vasthouden", &[("client", &id), ("reason", "rechtszaak")]).await;
        assert!(held.contains("Het dossier wordt vastgehouden.") && held.contains("rechtszaak"), "{held}");
        assert!(sent(&officer, "vernietigen", &sure).await.contains("Stop eerst met vasthouden."));
        let lifted =
            sent(&officer, "vasthouden", &[("client", &id), ("lift", "ja"), ("reason", "uitspraak")]).await;
        assert!(lifted.contains("Het dossier wordt niet meer vastgehouden."), "{lifted}");
        // Not without the tick.
        let unsure = sent(&officer, "vernietigen", &client).await;
        assert!(unsure.contains("Zet het vinkje als u het zeker weet."), "{unsure}");
        let gone = sent(&officer, "vernietigen", &sure).await;
        assert!(gone.contains("Niemand kan het nog lezen.") && gone.contains(&id), "{gone}");
        // The same form again, and looking at it.
        assert!(sent(&officer, "vernietigen", &sure).await.contains("Niemand kan het nog lezen."));
        assert_eq!(officer.get(&format!("/team/bewaren/{id}")).await.status, StatusCode::NOT_FOUND);
        let nurse = app.log_in("linde", "nurse").await;
        assert_eq!(nurse.get(&format!("/team/c/{id}/dossier")).await.status, StatusCode::NOT_FOUND);
    });
}
