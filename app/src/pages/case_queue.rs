//! Requests about records as staff treat them: what waits, and one of them (R19, R25, R37, L6). Drawn by
//! the host alone.

use inzage_domain::case::SOON;
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, success},
    cases::{about, done, drawn, history, problem_text},
    page::{Page, PostForm, form_number, loaded, part},
};
use crate::{
    api::{
        CaseNote, CaseOption, DecideCase, ExtendCase, QueuePage, TakeCase, TeamCasePage, read_case_queue,
        read_team_case,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, Card, Choice, Crumb, EmptyState, Entry,
        ErrorSummary, FieldProblem, MoreInformation, PageHeading, RadioGroup, Remaining, TextArea,
    },
    locales::{Texts, use_texts},
};

const LONGEST: u32 = 2000;

/// What waits.
#[component]
pub(super) fn QueueListPage() -> impl IntoView {
    loaded(|_| read_case_queue(), |page| view! { <Queue page=page /> }.into_any())
}

#[component]
fn Queue(page: QueuePage) -> impl IntoView {
    let texts = use_texts();
    let list = if page.lines.is_empty() {
        view! { <EmptyState title=texts.queue_none() text=texts.queue_none_text() /> }.into_any()
    } else {
        let lines = page
            .lines
            .into_iter()
            .map(|line| {
                let mark = if line.left < 0 { line.days.clone() } else { String::new() };
                let left = view! {
                    <Remaining
                        label=texts.queue_meter()
                        text=line.days
                        left=line.left
                        total=line.total
                        soon=SOON
                    />
                }
                .into_any();
                view! {
                    <Entry
                        href=line.href
                        title=format!("{}: {}", line.client, line.kind)
                        time=line.due
                        author=line.about
                        mark=mark
                        aside=Some(left)
                    />
                }
            })
            .collect_view();
        // The entries are level 3.
        view! {
            <section aria-labelledby="wacht">
                <h2 id="wacht" class="visually-hidden">
                    {texts.cases_title()}
                </h2>
                <ul class="day__entries">{lines}</ul>
            </section>
        }
        .into_any()
    };
    view! {
        <Page>
            <PageHeading heading=texts.cases_title() title=texts.cases_title() intro=page.intro />
            {list}
        </Page>
    }
}

/// One request.
#[component]
pub(super) fn TeamCaseView() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| {
            let number = number.clone();
            async move { read_team_case(part(&params, "client")?, part(&params, "case")?, number).await }
        },
        |page| view! { <TeamCase page=page /> }.into_any(),
    )
}

/// The fields that every form here has.
fn hidden(page: &TeamCasePage) -> AnyView {
    let (client, case, key) = (page.client.clone(), page.case.id.clone(), page.key.clone());
    view! {
        <input type="hidden" name="client" value=client />
        <input type="hidden" name="case" value=case />
        <input type="hidden" name="key" value=key />
    }
    .into_any()
}

fn options(options: &[CaseOption]) -> Vec<Choice> {
    options.iter().map(|option| Choice::new(&option.value, &option.label)).collect()
}

/// An error of a field of one of the forms.
fn error(texts: Texts, note: &CaseNote, form: &str, problems: &[&str]) -> Option<String> {
    (note.form == form && problems.contains(&note.problem.as_str()))
        .then(|| problem_text(texts, &note.problem).to_owned())
}

fn taking(texts: Texts, page: &TeamCasePage) -> Option<AnyView> {
    let label = match page.taking.as_str() {
        "free" => texts.treat_take(),
        "others" => texts.treat_take_over(),
        _ => return None,
    };
    let kind = if page.taking == "free" { ButtonKind::Primary } else { ButtonKind::Secondary };
    let fields = hidden(page);
    Some(
        view! {
            <PostForm to=TakeCase::url()>
                {fields}
                <p>{texts.treat_take_text()}</p>
                <Button label=label kind=kind />
            </PostForm>
        }
        .into_any(),
    )
}

fn extending(texts: Texts, page: &TeamCasePage) -> Option<AnyView> {
    if page.extends.is_empty() {
        return None;
    }
    let wrong = error(texts, &page.note, "verlengen", &["text", "long"]);
    let typed = if page.note.form == "verlengen" { page.note.text.clone() } else { String::new() };
    let refused = wrong.is_some();
    let (fields, what) = (hidden(page), texts.treat_extend_text(&page.extends));
    let form = view! {
        <p>{what}</p>
        <PostForm to=ExtendCase::url()>
            {fields}
            <TextArea
                id="reason"
                label=texts.treat_extend_reason()
                error=wrong
                value=typed
                maxlength=LONGEST
            />
            <Button label=texts.treat_extend_button() kind=ButtonKind::Secondary />
        </PostForm>
    };
    // A refused form stands open.
    Some(if refused {
        view! { <Card heading=texts.treat_extend()>{form}</Card> }.into_any()
    } else {
        view! { <MoreInformation summary=texts.treat_extend()>{form}</MoreInformation> }.into_any()
    })
}

fn deciding(texts: Texts, page: &TeamCasePage) -> Option<AnyView> {
    if page.decisions.is_empty() {
        let why = if page.others_decide {
            texts.treat_others()
        } else if page.case.open {
            texts.treat_first_take()
        } else {
            return None;
        };
        return Some(view! { <p>{why}</p> }.into_any());
    }
    let note = &page.note;
    let mine = note.form == "beslissen";
    let typed = |text: &String| if mine { text.clone() } else { String::new() };
    let (chosen, ground, text) = (typed(&note.choice), typed(&note.ground), typed(&note.text));
    let [choice_error, ground_error, text_error] = [&["choice"][..], &["ground"], &["text", "long"]]
        .map(|problems| error(texts, note, "beslissen", problems));
    let (decisions, grounds, fields) = (options(&page.decisions), options(&page.grounds), hidden(page));
    let warning = page.destroys.then(|| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{texts.treat_delete_warning()}</p>
            </Alert>
        }
    });
    Some(
        view! {
            <Card heading=texts.treat_decide()>
                {warning}
                <PostForm to=DecideCase::url()>
                    {fields}
                    <RadioGroup
                        id="choice"
                        legend=texts.treat_decision()
                        error=choice_error
                        choices=decisions
                        chosen=chosen
                    />
                    <RadioGroup
                        id="ground"
                        legend=texts.treat_ground()
                        hint=texts.treat_ground_hint()
                        error=ground_error
                        choices=grounds
                        chosen=ground
                    />
                    <TextArea
                        id="text"
                        label=texts.treat_answer()
                        hint=texts.treat_answer_hint()
                        error=text_error
                        value=text
                        rows=8
                        maxlength=LONGEST
                    />
                    <Button label=texts.treat_decide_button() />
                </PostForm>
            </Card>
        }
        .into_any(),
    )
}

#[component]
fn TeamCase(page: TeamCasePage) -> impl IntoView {
    let texts = use_texts();
    let news = match done().as_deref() {
        Some("opgepakt") => Some(success(texts.treat_taken())),
        Some("verlengd") => Some(success(texts.treat_extended())),
        Some("beslist") => Some(success(texts.treat_decided())),
        Some("niet-nu") => Some(failure(texts.alert_error(), texts.treat_not_now())),
        _ => None,
    };
    let note = &page.note;
    let field = match (note.form.as_str(), note.problem.as_str()) {
        (_, "") => None,
        ("verlengen", _) => Some("reason"),
        (_, "choice") => Some("choice"),
        (_, "ground") => Some("ground"),
        _ => Some("text"),
    };
    let problems: Vec<FieldProblem> =
        field.map(|field| FieldProblem::new(field, problem_text(texts, &note.problem))).into_iter().collect();
    let left = page.case.open.then(|| {
        view! {
            <Remaining
                label=texts.queue_meter()
                text=page.days.clone()
                left=page.case.left
                total=page.total
                soon=SOON
            />
        }
    });
    let item = (!page.item.is_empty()).then(|| {
        view! {
            <p>
                <a href=page.item.clone()>{texts.case_to_item()}</a>
            </p>
        }
    });
    let incapable = (page.incapable && page.case.open).then(|| {
        view! {
            <Alert>
                <p>{texts.treat_incapable()}</p>
            </Alert>
        }
    });
    let (take, extend, decide) = (taking(texts, &page), extending(texts, &page), deciding(texts, &page));
    let details = about(texts, &page.case);
    let heading = format!("{}: {}", page.name, page.case.kind);
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new("/team/zaken", texts.cases_title())] />
            <PageHeading heading=heading title=texts.cases_title() intro=page.case.state />
            <ErrorSummary problems=problems />
            {news}
            {incapable}
            {drawn(texts, texts.case_steps_staff(), page.case.steps)}
            {left}
            {details}
            {item}
            {take}
            {decide}
            {extend}
            {history(texts, page.case.events)}
        </Page>
    }
}
