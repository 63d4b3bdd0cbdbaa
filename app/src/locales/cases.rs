//! Texts about requests: what somebody asks about the record, and what becomes of it (L5, L6, R25, R37).

use inzage_domain::{
    Role,
    case::{CaseGround, CaseKind, CaseState, CaseStep},
};

use super::{Texts, catalogue};

catalogue! {
    cases_nav => "Verzoeken", "Requests";

    wrong_title => "Dit klopt niet", "This is not right";
    wrong_intro(item: &str) => "Het gaat om: {item}. Kies wat u wilt, en schrijf op wat er niet klopt.", "It is about: {item}. Choose what you want, and write what is not right.";
    wrong_choice => "Wat wilt u?", "What do you want?";
    wrong_change_basic => "Het laten verbeteren", "Have it corrected";
    wrong_change_basic_hint => "Klopt een gegeven over u niet, zoals uw adres of telefoonnummer? Dan passen wij het aan.", "Is something about you not right, such as your address or phone number? Then we change it.";
    wrong_change_report => "Een fout laten verbeteren", "Have a mistake corrected";
    wrong_change_report_hint => "Staat er een feit verkeerd, zoals een datum of een naam? Dat kan worden verbeterd. Wat een zorgverlener heeft gezien of ervan vindt, verandert niet. Zet daar uw eigen verklaring bij.", "Is a fact wrong, such as a date or a name? That can be corrected. What a carer saw or thinks of it does not change. Put your own statement beside it.";
    wrong_statement => "Mijn eigen verklaring erbij zetten", "Put my own statement beside it";
    wrong_statement_hint => "Uw tekst staat meteen bij dit onderdeel en blijft daar. Iedereen die dit onderdeel mag lezen, ziet ook uw verklaring. Dat recht staat in de wet.", "Your text stands beside this item at once and stays there. Everybody who may read this item also sees your statement. The law gives you that right.";
    wrong_delete => "Het laten vernietigen", "Have it destroyed";
    wrong_delete_hint => "Een arts beslist. Het mag niet als iemand anders er een groot belang bij heeft, of als de wet zegt dat het moet blijven. Is het vernietigd, dan komt het nooit meer terug.", "A physician decides. It is not allowed when somebody else has a great interest in it, or when the law says that it must stay. What is destroyed never comes back.";
    wrong_text => "Wat klopt er niet, of wat is uw verklaring?", "What is not right, or what is your statement?";
    wrong_text_hint => "Schrijf zo precies mogelijk wat er staat en wat het moet zijn. Ten hoogste 2.000 tekens.", "Write as exactly as you can what it says and what it should be. At most 2,000 characters.";
    wrong_clock(day: &str) => "Vraagt u het vandaag? Dan krijgt u uiterlijk {day} antwoord. Het kost niets, en het verandert niets aan uw zorg.", "Do you ask today? Then you get an answer by {day} at the latest. It is free, and it changes nothing about your care.";
    wrong_button => "Versturen", "Send";
    wrong_urgent => "Gaat het om iets dat nu gevaarlijk kan zijn, zoals een verkeerde dosis of een allergie? Bel ons dan meteen.", "Is it about something that can be dangerous now, such as a wrong dose or an allergy? Then call us at once.";
    case_no_choice => "Kies een van de antwoorden.", "Choose one of the answers.";
    case_no_text => "Schrijf hier een tekst.", "Write a text here.";
    case_text_long => "De tekst is te lang. Er passen 2.000 tekens.", "The text is too long. 2,000 characters fit.";
    case_no_ground => "Kies de reden waarom iets niet gebeurt.", "Choose the reason why something is not done.";
    cases_too_many => "U hebt vandaag al heel veel gevraagd. Probeer het morgen weer, of bel ons.", "You have asked very much today. Try again tomorrow, or call us.";

    cases_title => "Verzoeken", "Requests";
    cases_intro_own => "Wat u hebt gevraagd over uw dossier, en wat wij ermee doen.", "What you asked about your record, and what we do with it.";
    cases_intro(name: &str) => "Wat u hebt gevraagd over het dossier van {name}, en wat wij ermee doen.", "What you asked about the record of {name}, and what we do with it.";
    cases_none => "U hebt nog niets gevraagd", "You have not asked anything yet";
    cases_none_text => "Klopt er iets niet in het dossier? Open het onderdeel, kies Meer over dit onderdeel en daarna Dit klopt niet.", "Is something in the record not right? Open the item, choose More about this item and then This is not right.";
    cases_link => "Verzoeken over het dossier", "Requests about the record";
    case_asked_kept(day: &str) => "Uw verzoek is verstuurd. U krijgt uiterlijk {day} antwoord.", "Your request has been sent. You get an answer by {day} at the latest.";
    case_statement_kept => "Uw verklaring staat bij het onderdeel.", "Your statement stands beside the item.";
    case_withdrawn_done => "U hebt uw verzoek ingetrokken.", "You have withdrawn your request.";
    case_over => "Dit verzoek is al afgerond. Er is niets veranderd.", "This request is already closed. Nothing has changed.";
    case_about => "Over", "About";
    case_what => "Wat is gevraagd", "What was asked";
    case_asked_by => "Gevraagd door", "Asked by";
    case_asked_on => "Gevraagd op", "Asked on";
    case_text => "Tekst", "Text";
    case_due => "Antwoord uiterlijk", "Answer by";
    case_to_item => "Naar het onderdeel", "To the item";
    case_steps => "Hoe ver uw verzoek is", "How far your request is";
    case_steps_staff => "Hoe ver het verzoek is", "How far the request is";
    case_history => "Wat er is gebeurd", "What happened";
    case_next => "Wat er nu gebeurt", "What happens now";
    case_ground => "Reden", "Reason";
    case_step_received => "Ontvangen", "Received";
    case_step_treatment => "In behandeling", "In treatment";
    case_step_answer => "Antwoord", "Answer";
    case_step_until(day: &str) => "uiterlijk {day}", "by {day}";
    case_step_waiting => "nog niet", "not yet";
    case_step_done => "klaar", "done";
    case_step_now => "nu", "now";
    case_step_todo => "komt nog", "to come";
    case_next_received(day: &str) => "Een medewerker pakt uw verzoek op. U krijgt uiterlijk {day} antwoord. U krijgt een e-mail als er antwoord is.", "A member of staff takes up your request. You get an answer by {day} at the latest. You get an e-mail when there is an answer.";
    case_next_treatment(by: &str, day: &str) => "{by} behandelt uw verzoek. U krijgt uiterlijk {day} antwoord. U krijgt een e-mail als er antwoord is.", "{by} treats your request. You get an answer by {day} at the latest. You get an e-mail when there is an answer.";
    case_next_late(day: &str) => "U had uiterlijk {day} antwoord moeten krijgen. Dat is ons niet gelukt. Bel ons. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens.", "You should have had an answer by {day}. We did not manage that. Call us. You can also complain to the Dutch Data Protection Authority.";
    case_next_done => "Uw verzoek is afgerond.", "Your request is closed.";
    case_next_refused => "Bent u het er niet mee eens? Bel ons. U kunt ook uw eigen verklaring bij het onderdeel zetten, een klacht indienen bij de Autoriteit Persoonsgegevens, of naar de rechter gaan.", "Do you not agree? Call us. You can also put your own statement beside the item, complain to the Dutch Data Protection Authority, or go to court.";
    case_next_statement => "Uw verklaring staat bij het onderdeel en blijft daar.", "Your statement stands beside the item and stays there.";
    case_withdraw => "Ik wil mijn verzoek intrekken", "I want to withdraw my request";
    case_withdraw_text => "Wij stoppen dan met uw verzoek. U kunt het later opnieuw vragen.", "We then stop with your request. You can ask it again later.";
    case_withdraw_button => "Verzoek intrekken", "Withdraw the request";
    case_statement_by(name: &str, who: &str) => "Eigen verklaring van {name} ({who})", "Own statement of {name} ({who})";
    case_look(who: &str, what: &str, when: &str) => "{who}: {what}, {when}", "{who}: {what}, {when}";

    queue_intro => "De verzoeken die u behandelt. Wat het eerst antwoord moet krijgen, staat bovenaan.", "The requests that you treat. What must be answered first is at the top.";
    queue_intro_officer => "Wat cliënten niet herkennen in het logboek. Wat het eerst antwoord moet krijgen, staat bovenaan.", "What clients do not recognise in the log. What must be answered first is at the top.";
    queue_none => "Er wachten geen verzoeken", "No requests are waiting";
    queue_none_text => "Vraagt een cliënt iets over het dossier? Dan ziet u het hier.", "Does a client ask something about the record? Then you see it here.";
    queue_asked(day: &str) => "gevraagd op {day}", "asked on {day}";
    queue_taken(name: &str) => "behandeld door {name}", "treated by {name}";
    queue_free => "nog door niemand opgepakt", "nobody has taken it up";
    queue_extended => "termijn verlengd", "time made longer";
    queue_last_day(day: &str) => "Antwoord uiterlijk {day}", "Answer by {day}";
    queue_meter => "Dagen die er nog zijn", "Days that are left";
    queue_is_today => "Vandaag is de laatste dag", "Today is the last day";

    treat_take => "Oppakken", "Take up";
    treat_take_over => "Overnemen", "Take over";
    treat_take_text => "U behandelt dit verzoek dan. De cliënt ziet uw naam.", "You then treat this request. The client sees your name.";
    treat_taken => "U behandelt dit verzoek.", "You treat this request.";
    treat_extend => "Het antwoord duurt langer", "The answer takes longer";
    treat_extend_text(day: &str) => "U kunt de termijn 1 keer met 2 maanden verlengen, als het verzoek ingewikkeld is. De laatste dag wordt dan {day}. De cliënt krijgt bericht en leest uw reden.", "You can make the time longer once, by 2 months, when the request is complicated. The last day then becomes {day}. The client gets a message and reads your reason.";
    treat_extend_reason => "Waarom duurt het langer?", "Why does it take longer?";
    treat_extend_button => "Termijn verlengen", "Make the time longer";
    treat_extended => "De termijn is verlengd. De cliënt heeft bericht gekregen.", "The time has been made longer. The client has been told.";
    treat_decide => "Beslissen", "Decide";
    treat_decision => "Uw beslissing", "Your decision";
    treat_ground => "Reden, als niet alles gebeurt", "Reason, when not everything is done";
    treat_ground_hint => "De wet kent alleen deze redenen.", "The law knows only these reasons.";
    treat_answer => "Antwoord aan de cliënt", "Answer to the client";
    treat_answer_hint => "Schrijf in gewone taal wat u hebt besloten, waarom, en wat er is veranderd. De cliënt leest dit.", "Write in plain language what you decided, why, and what has changed. The client reads this.";
    treat_delete_warning => "Bij Vernietigen wordt de inhoud van dit onderdeel meteen vernietigd. Dat kan niet ongedaan worden gemaakt. Het verzoek en uw antwoord blijven bewaard.", "With Destroy the content of this item is destroyed at once. This cannot be undone. The request and your answer are kept.";
    treat_decide_button => "Antwoord versturen", "Send the answer";
    treat_decided => "Het antwoord is verstuurd. De cliënt krijgt een e-mail dat er antwoord is.", "The answer has been sent. The client gets an e-mail that there is an answer.";
    treat_first_take => "Pak het verzoek eerst op. Daarna kunt u beslissen.", "Take up the request first. Then you can decide.";
    treat_others => "Een arts beslist over vernietigen. U kunt het verzoek oppakken en voorbereiden.", "A physician decides about destroying. You can take up and prepare the request.";
    treat_incapable => "Deze cliënt kan niet zelf beslissen. Overleg met de vertegenwoordiger.", "This client cannot decide. Consult the representative.";
    treat_not_now => "Er is intussen iets veranderd aan dit verzoek. Kijk opnieuw.", "Something has changed about this request meanwhile. Look again.";
}

impl Texts {
    /// What is asked.
    pub fn case_kind(self, kind: CaseKind) -> &'static str {
        let (dutch, english) = match kind {
            CaseKind::BasicData => ("Gegevens verbeteren", "Correct data"),
            CaseKind::Report => ("Een fout verbeteren", "Correct a mistake"),
            CaseKind::Statement => ("Eigen verklaring", "Own statement"),
            CaseKind::Deletion => ("Vernietigen", "Destroy"),
            CaseKind::NotRecognised => ("Niet herkend in het logboek", "Not recognised in the log"),
        };
        self.0.pick(dutch, english)
    }

    /// How far a case of a kind is.
    pub fn case_state(self, kind: CaseKind, state: CaseState) -> &'static str {
        match state {
            CaseState::Received => self.case_step_received(),
            CaseState::InTreatment => self.case_step_treatment(),
            CaseState::Granted => self.case_step(kind, CaseStep::Granted),
            CaseState::Partly => self.case_step(kind, CaseStep::Partly),
            CaseState::Refused => self.case_step(kind, CaseStep::Refused),
            CaseState::Withdrawn => self.case_step(kind, CaseStep::Withdrawn),
        }
    }

    /// What happened to a case of a kind.
    pub fn case_step(self, kind: CaseKind, step: CaseStep) -> &'static str {
        let (dutch, english) = match (step, kind) {
            (CaseStep::Asked, _) => ("Gevraagd", "Asked"),
            (CaseStep::Taken, _) => ("Opgepakt", "Taken up"),
            (CaseStep::Extended, _) => ("Het antwoord duurt langer", "The answer takes longer"),
            (CaseStep::Withdrawn, _) => ("Ingetrokken", "Withdrawn"),
            (CaseStep::Granted, CaseKind::BasicData | CaseKind::Report) => ("Verbeterd", "Corrected"),
            (CaseStep::Granted, CaseKind::Statement) => ("Geplaatst", "Placed"),
            (CaseStep::Granted, CaseKind::Deletion) => ("Vernietigd", "Destroyed"),
            (CaseStep::Granted, CaseKind::NotRecognised) => {
                ("Dit had niet mogen gebeuren", "This should not have happened")
            }
            (CaseStep::Partly, _) => ("Voor een deel verbeterd", "Corrected in part"),
            (CaseStep::Refused, CaseKind::NotRecognised) => ("Dit mocht gebeuren", "This was allowed"),
            (CaseStep::Refused, CaseKind::Deletion) => ("Niet vernietigd", "Not destroyed"),
            (CaseStep::Refused, _) => ("Niet verbeterd", "Not corrected"),
        };
        self.0.pick(dutch, english)
    }

    /// A decision to choose.
    pub fn case_decision(self, kind: CaseKind, step: CaseStep) -> &'static str {
        let (dutch, english) = match (step, kind) {
            (CaseStep::Granted, CaseKind::Deletion) => ("Vernietigen", "Destroy"),
            (CaseStep::Refused, CaseKind::Deletion) => ("Niet vernietigen", "Do not destroy"),
            _ => return self.case_step(kind, step),
        };
        self.0.pick(dutch, english)
    }

    /// Why something was not done.
    pub fn case_ground_text(self, ground: CaseGround) -> &'static str {
        let (dutch, english) = match ground {
            CaseGround::NotFactual => (
                "Het is geen feitelijke fout. Wat een zorgverlener heeft gezien of ervan vindt, blijft staan.",
                "It is no factual mistake. What a carer saw or thinks of it stays.",
            ),
            CaseGround::IsRight => {
                ("Het is nagekeken en klopt zoals het er staat.", "It was checked and is right as it stands.")
            }
            CaseGround::OtherInterest => (
                "Iemand anders heeft er een groot belang bij dat het blijft.",
                "Somebody else has a great interest in its being kept.",
            ),
            CaseGround::LawKeeps => {
                ("De wet zegt dat het bewaard moet blijven.", "The law says that it must be kept.")
            }
            CaseGround::Rightful => (
                "Wie keek, mocht dat: het hoorde bij de zorg of bij het werk.",
                "Who looked was allowed to: it belonged to the care or the work.",
            ),
            CaseGround::Excessive => (
                "Hetzelfde is al vaker gevraagd, zonder iets nieuws.",
                "The same was asked several times before, without anything new.",
            ),
        };
        self.0.pick(dutch, english)
    }

    /// What the queue of a role is about.
    pub fn queue_about(self, role: Option<Role>) -> &'static str {
        if role == Some(Role::PrivacyOfficer) { self.queue_intro_officer() } else { self.queue_intro() }
    }

    /// How many days are left, or how many it is too late.
    pub fn queue_days(self, left: i32) -> String {
        match (left, self.0) {
            (0, _) => self.queue_is_today().to_owned(),
            (1, inzage_domain::Language::Dutch) => "Nog 1 dag".to_owned(),
            (1, inzage_domain::Language::English) => "1 day left".to_owned(),
            (-1, inzage_domain::Language::Dutch) => "1 dag te laat".to_owned(),
            (-1, inzage_domain::Language::English) => "1 day late".to_owned(),
            (days, inzage_domain::Language::Dutch) if days > 0 => format!("Nog {days} dagen"),
            (days, inzage_domain::Language::English) if days > 0 => format!("{days} days left"),
            (days, inzage_domain::Language::Dutch) => format!("{} dagen te laat", days.unsigned_abs()),
            (days, inzage_domain::Language::English) => format!("{} days late", days.unsigned_abs()),
        }
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::Language;

    use super::Texts;

    #[test]
    fn days_left_and_days_late_read_well() {
        let cases = [
            (30, "Nog 30 dagen"),
            (2, "Nog 2 dagen"),
            (1, "Nog 1 dag"),
            (0, "Vandaag is de laatste dag"),
            (-1, "1 dag te laat"),
            (-12, "12 dagen te laat"),
        ];
        for (left, text) in cases {
            assert_eq!(Texts(Language::Dutch).queue_days(left), text);
        }
        assert_eq!(Texts(Language::English).queue_days(-1), "1 day late");
    }
}
