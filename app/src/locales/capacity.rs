//! Texts about clients who cannot decide (any more), and who then does (R17).

use super::catalogue;

catalogue! {
    capacity_link => "Kan de cliënt zelf beslissen?", "Can the client decide?";
    capacity_title => "Kan de cliënt zelf beslissen?", "Can the client decide?";
    capacity_intro => "Leg hier vast wat u samen met het team hebt beoordeeld. Kan een cliënt niet meer zelf beslissen, dan beslist de vertegenwoordiger.", "Record here what you judged together with the team. If a client can no longer decide, the representative decides.";
    capacity_now_can(name: &str) => "Nu ligt vast: {name} beslist zelf.", "On record now: {name} decides.";
    capacity_now_cannot(name: &str) => "Nu ligt vast: {name} kan niet zelf beslissen. De vertegenwoordiger beslist.", "On record now: {name} cannot decide. The representative decides.";
    capacity_choice => "Wat is uw oordeel?", "What is your judgement?";
    capacity_can => "De cliënt kan zelf beslissen", "The client can decide";
    capacity_cannot => "De cliënt kan niet zelf beslissen", "The client cannot decide";
    capacity_no_choice => "Kies een van de antwoorden.", "Choose one of the answers.";
    capacity_day => "Dag van het oordeel", "Day of the judgement";
    capacity_day_hint => "Vandaag of eerder. Bijvoorbeeld: 14 5 2026.", "Today or before. For example: 14 5 2026.";
    capacity_reason => "Waarom?", "Why?";
    capacity_reason_hint => "Kort en feitelijk. Alleen medewerkers zien dit.", "Short and factual. Only staff see this.";
    capacity_no_reason => "Schrijf op waarom.", "Write down why.";
    capacity_reason_long => "Gebruik ten hoogste 500 tekens.", "Use 500 characters at most.";
    capacity_consequence => "Dit geldt meteen. Kan de cliënt niet zelf beslissen, dan blijft het dossier voor de cliënt open. Maar wie er meekijkt en of het account sluit, beslist de vertegenwoordiger.", "This holds at once. If the client cannot decide, the record stays open to the client. But the representative decides who looks along and whether the account is closed.";
    capacity_button => "Vastleggen", "Record";
    capacity_kept => "Uw oordeel ligt vast.", "Your judgement is on record.";
    capacity_history => "Wat eerder is vastgelegd", "What was recorded before";
    capacity_none => "Er is nog niets vastgelegd", "Nothing is recorded yet";
    capacity_none_text => "Zolang er niets vastligt, beslist de cliënt zelf.", "As long as nothing is recorded, the client decides.";
    capacity_own_note => "Uw vertegenwoordiger beslist wie er meekijkt. Praat erover met uw vertegenwoordiger of bel ons.", "Your representative decides who looks along. Talk about it with your representative or call us.";

    client_closing_link => "Account van de cliënt sluiten", "Close the client's account";
    client_closing_title => "Account van de cliënt sluiten", "Close the client's account";
    client_closing_asked(name: &str, day: &str) => "{name} vroeg op {day} om het account te sluiten. U beslist.", "{name} asked on {day} to close the account. You decide.";
    client_closing_text(name: &str) => "Sluit u het account, dan kan {name} niet meer inloggen. Het dossier blijft bewaard en u kunt zelf blijven kijken. De organisatie kan het account weer openen. Praat er eerst over met {name}.", "If you close the account, {name} can no longer log in. The record is kept and you can go on looking. The organisation can open the account again. Talk about it with {name} first.";
    client_closing_choice => "Wat besluit u?", "What do you decide?";
    client_closing_keep => "Het account blijft open", "The account stays open";
    client_closing_close => "Het account sluiten", "Close the account";
    client_closing_button => "Besluit bewaren", "Save the decision";
    client_closing_closed => "Het account is gesloten.", "The account is closed.";
    client_closing_kept => "Het account blijft open.", "The account stays open.";
    client_closing_shut => "Het account is gesloten", "The account is closed";
    client_closing_shut_text => "Wilt u dat de cliënt weer kan inloggen? Bel de organisatie.", "Do you want the client to be able to log in again? Call the organisation.";
    client_closing_none => "De cliënt heeft geen account", "The client has no account";
    client_closing_none_text => "Er is niets om te sluiten.", "There is nothing to close.";

    closing_represented => "Uw vertegenwoordiger beslist of uw account sluit. Als u het vraagt, sturen wij uw vraag door.", "Your representative decides whether your account is closed. If you ask for it, we pass your question on.";
    closing_asked => "Uw vraag is verstuurd aan uw vertegenwoordiger. Die beslist. Tot die tijd kunt u gewoon inloggen.", "Your question is sent to your representative, who decides. Until then you can log in as usual.";
    closing_asked_organisation => "Uw vraag is verstuurd. Een medewerker neemt contact met u op. Tot die tijd kunt u gewoon inloggen.", "Your question is sent. A member of staff contacts you. Until then you can log in as usual.";
    closing_ask_button => "Vraag versturen", "Send the question";
    desk_closing => "Verzoek om een account te sluiten", "Request to close an account";
}
