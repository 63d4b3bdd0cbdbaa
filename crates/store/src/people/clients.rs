//! Clients: registering and changing them.

use inzage_domain::{
    Bsn, CareState, ClientId, LocationId, OrganisationId,
    access::{ImportRecord, ManageAccess, Permit},
    log::{EventAction, EventCode, LogLine},
    policy::Policy,
    written::{day_of, end_of},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{Demographics, demographics::bsn_token};
use crate::{
    Actor, Operator, Recorded, RequestContext, Store, StoreError,
    account::apply,
    db::{Batch, Conn, execute, fetch_optional, insert_all},
    jobs::{self, NOTICES},
    record::client_of,
    seal::Place,
    time::micros,
};

/// Clients registered in one transaction.
const CHUNK: usize = 64;

pub(crate) const fn demographics_place(organisation: OrganisationId, client: ClientId) -> Place {
    Place::new(organisation, "client.sealed_demographics", client.uuid())
}

/// A new client.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// Who it is.
    pub demographics: Demographics,
    /// Where care is given.
    pub location: Option<LocationId>,
}

struct Prepared {
    id: ClientId,
    location: Option<Uuid>,
    sealed: Vec<u8>,
}

static CLIENTS: Batch = Batch::new(
    "INSERT INTO client (organisation, id, care_state, location, touched_at, created_at, updated_at, sealed_demographics)",
    8,
    "",
);
static TOKENS: Batch = Batch::new("INSERT INTO client_index (organisation, token, client)", 3, "");

impl Store {
    /// Registers a client with a key of its own.
    pub async fn create_client(&self, operator: &Operator, new: NewClient) -> Result<ClientId, StoreError> {
        let made = self.create_clients(operator, vec![new]).await?;
        made.first().copied().ok_or(StoreError::Stopped)
    }

    /// Registers many clients, in their order.
    pub async fn create_clients(
        &self,
        operator: &Operator,
        new: Vec<NewClient>,
    ) -> Result<Vec<ClientId>, StoreError> {
        let organisation = operator.organisation().id();
        let mut made = Vec::with_capacity(new.len());
        for some in new.chunks(CHUNK) {
            let ids: Vec<ClientId> =
                some.iter().map(|_| ClientId::new(self.clock(), self.chance())).collect();
            self.keys().create_clients(organisation, &ids).await?;
            let keys = self.keys().organisation(organisation).await?;
            let client_keys = self.keys().clients(organisation, &ids).await?;
            let mut clients = Vec::with_capacity(some.len());
            let mut tokens = Vec::new();
            let mut lines = Vec::with_capacity(some.len());
            for (client, &id) in some.iter().zip(&ids) {
                let own = client_keys.get(&id).ok_or(StoreError::KeyMissing("client"))?;
                let sealed = own.seal.seal_json(
                    self.chance(),
                    &demographics_place(organisation, id),
                    &client.demographics,
                )?;
                tokens.extend(client.demographics.tokens(&keys).into_iter().map(|token| (token, id)));
                clients.push(Prepared { id, location: client.location.map(LocationId::uuid), sealed });
                let mut line = operator.line(EventCode::ChangeClient, EventAction::Create, self.now());
                line.clients.push(id);
                lines.push(line);
            }
            made.extend(ids);
            self.write(organisation, (clients, tokens, lines), |(clients, tokens, lines), conn| {
                Box::pin(async move {
                    insert_clients(conn, clients, tokens, lines).await?;
                    Ok(((), lines.clone()))
                })
            })
            .await?;
        }
        Ok(made)
    }

    /// Replaces what is known of a client as a person.
    pub async fn update_demographics(
        &self,
        permit: &Recorded<Permit<ImportRecord>>,
        known: &Demographics,
    ) -> Result<(), StoreError> {
        let (organisation, client) = client_of(permit)?;
        let keys = self.keys().organisation(organisation).await?;
        let own = self.keys().client(organisation, client).await?;
        let sealed = own.seal.seal_json(self.chance(), &demographics_place(organisation, client), known)?;
        let tokens: Vec<(Vec<u8>, ClientId)> =
            known.tokens(&keys).into_iter().map(|token| (token, client)).collect();
        let input = (organisation, client, sealed, tokens, micros(self.now()));
        self.write(organisation, input, |(organisation, client, sealed, tokens, now), conn| {
            Box::pin(async move {
                let organisation = organisation.uuid();
                execute!(
                    conn,
                    "UPDATE client SET sealed_demographics = $3, updated_at = $4, touched_at = $4 WHERE organisation = $1 AND id = $2 AND destroyed_at IS NULL",
                    organisation,
                    client.uuid(),
                    sealed,
                    *now,
                )?;
                execute!(conn, "DELETE FROM client_index WHERE organisation = $1 AND client = $2", organisation, client.uuid())?;
                insert_all!(conn, TOKENS, tokens.as_slice(), row => organisation, &row.0, row.1.uuid())?;
                // The permit's own line tells of it.
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Says that a client's care goes on, has ended, or that the client has died, from now. What an
    /// end of care had closed is open again when care begins anew.
    pub async fn set_care_state(
        &self,
        operator: &Operator,
        client: ClientId,
        state: CareState,
    ) -> Result<(), StoreError> {
        let mut line = operator.line(EventCode::ChangeClient, EventAction::Update, self.now());
        line.clients.push(client);
        let ended = (state != CareState::InCare).then_some(line.at);
        self.keep_care(client, state, ended, operator.organisation().policy(), line).await
    }

    /// The same by an employee, and from a day on, which may lie in the past: an end that was wrong
    /// is corrected so. What an end of care had closed is open again where access is.
    pub async fn change_care(
        &self,
        actor: &Actor,
        permit: &Recorded<Permit<ManageAccess>>,
        state: CareState,
        ended_on: Option<Date>,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        let (_, client) = client_of(permit)?;
        let mut line = actor.line(EventCode::ChangeClient, EventAction::Update, self.now(), context);
        line.clients.push(client);
        let ended = ended_on.filter(|_| state != CareState::InCare).and_then(|day| day.yesterday().ok());
        let ended = ended.map(end_of);
        self.keep_care(client, state, ended, actor.policy(), line).await
    }

    async fn keep_care(
        &self,
        client: ClientId,
        state: CareState,
        ended: Option<Timestamp>,
        policy: &Policy,
        line: LogLine,
    ) -> Result<(), StoreError> {
        let organisation = line.organisation;
        let open = ended.is_none_or(|ended| policy.access_end.closes_on(day_of(ended)) > day_of(line.at));
        let reopen = if open { self.reopenings(organisation, client).await? } else { Vec::new() };
        let input = (client, state, ended.map(micros), reopen, line);
        self.write(organisation, input, |(client, state, ended, reopen, line), conn| {
            Box::pin(async move {
                let changed = execute!(
                    conn,
                    "UPDATE client SET care_state = $3, ended_at = $4, end_stage = 0, updated_at = $5 WHERE organisation = $1 AND id = $2",
                    line.organisation.uuid(),
                    client.uuid(),
                    state.key(),
                    *ended,
                    micros(line.at),
                )?;
                if changed == 0 {
                    return Err(StoreError::Inconsistent { table: "client", what: "no such client" });
                }
                for change in reopen {
                    apply(conn, line.organisation, change, line.at).await?;
                }
                jobs::ask(conn, line.organisation, NOTICES, line.at).await?;
                Ok(((), vec![line.clone()]))
            })
        })
        .await
    }

    /// The client with this BSN, for a command.
    pub async fn client_by_bsn(
        &self,
        operator: &Operator,
        bsn: &Bsn,
    ) -> Result<Option<ClientId>, StoreError> {
        let organisation = operator.organisation().id();
        let keys = self.keys().organisation(organisation).await?;
        let row = fetch_optional!(
            self.db(),
            (Uuid,),
            "SELECT client FROM client_index WHERE organisation = $1 AND token = $2 ORDER BY client LIMIT 1",
            organisation.uuid(),
            bsn_token(&keys, bsn),
        )?;
        Ok(row.map(|(client,)| ClientId::from_uuid(client)))
    }
}

async fn insert_clients(
    conn: &mut Conn,
    clients: &[Prepared],
    tokens: &[(Vec<u8>, ClientId)],
    lines: &[LogLine],
) -> Result<(), StoreError> {
    let Some(line) = lines.first() else { return Ok(()) };
    let (organisation, now) = (line.organisation.uuid(), micros(line.at));
    insert_all!(conn, CLIENTS, clients, row =>
        organisation, row.id.uuid(), CareState::InCare.key(), row.location, now, now, now, &row.sealed)?;
    insert_all!(conn, TOKENS, tokens, row => organisation, &row.0, row.1.uuid())?;
    Ok(())
}
