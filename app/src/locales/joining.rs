//! Texts of joining: the staff's invitations, the steps of the invited person, and knowing who a
//! client is (R41, R43, R44, R77, R114, R115).

use super::{Texts, catalogue};

catalogue! {
    invitations_title => "Uitnodigingen", "Invitations";
    invitations_intro(name: &str) => "Wie is uitgenodigd om het dossier van {name} te zien?", "Who is invited to see the record of {name}?";
    invitations_new => "Iemand uitnodigen", "Invite somebody";
    invitations_none => "Er zijn nog geen uitnodigingen", "There are no invitations yet";
    invitations_none_text => "Heeft de cliënt om toegang gevraagd? Dan kunt u iemand uitnodigen.", "Did the client ask for access? Then you can invite somebody.";
    invitations_to_identity => "Identiteit van de cliënt", "Identity of the client";
    invitation_as => "Uitgenodigd als", "Invited as";
    invitation_state => "Stand", "State";
    invitation_open_one => "nog 1 dag geldig", "valid for 1 more day";
    invitation_open(days: u32) => "nog {days} dagen geldig", "valid for {days} more days";
    invitation_used => "gebruikt: het account is gemaakt", "used: the account was made";
    invitation_withdrawn => "ingetrokken", "withdrawn";
    invitation_expired => "verlopen", "expired";
    invitation_sent_on => "Verstuurd op", "Sent on";
    invitation_email => "E-mailadres", "E-mail address";
    invitation_mobile => "Mobiel nummer", "Mobile number";
    invitation_request => "Verzoek", "Request";
    invitation_request_text(who: &str, how: &str, day: &str) => "{who}, {how}, op {day}", "{who}, {how}, on {day}";
    invitation_consent => "Toestemming", "Consent";
    invitation_consent_given => "De cliënt heeft toestemming gegeven.", "The client gave consent.";
    invitation_again => "Opnieuw versturen", "Send again";
    invitation_again_hint => "De oude code werkt dan niet meer.", "The old code then stops working.";
    invitation_withdraw => "Uitnodiging intrekken", "Withdraw the invitation";
    invitation_to_letter => "Brief afdrukken", "Print the letter";
    invitation_notice_sent => "De uitnodiging is verstuurd. De code werkt 6 weken.", "The invitation was sent. The code works for 6 weeks.";
    invitation_notice_not_sent => "De uitnodiging is gemaakt, maar we konden de e-mail niet versturen. Verstuur hem over een paar minuten opnieuw, of druk de brief af.", "The invitation was made, but we could not send the e-mail. Send it again in a few minutes, or print the letter.";
    invitation_notice_withdrawn => "De uitnodiging is ingetrokken. De code werkt niet meer.", "The invitation was withdrawn. The code no longer works.";
    invitation_notice_gone => "Dit kan niet meer: de uitnodiging is intussen gebruikt, ingetrokken of opnieuw verstuurd.", "This is no longer possible: meanwhile the invitation was used, withdrawn or sent again.";
    invitation_notice_before => "Deze uitnodiging was al gemaakt. Er is geen tweede gemaakt.", "This invitation was made already. No second one was made.";

    invite_title => "Iemand uitnodigen", "Invite somebody";
    invite_intro(name: &str) => "Nodig alleen iemand uit als {name} daar zelf om vraagt.", "Only invite somebody if {name} asks for it.";
    invite_who => "Wie nodigt u uit?", "Whom do you invite?";
    invite_who_missing => "Kies wie u uitnodigt.", "Choose whom you invite.";
    basis_own => "De cliënt zelf", "The client";
    basis_first_contact => "Eerste contactpersoon of wettelijk vertegenwoordiger", "First contact or legal representative";
    basis_second_contact => "Tweede contactpersoon", "Second contact";
    basis_network_member => "Iemand uit het netwerk", "Somebody in the network";
    invite_name => "Naam van deze persoon", "Name of this person";
    invite_name_missing => "Vul de naam in.", "Enter the name.";
    invite_email_hint => "Hierheen gaan de uitnodiging en een code.", "The invitation and a code go here.";
    invite_email_missing => "Vul een e-mailadres in, zoals naam@voorbeeld.nl.", "Enter an e-mail address, such as name@example.nl.";
    invite_mobile_hint => "Hierheen gaat een sms met een code.", "A text message with a code goes here.";
    invite_mobile_missing => "Vul een mobiel nummer in, zoals 06 12 34 56 78.", "Enter a mobile number, such as 06 12 34 56 78.";
    invite_delivery => "Hoe sturen we de uitnodiging?", "How do we send the invitation?";
    invite_delivery_missing => "Kies hoe we de uitnodiging sturen.", "Choose how we send the invitation.";
    invite_by_mail => "Per e-mail", "By e-mail";
    invite_by_letter => "Op papier: u drukt een brief af", "On paper: you print a letter";
    invite_request => "Het verzoek van de cliënt", "The client's request";
    invite_request_text => "We bewaren wie om toegang vroeg, hoe en wanneer.", "We keep who asked for access, how and when.";
    invite_asked_by => "Wie vroeg om toegang?", "Who asked for access?";
    invite_asked_by_missing => "Kies wie om toegang vroeg.", "Choose who asked for access.";
    asked_by_client => "De cliënt", "The client";
    asked_by_representative => "De wettelijk vertegenwoordiger", "The legal representative";
    invite_asked_how => "Hoe is het gevraagd?", "How was it asked?";
    invite_asked_how_missing => "Kies hoe het is gevraagd.", "Choose how it was asked.";
    asked_in_person => "In een gesprek", "Face to face";
    asked_by_phone => "Via de telefoon", "By telephone";
    asked_in_writing => "In een brief of e-mail", "By letter or e-mail";
    invite_asked_on => "Wanneer is het gevraagd?", "When was it asked?";
    invite_asked_on_missing => "Vul de dag in waarop het is gevraagd. Een dag die nog komt, kan niet.", "Enter the day on which it was asked. A day that is still to come is not possible.";
    invite_kinds => "Wat mag deze persoon zien?", "What may this person see?";
    invite_kinds_hint => "Alleen nodig voor iemand uit het netwerk.", "Only needed for somebody in the network.";
    invite_kinds_missing => "Kies ten minste één soort gegevens.", "Choose at least one kind of data.";
    invite_kind_agenda => "Afspraken", "Appointments";
    invite_kind_messages => "Berichten", "Messages";
    invite_kind_reports => "Rapportages", "Reports";
    invite_kind_plan => "Zorgplan en zorgteam", "Care plan and care team";
    invite_kind_measurements => "Metingen en uitslagen", "Measurements and results";
    invite_kind_documents => "Documenten", "Documents";
    invite_consent => "De cliënt geeft toestemming: deze persoon mag het dossier zien. Dit is niet nodig voor de cliënt zelf, of voor wie door de wet of een rechter mag meekijken.", "The client gives consent: this person may see the record. This is not needed for the client, or for somebody who may look along by law or by a court.";
    invite_consent_missing => "Zonder toestemming van de cliënt kunt u niemand anders uitnodigen. Hebt u die toestemming? Zet dan het vinkje.", "Without the client's consent you cannot invite anybody else. Do you have it? Then tick the box.";
    invite_exists => "Er is al zo'n uitnodiging, of deze persoon heeft al toegang. Trek eerst de oude uitnodiging in.", "There is such an invitation already, or this person has access already. Withdraw the old invitation first.";
    invite_birth_date_unknown => "In het dossier staat geen geboortedatum. De cliënt heeft die nodig om in te loggen. Laat de geboortedatum eerst aanvullen.", "The record has no birth date. The client needs it to join. Have the birth date added first.";
    invite_button => "Uitnodiging maken", "Make the invitation";

    letter_title => "Brief met uitnodiging", "Letter with invitation";
    letter_dear(name: &str) => "Beste {name},", "Dear {name},";
    letter_invited(organisation: &str) => "U bent uitgenodigd voor het portaal van {organisation}.", "You are invited to the portal of {organisation}.";
    letter_how => "Zo maakt u uw account", "This is how you make your account";
    letter_go => "Ga op uw computer, tablet of telefoon naar:", "On your computer, tablet or phone, go to:";
    letter_code => "Vul deze code in:", "Enter this code:";
    letter_birth_date => "Vul ook uw geboortedatum in.", "Also enter your birth date.";
    letter_phone => "Houd uw mobiele telefoon en uw e-mail bij de hand.", "Keep your mobile phone and your e-mail at hand.";
    letter_until(day: &str) => "De code werkt tot en met {day}. Geef de code aan niemand.", "The code works until {day} inclusive. Give the code to nobody.";
    letter_help(phone: &str) => "Lukt het niet? Bel {phone}.", "Does it not work? Call {phone}.";
    letter_print_hint => "Druk deze pagina af met uw browser (Ctrl en P). Het menu en deze regel komen niet op papier.", "Print this page with your browser (Ctrl and P). The menu and this line are not printed.";
    letter_back => "Terug naar de uitnodigingen", "Back to the invitations";

    join_entrance => "Account maken met een uitnodiging", "Make an account with an invitation";
    join_title => "Uitnodiging", "Invitation";
    join_intro(organisation: &str) => "Hebt u een uitnodiging van {organisation}? Dan maakt u hier uw account. Dat duurt ongeveer 5 minuten.", "Do you have an invitation from {organisation}? Then you make your account here. It takes about 5 minutes.";
    join_need => "Houd uw mobiele telefoon en uw e-mail bij de hand.", "Keep your mobile phone and your e-mail at hand.";
    join_code => "Code uit de uitnodiging", "Code from the invitation";
    join_code_hint => "12 letters en cijfers, bijvoorbeeld ACDE-FGHJ-2345. Hoofdletters maken niet uit.", "12 letters and digits, for example ACDE-FGHJ-2345. Capitals do not matter.";
    join_code_missing => "Vul de code uit uw uitnodiging in.", "Enter the code from your invitation.";
    join_born => "Uw geboortedatum", "Your birth date";
    join_born_hint => "Alleen nodig als het om uw eigen dossier gaat.", "Only needed if it is about your own record.";
    join_begin => "Account maken", "Make an account";
    join_refused_title => "Deze code werkt niet", "This code does not work";
    join_refused(phone: &str) => "Kijk of de code en de geboortedatum goed zijn ingevuld. Een code werkt 6 weken en één keer. Komt u er niet uit? Bel {phone}.", "Check that the code and the birth date are right. A code works for 6 weeks and once. Are you stuck? Call {phone}.";
    join_too_often => "U hebt te vaak een code geprobeerd.", "You have tried a code too often.";
    join_ended_title => "U kunt niet verder met deze uitnodiging", "You cannot go on with this invitation";
    join_ended(phone: &str) => "De uitnodiging is gebruikt, ingetrokken of opnieuw verstuurd, of u was te lang bezig. Hebt u uw account al gemaakt? Log dan in. Vul anders uw code opnieuw in, of bel {phone}.", "The invitation was used, withdrawn or sent again, or you took too long. Have you made your account already? Then log in. Otherwise enter your code again, or call {phone}.";
    join_progress(step: u32) => "Stap {step} van 4", "Step {step} of 4";
    join_for(organisation: &str, name: &str) => "Account bij {organisation} voor {name}.", "Account at {organisation} for {name}.";

    join_name_title => "Kies een gebruikersnaam", "Choose a user name";
    join_name_hint => "3 tot 64 letters en cijfers, zonder spaties. Uw e-mailadres mag ook.", "3 to 64 letters and digits, without spaces. Your e-mail address is fine too.";
    join_name_unfit => "Kies een naam van 3 tot 64 letters en cijfers, zonder spaties. Een punt, streepje of @ mag ook.", "Choose a name of 3 to 64 letters and digits, without spaces. A dot, dash or @ is fine too.";
    join_name_taken => "Deze gebruikersnaam is al van iemand anders. Kies een andere.", "This user name is somebody else's already. Choose another.";
    join_name_button => "Gebruikersnaam bewaren", "Keep the user name";

    join_password_title => "Kies een wachtwoord", "Choose a password";
    join_password_rules => "Een goed wachtwoord is lang: ten minste 12 tekens. Een zin van een paar woorden is sterk en makkelijk te onthouden. Spaties mogen. Cijfers en leestekens hoeven niet. Plakken uit een wachtwoordenkluis mag.", "A good password is long: at least 12 characters. A sentence of a few words is strong and easy to remember. Spaces are fine. Digits and punctuation are not needed. You may paste from a password manager.";
    join_password_again => "Nog een keer hetzelfde wachtwoord", "The same password once more";
    join_password_short => "Dit wachtwoord is te kort. Kies ten minste 12 tekens, bijvoorbeeld een paar woorden.", "This password is too short. Choose at least 12 characters, for example a few words.";
    join_password_long => "Dit wachtwoord is te lang. Kies ten hoogste 200 tekens.", "This password is too long. Choose at most 200 characters.";
    join_password_common => "Dit wachtwoord gebruiken veel mensen. Iemand anders raadt het snel. Kies woorden die niet bij elkaar horen.", "Many people use this password. Somebody else guesses it quickly. Choose words that do not belong together.";
    join_password_names => "Dit wachtwoord lijkt op uw naam of op die van de organisatie. Kies iets anders.", "This password looks like your name or that of the organisation. Choose something else.";
    join_password_pattern => "Dit wachtwoord is een rijtje of een herhaling. Kies iets anders.", "This password is a row or a repetition. Choose something else.";
    join_password_different => "De twee wachtwoorden zijn niet hetzelfde. Vul ze opnieuw in.", "The two passwords are not the same. Enter them again.";
    join_password_button => "Wachtwoord bewaren", "Keep the password";
    join_password_good => "Uw wachtwoord is goed. Nog langer is nog sterker. Bewaar het op een veilige plek.", "Your password is good. Longer still is stronger still. Keep it in a safe place.";
    join_password_strong => "Uw wachtwoord is sterk. Bewaar het op een veilige plek.", "Your password is strong. Keep it in a safe place.";

    join_email_title => "Controleer uw e-mailadres", "Confirm your e-mail address";
    join_email_sent(address: &str) => "We hebben een e-mail met een code gestuurd naar {address}.", "We have sent an e-mail with a code to {address}.";
    join_email_label => "Code uit de e-mail", "Code from the e-mail";
    join_email_proved => "Uw e-mailadres klopt.", "Your e-mail address is confirmed.";
    join_mobile_title => "Controleer uw mobiele nummer", "Confirm your mobile number";
    join_code_not_sent_yet => "We konden nog geen code sturen. Vraag hieronder een nieuwe code aan.", "We could not send a code yet. Ask for a new code below.";
    join_code_new_needed => "Deze code werkt niet meer. Vraag een nieuwe code aan.", "This code no longer works. Ask for a new code.";
    join_code_sent => "We hebben een nieuwe code gestuurd. De oude code werkt niet meer.", "We have sent a new code. The old code no longer works.";
    join_code_not_sent(phone: &str) => "We konden de code niet versturen. Probeer het over een paar minuten nog eens, of bel {phone}.", "We could not send the code. Try again in a few minutes, or call {phone}.";
    join_code_too_many(phone: &str) => "U hebt te veel codes aangevraagd. Bel {phone}, dan sturen we u een nieuwe uitnodiging.", "You have asked for too many codes. Call {phone} and we send you a new invitation.";
    join_no_code => "Geen code gekregen?", "No code?";
    join_no_code_text(phone: &str) => "Wacht een minuut en kijk ook bij ongewenste e-mail. Klopt het adres of nummer niet? Bel {phone}: dan veranderen wij het.", "Wait a minute and also look at junk mail. Is the address or number wrong? Call {phone}: we change it.";

    join_done_title => "Uw account is klaar", "Your account is ready";
    join_done_text => "U kunt nu inloggen met uw gebruikersnaam en wachtwoord. We sturen u daarbij een code per sms.", "You can now log in with your user name and password. We then send you a code by text message.";
    join_done_button => "Inloggen", "Log in";

    identity_title => "Identiteit van de cliënt", "Identity of the client";
    identity_intro(name: &str) => "Is {name} wie we denken dat het is?", "Is {name} who we think it is?";
    identity_staged => "Het eigen account opent het dossier pas als u het identiteitsbewijs hebt gezien.", "The own account opens the record only when you have seen the identity document.";
    identity_bsn_title => "1. Burgerservicenummer", "1. Citizen service number";
    identity_bsn_done(day: &str) => "Gecontroleerd op {day}.", "Checked on {day}.";
    identity_bsn => "Burgerservicenummer", "Citizen service number";
    identity_bsn_hint => "Neem het over van het identiteitsbewijs of de zorgpas. We bewaren niet wat u typt.", "Copy it from the identity document or the health card. We do not keep what you type.";
    identity_bsn_button => "Nummer controleren", "Check the number";
    identity_bsn_checked => "Dit nummer hoort bij deze cliënt. Dat is bewaard.", "This number belongs to this client. That was kept.";
    identity_bsn_no_bsn => "Dit is geen burgerservicenummer. Kijk of alle 9 cijfers kloppen.", "This is not a citizen service number. Check all 9 digits.";
    identity_bsn_different => "Dit nummer is anders dan het nummer in het dossier. Kijk of u de goede cliënt voor u hebt.", "This number differs from the one in the record. Check that you have the right client.";
    identity_bsn_unknown => "In het dossier staat nog geen nummer. Laat het eerst aanvullen.", "The record has no number yet. Have it added first.";
    identity_document_title => "2. Identiteitsbewijs", "2. Identity document";
    identity_document_first => "Controleer eerst het burgerservicenummer.", "Check the citizen service number first.";
    identity_document_seen(kind: &str, ending: &str, day: &str) => "{kind} met nummer dat eindigt op {ending}, gezien op {day}.", "{kind} with a number that ends in {ending}, seen on {day}.";
    identity_document => "Welk bewijs hebt u gezien?", "Which document did you see?";
    identity_document_missing => "Kies welk bewijs u hebt gezien.", "Choose which document you saw.";
    document_passport => "Paspoort", "Passport";
    document_identity_card => "Identiteitskaart", "Identity card";
    document_driving_licence => "Rijbewijs", "Driving licence";
    document_residence_permit => "Verblijfsdocument", "Residence permit";
    identity_ending => "Laatste 4 tekens van het nummer", "Last 4 characters of the number";
    identity_ending_missing => "Vul de laatste 4 letters en cijfers in.", "Enter the last 4 letters and digits.";
    identity_seen_on => "Wanneer hebt u het gezien?", "When did you see it?";
    identity_seen_on_missing => "Vul de dag in. Een dag die nog komt, kan niet.", "Enter the day. A day that is still to come is not possible.";
    identity_button => "Bewijs vastleggen", "Record the document";
    identity_kept => "Het identiteitsbewijs is vastgelegd.", "The identity document was recorded.";
}

impl Texts {
    /// How long an invitation is still valid.
    pub fn invitation_days(self, days: u32) -> String {
        if days == 1 { self.invitation_open_one().to_owned() } else { self.invitation_open(days) }
    }
}
