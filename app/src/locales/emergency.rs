//! Texts about emergency access and its review (R19).

use inzage_domain::access::EmergencyReason;

use super::{Texts, catalogue};

catalogue! {
    emergency_until(time: &str) => "Noodtoegang tot {time} uur", "Emergency access until {time}";
    emergency_title => "Noodtoegang", "Emergency access";
    emergency_intro => "Deze cliënt krijgt zorg op een andere locatie dan waar u werkt. Alleen in nood kunt u het dossier toch openen.", "This client receives care at another location than where you work. Only in an emergency can you open the record all the same.";
    emergency_warning => "Let op: dit wordt gezien", "Mind: this is seen";
    emergency_warning_text(hours: &str) => "Het dossier gaat {hours} voor u open, om te lezen. De functionaris gegevensbescherming krijgt meteen bericht en beoordeelt het. De cliënt ziet in het logboek dat u met noodtoegang hebt gekeken.", "The record opens for you for {hours}, for reading. The privacy officer is told at once and judges it. The client sees in the log that you looked by emergency access.";
    emergency_reason => "Waarom moet u in dit dossier kijken?", "Why do you have to look at this record?";
    emergency_no_reason => "Kies een reden.", "Choose a reason.";
    emergency_words => "Leg kort uit wat er aan de hand is", "Explain briefly what is going on";
    emergency_words_hint => "Ten hoogste 500 tekens. De functionaris gegevensbescherming leest dit.", "500 characters at most. The privacy officer reads this.";
    emergency_no_words => "Schrijf op wat er aan de hand is.", "Write down what is going on.";
    emergency_long => "Gebruik ten hoogste 500 tekens.", "Use 500 characters at most.";
    emergency_open_button => "Dossier met noodtoegang openen", "Open the record by emergency access";
    emergency_is_open(moment: &str) => "Het dossier is voor u open tot {moment}.", "The record is open to you until {moment}.";
    emergency_to_record => "Naar het dossier", "To the record";
    emergency_end_text => "Hebt u het dossier niet meer nodig? Sluit het dan.", "Do you no longer need the record? Then close it.";
    emergency_end_button => "Noodtoegang beëindigen", "End the emergency access";
    emergency_ended => "De noodtoegang is beëindigd.", "The emergency access has ended.";
    emergency_ask => "Noodtoegang vragen", "Ask for emergency access";

    elsewhere_title => "Cliënt van een andere locatie zoeken", "Find a client of another location";
    elsewhere_intro => "Zoek alleen in nood. Vul de hele achternaam en de geboortedatum in. De cliënt ziet in het logboek dat u hebt gezocht.", "Search only in an emergency. Enter the whole family name and the birth date. The client sees in the log that you searched.";
    elsewhere_link => "In nood: een cliënt van een andere locatie", "In an emergency: a client of another location";
    elsewhere_name => "Achternaam", "Family name";
    elsewhere_name_hint => "Zoals in het paspoort, bijvoorbeeld: van der Meulen", "As in the passport, for example: van der Meulen";
    elsewhere_no_name => "Vul de achternaam in.", "Enter the family name.";
    elsewhere_born => "Geboortedatum", "Birth date";
    elsewhere_no_date => "Vul een dag, maand en jaar in.", "Enter a day, month and year.";
    elsewhere_nobody => "Er is niet precies één cliënt met deze naam en geboortedatum. Kijk of alles goed is getypt.", "There is not exactly one client with this name and birth date. Check what was typed.";
    elsewhere_button => "Cliënt zoeken", "Find the client";

    reviews_title => "Noodtoegang beoordelen", "Review emergency access";
    reviews_nav => "Noodtoegang", "Emergency access";
    reviews_intro => "Hier staat wie een dossier met noodtoegang heeft geopend. Beoordeel of dat terecht was.", "Here is who opened a record by emergency access. Judge whether that was justified.";
    review_judge => "Beoordelen", "Judge";
    review_for_good => "Uw oordeel kan hierna niet meer worden veranderd.", "Your judgement cannot be changed afterwards.";
    reviews_none => "Er wacht niets", "Nothing waits";
    reviews_none_text => "Zodra iemand noodtoegang gebruikt, krijgt u bericht en ziet u het hier.", "As soon as somebody uses emergency access, you are told and see it here.";
    reviews_done => "Eerder beoordeeld", "Judged before";
    review_of(name: &str, client: &str) => "{name} bij {client}", "{name} with {client}";
    review_destroyed => "een dossier dat is vernietigd", "a record that was destroyed";
    review_when => "Wanneer", "When";
    review_from_until(from: &str, until: &str) => "{from}, tot {until}", "{from}, until {until}";
    review_why => "Waarom", "Why";
    review_looked => "Gekeken", "Looked";
    review_verdict => "Was dit terecht?", "Was this justified?";
    review_justified => "Terecht", "Justified";
    review_not_justified => "Niet terecht", "Not justified";
    review_note => "Toelichting", "Note";
    review_note_hint => "Nodig als het niet terecht was. Ten hoogste 500 tekens.", "Needed if it was not justified. 500 characters at most.";
    review_no_verdict => "Kies terecht of niet terecht.", "Choose justified or not justified.";
    review_no_note => "Schrijf op waarom het niet terecht was.", "Write why it was not justified.";
    review_button => "Oordeel vastleggen", "Record the judgement";
    review_kept => "Uw oordeel ligt vast.", "Your judgement is on record.";
    review_own => "Dit is uw eigen noodtoegang. Iemand anders moet die beoordelen.", "This is your own emergency access. Somebody else has to judge it.";
    review_before => "Dit is intussen al beoordeeld.", "This was judged meanwhile.";
    review_by(name: &str, moment: &str) => "{name}, {moment}", "{name}, {moment}";
    review_column_verdict => "Oordeel", "Judgement";
}

impl Texts {
    /// A reason in words.
    pub fn emergency_reason_name(self, reason: EmergencyReason) -> &'static str {
        let (dutch, english) = match reason {
            EmergencyReason::Danger => (
                "De gezondheid van de cliënt is direct in gevaar",
                "The client's health is in immediate danger",
            ),
            EmergencyReason::Here => (
                "De cliënt is nu bij ons, de locatie is nog niet aangepast",
                "The client is with us now, the location was not changed yet",
            ),
            EmergencyReason::StandingIn => {
                ("Ik neem waar voor de andere locatie", "I stand in for the other location")
            }
            EmergencyReason::Other => ("Iets anders", "Something else"),
        };
        self.0.pick(dutch, english)
    }

    /// Hours in words.
    pub fn emergency_hours(self, hours: u16) -> String {
        match (self.0, hours) {
            (inzage_domain::Language::English, 1) => "1 hour".to_owned(),
            (inzage_domain::Language::Dutch, _) => format!("{hours} uur"),
            (inzage_domain::Language::English, _) => format!("{hours} hours"),
        }
    }

    /// How many pages were opened.
    pub fn review_pages(self, number: u32) -> String {
        match (self.0, number) {
            (inzage_domain::Language::Dutch, 1) => "1 pagina geopend".to_owned(),
            (inzage_domain::Language::Dutch, _) => format!("{number} pagina’s geopend"),
            (inzage_domain::Language::English, 1) => "1 page opened".to_owned(),
            (inzage_domain::Language::English, _) => format!("{number} pages opened"),
        }
    }
}
