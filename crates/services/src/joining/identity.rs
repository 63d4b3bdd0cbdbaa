//! Knowing who a client is, in two stages (R114, R115).

use inzage_domain::{Bsn, ClientId, ClientName, access::ManageAccess, written::day_of};
use inzage_store::{Actor, BsnCheck, DocumentKind, Identity, IdentityDocument, RequestContext};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::typed_day;
use crate::{Error, Services};

/// How well a client is known, for staff.
pub struct IdentityPage {
    /// The client's name.
    pub name: ClientName,
    /// What was checked when.
    pub identity: Identity,
    /// Whether the record waits for stage two here.
    pub staged: bool,
}

/// What came of stage one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageOne {
    /// The number is the client's: kept.
    Checked,
    /// Not a BSN: the eleven-test fails, or it has other signs.
    NoBsn,
    /// Not the number in the record.
    Different,
    /// The record has no number to compare with.
    Unknown,
}

/// A field of the document that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentFault {
    /// The kind.
    Kind,
    /// The last four signs of the number.
    Ending,
    /// The day: none, or still to come.
    SeenOn,
}

/// A document as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Word of a [`DocumentKind`].
    pub kind: String,
    /// Last four signs.
    pub ending: String,
    /// Day, month and year.
    pub seen_on: [String; 3],
}

/// What came of stage two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recording {
    /// Kept: the record is open.
    Kept,
    /// Stage one comes first.
    BsnFirst,
    /// These fields have to be filled in differently.
    Faults(Vec<DocumentFault>),
}

impl Known {
    /// Reads it on this day.
    pub(super) fn read(&self, today: Date) -> Result<IdentityDocument, Vec<DocumentFault>> {
        let kind = DocumentKind::ALL.iter().copied().find(|kind| kind.key() == self.kind);
        let ending = self.ending.trim().to_ascii_uppercase();
        let ending_good = ending.len() == 4 && ending.bytes().all(|sign| sign.is_ascii_alphanumeric());
        let seen_on = typed_day(&self.seen_on).filter(|day| *day <= today);
        match (kind, seen_on) {
            (Some(kind), Some(seen_on)) if ending_good => Ok(IdentityDocument { kind, ending, seen_on }),
            _ => Err([
                (kind.is_none(), DocumentFault::Kind),
                (!ending_good, DocumentFault::Ending),
                (seen_on.is_none(), DocumentFault::SeenOn),
            ]
            .into_iter()
            .filter_map(|(wrong, fault)| wrong.then_some(fault))
            .collect()),
        }
    }
}

impl Services {
    /// How well a client is known.
    pub async fn identity(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<IdentityPage, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let (name, _) = self.store.invitation_client(&permit).await?;
        let identity = self.store.identity(&permit).await?;
        Ok(IdentityPage { name, identity, staged: actor.policy().staged })
    }

    /// Stage one: a BSN, read from the source, is the one in the record (R114).
    pub async fn check_bsn(
        &self,
        actor: &Actor,
        client: ClientId,
        typed: &str,
        context: &RequestContext,
    ) -> Result<StageOne, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let Ok(bsn) = Bsn::parse(typed) else { return Ok(StageOne::NoBsn) };
        Ok(match self.store.identity_check_bsn(&permit, actor, &bsn, context).await? {
            BsnCheck::Same => StageOne::Checked,
            BsnCheck::Different => StageOne::Different,
            BsnCheck::Unknown => StageOne::Unknown,
        })
    }

    /// Stage two: an identity document was seen (R115).
    pub async fn record_identity(
        &self,
        actor: &Actor,
        client: ClientId,
        typed: &Known,
        context: &RequestContext,
    ) -> Result<Recording, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let document = match typed.read(day_of(self.clock.now())) {
            Ok(document) => document,
            Err(faults) => return Ok(Recording::Faults(faults)),
        };
        let kept = self.store.identity_record(&permit, actor, &document, context).await?;
        Ok(if kept { Recording::Kept } else { Recording::BsnFirst })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DocumentFault, Known};

    #[test]
    fn a_document_has_a_kind_four_signs_and_a_day_that_has_come() {
        let known = |kind: &str, ending: &str, day: &str| Known {
            kind: kind.into(),
            ending: ending.into(),
            seen_on: [day, "5", "2026"].map(str::to_owned),
        };
        let cases = [
            (known("passport", " x1y2", "1"), vec![]),
            (known("library-card", "X1Y2", "1"), vec![DocumentFault::Kind]),
            (known("passport", "X1Y", "1"), vec![DocumentFault::Ending]),
            (known("passport", "X1Y2Z", "1"), vec![DocumentFault::Ending]),
            (known("passport", "X1Y2", "2"), vec![DocumentFault::SeenOn]),
            (known("", "", ""), vec![DocumentFault::Kind, DocumentFault::Ending, DocumentFault::SeenOn]),
        ];
        for (known, faults) in cases {
            assert_eq!(known.read(date(2026, 5, 1)).err().unwrap_or_default(), faults, "{known:?}");
        }
    }
}
