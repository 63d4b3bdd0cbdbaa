//! Relations over HTTP, as a browser without script does it: the first contact of the care plan, a
//! manager who invites, an invitation for somebody who has an account, and all access ending at once.

use http::StatusCode;

use crate::support::{Answer, TestApp, Visitor, field, with_own_app};

const EMAIL: &str = "saskia@example.nl";
const MOBILE: &str = "+31687651234";
const PASSWORD: &str = "vier gele kanaries zingen";

async fn followed(visitor: &Visitor, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = visitor.get(answer.location().unwrap()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

fn code_in(mail: &str) -> String {
    mail.split_once("deze code in: ").unwrap().1.split('\n').next().unwrap().to_owned()
}

fn six_digits(text: &str) -> String {
    text.chars().take_while(char::is_ascii_digit).collect()
}

/// The client whom nobody has invited yet.
async fn waiting(staff: &Visitor) -> String {
    let answer = staff.post("/api/team/zoeken", &[("text", "bakk")]).await;
    let page = followed(staff, &answer).await;
    let (_, after) = page.body.split_once("/team/c/").unwrap_or_else(|| panic!("{}", page.body));
    after.split('/').next().unwrap().to_owned()
}

async fn invite<'a>(staff: &Visitor, client: &'a str, fields: &[(&'a str, &'a str)]) -> Answer {
    let key = field(&staff.get(&format!("/team/c/{client}/uitnodigingen/nieuw")).await.body, "key");
    let mut all = vec![
        ("client", client),
        ("key", key.as_str()),
        ("delivery", "mail"),
        ("asked_by", "client"),
        ("asked_how", "phone"),
        ("asked_on_day", "1"),
        ("asked_on_month", "1"),
        ("asked_on_year", "2026"),
        ("consent", "true"),
    ];
    all.extend_from_slice(fields);
    staff.post("/api/team/uitnodigingen/maken", &all).await
}

/// Goes through all steps with a code and logs in.
async fn join(app: &TestApp, key: &str, code: &str, user: &str) -> Visitor {
    let guest = app.anonymous(key);
    let answer = guest.post("/api/uitnodiging/code", &[("code", code)]).await;
    assert_eq!(answer.location(), Some("/uitnodiging/naam"), "{}", answer.body);
    guest.post("/api/uitnodiging/naam", &[("user_name", user)]).await;
    guest.post("/api/uitnodiging/wachtwoord", &[("password", PASSWORD), ("again", PASSWORD)]).await;
    let proof = six_digits(&app.message(EMAIL));
    guest.post("/api/uitnodiging/bewijs", &[("mobile", "false"), ("code", &proof)]).await;
    let proof = six_digits(&app.message(MOBILE));
    let answer = guest.post("/api/uitnodiging/bewijs", &[("mobile", "true"), ("code", &proof)]).await;
    assert_eq!(answer.location(), Some("/uitnodiging/klaar"), "{}", answer.body);
    let visitor = app.anonymous(key);
    let answer = visitor.post("/api/inloggen", &[("user_name", user), ("password", PASSWORD)]).await;
    assert_eq!(answer.location(), Some("/inloggen/code"), "{}", answer.body);
    visitor.post("/api/inloggen/code", &[("code", &six_digits(&app.message(MOBILE)))]).await;
    visitor
}

/// R7: a mismatch is refused with what differs; another contact in the care plan flags the account.
#[test]
fn only_the_registered_first_contact_is_invited() {
    with_own_app(async |app| {
        let staff = app.signed_in("secretary").await;
        let client = waiting(&staff).await;
        let person = [
            ("basis", "first-contact"),
            ("name", "Saskia Bakker"),
            ("email", EMAIL),
            ("mobile", "06 87 65 12 34"),
        ];
        let page = followed(&staff, &invite(&staff, &client, &person).await).await.body;
        assert!(page.contains("nog geen eerste contactpersoon"), "{page}");
        let path = format!("/team/c/{client}/contactpersoon");
        assert!(staff.get(&path).await.body.contains("Er is nog niemand vastgelegd."));
        let mut contact = vec![
            ("client", client.as_str()),
            ("name", "Saskia Bakker"),
            ("relation", ""),
            ("email", EMAIL),
            ("mobile", "06 87 65 12 34"),
        ];
        let keep = async |fields: &[(&str, &str)]| {
            followed(&staff, &staff.post("/api/team/contactpersoon/bewaren", fields).await).await.body
        };
        let page = keep(&contact).await;
        assert!(
            page.contains("Vul in wie dit van de cliënt is.") && page.contains("value=\"Saskia Bakker\"")
        );
        contact[2].1 = "dochter";
        assert!(keep(&contact).await.contains("De eerste contactpersoon is vastgelegd."));
        assert!(keep(&contact).await.contains("Er is niets veranderd."));
        let other = [person[0], ("name", "Peter Bakker"), person[2], person[3]];
        let page = followed(&staff, &invite(&staff, &client, &other).await).await.body;
        assert!(page.contains("Dit is iemand anders dan de eerste contactpersoon"), "{page}");
        assert!(page.contains("Dit is anders dan bij de eerste contactpersoon"), "{page}");
        invite(&staff, &client, &person).await;
        let contact_person = join(&app, "linde", &code_in(&app.message(EMAIL)), "saskia").await;
        contact_person.accept_terms().await;
        let record = format!("/c/{client}/dossier");
        assert_eq!(contact_person.get(&record).await.status, StatusCode::OK);

        // The care plan changes: it waits, and nobody's access changes.
        let mut next = contact.clone();
        next[1].1 = "Peter Bakker";
        next[3].1 = "peter@example.nl";
        let page = keep(&next).await;
        assert!(page.contains("Iemand anders heeft nu het account."), "{page}");
        assert!(page.contains("Saskia Bakker heeft het account van de eerste contactpersoon"), "{page}");
        assert_eq!(contact_person.get(&record).await.status, StatusCode::OK);
        let list = staff.get("/team/contactpersonen").await.body;
        assert!(list.contains("Wim Bakker") && list.contains("Saskia Bakker"), "{list}");
        assert!(staff.get(&format!("/team/c/{client}/toegang")).await.body.contains("in het zorgplan staat"));
        let relation = field(&page, "relation");
        let confirm = async |reason: &str| {
            let fields = [("client", client.as_str()), ("relation", &relation), ("reason", reason)];
            followed(&staff, &staff.post("/api/team/contactpersoon/bevestigen", &fields).await).await.body
        };
        assert!(confirm("").await.contains("Schrijf op waarom de toegang blijft"));
        assert!(confirm("Blijft tot het overleg.").await.contains("De toegang blijft."));
        assert!(staff.get("/team/contactpersonen").await.body.contains("Er wacht niets"));
        let page = staff.get(&format!("/team/c/{client}/toegang")).await.body;
        assert!(page.contains("Blijft tot het overleg.") && page.contains("Opnieuw bekeken"), "{page}");
        // A physician sees what waits and settles nothing.
        let physician = app.signed_in("physician").await;
        assert_eq!(physician.get("/team/contactpersonen").await.status, StatusCode::OK);
        assert_eq!(physician.get(&path).await.status, StatusCode::FORBIDDEN);
    });
}

/// R39, R41: the manager invites; the member joins and sees exactly the kinds.
#[test]
fn a_manager_invites_and_the_member_sees_exactly_the_kinds() {
    with_own_app(async |app| {
        let manager = app.signed_in_at("waterland", "manager").await;
        let client = app.account("waterland", "manager").client.clone().unwrap();
        let base = format!("/c/{client}/netwerk");
        let page = manager.get(&base).await.body;
        assert!(page.contains(&format!("{base}/uitnodigingen")), "{page}");
        let sheet = format!("{base}/uitnodigen");
        let key = field(&manager.get(&sheet).await.body, "key");
        let mut fields = vec![
            ("client", client.as_str()),
            ("key", key.as_str()),
            ("name", "Saskia van Hoekstra"),
            ("email", EMAIL),
            ("mobile", "06 87 65 12 34"),
            ("kinds[0]", "measurements"),
        ];
        let answer = manager.post("/api/netwerk/uitnodigen", &fields).await;
        let page = followed(&manager, &answer).await.body;
        assert!(page.contains("Zonder toestemming kunt u niemand uitnodigen."), "{page}");
        assert!(page.contains("value=\"Saskia van Hoekstra\""), "{page}");
        fields.push(("consent", "true"));
        for _ in 0..2 {
            let answer = manager.post("/api/netwerk/uitnodigen", &fields).await;
            assert!(answer.location().unwrap().starts_with(&format!("{base}/uitnodigingen")));
        }
        let list = manager.get(&format!("{base}/uitnodigingen")).await.body;
        assert_eq!(list.matches("nog 42 dagen geldig").count(), 1, "{list}");
        let old = code_in(&app.message(EMAIL));
        let (invitation, number) = (field(&list, "invitation"), field(&list, "number"));
        let again = [("client", client.as_str()), ("invitation", &invitation), ("number", &number)];
        followed(&manager, &manager.post("/api/netwerk/uitnodigingen/opnieuw", &again).await).await;
        let code = code_in(&app.message(EMAIL));
        assert_ne!(old, code);

        // Others do not: a member without the management, a nurse, a client elsewhere.
        for (key, user) in [("waterland", "family"), ("waterland", "nurse"), ("linde", "client")] {
            let other = app.signed_in_at(key, user).await;
            assert!(other.get(&sheet).await.status.is_client_error(), "{user}");
            let answer = other.post("/api/netwerk/uitnodigen", &fields).await;
            assert!(answer.status.is_client_error(), "{user}: {}", answer.status);
            let answer = other.post("/api/netwerk/uitnodigingen/intrekken", &again[..2]).await;
            assert!(answer.status.is_client_error(), "{user}: {}", answer.status);
        }
        let member = join(&app, "waterland", &code, "saskia").await;
        let record = format!("/c/{client}/dossier");
        assert_eq!(member.get(&format!("{record}/metingen")).await.status, StatusCode::OK);
        assert_eq!(member.get(&format!("{record}/rapportages")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(member.get(&sheet).await.status, StatusCode::FORBIDDEN);
        let page = manager.get(&base).await.body;
        assert!(page.contains("Saskia van Hoekstra") && page.contains("Anneke van Hoekstra"), "{page}");
    });
}

/// R44: somebody with an account adds the invitation to it; an account for work is refused.
#[test]
fn an_invitation_is_added_to_the_account_that_one_has() {
    with_own_app(async |app| {
        let staff = app.signed_in("secretary").await;
        let client = waiting(&staff).await;
        let person = [
            ("basis", "second-contact"),
            ("name", "Karin van der Meulen"),
            ("email", "first-contact@linde.example"),
            ("mobile", "06 87 65 12 34"),
        ];
        invite(&staff, &client, &person).await;
        let code = code_in(&app.message("first-contact@linde.example"));
        let entrance = app.anonymous("linde").get("/uitnodiging").await.body;
        assert!(entrance.contains("Log dan eerst in"), "{entrance}");
        let own = "/uitnodiging/eigen-account";
        let nobody = app.anonymous("linde");
        assert!(nobody.get(own).await.body.contains("Er is hier geen uitnodiging"));
        assert_eq!(nobody.post("/api/uitnodiging/eigen-account", &[]).await.location(), Some(own));

        let secretary = app.signed_in("secretary").await;
        let answer = secretary.post("/api/uitnodiging/code", &[("code", &code)]).await;
        let page = followed(&secretary, &answer).await.body;
        assert!(page.contains("Werk en privé blijven apart."), "{page}");
        let answer = secretary.post("/api/uitnodiging/eigen-account", &[]).await;
        assert!(followed(&secretary, &answer).await.body.contains("Werk en privé blijven apart."));

        let other = app.signed_in("second-contact").await;
        let answer = other.post("/api/uitnodiging/code", &[("code", &code)]).await;
        assert!(followed(&other, &answer).await.body.contains("een ander e-mailadres"));

        let contact = app.signed_in("first-contact").await;
        let record = format!("/c/{client}/dossier");
        assert_eq!(contact.get(&record).await.status, StatusCode::NOT_FOUND);
        let answer = contact.post("/api/uitnodiging/code", &[("code", &code)]).await;
        assert_eq!(answer.location(), Some(own));
        assert!(contact.get(own).await.body.contains("Bij mijn account zetten"));
        let answer = contact.post("/api/uitnodiging/eigen-account", &[]).await;
        let page = followed(&contact, &answer).await.body;
        assert!(page.contains("De uitnodiging staat bij uw account."), "{page}");
        for client in [client, app.client_id()] {
            assert_eq!(contact.get(&format!("/c/{client}/dossier")).await.status, StatusCode::OK);
        }
        let answer = contact.post("/api/uitnodiging/code", &[("code", &code)]).await;
        assert!(followed(&contact, &answer).await.body.contains("Deze code werkt niet"));
    });
}

/// R16: the client ends all access at once; others do not.
#[test]
fn all_access_ends_at_once() {
    with_own_app(async |app| {
        let client = app.client_id();
        let path = format!("/c/{client}/netwerk/alles-stoppen");
        let own = app.signed_in("client").await;
        let contacts = [app.signed_in("first-contact").await, app.signed_in("second-contact").await];
        let page = own.get(&path).await.body;
        assert!(page.contains("Karin van der Meulen") && page.contains("Peter van der Meulen"), "{page}");
        let key = field(&page, "key");
        let fields = [("client", client.as_str()), ("key", key.as_str())];
        let record = format!("/c/{client}/dossier");
        for contact in &contacts {
            assert_eq!(contact.get(&record).await.status, StatusCode::OK);
            let answer = contact.call("/api/netwerk/alles-stoppen", &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
        for (key, user, status) in [
            ("linde", "physician", StatusCode::FORBIDDEN),
            ("linde", "admin", StatusCode::FORBIDDEN),
            ("waterland", "nurse", StatusCode::NOT_FOUND),
        ] {
            let other = app.signed_in_at(key, user).await;
            let answer = other.call("/api/netwerk/alles-stoppen", &fields).await;
            assert_eq!(answer.status, status, "{user}");
        }
        let nobody = app.anonymous("linde").call("/api/netwerk/alles-stoppen", &fields).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
        let nurse = app.signed_in("nurse").await;
        let page = followed(&nurse, &nurse.post("/api/netwerk/alles-stoppen", &fields).await).await.body;
        assert!(page.contains("Schrijf op hoe en wanneer dit is gevraagd"), "{page}");

        let page = followed(&own, &own.post("/api/netwerk/alles-stoppen", &fields).await).await.body;
        assert!(page.contains("Alle toegang is gestopt."), "{page}");
        for contact in &contacts {
            assert_eq!(contact.get(&record).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(own.get(&record).await.status, StatusCode::OK);
        let told = app.message("first-contact@linde.example");
        assert!(told.contains("meekijken") && !told.contains("Verhulst"), "{told}");
        assert!(own.get(&path).await.body.contains("Er kijkt nu niemand mee."));
    });
}
