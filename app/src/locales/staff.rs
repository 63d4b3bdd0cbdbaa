//! Texts of the staff's pages: clients and search, settings.

use super::{Texts, catalogue};

catalogue! {
    clients_title => "Cliënten", "Clients";
    clients_intro => "Zoek een cliënt op naam of geboortedatum. Open alleen het dossier van een cliënt aan wie u zorg geeft.", "Find a client by name or date of birth. Only open the record of a client to whom you give care.";
    search_client => "Cliënt zoeken", "Find a client";
    search_name => "Naam", "Name";
    search_name_hint => "De eerste letters zijn genoeg, bijvoorbeeld: jans", "The first letters are enough, for example: jans";
    search_birth_date => "Geboortedatum", "Date of birth";
    search_nothing_entered => "Vul een naam of een geboortedatum in.", "Enter a name or a date of birth.";
    search_name_short => "Vul ten minste 2 letters in.", "Enter at least 2 letters.";
    search_date_wrong => "Deze datum bestaat niet. Vul een dag, maand en jaar in.", "This date does not exist. Enter a day, month and year.";
    search_results => "Gevonden cliënten", "Clients found";
    search_none => "Geen cliënt gevonden", "No client found";
    search_none_text => "Kijk of de naam goed is getypt, of zoek op geboortedatum.", "Check the name, or search by date of birth.";
    search_more(shown: u32) => "Dit zijn de eerste {shown}. Staat de cliënt er niet bij? Typ meer letters of vul de geboortedatum in.", "These are the first {shown}. Is the client not among them? Type more letters or enter the date of birth.";
    search_all => "Alle cliënten", "All clients";
    column_name => "Naam", "Name";
    column_birth_date => "Geboortedatum", "Date of birth";
    column_location => "Locatie", "Location";
    column_newest => "Nieuwste rapportage", "Newest report";
    open_record => "Dossier openen", "Open the record";
    open_record_of(name: &str) => "Dossier van {name} openen", "Open the record of {name}";
    clients_none => "Er zijn nog geen cliënten", "There are no clients yet";

    admin_title => "Instellingen", "Settings";
    admin_intro => "U beheert het portaal van uw organisatie. Dossiers kunt u niet zien.", "You manage your organisation's portal. You cannot see records.";
    admin_organisation => "Organisatie", "Organisation";
    admin_name => "Naam", "Name";
    admin_phone => "Telefoonnummer", "Phone number";
    admin_colours => "Kleuren", "Colours";
    admin_address => "Webadres", "Web address";
    admin_policy => "Afspraken", "Policy";
    admin_second_factor => "Tweede stap bij inloggen", "Second step of logging in";
    admin_idle => "Uitloggen zonder activiteit na", "Log out without activity after";
    admin_absolute => "Altijd uitloggen na", "Always log out after";
    admin_terms => "Gebruiksvoorwaarden", "Terms of use";
    admin_log => "Wie heeft wat bekeken?", "Who looked at what?";
    admin_log_intact(lines: u64) => "Het logboek is heel: {lines} regels gecontroleerd.", "The log is whole: {lines} lines checked.";
    admin_log_broken(line: u64) => "Het logboek klopt niet bij regel {line}. Bel uw leverancier.", "The log is not right at line {line}. Call your supplier.";
}

impl Texts {
    /// How many clients a search found.
    pub fn search_count(self, found: u32) -> String {
        match (self.0, found) {
            (inzage_domain::Language::Dutch, 1) => "1 cliënt gevonden".to_owned(),
            (inzage_domain::Language::Dutch, _) => format!("{found} cliënten gevonden"),
            (inzage_domain::Language::English, 1) => "1 client found".to_owned(),
            (inzage_domain::Language::English, _) => format!("{found} clients found"),
        }
    }

    /// A span of whole minutes.
    pub fn minutes(self, number: u32) -> String {
        match (self.0, number) {
            (inzage_domain::Language::Dutch, 1) => "1 minuut".to_owned(),
            (inzage_domain::Language::Dutch, _) => format!("{number} minuten"),
            (inzage_domain::Language::English, 1) => "1 minute".to_owned(),
            (inzage_domain::Language::English, _) => format!("{number} minutes"),
        }
    }
}
