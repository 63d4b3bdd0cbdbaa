//! All access beside a client ends at once, on the client's request (R16): contacts, network,
//! representatives whom the client let in, and invitations that are still out.

use inzage_domain::{
    AccountId, Basis, ClientId, PersonId, PhoneNumber, RelationId,
    access::{Act, Action, Kinds, Permit, RelationChange, may_change},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{AccountProfile, Happened, NewEvent, account_place, person_place};
use crate::{
    Permitted, Recorded, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    record::client_of,
    seal::digest,
    time::micros,
    writer::{Claim, Once},
};

/// Somebody whose access ended, and how to tell. No `Debug`: it names somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Parted {
    /// The relation that ended.
    pub relation: RelationId,
    /// The person's name.
    pub name: String,
    /// E-mail address, where there is one.
    pub email: Option<String>,
    /// Mobile number, where there is one.
    pub mobile: Option<PhoneNumber>,
}

/// What came of ending all access.
#[derive(Clone, PartialEq, Eq)]
pub enum Everybody {
    /// Done now: these people are to be told.
    Done(Vec<Parted>),
    /// The same form was sent before: done then.
    Before,
}

struct Ending {
    relation: RelationId,
    event: NewEvent,
    told: Vec<Parted>,
}

struct Input {
    organisation: Uuid,
    client: ClientId,
    by: AccountId,
    at: Timestamp,
    endings: Vec<Ending>,
}

impl Store {
    /// Ends all access beside the permit's client that is the permit's holder's to end, and withdraws
    /// the invitations that are out, in one write; once for its key. What the law or a court gave stays
    /// where a client asks, and goes where staff decide. The permit's own line tells of it.
    pub async fn withdraw_everybody<A: Act>(
        &self,
        permit: &Recorded<Permit<A>>,
        reason: &str,
        key: Uuid,
    ) -> Result<Everybody, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let ground = permit.basis().map(|(_, basis)| basis);
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(format!("withdraw everybody {client} {reason}").as_bytes()),
            at: permit.at(),
        };
        let input = Input {
            organisation: organisation.uuid(),
            client,
            by: permit.account(),
            at: permit.at(),
            endings: self.endings(permit, A::ACTION, ground, reason).await?,
        };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move { Ok((input.run(conn).await?, Vec::new())) })
            })
            .await?;
        Ok(match outcome {
            Once::Now(told) => Everybody::Done(told),
            Once::Before(_) | Once::Reused => Everybody::Before,
        })
    }

    /// The relations that end, each with its line in the history and whom to tell.
    async fn endings<A: Act>(
        &self,
        permit: &Permitted<A>,
        action: Action,
        ground: Option<Basis>,
        reason: &str,
    ) -> Result<Vec<Ending>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (Uuid, String, Uuid, Vec<u8>, Option<Uuid>, Option<Vec<u8>>),
            "SELECT r.id, r.basis, r.person, p.sealed_profile, a.id, a.sealed_profile FROM relation r
             JOIN person p ON p.organisation = r.organisation AND p.id = r.person
             LEFT JOIN account a ON a.organisation = r.organisation AND a.person = r.person AND a.state = 'active'
             WHERE r.organisation = $1 AND r.client = $2 AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $3)
             ORDER BY r.created_at, r.id, a.id",
            organisation.uuid(),
            client.uuid(),
            micros(permit.at()),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let mut endings: Vec<Ending> = Vec::new();
        for (relation, basis, person, name, account, profile) in rows {
            let basis = Basis::from_key(&basis)
                .ok_or(StoreError::Inconsistent { table: "relation", what: "basis" })?;
            if !may_change(action, ground, basis, RelationChange::Withdrawn) {
                continue;
            }
            let relation = RelationId::from_uuid(relation);
            let place = person_place(organisation, PersonId::from_uuid(person));
            let name: String = keys.seal.open_json(&place, &name)?;
            let told = match (account, profile) {
                (Some(account), Some(profile)) => {
                    let place = account_place(organisation, AccountId::from_uuid(account));
                    let profile: AccountProfile = keys.seal.open_json(&place, &profile)?;
                    Some(Parted { relation, name, email: profile.email, mobile: profile.mobile })
                }
                _ => None,
            };
            match endings.last_mut().filter(|last| last.relation == relation) {
                Some(last) => last.told.extend(told),
                None => endings.push(Ending {
                    relation,
                    event: self.relation_event_of(organisation, reason).await?,
                    told: told.into_iter().collect(),
                }),
            }
        }
        Ok(endings)
    }
}

impl Input {
    async fn run(&self, conn: &mut Conn) -> Result<Vec<Parted>, StoreError> {
        let now = micros(self.at);
        let mut told = Vec::new();
        for ending in &self.endings {
            let ended = fetch_optional!(
                conn,
                (i64,),
                "UPDATE relation SET withdrawn_at = $4, withdrawn_by = $5 WHERE organisation = $1 AND id = $2 AND client = $3 AND withdrawn_at IS NULL RETURNING rights",
                self.organisation,
                ending.relation.uuid(),
                self.client.uuid(),
                now,
                self.by.uuid(),
            )?;
            let Some((rights,)) = ended else { continue };
            let happened = Happened {
                relation: ending.relation.uuid(),
                by: Some(self.by),
                what: RelationChange::Withdrawn,
                kinds: Kinds::from_bits(rights),
                at: self.at,
            };
            ending.event.insert(conn, self.organisation, &happened).await?;
            told.extend(ending.told.iter().cloned());
        }
        // Nobody joins afterwards by what was asked before.
        for sql in [
            "DELETE FROM joining_code WHERE organisation = $1 AND invitation IN (SELECT id FROM invitation WHERE organisation = $1 AND client = $2 AND basis <> 'own' AND used_at IS NULL AND withdrawn_at IS NULL)",
            "DELETE FROM joining_device WHERE organisation = $1 AND invitation IN (SELECT id FROM invitation WHERE organisation = $1 AND client = $2 AND basis <> 'own' AND used_at IS NULL AND withdrawn_at IS NULL)",
            "DELETE FROM joining WHERE organisation = $1 AND invitation IN (SELECT id FROM invitation WHERE organisation = $1 AND client = $2 AND basis <> 'own' AND used_at IS NULL AND withdrawn_at IS NULL)",
        ] {
            execute!(conn, sql, self.organisation, self.client.uuid())?;
        }
        execute!(
            conn,
            "UPDATE invitation SET withdrawn_at = $3, withdrawn_by = $4 WHERE organisation = $1 AND client = $2 AND basis <> 'own' AND used_at IS NULL AND withdrawn_at IS NULL",
            self.organisation,
            self.client.uuid(),
            now,
            self.by.uuid(),
        )?;
        Ok(told)
    }
}
