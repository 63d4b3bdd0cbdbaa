//! Records at the end of their term: the list of the privacy officer, and one record with its holds and
//! the button that destroys it (R35). Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{DestroyRecord, HoldRecord, RetentionList, RetentionSheet, read_retention, read_retention_sheet},
    components::{
        Alert, AlertKind, Breadcrumb, Button, Card, Cell, CheckboxField, Column, Crumb, DataTable, Detail,
        DetailList, EmptyState, ErrorSummary, FieldProblem, PageHeading, TextField,
    },
    locales::use_texts,
};

fn done() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("gedaan"))
}

/// What is due, what is held, what was destroyed.
#[component]
pub(super) fn RetentionPage() -> impl IntoView {
    loaded(|_| read_retention(), |list| view! { <Waiting list=list /> }.into_any())
}

#[component]
fn Waiting(list: RetentionList) -> impl IntoView {
    let texts = use_texts();
    let kept = done().is_some().then(|| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{texts.retention_destroyed()}</p>
            </Alert>
        }
    });
    let waiting = if list.records.is_empty() {
        view! { <EmptyState title=texts.retention_none() text=texts.retention_none_text() /> }.into_any()
    } else {
        let rows = list
            .records
            .into_iter()
            .map(|line| {
                let state = match (line.held, line.over) {
                    (true, _) => texts.retention_held(),
                    (false, true) => texts.retention_over(),
                    (false, false) => texts.retention_near(),
                };
                vec![
                    Cell::Link { href: format!("/team/bewaren/{}", line.client), text: line.name },
                    Cell::Text(line.ended),
                    Cell::Text(line.last_day),
                    Cell::Text(state.to_owned()),
                ]
            })
            .collect();
        let columns = vec![
            Column::text(texts.retention_client()),
            Column::text(texts.retention_ended()),
            Column::text(texts.retention_last_day()),
            Column::text(texts.retention_state()),
        ];
        view! { <DataTable caption=texts.retention_waiting() columns=columns rows=rows /> }.into_any()
    };
    let past = if list.past.is_empty() {
        view! { <p>{texts.retention_past_none()}</p> }.into_any()
    } else {
        let rows = list.past.into_iter().map(|row| row.map(Cell::Text).into()).collect();
        let columns = vec![
            Column::text(texts.retention_number()),
            Column::text(texts.retention_last_day()),
            Column::text(texts.retention_destroyed_on()),
        ];
        view! { <DataTable caption=texts.retention_past() columns=columns rows=rows /> }.into_any()
    };
    view! {
        <Page>
            <PageHeading
                heading=texts.retention_title()
                title=texts.retention_title()
                intro=texts.retention_intro(list.years)
            />
            {kept}
            {waiting}
            <h2>{texts.retention_past()}</h2>
            {past}
        </Page>
    }
}

/// One record.
#[component]
pub(super) fn RetentionRecordPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_retention_sheet(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <OneRecord sheet=sheet /> }.into_any(),
    )
}

#[component]
fn OneRecord(sheet: RetentionSheet) -> impl IntoView {
    let texts = use_texts();
    let RetentionSheet { line, changed, of_age, holds, note } = sheet;
    let problem = note.problem.as_deref();
    let reason_error = (problem == Some("reason")).then(|| texts.retention_reason_missing().to_owned());
    let sure_error = (problem == Some("sure")).then(|| texts.retention_sure_missing().to_owned());
    let problems: Vec<FieldProblem> = [("reason", &reason_error), ("sure", &sure_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let not_yet = if line.last_day.is_empty() {
        texts.retention_in_care().to_owned()
    } else {
        texts.retention_too_early(&line.last_day)
    };
    let refused = match problem {
        Some("early") => Some(not_yet.clone()),
        Some("held") => Some(texts.retention_is_held().to_owned()),
        _ => None,
    }
    .map(|text| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{text}</p>
            </Alert>
        }
    });
    let kept = match done().as_deref() {
        Some("vast") => Some(texts.retention_hold_kept()),
        Some("gestopt") => Some(texts.retention_hold_lifted()),
        _ => None,
    }
    .map(|text| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{text}</p>
            </Alert>
        }
    });
    // Of a client in care some of it is not there yet.
    let term = [
        (texts.retention_ended(), line.ended),
        (texts.retention_changed(), changed),
        (texts.retention_of_age(), of_age),
        (texts.retention_last_day(), line.last_day),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| Detail::new(label, value))
    .collect();
    let holds: Vec<Detail> = holds
        .into_iter()
        .map(|[since, why, ended, why_ended]| {
            let mut values = vec![why];
            if !ended.is_empty() {
                values.push(format!("{}: {why_ended}", texts.retention_lifted(&ended)));
            }
            Detail { label: texts.retention_since(&since), values }
        })
        .collect();
    let (label, reason_label) = if line.held {
        (texts.retention_lift(), texts.retention_lift_reason())
    } else {
        (texts.retention_hold(), texts.retention_hold_reason())
    };
    let lift = if line.held { "ja" } else { "nee" };
    let destroy = if line.held {
        view! { <p>{texts.retention_is_held()}</p> }.into_any()
    } else if line.over {
        let client = line.client.clone();
        view! {
            <p>{texts.retention_destroy_text()}</p>
            <PostForm to=DestroyRecord::url()>
                <input type="hidden" name="client" value=client />
                <CheckboxField id="sure" label=texts.retention_sure() error=sure_error />
                <Button label=texts.retention_destroy() />
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p>{not_yet}</p> }.into_any()
    };
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new("/team/bewaren", texts.retention_title())] />
            <PageHeading heading=texts.retention_of(&line.name) title=texts.retention_title() />
            <ErrorSummary problems=problems />
            {kept}
            {refused}
            <DetailList details=term />
            <Card heading=texts.retention_holds()>
                <DetailList details=holds />
                <p>{texts.retention_hold_text()}</p>
                <PostForm to=HoldRecord::url()>
                    <input type="hidden" name="client" value=line.client />
                    <input type="hidden" name="lift" value=lift />
                    <TextField id="reason" label=reason_label error=reason_error value=note.reason />
                    <Button label=label />
                </PostForm>
            </Card>
            <Card heading=texts.retention_destroy()>{destroy}</Card>
        </Page>
    }
}
