//! When it was: a day in three boxes and a time in one, on the Dutch clock.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};

use crate::written::{amsterdam, day_of, read_date, time_of_day};

/// How far ahead of ours a clock may be: somebody who measures now is not told that it is later.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// The first year that is taken where the birth date is not known.
const FIRST_YEAR: i16 = 1900;

/// Day, month, year and time, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When<'a> {
    /// Day of the month.
    pub day: &'a str,
    /// Month, a number.
    pub month: &'a str,
    /// Year, four digits.
    pub year: &'a str,
    /// `14:05`, `14.05` or `1405`.
    pub time: &'a str,
}

/// Why it is no such moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFault {
    /// There is no such day.
    NoDay,
    /// There is no such time.
    NoTime,
    /// It has not been yet.
    Future,
    /// It is before the client was born.
    BeforeBirth,
}

/// Day, month, year and time of now, as somebody would type them.
pub fn now_typed(now: Timestamp) -> [String; 4] {
    let day = day_of(now);
    [day.day().to_string(), day.month().to_string(), day.year().to_string(), time_of_day(now)]
}

/// Reads a moment that has been. In the hour that comes twice at the end of summer it is the first one;
/// in the hour that is left out at its beginning it is an hour later.
pub fn read_when(typed: When<'_>, born: Option<Date>, now: Timestamp) -> Result<Timestamp, WhenFault> {
    let day = read_date(typed.day, typed.month, typed.year).ok_or(WhenFault::NoDay)?;
    if day.year() < FIRST_YEAR {
        return Err(WhenFault::NoDay);
    }
    let time = read_time(typed.time).ok_or(WhenFault::NoTime)?;
    let at = day.to_datetime(time).to_zoned(amsterdam()).map_err(|_| WhenFault::NoDay)?.timestamp();
    if at > now.checked_add(AHEAD).unwrap_or(now) {
        return Err(WhenFault::Future);
    }
    if born.is_some_and(|born| day < born) {
        return Err(WhenFault::BeforeBirth);
    }
    Ok(at)
}

fn read_time(typed: &str) -> Option<Time> {
    let typed = typed.trim();
    let (hour, minute) = match typed.split_once([':', '.']) {
        Some(parts) => parts,
        None if typed.len() == 4 => typed.split_at_checked(2)?,
        None => return None,
    };
    let number = |text: &str, most: usize| {
        let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|sign| sign.is_ascii_digit());
        plain.then(|| text.parse::<i8>().ok()).flatten()
    };
    let minute = number(minute, 2).filter(|_| minute.len() == 2)?;
    Time::new(number(hour, 2)?, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};

    use super::{When, WhenFault, now_typed, read_when};

    const NOW: &str = "2026-05-14T12:05:40Z";

    fn at(day: &str, time: &str) -> Result<String, WhenFault> {
        let mut parts = day.split('-');
        let mut part = || parts.next().unwrap_or_default();
        let typed = When { day: part(), month: part(), year: part(), time };
        read_when(typed, Some(date(1963, 9, 18)), NOW.parse().unwrap()).map(|at| at.to_string())
    }

    #[test]
    fn the_moment_is_on_the_dutch_clock_in_summer_and_winter() {
        for (day, time, expected) in [
            ("14-5-2026", "14:05", "2026-05-14T12:05:00Z"),
            ("14-05-2026", "9.30", "2026-05-14T07:30:00Z"),
            ("1-2-2026", "0905", "2026-02-01T08:05:00Z"),
            // The hour that is left out, and the one that comes twice.
            ("29-3-2026", "02:30", "2026-03-29T01:30:00Z"),
            ("26-10-2025", "02:30", "2025-10-26T00:30:00Z"),
        ] {
            assert_eq!(at(day, time).as_deref(), Ok(expected), "{day} {time}");
        }
    }

    /// Both sides of now (a clock may be five minutes ahead) and of the day of birth.
    #[test]
    fn it_has_been_and_not_before_birth() {
        assert!(at("14-5-2026", "14:10").is_ok());
        assert_eq!(at("14-5-2026", "14:11"), Err(WhenFault::Future));
        assert_eq!(at("15-5-2026", "00:00"), Err(WhenFault::Future));
        assert!(at("18-9-1963", "00:00").is_ok());
        assert_eq!(at("17-9-1963", "23:59"), Err(WhenFault::BeforeBirth));
        assert_eq!(at("31-12-1899", "12:00"), Err(WhenFault::NoDay));
    }

    #[test]
    fn what_is_no_day_or_time_is_refused() {
        for day in ["31-4-2026", "0-5-2026", "14-13-2026", "--", "a-5-2026", "29-2-2026"] {
            assert_eq!(at(day, "12:00"), Err(WhenFault::NoDay), "{day}");
        }
        for time in ["", "24:00", "12:60", "12:5", "12", "twaalf", "1:2:3", "-1:00", "12:+5", "123456"] {
            assert_eq!(at("14-5-2026", time), Err(WhenFault::NoTime), "{time}");
        }
    }

    #[test]
    fn now_is_read_back_as_this_minute() {
        let now: Timestamp = NOW.parse().unwrap();
        let [day, month, year, time] = now_typed(now);
        let typed = When { day: &day, month: &month, year: &year, time: &time };
        assert_eq!(read_when(typed, None, now).unwrap().to_string(), "2026-05-14T12:05:00Z");
    }
}
