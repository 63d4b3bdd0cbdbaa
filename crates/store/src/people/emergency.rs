//! Emergency access: opening the record of a client at another location and ending it (R19). What is open
//! is among the facts of each request (`access/facts.rs`); its review is in `emergency_review.rs`.

use inzage_domain::{
    AccountId, ClientId, ClientName, EmergencyId, EmploymentId, OrganisationId,
    access::{ActingAs, EmergencyReason, FindElsewhere, OpenEmergency, Permit, Refusal, emergency_until},
    fold,
    log::{Controls, EventAction, EventCode, LogLine, LogThing},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    AccountProfile, Demographics, account_place, check_texts, demographics::birth_token, demographics_place,
    works_there,
};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{Conn, execute, fetch_all, fetch_optional},
    record::client_of,
    seal::{Place, digest},
    time::{maybe_instant, micros},
    writer::{Claim, Once},
};

/// SQL: until when session `s` has client `c` open in an emergency at instant `$3`: what the same work
/// opened and nobody ended (R19). Nothing for a record that was destroyed.
macro_rules! emergency_open {
    () => {
        "(SELECT MAX(x.until_at) FROM emergency_access x
          WHERE x.organisation = s.organisation AND x.account = s.account AND x.client = c.id AND x.employment = s.employment
            AND x.opened_at <= $3 AND x.until_at > $3 AND c.destroyed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM emergency_end n WHERE n.organisation = x.organisation AND n.emergency = x.id)
         ) AS emergency_until"
    };
}
pub(crate) use emergency_open;

/// Clients with one birth date that a search opens at most.
const OPENED: i64 = 500;

/// Why an emergency access is opened.
#[derive(Clone, Copy, Debug)]
pub struct NewEmergency<'a> {
    /// The reason.
    pub reason: EmergencyReason,
    /// In one's own words; kept under the client's key.
    pub words: &'a str,
    /// For how many hours: the policy's.
    pub hours: u16,
}

/// How emergency access to a record stands for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnEmergency {
    /// The record is there no more.
    Gone,
    /// It is not open.
    Shut,
    /// It is open until then, exclusive.
    Open(Timestamp),
}

/// What came of opening.
#[derive(Clone, PartialEq, Eq)]
pub enum EmergencyOpened {
    /// It is open until then.
    Now {
        /// When it ends by itself.
        until: Timestamp,
        /// E-mail addresses of the privacy officers who are told.
        tell: Vec<String>,
    },
    /// It was open already, by this form or another: nothing more was done.
    Before,
    /// The record is there no more.
    NotThere,
}

/// A client whom somebody looked for in an emergency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundElsewhere {
    /// The client.
    pub client: ClientId,
    /// Whether the record opens without emergency access.
    pub here: bool,
}

const NOT_THERE: &str = "emergency access that is not there";
const OPEN: &str = "emergency access that is open";

pub(super) const fn words_place(organisation: OrganisationId, id: EmergencyId) -> Place {
    Place::new(organisation, "emergency_access.sealed_words", id.uuid())
}

struct Opening {
    organisation: Uuid,
    client: ClientId,
    id: EmergencyId,
    employment: EmploymentId,
    account: AccountId,
    reason: EmergencyReason,
    at: Timestamp,
    until: Timestamp,
    sealed_words: Vec<u8>,
    line: LogLine,
}

impl Store {
    /// How emergency access to the client of a permit stands for its holder.
    pub async fn own_emergency(
        &self,
        permit: &Recorded<Permit<OpenEmergency>>,
    ) -> Result<OwnEmergency, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let there = fetch_optional!(
            self.db(),
            (Option<i64>,),
            "SELECT (SELECT MAX(x.until_at) FROM emergency_access x
                     WHERE x.organisation = c.organisation AND x.client = c.id AND x.account = $3 AND x.employment = $4 AND x.until_at > $5
                       AND NOT EXISTS (SELECT 1 FROM emergency_end n WHERE n.organisation = x.organisation AND n.emergency = x.id))
             FROM client c WHERE c.organisation = $1 AND c.id = $2 AND c.destroyed_at IS NULL",
            organisation.uuid(),
            client.uuid(),
            permit.account().uuid(),
            employment_of(permit)?.uuid(),
            micros(permit.at()),
        )?;
        Ok(match there {
            None => OwnEmergency::Gone,
            Some((until,)) => maybe_instant(until)?.map_or(OwnEmergency::Shut, OwnEmergency::Open),
        })
    }

    /// Opens the record of the client of a permit to its holder, once for a key and once at a time. Its
    /// line says that it is an emergency.
    pub async fn open_emergency(
        &self,
        permit: &Recorded<Permit<OpenEmergency>>,
        new: &NewEmergency<'_>,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<EmergencyOpened, StoreError> {
        check_texts(&[new.words])?;
        let (organisation, client) = client_of(permit)?;
        let keys = match self.keys().client(organisation, client).await {
            Ok(keys) => keys,
            Err(StoreError::KeyDestroyed | StoreError::KeyMissing(_)) => {
                return Ok(EmergencyOpened::NotThere);
            }
            Err(error) => return Err(error),
        };
        let id = EmergencyId::new(self.clock(), self.chance());
        let (by, at) = (permit.account(), permit.at());
        let (code, role) = (EventCode::EmergencyAccess, role_code(permit.acting()));
        let mut line = account_line(organisation, Some(by), role, code, EventAction::Create, at, context);
        line.controls = Controls { authorisation: true, emergency: true, ..Controls::default() };
        line.clients.push(client);
        line.things.push(LogThing { kind: "emergency".into(), id: id.to_string() });
        line.things.push(LogThing { kind: "reason".into(), id: new.reason.key().into() });
        let until = emergency_until(at, new.hours);
        let claim = Claim {
            organisation: organisation.uuid(),
            account: by.uuid(),
            key,
            act_hash: digest(format!("emergency {client} {} {}", new.reason.key(), new.words).as_bytes()),
            at,
        };
        let opening = Opening {
            organisation: organisation.uuid(),
            client,
            id,
            employment: employment_of(permit)?,
            account: by,
            reason: new.reason,
            at,
            until,
            sealed_words: keys.seal.seal_json(self.chance(), &words_place(organisation, id), &new.words)?,
            line,
        };
        let opened = self
            .write_once(organisation, claim, Vec::new(), opening, |opening, conn| {
                Box::pin(async move {
                    opening.keep(conn).await?;
                    Ok(((), vec![opening.line.clone()]))
                })
            })
            .await;
        match opened {
            Ok(Once::Now(())) => {
                Ok(EmergencyOpened::Now { until, tell: self.privacy_officers(organisation, at).await? })
            }
            Ok(Once::Before(_) | Once::Reused) | Err(StoreError::Conflict(OPEN)) => {
                Ok(EmergencyOpened::Before)
            }
            Err(StoreError::Conflict(NOT_THERE)) => Ok(EmergencyOpened::NotThere),
            Err(error) => Err(error),
        }
    }

    /// Ends the actor's own emergency access to a record now, wherever it was opened. Gives whether there
    /// was one. Ending is never refused.
    pub async fn end_emergency(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let now = self.now();
        let mut line = actor.line(EventCode::EmergencyAccess, EventAction::Update, now, context);
        line.controls.emergency = true;
        line.clients.push(client);
        line.things.push(LogThing { kind: "emergency".into(), id: "ended".into() });
        let input = (actor.account(), client, line);
        self.write(actor.organisation_id(), input, |(account, client, line), conn| {
            Box::pin(async move {
                let ended = execute!(
                    conn,
                    "INSERT INTO emergency_end (organisation, emergency, at)
                     SELECT x.organisation, x.id, $4 FROM emergency_access x
                     WHERE x.organisation = $1 AND x.account = $2 AND x.client = $3 AND x.until_at > $4
                       AND NOT EXISTS (SELECT 1 FROM emergency_end n WHERE n.organisation = x.organisation AND n.emergency = x.id)
                     ON CONFLICT (organisation, emergency) DO NOTHING",
                    line.organisation.uuid(),
                    account.uuid(),
                    client.uuid(),
                    micros(line.at),
                )?;
                Ok((ended > 0, if ended > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// Looks for one client by whole family name and birth date, wherever care is given: nothing is shown
    /// but whether there is exactly one. The line in the log names the client.
    pub async fn find_elsewhere(
        &self,
        actor: &Actor,
        family_name: &str,
        born: Date,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Option<FoundElsewhere>>, Refusal>, StoreError> {
        let wanted = fold(family_name.trim());
        self.permit_then::<FindElsewhere, _, _>(actor, context, async |permit| {
            let organisation = permit.organisation();
            let role = match permit.acting() {
                ActingAs::Employee { role, .. } => role.key(),
                ActingAs::Personal | ActingAs::Operator => "",
            };
            let keys = self.keys().organisation(organisation).await?;
            let rows = fetch_all!(
                self.db(),
                (Uuid, Vec<u8>, bool),
                concat!(
                    "SELECT c.id, c.sealed_demographics, ", works_there!("$2", "$3", "$4"), " FROM client_index i
                     JOIN client c ON c.organisation = i.organisation AND c.id = i.client
                     WHERE i.organisation = $1 AND i.token = $5 AND c.destroyed_at IS NULL ORDER BY c.id LIMIT $6"
                ),
                organisation.uuid(),
                permit.account().uuid(),
                role,
                micros(permit.at()),
                birth_token(&keys, born),
                OPENED,
            )?;
            let ids: Vec<ClientId> = rows.iter().map(|(id, ..)| ClientId::from_uuid(*id)).collect();
            let own = self.keys().clients(organisation, &ids).await?;
            let mut found = Vec::new();
            for (id, sealed, here) in rows {
                let client = ClientId::from_uuid(id);
                let Some(own) = own.get(&client) else { continue };
                let known: Demographics =
                    own.seal.open_json(&demographics_place(organisation, client), &sealed)?;
                if known.birth_date == Some(born) && family_names(&known.name).contains(&wanted) {
                    found.push(FoundElsewhere { client, here });
                }
            }
            let one = if let [one] = found.as_slice() { Some(*one) } else { None };
            Ok((one, one.iter().map(|one| one.client).collect()))
        })
        .await
    }

    /// How the privacy officers who work here now are reached by mail.
    async fn privacy_officers(
        &self,
        organisation: OrganisationId,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, Vec<u8>),
            "SELECT a.id, a.sealed_profile FROM account a WHERE a.organisation = $1 AND a.state = 'active'
               AND EXISTS (SELECT 1 FROM employment e WHERE e.organisation = a.organisation AND e.account = a.id AND e.role = 'privacy-officer'
                           AND e.from_at <= $2 AND (e.until_at IS NULL OR e.until_at > $2))
             ORDER BY a.created_at, a.id LIMIT 20",
            organisation.uuid(),
            micros(now),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let mut addresses = Vec::new();
        for (account, sealed) in rows {
            let place = account_place(organisation, AccountId::from_uuid(account));
            let profile: AccountProfile = keys.seal.open_json(&place, &sealed)?;
            addresses.extend(profile.email);
        }
        Ok(addresses)
    }
}

/// The family names by which somebody may be known, folded: with and without what stands before them.
fn family_names(name: &ClientName) -> Vec<String> {
    let joined = |prefix: &str, own: &str| format!("{prefix} {own}");
    let mut names = vec![
        name.family(),
        name.own.clone(),
        joined(&name.own_prefix, &name.own),
        name.partner.clone(),
        joined(&name.partner_prefix, &name.partner),
    ];
    for name in &mut names {
        *name = fold(name.trim());
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The work in which the holder of a permit acts.
fn employment_of(permit: &Permit<OpenEmergency>) -> Result<EmploymentId, StoreError> {
    match permit.acting() {
        ActingAs::Employee { employment, .. } => Ok(employment),
        ActingAs::Personal | ActingAs::Operator => {
            Err(StoreError::Inconsistent { table: "permit", what: "it is not of somebody who works here" })
        }
    }
}

impl Opening {
    async fn keep(&self, conn: &mut Conn) -> Result<(), StoreError> {
        // The row is locked by being touched: of two forms at once one opens.
        let there = execute!(
            conn,
            "UPDATE client SET care_state = care_state WHERE organisation = $1 AND id = $2 AND destroyed_at IS NULL",
            self.organisation,
            self.client.uuid(),
        )?;
        if there == 0 {
            return Err(StoreError::Conflict(NOT_THERE));
        }
        let open = fetch_optional!(
            conn,
            (i64,),
            "SELECT x.until_at FROM emergency_access x
             WHERE x.organisation = $1 AND x.account = $2 AND x.client = $3 AND x.employment = $4 AND x.until_at > $5
               AND NOT EXISTS (SELECT 1 FROM emergency_end n WHERE n.organisation = x.organisation AND n.emergency = x.id) LIMIT 1",
            self.organisation,
            self.account.uuid(),
            self.client.uuid(),
            self.employment.uuid(),
            micros(self.at),
        )?;
        if open.is_some() {
            return Err(StoreError::Conflict(OPEN));
        }
        execute!(
            conn,
            "INSERT INTO emergency_access (organisation, id, client, account, employment, reason, opened_at, until_at, sealed_words)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            self.organisation,
            self.id.uuid(),
            self.client.uuid(),
            self.account.uuid(),
            self.employment.uuid(),
            self.reason.key(),
            micros(self.at),
            micros(self.until),
            &self.sealed_words,
        )?;
        Ok(())
    }
}
