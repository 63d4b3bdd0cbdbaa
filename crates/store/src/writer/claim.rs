//! Idempotency: the key of a form, made when its page was drawn. The same key again has no second
//! effect and gives the same outcome. Keys are taken in the transaction of their acts: an act that
//! fails (also one that finds that it may not be done) gives its key back by being undone.

use std::collections::HashSet;

use jiff::Timestamp;
use uuid::Uuid;

use super::Job;
use crate::{
    StoreError,
    db::{Batch, Conn, fetch_batch, fetch_optional},
    time::{instant, micros},
};

static CLAIMS: Batch = Batch::new(
    "INSERT INTO idempotency (organisation, account, key, act_hash, outcome, created_at)",
    6,
    "ON CONFLICT (organisation, account, key) DO NOTHING RETURNING organisation, account, key",
);

/// A key, whose it is, and a hash of the act it is for.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) organisation: Uuid,
    pub(crate) account: Uuid,
    pub(crate) key: Uuid,
    pub(crate) act_hash: Vec<u8>,
    pub(crate) at: Timestamp,
}

/// What came of an act with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Once<T> {
    /// It was done now.
    Now(T),
    /// The same act was done before with this key.
    Before(Timestamp),
    /// The key was used for another act; nothing was done.
    Reused,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claimed {
    /// A neighbour in this batch has the same key: to be asked when that one has run.
    Later,
    Free,
    Before(Timestamp),
    Reused,
}

type Place = (Uuid, Uuid, Uuid);

impl Claim {
    const fn place(&self) -> Place {
        (self.organisation, self.account, self.key)
    }
}

/// Takes the keys of these operations. Gives what became of each, in their order; operations
/// without a key are free.
pub(super) async fn claim(conn: &mut Conn, jobs: &[Job]) -> Result<Vec<Claimed>, StoreError> {
    let claims: Vec<Option<&Claim>> = jobs
        .iter()
        .map(|job| match job {
            Job::Act(act) => act.claim(),
            Job::Line(..) | Job::Stop => None,
        })
        .collect();
    let mut seen = HashSet::new();
    let first: Vec<bool> =
        claims.iter().map(|claim| claim.is_none_or(|claim| seen.insert(claim.place()))).collect();
    let wanted: Vec<&Claim> =
        claims.iter().zip(&first).filter_map(|(claim, first)| claim.filter(|_| *first)).collect();
    if wanted.is_empty() {
        return Ok(vec![Claimed::Free; jobs.len()]);
    }
    let taken: Vec<Place> = fetch_batch!(conn, Place, CLAIMS, wanted.as_slice(), claim =>
        claim.organisation, claim.account, claim.key, &claim.act_hash, "done", micros(claim.at))?;
    let taken: HashSet<Place> = taken.into_iter().collect();
    let mut outcomes = Vec::with_capacity(jobs.len());
    for (claim, first) in claims.into_iter().zip(first) {
        outcomes.push(match claim {
            None => Claimed::Free,
            Some(_) if !first => Claimed::Later,
            Some(claim) if taken.contains(&claim.place()) => Claimed::Free,
            Some(claim) => earlier(conn, claim).await?,
        });
    }
    Ok(outcomes)
}

/// What a key that is taken was used for.
async fn earlier(conn: &mut Conn, claim: &Claim) -> Result<Claimed, StoreError> {
    let row = fetch_optional!(
        conn,
        (Vec<u8>, i64),
        "SELECT act_hash, created_at FROM idempotency WHERE organisation = $1 AND account = $2 AND key = $3",
        claim.organisation,
        claim.account,
        claim.key,
    )?;
    match row {
        Some((kept, at)) if kept == claim.act_hash => Ok(Claimed::Before(instant(at)?)),
        Some(_) => Ok(Claimed::Reused),
        None => Err(StoreError::Stale),
    }
}
