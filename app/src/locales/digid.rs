//! Texts of logging in with DigiD (R117, R120).

use super::catalogue;

catalogue! {
    digid_intro(organisation: &str) => "U logt met DigiD in bij {organisation}.", "With DigiD you log in to {organisation}.";
    digid_button => "Inloggen met DigiD", "Log in with DigiD";
    digid_level_note => "U hebt de DigiD-app nodig.", "You need the DigiD app.";
    digid_other_title => "Voor iemand anders inloggen", "Log in for somebody else";
    digid_other_text => "Bent u ouder of vertegenwoordiger? Log dan in met uw eigen DigiD en kies bij DigiD voor wie u inlogt.", "Are you a parent or representative? Then log in with your own DigiD and choose at DigiD for whom you log in.";
    digid_other_button => "Inloggen voor iemand anders", "Log in for somebody else";
    digid_none => "Hebt u nog geen DigiD?", "Do you not have a DigiD yet?";
    digid_none_text => "U vraagt DigiD aan bij de overheid. Dat duurt ongeveer een week.", "You ask the government for a DigiD. It takes about a week.";
    digid_site => "Naar digid.nl", "To digid.nl";
    digid_staff_link => "Inloggen als medewerker", "Log in as a member of staff";
    digid_staff_title => "Inloggen als medewerker", "Log in as a member of staff";
    digid_client_link => "Bent u cliënt? Log in met DigiD", "Are you a client? Log in with DigiD";
    digid_failed_title => "U bent niet ingelogd", "You are not logged in";
    digid_cancelled => "U bent bij DigiD gestopt met inloggen. Er is niets gebeurd. U kunt het opnieuw proberen.", "You stopped logging in at DigiD. Nothing has happened. You can try again.";
    digid_unknown(organisation: &str) => "Uw DigiD werkt, maar we kunnen u niet inloggen bij {organisation}. We hebben geen open account dat bij uw gegevens hoort.", "Your DigiD works, but we cannot log you in to {organisation}. We have no open account that belongs to your data.";
    digid_unknown_next(phone: &str) => "Bent u wel cliënt bij ons? Of logt u in voor iemand anders? Bel ons dan op {phone}. We zoeken het samen met u uit.", "Are you a client of ours? Or do you log in for somebody else? Then call us on {phone}. We sort it out with you.";
    digid_low => "U hebt ingelogd met een lager niveau dan nodig is. In dit portaal staan gegevens over uw gezondheid. Daarom vragen we een hoger niveau.", "You logged in with a lower level than is needed. This portal holds data about your health. That is why we ask a higher level.";
    digid_low_next => "Open de DigiD-app en voeg een ID-check toe. Log daarna opnieuw in.", "Open the DigiD app and add an ID check. Then log in again.";
    digid_no_legal => "DigiD heeft niet doorgegeven voor wie u inlogt. Daarom hebben we u niet ingelogd.", "DigiD did not tell for whom you log in. That is why we did not log you in.";
    digid_no_legal_next(phone: &str) => "Probeer het opnieuw en kies bij DigiD voor wie u inlogt. Lukt het niet? Bel ons op {phone}.", "Try again and choose at DigiD for whom you log in. Does it not work? Call us on {phone}.";
    digid_expired => "Het inloggen duurde te lang, of u hebt de knop 'terug' gebruikt. Begin opnieuw.", "Logging in took too long, or you used the back button. Start again.";
    digid_fault(phone: &str) => "Er ging iets mis tussen DigiD en ons portaal. Dat ligt niet aan u. Probeer het over een paar minuten opnieuw, of bel ons op {phone}.", "Something went wrong between DigiD and our portal. It is not your fault. Try again in a few minutes, or call us on {phone}.";
    digid_retry => "Opnieuw proberen", "Try again";
    own_device_method => "Ingelogd met", "Logged in with";
    method_digid => "DigiD", "DigiD";
    method_password => "wachtwoord", "password";
    method_passkey => "passkey", "passkey";
}
