//! Texts inside the components: labels for screen readers, hints, closing words.

use super::{Texts, catalogue};

catalogue! {
    problems_title => "Er klopt iets nog niet", "Something is not right yet";
    error_prefix => "Fout:", "Error:";
    alert_info => "Informatie", "Information";
    alert_success => "Gelukt", "Done";
    alert_warning => "Let op", "Please note";
    alert_error => "Fout", "Error";
    breadcrumb_label => "Kruimelpad", "Breadcrumb";
    pagination_label => "Meer pagina's", "More pages";
    newer => "Nieuwer", "Newer";
    older => "Ouder", "Older";
    date_day => "Dag", "Day";
    date_month => "Maand", "Month";
    date_year => "Jaar", "Year";
    date_hint => "Bijvoorbeeld: 24 5 1943", "For example: 24 5 1943";
    progress_of(done: u32, total: u32) => "{done} van {total}", "{done} of {total}";
    show_password => "Wachtwoord laten zien", "Show password";
    hide_password => "Wachtwoord verbergen", "Hide password";
    entry_new => "Nieuw", "New";
    chart_table => "De getallen uit de grafiek", "The numbers in the chart";
    contact_title => "Hebt u een vraag, of klopt dit niet?", "Do you have a question, or is this not right?";
    contact_text(organisation: &str) => "Bel {organisation}. Noem de datum en de titel hierboven. Wij zoeken het voor u uit.", "Call {organisation}. Mention the date and the title above. We will look into it for you.";
    scroll_table => "Tabel, schuif opzij om alles te zien", "Table, scroll sideways to see all";

    whose_label => "Van wie dit dossier is", "Whose record this is";
    whose_own => "Dit is uw eigen dossier.", "This is your own record.";
    whose_staff => "U bekijkt dit als zorgverlener. We leggen vast dat u kijkt.", "You see this as a care professional. We record that you look.";
}

impl Texts {
    /// Who one is to the client, on every page of somebody else's record.
    /// `relation` is the word for the client seen from the reader, such as `uw moeder`, where known.
    pub fn whose_other(self, relation: Option<&str>) -> String {
        match (self.0, relation) {
            (inzage_domain::Language::Dutch, Some(relation)) => {
                format!("U bekijkt het dossier van {relation}. We leggen vast dat u kijkt.")
            }
            (inzage_domain::Language::Dutch, None) => {
                "U bekijkt het dossier van iemand anders. We leggen vast dat u kijkt.".to_owned()
            }
            (inzage_domain::Language::English, Some(relation)) => {
                format!("You see the record of {relation}. We record that you look.")
            }
            (inzage_domain::Language::English, None) => {
                "You see the record of somebody else. We record that you look.".to_owned()
            }
        }
    }
}
