//! Texts about consents: what each means, and what it comes to (R129, R137).

use inzage_domain::consent::{ConsentStatus, Purpose};

use super::{Texts, catalogue};

catalogue! {
    consents_title => "Toestemmingen", "Consents";
    consents_link => "Toestemmingen", "Consents";
    consents_intro_own => "Hier bepaalt u wat wij met gegevens uit uw dossier mogen doen. Zolang u niets zegt, doen wij het niet. Zegt u nee, dan verandert er niets aan uw zorg.", "Here you decide what we may do with data from your record. As long as you say nothing, we do not do it. If you say no, nothing changes in your care.";
    consents_intro_other(name: &str) => "Hier staat wat wij met gegevens uit het dossier van {name} mogen doen. Zonder toestemming doen wij het niet. Een nee verandert niets aan de zorg.", "Here is what we may do with data from the record of {name}. Without consent we do not do it. A no changes nothing in the care.";
    consents_intro_staff(name: &str) => "Dit vindt {name} goed, of niet. Alleen de cliënt, of wie namens de cliënt beslist, kan dit veranderen.", "This is what {name} agrees to, or not. Only the client, or whoever decides for the client, can change this.";
    consents_both_own => "Je bent 12 tot en met 15 jaar. Toestemming geldt pas als jij én een ouder ja zeggen.", "You are 12 to 15 years old. A consent only counts when you and a parent both say yes.";
    consents_both_other => "De cliënt is 12 tot en met 15 jaar. Toestemming geldt pas als de cliënt én een ouder ja zeggen.", "The client is 12 to 15 years old. A consent only counts when the client and a parent both say yes.";
    consents_none => "Er wordt u niets gevraagd", "Nothing is asked of you";
    consents_none_text => "Deze organisatie vraagt nu geen toestemming. Er wordt dus ook niets gedeeld.", "This organisation asks for no consent now. So nothing is shared either.";
    consents_choose => "Kiezen", "Choose";
    consents_change => "Keuze veranderen", "Change the choice";
    consents_state => "Stand", "State";
    consents_until(day: &str) => "Tot en met {day}", "Until {day} inclusive";
    consents_own_yes => "De cliënt zei ja", "The client said yes";
    consents_own_no => "De cliënt zei nee", "The client said no";
    consents_own_nothing => "De cliënt heeft nog niets gezegd", "The client has not said anything yet";
    consents_other_yes => "Een ouder of vertegenwoordiger zei ja", "A parent or representative said yes";
    consents_other_no => "Een ouder of vertegenwoordiger zei nee", "A parent or representative said no";
    consents_other_nothing => "Een ouder of vertegenwoordiger heeft nog niets gezegd", "A parent or representative has not said anything yet";
    consents_not_offered => "De organisatie vraagt dit niet meer. U kunt een eerdere toestemming nog wel intrekken.", "The organisation no longer asks for this. You can still withdraw an earlier consent.";
    consent_kept_yes => "Uw toestemming is bewaard. Ze geldt vanaf nu, niet voor wat eerder is gebeurd.", "Your consent is kept. It counts from now on, not for what happened before.";
    consent_kept_no => "Uw nee is bewaard. Vanaf nu doen wij dit niet. Aan de zorg verandert niets.", "Your no is kept. From now on we do not do this. Nothing changes in the care.";
    consent_meaning => "Wat betekent dit?", "What does this mean?";
    consent_if_no => "Zegt u nee? Dan delen wij niets en verandert er niets aan de zorg. U kunt uw keuze altijd veranderen.", "Do you say no? Then we share nothing, and nothing changes in the care. You can always change your choice.";
    consent_involved => "Wie nu meehelpt bij de behandeling, mag wel weten wat daarvoor nodig is. Dat staat in de wet.", "Whoever helps with the treatment now may know what is needed for it. That is in the law.";
    consent_question => "Vindt u dit goed?", "Do you agree to this?";
    consent_yes => "Ja, ik geef toestemming", "Yes, I consent";
    consent_no => "Nee, of niet meer", "No, or not any more";
    consent_last_day => "Tot en met welke dag?", "Until which day, inclusive?";
    consent_last_day_hint => "Laat dit leeg als er geen einde aan zit. Telt alleen bij ja.", "Leave this empty if there is no end. Only counts for a yes.";
    consent_button => "Keuze bewaren", "Save the choice";
    consent_no_choice => "Kies ja of nee.", "Choose yes or no.";
    consent_no_date => "Deze dag bestaat niet. Vul dag, maand en jaar in, of laat alles leeg.", "This day does not exist. Enter day, month and year, or leave all empty.";
    consent_past => "Deze dag is al voorbij. Kies vandaag of later.", "This day has passed. Choose today or later.";
    consent_fault_offered => "De organisatie vraagt deze toestemming niet meer. U kunt alleen nee kiezen.", "The organisation no longer asks for this consent. You can only choose no.";
    consent_only_look => "U kunt dit zien, maar niet veranderen.", "You can see this, but not change it.";
    consent_history => "Wat eerder is gezegd", "What was said before";
    consent_history_none => "Nog niets", "Nothing yet";
    consent_history_none_text => "Zolang er niets is gezegd, is er geen toestemming.", "As long as nothing is said, there is no consent.";
    consent_said_yes => "Toestemming gegeven", "Consent given";
    consent_said_no => "Geen toestemming, of ingetrokken", "No consent, or withdrawn";
    consent_said_until(day: &str) => "Toestemming gegeven tot en met {day}", "Consent given until {day} inclusive";
    consent_by(name: &str, ground: &str) => "{name}, {ground}", "{name}, {ground}";
    consent_when => "Wanneer", "When";
    consent_what => "Wat", "What";
    consent_who => "Wie", "Who";
}

impl Texts {
    /// A purpose as a heading.
    pub fn consent_purpose(self, purpose: Purpose) -> &'static str {
        let (dutch, english) = match purpose {
            Purpose::ShareGeneralPractitioner => ("Delen met de huisarts", "Share with the GP"),
            Purpose::SharePharmacy => ("Delen met de apotheek", "Share with the pharmacy"),
            Purpose::ShareHospital => ("Delen met een ziekenhuis", "Share with a hospital"),
            Purpose::ShareOtherCare => {
                ("Delen met een andere zorgorganisatie", "Share with another care organisation")
            }
            Purpose::Research => ("Wetenschappelijk onderzoek", "Scientific research"),
            Purpose::Statistics => ("Statistiek met medische gegevens", "Statistics with medical data"),
        };
        self.0.pick(dutch, english)
    }

    /// What a consent to a purpose means.
    pub fn consent_explained(self, purpose: Purpose) -> &'static str {
        let (dutch, english) = match purpose {
            Purpose::ShareGeneralPractitioner => (
                "De huisarts kan dan gegevens uit het dossier opvragen, ook als er geen afspraak is: bijvoorbeeld metingen, medicatie en rapportages.",
                "The GP can then ask for data from the record, also without an appointment: for example measurements, medication and reports.",
            ),
            Purpose::SharePharmacy => (
                "De apotheek kan dan zien welke medicatie, allergieën en uitslagen in het dossier staan. Zo ziet de apotheek het als medicijnen niet samengaan.",
                "The pharmacy can then see which medication, allergies and results are in the record. That way it notices medicines that do not go together.",
            ),
            Purpose::ShareHospital => (
                "Een ziekenhuis waar u komt, kan dan gegevens uit het dossier opvragen, ook met spoed.",
                "A hospital that you visit can then ask for data from the record, also in an emergency.",
            ),
            Purpose::ShareOtherCare => (
                "Een andere organisatie die zorg geeft, zoals thuiszorg of verloskundige zorg, kan dan gegevens uit het dossier opvragen.",
                "Another organisation that gives care, such as home care or birth care, can then ask for data from the record.",
            ),
            Purpose::Research => (
                "Onderzoekers krijgen dan gegevens uit het dossier, zonder naam en adres. Zij gebruiken die om zorg te verbeteren. Wat al in een onderzoek is gebruikt, kunnen wij na een nee niet terughalen.",
                "Researchers then get data from the record, without name and address. They use it to improve care. What was used in a study already cannot be taken back after a no.",
            ),
            Purpose::Statistics => (
                "Wij tellen dan medische gegevens van veel mensen samen, bijvoorbeeld hoe vaak iemand valt. In de uitkomst staat niemand met naam.",
                "We then count medical data of many people together, for example how often somebody falls. Nobody is named in the result.",
            ),
        };
        self.0.pick(dutch, english)
    }

    /// Where a consent stands, in words.
    pub fn consent_status(self, status: ConsentStatus) -> &'static str {
        let (dutch, english) = match status {
            ConsentStatus::None => {
                ("Geen toestemming: er is nog niets gezegd", "No consent: nothing was said yet")
            }
            ConsentStatus::Proposed => {
                ("Nog geen toestemming: één van de twee zei ja", "No consent yet: one of the two said yes")
            }
            ConsentStatus::Active => ("Toestemming", "Consent"),
            ConsentStatus::Inactive => (
                "Geen toestemming: geweigerd, ingetrokken of verlopen",
                "No consent: refused, withdrawn or over",
            ),
        };
        self.0.pick(dutch, english)
    }
}
