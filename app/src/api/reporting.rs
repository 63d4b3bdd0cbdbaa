//! Writing reports: the form with its draft, names of others, placing, sharing later, and versions.

#![expect(
    missing_docs,
    clippy::too_many_arguments,
    reason = "the fields of the structs that `#[server]` makes are the arguments below, as many as the form has"
)]

#[cfg(feature = "ssr")]
mod shape;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, DifferencePiece, Packed, RecordHead};

/// What a form of a report holds, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTyped {
    /// The text.
    pub text: String,
    /// `intern`, `delen` or empty.
    pub audience: String,
    /// Word of the template; empty without one.
    pub template: String,
    /// Why there is a new version.
    pub reason: String,
}

/// A report in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// Its page for staff.
    pub href: String,
    /// Title.
    pub title: String,
    /// What it says, in short.
    pub text: String,
    /// Date and time in words.
    pub when: String,
    /// Author and role.
    pub author: String,
    /// Who sees it, in words.
    pub state: String,
}

/// The form of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSheet {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Word of the form: `nieuw`, `aanvulling-...`, `versie-...`.
    pub form: String,
    /// What the form holds.
    pub typed: ReportTyped,
    /// Finishes it once.
    pub key: String,
    /// The draft's revision; 0 without one.
    pub revision: i64,
    /// Time at which the draft was kept; empty without one.
    pub kept: String,
    /// `empty`, `long`, `audience`, `reason`, `reason-long`, `same` or `changed`; empty for none.
    pub problem: String,
    /// What is kept now, where it was changed elsewhere.
    pub other: String,
    /// The report that it is about: title and when; empty without one.
    pub about: Option<(String, String)>,
    /// Whether the client has seen that report.
    pub was_shown: bool,
    /// When the client would see it, in a sentence.
    pub appears: String,
    /// Templates to begin with: word and name.
    pub templates: Vec<(String, String)>,
    /// Reports written here, newest first.
    pub reports: Vec<ReportRow>,
    /// What was done before, in a sentence; empty for nothing.
    pub done: String,
}

/// A name about which somebody has to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRow {
    /// As it is written.
    pub name: String,
    /// What is suggested.
    pub initials: String,
    /// How often it stands there.
    pub times: u32,
}

/// Names in a text before it is shared (R38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesSheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// The number of the banner's colour.
    pub tint: u8,
    /// Word of the form.
    pub form: String,
    /// The text.
    pub text: String,
    /// Names in order of appearance.
    pub names: Vec<NameRow>,
}

/// One report, for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// The report's id.
    pub entry: String,
    /// Title, when, author, who sees it.
    pub row: ReportRow,
    /// What it says, whole.
    pub text: String,
    /// When the client sees it, where it can still be taken back; else empty.
    pub pull_back: String,
    /// Whether it can be shared.
    pub may_share: bool,
    /// Whether the one who asks can write a new version.
    pub may_change: bool,
    /// Whether there is more than one version.
    pub versions: bool,
    /// What was added.
    pub additions: Vec<ReportRow>,
    /// A sentence about when the client would see it.
    pub appears: String,
    /// Makes sharing count once.
    pub key: String,
}

/// One version of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    /// From 1.
    pub number: i64,
    /// Who made it, and when.
    pub by: String,
    /// Why; empty where nobody said.
    pub reason: String,
    /// Whether the client could read it.
    pub shared: bool,
    /// What it says.
    pub text: String,
    /// What differs from the version before it; empty for the first.
    pub difference: Vec<DifferencePiece>,
}

/// An entry with its versions and additions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionsView {
    /// Whose record.
    pub head: RecordHead,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Newest first.
    pub versions: Vec<VersionView>,
    /// What was added: its page and what it says.
    pub additions: Vec<ReportRow>,
    /// What it adds to.
    pub about: Option<ReportRow>,
}

/// What became of a draft, for the script that keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAnswer {
    /// `kept`, `changed` or `finished`.
    pub state: String,
    /// The revision to go on from.
    pub revision: i64,
    /// Time at which it was kept.
    pub at: String,
}

/// What a refused form left.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Note {
    problem: String,
    /// What was typed, where it could not be kept.
    typed: Option<ReportTyped>,
    /// What was done, and when the client sees it.
    done: String,
}

/// Under which name a refused form of a report is kept.
#[cfg(feature = "ssr")]
const NOTE: &str = "rapportage";

/// The form of a report, with its draft; `template` is the word of a text to begin with.
#[server(prefix = "/api", endpoint = "team/rapportage/formulier")]
pub async fn read_report_sheet(
    client: String,
    report: String,
    #[server(default)] template: Option<String>,
    #[server(default)] form: Option<String>,
) -> Result<Packed<ReportSheet>, ApiError> {
    use inzage_domain::{PublishState, reporting::Template, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let (id, kind) = (client_id(&client)?, shape::form(&report)?);
    let found = crate::host::answer(visit.services.writing(actor, id, kind, &visit.context).await)?;
    let note: Note = crate::host::flash::take(NOTE, form).await.unwrap_or_default();
    let mut typed = ReportTyped {
        text: found.draft.text,
        audience: found.draft.audience.map(|one| one.key().to_owned()).unwrap_or_default(),
        template: found.draft.template.map(|one| one.key().to_owned()).unwrap_or_default(),
        reason: found.draft.reason,
    };
    let mut other = String::new();
    if let Some(lost) = note.typed {
        other = std::mem::replace(&mut typed, lost).text;
    }
    // A text to begin with is for who has nothing yet.
    let chosen = template.as_deref().and_then(Template::from_key).filter(|one| found.templates.contains(one));
    if let Some(chosen) = chosen.filter(|_| typed.text.trim().is_empty()) {
        chosen.text().clone_into(&mut typed.text);
        chosen.key().clone_into(&mut typed.template);
    }
    Ok(Packed::of(&ReportSheet {
        head: super::record::shape::head(found.head, visit.language),
        client,
        form: report,
        key: found.key.map_or_else(|| crate::host::new_key(&visit), |key| key.to_string()),
        revision: found.revision,
        kept: found.kept_at.map(written::time_of_day).unwrap_or_default(),
        problem: note.problem,
        other,
        about: found.about.as_ref().map(|about| {
            let row = shape::report(texts, id, about);
            (row.title, row.when)
        }),
        was_shown: found.about.as_ref().is_some_and(|about| about.state == PublishState::Published),
        appears: shape::appears(texts, found.delay_hours),
        templates: if typed.text.trim().is_empty() {
            found.templates.iter().map(|one| (one.key().to_owned(), shape::template(texts, *one))).collect()
        } else {
            Vec::new()
        },
        typed,
        reports: found.reports.iter().map(|one| shape::report(texts, id, one)).collect(),
        done: note.done,
    }))
}

/// Keeps a draft: by the script, or by a button.
#[server(prefix = "/api", endpoint = "team/rapportage/bewaren")]
pub async fn keep_report(
    client: String,
    report: String,
    key: String,
    revision: i64,
    #[server(default)] text: String,
    #[server(default)] audience: String,
    #[server(default)] template: String,
    #[server(default)] reason: String,
) -> Result<DraftAnswer, ApiError> {
    use inzage_domain::written;
    use inzage_services::reporting::Wording;
    use inzage_store::DraftKept;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, form) = (client_id(&client)?, shape::form(&report)?);
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let typed = ReportTyped { text, audience, template, reason };
    let wording = Wording { form, key, over: revision, typed: shape::typed(&typed) };
    let kept = visit.services.keep_report_draft(actor, id, &wording, &visit.context).await;
    let answer = match crate::host::answer(kept)? {
        DraftKept::Kept { revision, at } => {
            DraftAnswer { state: "kept".to_owned(), revision, at: written::time_of_day(at) }
        }
        DraftKept::Changed => DraftAnswer { state: "changed".to_owned(), revision, at: String::new() },
        DraftKept::Finished => DraftAnswer { state: "finished".to_owned(), revision, at: String::new() },
    };
    if crate::host::is_form_post() {
        let page = shape::page(id, form);
        if answer.state == "changed" {
            let note = Note { problem: "changed".to_owned(), typed: Some(typed), ..Note::default() };
            crate::host::flash::refused(NOTE, &page, &note).await?;
        } else {
            crate::host::redirect(&format!("{page}?gedaan=bewaard"));
        }
    }
    Ok(answer)
}

/// Keeps what was typed and places it.
#[server(prefix = "/api", endpoint = "team/rapportage/plaatsen")]
pub async fn place_report(
    client: String,
    report: String,
    key: String,
    revision: i64,
    #[server(default)] text: String,
    #[server(default)] audience: String,
    #[server(default)] template: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    use inzage_services::reporting::Wording;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, form) = (client_id(&client)?, shape::form(&report)?);
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let typed = ReportTyped { text, audience, template, reason };
    let wording = Wording { form, key, over: revision, typed: shape::typed(&typed) };
    let placed = visit.services.place_report(actor, id, &wording, &visit.context).await;
    shape::placed(&visit, id, form, crate::host::answer(placed)?, Some(typed)).await
}

/// Throws a draft away.
#[server(prefix = "/api", endpoint = "team/rapportage/weggooien")]
pub async fn drop_report(client: String, report: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, form) = (client_id(&client)?, shape::form(&report)?);
    crate::host::answer(visit.services.drop_report_draft(actor, id, form, &visit.context).await)?;
    crate::host::redirect(&format!("/team/c/{id}/rapportage?gedaan=weggegooid"));
    Ok(())
}

/// The names in a draft about which somebody has to decide.
#[server(prefix = "/api", endpoint = "team/rapportage/namen")]
pub async fn read_report_names(client: String, report: String) -> Result<Packed<NamesSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, form) = (client_id(&client)?, shape::form(&report)?);
    let found = crate::host::answer(visit.services.names_to_decide(actor, id, form, &visit.context).await)?;
    Ok(Packed::of(&NamesSheet {
        client,
        name: found.client.demographics.name.full(),
        tint: found.client.colour,
        form: report,
        text: found.draft.text,
        names: found
            .names
            .into_iter()
            .map(|mention| NameRow {
                name: mention.name,
                initials: mention.initials,
                times: u32::try_from(mention.times).unwrap_or(u32::MAX),
            })
            .collect(),
    }))
}

/// Decides about one name: `replace` or `keep`.
#[server(prefix = "/api", endpoint = "team/rapportage/namen/kiezen")]
pub async fn decide_report_name(
    client: String,
    report: String,
    name: String,
    choice: String,
) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, form) = (client_id(&client)?, shape::form(&report)?);
    let replaced = match choice.as_str() {
        "replace" => true,
        "keep" => false,
        _ => return Err(crate::host::fail(ApiError::Unreadable)),
    };
    let decided = visit.services.decide_name(actor, id, form, &name, replaced, &visit.context).await;
    // Changed elsewhere meanwhile: the page shows how it is now.
    crate::host::answer(decided)?;
    crate::host::redirect(&format!("/team/c/{id}/rapportage/namen/{form}"));
    Ok(())
}

/// Places a draft after its names were looked at.
#[server(prefix = "/api", endpoint = "team/rapportage/namen/plaatsen")]
pub async fn place_report_draft(client: String, report: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, form) = (client_id(&client)?, shape::form(&report)?);
    let placed = visit.services.place_draft(actor, id, form, &visit.context).await;
    shape::placed(&visit, id, form, crate::host::answer(placed)?, None).await
}

/// One report, for staff.
#[server(prefix = "/api", endpoint = "team/rapportage/lezen")]
pub async fn read_report(client: String, entry: String) -> Result<Packed<ReportView>, ApiError> {
    use inzage_domain::{PublishState, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let id = client_id(&client)?;
    let found = visit.services.report(actor, id, shape::entry(&entry)?, &visit.context).await;
    let found = crate::host::answer(found)?;
    let mine = found.report.own && found.report.written_here;
    Ok(Packed::of(&ReportView {
        head: super::record::shape::head(found.head, visit.language),
        client,
        entry,
        row: shape::report(texts, id, &found.report),
        text: found.text,
        pull_back: found
            .report
            .due
            .filter(|_| found.may_pull_back)
            .map(|due| written::moment(visit.language, due))
            .unwrap_or_default(),
        may_share: mine && found.report.state == PublishState::Internal && found.report.due.is_none(),
        may_change: mine && found.report.state != PublishState::Withdrawn,
        versions: found.versions > 1,
        additions: found.additions.iter().map(|one| shape::report(texts, id, one)).collect(),
        appears: shape::appears(texts, found.delay_hours),
        key: crate::host::new_key(&visit),
    }))
}

/// Shares a report that only staff see.
#[server(prefix = "/api", endpoint = "team/rapportage/delen")]
pub async fn share_report(client: String, entry: String, key: String) -> Result<(), ApiError> {
    use inzage_domain::reporting::ReportForm;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, entry) = (client_id(&client)?, shape::entry(&entry)?);
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let shared = visit.services.share_report(actor, id, entry, key, &visit.context).await;
    let Some(placed) = crate::host::answer(shared)? else {
        crate::host::redirect(&format!("/team/c/{id}/rapportage/{entry}?gedaan=in-concept"));
        return Ok(());
    };
    shape::placed(&visit, id, ReportForm::Version(entry), placed, None).await
}

/// Takes a report back before the client sees it.
#[server(prefix = "/api", endpoint = "team/rapportage/terughalen")]
pub async fn pull_back_report(client: String, entry: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (id, entry) = (client_id(&client)?, shape::entry(&entry)?);
    let back = crate::host::answer(visit.services.pull_back_report(actor, id, entry, &visit.context).await)?;
    let word = if back { "teruggehaald" } else { "te-laat" };
    crate::host::redirect(&format!("/team/c/{id}/rapportage/{entry}?gedaan={word}"));
    Ok(())
}

/// The versions of an entry and what was added to it.
#[server(prefix = "/api", endpoint = "dossier/versies")]
pub async fn read_entry_versions(
    client: String,
    category: String,
    entry: String,
) -> Result<Packed<VersionsView>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let language = visit.language;
    let found =
        visit.services.entry_versions(actor, id, shape::entry(&entry)?, language, &visit.context).await;
    let found = crate::host::answer(found)?;
    // One address for one item.
    if found.category.slug() != category {
        return Err(crate::host::fail(ApiError::NotFound));
    }
    let base = match found.head.basis {
        Some(_) => format!("/c/{id}/dossier"),
        None => format!("/team/c/{id}/dossier"),
    };
    Ok(Packed::of(&shape::versions(crate::locales::Texts(language), &base, found, language)))
}
