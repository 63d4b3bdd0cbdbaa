//! The number with which somebody logs in with the own DigiD for a client (R120): registered by staff
//! who saw an identity document, as for the client (R114). Of the number a keyed hash is kept, and its
//! last digits, sealed; each registration stays.

use inzage_domain::{
    AccountId, Basis, Bsn, ClientId, LogId, OrganisationId, PersonId, RelationId,
    access::{Kinds, ManageAccess, Permit, RelationChange},
    log::{EventAction, EventCode, LogLine, LogThing},
    session::SessionEnd,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::IdentityDocument;
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_one, fetch_optional},
    people::{AccountProfile, Happened, NewEvent, account_place, bsn_token, check_texts, person_place},
    record::client_of,
    seal::Place,
    sign_in::person_token,
    time::{instant, micros},
};

/// Somebody beside a client, and whether the number is registered. No `Debug`: it names somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Numbered {
    /// The person's name.
    pub name: String,
    /// The ground of the relation.
    pub basis: Basis,
    /// Whether a number is registered, here or by a command.
    pub is_registered: bool,
    /// Who registered the number that counts, where staff did: its last digits (`•••••6782`), the
    /// document, when, and by whom.
    pub by_staff: Option<(String, IdentityDocument, Timestamp, String)>,
}

/// What came of registering a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Kept.
    Done,
    /// This number was registered for this person already: nothing was changed.
    Same,
    /// It is somebody else's here; whose is not told.
    Taken,
    /// It is the client's own.
    Clients,
    /// Another number was registered: say why it changes.
    NoReason,
    /// There is no such relation to this client, it has ended, or nobody logs in with DigiD on its
    /// ground.
    NotThere,
}

#[derive(Serialize, Deserialize)]
struct Content {
    ending: String,
    document: IdentityDocument,
}

struct Input {
    id: Uuid,
    client: ClientId,
    relation: RelationId,
    by: AccountId,
    hash: Vec<u8>,
    has_reason: bool,
    sealed: Vec<u8>,
    event: NewEvent,
    line: LogLine,
}

type NumberRow = (Uuid, Vec<u8>, String, Option<Vec<u8>>);
type StaffRow = (Uuid, i64, Vec<u8>, Uuid, Vec<u8>);

const TAKEN: &str = "BSN";

const fn content_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "person_number.sealed_content", id)
}

impl Store {
    /// Somebody beside the permit's client, whose relation holds now or later, with what is registered.
    /// `None` where there is no such relation, it has ended, or nobody logs in with DigiD on its ground.
    pub async fn number_of(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        relation: RelationId,
    ) -> Result<Option<Numbered>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            NumberRow,
            "SELECT r.person, p.sealed_profile, r.basis, p.bsn_hash FROM relation r
             JOIN person p ON p.organisation = r.organisation AND p.id = r.person
             WHERE r.organisation = $1 AND r.client = $2 AND r.id = $3 AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $4)",
            organisation.uuid(),
            client.uuid(),
            relation.uuid(),
            micros(permit.at()),
        )?;
        let Some((person, name, basis, hash)) = row else { return Ok(None) };
        let Some(basis) = acting_basis(&basis)? else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let by_staff = match &hash {
            None => None,
            Some(hash) => fetch_optional!(
                self.db(),
                StaffRow,
                "SELECT n.id, n.made_at, n.sealed_content, n.made_by, a.sealed_profile FROM person_number n
                 JOIN account a ON a.organisation = n.organisation AND a.id = n.made_by
                 WHERE n.organisation = $1 AND n.person = $2 AND n.number_hash = $3 ORDER BY n.made_at DESC, n.id DESC LIMIT 1",
                organisation.uuid(),
                person,
                hash,
            )?,
        };
        let by_staff = by_staff
            .map(|(id, at, sealed, by, profile)| {
                let content: Content = keys.seal.open_json(&content_place(organisation, id), &sealed)?;
                let place = account_place(organisation, AccountId::from_uuid(by));
                let profile: AccountProfile = keys.seal.open_json(&place, &profile)?;
                Ok::<_, StoreError>((content.ending, content.document, instant(at)?, profile.display_name))
            })
            .transpose()?;
        let place = person_place(organisation, PersonId::from_uuid(person));
        let name = keys.seal.open_json(&place, &name)?;
        Ok(Some(Numbered { name, basis, is_registered: hash.is_some(), by_staff }))
    }

    /// Registers the number of somebody beside the permit's client, or corrects it with a reason. Once
    /// for each number: the same again changes nothing. After a correction the person's sessions by
    /// DigiD end: they may be somebody else's.
    #[expect(clippy::too_many_arguments, reason = "who, about whom, what was seen, why, and the request")]
    pub async fn number_register(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        relation: RelationId,
        bsn: &Bsn,
        document: &IdentityDocument,
        reason: &str,
        context: &RequestContext,
    ) -> Result<Numbering, StoreError> {
        check_texts(&[&document.ending, reason])?;
        let (organisation, client) = client_of(permit)?;
        let keys = self.keys().organisation(organisation).await?;
        let own = fetch_optional!(
            self.db(),
            (i64,),
            "SELECT COUNT(*) FROM client_index WHERE organisation = $1 AND client = $2 AND token = $3",
            organisation.uuid(),
            client.uuid(),
            bsn_token(&keys, bsn),
        )?;
        if own.is_some_and(|(number,)| number > 0) {
            return Ok(Numbering::Clients);
        }
        let id = LogId::new(self.clock(), self.chance()).uuid();
        let seen = Content { ending: bsn.masked(), document: document.clone() };
        let mut line = actor.line(EventCode::ChangeRights, EventAction::Update, self.now(), context);
        line.clients.push(client);
        line.things.push(LogThing { kind: "relation".into(), id: relation.to_string() });
        line.things.push(LogThing { kind: "step".into(), id: "number-registered".into() });
        let input = Input {
            id,
            client,
            relation,
            by: actor.account(),
            hash: person_token(&keys, bsn),
            has_reason: !reason.is_empty(),
            sealed: keys.seal.seal_json(self.chance(), &content_place(organisation, id), &seen)?,
            event: self.relation_event_of(organisation, reason).await?,
            line,
        };
        let kept =
            self.write(organisation, input, |input, conn| Box::pin(async move { input.run(conn).await }));
        match kept.await {
            Err(StoreError::Conflict(TAKEN)) => Ok(Numbering::Taken),
            other => other,
        }
    }
}

/// A ground on which somebody logs in with the own DigiD; `None` for another.
fn acting_basis(key: &str) -> Result<Option<Basis>, StoreError> {
    let basis = Basis::from_key(key).ok_or(StoreError::Inconsistent { table: "relation", what: "basis" })?;
    Ok(Some(basis).filter(|basis| basis.acts_with_digid()))
}

impl Input {
    async fn run(&self, conn: &mut Conn) -> Result<(Numbering, Vec<LogLine>), StoreError> {
        let (organisation, now) = (self.line.organisation.uuid(), micros(self.line.at));
        // The row is locked by being touched: it cannot end meanwhile.
        let relation = fetch_optional!(
            conn,
            (Uuid, String, i64),
            "UPDATE relation SET rights = rights WHERE organisation = $1 AND id = $2 AND client = $3 AND withdrawn_at IS NULL AND (until_at IS NULL OR until_at > $4)
             RETURNING person, basis, rights",
            organisation,
            self.relation.uuid(),
            self.client.uuid(),
            now,
        )?;
        let Some((person, basis, rights)) = relation else { return Ok((Numbering::NotThere, Vec::new())) };
        if acting_basis(&basis)?.is_none() {
            return Ok((Numbering::NotThere, Vec::new()));
        }
        let (before,) = fetch_one!(
            conn,
            (Option<Vec<u8>>,),
            "SELECT bsn_hash FROM person WHERE organisation = $1 AND id = $2",
            organisation,
            person,
        )?;
        if before.as_ref() == Some(&self.hash) {
            return Ok((Numbering::Same, Vec::new()));
        }
        if before.is_some() && !self.has_reason {
            return Ok((Numbering::NoReason, Vec::new()));
        }
        execute!(
            conn,
            "UPDATE person SET bsn_hash = $3 WHERE organisation = $1 AND id = $2",
            organisation,
            person,
            &self.hash,
        )
        .map_err(|error| error.unique(TAKEN))?;
        execute!(
            conn,
            "INSERT INTO person_number (organisation, person, id, relation, number_hash, made_by, made_at, sealed_content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation,
            person,
            self.id,
            self.relation.uuid(),
            &self.hash,
            self.by.uuid(),
            now,
            &self.sealed,
        )?;
        let happened = Happened {
            relation: self.relation.uuid(),
            by: Some(self.by),
            what: RelationChange::Numbered,
            kinds: Kinds::from_bits(rights),
            at: self.line.at,
        };
        self.event.insert(conn, organisation, &happened).await?;
        if before.is_some() {
            execute!(
                conn,
                "UPDATE session SET ended_at = $3, end_reason = $4 WHERE organisation = $1 AND method = 'digid' AND ended_at IS NULL
                   AND account IN (SELECT id FROM account WHERE organisation = $1 AND person = $2)",
                organisation,
                person,
                now,
                SessionEnd::Elsewhere.key(),
            )?;
        }
        Ok((Numbering::Done, vec![self.line.clone()]))
    }
}
