//! How long a record is kept (R35; WGBO 7:454 lid 3: twenty years from the last change in it).

use jiff::{ToSpan, civil::Date};

use crate::age::birthday;

/// How many days before its last day a record is announced to whoever decides about destroying it.
pub const ANNOUNCED: i32 = 90;

/// What the term of a record runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The day on which care ended or the client died.
    pub ended_on: Date,
    /// The day of the last change in the record.
    pub changed_on: Date,
    /// The client's birth date, where it is known.
    pub born: Option<Date>,
}

impl Kept {
    /// The last day on which the record is kept: so many years after the latest of the end of care, the
    /// last change, and the day on which the client came of age. A term that would end on 29 February ends
    /// on the last day of that month (Algemene termijnenwet article 3).
    pub fn last_day(&self, years: u16) -> Date {
        let of_age = self.born.map(|born| birthday(born, 18));
        let from = self.ended_on.max(self.changed_on).max(of_age.unwrap_or(Date::MIN));
        from.checked_add(i64::from(years).years()).unwrap_or(Date::MAX)
    }

    /// Whether the record may be destroyed on a day: its last day has gone by.
    pub fn is_over(&self, years: u16, today: Date) -> bool {
        self.last_day(years) < today
    }

    /// Whether that day comes within [`ANNOUNCED`] days, or has gone by.
    pub fn is_near(&self, years: u16, today: Date) -> bool {
        today.checked_add(ANNOUNCED.days()).is_ok_and(|horizon| self.last_day(years) <= horizon)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Kept;

    fn kept(ended_on: Date, changed_on: Date, born: Option<Date>) -> Kept {
        Kept { ended_on, changed_on, born }
    }

    /// R35: twenty years after whichever comes last, and not a day earlier.
    #[test]
    fn a_record_is_kept_for_twenty_years_after_whatever_came_last() {
        let (early, late) = (date(2020, 3, 1), date(2026, 5, 14));
        let cases = [
            (kept(late, early, None), date(2046, 5, 14)),
            (kept(early, late, None), date(2046, 5, 14)),
            // An adult's birth date changes nothing.
            (kept(late, early, Some(date(1941, 2, 3))), date(2046, 5, 14)),
            // A child: from the day on which it came of age.
            (kept(late, early, Some(date(2012, 6, 30))), date(2050, 6, 30)),
            // Who came of age on the last day itself, and one day later.
            (kept(late, early, Some(date(2008, 5, 14))), date(2046, 5, 14)),
            (kept(late, early, Some(date(2008, 5, 15))), date(2046, 5, 15)),
            // 29 February: there is one twenty years later.
            (kept(date(2024, 2, 29), early, None), date(2044, 2, 29)),
        ];
        for (kept, last_day) in cases {
            assert_eq!(kept.last_day(20), last_day, "{kept:?}");
            assert!(!kept.is_over(20, last_day.yesterday().unwrap()), "{kept:?}");
            assert!(!kept.is_over(20, last_day), "{kept:?}");
            assert!(kept.is_over(20, last_day.tomorrow().unwrap()), "{kept:?}");
        }
        // A policy of twenty-one years has none.
        assert_eq!(kept(date(2024, 2, 29), early, None).last_day(21), date(2045, 2, 28));
    }

    #[test]
    fn the_end_is_announced_ninety_days_before() {
        let kept = kept(date(2026, 5, 14), date(2026, 5, 14), None);
        for (today, near) in [
            (date(2046, 2, 12), false),
            (date(2046, 2, 13), true),
            (date(2046, 5, 14), true),
            (date(2047, 1, 1), true),
        ] {
            assert_eq!(kept.is_near(20, today), near, "{today}");
        }
    }

    #[test]
    fn a_term_beyond_the_calendar_never_ends() {
        assert!(!kept(date(9990, 1, 1), date(9990, 1, 1), None).is_over(20, Date::MAX));
    }
}
