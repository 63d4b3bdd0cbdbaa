//! Texts of the access log as the client reads it.

use inzage_domain::log::EventCode;

use super::{Texts, catalogue};

catalogue! {
    looked_title => "Wie heeft gekeken?", "Who has looked?";
    looked_intro_own => "Hier ziet u wie in uw dossier heeft gekeken, en wat er met uw gegevens is gedaan.", "Here you see who has looked at your record, and what was done with your data.";
    looked_intro(name: &str) => "Hier ziet u wie in het dossier van {name} heeft gekeken, en wat er met de gegevens is gedaan.", "Here you see who has looked at the record of {name}, and what was done with the data.";
    looked_periods => "Over welke tijd", "Over which time";
    looked_week => "7 dagen", "7 days";
    looked_month => "30 dagen", "30 days";
    looked_year => "1 jaar", "1 year";
    looked_all => "Alles", "All";
    looked_none => "Niemand heeft gekeken", "Nobody has looked";
    looked_none_text => "In deze tijd heeft niemand in het dossier gekeken. Kies hierboven een langere tijd.", "In this time nobody has looked at the record. Choose a longer time above.";
    looked_you(name: &str) => "{name} (u)", "{name} (you)";
    looked_organisation => "De organisatie", "The organisation";
    looked_role_client => "cliënt", "client";
    looked_role_representative => "naaste of vertegenwoordiger", "relative or representative";
    looked_role_professional => "zorgverlener", "care professional";
    looked_role_staff => "medewerker", "member of staff";
    looked_when => "Hoe laat", "At what time";
    looked_what => "Wat", "What";
    looked_as => "Als", "As";
    looked_sections => "Onderdelen", "Parts";
    looked_once(time: &str) => "{time} uur", "{time}";
    looked_often(time: &str, times: u32) => "{times} keer, voor het eerst om {time} uur", "{times} times, first at {time}";
    looked_searched => "In het dossier gezocht", "Searched the record";
    looked_refused => "Geweigerd. Er is niets getoond.", "Refused. Nothing was shown.";
    looked_emergency => "Met de noodknop", "With the emergency button";
    looked_unknown => "Ik herken dit niet", "I do not recognise this";
    looked_unknown_text => "Wij zoeken dan uit wat er is gebeurd, en laten het u weten.", "We then find out what happened, and let you know.";
    looked_unknown_button => "Laat dit uitzoeken", "Have this looked into";
    looked_kept(day: &str) => "Wij zoeken dit uit. U krijgt uiterlijk {day} antwoord.", "We look into this. You get an answer by {day} at the latest.";
    looked_older => "Eerder", "Earlier";
    looked_newest => "Naar het nieuwste", "To the newest";
    looked_link => "Wie heeft in het dossier gekeken?", "Who has looked at the record?";
}

impl Texts {
    /// What somebody did, for the client.
    pub fn looked_event(self, event: EventCode) -> &'static str {
        event.said(self.0)
    }
}
