//! Texts of searching a record, of graphs, of more about an item, and of the list of words.

use inzage_domain::Language;

use super::{Texts, catalogue};

catalogue! {
    find_title => "Zoeken in het dossier", "Search the record";
    find_intro => "Zoek op woorden, bijvoorbeeld een klacht, een medicijn of een naam. U vindt hele woorden: wie zoekt op ‘pijn’, vindt niet ‘hoofdpijn’. Hoofdletters en accenten maken niet uit.", "Search for words, such as a complaint, a medicine or a name. You find whole words: who searches for ‘pain’ does not find ‘painful’. Capitals and accents do not matter.";
    find_label => "Waar zoekt u naar?", "What do you search for?";
    find_hint => "Een of meer woorden. Wat u vindt, bevat al die woorden.", "One or more words. What you find contains all of them.";
    find_section => "Waar wilt u zoeken?", "Where do you want to search?";
    find_everywhere => "In het hele dossier", "In the whole record";
    find_button => "Zoeken", "Search";
    find_results => "Gevonden", "Found";
    find_none => "Niets gevonden", "Nothing found";
    find_none_text => "Zoek met minder woorden, of schrijf een woord anders. Zoekt u in één onderdeel? Zoek dan in het hele dossier.", "Search with fewer words, or write a word in another way. Do you search in one part? Then search the whole record.";
    find_none_older => "Er zijn geen oudere resultaten", "There are no older results";
    find_no_word => "Typ een woord van ten minste twee letters.", "Type a word of at least two letters.";
    find_too_many => "U typte veel woorden. We zoeken met de eerste vijf.", "You typed many words. We search for the first five.";
    find_over => "Deze zoekopdracht bewaren we niet langer. Typ uw woorden opnieuw.", "We do not keep this search any longer. Type your words again.";
    find_older => "Oudere resultaten", "Older results";
    find_newest => "Naar de nieuwste resultaten", "To the newest results";

    graph_link => "Bekijk als grafiek", "See as a graph";
    graph_title_measurements => "Metingen als grafiek", "Measurements as a graph";
    graph_title_results => "Uitslagen als grafiek", "Results as a graph";
    graph_intro => "Kies wat u wilt zien, en over welke tijd. Onder de grafiek staan dezelfde getallen.", "Choose what you want to see, and over which time. The same numbers stand below the graph.";
    graph_choose => "Wat wilt u zien?", "What do you want to see?";
    graph_periods => "Over welke tijd", "Over which time";
    graph_week => "Week", "Week";
    graph_month => "Maand", "Month";
    graph_year => "Jaar", "Year";
    graph_all => "Alles", "All";
    graph_window(first: &str, last: &str) => "Van {first} tot en met {last}.", "From {first} up to and including {last}.";
    graph_until(last: &str) => "Tot en met {last}.", "Up to and including {last}.";
    graph_older => "Eerdere tijd", "Earlier time";
    graph_newer => "Latere tijd", "Later time";
    graph_usual(range: &str) => "Gewone waarde: {range}", "Usual value: {range}";
    graph_with_unit(title: &str, unit: &str) => "{title} in {unit}", "{title} in {unit}";
    graph_one(day: &str, value: &str) => "één waarde, op {day}: {value}.", "one value, on {day}: {value}.";
    graph_about(number: u32, first: &str, last: &str, lowest: &str, highest: &str, newest: &str) => "{number} waarden, van {first} tot en met {last}. Laagste {lowest}, hoogste {highest}, laatste {newest}.", "{number} values, from {first} up to {last}. Lowest {lowest}, highest {highest}, newest {newest}.";
    graph_no_points => "Deze waarden hebben geen plaats op een as. Ze staan in de tabel.", "These values have no place on an axis. They are in the table.";
    graph_not_a_judgement => "De grafiek laat getallen zien. Wat ze voor u betekenen, hoort u van uw zorgverlener.", "The graph shows numbers. Your care professional tells you what they mean for you.";
    graph_table => "De getallen", "The numbers";
    graph_column_when => "Wanneer", "When";
    graph_column_value => "Waarde", "Value";
    graph_column_usual => "Gewone waarde", "Usual value";
    graph_column_author => "Geschreven door", "Written by";
    graph_none => "In deze tijd is dit niet gemeten", "This was not measured in this time";
    graph_none_text => "Kies een langere of een andere tijd.", "Choose a longer or another time.";
    graph_nothing => "Er is nog niets om te tekenen", "There is nothing to draw yet";
    graph_nothing_text => "Zodra er waarden met een getal en een eenheid zijn, ziet u ze hier als grafiek.", "As soon as there are values with a number and a unit, you see them here as a graph.";
    graph_cut => "Er is in deze tijd meer dan op één pagina past. U ziet de nieuwste. Kies een kortere tijd om de rest te zien.", "There is more in this time than fits on one page. You see the newest. Choose a shorter time to see the rest.";

    more_link => "Meer over dit onderdeel", "More about this entry";
    more_title => "Meer over dit onderdeel", "More about this entry";
    more_versions => "Versies", "Versions";
    more_versions_text => "Als een zorgverlener iets verandert, blijft de oude versie bewaard.", "If a care professional changes something, the old version is kept.";
    more_version => "Versie", "Version";
    more_shared => "Gedeeld op", "Shared on";
    more_recorded => "Opgeschreven op", "Written down on";
    more_author => "Geschreven door", "Written by";
    more_compare => "Lees de versies en wat er veranderde", "Read the versions and what changed";
    more_looked => "Wie heeft dit bekeken?", "Who has looked at this?";
    more_looked_text => "Hier staat wie dit onderdeel heeft geopend. Wie alleen een lijst bekeek waar dit in stond, staat in het hele logboek.", "Here you see who has opened this entry. Who only looked at a list with this in it is in the whole log.";
    more_looked_none => "Niemand anders heeft dit onderdeel geopend.", "Nobody else has opened this entry.";
    more_looked_since(when: &str) => "We keken terug tot {when}. Wat daarvoor was, staat in het hele logboek.", "We looked back until {when}. What was before is in the whole log.";
    more_who => "Wie", "Who";
    more_log => "Naar het hele logboek", "To the whole log";
    more_do => "Hebt u een vraag, of klopt dit niet?", "Do you have a question, or is this not right?";
    more_wrong => "Dit klopt niet", "This is not right";
    more_graph => "Bekijk dit als grafiek", "See this as a graph";

    words_meaning => "Wat betekent dit?", "What does this mean?";
    words_title => "Woordenlijst", "List of words";
    words_intro => "Woorden uit de zorg in gewone taal. De uitleg zegt wat een woord betekent, niet wat het voor u betekent. Vraag dat aan uw zorgverlener.", "Words from care in plain language. The explanation says what a word means, not what it means for you. Ask your care professional.";
    words_letters => "Naar een letter", "To a letter";
}

impl Texts {
    /// How many results stand on a page.
    pub fn found_number(self, number: u32, more: bool) -> String {
        match (self.0, number, more) {
            (Language::Dutch, 1, false) => "1 resultaat. De nieuwste zorg staat bovenaan.".to_owned(),
            (Language::Dutch, _, false) => format!("{number} resultaten. De nieuwste zorg staat bovenaan."),
            (Language::Dutch, _, true) => {
                format!("De nieuwste {number} resultaten. Er zijn ook oudere.")
            }
            (Language::English, 1, false) => "1 result. The newest care comes first.".to_owned(),
            (Language::English, _, false) => format!("{number} results. The newest care comes first."),
            (Language::English, _, true) => format!("The newest {number} results. There are older ones too."),
        }
    }
}
