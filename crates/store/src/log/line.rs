//! One line: what is clear, what is sealed.

use inzage_domain::{
    Chance, ClientId, OrganisationId,
    log::{Controls, LogLine, LogThing, LogUser},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{StoreError, keys::OrganisationKeys, seal::Place, time::micros};

/// The sealed part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogDetails {
    /// Why it was refused, where it was.
    pub refusal: Option<String>,
    /// Which checks were passed.
    pub controls: Controls,
    /// Who.
    pub user: LogUser,
    /// The rule that was applied.
    pub protocol: String,
    /// The relation's basis, or `-`.
    pub consent_profile: String,
    /// What it was about, beside clients.
    pub things: Vec<LogThing>,
    /// The program and its request id.
    pub source: String,
}

/// A line ready for its place in the chain.
#[derive(Clone, Debug)]
pub(crate) struct SealedLine {
    pub(crate) organisation: OrganisationId,
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) event: &'static str,
    pub(crate) action: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) actor: Option<Uuid>,
    pub(crate) payload: Vec<u8>,
    /// Sorted, each once.
    pub(crate) clients: Vec<Uuid>,
}

impl SealedLine {
    /// Seals a line. Its id is random: the chain gives the order.
    pub(crate) fn new(
        line: &LogLine,
        keys: &OrganisationKeys,
        chance: &dyn Chance,
    ) -> Result<Self, StoreError> {
        let mut random = [0_u8; 16];
        chance.fill(&mut random);
        let id = uuid::Builder::from_random_bytes(random).into_uuid();
        let details = LogDetails {
            refusal: line.refusal.clone(),
            controls: line.controls,
            user: line.user.clone(),
            protocol: line.protocol.clone(),
            consent_profile: line.consent_profile.clone(),
            things: line.things.clone(),
            source: line.source.clone(),
        };
        let payload = keys.log.seal_json(chance, &place(line.organisation, id), &details)?;
        let mut clients: Vec<Uuid> = line.clients.iter().copied().map(ClientId::uuid).collect();
        clients.sort_unstable();
        clients.dedup();
        Ok(Self {
            organisation: line.organisation,
            id,
            at: micros(line.at),
            event: line.code.key(),
            action: line.action.key(),
            outcome: line.outcome.key(),
            actor: line.user.account.map(inzage_domain::AccountId::uuid),
            payload,
            clients,
        })
    }
}

/// Opens the sealed part of a line.
pub(crate) fn open(
    keys: &OrganisationKeys,
    organisation: OrganisationId,
    id: Uuid,
    payload: &[u8],
) -> Result<LogDetails, StoreError> {
    keys.log.open_json(&place(organisation, id), payload)
}

const fn place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "log_line.payload", id)
}
