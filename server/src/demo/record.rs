//! The demo's record: an invented woman of 84, as FHIR files that go through the ordinary import.
//!
//! The files are written around the first of May 2026. When the demo is filled, their recent
//! dates move by whole weeks, so that the newest report is always of the last days and a Tuesday
//! stays a Tuesday; what is longer ago (a diagnosis of 2014) stays where it is.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, date},
    tz::TimeZone,
};
use serde_json::Value;

/// One file.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub text: &'static str,
    /// Whether the client sees it (R2).
    pub shared: bool,
}

macro_rules! files {
    ($($name:literal, $shared:literal;)*) => {
        /// The files, the Patient first.
        pub const FILES: &[File] = &[$(File { name: $name, text: include_str!(concat!("record/", $name)), shared: $shared },)*];
    };
}

files! {
    "01-patient.json", true;
    "02-reports.json", true;
    "03-measurements.json", true;
    "04-lab.json", true;
    "05-problems.json", true;
    "06-medication.json", true;
    "07-plan.json", true;
    "08-care.json", true;
    "09-internal.json", false;
}

macro_rules! small {
    ($($(#[$doc:meta])* $constant:ident: $patient:literal, $record:literal;)*) => {$(
        $(#[$doc])*
        pub const $constant: &[File] = &[
            File { name: $patient, text: include_str!(concat!("record/", $patient)), shared: true },
            File { name: $record, text: include_str!(concat!("record/", $record)), shared: true },
        ];
    )*};
}

small! {
    /// A man of 80 at home, with a care network.
    HOME: "home-patient.json", "home-record.json";
    /// A boy who is 14 when the demo is filled.
    CHILD: "child-patient.json", "child-record.json";
}

/// Years that the boy is old.
const CHILD_AGE: i16 = 14;

/// The day that the files call today.
const WRITTEN: Date = date(2026, 5, 1);
/// Dates before this one do not move.
const RECENT: Date = date(2026, 3, 1);

/// A file with its recent dates moved to around `now`.
///
/// # Errors
/// The file is no JSON, which a test excludes.
pub fn moved(file: &File, now: Timestamp) -> Result<Vec<u8>, serde_json::Error> {
    let mut content: Value = serde_json::from_str(file.text)?;
    let days = now.to_zoned(zone()).date().since(WRITTEN).map_or(0, |span| span.get_days());
    let weeks = days.div_euclid(7);
    move_dates(&mut content, weeks);
    if file.name == "child-patient.json" {
        let year = now.to_zoned(zone()).date().year() - CHILD_AGE;
        content["birthDate"] = Value::from(format!("{year}-01-01"));
    }
    serde_json::to_vec_pretty(&content)
}

/// The Patient of a file with the mobile number and the address of this demo's account; other files
/// as they are.
///
/// # Errors
/// The file is no JSON, which a test excludes.
pub fn reached_at(bytes: &[u8], mobile: &str, email: &str) -> Result<Vec<u8>, serde_json::Error> {
    let mut content: Value = serde_json::from_slice(bytes)?;
    if content["resourceType"] == "Patient"
        && let Some(telecoms) = content["telecom"].as_array_mut()
    {
        for telecom in telecoms {
            if telecom["system"] == "email" {
                telecom["value"] = Value::from(email);
            } else if telecom["use"] == "mobile" {
                telecom["value"] = Value::from(mobile);
            }
        }
    }
    serde_json::to_vec_pretty(&content)
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

fn move_dates(value: &mut Value, weeks: i32) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| move_dates(item, weeks)),
        Value::Object(members) => {
            for (name, member) in members {
                if name != "birthDate" {
                    move_dates(member, weeks);
                }
            }
        }
        Value::String(text) => {
            if let Some(later) = moved_date(text, weeks) {
                *text = later;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The moved text of a full date or instant; `None` for everything else.
fn moved_date(text: &str, weeks: i32) -> Option<String> {
    let span = weeks.weeks();
    if text.len() == 10 {
        let day: Date = text.parse().ok()?;
        return (day >= RECENT).then(|| day.saturating_add(span).to_string());
    }
    let looks_like =
        text.len() >= 20 && text.as_bytes().get(10) == Some(&b'T') && text.parse::<Timestamp>().is_ok();
    if !looks_like {
        return None;
    }
    // The time on the wall stays; the offset follows summer and winter.
    let wall: DateTime = text.get(..19)?.parse().ok()?;
    if wall.date() < RECENT {
        return None;
    }
    let later = wall.saturating_add(span).to_zoned(zone()).ok()?;
    Some(later.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{FILES, moved, moved_date};

    #[test]
    fn recent_dates_move_by_whole_weeks_and_keep_their_hour() {
        let cases = [
            ("2026-04-30", 1, Some("2026-05-07")),
            ("2026-02-28", 1, None),
            ("2014-06", 1, None),
            ("2026-04-30T08:10:00+02:00", 1, Some("2026-05-07T08:10:00+02:00")),
            ("2026-04-30T08:10:00+02:00", 29, Some("2026-11-19T08:10:00+01:00")),
            ("2026-03-02T11:00:00+01:00", 10, Some("2026-05-11T11:00:00+02:00")),
            ("2026-04-30T08:10:00+02:00", -1, Some("2026-04-23T08:10:00+02:00")),
            ("Mevrouw sliep goed.", 1, None),
            ("+31612345601", 1, None),
        ];
        for (text, weeks, expected) in cases {
            assert_eq!(moved_date(text, weeks).as_deref(), expected, "{text} {weeks}");
        }
    }

    #[test]
    fn the_files_are_whole_and_only_the_last_is_for_staff() {
        let mut resources = 0;
        for file in FILES {
            let bytes = moved(file, "2026-11-21T12:00:00Z".parse().unwrap()).unwrap();
            let content: Value = serde_json::from_slice(&bytes).unwrap();
            resources += content["entry"].as_array().map_or(1, Vec::len);
            assert!(!content.to_string().contains("2026-04-30T"), "{}", file.name);
        }
        assert!(resources >= 60, "{resources}");
        assert_eq!(FILES.iter().filter(|file| !file.shared).count(), 1);
    }
}
