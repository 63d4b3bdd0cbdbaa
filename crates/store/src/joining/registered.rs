//! The first contact as the care plan has it (R7): who is registered, what a change of it makes staff
//! look at again, and settling that.

use std::collections::HashMap;

use inzage_domain::{
    AccountId, ClientId, ClientName, EmailAddress, OrganisationId, PersonId, PhoneNumber, RelationId,
    access::{Act, ActingAs, FindClients, Kinds, ManageAccess, Permit, Refusal, RelationChange},
    contact::Described,
    log::{EventAction, EventCode, LogThing},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::imported::{FromPlan, plan_place};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{fetch_all, fetch_optional},
    people::{AccountProfile, Happened, account_place, person_place, works_there},
    record::client_of,
    seal::Place,
    time::{instant, maybe_instant, micros},
};

/// The first contact or legal representative whom the care plan names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredContact {
    /// Full name.
    pub name: String,
    /// Who it is to the client, as staff wrote it; can be empty where a care plan does not say it.
    pub relation: String,
    /// Birth date, where it is known.
    pub born: Option<Date>,
    /// E-mail address; a care plan can name somebody without one.
    pub email: Option<EmailAddress>,
    /// Mobile number; a care plan can name somebody without one.
    pub mobile: Option<PhoneNumber>,
}

impl RegisteredContact {
    /// For comparing.
    pub fn described(&self) -> Described<'_> {
        let email = self.email.as_ref().map(EmailAddress::as_str);
        Described { name: &self.name, email, mobile: self.mobile.as_ref() }
    }
}

/// The registration that counts now.
#[derive(Clone)]
pub struct Registration {
    pub(super) id: Uuid,
    /// Who it is.
    pub contact: RegisteredContact,
    /// Since when.
    pub made_at: Timestamp,
    /// Who registered it, as that account is called; `None` where it was read in out of the care plan.
    pub made_by: Option<String>,
}

/// What came of registering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registering {
    /// Kept.
    Done {
        /// Accounts that staff must look at again.
        flagged: usize,
        /// Open invitations that were withdrawn: they were for somebody else.
        withdrawn: u64,
    },
    /// This person was registered already: nothing was changed.
    Same,
}

/// A first contact who is not the one in the care plan any more.
#[derive(Clone, PartialEq, Eq)]
pub struct FlaggedContact {
    /// The relation.
    pub relation: RelationId,
    /// The person's name.
    pub name: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// When the registration that counts now was read in out of the care plan; `None` where staff typed
    /// it.
    pub read_in: Option<Timestamp>,
}

/// A flag among those of all clients.
#[derive(Clone, PartialEq, Eq)]
pub struct WaitingContact {
    /// Whose first contact it is.
    pub client: ClientId,
    /// That client's name.
    pub client_name: ClientName,
    /// What waits.
    pub flagged: FlaggedContact,
}

type FlaggedRow = (Uuid, Uuid, Uuid, Vec<u8>, i64, Option<i64>);
type RegisteredRow = (Uuid, i64, Vec<u8>, Option<Uuid>, Option<Vec<u8>>);

pub(super) const fn contact_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "registered_contact.sealed_content", id)
}

impl Store {
    /// Whom the care plan of the permit's client names as first contact; `None` while nobody was
    /// registered.
    pub async fn registered_contact<A: Act>(
        &self,
        permit: &Recorded<Permit<A>>,
    ) -> Result<Option<Registration>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        self.registered_now(organisation, client).await
    }

    pub(super) async fn registered_now(
        &self,
        organisation: OrganisationId,
        client: ClientId,
    ) -> Result<Option<Registration>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            RegisteredRow,
            "SELECT c.id, c.made_at, c.sealed_content, c.made_by, a.sealed_profile FROM registered_contact c
             JOIN account a ON a.organisation = c.organisation AND a.id = c.made_by
             WHERE c.organisation = $1 AND c.client = $2 AND c.replaced_at IS NULL
             UNION ALL
             SELECT i.id, i.imported_at, i.sealed_content, NULL, NULL FROM imported_contact i
             WHERE i.organisation = $1 AND i.client = $2 AND i.replaced_at IS NULL",
            organisation.uuid(),
            client.uuid(),
        )?;
        let Some((id, at, content, by, profile)) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let (contact, made_by) = if let (Some(by), Some(profile)) = (by, profile) {
            let place = account_place(organisation, AccountId::from_uuid(by));
            let profile: AccountProfile = keys.seal.open_json(&place, &profile)?;
            let contact = keys.seal.open_json(&contact_place(organisation, id), &content)?;
            (contact, Some(profile.display_name))
        } else {
            let kept: FromPlan = keys.seal.open_json(&plan_place(organisation, id), &content)?;
            (kept.counts, None)
        };
        Ok(Some(Registration { id, contact, made_at: instant(at)?, made_by }))
    }

    /// First contacts of the permit's client whom staff must look at again.
    pub async fn flagged_contacts<A: Act>(
        &self,
        permit: &Recorded<Permit<A>>,
    ) -> Result<Vec<FlaggedContact>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let flagged = self.flagged_at(organisation, client, permit.at()).await?;
        Ok(flagged.into_iter().map(|(_, flagged)| flagged).collect())
    }

    async fn flagged_at(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        now: Timestamp,
    ) -> Result<Vec<(ClientId, FlaggedContact)>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            FlaggedRow,
            "SELECT r.id, r.client, r.person, p.sealed_profile, r.flagged_at, i.imported_at FROM relation r
             JOIN person p ON p.organisation = r.organisation AND p.id = r.person
             LEFT JOIN imported_contact i ON i.organisation = r.organisation AND i.client = r.client AND i.replaced_at IS NULL
             WHERE r.organisation = $1 AND r.client = $3 AND r.flagged_at IS NOT NULL AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $2)
             ORDER BY r.flagged_at, r.id LIMIT 200",
            organisation.uuid(),
            micros(now),
            client.uuid(),
        )?;
        self.flagged_of(organisation, rows).await
    }

    async fn flagged_of(
        &self,
        organisation: OrganisationId,
        rows: Vec<FlaggedRow>,
    ) -> Result<Vec<(ClientId, FlaggedContact)>, StoreError> {
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(relation, client, person, name, since, read_in)| {
                let place = person_place(organisation, PersonId::from_uuid(person));
                let flagged = FlaggedContact {
                    relation: RelationId::from_uuid(relation),
                    name: keys.seal.open_json(&place, &name)?,
                    since: instant(since)?,
                    read_in: maybe_instant(read_in)?,
                };
                Ok((ClientId::from_uuid(client), flagged))
            })
            .collect()
    }

    /// The flags of clients where the actor works now.
    async fn flagged_where_one_works(
        &self,
        permit: &Permit<FindClients>,
    ) -> Result<Vec<(ClientId, FlaggedContact)>, StoreError> {
        // Who is no employee has no role here, and finds nobody.
        let role = match permit.acting() {
            ActingAs::Employee { role, .. } => role.key(),
            ActingAs::Personal | ActingAs::Operator => "",
        };
        let rows = fetch_all!(
            self.db(),
            FlaggedRow,
            concat!(
                "SELECT r.id, r.client, r.person, p.sealed_profile, r.flagged_at, i.imported_at FROM relation r
                 JOIN person p ON p.organisation = r.organisation AND p.id = r.person
                 LEFT JOIN imported_contact i ON i.organisation = r.organisation AND i.client = r.client AND i.replaced_at IS NULL
                 JOIN client c ON c.organisation = r.organisation AND c.id = r.client
                 WHERE r.organisation = $1 AND r.flagged_at IS NOT NULL AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $4)
                   AND ",
                works_there!("$2", "$3", "$4"),
                " ORDER BY r.flagged_at, r.id LIMIT 200"
            ),
            permit.organisation().uuid(),
            permit.account().uuid(),
            role,
            micros(permit.at()),
        )?;
        self.flagged_of(permit.organisation(), rows).await
    }

    /// What waits at the clients where the actor works, longest first; one line in the log names them
    /// (R19).
    pub async fn contacts_waiting(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Vec<WaitingContact>>, Refusal>, StoreError> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "search".into(), id: "contacts-waiting".into() });
        self.permit_then::<FindClients, _, _>(actor, &context, async |permit| {
            let organisation = permit.organisation();
            let found = self.flagged_where_one_works(permit).await?;
            let clients: Vec<ClientId> = found.iter().map(|(client, _)| *client).collect();
            let names: HashMap<ClientId, ClientName> =
                self.client_names(organisation, &clients).await?.into_iter().collect();
            let waiting: Vec<WaitingContact> = found
                .into_iter()
                .filter_map(|(client, flagged)| {
                    Some(WaitingContact { client, client_name: names.get(&client)?.clone(), flagged })
                })
                .collect();
            let shown = waiting.iter().map(|waiting| waiting.client).collect();
            Ok((waiting, shown))
        })
        .await
    }

    /// A first contact who is not the one in the care plan stays all the same: the flag is settled,
    /// with the reason. `false` when there was none (any more).
    pub async fn confirm_contact(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        relation: RelationId,
        reason: &str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let event = self.relation_event_of(organisation, reason).await?;
        let mut line = actor.line(EventCode::ChangeRights, EventAction::Update, self.now(), context);
        line.clients.push(client);
        line.things.push(LogThing { kind: "relation".into(), id: relation.to_string() });
        let input = (client, relation, actor.account(), event, line);
        self.write(organisation, input, |(client, relation, by, event, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let settled = fetch_optional!(
                    conn,
                    (i64,),
                    "UPDATE relation SET flagged_at = NULL WHERE organisation = $1 AND id = $2 AND client = $3 AND flagged_at IS NOT NULL AND withdrawn_at IS NULL RETURNING rights",
                    organisation,
                    relation.uuid(),
                    client.uuid(),
                )?;
                let Some((rights,)) = settled else { return Ok((false, Vec::new())) };
                let happened = Happened {
                    relation: relation.uuid(),
                    by: Some(*by),
                    what: RelationChange::Confirmed,
                    kinds: Kinds::from_bits(rights),
                    at: line.at,
                };
                event.insert(conn, organisation, &happened).await?;
                Ok((true, vec![line.clone()]))
            })
        })
        .await
    }
}
