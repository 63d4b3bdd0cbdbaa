//! Placing what was written: checked, composed, and finished in one write.

use inzage_domain::{
    Author, CareTime, ClientId, EntryId, LocationId, Precision, PublishState, Role,
    access::{ActingAs, WriteRecord},
    reporting::{
        ADDITION_TITLE, Audience, PLAIN_TITLE, ReportFault, ReportForm, report_reason, report_text, shown_at,
    },
};
use inzage_fhir::{Composing, Content, WrittenBy, compose, read_back, understand};
use inzage_store::{
    Actor, ClientView, DraftKept, EntryHistory, Finishing, NameDecision, Permitted, RequestContext, Written,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{ReportDraft, TypedReport, about, read, versions, write};
use crate::{Error, Services, record::Summary};

/// What a form of a report sends.
#[derive(Clone, Debug)]
pub struct Wording<'a> {
    /// What is written.
    pub form: ReportForm,
    /// Finishes it once.
    pub key: Uuid,
    /// The revision of the draft that the form was drawn with; 0 without one.
    pub over: i64,
    /// What was typed.
    pub typed: TypedReport<'a>,
}

/// What came of placing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It is in the record.
    Done {
        /// The entry.
        entry: EntryId,
        /// When the client sees it; `None` where only staff do.
        shown_at: Option<Timestamp>,
    },
    /// It was placed before with the same form.
    Before(EntryId),
    /// Something is wrong with it; the draft is kept.
    Faulty(ReportFault),
    /// Names of others stand in it, about which somebody has to decide first; the draft is kept.
    Names,
    /// The draft or the report was changed elsewhere meanwhile: nothing was done.
    Changed,
}

/// What is finished: made of a draft that was found good.
struct Ready {
    draft: ReportDraft,
    text: String,
    key: Uuid,
    revision: i64,
    first: Option<EntryHistory>,
    client: ClientView,
    /// When the client sees it.
    shown_at: Option<Timestamp>,
    reason: Option<String>,
}

impl Services {
    /// Keeps what was typed and places it.
    pub async fn place_report(
        &self,
        actor: &Actor,
        client: ClientId,
        wording: &Wording<'_>,
        context: &RequestContext,
    ) -> Result<Placed, Error> {
        let form = wording.form;
        let context = about(context, "form", &form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        match self.keep_words(&permit, wording).await? {
            DraftKept::Kept { .. } => self.place(actor, &permit, form, &context).await,
            DraftKept::Finished => Ok(Placed::Before(match form {
                ReportForm::Version(entry) => entry,
                ReportForm::New | ReportForm::Addition(_) => self.store.entry_of_key(actor, wording.key),
            })),
            DraftKept::Changed => Ok(Placed::Changed),
        }
    }

    /// Places a draft as it is kept.
    pub async fn place_draft(
        &self,
        actor: &Actor,
        client: ClientId,
        form: ReportForm,
        context: &RequestContext,
    ) -> Result<Placed, Error> {
        let context = about(context, "form", &form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        self.place(actor, &permit, form, &context).await
    }

    /// Shares a report that only staff see, as it is: by a draft, so that names are looked at first. `None`
    /// where its author has another version of it in hand.
    pub async fn share_report(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Option<Placed>, Error> {
        let form = ReportForm::Version(entry);
        let context = about(context, "form", &form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        let history = self.store.entry_history(&permit, entry).await?.ok_or(Error::NotFound)?;
        if !(history.entry.own && history.entry.written_here) {
            return Err(Error::NotFound);
        }
        let source = history.versions.first().map(|version| version.source.as_slice());
        let draft = ReportDraft {
            text: versions::text_of(source.unwrap_or_default())?,
            audience: Some(Audience::Client),
            ..ReportDraft::default()
        };
        match self.store.keep_draft(&permit, &form.to_string(), key, 0, &write(&draft)?).await? {
            DraftKept::Kept { .. } => Ok(Some(self.place(actor, &permit, form, &context).await?)),
            DraftKept::Finished => Ok(Some(Placed::Before(entry))),
            DraftKept::Changed => Ok(None),
        }
    }

    async fn place(
        &self,
        actor: &Actor,
        permit: &Permitted<WriteRecord>,
        form: ReportForm,
        context: &RequestContext,
    ) -> Result<Placed, Error> {
        let ready = match self.ready(actor, permit, form).await? {
            Ok(ready) => ready,
            Err(other) => return Ok(other),
        };
        let names = match ready.shown_at {
            Some(_) => self.undecided(permit, &ready.client, &ready.draft).await?,
            None => Vec::new(),
        };
        if !names.is_empty() {
            return Ok(Placed::Names);
        }
        let shown_at = ready.shown_at;
        let finishing = self.finishing(actor, permit, form, ready)?;
        match self.store.finish_report(permit, finishing, context).await? {
            Written::Kept(entry) => Ok(Placed::Done { entry, shown_at }),
            Written::Stale | Written::KeyReused => Ok(Placed::Changed),
            Written::NotThere | Written::NotCovered => Err(Error::NotFound),
        }
    }

    /// The draft, where nothing is wrong with it.
    async fn ready(
        &self,
        actor: &Actor,
        permit: &Permitted<WriteRecord>,
        form: ReportForm,
    ) -> Result<Result<Ready, Placed>, Error> {
        let kept = self.store.draft(permit, &form.to_string()).await?.ok_or(Error::NotFound)?;
        let draft = read(&kept)?;
        let text = match report_text(&draft.text) {
            Ok(text) => text,
            Err(fault) => return Ok(Err(Placed::Faulty(fault))),
        };
        let first = match form.about() {
            None => None,
            Some(entry) => Some(self.store.entry_history(permit, entry).await?.ok_or(Error::NotFound)?),
        };
        let mut reason = None;
        // What the client saw stays in sight: its new version is shown at once.
        let mut at_once = false;
        if let (ReportForm::Version(_), Some(history)) = (form, &first) {
            if !(history.entry.own && history.entry.written_here) {
                return Err(Error::NotFound);
            }
            at_once = history.entry.state == PublishState::Published;
            let same = before(history)? == text;
            let shares = draft.audience == Some(Audience::Client) && history.entry.due.is_none();
            if same && (at_once || !shares) {
                return Ok(Err(Placed::Faulty(ReportFault::Unchanged)));
            }
            if at_once {
                match report_reason(&draft.reason) {
                    Ok(given) => reason = Some(given),
                    Err(fault) => return Ok(Err(Placed::Faulty(fault))),
                }
            }
        }
        let now = permit.at();
        let shown_at = match (at_once, draft.audience) {
            (true, _) => Some(now),
            (false, Some(Audience::Client)) => Some(shown_at(now, actor.policy().publish_delay)),
            (false, Some(Audience::Staff)) => None,
            (false, None) => return Ok(Err(Placed::Faulty(ReportFault::NoAudience))),
        };
        let client = self.store.client(permit).await?;
        let (key, revision) = (kept.id, kept.revision);
        Ok(Ok(Ready { draft, text, key, revision, first, client, shown_at, reason }))
    }

    /// The entry, and what is kept with it.
    fn finishing(
        &self,
        actor: &Actor,
        permit: &Permitted<WriteRecord>,
        form: ReportForm,
        ready: Ready,
    ) -> Result<Finishing, Error> {
        let Ready { draft, text, key, revision, first, client, shown_at, reason } = ready;
        let decisions = draft
            .decided
            .into_iter()
            .map(|decided| NameDecision { name: decided.name, replaced: decided.replaced })
            .collect();
        let shared_as_it_is = match (form, &first) {
            (ReportForm::Version(_), Some(history)) => before(history)? == text,
            _ => false,
        };
        let writing = if shared_as_it_is {
            None
        } else {
            let title = match (form, &first) {
                (ReportForm::Version(_), Some(history)) => newest(history).and_then(versions::title_of),
                (ReportForm::Addition(_), _) => Some(ADDITION_TITLE.to_owned()),
                _ => draft.template.map(|template| template.title().to_owned()),
            };
            let version_of = first.as_ref().filter(|_| matches!(form, ReportForm::Version(_)));
            let what = What {
                entry: version_of
                    .map_or_else(|| self.store.entry_of_key(actor, key), |history| history.entry.row.id),
                after: version_of.map(|history| history.entry.row.version),
                adds_to: match form {
                    ReportForm::Addition(entry) => Some(entry),
                    ReportForm::New | ReportForm::Version(_) => None,
                },
                at: version_of.map_or(permit.at(), |history| history.entry.row.care.at),
                location: version_of.map_or(client.location, |history| history.entry.row.location),
                title: title.unwrap_or_else(|| PLAIN_TITLE.to_owned()),
                text,
                state: match shown_at {
                    Some(shown_at) if shown_at <= permit.at() => PublishState::Published,
                    Some(_) | None => PublishState::Internal,
                },
            };
            Some(what.writing(actor, &client, permit.at())?)
        };
        Ok(Finishing { form, key, revision, writing, shown_at, reason, decisions })
    }
}

/// The bytes of the newest version.
fn newest(history: &EntryHistory) -> Option<&[u8]> {
    history.versions.first().map(|version| version.source.as_slice())
}

/// What the newest version says.
fn before(history: &EntryHistory) -> Result<String, Error> {
    versions::text_of(newest(history).unwrap_or_default())
}

/// An entry to be composed.
struct What {
    entry: EntryId,
    after: Option<i64>,
    adds_to: Option<EntryId>,
    at: Timestamp,
    location: Option<LocationId>,
    title: String,
    text: String,
    state: PublishState,
}

impl What {
    fn writing(
        self,
        actor: &Actor,
        client: &ClientView,
        now: Timestamp,
    ) -> Result<inzage_store::Writing, Error> {
        let author = author(actor);
        let bytes = compose(&Composing {
            id: self.entry,
            client: client.id,
            client_name: &client.demographics.name.full(),
            by: WrittenBy::Staff,
            author: &author,
            at: self.at,
            recorded: now,
            content: Content::Report { title: &self.title, text: &self.text, adds_to: self.adds_to },
        });
        let resource = read_back(&bytes).map_err(|error| Error::Content(error.to_string()))?;
        let understood = understand(&resource);
        let summary = serde_json::to_value(Summary::of(&understood))
            .map_err(|error| Error::Content(error.to_string()))?;
        let known = CareTime { at: self.at, precision: Precision::Time, offset_minutes: None };
        Ok(inzage_store::Writing {
            entry: self.entry,
            after: self.after,
            own: None,
            category: understood.category,
            kind: resource.resource_type.clone(),
            bytes,
            summary,
            words: understood.words.join(" "),
            care: understood.care_time.unwrap_or(known),
            author,
            location: self.location,
            care_type: None,
            state: self.state,
        })
    }
}

/// The author as a snapshot (R134): name, role in Dutch, organisation.
fn author(actor: &Actor) -> Author {
    let role = match actor.acting() {
        ActingAs::Employee { role: Role::Nurse, .. } => "Verpleegkundige",
        ActingAs::Employee { role: Role::Physician, .. } => "Arts",
        ActingAs::Employee { .. } | ActingAs::Personal | ActingAs::Operator => "Medewerker",
    };
    Author {
        name: actor.display_name().to_owned(),
        role: role.to_owned(),
        organisation: actor.organisation().profile().name.clone(),
    }
}
