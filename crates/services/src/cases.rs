//! Cases: asking that something about the record is put right, destroyed or looked into, one's own view
//! beside an item, and what staff do with it (L5, L6, R25, R37; AVG articles 12, 16 and 17, WGBO 7:454 and
//! 7:455).
//!
//! A mail says that there is something to read, and never what (NTA 7516).

use inzage_domain::{
    Basis, CaseId, Category, ClientId, EntryId,
    access::{AskCase, ReadCases, ReadRecord},
    case::{CaseChoice, CaseKind, CaseStep, LONGEST_CASE_TEXT, due_on},
    log::LogThing,
    written::day_of,
};
use inzage_store::{
    Actor, Case, CaseAbout, CaseAsked, CaseChanged, CaseContent, CaseTarget, ClientView, EntryFull, NewCase,
    RequestContext,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    notify::{Channel, Message},
    record::Summary,
};

mod team;

pub use team::{Decision, Queue, TeamCase, Treated};

/// The page on which somebody says what is wrong with an item.
pub struct Wrong {
    /// Whose record.
    pub client: ClientView,
    /// On what ground one asks.
    pub basis: Option<Basis>,
    /// The item's title.
    pub summary: Summary,
    /// The last day for an answer to what is asked today.
    pub answer_by: Date,
}

/// What is filled in about an item.
pub struct Request<'a> {
    /// What is chosen; `None` where nothing was.
    pub choice: Option<CaseChoice>,
    /// What is wrong, or the own view.
    pub text: &'a str,
    /// Makes the form count once.
    pub key: Uuid,
}

/// What is wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseFault {
    /// Nothing was chosen.
    NoChoice,
    /// Nothing was written.
    NoText,
    /// Longer than [`LONGEST_CASE_TEXT`] signs.
    TextTooLong,
    /// No ground was chosen, and one is needed.
    NoGround,
    /// This account asked too much in a day.
    TooMany,
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requested {
    /// The case.
    pub case: CaseId,
    /// What it is.
    pub kind: CaseKind,
    /// The last day for the answer.
    pub answer_by: Date,
}

/// Cases as a client, or somebody beside the client, sees them.
pub struct OwnCases {
    /// Whose record.
    pub client: ClientView,
    /// On what ground one looks.
    pub basis: Option<Basis>,
    /// The cases, newest first.
    pub cases: Vec<Case>,
    /// The day it is, in the Netherlands.
    pub today: Date,
}

/// A text that must say something.
fn written(text: &str) -> Result<String, CaseFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CaseFault::NoText);
    }
    if text.chars().count() > LONGEST_CASE_TEXT {
        return Err(CaseFault::TextTooLong);
    }
    Ok(text.to_owned())
}

fn about(context: &RequestContext, things: &[(&str, String)]) -> RequestContext {
    let mut context = context.clone();
    let things = things.iter().map(|(kind, id)| LogThing { kind: (*kind).to_owned(), id: id.clone() });
    context.things.extend(things);
    context
}

impl Services {
    /// The item that somebody says something about, for who may ask and may see it.
    pub async fn wrong_item(
        &self,
        actor: &Actor,
        client: ClientId,
        category: Category,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<Wrong, Error> {
        let context = about(context, &[("entry", entry.to_string())]);
        let permit = self.store.permit::<AskCase>(actor, Some(client), &context).await??;
        let full = self.seen_entry(actor, client, category, entry, &context).await?;
        Ok(Wrong {
            client: self.store.client(&permit).await?,
            basis: permit.basis().map(|(_, basis)| basis),
            summary: summary(&full)?,
            answer_by: due_on(day_of(permit.at()), false),
        })
    }

    /// Keeps what somebody asks about an item, or the own view beside it. A view stands there at once.
    pub async fn ask_case(
        &self,
        actor: &Actor,
        client: ClientId,
        about_entry: (Category, EntryId),
        request: &Request<'_>,
        context: &RequestContext,
    ) -> Result<Result<Requested, CaseFault>, Error> {
        let (category, entry) = about_entry;
        let kind = request.choice.map(|choice| choice.about(category));
        let word = kind.map_or("none", CaseKind::key).to_owned();
        let context = about(context, &[("entry", entry.to_string()), ("case-kind", word)]);
        let permit = self.store.permit::<AskCase>(actor, Some(client), &context).await??;
        let full = self.seen_entry(actor, client, category, entry, &context).await?;
        let Some(kind) = kind else { return Ok(Err(CaseFault::NoChoice)) };
        let text = match written(request.text) {
            Ok(text) => text,
            Err(fault) => return Ok(Err(fault)),
        };
        let Summary { title_nl, title_en, .. } = summary(&full)?;
        let care = full.row.care;
        let about = CaseAbout::Entry { category, title_nl, title_en, care };
        let new = NewCase { kind, target: CaseTarget::Entry(entry), content: CaseContent { about, text } };
        match self.store.ask_case(&permit, &new, request.key).await? {
            CaseAsked::Kept { case, at, .. } => {
                Ok(Ok(Requested { case, kind, answer_by: due_on(day_of(at), false) }))
            }
            CaseAsked::TooMany => Ok(Err(CaseFault::TooMany)),
            CaseAsked::Gone => Err(Error::NotFound),
        }
    }

    /// An item that the actor can read, at its own address.
    async fn seen_entry(
        &self,
        actor: &Actor,
        client: ClientId,
        category: Category,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<EntryFull, Error> {
        let permit = self.store.permit::<ReadRecord>(actor, Some(client), context).await??;
        let full = self.store.entry(&permit, entry).await?;
        full.filter(|full| full.row.category == category).ok_or(Error::NotFound)
    }

    /// Keeps that somebody does not recognise a line of the log, and tells the organisation's privacy
    /// address that there is something to look into.
    pub(crate) async fn ask_about_line(
        &self,
        actor: &Actor,
        client: ClientId,
        seq: i64,
        line: CaseAbout,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Result<Requested, CaseFault>, Error> {
        let kind = CaseKind::NotRecognised;
        let context = about(context, &[("log-line", seq.to_string()), ("case-kind", kind.key().to_owned())]);
        let permit = self.store.permit::<AskCase>(actor, Some(client), &context).await??;
        let asked = CaseContent { about: line, text: String::new() };
        let new = NewCase { kind, target: CaseTarget::Look(seq), content: asked };
        match self.store.ask_case(&permit, &new, key).await? {
            CaseAsked::Kept { case, at, new } => {
                let answer_by = due_on(day_of(at), false);
                if new {
                    self.tell_officer(actor, answer_by).await;
                }
                Ok(Ok(Requested { case, kind, answer_by }))
            }
            CaseAsked::TooMany => Ok(Err(CaseFault::TooMany)),
            CaseAsked::Gone => Err(Error::NotFound),
        }
    }

    async fn tell_officer(&self, actor: &Actor, answer_by: Date) {
        let to = &actor.organisation().profile().privacy_contact;
        if to.is_empty() {
            return;
        }
        let until = inzage_domain::written::long_date(inzage_domain::Language::Dutch, answer_by);
        self.hand_over(&Message {
            channel: Channel::Email,
            to: to.clone(),
            subject: "Portaal: iemand herkent iets niet in het logboek".to_owned(),
            body: format!(
                "Iemand herkent iets niet in het logboek van een dossier. U leest het in het portaal, bij Zaken. Geef uiterlijk {until} antwoord.\n"
            ),
        })
        .await;
    }

    /// The cases about a client that the actor may see.
    pub async fn own_cases(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<OwnCases, Error> {
        let permit = self.store.permit::<ReadCases>(actor, Some(client), context).await??;
        Ok(OwnCases {
            client: self.store.client(&permit).await?,
            basis: permit.basis().map(|(_, basis)| basis),
            cases: self.store.own_cases(&permit).await?,
            today: day_of(permit.at()),
        })
    }

    /// Takes a case back. `false` where it is over already.
    pub async fn withdraw_case(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let context =
            about(context, &[("case", case.to_string()), ("case-step", step_word(CaseStep::Withdrawn))]);
        let permit = self.store.permit::<AskCase>(actor, Some(client), &context).await??;
        match self.store.withdraw_case(&permit, case, key).await? {
            CaseChanged::Done | CaseChanged::Before => Ok(true),
            CaseChanged::NotNow => Ok(false),
            CaseChanged::NotThere | CaseChanged::NotTheirs => Err(Error::NotFound),
        }
    }
}

fn step_word(step: CaseStep) -> String {
    step.key().to_owned()
}

fn summary(full: &EntryFull) -> Result<Summary, Error> {
    serde_json::from_value(full.row.summary.clone())
        .map_err(|error| Error::Content(format!("summary of entry {}: {error}", full.row.id)))
}
