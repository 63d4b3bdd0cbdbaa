//! The inviting side: making an invitation, the list of a client, sending again, withdrawing, and the
//! code for a letter. Staff see all of a client's invitations; the client, a representative and the
//! network's manager those to the network (R39).

use inzage_domain::{
    AccountId, Basis, ClientId, ClientName, InvitationId,
    access::{Act, ChangeNetwork, ManageAccess, Permit},
    contact::{Difference, differences},
    joining::{InvitationCode, InvitationState, is_single, valid_until},
    log::{EventAction, EventCode, EventOutcome, LogLine, LogThing},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    NewInvitation, code_hash, code_of, content_place, is_full, most, registering::is_registered_now, state,
};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    people::check_texts,
    record::client_of,
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

mod sealed {
    pub trait Sealed {}
    impl Sealed for inzage_domain::access::ManageAccess {}
    impl Sealed for inzage_domain::access::ChangeNetwork {}
}

/// An act that goes with inviting.
pub trait Invites: Act + sealed::Sealed {
    /// The only ground on which it invites, and whose invitations it sees; `None` for all.
    const ONLY: Option<Basis>;
}

impl Invites for ManageAccess {
    const ONLY: Option<Basis> = None;
}

impl Invites for ChangeNetwork {
    const ONLY: Option<Basis> = Some(Basis::NetworkMember);
}

/// The word of the only ground, for SQL; empty for all.
fn only<A: Invites>() -> &'static str {
    A::ONLY.map_or("", Basis::key)
}

/// Why an invitation is undone: the care plan names somebody else by now (R7).
const OTHER_CONTACT: &str = "registered contact";

/// An invitation as those who invite see it.
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
    /// Who goes before in the order of the law while it is open: as long as that person represents the
    /// client, the invitation cannot be used (WGBO 7:465 lid 3).
    pub waits_for: Option<(Basis, String)>,
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
    /// The care plan names no first contact yet (R7).
    NobodyRegistered,
    /// It is not the person whom the care plan names as first contact (R7).
    SomebodyElse(Vec<Difference>),
    /// Somebody goes before in the order of the law (WGBO 7:465 lid 3).
    After {
        /// The ground of that person.
        basis: Basis,
        /// The name.
        name: String,
    },
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
    pub async fn invitation_create<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
        actor: &Actor,
        new: &NewInvitation,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Invited, StoreError> {
        let (organisation, client) = client_of(permit)?;
        check_texts(&[&new.name])?;
        if A::ONLY.is_some_and(|only| only != new.basis) {
            return Err(StoreError::Inconsistent { table: "permit", what: "it invites on another ground" });
        }
        let keys = self.keys().organisation(organisation).await?;
        let id = InvitationId::new(self.clock(), self.chance());
        let registered = if new.basis == Basis::FirstContact {
            let Some(found) = self.registered_now(organisation, client).await? else {
                self.invitation_refused(actor, client, id, OTHER_CONTACT, context).await?;
                return Ok(Invited::NobodyRegistered);
            };
            let differs = differences(&found.contact.described(), &new.described());
            if !differs.is_empty() {
                self.invitation_refused(actor, client, id, OTHER_CONTACT, context).await?;
                return Ok(Invited::SomebodyElse(differs));
            }
            Some(found.id)
        } else {
            None
        };
        if let Some((basis, name)) = self.goes_before(organisation, client, new.basis).await? {
            self.invitation_refused(actor, client, id, "somebody-goes-before", context).await?;
            return Ok(Invited::After { basis, name });
        }
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
        let input = (
            (id, client, new.basis, most),
            registered,
            code_hash(&keys, &code),
            sealed,
            actor.account(),
            line,
        );
        let made = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move {
                    let ((id, client, basis, most), registered, hash, sealed, by, line) = input;
                    let organisation = line.organisation.uuid();
                    if let Some(registered) = registered
                        && !is_registered_now(conn, organisation, *client, *registered).await?
                    {
                        return Err(StoreError::Conflict(OTHER_CONTACT));
                    }
                    if is_full(conn, organisation, client.uuid(), *basis, *most, line.at).await? {
                        return Err(StoreError::Conflict("relation"));
                    }
                    if is_single(*basis) {
                        forget_expired(conn, organisation, *client, *basis, line.at).await?;
                    }
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
            Err(StoreError::Conflict(OTHER_CONTACT)) => Ok(Invited::SomebodyElse(vec![Difference::Name])),
            Err(StoreError::Conflict(_)) => Ok(Invited::Exists),
            Err(error) => Err(error),
        }
    }

    /// Leaves the line of an invitation that the care plan (R7) or the law does not allow.
    async fn invitation_refused(
        &self,
        actor: &Actor,
        client: ClientId,
        id: InvitationId,
        why: &str,
        context: &RequestContext,
    ) -> Result<(), StoreError> {
        let mut line = line(actor, EventAction::Create, client, id, self.now(), context);
        line.outcome = EventOutcome::Refused;
        line.refusal = Some(why.replace(' ', "-"));
        self.append(&line).await
    }

    /// The name of the permit's client and the birth date, where it is known: staff see whom they
    /// invite for.
    pub async fn invitation_client<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
    ) -> Result<(ClientName, Option<Date>), StoreError> {
        let known = self.demographics(permit).await?;
        Ok((known.name, known.birth_date))
    }

    /// The invitations of the permit's client, newest first.
    pub async fn invitations<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
    ) -> Result<Vec<Invitation>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT id, made_at, sent_at, expires_at, number, used_at IS NOT NULL AS is_used, withdrawn_at IS NOT NULL AS is_withdrawn, sealed_content FROM invitation WHERE organisation = $1 AND client = $2 AND ($3 = '' OR basis = $3) ORDER BY made_at DESC, id DESC LIMIT 100",
            organisation.uuid(),
            client.uuid(),
            only::<A>(),
        )?;
        let keys = self.keys().organisation(organisation).await?;
        let now = self.now();
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let id = InvitationId::from_uuid(row.id);
            let expires_at = instant(row.expires_at)?;
            let content: NewInvitation =
                keys.seal.open_json(&content_place(organisation, id), &row.sealed_content)?;
            let state = state(row.is_used, row.is_withdrawn, expires_at, now);
            let waits_for = match state {
                InvitationState::Open => self.goes_before(organisation, client, content.basis).await?,
                InvitationState::Used | InvitationState::Withdrawn | InvitationState::Expired => None,
            };
            found.push(Invitation {
                id,
                content,
                state,
                made_at: instant(row.made_at)?,
                sent_at: instant(row.sent_at)?,
                expires_at,
                waits_for,
                number: row.number,
            });
        }
        Ok(found)
    }

    /// One open invitation of the permit's client with its code, for a letter. Leaves a line of its own.
    pub async fn invitation_letter<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
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
    pub async fn invitation_renew<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
        actor: &Actor,
        id: InvitationId,
        seen: i64,
        context: &RequestContext,
    ) -> Result<Option<(Invitation, InvitationCode)>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let keys = self.keys().organisation(organisation).await?;
        let code = code_of(&keys, id, seen.saturating_add(1));
        let line = line(actor, EventAction::Update, client, id, self.now(), context);
        let input = (id, client, seen, code_hash(&keys, &code), only::<A>(), line);
        let renewed = self
            .write(organisation, input, |(id, client, seen, hash, only, line), conn| {
                Box::pin(async move {
                    let organisation = line.organisation.uuid();
                    let renewed = execute!(
                        conn,
                        "UPDATE invitation SET code_hash = $5, number = number + 1, sent_at = $6, expires_at = $7 WHERE organisation = $1 AND id = $2 AND client = $3 AND number = $4 AND used_at IS NULL AND withdrawn_at IS NULL AND ($8 = '' OR basis = $8)",
                        organisation,
                        id.uuid(),
                        client.uuid(),
                        *seen,
                        hash,
                        micros(line.at),
                        micros(valid_until(line.at)),
                        *only,
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
    pub async fn invitation_withdraw<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
        actor: &Actor,
        id: InvitationId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let line = line(actor, EventAction::Delete, client, id, self.now(), context);
        let input = (id, client, actor.account(), only::<A>(), line);
        self.write(organisation, input, |(id, client, by, only, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let withdrawn = execute!(
                    conn,
                    "UPDATE invitation SET withdrawn_at = $4, withdrawn_by = $5 WHERE organisation = $1 AND id = $2 AND client = $3 AND used_at IS NULL AND withdrawn_at IS NULL AND ($6 = '' OR basis = $6)",
                    organisation,
                    id.uuid(),
                    client.uuid(),
                    micros(line.at),
                    AccountId::uuid(*by),
                    *only,
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
        "UPDATE invitation SET withdrawn_at = expires_at WHERE organisation = $1 AND client = $2 AND basis = $3 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at <= $4 RETURNING id",
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
