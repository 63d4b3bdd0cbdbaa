//! Texts of `/stijl`, the page of components in the demo.

use super::catalogue;

catalogue! {
    style_title => "Stijlgids", "Style guide";
    style_intro => "Elk onderdeel van het portaal, in elke staat. Alleen in de demo.", "Every component of the portal, in every state. Only in the demo.";
    style_colours => "Kleuren", "Colours";
    style_type => "Tekst en koppen", "Text and headings";
    style_links => "Links en knoppen", "Links and buttons";
    style_forms => "Formulieren", "Forms";
    style_messages => "Meldingen", "Messages";
    style_cards => "Kaarten en lijsten", "Cards and lists";
    style_tables => "Tabellen en grafieken", "Tables and charts";
    style_navigation => "Navigatie", "Navigation";
    style_waiting => "Wachten en leeg", "Waiting and empty";
    style_dialog => "Venster", "Dialog";
    style_errors => "Foutpagina's", "Error pages";
    style_icons => "Tekens", "Icons";
    style_sample_sentence => "Gisteren liep mevrouw De Wit met haar rollator naar de tuin.", "Yesterday Mrs De Wit walked to the garden with her walker.";
    style_plain_state => "Gewoon", "Normal";
    style_error_state => "Met een fout", "With an error";
    style_disabled_state => "Kan nu niet", "Not possible now";
    style_whose => "Van wie is dit dossier?", "Whose record is this?";
}
