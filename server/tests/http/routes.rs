//! Every page and every server function, with what each kind of visitor gets. A new one without
//! a row here fails the test.

use std::collections::BTreeSet;

use crate::support::{TestApp, Visitor, with_app};

/// A client id that is nobody's.
const NOBODY: &str = "01980000-0000-7000-8000-000000000000";

/// Statuses for: nobody logged in; the client; her first contact; a nurse; the administrator; a
/// nurse of another organisation.
type Statuses = [u16; 6];

struct Row {
    route: &'static str,
    /// The path (pages) or the fields (functions); `{C}` is the client's id.
    with: &'static str,
    statuses: Statuses,
}

const fn row(route: &'static str, with: &'static str, statuses: Statuses) -> Row {
    Row { route, with, statuses }
}

/// Pages. 303 leads on: to the log-in, the terms, or the page that fits.
const PAGES: &[Row] = &[
    row("/", "/", [303, 303, 303, 303, 303, 303]),
    row("/inloggen", "/inloggen", [200, 200, 200, 200, 200, 200]),
    row("/inloggen/code", "/inloggen/code", [303, 303, 303, 303, 303, 303]),
    row("/uitgelogd", "/uitgelogd", [200, 200, 200, 200, 200, 200]),
    row("/voorwaarden", "/voorwaarden", [303, 303, 303, 303, 303, 303]),
    row("/gebruiksvoorwaarden", "/gebruiksvoorwaarden", [200, 200, 200, 200, 200, 200]),
    row("/privacy", "/privacy", [200, 200, 200, 200, 200, 200]),
    row("/cookies", "/cookies", [200, 200, 200, 200, 200, 200]),
    row("/hulp", "/hulp", [200, 200, 200, 200, 200, 200]),
    row("/toegankelijkheid", "/toegankelijkheid", [200, 200, 200, 200, 200, 200]),
    row("/c/{client}/dossier", "/c/{C}/dossier", [303, 200, 200, 200, 403, 404]),
    row("/c/{client}/dossier/{category}", "/c/{C}/dossier/rapportages", [303, 200, 200, 200, 403, 404]),
    row(
        "/c/{client}/dossier/{category}/vanaf/{after}",
        "/c/{C}/dossier/rapportages/vanaf/4102444800000000_01980000-0000-7000-8000-000000000000",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/c/{client}/dossier/{category}/{entry}",
        "/c/{C}/dossier/rapportages/{E}",
        [303, 200, 200, 200, 403, 404],
    ),
    row("/team", "/team", [303, 403, 403, 200, 403, 200]),
    row("/team/c/{client}/dossier", "/team/c/{C}/dossier", [303, 200, 200, 200, 403, 404]),
    row(
        "/team/c/{client}/dossier/{category}",
        "/team/c/{C}/dossier/rapportages",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/{category}/vanaf/{after}",
        "/team/c/{C}/dossier/rapportages/vanaf/4102444800000000_01980000-0000-7000-8000-000000000000",
        [303, 200, 200, 200, 403, 404],
    ),
    row(
        "/team/c/{client}/dossier/{category}/{entry}",
        "/team/c/{C}/dossier/rapportages/{E}",
        [303, 200, 200, 200, 403, 404],
    ),
    row("/beheer", "/beheer", [303, 403, 403, 403, 200, 403]),
];

/// Server functions, called as the browser half calls them.
const FUNCTIONS: &[Row] = &[
    row("/api/start", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen", "user_name=&password=", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/code/formulier", "", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/code", "code=x", [200, 200, 200, 200, 200, 200]),
    row("/api/inloggen/code/nieuw", "", [200, 200, 200, 200, 200, 200]),
    row("/api/taal", "language=nl&back=%2F", [200, 200, 200, 200, 200, 200]),
    row("/api/ingelogd-blijven", "", [401, 200, 200, 200, 200, 200]),
    row("/api/voorwaarden/teksten", "", [200, 200, 200, 200, 200, 200]),
    row("/api/voorwaarden/poort", "", [401, 200, 200, 200, 200, 200]),
    row("/api/voorwaarden/accepteren", "key=k&versions=", [401, 200, 200, 200, 200, 200]),
    row("/api/dossier/start", "client={C}", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/rubriek", "client={C}&category=reports", [401, 200, 200, 200, 403, 404]),
    row("/api/dossier/onderdeel", "client={C}&category=reports&entry={E}", [401, 200, 200, 200, 403, 404]),
    row("/api/team/clienten", "", [401, 403, 403, 200, 403, 200]),
    row("/api/team/zoeken", "text=", [401, 403, 403, 200, 403, 200]),
    row("/api/beheer/overzicht", "", [401, 403, 403, 403, 200, 403]),
];

/// Functions that end the session of who calls them; they have tests of their own.
const ENDING: &[&str] = &["/api/uitloggen", "/api/voorwaarden/weigeren"];

async fn visitors(app: &TestApp) -> [Visitor; 6] {
    [
        app.anonymous("linde"),
        app.signed_in("client").await,
        app.signed_in("first-contact").await,
        app.signed_in("nurse").await,
        app.signed_in("admin").await,
        app.signed_in_at("waterland", "nurse").await,
    ]
}

/// The newest report of the client, as the client finds it.
async fn an_entry(app: &TestApp) -> String {
    let path = format!("/c/{}/dossier/rapportages", app.client_id());
    let page = app.signed_in("client").await.get(&path).await;
    let (_, after) =
        page.body.split_once(&format!("{path}/")).unwrap_or_else(|| panic!("no report in {}", page.body));
    after.split(['"', '?']).next().unwrap().to_owned()
}

#[test]
fn every_route_has_its_row() {
    with_app(async |_| {
        let pages: BTreeSet<String> =
            inzage_host::http::page_routes().iter().map(|route| route.path().to_owned()).collect();
        let listed: BTreeSet<String> = PAGES.iter().map(|row| row.route.to_owned()).collect();
        assert_eq!(pages, listed);
        let functions: BTreeSet<&str> =
            inzage_host::http::function_routes().into_iter().map(|(path, _)| path).collect();
        let listed: BTreeSet<&str> =
            FUNCTIONS.iter().map(|row| row.route).chain(ENDING.iter().copied()).collect();
        assert_eq!(functions, listed);
        // A server function changes something or costs something: never by GET.
        assert!(inzage_host::http::function_routes().iter().all(|(_, method)| *method == http::Method::POST));
    });
}

#[test]
fn everybody_gets_only_their_own_pages() {
    with_app(async |app| {
        let visitors = visitors(app).await;
        let (client, entry) = (app.client_id(), an_entry(app).await);
        let mut wrong = Vec::new();
        for row in PAGES {
            let path = row.with.replace("{C}", &client).replace("{E}", &entry);
            for (who, (visitor, expected)) in visitors.iter().zip(row.statuses).enumerate() {
                let answer = visitor.get(&path).await;
                if answer.status.as_u16() != expected {
                    wrong.push(format!(
                        "{} for visitor {who}: {} instead of {expected}",
                        row.route,
                        answer.status.as_u16()
                    ));
                }
                // Her own name stands in the head of her own pages.
                if answer.status.is_client_error() && who != 1 {
                    assert!(
                        !answer.body.contains("Verhulst"),
                        "{} tells visitor {who} the client's name",
                        row.route
                    );
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn everybody_gets_only_their_own_answers() {
    with_app(async |app| {
        let visitors = visitors(app).await;
        let (client, entry) = (app.client_id(), an_entry(app).await);
        let mut wrong = Vec::new();
        for row in FUNCTIONS {
            let body = row.with.replace("{C}", &client).replace("{E}", &entry);
            let fields: Vec<(&str, &str)> = body.split('&').filter_map(|pair| pair.split_once('=')).collect();
            let fields: Vec<(&str, &str)> = fields
                .into_iter()
                .map(|(name, value)| (name, if value == "%2F" { "/" } else { value }))
                .collect();
            for (who, (visitor, expected)) in visitors.iter().zip(row.statuses).enumerate() {
                let answer = visitor.call(row.route, &fields).await;
                if answer.status.as_u16() != expected {
                    wrong.push(format!(
                        "{} for visitor {who}: {} instead of {expected}",
                        row.route,
                        answer.status.as_u16()
                    ));
                }
                // Her own name stands in the head of her own pages.
                if answer.status.is_client_error() && who != 1 {
                    assert!(
                        !answer.body.contains("Verhulst"),
                        "{} tells visitor {who} the client's name",
                        row.route
                    );
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn a_client_that_is_not_there_and_one_that_is_somebody_elses_look_alike() {
    with_app(async |app| {
        let stranger = app.signed_in_at("waterland", "nurse").await;
        let (theirs, none) = (app.client_id(), NOBODY);
        let page = |answer: crate::support::Answer| {
            (answer.status, answer.body.replace(&theirs, "C").replace(none, "C").len())
        };
        let one = page(stranger.get(&format!("/team/c/{theirs}/dossier")).await);
        let other = page(stranger.get(&format!("/team/c/{none}/dossier")).await);
        assert_eq!(one, other);
        let client = app.signed_in("client").await;
        assert_eq!(client.get(&format!("/c/{none}/dossier")).await.status.as_u16(), 404);
        assert_eq!(client.get("/c/geen-nummer/dossier").await.status.as_u16(), 404);
        assert_eq!(client.get(&format!("/c/{theirs}/dossier/geen-rubriek")).await.status.as_u16(), 404);
        assert_eq!(client.get(&format!("/c/{theirs}/dossier/rapportages/{none}")).await.status.as_u16(), 404);
    });
}

/// R2: an unpublished item is absent from every page.
#[test]
fn what_is_not_shared_is_nowhere() {
    with_app(async |app| {
        let client = app.signed_in("client").await;
        let base = format!("/c/{}/dossier", app.client_id());
        let mut paths = vec![base.clone()];
        for category in inzage_domain::Category::ALL {
            paths.push(format!("{base}/{}", category.slug()));
        }
        for path in paths {
            let body = client.get(&path).await.body;
            for word in ["Overleg in het team", "geheugenonderzoek", "NT-proBNP"] {
                assert!(!body.contains(word), "{path} shows {word}");
            }
        }
    });
}

/// R36: reports are read-only: no route changes one.
#[test]
fn no_route_edits_a_record() {
    with_app(async |app| {
        let client = app.signed_in("client").await;
        let path = format!("/c/{}/dossier/rapportages", app.client_id());
        let answer = client.post(&path, &[("text", "anders")]).await;
        assert_eq!(answer.status.as_u16(), 405);
        let writing = [
            "inloggen",
            "uitloggen",
            "taal",
            "ingelogd-blijven",
            "voorwaarden",
            "zoeken",
            "start",
            "dossier",
            "clienten",
            "overzicht",
        ];
        for (function, _) in inzage_host::http::function_routes() {
            assert!(
                writing.iter().any(|word| function.contains(word)),
                "is {function} a way to change a record?"
            );
        }
    });
}
