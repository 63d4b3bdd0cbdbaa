//! The first contact as the care plan has it (R7): who is registered, what a change of it makes staff
//! look at again, and settling that.

use std::collections::HashMap;

use inzage_domain::{
    AccountId, ClientId, ClientName, EmailAddress, InvitationId, LogId, OrganisationId, PersonId,
    PhoneNumber, RelationId,
    access::{Act, FindClients, Kinds, ManageAccess, Permit, Refusal, RelationChange},
    contact::{Described, differences, is_still},
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{NewInvitation, content_place, invitations::forget_steps};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    people::{AccountProfile, Happened, NewEvent, account_place, check_texts, person_place},
    record::client_of,
    seal::Place,
    time::{instant, micros},
};

/// The first contact or legal representative whom the care plan names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredContact {
    /// Full name.
    pub name: String,
    /// Who it is to the client, as staff wrote it.
    pub relation: String,
    /// Birth date, where it is known.
    pub born: Option<Date>,
    /// E-mail address.
    pub email: EmailAddress,
    /// Mobile number.
    pub mobile: PhoneNumber,
}

impl RegisteredContact {
    /// For comparing.
    pub fn described(&self) -> Described<'_> {
        Described::new(&self.name, &self.email, &self.mobile)
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
    /// Who registered it, as that account is called.
    pub made_by: String,
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

/// A first contact whose access holds, and whether the care plan still names that person.
struct Holder {
    relation: RelationId,
    still: bool,
    event: NewEvent,
}

struct Input {
    id: Uuid,
    client: ClientId,
    by: AccountId,
    sealed: Vec<u8>,
    holders: Vec<Holder>,
    /// The open invitation of the person who is registered now.
    keep: Option<InvitationId>,
    line: LogLine,
}

type FlaggedRow = (Uuid, Uuid, Uuid, Vec<u8>, i64);

const fn contact_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "registered_contact.sealed_content", id)
}

impl NewInvitation {
    /// For comparing.
    pub(super) fn described(&self) -> Described<'_> {
        Described::new(&self.name, &self.email, &self.mobile)
    }
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
            (Uuid, Uuid, i64, Vec<u8>, Vec<u8>),
            "SELECT c.id, c.made_by, c.made_at, c.sealed_content, a.sealed_profile FROM registered_contact c
             JOIN account a ON a.organisation = c.organisation AND a.id = c.made_by
             WHERE c.organisation = $1 AND c.client = $2 AND c.replaced_at IS NULL",
            organisation.uuid(),
            client.uuid(),
        )?;
        let Some((id, by, at, content, profile)) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let profile: AccountProfile =
            keys.seal.open_json(&account_place(organisation, AccountId::from_uuid(by)), &profile)?;
        Ok(Some(Registration {
            id,
            contact: keys.seal.open_json(&contact_place(organisation, id), &content)?,
            made_at: instant(at)?,
            made_by: profile.display_name,
        }))
    }

    /// Registers whom the care plan names. A first contact who is somebody else keeps the access and
    /// is flagged; an open invitation for somebody else is withdrawn. The same person again changes
    /// nothing.
    pub async fn register_contact(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        contact: &RegisteredContact,
        context: &RequestContext,
    ) -> Result<Registering, StoreError> {
        check_texts(&[&contact.name, &contact.relation])?;
        let (organisation, client) = client_of(permit)?;
        let before = self.registered_now(organisation, client).await?;
        if before.is_some_and(|before| before.contact == *contact) {
            return Ok(Registering::Same);
        }
        let id = LogId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().organisation(organisation).await?;
        let sealed = keys.seal.seal_json(self.chance(), &contact_place(organisation, id), contact)?;
        let mut line = actor.line(EventCode::ChangeRights, EventAction::Create, self.now(), context);
        line.clients.push(client);
        line.things.push(LogThing { kind: "registered-contact".into(), id: id.to_string() });
        let input = Input {
            id,
            client,
            by: actor.account(),
            sealed,
            holders: self.first_contacts(organisation, client, contact, line.at).await?,
            keep: self.invited_contact(organisation, client, contact).await?,
            line,
        };
        self.write(organisation, input, |input, conn| Box::pin(async move { input.run(conn).await })).await
    }

    /// The first contacts of a client whose access holds, compared with the one who is registered.
    async fn first_contacts(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        contact: &RegisteredContact,
        now: Timestamp,
    ) -> Result<Vec<Holder>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, Uuid, Vec<u8>, Option<Uuid>, Option<Vec<u8>>),
            "SELECT r.id, r.person, p.sealed_profile, a.id, a.sealed_profile FROM relation r
             JOIN person p ON p.organisation = r.organisation AND p.id = r.person
             LEFT JOIN account a ON a.organisation = r.organisation AND a.person = r.person
             WHERE r.organisation = $1 AND r.client = $2 AND r.basis = 'first-contact' AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $3)
             ORDER BY r.id, a.id",
            organisation.uuid(),
            client.uuid(),
            micros(now),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let mut holders: Vec<Holder> = Vec::new();
        for (relation, person, name, account, profile) in rows {
            let relation = RelationId::from_uuid(relation);
            let place = person_place(organisation, PersonId::from_uuid(person));
            let name: String = keys.seal.open_json(&place, &name)?;
            let still = match (account, profile) {
                (Some(account), Some(profile)) => {
                    let place = account_place(organisation, AccountId::from_uuid(account));
                    let profile: AccountProfile = keys.seal.open_json(&place, &profile)?;
                    let (email, mobile) = (profile.email.as_deref(), profile.mobile.as_ref());
                    is_still(&contact.described(), &Described { name: &name, email, mobile })
                }
                _ => false,
            };
            // Somebody with two ways in is the same person by either.
            if let Some(last) = holders.last_mut().filter(|last| last.relation == relation) {
                last.still |= still;
            } else {
                let event = self.relation_event_of(organisation, "").await?;
                holders.push(Holder { relation, still, event });
            }
        }
        Ok(holders)
    }

    /// The invitation that is out for the very person who is registered.
    async fn invited_contact(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        contact: &RegisteredContact,
    ) -> Result<Option<InvitationId>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Uuid, Vec<u8>),
            "SELECT id, sealed_content FROM invitation WHERE organisation = $1 AND client = $2 AND basis = 'first-contact' AND used_at IS NULL AND withdrawn_at IS NULL",
            organisation.uuid(),
            client.uuid(),
        )?;
        let Some((id, sealed)) = row else { return Ok(None) };
        let id = InvitationId::from_uuid(id);
        let keys = self.keys().organisation(organisation).await?;
        let content: NewInvitation = keys.seal.open_json(&content_place(organisation, id), &sealed)?;
        Ok(differences(&contact.described(), &content.described()).is_empty().then_some(id))
    }

    /// First contacts of the permit's client whom staff must look at again.
    pub async fn flagged_contacts<A: Act>(
        &self,
        permit: &Recorded<Permit<A>>,
    ) -> Result<Vec<FlaggedContact>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let flagged = self.flagged(organisation, Some(client), permit.at()).await?;
        Ok(flagged.into_iter().map(|(_, flagged)| flagged).collect())
    }

    async fn flagged(
        &self,
        organisation: OrganisationId,
        client: Option<ClientId>,
        now: Timestamp,
    ) -> Result<Vec<(ClientId, FlaggedContact)>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            FlaggedRow,
            "SELECT r.id, r.client, r.person, p.sealed_profile, r.flagged_at FROM relation r
             JOIN person p ON p.organisation = r.organisation AND p.id = r.person
             WHERE r.organisation = $1 AND r.flagged_at IS NOT NULL AND r.withdrawn_at IS NULL AND (r.until_at IS NULL OR r.until_at > $2)
               AND ($3 IS NULL OR r.client = $3)
             ORDER BY r.flagged_at, r.id LIMIT 200",
            organisation.uuid(),
            micros(now),
            client.map(ClientId::uuid),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        rows.into_iter()
            .map(|(relation, client, person, name, since)| {
                let place = person_place(organisation, PersonId::from_uuid(person));
                let flagged = FlaggedContact {
                    relation: RelationId::from_uuid(relation),
                    name: keys.seal.open_json(&place, &name)?,
                    since: instant(since)?,
                };
                Ok((ClientId::from_uuid(client), flagged))
            })
            .collect()
    }

    /// What waits at all clients of the organisation, longest first; one line in the log names them.
    pub async fn contacts_waiting(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Vec<WaitingContact>>, Refusal>, StoreError> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: "search".into(), id: "contacts-waiting".into() });
        self.permit_then::<FindClients, _, _>(actor, &context, async |permit| {
            let organisation = permit.organisation();
            let found = self.flagged(organisation, None, permit.at()).await?;
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

impl Input {
    async fn run(&self, conn: &mut Conn) -> Result<(Registering, Vec<LogLine>), StoreError> {
        let (organisation, now) = (self.line.organisation.uuid(), micros(self.line.at));
        execute!(
            conn,
            "UPDATE registered_contact SET replaced_at = $3 WHERE organisation = $1 AND client = $2 AND replaced_at IS NULL",
            organisation,
            self.client.uuid(),
            now,
        )?;
        execute!(
            conn,
            "INSERT INTO registered_contact (organisation, id, client, made_by, made_at, sealed_content) VALUES ($1, $2, $3, $4, $5, $6)",
            organisation,
            self.id,
            self.client.uuid(),
            self.by.uuid(),
            now,
            &self.sealed,
        )
        .map_err(|error| error.unique("registered contact"))?;
        let flagged = self.flag(conn, organisation, now).await?;
        // Whoever was invited as the first contact of the old care plan does not join by it.
        let open = fetch_all!(
            conn,
            (Uuid,),
            "UPDATE invitation SET withdrawn_at = $3, withdrawn_by = $4 WHERE organisation = $1 AND client = $2 AND basis = 'first-contact' AND used_at IS NULL AND withdrawn_at IS NULL AND id <> $5 RETURNING id",
            organisation,
            self.client.uuid(),
            now,
            self.by.uuid(),
            self.keep.map_or_else(Uuid::nil, InvitationId::uuid),
        )?;
        let mut withdrawn = 0;
        for (invitation,) in open {
            forget_steps(conn, organisation, InvitationId::from_uuid(invitation)).await?;
            withdrawn += 1;
        }
        Ok((Registering::Done { flagged, withdrawn }, vec![self.line.clone()]))
    }

    /// Flags who is somebody else by now, and takes the flag of who is named again.
    async fn flag(&self, conn: &mut Conn, organisation: Uuid, now: i64) -> Result<usize, StoreError> {
        let holding = fetch_all!(
            conn,
            (Uuid, i64, Option<i64>),
            "SELECT id, rights, flagged_at FROM relation WHERE organisation = $1 AND client = $2 AND basis = 'first-contact' AND withdrawn_at IS NULL AND (until_at IS NULL OR until_at > $3)",
            organisation,
            self.client.uuid(),
            now,
        )?;
        let mut flagged = 0;
        for (relation, rights, before) in holding {
            // Somebody joined since we looked: look again.
            let holder = self.holders.iter().find(|holder| holder.relation.uuid() == relation);
            let holder = holder.ok_or(StoreError::Stale)?;
            flagged += usize::from(!holder.still);
            let since = (!holder.still).then_some(before.unwrap_or(now));
            execute!(
                conn,
                "UPDATE relation SET flagged_at = $3 WHERE organisation = $1 AND id = $2",
                organisation,
                relation,
                since,
            )?;
            if !holder.still && before.is_none() {
                let happened = Happened {
                    relation,
                    by: Some(self.by),
                    what: RelationChange::Flagged,
                    kinds: Kinds::from_bits(rights),
                    at: self.line.at,
                };
                holder.event.insert(conn, organisation, &happened).await?;
            }
        }
        Ok(flagged)
    }
}

/// Whether a registration still counts, inside the writer.
pub(super) async fn is_registered_now(
    conn: &mut Conn,
    organisation: Uuid,
    client: ClientId,
    id: Uuid,
) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        conn,
        (Uuid,),
        "SELECT id FROM registered_contact WHERE organisation = $1 AND client = $2 AND replaced_at IS NULL",
        organisation,
        client.uuid(),
    )?;
    Ok(row.is_some_and(|(now,)| now == id))
}
