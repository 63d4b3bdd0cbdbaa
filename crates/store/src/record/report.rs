//! Finishing what a care worker wrote, in one write: the entry, when the client sees it, what it adds to, why
//! it changed, what was decided about names; and the draft is gone (R2, R38, L7). What appears later is taken
//! back or appears here.

use inzage_domain::{
    ClientId, EntryId, LogId, OrganisationId, PublishState,
    access::{Permit, WriteRecord},
    log::{EventAction, EventCode, LogLine, LogThing},
    reporting::ReportForm,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    client_of,
    history::reason_place,
    publish::Moving,
    write::{Prepared, WRITTEN_HERE, Writing, Written, written},
};
use crate::{
    Operator, Organisation, Permitted, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{Conn, execute, fetch_all, fetch_optional},
    drafts,
    jobs::{self, RELEASES},
    people::check_texts,
    seal::{Place, digest},
    time::micros,
    writer::Claim,
};

/// What was decided about a name before a text was shared (R38).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameDecision {
    /// The name as it was written.
    pub name: String,
    /// Whether initials took its place.
    pub replaced: bool,
}

/// A draft that is done.
#[derive(Clone, Debug)]
pub struct Finishing {
    /// What it is.
    pub form: ReportForm,
    /// The draft, which is the key of this act.
    pub key: Uuid,
    /// Its revision.
    pub revision: i64,
    /// The entry, or its new version; `None` where the entry stays as it is and is only shared.
    pub writing: Option<Writing>,
    /// When the client sees it; `None` for care workers only.
    pub shown_at: Option<Timestamp>,
    /// Why there is a new version of what the client saw.
    pub reason: Option<String>,
    /// What was decided about names.
    pub decisions: Vec<NameDecision>,
}

const fn name_place(organisation: OrganisationId, decision: Uuid) -> Place {
    Place::new(organisation, "name_decision.sealed_name", decision)
}

/// Why a write is undone: the entry is not there, or somebody else's.
const NOT_THERE: &str = "report of this author";

struct Input {
    organisation: Uuid,
    client: Uuid,
    account: Uuid,
    entry: EntryId,
    form: ReportForm,
    key: Uuid,
    revision: i64,
    prepared: Option<Prepared>,
    /// Whether the new version is shown at once.
    shows: bool,
    shown_at: Option<i64>,
    now: Timestamp,
    reason: Option<(i64, Vec<u8>)>,
    decisions: Vec<(Uuid, bool, Vec<u8>)>,
    line: Option<LogLine>,
}

impl Store {
    /// Finishes a draft of the permit's account, once for its key: durable when this answers.
    pub async fn finish_report(
        &self,
        permit: &Permitted<WriteRecord>,
        finishing: Finishing,
        context: &RequestContext,
    ) -> Result<Written, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let Finishing { form, key, revision, writing, shown_at, reason, decisions } = finishing;
        let entry = match (&writing, form.about()) {
            (Some(writing), _) => writing.entry,
            (None, Some(entry)) => entry,
            (None, None) => return Ok(Written::NotThere),
        };
        check_texts(&[reason.as_deref().unwrap_or_default()])?;
        let keys = self.keys().client(organisation, client).await?;
        let sealed_reason = match (&reason, writing.as_ref().and_then(|writing| writing.after)) {
            (Some(reason), Some(after)) => {
                let version = after.saturating_add(1);
                let place = reason_place(organisation, entry.uuid(), version);
                Some((version, keys.seal.seal_json(self.chance(), &place, reason)?))
            }
            _ => None,
        };
        let mut sealed_decisions = Vec::with_capacity(decisions.len());
        for decision in &decisions {
            let id = LogId::new(self.clock(), self.chance()).uuid();
            let place = name_place(organisation, id);
            let sealed = keys.seal.seal_json(self.chance(), &place, &decision.name)?;
            sealed_decisions.push((id, decision.replaced, sealed));
        }
        let claim = match &writing {
            Some(writing) => self.entry_claim(permit, key, "report", writing)?,
            None => Claim {
                organisation: organisation.uuid(),
                account: permit.account().uuid(),
                key,
                act_hash: digest(format!("share {client} {entry}").as_bytes()),
                at: permit.at(),
            },
        };
        let shows = writing.as_ref().is_some_and(|writing| writing.state == PublishState::Published);
        let prepared = match writing {
            None => None,
            Some(writing) => match self.prepare_entry(permit, key, writing).await? {
                Ok(prepared) => Some(prepared),
                Err(refused) => return Ok(refused),
            },
        };
        let line = shown_at.map(|shown_at| {
            let later = if shown_at > permit.at() { "share-later" } else { "share" };
            publish_line(permit, client, entry, later, context)
        });
        let input = Input {
            organisation: organisation.uuid(),
            client: client.uuid(),
            account: permit.account().uuid(),
            entry,
            form,
            key,
            revision,
            prepared,
            shows,
            shown_at: shown_at.map(micros),
            now: permit.at(),
            reason: sealed_reason,
            decisions: sealed_decisions,
            line,
        };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |input, conn| {
                Box::pin(async move {
                    input.finish(conn).await?;
                    Ok(((), input.line.iter().cloned().collect()))
                })
            })
            .await;
        match written(entry, outcome) {
            Err(StoreError::Conflict(NOT_THERE)) => Ok(Written::NotThere),
            other => other,
        }
    }

    /// Takes a report back that the client would see later. Says no where the client sees it already, by
    /// the clock too.
    pub async fn pull_back(
        &self,
        permit: &Permitted<WriteRecord>,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let line = publish_line(permit, client, entry, "taken-back", context);
        let input = (client, entry, micros(permit.at()), line);
        self.write(organisation, input, |(client, entry, now, line), conn| {
            Box::pin(async move {
                let gone = execute!(
                    conn,
                    "DELETE FROM planned_release WHERE organisation = $1 AND entry = $2 AND client = $3 AND due_at > $4",
                    line.organisation.uuid(),
                    entry.uuid(),
                    client.uuid(),
                    *now,
                )?;
                Ok((gone == 1, if gone == 1 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// What clients are to see by now and do not yet, the longest due first, at most a hundred.
    pub async fn releases_due(
        &self,
        organisation: &Organisation,
    ) -> Result<Vec<(EntryId, ClientId)>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            (Uuid, Uuid),
            "SELECT entry, client FROM planned_release WHERE organisation = $1 AND due_at <= $2 ORDER BY due_at, entry LIMIT 100",
            organisation.id().uuid(),
            micros(self.now()),
        )?;
        Ok(rows
            .into_iter()
            .map(|(entry, client)| (EntryId::from_uuid(entry), ClientId::from_uuid(client)))
            .collect())
    }

    /// Shows an entry whose time has come. Once more, or taken back meanwhile, changes nothing: `false`.
    pub async fn release(
        &self,
        operator: &Operator,
        entry: EntryId,
        client: ClientId,
    ) -> Result<bool, StoreError> {
        let organisation = operator.organisation().id();
        let mut line = operator.line(EventCode::Publish, EventAction::Update, self.now());
        line.clients.push(client);
        line.things.push(LogThing { kind: "entry".into(), id: entry.to_string() });
        self.write(organisation, (entry, client, line), |(entry, client, line), conn| {
            Box::pin(async move {
                let planned = fetch_optional!(
                    conn,
                    (Uuid,),
                    "DELETE FROM planned_release WHERE organisation = $1 AND entry = $2 AND client = $3 AND due_at <= $4 RETURNING by_account",
                    line.organisation.uuid(),
                    entry.uuid(),
                    client.uuid(),
                    micros(line.at),
                )?;
                let Some((by,)) = planned else { return Ok((false, Vec::new())) };
                // What was taken away or destroyed meanwhile stays away.
                let waits = fetch_optional!(
                    conn,
                    (Uuid,),
                    "SELECT id FROM entry WHERE organisation = $1 AND id = $2 AND client = $3 AND state = $4",
                    line.organisation.uuid(),
                    entry.uuid(),
                    client.uuid(),
                    PublishState::Internal.key(),
                )?;
                if waits.is_none() {
                    return Ok((false, Vec::new()));
                }
                let moving = Moving {
                    organisation: line.organisation.uuid(),
                    client: client.uuid(),
                    entry: entry.uuid(),
                    state: PublishState::Published,
                    by: Some(by),
                    now: micros(line.at),
                };
                let shown = moving.apply(conn).await?;
                Ok((shown, vec![line.clone()]))
            })
        })
        .await
    }
}

/// The line of a change of what the client sees.
fn publish_line(
    permit: &Permit<WriteRecord>,
    client: ClientId,
    entry: EntryId,
    what: &str,
    context: &RequestContext,
) -> LogLine {
    let (role, by) = (role_code(permit.acting()), Some(permit.account()));
    let (code, action) = (EventCode::Publish, EventAction::Update);
    let mut line = account_line(permit.organisation(), by, role, code, action, permit.at(), context);
    line.controls = permit.controls();
    line.clients.push(client);
    line.things.push(LogThing { kind: "entry".into(), id: entry.to_string() });
    line.things.push(LogThing { kind: "publish".into(), id: what.into() });
    line
}

impl Input {
    async fn finish(&self, conn: &mut Conn) -> Result<(), StoreError> {
        drafts::finish(conn, self.organisation, self.key, self.revision).await?;
        if let ReportForm::Version(_) = self.form {
            self.check_version(conn).await?;
        }
        if let Some(prepared) = &self.prepared {
            prepared.keep(conn).await?;
        }
        self.show(conn).await?;
        if let ReportForm::Addition(about) = self.form {
            self.link(conn, about).await?;
        }
        if let Some((version, sealed)) = &self.reason {
            execute!(
                conn,
                "INSERT INTO version_reason (organisation, entry, version, sealed_reason) VALUES ($1, $2, $3, $4)",
                self.organisation,
                self.entry.uuid(),
                *version,
                sealed,
            )?;
        }
        for (id, replaced, sealed) in &self.decisions {
            execute!(
                conn,
                "INSERT INTO name_decision (organisation, id, entry, by_account, at, is_replaced, sealed_name) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                self.organisation,
                *id,
                self.entry.uuid(),
                self.account,
                micros(self.now),
                *replaced,
                sealed,
            )?;
        }
        Ok(())
    }

    /// Only its author makes a new version, and what the client saw is not hidden by one: it is shown at once.
    async fn check_version(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let row = fetch_optional!(
            conn,
            (String, Option<Uuid>),
            "SELECT state, author FROM entry WHERE organisation = $1 AND id = $2 AND client = $3 AND source = $4",
            self.organisation,
            self.entry.uuid(),
            self.client,
            WRITTEN_HERE,
        )?;
        let Some((state, Some(author))) = row else { return Err(StoreError::Conflict(NOT_THERE)) };
        if author != self.account || state == PublishState::Withdrawn.key() {
            return Err(StoreError::Conflict(NOT_THERE));
        }
        let was_shown = state == PublishState::Published.key();
        if self.prepared.is_some() && was_shown && !self.shows {
            // It was shown since the form was drawn.
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    /// Plans when the client sees it, or shows it now.
    async fn show(&self, conn: &mut Conn) -> Result<(), StoreError> {
        execute!(
            conn,
            "DELETE FROM planned_release WHERE organisation = $1 AND entry = $2",
            self.organisation,
            self.entry.uuid(),
        )?;
        let Some(shown_at) = self.shown_at else { return Ok(()) };
        if shown_at > micros(self.now) {
            execute!(
                conn,
                "INSERT INTO planned_release (organisation, entry, client, due_at, by_account, asked_at) VALUES ($1, $2, $3, $4, $5, $6)",
                self.organisation,
                self.entry.uuid(),
                self.client,
                shown_at,
                self.account,
                micros(self.now),
            )?;
            let due = crate::time::instant(shown_at)?;
            return jobs::ask(conn, OrganisationId::from_uuid(self.organisation), RELEASES, due).await;
        }
        if self.prepared.is_none() {
            let moving = Moving {
                organisation: self.organisation,
                client: self.client,
                entry: self.entry.uuid(),
                state: PublishState::Published,
                by: Some(self.account),
                now: micros(self.now),
            };
            if !moving.apply(conn).await? {
                return Err(StoreError::Conflict(NOT_THERE));
            }
        }
        Ok(())
    }

    async fn link(&self, conn: &mut Conn, about: EntryId) -> Result<(), StoreError> {
        let there = execute!(
            conn,
            "INSERT INTO addition (organisation, entry, about)
             SELECT $1, $2, e.id FROM entry e WHERE e.organisation = $1 AND e.id = $3 AND e.client = $4",
            self.organisation,
            self.entry.uuid(),
            about.uuid(),
            self.client,
        )?;
        if there == 1 { Ok(()) } else { Err(StoreError::Conflict(NOT_THERE)) }
    }
}
