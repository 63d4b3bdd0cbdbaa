//! Who looked at a record: the access log as the client may read it (L6; NEN 7513 chapter 9, Wabvpz
//! 15e), and saying that one does not recognise something.

use inzage_domain::{
    AccountId, Basis, Category, ClientId,
    access::ReadLog,
    log::{EventCode, LogThing},
    written::day_of,
};
use inzage_store::{Actor, CaseAbout, ClientLogLine, ClientView, RequestContext};
use jiff::{SignedDuration, Timestamp, civil::Date};
use uuid::Uuid;

use crate::{Error, Services};

/// Lines that a page reads; those of one day that are alike become one.
const PAGE: u16 = 200;

/// How far back one looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// A year.
    Year,
    /// All that is kept (at least five years).
    All,
}

impl Period {
    /// The first instant of the period.
    pub fn since(self, now: Timestamp) -> Timestamp {
        let days = match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Year => 365,
            Self::All => return Timestamp::MIN,
        };
        now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN)
    }
}

/// Something that somebody did on one day, once or more often.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by itself")]
pub struct Looked {
    /// Place of the newest of its lines in the log: names it when one does not recognise it.
    pub seq: i64,
    /// The first time on that day.
    pub at: Timestamp,
    /// How often.
    pub times: u32,
    /// Who: the name, or `None` for a command of the organisation.
    pub name: Option<String>,
    /// Whether it was the reader.
    pub mine: bool,
    /// In which role (ISO 21298): 01 client, 02 representative, 03 care professional, ...
    pub role_code: String,
    /// The ground of somebody beside the client.
    pub basis: Option<Basis>,
    /// What.
    pub event: EventCode,
    /// The sections that were looked at, in the order of the record.
    pub categories: Vec<Category>,
    /// It was refused: nothing was shown.
    pub refused: bool,
    /// By the emergency button.
    pub emergency: bool,
    /// Words were searched for in the record.
    pub searched: bool,
}

/// A day with what was done on it, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day in the Netherlands.
    pub day: Date,
    /// What was done.
    pub looked: Vec<Looked>,
}

/// A page of the log.
pub struct WhoLooked {
    /// Whose record.
    pub client: ClientView,
    /// On what basis one reads it; `None` for staff.
    pub basis: Option<Basis>,
    /// Days, newest first.
    pub days: Vec<Day>,
    /// Where the next, older page begins; `None` on the last.
    pub older: Option<i64>,
}

/// Answer to saying that one does not recognise something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Kept: somebody looks into it, and answers by this day.
    Kept(Date),
    /// This account asked too much in a day.
    TooMany,
}

/// Puts what is alike on one day together, at its first time (NEN 7513 9.4).
pub(crate) fn merged(lines: &[ClientLogLine], reader: AccountId) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for line in lines {
        let Some(event) = EventCode::from_key(&line.event) else { continue };
        let day = day_of(line.at);
        if days.last().is_none_or(|last| last.day != day) {
            days.push(Day { day, looked: Vec::new() });
        }
        let Some(today) = days.last_mut() else { continue };
        let refused = line.outcome != "1";
        let categories = categories(&line.details.things);
        let searched = line.details.things.iter().any(|thing| thing.kind == "search");
        let alike = today.looked.iter_mut().find(|known| {
            (&known.name, known.event, known.refused, known.emergency)
                == (&line.name, event, refused, line.details.controls.emergency)
                && known.role_code == line.details.user.role_code
                && known.mine == (line.actor == Some(reader))
                && known.searched == searched
        });
        if let Some(known) = alike {
            known.at = known.at.min(line.at);
            known.times = known.times.saturating_add(1);
            for category in categories {
                if !known.categories.contains(&category) {
                    known.categories.push(category);
                }
            }
            known.categories.sort_unstable();
            continue;
        }
        today.looked.push(Looked {
            seq: line.seq,
            at: line.at,
            times: 1,
            name: line.name.clone(),
            mine: line.actor == Some(reader),
            role_code: line.details.user.role_code.clone(),
            basis: Basis::from_key(&line.details.consent_profile),
            event,
            categories,
            refused,
            emergency: line.details.controls.emergency,
            searched,
        });
    }
    days
}

fn categories(things: &[LogThing]) -> Vec<Category> {
    things
        .iter()
        .filter(|thing| thing.kind == "category")
        .filter_map(|thing| Category::from_slug(&thing.id))
        .collect()
}

impl Services {
    /// A page of who looked at a record. Reading it is itself a line.
    pub async fn who_looked(
        &self,
        actor: &Actor,
        client: ClientId,
        period: Period,
        before: Option<i64>,
        context: &RequestContext,
    ) -> Result<WhoLooked, Error> {
        let permit = self.store.permit::<ReadLog>(actor, Some(client), context).await??;
        let view = self.store.client(&permit).await?;
        let since = period.since(permit.at());
        let lines = self.store.client_log(&permit, since, before, PAGE).await?;
        let full = lines.len() >= usize::from(PAGE);
        Ok(WhoLooked {
            client: view,
            basis: permit.basis().map(|(_, basis)| basis),
            days: merged(&lines, actor.account()),
            older: lines.last().filter(|_| full).map(|line| line.seq),
        })
    }

    /// Says that one does not recognise a line: a case for the privacy officer, answered within a month
    /// (AVG article 12). The line is read from the log again, never taken from the page.
    pub async fn not_recognised(
        &self,
        actor: &Actor,
        client: ClientId,
        seq: i64,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Unknown, Error> {
        let permit = self.store.permit::<ReadLog>(actor, Some(client), context).await??;
        let found = self.store.client_log(&permit, Timestamp::MIN, Some(seq.saturating_add(1)), 1).await?;
        let line = found.first().filter(|line| line.seq == seq).ok_or(Error::NotFound)?;
        let about = CaseAbout::Look { who: line.name.clone(), event: line.event.clone(), at: line.at };
        // The only fault there can be: nothing was typed.
        Ok(match self.ask_about_line(actor, client, seq, about, key, context).await? {
            Ok(asked) => Unknown::Kept(asked.answer_by),
            Err(_) => Unknown::TooMany,
        })
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::{
        AccountId, Category,
        log::{Controls, LogThing, LogUser},
    };
    use inzage_store::{ClientLogLine, LogDetails};
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::{Looked, Period, merged};

    fn line(seq: i64, at: &str, who: u128, event: &str, categories: &[&str]) -> ClientLogLine {
        let account = AccountId::from_uuid(Uuid::from_u128(who));
        ClientLogLine {
            seq,
            at: at.parse().unwrap(),
            event: event.into(),
            action: "R".into(),
            outcome: "1".into(),
            actor: Some(account),
            name: Some(format!("Mens {who}")),
            details: LogDetails {
                refusal: None,
                controls: Controls::default(),
                user: LogUser {
                    account: Some(account),
                    local: String::new(),
                    role_code: "03".into(),
                    access_point: String::new(),
                },
                protocol: String::new(),
                consent_profile: "-".into(),
                things: categories
                    .iter()
                    .map(|slug| LogThing { kind: "category".into(), id: (*slug).into() })
                    .collect(),
                source: String::new(),
            },
        }
    }

    /// L6: what is alike on one day in the Netherlands stands there once, at its first time.
    #[test]
    fn lines_of_one_day_become_one() {
        let reader = AccountId::from_uuid(Uuid::from_u128(9));
        let mut refused = line(3, "2026-05-14T08:00:00Z", 1, "read-record", &[]);
        refused.outcome = "2".into();
        let lines = [
            line(7, "2026-05-14T22:00:00Z", 1, "read-record", &["metingen"]),
            line(6, "2026-05-14T21:59:59Z", 1, "read-record", &["metingen"]),
            line(5, "2026-05-14T10:00:00Z", 2, "read-record", &[]),
            line(4, "2026-05-14T09:00:00Z", 1, "read-record", &["rapportages"]),
            refused,
            line(2, "2026-05-14T07:00:00Z", 1, "find-clients", &[]),
            line(1, "2026-05-14T06:00:00Z", 9, "read-record", &["rapportages"]),
        ];
        let days = merged(&lines, reader);
        let seen: Vec<Vec<(i64, u32)>> = days
            .iter()
            .map(|day| day.looked.iter().map(|looked| (looked.seq, looked.times)).collect())
            .collect();
        assert_eq!(seen, [vec![(7, 1)], vec![(6, 2), (5, 1), (3, 1), (2, 1), (1, 1)]]);
        let Looked { at, categories, .. } = &days[1].looked[0];
        assert_eq!(at.to_string(), "2026-05-14T09:00:00Z");
        assert_eq!(categories, &[Category::Reports, Category::Measurements]);
        assert!(days[1].looked[2].refused && days[1].looked[4].mine);
    }

    #[test]
    fn a_period_is_days_of_twenty_four_hours() {
        let now: Timestamp = "2026-05-14T12:00:00Z".parse().unwrap();
        let since = |period: Period| period.since(now).to_string();
        assert_eq!(since(Period::Week), "2026-05-07T12:00:00Z");
        assert_eq!(since(Period::Month), "2026-04-14T12:00:00Z");
        assert_eq!(since(Period::Year), "2025-05-14T12:00:00Z");
        assert_eq!(Period::All.since(now), Timestamp::MIN);
    }
}
