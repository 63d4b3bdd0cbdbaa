//! Logging in with DigiD over HTTP, without script: the portal on the one side, the demo's broker with
//! each of its faults on the other (R117, R120, R121).

use http::StatusCode;
use inzage_domain::digid::DigidRefusal;
use inzage_services::digid::{DigidAnswer, DigidBegin, DigidEnd};
use inzage_store::RequestContext;

use crate::support::{Answer, TestApp, Visitor, with_app, with_own_app};

const BROKER: &str = "http://digid.localhost:3000";
const PORTAL: &str = "http://berk.localhost:3000";
pub(crate) const CLIENT: &str = "999900006";
const CHILD: &str = "999900018";
const PARENT: &str = "999900043";
const UNKNOWN: &str = "999900055";
const WITHOUT_ACCOUNT: &str = "999900201";

/// What somebody chooses at the broker.
#[derive(Clone, Copy)]
pub(crate) struct Choice<'a> {
    pub(crate) who: &'a str,
    pub(crate) on_behalf: &'a str,
    pub(crate) level: &'a str,
    pub(crate) fault: &'a str,
}

pub(crate) const RIGHT: Choice<'static> =
    Choice { who: CLIENT, on_behalf: "", level: "substantieel", fault: "" };

fn behind(address: &str, origin: &str) -> String {
    address.strip_prefix(origin).unwrap_or_else(|| panic!("{address} is not at {origin}")).to_owned()
}

/// Begins a log-in: the address at the broker.
async fn begin(visitor: &Visitor, for_another: bool) -> String {
    let way = if for_another { "/inloggen/digid?voor=ander" } else { "/inloggen/digid" };
    let answer = visitor.get(way).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    behind(answer.location().unwrap(), BROKER)
}

/// Chooses at the broker: the address that it leads back to.
async fn choose(app: &TestApp, address: &str, choice: Choice<'_>) -> String {
    let broker = app.at_host("digid.localhost:3000");
    let (path, query) = address.split_once('?').unwrap();
    assert_eq!(path, "/authorize");
    let Choice { who, on_behalf, level, fault } = choice;
    let chosen = format!("/kies?{query}&wie={who}&namens={on_behalf}&niveau={level}&fout={fault}");
    let answer = broker.get(&chosen).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    behind(answer.location().unwrap(), PORTAL)
}

/// A whole log-in in a new browser.
pub(crate) async fn log_in(app: &TestApp, for_another: bool, choice: Choice<'_>) -> (Visitor, Answer) {
    let visitor = app.anonymous("berk");
    let address = begin(&visitor, for_another).await;
    let back = choose(app, &address, choice).await;
    let answer = visitor.get(&back).await;
    (visitor, answer)
}

/// Lines in the log of De Berk; the whole chain is checked, which leaves one line itself, after the
/// count.
async fn lines(app: &TestApp) -> i64 {
    let store = &app.services().store;
    let berk = store.organisation_by_key("berk").await.unwrap().unwrap();
    let report = store.verify_log(&store.operator(&berk, "test")).await.unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    report.lines
}

fn failed(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = answer.location().unwrap();
    to.strip_prefix("/inloggen/digid/niet-gelukt?reden=").unwrap_or_else(|| panic!("it leads to {to}"))
}

/// R117: the log-in page has DigiD only, with the organisation's name beside the button.
#[test]
fn clients_see_digid_and_staff_a_link() {
    with_app(async |app| {
        let visitor = app.anonymous("berk");
        let page = visitor.get("/inloggen").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("U logt met DigiD in bij Epilepsiecentrum De Berk."), "{}", page.body);
        assert!(page.body.contains("href=\"/inloggen/digid\"") && !page.body.contains("type=\"password\""));
        let staff = visitor.get("/inloggen?als=medewerker").await;
        assert!(staff.body.contains("type=\"password\"") && !staff.body.contains("href=\"/inloggen/digid\""));
        // Nobody else uses DigiD.
        let other = app.anonymous("linde");
        assert!(!other.get("/inloggen").await.body.contains("DigiD"));
        assert_eq!(other.get("/inloggen/digid").await.status, StatusCode::NOT_FOUND);
        let back = other.get("/inloggen/digid/terug?code=x&state=y").await;
        assert_eq!(failed(&back), "storing");
    });
}

/// R117: a client logs in, without a password, and is at the own record.
#[test]
fn a_client_logs_in() {
    with_app(async |app| {
        let (visitor, answer) = log_in(app, false, RIGHT).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, Some("/")));
        assert!(visitor.cookie("__Host-inzage").is_some() && visitor.cookie("__Host-digid").is_none());
        let home = visitor.get("/").await;
        let record = home.location().unwrap();
        let client = app.account("berk", CLIENT).client.clone().unwrap();
        assert_eq!(record, format!("/c/{client}/dossier"));
        assert_eq!(visitor.get(record).await.status, StatusCode::OK);
        let own = visitor.get("/instellingen").await;
        assert!(own.body.contains("Ingelogd met") && own.body.contains("DigiD"), "{}", own.body);
    });
}

/// R117: a password opens nothing for a client, and looks refused like any other; staff keep theirs.
#[test]
fn a_password_is_for_staff_only() {
    with_own_app(async |app| {
        let mut seen = Vec::new();
        for user in ["client", "bestaat-niet"] {
            let visitor = app.anonymous("berk");
            let password = format!("berk-{user}-welkom");
            let answer = visitor.post("/api/inloggen", &[("user_name", user), ("password", &password)]).await;
            let to = answer.location().unwrap().to_owned();
            assert!(to.starts_with("/inloggen?formulier="), "{to}");
            let page = visitor.get(&to).await;
            let main = page.body.split_once("<main").unwrap().1.split_once("</main>").unwrap().0.to_owned();
            seen.push((answer.status, main.replace(user, "USER")));
            assert!(visitor.cookie("__Host-inzage").is_none());
        }
        assert_eq!(seen[0], seen[1]);
        let nurse = app.log_in("berk", "nurse").await;
        assert_eq!(nurse.get("/team").await.status, StatusCode::OK);
    });
}

/// R117: every fault is refused with its reason, leaves its line, and begins no session.
#[test]
fn every_fault_is_refused_and_logged() {
    with_own_app(async |app| {
        use DigidRefusal as Why;
        let other = Choice { who: PARENT, on_behalf: CHILD, ..RIGHT };
        let fault = |fault| Choice { fault, ..RIGHT };
        let cases = [
            ("nonce", false, fault("nonce"), Why::Nonce, "storing"),
            ("old token", false, fault("oud"), Why::Expired, "storing"),
            ("other audience", false, fault("publiek"), Why::Audience, "storing"),
            ("other issuer", false, fault("uitgever"), Why::Issuer, "storing"),
            ("unsigned", false, fault("zonder"), Why::Signature, "storing"),
            ("signed by another", false, fault("sleutel"), Why::Signature, "storing"),
            ("userinfo signed by another", false, fault("persoon-sleutel"), Why::Signature, "storing"),
            ("userinfo not encrypted", false, fault("open"), Why::Signature, "storing"),
            ("userinfo encrypted for another", false, fault("vreemd"), Why::Signature, "storing"),
            ("userinfo about another", false, fault("wisseling"), Why::Subject, "storing"),
            ("userinfo for another", false, fault("persoon-publiek"), Why::Audience, "storing"),
            ("userinfo that lives too long", false, fault("lang"), Why::Expired, "storing"),
            ("sofi number", false, fault("sofi"), Why::NotABsn, "onbekend"),
            ("eleven-test", false, fault("elfproef"), Why::NotABsn, "onbekend"),
            ("basis", false, Choice { level: "basis", ..RIGHT }, Why::LevelTooLow, "niveau"),
            ("midden", false, Choice { level: "midden", ..RIGHT }, Why::LevelTooLow, "niveau"),
            ("unknown", false, Choice { who: UNKNOWN, ..RIGHT }, Why::UnknownPerson, "onbekend"),
            ("no account", false, Choice { who: WITHOUT_ACCOUNT, ..RIGHT }, Why::UnknownPerson, "onbekend"),
            ("parent for oneself", false, Choice { who: PARENT, ..RIGHT }, Why::UnknownPerson, "onbekend"),
            (
                "no legal subject",
                true,
                Choice { fault: "namens", ..other },
                Why::NoLegalSubject,
                "machtiging",
            ),
            ("nobody chosen", true, Choice { on_behalf: "", ..other }, Why::NoLegalSubject, "machtiging"),
            ("oneself", true, Choice { on_behalf: PARENT, ..other }, Why::NoLegalSubject, "machtiging"),
            (
                "a client without legal subject",
                true,
                Choice { on_behalf: "", ..RIGHT },
                Why::NoLegalSubject,
                "machtiging",
            ),
            ("no relation", true, Choice { on_behalf: CLIENT, ..other }, Why::UnknownPerson, "onbekend"),
        ];
        let store = &app.services().store;
        let berk = store.organisation_by_key("berk").await.unwrap().unwrap();
        for (what, for_another, choice, why, word) in cases {
            let before = lines(&app).await;
            let (visitor, answer) = log_in(&app, for_another, choice).await;
            assert_eq!(
                answer.location(),
                Some(format!("/inloggen/digid/niet-gelukt?reden={word}").as_str()),
                "{what}"
            );
            assert_eq!(lines(&app).await, before + 2, "{what}: one line, and that of counting");
            assert!(visitor.cookie("__Host-inzage").is_none(), "{what}");
            let page = visitor.get(answer.location().unwrap()).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains("U bent niet ingelogd") && page.body.contains("href=\"/inloggen\""));
            assert_eq!(visitor.get("/instellingen").await.location(), Some("/inloggen"), "{what}");
            // The same question again, to the word that stands in the log.
            let begun =
                app.services().digid_begin(&berk, for_another, &RequestContext::default()).await.unwrap();
            let DigidBegin::Go { address, browser } = begun else { panic!("{begun:?}") };
            let back = choose(&app, &behind(&address, BROKER), choice).await;
            let end = finish(&app, &back, &browser).await;
            assert_eq!(end, DigidEnd::Refused(why), "{what}");
        }
    });
}

/// Ends a log-in past the router.
async fn finish(app: &TestApp, back: &str, browser: &str) -> DigidEnd {
    let berk = app.services().store.organisation_by_key("berk").await.unwrap().unwrap();
    let field = |name: &str| {
        let query = back.split_once('?').unwrap().1;
        query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).map(str::to_owned)
    };
    let answer = DigidAnswer { state: field("state").unwrap(), code: field("code"), error: field("error") };
    let context = RequestContext::default();
    app.services().digid_end(&berk, &answer, Some(browser), None, &context).await.unwrap()
}

/// R117: a state is for one answer and one browser, a code for one exchange.
#[test]
fn nothing_counts_twice_or_elsewhere() {
    with_own_app(async |app| {
        let visitor = app.anonymous("berk");
        let address = begin(&visitor, false).await;
        let back = choose(&app, &address, RIGHT).await;
        let before = lines(&app).await;

        // Another browser, with and without a log-in of its own under way.
        let thief = app.anonymous("berk");
        assert_eq!(failed(&thief.get(&back).await), "verlopen");
        begin(&thief, false).await;
        assert_eq!(failed(&thief.get(&back).await), "verlopen");
        assert!(thief.cookie("__Host-inzage").is_none());
        assert_eq!(lines(&app).await, before + 3, "two lines, and that of counting");

        // The right one, and the same address again.
        let cookie = visitor.cookie("__Host-digid").unwrap();
        assert_eq!(visitor.get(&back).await.location(), Some("/"));
        let again = app.anonymous("berk");
        again.set_cookie("__Host-digid", &cookie);
        assert_eq!(failed(&again.get(&back).await), "verlopen");
        assert!(again.cookie("__Host-inzage").is_none());

        // A code that was used, with a question of one's own.
        let fresh = app.anonymous("berk");
        let question = begin(&fresh, false).await;
        let state = question.split('&').find(|pair| pair.starts_with("state=")).unwrap();
        let code = back.split(['?', '&']).find(|pair| pair.starts_with("code=")).unwrap();
        assert_eq!(failed(&fresh.get(&format!("/inloggen/digid/terug?{code}&{state}")).await), "verlopen");
        assert!(fresh.cookie("__Host-inzage").is_none());

        // A code that was given for another question: PKCE.
        let (first, second) = (app.anonymous("berk"), app.anonymous("berk"));
        let (one, two) = (begin(&first, false).await, begin(&second, false).await);
        let stolen = choose(&app, &one, RIGHT).await;
        let code = stolen.split(['?', '&']).find(|pair| pair.starts_with("code=")).unwrap();
        let state = two.split('&').find(|pair| pair.starts_with("state=")).unwrap();
        assert_eq!(failed(&second.get(&format!("/inloggen/digid/terug?{code}&{state}")).await), "verlopen");

        // Nothing at all.
        let nobody = app.anonymous("berk");
        assert_eq!(failed(&nobody.get("/inloggen/digid/terug").await), "verlopen");
        assert_eq!(failed(&nobody.get("/inloggen/digid/terug?state=x&code=y").await), "verlopen");
    });
}

/// R117: ten minutes to come back, on both sides of the boundary.
#[test]
fn a_question_waits_ten_minutes() {
    with_own_app(async |app| {
        for (after, good) in [("2026-06-01T10:09:59Z", true), ("2026-06-01T10:10:00Z", false)] {
            app.set_clock("2026-06-01T10:00:00Z");
            let visitor = app.anonymous("berk");
            let address = begin(&visitor, false).await;
            app.set_clock(after);
            // Chosen just now: it is the question that is old, not the code.
            let back = choose(&app, &address, RIGHT).await;
            let answer = visitor.get(&back).await;
            if good {
                assert_eq!(answer.location(), Some("/"), "{after}");
            } else {
                assert_eq!(failed(&answer), "verlopen", "{after}");
            }
            assert_eq!(visitor.cookie("__Host-inzage").is_some(), good, "{after}");
        }
    });
}

/// R117: fifteen minutes without a request, on both sides, although the policy is made longer.
#[test]
fn a_session_ends_after_a_quarter_of_an_hour() {
    with_own_app(async |app| {
        let store = &app.services().store;
        let berk = store.organisation_by_key("berk").await.unwrap().unwrap();
        let mut policy = berk.policy().clone();
        policy.session.idle_minutes = 60;
        store.set_policy(&store.operator(&berk, "test"), &policy).await.unwrap();
        for (after, good) in [("2026-06-01T10:14:59Z", true), ("2026-06-01T10:15:00Z", false)] {
            app.set_clock("2026-06-01T10:00:00Z");
            let (visitor, answer) = log_in(&app, false, RIGHT).await;
            assert_eq!(answer.location(), Some("/"));
            app.set_clock(after);
            let page = visitor.get("/instellingen").await;
            if good {
                assert_eq!(page.status, StatusCode::OK);
                assert!(page.body.contains("content=\"901;url=/uitgelogd?reden=tijd\""), "{}", page.body);
            } else {
                assert_eq!(page.location(), Some("/uitgelogd?reden=tijd"));
            }
        }
    });
}

/// R120, R121: a parent with the own DigiD, for the child: that record and no other, and at De Berk
/// only together with the child.
#[test]
fn a_parent_logs_in_for_the_child() {
    with_app(async |app| {
        let choice = Choice { who: PARENT, on_behalf: CHILD, ..RIGHT };
        let (parent, answer) = log_in(app, true, choice).await;
        assert_eq!(answer.location(), Some("/"));
        let child = app.account("berk", CHILD).client.clone().unwrap();
        let home = parent.get("/").await;
        assert_eq!(home.status, StatusCode::OK);
        assert!(home.body.contains(&format!("/c/{child}/samen")), "{}", home.body);
        let record = parent.get(&format!("/c/{child}/dossier")).await;
        assert_eq!(record.status, StatusCode::FORBIDDEN);
        let client = app.account("berk", CLIENT).client.clone().unwrap();
        assert_eq!(parent.get(&format!("/c/{client}/dossier")).await.status, StatusCode::NOT_FOUND);
    });
}

/// R117: whoever stops at DigiD is where they were.
#[test]
fn somebody_stops_at_digid() {
    with_app(async |app| {
        let visitor = app.anonymous("berk");
        let address = begin(&visitor, false).await;
        let query = address.split_once('?').unwrap().1.to_owned();
        let broker = app.at_host("digid.localhost:3000");
        let answer = broker.get(&format!("/kies?{query}&wie={CLIENT}&stoppen=1")).await;
        let back = behind(answer.location().unwrap(), PORTAL);
        assert_eq!(failed(&visitor.get(&back).await), "geannuleerd");
        let page = visitor.get("/inloggen/digid/niet-gelukt?reden=geannuleerd").await;
        assert!(page.body.contains("U kunt het opnieuw proberen."), "{}", page.body);
        assert!(visitor.cookie("__Host-inzage").is_none());
    });
}

/// A blocked account gets no session and the same page as somebody who is not known.
#[test]
fn a_blocked_account_stays_shut() {
    with_own_app(async |app| {
        let store = &app.services().store;
        let berk = store.organisation_by_key("berk").await.unwrap().unwrap();
        let operator = store.operator(&berk, "test");
        let account = store.account_by_user_name(&operator, "client").await.unwrap().unwrap().account;
        let blocked = inzage_domain::access::AccountState::Blocked;
        store.set_account_state(&operator, account, blocked).await.unwrap();
        let (visitor, answer) = log_in(&app, false, RIGHT).await;
        assert_eq!(failed(&answer), "onbekend");
        assert!(visitor.cookie("__Host-inzage").is_none());
    });
}

/// The demo's broker leads back to the demo's portals only, says what it is, and is nobody's portal.
#[test]
fn the_demos_broker_is_no_signpost() {
    with_app(async |app| {
        let visitor = app.anonymous("berk");
        let address = begin(&visitor, true).await;
        let broker = app.at_host("digid.localhost:3000");
        let page = broker.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("Dit is niet de echte DigiD."));
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("form-action 'self' http://berk.localhost:3000;"), "{policy}");
        assert!(page.header("x-inzage-forms-lead-to").is_none());
        for (from, to) in [
            ("redirect_uri=http%3A%2F%2Fberk", "redirect_uri=http%3A%2F%2Fevil"),
            ("client_id=inzage", "client_id=another"),
            ("S256", "plain"),
        ] {
            let changed = address.replace(from, to);
            assert_ne!(changed, address, "{from}");
            assert_eq!(broker.get(&changed).await.status, StatusCode::BAD_REQUEST, "{to}");
        }
        let described = broker.get("/.well-known/openid-configuration").await;
        assert!(described.body.contains(&format!("\"issuer\":\"{BROKER}\"")), "{}", described.body);
        assert_eq!(broker.get("/inloggen").await.status, StatusCode::NOT_FOUND);
        assert_eq!(broker.get("/userinfo").await.status, StatusCode::UNAUTHORIZED);
        // Without our signature a code is worth nothing.
        let token = [
            ("grant_type", "authorization_code"),
            ("code", "x"),
            ("redirect_uri", "x"),
            ("client_id", "inzage-demo"),
            ("code_verifier", "x"),
            ("client_assertion", "a.b.c"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ];
        let refused = broker.post("/token", &token).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.body.contains("invalid_client"), "{}", refused.body);
    });
}
