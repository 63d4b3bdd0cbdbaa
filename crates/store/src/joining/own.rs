//! Using an invitation with the account that one has: no second account, and the relation beside what
//! the account had. Both addresses of such an account are proved already (R44).

use inzage_domain::{
    Basis, ClientId, Kinship, PersonId,
    access::ActingAs,
    contact::{Described, is_reached_by},
    log::{LogLine, LogThing},
};
use uuid::Uuid;

use super::{
    Going, NewInvitation, content_place,
    finish::{Grant, refused_order, use_up, used_by},
    invitations::forget_steps,
    steps::{going, step},
};
use crate::{
    Actor, RequestContext, Store, StoreError,
    db::{Conn, fetch_optional},
    sign_in::token_hash,
    time::micros,
};

/// What somebody who is logged in sees of an invitation before it is used.
#[derive(Clone)]
pub struct OwnJoining {
    /// As what the person was invited.
    pub basis: Basis,
    /// Who the person is to the client, where the ground is the family.
    pub kinship: Option<Kinship>,
    /// The invited person's name.
    pub name: String,
    /// What using it would come to; [`Adding::Done`] when it can be added.
    pub outlook: Adding,
}

/// What came of adding an invitation to one's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adding {
    /// It can be added, or was.
    Done,
    /// This account is for one's work, or a log-in for somebody else: the two are never mixed.
    AtWork,
    /// The account has no proved e-mail address or no mobile number (R44).
    AddressMissing,
    /// The invitation went to another e-mail address and another mobile number.
    SomebodyElse,
    /// This person stands beside the client on this ground already.
    Already,
    /// Somebody goes before in the order of the law now (WGBO 7:465 lid 3); the invitation stays as it
    /// is.
    SomebodyBefore,
    /// The invitation is not open (any more).
    Ended,
}

/// Why adding is undone: the person has such a relation.
const ALREADY: &str = "relation of this person";

struct Input {
    token_hash: Vec<u8>,
    grant: Grant,
    person: PersonId,
    line: LogLine,
}

impl Store {
    /// What the holder of a token, logged in, could do with the invitation; `None` when it is not open
    /// (any more).
    pub async fn joining_own(&self, actor: &Actor, token: &str) -> Result<Option<OwnJoining>, StoreError> {
        let Some(hash) = token_hash(token) else { return Ok(None) };
        let Some((found, invited)) = self.invited(actor, &hash).await? else { return Ok(None) };
        let mut outlook = self.outlook(actor, &invited).await?;
        if outlook == Adding::Done && self.stands_beside(actor, &found).await? {
            outlook = Adding::Already;
        }
        let organisation = actor.organisation_id();
        if outlook == Adding::Done
            && (!invited.is_named(actor.policy())
                || self.goes_before(organisation, found.client, found.basis).await?.is_some())
        {
            outlook = Adding::SomebodyBefore;
        }
        Ok(Some(OwnJoining { basis: found.basis, kinship: invited.kinship, name: invited.name, outlook }))
    }

    /// Adds the relation of an invitation to the actor's account and uses the invitation up, in one
    /// write.
    pub async fn joining_add(
        &self,
        actor: &Actor,
        token: &str,
        context: &RequestContext,
    ) -> Result<Adding, StoreError> {
        let Some(hash) = token_hash(token) else { return Ok(Adding::Ended) };
        let Some((found, invited)) = self.invited(actor, &hash).await? else { return Ok(Adding::Ended) };
        let outlook = self.outlook(actor, &invited).await?;
        if outlook != Adding::Done {
            return Ok(outlook);
        }
        let mut line = self.joining_line(actor.organisation(), context);
        line.user.account = Some(actor.account());
        line.things.push(LogThing { kind: "account".into(), id: actor.account().to_string() });
        let grant = self.grant(actor.organisation(), &found, invited, actor.person(), line.at).await?;
        if grant.is_over(line.at) {
            return Ok(Adding::Ended);
        }
        let input = Input { token_hash: hash, grant, person: actor.person(), line };
        let added = self
            .write(actor.organisation_id(), input, |input, conn| {
                Box::pin(async move { input.run(conn).await })
            })
            .await;
        match added {
            Err(StoreError::Conflict(ALREADY)) => Ok(Adding::Already),
            // Somebody else is the only one there may be (R6).
            Err(StoreError::Conflict(_)) => Ok(Adding::Ended),
            other => other,
        }
    }

    async fn invited(
        &self,
        actor: &Actor,
        token_hash: &[u8],
    ) -> Result<Option<(Going, NewInvitation)>, StoreError> {
        let organisation = actor.organisation_id();
        let Some(found) = self.going(actor.organisation(), token_hash).await? else { return Ok(None) };
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT sealed_content FROM invitation WHERE organisation = $1 AND id = $2",
            organisation.uuid(),
            found.invitation.uuid(),
        )?;
        let Some((sealed,)) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let content = keys.seal.open_json(&content_place(organisation, found.invitation), &sealed)?;
        Ok(Some((found, content)))
    }

    /// Whether the account is one that an invitation can be added to, and whether it is the invited
    /// person's.
    async fn outlook(&self, actor: &Actor, content: &NewInvitation) -> Result<Adding, StoreError> {
        if actor.acting() != ActingAs::Personal || actor.only_client().is_some() {
            return Ok(Adding::AtWork);
        }
        let profile = self.own_profile(actor).await?;
        let (Some(email), Some(mobile)) = (&profile.email, &profile.mobile) else {
            return Ok(Adding::AddressMissing);
        };
        let holder = Described { name: &profile.display_name, email: Some(email), mobile: Some(mobile) };
        let reached = is_reached_by(&content.described(), &holder);
        Ok(if reached { Adding::Done } else { Adding::SomebodyElse })
    }

    async fn stands_beside(&self, actor: &Actor, found: &Going) -> Result<bool, StoreError> {
        Ok(self.grounds(actor, found.client).await?.contains(&found.basis))
    }
}

impl Input {
    async fn run(&self, conn: &mut Conn) -> Result<(Adding, Vec<LogLine>), StoreError> {
        let organisation = self.line.organisation;
        let Some(going) = going(conn, organisation.uuid(), &self.token_hash, self.line.at).await? else {
            return Ok((Adding::Ended, Vec::new()));
        };
        let (client, basis) = (self.grant.relation().client, self.grant.relation().basis);
        if has_relation(conn, organisation.uuid(), client, self.person, basis, micros(self.line.at)).await? {
            return Err(StoreError::Conflict(ALREADY));
        }
        if self.grant.waits(conn, &self.line).await? {
            return Ok((Adding::SomebodyBefore, vec![refused_order(&self.line, &going)]));
        }
        if !use_up(conn, &self.line, &going).await? {
            return Ok((Adding::Ended, Vec::new()));
        }
        if let Some(account) = self.line.user.account {
            used_by(conn, &self.line, &going, account).await?;
        }
        self.grant.insert(conn, organisation, self.line.at).await?;
        forget_steps(conn, organisation.uuid(), going.invitation).await?;
        let joined = step(&self.line, &going, "joined-with-own-account");
        let rights = self.grant.line(&joined);
        Ok((Adding::Done, vec![joined, rights]))
    }
}

async fn has_relation(
    conn: &mut Conn,
    organisation: Uuid,
    client: ClientId,
    person: PersonId,
    basis: Basis,
    now: i64,
) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        conn,
        (Uuid,),
        "SELECT id FROM relation WHERE organisation = $1 AND client = $2 AND person = $3 AND basis = $4 AND withdrawn_at IS NULL AND (until_at IS NULL OR until_at > $5) LIMIT 1",
        organisation,
        client.uuid(),
        person.uuid(),
        basis.key(),
        now,
    )?;
    Ok(row.is_some())
}
