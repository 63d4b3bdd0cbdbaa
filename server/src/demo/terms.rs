//! Terms of use of the demo's organisations, in Markdown: the version in force of each, at one an older
//! version too, and at one a second document beside it.

use inzage_domain::{policy::Acceptance, written::amsterdam};
use inzage_store::NewTerms;
use jiff::civil::{Date, date};

use super::organisations::Organisation;
use crate::problem::Problem;

/// What is published for an organisation, oldest first.
pub fn editions(plan: &Organisation) -> Result<Vec<NewTerms>, Problem> {
    let way = plan.preset.policy().acceptance;
    let [nl, en] = [dutch(plan.name, plan.phone, way), english(plan.name, plan.phone, way)];
    let mut editions = Vec::new();
    let current = NewTerms {
        document: "terms".to_owned(),
        title_nl: "Gebruiksvoorwaarden".to_owned(),
        title_en: "Terms of use".to_owned(),
        label: plan.terms_label.to_owned(),
        valid_from: midnight(plan.terms_day)?,
        text_nl: nl,
        text_en: en,
        summary_nl: String::new(),
        summary_en: String::new(),
    };
    match plan.key {
        "linde" => {
            editions.push(NewTerms {
                label: "1 februari 2020".to_owned(),
                valid_from: midnight(date(2020, 2, 1))?,
                text_nl: current.text_nl.replace(LOG_IN_NL, "").replace(CLOSE_NL, ""),
                text_en: current.text_en.replace(LOG_IN_EN, "").replace(CLOSE_EN, ""),
                ..current.clone()
            });
            editions.push(NewTerms {
                summary_nl: "Wij schrijven voortaan ook op wanneer u inlogt.\nU kunt zelf vragen om uw account te sluiten.".to_owned(),
                summary_en: "From now on we also write down when you log in.\nYou can ask us to close your account.".to_owned(),
                ..current
            });
        }
        "waterland" => {
            editions.push(NewTerms {
                document: "netwerk".to_owned(),
                title_nl: "Afspraken over het netwerk".to_owned(),
                title_en: "Rules for the network".to_owned(),
                text_nl: NETWORK_NL.to_owned(),
                text_en: NETWORK_EN.to_owned(),
                ..current.clone()
            });
            editions.push(current);
        }
        _ => editions.push(current),
    }
    Ok(editions)
}

fn midnight(day: Date) -> Result<jiff::Timestamp, Problem> {
    Ok(day.to_zoned(amsterdam()).map_err(|error| Problem::of(&error, ""))?.timestamp())
}

const LOG_IN_NL: &str = " Ook elke keer dat u inlogt, wordt opgeschreven.";
const LOG_IN_EN: &str = " Each time that you log in is written down too.";
const CLOSE_NL: &str = " U kunt ook zelf vragen om uw account te sluiten.";
const CLOSE_EN: &str = " You can also ask us to close your account.";

const NETWORK_NL: &str = "Deze afspraken gelden naast de gebruiksvoorwaarden, voor iedereen in een netwerk.\n\n\
# Wat u van elkaar ziet\n\n\
De beheerder van het netwerk bepaalt wat u ziet. Wat u in het portaal leest over een ander, houdt u voor u.\n\n\
# Wat u zelf toevoegt\n\n\
Bij alles wat u schrijft, staat uw naam. Schrijf zoals u ook aan de keukentafel praat.\n";
const NETWORK_EN: &str = "These rules apply beside the terms of use, for everybody in a network.\n\n\
# What you see of each other\n\n\
The manager of the network decides what you see. What you read about somebody else in the portal, you keep to yourself.\n\n\
# What you add yourself\n\n\
Your name stands by everything that you write. Write as you would talk at the kitchen table.\n";

/// What happens when the terms change: how an organisation's people come to agree.
fn changes(way: Acceptance) -> [&'static str; 2] {
    match way {
        Acceptance::Page => [
            "Dan leggen wij de nieuwe tekst aan u voor. U kunt pas verder als u die hebt geaccepteerd. Accepteert u de voorwaarden niet, dan kunt u het portaal niet gebruiken. Uw zorg verandert daardoor niet.",
            "Then we show you the new text. You can go on only when you have accepted it. If you do not accept the terms, you cannot use the portal. Your care does not change because of that.",
        ],
        Acceptance::EachLogIn => [
            "Dan melden wij dat vooraf. Elke keer dat u inlogt, gaat u akkoord met de tekst die dan geldt.",
            "Then we tell you beforehand. Each time you log in, you agree to the text that applies then.",
        ],
        Acceptance::ByUse => [
            "Dan melden wij dat op deze website. Gebruikt u het portaal, dan gaat u akkoord met de tekst die dan geldt.",
            "Then we say so on this website. When you use the portal, you agree to the text that applies then.",
        ],
        Acceptance::AfterNotice => [
            "Dan hoort u dat ruim vooraf, per e-mail en in het portaal. Gaat u daarna verder, dan gaat u akkoord. Wilt u dat niet, dan kunt u stoppen.",
            "Then you hear it well ahead, by e-mail and in the portal. If you go on after that, you agree. If you do not want to, you can stop.",
        ],
    }
}

/// The Dutch text for an organisation.
fn dutch(name: &str, phone: &str, way: Acceptance) -> String {
    let [changes, _] = changes(way);
    format!(
        "Deze voorwaarden gelden voor het portaal van {name}. Lees ze rustig door. U kunt ze later altijd teruglezen, onderaan elke pagina.\n\n\
# Wat u met het portaal kunt\n\n\
U ziet het deel van het dossier dat wij met u delen: rapportages, metingen, uitslagen, medicijnen en het zorgplan. Niet alles uit het dossier staat in het portaal. Wat u ziet, kan veranderen. Bij elke pagina staat wanneer die voor het laatst is bijgewerkt.\n\n\
Het portaal komt niet in de plaats van contact met uw zorgverleners. Is het dringend? Bel uw huisarts. Bij levensgevaar: bel 112.\n\n\
# Uw account is van u\n\n\
Uw gebruikersnaam, wachtwoord en codes zijn alleen voor u. Geef ze aan niemand, ook niet aan familie. Wie mag meekijken, krijgt een eigen account. Denkt u dat iemand anders uw account gebruikt? Bel dan meteen {phone}.\n\n\
# Wie uw dossier kan zien\n\n\
U zelf, uw eerste contactpersoon of wettelijke vertegenwoordiger, en de zorgverleners die bij uw zorg betrokken zijn. Wij schrijven van elke keer op wie uw dossier heeft bekeken. Ook elke keer dat u inlogt, wordt opgeschreven.\n\n\
# Als iets niet klopt\n\n\
Een rapportage verandert nooit ongemerkt. Klopt er iets niet? Bel {phone}. Feitelijke fouten passen wij aan. Bent u het ergens niet mee eens, dan voegen wij uw eigen verklaring toe.\n\n\
# Hoe wij met uw gegevens omgaan\n\n\
Uw gegevens zijn versleuteld en staan in Nederland. Wij bewaren een dossier 20 jaar na de laatste wijziging, zoals de wet zegt. Wij gebruiken uw gegevens niet voor reclame en verkopen ze niet.\n\n\
U kunt pagina's afdrukken of bewaren. Daarna bent u zelf verantwoordelijk voor wat ermee gebeurt.\n\n\
# Als de zorg stopt\n\n\
Stopt de zorg, of overlijdt iemand? Dan sluiten wij de accounts binnen vier weken. U kunt ook zelf vragen om uw account te sluiten.\n\n\
# Als deze voorwaarden veranderen\n\n\
{changes}\n"
    )
}

/// The English text for an organisation.
fn english(name: &str, phone: &str, way: Acceptance) -> String {
    let [_, changes] = changes(way);
    format!(
        "These terms apply to the portal of {name}. Take your time to read them. You can always read them again, at the bottom of each page.\n\n\
# What you can do with the portal\n\n\
You see the part of the record that we share with you: reports, measurements, results, medication and the care plan. Not everything in the record is in the portal. What you see can change. Each page says when it was last updated.\n\n\
The portal does not replace contact with your care team. Is it urgent? Call your doctor. When a life is in danger: call 112.\n\n\
# Your account is yours\n\n\
Your user name, password and codes are for you alone. Give them to nobody, not even to family. Anybody who may look too gets an account of their own. Do you think somebody else is using your account? Call {phone} at once.\n\n\
# Who can see your record\n\n\
You, your first contact or legal representative, and the professionals who give you care. Each time, we write down who looked at your record. Each time that you log in is written down too.\n\n\
# When something is not right\n\n\
A report never changes unnoticed. Is something not right? Call {phone}. We correct mistakes of fact. If you do not agree with something, we add your own statement.\n\n\
# How we treat your data\n\n\
Your data is encrypted and stays in the Netherlands. We keep a record for 20 years after its last change, as the law says. We do not use your data for advertising and do not sell it.\n\n\
You can print or save pages. From then on you are responsible for what happens with them.\n\n\
# When care ends\n\n\
When care ends, or somebody dies, we close the accounts within four weeks. You can also ask us to close your account.\n\n\
# When these terms change\n\n\
{changes}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{super::organisations::ALL, editions};

    /// R30, L4: the older version is another text, and what changed is said.
    #[test]
    fn each_organisation_has_its_terms_and_one_has_an_older_version() {
        for plan in ALL {
            let editions = editions(plan).unwrap();
            let expected = if matches!(plan.key, "linde" | "waterland") { 2 } else { 1 };
            assert_eq!(editions.len(), expected, "{}", plan.key);
        }
        let linde = ALL.iter().find(|plan| plan.key == "linde").unwrap();
        let [older, newer] = <[_; 2]>::try_from(editions(linde).unwrap()).unwrap();
        assert_ne!(older.text_nl, newer.text_nl);
        assert_ne!(older.text_en, newer.text_en);
        assert!(older.valid_from < newer.valid_from && !newer.summary_nl.is_empty());
    }
}
