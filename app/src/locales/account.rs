//! Texts of the own account, the help desk without logging in, and the help desk's own pages.

use super::{Texts, catalogue};

catalogue! {
    own_title => "Uw account", "Your account";
    own_intro => "Hier ziet u uw gegevens, waar u bent ingelogd, en hoe u uw account veilig houdt.", "Here you see your details, where you are logged in, and how to keep your account safe.";
    own_details => "Uw gegevens", "Your details";
    own_name => "Naam", "Name";
    own_user_name => "Gebruikersnaam", "User name";
    own_mobile => "Mobiel nummer", "Mobile number";
    own_mail => "E-mailadres", "E-mail address";
    own_details_wrong(phone: &str) => "Klopt er iets niet? Bel {phone}. Wij passen het voor u aan.", "Is something not right? Call {phone}. We change it for you.";
    own_devices => "Waar u bent ingelogd", "Where you are logged in";
    own_devices_text => "Herkent u een apparaat niet? Log het uit en verander uw wachtwoord.", "Do you not recognise a device? Log it out and change your password.";
    own_this_device => "Dit apparaat", "This device";
    own_device_browser_on(browser: &str, system: &str) => "{browser} op {system}", "{browser} on {system}";
    own_device_unknown => "Onbekend apparaat", "Unknown device";
    own_device_begun => "Ingelogd sinds", "Logged in since";
    own_device_seen => "Laatst gebruikt", "Last used";
    own_device_address => "Internetadres", "Internet address";
    own_device_end => "Dit apparaat uitloggen", "Log out this device";
    own_device_ended => "Het apparaat is uitgelogd. Er kan daar niets meer worden geopend.", "The device is logged out. Nothing can be opened there any more.";
    own_device_gone => "Dat apparaat was al uitgelogd.", "That device was logged out already.";
    own_everywhere => "Overal uitloggen", "Log out everywhere";
    own_everywhere_text => "U wordt op alle apparaten uitgelogd, ook hier. Daarna kunt u opnieuw inloggen.", "You are logged out on all devices, here too. After that you can log in again.";
    own_safety => "Veilig inloggen", "Logging in safely";
    own_password_link => "Wachtwoord veranderen", "Change your password";
    own_password_about => "Kies een lang wachtwoord dat u nergens anders gebruikt.", "Choose a long password that you use nowhere else.";
    own_app_link => "Inloggen met een app", "Log in with an app";
    own_app_on_about => "U logt in met een code uit uw app.", "You log in with a code from your app.";
    own_app_off_about => "Met een app op uw telefoon krijgt u een code, ook zonder bereik.", "With an app on your phone you get a code, also without a signal.";
    own_history_link => "Wanneer is er ingelogd?", "When did somebody log in?";
    own_history_about => "Elke keer dat iemand met uw account inlogde, of dat probeerde.", "Each time that somebody logged in with your account, or tried to.";
    own_terms_about => "Met welke gebruiksvoorwaarden u akkoord ging, en wanneer.", "Which terms of use you agreed to, and when.";
    own_close_link => "Toegang sluiten", "End your access";
    own_close_about => "U wilt het portaal niet meer gebruiken.", "You do not want to use the portal any more.";
    own_misuse_note => "Denkt u dat iemand anders uw account gebruikt?", "Do you think that somebody else uses your account?";

    history_title => "Wanneer is er ingelogd?", "When did somebody log in?";
    history_intro => "U ziet het laatste jaar, het nieuwste eerst. Alleen u ziet deze lijst.", "You see the last year, newest first. Only you see this list.";
    history_caption => "Inloggen en wijzigingen in het laatste jaar", "Log-ins and changes in the last year";
    history_when => "Wanneer", "When";
    history_what => "Wat", "What";
    history_where => "Internetadres", "Internet address";
    history_logged_in(how: &str) => "Ingelogd met {how}", "Logged in with {how}";
    history_refused => "Niet gelukt: verkeerd wachtwoord of verkeerde code", "Refused: wrong password or wrong code";
    history_logged_out => "Uitgelogd", "Logged out";
    history_password => "Wachtwoord veranderd", "Password changed";
    history_app => "Inloggen met een app ingesteld of gestopt", "Log-in with an app set up or stopped";
    history_ended => "Account geblokkeerd of gesloten", "Account blocked or ended";
    history_none => "Er is het laatste jaar niet ingelogd", "Nobody logged in during the last year";
    history_none_text => "Nieuwe regels ziet u hier zodra iemand met uw account inlogt.", "New lines appear here as soon as somebody logs in with your account.";

    own_password_title => "Wachtwoord veranderen", "Change your password";
    own_password_intro => "Daarna bent u op alle andere apparaten uitgelogd.", "After that you are logged out on all other devices.";
    own_password_old => "Uw wachtwoord van nu", "Your password now";
    own_password_new => "Uw nieuwe wachtwoord", "Your new password";
    own_password_advice => "Gebruik ten minste 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden. Plakken mag. Hoofdletters en leestekens hoeven niet.", "Use at least 12 signs. A sentence of a few words is strong and easy to remember. You may paste. Capitals and punctuation are not needed.";
    own_password_button => "Wachtwoord veranderen", "Change the password";
    own_password_changed => "Uw wachtwoord is veranderd. Het is sterk. Op alle andere apparaten bent u uitgelogd.", "Your password is changed. It is strong. You are logged out on all other devices.";
    own_password_changed_good => "Uw wachtwoord is veranderd. Het is goed; een langer wachtwoord is nog sterker. Op alle andere apparaten bent u uitgelogd.", "Your password is changed. It is good; a longer one is stronger still. You are logged out on all other devices.";
    own_password_old_missing => "Vul uw wachtwoord van nu in.", "Enter your password of now.";
    own_password_old_wrong => "Dit is niet uw wachtwoord van nu. Uw wachtwoord is niet veranderd.", "This is not your password of now. Your password is not changed.";
    own_password_same => "Dit is uw wachtwoord van nu. Kies een ander wachtwoord.", "This is your password of now. Choose another password.";
    own_weak_short => "Dit wachtwoord is te kort. Gebruik ten minste 12 tekens, bijvoorbeeld een paar woorden achter elkaar.", "This password is too short. Use at least 12 signs, for example a few words in a row.";
    own_weak_long => "Dit wachtwoord is te lang. Gebruik ten hoogste 200 tekens.", "This password is too long. Use at most 200 signs.";
    own_weak_common => "Dit wachtwoord gebruiken veel mensen. Het is snel te raden. Kies iets van uzelf.", "Many people use this password. It is quickly guessed. Choose something of your own.";
    own_weak_names => "Dit wachtwoord lijkt op uw naam of op onze naam. Kies iets anders.", "This password looks like your name or our name. Choose something else.";
    own_weak_pattern => "Dit wachtwoord herhaalt steeds dezelfde tekens, of is een rijtje. Kies iets anders.", "This password repeats the same signs, or is a row. Choose something else.";
    own_too_often => "U hebt te vaak iets verkeerds ingevuld.", "You entered something wrong too often.";

    app_title => "Inloggen met een app", "Log in with an app";
    app_intro => "Een app op uw telefoon laat elke 30 seconden een nieuwe code zien. Die vult u in na uw wachtwoord.", "An app on your phone shows a new code every 30 seconds. You enter it after your password.";
    app_which => "U kunt elke app voor inlogcodes gebruiken, bijvoorbeeld Google Authenticator, Microsoft Authenticator of FreeOTP.", "You can use any app for log-in codes, for example Google Authenticator, Microsoft Authenticator or FreeOTP.";
    app_begin_button => "App instellen", "Set up the app";
    app_scan => "Stap 1: scan deze code met de app", "Step 1: scan this code with the app";
    app_qr_label => "QR-code voor de app. De code staat hieronder ook als tekst.", "QR code for the app. The code is below as text too.";
    app_type => "Kunt u niet scannen? Typ dan deze sleutel in de app:", "You cannot scan? Then type this key into the app:";
    app_confirm_heading => "Stap 2: vul de code uit de app in", "Step 2: enter the code from the app";
    app_confirm_label => "Code uit de app", "Code from the app";
    app_confirm_hint => "6 cijfers. De app werkt pas als u dit hebt gedaan.", "6 digits. The app only counts when you have done this.";
    app_confirm_button => "App aanzetten", "Turn the app on";
    app_anew_button => "Opnieuw beginnen", "Begin again";
    app_code_wrong => "De code klopt niet. Wacht op de volgende code in de app en vul die in. Kijk ook of de klok van uw telefoon goed staat.", "The code is not right. Wait for the next code in the app and enter that one. Also check the clock of your phone.";
    app_on => "De app staat aan. Bij het inloggen vragen we om een code uit de app.", "The app is on. When you log in we ask for a code from the app.";
    app_on_title => "De app staat aan", "The app is on";
    app_since => "Aan sinds", "On since";
    app_codes_left => "Herstelcodes die u nog hebt", "Recovery codes that you have left";
    app_codes_title => "Uw herstelcodes", "Your recovery codes";
    app_codes_text => "Bewaar deze codes op een veilige plek, bijvoorbeeld op papier. Bent u uw telefoon kwijt? Dan logt u met een van deze codes in. Elke code werkt 1 keer. U ziet ze alleen nu.", "Keep these codes in a safe place, for example on paper. Have you lost your phone? Then you log in with one of these codes. Each code works once. You see them only now.";
    app_remove_heading => "Stoppen met de app", "Stop using the app";
    app_remove_text => "Hebt u een nieuwe telefoon, of wilt u de app niet meer? Vul een code uit de app in, of een herstelcode.", "Do you have a new phone, or do you not want the app any more? Enter a code from the app, or a recovery code.";
    app_remove_button => "App verwijderen", "Remove the app";
    app_removed => "De app is verwijderd. De herstelcodes werken niet meer.", "The app is removed. The recovery codes no longer work.";
    app_code_label => "Code uit de app, of een herstelcode", "Code from the app, or a recovery code";
    app_code_hint => "6 cijfers uit de app, of 10 tekens van een herstelcode.", "6 digits from the app, or 10 signs of a recovery code.";
    app_code_missing => "Vul de 6 cijfers uit de app in, of een herstelcode.", "Enter the 6 digits from the app, or a recovery code.";
    app_code_text => "Open de app op uw telefoon en vul de code in.", "Open the app on your phone and enter the code.";
    app_lost => "Telefoon kwijt?", "Lost your phone?";
    app_lost_text(phone: &str) => "Log in met een herstelcode. Hebt u die niet meer? Bel {phone}. Wij helpen u verder.", "Log in with a recovery code. Do you not have these any more? Call {phone}. We help you on.";
    sign_in_steps_choice => "Hebt u een app ingesteld? Dan vragen we na uw wachtwoord om een code uit de app.", "Have you set up an app? Then we ask for a code from the app after your password.";

    closing_title => "Toegang sluiten", "End your access";
    closing_intro => "U kunt stoppen met het portaal wanneer u wilt. Uw zorg verandert niet.", "You can stop using the portal whenever you want. Your care does not change.";
    closing_before => "Wat u nog kunt meenemen", "What you can still take along";
    closing_before_text => "Tot u hieronder op de knop drukt, kunt u alles lezen, opslaan en afdrukken. Daarna gaat het portaal dicht, op al uw apparaten.", "Until you press the button below, you can read, save and print everything. After that the portal closes, on all your devices.";
    closing_after => "Wat er daarna gebeurt", "What happens after that";
    closing_after_text(years: u16, phone: &str) => "Wij wissen niets. Uw zorgverlener bewaart uw dossier {years} jaar na de laatste verandering. Een kopie kunt u altijd gratis vragen: bel {phone}.", "We delete nothing. Your care provider keeps your record for {years} years after its last change. You can always ask for a copy, free of charge: call {phone}.";
    closing_back => "Wilt u later toch weer inloggen? Dan kunt u dat vragen. Een medewerker opent uw account dan weer.", "Do you want to log in again later? Then you can ask for it. A member of staff opens your account again.";
    closing_sure => "Ja, ik wil mijn toegang tot het portaal sluiten.", "Yes, I want to end my access to the portal.";
    closing_sure_missing => "Zet een vinkje als u uw toegang wilt sluiten.", "Tick the box if you want to end your access.";
    closing_button => "Toegang sluiten", "End my access";
    closing_staff => "Dit is een account voor uw werk. Uw beheerder kan het sluiten.", "This is an account for your work. Your administrator can end it.";
    closed_title => "Uw toegang is gesloten", "Your access is ended";
    closed_text => "U bent op al uw apparaten uitgelogd. Wij hebben niets gewist. Uw zorg verandert niet.", "You are logged out on all your devices. We deleted nothing. Your care does not change.";
    closed_reopen => "Vragen om mijn account weer te openen", "Ask to open my account again";
}

catalogue! {
    misuse_title => "Er klopt iets niet met mijn account", "Something is wrong with my account";
    misuse_intro => "Denkt u dat iemand anders uw account gebruikt, of dat een ander account niet klopt? Meld het hier. U hoeft niet in te loggen.", "Do you think that somebody else uses your account, or that another account is not right? Report it here. You do not have to log in.";
    misuse_block_first => "Is het uw eigen account en hebt u uw telefoon? Dan kunt u het zelf meteen blokkeren.", "Is it your own account and do you have your phone? Then you can block it yourself at once.";
    misuse_block_link => "Mijn account blokkeren", "Block my account";
    misuse_text => "Wat is er gebeurd?", "What happened?";
    misuse_text_hint => "Schrijf hier geen medische gegevens en geen wachtwoord.", "Do not write medical data or a password here.";
    misuse_button => "Melding versturen", "Send the report";
    misuse_done => "Uw melding is verstuurd. De helpdesk ziet die nu en belt u terug. Is het dringend? Bel ons.", "Your report is sent. The help desk sees it now and calls you back. Is it urgent? Call us.";
    ask_name => "Uw gebruikersnaam of uw naam", "Your user name or your name";
    ask_name_missing => "Vul uw gebruikersnaam of uw naam in.", "Enter your user name or your name.";
    ask_reach => "Uw telefoonnummer", "Your phone number";
    ask_reach_hint => "Hierop bellen wij u terug.", "We call you back on this number.";
    ask_reach_missing => "Vul uw telefoonnummer in.", "Enter your phone number.";
    ask_text_missing => "Schrijf op wat er is gebeurd.", "Write down what happened.";
    ask_too_long => "Dit is te lang. Maak het korter.", "This is too long. Make it shorter.";
    ask_too_often => "Er komen te veel berichten van dit internetadres.", "Too many messages come from this internet address.";

    block_title => "Mijn account blokkeren", "Block my account";
    block_intro => "We sturen een code naar het mobiele nummer dat bij ons bekend is. Met die code blokkeert u uw account meteen, op alle apparaten.", "We send a code to the mobile number that we know. With that code you block your account at once, on all devices.";
    block_code_button => "Code sturen", "Send a code";
    block_code_title => "Code invullen om te blokkeren", "Enter the code to block";
    block_code_text => "Bestaat dit account en kennen wij een mobiel nummer? Dan hebben we een sms met een code gestuurd.", "Does this account exist and do we know a mobile number? Then we have sent a text message with a code.";
    block_button => "Account blokkeren", "Block the account";
    block_wrong => "De code klopt niet, of werkt niet meer. U kunt een nieuwe code vragen.", "The code is not right, or no longer works. You can ask for a new code.";
    block_again => "Nieuwe code vragen", "Ask for a new code";
    block_done_title => "Uw account is geblokkeerd", "Your account is blocked";
    block_done_text(phone: &str) => "Niemand kan er meer mee inloggen, en op alle apparaten is het uitgelogd. Bel {phone} om het weer te openen.", "Nobody can log in with it any more, and it is logged out on all devices. Call {phone} to open it again.";

    reopen_title => "Mijn account weer openen", "Open my account again";
    reopen_intro => "Is uw toegang tot het portaal gesloten en wilt u weer inloggen? Vraag het hier. Een medewerker kijkt ernaar.", "Is your access to the portal ended and do you want to log in again? Ask for it here. A member of staff looks at it.";
    reopen_text => "Wilt u er iets bij zeggen?", "Do you want to add something?";
    reopen_button => "Verzoek versturen", "Send the request";
    reopen_done => "Uw verzoek is verstuurd. Een medewerker belt u om te controleren dat u het bent. Daarna kunt u weer inloggen.", "Your request is sent. A member of staff calls you to check that it is you. After that you can log in again.";

    pquestion_title => "Een vraag over uw privacy", "A question about your privacy";
    pquestion_intro => "Wilt u weten wat wij met uw gegevens doen, of wilt u iets laten aanpassen? Stel uw vraag.", "Do you want to know what we do with your data, or do you want to have something changed? Ask your question.";
    pquestion_reach => "Uw e-mailadres of telefoonnummer", "Your e-mail address or phone number";
    pquestion_reach_hint => "Hierop krijgt u antwoord.", "Your answer comes here.";
    pquestion_reach_missing => "Vul uw e-mailadres of telefoonnummer in.", "Enter your e-mail address or phone number.";
    pquestion_text => "Uw vraag", "Your question";
    pquestion_text_missing => "Schrijf uw vraag op.", "Write down your question.";
    pquestion_button => "Vraag versturen", "Send the question";
    pquestion_done(day: &str) => "Uw vraag is verstuurd. U krijgt uiterlijk {day} antwoord.", "Your question is sent. You get an answer by {day}.";
    pquestion_link => "Stel een vraag over uw privacy", "Ask a question about your privacy";
}

catalogue! {
    desk_title => "Meldingen", "Reports";
    desk_intro => "Wat mensen aan de helpdesk vragen, het oudste eerst. Controleer altijd wie u spreekt voor u iets opent.", "What people ask the help desk, oldest first. Always check who you are talking to before you open anything.";
    desk_none => "Er zijn geen open meldingen", "There are no open reports";
    desk_none_text => "Nieuwe meldingen ziet u hier zodra iemand iets vraagt.", "New reports appear here as soon as somebody asks something.";
    desk_misuse => "Er klopt iets niet met een account", "Something is wrong with an account";
    desk_reopen => "Account weer openen", "Open an account again";
    desk_privacy => "Vraag over privacy", "Question about privacy";
    desk_came => "Binnengekomen", "Came in";
    desk_answer_by => "Antwoord uiterlijk", "Answer by";
    desk_name => "Ingevulde naam", "Name entered";
    desk_reach => "Bereikbaar op", "Can be reached at";
    desk_text => "Tekst", "Text";
    desk_account => "Account", "Account";
    desk_account_none => "Er is geen account met deze gebruikersnaam", "There is no account with this user name";
    desk_state_active => "open", "open";
    desk_state_blocked => "geblokkeerd", "blocked";
    desk_state_closed => "gesloten", "ended";
    desk_close_request => "Melding afsluiten", "Close the report";
    desk_open_account => "Account bekijken", "See the account";
    desk_block => "Account blokkeren", "Block the account";
    desk_unblock => "Blokkade opheffen", "Lift the block";
    desk_close => "Account sluiten", "End the account";
    desk_reopen_button => "Account weer openen", "Open the account again";
    desk_warn => "Waarschuwing vastleggen", "Record a warning";
    desk_request_closed => "De melding is afgesloten.", "The report is closed.";
    desk_done => "Het is gedaan en vastgelegd. Een blokkade werkt meteen, ook waar iemand is ingelogd.", "It is done and recorded. A block works at once, also where somebody is logged in.";
    desk_not_done => "Dit kon niet. Het account is misschien al veranderd, of het is uw eigen account.", "This was not possible. The account may have been changed already, or it is your own account.";

    accounts_title => "Accounts", "Accounts";
    accounts_intro => "Zoek een account op de gebruikersnaam. Wij leggen vast dat u kijkt.", "Find an account by its user name. We record that you look.";
    accounts_find => "Account zoeken", "Find the account";
    accounts_none => "Geen account gevonden", "No account found";
    accounts_none_text => "Kijk of de gebruikersnaam goed is getypt.", "Check that the user name is typed correctly.";
    accounts_state => "Toestand", "State";
    accounts_kind => "Soort", "Kind";
    accounts_kind_staff => "werk", "work";
    accounts_kind_personal => "cliënt of contactpersoon", "client or contact";
    accounts_change => "Iets veranderen", "Change something";
    accounts_what => "Wat wilt u doen?", "What do you want to do?";
    accounts_what_missing => "Kies wat u wilt doen.", "Choose what you want to do.";
    accounts_ground => "Reden", "Reason";
    accounts_ground_hint => "U hoeft geen reden te geven. De persoon ziet de reden nooit.", "You do not have to give a reason. The person never sees the reason.";
    accounts_ground_none => "Geen reden", "No reason";
    accounts_ground_staff_safety => "Veiligheid van medewerkers", "Safety of staff";
    accounts_ground_privacy => "Privacy of goede naam van anderen", "Privacy or good name of others";
    accounts_ground_improper => "Onbehoorlijk gedrag tegen medewerkers", "Improper treatment of staff";
    accounts_ground_breaking => "Het portaal verstoren", "Breaking the portal";
    accounts_ground_other => "Iets anders", "Something else";
    accounts_note => "Toelichting", "Note";
    accounts_do => "Vastleggen en uitvoeren", "Record and do it";
    accounts_past => "Wat er eerder is gebeurd", "What happened before";
    accounts_past_none => "Er is nog niets gebeurd met dit account.", "Nothing has happened to this account yet.";
    accounts_by_holder => "door de persoon zelf", "by the person";
    accounts_act_block => "geblokkeerd", "blocked";
    accounts_act_unblock => "blokkade opgeheven", "block lifted";
    accounts_act_close => "gesloten", "ended";
    accounts_act_reopen => "weer geopend", "opened again";
    accounts_act_care_ended => "beëindigd, omdat de zorg is gestopt", "ended, because care has stopped";
    accounts_act_warn => "waarschuwing", "warning";
}

impl Texts {
    /// A browser on a system, as far as it is known.
    pub fn device(self, browser: Option<&str>, system: Option<&str>) -> String {
        match (browser, system) {
            (Some(browser), Some(system)) => self.own_device_browser_on(browser, system),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => self.own_device_unknown().to_owned(),
        }
    }
}
