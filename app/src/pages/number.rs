//! Staff: the number with which somebody logs in with the own DigiD for a client (R120).

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::params::ParamsMap;

use super::{
    identity::{document_error, document_fields, document_text},
    page::{Page, PostForm, form_number, loaded, part},
};
use crate::{
    api::{NumberNote, NumberSheet, RegisterNumber, read_number},
    components::{
        Alert, AlertKind, Breadcrumb, Button, Card, Crumb, Detail, DetailList, ErrorSummary, FieldProblem,
        FieldWidth, PageHeading, TextField, use_face,
    },
    locales::{Texts, use_texts},
};

/// The number of somebody beside a client.
#[component]
pub(super) fn NumberPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_number(part(&params, "client")?, part(&params, "relation")?, number).await }
        },
        |sheet| view! { <Number sheet=sheet /> }.into_any(),
    )
}

/// What is registered now.
fn registered(texts: Texts, sheet: &NumberSheet) -> AnyView {
    let Some([ending, kind, signs, seen, when, by]) = sheet.by_staff.clone() else {
        let text = if sheet.registered { texts.number_by_command() } else { texts.number_none() };
        return view! { <p>{text}</p> }.into_any();
    };
    let document = texts.identity_document_seen(document_text(texts, &kind), &signs, &seen);
    let details = vec![
        Detail::new(texts.number_number(), ending),
        Detail::new(texts.number_document(), document),
        Detail::new(texts.number_since(), texts.number_since_by(&when, &by)),
    ];
    view! {
        <Card heading=texts.number_now()>
            <DetailList details=details />
        </Card>
    }
    .into_any()
}

/// What is wrong, field by field, in the order of the form.
fn problems(texts: Texts, wrong: &[String]) -> Vec<FieldProblem> {
    let told = |word: &str| match word {
        "no-bsn" => FieldProblem::new("bsn", texts.identity_bsn_no_bsn()),
        "taken" => FieldProblem::new("bsn", texts.number_taken(&use_face().phone)),
        "clients" => FieldProblem::new("bsn", texts.number_clients()),
        "reason" => FieldProblem::new("reason", texts.number_reason_missing()),
        field => FieldProblem::new(field, document_error(texts, field)),
    };
    wrong.iter().map(|word| told(word)).collect()
}

#[component]
fn Number(sheet: NumberSheet) -> impl IntoView {
    let texts = use_texts();
    let now = registered(texts, &sheet);
    let NumberSheet { client, client_name, relation, name, ground, registered, note, .. } = sheet;
    let NumberNote { same, wrong, typed: [kind, ending, day, month, year, reason] } = note;
    let problems = problems(texts, &wrong);
    let known = problems.clone();
    let error = move |field: &str| {
        known.iter().find(|problem| problem.field == field).map(|problem| problem.message.clone())
    };
    let same = same.then(|| {
        view! {
            <Alert kind=AlertKind::Info>
                <p>{texts.number_same()}</p>
            </Alert>
        }
    });
    let document = document_fields(texts, &error, [kind, ending, day, month, year]);
    let (heading, correcting) = if registered {
        (texts.number_correct(), Some(view! { <p>{texts.number_correct_text()}</p> }))
    } else {
        (texts.number_form(), None)
    };
    let why = registered.then(|| {
        view! {
            <TextField
                id="reason"
                label=texts.number_reason()
                hint=texts.number_reason_hint()
                error=error("reason")
                value=reason
                maxlength=500
            />
        }
    });
    let steps = vec![
        Crumb::new("/team", texts.clients_title()),
        Crumb::new(format!("/team/c/{client}/toegang"), texts.access_nav()),
    ];
    view! {
        <Page narrow=true>
            <Breadcrumb steps=steps />
            <PageHeading
                heading=texts.number_title()
                title=texts.number_title()
                intro=texts.number_intro(&name, &client_name)
            />
            <ErrorSummary problems=problems />
            {same}
            <p class="quiet">{format!("{}: {ground}", texts.access_ground())}</p>
            {now}
            <h2>{heading}</h2>
            {correcting}
            <p>{texts.number_why()}</p>
            <PostForm to=RegisterNumber::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="relation" value=relation />
                <TextField
                    id="bsn"
                    label=texts.number_bsn()
                    hint=texts.number_bsn_hint()
                    error=error("bsn")
                    inputmode="numeric"
                    maxlength=14
                    width=FieldWidth::Medium
                />
                {document}
                {why}
                <Button label=texts.number_button() />
            </PostForm>
        </Page>
    }
}
