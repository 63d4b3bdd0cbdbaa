//! What stands around the pages: files, style, contact for weak spots, the demo's start page.

use std::sync::PoisonError;

use http::StatusCode;

use crate::support::{WHOLE_MACHINE, with_app, with_own_app};

#[test]
fn each_organisation_has_its_own_colours_and_contact() {
    with_app(async |app| {
        let mut styles = Vec::new();
        for organisation in &app.contract().organisations {
            let visitor = app.anonymous(&organisation.key);
            let page = visitor.get("/inloggen").await;
            assert!(page.body.contains(&organisation.name), "{}", organisation.key);
            let (_, rest) = page.body.split_once("/huisstijl/").unwrap();
            let path = format!("/huisstijl/{}", rest.split('"').next().unwrap());
            let style = visitor.get(&path).await;
            assert_eq!(style.status, StatusCode::OK);
            assert!(style.header("cache-control").unwrap().contains("immutable"));
            styles.push(style.body);
            let contact = visitor.get("/.well-known/security.txt").await.body;
            assert!(
                contact.starts_with(&format!(
                    "Contact: mailto:security@{}.example\nExpires: ",
                    organisation.key
                )),
                "{contact}"
            );
            assert!(contact.contains("T00:00:00Z\n"), "{contact}");
        }
        let all: std::collections::BTreeSet<_> = styles.iter().collect();
        assert_eq!(all.len(), 5);
        // One organisation's file is nothing at another.
        let linde = app.anonymous("linde").get("/inloggen").await.body;
        let (_, rest) = linde.split_once("/huisstijl/").unwrap();
        let path = format!("/huisstijl/{}", rest.split('"').next().unwrap());
        assert_eq!(app.anonymous("berk").get(&path).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn no_page_is_for_search_engines() {
    with_app(async |app| {
        let visitor = app.anonymous("linde");
        assert_eq!(visitor.get("/robots.txt").await.body, "User-agent: *\nDisallow: /\n");
        assert!(visitor.get("/inloggen").await.body.contains("noindex"));
    });
}

#[test]
fn the_start_page_lists_the_accounts_and_the_messages() {
    with_app(async |app| {
        app.signed_in("client").await;
        let page = app.at_host("localhost:3000").get("/").await;
        assert_eq!(page.status, StatusCode::OK);
        for organisation in &app.contract().organisations {
            assert!(page.body.contains(&organisation.url), "{}", organisation.key);
            for account in &organisation.accounts {
                assert!(page.body.contains(&account.password), "{}", account.user);
            }
        }
        assert!(page.body.contains("is uw code voor"), "{}", page.body);
        assert_eq!(app.at_host("localhost").get("/inloggen").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_style_guide_shows_components_and_errors() {
    with_app(async |app| {
        let visitor = app.anonymous("kompas");
        for (path, word) in
            [("/stijl", "Praktijk Het Kompas"), ("/stijl?fout=404", "Deze pagina bestaat niet")]
        {
            let page = visitor.get(path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains(word), "{path}");
        }
        assert_eq!(visitor.get("/stijl?fout=x").await.status, StatusCode::BAD_REQUEST);
    });
}

/// R5: the page of a record says how fresh it is, and is never kept.
#[test]
fn a_record_is_read_by_all_who_may() {
    with_app(async |app| {
        let client = app.client_id();
        for (user, path) in [
            ("client", format!("/c/{client}/dossier")),
            ("first-contact", format!("/c/{client}/dossier")),
            ("nurse", format!("/team/c/{client}/dossier")),
        ] {
            let page = app.signed_in(user).await.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{user}");
            assert!(page.body.contains("van der Meulen-Verhulst"), "{user}");
            assert!(!page.body.contains("999900006"), "{user} sees a BSN in the page");
            let reports = app.signed_in(user).await.get(&format!("{path}/rapportages")).await;
            assert!(reports.body.contains("Dagrapportage"), "{user}: {}", reports.body);
        }
    });
}

#[test]
fn a_thousand_pages_at_once_mix_up_nobody() {
    let _alone = WHOLE_MACHINE.lock().unwrap_or_else(PoisonError::into_inner);
    with_app(async |app| {
        let people = [
            app.signed_in("client").await,
            app.signed_in("nurse").await,
            app.signed_in_at("waterland", "nurse").await,
        ];
        let client = app.client_id();
        let paths = [format!("/c/{client}/dossier"), format!("/team/c/{client}/dossier"), "/team".to_owned()];
        // On all workers, as a server draws them: one after the other they would pass the deadline.
        let houses = ["linde.localhost:3000", "linde.localhost:3000", "waterland.localhost:3000"];
        let loads = (0..300).map(|at: usize| {
            let (person, path) = (people[at % 3].clone_at(houses[at % 3]), paths[at % 3].clone());
            tokio::spawn(async move { (at % 3, person.get(&path).await) })
        });
        for load in futures_util::future::join_all(loads).await {
            let (who, answer) = load.unwrap();
            assert_eq!(answer.status, StatusCode::OK, "visitor {who}");
            assert_eq!(
                answer.body.contains("van der Meulen-Verhulst"),
                who < 2 || answer.body.contains("Verhulst"),
                "visitor {who}"
            );
            assert!(who != 2 || !answer.body.contains("Verhulst"), "a stranger saw the client");
        }
    });
}

/// Each account that the demo lists can log in as it says, and the log-in page of DigiD leads on.
#[test]
fn every_listed_account_works() {
    with_own_app(async |app| {
        for (organisation, account) in app.accounts() {
            let visitor = app.anonymous(organisation);
            let to = if account.second_factor == "digid" {
                visitor.get("/inloggen/digid").await
            } else {
                let fields = [("user_name", account.user.as_str()), ("password", account.password.as_str())];
                visitor.post("/api/inloggen", &fields).await
            };
            let location = to.location().unwrap_or_default();
            let expected = match account.second_factor.as_str() {
                "none" => "/",
                "digid" => "http://digid.localhost",
                _ => "/inloggen/code",
            };
            let good = if expected == "/" { location == "/" } else { location.starts_with(expected) };
            assert!(good, "{} at {organisation}: {:?} {location}", account.user, to.status);
        }
    });
}
