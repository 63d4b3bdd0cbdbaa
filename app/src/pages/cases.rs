//! Requests about the record: saying that something is not right, and what becomes of it, for whoever asks
//! (L5, L6, R25, R37). Drawn by the host alone.

use inzage_domain::Category;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::{failure, success},
    page::{Page, PostForm, form_number, loaded, part},
    record::owner,
};
use crate::{
    api::{
        ApiError, AskCase, CaseEventLine, CasePage, CaseStepLine, CaseView, CasesPage, WithdrawCase,
        WrongSheet, read_case, read_cases, read_wrong,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, Card, Choice, ContactBlock, Crumb, Detail,
        DetailList, EmptyState, ErrorSummary, FieldProblem, MoreInformation, PageHeading, RadioGroup, Step,
        StepState, Steps, TextArea,
    },
    locales::{Texts, use_texts},
};

/// The most signs of a text; the same as the domain's.
const LONGEST: u32 = 2000;

pub(super) fn done() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("gedaan"))
}

/// What is wrong with a form, in words.
pub(super) fn problem_text(texts: Texts, problem: &str) -> &'static str {
    match problem {
        "choice" => texts.case_no_choice(),
        "ground" => texts.case_no_ground(),
        "long" => texts.case_text_long(),
        "many" => texts.cases_too_many(),
        _ => texts.case_no_text(),
    }
}

/// Saying that something about an item is not right.
#[component]
pub(super) fn WrongPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| {
            let number = number.clone();
            async move {
                let category = params.get("category").and_then(|slug| Category::from_slug(&slug));
                let category = category.ok_or(ApiError::NotFound)?;
                read_wrong(part(&params, "client")?, category, part(&params, "entry")?, number).await
            }
        },
        |sheet| view! { <Wrong sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Wrong(sheet: WrongSheet) -> impl IntoView {
    let texts = use_texts();
    let WrongSheet { head, client, category, entry, title, basic, answer_by, note, key } = sheet;
    let error = |problems: &[&str]| {
        problems.contains(&note.problem.as_str()).then(|| problem_text(texts, &note.problem).to_owned())
    };
    let (choice_error, text_error) = (error(&["choice"]), error(&["text", "long"]));
    let problems: Vec<FieldProblem> = [("choice", &choice_error), ("text", &text_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let many = (note.problem == "many").then(|| failure(texts.alert_error(), texts.cases_too_many()));
    let choice = |value: &str, label: &str, hint: &str| Choice {
        hint: Some(hint.to_owned()),
        ..Choice::new(value, label)
    };
    let change = if basic {
        choice("change", texts.wrong_change_basic(), texts.wrong_change_basic_hint())
    } else {
        choice("change", texts.wrong_change_report(), texts.wrong_change_report_hint())
    };
    let choices = vec![
        change,
        choice("statement", texts.wrong_statement(), texts.wrong_statement_hint()),
        choice("delete", texts.wrong_delete(), texts.wrong_delete_hint()),
    ];
    let base = format!("/c/{client}/dossier");
    let steps = vec![
        Crumb::new(base.clone(), texts.record_nav()),
        Crumb::new(format!("{base}/{}", category.slug()), texts.category(category)),
        Crumb::new(format!("{base}/{}/{entry}", category.slug()), title.clone()),
    ];
    let word = serde_json::to_value(category).ok().and_then(|word| word.as_str().map(str::to_owned));
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=steps />
            <PageHeading heading=texts.wrong_title() title=texts.wrong_title() intro=texts.wrong_intro(&title) />
            <ErrorSummary problems=problems />
            {many}
            <Alert kind=AlertKind::Warning>
                <p>{texts.wrong_urgent()}</p>
            </Alert>
            <PostForm to=AskCase::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="category" value=word.unwrap_or_default() />
                <input type="hidden" name="entry" value=entry />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="choice"
                    legend=texts.wrong_choice()
                    error=choice_error
                    choices=choices
                    chosen=note.choice
                />
                <TextArea
                    id="text"
                    label=texts.wrong_text()
                    hint=texts.wrong_text_hint()
                    error=text_error
                    value=note.text
                    rows=8
                    maxlength=LONGEST
                />
                <p>{texts.wrong_clock(&answer_by)}</p>
                <Button label=texts.wrong_button() />
            </PostForm>
            <ContactBlock />
        </Page>
    }
}

/// How far a request is, drawn.
pub(super) fn drawn(texts: Texts, label: &'static str, steps: Vec<CaseStepLine>) -> AnyView {
    let steps = steps
        .into_iter()
        .map(|CaseStepLine { label, detail, state }| {
            let (state, said) = match state.as_str() {
                "done" => (StepState::Done, texts.case_step_done()),
                "now" => (StepState::Now, texts.case_step_now()),
                _ => (StepState::Todo, texts.case_step_todo()),
            };
            Step { label, detail, state, said: said.to_owned() }
        })
        .collect();
    view! { <Steps label=label steps=steps /> }.into_any()
}

/// What was asked, by whom, about what.
pub(super) fn about(texts: Texts, case: &CaseView) -> AnyView {
    let mut details = vec![
        Detail::new(texts.case_what(), case.kind.clone()),
        Detail::new(texts.case_about(), case.about.clone()),
        Detail::new(texts.case_asked_by(), case.asker.clone()),
        Detail::new(texts.case_asked_on(), case.asked.clone()),
    ];
    if !case.text.is_empty() {
        details.push(Detail::new(texts.case_text(), case.text.clone()));
    }
    if !case.due.is_empty() {
        details.push(Detail::new(texts.case_due(), case.due.clone()));
    }
    view! { <DetailList details=details /> }.into_any()
}

/// What happened to a request, oldest first.
pub(super) fn history(texts: Texts, events: Vec<CaseEventLine>) -> AnyView {
    let lines = events
        .into_iter()
        .map(|event| {
            let mut values = vec![event.what];
            if !event.ground.is_empty() {
                values.push(format!("{}: {}", texts.case_ground(), event.ground));
            }
            if !event.text.is_empty() {
                values.push(event.text);
            }
            Detail { label: event.when, values }
        })
        .collect();
    view! {
        <h2>{texts.case_history()}</h2>
        <DetailList details=lines />
    }
    .into_any()
}

/// All requests about a client that the reader may see.
#[component]
pub(super) fn CasesListPage() -> impl IntoView {
    loaded(
        |params| async move { read_cases(part(&params, "client")?).await },
        |page| view! { <Cases page=page /> }.into_any(),
    )
}

#[component]
fn Cases(page: CasesPage) -> impl IntoView {
    let texts = use_texts();
    let CasesPage { head, client, cases } = page;
    let own = head.basis == "own";
    let intro = if own { texts.cases_intro_own().to_owned() } else { texts.cases_intro(&head.name) };
    let list = if cases.is_empty() {
        view! { <EmptyState title=texts.cases_none() text=texts.cases_none_text() /> }.into_any()
    } else {
        cases
            .into_iter()
            .map(|case| {
                let href = format!("/c/{client}/zaken/{}", case.id);
                let label = format!("{}: {}", case.kind, case.about);
                view! {
                    <Card>
                        <h2 class="card__title">
                            <a href=href>{label}</a>
                        </h2>
                        {drawn(texts, texts.case_steps(), case.steps)}
                        <p>{case.next}</p>
                    </Card>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(format!("/c/{client}/dossier"), texts.record_nav())] />
            <PageHeading heading=texts.cases_title() title=texts.cases_title() intro=intro />
            {list}
            <ContactBlock />
        </Page>
    }
}

/// One request.
#[component]
pub(super) fn CaseOwnPage() -> impl IntoView {
    loaded(
        |params| async move { read_case(part(&params, "client")?, part(&params, "case")?).await },
        |page| view! { <Case page=page /> }.into_any(),
    )
}

#[component]
fn Case(page: CasePage) -> impl IntoView {
    let texts = use_texts();
    let CasePage { head, client, case, withdraws, key } = page;
    let news = match done().as_deref() {
        Some("gevraagd") => Some(success(texts.case_asked_kept(&case.due))).filter(|_| case.open),
        Some("verklaring") => Some(success(texts.case_statement_kept())),
        Some("ingetrokken") => Some(success(texts.case_withdrawn_done())),
        Some("voorbij") => Some(failure(texts.alert_error(), texts.case_over())),
        _ => None,
    };
    let item = (!case.item.is_empty()).then(|| {
        let href = format!("/c/{client}/dossier/{}", case.item);
        view! {
            <p>
                <a href=href>{texts.case_to_item()}</a>
            </p>
        }
    });
    let (id, of) = (case.id.clone(), client.clone());
    let back = withdraws.then(|| {
        view! {
            <MoreInformation summary=texts.case_withdraw()>
                <p>{texts.case_withdraw_text()}</p>
                <PostForm to=WithdrawCase::url()>
                    <input type="hidden" name="client" value=of />
                    <input type="hidden" name="case" value=id />
                    <input type="hidden" name="key" value=key />
                    <Button label=texts.case_withdraw_button() kind=ButtonKind::Secondary />
                </PostForm>
            </MoreInformation>
        }
    });
    let steps = vec![
        Crumb::new(format!("/c/{client}/dossier"), texts.record_nav()),
        Crumb::new(format!("/c/{client}/zaken"), texts.cases_title()),
    ];
    let details = about(texts, &case);
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=steps />
            <PageHeading heading=case.kind title=texts.cases_title() intro=case.state />
            {news}
            {drawn(texts, texts.case_steps(), case.steps)}
            <h2>{texts.case_next()}</h2>
            <p>{case.next}</p>
            {details}
            {item}
            {history(texts, case.events)}
            {back}
            <ContactBlock />
        </Page>
    }
}
