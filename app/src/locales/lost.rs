//! Texts of a lost device: the help desk's form, and what its holder is told (R91).

use super::catalogue;

catalogue! {
    lost_title => "Apparaat kwijt", "Device lost";
    lost_open => "Apparaat van dit account is kwijt", "The device of this account is lost";
    lost_intro(user_name: &str) => "Haal weg wat op het apparaat van {user_name} stond om mee in te loggen.", "Take away what was on the device of {user_name} to log in with.";
    lost_none => "Zoek eerst het account", "First find the account";
    lost_after => "De persoon is daarna overal uitgelogd, en krijgt bericht. Inloggen gaat dan met het wachtwoord en een code per sms, naar het nummer dat we al hebben.", "After that the person is logged out everywhere, and is told. Logging in then takes the password and a code by SMS, to the number that we already have.";
    lost_what => "Wat stond op het apparaat?", "What was on the device?";
    lost_what_missing => "Kies wat er op het apparaat stond.", "Choose what was on the device.";
    lost_app => "De app met codes", "The app with codes";
    lost_passkeys(number: u32) => "Passkeys ({number}); we halen ze allemaal weg", "Passkeys ({number}); we take all of them away";
    lost_note => "Wat is er gebeurd?", "What happened?";
    lost_note_hint => "Bijvoorbeeld: telefoon gestolen, aangifte gedaan. De persoon ziet dit niet.", "For example: telephone stolen, reported to the police. The person does not see this.";
    lost_note_missing => "Schrijf op wat er is gebeurd, in ten hoogste 2000 tekens.", "Write down what happened, in at most 2000 characters.";
    lost_button => "Weghalen en overal uitloggen", "Take away and log out everywhere";
    lost_removed => "Het is weggehaald. De persoon is overal uitgelogd en krijgt bericht.", "It is taken away. The person is logged out everywhere and is told.";
    lost_not_there => "Dit staat niet (meer) op het account. Er is niets veranderd.", "The account does not have this (any more). Nothing was changed.";
    lost_last_way => "Dit is de enige manier waarop deze persoon kan inloggen: er is geen mobiel nummer. Er is niets veranderd.", "This is the only way in which this person can log in: there is no mobile number. Nothing was changed.";
    lost_last_way_next => "Stel vast wie het is, en geef een nieuw wachtwoord met een nieuw mobiel nummer. Dat kan bij het account, met de knop 'Nieuw wachtwoord laten kiezen'.", "Establish who it is, and give a new password with a new mobile number. You do that at the account, with the button 'Let somebody choose a new password'.";
    lost_not_open => "Dit kon niet. Het account is gesloten, of het is uw eigen account.", "This was not possible. The account is closed, or it is your own account.";
    lost_back => "Terug naar de accounts", "Back to the accounts";
    lost_notice_title => "Uw apparaat is kwijt gemeld", "Your device was reported lost";
    lost_notice(day: &str, phone: &str) => "Op {day} heeft de helpdesk weggehaald waarmee u op dat apparaat inlogde. U logt nu in met uw wachtwoord en een code per sms. Hebt u hier niet om gevraagd? Bel dan meteen {phone}.", "On {day} the help desk took away what you logged in with on that device. You now log in with your password and a code by SMS. Did you not ask for this? Then call {phone} at once.";
    lost_notice_next => "Hebt u een nieuw apparaat? Stel dan hieronder weer een app of een passkey in. Daarna is dit bericht weg.", "Do you have a new device? Then set up an app or a passkey again below. After that this notice is gone.";
    history_app_by_desk => "De helpdesk haalde de app weg om in te loggen: apparaat kwijt", "The help desk took away the log-in app: device lost";
    history_passkeys_by_desk => "De helpdesk haalde uw passkeys weg: apparaat kwijt", "The help desk took away your passkeys: device lost";
    accounts_act_remove_app => "app weggehaald: apparaat kwijt", "app taken away: device lost";
    accounts_act_remove_passkeys => "passkeys weggehaald: apparaat kwijt", "passkeys taken away: device lost";
}
