//! The staff's side: making an invitation, the list of a client, sending again, withdrawing, and
//! the code for a letter.

use inzage_domain::{
    AccountId, Basis, ClientId, ClientName, InvitationId,
    access::{ManageAccess, Permit},
    joining::{InvitationCode, InvitationState, valid_until},
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{NewInvitation, code_hash, code_of, content_place, is_full, most, state};
use crate::{
    Actor, Demographics, Recorded, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    people::{check_texts, demographics_place},
    record::client_of,
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// An invitation as staff see it.
#[derive(Clone)]
pub struct Invitation {
    /// Which one.
    pub id: InvitationId,
    /// Whom, as what, and the request it rests on.
    pub content: NewInvitation,
    /// What has become of it.
    pub state: InvitationState,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last sent.
    pub sent_at: Timestamp,
    /// Until when the newest code works, exclusive.
    pub expires_at: Timestamp,
    /// How often it was sent.
    number: i64,
}

/// What came of making an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Made: send the code.
    Made {
        /// Which one.
        id: InvitationId,
        /// Its code.
        code: InvitationCode,
    },
    /// The same form was sent before: nothing more was done.
    Before,
    /// There is such an invitation or relation already, and there can be no second one (R6).
    Exists,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    made_at: i64,
    sent_at: i64,
    expires_at: i64,
    number: i64,
    is_used: bool,
    is_withdrawn: bool,
    sealed_content: Vec<u8>,
}

fn line(
    actor: &Actor,
    action: EventAction,
    client: ClientId,
    id: InvitationId,
    at: Timestamp,
    context: &RequestContext,
) -> LogLine {
    let mut line = actor.line(EventCode::Invite, action, at, context);
    line.clients.push(client);
    line.things.push(LogThing { kind: "invitation".into(), id: id.to_string() });
    line
}

impl Store {
    /// Makes an invitation of the permit's client. `key` was made when the form was: sent twice, it
    /// has one effect.
    pub async fn invitation_create(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        new: &NewInvitation,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Invited, StoreError> {
        let (organisation, client) = client_of(permit)?;
        check_texts(&[&new.name])?;
        let keys = self.keys().organisation(organisation).await?;
        let id = InvitationId::new(self.clock(), self.chance());
        let code = code_of(&keys, id, 1);
        let sealed = keys.seal.seal_json(self.chance(), &content_place(organisation, id), new)?;
        let now = self.now();
        let line = line(actor, EventAction::Create, client, id, now, context);
        let act = serde_json::to_vec(&(client, new))
            .map_err(|_| StoreError::Inconsistent { table: "invitation", what: "cannot be written" })?;
        let claim = Claim {
            organisation: organisation.uuid(),
            account: actor.account().uuid(),
            key,
            act_hash: digest(&[b"invite".as_slice(), &act].concat()),
            at: now,
        };
        let most = most(new.basis, actor.policy().second_contacts);
        let input = (id, client, new.basis, most, code_hash(&keys, &code), sealed, actor.account(), line);
        let made = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move {
                    let (id, client, basis, most, hash, sealed, by, line) = input;
                    let organisation = line.organisation.uuid();
                    if is_full(conn, organisation, client.uuid(), *basis, *most, line.at).await? {
                        return Err(StoreError::Conflict("relation"));
                    }
                    forget_expired(conn, organisation, *client, *basis, line.at).await?;
                    execute!(
                        conn,
                        "INSERT INTO invitation (organisation, id, client, basis, made_by, made_at, code_hash, number, sent_at, expires_at, sealed_content) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $6, $8, $9)",
                        organisation,
                        id.uuid(),
                        client.uuid(),
                        basis.key(),
                        by.uuid(),
                        micros(line.at),
                        hash,
                        micros(valid_until(line.at)),
                        sealed,
                    )
                    .map_err(|error| error.unique("invitation"))?;
                    Ok((*id, vec![line.clone()]))
                })
            })
            .await;
        match made {
            Ok(Once::Now(id)) => Ok(Invited::Made { id, code }),
            Ok(Once::Before(_) | Once::Reused) => Ok(Invited::Before),
            Err(StoreError::Conflict(_)) => Ok(Invited::Exists),
            Err(error) => Err(error),
        }
    }

    /// The name of the permit's client and the birth date, where it is known: staff see whom they
    /// invite for.
    pub async fn invitation_client(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
    ) -> Result<(ClientName, Option<Date>), StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT sealed_demographics FROM client WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            client.uuid(),
        )?;
        let (sealed,) = row.ok_or(StoreError::Inconsistent { table: "client", what: "gone" })?;
        let own = self.keys().client(organisation, client).await?;
        let known: Demographics = own.seal.open_json(&demographics_place(organisation, client), &sealed)?;
        Ok((known.name, known.birth_date))
    }

    /// The invitations of the permit's client, newest first.
    pub async fn invitations(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
    ) -> Result<Vec<Invitation>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT id, made_at, sent_at, expires_at, number, used_at IS NOT NULL AS is_used, withdrawn_at IS NOT NULL AS is_withdrawn, sealed_content FROM invitation WHERE organisation = $1 AND client = $2 ORDER BY made_at DESC, id DESC LIMIT 100",
            organisation.uuid(),
            client.uuid(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let now = self.now();
        rows.into_iter()
            .map(|row| {
                let id = InvitationId::from_uuid(row.id);
                let expires_at = instant(row.expires_at)?;
                Ok(Invitation {
                    id,
                    content: keys.seal.open_json(&content_place(organisation, id), &row.sealed_content)?,
                    state: state(row.is_used, row.is_withdrawn, expires_at, now),
                    made_at: instant(row.made_at)?,
                    sent_at: instant(row.sent_at)?,
                    expires_at,
                    number: row.number,
                })
            })
            .collect()
    }

    /// One open invitation of the permit's client with its code, for a letter. Leaves a line of its own.
    pub async fn invitation_letter(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        id: InvitationId,
        context: &RequestContext,
    ) -> Result<Option<(Invitation, InvitationCode)>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let found = self.invitations(permit).await?.into_iter().find(|found| found.id == id);
        let Some(found) = found.filter(|found| found.state == InvitationState::Open) else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let code = code_of(&keys, id, found.number);
        self.append(&line(actor, EventAction::Read, client, id, self.now(), context)).await?;
        Ok(Some((found, code)))
    }

    /// Sends an invitation again: a new code for six weeks; the old one stops, and so do steps that
    /// were begun with it. `None` when it was used or withdrawn, or is not this client's. `seen` is
    /// how often it had been sent when the page was drawn: the same form twice sends once.
    pub async fn invitation_renew(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        id: InvitationId,
        seen: i64,
        context: &RequestContext,
    ) -> Result<Option<(Invitation, InvitationCode)>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let keys = self.keys().organisation(organisation).await?;
        let code = code_of(&keys, id, seen.saturating_add(1));
        let line = line(actor, EventAction::Update, client, id, self.now(), context);
        let input = (id, client, seen, code_hash(&keys, &code), line);
        let renewed = self
            .write(organisation, input, |(id, client, seen, hash, line), conn| {
                Box::pin(async move {
                    let organisation = line.organisation.uuid();
                    let renewed = execute!(
                        conn,
                        "UPDATE invitation SET code_hash = $5, number = number + 1, sent_at = $6, expires_at = $7 WHERE organisation = $1 AND id = $2 AND client = $3 AND number = $4 AND used_at IS NULL AND withdrawn_at IS NULL",
                        organisation,
                        id.uuid(),
                        client.uuid(),
                        *seen,
                        hash,
                        micros(line.at),
                        micros(valid_until(line.at)),
                    )?;
                    if renewed == 0 {
                        return Ok((false, Vec::new()));
                    }
                    forget_steps(conn, organisation, *id).await?;
                    Ok((true, vec![line.clone()]))
                })
            })
            .await?;
        if !renewed {
            return Ok(None);
        }
        let found = self.invitations(permit).await?.into_iter().find(|found| found.id == id);
        Ok(found.map(|found| (found, code)))
    }

    /// Withdraws an invitation: its code stops at once, and so do steps that were begun. Says whether
    /// it could still be withdrawn.
    pub async fn invitation_withdraw(
        &self,
        permit: &Recorded<Permit<ManageAccess>>,
        actor: &Actor,
        id: InvitationId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let line = line(actor, EventAction::Delete, client, id, self.now(), context);
        let input = (id, client, actor.account(), line);
        self.write(organisation, input, |(id, client, by, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let withdrawn = execute!(
                    conn,
                    "UPDATE invitation SET withdrawn_at = $4, withdrawn_by = $5 WHERE organisation = $1 AND id = $2 AND client = $3 AND used_at IS NULL AND withdrawn_at IS NULL",
                    organisation,
                    id.uuid(),
                    client.uuid(),
                    micros(line.at),
                    AccountId::uuid(*by),
                )?;
                if withdrawn == 0 {
                    return Ok((false, Vec::new()));
                }
                forget_steps(conn, organisation, *id).await?;
                Ok((true, vec![line.clone()]))
            })
        })
        .await
    }
}

impl Invitation {
    /// How often it was sent.
    pub fn number(&self) -> i64 {
        self.number
    }
}

/// An expired invitation makes room for a new one of its kind.
async fn forget_expired(
    conn: &mut Conn,
    organisation: Uuid,
    client: ClientId,
    basis: Basis,
    now: Timestamp,
) -> Result<(), StoreError> {
    let expired = fetch_optional!(
        conn,
        (Uuid,),
        "UPDATE invitation SET withdrawn_at = expires_at WHERE organisation = $1 AND client = $2 AND basis = $3 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at <= $4 AND basis <> 'network-member' RETURNING id",
        organisation,
        client.uuid(),
        basis.key(),
        micros(now),
    )?;
    match expired {
        Some((id,)) => forget_steps(conn, organisation, InvitationId::from_uuid(id)).await,
        None => Ok(()),
    }
}

/// Forgets how far somebody had come with an invitation.
pub(super) async fn forget_steps(
    conn: &mut Conn,
    organisation: Uuid,
    invitation: InvitationId,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM joining_code WHERE organisation = $1 AND invitation = $2",
        "DELETE FROM joining_device WHERE organisation = $1 AND invitation = $2",
        "DELETE FROM joining WHERE organisation = $1 AND invitation = $2",
    ] {
        execute!(conn, sql, organisation, invitation.uuid())?;
    }
    Ok(())
}
