//! Writing reports, as staff do it: the form that keeps itself, one report with what can be done with it, and
//! names of others before a text is shared (R2, R38, L7, L10). Drawn by the host alone.

mod names;

use leptos::{nonce::use_nonce, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

pub(super) use names::NamesPage;

use super::{
    page::{Page, PostForm, form_number, loaded},
    record::owner,
};
use crate::{
    api::{
        DropReport, KeepReport, PlaceReport, PullBackReport, ReportRow, ReportSheet, ReportView, ShareReport,
        read_report, read_report_sheet,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Choice, Crumb, EmptyState,
        ErrorSummary, FieldProblem, MoreInformation, PageHeading, RadioGroup, TextArea,
    },
    locales::{Texts, use_texts},
    shell::DraftScript,
};

fn query(name: &str) -> Option<String> {
    use_query_map().with_untracked(|query| query.get(name))
}

/// The form of a new report, an addition or a new version.
#[component]
pub(super) fn ReportPage() -> impl IntoView {
    let (number, template) = (form_number(), query("sjabloon"));
    loaded(
        move |params| {
            let report = params.get("form").unwrap_or_else(|| "nieuw".to_owned());
            read_report_sheet(
                params.get("client").unwrap_or_default(),
                report,
                template.clone(),
                number.clone(),
            )
        },
        |sheet| view! { <Writing sheet=sheet /> }.into_any(),
    )
}

/// What is wrong, at its field.
fn problems(texts: Texts, problem: &str) -> Vec<FieldProblem> {
    let (field, text) = match problem {
        "empty" => ("text", texts.report_empty()),
        "long" => ("text", texts.report_long()),
        "same" => ("text", texts.report_same()),
        "changed" => ("text", texts.report_changed()),
        "audience" => ("audience", texts.report_no_audience()),
        "reason" => ("reason", texts.report_no_reason()),
        "reason-long" => ("reason", texts.report_reason_long()),
        _ => return Vec::new(),
    };
    vec![FieldProblem::new(field, text.to_owned())]
}

/// What the page is called, what it says below, and its button.
fn words(texts: Texts, form: &str) -> (&'static str, &'static str, &'static str, &'static str) {
    match form.split('-').next() {
        Some("aanvulling") => (
            texts.report_addition_title(),
            texts.report_addition_intro(),
            texts.report_addition_text(),
            texts.report_place_addition(),
        ),
        Some("versie") => (
            texts.report_version_title(),
            texts.report_version_intro(),
            texts.report_text(),
            texts.report_place_version(),
        ),
        _ => (texts.report_title(), texts.report_intro(), texts.report_text(), texts.report_place()),
    }
}

/// Fields that a form sends along.
fn hidden(fields: &[(&'static str, &str)]) -> AnyView {
    fields
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=*name value=(*value).to_owned() /> })
        .collect_view()
        .into_any()
}

fn success(text: String) -> AnyView {
    view! {
        <Alert kind=AlertKind::Success>
            <p>{text}</p>
        </Alert>
    }
    .into_any()
}

#[component]
fn Writing(sheet: ReportSheet) -> impl IntoView {
    let texts = use_texts();
    let problems = problems(texts, &sheet.problem);
    let error = |field: &str| problems.iter().find(|one| one.field == field).map(|one| one.message.clone());
    let (text_error, audience_error, reason_error) = (error("text"), error("audience"), error("reason"));
    let (title, intro, label, place) = words(texts, &sheet.form);
    let is_new = sheet.form == "nieuw";
    let is_version = sheet.form.starts_with("versie-");
    let start = format!("/team/c/{}/rapportage", sheet.client);
    let mut steps = vec![Crumb::new(format!("/team/c/{}/dossier", sheet.client), texts.record_nav())];
    if !is_new {
        steps.push(Crumb::new(start.clone(), texts.report_title()));
    }
    let done = match query("gedaan").as_deref() {
        Some("bewaard") => Some(texts.report_draft_kept().to_owned()),
        Some("weggegooid") => Some(texts.report_draft_dropped().to_owned()),
        _ => (!sheet.done.is_empty()).then(|| sheet.done.clone()),
    };
    let about = sheet.about.as_ref().map(|(title, when)| {
        view! { <p>{texts.report_about(title, when)}</p> }
    });
    let at_once = is_version && sheet.was_shown;
    let version_note = at_once.then(|| {
        view! {
            <Alert>
                <p>{texts.report_version_shown()}</p>
            </Alert>
        }
    });
    let reason = at_once.then(|| {
        view! {
            <TextArea
                id="reason"
                label=texts.report_reason()
                hint=texts.report_reason_hint()
                error=reason_error
                value=sheet.typed.reason.clone()
                rows=2
                maxlength=500
            />
        }
    });
    let audience = (!at_once).then(|| {
        let client = Choice {
            hint: Some(sheet.appears.clone()),
            ..Choice::new("delen", texts.report_audience_client())
        };
        view! {
            <RadioGroup
                id="audience"
                legend=texts.report_audience()
                error=audience_error
                choices=vec![Choice::new("intern", texts.report_audience_staff()), client]
                chosen=sheet.typed.audience.clone()
            />
        }
    });
    let other = (!sheet.other.is_empty()).then(|| {
        view! {
            <MoreInformation summary=texts.report_other_text()>
                <p class="entry__text">{sheet.other.clone()}</p>
            </MoreInformation>
        }
    });
    let drop = (sheet.revision > 0).then(|| {
        let fields = hidden(&[("client", &sheet.client), ("report", &sheet.form)]);
        view! {
            <MoreInformation summary=texts.report_drop_title()>
                <p>{texts.report_drop_text()}</p>
                <PostForm to=DropReport::url()>
                    {fields}
                    <Button label=texts.report_drop() kind=ButtonKind::Danger />
                </PostForm>
            </MoreInformation>
        }
    });
    let list = is_new.then(|| reports(texts, sheet.reports));
    let revision = sheet.revision.to_string();
    let fields = hidden(&[
        ("client", &sheet.client),
        ("report", &sheet.form),
        ("key", &sheet.key),
        ("revision", &revision),
        ("template", &sheet.typed.template),
    ]);
    view! {
        <Page owner=Some(owner(texts, &sheet.head))>
            <Breadcrumb steps=steps />
            <PageHeading heading=title title=title intro=intro />
            <ErrorSummary problems=problems />
            {done.map(success)}
            {about}
            {version_note}
            {templates(texts, &start, sheet.templates)}
            <form method="post" action=PlaceReport::url() data-draft=KeepReport::url() novalidate>
                {fields}
                <TextArea
                    id="text"
                    label=label
                    hint=texts.report_text_hint()
                    error=text_error
                    value=sheet.typed.text
                    rows=12
                    dutch=true
                />
                {reason}
                {audience}
                <ButtonRow>
                    <Button label=place />
                    <Button
                        label=texts.report_keep()
                        kind=ButtonKind::Secondary
                        attr:formaction=KeepReport::url()
                    />
                </ButtonRow>
            </form>
            {draft_status(texts, &sheet.kept)}
            {other}
            {drop}
            {list}
        </Page>
    }
}

/// How far the draft is kept, and the script that keeps it.
fn draft_status(texts: Texts, kept: &str) -> impl IntoView + use<> {
    let now = (!kept.is_empty()).then(|| texts.report_kept(kept));
    let script = use_context::<DraftScript>().map(|script| {
        view! {
            <script type="module" src=script.address integrity=script.integrity nonce=use_nonce()></script>
        }
    });
    view! {
        <p
            role="status"
            data-draft-status=""
            data-kept=texts.report_kept("{time}")
            data-failed=texts.report_draft_failed()
            data-ended=texts.report_draft_ended()
            data-changed=texts.report_draft_changed()
            data-finished=texts.report_draft_finished()
        >
            {now}
        </p>
        {script}
    }
}

/// Texts to begin with: a tap each.
fn templates(texts: Texts, start: &str, templates: Vec<(String, String)>) -> Option<AnyView> {
    if templates.is_empty() {
        return None;
    }
    let links = templates
        .into_iter()
        .map(|(word, name)| {
            view! { <ButtonLink href=format!("{start}?sjabloon={word}") label=name kind=ButtonKind::Secondary /> }
        })
        .collect_view();
    Some(
        view! {
            <section aria-labelledby="sjablonen">
                <h2 id="sjablonen">{texts.report_templates()}</h2>
                <ButtonRow>{links}</ButtonRow>
            </section>
        }
        .into_any(),
    )
}

fn reports(texts: Texts, rows: Vec<ReportRow>) -> AnyView {
    let list = if rows.is_empty() {
        view! { <EmptyState title=texts.report_list_none() text=texts.report_list_none_text() /> }.into_any()
    } else {
        view! { <ul class="day__entries">{rows.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="geschreven">
            <h2 id="geschreven">{texts.report_list()}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// One report in a list, with who sees it.
pub(super) fn line(row: ReportRow) -> impl IntoView {
    view! {
        <li class="entry">
            <div class="entry__head">
                <h3 class="entry__title">
                    <a href=row.href>{row.title}</a>
                </h3>
                {(!row.state.is_empty()).then(|| view! { <span class="badge">{row.state}</span> })}
            </div>
            <p class="entry__meta">
                <span>{row.when}</span>
                <span>{row.author}</span>
            </p>
            <p class="entry__text">{row.text}</p>
        </li>
    }
}

/// One report, with what staff can do with it.
#[component]
pub(super) fn OneReportPage() -> impl IntoView {
    loaded(
        |params| {
            read_report(params.get("client").unwrap_or_default(), params.get("entry").unwrap_or_default())
        },
        |report| view! { <One report=report /> }.into_any(),
    )
}

#[component]
fn One(report: ReportView) -> impl IntoView {
    let texts = use_texts();
    let ReportView { head, client, entry, row, text, pull_back, additions, appears, key, .. } = report;
    let start = format!("/team/c/{client}/rapportage");
    let done = match query("gedaan").as_deref() {
        Some("teruggehaald") => Some((AlertKind::Success, texts.report_pulled_back())),
        Some("te-laat") => Some((AlertKind::Warning, texts.report_too_late())),
        Some("in-concept") => Some((AlertKind::Warning, texts.report_in_hand())),
        _ => None,
    }
    .map(|(kind, text)| {
        view! {
            <Alert kind=kind>
                <p>{text}</p>
            </Alert>
        }
    });
    let back = (!pull_back.is_empty()).then(|| {
        let fields = hidden(&[("client", &client), ("entry", &entry)]);
        view! {
            <p>{texts.report_pull_back_text(&pull_back)}</p>
            <PostForm to=PullBackReport::url()>
                {fields}
                <Button label=texts.report_pull_back() kind=ButtonKind::Secondary />
            </PostForm>
        }
    });
    let share = report.may_share.then(|| {
        let fields = hidden(&[("client", &client), ("entry", &entry), ("key", &key)]);
        view! {
            <p>{appears}</p>
            <PostForm to=ShareReport::url()>
                {fields}
                <Button label=texts.report_share() />
            </PostForm>
        }
    });
    let change = report.may_change.then(|| {
        let href = format!("{start}/schrijven/versie-{entry}");
        view! { <ButtonLink href=href label=texts.report_change() kind=ButtonKind::Secondary /> }
    });
    let versions = report.versions.then(|| {
        let href = format!("/team/c/{client}/dossier/rapportages/{entry}/versies");
        view! { <p><a href=href>{texts.report_all_versions()}</a></p> }
    });
    let added = (!additions.is_empty()).then(|| {
        view! {
            <h2>{texts.report_additions()}</h2>
            <ul class="day__entries">{additions.into_iter().map(line).collect_view()}</ul>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![
                Crumb::new(format!("/team/c/{client}/dossier"), texts.record_nav()),
                Crumb::new(start.clone(), texts.report_title()),
            ] />
            <PageHeading heading=row.title title=texts.report_text() />
            {done}
            <p class="entry__meta">
                <span>{row.when}</span>
                <span>{row.author}</span>
            </p>
            <p><span class="badge">{row.state}</span></p>
            <p class="entry__text">{text}</p>
            {versions}
            {added}
            {back}
            {share}
            <ButtonRow>
                <ButtonLink
                    href=format!("{start}/schrijven/aanvulling-{entry}")
                    label=texts.report_add()
                    kind=ButtonKind::Secondary
                />
                {change}
            </ButtonRow>
        </Page>
    }
}
