//! Figures of use, only by choice, as a browser without script chooses and as the record's script asks.

use std::collections::BTreeMap;

use http::{Method, StatusCode, header};
use inzage_domain::{
    access::ReadOrganisation,
    figures::{Half, PageKind, counted},
};
use inzage_store::{RequestContext, SessionState};
use jiff::civil::date;

use crate::support::{TestApp, Visitor, with_own_app};

const COOKIE: &str = "__Host-meten";
const CHOOSE: &str = "/api/cookies/kiezen";

type Figures = BTreeMap<(PageKind, Half), u64>;

/// What was counted for an organisation so far.
async fn figures(app: &TestApp, organisation: &str) -> Figures {
    let store = &app.services().store;
    let token = app.signed_in_at(organisation, "admin").await.cookie("__Host-inzage").unwrap();
    let found = store.organisation_by_key(organisation).await.unwrap().unwrap();
    let context = RequestContext::default();
    let SessionState::Live(admin) = store.actor(&found, &token, &context).await.unwrap() else {
        panic!("the administrator's session is over")
    };
    let permit = store.permit::<ReadOrganisation>(&admin, None, &context).await.unwrap().unwrap();
    store.keep_figures().await.unwrap();
    let rows = store.page_figures(&permit, date(2020, 1, 1), date(2100, 1, 1)).await.unwrap();
    rows.into_iter().map(|row| ((row.page, row.half), row.number)).collect()
}

/// What was counted since `before`.
async fn since(app: &TestApp, organisation: &str, before: &Figures) -> Vec<(PageKind, Half, u64)> {
    let now = figures(app, organisation).await;
    now.into_iter()
        .map(|(key, number)| (key.0, key.1, number - before.get(&key).copied().unwrap_or(0)))
        .filter(|(_, _, number)| *number > 0)
        .collect()
}

async fn choose(visitor: &Visitor, choice: &str) {
    let answer = visitor.post(CHOOSE, &[("choice", choice)]).await;
    let to = format!("/cookies?gedaan={choice}");
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some(to.as_str())));
}

/// R22: without a choice, with no, with what is no choice, and after taking it back nothing is counted;
/// with yes exactly one a page. The portal is the same all along.
#[test]
fn only_who_chose_so_is_counted() {
    with_own_app(async |app| {
        let visitor = app.anonymous("kompas");
        let before = figures(&app, "kompas").await;
        let none = Vec::<(PageKind, Half, u64)>::new();
        let page = visitor.get("/cookies").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("U hebt nog niet gekozen. Wij tellen u niet mee."));
        assert!(page.headers.get(header::SET_COOKIE).is_none() && page.body.contains(COOKIE));
        let help = visitor.get("/hulp").await.body;
        assert_eq!(since(&app, "kompas", &before).await, none);
        for value in ["JA", "ja1", "true", "nee; __Host-meten=ja", ""] {
            visitor.set_cookie(COOKIE, value);
            assert_eq!(visitor.get("/hulp").await.status, StatusCode::OK);
            assert!(visitor.get("/cookies").await.body.contains("U hebt nog niet gekozen."), "{value}");
        }
        assert_eq!(since(&app, "kompas", &before).await, none);
        choose(&visitor, "nee").await;
        assert_eq!(visitor.cookie(COOKIE).as_deref(), Some("nee"));
        let page = visitor.get("/cookies?gedaan=nee").await.body;
        assert!(page.contains("Uw keuze is bewaard. Wij tellen u niet mee."));
        assert!(page.contains("U hebt gekozen: nee."));
        assert_eq!(since(&app, "kompas", &before).await, none);

        choose(&visitor, "ja").await;
        assert_eq!(visitor.cookie(COOKIE).as_deref(), Some("ja"));
        assert_eq!(since(&app, "kompas", &before).await, none, "the choice itself is no page");
        // The log-in page has a number of its own in it; this one has nothing that changes.
        let counted = visitor.get("/hulp").await.body;
        assert_eq!(without_numbers(&counted), without_numbers(&help));
        assert_eq!(since(&app, "kompas", &before).await, [(PageKind::Help, Half::Whole, 1)]);
        let page = visitor.get("/cookies?gedaan=ja").await.body;
        assert!(page.contains("Wij tellen u vanaf nu mee.") && page.contains("U hebt gekozen: ja."));
        visitor.get("/inloggen").await;
        let expected = [(PageKind::SignIn, Half::Whole, 1), (PageKind::Help, Half::Whole, 2)];
        assert_eq!(since(&app, "kompas", &before).await, expected);

        choose(&visitor, "wissen").await;
        assert_eq!(visitor.cookie(COOKIE), None);
        let page = visitor.get("/cookies?gedaan=wissen").await.body;
        assert!(page.contains("Uw keuze is gewist.") && page.contains("U hebt nog niet gekozen."));
        visitor.get("/hulp").await;
        assert_eq!(since(&app, "kompas", &before).await, expected, "nothing more");
        // What the address says was done is told only where it was.
        assert!(!visitor.get("/cookies?gedaan=ja").await.body.contains("Wij tellen u vanaf nu mee."));
        let refused = visitor.post(CHOOSE, &[("choice", "altijd")]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(visitor.cookie(COOKIE), None);
    });
}

/// A page without what is new at each request: nonces and the numbers of forms and requests.
fn without_numbers(page: &str) -> String {
    let mut text = String::new();
    for (at, part) in page.split("nonce=\"").enumerate() {
        text.push_str(if at == 0 { part } else { part.split_once('"').unwrap().1 });
    }
    text
}

/// R128: a record's pages are counted as kinds, whole and by script; what is refused, led on or posted
/// is not counted, and nobody's id is anywhere.
#[test]
fn pages_of_a_record_are_counted_without_anybody() {
    with_own_app(async |app| {
        let visitor = app.signed_in_at("waterland", "client").await;
        let client = app.account("waterland", "client").client.clone().unwrap();
        let before = figures(&app, "waterland").await;
        let record = format!("/c/{client}/dossier");
        visitor.get(&record).await;
        assert!(since(&app, "waterland", &before).await.is_empty());
        visitor.set_cookie(COOKIE, "ja");
        for path in [record.clone(), format!("{record}/rapportages"), format!("{record}/metingen")] {
            assert_eq!(visitor.get(&path).await.status, StatusCode::OK, "{path}");
        }
        let start = visitor.call("/api/dossier/start", &[("client", &client)]).await;
        assert_eq!(start.status, StatusCode::OK);
        // Another's record, a page that is not there, a form, a head alone, a page that leads on.
        let stranger = format!("/c/{}/dossier", app.client_id());
        assert_eq!(visitor.get(&stranger).await.status, StatusCode::NOT_FOUND);
        assert_eq!(visitor.get("/bestaat-niet").await.status, StatusCode::NOT_FOUND);
        let theirs = app.client_id();
        let refused = visitor.call("/api/dossier/start", &[("client", theirs.as_str())]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        visitor.post("/api/taal", &[("language", "nl"), ("back", "/hulp")]).await;
        let head = visitor.request(Method::HEAD, &record).body(axum::body::Body::empty()).unwrap();
        assert!(visitor.send(head).await.body.is_empty());
        assert_eq!(visitor.get("/team/c/x/dossier").await.status, StatusCode::SEE_OTHER);
        let expected = [
            (PageKind::Record, Half::Whole, 1),
            (PageKind::Record, Half::Script, 1),
            (PageKind::Category, Half::Whole, 2),
        ];
        assert_eq!(since(&app, "waterland", &before).await, expected);
        // Another organisation's figures do not have them.
        let others = figures(&app, "berk").await;
        assert!(others.keys().all(|(page, _)| *page != PageKind::Record), "{others:?}");
    });
}

/// R23, R128: the administrator sees the numbers as bars and in a table, and none below five; others do
/// not see the page.
#[test]
fn the_administrator_sees_figures_and_no_small_ones() {
    with_own_app(async |app| {
        let page = app.signed_in_at("linde", "admin").await.get("/beheer").await;
        assert_eq!(page.status, StatusCode::OK);
        let (_, whole) = page.body.split_once("Welke pagina").unwrap_or_else(|| panic!("{}", page.body));
        for part in ["<svg", "<title id=\"paginas-titel\">", "<desc id=\"paginas-uitleg\">", "<table"] {
            assert!(whole.contains(part), "{part}");
        }
        // Of the demo: 18 whole and 7 by script.
        let row = |name: &str| {
            let mut rows = whole.split("<tr>").filter_map(|row| row.split("</tr>").next());
            let row = rows.find(|row| row.contains(&format!("<th scope=\"row\">{name}")));
            row.unwrap_or_else(|| panic!("no row {name} in {whole}")).to_owned()
        };
        assert!(row("Dossier: overzicht").contains("25"));
        // 3 of them, and none of the other: they look alike.
        for few in ["Nieuws", "Samen kijken"] {
            assert!(row(few).contains("minder dan 5"), "{few}");
            assert!(!row(few).contains('3') && !row(few).contains(">0<"), "{few}");
        }
        assert!(whole.contains("als hele pagina"));
        let empty = app.signed_in_at("ooievaar", "admin").await.get("/beheer").await.body;
        assert!(empty.contains("Er is nog niet genoeg om te laten zien"));
        assert!(!empty.contains("Dossier: overzicht"));
        for user in ["client", "first-contact", "nurse", "physician", "secretary"] {
            let refused = app.signed_in(user).await.get("/beheer").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{user}");
            assert!(!refused.body.contains("Dossier: overzicht"), "{user}");
        }
    });
}

/// What people use has a kind; what is only a step of something else has none.
#[test]
fn every_page_has_a_kind_or_is_no_page_of_use() {
    // What the browser's half of the record asks; everything else is drawn by the host.
    const ASKED: [&str; 3] = ["/api/dossier/start", "/api/dossier/rubriek", "/api/dossier/onderdeel"];
    const NONE: [&str; 4] = ["/bevestigen", "/bevestigen/verder", "/buiten-netwerk", "/uitgelogd"];
    with_own_app(async |_| {
        for route in inzage_host::http::page_routes() {
            let path = route.path();
            assert_eq!(counted(path).is_none(), NONE.contains(&path), "{path}");
        }
        for (path, _) in inzage_host::http::function_routes() {
            let asked = ASKED.contains(&path);
            assert_eq!(counted(path).is_some_and(|(_, half)| half == Half::Script), asked, "{path}");
        }
    });
}
