//! The words in what somebody takes along: headings, labels and the text to read first. Plain language,
//! for who opens it years from now without the portal.

use std::fmt::Write as _;

use inzage_domain::{Basis, Language, export::ExportForm};

/// Headings and labels in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(pub(super) Language);

macro_rules! words {
    ($($name:ident => $dutch:literal, $english:literal;)*) => {
        impl Words {
            $(pub(super) fn $name(self) -> &'static str {
                self.0.pick($dutch, $english)
            })*
        }
    };
}

words! {
    born => "Geboren", "Born";
    made => "Gemaakt op", "Made on";
    by => "Gemaakt door", "Made by";
    period => "Periode", "Period";
    whole_period => "Alles", "Everything";
    page => "pagina", "page";
    date => "Datum", "Date";
    when => "Wanneer", "When";
    what => "Wat", "What";
    short => "Kort", "In short";
    author => "Geschreven door", "Written by";
    role => "Functie", "Role";
    organisation => "Organisatie", "Organisation";
    details => "Alle gegevens", "All details";
    updated => "Bijgewerkt op", "Updated on";
    source => "Komt uit", "Comes from";
    file => "Bestand", "File";
    warning => "Let op", "Note";
    unreadable => "Dit onderdeel kunnen we niet laten zien. In de map fhir staat het zoals het binnenkwam.", "We cannot show this item. In the folder fhir it stands as it came in.";
    nothing => "In deze onderdelen en deze periode staat niets.", "There is nothing in these parts and this period.";
    log => "Wie heeft gekeken", "Who has looked";
    log_intro => "Hieronder staat wie het dossier heeft bekeken of gewijzigd. Wat op één dag hetzelfde is, staat er één keer.", "Below is who looked at the record or changed it. What is alike on one day is there once.";
    log_day => "Dag", "Day";
    log_who => "Wie", "Who";
    log_as => "Als", "As";
    log_often => "Hoe vaak", "How often";
    log_refused => "geweigerd, er is niets getoond", "refused, nothing was shown";
    log_emergency => "met de noodknop", "with the emergency button";
    client => "cliënt", "client";
    representative => "naaste of vertegenwoordiger", "relative or representative";
    professional => "zorgverlener", "care professional";
    staff => "medewerker", "member of staff";
    warning_private => "Dit is een kopie van medische gegevens. Bewaar het bestand op een plek waar niemand anders bij kan. Geeft u het aan iemand? Dan bent u daar zelf verantwoordelijk voor.", "This is a copy of medical data. Keep the file where nobody else can reach it. Do you give it to somebody? Then that is your own responsibility.";
}

impl Words {
    /// Name of the documents.
    pub(super) fn title(self, name: &str) -> String {
        self.0.pick(format!("Dossier van {name}"), format!("Record of {name}"))
    }

    /// Name of the list of who looked.
    pub(super) fn log_title(self, name: &str) -> String {
        self.0.pick(
            format!("Wie heeft gekeken in het dossier van {name}"),
            format!("Who has looked at the record of {name}"),
        )
    }

    /// As what somebody acted, by the code in the log (ISO 21298).
    pub(super) fn role_of(self, code: &str, basis: Option<Basis>) -> &'static str {
        match (code, basis) {
            ("01", _) | (_, Some(Basis::Own)) => self.client(),
            ("02", _) => self.representative(),
            ("03", _) => self.professional(),
            _ => self.staff(),
        }
    }

    /// The period, as words.
    pub(super) fn between(self, since: Option<&str>, until: Option<&str>) -> String {
        match (since, until) {
            (None, None) => self.whole_period().to_owned(),
            (Some(since), None) => self.0.pick(format!("vanaf {since}"), format!("from {since}")),
            (None, Some(until)) => self.0.pick(format!("tot en met {until}"), format!("until {until}")),
            (Some(since), Some(until)) => {
                self.0.pick(format!("{since} tot en met {until}"), format!("{since} until {until}"))
            }
        }
    }

    /// The text to read first. `files` are the names in the archive.
    pub(super) fn read_me(self, about: &About<'_>, files: &[&str]) -> String {
        let About { title, organisation, phone, made, period, categories, forms } = about;
        let has = |form| forms.contains(&form);
        let mut text = format!("{title}\n{}\n\n", "=".repeat(title.chars().count()));
        let line = |text: &mut String, dutch: &str, english: &str| {
            text.push_str(self.0.pick(dutch, english));
            text.push('\n');
        };
        // Writing into a String does not fail.
        _ = writeln!(text, "{}: {organisation}\n{}: {made}", self.by(), self.made());
        _ = writeln!(text, "{}: {period}", self.period());
        _ = writeln!(text, "{}: {categories}\n", self.0.pick("Onderdelen", "Parts"));
        _ = writeln!(text, "{}\n", self.warning_private());
        line(&mut text, "Wat zit erin?", "What is in it?");
        for name in files {
            _ = writeln!(text, "- {name}");
        }
        text.push('\n');
        if has(ExportForm::Pdf) {
            line(
                &mut text,
                "PDF: om te lezen en te printen. Dit bestand blijft ook later leesbaar (PDF/A-2) en werkt met een schermlezer (PDF/UA).",
                "PDF: to read and to print. This file stays readable later (PDF/A-2) and works with a screen reader (PDF/UA).",
            );
        }
        if has(ExportForm::Word) {
            line(&mut text, "Word: om zelf verder in te schrijven.", "Word: to go on writing in.");
        }
        if has(ExportForm::Excel) {
            line(
                &mut text,
                "Excel: om te sorteren en te rekenen. Elk onderdeel heeft een eigen blad.",
                "Excel: to sort and to calculate. Each part has a sheet of its own.",
            );
        }
        if has(ExportForm::Fhir) {
            line(
                &mut text,
                "FHIR: voor een andere zorgverlener of een app. In fhir/r4.json staan de gegevens als FHIR R4-bundel, precies zoals ze binnenkwamen. Gegevens die als FHIR STU3 binnenkwamen staan in fhir/stu3.json: omzetten zou ze veranderen. Gegevens die als XML binnenkwamen staan elk in een eigen bestand in fhir/xml.",
                "FHIR: for another care provider or an app. fhir/r4.json has the data as a FHIR R4 bundle, exactly as they came in. Data that came in as FHIR STU3 are in fhir/stu3.json: converting would change them. Data that came in as XML are each in a file of their own in fhir/xml.",
            );
        }
        text.push('\n');
        line(
            &mut text,
            &format!("Hebt u een vraag, of klopt er iets niet? Bel {organisation}: {phone}."),
            &format!("Do you have a question, or is something not right? Call {organisation}: {phone}."),
        );
        text
    }
}

/// What the text to read first is about.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) organisation: &'a str,
    pub(super) phone: &'a str,
    pub(super) made: &'a str,
    pub(super) period: &'a str,
    pub(super) categories: &'a str,
    pub(super) forms: &'a [ExportForm],
}
