//! Texts of registering the number of somebody who logs in with DigiD for a client (R120).

use super::catalogue;

catalogue! {
    number_title => "Inloggen met de eigen DigiD", "Log in with the own DigiD";
    number_link => "Inloggen met de eigen DigiD regelen", "Arrange logging in with the own DigiD";
    number_intro(name: &str, client: &str) => "{name} kan met de eigen DigiD inloggen voor {client}, als u het burgerservicenummer vastlegt.", "{name} can log in with the own DigiD for {client}, if you register the citizen service number.";
    number_why => "Leg alleen het nummer vast van iemand die u hebt gezien, met een identiteitsbewijs. We laten het nummer daarna niet meer zien.", "Only register the number of somebody whom you have seen, with an identity document. We do not show the number again after that.";
    number_now => "Wat is vastgelegd", "What is registered";
    number_none => "Er is nog geen nummer vastgelegd. Deze persoon kan nog niet met DigiD inloggen.", "No number is registered yet. This person cannot log in with DigiD yet.";
    number_by_command => "Er is een nummer vastgelegd. Deze persoon kan met DigiD inloggen.", "A number is registered. This person can log in with DigiD.";
    number_number => "Nummer", "Number";
    number_document => "Identiteitsbewijs", "Identity document";
    number_since => "Vastgelegd", "Registered";
    number_since_by(when: &str, by: &str) => "{when}, door {by}", "{when}, by {by}";
    number_form => "Nummer vastleggen", "Register the number";
    number_correct => "Nummer verbeteren", "Correct the number";
    number_correct_text => "Klopt het vastgelegde nummer niet? Vul dan het goede nummer in. Wie nu met DigiD is ingelogd op dit account, wordt uitgelogd.", "Is the registered number not right? Then enter the right number. Whoever is logged in to this account with DigiD now is logged out.";
    number_bsn => "Burgerservicenummer van deze persoon", "Citizen service number of this person";
    number_bsn_hint => "Neem het over van het identiteitsbewijs. Het zijn 9 cijfers.", "Copy it from the identity document. It has 9 digits.";
    number_taken(phone: &str) => "Dit nummer staat hier al bij iemand anders. Kijk of u het goed hebt overgenomen. Klopt het toch? Bel dan {phone}.", "This number is registered for somebody else here. Check that you copied it well. Is it right all the same? Then call {phone}.";
    number_clients => "Dit is het nummer van de cliënt. Vul het nummer in van de persoon die voor de cliënt inlogt.", "This is the number of the client. Enter the number of the person who logs in for the client.";
    number_reason => "Waarom verandert het nummer?", "Why does the number change?";
    number_reason_hint => "De cliënt kan deze reden lezen. Schrijf het nummer er niet in.", "The client can read this reason. Do not write the number in it.";
    number_reason_missing => "Schrijf op waarom het nummer verandert, in ten hoogste 500 tekens.", "Write down why the number changes, in at most 500 characters.";
    number_button => "Nummer vastleggen", "Register the number";
    number_same => "Dit nummer was al zo vastgelegd. Er is niets veranderd.", "This number was registered like this already. Nothing was changed.";
}
