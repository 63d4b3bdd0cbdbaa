//! Work that is due for an organisation, done by one instance at a time: asked for in the transaction
//! that makes it necessary, leased by whoever does it, due again when the lease runs out. A job is
//! made so that doing it twice does no harm: a lease keeps two from doing it, it proves nothing.

use inzage_domain::OrganisationId;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    Organisation, Store, StoreError,
    db::{Conn, execute, fetch_optional},
    time::micros,
};

/// Mails about announced terms.
pub const ANNOUNCE_TERMS: &str = "announce-terms";

/// Mails about birthdays, the end of care and the end of somebody's access; asked for with the
/// organisation, and always due again.
pub const NOTICES: &str = "notices";

/// Copies of records that somebody takes along.
pub const EXPORTS: &str = "exports";

/// Showing clients what was shared for later.
pub const RELEASES: &str = "releases";

/// The right to do a job, for as long as it is held.
#[derive(Debug)]
pub struct Lease {
    organisation: OrganisationId,
    name: &'static str,
    token: Uuid,
}

/// Asks for a job at an instant, or earlier where it is asked for already; within the transaction
/// that makes it necessary.
pub(crate) async fn ask(
    conn: &mut Conn,
    organisation: OrganisationId,
    name: &'static str,
    at: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        conn,
        "INSERT INTO job (organisation, name, due_at) VALUES ($1, $2, $3)
         ON CONFLICT (organisation, name) DO UPDATE SET due_at = excluded.due_at WHERE job.due_at > excluded.due_at",
        organisation.uuid(),
        name,
        micros(at),
    )?;
    Ok(())
}

impl Store {
    /// Begins a job that is due and that nobody does: for `hold`, then it is due again. `None` when
    /// there is nothing to do.
    pub async fn begin_job(
        &self,
        organisation: &Organisation,
        name: &'static str,
        hold: SignedDuration,
    ) -> Result<Option<Lease>, StoreError> {
        let now = self.now();
        // Mostly nothing is due: a look is enough.
        let due = fetch_optional!(
            self.db(),
            (i64,),
            "SELECT due_at FROM job WHERE organisation = $1 AND name = $2 AND due_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)",
            organisation.id().uuid(),
            name,
            micros(now),
        )?;
        if due.is_none() {
            return Ok(None);
        }
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let own = uuid::Builder::from_random_bytes(random).into_uuid();
        let input = (organisation.id(), name, own, micros(now), micros(now + hold));
        let taken = self
            .write(organisation.id(), input, |(organisation, name, own, now, until), conn| {
                Box::pin(async move {
                    let rows = execute!(
                        conn,
                        "UPDATE job SET lease = $3, leased_until = $5, due_at = $5 WHERE organisation = $1 AND name = $2 AND due_at <= $4 AND (leased_until IS NULL OR leased_until <= $4)",
                        organisation.uuid(),
                        *name,
                        *own,
                        *now,
                        *until,
                    )?;
                    Ok((rows > 0, Vec::new()))
                })
            })
            .await?;
        Ok(taken.then_some(Lease { organisation: organisation.id(), name, token: own }))
    }

    /// Holds a job longer. Says no when the lease had run out and somebody else has it.
    pub async fn hold_job(&self, lease: &Lease, hold: SignedDuration) -> Result<bool, StoreError> {
        let input = (lease.organisation, lease.name, lease.token, micros(self.now() + hold));
        self.write(lease.organisation, input, |(organisation, name, token, until), conn| {
            Box::pin(async move {
                let rows = execute!(
                    conn,
                    "UPDATE job SET due_at = CASE WHEN due_at = leased_until THEN $4 ELSE due_at END, leased_until = $4
                     WHERE organisation = $1 AND name = $2 AND lease = $3",
                    organisation.uuid(),
                    *name,
                    *token,
                    *until,
                )?;
                Ok((rows > 0, Vec::new()))
            })
        })
        .await
    }

    /// Ends a job: it is due again at `next`, or never where there is none; and at once where it was
    /// asked for meanwhile.
    pub async fn end_job(&self, lease: Lease, next: Option<Timestamp>) -> Result<(), StoreError> {
        let next = next.map_or(i64::MAX, micros);
        let input = (lease.organisation, lease.name, lease.token, next);
        self.write(lease.organisation, input, |(organisation, name, token, next), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE job SET due_at = CASE WHEN due_at = leased_until THEN $4 ELSE due_at END, lease = NULL, leased_until = NULL
                     WHERE organisation = $1 AND name = $2 AND lease = $3",
                    organisation.uuid(),
                    *name,
                    *token,
                    *next,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Ends the job that shows what was shared for later: due again when the next of it is, as the same
    /// write sees it.
    pub async fn end_releases(&self, lease: Lease) -> Result<(), StoreError> {
        let input = (lease.organisation, lease.name, lease.token);
        self.write(lease.organisation, input, |(organisation, name, token), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE job SET due_at = COALESCE((SELECT MIN(p.due_at) FROM planned_release p WHERE p.organisation = $1), $4), lease = NULL, leased_until = NULL
                     WHERE organisation = $1 AND name = $2 AND lease = $3",
                    organisation.uuid(),
                    *name,
                    *token,
                    i64::MAX,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }
}
