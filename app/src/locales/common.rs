//! Texts that are on every page: frame, footer, general words.

use super::{Texts, catalogue};

catalogue! {
    product_name => "Inzage", "Inzage";
    skip_to_content => "Ga naar de inhoud", "Skip to content";
    main_menu => "Menu", "Menu";
    to_start => "naar de startpagina", "to the start page";
    choose_language => "Taal kiezen", "Choose a language";
    sign_out => "Uitloggen", "Log out";
    signed_in_label => "Ingelogd als", "Logged in as";
    you_are_here => "U bent hier", "You are here";
    start_page => "Start", "Start";
    loading => "Bezig met laden...", "Loading...";
    back => "Terug", "Back";
    cancel => "Annuleren", "Cancel";
    close => "Sluiten", "Close";
    continue_on => "Verder", "Continue";
    yes => "Ja", "Yes";
    no => "Nee", "No";
    unknown => "Niet bekend", "Not known";
    not_required => "niet verplicht", "optional";
    today => "vandaag", "today";
    yesterday => "gisteren", "yesterday";
    tomorrow => "morgen", "tomorrow";
    other_website => "(andere website, niet van ons)", "(another website, not managed by us)";
    print_page => "Pagina afdrukken", "Print this page";
    print_warning => "Liever niet afdrukken: op papier kan iedereen uw gegevens lezen.", "Please avoid printing: on paper anybody can read your data.";

    footer_label => "Hulp en voorwaarden", "Help and terms";
    footer_question => "Hebt u een vraag?", "Do you have a question?";
    footer_call_us(organisation: &str) => "Bel {organisation}. We helpen u graag.", "Call {organisation}. We are happy to help.";
    call(phone: &str) => "Bel {phone}", "Call {phone}";
    urgent => "Is het dringend? Bel uw huisarts. Bij levensgevaar: bel 112.", "Is it urgent? Call your doctor. When a life is in danger: call 112.";
    terms_of_use => "Gebruiksvoorwaarden", "Terms of use";
    privacy => "Privacy", "Privacy";
    cookies => "Cookies", "Cookies";
    help => "Hulp", "Help";
    accessibility => "Toegankelijkheid", "Accessibility";

    help_title => "Hulp bij het portaal", "Help with the portal";
    help_intro => "Lukt iets niet, of begrijpt u iets niet? Dan kunt u ons bellen.", "Does something not work, or is something not clear? Then you can call us.";
    help_before_calling => "Houd dit bij de hand: uw gebruikersnaam en wat u op het scherm ziet. Geef nooit uw wachtwoord of code.", "Keep this at hand: your user name and what you see on the screen. Never give your password or code.";
    help_sign_in => "Inloggen lukt niet", "I cannot log in";
    help_sign_in_text => "Kijk of u uw gebruikersnaam en wachtwoord goed hebt getypt. Let op hoofdletters. Hebt u een nieuw telefoonnummer? Dan moeten wij dat eerst aanpassen: bel ons.", "Check that you typed your user name and password correctly. Capitals matter. Do you have a new phone number? Then we have to change it first: call us.";
    help_record => "Er klopt iets niet in het dossier", "Something in the record is not right";
    help_record_text => "Op elke pagina van het dossier staat wie iets heeft geschreven en hoe u ons kunt bellen. Wij zoeken uit wat er moet veranderen.", "Each page of the record says who wrote something and how to call us. We find out what has to change.";

    privacy_title => "Uw privacy", "Your privacy";
    privacy_intro(organisation: &str) => "{organisation} is verantwoordelijk voor uw gegevens in dit portaal.", "{organisation} is responsible for your data in this portal.";
    privacy_what => "Wat we bewaren", "What we keep";
    privacy_what_text => "Uw naam, hoe we u kunnen bereiken, en het deel van uw dossier dat met u is gedeeld. De gegevens zijn versleuteld.", "Your name, how we can reach you, and the part of your record that is shared with you. The data is encrypted.";
    privacy_who => "Wie het kan zien", "Who can see it";
    privacy_who_text => "U, de mensen die uw dossier mogen bekijken, en uw zorgverleners. We schrijven elke keer op wie uw dossier heeft bekeken.", "You, the people who may see your record, and your care team. Each time, we write down who looked at your record.";
    privacy_rights => "Wat u kunt vragen", "What you can ask";
    privacy_rights_text => "U kunt vragen om inzage, om verbetering en om verwijdering. Bel ons, dan leggen we uit hoe het gaat.", "You can ask to see your data, to have it corrected, and to have it deleted. Call us and we explain how.";
    cookies_title => "Cookies", "Cookies";
    accessibility_title => "Toegankelijkheid", "Accessibility";
    accessibility_text => "We willen dat iedereen dit portaal kan gebruiken: met een schermlezer, met alleen een toetsenbord, met grote letters, en zonder JavaScript. Lukt iets niet? Bel ons. Wij helpen u en lossen het op.", "We want everybody to be able to use this portal: with a screen reader, with only a keyboard, with large letters, and without JavaScript. Does something not work? Call us. We help you and fix it.";
}

impl Texts {
    /// The name of a language in that language itself: `Nederlands`, `English`.
    pub fn language_name(language: inzage_domain::Language) -> &'static str {
        language.pick("Nederlands", "English")
    }
}
