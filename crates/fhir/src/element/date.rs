//! Dates and times of FHIR: read with the precision that was written, shown in Dutch time.

use inzage_domain::written::{self, amsterdam};
use inzage_domain::{CareTime, Language, Precision};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// A FHIR `date`, `dateTime` or `instant`: `2001`, `2001-05`, `2001-05-14` or with a time and an
/// offset from UTC. Equal to another when it was written alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FhirTime {
    /// As written in the resource.
    pub written: String,
    /// How much of it was written.
    pub precision: Precision,
    date: Date,
    time: Time,
    offset: Option<Offset>,
}

impl FhirTime {
    /// Reads what FHIR writes. Anything else is `None`, also dates that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
        let mut parts = day.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let precision = match (month, day, clock) {
            (None, None, None) => Precision::Year,
            (Some(_), None, None) => Precision::Month,
            (Some(_), Some(_), None) => Precision::Day,
            (Some(_), Some(_), Some(_)) => Precision::Time,
            _ => return None,
        };
        let small = |number: Option<Option<i16>>| match number {
            None => Some(1),
            Some(found) => found.and_then(|number| i8::try_from(number).ok()),
        };
        let date = Date::new(year, small(month)?, small(day)?).ok()?;
        let (time, offset) = clock.map_or(Some((Time::midnight(), None)), clock_time)?;
        Some(Self { written: text.to_owned(), precision, date, time, offset })
    }

    /// The first instant that it can mean. Without an offset it is Dutch time.
    pub fn first_instant(&self) -> Timestamp {
        let local = DateTime::from_parts(self.date, self.time);
        let instant = match self.offset {
            Some(offset) => offset.to_timestamp(local),
            None => amsterdam().to_zoned(local).map(|zoned| zoned.timestamp()),
        };
        // Open ends are met as the year 9999, of which the last day lies beyond what can be counted.
        instant.unwrap_or(if self.date.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
    }

    /// As the record keeps it.
    pub fn care_time(&self) -> CareTime {
        CareTime {
            at: self.first_instant(),
            precision: self.precision,
            offset_minutes: self.offset.and_then(|offset| i16::try_from(offset.seconds() / 60).ok()),
        }
    }

    /// The moment on the Dutch clock.
    fn dutch(&self) -> DateTime {
        match self.offset {
            Some(_) => self.first_instant().to_zoned(amsterdam()).datetime(),
            None => DateTime::from_parts(self.date, self.time),
        }
    }

    /// `18 september 1963`, `september 1963`, `1963` or `1 februari 2013 om 08:53 uur`.
    pub fn show(&self, language: Language) -> String {
        let day = written::date(language, self.date);
        match self.precision {
            Precision::Year => self.date.year().to_string(),
            Precision::Month => day.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or(day),
            Precision::Day => day,
            Precision::Time => written::moment(language, self.first_instant()),
        }
    }

    /// As [`Self::show`], without the time of the day.
    pub fn show_day(&self, language: Language) -> String {
        match self.precision {
            Precision::Time => written::date(language, self.dutch().date()),
            Precision::Year | Precision::Month | Precision::Day => self.show(language),
        }
    }

    /// From one moment to another, said once where both are on one day.
    pub fn show_range(&self, end: &Self, language: Language) -> String {
        if self.precision == Precision::Time && end.precision == Precision::Time {
            let (from, to) = (self.dutch(), end.dutch());
            if from == to {
                return self.show(language);
            }
            if from.date() == to.date() {
                let (first, last) = (clock_text(from), clock_text(to));
                let day = written::date(language, from.date());
                return language.pick(
                    format!("{day} van {first} tot {last} uur"),
                    format!("{day} from {first} to {last}"),
                );
            }
        } else if self.written == end.written {
            return self.show(language);
        }
        let (first, last) = (self.show(language), end.show(language));
        let until = if end.precision == Precision::Time { "tot" } else { "tot en met" };
        language.pick(format!("{first} {until} {last}"), format!("{first} to {last}"))
    }
}

fn clock_text(moment: DateTime) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

/// A number of exactly `length` digits.
fn digits(text: &str, length: usize) -> Option<i16> {
    let plain = text.len() == length && text.bytes().all(|sign| sign.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// `08:53`, `08:53:00` or `08:53:00.125`, with `Z`, `+01:00` or (not allowed, but met) nothing.
fn clock_time(text: &str) -> Option<(Time, Option<Offset>)> {
    let zone_at = text.find(['Z', '+', '-']);
    let (clock, zone) = zone_at.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let offset = match zone {
        "" => None,
        "Z" => Some(Offset::UTC),
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let seconds = i32::from(digits(hours, 2)?) * 3600 + i32::from(digits(minutes, 2)?) * 60;
            let signed = if zone.starts_with('-') { -seconds } else { seconds };
            Some(Offset::from_seconds(signed).ok()?)
        }
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let mut parts = clock.split(':');
    let mut next = || parts.next().map(|part| digits(part, 2).and_then(|number| i8::try_from(number).ok()));
    let (hour, minute, second) = (next()??, next()??, next().unwrap_or(Some(0))?);
    if next().is_some() {
        return None;
    }
    let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    // A leap second is read as the second before it.
    Some((Time::new(hour, minute, second.min(59), nine.parse().ok()?).ok()?, offset))
}

#[cfg(test)]
mod tests {
    use inzage_domain::{Language, Precision};

    use super::FhirTime;

    #[test]
    fn every_precision_is_read_and_shown_as_it_was_written() {
        let cases = [
            ("2001", Precision::Year, "2001", "2001"),
            ("2001-05", Precision::Month, "mei 2001", "May 2001"),
            ("1963-09-18", Precision::Day, "18 september 1963", "18 September 1963"),
            ("9999-12-31", Precision::Day, "31 december 9999", "31 December 9999"),
            (
                "2013-02-01T08:53:00+01:00",
                Precision::Time,
                "1 februari 2013 om 08:53 uur",
                "1 February 2013 at 08:53",
            ),
            (
                "2025-03-15T13:45:00+00:00",
                Precision::Time,
                "15 maart 2025 om 14:45 uur",
                "15 March 2025 at 14:45",
            ),
            ("2024-06-02T22:00:00Z", Precision::Time, "3 juni 2024 om 00:00 uur", "3 June 2024 at 00:00"),
            (
                "2025-03-21T09:01:15.66+00:00",
                Precision::Time,
                "21 maart 2025 om 10:01 uur",
                "21 March 2025 at 10:01",
            ),
        ];
        for (written, precision, dutch, english) in cases {
            let time = FhirTime::parse(written).unwrap();
            assert_eq!(time.precision, precision, "{written}");
            assert_eq!(time.written, written);
            assert_eq!(time.show(Language::Dutch), dutch);
            assert_eq!(time.show(Language::English), english);
        }
    }

    #[test]
    fn what_is_no_date_is_not_made_into_one() {
        for text in [
            "",
            "x",
            "20",
            "2001-13",
            "2001-02-30",
            "2001-5-1",
            "2001-05T10:00:00Z",
            "2001-05-14T25:00:00Z",
            "2001-05-14T10",
            "${DATE, T, D, -150}T09:00:00+01:00",
            "2001-05-14-1",
            "2001-05-14T10:00:00+1:00",
            "2001-05-14T10:00:00.Z",
            "0000-00-00",
            "٢٠٠١",
        ] {
            assert_eq!(FhirTime::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_offset_as_written_is_kept_beside_the_instant() {
        let time = FhirTime::parse("2013-02-01T08:53:00+01:00").unwrap().care_time();
        assert_eq!(time.at.to_string(), "2013-02-01T07:53:00Z");
        assert_eq!(time.offset_minutes, Some(60));
        let day = FhirTime::parse("2013-02-01").unwrap().care_time();
        assert_eq!(day.at.to_string(), "2013-01-31T23:00:00Z");
        assert_eq!(day.offset_minutes, None);
    }

    #[test]
    fn a_range_says_the_day_once() {
        let time = |text| FhirTime::parse(text).unwrap();
        let show = |from, to| time(from).show_range(&time(to), Language::Dutch);
        assert_eq!(
            show("2018-01-01T09:00:00+01:00", "2018-01-01T09:45:00+01:00"),
            "1 januari 2018 van 09:00 tot 09:45 uur"
        );
        assert_eq!(show("2001", "2002"), "2001 tot en met 2002");
        assert_eq!(show("2025-02-17T23:00:00Z", "2025-02-17T23:00:00Z"), "18 februari 2025 om 00:00 uur");
    }
}
