//! Figures of use, only of who chose to be counted (R22, R128): how often a kind of page was opened on
//! a day. Counted in memory, with one look and one addition a page, and kept together from time to
//! time. What was counted since is lost when the program is killed: nobody was told of it, and it is
//! worth less than a write at every page.
//!
//! There is nothing of anybody in it, neither here nor in the table: no account, client, session or
//! address. So it leaves no line in the access log either.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use inzage_domain::{
    OrganisationId,
    access::{Permit, ReadOrganisation},
    figures::{Half, PageKind},
    written::day_of,
};
use jiff::civil::Date;

use crate::{
    Organisation, Recorded, Store, StoreError,
    db::{Batch, fetch_all, insert_all},
};

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Counted {
    organisation: OrganisationId,
    day: Date,
    page: PageKind,
    half: Half,
}

/// What was counted and is not kept yet. As many numbers as there are kinds, halves and organisations;
/// around midnight twice as many.
#[derive(Debug, Default)]
pub(crate) struct FiguresMemory(RwLock<HashMap<Counted, AtomicU64>>);

impl FiguresMemory {
    fn add(&self, counted: Counted, number: u64) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(sum) = known.get(&counted) {
            add_to(sum, number);
            return;
        }
        drop(known);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        add_to(known.entry(counted).or_default(), number);
    }

    /// Everything counted so far, which counts from nothing again. Whoever adds holds the lock too, so
    /// nothing falls between.
    fn take(&self) -> Vec<(Counted, u64)> {
        let taken = std::mem::take(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner));
        taken.into_iter().map(|(counted, sum)| (counted, sum.into_inner())).collect()
    }
}

/// Adds and stops at the largest number there is.
fn add_to(sum: &AtomicU64, number: u64) {
    // Such an update never refuses.
    _ = sum.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |sum| Some(sum.saturating_add(number)));
}

/// How often a kind of page was opened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageFigure {
    /// The day in the Netherlands.
    pub day: Date,
    /// The kind.
    pub page: PageKind,
    /// Whole or by script.
    pub half: Half,
    /// How often; stops at the largest number that can be kept.
    pub number: u64,
}

/// The largest number is `i64::MAX`; both engines refuse more.
static FIGURES: Batch = Batch::new(
    "INSERT INTO page_day (organisation, day, page, half, number)",
    5,
    "ON CONFLICT (organisation, day, page, half) DO UPDATE SET number = CASE WHEN page_day.number > 9223372036854775807 - excluded.number THEN 9223372036854775807 ELSE page_day.number + excluded.number END",
);

impl Store {
    /// Counts one page of a kind, on the Dutch calendar day of this instant. Only for whoever chose so.
    /// Costs no query; kept by [`Store::keep_figures`].
    pub fn count_page(&self, organisation: &Organisation, page: PageKind, half: Half) {
        let day = day_of(self.now());
        self.inner.figures.add(Counted { organisation: organisation.id(), day, page, half }, 1);
    }

    /// Keeps what was counted since the last time, of all organisations; gives how many numbers were
    /// kept. Called from time to time and when the store closes. Where it fails, all counts on.
    pub async fn keep_figures(&self) -> Result<usize, StoreError> {
        let mut waiting = self.inner.figures.take();
        // In one order, so that two instances never wait for each other.
        waiting.sort_by_key(|(one, _)| (one.organisation, one.day, one.page, one.half));
        let Some((first, _)) = waiting.first() else { return Ok(0) };
        let organisation = first.organisation;
        let kept = self
            .write(organisation, waiting.clone(), |waiting, conn| {
                Box::pin(async move {
                    insert_all!(conn, FIGURES, waiting.as_slice(), row =>
                        row.0.organisation.uuid(), row.0.day.to_string(), row.0.page.key(), row.0.half.key(),
                        i64::try_from(row.1).unwrap_or(i64::MAX))?;
                    Ok((waiting.len(), Vec::new()))
                })
            })
            .await;
        if kept.is_err() {
            for (counted, number) in waiting {
                self.inner.figures.add(counted, number);
            }
        }
        kept
    }

    /// What was kept of the permit's organisation, both days included, oldest first.
    pub async fn page_figures(
        &self,
        permit: &Recorded<Permit<ReadOrganisation>>,
        from: Date,
        until: Date,
    ) -> Result<Vec<PageFigure>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (String, String, String, i64),
            "SELECT day, page, half, number FROM page_day WHERE organisation = $1 AND day >= $2 AND day <= $3 ORDER BY day, page, half",
            permit.organisation().uuid(),
            from.to_string(),
            until.to_string(),
        )?;
        let odd = |what| StoreError::Inconsistent { table: "page_day", what };
        rows.into_iter()
            .map(|(day, page, half, number)| {
                Ok(PageFigure {
                    day: day.parse().map_err(|_| odd("day"))?,
                    page: PageKind::from_key(&page).ok_or(odd("page"))?,
                    half: Half::from_key(&half).ok_or(odd("half"))?,
                    number: u64::try_from(number).map_err(|_| odd("number"))?,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{AtomicU64, Ordering, add_to};

    #[test]
    fn a_sum_stops_at_the_largest_number() {
        let sum = AtomicU64::new(u64::MAX - 1);
        for _ in 0..3 {
            add_to(&sum, 1);
        }
        assert_eq!(sum.load(Ordering::Relaxed), u64::MAX);
    }
}
