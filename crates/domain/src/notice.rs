//! What people are told before it happens: three months and one month before the 12th, 16th and
//! 18th birthday of a client, and on the day itself (L1, R121; WGBO 7:447, 7:450, 7:465).
//!
//! Pure: which notices fall on a Dutch calendar day, for which birth dates, and whose access
//! changes. The store finds clients by keyed hashes of their birth dates, so that nobody's record
//! is opened only to look whether something is due.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    access::{ClientFacts, RelationFact, seen},
    age::{TURNING, birthday},
    policy::Policy,
    role::stored_enum,
};

stored_enum! {
    /// When somebody is told, seen from the birthday.
    AgeStep {
        /// Three months before.
        Quarter = "three-months",
        /// One month before.
        Month = "one-month",
        /// On the day.
        Day = "day",
    }
}

impl AgeStep {
    const fn months(self) -> i64 {
        match self {
            Self::Quarter => 3,
            Self::Month => 1,
            Self::Day => 0,
        }
    }

    /// The day on which this step falls before a birthday. A month that is too short ends on its
    /// last day: three months before 31 May is 28 or 29 February.
    pub fn day(self, birthday: Date) -> Date {
        birthday.checked_sub(self.months().months()).unwrap_or(birthday)
    }
}

/// Days after a birthday during which the portal explains what has changed.
const EXPLAINED_DAYS: i64 = 30;

/// A notice about one birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeNotice {
    /// The age: 12, 16 or 18.
    pub years: i16,
    /// How far ahead.
    pub step: AgeStep,
    /// The birthday itself.
    pub birthday: Date,
}

impl AgeNotice {
    /// The day on which it is due.
    pub fn day(&self) -> Date {
        self.step.day(self.birthday)
    }
}

/// The birth dates for which something is due on a day. Not more than a few: the days of three
/// ages and three steps, ends of months and 29 February included.
pub fn births_told_on(day: Date) -> Vec<Date> {
    let mut births = Vec::new();
    for step in AgeStep::ALL {
        let Ok(first) = day.checked_add(step.months().months()) else { continue };
        // Several birthdays at the end of a month share one day in a shorter month.
        for later in 0..4_i64 {
            let Ok(turning) = first.checked_add(later.days()) else { continue };
            if step.day(turning) != day {
                continue;
            }
            for years in TURNING {
                let Some(year) = turning.year().checked_sub(years) else { continue };
                let same = Date::new(year, turning.month(), turning.day()).ok();
                // Who was born on 29 February has the birthday on 1 March in other years.
                let leap = Date::new(year, 2, 29).ok();
                births.extend(
                    [same, leap].into_iter().flatten().filter(|born| birthday(*born, years) == turning),
                );
            }
        }
    }
    births.sort_unstable();
    births.dedup();
    births
}

/// The notice that is due for a birth date on one of the days after `after` and up to `until`. Of
/// several only the latest: after a standstill nobody is told twice about the same birthday.
pub fn latest_due(born: Date, after: Date, until: Date) -> Option<AgeNotice> {
    TURNING
        .iter()
        .flat_map(|&years| {
            let birthday = birthday(born, years);
            AgeStep::ALL.iter().map(move |&step| AgeNotice { years, step, birthday })
        })
        .filter(|notice| after < notice.day() && notice.day() <= until)
        .max_by_key(AgeNotice::day)
}

/// What a page tells about a birthday: from three months before it until a month after it. Before
/// it the step is [`AgeStep::Quarter`] or [`AgeStep::Month`], from the day on [`AgeStep::Day`].
pub fn on_the_page(born: Date, today: Date) -> Option<AgeNotice> {
    TURNING.iter().find_map(|&years| {
        let birthday = birthday(born, years);
        let until = birthday.checked_add(EXPLAINED_DAYS.days()).unwrap_or(birthday);
        if today < AgeStep::Quarter.day(birthday) || until <= today {
            return None;
        }
        let step = if birthday <= today {
            AgeStep::Day
        } else if AgeStep::Month.day(birthday) <= today {
            AgeStep::Month
        } else {
            AgeStep::Quarter
        };
        Some(AgeNotice { years, step, birthday })
    })
}

/// Whether what somebody sees of a client changes on a birthday. Looking together does not count:
/// it ends within the hour.
pub fn changes_on(
    relation: &RelationFact,
    client: &ClientFacts,
    policy: &Policy,
    birthday: Date,
    now: Timestamp,
) -> bool {
    let relation = RelationFact { together: crate::access::Kinds::NONE, ..relation.clone() };
    let kinds = |day| seen(&relation, client, policy, day, now).ok().filter(|kinds| !kinds.is_empty());
    birthday.yesterday().is_ok_and(|before| kinds(before) != kinds(birthday))
}

#[cfg(test)]
mod tests {
    use jiff::{
        Timestamp, ToSpan,
        civil::{Date, date},
    };
    use uuid::Uuid;

    use super::{AgeStep, births_told_on, changes_on, latest_due, on_the_page};
    use crate::{
        Basis, CareState, ClientId, OrganisationId, RelationId,
        access::{ClientFacts, DataKind, Kinds, RelationFact},
        policy::Preset,
    };

    /// L1: three months, one month and the day, on both sides of each; 29 February and short months.
    #[test]
    fn a_notice_falls_on_its_calendar_day() {
        type Case = (Date, Date, Option<(i16, AgeStep)>);
        let cases: [Case; 16] = [
            (date(2010, 6, 15), date(2026, 3, 14), None),
            (date(2010, 6, 15), date(2026, 3, 15), Some((16, AgeStep::Quarter))),
            (date(2010, 6, 15), date(2026, 3, 16), None),
            (date(2010, 6, 15), date(2026, 5, 14), None),
            (date(2010, 6, 15), date(2026, 5, 15), Some((16, AgeStep::Month))),
            (date(2010, 6, 15), date(2026, 6, 14), None),
            (date(2010, 6, 15), date(2026, 6, 15), Some((16, AgeStep::Day))),
            (date(2010, 6, 15), date(2022, 6, 15), Some((12, AgeStep::Day))),
            (date(2010, 6, 15), date(2028, 5, 15), Some((18, AgeStep::Month))),
            (date(2010, 5, 31), date(2026, 2, 28), Some((16, AgeStep::Quarter))),
            (date(2010, 5, 31), date(2026, 4, 30), Some((16, AgeStep::Month))),
            (date(2012, 2, 29), date(2028, 2, 29), Some((16, AgeStep::Day))),
            (date(2012, 2, 29), date(2030, 2, 28), None),
            (date(2012, 2, 29), date(2030, 3, 1), Some((18, AgeStep::Day))),
            (date(2012, 2, 29), date(2029, 12, 1), Some((18, AgeStep::Quarter))),
            (date(2012, 2, 29), date(2030, 2, 1), Some((18, AgeStep::Month))),
        ];
        for (born, day, due) in cases {
            let found = latest_due(born, day.yesterday().unwrap(), day).map(|one| (one.years, one.step));
            assert_eq!(found, due, "{born} on {day}");
            assert_eq!(births_told_on(day).contains(&born), due.is_some(), "{born} is found on {day}");
        }
    }

    /// Whoever is found by birth date has a notice due, and nobody who has one is missed.
    #[test]
    fn finding_by_birth_date_and_the_notices_agree() {
        let mut day = date(2026, 1, 1);
        while day < date(2028, 4, 1) {
            let before = day.yesterday().unwrap();
            let found = births_told_on(day);
            assert!(found.len() <= 40, "{day}: {}", found.len());
            for born in &found {
                assert!(latest_due(*born, before, day).is_some(), "{born} on {day}");
            }
            day = day.tomorrow().unwrap();
        }
        let mut born = date(2012, 1, 1);
        while born < date(2013, 1, 1) {
            for years in [12, 16, 18] {
                for step in AgeStep::ALL {
                    let told = step.day(crate::age::birthday(born, years));
                    assert!(births_told_on(told).contains(&born), "{born}, {years}, {step:?}");
                }
            }
            born = born.tomorrow().unwrap();
        }
    }

    /// A server that stood still tells each birthday once, and only what is still ahead.
    #[test]
    fn after_a_standstill_only_the_latest_is_told() {
        let born = date(2010, 6, 15);
        let week = latest_due(born, date(2026, 3, 12), date(2026, 3, 19)).unwrap();
        assert_eq!((week.years, week.step), (16, AgeStep::Quarter));
        let quarter = latest_due(born, date(2026, 3, 1), date(2026, 6, 20)).unwrap();
        assert_eq!((quarter.step, quarter.birthday), (AgeStep::Day, date(2026, 6, 15)));
    }

    #[test]
    fn the_page_tells_from_three_months_before_until_a_month_after() {
        let born = date(2010, 6, 15);
        for (day, step) in [
            (date(2026, 3, 14), None),
            (date(2026, 3, 15), Some(AgeStep::Quarter)),
            (date(2026, 5, 14), Some(AgeStep::Quarter)),
            (date(2026, 5, 15), Some(AgeStep::Month)),
            (date(2026, 6, 14), Some(AgeStep::Month)),
            (date(2026, 6, 15), Some(AgeStep::Day)),
            (date(2026, 7, 14), Some(AgeStep::Day)),
            (date(2026, 7, 15), None),
        ] {
            assert_eq!(on_the_page(born, day).map(|one| one.step), step, "{day}");
        }
        assert!(on_the_page(born, date(2026, 6, 15)).is_some_and(|one| one.day() == one.birthday));
        assert!(AgeStep::Quarter.day(born) < born.checked_sub(2.months()).unwrap());
    }

    /// R121: whose access changes is told, and nobody else.
    #[test]
    fn only_who_sees_something_else_from_the_birthday_on_is_told() {
        let born = date(2014, 6, 15);
        let client = ClientFacts {
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
            client: ClientId::from_uuid(Uuid::from_u128(2)),
            state: CareState::InCare,
            ended_on: None,
            born: Some(born),
            identified: true,
            incapable: false,
        };
        let now: Timestamp = "2026-05-01T10:00:00Z".parse().unwrap();
        let since = date(2020, 1, 1);
        let relation = |basis, agreed| RelationFact {
            id: RelationId::from_uuid(Uuid::from_u128(3)),
            basis,
            kinds: Kinds::ALL,
            from: "2020-01-01T00:00:00Z".parse().unwrap(),
            since,
            until: None,
            withdrawn: None,
            manages: false,
            agreed,
            together: Kinds::ALL,
        };
        let some = Kinds::NONE.with(DataKind::Agenda);
        let cases = [
            (Basis::Parent, Kinds::NONE, [true, false, false]),
            (Basis::Parent, some, [true, true, false]),
            (Basis::Parent, Kinds::ALL, [false, true, false]),
            (Basis::FirstContact, some, [true, true, false]),
            (Basis::Own, Kinds::NONE, [true, false, false]),
            (Basis::ParentWithoutAuthority, Kinds::ALL, [false, false, false]),
        ];
        let policy = Preset::Vivium.policy();
        for (basis, agreed, changes) in cases {
            for (years, expected) in [12, 16, 18].into_iter().zip(changes) {
                let birthday = crate::age::birthday(born, years);
                let found = changes_on(&relation(basis, agreed), &client, &policy, birthday, now);
                assert_eq!(found, expected, "{basis:?} with {agreed:?} at {years}");
            }
        }
        let mut gone = relation(Basis::Parent, some);
        gone.withdrawn = Some("2026-04-30T10:00:00Z".parse().unwrap());
        assert!(!changes_on(&gone, &client, &policy, date(2026, 6, 15), now));
    }
}
