//! Texts about being counted by choice, the figures that come of it, and which account one uses.

use inzage_domain::figures::PageKind;

use super::{Texts, catalogue};

catalogue! {
    counting_question => "Mogen wij meetellen hoe u het portaal gebruikt?", "May we count how you use the portal?";
    counting_what => "Wij tellen dan op welke dag een soort pagina wordt geopend, zoals het dossier of de hulp. Met de aantallen maken wij het portaal beter.", "We then count on which day a kind of page is opened, such as the record or help. With the numbers we make the portal better.";
    counting_not => "Wij tellen niet wie u bent, welk dossier u opent of wat daarin staat. Aan de aantallen kan niemand zien dat u er was.", "We do not count who you are, which record you open or what it says. Nobody can see in the numbers that you were here.";
    counting_free => "U hoeft niets te kiezen. Zonder keuze, of met nee, werkt alles hetzelfde.", "You do not have to choose. Without a choice, or with no, everything works the same.";
    counting_now_none => "U hebt nog niet gekozen. Wij tellen u niet mee.", "You have not chosen yet. We do not count you.";
    counting_now_yes => "U hebt gekozen: ja. Wij tellen u mee in deze browser.", "You have chosen: yes. We count you in this browser.";
    counting_now_no => "U hebt gekozen: nee. Wij tellen u niet mee.", "You have chosen: no. We do not count you.";
    counting_yes => "Ja, tel mij mee", "Yes, count me";
    counting_no => "Nee, tel mij niet mee", "No, do not count me";
    counting_forget => "Mijn keuze wissen", "Remove my choice";
    counting_done_yes => "Uw keuze is bewaard. Wij tellen u vanaf nu mee. U kunt dit hier altijd veranderen.", "Your choice has been kept. We count you from now on. You can always change this here.";
    counting_done_no => "Uw keuze is bewaard. Wij tellen u niet mee.", "Your choice has been kept. We do not count you.";
    counting_done_gone => "Uw keuze is gewist. Wij tellen u niet meer mee.", "Your choice has been removed. We do not count you any more.";
    cookie_counting => "Om te onthouden of wij u mogen meetellen. Er staat alleen ja of nee in. U krijgt deze cookie pas als u kiest.", "To remember whether we may count you. It says only yes or no. You get this cookie only when you choose.";
    cookie_counting_long => "1 jaar, of tot u uw keuze wist.", "1 year, or until you remove your choice.";

    pages_use => "Welke pagina's mensen openen", "Which pages people open";
    pages_use_text => "In de laatste 2 weken, van mensen die mogen worden meegeteld. We tellen alleen hoe vaak een soort pagina is geopend, niet wie dat deed. Aantallen onder de 5 laten we niet zien.", "In the last 2 weeks, of people who may be counted. We only count how often a kind of page was opened, not who did. We do not show numbers under 5.";
    pages_use_kind => "Soort pagina", "Kind of page";
    pages_use_number => "Aantal keer geopend", "Times opened";
    pages_use_few => "minder dan 5", "fewer than 5";
    pages_use_none => "Er is nog niet genoeg om te laten zien", "There is not enough to show yet";
    pages_use_none_text => "Hier komen aantallen zodra mensen op de pagina Cookies kiezen dat ze mogen worden meegeteld.", "Numbers come here as soon as people choose on the page Cookies that they may be counted.";
    pages_use_halves(whole: &str, script: &str) => "Van de aantallen hierboven kwamen er {whole} als hele pagina, en {script} met script binnen een pagina die al openstond.", "Of the numbers above {whole} came as a whole page, and {script} by script within a page that was already open.";

    own_at_work => "Dit is uw account voor uw werk. Bent u zelf cliënt of naaste? Log dan in met uw eigen account.", "This is your account for your work. Are you a client or a relative yourself? Then log in with your own account.";
    own_in_private => "Dit is uw eigen account. Werkt u hier ook? Log voor uw werk in met uw werkaccount.", "This is your own account. Do you also work here? Log in with your work account for your work.";
    signed_in_at_work(name: &str) => "{name} (werkaccount)", "{name} (work account)";
}

impl Texts {
    /// A kind of page, as the administrator reads it: short, because a number stands beside it in a drawing.
    pub fn page_kind(self, page: PageKind) -> &'static str {
        let (dutch, english) = match page {
            PageKind::Start => ("Start", "Start"),
            PageKind::SignIn => ("Inloggen", "Logging in"),
            PageKind::Joining => ("Uitnodiging", "Invitation"),
            PageKind::Record => ("Dossier: overzicht", "Record: overview"),
            PageKind::Category => ("Dossier: rubriek", "Record: category"),
            PageKind::Item => ("Dossier: onderdeel", "Record: item"),
            PageKind::Access => ("Toegang", "Access"),
            PageKind::Log => ("Wie heeft gekeken", "Who looked"),
            PageKind::Together => ("Samen kijken", "Looking together"),
            PageKind::Switch => ("Wissel van persoon", "Change person"),
            PageKind::Account => ("Uw account", "Your account"),
            PageKind::Terms => ("Gebruiksvoorwaarden", "Terms of use"),
            PageKind::Help => ("Hulp en privacy", "Help and privacy"),
            PageKind::News => ("Nieuws", "News"),
            PageKind::Team => ("Zorgteam", "Care team"),
            PageKind::Organisation => ("Beheer", "Administration"),
        };
        self.0.pick(dutch, english)
    }
}
