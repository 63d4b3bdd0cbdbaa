//! Taking a copy of the record along, over HTTP as a browser without script does it (R21, R26, L8).

use axum::body::Body;
use http::{Method, StatusCode, header};

use crate::support::{Answer, TestApp, Visitor, field, with_own_app};

async fn page(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body
}

/// Makes what was asked for, as the host does in the background.
async fn make(app: &TestApp) {
    let organisation = app.services().store.organisation_by_key("linde").await.unwrap().unwrap();
    let round = app.services().prepare_exports(&organisation).await.unwrap();
    assert_eq!(round.unwrap().ready, 1);
}

/// Asks for the whole record, and gives the answer.
async fn ask(visitor: &Visitor, client: &str, key: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("client", client), ("key", key), ("scope", "alles")];
    fields.extend_from_slice(more);
    visitor.post("/api/meenemen/vragen", &fields).await
}

/// The address of the newest copy on a page.
fn file_in(page: &str) -> String {
    let (before, _) = page.split_once("/bestand\"").unwrap();
    format!("{}/bestand", before.rsplit('"').next().unwrap())
}

async fn part(visitor: &Visitor, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = visitor.request(Method::GET, path).header(header::ACCEPT, "text/html");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    visitor.send(request.body(Body::empty()).unwrap()).await
}

/// R26: asked once, made, fetched whole and in parts; only by who asked, and not after logging out.
#[test]
fn a_copy_is_asked_made_and_fetched() {
    with_own_app(async |app| {
        let client = app.client_id();
        let visitor = app.signed_in("client").await;
        let path = format!("/c/{client}/meenemen");
        let start = page(&visitor, &format!("/c/{client}/dossier")).await;
        assert!(start.contains(&format!("href=\"{path}\"")), "the record leads here");
        let first = page(&visitor, &path).await;
        let key = field(&first, "key");
        let forms = [("forms[0]", "pdf"), ("forms[1]", "fhir"), ("log", "ja")];
        let answer = ask(&visitor, &client, &key, &forms).await;
        assert_eq!(answer.location(), Some(format!("{path}?vanzelf=60").as_str()), "{}", answer.body);
        let again = ask(&visitor, &client, &key, &forms).await;
        assert_eq!(again.location(), answer.location(), "sent twice is asked once");
        // While it is made the page looks again by itself, so often and no more, and there is no form.
        let waiting = visitor.get(&format!("{path}?vanzelf=60")).await;
        assert_eq!(waiting.header("refresh"), Some(format!("5;url={path}?vanzelf=59").as_str()));
        assert!(waiting.body.contains("<progress") && !waiting.body.contains("name=\"scope\""));
        assert_eq!(visitor.get(&format!("{path}?vanzelf=0")).await.header("refresh"), None);
        assert_eq!(visitor.get(&path).await.header("refresh"), None);
        assert_eq!(
            visitor.get(&format!("{path}?vanzelf=9999999")).await.header("refresh"),
            Some(format!("5;url={path}?vanzelf=59").as_str()),
            "nobody keeps a session open for ever with it"
        );
        make(&app).await;
        let ready = visitor.get(&format!("{path}?vanzelf=3")).await;
        assert_eq!(ready.header("refresh"), None);
        let file = file_in(&ready.body);
        let whole = visitor.get(&file).await;
        assert_eq!(whole.status, StatusCode::OK);
        assert!(whole.bytes.starts_with(b"PK\x03\x04") && whole.bytes.len() > 10_000);
        assert_eq!(whole.header("content-type"), Some("application/zip"));
        assert_eq!(whole.header("cache-control"), Some("no-store"));
        assert_eq!(whole.header("accept-ranges"), Some("bytes"));
        let name = whole.header("content-disposition").unwrap();
        assert!(name.starts_with("attachment; filename=\"dossier-20") && name.ends_with(".zip\""), "{name}");
        let length = whole.bytes.len();
        assert_eq!(whole.header("content-length"), Some(length.to_string().as_str()));
        let tag = whole.header("etag").unwrap();

        let some = part(&visitor, &file, &[("range", "bytes=100-199")]).await;
        assert_eq!(some.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(some.header("content-range"), Some(format!("bytes 100-199/{length}").as_str()));
        assert_eq!(some.bytes, whole.bytes[100..200]);
        let range = format!("bytes={}-", length - 50);
        let rest = part(&visitor, &file, &[("range", &range), ("if-range", tag)]).await;
        assert_eq!(
            (rest.status, rest.bytes.as_slice()),
            (StatusCode::PARTIAL_CONTENT, &whole.bytes[length - 50..])
        );
        let other = part(&visitor, &file, &[("range", &range), ("if-range", "\"x\"")]).await;
        assert_eq!((other.status, other.bytes.len()), (StatusCode::OK, length));
        let beyond = part(&visitor, &file, &[("range", &format!("bytes={length}-"))]).await;
        assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.header("content-range"), Some(format!("bytes */{length}").as_str()));

        // Somebody else's; who works here; another organisation; nobody.
        for (user, status) in
            [("first-contact", 404), ("second-contact", 403), ("nurse", 403), ("admin", 403)]
        {
            let other = app.signed_in(user).await;
            assert_eq!(other.get(&file).await.status.as_u16(), status, "{user}");
        }
        let elsewhere = app.anonymous("waterland");
        assert_eq!(elsewhere.get(&file).await.location(), Some("/inloggen"));
        assert_eq!(app.anonymous("linde").get(&file).await.location(), Some("/inloggen"));
        assert_eq!(
            visitor.get(&format!("{path}/01980000-0000-7000-8000-000000000000/bestand")).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(visitor.get(&format!("{path}/x/bestand")).await.status, StatusCode::NOT_FOUND);

        // The client reads of it in the log.
        let log = page(&visitor, &format!("/c/{client}/logboek?dagen=7")).await;
        assert!(log.contains("Kopie van het dossier gevraagd of opgehaald"), "{log}");
        // Removed, it is gone.
        let id = file.rsplit('/').nth(1).unwrap().to_owned();
        let removed =
            visitor.post("/api/meenemen/verwijderen", &[("client", &client), ("export", &id)]).await;
        assert_eq!(removed.location(), Some(format!("{path}?gedaan=verwijderd").as_str()));
        assert!(
            page(&visitor, &format!("{path}?gedaan=verwijderd")).await.contains("De kopie is verwijderd.")
        );
        assert_eq!(visitor.get(&file).await.status, StatusCode::NOT_FOUND);
        // Logged out, also with the address in hand.
        visitor.post("/api/uitloggen", &[]).await;
        assert_eq!(visitor.get(&file).await.location(), Some("/inloggen"));
    });
}

/// R26, R39: a refused form comes back filled in; what may not be seen is not in it; the end of a relation
/// is the end of its copies.
#[test]
fn a_refused_order_comes_back_and_a_withdrawn_relation_gets_nothing() {
    with_own_app(async |app| {
        let client = app.client_id();
        let visitor = app.signed_in("first-contact").await;
        let path = format!("/c/{client}/meenemen");
        let key = field(&page(&visitor, &path).await, "key");
        let followed = async |fields: &[(&str, &str)]| {
            let answer = ask(&visitor, &client, &key, fields).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            page(&visitor, answer.location().unwrap()).await
        };
        let none = followed(&[("since_day", "1"), ("since_month", "2"), ("since_year", "2020")]).await;
        assert!(
            none.contains("Kruis aan hoe u het wilt hebben.") && none.contains("value=\"2020\""),
            "{none}"
        );
        let backwards = followed(&[
            ("forms[0]", "word"),
            ("since_day", "2"),
            ("since_month", "2"),
            ("since_year", "2020"),
            ("until_day", "1"),
            ("until_month", "2"),
            ("until_year", "2020"),
        ])
        .await;
        assert!(backwards.contains("De laatste dag is eerder dan de eerste dag."), "{backwards}");
        let date = followed(&[
            ("forms[0]", "word"),
            ("since_day", "31"),
            ("since_month", "2"),
            ("since_year", "2020"),
        ])
        .await;
        assert!(date.contains("Dit is geen dag."), "{date}");
        let part =
            [("client", client.as_str()), ("key", key.as_str()), ("scope", "deel"), ("forms[0]", "word")];
        let answer = visitor.post("/api/meenemen/vragen", &part).await;
        assert!(
            page(&visitor, answer.location().unwrap())
                .await
                .contains("Kruis een onderdeel aan, of kies alles.")
        );
        let mut odd = part.to_vec();
        odd.push(("parts[0]", "geheim"));
        assert_eq!(visitor.post("/api/meenemen/vragen", &odd).await.status, StatusCode::BAD_REQUEST);

        let mut good = part.to_vec();
        good.push(("parts[0]", "metingen"));
        assert_eq!(visitor.post("/api/meenemen/vragen", &good).await.status, StatusCode::SEE_OTHER);
        make(&app).await;
        let file = file_in(&page(&visitor, &path).await);
        assert_eq!(visitor.get(&file).await.status, StatusCode::OK);
        let store = &app.services().store;
        let organisation = store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = store.operator(&organisation, "root: test");
        let token = visitor.cookie("__Host-inzage").unwrap();
        let context = inzage_store::RequestContext::default();
        let inzage_store::SessionState::Live(actor) =
            store.actor(&organisation, &token, &context).await.unwrap()
        else {
            panic!("no session");
        };
        let permit = store
            .permit::<inzage_domain::access::TakeAlong>(&actor, Some(client.parse().unwrap()), &context)
            .await
            .unwrap()
            .unwrap();
        let (relation, _) = permit.basis().unwrap();
        store.withdraw_relation(&operator, relation).await.unwrap();
        assert_eq!(visitor.get(&file).await.status, StatusCode::NOT_FOUND);
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND);
    });
}
