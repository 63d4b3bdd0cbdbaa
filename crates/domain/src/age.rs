//! Age and what changes with it: 12, 16 and 18 (WGBO 7:447, 7:450, 7:465; R121).
//!
//! A person has an age from the beginning of the birthday in the Netherlands. Who was born on
//! 29 February has it on 1 March in other years.

use jiff::civil::Date;

use crate::role::stored_enum;

stored_enum! {
    /// Who decides about a record.
    Phase {
        /// Under 12: the parents.
        Child = "child",
        /// 12 to 15: client and parents both; a parent sees what the client agreed to.
        Youth = "youth",
        /// 16 and 17: the client alone, and still a minor.
        Minor = "minor",
        /// 18 or older.
        Adult = "adult",
    }
}

/// Birthdays on which something changes.
pub const TURNING: [i16; 3] = [12, 16, 18];

/// The first day on which somebody has an age of so many years.
pub fn birthday(born: Date, years: i16) -> Date {
    // A year that the calendar does not have is as far as it goes.
    let Ok(year) = born.year().checked_add(years).ok_or(()) else { return Date::MAX };
    Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).unwrap_or(Date::MAX)
}

/// Whole years on a day; 0 before birth.
pub fn age_on(born: Date, day: Date) -> i16 {
    let years = day.year().saturating_sub(born.year());
    let had = birthday(born, years) <= day;
    years.saturating_sub(i16::from(!had)).max(0)
}

impl Phase {
    /// Who decides on a day. Somebody whose birth date is not known counts as an adult: no parent
    /// then sees anything, and the client everything.
    pub fn on(born: Option<Date>, day: Date) -> Self {
        let Some(born) = born else { return Self::Adult };
        match age_on(born, day) {
            ..12 => Self::Child,
            12..16 => Self::Youth,
            16..18 => Self::Minor,
            18.. => Self::Adult,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Phase, age_on, birthday};

    /// R121: the day before and the day itself, 29 February included.
    #[test]
    fn an_age_begins_on_the_birthday() {
        let cases: [(Date, Date, i16); 12] = [
            (date(2012, 5, 1), date(2024, 4, 30), 11),
            (date(2012, 5, 1), date(2024, 5, 1), 12),
            (date(2012, 5, 1), date(2028, 4, 30), 15),
            (date(2012, 5, 1), date(2028, 5, 1), 16),
            (date(2012, 5, 1), date(2030, 5, 1), 18),
            (date(2012, 2, 29), date(2024, 2, 28), 11),
            (date(2012, 2, 29), date(2024, 2, 29), 12),
            (date(2012, 2, 29), date(2025, 2, 28), 12),
            (date(2012, 2, 29), date(2025, 3, 1), 13),
            (date(2012, 2, 29), date(2028, 2, 29), 16),
            (date(2012, 12, 31), date(2013, 1, 1), 0),
            (date(2030, 1, 1), date(2026, 1, 1), 0),
        ];
        for (born, day, years) in cases {
            assert_eq!(age_on(born, day), years, "{born} on {day}");
        }
        assert_eq!(birthday(date(2012, 2, 29), 18), date(2030, 3, 1));
    }

    /// R121: under 12, 12 to 15, 16 and 17, adult.
    #[test]
    fn who_decides_changes_on_three_birthdays() {
        let born = date(2010, 6, 15);
        let cases = [
            (date(2022, 6, 14), Phase::Child),
            (date(2022, 6, 15), Phase::Youth),
            (date(2026, 6, 14), Phase::Youth),
            (date(2026, 6, 15), Phase::Minor),
            (date(2028, 6, 14), Phase::Minor),
            (date(2028, 6, 15), Phase::Adult),
        ];
        for (day, phase) in cases {
            assert_eq!(Phase::on(Some(born), day), phase, "{day}");
        }
        assert_eq!(Phase::on(None, date(2026, 1, 1)), Phase::Adult);
    }
}
