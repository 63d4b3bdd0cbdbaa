//! Dates and times as people read them, in the Netherlands' time (host only: it needs time zone
//! data, and formatting in the browser could differ from what the host printed).

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

use crate::{CareTime, Language, Precision};

/// Europe/Amsterdam; the data is in the program.
pub fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

/// The calendar day of an instant in the Netherlands.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(amsterdam()).date()
}

/// The end of a calendar day in the Netherlands: the first instant of the next.
pub fn end_of(day: Date) -> Timestamp {
    day.tomorrow()
        .ok()
        .and_then(|next| next.to_zoned(amsterdam()).ok())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

fn month(language: Language, month: i8) -> &'static str {
    const DUTCH: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(month - 1).unwrap_or(0);
    language.pick(DUTCH, ENGLISH).get(index).copied().unwrap_or_default()
}

fn weekday(language: Language, date: Date) -> &'static str {
    const DUTCH: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
    const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let index = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    language.pick(DUTCH, ENGLISH).get(index).copied().unwrap_or_default()
}

/// `18 september 1963`.
pub fn date(language: Language, date: Date) -> String {
    format!("{} {} {}", date.day(), month(language, date.month()), date.year())
}

/// `donderdag 14 mei 2026`.
pub fn long_date(language: Language, day: Date) -> String {
    format!("{} {}", weekday(language, day), date(language, day))
}

/// `1 februari 2013 om 08:53 uur`, in Dutch time.
pub fn moment(language: Language, at: Timestamp) -> String {
    let zoned = at.to_zoned(amsterdam());
    let (hour, minute) = (zoned.hour(), zoned.minute());
    let day = date(language, zoned.date());
    match language {
        Language::Dutch => format!("{day} om {hour:02}:{minute:02} uur"),
        Language::English => format!("{day} at {hour:02}:{minute:02}"),
    }
}

/// The last calendar day before an end that is exclusive.
pub fn last_day(until: Timestamp) -> Date {
    day_of(until.checked_sub(SignedDuration::from_micros(1)).unwrap_or(until))
}

/// A date out of three boxes, as typed; `None` when there is no such day.
pub fn read_date(day: &str, month: &str, year: &str) -> Option<Date> {
    Date::new(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

/// `14:05`, in Dutch time.
pub fn time_of_day(at: Timestamp) -> String {
    let zoned = at.to_zoned(amsterdam());
    format!("{:02}:{:02}", zoned.hour(), zoned.minute())
}

/// A moment of care with just the precision that the source gave: `2013`, `februari 2013`,
/// `1 februari 2013` or with the time.
pub fn care_time(language: Language, time: &CareTime) -> String {
    let day = day_of(time.at);
    match time.precision {
        Precision::Year => day.year().to_string(),
        Precision::Month => format!("{} {}", month(language, day.month()), day.year()),
        Precision::Day => date(language, day),
        Precision::Time => moment(language, time.at),
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil};

    use super::{care_time, date, long_date, moment};
    use crate::{CareTime, Language, Precision};

    #[test]
    fn dates_are_written_out() {
        assert_eq!(date(Language::Dutch, civil::date(1963, 9, 18)), "18 september 1963");
        assert_eq!(long_date(Language::Dutch, civil::date(2026, 5, 14)), "donderdag 14 mei 2026");
        assert_eq!(long_date(Language::English, civil::date(2026, 5, 14)), "Thursday 14 May 2026");
    }

    #[test]
    fn moments_are_in_dutch_time_in_winter_and_summer() {
        let cases = [
            ("2013-02-01T07:53:00Z", "1 februari 2013 om 08:53 uur"),
            ("2026-06-30T22:30:00Z", "1 juli 2026 om 00:30 uur"),
            ("2026-03-29T00:59:59Z", "29 maart 2026 om 01:59 uur"),
            ("2026-03-29T01:00:00Z", "29 maart 2026 om 03:00 uur"),
        ];
        for (at, text) in cases {
            assert_eq!(moment(Language::Dutch, at.parse().unwrap()), text);
        }
    }

    #[test]
    fn a_care_time_says_no_more_than_the_source() {
        let at: Timestamp = "2013-01-31T23:00:00Z".parse().unwrap();
        let cases = [
            (Precision::Year, "2013"),
            (Precision::Month, "februari 2013"),
            (Precision::Day, "1 februari 2013"),
            (Precision::Time, "1 februari 2013 om 00:00 uur"),
        ];
        for (precision, text) in cases {
            let time = CareTime { at, precision, offset_minutes: None };
            assert_eq!(care_time(Language::Dutch, &time), text);
        }
    }
}
