//! Joining over HTTP, as a browser without script does it: staff invite, the invited person makes
//! an account in steps and logs in.

use http::StatusCode;

use crate::support::{Answer, TestApp, Visitor, field, with_app};

const EMAIL: &str = "bakker@example.nl";
const MOBILE: &str = "+31687654321";
const PASSWORD: &str = "vier gele kanaries zingen";

fn led_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().unwrap().to_owned()
}

/// Follows a redirect to its page.
async fn followed(visitor: &Visitor, answer: &Answer) -> Answer {
    let page = visitor.get(&led_to(answer)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

/// The base of the pages of the client whom nobody has invited yet.
async fn waiting(staff: &Visitor) -> String {
    let answer = staff.post("/api/team/zoeken", &[("text", "bakk")]).await;
    let page = followed(staff, &answer).await;
    let (_, after) = page.body.split_once("/team/c/").unwrap_or_else(|| panic!("{}", page.body));
    after.split('/').next().unwrap().to_owned()
}

async fn form(staff: &Visitor, client: &str) -> String {
    field(&staff.get(&format!("/team/c/{client}/uitnodigingen/nieuw")).await.body, "key")
}

fn filled<'a>(client: &'a str, key: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("client", client),
        ("key", key),
        ("basis", "own"),
        ("name", "Wim Bakker"),
        ("email", EMAIL),
        ("mobile", "06 87 65 43 21"),
        ("delivery", "mail"),
        ("asked_by", "client"),
        ("asked_how", "phone"),
        ("asked_on_day", "1"),
        ("asked_on_month", "1"),
        ("asked_on_year", "2026"),
    ]
}

fn six_digits(text: &str) -> String {
    text.chars().take_while(char::is_ascii_digit).collect()
}

async fn log_in(app: &TestApp) -> (Visitor, Answer) {
    let visitor = app.anonymous("linde");
    let answer = visitor.post("/api/inloggen", &[("user_name", "wim.bakker"), ("password", PASSWORD)]).await;
    (visitor, answer)
}

/// R43, R44, R77: the whole way, with what is refused on it.
#[test]
fn an_invited_client_joins_and_reads_the_record() {
    with_app(async |app| {
        let staff = app.signed_in("secretary").await;
        let client = waiting(&staff).await;
        let list = format!("/team/c/{client}/uitnodigingen");
        assert_eq!(staff.get(&format!("/team/c/{client}/dossier")).await.status, StatusCode::FORBIDDEN);

        // A form that is not whole comes back filled in.
        let key = form(&staff, &client).await;
        let mut fields = filled(&client, &key);
        fields.retain(|(name, _)| *name != "asked_how");
        let page = followed(&staff, &staff.post("/api/team/uitnodigingen/maken", &fields).await).await;
        for words in ["Kies hoe het is gevraagd.", "value=\"Wim Bakker\"", EMAIL] {
            assert!(page.body.contains(words), "{words} is not in {}", page.body);
        }
        let key = form(&staff, &client).await;
        for _ in 0..2 {
            let answer = staff.post("/api/team/uitnodigingen/maken", &filled(&client, &key)).await;
            assert!(led_to(&answer).starts_with(&list));
        }
        let page = staff.get(&list).await;
        assert_eq!(page.body.matches("nog 42 dagen geldig").count(), 1, "{}", page.body);

        let mail = app.message(EMAIL);
        assert!(mail.contains("http://linde.localhost:3000/uitnodiging\n"), "{mail}");
        assert!(!mail.contains(&client));
        let old = mail.split_once("deze code in: ").unwrap().1.split('\n').next().unwrap().to_owned();

        // Sent again: only the new code works, and the letter has it.
        let (id, number) = (field(&page.body, "invitation"), field(&page.body, "number"));
        let again = [("client", client.as_str()), ("invitation", &id), ("number", &number)];
        followed(&staff, &staff.post("/api/team/uitnodigingen/opnieuw", &again).await).await;
        let code =
            app.message(EMAIL).split_once("deze code in: ").unwrap().1.split('\n').next().unwrap().to_owned();
        assert_ne!(old, code);
        let letter = staff.get(&format!("{list}/{id}/brief")).await;
        assert!(letter.body.contains(&code), "{}", letter.body);

        let guest = app.anonymous("linde");
        let born = [("born_day", "5"), ("born_month", "11"), ("born_year", "1938")];
        for (code, born) in [(&old, &born[..]), (&code, &[])] {
            let fields = [&[("code", code.as_str())], born].concat();
            let page = followed(&guest, &guest.post("/api/uitnodiging/code", &fields).await).await;
            assert!(page.body.contains("Deze code werkt niet"), "{}", page.body);
            assert!(!page.body.contains(code.as_str()), "a code comes back");
        }
        let fields = [&[("code", code.as_str())], &born[..]].concat();
        let answer = guest.post("/api/uitnodiging/code", &fields).await;
        assert_eq!(led_to(&answer), "/uitnodiging/naam");
        // What comes later leads back to what is due.
        for path in ["/uitnodiging/wachtwoord", "/uitnodiging/e-mail", "/uitnodiging/mobiel"] {
            assert_eq!(led_to(&guest.get(path).await), "/uitnodiging/naam", "{path}");
        }
        let answer = guest.post("/api/uitnodiging/naam", &[("user_name", "nurse")]).await;
        assert!(followed(&guest, &answer).await.body.contains("al van iemand anders"));
        let answer = guest.post("/api/uitnodiging/naam", &[("user_name", "wim.bakker")]).await;
        assert_eq!(led_to(&answer), "/uitnodiging/wachtwoord");
        let weak = [("password", "welkom123456"), ("again", "welkom123456")];
        let page = followed(&guest, &guest.post("/api/uitnodiging/wachtwoord", &weak).await).await;
        assert!(page.body.contains("gebruiken veel mensen") && !page.body.contains("welkom123456"));
        let good = [("password", PASSWORD), ("again", PASSWORD)];
        let page = followed(&guest, &guest.post("/api/uitnodiging/wachtwoord", &good).await).await;
        assert!(page.body.contains("Uw wachtwoord is sterk") && page.body.contains("b•••@example.nl"));
        let proof = six_digits(&app.message(EMAIL));
        let (_, refused) = log_in(app).await;
        assert!(led_to(&refused).starts_with("/inloggen?formulier="), "R44: no account yet");

        // Another device goes on with the code of the invitation.
        let other = app.anonymous("linde");
        other.post("/api/uitnodiging/code", &fields).await;
        let answer = other.post("/api/uitnodiging/bewijs", &[("mobile", "false"), ("code", &proof)]).await;
        let page = followed(&other, &answer).await;
        assert!(page.body.contains("Uw e-mailadres klopt.") && page.body.contains("eindigt op 21"));
        let proof = six_digits(&app.message(MOBILE));
        let answer = guest.post("/api/uitnodiging/bewijs", &[("mobile", "true"), ("code", &proof)]).await;
        assert_eq!(led_to(&answer), "/uitnodiging/klaar");
        let twice = guest.post("/api/uitnodiging/bewijs", &[("mobile", "true"), ("code", &proof)]).await;
        assert!(followed(&guest, &twice).await.body.contains("U kunt niet verder met deze uitnodiging"));
        assert_eq!(led_to(&other.get("/uitnodiging/mobiel").await), "/uitnodiging");

        let (visitor, answer) = log_in(app).await;
        assert_eq!(led_to(&answer), "/inloggen/code");
        let code = six_digits(&app.message(MOBILE));
        visitor.post("/api/inloggen/code", &[("code", &code)]).await;
        visitor.accept_terms().await;
        assert_eq!(visitor.get(&format!("/c/{client}/dossier")).await.status, StatusCode::OK);
        let page = staff.get(&list).await;
        assert!(page.body.contains("het account is gemaakt"), "{}", page.body);
        // There is no second own account.
        let key = form(&staff, &client).await;
        let answer = staff.post("/api/team/uitnodigingen/maken", &filled(&client, &key)).await;
        assert!(followed(&staff, &answer).await.body.contains("Er is al zo"), "a second own account");
    });
}

/// R114, R115: the BSN by the eleven-test, then the document; what was typed does not come back.
#[test]
fn staff_record_who_a_client_is() {
    with_app(async |app| {
        let staff = app.signed_in_at("berk", "nurse").await;
        let client = waiting(&staff).await;
        let page = staff.get(&format!("/team/c/{client}/identiteit")).await;
        assert!(page.body.contains("pas als u het identiteitsbewijs hebt gezien"), "{}", page.body);
        let check = async |bsn: &str| {
            let answer = staff.post("/api/team/identiteit/bsn", &[("client", &client), ("bsn", bsn)]).await;
            followed(&staff, &answer).await.body
        };
        for (bsn, words) in [
            ("999900202", "geen burgerservicenummer"),
            ("999900018", "anders dan het nummer in het dossier"),
            ("999900201", "Dit nummer hoort bij deze cliënt."),
        ] {
            let page = check(bsn).await;
            assert!(page.contains(words) && !page.contains(bsn), "{words} is not in {page}");
        }
        let document = [
            ("client", client.as_str()),
            ("document", "passport"),
            ("ending", "X1Y2"),
            ("seen_on_day", "1"),
            ("seen_on_month", "1"),
            ("seen_on_year", "2026"),
        ];
        let answer = staff.post("/api/team/identiteit/document", &document).await;
        let page = followed(&staff, &answer).await.body;
        assert!(page.contains("eindigt op X1Y2") && page.contains("is vastgelegd"), "{page}");
    });
}
