//! The number with which a mentor logs in with the own DigiD, over HTTP (R114, R120).

use http::StatusCode;

use crate::{
    desk::{NOBODY, follow},
    digid::{CLIENT, Choice, RIGHT, log_in},
    support::{TestApp, Visitor, field, with_own_app},
};

const MENTOR: &str = "999900067";

/// Where the number of somebody beside the client of De Berk is registered.
async fn number_page(app: &TestApp, nurse: &Visitor, name: &str) -> String {
    let client = app.account("berk", CLIENT).client.clone().unwrap();
    let list = nurse.get(&format!("/team/c/{client}/toegang")).await.body;
    let link = list.split("<a ").find(|link| link.contains(&format!("wat {name} ziet")));
    let link = link.unwrap_or_else(|| panic!("{name} is not in {list}"));
    let person = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = nurse.get(&person).await.body;
    assert!(page.contains(&format!("href=\"{person}/digid\"")), "{page}");
    format!("{person}/digid")
}

const SEEN: [(&str, &str); 5] = [
    ("document", "passport"),
    ("ending", "a1b2"),
    ("seen_on_day", "1"),
    ("seen_on_month", "5"),
    ("seen_on_year", "2026"),
];

/// R114, R120: staff register the number; the mentor then logs in with the own DigiD and sees the
/// client. The number is nowhere on a page, in an address or in a mail.
#[test]
fn a_mentor_logs_in_once_the_number_is_registered() {
    with_own_app(async |app| {
        app.set_clock("2026-06-01T10:00:00Z");
        let mentor = Choice { who: MENTOR, on_behalf: CLIENT, ..RIGHT };
        let (_, refused) = log_in(&app, true, mentor).await;
        assert_eq!(refused.location(), Some("/inloggen/digid/niet-gelukt?reden=onbekend"));
        let nurse = app.log_in("berk", "nurse").await;
        nurse.accept_terms().await;
        let page = number_page(&app, &nurse, "Tineke Dekker").await;
        let empty = nurse.get(&page).await.body;
        assert!(empty.contains("Er is nog geen nummer vastgelegd"), "{empty}");
        let (client, relation) = (field(&empty, "client"), field(&empty, "relation"));
        let send = async |fields: &[(&str, &str)]| {
            let base = [("client", client.as_str()), ("relation", relation.as_str())];
            let fields: Vec<(&str, &str)> = base.iter().chain(fields).copied().collect();
            nurse.post("/api/team/toegang/digid/bewaren", &fields).await
        };
        let with = |number: &'static str| -> Vec<(&str, &str)> {
            SEEN.iter().copied().chain([("bsn", number)]).collect()
        };
        let cases = [
            (vec![("bsn", "123456789")], "Dit is geen burgerservicenummer"),
            (vec![("bsn", MENTOR)], "Kies welk bewijs u hebt gezien"),
            (with(CLIENT), "Dit is het nummer van de cliënt"),
            // The parent's number, of somebody else: whose is not told.
            (with("999900043"), "Dit nummer staat hier al bij iemand anders"),
        ];
        for (fields, told) in cases {
            let answer = send(&fields).await;
            let page = follow(&nurse, &answer).await;
            assert!(page.contains(told), "{told}: {page}");
            assert!(!page.contains("Bouwmeester"), "{page}");
            for (_, number) in fields.iter().filter(|(name, _)| *name == "bsn") {
                assert!(!page.contains(number), "the number came back");
            }
        }
        let kept = send(&with(MENTOR)).await;
        assert_eq!(kept.location(), Some(format!("/team/c/{client}/toegang?gedaan=digid").as_str()));
        let list = follow(&nurse, &kept).await;
        assert!(list.contains("Deze persoon kan nu met de eigen DigiD inloggen"), "{list}");
        assert!(list.contains("Kan inloggen met de eigen DigiD"), "the history: {list}");
        let known = nurse.get(&page).await.body;
        assert!(known.contains("•••••0067") && !known.contains(MENTOR), "{known}");
        let again = send(&with(MENTOR)).await;
        assert!(follow(&nurse, &again).await.contains("Dit nummer was al zo vastgelegd"));

        let (visitor, answer) = log_in(&app, true, mentor).await;
        assert_eq!(answer.location(), Some("/"));
        let record = format!("/c/{client}/dossier");
        assert_eq!(visitor.get("/").await.location(), Some(record.as_str()));
        assert_eq!(visitor.get(&record).await.status, StatusCode::OK);
        // Whoever represents the client registers no number, not the own one either.
        let own = [("client", client.as_str()), ("relation", relation.as_str()), ("bsn", MENTOR)];
        let own: Vec<(&str, &str)> = own.into_iter().chain(SEEN).collect();
        let refused = visitor.call("/api/team/toegang/digid/bewaren", &own).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        assert_eq!(visitor.get(&page).await.status, StatusCode::FORBIDDEN);
        // Corrected, with a reason: whoever was logged in with the wrong number is out.
        let missing = send(&with("999900079")).await;
        assert!(follow(&nurse, &missing).await.contains("Schrijf op waarom het nummer verandert"));
        assert_eq!(visitor.get(&record).await.status, StatusCode::OK);
        let mut corrected = with("999900079");
        corrected.push(("reason", "cijfers omgewisseld"));
        assert!(send(&corrected).await.location().unwrap().ends_with("?gedaan=digid"));
        assert_eq!(visitor.get(&record).await.location(), Some("/inloggen"));
        let (_, wrong) = log_in(&app, true, mentor).await;
        assert_eq!(wrong.location(), Some("/inloggen/digid/niet-gelukt?reden=onbekend"));
        let right = Choice { who: "999900079", ..mentor };
        assert_eq!(log_in(&app, true, right).await.1.location(), Some("/"));
        // A proof that is old is asked for anew, and the number is not among what waits.
        app.set_clock("2026-06-01T10:10:01Z");
        let waits = send(&with(MENTOR)).await;
        assert!(waits.location().unwrap().starts_with("/bevestigen?daad="), "{waits:?}");
        assert!(!follow(&nurse, &waits).await.contains(MENTOR));
    });
}

/// R120: nobody else registers a number, and no number where the relation is not there.
#[test]
fn only_staff_of_the_client_registers_a_number() {
    with_own_app(async |app| {
        let nurse = app.log_in("berk", "nurse").await;
        nurse.accept_terms().await;
        let page = number_page(&app, &nurse, "Tineke Dekker").await;
        let relation = page.split('/').nth(5).unwrap().to_owned();
        let client = app.account("berk", CLIENT).client.clone().unwrap();
        let fields = |relation: &str| -> Vec<(String, String)> {
            let base = [("client", client.as_str()), ("relation", relation), ("bsn", MENTOR)];
            base.iter().chain(&SEEN).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let call = async |visitor: &Visitor, relation: &str| {
            let fields = fields(relation);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            visitor.call("/api/team/toegang/digid/bewaren", &fields).await.status.as_u16()
        };
        let admin = app.log_in("berk", "admin").await;
        admin.accept_terms().await;
        let (own, _) = log_in(&app, false, RIGHT).await;
        let other = app.signed_in_at("waterland", "nurse").await;
        let cases = [(&admin, 403), (&own, 403), (&other, 404), (&app.anonymous("berk"), 401)];
        for (visitor, status) in cases {
            assert_eq!(call(visitor, &relation).await, status);
            let found = visitor.get(&page).await.status.as_u16();
            assert_eq!(found, if status == 401 { 303 } else { status });
        }
        // No such relation, and the client's own.
        assert_eq!(call(&nurse, NOBODY).await, 404);
        let store = &app.services().store;
        let berk = store.organisation_by_key("berk").await.unwrap().unwrap();
        let operator = store.operator(&berk, "test");
        let work = async |user: &str, role, location| {
            let person = store.create_person(&operator, user).await.unwrap();
            let new = inzage_store::NewAccount {
                person,
                user_name: user.into(),
                display_name: user.into(),
                mobile: None,
                email: None,
                password_hash: String::new(),
            };
            let account = store.create_account(&operator, &new).await.unwrap();
            let from = app.services().clock.now();
            let work = inzage_store::NewEmployment { account, role, location, from, until: None };
            store.create_employment(&operator, work).await.unwrap();
            let context = inzage_store::RequestContext::default();
            let token = store.session_create(&berk, account, None, &context).await.unwrap().unwrap();
            let visitor = app.anonymous("berk");
            visitor.set_cookie("__Host-inzage", &token);
            visitor.accept_terms().await;
            visitor
        };
        let physician = work("arts", inzage_domain::Role::Physician, None).await;
        assert_eq!(call(&physician, &relation).await, 403, "a physician");
        let secretary = work("secretaris", inzage_domain::Role::Secretary, None).await;
        // It has ended: nobody registers anything for it.
        store.withdraw_relation(&operator, relation.parse().unwrap()).await.unwrap();
        for visitor in [&secretary, &nurse] {
            assert_eq!(call(visitor, &relation).await, 404, "ended");
            assert_eq!(visitor.get(&page).await.status, StatusCode::NOT_FOUND);
        }
        // A client at another location than where one works (R19).
        let [north, south] = ["Noord", "Zuid"].map(str::to_owned);
        let north = store.create_location(&operator, &north, "").await.unwrap();
        let south = store.create_location(&operator, &south, "").await.unwrap();
        let elsewhere = work("elders", inzage_domain::Role::Nurse, Some(south)).await;
        let new = inzage_store::NewClient {
            demographics: inzage_store::Demographics {
                name: inzage_domain::ClientName { own: "Noorman".into(), ..Default::default() },
                ..Default::default()
            },
            location: Some(north),
        };
        let there = store.create_client(&operator, new).await.unwrap().to_string();
        let answer =
            elsewhere.call("/api/team/toegang/digid", &[("client", &there), ("relation", &relation)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "another location: {}", answer.body);
    });
}
