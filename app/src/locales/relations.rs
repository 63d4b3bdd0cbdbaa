//! Texts of the first contact of the care plan, inviting to the network, using an invitation with one's
//! own account, and ending all access (R7, R16, R39, R41, R44).

use super::catalogue;

catalogue! {
    basis_parent => "Ouder met gezag", "Parent with authority";
    basis_parent_without_authority => "Ouder zonder gezag", "Parent without authority";
    basis_guardian => "Voogd", "Guardian";
    basis_curator => "Curator, benoemd door een rechter", "Curator, appointed by a court";
    basis_mentor => "Mentor, benoemd door een rechter", "Mentor, appointed by a court";
    basis_proxy => "Iemand die de cliënt zelf op papier heeft gemachtigd", "Somebody whom the client authorised in writing";
    basis_partner => "Echtgenoot, partner of levensgezel, die beslist omdat de cliënt dat niet meer kan", "Spouse, partner or life companion, who decides because the client no longer can";
    basis_family => "Familie, die beslist omdat de cliënt dat niet meer kan", "Family, who decides because the client no longer can";
    invite_after(name: &str, ground: &str) => "{name} ({ground}) gaat volgens de wet voor. Zolang deze persoon vertegenwoordiger is, kunt u deze uitnodiging niet maken.", "By law {name} ({ground}) goes before. As long as this person is the representative, you cannot make this invitation.";
    asked_by_manager => "De beheerder van het netwerk", "The manager of the network";
    asked_in_portal => "In het portaal", "In the portal";
    invite_nobody_registered => "In het zorgplan staat nog geen eerste contactpersoon. Leg die eerst vast, op de pagina ‘Eerste contactpersoon’ van deze cliënt.", "The care plan names no first contact yet. Record that person first, on this client's page ‘First contact’.";
    invite_somebody_else => "Dit is iemand anders dan de eerste contactpersoon in het zorgplan. Alleen die persoon kan dit account krijgen. Is het zorgplan veranderd? Leg dan eerst de nieuwe contactpersoon vast.", "This is somebody other than the first contact in the care plan. Only that person can get this account. Has the care plan changed? Then record the new contact first.";
    invite_differs => "Dit is anders dan bij de eerste contactpersoon in het zorgplan.", "This differs from the first contact in the care plan.";

    first_contact_title => "Eerste contactpersoon", "First contact";
    first_contact_intro(name: &str) => "Wie is de eerste contactpersoon of wettelijk vertegenwoordiger van {name} volgens het zorgplan? Alleen deze persoon kan het account van de eerste contactpersoon krijgen.", "Who is the first contact or legal representative of {name} in the care plan? Only this person can get the first contact's account.";
    first_contact_nobody => "Er is nog niemand vastgelegd.", "Nobody has been recorded yet.";
    first_contact_open => "Eerste contactpersoon bekijken", "See the first contact";
    first_contact_now => "Nu in het zorgplan", "In the care plan now";
    first_contact_change => "Eerste contactpersoon vastleggen", "Record the first contact";
    first_contact_change_text => "Iemands toegang verandert hierdoor niet. Heeft iemand anders het account? Dan vragen we u om daar opnieuw naar te kijken.", "This changes nobody's access. Does somebody else have the account? Then we ask you to look at it again.";
    first_contact_name => "Naam", "Name";
    first_contact_relation => "Wie is dit van de cliënt?", "Who is this to the client?";
    first_contact_relation_hint => "Bijvoorbeeld: dochter, broer, mentor.", "For example: daughter, brother, mentor.";
    first_contact_relation_missing => "Vul in wie dit van de cliënt is.", "Enter who this is to the client.";
    first_contact_born => "Geboortedatum", "Birth date";
    first_contact_born_wrong => "Deze geboortedatum kan niet. Vul dag, maand en jaar in, of laat alles leeg.", "This birth date is not possible. Enter day, month and year, or leave all empty.";
    first_contact_since => "Vastgelegd", "Recorded";
    first_contact_since_by(day: &str, by: &str) => "op {day} door {by}", "on {day} by {by}";
    first_contact_save => "Contactpersoon vastleggen", "Record the contact";
    first_contact_kept => "De eerste contactpersoon is vastgelegd. U kunt deze persoon nu uitnodigen.", "The first contact was recorded. You can now invite this person.";
    first_contact_same => "Deze persoon stond al zo in het zorgplan. Er is niets veranderd.", "This person was already recorded like this. Nothing was changed.";
    first_contact_kept_flagged => "De eerste contactpersoon is vastgelegd. Iemand anders heeft nu het account. Bekijk hieronder of dat zo blijft.", "The first contact was recorded. Somebody else has the account now. See below whether that stays.";
    first_contact_kept_withdrawn => "De eerste contactpersoon is vastgelegd. Er was nog een uitnodiging voor iemand anders. Die is ingetrokken.", "The first contact was recorded. There was still an invitation for somebody else. It was withdrawn.";
    first_contact_look_again => "Kijk hier opnieuw naar", "Look at this again";
    first_contact_flagged(name: &str) => "{name} heeft het account van de eerste contactpersoon, maar in het zorgplan staat iemand anders.", "{name} has the first contact's account, but the care plan names somebody else.";
    first_contact_flagged_since(day: &str) => "Dit wacht sinds {day}. De toegang is niet veranderd.", "This waits since {day}. The access has not changed.";
    first_contact_reason => "Waarom blijft de toegang?", "Why does the access stay?";
    first_contact_reason_missing => "Schrijf op waarom de toegang blijft, in ten hoogste 500 tekens.", "Write why the access stays, in at most 500 characters.";
    first_contact_confirm => "Toegang laten staan", "Let the access stand";
    first_contact_withdraw => "Toegang bekijken of stoppen", "See or stop the access";
    first_contact_confirmed => "De toegang blijft. Dat is opgeschreven met uw reden.", "The access stays. That was written down with your reason.";
    first_contact_gone => "Dit is intussen al geregeld.", "This has been settled meanwhile.";
    first_contact_to_invite => "Deze persoon uitnodigen", "Invite this person";
    contacts_waiting_title => "Contactpersonen om opnieuw te bekijken", "Contacts to look at again";
    contacts_waiting_intro => "Bij deze cliënten heeft iemand anders het account dan de eerste contactpersoon in het zorgplan.", "With these clients somebody else has the account than the first contact in the care plan.";
    contacts_waiting_none => "Er wacht niets", "Nothing waits";
    contacts_waiting_none_text => "Bij alle cliënten klopt de eerste contactpersoon met het zorgplan.", "With all clients the first contact is the one in the care plan.";
    contacts_waiting_client => "Cliënt", "Client";
    contacts_waiting_name => "Heeft het account", "Has the account";
    contacts_waiting_since => "Wacht sinds", "Waits since";

    network_title => "Iemand uitnodigen voor het netwerk", "Invite somebody to the network";
    network_invitations_title => "Uitnodigingen voor het netwerk", "Invitations to the network";
    network_invitations_intro(name: &str) => "Wie is uitgenodigd om met {name} mee te kijken?", "Who is invited to look along with {name}?";
    network_invitations_none => "Er is nog niemand uitgenodigd", "Nobody has been invited yet";
    network_invitations_none_text => "Nodig familie of vrienden uit. U kiest wat zij zien.", "Invite family or friends. You choose what they see.";
    network_invite => "Iemand uitnodigen", "Invite somebody";
    network_invite_intro(name: &str) => "Deze persoon kan straks met {name} meekijken. U kiest wat hij of zij ziet. U kunt dit altijd veranderen of stoppen.", "This person can then look along with {name}. You choose what they see. You can always change or stop this.";
    network_kinds => "Wat mag deze persoon zien?", "What may this person see?";
    network_last_day => "Tot en met welke dag?", "Until which day, inclusive?";
    network_last_day_hint(day: &str) => "Laat dit leeg voor de langste tijd: tot en met {day}.", "Leave this empty for the longest time: until {day} inclusive.";
    network_last_day_wrong => "Kies vandaag of een latere dag, niet later dan de langste tijd. Of laat alles leeg.", "Choose today or a later day, no later than the longest time. Or leave all empty.";
    network_consent => "De cliënt, of wie namens de cliënt beslist, vindt het goed dat deze persoon dit ziet.", "The client, or whoever decides for the client, agrees that this person sees this.";
    network_consent_missing => "Zonder toestemming kunt u niemand uitnodigen. Is er toestemming? Zet dan het vinkje.", "Without consent you cannot invite anybody. Is there consent? Then tick the box.";
    network_send => "Uitnodiging versturen", "Send the invitation";
    network_back => "Terug naar de uitnodigingen", "Back to the invitations";
    network_last_day_of => "Toegang tot en met", "Access until";

    end_all_title => "Alle toegang stoppen", "Stop all access";
    end_all_intro(name: &str) => "Dan kan niemand nog met {name} meekijken. Het geldt direct. Er wordt niets weggegooid.", "Then nobody can look along with {name} any more. It holds at once. Nothing is thrown away.";
    end_all_who => "Deze mensen kijken dan niet meer mee. We sturen hun een bericht, zonder uw naam.", "These people then no longer look along. We send them a message, without your name.";
    end_all_nobody => "Er kijkt nu niemand mee. Uitnodigingen die nog openstaan, trekken we wel in.", "Nobody looks along now. Invitations that are still open are withdrawn.";
    end_all_stay => "Deze mensen blijven: hun toegang komt van de wet of van een rechter. Bel ons als u daar vragen over hebt.", "These people stay: their access comes from the law or a court. Call us if you have questions about it.";
    end_all_staff => "Doe dit alleen als de cliënt er zelf om vraagt.", "Only do this if the client asks for it.";
    end_all_reason => "Hoe en wanneer vroeg de cliënt dit?", "How and when did the client ask for this?";
    end_all_reason_missing => "Schrijf op hoe en wanneer dit is gevraagd, in ten hoogste 500 tekens.", "Write how and when this was asked, in at most 500 characters.";
    end_all_button => "Alle toegang nu stoppen", "Stop all access now";
    done_end_all => "Alle toegang is gestopt. Openstaande uitnodigingen zijn ingetrokken. We hebben iedereen een bericht gestuurd.", "All access has ended. Open invitations were withdrawn. We have sent everybody a message.";

    own_join_sign_in_first => "Hebt u hier al een account? Log dan eerst in, en vul daarna op deze pagina de code in. Dan komt de uitnodiging bij uw account.", "Do you have an account here already? Then log in first, and enter the code on this page afterwards. The invitation is then added to your account.";
    own_join_after_code => "U bent ingelogd. Na de code kunt u de uitnodiging bij uw account zetten.", "You are logged in. After the code you can add the invitation to your account.";
    own_join_title => "Uitnodiging bij uw account zetten", "Add the invitation to your account";
    own_join_text(name: &str, ground: &str, account: &str) => "Deze uitnodiging is voor {name}, als {ground}. U bent ingelogd als {account}.", "This invitation is for {name}, as {ground}. You are logged in as {account}.";
    own_join_button => "Bij mijn account zetten", "Add to my account";
    own_join_new => "Een nieuw account maken", "Make a new account";
    own_join_at_work => "Dit account is voor uw werk, of u bent ingelogd namens iemand anders. Werk en privé blijven apart. Maak een eigen account voor deze uitnodiging.", "This account is for your work, or you are logged in for somebody else. Work and private stay apart. Make an account of your own for this invitation.";
    own_join_address_missing(phone: &str) => "Bij uw account staat geen e-mailadres of geen mobiel nummer. Bel {phone}, dan vullen we het aan. Of maak een nieuw account.", "Your account has no e-mail address or no mobile number. Call {phone} and we add it. Or make a new account.";
    own_join_somebody_else(phone: &str) => "De uitnodiging is naar een ander e-mailadres en een ander mobiel nummer gestuurd dan die van uw account. Is hij toch voor u? Bel {phone}.", "The invitation went to another e-mail address and another mobile number than those of your account. Is it for you all the same? Call {phone}.";
    own_join_already => "U kijkt al mee op deze manier. U hoeft niets te doen.", "You look along in this way already. You need not do anything.";
    own_join_none_title => "Er is hier geen uitnodiging", "There is no invitation here";
    own_join_none(phone: &str) => "Log in en vul de code uit uw uitnodiging in. Werkt de code niet meer? Bel {phone}.", "Log in and enter the code from your invitation. Does the code no longer work? Call {phone}.";
    own_join_to_code => "Code invullen", "Enter the code";
    own_join_done => "De uitnodiging staat bij uw account. U hebt geen tweede account gekregen.", "The invitation was added to your account. You did not get a second account.";
    own_join_done_button => "Naar uw dossiers", "To your records";
}
