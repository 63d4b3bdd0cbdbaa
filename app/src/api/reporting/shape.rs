//! What the services found, as the pages of reports show it.

use inzage_domain::{
    ClientId, EntryId, Language, PublishState,
    reporting::{Audience, ReportFault, ReportForm, Template, is_shown},
    written,
};
use inzage_services::reporting::{Placed, Report, TypedReport, Versions};

use super::{NOTE, Note, ReportRow, ReportTyped, VersionView, VersionsView};
use crate::{
    api::{
        ApiError,
        record::shape::{author, head, row as item_row},
        terms::shape::pieces,
    },
    host::Visit,
    locales::Texts,
};

pub(super) fn form(word: &str) -> Result<ReportForm, ApiError> {
    ReportForm::from_key(word).ok_or_else(|| crate::host::fail(ApiError::NotFound))
}

pub(super) fn entry(word: &str) -> Result<EntryId, ApiError> {
    word.parse().map_err(|_| crate::host::fail(ApiError::NotFound))
}

/// The page of a form.
pub(super) fn page(client: ClientId, form: ReportForm) -> String {
    match form {
        ReportForm::New => format!("/team/c/{client}/rapportage"),
        ReportForm::Addition(_) | ReportForm::Version(_) => {
            format!("/team/c/{client}/rapportage/schrijven/{form}")
        }
    }
}

pub(super) fn typed(typed: &ReportTyped) -> TypedReport<'_> {
    TypedReport {
        text: &typed.text,
        audience: Audience::from_key(&typed.audience),
        template: Template::from_key(&typed.template),
        reason: &typed.reason,
    }
}

pub(super) fn state(texts: Texts, report: &Report) -> String {
    match (report.state, report.due) {
        (PublishState::Published, _) => texts.report_state_shown().to_owned(),
        (PublishState::Withdrawn, _) => texts.report_state_hidden().to_owned(),
        (PublishState::Draft | PublishState::Internal, Some(due)) => {
            texts.report_state_later(&written::moment(texts.0, due))
        }
        (PublishState::Draft | PublishState::Internal, None) => texts.report_state_staff().to_owned(),
    }
}

pub(super) fn report(texts: Texts, client: ClientId, report: &Report) -> ReportRow {
    let row = item_row(&report.item, texts.0);
    ReportRow {
        href: format!("/team/c/{client}/rapportage/{}", report.item.row.id),
        title: row.title,
        text: row.text,
        when: row.when,
        author: row.author,
        state: state(texts, report),
    }
}

pub(super) fn problem(fault: ReportFault) -> &'static str {
    match fault {
        ReportFault::Empty => "empty",
        ReportFault::TooLong => "long",
        ReportFault::NoAudience => "audience",
        ReportFault::NoReason => "reason",
        ReportFault::ReasonTooLong => "reason-long",
        ReportFault::Unchanged => "same",
    }
}

pub(super) fn template(texts: Texts, template: Template) -> String {
    match template {
        Template::Day => texts.report_template_day(),
        Template::Night => texts.report_template_night(),
        Template::Medication => texts.report_template_medication(),
        Template::Incident => texts.report_template_incident(),
        Template::Family => texts.report_template_family(),
        Template::Birth => texts.report_template_birth(),
    }
    .to_owned()
}

/// When the client sees what is shared now.
pub(super) fn appears(texts: Texts, hours: u16) -> String {
    match hours {
        0 => texts.report_audience_now().to_owned(),
        hours => texts.report_audience_later(&texts.report_hours(hours)),
    }
}

/// Leads on after placing; a form without script that was refused comes back with what is wrong.
pub(super) async fn placed(
    visit: &Visit,
    client: ClientId,
    form: ReportForm,
    placed: Placed,
    lost: Option<ReportTyped>,
) -> Result<(), ApiError> {
    let texts = Texts(visit.language);
    let page = page(client, form);
    let note = match placed {
        Placed::Names => {
            crate::host::redirect(&format!("/team/c/{client}/rapportage/namen/{form}"));
            return Ok(());
        }
        Placed::Done { shown_at, .. } => {
            let done = match shown_at {
                None => texts.report_placed().to_owned(),
                Some(at) if is_shown(at, visit.services.clock.now()) => {
                    texts.report_placed_shown().to_owned()
                }
                Some(at) => texts.report_placed_later(&written::moment(texts.0, at)),
            };
            let start = format!("/team/c/{client}/rapportage");
            let note = Note { done, ..Note::default() };
            return crate::host::flash::refused(NOTE, &start, &note).await;
        }
        Placed::Before(_) => {
            crate::host::redirect(&format!("/team/c/{client}/rapportage"));
            return Ok(());
        }
        Placed::Faulty(fault) => Note { problem: problem(fault).to_owned(), ..Note::default() },
        Placed::Changed => Note { problem: "changed".to_owned(), typed: lost, ..Note::default() },
    };
    crate::host::flash::refused(NOTE, &page, &note).await
}

pub(super) fn versions(texts: Texts, base: &str, found: Versions, language: Language) -> VersionsView {
    let plain = |item: &inzage_services::record::Item, state: String| {
        let row = item_row(item, language);
        ReportRow {
            href: format!("{base}/{}/{}", item.row.category.slug(), item.row.id),
            title: row.title,
            text: row.text,
            when: row.when,
            author: row.author,
            state,
        }
    };
    VersionsView {
        title: found.entry.item.summary.title(language).to_owned(),
        href: if found.head.basis.is_none() && found.entry.written_here {
            format!("/team/c/{}/rapportage/{}", found.head.client.id, found.entry.item.row.id)
        } else {
            format!("{base}/{}/{}", found.category.slug(), found.entry.item.row.id)
        },
        versions: found
            .versions
            .into_iter()
            .map(|said| {
                let who = author(&said.author);
                VersionView {
                    number: said.version,
                    by: texts.version_by(&who, &written::moment(language, said.made_at)),
                    reason: said.reason.unwrap_or_default(),
                    shared: said.shared_at.is_some(),
                    text: said.text,
                    difference: pieces(said.difference),
                }
            })
            .collect(),
        additions: found.additions.iter().map(|one| plain(&one.item, state(texts, one))).collect(),
        about: found.about.as_ref().map(|item| plain(item, String::new())),
        head: head(found.head, language),
    }
}
