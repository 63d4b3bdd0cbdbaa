//! Knowing who a client is, in two stages: the BSN checked at registration (R114), and an identity
//! document seen at the first visit (R115). Of a document only its kind, its last signs and the day
//! are kept.

use inzage_domain::{
    Bsn, ClientId,
    access::{ManageAccess, Permit},
    log::{EventAction, EventCode, LogThing},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Actor, Operator, Recorded, RequestContext, Store, StoreError,
    db::{execute, fetch_optional},
    people::check_texts,
    record::client_of,
    seal::Place,
    time::{maybe_instant, micros},
};

/// A document that proves who somebody is (Wet op de identificatieplicht, art. 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Passport.
    Passport,
    /// Identity card.
    IdentityCard,
    /// Driving licence.
    DrivingLicence,
    /// Residence document.
    ResidencePermit,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::Passport, Self::IdentityCard, Self::DrivingLicence, Self::ResidencePermit];

    /// The word in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::IdentityCard => "identity-card",
            Self::DrivingLicence => "driving-licence",
            Self::ResidencePermit => "residence-permit",
        }
    }
}

/// A document that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityDocument {
    /// Which kind.
    pub kind: DocumentKind,
    /// The last four signs of its number.
    pub ending: String,
    /// The day on which it was seen.
    pub seen_on: Date,
}

/// How well a client is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// When the BSN was checked.
    pub bsn_checked_at: Option<Timestamp>,
    /// When an identity document was recorded.
    pub identified_at: Option<Timestamp>,
    /// The document.
    pub document: Option<IdentityDocument>,
}

/// What came of checking a BSN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BsnCheck {
    /// It is the client's: kept that it was checked.
    Same,
    /// It is not the one in the record.
    Different,
    /// The record has none to compare with.
    Unknown,
}

impl Store {
    /// How well the permit's client is known.
    pub async fn identity(&self, permit: &Recorded<Permit<ManageAccess>>) -> Result<Identity, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            (Option<i64>, Option<i64>, Option<Vec<u8>>),
            "SELECT bsn_checked_at, identified_at, sealed_identity FROM client WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            client.uuid(),
        )?;
        let (checked, identified, sealed) =
            row.ok_or(StoreError::Inconsistent { table: "client", what: "gone" })?;
        let own = self.keys().client(organisation, client).await?;
        let place = Place::new(organisation, "client.sealed_identity", client.uuid());
        Ok(Identity {
            bsn_checked_at: maybe_instant(checked)?,
            identified_at: maybe_instant(identified)?,
            document: sealed.map(|sealed| own.seal.open_json(&place, &sealed)).transpose()?,
        })
    }

    /// Stage one: compares a BSN that somebody read from a source with the one of the record, and
    /// keeps that they are the same.
    pub async fn identity_check_bsn(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        bsn: &Bsn,
        context: &RequestContext,
    ) -> Result<BsnCheck, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let known = self.demographics(permit).await?;
        match known.bsn {
            None => return Ok(BsnCheck::Unknown),
            Some(known) if known != *bsn => return Ok(BsnCheck::Different),
            Some(_) => {}
        }
        let mut line = actor.line(EventCode::ChangeClient, EventAction::Update, self.now(), context);
        line.clients.push(client);
        line.things.push(LogThing { kind: "step".into(), id: "bsn-checked".into() });
        self.write(organisation, (client, line), |(client, line), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE client SET bsn_checked_at = COALESCE(bsn_checked_at, $3) WHERE organisation = $1 AND id = $2",
                    line.organisation.uuid(),
                    client.uuid(),
                    micros(line.at),
                )?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        Ok(BsnCheck::Same)
    }

    /// Stage two: keeps that an identity document was seen. Only after stage one; says whether it was
    /// kept. A later document replaces the earlier one.
    pub async fn identity_record(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        document: &IdentityDocument,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        check_texts(&[&document.ending])?;
        let own = self.keys().client(organisation, client).await?;
        let place = Place::new(organisation, "client.sealed_identity", client.uuid());
        let sealed = own.seal.seal_json(self.chance(), &place, document)?;
        let mut line = actor.line(EventCode::ChangeClient, EventAction::Update, self.now(), context);
        line.clients.push(client);
        line.things.push(LogThing { kind: "step".into(), id: "identified".into() });
        self.write(organisation, (client, sealed, line), |(client, sealed, line), conn| {
            Box::pin(async move {
                let kept = execute!(
                    conn,
                    "UPDATE client SET identified_at = COALESCE(identified_at, $3), sealed_identity = $4 WHERE organisation = $1 AND id = $2 AND bsn_checked_at IS NOT NULL",
                    line.organisation.uuid(),
                    client.uuid(),
                    micros(line.at),
                    sealed,
                )?;
                Ok((kept > 0, if kept == 0 { Vec::new() } else { vec![line.clone()] }))
            })
        })
        .await
    }

    /// Registers by command that the BSN of a client was checked and an identity document was seen,
    /// such as with a move from another system.
    pub async fn register_identity(
        &self,
        operator: &Operator,
        client: ClientId,
        document: &IdentityDocument,
    ) -> Result<(), StoreError> {
        check_texts(&[&document.ending])?;
        let organisation = operator.organisation().id();
        let own = self.keys().client(organisation, client).await?;
        let place = Place::new(organisation, "client.sealed_identity", client.uuid());
        let sealed = own.seal.seal_json(self.chance(), &place, document)?;
        let mut line = operator.line(EventCode::ChangeClient, EventAction::Update, self.now());
        line.clients.push(client);
        line.things.push(LogThing { kind: "step".into(), id: "identified".into() });
        self.write(organisation, (client, sealed, line), |(client, sealed, line), conn| {
            Box::pin(async move {
                let kept = execute!(
                    conn,
                    "UPDATE client SET bsn_checked_at = COALESCE(bsn_checked_at, $3), identified_at = COALESCE(identified_at, $3), sealed_identity = $4 WHERE organisation = $1 AND id = $2",
                    line.organisation.uuid(),
                    client.uuid(),
                    micros(line.at),
                    sealed,
                )?;
                if kept == 0 {
                    return Err(StoreError::Inconsistent { table: "client", what: "no such client" });
                }
                Ok(((), vec![line.clone()]))
            })
        })
        .await
    }
}
