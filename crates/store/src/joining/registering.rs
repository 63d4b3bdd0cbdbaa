//! Registering the first contact of the care plan, by staff or by an import: who has the account and
//! is somebody else is flagged, and who was invited and is somebody else is not invited any more (R7).

use inzage_domain::{
    AccountId, ClientId, InvitationId, LogId, OrganisationId, PersonId, RelationId,
    access::{Kinds, ManageAccess, Permit, RelationChange},
    contact::{Described, differences, is_still},
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    NewInvitation, content_place,
    invitations::forget_steps,
    registered::{RegisteredContact, Registering, contact_place},
};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    people::{AccountProfile, Happened, NewEvent, account_place, check_texts, person_place},
    record::client_of,
    time::micros,
};

/// A first contact whose access holds, and whether the care plan still names that person.
struct Holder {
    relation: RelationId,
    still: bool,
    event: NewEvent,
}

/// A registration that is about to be kept.
pub(super) struct Input {
    id: Uuid,
    client: ClientId,
    /// Who registers; `None` for an import.
    by: Option<AccountId>,
    sealed: Vec<u8>,
    /// For an import, the registration that counted when it was prepared.
    replaces: Option<Uuid>,
    /// Whether this person is registered like this already: then only the source is another.
    same: bool,
    holders: Vec<Holder>,
    /// The open invitation of the person who is registered now.
    keep: Option<InvitationId>,
    line: LogLine,
}

impl NewInvitation {
    /// For comparing.
    pub(super) fn described(&self) -> Described<'_> {
        Described::new(&self.name, &self.email, &self.mobile)
    }
}

impl Store {
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
        let input = self.registering(organisation, client, contact, line).await?;
        let input = Input { id, by: Some(actor.account()), sealed, ..input };
        self.write(organisation, input, |input, conn| Box::pin(async move { input.run(conn).await })).await
    }

    /// What has to be known to register somebody: who holds the access, and who is invited.
    pub(super) async fn registering(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        contact: &RegisteredContact,
        line: LogLine,
    ) -> Result<Input, StoreError> {
        Ok(Input {
            id: Uuid::nil(),
            client,
            by: None,
            sealed: Vec::new(),
            replaces: None,
            same: false,
            holders: self.first_contacts(organisation, client, contact, line.at).await?,
            keep: self.invited_contact(organisation, client, contact).await?,
            line,
        })
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
}

impl Input {
    /// The same for an import. `same` says that this person counts already.
    pub(super) fn out_of_the_plan(
        self,
        id: Uuid,
        sealed: Vec<u8>,
        replaces: Option<Uuid>,
        same: bool,
    ) -> Self {
        Self { id, sealed, replaces, same, ..self }
    }

    /// Keeps the registration in place of the one that counted.
    async fn replace(&self, conn: &mut Conn, organisation: Uuid, now: i64) -> Result<(), StoreError> {
        for sql in [
            "UPDATE registered_contact SET replaced_at = $3 WHERE organisation = $1 AND client = $2 AND replaced_at IS NULL",
            "UPDATE imported_contact SET replaced_at = $3 WHERE organisation = $1 AND client = $2 AND replaced_at IS NULL",
        ] {
            execute!(conn, sql, organisation, self.client.uuid(), now)?;
        }
        let kept = match self.by {
            Some(by) => execute!(
                conn,
                "INSERT INTO registered_contact (organisation, id, client, made_by, made_at, sealed_content) VALUES ($1, $2, $3, $4, $5, $6)",
                organisation,
                self.id,
                self.client.uuid(),
                by.uuid(),
                now,
                &self.sealed,
            ),
            None => execute!(
                conn,
                "INSERT INTO imported_contact (organisation, id, client, imported_at, sealed_content) VALUES ($1, $2, $3, $4, $5)",
                organisation,
                self.id,
                self.client.uuid(),
                now,
                &self.sealed,
            ),
        };
        kept.map_err(|error| error.unique("registered contact"))?;
        Ok(())
    }

    pub(super) async fn run(&self, conn: &mut Conn) -> Result<(Registering, Vec<LogLine>), StoreError> {
        let (organisation, now) = (self.line.organisation.uuid(), micros(self.line.at));
        // The client's row is locked by being touched: staff and an import at once follow each other.
        execute!(
            conn,
            "UPDATE client SET touched_at = touched_at WHERE organisation = $1 AND id = $2",
            organisation,
            self.client.uuid(),
        )?;
        // An import was completed with what counted: somebody registered since, look again.
        if self.by.is_none() && registered_id(conn, organisation, self.client).await? != self.replaces {
            return Err(StoreError::Stale);
        }
        self.replace(conn, organisation, now).await?;
        if self.same {
            return Ok((Registering::Done { flagged: 0, withdrawn: 0 }, vec![self.line.clone()]));
        }
        let flagged = self.flag(conn, organisation, now).await?;
        // Whoever was invited as the first contact of the old care plan does not join by it.
        let open = fetch_all!(
            conn,
            (Uuid,),
            "UPDATE invitation SET withdrawn_at = $3, withdrawn_by = $4 WHERE organisation = $1 AND client = $2 AND basis = 'first-contact' AND used_at IS NULL AND withdrawn_at IS NULL AND id <> $5 RETURNING id",
            organisation,
            self.client.uuid(),
            now,
            self.by.map(AccountId::uuid),
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
                    by: self.by,
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
    Ok(registered_id(conn, organisation, client).await? == Some(id))
}

/// The registration that counts, inside the writer.
async fn registered_id(
    conn: &mut Conn,
    organisation: Uuid,
    client: ClientId,
) -> Result<Option<Uuid>, StoreError> {
    let row = fetch_optional!(
        conn,
        (Uuid,),
        "SELECT id FROM registered_contact WHERE organisation = $1 AND client = $2 AND replaced_at IS NULL
         UNION ALL
         SELECT id FROM imported_contact WHERE organisation = $1 AND client = $2 AND replaced_at IS NULL",
        organisation,
        client.uuid(),
    )?;
    Ok(row.map(|(id,)| id))
}
