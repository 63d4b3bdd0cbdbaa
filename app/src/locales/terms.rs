//! Texts of the terms: reading and comparing them, the gate, notices, and publishing (R4, R30, R50,
//! R85, R96, R112; L4).

use super::{Texts, catalogue};

catalogue! {
    terms_title => "Gebruiksvoorwaarden", "Terms of use";
    terms_intro_first => "Voordat u het portaal gebruikt, leest u hier de afspraken. Gaat u akkoord, dan kunt u verder.", "Before you use the portal, please read the terms here. If you agree, you can go on.";
    terms_intro_new => "De gebruiksvoorwaarden zijn veranderd. Lees ze door. Gaat u akkoord, dan kunt u verder.", "The terms of use have changed. Please read them. If you agree, you can go on.";
    terms_version(label: &str) => "Versie van {label}", "Version of {label}";
    terms_agree(title: &str) => "Ik heb de tekst gelezen en ga akkoord ({title}).", "I have read the text and I agree ({title}).";
    terms_agree_missing => "Zet een vinkje als u akkoord gaat. Gaat u niet akkoord? Kies dan ‘Niet akkoord gaan’.", "Tick the box if you agree. Do you not agree? Then choose ‘Do not agree’.";
    terms_accept_button => "Akkoord gaan", "Agree";
    terms_decline_button => "Niet akkoord gaan", "Do not agree";
    terms_decline_note => "Gaat u niet akkoord? Dan loggen we u uit en kunt u het portaal niet gebruiken. Uw zorg verandert niet.", "Do you not agree? Then we log you out and you cannot use the portal. Your care does not change.";
    terms_accepted(when: &str) => "U bent akkoord gegaan op {when}.", "You agreed on {when}.";
    terms_none => "Er zijn nog geen gebruiksvoorwaarden.", "There are no terms of use yet.";

    terms_privacy => "Hoe gaan we met uw gegevens om?", "How do we treat your data?";
    terms_privacy_regulation => "Privacyreglement", "Privacy regulation";
    terms_by_page => "U leest de tekst de eerste keer dat u inlogt, en weer als er iets verandert. U gaat daar akkoord.", "You read the text the first time you log in, and again when something changes. That is where you agree.";
    terms_by_log_in => "Elke keer dat u inlogt, gaat u akkoord met de tekst die dan geldt.", "Each time you log in, you agree to the text that applies then.";
    terms_by_use => "Als u het portaal gebruikt, gaat u akkoord met de tekst die dan geldt. Een nieuwe tekst melden we vooraf op deze website.", "When you use the portal, you agree to the text that applies then. We announce a new text on this website beforehand.";
    terms_by_notice(days: u16) => "Verandert er iets? Dan hoort u dat ten minste {days} dagen vooraf, per e-mail en in het portaal. Gaat u daarna verder in het portaal, dan gaat u akkoord.", "Does something change? Then you hear it at least {days} days ahead, by e-mail and in the portal. If you go on using the portal after that, you agree.";
    terms_log_in_accepts => "Door in te loggen gaat u akkoord met de", "By logging in you agree to the";
    terms_use_accepts => "Door het portaal te gebruiken gaat u akkoord met de", "By using the portal you agree to the";
    terms_notice_accepts => "Voor het portaal gelden de", "The portal has";
    terms_link_words => "gebruiksvoorwaarden", "terms of use";

    terms_in_force_since(day: &str) => "Geldt sinds {day}.", "In force since {day}.";
    terms_applies_from(day: &str) => "Geldt vanaf {day}.", "Applies from {day}.";
    terms_past_since(day: &str) => "Gold vanaf {day}. Deze tekst geldt niet meer.", "Applied from {day}. This text no longer applies.";
    terms_state_in_force => "Geldt nu", "In force now";
    terms_state_announced => "Geldt later", "Applies later";
    terms_state_past => "Geldt niet meer", "No longer applies";
    terms_all_versions => "Alle versies", "All versions";
    terms_column_version => "Versie", "Version";
    terms_column_from => "Vanaf", "From";
    terms_column_state => "Stand", "State";
    terms_column_difference => "Wat veranderde", "What changed";
    terms_to_all => "Alle gebruiksvoorwaarden", "All terms of use";
    terms_changed_title => "Wat er verandert", "What changes";
    terms_since_yours(label: &str) => "Wat er is veranderd sinds uw versie ({label})", "What has changed since your version ({label})";
    terms_summary_of(label: &str) => "Versie van {label}:", "Version of {label}:";
    terms_no_summary => "Bij deze versie staat niet wat er is veranderd. Vergelijk de teksten om het te zien.", "This version does not say what has changed. Compare the texts to see it.";
    terms_see_difference => "Verschil met de vorige versie bekijken", "See what differs from the previous version";
    terms_see_yours(label: &str) => "Verschil met uw versie van {label} bekijken", "See what differs from your version of {label}";

    difference_title => "Wat is er veranderd?", "What has changed?";
    difference_intro(from: &str, to: &str) => "U ziet het verschil tussen de versie van {from} en de versie van {to}.", "You see the difference between the version of {from} and the version of {to}.";
    difference_summary => "In het kort", "In short";
    difference_text => "In de tekst", "In the text";
    difference_legend => "Wat nieuw is, is onderstreept. Wat weg is, is doorgestreept.", "What is new is underlined. What is gone is struck through.";
    difference_none => "In de tekst zelf is niets veranderd.", "Nothing has changed in the text itself.";
    difference_under(heading: &str) => "Onder ‘{heading}’", "Under ‘{heading}’";
    difference_heading => "Kopje", "Heading";
    difference_added => "nieuw:", "new:";
    difference_removed => "weg:", "gone:";
    difference_end => "(einde)", "(end)";

    terms_coming_title(title: &str, day: &str) => "{title}: vanaf {day} geldt een nieuwe tekst", "{title}: a new text applies from {day}";
    terms_coming_text => "U hoeft nu niets te doen. Lees gerust wat er verandert.", "You need not do anything now. Feel free to read what changes.";
    terms_going_on_title(title: &str, day: &str) => "{title}: sinds {day} geldt een nieuwe tekst", "{title}: a new text applies since {day}";
    terms_going_on_text => "Gaat u verder in het portaal, dan gaat u akkoord. Wilt u dat niet? Log dan uit. Uw zorg verandert niet.", "If you go on in the portal, you agree. Do you not want that? Then log out. Your care does not change.";
    terms_used_title(title: &str) => "{title}: door het portaal te gebruiken gaat u akkoord", "{title}: by using the portal you agree";
    terms_used_text => "We hebben opgeschreven dat u dit portaal met deze tekst gebruikt. Wilt u dat niet? Log dan uit. Uw zorg verandert niet.", "We have written down that you use the portal with this text. Do you not want that? Then log out. Your care does not change.";
    terms_read_changes => "Lezen wat er verandert", "Read what changes";
    terms_read => "De tekst lezen", "Read the text";

    own_terms_title => "Waar u akkoord mee ging", "What you agreed to";
    own_terms_intro => "Dit zijn de versies van de gebruiksvoorwaarden waarmee u akkoord bent gegaan, de laatste eerst.", "These are the versions of the terms of use that you agreed to, the last one first.";
    own_terms_none => "U bent nog nergens mee akkoord gegaan", "You have not agreed to anything yet";
    own_terms_none_text => "Zodra u akkoord gaat met een tekst, ziet u die hier.", "As soon as you agree to a text, you see it here.";
    own_terms_column_when => "Akkoord op", "Agreed on";
    own_terms_settings => "Instellingen", "Settings";

    publish_list_title => "Gebruiksvoorwaarden beheren", "Manage the terms of use";
    publish_list_intro => "Hier ziet u alle versies. Een versie verandert nooit: voor een andere tekst maakt u een nieuwe versie.", "Here you see all versions. A version never changes: for another text you make a new version.";
    publish_new_version_of(title: &str) => "Nieuwe versie van ‘{title}’ maken", "Make a new version of ‘{title}’";
    publish_new_document => "Nieuw document maken", "Make a new document";
    publish_column_by => "Gepubliceerd", "Published";
    publish_column_accepted => "Akkoord", "Agreed";
    publish_column_mailed => "Gemaild", "Mailed";
    publish_by(when: &str, name: &str) => "{when} door {name}", "{when} by {name}";
    publish_by_supplier(when: &str) => "{when} door de leverancier", "{when} by the supplier";
    publish_drafts => "Concepten", "Drafts";
    publish_draft_of(document: &str, when: &str) => "Concept van ‘{document}’, bewaard op {when}", "Draft of ‘{document}’, kept on {when}";
    publish_done => "De nieuwe versie is gepubliceerd.", "The new version has been published.";
    publish_done_mails(day: &str) => "Iedereen met een e-mailadres krijgt bericht. De tekst geldt vanaf {day}.", "Everybody with an e-mail address is told. The text applies from {day}.";
    publish_done_now => "De tekst geldt vanaf nu.", "The text applies from now on.";
    publish_dropped => "Het concept is weggegooid.", "The draft has been thrown away.";

    publish_form_title(title: &str) => "Nieuwe versie van ‘{title}’", "New version of ‘{title}’";
    publish_form_new => "Nieuw document", "New document";
    publish_form_intro => "Vul de teksten in. Daarna ziet u eerst hoe het wordt. Er verandert nog niets.", "Enter the texts. You then see first what it becomes. Nothing changes yet.";
    publish_form_draft(when: &str) => "Dit is uw concept van {when}.", "This is your draft of {when}.";
    publish_title_nl => "Naam in het Nederlands", "Name in Dutch";
    publish_title_en => "Naam in het Engels", "Name in English";
    publish_label => "Naam van de versie", "Name of the version";
    publish_label_hint => "Meestal de datum, bijvoorbeeld: 1 juni 2027", "Mostly the date, for example: 1 June 2027";
    publish_day => "Vanaf welke dag geldt de tekst?", "From which day does the text apply?";
    publish_day_hint(day: &str) => "Dit kan vanaf {day}.", "This can be from {day} on.";
    publish_summary_nl => "Wat verandert er? In het Nederlands", "What changes? In Dutch";
    publish_summary_en => "Wat verandert er? In het Engels", "What changes? In English";
    publish_summary_hint => "Korte zinnen in gewone taal. Iedereen krijgt dit te lezen, ook in de e-mail.", "Short sentences in plain language. Everybody gets to read this, also in the e-mail.";
    publish_text_nl => "De hele tekst in het Nederlands", "The whole text in Dutch";
    publish_text_en => "De hele tekst in het Engels", "The whole text in English";
    publish_text_hint => "Een kopje begint met # en een spatie. Tussen alinea’s staat een lege regel.", "A heading begins with # and a space. Between paragraphs there is an empty line.";
    publish_preview_button => "Concept bewaren en bekijken", "Keep the draft and look at it";
    publish_missing => "Vul dit in.", "Enter this.";
    publish_too_long(most: u32) => "Dit is te lang. Er passen {most} letters.", "This is too long. There is room for {most} letters.";
    publish_no_date => "Deze datum bestaat niet. Vul een dag, maand en jaar in.", "This date does not exist. Enter a day, month and year.";
    publish_too_early(day: &str) => "Dit is te vroeg. Kies {day} of later.", "This is too early. Choose {day} or later.";
    publish_taken => "Er is al een document of concept met deze naam.", "There is a document or draft with this name already.";

    preview_title => "Zo wordt de nieuwe versie", "This is what the new version becomes";
    preview_intro => "Kijk de tekst na. Na publiceren kan niemand deze versie nog veranderen.", "Check the text. After publishing nobody can change this version any more.";
    preview_now => "De tekst geldt meteen na publiceren.", "The text applies at once after publishing.";
    preview_from(day: &str) => "De tekst geldt vanaf {day}. Iedereen met een e-mailadres krijgt bericht, en in het portaal staat een melding.", "The text applies from {day}. Everybody with an e-mail address is told, and the portal shows a message.";
    preview_too_early(day: &str) => "De gekozen dag is te vroeg. Kies {day} of later.", "The chosen day is too early. Choose {day} or later.";
    preview_changed => "Het concept is intussen veranderd of gepubliceerd. Kijk het nog eens na.", "The draft has meanwhile been changed or published. Please check it again.";
    preview_differs => "Wat verschilt van de vorige versie", "What differs from the previous version";
    preview_dutch => "Nederlands", "Dutch";
    preview_english => "Engels", "English";
    preview_publish_button => "Versie publiceren", "Publish the version";
    preview_edit => "Concept aanpassen", "Change the draft";
    preview_drop_button => "Concept weggooien", "Throw the draft away";
}

impl Texts {
    /// How many paragraphs are the same.
    pub fn difference_same(self, number: u32) -> String {
        match (self.0, number) {
            (inzage_domain::Language::Dutch, 1) => "1 alinea is hetzelfde gebleven.".to_owned(),
            (inzage_domain::Language::Dutch, _) => format!("{number} alinea’s zijn hetzelfde gebleven."),
            (inzage_domain::Language::English, 1) => "1 paragraph has stayed the same.".to_owned(),
            (inzage_domain::Language::English, _) => format!("{number} paragraphs have stayed the same."),
        }
    }

    /// When somebody agreed: once, or so many times from the first to the last.
    pub fn own_terms_when(self, first: &str, last: &str, times: u32) -> String {
        match (self.0, times) {
            (_, 0 | 1) => first.to_owned(),
            (inzage_domain::Language::Dutch, _) => {
                format!("{times} keer: de eerste keer op {first}, de laatste keer op {last}")
            }
            (inzage_domain::Language::English, _) => {
                format!("{times} times: first on {first}, last on {last}")
            }
        }
    }
}
