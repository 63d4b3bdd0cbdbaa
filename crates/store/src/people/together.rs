//! Looking together (L1, R121): a client of 12 to 15 shows a parent some kinds of data, now, for an
//! hour at most. Either ends it; it ends by itself.

use inzage_domain::{
    ClientId, EntryId, PersonId, RelationId, TogetherId,
    access::{JoinTogether, Kinds, ReadRecord, ShowTogether},
    log::{EventAction, EventCode, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::person_place;
use crate::{
    Actor, Permitted, RequestContext, Store, StoreError,
    db::{execute, fetch_all, fetch_optional},
    record::client_of,
    seal::digest,
    time::{instant, maybe_instant, micros},
    writer::{Claim, Once},
};

/// A time of looking together that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Which.
    pub id: TogetherId,
    /// Whose record.
    pub client: ClientId,
    /// The parent's relation.
    pub relation: RelationId,
    /// The parent's name.
    pub name: String,
    /// What the parent sees through it.
    pub kinds: Kinds,
    /// Its end, exclusive.
    pub until: Timestamp,
    /// Since when the parent looks; `None` before that.
    pub joined: Option<Timestamp>,
    /// Where the client looks now: the part of the address after the record's own.
    pub place: Option<String>,
    /// The item that the client points at.
    pub pointed: Option<EntryId>,
    /// The actor is the client, who shows.
    pub shown: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    client: Uuid,
    relation: Uuid,
    person: Uuid,
    sealed_profile: Vec<u8>,
    kinds: i64,
    until_at: i64,
    joined_at: Option<i64>,
    place: Option<String>,
    pointed: Option<Uuid>,
    mine: String,
}

/// Why showing is undone: the relation is not a parent's of this client.
const NO_PARENT: &str = "relation that is no parent's";

/// What the client shows now through `relation r`; `$3` is the instant. Joined, not ended, not over.
macro_rules! shown_now {
    () => {
        "(SELECT t.kinds FROM together t
          WHERE t.organisation = r.organisation AND t.relation = r.id AND t.until_at > $3 AND t.begun_at <= $3
            AND t.joined_at <= $3 AND t.ended_at IS NULL
          ORDER BY t.id DESC LIMIT 1) AS together"
    };
}
pub(crate) use shown_now;

impl Store {
    /// A client lets a parent look along from now on, once for its key; one that ran before with
    /// the same parent ends. `None` where the relation is not a parent's of this client.
    pub async fn together_show(
        &self,
        permit: &Permitted<ShowTogether>,
        relation: RelationId,
        kinds: Kinds,
        until: Timestamp,
        key: Uuid,
    ) -> Result<Option<()>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let id = TogetherId::new(self.clock(), self.chance());
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(format!("show together {relation} {} {until}", kinds.bits()).as_bytes()),
            at: permit.at(),
        };
        let input = (
            organisation.uuid(),
            client.uuid(),
            relation.uuid(),
            id.uuid(),
            kinds,
            [permit.at(), until].map(micros),
        );
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |(organisation, client, relation, id, kinds, [now, until]), conn| {
                Box::pin(async move {
                    let parent = fetch_optional!(
                        conn,
                        (i64,),
                        "SELECT rights FROM relation WHERE organisation = $1 AND id = $2 AND client = $3 AND basis IN ('parent', 'guardian')
                           AND withdrawn_at IS NULL AND from_at <= $4 AND (until_at IS NULL OR until_at > $4)",
                        *organisation,
                        *relation,
                        *client,
                        *now,
                    )?;
                    parent.ok_or(StoreError::Conflict(NO_PARENT))?;
                    execute!(
                        conn,
                        "UPDATE together SET ended_at = $3 WHERE organisation = $1 AND relation = $2 AND ended_at IS NULL",
                        *organisation,
                        *relation,
                        *now,
                    )?;
                    execute!(
                        conn,
                        "INSERT INTO together (organisation, id, client, relation, kinds, begun_at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        *organisation,
                        *id,
                        *client,
                        *relation,
                        kinds.bits(),
                        *now,
                        *until,
                    )?;
                    Ok(((), Vec::new()))
                })
            })
            .await;
        match outcome {
            Ok(Once::Now(()) | Once::Before(_)) => Ok(Some(())),
            Ok(Once::Reused) | Err(StoreError::Conflict(NO_PARENT)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The parent of a permit begins to look. Says whether there was something to join.
    pub async fn together_join(
        &self,
        permit: &Permitted<JoinTogether>,
        id: TogetherId,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let Some((relation, _)) = permit.basis() else { return Ok(false) };
        let input = (organisation.uuid(), client.uuid(), relation.uuid(), id.uuid(), micros(permit.at()));
        self.write(organisation, input, |(organisation, client, relation, id, now), conn| {
            Box::pin(async move {
                let joined = execute!(
                    conn,
                    "UPDATE together SET joined_at = COALESCE(joined_at, $5) WHERE organisation = $1 AND id = $4 AND client = $2 AND relation = $3 AND ended_at IS NULL AND until_at > $5",
                    *organisation,
                    *client,
                    *relation,
                    *id,
                    *now,
                )?;
                Ok((joined == 1, Vec::new()))
            })
        })
        .await
    }

    /// Ends looking together: by the client, or by the parent for the own relation. A second call
    /// does nothing. Needs no leave but being one of the two: stopping is never refused.
    pub async fn together_end(
        &self,
        actor: &Actor,
        id: TogetherId,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        let organisation = actor.organisation_id();
        let mut line = actor.line(EventCode::LookTogether, EventAction::Delete, self.now(), context);
        line.things.push(LogThing { kind: "together".into(), id: id.to_string() });
        self.write(organisation, (id.uuid(), actor.person().uuid(), line), |(id, person, line), conn| {
            Box::pin(async move {
                let row = fetch_optional!(
                    conn,
                    (Uuid,),
                    "UPDATE together SET ended_at = $4 WHERE organisation = $1 AND id = $2 AND ended_at IS NULL
                       AND EXISTS (SELECT 1 FROM relation r WHERE r.organisation = together.organisation AND r.client = together.client AND r.person = $3
                                   AND (r.id = together.relation OR r.basis = 'own'))
                     RETURNING client",
                    line.organisation.uuid(),
                    *id,
                    *person,
                    micros(line.at),
                )?;
                let Some((client,)) = row else { return Ok(((), Vec::new())) };
                let mut line = line.clone();
                line.clients.push(ClientId::from_uuid(client));
                Ok(((), vec![line]))
            })
        })
        .await
    }

    /// What the actor shows or is shown now, newest first: times of looking together that have
    /// neither ended nor run out.
    pub async fn together_now(&self, actor: &Actor) -> Result<Vec<Together>, StoreError> {
        let organisation = actor.organisation_id();
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT t.id, t.client, t.relation, r.person, p.sealed_profile, t.kinds, t.until_at, t.joined_at, t.place, t.pointed, mine.basis AS mine
             FROM relation mine
             JOIN together t ON t.organisation = mine.organisation AND t.client = mine.client AND (t.relation = mine.id OR mine.basis = 'own')
             JOIN relation r ON r.organisation = t.organisation AND r.id = t.relation
             JOIN person p ON p.organisation = r.organisation AND p.id = r.person
             WHERE mine.organisation = $1 AND mine.person = $2 AND mine.withdrawn_at IS NULL AND t.ended_at IS NULL AND t.until_at > $3
               AND r.withdrawn_at IS NULL
             ORDER BY t.id DESC",
            organisation.uuid(),
            actor.person().uuid(),
            micros(self.now()),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|row| {
                let place = person_place(organisation, PersonId::from_uuid(row.person));
                Ok(Together {
                    id: TogetherId::from_uuid(row.id),
                    client: ClientId::from_uuid(row.client),
                    relation: RelationId::from_uuid(row.relation),
                    name: keys.seal.open_json(&place, &row.sealed_profile)?,
                    kinds: Kinds::from_bits(row.kinds),
                    until: instant(row.until_at)?,
                    joined: maybe_instant(row.joined_at)?,
                    place: row.place,
                    pointed: row.pointed.map(EntryId::from_uuid),
                    shown: row.mine == "own",
                })
            })
            .collect()
    }

    /// Keeps where the client of a permit looks, for the parent who follows. Nobody waits for it.
    pub async fn together_place(
        &self,
        permit: &Permitted<ReadRecord>,
        place: &str,
    ) -> Result<(), StoreError> {
        let (organisation, client) = client_of(permit)?;
        let input = (organisation.uuid(), client.uuid(), micros(permit.at()), place.to_owned());
        self.write_unheard(organisation, input, |(organisation, client, now, place), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE together SET pointed = CASE WHEN place = $4 THEN pointed ELSE NULL END, place = $4 WHERE organisation = $1 AND client = $2 AND ended_at IS NULL AND until_at > $3",
                    *organisation,
                    *client,
                    *now,
                    place,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Keeps at which item the client of a permit points.
    pub async fn together_point(
        &self,
        permit: &Permitted<ShowTogether>,
        entry: Option<EntryId>,
    ) -> Result<(), StoreError> {
        let (organisation, client) = client_of(permit)?;
        let input = (organisation.uuid(), client.uuid(), micros(permit.at()), entry.map(EntryId::uuid));
        self.write(organisation, input, |(organisation, client, now, entry), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "UPDATE together SET pointed = $4 WHERE organisation = $1 AND client = $2 AND ended_at IS NULL AND until_at > $3",
                    *organisation,
                    *client,
                    *now,
                    *entry,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }
}
