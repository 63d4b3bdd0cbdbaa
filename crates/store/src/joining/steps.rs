//! The invited person's side: the code, the user name, the password, and the codes that prove the
//! e-mail address and the mobile number (R44). There is no actor yet: a device has a token.

use inzage_domain::{
    Basis, ClientId, EmailAddress, InvitationId, PhoneNumber,
    joining::{InvitationCode, STEPS_VALID},
    log::{EventAction, EventCode, LogLine, LogThing},
    sign_in::{CODE_RESEND_AFTER, SentCode},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{GOING, Going, GoingRow, NewInvitation, code_hash, content_place};
use crate::{
    Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{Conn, execute, fetch_optional},
    keys::OrganisationKeys,
    people::{check_texts, user_hash},
    seal::Place,
    sign_in::{new_token, token_hash},
    time::{instant, micros},
};

/// Codes that may be sent to one address for one sending of an invitation.
const MOST_SENDS: i64 = 10;

/// What is proved by a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// The e-mail address.
    Email,
    /// The mobile number; proving it is the last step.
    Mobile,
}

impl Contact {
    /// The word in the store.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Mobile => "mobile",
        }
    }
}

/// How far somebody has come.
#[derive(Clone)]
pub struct Joining {
    /// As what the person was invited.
    pub basis: Basis,
    /// The person's name.
    pub name: String,
    /// Where the first code goes.
    pub email: EmailAddress,
    /// Where the second code goes.
    pub mobile: PhoneNumber,
    /// The user name that was chosen.
    pub user_name: Option<String>,
    /// Whether a password was chosen.
    pub has_password: bool,
    /// Whether the e-mail address is proved.
    pub email_proved: bool,
    /// The code that was sent to the e-mail address.
    pub email_code: Option<SentCode>,
    /// The code that was sent to the mobile number.
    pub mobile_code: Option<SentCode>,
}

/// What came of choosing a user name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Kept.
    Kept,
    /// Somebody has it.
    Taken,
    /// The invitation is not open (any more).
    Ended,
}

/// What came of asking for a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeSending {
    /// It counts from now, one before it does not: send it to the address of the view.
    Send,
    /// One was sent less than a minute ago.
    TooSoon {
        /// From when a new one may be asked for.
        at: Timestamp,
    },
    /// Too many were sent: the organisation must send the invitation again.
    TooMany,
    /// The invitation is not open (any more), or it is not this step's turn.
    Ended,
}

#[derive(sqlx::FromRow)]
struct Row {
    sealed_content: Vec<u8>,
    sealed_user: Option<Vec<u8>>,
    has_password: bool,
    email_proved: bool,
    email_sent_at: Option<i64>,
    email_tries: Option<i64>,
    mobile_sent_at: Option<i64>,
    mobile_tries: Option<i64>,
}

pub(super) fn user_place(organisation: &Organisation, invitation: InvitationId) -> Place {
    Place::new(organisation.id(), "joining.sealed_user", invitation.uuid())
}

pub(super) fn proof_hash(
    keys: &OrganisationKeys,
    invitation: InvitationId,
    contact: Contact,
    code: &str,
) -> Vec<u8> {
    let value = [invitation.uuid().as_bytes().as_slice(), contact.key().as_bytes(), code.as_bytes()].concat();
    keys.index.hash("joining code", &value).to_vec()
}

/// A line about a step of joining.
pub(super) fn step(line: &LogLine, going: &Going, what: &str) -> LogLine {
    let mut line = line.clone();
    going.basis.nen_code().clone_into(&mut line.user.role_code);
    line.clients.push(going.client);
    line.things.push(LogThing { kind: "invitation".into(), id: going.invitation.to_string() });
    line.things.push(LogThing { kind: "step".into(), id: what.into() });
    line
}

/// What the device may go on with, inside the writer.
pub(super) async fn going(
    conn: &mut Conn,
    organisation: Uuid,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Going>, StoreError> {
    let row = fetch_optional!(conn, GoingRow, GOING, organisation, token_hash, micros(now))?;
    row.map(Going::try_from).transpose()
}

impl Store {
    pub(super) fn joining_line(&self, organisation: &Organisation, context: &RequestContext) -> LogLine {
        account_line(
            organisation.id(),
            None,
            "01",
            EventCode::Join,
            EventAction::Execute,
            self.now(),
            context,
        )
    }

    pub(super) async fn going(
        &self,
        organisation: &Organisation,
        token_hash: &[u8],
    ) -> Result<Option<Going>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            GoingRow,
            GOING,
            organisation.id().uuid(),
            token_hash,
            micros(self.now())
        )?;
        row.map(Going::try_from).transpose()
    }

    /// Begins or goes on with the code of an invitation: the token for this device. `None` when the
    /// code does not work (wrong, used, withdrawn, replaced, six weeks old), or when it is for a
    /// client's own account and the birth date is not the client's: the two look alike.
    pub async fn joining_begin(
        &self,
        organisation: &Organisation,
        code: &InvitationCode,
        birth_date: Option<Date>,
        context: &RequestContext,
    ) -> Result<Option<String>, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let row = fetch_optional!(
            self.db(),
            (Uuid, String, Vec<u8>),
            "SELECT c.id, i.basis, c.sealed_demographics FROM invitation i
             JOIN client c ON c.organisation = i.organisation AND c.id = i.client AND c.destroyed_at IS NULL
             WHERE i.organisation = $1 AND i.code_hash = $2",
            organisation.id().uuid(),
            code_hash(&keys, code),
        )?;
        let Some((client, basis, sealed)) = row else { return Ok(None) };
        if Basis::from_key(&basis) == Some(Basis::Own) {
            let born = self.born(organisation.id(), ClientId::from_uuid(client), &sealed).await?;
            if birth_date.is_none() || born != birth_date {
                return Ok(None);
            }
        }
        let (token, token_hash) = new_token(self.chance());
        let line = self.joining_line(organisation, context);
        let input = (token_hash, code_hash(&keys, code), line);
        let begun = self
            .write(organisation.id(), input, |(token_hash, code, line), conn| {
                Box::pin(async move {
                    let (organisation, now) = (line.organisation.uuid(), line.at);
                    let begun = execute!(
                        conn,
                        "INSERT INTO joining_device (organisation, token_hash, invitation, number, expires_at)
                         SELECT i.organisation, $2, i.id, i.number, $4 FROM invitation i
                         WHERE i.organisation = $1 AND i.code_hash = $3 AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $5",
                        organisation,
                        token_hash,
                        code,
                        micros(now + STEPS_VALID),
                        micros(now),
                    )?;
                    if begun == 0 {
                        return Ok((false, Vec::new()));
                    }
                    let Some(going) = going(conn, organisation, token_hash, now).await? else {
                        return Ok((false, Vec::new()));
                    };
                    Ok((true, vec![step(line, &going, "code-right")]))
                })
            })
            .await?;
        Ok(begun.then_some(token))
    }

    /// How far the holder of a token has come; `None` when the invitation is not open (any more).
    pub async fn joining(
        &self,
        organisation: &Organisation,
        token: &str,
    ) -> Result<Option<Joining>, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(None) };
        let Some(going) = self.going(organisation, &token_hash).await? else { return Ok(None) };
        let row = fetch_optional!(
            self.db(),
            Row,
            "SELECT i.sealed_content, j.sealed_user, j.password_hash IS NOT NULL AS has_password,
                    j.email_verified_at IS NOT NULL AS email_proved,
                    e.sent_at AS email_sent_at, e.tries AS email_tries, m.sent_at AS mobile_sent_at, m.tries AS mobile_tries
             FROM invitation i
             LEFT JOIN joining j ON j.organisation = i.organisation AND j.invitation = i.id
             LEFT JOIN joining_code e ON e.organisation = i.organisation AND e.invitation = i.id AND e.contact = 'email'
             LEFT JOIN joining_code m ON m.organisation = i.organisation AND m.invitation = i.id AND m.contact = 'mobile'
             WHERE i.organisation = $1 AND i.id = $2",
            organisation.id().uuid(),
            going.invitation.uuid(),
        )?;
        let Some(row) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation.id()).await?;
        let content: NewInvitation =
            keys.seal.open_json(&content_place(organisation.id(), going.invitation), &row.sealed_content)?;
        let user_name = row
            .sealed_user
            .map(|sealed| keys.seal.open_json(&user_place(organisation, going.invitation), &sealed))
            .transpose()?;
        let code = |sent_at: Option<i64>, tries: Option<i64>| match (sent_at, tries) {
            (Some(sent_at), Some(tries)) => Ok(Some(SentCode { sent_at: instant(sent_at)?, tries })),
            _ => Ok::<_, StoreError>(None),
        };
        Ok(Some(Joining {
            basis: going.basis,
            name: content.name,
            email: content.email,
            mobile: content.mobile,
            user_name,
            has_password: row.has_password,
            email_proved: row.email_proved,
            email_code: code(row.email_sent_at, row.email_tries)?,
            mobile_code: code(row.mobile_sent_at, row.mobile_tries)?,
        }))
    }

    /// Keeps the user name that was chosen, if nobody has it. An account comes with the last step.
    pub async fn joining_name(
        &self,
        organisation: &Organisation,
        token: &str,
        user_name: &str,
        context: &RequestContext,
    ) -> Result<Named, StoreError> {
        check_texts(&[user_name])?;
        let Some(token_hash) = token_hash(token) else { return Ok(Named::Ended) };
        let Some(invitation) = self.going(organisation, &token_hash).await?.map(|going| going.invitation)
        else {
            return Ok(Named::Ended);
        };
        let keys = self.keys().organisation(organisation.id()).await?;
        let user_name = user_name.trim();
        let sealed = keys.seal.seal_json(self.chance(), &user_place(organisation, invitation), &user_name)?;
        let line = self.joining_line(organisation, context);
        let input = (token_hash, user_hash(&keys, user_name), sealed, line);
        self.write(organisation.id(), input, |(token_hash, user, sealed, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let Some(going) = going(conn, organisation, token_hash, line.at).await? else {
                    return Ok((Named::Ended, Vec::new()));
                };
                if is_taken(conn, organisation, user).await? {
                    return Ok((Named::Taken, Vec::new()));
                }
                execute!(
                    conn,
                    "INSERT INTO joining (organisation, invitation, user_hash, sealed_user) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (organisation, invitation) DO UPDATE SET user_hash = excluded.user_hash, sealed_user = excluded.sealed_user",
                    organisation,
                    going.invitation.uuid(),
                    user,
                    sealed,
                )?;
                Ok((Named::Kept, vec![step(line, &going, "user-name")]))
            })
        })
        .await
    }

    /// Keeps the hash of the password that was chosen. Says whether the invitation was still open and
    /// a user name chosen.
    pub async fn joining_password(
        &self,
        organisation: &Organisation,
        token: &str,
        password_hash: &str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        check_texts(&[password_hash])?;
        let Some(token_hash) = token_hash(token) else { return Ok(false) };
        let line = self.joining_line(organisation, context);
        let input = (token_hash, password_hash.to_owned(), line);
        self.write(organisation.id(), input, |(token_hash, password, line), conn| {
            Box::pin(async move {
                let organisation = line.organisation.uuid();
                let Some(going) = going(conn, organisation, token_hash, line.at).await? else {
                    return Ok((false, Vec::new()));
                };
                let kept = execute!(
                    conn,
                    "UPDATE joining SET password_hash = $3 WHERE organisation = $1 AND invitation = $2 AND user_hash IS NOT NULL",
                    organisation,
                    going.invitation.uuid(),
                    password,
                )?;
                if kept == 0 {
                    return Ok((false, Vec::new()));
                }
                Ok((true, vec![step(line, &going, "password")]))
            })
        })
        .await
    }

    /// Puts a new code for an address in place of the old one, when it is its turn (the mobile number
    /// comes after the e-mail address) and a minute has gone by. Send it only when the answer says so.
    pub async fn joining_send(
        &self,
        organisation: &Organisation,
        token: &str,
        contact: Contact,
        code: &str,
        context: &RequestContext,
    ) -> Result<CodeSending, StoreError> {
        let Some(token_hash) = token_hash(token) else { return Ok(CodeSending::Ended) };
        let Some(found) = self.going(organisation, &token_hash).await? else {
            return Ok(CodeSending::Ended);
        };
        let keys = self.keys().organisation(organisation.id()).await?;
        let hash = proof_hash(&keys, found.invitation, contact, code);
        let line = self.joining_line(organisation, context);
        self.write(organisation.id(), (token_hash, contact, hash, line), |(token_hash, contact, hash, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), line.at);
                let Some(going) = going(conn, organisation, token_hash, now).await? else {
                    return Ok((CodeSending::Ended, Vec::new()));
                };
                if !is_turn_of(conn, organisation, going.invitation, *contact).await? {
                    return Ok((CodeSending::Ended, Vec::new()));
                }
                let before = fetch_optional!(
                    conn,
                    (i64, i64),
                    "SELECT sent_at, sends FROM joining_code WHERE organisation = $1 AND invitation = $2 AND contact = $3",
                    organisation,
                    going.invitation.uuid(),
                    contact.key(),
                )?;
                if let Some((sent_at, sends)) = before {
                    if sends >= MOST_SENDS {
                        return Ok((CodeSending::TooMany, Vec::new()));
                    }
                    let at = instant(sent_at)? + CODE_RESEND_AFTER;
                    if now < at {
                        return Ok((CodeSending::TooSoon { at }, Vec::new()));
                    }
                }
                execute!(
                    conn,
                    "INSERT INTO joining_code (organisation, invitation, contact, code_hash, sent_at, tries, sends) VALUES ($1, $2, $3, $4, $5, 0, 1)
                     ON CONFLICT (organisation, invitation, contact) DO UPDATE SET code_hash = excluded.code_hash, sent_at = excluded.sent_at, tries = 0, sends = joining_code.sends + 1",
                    organisation,
                    going.invitation.uuid(),
                    contact.key(),
                    hash,
                    micros(now),
                )?;
                let what = match contact {
                    Contact::Email => "email-code-sent",
                    Contact::Mobile => "mobile-code-sent",
                };
                Ok((CodeSending::Send, vec![step(line, &going, what)]))
            })
        })
        .await
    }
}

/// Whether somebody has this user name.
pub(super) async fn is_taken(conn: &mut Conn, organisation: Uuid, user: &[u8]) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64,),
        "SELECT created_at FROM account WHERE organisation = $1 AND user_hash = $2",
        organisation,
        user,
    )?;
    Ok(row.is_some())
}

/// Whether all that comes before a code was done.
async fn is_turn_of(
    conn: &mut Conn,
    organisation: Uuid,
    invitation: InvitationId,
    contact: Contact,
) -> Result<bool, StoreError> {
    let row = fetch_optional!(
        conn,
        (bool,),
        "SELECT email_verified_at IS NOT NULL FROM joining WHERE organisation = $1 AND invitation = $2 AND user_hash IS NOT NULL AND password_hash IS NOT NULL",
        organisation,
        invitation.uuid(),
    )?;
    Ok(match (row, contact) {
        (None, _) => false,
        (Some(_), Contact::Email) => true,
        (Some((proved,)), Contact::Mobile) => proved,
    })
}
