//! Showing clients what was shared for later, when its time has come: a leased job, each entry a write of its
//! own. Doing it twice shows nothing twice; a worker that was killed is taken over.

use inzage_domain::{ClientId, EntryId, access::WriteRecord};
use inzage_store::{Actor, Organisation, RequestContext, jobs::RELEASES};
use jiff::SignedDuration;

use super::about;
use crate::{Error, Services};

/// How long the job is held without a sign of life.
const HOLD: SignedDuration = SignedDuration::from_mins(5);

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// Entries that clients see now.
    pub shown: u32,
}

impl Services {
    /// Shows what is due. `None` when nothing is, or another worker is at it. Safe to run at any time, by any
    /// number of workers.
    pub async fn release_reports(&self, organisation: &Organisation) -> Result<Option<Released>, Error> {
        let Some(lease) = self.store.begin_job(organisation, RELEASES, HOLD).await? else {
            return Ok(None);
        };
        let operator = self.store.operator(organisation, "inzage: releases");
        let mut round = Released::default();
        loop {
            let due = self.store.releases_due(organisation).await?;
            if due.is_empty() {
                break;
            }
            for (entry, client) in due {
                if self.store.release(&operator, entry, client).await? {
                    round.shown += 1;
                }
            }
            // Whoever lost the lease to another leaves the rest to that one.
            if !self.store.hold_job(&lease, HOLD).await? {
                return Ok(Some(round));
            }
        }
        self.store.end_releases(lease).await?;
        Ok(Some(round))
    }

    /// Takes a report back before the client sees it. Says no where it is too late.
    pub async fn pull_back_report(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let context = about(context, "entry", &entry.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        Ok(self.store.pull_back(&permit, entry, &context).await?)
    }
}
