//! Somebody who works here and stands beside a client has two accounts, never mixed (design): what one
//! may do the other may not, and each says which one it is.

use http::StatusCode;
use inzage_domain::{AccountId, Basis, ClientName, PersonId, PhoneNumber, Role, access::Kinds};
use inzage_store::{Demographics, NewAccount, NewClient, NewEmployment, NewRelation, Operator};
use jiff::Timestamp;

use crate::support::{TestApp, Visitor, with_own_app};

const PASSWORD: &str = "vier gele kanaries zingen";
/// Where the codes go of the account of one's own, and of one for work at another place.
const MOBILES: [&str; 2] = ["+31687650001", "+31687650002"];
const AT_WORK: &str = "Bent u zelf cliënt of naaste? Log dan in met uw eigen account.";
const PRIVATELY: &str = "Dit is uw eigen account.";

/// An account of a person who is there already.
async fn account(
    app: &TestApp,
    operator: &Operator,
    person: PersonId,
    user: &str,
    mobile: &str,
) -> AccountId {
    let new = NewAccount {
        person,
        user_name: user.to_owned(),
        display_name: "Mohamed El Amrani".to_owned(),
        mobile: Some(PhoneNumber::parse(mobile).unwrap()),
        email: Some(format!("{user}@example.nl")),
        password_hash: app.services().passwords.hash(PASSWORD).await.unwrap(),
    };
    app.services().store.create_account(operator, &new).await.unwrap()
}

async fn log_in(app: &TestApp, user: &str, mobile: &str) -> Visitor {
    let visitor = app.anonymous("linde");
    let answer = visitor.post("/api/inloggen", &[("user_name", user), ("password", PASSWORD)]).await;
    assert_eq!(answer.location(), Some("/inloggen/code"), "{}", answer.body);
    let code: String = app.message(mobile).chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(visitor.post("/api/inloggen/code", &[("code", &code)]).await.location(), Some("/"));
    visitor.accept_terms().await;
    visitor
}

async fn status(visitor: &Visitor, path: &str) -> u16 {
    visitor.get(path).await.status.as_u16()
}

/// The worst case: both accounts are of one person, so that the relation hangs on the very person who
/// works here. A relation opens nothing for the account for work, and the private one reaches nothing
/// of staff.
#[test]
fn work_and_private_are_never_mixed() {
    with_own_app(async |app| {
        let store = &app.services().store;
        let linde = store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = store.operator(&linde, "test");
        let name = ClientName { given: "Truus".into(), own: "Moederman".into(), ..ClientName::default() };
        let known = Demographics { name, ..Demographics::default() };
        let home = store.create_location(&operator, "De Linde", "wonen").await.unwrap();
        let new = NewClient { demographics: known, location: Some(home) };
        let mother = store.create_client(&operator, new).await.unwrap();
        let began: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
        let mut person = None;
        for user in ["nurse", "physician", "secretary", "admin"] {
            let work = store.account_by_user_name(&operator, user).await.unwrap().unwrap();
            let relation = NewRelation {
                client: mother,
                person: work.person,
                basis: Basis::Proxy,
                decided_by: None,
                from: began,
                until: None,
                kinds: Kinds::ALL,
                manages: false,
            };
            store.create_relation(&operator, relation).await.unwrap();
            person = person.or(Some(work.person));
        }
        let person = person.unwrap();
        account(&app, &operator, person, "mohamed", MOBILES[0]).await;
        let own = format!("/c/{mother}/dossier");
        let of_staff = format!("/team/c/{mother}/dossier");

        // Roles that see no records see this one neither: the relation is not theirs at work.
        for user in ["secretary", "admin"] {
            let visitor = app.signed_in(user).await;
            for path in [&own, &of_staff, &format!("{own}/rapportages")] {
                assert_eq!(status(&visitor, path).await, 403, "{user} {path}");
            }
        }
        // Who gives care opens it as care, and the page says so; a relation is nowhere on it.
        let at_work = app.signed_in("nurse").await;
        for path in [&own, &of_staff] {
            let page = at_work.get(path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains("U bekijkt dit als zorgverlener."), "{path}");
            assert!(page.body.contains("Mohamed El Amrani (werkaccount)"), "{path}");
        }
        assert!(!at_work.get("/wissel").await.body.contains("Moederman"));
        assert_eq!(
            status(&at_work, &format!("/c/{mother}/logboek")).await,
            403,
            "only for who stands beside"
        );
        let settings = at_work.get("/instellingen").await.body;
        assert!(settings.contains(AT_WORK) && !settings.contains(PRIVATELY));

        // Her own account: the record as somebody beside the client, and nothing of staff.
        let private = log_in(&app, "mohamed", MOBILES[0]).await;
        let page = private.get(&own).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("als zorgverlener") && !page.body.contains("werkaccount"));
        let settings = private.get("/instellingen").await.body;
        assert!(settings.contains(PRIVATELY) && !settings.contains(AT_WORK));
        for path in ["/team", "/team/contactpersonen", "/beheer", "/beheer/accounts"] {
            assert_eq!(status(&private, path).await, 403, "{path}");
        }
        for page in ["zorg", "identiteit", "uitnodigingen", "contactpersoon"] {
            assert_eq!(status(&private, &format!("/team/c/{mother}/{page}")).await, 403, "{page}");
        }
        // Where staff and others have the same page, each has an address of its own.
        assert_eq!(private.get(&of_staff).await.location(), Some(own.as_str()));
        let list = format!("/team/c/{mother}/toegang");
        assert_eq!(private.get(&list).await.location(), Some(format!("/c/{mother}/netwerk").as_str()));
        let search = private.call("/api/team/zoeken", &[("text", "moederman")]).await;
        assert_eq!(search.status, StatusCode::FORBIDDEN);
        for function in ["/api/team/clienten", "/api/team/contactpersonen"] {
            assert_eq!(private.call(function, &[]).await.status, StatusCode::FORBIDDEN, "{function}");
        }

        // Who works at another place does not open the record by the relation.
        let place = store.create_location(&operator, "De Overkant", "wonen").await.unwrap();
        let account = account(&app, &operator, person, "overkant", MOBILES[1]).await;
        let work =
            NewEmployment { account, role: Role::Nurse, location: Some(place), from: began, until: None };
        store.create_employment(&operator, work).await.unwrap();
        let elsewhere = log_in(&app, "overkant", MOBILES[1]).await;
        for path in [&own, &of_staff, &format!("{own}/rapportages")] {
            let refused = elsewhere.get(path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(!refused.body.contains("Moederman"), "{path}");
        }
        let answer = elsewhere.call("/api/dossier/start", &[("client", &mother.to_string())]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(status(&private, &own).await, 200);
    });
}
