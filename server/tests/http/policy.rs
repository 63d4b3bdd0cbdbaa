//! The policy editor over HTTP: consequences before saving, bounds, and no way to lock oneself out.

use http::StatusCode;

use crate::support::{Visitor, field, with_own_app};

/// Saves what the page of the consequences would save.
async fn save(admin: &Visitor, page: &str) -> crate::support::Answer {
    let names: Vec<String> = page
        .split("name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with("typed[") || matches!(*name, "from" | "key"))
        .map(str::to_owned)
        .collect();
    let values: Vec<String> = names.iter().map(|name| field(page, name)).collect();
    let fields: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    admin.post("/api/beheer/afspraken/opslaan", &fields).await
}

/// F1 to F4: an administrator chooses, sees what it means in numbers, saves, and it counts at once.
#[test]
fn a_policy_is_changed_after_its_consequences_were_seen() {
    with_own_app(async |app| {
        let admin = app.signed_in("admin").await;
        let form = admin.get("/beheer/afspraken?voorbeeld=caren").await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.body.contains("value=\"network\" checked"), "the example is filled in");
        let path = "/beheer/afspraken/gevolgen?preset=caren&representation=network&idle_minutes=20&acceptance=each-log-in";
        let page = admin.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Wie nu een netwerk heeft"), "{}", page.body);
        assert!(page.body.contains("Nu: 30. Straks: 20.") && page.body.contains("tweede contactpersonen"));
        // Looking changed nothing.
        assert!(!admin.get("/beheer/afspraken").await.body.contains("value=\"network\" checked"));
        let saved = save(&admin, &page.body).await;
        let back = saved.location().unwrap().to_owned();
        assert!(back.starts_with("/beheer/afspraken?formulier="), "{back}");
        let after = admin.get(&back).await.body;
        assert!(after.contains("De nieuwe afspraken gelden nu.") && after.contains("Ingrid Vos"), "{after}");
        assert!(after.contains("value=\"network\" checked") && after.contains("value=\"20\""));
        // The same form again is the same; a page from before is out of date.
        assert!(
            admin.get(save(&admin, &page.body).await.location().unwrap()).await.body.contains("gelden nu")
        );
        let other = page.body.replace(&field(&page.body, "key"), "01980000-0000-7000-8000-000000000000");
        let stale = save(&admin, &other).await;
        let stale = admin.get(stale.location().unwrap()).await.body;
        assert!(stale.contains("Er is niets opgeslagen"), "{stale}");
        // It counts in the sessions that run, and where one logs in.
        let login = app.anonymous("linde").get("/inloggen").await.body;
        assert!(login.contains("Door in te loggen gaat u akkoord met de"));
    });
}

/// R91: what is out of bounds, or would keep the administrator out, is refused on the page and behind it.
#[test]
fn an_administrator_is_not_locked_out() {
    with_own_app(async |app| {
        let admin = app.signed_in("admin").await;
        for (fields, words) in [
            ("staff_second_factor=digid", "Dan kunt u zelf niet meer inloggen"),
            ("retention_years=19", "Vul een getal in van 20 tot en met 115."),
            ("idle_minutes=abc", "Vul een getal in van 5 tot en met 60."),
            ("warning_minutes=30", "Vul een getal in van 1 tot en met 29."),
        ] {
            let page = admin.get(&format!("/beheer/afspraken/gevolgen?{fields}")).await;
            assert_eq!(page.status, StatusCode::OK, "{fields}");
            assert!(page.body.contains(words) && page.body.contains("autofocus"), "{fields}: {}", page.body);
            assert!(!page.body.contains("/api/beheer/afspraken/opslaan"), "{fields} can be saved");
            let (name, value) = fields.split_once('=').unwrap();
            let name = format!("typed[fields][{name}]");
            let post =
                [(name.as_str(), value), ("from", "1"), ("key", "01980000-0000-7000-8000-000000000000")];
            let answer = admin.post("/api/beheer/afspraken/opslaan", &post).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{fields}");
        }
        let odd = admin.get("/beheer/afspraken/gevolgen?acceptance=nooit").await;
        assert_eq!(odd.status, StatusCode::BAD_REQUEST);
        assert!(app.log_in("linde", "admin").await.get("/beheer").await.status.is_success());
    });
}
