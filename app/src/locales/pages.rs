//! Texts of the pages that put the others together: choosing a record, who else sees it, staff.

use super::{Texts, catalogue};

catalogue! {
    record_latest => "Laatste rapportages", "Latest reports";
    record_own => "Dit is uw eigen dossier.", "This is your own record.";
    record_of_other(whose: &str) => "Dit is {whose}.", "This is {whose}.";
    records_title => "Dossiers", "Records";
    no_record_title => "Er is nog geen dossier voor u", "There is no record for you yet";
    no_record_text => "Denkt u dat dit niet klopt? Bel ons dan. We zoeken het voor u uit.", "Do you think this is not right? Then call us. We will find out for you.";
    no_role_title => "Er is nog niets voor uw functie", "There is nothing for your role yet";
    no_role_text => "Uw account werkt. Zodra er iets voor u te doen is, ziet u het hier.", "Your account works. As soon as there is something for you to do, you see it here.";
    sign_in_refused_title => "Inloggen lukt niet", "Logging in does not work";
    code_used_up_title => "U kunt deze code niet meer gebruiken", "You can no longer use this code";
    signed_out_idle_now => "U was een tijd niet actief. Daarom hebben we u uitgelogd. Zo kan niemand anders uw gegevens zien.", "You were not active for some time. That is why we logged you out. This way nobody else can see your data.";
    still_signed_in_title => "U bent nog ingelogd", "You are still logged in";
    still_signed_in_text => "Wilt u stoppen? Kies dan bovenaan ‘Uitloggen’.", "Do you want to stop? Then choose ‘Log out’ at the top.";
    born_on(date: &str) => "geboren op {date}", "born on {date}";
    viewers_only_you => "Dit dossier kunnen alleen u en uw zorgverleners zien.", "Only you and your care professionals can see this record.";
    viewers_staff_only => "Dit dossier kunnen verder alleen de cliënt en de zorgverleners zien.", "Apart from you, only the client and the care professionals can see this record.";
    section_updated(when: &str) => "Laatst bijgewerkt op {when}.", "Last updated on {when}.";
    no_guarantee => "Een dossier is nooit helemaal af. Er kan iets ontbreken, of iets kan sinds uw vorige bezoek zijn veranderd.", "A record is never quite complete. Something may be missing, or may have changed since your last visit.";
    item_mistake => "Niet geldig.", "Not valid.";
    item_mistake_text => "Dit is per ongeluk opgeschreven en telt niet. We bewaren het wel.", "This was written down by mistake and does not count. We do keep it.";
    clients_none_text => "Zodra een cliënt is ingeschreven, ziet u die hier.", "As soon as a client is registered, you see them here.";
    clients_recent => "Laatst veranderde dossiers", "Records changed last";
    search_hint => "De eerste letters van de naam, of de geboortedatum. Bijvoorbeeld: jans of 24-5-1943", "The first letters of the name, or the date of birth. For example: jans or 24-5-1943";
    factor_sms => "Code per sms", "Code by text message";
    factor_digid => "DigiD", "DigiD";
    factor_optional => "Ieder kiest zelf", "Everybody chooses";
    admin_use => "Hoe vaak mensen inloggen", "How often people log in";
    admin_use_text(total: u32) => "In de laatste 2 weken is {total} keer ingelogd. We tellen alleen hoe vaak, niet wie.", "In the last 2 weeks people logged in {total} times. We only count how often, not who.";
    admin_use_day => "Dag", "Day";
    admin_use_number => "Aantal keer ingelogd", "Number of log-ins";
}

impl Texts {
    /// Who else sees the record: names, and whether it is the reader's own record.
    pub fn viewers_also(self, names: &str, own: bool) -> String {
        match (self.0, own) {
            (inzage_domain::Language::Dutch, true) => {
                format!("Dit dossier kunt u zien, en ook: {names}, en uw zorgverleners.")
            }
            (inzage_domain::Language::Dutch, false) => {
                format!("Dit dossier kunnen ook deze mensen zien: {names}, en de zorgverleners.")
            }
            (inzage_domain::Language::English, true) => {
                format!("You can see this record, and so can: {names}, and your care professionals.")
            }
            (inzage_domain::Language::English, false) => {
                format!("These people can see this record too: {names}, and the care professionals.")
            }
        }
    }

    /// A span of whole hours.
    pub fn hours(self, number: u32) -> String {
        match (self.0, number) {
            (inzage_domain::Language::Dutch, _) => format!("{number} uur"),
            (inzage_domain::Language::English, 1) => "1 hour".to_owned(),
            (inzage_domain::Language::English, _) => format!("{number} hours"),
        }
    }

    /// Log-ins of a day, split in clients with their contacts and staff.
    pub fn log_ins_of(self, number: u32, personal: u32, staff: u32) -> String {
        match (self.0, number) {
            (inzage_domain::Language::Dutch, 0) => "niemand".to_owned(),
            (inzage_domain::Language::English, 0) => "nobody".to_owned(),
            (inzage_domain::Language::Dutch, _) => {
                format!("{number} ({personal} cliënt of contact, {staff} personeel)")
            }
            (inzage_domain::Language::English, _) => {
                format!("{number} ({personal} client or contact, {staff} staff)")
            }
        }
    }
}
