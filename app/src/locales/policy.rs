//! Texts of the policy editor: what each agreement means, and what a change of it does.

use inzage_domain::{
    Language,
    digid::Level,
    policy::{Acceptance, AccessEnd, Minors, Preset, Representation, SecondFactor},
    policy_change::PolicyField,
};

use super::{Texts, catalogue};

catalogue! {
    policy_title => "Afspraken", "Policy";
    policy_intro => "Dit zijn de afspraken van uw organisatie. U kiest hier, ziet daarna wat de gevolgen zijn, en slaat het dan pas op.", "This is the policy of your organisation. You choose here, then see what it means, and only then save it.";
    policy_presets => "Beginnen met een voorbeeld", "Begin with an example";
    policy_presets_text => "Het formulier wordt dan ingevuld. Er verandert nog niets.", "The form is then filled in. Nothing changes yet.";
    policy_group_access => "Inloggen", "Logging in";
    policy_group_terms => "Gebruiksvoorwaarden", "Terms of use";
    policy_group_people => "Wie meekijkt", "Who looks along";
    policy_group_record => "Dossier en berichten", "Record and messages";
    policy_see_button => "Gevolgen bekijken", "See what it means";
    policy_out_of_bounds(least: u16, most: u16) => "Vul een getal in van {least} tot en met {most}.", "Enter a number from {least} to {most}.";
    policy_locks_out => "Dan kunt u zelf niet meer inloggen: uw account heeft deze tweede stap niet. Kies iets anders.", "Then you could no longer log in yourself: your account does not have this second step. Choose something else.";
    policy_consequences_title => "Wat er verandert", "What changes";
    policy_consequences_intro => "Lees dit rustig door. Slaat u het op, dan geldt het meteen, ook voor wie nu is ingelogd.", "Take your time to read this. When you save it, it applies at once, also to those who are logged in now.";
    policy_no_change => "Er is niets veranderd. U hoeft niets op te slaan.", "Nothing has changed. There is nothing to save.";
    policy_not_possible => "Zo kan het niet", "This cannot be";
    policy_save_button => "Afspraken opslaan", "Save the policy";
    policy_edit => "Terug naar het formulier", "Back to the form";
    policy_saved => "De nieuwe afspraken gelden nu.", "The new policy is in force now.";
    policy_stale => "De afspraken zijn intussen door iemand anders veranderd. Er is niets opgeslagen. Kijk ze nog eens na.", "The policy has meanwhile been changed by somebody else. Nothing was saved. Please check it again.";
    policy_history => "Eerdere afspraken", "Earlier policies";
    policy_column_version => "Versie", "Version";
    policy_column_since => "Vanaf", "From";
    policy_column_by => "Door", "By";
    policy_supplier => "de leverancier", "the supplier";
    policy_from_to(before: &str, after: &str) => "Nu: {before}. Straks: {after}.", "Now: {before}. Then: {after}.";
    policy_staged_yes => "Pas nadat een identiteitsbewijs is gezien", "Only after an identity document was seen";
    policy_staged_no => "Meteen", "At once";
    policy_manage_terms => "Gebruiksvoorwaarden beheren", "Manage the terms of use";
    policy_manage => "Afspraken veranderen", "Change the policy";
    policy_no_consents => "Niets", "Nothing";
    policy_consents_hint => "Zet een vinkje bij wat u echt doet. Cliënten zien dit bij hun toestemmingen. Zonder hun ja mag u het niet doen.", "Tick what you really do. Clients see this among their consents. Without their yes you may not do it.";
}

impl Texts {
    /// The name of a field.
    pub fn policy_field(self, field: PolicyField) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match field {
            PolicyField::SecondFactor => {
                pick("Tweede stap van cliënten en hun contacten", "Second step of clients and their contacts")
            }
            PolicyField::DigidLevel => pick("Minste niveau van DigiD", "Lowest level of DigiD"),
            PolicyField::StaffSecondFactor => pick("Tweede stap van medewerkers", "Second step of staff"),
            PolicyField::Passkeys => pick("Inloggen met een passkey", "Logging in with a passkey"),
            PolicyField::StaffNetworks => {
                pick("Netwerken waarvandaan medewerkers werken", "Networks from which staff work")
            }
            PolicyField::IdleMinutes => {
                pick("Uitloggen zonder activiteit na (minuten)", "Log out without activity after (minutes)")
            }
            PolicyField::WarningMinutes => {
                pick("Waarschuwen voor het uitloggen (minuten)", "Warn before logging out (minutes)")
            }
            PolicyField::AbsoluteHours => pick("Altijd uitloggen na (uren)", "Always log out after (hours)"),
            PolicyField::Acceptance => {
                pick("Hoe mensen akkoord gaan met de voorwaarden", "How people agree to the terms")
            }
            PolicyField::AnnouncementDays => {
                pick("Nieuwe voorwaarden vooraf melden (dagen)", "Announce new terms ahead (days)")
            }
            PolicyField::Representation => {
                pick("Wie er naast de cliënt meekijkt", "Who looks beside the client")
            }
            PolicyField::SecondContacts => {
                pick("Tweede contactpersonen per cliënt", "Second contacts for each client")
            }
            PolicyField::GrantMonths => pick(
                "Toegang van een volwassene geldt hooguit (maanden)",
                "An adult's access lasts at most (months)",
            ),
            PolicyField::Family => {
                pick("Familie die een volwassene mag vertegenwoordigen", "Family who may represent an adult")
            }
            PolicyField::Minors => {
                pick("Ouders van kinderen van 12 tot en met 15", "Parents of children of 12 to 15")
            }
            PolicyField::Staged => pick("Wanneer het dossier opengaat", "When the record opens"),
            PolicyField::Consents => pick("Waarvoor u toestemming vraagt", "What you ask consent for"),
            PolicyField::EmergencyHours => {
                pick("Noodtoegang geldt hooguit (uren)", "Emergency access lasts at most (hours)")
            }
            PolicyField::AccessEnd => pick("Einde van de toegang na de zorg", "End of access after care"),
            PolicyField::PublishDelay => {
                pick("De cliënt ziet wat u deelt na (uren)", "The client sees what you share after (hours)")
            }
            PolicyField::RetentionYears => pick("Dossier bewaren (jaren)", "Keep the record (years)"),
            PolicyField::ReplyWorkingDays => {
                pick("Berichten beantwoorden binnen (werkdagen)", "Answer messages within (working days)")
            }
        }
    }

    /// A preset in words.
    pub fn policy_preset(self, preset: Preset) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match preset {
            Preset::Vivium => pick("Wonen met zorg: twee contactpersonen", "Living with care: two contacts"),
            Preset::Caren => {
                pick("Thuiszorg: een netwerk met een beheerder", "Home care: a network with a manager")
            }
            Preset::Cliendo => {
                pick("Praktijk: ieder kiest de tweede stap", "Practice: everybody chooses the second step")
            }
            Preset::CareCodex => pick("Uitwisseling tussen zorgverleners", "Exchange between care providers"),
            Preset::MijnSein => pick("Ziekenhuis: alleen met DigiD", "Hospital: with DigiD only"),
        }
    }

    /// A second step in words.
    pub fn policy_factor(self, factor: SecondFactor) -> &'static str {
        match factor {
            SecondFactor::Sms => self.factor_sms(),
            SecondFactor::Digid => self.factor_digid(),
            SecondFactor::Optional => self.factor_optional(),
        }
    }

    /// A level of DigiD in words.
    pub fn policy_level(self, level: Level) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match level {
            Level::Basis => pick("Basis: alleen een wachtwoord", "Basis: a password only"),
            Level::Midden => pick("Midden: met sms of app", "Midden: with a text message or the app"),
            Level::Substantieel => {
                pick("Substantieel: app met ID-check", "Substantieel: the app with an ID check")
            }
            Level::Hoog => {
                pick("Hoog: elke keer een identiteitsbewijs", "Hoog: an identity document each time")
            }
        }
    }

    /// A way of accepting in words.
    pub fn policy_acceptance(self, acceptance: Acceptance) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match acceptance {
            Acceptance::Page => {
                pick("Op een pagina, bij elke nieuwe versie", "On a page, at each new version")
            }
            Acceptance::EachLogIn => pick("Door in te loggen, elke keer", "By logging in, each time"),
            Acceptance::ByUse => pick("Door het portaal te gebruiken", "By using the portal"),
            Acceptance::AfterNotice => {
                pick("Door verder te gaan na een melding", "By going on after a notice")
            }
        }
    }

    /// Who looks along, in words.
    pub fn policy_representation(self, representation: Representation) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match representation {
            Representation::TwoContacts => {
                pick("Een eerste en een tweede contactpersoon", "A first and a second contact")
            }
            Representation::Network => pick("Een netwerk met een beheerder", "A network with a manager"),
            Representation::Nobody => pick("Niemand", "Nobody"),
        }
    }

    /// The end of access in words.
    pub fn policy_access_end(self, end: AccessEnd) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match end {
            AccessEnd::WithinFourWeeks => pick("Na 28 dagen", "After 28 days"),
            AccessEnd::SameDay => pick("Op de dag zelf", "On the day itself"),
            AccessEnd::AtEnd => pick("Bij het einde van de behandeling", "At the end of treatment"),
        }
    }

    /// How parents look along, in words.
    pub fn policy_minors(self, minors: Minors) -> &'static str {
        let pick = |dutch, english| self.0.pick(dutch, english);
        match minors {
            Minors::ByConsent => pick("Wat het kind goedvindt", "What the child agrees to"),
            Minors::TogetherOnly => pick("Alleen samen met het kind", "Only together with the child"),
        }
    }

    /// What a change of a field does to people, in a sentence or two.
    #[expect(clippy::too_many_lines, reason = "a sentence for each field, in two languages")]
    pub fn policy_effect(self, field: PolicyField, counts: PolicyEffect) -> String {
        let PolicyEffect { personal, staff, second_contacts, network_members, parents, ended, sessions } =
            counts;
        match self.0 {
            Language::Dutch => match field {
                PolicyField::SecondFactor => format!(
                    "Dit geldt voor {personal} open accounts van cliënten en hun contacten. Zij merken het de volgende keer dat ze inloggen. Wie de nieuwe tweede stap niet heeft, kan dan niet inloggen."
                ),
                PolicyField::DigidLevel => {
                    "Dit geldt voor wie met DigiD inlogt, vanaf de volgende keer. Wie een lager niveau heeft, komt er dan niet in. Die kan het niveau zelf verhogen bij DigiD.".to_owned()
                }
                PolicyField::StaffSecondFactor => format!(
                    "Dit geldt voor {staff} open accounts van medewerkers. Zij merken het de volgende keer dat ze inloggen. Wie de nieuwe tweede stap niet heeft, kan dan niet inloggen."
                ),
                PolicyField::Passkeys => format!(
                    "Dit geldt voor {} open accounts, vanaf de volgende keer dat ze inloggen. Zonder passkeys vraagt het portaal weer om de app of een sms. Gemaakte passkeys blijven bewaard.",
                    personal + staff
                ),
                PolicyField::StaffNetworks => format!(
                    "Dit geldt meteen voor {staff} open accounts van medewerkers, ook voor wie nu is ingelogd. Wie ergens anders is, kan niet werken en ziet waarom. Cliënten en hun contacten merken er niets van."
                ),
                PolicyField::IdleMinutes | PolicyField::WarningMinutes | PolicyField::AbsoluteHours => format!(
                    "Dit geldt meteen, ook voor de {sessions} mensen of apparaten die nu zijn ingelogd. Wie volgens de nieuwe tijd te lang is ingelogd, wordt uitgelogd."
                ),
                PolicyField::Acceptance => format!(
                    "Dit geldt voor {} open accounts. Wie al akkoord ging, blijft akkoord. Wie nog niet akkoord ging, doet dat voortaan op de nieuwe manier. Pas de tekst van de voorwaarden zelf ook aan.",
                    personal + staff
                ),
                PolicyField::AnnouncementDays => {
                    "Dit geldt voor nieuwe versies. Wat al is aangekondigd, gaat gewoon in op de gekozen dag.".to_owned()
                }
                PolicyField::Representation => format!(
                    "Wie nu een netwerk heeft, of wie nu tweede contactpersoon is, houdt die toegang tot iemand hem intrekt: {network_members} mensen in een netwerk en {second_contacts} tweede contactpersonen. Nieuwe toegang geeft u alleen nog op de nieuwe manier."
                ),
                PolicyField::SecondContacts => format!(
                    "Er zijn nu {second_contacts} tweede contactpersonen. Zij houden hun toegang. Het nieuwe aantal telt bij de volgende die u toevoegt."
                ),
                PolicyField::GrantMonths => {
                    "Dit telt voor toegang die u vanaf nu geeft of verlengt. Wat er is, loopt door tot de dag die er staat.".to_owned()
                }
                PolicyField::Family => {
                    "Dit telt voor uitnodigingen die u vanaf nu maakt. Wie al vertegenwoordigt, houdt dat. Kiest u een familielid niet meer, dan kunt u zo iemand niet meer als vertegenwoordiger uitnodigen, en een uitnodiging die nog openstaat, werkt niet meer.".to_owned()
                }
                PolicyField::Minors => format!(
                    "Dit geldt meteen voor {parents} ouders en voogden, zolang hun kind 12 tot en met 15 jaar is. Zij kunnen nu meer of minder zien dan zonet, ook als ze zijn ingelogd."
                ),
                PolicyField::Staged => {
                    "Gaat het dossier pas open na een identiteitsbewijs, dan ziet een cliënt zonder die controle alleen informatie en vragenlijsten. Dit geldt meteen.".to_owned()
                }
                PolicyField::Consents => {
                    "Niemand heeft al ja gezegd tegen iets nieuws. Wat u niet meer vraagt, kan niemand nog geven, maar wel intrekken. Wat al is gegeven, blijft staan tot iemand het intrekt.".to_owned()
                }
                PolicyField::EmergencyHours => {
                    "Dit telt voor noodtoegang die vanaf nu wordt geopend. Wat open is, blijft open tot de tijd die er staat.".to_owned()
                }
                PolicyField::AccessEnd => format!(
                    "Er zijn {ended} cliënten van wie de zorg al is gestopt. Voor hen en hun contacten gaat de toegang meteen dicht, of nog even open, volgens de nieuwe afspraak."
                ),
                PolicyField::PublishDelay => {
                    "Dit telt voor rapportages die medewerkers vanaf nu delen. Wat al wacht, houdt zijn eigen moment. Bij 0 ziet de cliënt het meteen.".to_owned()
                }
                PolicyField::RetentionYears => {
                    "Dit telt voor alle dossiers, vanaf de laatste wijziging. Korter dan 20 jaar mag niet van de wet.".to_owned()
                }
                PolicyField::ReplyWorkingDays => {
                    "Dit telt voor berichten die vanaf nu komen. Wat al is beloofd, blijft beloofd.".to_owned()
                }
            },
            Language::English => match field {
                PolicyField::SecondFactor => format!(
                    "This is for {personal} open accounts of clients and their contacts. They notice it the next time they log in. Whoever does not have the new second step cannot log in then."
                ),
                PolicyField::DigidLevel => {
                    "This is for those who log in with DigiD, from the next time. Whoever has a lower level cannot get in then. People can raise their level at DigiD.".to_owned()
                }
                PolicyField::StaffSecondFactor => format!(
                    "This is for {staff} open accounts of staff. They notice it the next time they log in. Whoever does not have the new second step cannot log in then."
                ),
                PolicyField::Passkeys => format!(
                    "This is for {} open accounts, from the next time they log in. Without passkeys the portal asks for the app or a text message again. Passkeys that were made are kept.",
                    personal + staff
                ),
                PolicyField::StaffNetworks => format!(
                    "This applies at once to {staff} open accounts of staff, also to those who are logged in now. Whoever is elsewhere cannot work, and sees why. Clients and their contacts do not notice it."
                ),
                PolicyField::IdleMinutes | PolicyField::WarningMinutes | PolicyField::AbsoluteHours => format!(
                    "This applies at once, also to the {sessions} people or devices that are logged in now. Whoever has been logged in too long by the new time is logged out."
                ),
                PolicyField::Acceptance => format!(
                    "This is for {} open accounts. Whoever agreed still agrees. Whoever has not, from now on does so in the new way. Change the text of the terms as well.",
                    personal + staff
                ),
                PolicyField::AnnouncementDays => {
                    "This is for new versions. What was announced begins on its day as planned.".to_owned()
                }
                PolicyField::Representation => format!(
                    "Whoever has a network now, or is a second contact now, keeps that access until somebody withdraws it: {network_members} people in a network and {second_contacts} second contacts. New access is given in the new way only."
                ),
                PolicyField::SecondContacts => format!(
                    "There are {second_contacts} second contacts now. They keep their access. The new number counts for the next one that you add."
                ),
                PolicyField::GrantMonths => {
                    "This counts for access that you give or renew from now on. What there is goes on until its day.".to_owned()
                }
                PolicyField::Family => {
                    "This counts for invitations that you make from now on. Whoever represents already or is invited already keeps that. A relative whom you no longer choose can no longer be invited as representative.".to_owned()
                }
                PolicyField::Minors => format!(
                    "This applies at once to {parents} parents and guardians, as long as their child is 12 to 15. They may see more or less than just now, also when they are logged in."
                ),
                PolicyField::Staged => {
                    "When the record opens only after an identity document, a client without that check sees only information and questionnaires. This applies at once.".to_owned()
                }
                PolicyField::Consents => {
                    "Nobody has said yes yet to anything new. What you no longer ask for can no longer be given, but can be withdrawn. What was given stays until somebody withdraws it.".to_owned()
                }
                PolicyField::EmergencyHours => {
                    "This counts for emergency access that is opened from now on. What is open stays open until its time.".to_owned()
                }
                PolicyField::AccessEnd => format!(
                    "There are {ended} clients whose care has ended. For them and their contacts access closes at once, or stays open a little longer, by the new rule."
                ),
                PolicyField::PublishDelay => {
                    "This counts for reports that staff share from now on. What waits already keeps its own moment. With 0 the client sees it at once.".to_owned()
                }
                PolicyField::RetentionYears => {
                    "This counts for all records, from their last change. The law allows no less than 20 years.".to_owned()
                }
                PolicyField::ReplyWorkingDays => {
                    "This counts for messages that come from now on. What was promised stays promised.".to_owned()
                }
            },
        }
    }
}

/// Whom a change touches, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyEffect {
    /// Open accounts of clients and those beside them.
    pub personal: u32,
    /// Open accounts of staff.
    pub staff: u32,
    /// Second contacts.
    pub second_contacts: u32,
    /// People in a network.
    pub network_members: u32,
    /// Parents and guardians.
    pub parents: u32,
    /// Clients whose care has ended.
    pub ended: u32,
    /// Sessions that run.
    pub sessions: u32,
}
