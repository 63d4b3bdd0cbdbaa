//! Representatives over HTTP, as a browser without script does it: who of the family the policy lets in,
//! somebody who goes before between invitation and joining, and access that is not made longer out of
//! order (WGBO 7:465 lid 3); and the first contact out of the imported care plan (R7).

use http::StatusCode;
use inzage_services::import::{SourceFile, Target};
use inzage_store::Registering;

use crate::support::{Answer, TestApp, Visitor, field, with_own_app};

const PASSWORD: &str = "vier gele kanaries zingen";
const AFRESH: &str = "01980000-0000-7000-8000-000000000000";

/// Somebody who is invited: name, e-mail address and mobile number as typed and as a gateway has it.
struct Guest {
    name: &'static str,
    email: &'static str,
    mobile: &'static str,
    number: &'static str,
}

const SASKIA: Guest = Guest {
    name: "Saskia Bakker",
    email: "saskia@example.nl",
    mobile: "06 87 65 12 34",
    number: "+31687651234",
};
const JORIS: Guest = Guest {
    name: "Joris Visser",
    email: "joris@example.nl",
    mobile: "06 87 65 43 21",
    number: "+31687654321",
};

async fn followed(visitor: &Visitor, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = visitor.get(answer.location().unwrap()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

fn digits(text: &str) -> String {
    text.chars().take_while(char::is_ascii_digit).collect()
}

/// An organisation with a network, where these may represent as family; answers with the page of the
/// consequences.
async fn with_family(app: &TestApp, family: &str) -> String {
    let admin = app.signed_in("admin").await;
    let ticks = family.replace(',', "&family=");
    let path =
        format!("/beheer/afspraken/gevolgen?preset=vivium&representation=network&family=&family={ticks}");
    let page = admin.get(&path).await.body;
    let (from, key) = (field(&page, "from"), field(&page, "key"));
    let fields = [
        ("typed[preset]", "vivium"),
        ("typed[fields][representation]", "network"),
        ("typed[fields][family]", family),
        ("from", from.as_str()),
        ("key", key.as_str()),
    ];
    let answer = admin.post("/api/beheer/afspraken/opslaan", &fields).await;
    assert!(followed(&admin, &answer).await.body.contains("De nieuwe afspraken gelden nu."));
    page
}

/// The client whom nobody has invited yet.
async fn waiting(staff: &Visitor) -> String {
    let answer = staff.post("/api/team/zoeken", &[("text", "bakk")]).await;
    let page = followed(staff, &answer).await;
    let (_, after) = page.body.split_once("/team/c/").unwrap_or_else(|| panic!("{}", page.body));
    after.split('/').next().unwrap().to_owned()
}

async fn invite(staff: &Visitor, client: &str, guest: &Guest, basis: &str, kinship: &str) -> String {
    let key = field(&staff.get(&format!("/team/c/{client}/uitnodigingen/nieuw")).await.body, "key");
    let fields = [
        ("client", client),
        ("key", key.as_str()),
        ("basis", basis),
        ("kinship", kinship),
        ("name", guest.name),
        ("email", guest.email),
        ("mobile", guest.mobile),
        ("delivery", "mail"),
        ("asked_by", "representative"),
        ("asked_how", "phone"),
        ("asked_on_day", "1"),
        ("asked_on_month", "1"),
        ("asked_on_year", "2026"),
        ("consent", "true"),
    ];
    let answer = staff.post("/api/team/uitnodigingen/maken", &fields).await;
    followed(staff, &answer).await.body
}

/// A guest at the last step, with the code that came by SMS.
async fn at_last_step(app: &TestApp, guest: &Guest, user: &str) -> (Visitor, String) {
    let mail = app.message(guest.email);
    let code = mail.split_once("deze code in: ").unwrap().1.split('\n').next().unwrap();
    let visitor = app.anonymous("linde");
    let answer = visitor.post("/api/uitnodiging/code", &[("code", code)]).await;
    assert_eq!(answer.location(), Some("/uitnodiging/naam"), "{}", answer.body);
    visitor.post("/api/uitnodiging/naam", &[("user_name", user)]).await;
    visitor.post("/api/uitnodiging/wachtwoord", &[("password", PASSWORD), ("again", PASSWORD)]).await;
    let proof = digits(&app.message(guest.email));
    visitor.post("/api/uitnodiging/bewijs", &[("mobile", "false"), ("code", &proof)]).await;
    (visitor, digits(&app.message(guest.number)))
}

async fn last_step(visitor: &Visitor, proof: &str) -> Answer {
    visitor.post("/api/uitnodiging/bewijs", &[("mobile", "true"), ("code", proof)]).await
}

/// WGBO 7:465 lid 3: an administrator names who of the family may represent; staff invite only those.
#[test]
fn only_the_family_that_the_policy_names_is_invited() {
    with_own_app(async |app| {
        let admin = app.signed_in("admin").await;
        // Nobody at all is refused on the page and behind it, and so is what is no relative.
        let page = admin.get("/beheer/afspraken/gevolgen?family=").await;
        assert!(page.body.contains("Kies ten minste één familielid."), "{}", page.body);
        assert!(!page.body.contains("/api/beheer/afspraken/opslaan"));
        let refused = async |family: &str| {
            let fields = [("typed[fields][family]", family), ("from", "1"), ("key", AFRESH)];
            admin.post("/api/beheer/afspraken/opslaan", &fields).await.status
        };
        assert_eq!(refused("").await, StatusCode::FORBIDDEN);
        assert_eq!(refused("child,neighbour").await, StatusCode::BAD_REQUEST);
        let odd = admin.get("/beheer/afspraken/gevolgen?family=neighbour").await;
        assert_eq!(odd.status, StatusCode::BAD_REQUEST);

        let page = with_family(&app, "child,grandparent").await;
        let words = "Nu: ouder, dochter of zoon, broer of zus. Straks: dochter of zoon, grootouder.";
        assert!(page.contains(words), "{page}");
        assert!(page.contains("Wie al vertegenwoordigt, houdt dat."), "{page}");
        let form = admin.get("/beheer/afspraken").await.body;
        for (kinship, ticked) in [
            ("parent", false),
            ("child", true),
            ("sibling", false),
            ("grandparent", true),
            ("grandchild", false),
        ] {
            assert_eq!(form.contains(&format!("value=\"{kinship}\" checked")), ticked, "{kinship}: {form}");
        }

        let staff = app.signed_in("secretary").await;
        let client = waiting(&staff).await;
        let sheet = staff.get(&format!("/team/c/{client}/uitnodigingen/nieuw")).await.body;
        assert!(sheet.contains("value=\"grandparent\"") && sheet.contains("value=\"child\""), "{sheet}");
        assert!(!sheet.contains("value=\"sibling\"") && !sheet.contains("value=\"parent\""), "{sheet}");
        for kinship in ["", "sibling", "neighbour"] {
            let page = invite(&staff, &client, &SASKIA, "family", kinship).await;
            assert!(page.contains("Kies welk familielid dit is."), "{kinship}: {page}");
            assert!(page.contains("value=\"Saskia Bakker\""), "filled in");
        }
        let page = invite(&staff, &client, &SASKIA, "family", "grandparent").await;
        assert!(page.contains("grootouder") && page.contains("Saskia Bakker"), "{page}");

        let (guest, proof) = at_last_step(&app, &SASKIA, "saskia").await;
        assert_eq!(last_step(&guest, &proof).await.location(), Some("/uitnodiging/klaar"));
        let page = staff.get(&format!("/team/c/{client}/toegang")).await.body;
        assert!(page.contains("Saskia Bakker") && page.contains("grootouder"), "{page}");
    });
}

/// WGBO 7:465 lid 3: a mentor who came between invitation and joining goes before; staff see why, and
/// nobody makes access longer out of order.
#[test]
fn whoever_goes_before_by_now_stops_joining_and_renewing() {
    with_own_app(async |app| {
        with_family(&app, "parent,child,sibling").await;
        let staff = app.signed_in("secretary").await;
        let client = waiting(&staff).await;
        let list = format!("/team/c/{client}/uitnodigingen");
        invite(&staff, &client, &SASKIA, "family", "child").await;
        let (saskia, proof) = at_last_step(&app, &SASKIA, "saskia").await;
        invite(&staff, &client, &JORIS, "mentor", "").await;
        let (joris, other) = at_last_step(&app, &JORIS, "joris").await;
        assert!(!staff.get(&list).await.body.contains("gaat volgens de wet voor"));
        assert_eq!(last_step(&joris, &other).await.location(), Some("/uitnodiging/klaar"));

        let page = followed(&saskia, &last_step(&saskia, &proof).await).await.body;
        assert!(page.contains("We kunnen u nu nog geen toegang geven"), "{page}");
        assert!(page.contains("Bel 020 123 45 00") && !page.contains("Joris"), "no name, and whom to call");
        let page = staff.get(&list).await.body;
        assert!(page.contains("Joris Visser (mentor) gaat volgens de wet voor."), "{page}");
        // Inviting anew says the same.
        let page = invite(&staff, &client, &SASKIA, "partner", "").await;
        assert!(page.contains("Joris Visser (mentor) gaat volgens de wet voor."), "{page}");

        // The mentor stops: the invitation that stayed as it was goes on with the same code.
        let access = format!("/team/c/{client}/toegang");
        let person = async |name: &str| {
            let page = staff.get(&access).await.body;
            let (_, after) = page.split_once(name).unwrap_or_else(|| panic!("{page}"));
            let (_, after) = after.split_once(&format!("{access}/")).unwrap();
            after.split('"').next().unwrap().to_owned()
        };
        let mentor = person("Joris Visser").await;
        let change = async |path: &str, relation: &str, fields: &[(&str, &str)]| {
            let page = staff.get(&format!("{access}/{relation}")).await.body;
            let key = field(&page, "key");
            let mut all = vec![
                ("client", client.as_str()),
                ("relation", relation),
                ("key", &key),
                ("reason", "besluit"),
            ];
            all.extend_from_slice(fields);
            let answer = staff.post(path, &all).await;
            followed(&staff, &answer).await.body
        };
        change("/api/netwerk/stoppen", &mentor, &[]).await;
        assert!(!staff.get(&list).await.body.contains("gaat volgens de wet voor"));
        assert_eq!(last_step(&saskia, &proof).await.location(), Some("/uitnodiging/klaar"));

        // A curator comes: the daughter's access may become shorter, and not longer.
        invite(&staff, &client, &Guest { name: "Truus Kok", ..JORIS }, "curator", "").await;
        let (curator, proof) = at_last_step(&app, &JORIS, "truus").await;
        assert_eq!(last_step(&curator, &proof).await.location(), Some("/uitnodiging/klaar"));
        let daughter = person("Saskia Bakker").await;
        let today = inzage_domain::written::day_of(app.services().clock.now());
        let renew = async |day: jiff::civil::Date| {
            let [d, m, y] =
                [i16::from(day.day()), i16::from(day.month()), day.year()].map(|part| part.to_string());
            let fields = [("einde_day", d.as_str()), ("einde_month", m.as_str()), ("einde_year", y.as_str())];
            change("/api/netwerk/einde", &daughter, &fields).await
        };
        let sooner = today.checked_add(jiff::Span::new().months(1)).unwrap();
        assert!(renew(sooner).await.contains("De einddatum is bewaard."), "shorter is kept");
        let page = renew(sooner.checked_add(jiff::Span::new().days(1)).unwrap()).await;
        assert!(page.contains("Iemand anders gaat volgens de wet voor."), "{page}");
    });
}

/// WGBO 7:465 lid 3: the account that somebody has waits as a new one does, and says whom to call.
#[test]
fn an_account_that_is_there_waits_for_whoever_goes_before() {
    with_own_app(async |app| {
        with_family(&app, "child").await;
        let staff = app.signed_in("secretary").await;
        let client = waiting(&staff).await;
        let karin = Guest { name: "Karin van der Meulen", email: "first-contact@linde.example", ..SASKIA };
        invite(&staff, &client, &karin, "family", "child").await;
        let mail = app.message(karin.email);
        let code = mail.split_once("deze code in: ").unwrap().1.split('\n').next().unwrap();
        let own = "/uitnodiging/eigen-account";
        let contact = app.signed_in("first-contact").await;
        assert_eq!(contact.post("/api/uitnodiging/code", &[("code", code)]).await.location(), Some(own));
        let page = contact.get(own).await.body;
        assert!(page.contains("als dochter of zoon") && page.contains("Bij mijn account zetten"), "{page}");

        invite(&staff, &client, &JORIS, "mentor", "").await;
        let (joris, proof) = at_last_step(&app, &JORIS, "joris").await;
        assert_eq!(last_step(&joris, &proof).await.location(), Some("/uitnodiging/klaar"));
        // The page that is still open leads nowhere, and the next one says why.
        let answer = contact.post("/api/uitnodiging/eigen-account", &[]).await;
        let page = followed(&contact, &answer).await.body;
        assert!(page.contains("Er is iets veranderd sinds we u uitnodigden."), "{page}");
        assert!(page.contains("020 123 45 00") && !page.contains("Bij mijn account zetten"), "{page}");
        assert!(!page.contains("Joris"), "no name");
        assert_eq!(contact.get(&format!("/c/{client}/dossier")).await.status, StatusCode::NOT_FOUND);
        let page = staff.get(&format!("/team/c/{client}/uitnodigingen")).await.body;
        assert!(page.contains("Joris Visser (mentor) gaat volgens de wet voor."), "{page}");
    });
}

/// R7: the demo's care plan was imported with its first contact; pages say where that comes from.
#[test]
fn pages_say_that_the_first_contact_comes_out_of_the_care_plan() {
    with_own_app(async |app| {
        let staff = app.signed_in("secretary").await;
        let client = app.client_id();
        let path = format!("/team/c/{client}/contactpersoon");
        let page = staff.get(&path).await.body;
        assert!(page.contains("uit het zorgplan, ingelezen op") && page.contains("dochter"), "{page}");
        assert!(page.contains("Karin van der Meulen") && page.contains("karin@example.org"), "{page}");
        let access = format!("/team/c/{client}/toegang");
        let page = staff.get(&access).await.body;
        assert!(page.contains("Karin van der Meulen, uit het zorgplan, ingelezen op"), "{page}");
        // The client reads who looks along, not where staff have it from.
        let own = app.signed_in("client").await.get(&format!("/c/{client}/netwerk")).await;
        assert_eq!(own.status, StatusCode::OK);
        assert!(!own.body.contains("uit het zorgplan, ingelezen op"), "{}", own.body);
        assert!(staff.get("/team/contactpersonen").await.body.contains("Er wacht niets"));

        // Staff type somebody else: the list says that it was typed.
        let fields = [
            ("client", client.as_str()),
            ("name", "Peter van der Meulen"),
            ("relation", "zoon"),
            ("email", "peter@example.nl"),
            ("mobile", "06 87 65 12 34"),
        ];
        let answer = staff.post("/api/team/contactpersoon/bewaren", &fields).await;
        let page = followed(&staff, &answer).await.body;
        assert!(
            page.contains("door Marja Tuinstra") && !page.contains("uit het zorgplan, ingelezen"),
            "{page}"
        );
        let list = staff.get("/team/contactpersonen").await.body;
        assert!(list.contains("vastgelegd door een medewerker"), "{list}");
    });
}

/// R7: an import that names somebody without addresses registers what there is, and staff are asked to
/// complete it; the account of another first contact waits, with where the new name comes from.
#[test]
fn an_import_without_addresses_asks_staff_to_complete_it() {
    with_own_app(async |app| {
        let staff = app.signed_in("secretary").await;
        let client = app.client_id();
        let services = app.services();
        let organisation = services.store.organisation_by_key("linde").await.unwrap().unwrap();
        let operator = services.store.operator(&organisation, "test");
        let related = serde_json::json!({
            "resourceType": "RelatedPerson",
            "id": "anja",
            "patient": { "reference": "Patient/riek" },
            "relationship": [{ "coding": [{
                "system": "urn:oid:2.16.840.1.113883.2.4.3.11.22.472",
                "code": "01"
            }] }],
            "name": [{ "text": "Anja van der Meulen" }]
        });
        let file = SourceFile { name: "anja.json".to_owned(), bytes: related.to_string().into_bytes() };
        let target = Target::Client(client.parse().unwrap());
        let report = services.import(&operator, target, vec![file], true, &|_, _| {}).await.unwrap();
        assert_eq!(
            report.contact,
            Some(Registering::Done { flagged: 1, withdrawn: 0 }),
            "{:?}",
            report.refused
        );

        let path = format!("/team/c/{client}/contactpersoon");
        let page = staff.get(&path).await.body;
        assert!(page.contains("Anja van der Meulen") && page.contains("niet bekend"), "{page}");
        assert!(page.contains("Vraag ernaar en vul het hieronder in."), "{page}");
        assert!(
            page.contains("Karin van der Meulen heeft het account van de eerste contactpersoon"),
            "{page}"
        );
        let list = staff.get("/team/contactpersonen").await.body;
        assert!(
            list.contains("Karin van der Meulen") && list.contains("uit het zorgplan, ingelezen op"),
            "{list}"
        );
        let page =
            invite(&staff, &client, &Guest { name: "Anja van der Meulen", ..SASKIA }, "first-contact", "")
                .await;
        assert!(page.contains("Dit is anders dan bij de eerste contactpersoon"), "{page}");
        // Nobody's access changed.
        let contact = app.signed_in("first-contact").await;
        assert_eq!(contact.get(&format!("/c/{client}/dossier")).await.status, StatusCode::OK);
        // Completed, the person can be invited as far as the care plan goes: the account is still taken.
        let fields = [
            ("client", client.as_str()),
            ("name", "Anja van der Meulen"),
            ("relation", "dochter"),
            ("email", SASKIA.email),
            ("mobile", SASKIA.mobile),
        ];
        let answer = staff.post("/api/team/contactpersoon/bewaren", &fields).await;
        let page = followed(&staff, &answer).await.body;
        assert!(!page.contains("Vraag ernaar en vul het hieronder in."), "{page}");
        let page =
            invite(&staff, &client, &Guest { name: "Anja van der Meulen", ..SASKIA }, "first-contact", "")
                .await;
        assert!(!page.contains("Dit is anders dan bij de eerste contactpersoon"), "{page}");
        assert!(page.contains("of deze persoon heeft al toegang"), "{page}");
    });
}
