//! Closing the own account (R47), and who decides about it for a client who cannot (R17).

use inzage_domain::{
    AccountId, ClientId,
    access::{AccountState, DecideClosing, Permit},
    help::AccountAct,
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::change::{AccountChange, apply};
use crate::{
    Actor, Recorded, RequestContext, Store, StoreError,
    db::{Conn, execute, fetch_all, fetch_optional},
    record::client_of,
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// The client of whom this person has the own account, where that client cannot decide.
const REPRESENTED: &str = "SELECT c.id FROM relation r JOIN client c ON c.organisation = r.organisation AND c.id = r.client
     WHERE r.organisation = $1 AND r.person = $2 AND r.basis = 'own' AND r.withdrawn_at IS NULL AND c.incapable_since IS NOT NULL";

/// What came of closing one's own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnClosing {
    /// It is closed.
    Closed,
    /// The client cannot decide: it is to be asked of whoever represents.
    Asked {
        /// The client, whose account it is.
        client: ClientId,
        /// The request; `None` where it was asked before and is not decided yet.
        request: Option<Uuid>,
    },
    /// It was not open any more.
    NotOpen,
}

/// The own account of a client, as whoever represents the client sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// Whether it is open.
    pub state: AccountState,
    /// When the client asked to close it, where that is not decided yet.
    pub asked_at: Option<Timestamp>,
}

/// What came of deciding about it.
#[derive(Clone, PartialEq, Eq)]
pub enum ClosingDecided {
    /// Decided now; whose account was closed, to be told.
    Done(Vec<AccountId>),
    /// The same form was sent before.
    Before,
    /// There was nothing to decide: no such account, or it is closed.
    Nothing,
}

/// Why a decision is undone: nothing was there to decide.
const NOTHING: &str = "no account to decide about";

struct Decision {
    client: Uuid,
    close: bool,
    changes: Vec<AccountChange>,
    line: LogLine,
    by: AccountId,
}

impl Store {
    /// Ends the actor's own account (R47): all its sessions end, nothing is deleted. Where it is the account
    /// of a client who cannot decide, it stays, and the wish is kept for whoever represents (R17).
    pub async fn close_own_account(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<OwnClosing, StoreError> {
        let mut line = actor.line(EventCode::EndAccount, EventAction::Update, self.now(), context);
        line.things.push(LogThing { kind: "account-act".into(), id: AccountAct::Close.key().into() });
        let organisation = actor.organisation_id();
        let mut change =
            self.account_change(AccountAct::Close, Some(actor.account()), None, organisation, "").await?;
        change.by = Some(actor.account());
        let input = (change, actor.person(), line);
        self.write(organisation, input, |(change, person, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation, micros(line.at));
                let represented = fetch_optional!(
                    conn,
                    (Uuid,),
                    REPRESENTED,
                    organisation.uuid(),
                    person.uuid(),
                )?;
                if let Some((client,)) = represented {
                    let asked = execute!(
                        conn,
                        "INSERT INTO closing_request (organisation, id, client, account, asked_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                        organisation.uuid(),
                        change.id,
                        client,
                        change.account.uuid(),
                        now,
                    )?;
                    let client = ClientId::from_uuid(client);
                    let mut line = line.clone();
                    line.clients.push(client);
                    line.things.push(LogThing { kind: "closing".into(), id: "asked".into() });
                    return Ok((OwnClosing::Asked { client, request: (asked > 0).then_some(change.id) }, vec![line]));
                }
                if apply(conn, organisation, change, line.at).await? {
                    Ok((OwnClosing::Closed, vec![line.clone()]))
                } else {
                    Ok((OwnClosing::NotOpen, Vec::new()))
                }
            })
        })
        .await
    }

    /// The own account of the permit's client, where there is one.
    pub async fn own_account_of_client(
        &self,
        permit: &Recorded<Permit<DecideClosing>>,
    ) -> Result<Option<OwnAccount>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            (String, Option<i64>),
            "SELECT a.state, q.asked_at FROM relation r
             JOIN account a ON a.organisation = r.organisation AND a.person = r.person
             LEFT JOIN closing_request q ON q.organisation = a.organisation AND q.client = r.client AND q.account = a.id AND q.decided_at IS NULL
             WHERE r.organisation = $1 AND r.client = $2 AND r.basis = 'own' AND r.withdrawn_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM employment w WHERE w.organisation = a.organisation AND w.account = a.id)
             ORDER BY a.created_at DESC, a.id LIMIT 1",
            organisation.uuid(),
            client.uuid(),
        )?;
        row.map(|(state, asked_at)| {
            Ok(OwnAccount {
                state: AccountState::from_key(&state)
                    .ok_or(StoreError::Inconsistent { table: "account", what: "state" })?,
                asked_at: asked_at.map(instant).transpose()?,
            })
        })
        .transpose()
    }

    /// Whoever represents the permit's client decides whether the client's own account is closed (R17),
    /// once for its key. The permit's own line tells of it, and one of the closing itself.
    pub async fn decide_closing(
        &self,
        permit: &Recorded<Permit<DecideClosing>>,
        close: bool,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<ClosingDecided, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            (Uuid,),
            "SELECT a.id FROM relation r JOIN account a ON a.organisation = r.organisation AND a.person = r.person
             WHERE r.organisation = $1 AND r.client = $2 AND r.basis = 'own' AND r.withdrawn_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM employment w WHERE w.organisation = a.organisation AND w.account = a.id)",
            organisation.uuid(),
            client.uuid(),
        )?;
        let mut changes = Vec::with_capacity(rows.len());
        for (account,) in rows {
            let account = AccountId::from_uuid(account);
            let mut change =
                self.account_change(AccountAct::Close, Some(account), None, organisation, "").await?;
            change.by = Some(permit.account());
            changes.push(change);
        }
        let role = permit.basis().map_or("02", |(_, basis)| basis.nen_code());
        let mut line = crate::access::account_line(
            organisation,
            Some(permit.account()),
            role,
            EventCode::EndAccount,
            EventAction::Update,
            permit.at(),
            context,
        );
        line.clients.push(client);
        let decision = if close { "close" } else { "keep" };
        line.things.push(LogThing { kind: "closing".into(), id: decision.into() });
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(format!("decide closing {client} {decision}").as_bytes()),
            at: permit.at(),
        };
        let input = Decision { client: client.uuid(), close, changes, line, by: permit.account() };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |decision, conn| {
                Box::pin(async move { Ok((decision.keep(conn).await?, vec![decision.line.clone()])) })
            })
            .await;
        match outcome {
            Ok(Once::Now(closed)) => Ok(ClosingDecided::Done(closed)),
            Ok(Once::Before(_) | Once::Reused) => Ok(ClosingDecided::Before),
            Err(StoreError::Conflict(NOTHING)) => Ok(ClosingDecided::Nothing),
            Err(error) => Err(error),
        }
    }

    /// The client whose own account the actor's is, where that client cannot decide (R17).
    pub async fn represented_client(&self, actor: &Actor) -> Result<Option<ClientId>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Uuid,),
            REPRESENTED,
            actor.organisation_id().uuid(),
            actor.person().uuid(),
        )?;
        Ok(row.map(|(client,)| ClientId::from_uuid(client)))
    }
}

impl Decision {
    async fn keep(&self, conn: &mut Conn) -> Result<Vec<AccountId>, StoreError> {
        let (organisation, now) = (self.line.organisation, micros(self.line.at));
        let answered = execute!(
            conn,
            "UPDATE closing_request SET decided_at = $3, decided_by = $4, decision = $5 WHERE organisation = $1 AND client = $2 AND decided_at IS NULL",
            organisation.uuid(),
            self.client,
            now,
            self.by.uuid(),
            if self.close { "close" } else { "keep" },
        )?;
        let mut closed = Vec::new();
        if self.close {
            for change in &self.changes {
                if apply(conn, organisation, change, self.line.at).await? {
                    closed.push(change.account);
                }
            }
        }
        if closed.is_empty() && (self.close || answered == 0) {
            return Err(StoreError::Conflict(NOTHING));
        }
        Ok(closed)
    }
}
