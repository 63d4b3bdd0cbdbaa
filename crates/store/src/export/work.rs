//! Making a copy, piece by piece. Bytes are written as chunks that nobody sees until the piece is done;
//! the piece is done when `step` moves, in one small write: of two who do the same piece one wins, and
//! what a worker that was killed has left is removed with the copy.

use inzage_domain::{
    ClientId, ExportId, OrganisationId,
    access::{ReadLog, Refusal, TakeAlong},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Export, Row, chunk_place, export_columns, progress_place, same};
use crate::{
    Organisation, Permitted, Store, StoreError,
    db::{execute, fetch_optional},
    time::{instant, micros},
};

/// Beginnings of one piece without its end, after which a copy is given up: something in it cannot be
/// worked on.
const MOST_TRIES: i64 = 5;
/// Chunks that one write removes: others' writes go in between.
const REMOVED_AT_ONCE: i64 = 8;

/// A copy to work on, with the leave for it.
#[derive(Debug)]
pub struct ExportWork {
    /// The copy.
    pub export: Export,
    /// Leave to read what was asked for.
    pub permit: Permitted<TakeAlong>,
    /// Leave to read the access log, where that was asked for.
    pub log: Option<Permitted<ReadLog>>,
}

/// What a piece of work has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportMade {
    /// Items worked through in all, of `total`.
    pub done: i64,
    /// Items there are.
    pub total: i64,
    /// How far it is now, for who goes on.
    pub progress: Vec<u8>,
    /// Whether that was the last piece.
    pub ready: bool,
}

impl Store {
    /// The copy that got least far, and of those the one that waits longest, so that a large record does not
    /// keep the others waiting; with leave to work on it as it is decided now. One that may not be
    /// made any more, or that was begun too often without getting further, is given up here. `None` when
    /// there is nothing to do.
    pub async fn export_next(&self, organisation: &Organisation) -> Result<Option<ExportWork>, StoreError> {
        let id = organisation.id();
        loop {
            let row = fetch_optional!(
                self.db(),
                Row,
                concat!(
                    "SELECT ",
                    export_columns!(),
                    " FROM export WHERE organisation = $1 AND state = 'preparing' ORDER BY step, asked_at, id LIMIT 1"
                ),
                id.uuid(),
            )?;
            let Some(row) = row else { return Ok(None) };
            let (export_id, client, step) = (row.id, ClientId::from_uuid(row.client), row.step);
            let keys = match self.keys().client(id, client).await {
                Ok(keys) => keys,
                Err(StoreError::KeyDestroyed | StoreError::KeyMissing(_)) => {
                    self.give_up(id, export_id, "failed").await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let export = row.open(id, &keys)?;
            if !self.begin_piece(id, export_id, step).await? {
                self.give_up(id, export_id, "failed").await?;
                continue;
            }
            if let Ok(work) = self.leave_for(organisation, export).await? {
                return Ok(Some(work));
            }
            self.give_up(id, export_id, "refused").await?;
        }
    }

    async fn leave_for(
        &self,
        organisation: &Organisation,
        export: Export,
    ) -> Result<Result<ExportWork, Refusal>, StoreError> {
        let (account, client, id) = (export.account, export.client, export.id);
        let permit = match self.later::<TakeAlong>(organisation, account, client, id).await? {
            Ok(permit) if export.order.is_covered(permit.kinds()) => permit,
            Ok(_) => return Ok(Err(Refusal::NothingShared)),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let log = if export.order.with_log {
            match self.later::<ReadLog>(organisation, account, client, id).await? {
                Ok(log) => Some(log),
                Err(refusal) => return Ok(Err(refusal)),
            }
        } else {
            None
        };
        Ok(Ok(ExportWork { export, permit, log }))
    }

    /// Counts a beginning of a piece. Says no when it was begun too often.
    async fn begin_piece(
        &self,
        organisation: OrganisationId,
        id: Uuid,
        step: i64,
    ) -> Result<bool, StoreError> {
        self.write(organisation, (organisation, id, step), |(organisation, id, step), conn| {
            Box::pin(async move {
                let begun = execute!(
                    conn,
                    "UPDATE export SET tries = tries + 1 WHERE organisation = $1 AND id = $2 AND step = $3 AND tries < $4",
                    organisation.uuid(),
                    *id,
                    *step,
                    MOST_TRIES,
                )?;
                Ok((begun > 0, Vec::new()))
            })
        })
        .await
    }

    async fn give_up(
        &self,
        organisation: OrganisationId,
        id: Uuid,
        state: &'static str,
    ) -> Result<(), StoreError> {
        self.write(organisation, (organisation, id, state), |(organisation, id, state), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE export SET state = $3 WHERE organisation = $1 AND id = $2 AND state = 'preparing'",
                    organisation.uuid(),
                    *id,
                    *state,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Keeps bytes of a piece that is being worked on, and gives the chunk's id. Counts only with the
    /// piece (see [`Store::export_piece`]).
    pub async fn export_put(&self, work: &ExportWork, bytes: &[u8]) -> Result<Uuid, StoreError> {
        let (organisation, client) = same(&work.permit, &work.export)?;
        let id = ExportId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().client(organisation, client).await?;
        let sealed = keys.seal.seal(self.chance(), &chunk_place(organisation, id), bytes)?;
        let input = (organisation, id, work.export.id, sealed);
        self.write(organisation, input, |(organisation, id, export, sealed), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO export_chunk (organisation, id, export, sealed_bytes) VALUES ($1, $2, $3, $4)",
                    organisation.uuid(),
                    *id,
                    export.uuid(),
                    sealed.as_slice(),
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await?;
        Ok(id)
    }

    /// Ends a piece. Says no when somebody else ended it meanwhile, or the copy is not wanted any more:
    /// then nothing of this piece counts.
    pub async fn export_piece(&self, work: &ExportWork, made: &ExportMade) -> Result<bool, StoreError> {
        let (organisation, client) = same(&work.permit, &work.export)?;
        let keys = self.keys().client(organisation, client).await?;
        let (id, step) = (work.export.id.uuid(), work.export.step);
        let place = progress_place(organisation, id, step + 1);
        let sealed = keys.seal.seal(self.chance(), &place, &made.progress)?;
        let state = if made.ready { "ready" } else { "preparing" };
        let input = (organisation, id, step, made.done, made.total, state, sealed);
        self.write(organisation, input, |(organisation, id, step, done, total, state, sealed), conn| {
            Box::pin(async move {
                let moved = execute!(
                    conn,
                    "UPDATE export SET step = step + 1, tries = 0, done = $4, total = $5, state = $6, sealed_progress = $7
                     WHERE organisation = $1 AND id = $2 AND step = $3 AND state = 'preparing'",
                    organisation.uuid(),
                    *id,
                    *step,
                    *done,
                    *total,
                    *state,
                    sealed.as_slice(),
                )?;
                Ok((moved > 0, Vec::new()))
            })
        })
        .await
    }

    /// Ends copies whose time is over, and takes away some bytes of those that are gone. Gives whether
    /// there is more to take away, and when the next copy's time is over. Safe to run at any time.
    pub async fn export_tidy(
        &self,
        organisation: &Organisation,
    ) -> Result<(bool, Option<Timestamp>), StoreError> {
        let id = organisation.id();
        let (removed, next) = self
            .write(id, (id, micros(self.now())), |(organisation, now), conn| {
                Box::pin(async move {
                    execute!(
                        conn,
                        "UPDATE export SET state = 'gone' WHERE organisation = $1 AND state IN ('preparing', 'ready') AND expires_at <= $2",
                        organisation.uuid(),
                        *now,
                    )?;
                    let removed = execute!(
                        conn,
                        "DELETE FROM export_chunk WHERE organisation = $1 AND id IN (
                            SELECT c.id FROM export_chunk c JOIN export e ON e.organisation = c.organisation AND e.id = c.export
                            WHERE c.organisation = $1 AND e.state IN ('gone', 'refused', 'failed') LIMIT $2)",
                        organisation.uuid(),
                        REMOVED_AT_ONCE,
                    )?;
                    let next = fetch_optional!(
                        conn,
                        (Option<i64>,),
                        "SELECT MIN(expires_at) FROM export WHERE organisation = $1 AND state IN ('preparing', 'ready')",
                        organisation.uuid(),
                    )?;
                    Ok(((removed, next.and_then(|(at,)| at)), Vec::new()))
                })
            })
            .await?;
        Ok((removed > 0, next.map(instant).transpose()?))
    }
}
