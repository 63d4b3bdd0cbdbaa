//! Writing a report: for whom it is, when the client sees it, what it may be, and texts to begin with.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::{EntryId, policy::Preset, role::stored_enum};

/// Characters of the longest report.
pub const LONGEST_REPORT: usize = 8_000;
/// Characters of the longest reason for a new version.
pub const LONGEST_REASON: usize = 500;
/// Hours that sharing may be put off: two weeks (R2).
pub const LONGEST_DELAY: u16 = 336;

stored_enum! {
    /// Who may read a report (R2).
    Audience {
        /// Care workers only.
        Staff = "intern",
        /// The client, and those beside the client, as well.
        Client = "delen",
    }
}

stored_enum! {
    /// A text to begin a report with.
    Template {
        /// How the day went.
        Day = "dag",
        /// How the night went.
        Night = "nacht",
        /// Medication given.
        Medication = "medicatie",
        /// A fall or another incident.
        Incident = "incident",
        /// A talk with the family.
        Family = "familie",
        /// How mother and child are doing.
        Birth = "kraam",
    }
}

impl Template {
    /// The templates of an organisation, by the kind of care its preset is made for.
    pub const fn of(preset: Preset) -> &'static [Self] {
        match preset {
            Preset::Vivium | Preset::Caren => {
                &[Self::Day, Self::Night, Self::Medication, Self::Incident, Self::Family]
            }
            Preset::Cliendo => &[Self::Day, Self::Incident, Self::Family],
            Preset::CareCodex => &[Self::Birth, Self::Medication, Self::Family],
            Preset::MijnSein => &[Self::Day, Self::Night, Self::Medication, Self::Incident],
        }
    }

    /// What the report is called, Dutch: reports are written in Dutch.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Day => "Dagrapportage",
            Self::Night => "Nachtrapportage",
            Self::Medication => "Medicatie gegeven",
            Self::Incident => "Val of incident",
            Self::Family => "Gesprek met familie",
            Self::Birth => "Kraamrapportage",
        }
    }

    /// The text to begin with, Dutch.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Day => {
                "Stemming en contact: \nEten en drinken: \nLichamelijke zorg: \nActiviteit van vandaag: "
            }
            Self::Night => "Geslapen van … tot … uur.\nWakker geweest: \nHulp gegeven: ",
            Self::Medication => "Medicijn en hoeveelheid: \nTijd: \nReden (als het zo nodig was): \nEffect: ",
            Self::Incident => {
                "Wat is er gebeurd: \nWaar en hoe laat: \nLetsel: \nWat is er gedaan: \nWie is er gebeld: "
            }
            Self::Family => "Met wie: \nWaarover: \nAfgesproken: ",
            Self::Birth => "Moeder: \nKind: \nVoeding: \nAfgesproken: ",
        }
    }
}

/// What is being written. As text it is the name of a draft and a part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportForm {
    /// A report.
    New,
    /// Something that is added to a report.
    Addition(EntryId),
    /// A new version of a report.
    Version(EntryId),
}

impl ReportForm {
    /// The form of a text; `None` for what is none.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "nieuw" {
            return Some(Self::New);
        }
        let (kind, entry) = key.split_once('-')?;
        let entry = entry.parse().ok()?;
        match kind {
            "aanvulling" => Some(Self::Addition(entry)),
            "versie" => Some(Self::Version(entry)),
            _ => None,
        }
    }

    /// The report that it is about, where there is one.
    pub const fn about(self) -> Option<EntryId> {
        match self {
            Self::New => None,
            Self::Addition(entry) | Self::Version(entry) => Some(entry),
        }
    }
}

impl fmt::Display for ReportForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("nieuw"),
            Self::Addition(entry) => write!(f, "aanvulling-{entry}"),
            Self::Version(entry) => write!(f, "versie-{entry}"),
        }
    }
}

/// What a report without a template is called.
pub const PLAIN_TITLE: &str = "Rapportage";
/// What an addition is called.
pub const ADDITION_TITLE: &str = "Aanvulling";

/// What is wrong with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ReportFault {
    /// Nothing was written.
    Empty,
    /// More than [`LONGEST_REPORT`] characters.
    TooLong,
    /// Nothing says for whom it is.
    NoAudience,
    /// A new version needs a reason.
    NoReason,
    /// More than [`LONGEST_REASON`] characters.
    ReasonTooLong,
    /// A new version says the same as the one before.
    Unchanged,
}

/// A report as it is kept: with one kind of line end, without spaces at its ends.
pub fn report_text(typed: &str) -> Result<String, ReportFault> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err(ReportFault::Empty),
        long if long > LONGEST_REPORT => Err(ReportFault::TooLong),
        _ => Ok(text),
    }
}

/// The reason for a new version.
pub fn report_reason(typed: &str) -> Result<String, ReportFault> {
    let reason = typed.trim();
    match reason.chars().count() {
        0 => Err(ReportFault::NoReason),
        long if long > LONGEST_REASON => Err(ReportFault::ReasonTooLong),
        _ => Ok(reason.to_owned()),
    }
}

/// The instant at which the client sees what is shared now, by the policy's hours.
pub fn shown_at(now: Timestamp, delay_hours: u16) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(delay_hours.into())).unwrap_or(Timestamp::MAX)
}

/// Whether the client sees by now what is to be shown at an instant. Before it, it can be taken back.
pub fn is_shown(due: Timestamp, now: Timestamp) -> bool {
    due <= now
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{
        Audience, LONGEST_DELAY, LONGEST_REASON, LONGEST_REPORT, ReportFault, ReportForm, Template, is_shown,
        report_reason, report_text, shown_at,
    };
    use crate::{EntryId, policy::Preset};

    /// R2: shared things appear when the delay is over: not a second before, at the instant itself.
    #[test]
    fn the_client_sees_it_when_the_delay_is_over() {
        let now: Timestamp = "2026-10-24T12:00:00Z".parse().unwrap();
        let second = SignedDuration::from_secs(1);
        for hours in [0, 1, 24, LONGEST_DELAY] {
            let due = shown_at(now, hours);
            assert_eq!(due.duration_since(now), SignedDuration::from_hours(hours.into()));
            assert!(!is_shown(due, due - second) && is_shown(due, due) && is_shown(due, due + second));
        }
        assert_eq!(shown_at(Timestamp::MAX, 1), Timestamp::MAX);
    }

    #[test]
    fn a_report_says_something_and_fits() {
        let long = "é".repeat(LONGEST_REPORT);
        let cases = [
            ("", Err(ReportFault::Empty)),
            (" \r\n\t", Err(ReportFault::Empty)),
            (" a\r\nb\rc ", Ok("a\nb\nc".to_owned())),
            (&long, Ok(long.clone())),
            (&format!("{long}x"), Err(ReportFault::TooLong)),
        ];
        for (typed, expected) in cases {
            assert_eq!(report_text(typed), expected);
        }
        assert_eq!(report_reason("  "), Err(ReportFault::NoReason));
        assert_eq!(report_reason(" tikfout "), Ok("tikfout".to_owned()));
        assert!(report_reason(&"a".repeat(LONGEST_REASON)).is_ok());
        assert_eq!(report_reason(&"a".repeat(LONGEST_REASON + 1)), Err(ReportFault::ReasonTooLong));
    }

    #[test]
    fn a_form_is_read_back_from_its_text() {
        let entry = EntryId::from_uuid(uuid::Uuid::from_u128(7));
        for form in [ReportForm::New, ReportForm::Addition(entry), ReportForm::Version(entry)] {
            assert_eq!(ReportForm::from_key(&form.to_string()), Some(form));
        }
        for text in ["", "nieuw-", "versie", "versie-x", &format!("bericht-{entry}")] {
            assert_eq!(ReportForm::from_key(text), None, "{text}");
        }
    }

    #[test]
    fn every_organisation_has_templates_that_fit() {
        for preset in Preset::ALL {
            let templates = Template::of(*preset);
            assert!(!templates.is_empty(), "{preset:?}");
            for template in templates {
                assert!(report_text(template.text()).is_ok() && !template.title().is_empty());
            }
        }
        assert_eq!(Audience::from_key("delen"), Some(Audience::Client));
    }
}
