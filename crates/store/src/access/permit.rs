//! Permits: facts in one query, the domain's decision, the line in the log, and only then the
//! permit. A refusal leaves its own line.

use inzage_domain::{
    AccountId, Basis, CareState, ClientId, PersonId,
    access::{AccountState, Act, ActingAs, Action, ActorFacts, ClientFacts, Facts, Permit, Refusal, decide},
    log::{EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Actor, Operator, Recorded, RequestContext, facts};
use crate::{
    Store, StoreError,
    db::{fetch_all, fetch_optional},
    time::micros,
};

/// A relation of the actor that holds now: whose record there is to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// Whose record.
    pub client: ClientId,
    /// On which ground.
    pub basis: Basis,
}

const fn event(action: Action) -> EventCode {
    match action {
        Action::ReadRecord => EventCode::ReadRecord,
        Action::ImportRecord => EventCode::ImportRecord,
        Action::PublishRecord => EventCode::Publish,
        Action::FindClients => EventCode::FindClients,
        Action::ReadOrganisation => EventCode::ReadOrganisation,
    }
}

/// Completes a line with what a permit says.
fn permitted<A: Act>(mut line: LogLine, permit: &Permit<A>) -> LogLine {
    line.controls = permit.controls();
    line.clients.extend(permit.client());
    if let Some((_, basis)) = permit.basis() {
        basis.key().clone_into(&mut line.consent_profile);
        basis.nen_code().clone_into(&mut line.user.role_code);
    }
    line
}

/// Completes a line with a refusal. A client that is not there is named as a thing: it may be
/// another organisation's.
fn refused(mut line: LogLine, refusal: Refusal, facts: &Facts, asked: Option<ClientId>) -> LogLine {
    match (&facts.client, asked) {
        (Some(client), _) => line.clients.push(client.client),
        (None, Some(asked)) => line.things.push(LogThing { kind: "client".into(), id: asked.to_string() }),
        (None, None) => {}
    }
    line.refused(refusal)
}

impl Store {
    /// Asks leave for act `A`, about a client where it is about one. The permit is given out when
    /// its line is durable; a refusal has left its own line by then. Never kept across requests.
    pub async fn permit<A: Act>(
        &self,
        actor: &Actor,
        client: Option<ClientId>,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Permit<A>>, Refusal>, StoreError> {
        let permit = match self.decided::<A>(actor, client, context).await? {
            Ok((permit, line)) => {
                self.append(&permitted(line, &permit)).await?;
                permit
            }
            Err(refusal) => return Ok(Err(refusal)),
        };
        Ok(Ok(Recorded::new(permit)))
    }

    /// The decision, with a line that has still to be kept. A refusal's line is kept already.
    async fn decided<A: Act>(
        &self,
        actor: &Actor,
        client: Option<ClientId>,
        context: &RequestContext,
    ) -> Result<Result<(Permit<A>, LogLine), Refusal>, StoreError> {
        let now = self.now();
        let organisation = actor.organisation_id();
        let rows = facts::rows(self.db(), organisation, actor.token_hash(), now, client).await?;
        let found = facts::found(rows, organisation, actor.policy(), now)?;
        let line = actor.line(event(A::ACTION), A::ACTION.event_action(), now, context);
        let facts = found.map_or_else(|| gone(actor), |found| found.facts);
        match decide::<A>(&facts, now) {
            Ok(permit) => Ok(Ok((permit, line))),
            Err(refusal) => {
                self.append(&refused(line, refusal, &facts, client)).await?;
                Ok(Err(refusal))
            }
        }
    }

    /// Does something that shows clients only once it is done (a search): decides, does it, keeps
    /// one line that names every client it gives, and only then hands the outcome out.
    pub(crate) async fn permit_then<A, T, D>(
        &self,
        actor: &Actor,
        context: &RequestContext,
        act: D,
    ) -> Result<Result<Recorded<T>, Refusal>, StoreError>
    where
        A: Act,
        D: AsyncFnOnce(&Permit<A>) -> Result<(T, Vec<ClientId>), StoreError>,
    {
        let (permit, line) = match self.decided::<A>(actor, None, context).await? {
            Ok(decided) => decided,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (value, shown) = act(&permit).await?;
        let mut line = permitted(line, &permit);
        line.clients.extend(shown);
        self.append(&line).await?;
        Ok(Ok(Recorded::new(value)))
    }

    /// Leave for an operator's command: to put data into a client's record, or to share or hide
    /// an entry. `things` says which, for the log.
    pub async fn operator_permit_about<A: Act>(
        &self,
        operator: &Operator,
        client: ClientId,
        things: &[LogThing],
    ) -> Result<Result<Recorded<Permit<A>>, Refusal>, StoreError> {
        let now = self.now();
        let organisation = operator.organisation().id();
        let row = fetch_optional!(
            self.db(),
            (String,),
            "SELECT care_state FROM client WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            client.uuid(),
        )?;
        let client_facts = row
            .map(|(state,)| {
                let state = CareState::from_key(&state)
                    .ok_or(StoreError::Inconsistent { table: "client", what: "state of care" })?;
                Ok::<_, StoreError>(ClientFacts { organisation, client, state })
            })
            .transpose()?;
        let actor = ActorFacts {
            organisation,
            account: AccountId::from_uuid(Uuid::nil()),
            person: PersonId::from_uuid(Uuid::nil()),
            acting: ActingAs::Operator,
            state: AccountState::Active,
            employed: false,
            session_live: false,
            terms_accepted: true,
        };
        let facts = Facts { actor, client: client_facts, relations: Vec::new() };
        let mut line = operator.line(event(A::ACTION), A::ACTION.event_action(), now);
        line.things.extend_from_slice(things);
        match decide::<A>(&facts, now) {
            Ok(permit) => {
                self.append(&permitted(line, &permit)).await?;
                Ok(Ok(Recorded::new(permit)))
            }
            Err(refusal) => {
                self.append(&refused(line, refusal, &facts, Some(client))).await?;
                Ok(Err(refusal))
            }
        }
    }

    /// The same without things to name.
    pub async fn operator_permit<A: Act>(
        &self,
        operator: &Operator,
        client: ClientId,
    ) -> Result<Result<Recorded<Permit<A>>, Refusal>, StoreError> {
        self.operator_permit_about(operator, client, &[]).await
    }

    /// The relations of the actor that hold now, oldest first. Names come with a permit for each.
    pub async fn relationships(&self, actor: &Actor) -> Result<Vec<Relationship>, StoreError> {
        if actor.acting() != ActingAs::Personal {
            return Ok(Vec::new());
        }
        let now: Timestamp = self.now();
        let rows = fetch_all!(
            self.db(),
            (Uuid, String),
            "SELECT client, basis FROM relation WHERE organisation = $1 AND person = $2 AND from_at <= $3 AND (until_at IS NULL OR until_at > $3) AND (withdrawn_at IS NULL OR withdrawn_at > $3) ORDER BY created_at, id",
            actor.organisation_id().uuid(),
            actor.person().uuid(),
            micros(now),
        )?;
        rows.into_iter()
            .map(|(client, basis)| {
                let basis = Basis::from_key(&basis)
                    .ok_or(StoreError::Inconsistent { table: "relation", what: "basis" })?;
                Ok(Relationship { client: ClientId::from_uuid(client), basis })
            })
            .collect()
    }
}

/// The facts about an actor whose session is not there any more.
fn gone(actor: &Actor) -> Facts {
    Facts {
        actor: ActorFacts {
            organisation: actor.organisation_id(),
            account: actor.account(),
            person: actor.person(),
            acting: actor.acting(),
            state: AccountState::Closed,
            employed: false,
            session_live: false,
            terms_accepted: false,
        },
        client: None,
        relations: Vec::new(),
    }
}
