//! Texts of logging in, the code, logging out and the idle warning (R9, R101, R126).

use super::{Texts, catalogue};

catalogue! {
    sign_in_title => "Inloggen", "Log in";
    sign_in_intro(organisation: &str) => "Log in op het portaal van {organisation}. Hier leest u het dossier.", "Log in to the portal of {organisation}. Here you read the record.";
    user_name => "Gebruikersnaam", "User name";
    user_name_hint => "Die staat in de brief of e-mail die u van ons kreeg.", "It is in the letter or e-mail that we sent you.";
    user_name_missing => "Vul uw gebruikersnaam in.", "Enter your user name.";
    password => "Wachtwoord", "Password";
    password_missing => "Vul uw wachtwoord in.", "Enter your password.";
    sign_in_button => "Inloggen", "Log in";
    sign_in_forgotten => "Gebruikersnaam of wachtwoord vergeten?", "Forgotten your user name or password?";
    sign_in_forgotten_text(phone: &str) => "Bel ons op {phone}. We helpen u weer op weg.", "Call us on {phone}. We help you on your way.";
    sign_in_refused(phone: &str) => "Dit lukt niet. Kijk of uw gebruikersnaam en wachtwoord kloppen en probeer het nog eens. Of bel {phone}.", "This does not work. Check your user name and password and try again. Or call {phone}.";
    sign_in_too_often => "U hebt te vaak geprobeerd om in te loggen.", "You have tried to log in too often.";
    sign_in_steps => "Na uw wachtwoord sturen we een code naar uw telefoon.", "After your password we send a code to your phone.";

    code_title => "Code invullen", "Enter the code";
    code_sent_to(ending: &str) => "We hebben een sms met een code gestuurd naar het nummer dat eindigt op {ending}.", "We have sent a text message with a code to the number that ends in {ending}.";
    code_label => "Code uit de sms", "Code from the text message";
    code_hint => "6 cijfers. De code werkt 10 minuten.", "6 digits. The code works for 10 minutes.";
    code_missing => "Vul de 6 cijfers van de code in.", "Enter the 6 digits of the code.";
    code_button => "Code controleren", "Check the code";
    code_expired => "Deze code werkt niet meer. Vraag een nieuwe code aan.", "This code no longer works. Ask for a new code.";
    code_used_up => "U hebt te vaak een verkeerde code ingevuld. Log opnieuw in.", "You entered a wrong code too often. Log in again.";
    code_none_received => "Geen sms gekregen?", "No text message?";
    code_none_received_text => "Wacht een minuut. Vraag daarna een nieuwe code aan. De oude code werkt dan niet meer.", "Wait a minute. Then ask for a new code. The old code then stops working.";
    code_resend_button => "Nieuwe code sturen", "Send a new code";
    code_resent(ending: &str) => "We hebben een nieuwe code gestuurd naar het nummer dat eindigt op {ending}. De oude code werkt niet meer.", "We have sent a new code to the number that ends in {ending}. The old code no longer works.";
    code_not_sent(phone: &str) => "We konden de sms niet versturen. Probeer het over een paar minuten nog eens, of bel {phone}.", "We could not send the text message. Try again in a few minutes, or call {phone}.";
    code_keep_secret => "Geef de code aan niemand. Wij vragen er nooit om.", "Give the code to nobody. We never ask for it.";
    code_other_account => "Met een andere naam inloggen", "Log in with another name";

    signed_out_title => "U bent uitgelogd", "You are logged out";
    signed_out_by_choice => "U hebt uzelf uitgelogd. Uw gegevens zijn niet meer te zien op dit apparaat.", "You have logged out. Your data can no longer be seen on this device.";
    signed_out_idle(minutes: u32) => "U was {minutes} minuten niet actief. Daarom hebben we u uitgelogd. Zo kan niemand anders uw gegevens zien.", "You were not active for {minutes} minutes. That is why we logged you out. This way nobody else can see your data.";
    signed_out_absolute => "U was lang ingelogd. Voor de veiligheid vragen we u om opnieuw in te loggen.", "You were logged in for a long time. To be safe, we ask you to log in again.";
    signed_out_elsewhere => "U bent op een ander apparaat uitgelogd, of uw toegang is veranderd.", "You were logged out on another device, or your access has changed.";
    signed_out_declined_title => "U bent niet akkoord gegaan", "You did not agree";
    signed_out_declined => "U hebt gekozen om niet akkoord te gaan met de gebruiksvoorwaarden. Daarom kunt u het portaal nu niet gebruiken en hebben we u uitgelogd. Uw zorg verandert niet.", "You chose not to agree to the terms of use. That is why you cannot use the portal now and we have logged you out. Your care does not change.";
    signed_out_declined_next(phone: &str) => "Wilt u toch akkoord gaan? Log dan opnieuw in. Hebt u een vraag over de voorwaarden? Bel {phone}.", "Do you want to agree after all? Then log in again. Do you have a question about the terms? Call {phone}.";
    signed_out_not_signed_in => "U moet eerst inloggen om deze pagina te zien.", "You have to log in first to see this page.";
    signed_out_shared_device => "Gebruiken anderen dit apparaat ook? Sluit dan alle vensters van de browser.", "Do others use this device too? Then close all windows of the browser.";
    sign_in_again => "Opnieuw inloggen", "Log in again";

    idle_title => "Bent u er nog?", "Are you still there?";
    idle_text(idle: u32, left: u32) => "U bent {idle} minuten niet actief geweest. Over {left} minuten loggen we u uit. Zo kan niemand anders uw gegevens zien.", "You have not been active for {idle} minutes. In {left} minutes we log you out. This way nobody else can see your data.";
    stay_signed_in => "Ingelogd blijven", "Stay logged in";
    last_sign_in(when: &str) => "U was hier het laatst op {when}.", "You were last here on {when}.";
    first_sign_in => "Dit is de eerste keer dat u inlogt. Welkom!", "This is the first time you log in. Welcome!";
    choose_record_title => "Kies een dossier", "Choose a record";
    choose_record_intro => "U kunt meer dan één dossier bekijken.", "You can see more than one record.";
}

impl Texts {
    /// The code is wrong and there are `left` tries, at least one.
    pub fn code_wrong(self, left: u32) -> String {
        match self.0 {
            inzage_domain::Language::Dutch => {
                format!("De code klopt niet. U kunt het nog {left} keer proberen.")
            }
            inzage_domain::Language::English => {
                let times = if left == 1 { "time" } else { "times" };
                format!("The code is not right. You can try {left} more {times}.")
            }
        }
    }

    /// How long somebody has to wait before the next try; `seconds` is rounded up to minutes from 90 on.
    pub fn wait_before_retry(self, seconds: u32) -> String {
        let (number, dutch, english) = match seconds {
            0 | 1 => (1, "seconde", "second"),
            2..90 => (seconds, "seconden", "seconds"),
            _ => (seconds.div_ceil(60), "minuten", "minutes"),
        };
        match self.0 {
            inzage_domain::Language::Dutch => format!("Wacht {number} {dutch} en probeer het dan nog eens."),
            inzage_domain::Language::English => format!("Wait {number} {english} and then try again."),
        }
    }

    /// A new code cannot be sent yet.
    pub fn code_resend_wait(self, seconds: u32) -> String {
        let second = self.0.pick(
            if seconds == 1 { "seconde" } else { "seconden" },
            if seconds == 1 { "second" } else { "seconds" },
        );
        match self.0 {
            inzage_domain::Language::Dutch => {
                format!("U kunt over {seconds} {second} een nieuwe code aanvragen.")
            }
            inzage_domain::Language::English => format!("You can ask for a new code in {seconds} {second}."),
        }
    }
}
