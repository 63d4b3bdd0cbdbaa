//! Several people under one log-in, the end of care, birthdays on the page, and cookies.

use inzage_domain::{Basis, CareState, ClientId, ClientName, access::Kinds};
use inzage_store::{Demographics, NewClient, NewRelation, Operator};
use jiff::{Timestamp, civil::date};

use crate::support::{TestApp, with_app, with_own_app};

const SWITCH: &str = "Wissel van persoon";

async fn operator(app: &TestApp, organisation: &str) -> Operator {
    let found = app.services().store.organisation_by_key(organisation).await.unwrap().unwrap();
    app.services().store.operator(&found, "test")
}

/// The addresses of the records on the page for changing, and their names.
fn records(page: &str) -> Vec<(String, String)> {
    page.split("switch__record")
        .skip(1)
        .map(|part| {
            let href = part.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            let name = part.split('>').nth(3).unwrap().split('<').next().unwrap();
            (href.to_owned(), name.trim().to_owned())
        })
        .collect()
}

/// One log-in, two people: the menu offers to change on every page of a record and on the own
/// account, the present one is marked, and it leads to the same kind of page.
#[test]
fn who_has_two_people_can_change_and_who_has_one_is_not_asked() {
    with_app(async |app| {
        let visitor = app.signed_in_at("kompas", "two-clients").await;
        let client = app.account("kompas", "two-clients").client.clone().unwrap();
        let start = format!("/c/{client}/dossier");
        for path in
            [&start, &format!("{start}/rapportages"), &format!("/c/{client}/netwerk"), "/instellingen"]
        {
            let page = visitor.get(path).await;
            assert!(page.body.contains(SWITCH), "{path}");
            assert!(page.body.contains(&format!("href=\"/wissel?van={path}\"")), "{path}");
        }
        let page = visitor.get(&format!("/wissel?van={start}/rapportages")).await;
        let found = records(&page.body);
        let [one, other] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(page.body.matches("Dit dossier hebt u nu open").count(), 1);
        assert_eq!(page.body.matches("aria-current=\"true\"").count(), 1);
        let mut colours = Vec::new();
        for (href, name) in [one, other] {
            assert!(href.ends_with("/dossier/rapportages"), "{href}");
            let record = visitor.get(href).await;
            assert_eq!(record.status.as_u16(), 200);
            // Whose record it is, in that person's colour.
            let banner = record.body.split("class=\"whose ").nth(1).unwrap();
            assert!(banner.starts_with("tint-") && banner.contains(name.as_str()), "{name}");
            colours.push(banner.split('"').next().unwrap().to_owned());
        }
        // Never the same for two people, and the page for changing has the same two.
        assert_ne!(colours[0], colours[1]);
        for colour in &colours {
            assert!(page.body.contains(&format!("switch__record {colour}")), "{colour}");
        }
        let alone = app.signed_in("client").await;
        let own = format!("/c/{}/dossier", app.client_id());
        assert!(!alone.get(&own).await.body.contains(SWITCH));
        assert!(!app.signed_in("nurse").await.get("/team").await.body.contains(SWITCH));
        // An address that is no page of a record is not followed.
        let strange = visitor.get("/wissel?van=//evil.example/c/x").await;
        assert!(!strange.body.split("switch__record").skip(1).any(|part| part.contains("evil")));
    });
}

/// Two windows with two people, in any order: each page is about the person in its address.
#[test]
fn two_windows_with_two_people_never_mix() {
    with_app(async |app| {
        let visitor = app.signed_in_at("kompas", "two-clients").await;
        let found = records(&visitor.get("/wissel").await.body);
        let [one, other] = found.as_slice() else { panic!("{found:?}") };
        for _ in 0..3 {
            for ((href, name), (_, stranger)) in [(one, other), (other, one)] {
                let page = visitor.get(href).await.body;
                let main = page.split("<main").nth(1).unwrap();
                assert!(main.contains(name.as_str()), "{href}");
                assert!(!main.contains(stranger.as_str()), "{href} shows {stranger}");
            }
        }
    });
}

/// The banner says what is true of who reads it: a secretary gives no care.
#[test]
fn the_banner_of_a_secretary_is_not_a_carers() {
    with_app(async |app| {
        let path = format!("/team/c/{}/toegang", app.client_id());
        let secretary = app.signed_in("secretary").await.get(&path).await.body;
        assert!(secretary.contains("U bekijkt dit als medewerker."));
        assert!(!secretary.contains("als zorgverlener."));
        assert!(app.signed_in("nurse").await.get(&path).await.body.contains("als zorgverlener."));
    });
}

/// R15, L8: the page counts down; on day 27 it opens and says that it is the last day, on day 28 it
/// is shut; staff still see the record, and nothing was deleted.
#[test]
fn the_record_counts_down_to_its_last_day() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let client: ClientId = app.client_id().parse().unwrap();
        let linde = operator(&app, "linde").await;
        let id = app.client_id();
        let nurse = app.log_in("linde", "nurse").await;
        nurse.accept_terms().await;
        let access = nurse.get(&format!("/team/c/{id}/toegang")).await.body;
        assert!(access.contains(&format!("href=\"/team/c/{id}/zorg\"")));
        let record = async |state, day| {
            let typed = [
                ("client", id.as_str()),
                ("state", state),
                ("ended_day", day),
                ("ended_month", "12"),
                ("ended_year", "2026"),
            ];
            let answer = nurse.post("/api/team/zorg/bewaren", &typed).await;
            nurse.get(answer.location().unwrap()).await.body
        };
        // Tomorrow is too early, and there is no 32nd; what was typed comes back.
        assert!(record("ended", "2").await.contains("Deze dag is nog niet geweest."));
        assert!(record("ended", "32").await.contains("Vul een dag, maand en jaar in."));
        assert!(record("", "1").await.contains("Kies of de cliënt nog zorg krijgt."));
        assert!(record("died", "1").await.contains("De cliënt is overleden op 1 december 2026."));
        // A mistake, corrected.
        assert!(record("ended", "1").await.contains("De zorg is gestopt op 1 december 2026."));
        let path = format!("/c/{client}/dossier");
        for (clock, says) in [
            ("2026-12-01T10:01:00Z", Some("nog 27 dagen")),
            ("2026-12-27T10:00:00Z", Some("nog 1 dag")),
            ("2026-12-28T22:58:00Z", Some("vandaag is de laatste dag")),
            ("2026-12-28T23:00:00Z", None),
        ] {
            app.set_clock(clock);
            if let Some(says) = says {
                let visitor = app.log_in("linde", "client").await;
                visitor.accept_terms().await;
                let page = visitor.get(&path).await;
                assert_eq!(page.status.as_u16(), 200, "{clock}");
                assert!(
                    page.body.contains("28 december 2026") && page.body.contains(says),
                    "{clock}: {says}"
                );
                let nurse = app.log_in("linde", "nurse").await;
                nurse.accept_terms().await;
                assert!(!nurse.get(&format!("/team{path}")).await.body.contains("28 december 2026"));
            }
        }
        let contact = app.log_in("linde", "first-contact").await;
        contact.accept_terms().await;
        assert_eq!(contact.get(&path).await.status.as_u16(), 403, "on day 28, before any job has run");
        let round = app.services().send_notices(linde.organisation()).await.unwrap().unwrap();
        assert_eq!((round.closed, round.failed), (3, 0));
        assert_eq!(contact.get(&path).await.location(), Some("/inloggen"), "the open session has ended");
        let refused = app.anonymous("linde");
        let password = app.password("linde", "client");
        let answer = refused.post("/api/inloggen", &[("user_name", "client"), ("password", &password)]).await;
        assert!(answer.location().unwrap().starts_with("/inloggen?formulier="), "the account is closed");
        let nurse = app.log_in("linde", "nurse").await;
        assert_eq!(nurse.get(&format!("/team{path}")).await.status.as_u16(), 200);
        // The end was wrong: it is corrected, and the accounts are open again.
        app.services().store.set_care_state(&linde, client, CareState::InCare).await.unwrap();
        let again = app.log_in("linde", "client").await;
        assert_eq!(again.get(&path).await.status.as_u16(), 200);
    });
}

/// R121, L1: the page tells a parent what the 12th birthday will change, and on the day it has.
#[test]
fn a_birthday_is_told_on_the_page() {
    with_own_app(async |app| {
        app.set_clock("2026-12-01T10:00:00Z");
        let kompas = operator(&app, "kompas").await;
        let store = &app.services().store;
        let name = ClientName { given: "Fenna".into(), own: "Bos".into(), ..ClientName::default() };
        let known = Demographics { name, birth_date: Some(date(2015, 2, 1)), ..Demographics::default() };
        let client =
            store.create_client(&kompas, NewClient { demographics: known, location: None }).await.unwrap();
        let parent = store.account_by_user_name(&kompas, "parent").await.unwrap().unwrap();
        let relation = NewRelation {
            client,
            person: parent.person,
            basis: Basis::Parent,
            decided_by: None,
            from: Timestamp::UNIX_EPOCH,
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        store.create_relation(&kompas, relation).await.unwrap();
        let visitor = app.log_in("kompas", "parent").await;
        visitor.accept_terms().await;
        let path = format!("/c/{client}/dossier");
        assert!(visitor.get(&path).await.body.contains("Op 1 februari 2027 wordt deze cliënt 12 jaar."));
        // In the open session, at midnight: nothing was agreed to yet.
        app.set_clock("2027-01-31T22:59:00Z");
        let visitor = app.log_in("kompas", "parent").await;
        assert_eq!(visitor.get(&path).await.status.as_u16(), 200);
        app.set_clock("2027-01-31T23:00:00Z");
        assert_eq!(visitor.get(&path).await.status.as_u16(), 403);
    });
}

/// R22: every cookie that the portal sets stands on the page, and no other is set.
#[test]
fn the_cookie_page_names_every_cookie() {
    with_app(async |app| {
        let page = app.anonymous("linde").get("/cookies").await;
        for name in ["__Host-inzage", "__Host-stap", "__Host-digid", "__Host-taal", "__Host-meten"] {
            assert!(page.body.contains(name), "{name}");
        }
        assert!(page.headers.get("set-cookie").is_none());
        let visitor = app.signed_in("client").await;
        for path in [format!("/c/{}/dossier", app.client_id()), "/instellingen".into(), "/hulp".into()] {
            assert!(visitor.get(&path).await.headers.get("set-cookie").is_none(), "{path}");
        }
    });
}

/// R113: a draft is invisible; published it is on the page, the log-in and the record, also logged
/// out and without a mail; over, it is kept for administrators.
#[test]
fn news_is_read_by_everybody_once_it_is_published() {
    with_own_app(async |app| {
        let admin = app.log_in("linde", "admin").await;
        admin.accept_terms().await;
        let client = app.log_in("linde", "client").await;
        client.accept_terms().await;
        let anonymous = app.anonymous("linde");
        let mails = app.mails();
        let form = admin.get("/beheer/nieuws/nieuw").await.body;
        let id = crate::support::field(&form, "news");
        let typed = [
            ("news", id.as_str()),
            ("title_nl", "Beeldbellen <b>stopt</b>"),
            ("title_en", "Video calls stop"),
            ("text_nl", "Vanaf juni kunt u **niet** meer beeldbellen.<script>alert(1)</script>"),
            ("text_en", "From June you cannot make video calls any more."),
        ];
        // What is missing comes back filled in.
        let refused = admin.post("/api/beheer/nieuws/bewaren", &typed[..2]).await;
        let again = admin.get(refused.location().unwrap()).await.body;
        assert!(
            again.contains("Beeldbellen") && again.contains("Vul dit in") || again.contains("aria-invalid")
        );
        for _ in 0..2 {
            let kept = admin.post("/api/beheer/nieuws/bewaren", &typed).await;
            assert_eq!(kept.location().unwrap(), format!("/beheer/nieuws/{id}"));
        }
        let record = format!("/c/{}/dossier", app.client_id());
        let says = async |visitor: &crate::support::Visitor, path: &str| {
            visitor.get(path).await.body.contains("Beeldbellen &lt;b&gt;stopt")
        };
        assert!(!says(&anonymous, "/nieuws").await && !says(&client, &record).await);
        assert_eq!(client.post("/api/beheer/nieuws/publiceren", &[("news", &id)]).await.status.as_u16(), 403);
        assert!(says(&admin, &format!("/beheer/nieuws/{id}")).await);
        let published = admin.post("/api/beheer/nieuws/publiceren", &[("news", &id)]).await;
        assert!(admin.get(published.location().unwrap()).await.body.contains("Iedereen kan het nu lezen"));
        let page = anonymous.get("/nieuws").await.body;
        assert!(page.contains("<strong>niet</strong>") && !page.contains("<script>alert"));
        assert!(says(&anonymous, "/nieuws").await && says(&anonymous, "/inloggen").await);
        assert!(says(&client, &record).await && !says(&app.anonymous("kompas"), "/nieuws").await);
        assert_eq!(app.mails(), mails, "nobody gets a mail");
        admin.post("/api/beheer/nieuws/beeindigen", &[("news", &id)]).await;
        assert!(!says(&anonymous, "/nieuws").await && !says(&client, &record).await);
        assert!(says(&admin, &format!("/beheer/nieuws/{id}")).await, "kept");
    });
}
