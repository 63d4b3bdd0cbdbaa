//! Who stands beside a client: seeing all of them with their grounds, and changing what one sees.

use inzage_domain::{
    AccountId, Basis, ClientId, Kinship, LogId, OrganisationId, PersonId, RelationId,
    access::{Act, Kinds, Permit, ReadAccess, Refusal, RelationChange, RelationFact, may_change, seen},
    written::{day_of, end_of},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{check_texts, person_place, shown_now};
use crate::{
    Actor, ClientView, Permitted, Recorded, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    jobs::{self, NOTICES},
    joining::order::waits,
    people::{AccountProfile, account_place},
    record::client_of,
    seal::Place,
    time::{instant, maybe_instant, micros},
    writer::{Claim, Once},
};

/// A relation of somebody to a client, as those who may see it see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The relation.
    pub id: RelationId,
    /// Whose it is.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// Ground.
    pub basis: Basis,
    /// Who the person is to the client, where the ground is the family and it was asked.
    pub kinship: Option<Kinship>,
    /// What was granted.
    pub kinds: Kinds,
    /// What a client of 12 to 15 agreed to.
    pub agreed: Kinds,
    /// Since when.
    pub from: Timestamp,
    /// Until when, exclusive.
    pub until: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn: Option<Timestamp>,
    /// Whether the person manages the network (R39).
    pub manages: bool,
    /// What the person sees now, or why nothing.
    pub sees: Result<Kinds, Refusal>,
}

impl Beside {
    /// Whether it has not ended at an instant; it can still have to begin.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.withdrawn.is_none() && self.until.is_none_or(|until| now < until)
    }
}

/// A change of a relation, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationEvent {
    /// Which relation.
    pub relation: RelationId,
    /// When.
    pub at: Timestamp,
    /// Who, as that account is called; `None` for a command.
    pub by: Option<String>,
    /// What changed.
    pub what: RelationChange,
    /// The kinds of data afterwards.
    pub kinds: Kinds,
    /// Why, as it was written; can be empty.
    pub reason: String,
}

/// What is to change about a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationEdit {
    /// It ends now.
    Withdraw,
    /// Other kinds of data.
    Kinds(Kinds),
    /// It ends on this day (the last day included), not later.
    Renew(Date),
    /// The person manages the network, or does not any more.
    Manager(bool),
    /// What a client of 12 to 15 agrees to.
    Agree(Kinds),
}

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is kept, now or by the same form before.
    Done,
    /// There is no such relation to this client, or it has ended.
    NotThere,
    /// This relation is not for this person to change.
    NotTheirs,
    /// It cannot be made longer: somebody goes before in the order of the law now (WGBO 7:465 lid 3).
    SomebodyBefore,
    /// The form was used for something else.
    KeyReused,
}

impl RelationEdit {
    const fn change(self) -> RelationChange {
        match self {
            Self::Withdraw => RelationChange::Withdrawn,
            Self::Kinds(_) => RelationChange::Kinds,
            Self::Renew(_) => RelationChange::Renewed,
            Self::Manager(true) => RelationChange::Manager,
            Self::Manager(false) => RelationChange::NoManager,
            Self::Agree(_) => RelationChange::Agreed,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    person: Uuid,
    sealed_profile: Vec<u8>,
    basis: String,
    kinship: Option<String>,
    rights: i64,
    agreed: i64,
    from_at: i64,
    until_at: Option<i64>,
    withdrawn_at: Option<i64>,
    manages: bool,
    together: Option<i64>,
}

type EventRow = (Uuid, Uuid, i64, Option<Uuid>, Option<Vec<u8>>, String, i64, Vec<u8>);

const fn reason_place(organisation: OrganisationId, event: Uuid) -> Place {
    Place::new(organisation, "relation_event.sealed_reason", event)
}

pub(crate) fn basis_of(key: &str) -> Result<Basis, StoreError> {
    Basis::from_key(key).ok_or(StoreError::Inconsistent { table: "relation", what: "basis" })
}

pub(crate) fn kinship_of(key: &str) -> Result<Kinship, StoreError> {
    Kinship::from_key(key).ok_or(StoreError::Inconsistent { table: "relation", what: "kinship" })
}

impl Store {
    /// Everybody who stands or stood beside the client of a permit, the client too, oldest first,
    /// with what each sees now.
    pub async fn beside<A: Act>(
        &self,
        actor: &Actor,
        permit: &Recorded<Permit<A>>,
        client: &ClientView,
    ) -> Result<Vec<Beside>, StoreError> {
        let (organisation, id) = client_of(permit)?;
        if client.id != id {
            return Err(StoreError::Inconsistent { table: "permit", what: "it is about another client" });
        }
        let rows = fetch_all!(
            self.db(),
            Row,
            concat!(
                "SELECT r.id, r.person, p.sealed_profile, r.basis, r.kinship, r.rights, r.agreed, r.from_at, r.until_at, r.withdrawn_at, r.manages, ",
                shown_now!(),
                " FROM relation r
                 JOIN person p ON p.organisation = r.organisation AND p.id = r.person
                 WHERE r.organisation = $1 AND r.client = $2
                 ORDER BY r.created_at, r.id"
            ),
            organisation.uuid(),
            id.uuid(),
            micros(permit.at()),
        )?;
        let facts = client.facts(organisation);
        let keys = self.keys().organisation(organisation).await?;
        let (now, today) = (permit.at(), day_of(permit.at()));
        rows.into_iter()
            .map(|row| {
                let fact = RelationFact {
                    id: RelationId::from_uuid(row.id),
                    basis: basis_of(&row.basis)?,
                    kinds: Kinds::from_bits(row.rights),
                    from: instant(row.from_at)?,
                    since: day_of(instant(row.from_at)?),
                    until: maybe_instant(row.until_at)?,
                    withdrawn: maybe_instant(row.withdrawn_at)?,
                    manages: row.manages,
                    agreed: Kinds::from_bits(row.agreed),
                    together: Kinds::from_bits(row.together.unwrap_or(0)),
                };
                let person = PersonId::from_uuid(row.person);
                Ok(Beside {
                    sees: seen(&fact, &facts, actor.policy(), today, now),
                    id: fact.id,
                    person,
                    name: keys.seal.open_json(&person_place(organisation, person), &row.sealed_profile)?,
                    basis: fact.basis,
                    kinship: row.kinship.as_deref().map(kinship_of).transpose()?,
                    kinds: fact.kinds,
                    agreed: fact.agreed,
                    from: fact.from,
                    until: fact.until,
                    withdrawn: fact.withdrawn,
                    manages: fact.manages,
                })
            })
            .collect()
    }

    /// What was changed about the relations to the client of a permit, newest first.
    pub async fn relation_events(
        &self,
        permit: &Permitted<ReadAccess>,
    ) -> Result<Vec<RelationEvent>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            EventRow,
            "SELECT e.relation, e.id, e.at, e.by_account, a.sealed_profile, e.what, e.kinds, e.sealed_reason
             FROM relation r
             JOIN relation_event e ON e.organisation = r.organisation AND e.relation = r.id
             LEFT JOIN account a ON a.organisation = e.organisation AND a.id = e.by_account
             WHERE r.organisation = $1 AND r.client = $2 ORDER BY e.at DESC, e.id DESC LIMIT 200",
            organisation.uuid(),
            client.uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(relation, id, at, account, profile, what, kinds, reason)| {
                let by = match (account, profile) {
                    (Some(account), Some(sealed)) => {
                        let place = account_place(organisation, AccountId::from_uuid(account));
                        let profile: AccountProfile = keys.seal.open_json(&place, &sealed)?;
                        Some(profile.display_name)
                    }
                    _ => None,
                };
                Ok(RelationEvent {
                    relation: RelationId::from_uuid(relation),
                    at: instant(at)?,
                    by,
                    what: RelationChange::from_key(&what)
                        .ok_or(StoreError::Inconsistent { table: "relation_event", what: "change" })?,
                    kinds: Kinds::from_bits(kinds),
                    reason: keys.seal.open_json(&reason_place(organisation, id), &reason)?,
                })
            })
            .collect()
    }

    /// Changes a relation to the client of a permit, once for its key. It holds from the next
    /// request on, in open sessions too. The permit's own line tells of it. Access of who represents the
    /// client is not made longer while somebody goes before in the order of the law; it may end sooner.
    pub async fn change_relation<A: Act>(
        &self,
        permit: &Recorded<Permit<A>>,
        relation: RelationId,
        edit: RelationEdit,
        reason: &str,
        key: Uuid,
    ) -> Result<Changed, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let event = self.relation_event_of(organisation, reason).await?;
        let act = format!("change relation {relation} {edit:?} {reason}");
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: crate::seal::digest(act.as_bytes()),
            at: permit.at(),
        };
        let input = Input {
            organisation: organisation.uuid(),
            client,
            relation,
            edit,
            event,
            by: permit.account(),
            ground: permit.basis().map(|(_, basis)| basis),
            action: A::ACTION,
            at: permit.at(),
        };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move { Ok((input.apply(conn).await?, Vec::new())) })
            })
            .await;
        match outcome {
            Ok(Once::Now(()) | Once::Before(_)) => Ok(Changed::Done),
            Ok(Once::Reused) => Ok(Changed::KeyReused),
            Err(StoreError::Conflict(NOT_THERE)) => Ok(Changed::NotThere),
            Err(StoreError::Conflict(NOT_THEIRS)) => Ok(Changed::NotTheirs),
            Err(StoreError::Conflict(OUT_OF_ORDER)) => Ok(Changed::SomebodyBefore),
            Err(error) => Err(error),
        }
    }
}

/// Why a change is undone: there is no such relation to this client, or it has ended.
const NOT_THERE: &str = "relation that has ended";
/// Why a change is undone: the relation is not for this person to change.
const NOT_THEIRS: &str = "relation of somebody else";
/// Why a change is undone: somebody goes before in the order of the law.
const OUT_OF_ORDER: &str = "relation of somebody who goes before";

struct Input {
    organisation: Uuid,
    client: ClientId,
    relation: RelationId,
    edit: RelationEdit,
    event: NewEvent,
    by: AccountId,
    ground: Option<Basis>,
    action: inzage_domain::access::Action,
    at: Timestamp,
}

impl Input {
    async fn apply(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let now = micros(self.at);
        let (organisation, relation) = (self.organisation, self.relation.uuid());
        // The row is locked by being touched: two changes at once follow each other.
        let (basis, rights, ends) = fetch_optional!(
            conn,
            (String, i64, Option<i64>),
            "UPDATE relation SET rights = rights WHERE organisation = $1 AND id = $2 AND client = $3 AND withdrawn_at IS NULL AND (until_at IS NULL OR until_at > $4)
             RETURNING basis, rights, until_at",
            organisation,
            relation,
            self.client.uuid(),
            now,
        )?
        .ok_or(StoreError::Conflict(NOT_THERE))?;
        let basis = basis_of(&basis)?;
        if !may_change(self.action, self.ground, basis, self.edit.change()) {
            return Err(StoreError::Conflict(NOT_THEIRS));
        }
        if let RelationEdit::Renew(last) = self.edit
            && ends.is_some_and(|ends| micros(end_of(last)) > ends)
            && waits(conn, organisation, self.client, basis, Some(self.relation), self.at).await?
        {
            return Err(StoreError::Conflict(OUT_OF_ORDER));
        }
        let withdrawn = matches!(self.edit, RelationEdit::Withdraw);
        let (mut granted, mut agreed, mut until, mut manages) = (None, None, None, None);
        match self.edit {
            RelationEdit::Withdraw => {}
            RelationEdit::Kinds(kinds) => granted = Some(kinds.bits()),
            RelationEdit::Agree(kinds) => agreed = Some(kinds.bits()),
            RelationEdit::Renew(last) => until = Some(micros(end_of(last))),
            RelationEdit::Manager(on) => manages = Some(on),
        }
        execute!(
            conn,
            "UPDATE relation SET withdrawn_at = COALESCE($3, withdrawn_at), withdrawn_by = COALESCE($4, withdrawn_by),
                rights = COALESCE($5, rights), agreed = COALESCE($6, agreed), until_at = COALESCE($7, until_at), manages = COALESCE($8, manages)
             WHERE organisation = $1 AND id = $2",
            organisation,
            relation,
            withdrawn.then_some(now),
            withdrawn.then_some(self.by.uuid()),
            granted,
            agreed,
            until,
            manages,
        )?;
        let kinds = Kinds::from_bits(granted.or(agreed).unwrap_or(rights));
        let what = Happened { relation, by: Some(self.by), what: self.edit.change(), kinds, at: self.at };
        self.event.insert(conn, organisation, &what).await
    }
}

/// What happened to a relation.
pub(crate) struct Happened {
    pub(crate) relation: Uuid,
    pub(crate) by: Option<AccountId>,
    pub(crate) what: RelationChange,
    pub(crate) kinds: Kinds,
    pub(crate) at: Timestamp,
}

/// A line in the history of a relation that is about to be kept: its id and why, sealed.
#[derive(Clone)]
pub(crate) struct NewEvent {
    id: Uuid,
    sealed_reason: Vec<u8>,
}

impl NewEvent {
    /// Keeps the line, in the transaction of the change.
    pub(crate) async fn insert(
        &self,
        conn: &mut Conn,
        organisation: Uuid,
        happened: &Happened,
    ) -> Result<(), StoreError> {
        execute!(
            conn,
            "INSERT INTO relation_event (organisation, relation, id, at, by_account, what, kinds, sealed_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation,
            happened.relation,
            self.id,
            micros(happened.at),
            happened.by.map(AccountId::uuid),
            happened.what.key(),
            happened.kinds.bits(),
            &self.sealed_reason,
        )?;
        if happened.what == RelationChange::Withdrawn {
            // Who cannot look any more is told by mail, soon.
            jobs::ask(conn, OrganisationId::from_uuid(organisation), NOTICES, happened.at).await?;
        }
        Ok(())
    }
}

impl Store {
    /// Prepares a line in the history of a relation; the reason can be empty.
    pub(crate) async fn relation_event_of(
        &self,
        organisation: OrganisationId,
        reason: &str,
    ) -> Result<NewEvent, StoreError> {
        check_texts(&[reason])?;
        let id = LogId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().organisation(organisation).await?;
        let sealed_reason = keys.seal.seal_json(self.chance(), &reason_place(organisation, id), &reason)?;
        Ok(NewEvent { id, sealed_reason })
    }
}
