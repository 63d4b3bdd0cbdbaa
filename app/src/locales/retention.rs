//! Texts of records at the end of their term (R35).

use super::catalogue;

catalogue! {
    retention_title => "Bewaartermijnen", "Retention";
    retention_intro(years: u16) => "Een dossier bewaren we {years} jaar: na het einde van de zorg, na de laatste wijziging, of na de achttiende verjaardag. De laatste van deze drie telt. Daarna vernietigt u het dossier.", "We keep a record for {years} years: after the end of care, after the last change, or after the eighteenth birthday. The last of these three counts. After that you destroy the record.";
    retention_waiting => "Aan de beurt of bijna", "Due or nearly due";
    retention_none => "Er is geen dossier aan de beurt", "No record is due";
    retention_none_text => "Een dossier staat hier vanaf 90 dagen voor de laatste dag. Ook dossiers die u vasthoudt, staan hier.", "A record is listed from 90 days before its last day. Records that you hold are listed too.";
    retention_client => "Cliënt", "Client";
    retention_ended => "Einde van de zorg", "End of care";
    retention_last_day => "Bewaren tot en met", "Keep until";
    retention_state => "Stand", "State";
    retention_over => "Mag worden vernietigd", "May be destroyed";
    retention_near => "Nog bewaren", "Still to be kept";
    retention_held => "Wordt vastgehouden", "On hold";
    retention_past => "Vernietigde dossiers", "Destroyed records";
    retention_past_none => "Er is nog geen dossier vernietigd.", "No record has been destroyed yet.";
    retention_number => "Nummer", "Number";
    retention_destroyed_on => "Vernietigd op", "Destroyed on";
    retention_of(name: &str) => "Bewaartermijn van {name}", "Retention of {name}";
    retention_in_care => "Deze cliënt krijgt nog zorg. De bewaartermijn begint pas na het einde van de zorg.", "This client still receives care. The term begins only after the end of care.";
    retention_changed => "Laatste wijziging in het dossier", "Last change in the record";
    retention_of_age => "Achttiende verjaardag", "Eighteenth birthday";
    retention_holds => "Vasthouden", "Holds";
    retention_hold => "Dossier vasthouden", "Hold the record";
    retention_hold_text => "Bijvoorbeeld voor een rechtszaak of een klacht. Zolang u het dossier vasthoudt, kan niemand het vernietigen.", "For example for a lawsuit or a complaint. While you hold the record, nobody can destroy it.";
    retention_hold_reason => "Waarom houdt u het dossier vast?", "Why do you hold the record?";
    retention_lift => "Vasthouden stoppen", "Stop the hold";
    retention_lift_reason => "Waarom stopt u met vasthouden?", "Why do you stop the hold?";
    retention_reason_missing => "Schrijf op waarom, in ten hoogste 500 tekens.", "Write why, in at most 500 characters.";
    retention_since(day: &str) => "Vastgehouden sinds {day}", "On hold since {day}";
    retention_lifted(day: &str) => "gestopt op {day}", "stopped on {day}";
    retention_hold_kept => "Het dossier wordt vastgehouden. Niemand kan het vernietigen.", "The record is on hold. Nobody can destroy it.";
    retention_hold_lifted => "Het dossier wordt niet meer vastgehouden.", "The record is no longer on hold.";
    retention_destroy => "Dossier voorgoed vernietigen", "Destroy the record for good";
    retention_destroy_text => "Daarna kan niemand het dossier nog lezen, ook u niet. Er is geen weg terug. Wat overblijft, is het nummer van het dossier en de dag waarop u het vernietigde. In de reservekopieën van de sleutels is het na ten hoogste 30 dagen weg.", "After that nobody can read the record, neither can you. There is no way back. What remains is the record's number and the day on which you destroyed it. In the back-ups of the keys it is gone after at most 30 days.";
    retention_sure => "Ik weet zeker dat dit dossier weg mag", "I am sure that this record may go";
    retention_sure_missing => "Zet het vinkje als u het zeker weet.", "Tick the box if you are sure.";
    retention_too_early(day: &str) => "Dit dossier bewaren we tot en met {day}. Tot dan kan niemand het vernietigen.", "We keep this record until {day}. Until then nobody can destroy it.";
    retention_is_held => "Dit dossier wordt vastgehouden. Stop eerst met vasthouden.", "This record is on hold. Stop the hold first.";
    retention_destroyed => "Het dossier is vernietigd. Niemand kan het nog lezen.", "The record has been destroyed. Nobody can read it any more.";
    retention_back => "Terug naar de bewaartermijnen", "Back to retention";
}
