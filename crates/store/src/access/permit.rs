//! Permits: facts in one query, the domain's decision, the line in the log, and only then the
//! permit. A refusal leaves its own line.

use inzage_domain::{
    AccountId, Basis, CareState, ClientId, Kinship, OrganisationId, PersonId,
    access::{
        AccountState, Act, ActingAs, Action, ActorFacts, ClientFacts, Facts, Permit, ReadRecord, Refusal,
        decide,
    },
    log::{EventCode, LogLine, LogThing},
    written::day_of,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{Actor, Operator, Recorded, RequestContext, facts};
use crate::{
    Demographics, Store, StoreError,
    db::{fetch_all, fetch_optional},
    people::{basis_of, colour_of, demographics_place, kinship_of},
    time::micros,
};

pub(super) const fn event(action: Action) -> EventCode {
    match action {
        Action::ReadRecord => EventCode::ReadRecord,
        Action::ImportRecord => EventCode::ImportRecord,
        Action::AddOwn | Action::WriteRecord => EventCode::WriteRecord,
        Action::PublishRecord => EventCode::Publish,
        Action::FindClients => EventCode::FindClients,
        Action::ReadOrganisation => EventCode::ReadOrganisation,
        Action::HelpDesk => EventCode::HelpDesk,
        Action::TakeAlong => EventCode::Export,
        Action::ManageRetention => EventCode::Retention,
        Action::ChangeOrganisation => EventCode::ChangeOrganisation,
        Action::ReadAccess => EventCode::ReadAccess,
        Action::ReadLog => EventCode::ReadLog,
        Action::RecordCapacity => EventCode::ChangeClient,
        Action::ReadConsents => EventCode::ReadConsents,
        Action::GiveConsent => EventCode::GiveConsent,
        Action::OpenEmergency | Action::FindElsewhere => EventCode::EmergencyAccess,
        Action::ReviewEmergency => EventCode::ReviewEmergency,
        Action::AskCase | Action::ReadCases | Action::CaseQueue | Action::TreatCases => EventCode::Case,
        Action::ManageAccess
        | Action::WithdrawContact
        | Action::ChangeNetwork
        | Action::Agree
        | Action::DecideClosing => EventCode::ChangeRights,
        Action::ShowTogether | Action::JoinTogether => EventCode::LookTogether,
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
        let facts = self.facts_of(actor, client, now).await?;
        let line = actor.line(event(A::ACTION), A::ACTION.event_action(), now, context);
        match decide::<A>(&facts, actor.policy(), now) {
            Ok(permit) => Ok(Ok((permit, line))),
            Err(refusal) => {
                self.append(&refused(line, refusal, &facts, client)).await?;
                Ok(Err(refusal))
            }
        }
    }

    /// What a decision about this actor, and about a client where there is one, rests on.
    pub(super) async fn facts_of(
        &self,
        actor: &Actor,
        client: Option<ClientId>,
        now: Timestamp,
    ) -> Result<Facts, StoreError> {
        let organisation = actor.organisation_id();
        let rows = facts::rows(self.db(), organisation, actor.token_hash(), now, client).await?;
        let born = match facts::sealed_client(&rows) {
            Some((client, sealed)) => self.born(organisation, client, sealed).await?,
            None => None,
        };
        let found = facts::found(rows, organisation, actor.policy(), born, now)?;
        let mut facts = found.map_or_else(|| gone(actor, now), |found| found.facts);
        if let Some(client) = &facts.client
            && facts.relations.iter().any(|relation| client.asks_order(relation.basis, facts.today))
        {
            facts.present = self.present(organisation, client.client, now).await?;
        }
        Ok(facts)
    }

    /// The grounds of everybody who stands beside a client now.
    pub(super) async fn present(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        now: Timestamp,
    ) -> Result<Vec<Basis>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (String,),
            "SELECT basis FROM relation WHERE organisation = $1 AND client = $2 AND from_at <= $3
               AND (until_at IS NULL OR until_at > $3) AND (withdrawn_at IS NULL OR withdrawn_at > $3)",
            organisation.uuid(),
            client.uuid(),
            micros(now),
        )?;
        rows.iter().map(|(basis,)| basis_of(basis)).collect()
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
                Ok::<_, StoreError>(ClientFacts {
                    organisation,
                    client,
                    state,
                    ended_on: None,
                    born: None,
                    identified: false,
                    incapable: false,
                })
            })
            .transpose()?;
        let actor = ActorFacts {
            organisation,
            account: AccountId::from_uuid(Uuid::nil()),
            person: PersonId::from_uuid(Uuid::nil()),
            acting: ActingAs::Operator,
            state: AccountState::Active,
            employed: false,
            works_there: false,
            emergency_until: None,
            session_live: false,
            terms_accepted: true,
        };
        let facts = Facts {
            actor,
            client: client_facts,
            relations: Vec::new(),
            present: Vec::new(),
            today: day_of(now),
        };
        let mut line = operator.line(event(A::ACTION), A::ACTION.event_action(), now);
        line.things.extend_from_slice(things);
        match decide::<A>(&facts, operator.organisation().policy(), now) {
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

    /// A client's date of birth. A record whose key was destroyed has none.
    pub(crate) async fn born(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        sealed: &[u8],
    ) -> Result<Option<Date>, StoreError> {
        let keys = match self.keys().client(organisation, client).await {
            Ok(keys) => keys,
            Err(StoreError::KeyDestroyed | StoreError::KeyMissing(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let known: Demographics = keys.seal.open_json(&demographics_place(organisation, client), sealed)?;
        Ok(known.birth_date)
    }

    /// The clients to whom the actor has a relation that was not withdrawn and has not run out,
    /// oldest first, with the colour of each record and the kinship that is known. Whether it opens is
    /// decided for each.
    pub(super) async fn clients_beside(
        &self,
        actor: &Actor,
    ) -> Result<Vec<(ClientId, u8, Option<Kinship>)>, StoreError> {
        if actor.acting() != ActingAs::Personal {
            return Ok(Vec::new());
        }
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, Option<String>),
            "SELECT client, MIN(colour), MAX(kinship) FROM relation WHERE organisation = $1 AND person = $2 AND from_at <= $3 AND (until_at IS NULL OR until_at > $3) AND (withdrawn_at IS NULL OR withdrawn_at > $3)
               AND ($4 IS NULL OR client = $4)
             GROUP BY client ORDER BY MIN(created_at), client",
            actor.organisation_id().uuid(),
            actor.person().uuid(),
            micros(self.now()),
            actor.only_client().map(ClientId::uuid),
        )?;
        rows.into_iter()
            .map(|(client, colour, kinship)| {
                let kinship = kinship.as_deref().map(kinship_of).transpose()?;
                Ok((ClientId::from_uuid(client), colour_of(colour)?, kinship))
            })
            .collect()
    }

    /// The grounds on which the actor stands beside a client now: which page is for whom. Whether
    /// anything is shown is decided by a permit.
    pub async fn grounds(&self, actor: &Actor, client: ClientId) -> Result<Vec<Basis>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (String,),
            "SELECT basis FROM relation WHERE organisation = $1 AND person = $2 AND client = $3 AND from_at <= $4
               AND (until_at IS NULL OR until_at > $4) AND (withdrawn_at IS NULL OR withdrawn_at > $4) ORDER BY created_at, id",
            actor.organisation_id().uuid(),
            actor.person().uuid(),
            client.uuid(),
            micros(self.now()),
        )?;
        rows.iter().map(|(basis,)| basis_of(basis)).collect()
    }

    /// What the actor may see of a client's record now, without a line in the log.
    pub(super) async fn standing(
        &self,
        actor: &Actor,
        client: ClientId,
    ) -> Result<Result<Permit<ReadRecord>, Refusal>, StoreError> {
        let now = self.now();
        let facts = self.facts_of(actor, Some(client), now).await?;
        Ok(decide::<ReadRecord>(&facts, actor.policy(), now))
    }

    /// Whether the actor would get leave for act `A` about a client now: which ways on a page shows.
    /// Gives nothing out, so it leaves no line; the permit is asked for behind the way.
    pub async fn would_permit<A: Act>(&self, actor: &Actor, client: ClientId) -> Result<bool, StoreError> {
        let now = self.now();
        let facts = self.facts_of(actor, Some(client), now).await?;
        Ok(decide::<A>(&facts, actor.policy(), now).is_ok())
    }
}

/// The facts about an actor whose session is not there any more.
fn gone(actor: &Actor, now: Timestamp) -> Facts {
    Facts {
        actor: ActorFacts {
            organisation: actor.organisation_id(),
            account: actor.account(),
            person: actor.person(),
            acting: actor.acting(),
            state: AccountState::Closed,
            employed: false,
            works_there: false,
            emergency_until: None,
            session_live: false,
            terms_accepted: false,
        },
        client: None,
        relations: Vec::new(),
        present: Vec::new(),
        today: day_of(now),
    }
}
