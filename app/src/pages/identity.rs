//! Staff: knowing who a client is, in two stages (R114, R115).

use leptos::{prelude::*, server_fn::ServerFn};

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{CheckBsn, IdentityNote, IdentitySheet, RecordIdentity, read_identity},
    components::{
        Alert, AlertKind, Button, ButtonKind, Choice, DateField, DateValues, ErrorSummary, FieldProblem,
        FieldWidth, PageHeading, RadioGroup, TextField,
    },
    locales::{Texts, use_texts},
};

/// Knowing who a client is, in two stages (R114, R115).
#[component]
pub(super) fn IdentityPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_identity(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <Identity sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Identity(sheet: IdentitySheet) -> impl IntoView {
    let texts = use_texts();
    let IdentitySheet { client, name, staged, bsn_checked, identified, document, note } = sheet;
    let bsn_error = match note.bsn.as_deref() {
        Some("no-bsn") => Some(texts.identity_bsn_no_bsn()),
        Some("different") => Some(texts.identity_bsn_different()),
        Some("unknown") => Some(texts.identity_bsn_unknown()),
        _ => None,
    };
    let mut problems: Vec<FieldProblem> =
        bsn_error.iter().map(|message| FieldProblem::new("bsn", *message)).collect();
    problems.extend(note.fields.iter().map(|field| FieldProblem::new(field, document_error(texts, field))));
    let well = match (note.bsn.as_deref(), note.kept) {
        (Some("checked"), _) => Some(texts.identity_bsn_checked()),
        (_, true) => Some(texts.identity_kept()),
        _ => None,
    };
    let well = well.map(|text| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{text}</p>
            </Alert>
        }
    });
    let first = note.bsn_first.then(|| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{texts.identity_document_first()}</p>
            </Alert>
        }
    });
    let staged = staged.then(|| view! { <p>{texts.identity_staged()}</p> });
    let checked = bsn_checked.as_ref().map(|day| view! { <p>{texts.identity_bsn_done(day)}</p> });
    let seen = document.map(|[kind, ending, day]| {
        view! { <p>{texts.identity_document_seen(document_text(texts, &kind), &ending, &day)}</p> }
    });
    let stage_two = if bsn_checked.is_some() {
        view! { <DocumentForm client=client.clone() note=note again=identified.is_some() /> }.into_any()
    } else {
        view! { <p>{texts.identity_document_first()}</p> }.into_any()
    };
    let back = format!("/team/c/{client}/uitnodigingen");
    let error = bsn_error.map(str::to_owned);
    let kind = if bsn_checked.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <Page narrow=true>
            <PageHeading
                heading=texts.identity_title()
                title=texts.identity_title()
                intro=texts.identity_intro(&name)
            />
            <ErrorSummary problems=problems />
            {well}
            {first}
            {staged}
            <h2>{texts.identity_bsn_title()}</h2>
            {checked}
            <PostForm to=CheckBsn::url()>
                <input type="hidden" name="client" value=client />
                <TextField
                    id="bsn"
                    label=texts.identity_bsn()
                    hint=texts.identity_bsn_hint()
                    error=error
                    inputmode="numeric"
                    maxlength=14
                    width=FieldWidth::Medium
                />
                <Button label=texts.identity_bsn_button() kind=kind />
            </PostForm>
            <h2>{texts.identity_document_title()}</h2>
            {seen}
            {stage_two}
            <p>
                <a href=back>{texts.letter_back()}</a>
            </p>
        </Page>
    }
}

pub(super) fn document_text(texts: Texts, kind: &str) -> &'static str {
    match kind {
        "passport" => texts.document_passport(),
        "identity-card" => texts.document_identity_card(),
        "driving-licence" => texts.document_driving_licence(),
        _ => texts.document_residence_permit(),
    }
}

pub(super) fn document_error(texts: Texts, field: &str) -> &'static str {
    match field {
        "document" => texts.identity_document_missing(),
        "ending" => texts.identity_ending_missing(),
        _ => texts.identity_seen_on_missing(),
    }
}

/// The fields about a document that was seen: which kind, its last signs, and when. `typed` is kind, last
/// signs, day, month and year.
pub(super) fn document_fields(
    texts: Texts,
    error: impl Fn(&str) -> Option<String>,
    typed: [String; 5],
) -> AnyView {
    let kinds = ["passport", "identity-card", "driving-licence", "residence-permit"];
    let choices = kinds.into_iter().map(|kind| Choice::new(kind, document_text(texts, kind))).collect();
    let [kind, ending, day, month, year] = typed;
    view! {
        <RadioGroup
            id="document"
            legend=texts.identity_document()
            error=error("document")
            choices=choices
            chosen=kind
        />
        <TextField
            id="ending"
            label=texts.identity_ending()
            error=error("ending")
            value=ending
            maxlength=4
            width=FieldWidth::Short
        />
        <DateField
            id="seen_on"
            legend=texts.identity_seen_on()
            error=error("seen_on")
            value=DateValues { day, month, year }
        />
    }
    .into_any()
}

#[component]
fn DocumentForm(
    client: String,
    note: IdentityNote,
    /// A document was recorded before.
    again: bool,
) -> impl IntoView {
    let texts = use_texts();
    let IdentityNote { fields, typed, .. } = note;
    let error =
        move |id: &str| fields.iter().any(|field| field == id).then(|| document_error(texts, id).to_owned());
    let button = if again { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <PostForm to=RecordIdentity::url()>
            <input type="hidden" name="client" value=client />
            {document_fields(texts, error, typed)}
            <Button label=texts.identity_button() kind=button />
        </PostForm>
    }
}
