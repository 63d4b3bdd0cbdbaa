//! How often people log in (R23, R97).

use inzage_domain::access::{Permit, ReadOrganisation};
use jiff::civil::Date;

use crate::{Recorded, Store, StoreError, db::fetch_all};

/// Log-ins of one day in one capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogInDay {
    /// The day in the Netherlands.
    pub day: Date,
    /// `personal`, or the word of a role.
    pub capacity: String,
    /// How many.
    pub logins: i64,
}

impl Store {
    /// Log-ins a day, both days included, oldest first.
    pub async fn log_in_statistics(
        &self,
        permit: &Recorded<Permit<ReadOrganisation>>,
        from: Date,
        until: Date,
    ) -> Result<Vec<LogInDay>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (String, String, i64),
            "SELECT day, capacity, logins FROM login_day WHERE organisation = $1 AND day >= $2 AND day <= $3 ORDER BY day, capacity",
            permit.organisation().uuid(),
            from.to_string(),
            until.to_string(),
        )?;
        rows.into_iter()
            .map(|(day, capacity, logins)| {
                let day =
                    day.parse().map_err(|_| StoreError::Inconsistent { table: "login_day", what: "day" })?;
                Ok(LogInDay { day, capacity, logins })
            })
            .collect()
    }
}
