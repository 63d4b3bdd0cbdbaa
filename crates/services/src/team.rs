//! What staff do: finding clients; and the administrator's page.

use inzage_domain::{access::ReadOrganisation, figures::Figures, fold};
use inzage_store::{Actor, ClientQuery, FoundClients, LogInDay, Recorded, RequestContext};
use jiff::{ToSpan, civil::Date};

use crate::{Error, Services};

/// How far back the figures of use go.
const DAYS: u8 = 14;

/// What somebody searches for.
#[derive(Clone, PartialEq, Eq)]
pub enum Search {
    /// Nothing typed: the clients seen last.
    Recent,
    /// The beginning of a name, two letters or more.
    Name(String),
    /// A birth date.
    BirthDate(Date),
}

/// Why a search text cannot be searched with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchError {
    /// Less than two letters.
    TooShort,
}

impl Search {
    /// Reads what was typed: a date as Dutch people write it (`18-9-1963`), else a name.
    pub fn parse(text: &str) -> Result<Self, SearchError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Recent);
        }
        if let Some(date) = read_date(text) {
            return Ok(Self::BirthDate(date));
        }
        if fold(text).chars().filter(|sign| sign.is_alphanumeric()).count() < 2 {
            return Err(SearchError::TooShort);
        }
        Ok(Self::Name(text.to_owned()))
    }
}

/// `18-9-1963`, `18/09/1963`, `18.9.1963`, `18 9 1963` or `1963-09-18`.
fn read_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (day, month, year) = if first.len() == 4 { (third, second, first) } else { (first, second, third) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Log-ins of one day (R23).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfUse {
    /// The day, in the Netherlands.
    pub day: Date,
    /// By clients and those beside them.
    pub personal: u32,
    /// By staff.
    pub staff: u32,
}

/// The administrator's page.
pub struct OrganisationOverview {
    /// The last two weeks, oldest first, days without any log-in included.
    pub use_by_day: Vec<DayOfUse>,
    /// Which pages people opened in these weeks, of who chose to be counted (R22, R128).
    pub pages: Figures,
}

/// One row a day, also for days without a log-in. Everything but `personal` is staff.
fn days(from: Date, counted: &[LogInDay]) -> Vec<DayOfUse> {
    from.series(1.day())
        .take(usize::from(DAYS))
        .map(|day| {
            let sum = |personal: bool| {
                let rows =
                    counted.iter().filter(|row| row.day == day && (row.capacity == "personal") == personal);
                u32::try_from(rows.map(|row| row.logins).sum::<i64>()).unwrap_or(u32::MAX)
            };
            DayOfUse { day, personal: sum(true), staff: sum(false) }
        })
        .collect()
}

impl Services {
    /// Clients of the nurse's organisation. The log names every client that is shown.
    pub async fn find_clients(
        &self,
        actor: &Actor,
        search: Search,
        context: &RequestContext,
    ) -> Result<Recorded<FoundClients>, Error> {
        let query = match search {
            Search::Recent => ClientQuery::Recent,
            Search::Name(name) => ClientQuery::Name(name),
            Search::BirthDate(date) => ClientQuery::BirthDate(date),
        };
        Ok(self.store.find_clients(actor, &query, context).await??)
    }

    /// The organisation's figures, for its administrator.
    pub async fn organisation_overview(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<OrganisationOverview, Error> {
        let permit = self.store.permit::<ReadOrganisation>(actor, None, context).await??;
        let today = inzage_domain::written::day_of(self.clock.now());
        let from = today.checked_sub(i64::from(DAYS - 1).days()).unwrap_or(today);
        let counted = self.store.log_in_statistics(&permit, from, today).await?;
        // What this program has just counted belongs to it.
        self.store.keep_figures().await?;
        let opened = self.store.page_figures(&permit, from, today).await?;
        Ok(OrganisationOverview {
            use_by_day: days(from, &counted),
            pages: Figures::of(opened.iter().map(|one| (one.page, one.half, one.number))),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Search, SearchError};

    #[test]
    fn a_search_is_a_date_or_a_name_of_two_letters() {
        let cases = [
            ("", Ok(Search::Recent)),
            ("  ", Ok(Search::Recent)),
            ("18-9-1963", Ok(Search::BirthDate(date(1963, 9, 18)))),
            ("18/09/1963", Ok(Search::BirthDate(date(1963, 9, 18)))),
            ("1963-09-18", Ok(Search::BirthDate(date(1963, 9, 18)))),
            ("29 2 2024", Ok(Search::BirthDate(date(2024, 2, 29)))),
            ("29-2-2023", Ok(Search::Name("29-2-2023".into()))),
            ("W", Err(SearchError::TooShort)),
            ("%", Err(SearchError::TooShort)),
            ("Wi", Ok(Search::Name("Wi".into()))),
            (" de Wit ", Ok(Search::Name("de Wit".into()))),
        ];
        for (text, expected) in cases {
            assert!(Search::parse(text) == expected, "{text}");
        }
    }
}
