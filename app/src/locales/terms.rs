//! Texts of the terms gate (R4, R96).

use super::catalogue;

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
    terms_text_label => "Tekst van de gebruiksvoorwaarden", "Text of the terms of use";
}
