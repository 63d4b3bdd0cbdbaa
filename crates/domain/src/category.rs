//! The sixteen health categories of the Dutch personal health environments, and reports.

use serde::{Deserialize, Serialize};

use crate::Language;

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $slug:literal, $kind:ident;)*) => {
        /// Where in the record something stands. Sixteen health categories as the state's own
        /// app uses them (`problems`, `allergies`, ...), the daily reports, and `Other` for what
        /// we keep without understanding it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Category { $($(#[$doc])* $name,)* }

        impl Category {
            /// Every category, in the order of the record's start page.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The number in the store. Never changes once landed.
            pub const fn number(self) -> i64 { match self { $(Self::$name => $number,)* } }

            /// The category of a number in the store.
            pub const fn from_number(number: i64) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }

            /// The Dutch word in the address of its page.
            pub const fn slug(self) -> &'static str { match self { $(Self::$name => $slug,)* } }

            /// The category whose page has this address.
            pub fn from_slug(slug: &str) -> Option<Self> {
                match slug { $($slug => Some(Self::$name),)* _ => None }
            }

            /// The kind of data that a grant speaks of (R39).
            pub const fn kind(self) -> crate::access::DataKind {
                match self { $(Self::$name => crate::access::DataKind::$kind,)* }
            }
        }
    };
}

categories! {
    /// Daily reports of carers and nurses.
    Reports = 1, "rapportages", Reports;
    /// Care plan, goals, directives (`plans`).
    Plans = 2, "behandelplan", Plan;
    /// Complaints and diagnoses (`problems`).
    Problems = 3, "klachten", Reports;
    /// Medication (`medication`).
    Medication = 4, "medicijnen", Reports;
    /// Allergies and intolerances (`allergies`).
    Allergies = 5, "allergieen", Reports;
    /// What carers must watch (`alerts`).
    Alerts = 6, "waarschuwingen", Reports;
    /// Vital signs (`measurements`).
    Measurements = 7, "metingen", Measurements;
    /// Laboratory (`lab_results`).
    LabResults = 8, "uitslagen", Measurements;
    /// Treatments and operations (`treatments`).
    Treatments = 9, "behandelingen", Reports;
    /// Appointments and encounters (`appointments`).
    Appointments = 10, "afspraken", Agenda;
    /// Letters and documents (`documents`).
    Documents = 11, "documenten", Documents;
    /// Aids (`medical_devices`).
    Devices = 12, "hulpmiddelen", Reports;
    /// Vaccinations (`vaccinations`).
    Vaccinations = 13, "vaccinaties", Reports;
    /// How one lives and eats (`lifestyle`).
    Lifestyle = 14, "leefstijl", Reports;
    /// Mental wellbeing (`mental_wellbeing`).
    MentalWellbeing = 15, "mentaal-welzijn", Reports;
    /// Who gives care (`care_team`).
    CareTeam = 16, "behandelaren", Plan;
    /// Personal details, insurance, contacts (`patient`).
    Patient = 17, "persoonlijke-gegevens", Plan;
    /// Kept, but not understood.
    Other = 18, "overig", Reports;
}

impl Category {
    /// What people call it: on the screens and in what they take along.
    pub fn name(self, language: Language) -> &'static str {
        let (dutch, english) = match self {
            Self::Reports => ("Rapportages", "Reports"),
            Self::Plans => ("Behandelplan", "Treatment plan"),
            Self::Problems => ("Medische klachten", "Medical complaints"),
            Self::Medication => ("Medicijnen", "Medication"),
            Self::Allergies => ("Allergieën en intoleranties", "Allergies and intolerances"),
            Self::Alerts => ("Waarschuwingen", "Alerts"),
            Self::Measurements => ("Metingen", "Measurements"),
            Self::LabResults => ("Uitslagen", "Results"),
            Self::Treatments => ("Behandelingen", "Treatments"),
            Self::Appointments => ("Afspraken", "Appointments"),
            Self::Documents => ("Documenten", "Documents"),
            Self::Devices => ("Hulpmiddelen", "Aids"),
            Self::Vaccinations => ("Vaccinaties", "Vaccinations"),
            Self::Lifestyle => ("Leefstijl en situatie", "Lifestyle and situation"),
            Self::MentalWellbeing => ("Mentaal welzijn", "Mental wellbeing"),
            Self::CareTeam => ("Behandelaren", "Care team"),
            Self::Patient => ("Persoonlijke gegevens", "Personal details"),
            Self::Other => ("Overig", "Other"),
        };
        language.pick(dutch, english)
    }
}

#[cfg(test)]
mod tests {
    use super::Category;

    #[test]
    fn numbers_and_slugs_lead_back_to_their_category() {
        for &category in Category::ALL {
            assert_eq!(Category::from_number(category.number()), Some(category));
            assert_eq!(Category::from_slug(category.slug()), Some(category));
        }
        assert_eq!(Category::from_number(0), None);
        assert_eq!(Category::from_slug("geheim"), None);
    }
}
