//! The mails. No name, nothing about health, no BSN, no link that logs in (NTA 7516). The address of
//! a page behind the log-in says whose record it is about.

use inzage_domain::{
    ClientId, Language,
    notice::{AgeNotice, AgeStep},
    written::{date, long_date},
};
use inzage_store::Organisation;
use jiff::civil::Date;

use crate::notify::{Channel, Message};

/// Who reads a mail about a birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AgeReader {
    /// The client.
    Client,
    /// A parent or guardian.
    Parent,
    /// Somebody else who was let in when the client was a child.
    Beside,
}

/// A mail, before it is known where to.
pub(super) struct Mail {
    subject: String,
    body: String,
}

impl Mail {
    pub(super) fn to(&self, to: &str) -> Message {
        Message {
            channel: Channel::Email,
            to: to.to_owned(),
            subject: self.subject.clone(),
            body: self.body.clone(),
        }
    }

    fn new(organisation: &Organisation, subject: &str, dutch: &str, english: &str) -> Self {
        let (name, phone) = (&organisation.profile().name, &organisation.profile().phone);
        Self {
            subject: format!("{name}: {subject}"),
            body: format!(
                "{dutch}\n\n\
                 Hebt u een vraag? Bel {phone}. Wij vragen u nooit om uw wachtwoord of een code.\n\n\
                 ---\n\n\
                 In English: {english}\n\n\
                 Do you have a question? Call {phone}. We never ask you for your password or a code.\n"
            ),
        }
    }
}

/// About a birthday that changes who decides (R121).
pub(super) fn age(
    organisation: &Organisation,
    client: ClientId,
    notice: AgeNotice,
    reader: AgeReader,
) -> Mail {
    let (name, host) = (&organisation.profile().name, organisation.host());
    let AgeNotice { years, step, birthday } = notice;
    let (on, on_en) = (date(Language::Dutch, birthday), date(Language::English, birthday));
    let passed = step == AgeStep::Day;
    let page = format!("{host}/c/{client}/netwerk");
    let subject = match (reader, passed) {
        (AgeReader::Client, true) => format!("je bent vanaf {on} {years} jaar"),
        (AgeReader::Client, false) => format!("je wordt op {on} {years} jaar"),
        (AgeReader::Parent | AgeReader::Beside, true) => format!("wat u ziet, is vanaf {on} veranderd"),
        (AgeReader::Parent | AgeReader::Beside, false) => format!("vanaf {on} verandert wat u ziet"),
    };
    let whose = match reader {
        AgeReader::Client => "Je dossier",
        AgeReader::Parent => "Het dossier van uw kind",
        AgeReader::Beside => "Het dossier waar u meekijkt",
    };
    let whose_en = match reader {
        AgeReader::Client => "Your record",
        AgeReader::Parent => "The record of your child",
        AgeReader::Beside => "The record that you can look at",
    };
    let (dutch, english) = match (reader, years) {
        (AgeReader::Client, ..16) => (
            format!(
                "Je bent vanaf {on} 12 jaar. Je kunt nu zelf je dossier bij {name} bekijken. Je ouders zien alleen nog wat jij goed vindt. \
                 Jij bepaalt wat dat is, en je kunt het altijd veranderen."
            ),
            format!(
                "you are 12 years old from {on_en}. You can now look at your record at {name} yourself. Your parents only see what you agree to. \
                 You decide what that is, and you can always change it."
            ),
        ),
        (AgeReader::Client, 16..18) => (
            format!(
                "Je wordt op {on} 16 jaar. Vanaf die dag beslis jij alleen over je zorg en over je dossier bij {name}. Je ouders, en anderen die \
                 meekeken toen je jonger was, zien dan niets meer. Wil je dat iemand blijft meekijken? Dan geef je die persoon zelf opnieuw toegang."
            ),
            format!(
                "you turn 16 on {on_en}. From that day on you alone decide about your care and your record at {name}. Your parents, and others who \
                 looked along when you were younger, see nothing any more. Do you want somebody to go on looking? Then you give that person access anew."
            ),
        ),
        (AgeReader::Client, _) => (
            format!(
                "Je wordt op {on} 18 jaar. Vanaf die dag ben je volwassen, en heeft niemand meer het gezag over je. Aan je dossier bij {name} verandert niets: \
                 wie nu meekijkt, blijft meekijken tot jij dat stopt."
            ),
            format!(
                "you turn 18 on {on_en}. From that day on you are an adult, and nobody has authority over you any more. Nothing changes in your record at {name}: \
                 who looks along now goes on doing so until you stop it."
            ),
        ),
        (AgeReader::Parent | AgeReader::Beside, ..16) => (
            format!(
                "{whose} bij {name} verandert op {on}: de cliënt is dan 12 jaar. Vanaf die dag beslist de cliënt mee, en ziet u alleen wat de cliënt goed vindt. \
                 U kunt er samen over praten. De cliënt kiest in het portaal wat u ziet, en kan dat altijd veranderen."
            ),
            format!(
                "{whose_en} at {name} changes on {on_en}: the client is then 12 years old. From that day on the client decides too, and you only see what the client agrees to. \
                 You can talk about it together. The client chooses in the portal what you see, and can always change it."
            ),
        ),
        (AgeReader::Parent | AgeReader::Beside, _) => (
            format!(
                "{whose} bij {name} verandert op {on}: de cliënt is dan {years} jaar. Vanaf die dag beslist de cliënt alleen, en kunt u niet meer meekijken. \
                 Wil de cliënt dat u blijft meekijken? Dan geeft de cliënt u zelf opnieuw toegang."
            ),
            format!(
                "{whose_en} at {name} changes on {on_en}: the client is then {years} years old. From that day on the client alone decides, and you cannot look along any more. \
                 Does the client want you to go on looking? Then the client gives you access anew."
            ),
        ),
    };
    let (see, see_en) = match reader {
        AgeReader::Client => {
            ("Wie er meekijkt, zie je na het inloggen op", "Who looks along, you see after logging in at")
        }
        AgeReader::Parent | AgeReader::Beside => {
            ("Wat u nu ziet, staat na het inloggen op", "What you see now stands, after logging in, at")
        }
    };
    Mail::new(
        organisation,
        &subject,
        &format!("{dutch}\n\n{see} {page}"),
        &format!("{english}\n\n{see_en} {page}"),
    )
}

/// Until when one can look after the end of care (L8, R15).
pub(super) fn ending(
    organisation: &Organisation,
    client: ClientId,
    died: bool,
    own: bool,
    closes: Date,
) -> Mail {
    let (name, host) = (&organisation.profile().name, organisation.host());
    let last = closes.yesterday().unwrap_or(closes);
    let (until, until_en) = (long_date(Language::Dutch, last), long_date(Language::English, last));
    let page = format!("{host}/c/{client}/dossier");
    let (why, why_en) = match (died, own) {
        (true, _) => (
            format!(
                "Wij leven met u mee na het overlijden van de cliënt bij wie u betrokken was. U kunt het dossier bij {name} nog bekijken tot en met {until}."
            ),
            format!(
                "we are sorry for the loss of the client to whom you were close. You can look at the record at {name} until {until_en}."
            ),
        ),
        (false, true) => (
            format!("Uw zorg bij {name} is gestopt. U kunt uw dossier nog bekijken tot en met {until}."),
            format!("your care at {name} has stopped. You can look at your record until {until_en}."),
        ),
        (false, false) => (
            format!(
                "De zorg bij {name} voor de cliënt bij wie u meekijkt, is gestopt. U kunt het dossier nog bekijken tot en met {until}."
            ),
            format!(
                "the care at {name} for the client whose record you look at has stopped. You can look at the record until {until_en}."
            ),
        ),
    };
    Mail::new(
        organisation,
        &format!("u kunt nog kijken tot en met {}", date(Language::Dutch, last)),
        &format!(
            "{why} Wilt u iets bewaren? Druk het dan voor die dag af. Daarna sluit het portaal voor dit dossier. Er wordt niets verwijderd: \
             {name} bewaart het dossier, en u kunt er daarna nog om vragen.\n\n\
             Het dossier staat na het inloggen op {page}"
        ),
        &format!(
            "{why_en} Do you want to keep something? Then print it before that day. After it the portal is closed for this record. Nothing is deleted: \
             {name} keeps the record, and you can ask for it afterwards.\n\n\
             The record is, after logging in, at {page}"
        ),
    )
}

/// The access has ended with the care (R15, R46, R119). `closed` is whether the account went too.
pub(super) fn closed(organisation: &Organisation, died: bool, own: bool, closed: bool) -> Mail {
    let name = &organisation.profile().name;
    let (why, why_en) = match (died, own) {
        (true, _) => (
            "De cliënt bij wie u betrokken was, is overleden. Wij wensen u sterkte. U kunt dit dossier niet meer in het portaal bekijken.".to_owned(),
            "the client to whom you were close has died. We wish you strength. You cannot look at this record in the portal any more.".to_owned(),
        ),
        (false, true) => (
            format!("Uw zorg bij {name} is gestopt. Daarom kunt u uw dossier niet meer in het portaal bekijken."),
            format!("your care at {name} has stopped. That is why you cannot look at your record in the portal any more."),
        ),
        (false, false) => (
            format!("De zorg bij {name} voor de cliënt bij wie u meekeek, is gestopt. Daarom kunt u dit dossier niet meer in het portaal bekijken."),
            format!("the care at {name} for the client whose record you looked at has stopped. That is why you cannot look at this record in the portal any more."),
        ),
    };
    let (account, account_en) = if closed {
        (
            "Uw account is gesloten. U hoeft niets te doen.",
            "Your account is closed. You do not have to do anything.",
        )
    } else {
        (
            "Uw account blijft open voor de andere dossiers die u bekijkt.",
            "Your account stays open for the other records that you look at.",
        )
    };
    Mail::new(
        organisation,
        "het portaal is voor dit dossier gesloten",
        &format!(
            "{why} {account} Er is niets verwijderd. Wilt u iets uit het dossier hebben? Vraag het ons."
        ),
        &format!(
            "{why_en} {account_en} Nothing was deleted. Do you want something out of the record? Ask us."
        ),
    )
}

/// Somebody's own access was withdrawn or has run out. Why is not said (R8, R18).
pub(super) fn access_ended(organisation: &Organisation, withdrawn: bool, day: Date) -> Mail {
    let name = &organisation.profile().name;
    let (on, on_en) = (date(Language::Dutch, day), date(Language::English, day));
    let (how, how_en) = if withdrawn {
        (format!("Uw toegang is op {on} gestopt."), format!("your access was stopped on {on_en}."))
    } else {
        (
            format!("Uw toegang gold tot en met {on}, en is niet verlengd."),
            format!("your access was valid until {on_en}, and was not renewed."),
        )
    };
    Mail::new(
        organisation,
        "u kunt een dossier niet meer bekijken",
        &format!(
            "U keek mee in het dossier van een cliënt van {name}. {how} U ziet van deze cliënt niets meer in het portaal. Denkt u dat dit niet klopt? Overleg met de cliënt, of bel ons."
        ),
        &format!(
            "you looked along in the record of a client of {name}. {how_en} You see nothing of this client in the portal any more. Do you think this is not right? Talk to the client, or call us."
        ),
    )
}
