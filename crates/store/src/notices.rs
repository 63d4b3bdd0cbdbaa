//! What a client and those beside them are told by mail (L1, L8, R15, R46, R119, R121): finding
//! whom something is due for, and sending each mail once.
//!
//! Who has a birthday is found by the keyed hash of the birth date, so that nobody's record is
//! opened to look; which mail went to whom is kept as a keyed hash, because it gives a birthday away.

mod closing;

pub use closing::EndStage;

use inzage_domain::{
    AccountId, Basis, CareState, ClientId, OrganisationId, PersonId, RelationId,
    access::{AccountState, ClientFacts, Kinds, RelationFact},
    log::{EventAction, EventCode, LogThing},
    written::day_of,
};
use jiff::{SignedDuration, civil::Date};
use uuid::Uuid;

use crate::{
    Operator, Organisation, Store, StoreError,
    db::{execute, fetch_all, fetch_one, fetch_optional},
    people::{AccountProfile, account_place, birth_token},
    time::{instant, maybe_instant, micros},
};

/// Somebody beside a client, the client too, who has a private way in.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// The person.
    pub person: PersonId,
    /// The way in.
    pub account: AccountId,
    /// Whether it is open.
    pub state: AccountState,
    /// Whether the end of care closed it, and nothing has happened to it since.
    pub closed_by_care: bool,
    /// Where mail goes; `None` when no address is known.
    pub email: Option<String>,
    /// The relation to the client.
    pub relation: RelationFact,
}

/// A client with everybody who could be told something.
#[derive(Clone, PartialEq, Eq)]
pub struct Noticed {
    /// The client.
    pub client: ClientFacts,
    /// Everybody with a relation, oldest first; somebody with two relations is there twice.
    pub beside: Vec<Told>,
}

/// A client whose care has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The client.
    pub client: ClientId,
    /// The day on which care ended or the client died.
    pub ended_on: Date,
    /// Whether everybody was told until when they can look.
    pub told: bool,
}

/// What became of taking a mail upon oneself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailClaim {
    /// It is for who asked to send.
    Taken,
    /// It was sent before.
    Sent,
    /// Somebody else is at it, or was killed at it a moment ago.
    Held,
}

/// Which mail: about a client, to a person, what about, and which day it speaks of.
#[derive(Clone, Copy, Debug)]
pub struct NoticeKey<'a> {
    /// About whom.
    pub client: ClientId,
    /// To whom.
    pub person: PersonId,
    /// What about: a short word.
    pub what: &'a str,
    /// The day that it speaks of: with another day it is another notice.
    pub day: Date,
}

#[derive(sqlx::FromRow)]
struct Row {
    person: Uuid,
    account: Uuid,
    state: String,
    sealed_profile: Vec<u8>,
    last_event: Option<String>,
    id: Uuid,
    basis: String,
    rights: i64,
    agreed: i64,
    from_at: i64,
    until_at: Option<i64>,
    withdrawn_at: Option<i64>,
    manages: bool,
}

impl Store {
    /// Until which day the notices about birthdays of an organisation have been sent.
    pub async fn notices_done(&self, organisation: &Organisation) -> Result<Option<Date>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (String,),
            "SELECT done_until FROM notice_round WHERE organisation = $1",
            organisation.id().uuid(),
        )?;
        row.map(|(day,)| {
            day.parse().map_err(|_| StoreError::Inconsistent { table: "notice_round", what: "day" })
        })
        .transpose()
    }

    /// Keeps until which day they have been sent.
    pub async fn set_notices_done(&self, organisation: &Organisation, day: Date) -> Result<(), StoreError> {
        let input = (organisation.id(), day.to_string());
        self.write(organisation.id(), input, |(organisation, day), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO notice_round (organisation, done_until) VALUES ($1, $2)
                     ON CONFLICT (organisation) DO UPDATE SET done_until = excluded.done_until",
                    organisation.uuid(),
                    day,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// The clients of an organisation who were born on one of these days, each once.
    pub async fn clients_born(
        &self,
        organisation: &Organisation,
        births: &[Date],
    ) -> Result<Vec<ClientId>, StoreError> {
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let mut clients = Vec::new();
        for born in births {
            let rows = fetch_all!(
                self.db(),
                (Uuid,),
                "SELECT i.client FROM client_index i JOIN client c ON c.organisation = i.organisation AND c.id = i.client
                 WHERE i.organisation = $1 AND i.token = $2 AND c.destroyed_at IS NULL",
                id.uuid(),
                birth_token(&keys, *born),
            )?;
            clients.extend(rows.into_iter().map(|(client,)| ClientId::from_uuid(client)));
        }
        clients.sort_unstable();
        clients.dedup();
        Ok(clients)
    }

    /// Clients whose care has ended and for whom that has not been dealt with to the end.
    pub async fn clients_ending(&self, organisation: &Organisation) -> Result<Vec<Ending>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, i64, i64),
            "SELECT id, ended_at, end_stage FROM client WHERE organisation = $1 AND ended_at IS NOT NULL AND end_stage < 2 ORDER BY ended_at, id",
            organisation.id().uuid(),
        )?;
        rows.into_iter()
            .map(|(client, ended_at, stage)| {
                let ended_on = day_of(instant(ended_at)?);
                Ok(Ending { client: ClientId::from_uuid(client), ended_on, told: stage > 0 })
            })
            .collect()
    }

    /// A client with everybody beside them, for the portal's own notices. `None` where there is no
    /// such client in the organisation. Nothing of it is shown to anybody: the line in the log is
    /// that of the mail.
    pub async fn noticed(
        &self,
        organisation: &Organisation,
        client: ClientId,
    ) -> Result<Option<Noticed>, StoreError> {
        let id = organisation.id();
        let row = fetch_optional!(
            self.db(),
            (String, Option<i64>, Option<i64>, bool, Vec<u8>),
            "SELECT care_state, ended_at, identified_at, incapable_since IS NOT NULL, sealed_demographics FROM client WHERE organisation = $1 AND id = $2",
            id.uuid(),
            client.uuid(),
        )?;
        let Some((state, ended, identified, incapable, sealed)) = row else { return Ok(None) };
        let facts = ClientFacts {
            organisation: id,
            client,
            state: CareState::from_key(&state)
                .ok_or(StoreError::Inconsistent { table: "client", what: "state of care" })?,
            ended_on: maybe_instant(ended)?.map(day_of),
            born: self.born(id, client, &sealed).await?,
            identified: identified.is_some(),
            incapable,
        };
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT r.person, a.id AS account, a.state, a.sealed_profile,
                    (SELECT e.kind FROM account_event e WHERE e.organisation = a.organisation AND e.account = a.id ORDER BY e.at DESC, e.id DESC LIMIT 1) AS last_event,
                    r.id, r.basis, r.rights, r.agreed, r.from_at, r.until_at, r.withdrawn_at, r.manages
             FROM relation r
             JOIN account a ON a.organisation = r.organisation AND a.person = r.person
             WHERE r.organisation = $1 AND r.client = $2
               AND NOT EXISTS (SELECT 1 FROM employment w WHERE w.organisation = a.organisation AND w.account = a.id)
             ORDER BY r.created_at, r.id, a.id",
            id.uuid(),
            client.uuid(),
        )?;
        let keys = self.keys().organisation(id).await?;
        let beside =
            rows.into_iter().map(|row| told(&row, id, &keys)).collect::<Result<Vec<_>, StoreError>>()?;
        Ok(Some(Noticed { client: facts, beside }))
    }

    /// Takes a mail upon oneself for a while, where it was not sent and nobody else is at it.
    pub async fn claim_notice(
        &self,
        organisation: &Organisation,
        key: NoticeKey<'_>,
        hold: SignedDuration,
    ) -> Result<MailClaim, StoreError> {
        let id = organisation.id();
        let token = self.notice_token(id, key).await?;
        let now = self.now();
        let input = (id, token, micros(now), micros(now + hold));
        self.write(id, input, |(organisation, token, now, until), conn| {
            Box::pin(async move {
                let rows = execute!(
                    conn,
                    "INSERT INTO notice_mail (organisation, token, claimed_until) VALUES ($1, $2, $4)
                     ON CONFLICT (organisation, token) DO UPDATE SET claimed_until = excluded.claimed_until
                     WHERE notice_mail.sent_at IS NULL AND notice_mail.claimed_until <= $3",
                    organisation.uuid(),
                    token,
                    *now,
                    *until,
                )?;
                if rows > 0 {
                    return Ok((MailClaim::Taken, Vec::new()));
                }
                let (sent,) = fetch_one!(
                    conn,
                    (Option<i64>,),
                    "SELECT sent_at FROM notice_mail WHERE organisation = $1 AND token = $2",
                    organisation.uuid(),
                    token,
                )?;
                Ok((if sent.is_some() { MailClaim::Sent } else { MailClaim::Held }, Vec::new()))
            })
        })
        .await
    }

    /// Marks a claimed mail as sent, with its line in the log, or gives the claim back.
    pub async fn end_notice(
        &self,
        operator: &Operator,
        key: NoticeKey<'_>,
        account: AccountId,
        sent: bool,
    ) -> Result<(), StoreError> {
        let id = operator.organisation().id();
        let token = self.notice_token(id, key).await?;
        let now = self.now();
        let mut line = operator.line(EventCode::Notify, EventAction::Execute, now);
        line.clients.push(key.client);
        line.things.push(LogThing { kind: "account".into(), id: account.to_string() });
        line.things.push(LogThing { kind: "notice".into(), id: key.what.to_owned() });
        let input = (token, sent.then_some(micros(now)), line);
        self.write(id, input, |(token, sent_at, line), conn| {
            Box::pin(async move {
                let ended = execute!(
                    conn,
                    "UPDATE notice_mail SET sent_at = $3, claimed_until = $4 WHERE organisation = $1 AND token = $2 AND sent_at IS NULL",
                    line.organisation.uuid(),
                    token,
                    *sent_at,
                    micros(line.at),
                )?;
                let lines = if ended > 0 && sent_at.is_some() { vec![line.clone()] } else { Vec::new() };
                Ok(((), lines))
            })
        })
        .await
    }

    async fn notice_token(
        &self,
        organisation: OrganisationId,
        key: NoticeKey<'_>,
    ) -> Result<Vec<u8>, StoreError> {
        let keys = self.keys().organisation(organisation).await?;
        let NoticeKey { client, person, what, day } = key;
        Ok(keys.index.token("notice", &format!("{client} {person} {what} {day}")))
    }
}

fn told(
    row: &Row,
    organisation: OrganisationId,
    keys: &crate::keys::OrganisationKeys,
) -> Result<Told, StoreError> {
    let account = AccountId::from_uuid(row.account);
    let profile: AccountProfile =
        keys.seal.open_json(&account_place(organisation, account), &row.sealed_profile)?;
    let from = instant(row.from_at)?;
    Ok(Told {
        person: PersonId::from_uuid(row.person),
        account,
        state: AccountState::from_key(&row.state)
            .ok_or(StoreError::Inconsistent { table: "account", what: "state" })?,
        closed_by_care: row.last_event.as_deref() == Some(inzage_domain::help::AccountAct::CareEnded.key()),
        email: profile.email,
        relation: RelationFact {
            id: RelationId::from_uuid(row.id),
            basis: Basis::from_key(&row.basis)
                .ok_or(StoreError::Inconsistent { table: "relation", what: "basis" })?,
            kinds: Kinds::from_bits(row.rights),
            from,
            since: day_of(from),
            until: maybe_instant(row.until_at)?,
            withdrawn: maybe_instant(row.withdrawn_at)?,
            manages: row.manages,
            agreed: Kinds::from_bits(row.agreed),
            together: Kinds::NONE,
        },
    })
}
