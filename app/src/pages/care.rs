//! The end of a client's care, as staff record and correct it. Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{CareSheet, RecordCare, read_care},
    components::{
        Alert, AlertKind, Breadcrumb, Button, Choice, Crumb, DateField, DateValues, ErrorSummary,
        FieldProblem, PageHeading, RadioGroup,
    },
    locales::use_texts,
};

/// Whether care goes on, and since when not.
#[component]
pub(super) fn CarePage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_care(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <Care sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Care(sheet: CareSheet) -> impl IntoView {
    let texts = use_texts();
    let CareSheet { client, name, state, ended, note } = sheet;
    let (state_error, day_error) = match note.problem.as_deref() {
        Some("state") => (Some(texts.care_no_state().to_owned()), None),
        Some("date") => (None, Some(texts.care_no_date().to_owned())),
        Some(_) => (None, Some(texts.care_future().to_owned())),
        None => (None, None),
    };
    let problems: Vec<FieldProblem> = [("state", &state_error), ("ended", &day_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let done = use_query_map().with_untracked(|query| query.get("gedaan")).is_some().then(|| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{texts.care_kept()}</p>
            </Alert>
        }
    });
    let now = match (state.as_str(), ended) {
        ("died", Some([day, last])) => texts.care_now_died(&day, &last),
        (_, Some([day, last])) => texts.care_now_ended(&day, &last),
        (_, None) => texts.care_now_in_care().to_owned(),
    };
    let choices = vec![
        Choice::new("in-care", texts.care_in_care()),
        Choice::new("ended", texts.care_ended()),
        Choice::new("died", texts.care_died()),
    ];
    let access = format!("/team/c/{client}/toegang");
    let [chosen, day, month, year] = note.typed;
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new(access, texts.access_nav())] />
            <PageHeading heading=texts.care_title() title=texts.care_title() intro=texts.care_intro(&name) />
            <ErrorSummary problems=problems />
            {done}
            <p>{now}</p>
            <PostForm to=RecordCare::url()>
                <input type="hidden" name="client" value=client />
                <RadioGroup id="state" legend=texts.care_state() error=state_error choices=choices chosen=chosen />
                <DateField
                    id="ended"
                    legend=texts.care_day()
                    hint=texts.care_day_hint()
                    error=day_error
                    value=DateValues { day, month, year }
                />
                <p>{texts.care_consequence()}</p>
                <Button label=texts.care_button() />
            </PostForm>
        </Page>
    }
}
