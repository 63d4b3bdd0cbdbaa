//! Texts of who can look at a record, changing that, and looking together.

use inzage_domain::{
    Basis, Kinship, Language,
    access::{DataKind, Refusal, RelationChange},
};

use super::{Texts, catalogue};

catalogue! {
    access_nav => "Wie kan meekijken?", "Who can look along?";
    access_title => "Wie kan meekijken?", "Who can look along?";
    access_intro_own => "Deze mensen kunnen uw dossier zien. U ziet waarom, en wat zij zien.", "These people can see your record. You see why, and what they see.";
    access_intro(name: &str) => "Deze mensen kunnen het dossier van {name} zien. U ziet waarom, en wat zij zien.", "These people can see the record of {name}. You see why, and what they see.";
    access_staff_too => "Zorgverleners die zorg geven kunnen het dossier ook zien. Dat schrijven we altijd op.", "Care professionals who give care can see the record too. We always write that down.";
    access_nobody => "Er kijkt niemand mee", "Nobody looks along";
    access_nobody_text => "Alleen de cliënt en de zorgverleners zien dit dossier.", "Only the client and the care professionals see this record.";
    access_people => "Nu", "Now";
    access_former => "Vroeger", "Earlier";
    access_history => "Wat er is veranderd", "What has changed";
    access_you => "Dit bent u", "This is you";
    access_ground => "Waarom", "Why";
    access_sees => "Ziet", "Sees";
    access_since => "Sinds", "Since";
    access_until => "Tot en met", "Until";
    access_no_end => "Geen einddatum", "No end date";
    access_ended => "Gestopt op", "Stopped on";
    access_everything => "Alles wat gedeeld is", "Everything that is shared";
    access_manager => "Beheert het netwerk", "Manages the network";
    access_yes => "Ja", "Yes";
    access_change(name: &str) => "Bekijk of verander wat {name} ziet", "See or change what {name} sees";
    access_back => "Terug naar wie kan meekijken", "Back to who can look along";
    access_changes_at(day: &str, age: i16) => "Op {day} wordt de cliënt {age} jaar. Dan verandert wie het dossier ziet.", "On {day} the client turns {age}. Then it changes who sees the record.";
    access_history_none => "Er is nog niets veranderd.", "Nothing has changed yet.";
    access_by_system => "de organisatie", "the organisation";
    column_when => "Wanneer", "When";
    column_who => "Wie", "Who";
    column_what => "Wat", "What";
    column_why => "Reden", "Reason";

    person_kinds_title => "Wat mag deze persoon zien?", "What may this person see?";
    person_kinds_save => "Keuze bewaren", "Save the choice";
    person_agree_title => "Wat mag deze persoon van u zien?", "What may this person see of you?";
    person_agree_text => "U bent 12 jaar of ouder. Daarom kiest u zelf. U kunt dit altijd veranderen. Het geldt direct.", "You are 12 or older. That is why you choose. You can always change this. It holds at once.";
    person_withdraw_title => "Stoppen met meekijken", "Stop looking along";
    person_withdraw_text(name: &str) => "{name} ziet het dossier dan direct niet meer. Er wordt niets weggegooid.", "{name} then no longer sees the record, at once. Nothing is thrown away.";
    person_withdraw => "Toegang stoppen", "Stop access";
    person_reason => "Reden", "Reason";
    person_reason_hint => "Deze reden staat in het overzicht van wat er is veranderd.", "This reason is shown in the list of what has changed.";
    person_reason_missing => "Schrijf op waarom.", "Write down why.";
    person_reason_long => "De reden is te lang. Gebruik ten hoogste 500 tekens.", "The reason is too long. Use at most 500 characters.";
    person_renew_title => "Tot wanneer?", "Until when?";
    person_renew_day => "Laatste dag", "Last day";
    person_renew_hint(day: &str) => "Ten laatste {day}. Daarna kunt u het weer verlengen.", "{day} at the latest. After that you can renew it again.";
    person_renew => "Einddatum bewaren", "Save the end date";
    person_renew_past => "Deze dag is voorbij. Kies vandaag of later.", "This day is over. Choose today or later.";
    person_renew_late(day: &str) => "Deze dag is te laat. Kies ten laatste {day}.", "This day is too late. Choose {day} at the latest.";
    person_renew_wrong => "Deze datum bestaat niet. Vul een dag, maand en jaar in.", "This date does not exist. Enter a day, month and year.";
    person_manager_title => "Beheerder van het netwerk", "Manager of the network";
    person_manager_text => "Een beheerder kiest wat andere leden van het netwerk zien.", "A manager chooses what other members of the network see.";
    person_manager_make => "Beheerder maken", "Make manager";
    person_manager_stop => "Geen beheerder meer", "No longer manager";
    person_nothing => "U kunt hier niets veranderen. Vragen? Bel ons.", "You cannot change anything here. Questions? Call us.";

    done_kinds => "Uw keuze is bewaard. Die geldt vanaf nu.", "Your choice is saved. It holds from now on.";
    done_withdrawn => "De toegang is gestopt. Dat geldt vanaf nu.", "The access has stopped. That holds from now on.";
    done_renewed => "De einddatum is bewaard.", "The end date is saved.";
    done_numbered => "Het nummer is vastgelegd. Deze persoon kan nu met de eigen DigiD inloggen.", "The number is registered. This person can now log in with the own DigiD.";
    done_manager => "De beheerder is veranderd.", "The manager has changed.";

    closed_records => "Deze dossiers kunt u niet openen", "You cannot open these records";

    together_nav => "Samen kijken", "Look together";
    together_title => "Samen kijken", "Look together";
    together_intro => "U laat een ouder nu even meekijken. U kiest wat uw ouder ziet. U kunt altijd stoppen.", "You let a parent look along for a while. You choose what your parent sees. You can always stop.";
    together_parent_intro(name: &str) => "{name} kan u nu even laten meekijken.", "{name} can let you look along for a while.";
    together_with => "Wie mag meekijken?", "Who may look along?";
    together_what => "Wat laat u zien?", "What do you show?";
    together_how_long => "Hoe lang?", "How long?";
    together_minutes(minutes: u16) => "{minutes} minuten", "{minutes} minutes";
    together_start => "Laten meekijken", "Let look along";
    together_stop => "Stoppen met samen kijken", "Stop looking together";
    together_waiting(name: &str, until: &str) => "{name} kan nu meekijken, tot {until}. {name} kijkt nog niet.", "{name} can look along now, until {until}. {name} is not looking yet.";
    together_shown(name: &str, until: &str) => "{name} kijkt nu mee, tot {until}.", "{name} is looking along now, until {until}.";
    together_invited(name: &str, until: &str) => "{name} laat u meekijken, tot {until}.", "{name} lets you look along, until {until}.";
    together_looking(name: &str, until: &str) => "U kijkt mee met {name}, tot {until}.", "You are looking along with {name}, until {until}.";
    together_join => "Meekijken", "Look along";
    together_open => "Dossier openen", "Open the record";
    together_none => "Er is nu niets om samen te bekijken", "There is nothing to look at together now";
    together_none_text => "Vraag of de ander u laat meekijken. Ververs daarna deze pagina.", "Ask the other to let you look along. Then refresh this page.";
    together_no_parent => "Er is geen ouder die kan meekijken", "There is no parent who can look along";
    together_no_parent_text => "Wilt u samen kijken met een ouder? Bel ons. We regelen het met u.", "Do you want to look together with a parent? Call us. We arrange it with you.";
    together_choose_problem => "Kies wie er meekijkt, wat u laat zien en hoe lang.", "Choose who looks along, what you show and for how long.";
    together_gone => "Het samen kijken is gestopt.", "Looking together has stopped.";
    together_at(name: &str, place: &str) => "{name} kijkt nu naar: {place}", "{name} is looking at: {place}";
    together_go => "Ga mee", "Go along";
    together_same => "U kijkt naar hetzelfde.", "You are looking at the same.";
    together_point => "Wijs dit aan", "Point at this";
    together_pointing => "U wijst dit aan", "You point at this";
    together_pointed(name: &str) => "{name} wijst dit aan", "{name} points at this";
    together_more => "Kiezen of stoppen", "Choose or stop";
    together_start_page => "de eerste bladzijde van het dossier", "the first page of the record";
}

impl Texts {
    /// The ground of a relation, as a word for the person.
    pub fn basis_name(self, basis: Basis) -> &'static str {
        let (dutch, english) = match basis {
            Basis::Own => ("cliënt", "client"),
            Basis::FirstContact => ("eerste contactpersoon", "first contact"),
            Basis::SecondContact => ("tweede contactpersoon", "second contact"),
            Basis::NetworkMember => ("lid van het netwerk", "member of the network"),
            Basis::Parent => ("ouder met gezag", "parent with authority"),
            Basis::ParentWithoutAuthority => ("ouder zonder gezag", "parent without authority"),
            Basis::Guardian => ("voogd", "guardian"),
            Basis::Curator => ("curator", "curator"),
            Basis::Mentor => ("mentor", "mentor"),
            Basis::Proxy => ("schriftelijk gemachtigde", "authorised in writing"),
            Basis::Partner => ("partner", "partner"),
            Basis::Family => ("familie", "family"),
            Basis::Administrator => ("bewindvoerder", "administrator of goods"),
        };
        self.0.pick(dutch, english)
    }

    /// Who the client is to the reader, for the banner: in the family as the kinship says, where it is known.
    pub fn whose_by(self, basis: Basis, kinship: Option<Kinship>) -> &'static str {
        let (dutch, english) = match basis {
            Basis::Own => ("uzelf", "yourself"),
            Basis::FirstContact => {
                ("iemand van wie u de eerste contactpersoon bent", "somebody whose first contact you are")
            }
            Basis::SecondContact => {
                ("iemand van wie u de tweede contactpersoon bent", "somebody whose second contact you are")
            }
            Basis::NetworkMember => ("iemand in wiens netwerk u bent", "somebody in whose network you are"),
            Basis::Parent | Basis::ParentWithoutAuthority => ("uw kind", "your child"),
            Basis::Guardian => ("iemand van wie u voogd bent", "somebody whose guardian you are"),
            Basis::Curator => ("iemand van wie u curator bent", "somebody whose curator you are"),
            Basis::Mentor => ("iemand van wie u mentor bent", "somebody whose mentor you are"),
            Basis::Proxy => ("iemand die u heeft gemachtigd", "somebody who authorised you"),
            Basis::Partner => ("uw partner", "your partner"),
            // The kinship says who the reader is to the client; here is said who the client is to the reader.
            Basis::Family => match kinship {
                Some(Kinship::Parent) => ("uw kind", "your child"),
                Some(Kinship::Child) => ("uw ouder", "your parent"),
                Some(Kinship::Sibling) => ("uw broer of zus", "your brother or sister"),
                Some(Kinship::Grandparent) => ("uw kleinkind", "your grandchild"),
                Some(Kinship::Grandchild) => ("uw grootouder", "your grandparent"),
                None => ("een familielid van u", "a relative of yours"),
            },
            Basis::Administrator => {
                ("iemand van wie u bewindvoerder bent", "somebody whose goods you administer")
            }
        };
        self.0.pick(dutch, english)
    }

    /// A kind of data that can be shared.
    pub fn kind_name(self, kind: DataKind) -> &'static str {
        let (dutch, english) = match kind {
            DataKind::Agenda => ("Afspraken", "Appointments"),
            DataKind::Messages => ("Berichten", "Messages"),
            DataKind::Reports => {
                ("Rapportages, klachten en medicijnen", "Reports, complaints and medication")
            }
            DataKind::Plan => (
                "Behandelplan, behandelaren en persoonlijke gegevens",
                "Treatment plan, care team and personal details",
            ),
            DataKind::Measurements => ("Metingen en uitslagen", "Measurements and results"),
            DataKind::Documents => ("Documenten", "Documents"),
        };
        self.0.pick(dutch, english)
    }

    /// What was changed about a relation.
    pub fn relation_change(self, change: RelationChange) -> &'static str {
        let (dutch, english) = match change {
            RelationChange::Made => ("Kan meekijken", "Can look along"),
            RelationChange::Withdrawn => ("Toegang gestopt", "Access stopped"),
            RelationChange::Kinds => ("Ziet andere gegevens", "Sees other data"),
            RelationChange::Renewed => ("Andere einddatum", "Other end date"),
            RelationChange::Manager => ("Beheert het netwerk", "Manages the network"),
            RelationChange::NoManager => ("Beheert het netwerk niet meer", "No longer manages the network"),
            RelationChange::Agreed => {
                ("Keuze van de cliënt voor een ouder", "The client's choice for a parent")
            }
            RelationChange::Flagged => (
                "In het zorgplan staat een andere eerste contactpersoon",
                "The care plan names another first contact",
            ),
            RelationChange::Numbered => ("Kan inloggen met de eigen DigiD", "Can log in with the own DigiD"),
            RelationChange::Confirmed => {
                ("Opnieuw bekeken: de toegang blijft", "Looked at again: access stays")
            }
        };
        self.0.pick(dutch, english)
    }

    /// Why somebody with a relation sees nothing now, told to that person or about them.
    pub fn sees_nothing(self, refusal: Refusal) -> &'static str {
        let (dutch, english) = match refusal {
            Refusal::CareEnded => (
                "De zorg is gestopt. Daarom kan niemand naast de zorgverleners het dossier nog zien. Het dossier wordt wel bewaard.",
                "Care has stopped. That is why nobody but the care professionals can still see the record. The record is kept.",
            ),
            Refusal::NotIdentified => (
                "We hebben nog niet vastgesteld wie u bent. Neem bij uw eerste afspraak een paspoort, identiteitskaart of rijbewijs mee. Daarna ziet u het dossier.",
                "We have not yet established who you are. Bring a passport, identity card or driving licence to your first appointment. After that you see the record.",
            ),
            Refusal::OtherLocation => (
                "Deze cliënt krijgt zorg op een andere locatie dan waar u werkt. Vraag de beheerder als dat niet klopt.",
                "This client receives care at another location than where you work. Ask the administrator if that is not right.",
            ),
            Refusal::NotNeeded => (
                "U werkt op de locatie van deze cliënt. U kunt het dossier gewoon openen.",
                "You work where this client is. You can open the record as usual.",
            ),
            Refusal::TooYoung => (
                "De cliënt is jonger dan 12 jaar. Tot die tijd kijken de ouders.",
                "The client is younger than 12. Until then the parents look.",
            ),
            Refusal::ClientDecides => (
                "De cliënt is 16 jaar of ouder en beslist nu zelf. Anderen zien het dossier alleen nog als de cliënt dat opnieuw goedvindt.",
                "The client is 16 or older and now decides alone. Others only see the record if the client agrees anew.",
            ),
            Refusal::NotAgreed => (
                "De cliënt is 12 tot en met 15 jaar en kiest zelf wat u ziet. Er is nu niets gekozen. Een ouder kan wel samen kijken.",
                "The client is 12 to 15 years old and chooses what you see. Nothing is chosen now. A parent can look together.",
            ),
            Refusal::NoMedicalData => (
                "Bij deze relatie hoort geen inzage in het dossier.",
                "This relation does not give a view of the record.",
            ),
            Refusal::Represented => (
                "De vertegenwoordiger beslist hierover. Vragen? Bel de organisatie.",
                "The representative decides about this. Questions? Call the organisation.",
            ),
            Refusal::NothingShared => ("Er wordt nu niets gedeeld.", "Nothing is shared now."),
            Refusal::OnlyWithDigid => (
                "U logt hier in met DigiD. Een wachtwoord, app of passkey hebt u hier niet nodig.",
                "Here you log in with DigiD. You need no password, app or passkey here.",
            ),
            _ => ("Deze toegang geldt nu niet.", "This access does not hold now."),
        };
        self.0.pick(dutch, english)
    }

    /// Minutes as a choice.
    pub fn minutes_choice(self, minutes: u16) -> String {
        match (self.0, minutes) {
            (Language::Dutch, 60) => "1 uur".to_owned(),
            (Language::English, 60) => "1 hour".to_owned(),
            (_, minutes) => self.together_minutes(minutes),
        }
    }
}
