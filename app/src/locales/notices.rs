//! Texts about changing between people, the notices on a record's start page, cookies, and news of
//! the organisation.

use super::{Texts, catalogue};

catalogue! {
    switch_nav => "Wissel van persoon", "Change person";
    switch_title => "Wissel van persoon", "Change person";
    switch_intro => "Dit zijn de dossiers die u kunt bekijken. Elk dossier heeft een eigen kleur. Die kleur ziet u boven aan elke pagina van dat dossier.", "These are the records that you can look at. Each record has a colour of its own. You see that colour at the top of each page of that record.";
    switch_here => "Dit dossier hebt u nu open", "You have this record open now";
    switch_own => "Uw eigen dossier", "Your own record";
    switch_work => "Werkt u hier ook? Voor uw werk logt u in met uw werkaccount. Zo blijven werk en privé uit elkaar.", "Do you also work here? For your work you log in with your work account. That keeps work and private apart.";
    switch_empty => "Er is geen dossier om naar te wisselen", "There is no record to change to";
    switch_empty_text => "U ziet hier de dossiers waarvoor u toegang hebt.", "You see here the records that you have access to.";
    whose_employee => "U bekijkt dit als medewerker. We leggen vast dat u kijkt.", "You see this as an employee. We record that you look.";

    note_ends_own(until: &str, days: &str) => "Uw zorg is gestopt. U kunt uw dossier nog bekijken tot en met {until}: {days}. Wilt u iets bewaren? Druk het voor die dag af. Er wordt niets verwijderd.", "Your care has stopped. You can look at your record until {until}: {days}. Do you want to keep something? Print it before that day. Nothing is deleted.";
    note_ends_other(until: &str, days: &str) => "De zorg is gestopt. U kunt dit dossier nog bekijken tot en met {until}: {days}. Wilt u iets bewaren? Druk het voor die dag af. Er wordt niets verwijderd.", "The care has stopped. You can look at this record until {until}: {days}. Do you want to keep something? Print it before that day. Nothing is deleted.";
    note_ends_died(until: &str, days: &str) => "De cliënt is overleden. Wij wensen u sterkte. U kunt dit dossier nog bekijken tot en met {until}: {days}. Wilt u iets bewaren? Druk het voor die dag af. Er wordt niets verwijderd.", "The client has died. We wish you strength. You can look at this record until {until}: {days}. Do you want to keep something? Print it before that day. Nothing is deleted.";
    note_own_12(on: &str) => "Je bent sinds {on} 12 jaar. Jij bepaalt nu wat je ouders van je dossier zien. Dat kies je bij Toegang, en je kunt het altijd veranderen.", "You are 12 since {on}. You now decide what your parents see of your record. You choose that under Access, and you can always change it.";
    note_own_16_ahead(on: &str) => "Je wordt op {on} 16 jaar. Vanaf die dag beslis jij alleen. Je ouders en anderen die nu meekijken, zien dan niets meer, tenzij je ze opnieuw toegang geeft.", "You turn 16 on {on}. From that day on you alone decide. Your parents and others who look along now see nothing any more, unless you give them access anew.";
    note_own_16(on: &str) => "Je bent sinds {on} 16 jaar. Jij beslist nu alleen. Wie meekeek toen je jonger was, ziet niets meer, tenzij je die persoon opnieuw toegang geeft.", "You are 16 since {on}. You alone decide now. Who looked along when you were younger sees nothing any more, unless you give that person access anew.";
    note_own_18_ahead(on: &str) => "Je wordt op {on} 18 jaar. Vanaf die dag heeft niemand meer het gezag over je. Aan wie er meekijkt, verandert niets.", "You turn 18 on {on}. From that day on nobody has authority over you any more. Who looks along stays the same.";
    note_own_18(on: &str) => "U bent sinds {on} 18 jaar. Niemand heeft nu nog het gezag over u. Aan wie er meekijkt, is niets veranderd.", "You are 18 since {on}. Nobody has authority over you any more. Who looks along has stayed the same.";
    note_other_12_ahead(on: &str) => "Op {on} wordt deze cliënt 12 jaar. Vanaf die dag ziet u alleen wat de cliënt goed vindt.", "On {on} this client turns 12. From that day on you only see what the client agrees to.";
    note_other_12(on: &str) => "Deze cliënt is sinds {on} 12 jaar. U ziet nu alleen wat de cliënt goed vindt.", "This client is 12 since {on}. You now only see what the client agrees to.";
    note_other_16_ahead(on: &str) => "Op {on} wordt deze cliënt 16 jaar. Vanaf die dag kunt u dit dossier niet meer bekijken, tenzij de cliënt u opnieuw toegang geeft.", "On {on} this client turns 16. From that day on you cannot look at this record any more, unless the client gives you access anew.";

    news_title => "Nieuws", "News";
    news_intro => "Wat er verandert aan het portaal, of wat stopt.", "What changes in the portal, or what stops.";
    news_day(day: &str) => "Geplaatst op {day}", "Published on {day}";
    news_none => "Er is geen nieuws", "There is no news";
    news_none_text => "Verandert er iets aan het portaal? Dan leest u het hier.", "Does something change in the portal? Then you read it here.";
    news_none_written => "Schrijf een bericht als er iets verandert of stopt.", "Write an item when something changes or stops.";
    news_list_intro => "Iedereen kan dit lezen, ook wie niet is ingelogd. Niemand krijgt er een mail over.", "Everybody can read this, also who is not logged in. Nobody gets a mail about it.";
    news_column_title => "Bericht", "Item";
    news_column_state => "Stand", "State";
    news_draft => "Concept: alleen beheerders zien het", "Draft: only administrators see it";
    news_since(day: &str) => "Te lezen sinds {day}", "Readable since {day}";
    news_over(day: &str) => "Voorbij sinds {day}", "Over since {day}";
    news_write => "Nieuwsbericht schrijven", "Write a news item";
    news_form_intro => "U ziet eerst hoe het wordt. Daarna kunt u het publiceren.", "You first see what it becomes. Then you can publish it.";
    news_publish_button => "Bericht publiceren", "Publish this item";
    news_change => "Concept wijzigen", "Change the draft";
    news_end_text => "Is dit nieuws voorbij? Dan haalt u het van de pagina. De tekst blijft bewaard.", "Is this news over? Then you take it off the page. The text is kept.";
    news_end_button => "Bericht van de pagina halen", "Take this item off the page";
    news_published_done => "Het bericht is gepubliceerd. Iedereen kan het nu lezen.", "The item is published. Everybody can read it now.";
    news_ended_done => "Het bericht staat niet meer op de pagina. De tekst is bewaard.", "The item is no longer on the page. The text is kept.";
    news_newest(title: &str) => "Nieuws: {title}", "News: {title}";

    care_title => "Einde van de zorg", "End of care";
    care_intro(name: &str) => "Hier legt u vast of {name} nog zorg krijgt.", "Here you record whether {name} still receives care.";
    care_now_in_care => "De cliënt is in zorg.", "The client is in care.";
    care_now_ended(day: &str, last: &str) => "De zorg is gestopt op {day}. De cliënt en wie meekijkt, kunnen kijken tot en met {last}.", "Care stopped on {day}. The client and who looks along can look until {last}.";
    care_now_died(day: &str, last: &str) => "De cliënt is overleden op {day}. Wie meekijkt, kan kijken tot en met {last}.", "The client died on {day}. Who looks along can look until {last}.";
    care_state => "Krijgt de cliënt nog zorg?", "Does the client still receive care?";
    care_in_care => "Ja, de cliënt is in zorg", "Yes, the client is in care";
    care_ended => "Nee, de zorg is gestopt", "No, care has stopped";
    care_died => "Nee, de cliënt is overleden", "No, the client has died";
    care_day => "Op welke dag?", "On which day?";
    care_day_hint => "Alleen als de zorg is gestopt of de cliënt is overleden.", "Only when care has stopped or the client has died.";
    care_no_state => "Kies of de cliënt nog zorg krijgt.", "Choose whether the client still receives care.";
    care_no_date => "Vul een dag, maand en jaar in.", "Enter a day, month and year.";
    care_future => "Deze dag is nog niet geweest. Leg het einde van de zorg vast op de dag zelf, of later.", "This day has not come yet. Record the end of care on the day itself, or later.";
    care_consequence => "Is de zorg gestopt? Dan krijgen de cliënt en wie meekijkt een mail met de laatste dag waarop ze kunnen kijken. Daarna sluiten hun accounts. Is de cliënt overleden? Dan krijgt alleen wie meekijkt een mail. Er wordt niets verwijderd. Was dit een vergissing? Dan verbetert u het hier, en gaan de accounts weer open.", "Has care stopped? Then the client and who looks along get a mail with the last day on which they can look. After that their accounts close. Has the client died? Then only who looks along gets a mail. Nothing is deleted. Was this a mistake? Then you correct it here, and the accounts open again.";
    care_button => "Stand van de zorg vastleggen", "Record the state of care";
    care_kept => "Het is vastgelegd.", "It has been recorded.";

    cookies_intro => "Een cookie is een klein stukje tekst dat uw browser voor een website bewaart. Wij gebruiken cookies die nodig zijn. Eén cookie is er alleen als u dat kiest. We volgen u niet en we delen niets met anderen.", "A cookie is a small piece of text that your browser keeps for a website. We use cookies that are needed. One cookie is there only when you choose so. We do not track you and we share nothing with others.";
    cookies_caption => "Alle cookies van dit portaal", "All cookies of this portal";
    cookies_name => "Naam", "Name";
    cookies_for => "Waarvoor", "What for";
    cookies_long => "Hoe lang", "How long";
    cookie_session => "Om u ingelogd te houden.", "To keep you logged in.";
    cookie_session_long => "Tot u uitlogt of uw browser sluit.", "Until you log out or close your browser.";
    cookie_step => "Om te onthouden hoe ver u bent met inloggen of met uw uitnodiging.", "To remember how far you are with logging in or with your invitation.";
    cookie_step_long => "Ten hoogste 1 uur.", "At most 1 hour.";
    cookie_digid => "Om het inloggen met DigiD af te maken.", "To complete logging in with DigiD.";
    cookie_digid_long => "Ten hoogste 10 minuten.", "At most 10 minutes.";
    cookie_language => "Om uw taal te onthouden.", "To remember your language.";
    cookie_language_long => "1 jaar.", "1 year.";
    cookies_refuse => "Cookies verwijderen", "Removing cookies";
    cookies_refuse_text => "U kunt cookies altijd verwijderen in de instellingen van uw browser. U bent dan uitgelogd. Zonder cookies kunt u alles lezen waarvoor u niet hoeft in te loggen. Inloggen kan niet zonder.", "You can always remove cookies in the settings of your browser. You are then logged out. Without cookies you can read everything that needs no log-in. Logging in is not possible without.";
}

impl Texts {
    /// `nog 3 dagen`, `vandaag is de laatste dag`.
    pub fn days_left(self, days: i32) -> String {
        match days {
            ..=0 => self.0.pick("vandaag is de laatste dag", "today is the last day").to_owned(),
            1 => self.0.pick("nog 1 dag", "1 day left").to_owned(),
            days => match self.0 {
                inzage_domain::Language::Dutch => format!("nog {days} dagen"),
                inzage_domain::Language::English => format!("{days} days left"),
            },
        }
    }
}
