//! Requests to the help desk, made without logging in (R11, R118, R139). Kept before anything is
//! confirmed; the texts are sealed.

use inzage_domain::{
    AccountId, HelpRequestId, OrganisationId,
    access::AccountState,
    help::{HelpKind, HelpText},
    log::{EventAction, EventCode, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Organisation, RequestContext, Store, StoreError, Subject,
    access::account_line,
    db::{execute, fetch_optional},
    people::{check_texts, user_hash},
    seal::{Place, digest},
    sign_in::count,
    time::micros,
    writer::{Claim, Once},
};

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Kept now.
    Kept {
        /// When.
        at: Timestamp,
    },
    /// The same form was kept before.
    Before {
        /// When.
        at: Timestamp,
    },
}

/// One request, for the help desk. No `Debug`: it holds what somebody wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct HelpRequest {
    /// The request.
    pub id: HelpRequestId,
    /// What it is about.
    pub kind: HelpKind,
    /// What was written.
    pub text: HelpText,
    /// When.
    pub made_at: Timestamp,
    /// The account that was named, where there is one: its id, state and user name.
    pub account: Option<(AccountId, AccountState, String)>,
}

pub(super) const fn text_place(organisation: OrganisationId, id: HelpRequestId) -> Place {
    Place::new(organisation, "help_request.sealed_content", id.uuid())
}

impl Store {
    /// Keeps a request, and counts the asking of this address, in one write. `text.name` is looked
    /// up as a user name; the write is the same whether or not there is such an account. `key` was
    /// made when the page was: the same form sent twice is one request.
    pub async fn ask_help(
        &self,
        organisation: &Organisation,
        kind: HelpKind,
        text: &HelpText,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Asked, StoreError> {
        check_texts(&[&text.name, &text.reach, &text.text])?;
        let id = organisation.id();
        let keys = self.keys().organisation(id).await?;
        let named = fetch_optional!(
            self.db(),
            (Uuid,),
            "SELECT id FROM account WHERE organisation = $1 AND user_hash = $2",
            id.uuid(),
            user_hash(&keys, &text.name),
        )?;
        let request = HelpRequestId::new(self.clock(), self.chance());
        let sealed = keys.seal.seal_json(self.chance(), &text_place(id, request), text)?;
        let hashes = Subject::counted(&[Subject::Asking(context.address.clone())], &keys);
        let mut line =
            account_line(id, None, "01", EventCode::AskHelp, EventAction::Create, self.now(), context);
        line.things.push(LogThing { kind: "help-request".into(), id: request.to_string() });
        let act = [kind.key(), &text.name, &text.reach, &text.text].join("\0");
        // Other words on the same page are another request.
        let place = keys.index.hash("help request", &[key.as_bytes(), act.as_bytes()].concat());
        let key = place.first_chunk::<16>().map_or(key, |bytes| Uuid::from_bytes(*bytes));
        let claim = Claim {
            organisation: id.uuid(),
            account: Uuid::nil(),
            key,
            act_hash: digest(act.as_bytes()),
            at: line.at,
        };
        let input = (request, kind, named.map(|(account,)| account), sealed, hashes, line);
        let outcome = self
            .write_once(id, claim, Vec::new(), input, |(request, kind, named, sealed, hashes, line), conn| {
                Box::pin(async move {
                    let organisation = line.organisation.uuid();
                    count(conn, organisation, hashes, line.at).await?;
                    execute!(
                        conn,
                        "INSERT INTO help_request (organisation, id, kind, account, sealed_content, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
                        organisation,
                        request.uuid(),
                        kind.key(),
                        *named,
                        sealed,
                        micros(line.at),
                    )?;
                    Ok((line.at, vec![line.clone()]))
                })
            })
            .await?;
        match outcome {
            Once::Now(at) => Ok(Asked::Kept { at }),
            Once::Before(at) => Ok(Asked::Before { at }),
            Once::Reused => Err(StoreError::Conflict("request")),
        }
    }
}
