//! Texts of the record: start page, categories, timeline, one item.
//! The Dutch names of the categories are those of the Dutch personal health environments.

use inzage_domain::{Category, Language};

use super::{Texts, catalogue};

catalogue! {
    record_title_own => "Uw dossier", "Your record";
    record_title_of(name: &str) => "Dossier van {name}", "Record of {name}";
    record_welcome(name: &str) => "Dag {name}", "Hello {name}";
    record_nav => "Dossier", "Record";
    record_all_sections => "Alles in het dossier", "Everything in the record";
    record_new => "Wat is er nieuw?", "What is new?";
    record_nothing_new => "Er is niets nieuws", "There is nothing new";
    record_nothing_new_text => "Nieuwe informatie ziet u hier zodra een zorgverlener die deelt.", "New information appears here as soon as a care professional shares it.";
    record_since(when: &str) => "Sinds {when}", "Since {when}";
    record_empty => "Er staat nog niets in het dossier", "There is nothing in the record yet";
    record_empty_text => "Zodra een zorgverlener iets deelt, ziet u het hier.", "As soon as a care professional shares something, you see it here.";
    record_read_only => "U leest hier het dossier.", "Here you read the record.";
    record_newest(when: &str) => "Bijgewerkt op {when}", "Updated on {when}";

    group_health => "Gezondheid", "Health";
    group_care => "Zorg", "Care";
    group_examinations => "Onderzoek", "Examinations";
    group_personal => "Persoonlijk", "Personal";

    timeline_title => "Rapportages", "Reports";
    timeline_nav => "Rapportages", "Reports";
    timeline_intro => "Wat zorgverleners hebben opgeschreven. De nieuwste staat bovenaan.", "What care professionals have written. The newest comes first.";
    timeline_empty => "Er zijn nog geen rapportages", "There are no reports yet";
    timeline_empty_text => "Nieuwe rapportages ziet u hier zodra een zorgverlener ze heeft gedeeld.", "New reports appear here as soon as a care professional has shared them.";
    timeline_older => "Oudere rapportages", "Older reports";
    timeline_newer => "Nieuwere rapportages", "Newer reports";
    timeline_end => "Dit is de oudste rapportage.", "This is the oldest report.";
    section_older => "Oudere gegevens", "Older entries";
    section_newer => "Nieuwere gegevens", "Newer entries";
    section_empty => "Hier staat nog niets", "There is nothing here yet";
    section_empty_text => "Nieuwe gegevens ziet u hier zodra een zorgverlener ze heeft gedeeld.", "New entries appear here as soon as a care professional has shared them.";
    read_more => "Lees meer", "Read more";
    read_item(title: &str, when: &str) => "Lees {title} van {when}", "Read {title} of {when}";

    item_details => "Over deze gegevens", "About this entry";
    item_author => "Geschreven door", "Written by";
    item_author_unknown => "De bron noemt niet wie dit schreef.", "The source does not say who wrote this.";
    item_role => "Functie", "Role";
    item_organisation => "Organisatie", "Organisation";
    item_care_date => "Datum van de zorg", "Date of care";
    item_recorded => "Opgeschreven op", "Written down on";
    item_updated => "Laatst veranderd op", "Last changed on";
    item_shared => "Met u gedeeld op", "Shared with you on";
    item_source => "Afkomstig van", "Comes from";
    item_not_found_part => "Dit hoort erbij, maar hebben we niet ontvangen:", "This belongs to it, but we did not receive it:";
    item_not_understood => "Dit soort gegevens kunnen we nog niet laten zien. We bewaren ze wel. Wilt u weten wat er staat? Bel ons.", "We cannot show this kind of data yet. We do keep it. Do you want to know what it says? Call us.";
    item_all => "Alle gegevens", "All data";
    item_back_to(section: &str) => "Terug naar {section}", "Back to {section}";
}

impl Texts {
    /// The heading of a category.
    pub fn category(self, category: Category) -> &'static str {
        category.name(self.0)
    }

    /// One line about a category. Says neither `you` nor `the client`: it fits every reader.
    pub fn category_about(self, category: Category) -> &'static str {
        let (dutch, english) = match category {
            Category::Reports => (
                "Wat zorgverleners van dag tot dag opschrijven.",
                "What care professionals write down from day to day.",
            ),
            Category::Plans => {
                ("Doelen, wensen en afspraken over de zorg.", "Goals, wishes and agreements about the care.")
            }
            Category::Problems => {
                ("Klachten en ziekten, van nu en vroeger.", "Complaints and illnesses, now and before.")
            }
            Category::Medication => (
                "Medicijnen van nu en vroeger, en afspraken daarover.",
                "Medication now and before, and agreements about it.",
            ),
            Category::Allergies => (
                "Eten, medicijnen en stoffen die klachten geven.",
                "Food, medication and substances that cause complaints.",
            ),
            Category::Alerts => (
                "Belangrijke dingen waar zorgverleners op letten.",
                "Important things that care professionals watch.",
            ),
            Category::Measurements => (
                "Zoals bloeddruk, hartslag, lengte en gewicht.",
                "Such as blood pressure, heart rate, height and weight.",
            ),
            Category::LabResults => {
                ("Uitslagen van onderzoek in het laboratorium.", "Results of tests in the laboratory.")
            }
            Category::Treatments => ("Behandelingen en operaties.", "Treatments and operations."),
            Category::Appointments => (
                "Afspraken en contacten met zorgverleners.",
                "Appointments and contacts with care professionals.",
            ),
            Category::Documents => ("Brieven, verslagen en foto’s.", "Letters, reports and photos."),
            Category::Devices => (
                "Medische hulpmiddelen, zoals een bril of rollator.",
                "Medical aids, such as glasses or a walker.",
            ),
            Category::Vaccinations => {
                ("Prikken, zoals tegen griep of corona.", "Jabs, such as against flu or covid.")
            }
            Category::Lifestyle => (
                "Wonen, eten en wat iemand elke dag doet.",
                "Living, eating and what somebody does each day.",
            ),
            Category::MentalWellbeing => ("Hoe het geestelijk gaat.", "How somebody feels mentally."),
            Category::CareTeam => {
                ("Mensen en organisaties die zorg geven.", "People and organisations that give care.")
            }
            Category::Patient => {
                ("Naam, adres, verzekering en contactpersonen.", "Name, address, insurance and contacts.")
            }
            Category::Other => ("Gegevens die nergens anders bij horen.", "Data that belongs nowhere else."),
        };
        self.0.pick(dutch, english)
    }

    /// A whole number with its thousands apart: `1.250` or `1,250`.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut written = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                written.push_str(self.0.pick(".", ","));
            }
            written.push(digit);
        }
        written
    }

    /// How many items a category holds.
    pub fn items(self, number: u64) -> String {
        let words = match (self.0, number) {
            (Language::Dutch, 1) => "onderdeel",
            (Language::Dutch, _) => "onderdelen",
            (Language::English, 1) => "item",
            (Language::English, _) => "items",
        };
        [&self.number(number), words].join(" ")
    }
}
