//! What care workers write: drafts, placing, sharing at once or later, additions, new versions (R2, R38, L7,
//! L10). What an entry is made of is `compose`'s, whether names of others stand in a text the store's.

mod place;
mod release;
mod versions;

pub use place::{Placed, Wording};
pub use release::Released;
pub use versions::{Said, Versions};

use std::collections::BTreeSet;

use inzage_domain::{
    ClientId, EntryId, PublishState,
    access::{ActingAs, ReadRecord, WriteRecord},
    log::LogThing,
    policy::Preset,
    reporting::{Audience, ReportForm, Template, is_shown},
    third_party::{Mention, mentions, replace, words_to_look_up},
};
use inzage_store::{
    Actor, ClientView, Draft, DraftKept, Permitted, Recorded, RequestContext, StaffEntry, Today,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    record::{Head, Item, item},
};

/// What was decided about a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The name as it was written.
    pub name: String,
    /// Whether initials took its place; else it is somebody else and stays.
    pub replaced: bool,
}

/// What a draft of a report holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDraft {
    /// The text, as typed.
    pub text: String,
    /// For whom; `None` while nothing was chosen.
    pub audience: Option<Audience>,
    /// The template that it began with.
    pub template: Option<Template>,
    /// Why there is a new version, as typed.
    pub reason: String,
    /// What was decided about names.
    pub decided: Vec<Decided>,
}

/// The form of a report.
pub struct Writing {
    /// Whose record.
    pub head: Head,
    /// What is written.
    pub form: ReportForm,
    /// What the form holds.
    pub draft: ReportDraft,
    /// Finishes it once; the draft's, or to be chosen.
    pub key: Option<Uuid>,
    /// The draft's revision; 0 without one.
    pub revision: i64,
    /// When the draft was kept, where there is one.
    pub kept_at: Option<Timestamp>,
    /// The report that it is about.
    pub about: Option<Report>,
    /// Reports written here, newest first.
    pub reports: Vec<Report>,
    /// Texts to begin with.
    pub templates: &'static [Template],
    /// Hours until the client sees what is shared now.
    pub delay_hours: u16,
}

/// A report as staff see it.
pub struct Report {
    /// What lists show.
    pub item: Item,
    /// Whether the client sees it.
    pub state: PublishState,
    /// When the client will see it.
    pub due: Option<Timestamp>,
    /// Whether the one who asks wrote it.
    pub own: bool,
    /// Whether a care worker wrote it here.
    pub written_here: bool,
}

/// Names in a draft about which somebody has to decide.
pub struct NamesToDecide {
    /// Whose record.
    pub client: ClientView,
    /// The draft.
    pub draft: ReportDraft,
    /// Finishes it once.
    pub key: Uuid,
    /// Its revision.
    pub revision: i64,
    /// Names in order of appearance, with what is suggested.
    pub names: Vec<Mention>,
}

/// One report, for staff.
pub struct ReportPage {
    /// Whose record.
    pub head: Head,
    /// The report.
    pub report: Report,
    /// What it says, whole.
    pub text: String,
    /// How many versions it has.
    pub versions: usize,
    /// What was added, oldest first.
    pub additions: Vec<Report>,
    /// Whether it can still be taken back from appearing.
    pub may_pull_back: bool,
    /// Hours until the client sees what is shared now.
    pub delay_hours: u16,
}

/// What one form of a report typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedReport<'a> {
    /// The text.
    pub text: &'a str,
    /// For whom.
    pub audience: Option<Audience>,
    /// The template that it began with.
    pub template: Option<Template>,
    /// Why there is a new version.
    pub reason: &'a str,
}

fn report(entry: StaffEntry) -> Result<Report, Error> {
    let StaffEntry { row, state, due, own, written_here } = entry;
    Ok(Report { item: item(row)?, state, due, own, written_here })
}

fn read(draft: &Draft) -> Result<ReportDraft, Error> {
    serde_json::from_value(draft.content.clone()).map_err(|error| Error::Content(format!("a draft: {error}")))
}

fn write(draft: &ReportDraft) -> Result<serde_json::Value, Error> {
    serde_json::to_value(draft).map_err(|error| Error::Content(error.to_string()))
}

/// The request, with what it is about.
fn about(context: &RequestContext, kind: &str, id: &str) -> RequestContext {
    let mut context = context.clone();
    context.things.push(LogThing { kind: kind.to_owned(), id: id.to_owned() });
    context
}

impl Services {
    /// What waits for a care worker: news, drafts, what appears later; oldest first.
    pub async fn today(&self, actor: &Actor, context: &RequestContext) -> Result<Recorded<Today>, Error> {
        Ok(self.store.today(actor, context).await??)
    }

    /// Leave to read the pages where staff write. Who does not work here is refused like a writer.
    async fn staff_permit(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Permitted<ReadRecord>, Error> {
        if !matches!(actor.acting(), ActingAs::Employee { .. }) {
            self.store.permit::<WriteRecord>(actor, Some(client), context).await??;
        }
        Ok(self.store.permit::<ReadRecord>(actor, Some(client), context).await??)
    }

    /// The form of a report, with the draft where there is one.
    pub async fn writing(
        &self,
        actor: &Actor,
        client: ClientId,
        form: ReportForm,
        context: &RequestContext,
    ) -> Result<Writing, Error> {
        let permit = self.staff_permit(actor, client, &about(context, "form", &form.to_string())).await?;
        let first = match form.about() {
            None => None,
            Some(entry) => Some(self.store.entry_history(&permit, entry).await?.ok_or(Error::NotFound)?),
        };
        if let (ReportForm::Version(_), Some(history)) = (form, &first)
            && !(history.entry.own && history.entry.written_here)
        {
            return Err(Error::NotFound);
        }
        let kept = self.store.draft(&permit, &form.to_string()).await?;
        let draft = match (&kept, form, &first) {
            (Some(kept), ..) => read(kept)?,
            (None, ReportForm::Version(_), Some(history)) => {
                let source = history.versions.first().map(|version| version.source.as_slice());
                ReportDraft { text: versions::text_of(source.unwrap_or_default())?, ..ReportDraft::default() }
            }
            (None, ..) => ReportDraft::default(),
        };
        let reports = match form {
            ReportForm::New => self.store.written_reports(&permit).await?,
            ReportForm::Addition(_) | ReportForm::Version(_) => Vec::new(),
        };
        Ok(Writing {
            head: self.head(actor, &permit, "").await?,
            form,
            draft,
            key: kept.as_ref().map(|kept| kept.id),
            revision: kept.as_ref().map_or(0, |kept| kept.revision),
            kept_at: kept.map(|kept| kept.kept_at),
            about: first.map(|history| report(history.entry)).transpose()?,
            reports: reports.into_iter().map(report).collect::<Result<_, _>>()?,
            templates: templates(actor.policy().preset, form),
            delay_hours: actor.policy().publish_delay,
        })
    }

    /// Keeps a draft over the revision that its writer saw.
    pub async fn keep_report_draft(
        &self,
        actor: &Actor,
        client: ClientId,
        wording: &Wording<'_>,
        context: &RequestContext,
    ) -> Result<DraftKept, Error> {
        let context = about(context, "draft", &wording.form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        self.keep_words(&permit, wording).await
    }

    /// Keeps what was typed; what was decided about names stays with it.
    async fn keep_words(
        &self,
        permit: &Permitted<WriteRecord>,
        wording: &Wording<'_>,
    ) -> Result<DraftKept, Error> {
        let form = wording.form.to_string();
        let before = self.store.draft(permit, &form).await?.map(|draft| read(&draft)).transpose()?;
        let TypedReport { text, audience, template, reason } = wording.typed;
        let draft = ReportDraft {
            text: text.to_owned(),
            audience,
            template,
            reason: reason.to_owned(),
            decided: before.map(|before| before.decided).unwrap_or_default(),
        };
        Ok(self.store.keep_draft(permit, &form, wording.key, wording.over, &write(&draft)?).await?)
    }

    /// Throws a draft away.
    pub async fn drop_report_draft(
        &self,
        actor: &Actor,
        client: ClientId,
        form: ReportForm,
        context: &RequestContext,
    ) -> Result<(), Error> {
        let context = about(context, "draft", &form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        Ok(self.store.drop_draft(&permit, &form.to_string()).await?)
    }

    /// The names in a draft about which nothing was decided. `NotFound` without a draft.
    pub async fn names_to_decide(
        &self,
        actor: &Actor,
        client: ClientId,
        form: ReportForm,
        context: &RequestContext,
    ) -> Result<NamesToDecide, Error> {
        let context = about(context, "draft", &form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        let kept = self.store.draft(&permit, &form.to_string()).await?.ok_or(Error::NotFound)?;
        let client = self.store.client(&permit).await?;
        let draft = read(&kept)?;
        let names = self.undecided(&permit, &client, &draft).await?;
        Ok(NamesToDecide { client, draft, key: kept.id, revision: kept.revision, names })
    }

    /// Names of other clients in a text, without those that were left on purpose (R38).
    async fn undecided(
        &self,
        permit: &Permitted<WriteRecord>,
        client: &ClientView,
        draft: &ReportDraft,
    ) -> Result<Vec<Mention>, Error> {
        let words = words_to_look_up(&draft.text, &client.demographics.name);
        let known: BTreeSet<String> = self.store.names_of_others(permit, &words).await?;
        let mut names = mentions(&draft.text, &known);
        names.retain(|mention| {
            !draft.decided.iter().any(|decided| !decided.replaced && decided.name == mention.name)
        });
        Ok(names)
    }

    /// Decides about a name in a draft: initials in its place, or left as it is. One that does not stand
    /// there (any more) changes nothing. Says no where the draft was changed meanwhile.
    pub async fn decide_name(
        &self,
        actor: &Actor,
        client: ClientId,
        form: ReportForm,
        name: &str,
        replaced: bool,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let context = about(context, "draft", &form.to_string());
        let permit = self.store.permit::<WriteRecord>(actor, Some(client), &context).await??;
        let kept = self.store.draft(&permit, &form.to_string()).await?.ok_or(Error::NotFound)?;
        let client = self.store.client(&permit).await?;
        let mut draft = read(&kept)?;
        let names = self.undecided(&permit, &client, &draft).await?;
        let Some(mention) = names.into_iter().find(|mention| mention.name == name) else { return Ok(true) };
        if replaced {
            draft.text = replace(&draft.text, &mention.name, &mention.initials);
        }
        draft.decided.push(Decided { name: mention.name, replaced });
        let rewritten = write(&draft)?;
        let kept =
            self.store.keep_draft(&permit, &form.to_string(), kept.id, kept.revision, &rewritten).await?;
        Ok(matches!(kept, DraftKept::Kept { .. }))
    }

    /// One report with what staff can do with it.
    pub async fn report(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<ReportPage, Error> {
        let permit = self.staff_permit(actor, client, &about(context, "entry", &entry.to_string())).await?;
        let history = self.store.entry_history(&permit, entry).await?.ok_or(Error::NotFound)?;
        let newest = history.versions.first().map(|version| version.source.as_slice()).unwrap_or_default();
        let text = versions::text_of(newest)?;
        let report_of = report(history.entry)?;
        Ok(ReportPage {
            head: self.head(actor, &permit, "").await?,
            may_pull_back: report_of.due.is_some_and(|due| !is_shown(due, self.clock.now())),
            report: report_of,
            text,
            versions: history.versions.len(),
            additions: history.additions.into_iter().map(report).collect::<Result<_, _>>()?,
            delay_hours: actor.policy().publish_delay,
        })
    }
}

/// Templates are for what begins.
const fn templates(preset: Preset, form: ReportForm) -> &'static [Template] {
    match form {
        ReportForm::New => Template::of(preset),
        ReportForm::Addition(_) | ReportForm::Version(_) => &[],
    }
}
