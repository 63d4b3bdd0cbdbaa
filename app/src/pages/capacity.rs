//! Whether a client can decide, as staff record it, and closing the client's account, as whoever
//! represents the client decides (R17). Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    page::{Page, PostForm, form_number, loaded},
    record::owner,
};
use crate::{
    api::{CapacitySheet, ClosingSheet, DecideClosing, RecordCapacity, read_capacity, read_client_closing},
    components::{
        Alert, AlertKind, Breadcrumb, Button, Cell, Choice, Column, Crumb, DataTable, DateField, DateValues,
        EmptyState, ErrorSummary, FieldProblem, PageHeading, RadioGroup, TextField,
    },
    locales::use_texts,
};

fn done() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("gedaan"))
}

/// Whether the client can decide, and since when not.
#[component]
pub(super) fn CapacityPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_capacity(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <Capacity sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Capacity(sheet: CapacitySheet) -> impl IntoView {
    let texts = use_texts();
    let CapacitySheet { client, name, incapable, past, note, key } = sheet;
    let error_of = |words: &[(&str, &'static str)]| {
        let problem = note.problem.as_deref()?;
        words.iter().find(|(word, _)| *word == problem).map(|(_, text)| (*text).to_owned())
    };
    let choice_error = error_of(&[("choice", texts.capacity_no_choice())]);
    let day_error = error_of(&[("date", texts.care_no_date()), ("future", texts.care_future())]);
    let reason_error =
        error_of(&[("reason", texts.capacity_no_reason()), ("long", texts.capacity_reason_long())]);
    let problems: Vec<FieldProblem> =
        [("choice", &choice_error), ("judged", &day_error), ("reason", &reason_error)]
            .into_iter()
            .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
            .collect();
    let kept = done().is_some().then(|| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{texts.capacity_kept()}</p>
            </Alert>
        }
    });
    let now = if incapable { texts.capacity_now_cannot(&name) } else { texts.capacity_now_can(&name) };
    let choices =
        vec![Choice::new("can", texts.capacity_can()), Choice::new("cannot", texts.capacity_cannot())];
    let history = if past.is_empty() {
        view! {
            <h2>{texts.capacity_history()}</h2>
            <EmptyState title=texts.capacity_none() text=texts.capacity_none_text() />
        }
        .into_any()
    } else {
        let rows = past
            .into_iter()
            .map(|line| {
                let what = if line.incapable { texts.capacity_cannot() } else { texts.capacity_can() };
                vec![
                    Cell::Text(line.judged_on),
                    Cell::Text(what.to_owned()),
                    Cell::Text(line.reason),
                    Cell::Text(format!("{}, {}", line.by, line.at)),
                ]
            })
            .collect();
        let columns = vec![
            Column::text(texts.capacity_day()),
            Column::text(texts.column_what()),
            Column::text(texts.column_why()),
            Column::text(texts.column_who()),
        ];
        view! { <DataTable caption=texts.capacity_history() columns=columns rows=rows /> }.into_any()
    };
    let access = format!("/team/c/{client}/toegang");
    let [chosen, day, month, year, reason] = note.typed;
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new(access, texts.access_nav())] />
            <PageHeading
                heading=texts.capacity_title()
                title=texts.capacity_title()
                intro=texts.capacity_intro()
            />
            <ErrorSummary problems=problems />
            {kept}
            <p>{now}</p>
            <PostForm to=RecordCapacity::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="choice"
                    legend=texts.capacity_choice()
                    error=choice_error
                    choices=choices
                    chosen=chosen
                />
                <DateField
                    id="judged"
                    legend=texts.capacity_day()
                    hint=texts.capacity_day_hint()
                    error=day_error
                    value=DateValues { day, month, year }
                />
                <TextField
                    id="reason"
                    label=texts.capacity_reason()
                    hint=texts.capacity_reason_hint()
                    error=reason_error
                    value=reason
                />
                <p>{texts.capacity_consequence()}</p>
                <Button label=texts.capacity_button() />
            </PostForm>
            {history}
        </Page>
    }
}

/// Whether the own account of a client who cannot decide is closed.
#[component]
pub(super) fn ClientClosingPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_client_closing(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <ClientClosing sheet=sheet /> }.into_any(),
    )
}

#[component]
fn ClientClosing(sheet: ClosingSheet) -> impl IntoView {
    let texts = use_texts();
    let ClosingSheet { head, client, state, asked, problem, key } = sheet;
    let error = problem.then(|| texts.capacity_no_choice().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|error| FieldProblem::new("choice", error.clone())).collect();
    let decided = match done().as_deref() {
        Some("gesloten") => Some(texts.client_closing_closed()),
        Some("open") => Some(texts.client_closing_kept()),
        _ => None,
    }
    .map(|text| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{text}</p>
            </Alert>
        }
    });
    let name = head.name.clone();
    let network = format!("/c/{client}/netwerk");
    let body = if state == "open" {
        let asked = (!asked.is_empty()).then(|| texts.client_closing_asked(&name, &asked)).map(|text| {
            view! {
                <Alert kind=AlertKind::Warning>
                    <p>{text}</p>
                </Alert>
            }
        });
        let choices = vec![
            Choice::new("keep", texts.client_closing_keep()),
            Choice::new("close", texts.client_closing_close()),
        ];
        view! {
            {asked}
            <p>{texts.client_closing_text(&name)}</p>
            <PostForm to=DecideClosing::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="choice"
                    legend=texts.client_closing_choice()
                    error=error
                    choices=choices
                    chosen=String::new()
                />
                <Button label=texts.client_closing_button() />
            </PostForm>
        }
        .into_any()
    } else if state == "shut" {
        view! { <EmptyState title=texts.client_closing_shut() text=texts.client_closing_shut_text() /> }
            .into_any()
    } else {
        view! { <EmptyState title=texts.client_closing_none() text=texts.client_closing_none_text() /> }
            .into_any()
    };
    view! {
        <Page narrow=true owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(network, texts.access_title())] />
            <PageHeading heading=texts.client_closing_title() title=texts.client_closing_title() />
            <ErrorSummary problems=problems />
            {decided}
            {body}
        </Page>
    }
}
