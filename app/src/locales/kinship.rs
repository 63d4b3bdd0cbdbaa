//! Texts of the family in the order of the law, of who goes before, and of the first contact out of an
//! imported care plan (R7, WGBO 7:465 lid 3).

use inzage_domain::{Basis, Kinship};

use super::{Texts, catalogue};

catalogue! {
    kinship_parent => "ouder", "parent";
    kinship_child => "dochter of zoon", "daughter or son";
    kinship_sibling => "broer of zus", "brother or sister";
    kinship_grandparent => "grootouder", "grandparent";
    kinship_grandchild => "kleinkind", "grandchild";
    invite_kinship => "Welk familielid is dit?", "Which relative is this?";
    invite_kinship_hint => "Alleen nodig voor familie. Dit is het familielid van de cliënt: kies ‘dochter of zoon’ voor een kind van de cliënt.", "Only needed for family. This is the client's relative: choose ‘daughter or son’ for a child of the client.";
    invite_kinship_missing => "Kies welk familielid dit is. Staat het er niet bij? Dan kan deze persoon bij uw organisatie niet vertegenwoordigen.", "Choose which relative this is. Is it not in the list? Then this person cannot represent at your organisation.";
    invitation_waits(name: &str, ground: &str) => "Deze uitnodiging kan nu niet worden gebruikt: {name} ({ground}) gaat volgens de wet voor. Stopt die vertegenwoordiging, dan werkt de uitnodiging weer.", "This invitation cannot be used now: by law {name} ({ground}) goes before. When that representation stops, the invitation works again.";
    invitation_unnamed => "Deze uitnodiging kan nu niet worden gebruikt: bij uw organisatie kan dit familielid niet (meer) vertegenwoordigen. Verandert dat weer? Dan werkt de uitnodiging weer. Anders kunt u haar intrekken.", "This invitation cannot be used now: at your organisation this relative cannot represent (any more). If that changes back, the invitation works again. Otherwise you can withdraw it.";
    join_before_title => "We kunnen u nu nog geen toegang geven", "We cannot give you access yet";
    join_before(phone: &str) => "Er is iets veranderd sinds we u uitnodigden. Uw uitnodiging blijft geldig, en u hoeft niets opnieuw te vragen. Bel {phone}. Dan leggen we uit wat er nu kan.", "Something has changed since we invited you. Your invitation stays valid, and you need not ask for anything again. Call {phone}. We explain what is possible now.";
    person_renew_before => "Iemand anders gaat volgens de wet voor. Zolang die persoon de cliënt vertegenwoordigt, kan deze toegang niet langer duren. Korter kan wel. Wie er voorgaat, staat op de pagina met iedereen die meekijkt.", "By law somebody else goes before. As long as that person represents the client, this access cannot last longer. Shorter is possible. Who goes before is on the page with everybody who looks along.";

    first_contact_read_in(day: &str) => "uit het zorgplan, ingelezen op {day}", "from the care plan, read in on {day}";
    first_contact_in_plan => "In het zorgplan", "In the care plan";
    first_contact_unknown => "niet bekend", "not known";
    first_contact_incomplete => "In het zorgplan staat van deze persoon geen e-mailadres of geen mobiel nummer. Vraag ernaar en vul het hieronder in. Daarna kunt u deze persoon uitnodigen.", "The care plan has no e-mail address or no mobile number of this person. Ask for it and enter it below. After that you can invite this person.";
    contacts_waiting_plan => "Zorgplan", "Care plan";
    contacts_waiting_typed => "vastgelegd door een medewerker", "recorded by a member of staff";

    policy_family_hint => "Is er geen curator, mentor, gemachtigde of partner? Dan kan een van deze familieleden een volwassene vertegenwoordigen die dat zelf niet kan. De wet noemt in elk geval ouder, kind, broer en zus.", "Is there no curator, mentor, authorised person or partner? Then one of these relatives can represent an adult who cannot do so alone. The law names parent, child, brother and sister in any case.";
    policy_family_none => "Kies ten minste één familielid. Volgens de wet kan familie vertegenwoordigen als er niemand anders is.", "Choose at least one relative. By law the family can represent when there is nobody else.";
}

impl Texts {
    /// Who somebody is to the client, as a word for that person.
    pub fn kinship_name(self, kinship: Kinship) -> &'static str {
        match kinship {
            Kinship::Parent => self.kinship_parent(),
            Kinship::Child => self.kinship_child(),
            Kinship::Sibling => self.kinship_sibling(),
            Kinship::Grandparent => self.kinship_grandparent(),
            Kinship::Grandchild => self.kinship_grandchild(),
        }
    }

    /// The ground of a relation, as a word for the person: of the family, which relative, where that is
    /// known.
    pub fn ground_name(self, basis: Basis, kinship: Option<Kinship>) -> &'static str {
        match kinship {
            Some(kinship) if basis == Basis::Family => self.kinship_name(kinship),
            _ => self.basis_name(basis),
        }
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::Language;

    use super::*;

    /// WGBO 7:465 lid 3: a relation made before it was asked stays what it was.
    #[test]
    fn the_ground_names_the_relative_where_it_is_known() {
        let cases = [
            (Basis::Family, Some(Kinship::Child), "dochter of zoon", "daughter or son"),
            (Basis::Family, Some(Kinship::Grandparent), "grootouder", "grandparent"),
            (Basis::Family, None, "familie", "family"),
            // Said of no other ground.
            (Basis::Partner, Some(Kinship::Child), "partner", "partner"),
        ];
        for (basis, kinship, dutch, english) in cases {
            let found =
                [Language::Dutch, Language::English].map(|one| Texts(one).ground_name(basis, kinship));
            assert_eq!(found, [dutch, english], "{basis:?} {kinship:?}");
        }
    }
}
