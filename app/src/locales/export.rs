//! Texts of taking along a copy of the record (R21, R26, L8).

use inzage_domain::export::ExportForm;

use super::{Texts, catalogue};

catalogue! {
    take_title => "Dossier meenemen", "Take the record along";
    take_intro_own => "U hebt recht op een kopie van uw dossier. U kiest zelf wat u meeneemt. Dat kost niets.", "You have a right to a copy of your record. You choose what you take along. It costs nothing.";
    take_intro(name: &str) => "Hier maakt u een kopie van het dossier van {name}. U kiest zelf wat u meeneemt. Dat kost niets.", "Here you make a copy of the record of {name}. You choose what you take along. It costs nothing.";
    take_scope => "Wat wilt u meenemen?", "What do you want to take along?";
    take_whole => "Alles wat hier te zien is", "All that can be seen here";
    take_part => "Alleen de onderdelen die ik aankruis", "Only the parts that I tick";
    take_parts => "Onderdelen", "Parts";
    take_parts_missing => "Kruis een onderdeel aan, of kies alles.", "Tick a part, or choose all.";
    take_since => "Vanaf welke dag?", "From which day?";
    take_until => "Tot en met welke dag?", "Until which day, inclusive?";
    take_day_hint => "Laat dit leeg als u alles wilt.", "Leave this empty if you want everything.";
    take_period_wrong => "De laatste dag is eerder dan de eerste dag.", "The last day is before the first day.";
    take_date_wrong => "Dit is geen dag. Vul een dag, maand en jaar in, of laat alles leeg.", "This is not a day. Enter a day, month and year, or leave all empty.";
    take_forms => "Hoe wilt u het hebben?", "How do you want to have it?";
    take_forms_missing => "Kruis aan hoe u het wilt hebben.", "Tick how you want to have it.";
    take_pdf => "Om te lezen en te printen (PDF)", "To read and to print (PDF)";
    take_word => "Om zelf verder in te schrijven (Word)", "To go on writing in (Word)";
    take_excel => "Om te sorteren en te rekenen (Excel)", "To sort and to calculate (Excel)";
    take_fhir => "Voor een andere zorgverlener of een app (FHIR)", "For another care provider or an app (FHIR)";
    take_log => "Ook een lijst van wie in het dossier heeft gekeken", "Also a list of who has looked at the record";
    take_responsible => "Let op: in de kopie staan medische gegevens. Bewaar hem op een plek waar niemand anders bij kan. Geeft u hem aan iemand? Dan bent u daar zelf verantwoordelijk voor.", "Note: the copy holds medical data. Keep it where nobody else can reach it. Do you give it to somebody? Then that is your own responsibility.";
    take_button => "Kopie maken", "Make a copy";
    take_busy => "We maken al een kopie voor u. U kunt een nieuwe maken als die klaar is.", "We are making a copy for you already. You can make a new one when it is ready.";
    take_enough => "Er staan al 3 kopieën klaar. Verwijder er eerst een.", "There are 3 copies ready. Remove one first.";
    take_preparing => "We maken uw kopie", "We are making your copy";
    take_preparing_text => "Dat duurt meestal een paar minuten. U kunt gewoon verder lezen in het dossier, of later terugkomen.", "This usually takes a few minutes. You can go on reading the record, or come back later.";
    take_again => "Deze pagina kijkt vanzelf of de kopie klaar is.", "This page looks by itself whether the copy is ready.";
    take_not_again => "Niet meer vanzelf kijken", "Do not look by itself any more";
    take_look => "Kijk of de kopie klaar is", "See whether the copy is ready";
    take_stop => "Stoppen met deze kopie", "Stop this copy";
    take_ready => "Uw kopie staat klaar", "Your copy is ready";
    take_ready_text(until: &str) => "U kunt hem ophalen tot {until}. Daarna verwijderen we hem.", "You can fetch it until {until}. After that we remove it.";
    take_fetch => "Kopie ophalen", "Fetch the copy";
    take_fetch_hint => "Het is een zip-bestand. Open het en begin met LEESMIJ.txt. Stopt het ophalen halverwege? Dan kan uw browser verder gaan waar hij was.", "It is a zip file. Open it and begin with LEESMIJ.txt. Does fetching stop half-way? Then your browser can go on where it was.";
    take_remove => "Kopie verwijderen", "Remove the copy";
    take_removed => "De kopie is verwijderd.", "The copy has been removed.";
    take_copies => "Eerdere kopieën", "Earlier copies";
    take_asked => "Gevraagd op", "Asked for on";
    take_what => "Wat zit erin", "What is in it";
    take_how => "Hoe", "How";
    take_state => "Stand", "State";
    take_gone => "Verwijderd", "Removed";
    take_failed => "Niet gelukt. Probeer het nog eens, of bel ons.", "It did not work. Try again, or call us.";
    take_refused => "Gestopt: u mag dit niet meer zien.", "Stopped: you may not see this any more.";
    take_another => "Nieuwe kopie maken", "Make a new copy";
    take_link => "Dossier meenemen of printen", "Take the record along or print it";
    take_before_end => "Neem op tijd een kopie van het dossier mee.", "Take a copy of the record along in time.";
}

impl Texts {
    /// A form, in a word.
    pub fn export_form(self, form: ExportForm) -> &'static str {
        match form {
            ExportForm::Pdf => "PDF",
            ExportForm::Word => "Word",
            ExportForm::Excel => "Excel",
            ExportForm::Fhir => "FHIR",
        }
    }
}
