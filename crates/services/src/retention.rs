//! Records at the end of their term: what the privacy officer sees and decides (R35; WGBO 7:454 lid 3).

use inzage_domain::{ClientId, access::ManageRetention};
use inzage_store::{Actor, DestroyedRecord, Destroying, KeptRecord, RequestContext};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Error, Services, network::LONGEST_REASON};

/// What the list shows.
pub struct Retention {
    /// Years of the policy.
    pub years: u16,
    /// Today.
    pub today: Date,
    /// Records near their last day or past it, and those with a hold.
    pub records: Vec<KeptRecord>,
    /// Records that were destroyed.
    pub past: Vec<DestroyedRecord>,
}

/// Answer to a reason that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reasoned {
    /// Kept.
    Done,
    /// It does not say why.
    NoReason,
    /// It is longer than [`LONGEST_REASON`] characters.
    TooLong,
}

impl Services {
    /// What has come to its last day, or nearly; what is held; and what was destroyed.
    pub async fn retention(&self, actor: &Actor, context: &RequestContext) -> Result<Retention, Error> {
        let permit = self.store.permit::<ManageRetention>(actor, None, context).await??;
        let records = self.store.retention_list(actor, context).await??;
        Ok(Retention {
            years: actor.policy().retention_years,
            today: inzage_domain::written::day_of(permit.at()),
            records: records.to_vec(),
            past: self.store.retention_past(&permit).await?,
        })
    }

    /// One record, with what its term runs from and its holds. Not there once it was destroyed.
    pub async fn retention_of(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<(KeptRecord, Date), Error> {
        let permit = self.store.permit::<ManageRetention>(actor, None, context).await??;
        let record = self.store.retention_of(&permit, client, context).await?.ok_or(Error::NotFound)?;
        Ok((record, inzage_domain::written::day_of(permit.at())))
    }

    /// Puts a hold on a record, in care or not: nobody destroys it while the hold stands.
    pub async fn hold_record(
        &self,
        actor: &Actor,
        client: ClientId,
        reason: &str,
        context: &RequestContext,
    ) -> Result<Reasoned, Error> {
        let permit = self.store.permit::<ManageRetention>(actor, None, context).await??;
        let reason = match reasoned(reason) {
            Ok(reason) => reason,
            Err(fault) => return Ok(fault),
        };
        let held = self.store.retention_hold(&permit, client, reason, context).await?;
        if held { Ok(Reasoned::Done) } else { Err(Error::NotFound) }
    }

    /// Lifts the hold.
    pub async fn lift_hold(
        &self,
        actor: &Actor,
        client: ClientId,
        reason: &str,
        context: &RequestContext,
    ) -> Result<Reasoned, Error> {
        let permit = self.store.permit::<ManageRetention>(actor, None, context).await??;
        let reason = match reasoned(reason) {
            Ok(reason) => reason,
            Err(fault) => return Ok(fault),
        };
        // The same button again finds it lifted: that is what was asked.
        self.store.retention_lift(&permit, client, reason, context).await?;
        Ok(Reasoned::Done)
    }

    /// Destroys a record whose term is over. There is no way back.
    pub async fn destroy_record(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Destroying, Error> {
        let permit = self.store.permit::<ManageRetention>(actor, None, context).await??;
        let years = actor.policy().retention_years;
        let done = self.store.retention_destroy(&permit, client, years, context).await?;
        done.ok_or(Error::NotFound)
    }
}

fn reasoned(reason: &str) -> Result<&str, Reasoned> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Reasoned::NoReason);
    }
    if reason.chars().count() > LONGEST_REASON { Err(Reasoned::TooLong) } else { Ok(reason) }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_REASON, Reasoned, reasoned};

    #[test]
    fn a_reason_is_asked_for() {
        let long = "x".repeat(LONGEST_REASON + 1);
        for (text, answer) in [
            (" rechtszaak ", Ok("rechtszaak")),
            ("  ", Err(Reasoned::NoReason)),
            (&long[1..], Ok(&long[1..])),
            (&long, Err(Reasoned::TooLong)),
        ] {
            assert_eq!(reasoned(text), answer);
        }
    }
}
