//! Texts of the error pages: what happened, whether anything is lost, what to do now.
//! They name no secret and blame nobody.

use super::catalogue;

catalogue! {
    error_400_title => "Dit konden we niet lezen", "We could not read this";
    error_400_text => "Er ging iets mis bij het versturen. Ga terug en probeer het nog eens.", "Something went wrong while sending. Go back and try again.";
    error_403_title => "U kunt deze pagina niet bekijken", "You cannot see this page";
    error_403_text => "Deze pagina hoort niet bij uw toegang.", "This page is not part of your access.";
    error_403_call(phone: &str) => "Denkt u dat dit niet klopt? Bel {phone}.", "Do you think this is not right? Call {phone}.";
    error_404_title => "Deze pagina bestaat niet", "This page does not exist";
    error_404_text => "Misschien is het adres niet helemaal goed, of is de pagina verplaatst. Er is niets verloren.", "Maybe the address is not quite right, or the page has moved. Nothing is lost.";
    error_405_title => "Dit kan hier niet", "This cannot be done here";
    error_405_text => "Deze pagina kan niet op deze manier worden geopend. Ga naar de startpagina.", "This page cannot be opened in this way. Go to the start page.";
    error_413_title => "Dit is te groot", "This is too large";
    error_413_text => "Wat u wilt versturen is te groot. Er is niets opgeslagen. Ga terug en maak het kleiner.", "What you want to send is too large. Nothing was saved. Go back and make it smaller.";
    error_415_title => "Dit soort bestand kan niet", "This kind of file is not possible";
    error_415_text => "Wat u wilt versturen heeft een vorm die we niet kunnen lezen. Er is niets opgeslagen.", "What you want to send has a form that we cannot read. Nothing was saved.";
    error_421_title => "Dit adres hoort niet bij ons", "This address is not ours";
    error_421_text => "Kijk of het adres bovenaan uw scherm klopt. Het staat in de brief of e-mail die u van uw zorgorganisatie kreeg.", "Check the address at the top of your screen. It is in the letter or e-mail from your care organisation.";
    error_429_title => "Even wachten", "Please wait a moment";
    error_429_text => "U hebt dit te vaak achter elkaar gedaan. Er is niets verloren.", "You have done this too often in a row. Nothing is lost.";
    error_500_title => "Er ging iets mis bij ons", "Something went wrong on our side";
    error_500_text => "Het ligt niet aan u. Wij zoeken uit wat er is gebeurd. Probeer het over een paar minuten nog eens.", "It is not your fault. We are finding out what happened. Try again in a few minutes.";
    error_503_title => "We zijn zo terug", "We will be back soon";
    error_503_text => "Het portaal is even dicht voor onderhoud. Uw gegevens zijn veilig. Probeer het over een paar minuten nog eens.", "The portal is closed for maintenance for a moment. Your data is safe. Try again in a few minutes.";
    error_not_in_use_title => "Dit portaal is nog niet open", "This portal is not open yet";
    error_not_in_use_text => "De organisatie maakt nog geen gebruik van dit portaal. Hebt u zorg of informatie nodig? Bel de organisatie.", "The organisation does not use this portal yet. Do you need care or information? Call the organisation.";
    error_incident => "Nummer van deze storing", "Number of this fault";
    error_incident_use(phone: &str) => "Blijft het misgaan? Bel {phone} en noem dit nummer.", "Does it keep going wrong? Call {phone} and mention this number.";
    error_call(phone: &str) => "Komt u er niet uit? Bel {phone}.", "Are you stuck? Call {phone}.";
    error_to_start => "Naar de startpagina", "To the start page";
    error_try_again => "Opnieuw proberen", "Try again";
    connection_lost => "U hebt geen verbinding. Kijk of u internet hebt en probeer het nog eens.", "You have no connection. Check your internet and try again.";
}
