//! Names of others in a text before the client reads it: each is replaced or left on purpose (R38, L10).

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    super::page::{Page, PostForm, loaded},
    hidden,
};
use crate::{
    api::{DecideReportName, NameRow, NamesSheet, PlaceReportDraft, read_report_names},
    components::{Breadcrumb, Button, ButtonKind, ButtonRow, Crumb, PageHeading, RecordOwner, Whose},
    locales::{Texts, use_texts},
};

/// Names of others in a text that is about to be shared.
#[component]
pub(in crate::pages) fn NamesPage() -> impl IntoView {
    loaded(
        |params| {
            read_report_names(
                params.get("client").unwrap_or_default(),
                params.get("form").unwrap_or_default(),
            )
        },
        |sheet| view! { <Names sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Names(sheet: NamesSheet) -> impl IntoView {
    let texts = use_texts();
    let NamesSheet { client, name, tint, form, text, names } = sheet;
    let start = format!("/team/c/{client}/rapportage");
    let back = if form == "nieuw" { start.clone() } else { format!("{start}/schrijven/{form}") };
    let none = names.is_empty();
    let questions = names.iter().map(|row| question(texts, &client, &form, row)).collect_view();
    let place = none.then(|| {
        let fields = hidden(&[("client", &client), ("report", &form)]);
        view! {
            <p>{texts.names_none()}</p>
            <PostForm to=PlaceReportDraft::url()>
                {fields}
                <Button label=texts.names_place() />
            </PostForm>
        }
    });
    let whose = RecordOwner { name, detail: None, whose: Whose::Staff, tint };
    view! {
        <Page owner=Some(whose)>
            <Breadcrumb steps=vec![Crumb::new(start, texts.report_title())] />
            <PageHeading heading=texts.names_title() title=texts.names_title() intro=texts.names_intro() />
            {(!none).then(|| view! { <p>{texts.names_why()}</p> })}
            {questions}
            {place}
            <h2>{texts.names_text()}</h2>
            <p class="entry__text">{text}</p>
            <p>
                <a href=back>{texts.names_back()}</a>
            </p>
        </Page>
    }
}

/// One name with its two buttons.
fn question(texts: Texts, client: &str, form: &str, row: &NameRow) -> AnyView {
    let button = |choice: &'static str, label: String, kind: ButtonKind| {
        let fields = hidden(&[("client", client), ("report", form), ("name", &row.name), ("choice", choice)]);
        view! {
            <PostForm to=DecideReportName::url()>
                {fields}
                <Button label=label kind=kind />
            </PostForm>
        }
        .into_any()
    };
    let replace = button("replace", texts.names_replace(&row.initials), ButtonKind::Primary);
    let keep = button("keep", texts.names_keep(&row.name), ButtonKind::Secondary);
    view! {
        <section>
            <h2>{texts.names_question(&row.name, &texts.report_times(row.times))}</h2>
            <ButtonRow>{replace} {keep}</ButtonRow>
        </section>
    }
    .into_any()
}
