//! Relations: who may look at a client's record, on which ground, until when.

use inzage_domain::{
    AccountId, Basis, ClientId, OrganisationId, PersonId, RelationId,
    access::Kinds,
    colour::free_colour,
    log::{EventAction, EventCode, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Operator, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_one, fetch_optional},
    jobs::{self, NOTICES},
    time::micros,
};

/// A new relation.
#[derive(Clone, Copy, Debug)]
pub struct NewRelation {
    /// Whose record.
    pub client: ClientId,
    /// Who may look.
    pub person: PersonId,
    /// On which ground.
    pub basis: Basis,
    /// Who decided it, where that was a person with an account.
    pub decided_by: Option<AccountId>,
    /// From when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
    /// Which kinds of data.
    pub kinds: Kinds,
    /// Whether the person manages the care network (R39).
    pub manages: bool,
}

/// Makes a relation in a transaction. A client has one own relation, one first contact and, as the
/// policy says, so many second contacts at one time (R6): one more is a conflict.
pub(crate) async fn insert_relation(
    conn: &mut Conn,
    organisation: OrganisationId,
    second_contacts: u16,
    id: RelationId,
    new: &NewRelation,
    now: i64,
) -> Result<(), StoreError> {
    let most = match new.basis {
        Basis::Own | Basis::FirstContact => Some(1),
        Basis::SecondContact => Some(i64::from(second_contacts)),
        _ => None,
    };
    if let Some(most) = most {
        // The client's row is locked by being touched: two at once follow each other.
        execute!(
            conn,
            "UPDATE client SET touched_at = touched_at WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            new.client.uuid(),
        )?;
        let (there,) = fetch_one!(
            conn,
            (i64,),
            "SELECT COUNT(*) FROM relation WHERE organisation = $1 AND client = $2 AND basis = $3 AND withdrawn_at IS NULL AND (until_at IS NULL OR until_at > $4)",
            organisation.uuid(),
            new.client.uuid(),
            new.basis.key(),
            now,
        )?;
        if there >= most {
            return Err(StoreError::Conflict("relation of this kind"));
        }
    }
    let colour = colour_for(conn, organisation, new.person, new.client, now).await?;
    execute!(
        conn,
        "INSERT INTO relation (organisation, id, client, person, basis, decided_by, from_at, until_at, rights, manages, created_at, colour) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        organisation.uuid(),
        id.uuid(),
        new.client.uuid(),
        new.person.uuid(),
        new.basis.key(),
        new.decided_by.map(AccountId::uuid),
        micros(new.from),
        new.until.map(micros),
        new.kinds.bits(),
        new.manages,
        now,
        i64::from(colour),
    )?;
    Ok(())
}

/// The colour of a client's record for a person who is about to be let in: none that another record
/// has which this person can open, as long as there are enough. A client whom the person stands beside
/// already keeps its colour.
async fn colour_for(
    conn: &mut Conn,
    organisation: OrganisationId,
    person: PersonId,
    client: ClientId,
    now: i64,
) -> Result<u8, StoreError> {
    // The person's row is locked by being touched: two at once follow each other.
    execute!(
        conn,
        "UPDATE person SET created_at = created_at WHERE organisation = $1 AND id = $2",
        organisation.uuid(),
        person.uuid(),
    )?;
    let rows = fetch_all!(
        conn,
        (Uuid, i64),
        "SELECT client, MIN(colour) FROM relation WHERE organisation = $1 AND person = $2 AND (withdrawn_at IS NULL OR withdrawn_at > $3) AND (until_at IS NULL OR until_at > $3)
         GROUP BY client",
        organisation.uuid(),
        person.uuid(),
        now,
    )?;
    let mut taken = Vec::with_capacity(rows.len());
    for (other, colour) in rows {
        let colour = colour_of(colour)?;
        if other == client.uuid() {
            return Ok(colour);
        }
        taken.push(colour);
    }
    Ok(free_colour(client, &taken))
}

/// A colour as it is kept.
pub(crate) fn colour_of(kept: i64) -> Result<u8, StoreError> {
    u8::try_from(kept).map_err(|_| StoreError::Inconsistent { table: "relation", what: "colour" })
}

impl Store {
    /// Makes a relation.
    pub async fn create_relation(
        &self,
        operator: &Operator,
        new: NewRelation,
    ) -> Result<RelationId, StoreError> {
        let id = RelationId::new(self.clock(), self.chance());
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Create, self.now());
        line.clients.push(new.client);
        line.things.push(LogThing { kind: "relation".into(), id: id.to_string() });
        let most = operator.organisation().policy().second_contacts;
        self.write(operator.organisation().id(), (id, new, most, line), |(id, new, most, line), conn| {
            Box::pin(async move {
                insert_relation(conn, line.organisation, *most, *id, new, micros(line.at)).await?;
                Ok((*id, vec![line.clone()]))
            })
        })
        .await
    }

    /// Withdraws a relation now. One that was withdrawn before stays as it was.
    pub async fn withdraw_relation(
        &self,
        operator: &Operator,
        relation: RelationId,
    ) -> Result<(), StoreError> {
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Update, self.now());
        line.things.push(LogThing { kind: "relation".into(), id: relation.to_string() });
        self.write(operator.organisation().id(), (relation, line), |(relation, line), conn| {
            Box::pin(async move {
                let client = fetch_optional!(
                    conn,
                    (Uuid,),
                    "UPDATE relation SET withdrawn_at = COALESCE(withdrawn_at, $3) WHERE organisation = $1 AND id = $2 RETURNING client",
                    line.organisation.uuid(),
                    relation.uuid(),
                    micros(line.at),
                )?;
                let (client,) = client.ok_or(StoreError::Inconsistent { table: "relation", what: "no such relation" })?;
                let mut line = line.clone();
                line.clients.push(ClientId::from_uuid(client));
                jobs::ask(conn, line.organisation, NOTICES, line.at).await?;
                Ok(((), vec![line]))
            })
        })
        .await
    }
}
