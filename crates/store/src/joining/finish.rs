//! Trying the codes that prove an address, and the last step: when both are proved, the account is
//! made with its relation, and the invitation is used. All in one operation, so that of two people
//! with one code one wins.

use inzage_domain::{
    AccountId, Basis, OrganisationId, PersonId, RelationId,
    access::RelationChange,
    joining::{has_end, needs_consent},
    log::{EventAction, EventCode, EventOutcome, LogLine, LogThing},
    sign_in::{CODE_TRIES, CODE_VALID, CodeState, SentCode},
    written::{amsterdam, end_of},
};
use jiff::{Timestamp, Zoned, civil::Date};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{
    Contact, Going, NewInvitation, content_place,
    invitations::forget_steps,
    order::waits,
    steps::{going, is_taken, proof_hash, step, user_place},
};
use crate::{
    Organisation, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_optional},
    people::{
        AccountProfile, AccountRow, Happened, NewEvent, NewRelation, account_place, insert_account,
        insert_person, insert_relation, person_place,
    },
    sign_in::token_hash,
    time::{instant, micros},
};

/// What came of a code that should prove an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proved {
    /// Right: the e-mail address is proved, the mobile number is next.
    Right,
    /// Right, and everything is done: the account is there.
    Joined {
        /// The new way in.
        account: AccountId,
    },
    /// Right, but somebody took the user name meanwhile: choose another.
    NameTaken,
    /// Wrong.
    Wrong {
        /// Tries left; at 0 only a new code helps.
        left: i64,
    },
    /// The code is too old: ask for a new one.
    Expired,
    /// It was tried too often: ask for a new one.
    UsedUp,
    /// Right, but somebody goes before in the order of the law by now (WGBO 7:465 lid 3), or the policy
    /// no longer names this relative: nothing was made, and the invitation stays as it is.
    SomebodyBefore,
    /// The invitation is not open (any more), or no code was sent.
    Ended,
}

/// All that is written when somebody has joined.
struct New {
    person: PersonId,
    sealed_person: Vec<u8>,
    account: AccountId,
    sealed_account: Vec<u8>,
    /// The user name that the sealed account has: another one chosen meanwhile does not count.
    user_hash: Vec<u8>,
    grant: Grant,
}

/// The relation that an invitation leads to, with its line in the history and the consent it rests on
/// (R41).
pub(super) struct Grant {
    relation: RelationId,
    new: NewRelation,
    event: NewEvent,
    content: NewInvitation,
    made_by: Uuid,
    second_contacts: u16,
    /// The policy names this relative (any more).
    is_named: bool,
}

impl Grant {
    /// Whose record it opens.
    pub(super) const fn relation(&self) -> &NewRelation {
        &self.new
    }

    /// Whether the last day that was chosen has gone by before anybody joined.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.new.until.is_some_and(|until| until <= now)
    }

    /// Whether somebody goes before in the order of the law by now, or the policy no longer names this
    /// relative.
    pub(super) async fn waits(&self, conn: &mut Conn, line: &LogLine) -> Result<bool, StoreError> {
        let (organisation, at) = (line.organisation.uuid(), line.at);
        if !self.is_named {
            return Ok(true);
        }
        waits(conn, organisation, self.new.client, self.new.basis, None, at).await
    }

    /// The line of the log about it.
    pub(super) fn line(&self, joined: &LogLine) -> LogLine {
        let mut rights = joined.clone();
        rights.code = EventCode::ChangeRights;
        rights.action = EventAction::Create;
        let account = joined.user.account.map(|id| LogThing { kind: "account".into(), id: id.to_string() });
        let relation = LogThing { kind: "relation".into(), id: self.relation.to_string() };
        rights.things = account.into_iter().chain([relation]).collect();
        rights
    }

    /// Keeps the relation, its history and the consent.
    pub(super) async fn insert(
        &self,
        conn: &mut Conn,
        organisation: OrganisationId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let now = micros(at);
        insert_relation(conn, organisation, self.second_contacts, self.relation, &self.new, now).await?;
        if let Some(kinship) = self.content.kinship {
            execute!(
                conn,
                "UPDATE relation SET kinship = $3 WHERE organisation = $1 AND id = $2",
                organisation.uuid(),
                self.relation.uuid(),
                kinship.key(),
            )?;
        }
        let happened = Happened {
            relation: self.relation.uuid(),
            by: Some(AccountId::from_uuid(self.made_by)),
            what: RelationChange::Made,
            kinds: self.new.kinds,
            at,
        };
        self.event.insert(conn, organisation.uuid(), &happened).await?;
        if !needs_consent(self.new.basis) {
            return Ok(());
        }
        execute!(
            conn,
            "INSERT INTO relation_consent (organisation, relation, kinds, given_by, given_how, given_on, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation.uuid(),
            self.relation.uuid(),
            self.new.kinds.bits(),
            self.content.asked_by.key(),
            self.content.asked_how.key(),
            self.content.asked_on.to_string(),
            self.made_by,
            now,
        )?;
        Ok(())
    }
}

/// Until when a grant made now lasts: months on the Dutch calendar (section H). One's own and a
/// parent's have no end of their own.
fn until(basis: Basis, last_day: Option<Date>, months: u16, now: Timestamp) -> Option<Timestamp> {
    if !has_end(basis) {
        return None;
    }
    let end = Zoned::new(now, amsterdam()).checked_add(jiff::Span::new().months(i64::from(months)));
    let latest = end.map_or(now, |end| end.timestamp());
    Some(last_day.map_or(latest, |day| end_of(day).min(latest)))
}

impl Store {
    /// Tries a code for the e-mail address or the mobile number. The try is counted durably before its
    /// answer is known. The mobile number is the last step: the account is made with it.
    pub async fn joining_prove(
        &self,
        organisation: &Organisation,
        token: &str,
        contact: Contact,
        code: &str,
        context: &RequestContext,
    ) -> Result<Proved, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(Proved::Ended) };
        let Some(found) = self.going(organisation, &token_hash).await? else { return Ok(Proved::Ended) };
        let keys = self.keys().organisation(organisation.id()).await?;
        let hash = proof_hash(&keys, found.invitation, contact, code);
        let new = match contact {
            Contact::Email => None,
            Contact::Mobile => match self.prepare(organisation, &found).await? {
                Some(new) => Some(new),
                None => return Ok(Proved::Ended),
            },
        };
        let line = self.joining_line(organisation, context);
        let input = (token_hash, contact, hash, new, line);
        let proved = self
            .write(organisation.id(), input, |(token_hash, contact, hash, new, line), conn| {
                Box::pin(async move {
                    let Some(going) = going(conn, line.organisation.uuid(), token_hash, line.at).await?
                    else {
                        return Ok((Proved::Ended, Vec::new()));
                    };
                    match tried(conn, line, &going, *contact, hash).await? {
                        Proved::Right => {}
                        Proved::Wrong { left } => {
                            let mut line = step(line, &going, "proof-wrong");
                            line.outcome = EventOutcome::Refused;
                            line.refusal = Some("code".into());
                            return Ok((Proved::Wrong { left }, vec![line]));
                        }
                        other => return Ok((other, Vec::new())),
                    }
                    match new {
                        None => prove_email(conn, line, &going).await,
                        Some(new) => join(conn, line, &going, new).await,
                    }
                })
            })
            .await;
        match proved {
            // Taken between the look and the keeping, through another program: nothing was kept.
            Err(StoreError::Conflict("account")) => Ok(Proved::NameTaken),
            // Somebody else is the only one there may be (R6).
            Err(StoreError::Conflict(_)) => Ok(Proved::Ended),
            other => other,
        }
    }

    /// What will be written when the last code is right; `None` when a step is missing.
    async fn prepare(&self, organisation: &Organisation, found: &Going) -> Result<Option<New>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>, Vec<u8>, Vec<u8>),
            "SELECT i.sealed_content, j.sealed_user, j.user_hash FROM invitation i
             JOIN joining j ON j.organisation = i.organisation AND j.invitation = i.id
             WHERE i.organisation = $1 AND i.id = $2 AND j.user_hash IS NOT NULL AND j.sealed_user IS NOT NULL AND j.password_hash IS NOT NULL AND j.email_verified_at IS NOT NULL",
            organisation.id().uuid(),
            found.invitation.uuid(),
        )?;
        let Some((content, user, user_hash)) = row else { return Ok(None) };
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let content: NewInvitation = keys.seal.open_json(&content_place(id, found.invitation), &content)?;
        let user_name: String = keys.seal.open_json(&user_place(organisation, found.invitation), &user)?;
        let now = self.now();
        let person = PersonId::new(self.clock(), self.chance());
        let account = AccountId::new(self.clock(), self.chance());
        let profile = AccountProfile {
            user_name,
            display_name: content.name.clone(),
            mobile: Some(content.mobile.clone()),
            email: Some(content.email.as_str().to_owned()),
        };
        let grant = self.grant(organisation, found, content, person, now).await?;
        if grant.is_over(now) {
            return Ok(None);
        }
        Ok(Some(New {
            person,
            sealed_person: keys.seal.seal_json(
                self.chance(),
                &person_place(id, person),
                &grant.content.name,
            )?,
            account,
            sealed_account: keys.seal.seal_json(self.chance(), &account_place(id, account), &profile)?,
            user_hash,
            grant,
        }))
    }

    /// The relation that an invitation leads to, for a person.
    pub(super) async fn grant(
        &self,
        organisation: &Organisation,
        found: &Going,
        content: NewInvitation,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Grant, StoreError> {
        Ok(Grant {
            relation: RelationId::new(self.clock(), self.chance()),
            new: NewRelation {
                client: found.client,
                person,
                basis: found.basis,
                decided_by: Some(AccountId::from_uuid(found.made_by)),
                from: now,
                until: until(found.basis, content.last_day, organisation.policy().grant_months, now),
                kinds: content.rights(),
                manages: false,
            },
            event: self.relation_event_of(organisation.id(), "").await?,
            is_named: content.is_named(organisation.policy()),
            content,
            made_by: found.made_by,
            second_contacts: organisation.policy().second_contacts,
        })
    }
}

/// Counts a try and compares.
async fn tried(
    conn: &mut Conn,
    line: &LogLine,
    going: &Going,
    contact: Contact,
    hash: &[u8],
) -> Result<Proved, StoreError> {
    let counted = fetch_optional!(
        conn,
        (Vec<u8>, i64),
        "UPDATE joining_code SET tries = tries + 1 WHERE organisation = $1 AND invitation = $2 AND contact = $3 AND tries < $4 AND sent_at > $5 RETURNING code_hash, tries",
        line.organisation.uuid(),
        going.invitation.uuid(),
        contact.key(),
        CODE_TRIES,
        micros(line.at - CODE_VALID),
    )?;
    let Some((kept, tries)) = counted else { return closed(conn, line, going, contact).await };
    if bool::from(kept.as_slice().ct_eq(hash)) {
        return Ok(Proved::Right);
    }
    Ok(Proved::Wrong { left: CODE_TRIES - tries })
}

/// Why a code could not be tried.
async fn closed(
    conn: &mut Conn,
    line: &LogLine,
    going: &Going,
    contact: Contact,
) -> Result<Proved, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64, i64),
        "SELECT sent_at, tries FROM joining_code WHERE organisation = $1 AND invitation = $2 AND contact = $3",
        line.organisation.uuid(),
        going.invitation.uuid(),
        contact.key(),
    )?;
    let Some((sent_at, tries)) = row else { return Ok(Proved::Ended) };
    Ok(match (SentCode { sent_at: instant(sent_at)?, tries }).state(line.at) {
        CodeState::Expired => Proved::Expired,
        CodeState::UsedUp | CodeState::Open { .. } => Proved::UsedUp,
    })
}

type Outcome = Result<(Proved, Vec<LogLine>), StoreError>;

async fn prove_email(conn: &mut Conn, line: &LogLine, going: &Going) -> Outcome {
    let organisation = line.organisation.uuid();
    execute!(
        conn,
        "UPDATE joining SET email_verified_at = $3 WHERE organisation = $1 AND invitation = $2",
        organisation,
        going.invitation.uuid(),
        micros(line.at),
    )?;
    execute!(
        conn,
        "DELETE FROM joining_code WHERE organisation = $1 AND invitation = $2 AND contact = 'email'",
        organisation,
        going.invitation.uuid(),
    )?;
    Ok((Proved::Right, vec![step(line, going, "email-proved")]))
}

async fn join(conn: &mut Conn, line: &LogLine, going: &Going, new: &New) -> Outcome {
    let organisation = line.organisation.uuid();
    let invitation = going.invitation.uuid();
    if is_taken(conn, organisation, &new.user_hash).await? {
        execute!(
            conn,
            "UPDATE joining SET user_hash = NULL, sealed_user = NULL WHERE organisation = $1 AND invitation = $2",
            organisation,
            invitation
        )?;
        execute!(
            conn,
            "DELETE FROM joining_code WHERE organisation = $1 AND invitation = $2 AND contact = 'mobile'",
            organisation,
            invitation,
        )?;
        return Ok((Proved::NameTaken, Vec::new()));
    }
    let password = fetch_optional!(
        conn,
        (String,),
        "SELECT password_hash FROM joining WHERE organisation = $1 AND invitation = $2 AND user_hash = $3 AND password_hash IS NOT NULL AND email_verified_at IS NOT NULL",
        organisation,
        invitation,
        &new.user_hash,
    )?;
    let Some((password,)) = password else { return Ok((Proved::Ended, Vec::new())) };
    if new.grant.waits(conn, line).await? {
        return Ok((Proved::SomebodyBefore, vec![refused_order(line, going)]));
    }
    // First of all the invitation: whoever comes second finds it used.
    if !use_up(conn, line, going).await? {
        return Ok((Proved::Ended, Vec::new()));
    }
    insert(conn, line, going, new, &password).await?;
    forget_steps(conn, organisation, going.invitation).await?;
    let mut joined = step(line, going, "joined");
    joined.user.account = Some(new.account);
    let rights = new.grant.line(&joined);
    Ok((Proved::Joined { account: new.account }, vec![joined, rights]))
}

/// The line of an invitation that could not be used: somebody goes before in the order of the law.
pub(super) fn refused_order(line: &LogLine, going: &Going) -> LogLine {
    let mut line = step(line, going, "somebody-goes-before");
    line.outcome = EventOutcome::Refused;
    line.refusal = Some("somebody-goes-before".into());
    line
}

/// Marks the invitation as used; `false` when somebody was first.
pub(super) async fn use_up(conn: &mut Conn, line: &LogLine, going: &Going) -> Result<bool, StoreError> {
    let used = execute!(
        conn,
        "UPDATE invitation SET used_at = $3 WHERE organisation = $1 AND id = $2 AND number = $4 AND used_at IS NULL AND withdrawn_at IS NULL",
        line.organisation.uuid(),
        going.invitation.uuid(),
        micros(line.at),
        going.number,
    )?;
    Ok(used > 0)
}

/// Keeps which account came of an invitation.
pub(super) async fn used_by(
    conn: &mut Conn,
    line: &LogLine,
    going: &Going,
    account: AccountId,
) -> Result<(), StoreError> {
    execute!(
        conn,
        "UPDATE invitation SET account = $3 WHERE organisation = $1 AND id = $2",
        line.organisation.uuid(),
        going.invitation.uuid(),
        account.uuid(),
    )?;
    Ok(())
}

async fn insert(
    conn: &mut Conn,
    line: &LogLine,
    going: &Going,
    new: &New,
    password: &str,
) -> Result<(), StoreError> {
    insert_person(conn, line, new.person, &new.sealed_person).await?;
    let row = AccountRow {
        id: new.account,
        person: new.person,
        user_hash: new.user_hash.clone(),
        sealed_profile: new.sealed_account.clone(),
        password_hash: password.to_owned(),
    };
    insert_account(conn, line, &row).await?;
    used_by(conn, line, going, new.account).await?;
    new.grant.insert(conn, line.organisation, line.at).await
}
