//! Texts of passkeys, of proving the second step again, and of the networks of staff (R91).

use super::catalogue;

catalogue! {
    passkeys_title => "Passkeys", "Passkeys";
    passkeys_intro => "Met een passkey logt u in met uw vinger, uw gezicht of de pincode van uw apparaat. U hoeft geen wachtwoord te typen.", "With a passkey you log in with your finger, your face or the PIN of your device. You need not type a password.";
    passkeys_link => "Passkeys", "Passkeys";
    passkeys_about => "Inloggen met uw vinger, gezicht of pincode.", "Log in with your finger, face or PIN.";
    passkeys_none => "U hebt nog geen passkey.", "You have no passkey yet.";
    passkeys_none_text => "Voeg er hieronder een toe op dit apparaat.", "Add one below on this device.";
    passkeys_off => "Uw organisatie gebruikt geen passkeys om in te loggen.", "Your organisation does not use passkeys to log in.";
    passkey_made => "Toegevoegd", "Added";
    passkey_used => "Laatst gebruikt", "Last used";
    passkey_never => "Nog niet gebruikt", "Not used yet";
    passkey_remove_button => "Passkey verwijderen", "Remove the passkey";
    passkey_last_stays => "Deze passkey kunt u niet verwijderen: zonder deze passkey kunt u niet meer inloggen. Voeg eerst een andere toe, of stel een app in.", "You cannot remove this passkey: without it you cannot log in any more. Add another one first, or set up an app.";
    passkey_add_heading => "Passkey toevoegen", "Add a passkey";
    passkey_name => "Naam van de passkey", "Name of the passkey";
    passkey_name_hint => "Bijvoorbeeld: mijn telefoon.", "For example: my phone.";
    passkey_name_missing => "Vul een naam in van hooguit 60 tekens.", "Enter a name of at most 60 signs.";
    passkey_add_button => "Passkey toevoegen", "Add the passkey";
    passkey_not_allowed => "Er kan geen passkey bij. Verwijder eerst een passkey die u niet meer gebruikt.", "No passkey can be added. First remove one that you no longer use.";
    passkey_added => "De passkey is toegevoegd. U kunt er vanaf nu mee inloggen.", "The passkey was added. You can log in with it from now on.";
    passkey_removed => "De passkey is verwijderd. U kunt er niet meer mee inloggen. Verwijder hem ook op uw apparaat.", "The passkey was removed. You cannot log in with it any more. Remove it on your device too.";
    passkey_gone => "Deze passkey was er al niet meer.", "This passkey was no longer there.";
    passkey_known => "Dit apparaat heeft al een passkey voor uw account.", "This device already has a passkey for your account.";
    passkey_add_refused => "Het is niet gelukt om de passkey toe te voegen. Er is niets veranderd. Probeer het nog eens.", "The passkey could not be added. Nothing has changed. Please try again.";
    passkey_new_title => "Passkey maken", "Make the passkey";
    passkey_new_intro => "Uw apparaat vraagt nu om uw vinger, uw gezicht of uw pincode.", "Your device now asks for your finger, your face or your PIN.";
    passkey_new_button => "Passkey maken", "Make the passkey";
    passkey_ended_title => "Dit duurde te lang", "This took too long";
    passkey_ended => "Een passkey kan 5 minuten worden gevraagd. Begin opnieuw.", "A passkey can be asked for during 5 minutes. Please begin again.";
    passkey_failed => "Het is niet gelukt met de passkey. Probeer het nog eens, of kies een andere manier.", "The passkey did not work. Try again, or choose another way.";
    passkey_no_script => "Voor een passkey is JavaScript nodig. Dat staat uit, of uw browser kan geen passkeys gebruiken. Kies een andere manier.", "A passkey needs JavaScript. It is off, or your browser cannot use passkeys. Choose another way.";
    passkey_sign_in_title => "Inloggen met een passkey", "Log in with a passkey";
    passkey_sign_in_intro => "Uw apparaat vraagt om uw vinger, uw gezicht of uw pincode.", "Your device asks for your finger, your face or your PIN.";
    passkey_sign_in_button => "Inloggen met een passkey", "Log in with a passkey";
    passkey_use_button => "Passkey gebruiken", "Use the passkey";
    passkey_refused(phone: &str) => "Deze passkey werkt hier niet. Log in met uw gebruikersnaam en wachtwoord, of bel {phone}.", "This passkey does not work here. Log in with your user name and password, or call {phone}.";
    passkey_other_way => "Op een andere manier inloggen", "Log in another way";
    passkey_step_text => "U hebt een passkey. Gebruik die als tweede stap.", "You have a passkey. Use it as the second step.";
    passkey_sms_instead => "Code per sms sturen", "Send a code by text message";
    passkey_no_way(phone: &str) => "Kunt u uw passkey niet gebruiken? Bel {phone}. We helpen u weer op weg.", "Can you not use your passkey? Call {phone}. We help you on your way.";
    history_passkey => "Passkey toegevoegd of verwijderd", "Passkey added or removed";
    app_last => "De app kan niet weg: zonder de app kunt u niet meer inloggen. Voeg eerst een passkey toe, of geef een mobiel nummer door.", "The app cannot be removed: without it you cannot log in any more. Add a passkey first, or give us a mobile number.";

    proof_title => "Bevestig dat u het bent", "Confirm that it is you";
    proof_intro => "Dit is een belangrijke handeling. Daarom vragen we nog één keer om een bewijs. Wat u hebt ingevuld, is bewaard.", "This is an important act. That is why we ask for one more proof. What you filled in is kept.";
    proof_passkey_heading => "Met uw passkey", "With your passkey";
    proof_app_heading => "Met uw app", "With your app";
    proof_sms_heading => "Met een code per sms", "With a code by text message";
    proof_password_heading => "Met uw wachtwoord", "With your password";
    proof_sms_button => "Code sturen", "Send the code";
    proof_sms_sent => "We hebben een code gestuurd naar uw telefoon.", "We have sent a code to your phone.";
    proof_button => "Bevestigen", "Confirm";
    proof_wrong => "Dit klopt niet. Probeer het nog eens.", "This is not right. Please try again.";
    proof_not_possible(phone: &str) => "Er kan nu geen code worden gestuurd. Kies een andere manier, of bel {phone}.", "No code can be sent now. Choose another way, or call {phone}.";
    proof_password_missing => "Vul uw wachtwoord in.", "Enter your password.";
    proof_digid => "U bent ingelogd met DigiD. Log opnieuw in met DigiD om dit te doen.", "You are logged in with DigiD. Log in with DigiD again to do this.";
    proof_digid_button => "Uitloggen en opnieuw inloggen", "Log out and log in again";
    proof_stop => "Niet doen en teruggaan", "Do not do it and go back";
    proof_done_title => "U kunt verder", "You can go on";
    proof_done => "Bedankt, we weten nu zeker dat u het bent.", "Thank you, we are now sure that it is you.";
    proof_done_kept => "Wat u had ingevuld, is bewaard. Kies Verder om het te doen.", "What you filled in is kept. Choose Go on to do it.";
    proof_done_again => "Een wachtwoord of code bewaren we nooit. Vul die op de pagina nog een keer in.", "We never keep a password or a code. Enter it on the page once more.";
    proof_go_on => "Verder", "Go on";
    proof_go_back => "Terug naar de pagina", "Back to the page";

    outside_title => "Hiervandaan kunt u niet werken", "You cannot work from here";
    outside_text => "Uw organisatie laat medewerkers alleen inloggen vanaf bekende plekken, zoals kantoor. U bent nu ergens anders.", "Your organisation lets staff log in only from known places, such as the office. You are somewhere else now.";
    outside_next(phone: &str) => "Werkt u vanaf een vaste plek die hier ontbreekt? Bel {phone} en noem het internetadres hieronder.", "Do you work from a place that is missing here? Call {phone} and mention the internet address below.";
    outside_address(address: &str) => "Uw internetadres: {address}", "Your internet address: {address}";

    policy_passkeys_yes => "Ja, wie dat wil", "Yes, whoever wants to";
    policy_passkeys_no => "Nee", "No";
    policy_networks_hint => "Eén netwerk of adres per regel, zoals 192.0.2.0/24 of 2001:db8::/32. Leeg: overal.", "One network or address a line, such as 192.0.2.0/24 or 2001:db8::/32. Empty: everywhere.";
    policy_networks_bad(number: usize, text: &str) => "Regel {number} is geen netwerk: {text}", "Line {number} is no network: {text}";
    policy_networks_outside(address: &str) => "Uw eigen internetadres ({address}) staat hier niet bij. Dan kunt u zelf niet meer inloggen. Voeg het toe.", "Your own internet address ({address}) is not among these. Then you could no longer log in yourself. Add it.";
    policy_everywhere => "overal", "everywhere";
}
