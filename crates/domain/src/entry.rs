//! An item of a record: its times, author and publish state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::role::stored_enum;

stored_enum! {
    /// How precisely a moment of care is known (FHIR `dateTime`).
    Precision {
        /// Only the year.
        Year = "year",
        /// Year and month.
        Month = "month",
        /// The day.
        Day = "day",
        /// Day and time.
        Time = "time",
    }
}

stored_enum! {
    /// Whether clients can see a version (R2).
    PublishState {
        /// Being written.
        Draft = "draft",
        /// For care workers only.
        Internal = "internal",
        /// Shared with the client.
        Published = "published",
        /// Was shared and is hidden again.
        Withdrawn = "withdrawn",
    }
}

/// When care was given, as the source wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTime {
    /// The first instant that the written moment can mean, for ordering.
    pub at: Timestamp,
    /// How much of it was written.
    pub precision: Precision,
    /// Offset from UTC in minutes as written, when there was one.
    pub offset_minutes: Option<i16>,
}

/// Who made an item, kept as it was then (R134). Empty where the source did not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Name as shown.
    pub name: String,
    /// Role or specialism in words, Dutch.
    pub role: String,
    /// Organisation's name.
    pub organisation: String,
}
