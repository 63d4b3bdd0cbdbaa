//! Texts of writing reports, of their versions, and of what waits for staff (R2, R38, L7, L10).

use super::catalogue;

catalogue! {
    report_nav => "Rapporteren", "Write a report";
    report_title => "Rapportage schrijven", "Write a report";
    report_intro => "Wat u typt, wordt onderdeel van het dossier.", "What you type becomes part of the record.";
    report_addition_title => "Aanvulling schrijven", "Write an addition";
    report_addition_intro => "De eerste rapportage blijft zoals die is. Uw aanvulling komt ernaast te staan.", "The first report stays as it is. Your addition stands beside it.";
    report_version_title => "Nieuwe versie schrijven", "Write a new version";
    report_version_intro => "De vorige versie blijft te lezen, voor u en voor wie hem kon zien.", "The version before stays readable, for you and for whoever could see it.";
    report_version_shown => "De cliënt heeft deze rapportage al kunnen lezen. De nieuwe versie is daarom meteen te zien.", "The client has been able to read this report. So the new version is shown at once.";
    report_about(title: &str, when: &str) => "Bij: {title} van {when}", "About: {title} of {when}";
    report_templates => "Beginnen met een sjabloon", "Begin with a template";
    report_template_day => "Dagrapportage", "Day report";
    report_template_night => "Nachtrapportage", "Night report";
    report_template_medication => "Medicatie gegeven", "Medication given";
    report_template_incident => "Val of incident", "Fall or incident";
    report_template_family => "Gesprek met familie", "Talk with the family";
    report_template_birth => "Kraamrapportage", "Birth care report";
    report_text => "Rapportage", "Report";
    report_text_hint => "U kunt ook dicteren met de microfoon op uw toetsenbord.", "You can also dictate with the microphone on your keyboard.";
    report_addition_text => "Aanvulling", "Addition";
    report_reason => "Waarom is er een nieuwe versie?", "Why is there a new version?";
    report_reason_hint => "Kort. De cliënt kan dit lezen.", "Short. The client can read this.";
    report_audience => "Wie mag dit lezen?", "Who may read this?";
    report_audience_staff => "Alleen medewerkers", "Staff only";
    report_audience_client => "Ook de cliënt", "The client as well";
    report_audience_now => "De cliënt, en wie er meekijkt, ziet het meteen.", "The client, and who looks along, sees it at once.";
    report_audience_later(hours: &str) => "De cliënt, en wie er meekijkt, ziet het {hours} na het plaatsen. Tot die tijd kunt u het terughalen.", "The client, and who looks along, sees it {hours} after you place it. Until then you can take it back.";
    report_place => "Rapportage plaatsen", "Place the report";
    report_place_addition => "Aanvulling plaatsen", "Place the addition";
    report_place_version => "Nieuwe versie plaatsen", "Place the new version";
    report_keep => "Bewaren als concept", "Keep as a draft";
    report_drop => "Concept weggooien", "Throw the draft away";
    report_drop_title => "Concept weggooien", "Throw the draft away";
    report_drop_text => "Dan is wat u typte weg. U kunt het niet terughalen.", "Then what you typed is gone. You cannot get it back.";
    report_kept(time: &str) => "Concept bewaard om {time}.", "Draft kept at {time}.";
    report_draft_failed => "Geen verbinding. Uw tekst is nog niet bewaard. Laat deze pagina open: we proberen het opnieuw.", "No connection. Your text is not kept yet. Leave this page open: we try again.";
    report_draft_ended => "U bent uitgelogd. Log in op een ander tabblad. Daarna bewaren we uw tekst vanzelf.", "You are logged out. Log in on another tab. After that we keep your text by ourselves.";
    report_draft_changed => "Dit concept is ergens anders veranderd. Kopieer uw tekst en open deze pagina opnieuw.", "This draft was changed elsewhere. Copy your text and open this page again.";
    report_draft_finished => "Dit is al geplaatst. Open deze pagina opnieuw om verder te schrijven.", "This is placed already. Open this page again to write on.";
    report_draft_kept => "Uw concept is bewaard. Alleen u ziet het.", "Your draft is kept. Only you see it.";
    report_draft_dropped => "Het concept is weggegooid.", "The draft is thrown away.";
    report_empty => "Schrijf eerst iets op.", "Write something first.";
    report_long => "Gebruik ten hoogste 8.000 tekens.", "Use 8,000 characters at most.";
    report_no_audience => "Kies wie dit mag lezen.", "Choose who may read this.";
    report_no_reason => "Schrijf op waarom er een nieuwe versie is.", "Write down why there is a new version.";
    report_reason_long => "Gebruik ten hoogste 500 tekens.", "Use 500 characters at most.";
    report_same => "U hebt nog niets veranderd.", "You have not changed anything yet.";
    report_changed => "Dit concept is intussen ergens anders veranderd. Hieronder staat uw tekst. Wat er nu bewaard is, staat eronder. Plaatst of bewaart u nu, dan geldt uw tekst.", "This draft was changed elsewhere meanwhile. Your text is below. What is kept now stands under it. If you place or keep it now, your text counts.";
    report_other_text => "Wat er nu bewaard is", "What is kept now";

    report_placed => "De rapportage staat in het dossier. Alleen medewerkers zien die.", "The report is in the record. Only staff see it.";
    report_placed_shown => "De rapportage staat in het dossier. De cliënt ziet die nu ook.", "The report is in the record. The client sees it too now.";
    report_placed_later(when: &str) => "De rapportage staat in het dossier. De cliënt ziet die op {when}.", "The report is in the record. The client sees it on {when}.";
    report_pulled_back => "De rapportage is teruggehaald. Alleen medewerkers zien die.", "The report is taken back. Only staff see it.";
    report_too_late => "Terughalen kan niet meer: de cliënt ziet de rapportage al.", "It is too late to take it back: the client sees the report already.";
    report_list => "Rapportages van dit team", "Reports of this team";
    report_list_none => "Er zijn hier nog geen rapportages geschreven", "No reports were written here yet";
    report_list_none_text => "Wat u plaatst, ziet u hier.", "What you place appears here.";
    report_state_staff => "Alleen medewerkers", "Staff only";
    report_state_shown => "Gedeeld met de cliënt", "Shared with the client";
    report_state_later(when: &str) => "De cliënt ziet dit op {when}", "The client sees this on {when}";
    report_state_hidden => "Niet meer gedeeld", "Not shared any more";
    report_share => "Delen met de cliënt", "Share with the client";
    report_pull_back => "Terughalen", "Take back";
    report_pull_back_text(when: &str) => "De cliënt ziet deze rapportage op {when}. Tot die tijd kunt u die terughalen.", "The client sees this report on {when}. Until then you can take it back.";
    report_add => "Aanvulling schrijven", "Write an addition";
    report_change => "Nieuwe versie schrijven", "Write a new version";
    report_all_versions => "Alle versies bekijken", "See all versions";
    report_additions => "Aanvullingen", "Additions";
    report_in_hand => "U hebt al een nieuwe versie in concept. Maak die eerst af.", "You have a new version as a draft already. Finish that first.";

    names_title => "Namen controleren", "Check the names";
    names_intro => "De cliënt gaat dit lezen. In de tekst staan woorden die de naam van een andere cliënt kunnen zijn.", "The client is going to read this. There are words in the text that may be another client's name.";
    names_why => "Wij herkennen alleen woorden, geen mensen. Gaat het om iemand anders, bijvoorbeeld familie of een collega? Laat de naam dan staan. Wat u kiest, leggen we vast.", "We recognise words only, not people. Is it somebody else, a relative or a colleague for example? Then leave the name. We record what you choose.";
    names_question(name: &str, times: &str) => "“{name}” staat {times} in de tekst", "“{name}” stands {times} in the text";
    names_replace(initials: &str) => "Vervangen door {initials}", "Replace by {initials}";
    names_keep(name: &str) => "“{name}” laten staan", "Leave “{name}”";
    names_none => "Er staan geen namen meer in de tekst waarover u moet kiezen.", "There are no names left in the text to decide about.";
    names_text => "Uw tekst", "Your text";
    names_place => "Nu plaatsen", "Place it now";
    names_back => "Terug naar de tekst", "Back to the text";

    versions_title => "Versies en aanvullingen", "Versions and additions";
    versions_intro => "Wat er eerder stond, blijft te lezen.", "What it said before stays readable.";
    version_number(number: i64) => "Versie {number}", "Version {number}";
    version_by(who: &str, when: &str) => "{who}, {when}", "{who}, {when}";
    version_reason(reason: &str) => "Reden: {reason}", "Reason: {reason}";
    version_staff_only => "Deze versie is niet gedeeld met de cliënt.", "This version was not shared with the client.";
    version_changes => "Wat er veranderde", "What changed";
    version_whole => "De hele tekst", "The whole text";
    versions_adds_to => "Dit is een aanvulling op:", "This adds to:";
    versions_none_added => "Er zijn geen aanvullingen.", "There are no additions.";
    versions_back => "Terug naar de rapportage", "Back to the report";

    today_title => "Vandaag", "Today";
    today_intro => "Wat er nieuw is, wat wacht, en uw cliënten.", "What is new, what waits, and your clients.";
    today_drafts => "Uw concepten", "Your drafts";
    today_draft_new => "Rapportage", "Report";
    today_draft_addition => "Aanvulling", "Addition";
    today_draft_version => "Nieuwe versie", "New version";
    today_draft_kept(when: &str) => "Bewaard op {when}", "Kept on {when}";
    today_waiting => "Wordt later gedeeld", "Shared later";
    today_news => "Nieuw bij uw cliënten", "New about your clients";
    today_since(when: &str) => "Sinds {when}", "Since {when}";
    today_nothing => "Er wacht niets op u", "Nothing waits for you";
    today_nothing_text => "Nieuwe gegevens van uw cliënten en uw concepten ziet u hier.", "New data of your clients and your drafts appear here.";
    today_clients => "Een cliënt zoeken", "Find a client";
}

impl super::Texts {
    /// How often: `1 keer`.
    pub fn report_times(self, times: u32) -> String {
        self.0.pick(
            format!("{times} keer"),
            if times == 1 { "once".to_owned() } else { format!("{times} times") },
        )
    }

    /// What is new: `3 gedeeld, waarvan 1 toegevoegd door de cliënt of een contact`.
    pub fn today_new(self, shared: u32, added: u32) -> String {
        let (dutch, english) = match added {
            0 => (format!("{shared} nieuw"), format!("{shared} new")),
            _ => (
                format!("{shared} nieuw, waarvan {added} toegevoegd door cliënt of contact"),
                format!("{shared} new, {added} of them added by client or contact"),
            ),
        };
        self.0.pick(dutch, english)
    }

    /// Hours in words: `1 uur`, `48 uur`.
    pub fn report_hours(self, hours: u16) -> String {
        self.0.pick(
            format!("{hours} uur"),
            if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") },
        )
    }
}
