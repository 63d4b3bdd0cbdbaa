//! Searching within one's record, and what was found.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    page::{Page, PostForm, form_number, loaded, part, record_base},
    record::owner,
};
use crate::{
    api::{FoundRow, Marked, RecordSearch, SearchRecord, read_record_search},
    components::{
        Alert, AlertKind, Breadcrumb, Button, ContactBlock, Crumb, EmptyState, ErrorSummary, FieldProblem,
        PageHeading, Pagination, TextField,
    },
    locales::use_texts,
};

/// Searching in a record.
#[component]
pub(super) fn FindPage() -> impl IntoView {
    let number = form_number();
    let after = use_query_map().with_untracked(|query| query.get("vanaf"));
    loaded(
        move |params| {
            let (number, after) = (number.clone(), after.clone());
            async move { read_record_search(part(&params, "client")?, number, after).await }
        },
        |search| view! { <Find search=search /> }.into_any(),
    )
}

#[component]
fn Find(search: RecordSearch) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let here = format!("{base}/zoeken");
    let client =
        base.trim_start_matches("/team").trim_start_matches("/c/").trim_end_matches("/dossier").to_owned();
    let RecordSearch {
        head,
        text,
        section,
        sections,
        asked,
        no_word,
        too_many,
        is_over,
        is_older,
        results,
        older,
    } = search;
    let error = no_word.then(|| texts.find_no_word().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("text", message.clone())).collect();
    let note = [(is_over, texts.find_over()), (too_many, texts.find_too_many())]
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, note)| {
            view! {
                <Alert kind=AlertKind::Info>
                    <p>{note}</p>
                </Alert>
            }
        })
        .collect_view();
    // The number of the search is in the address of this page; the words are not.
    let number = form_number().unwrap_or_default();
    let pages = view! {
        <Pagination
            newer=(is_older && asked).then(|| format!("{here}?formulier={number}"))
            newer_label=texts.find_newest()
            older=older.as_ref().map(|older| format!("{here}?formulier={number}&vanaf={older}"))
            older_label=texts.find_older()
        />
    };
    let found = asked.then(|| {
        let count = u32::try_from(results.len()).unwrap_or(u32::MAX);
        let list = if results.is_empty() {
            let (title, text) = if is_older {
                (texts.find_none_older(), "")
            } else {
                (texts.find_none(), texts.find_none_text())
            };
            view! { <EmptyState title=title text=text /> }.into_any()
        } else {
            let rows =
                results.into_iter().map(|row| view! { <Found row=row base=base.clone() /> }).collect_view();
            view! {
                <p>{texts.found_number(count, older.is_some())}</p>
                <ul class="day__entries">{rows}</ul>
            }
            .into_any()
        };
        view! {
            <section aria-labelledby="gevonden">
                <h2 id="gevonden">{texts.find_results()}</h2>
                {list}
                {pages}
            </section>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(base.clone(), texts.record_nav())] />
            <PageHeading heading=texts.find_title() title=texts.find_title() intro=texts.find_intro() />
            <ErrorSummary problems=problems />
            {note}
            <PostForm to=SearchRecord::url() role="search">
                <input type="hidden" name="client" value=client />
                <TextField
                    id="text"
                    label=texts.find_label()
                    hint=texts.find_hint()
                    error=error
                    value=text
                    kind="search"
                />
                <Sections sections=sections chosen=section />
                <Button label=texts.find_button() />
            </PostForm>
            {found}
            <ContactBlock />
        </Page>
    }
}

/// In which part one searches.
#[component]
fn Sections(sections: Vec<(String, String)>, chosen: String) -> impl IntoView {
    let texts = use_texts();
    let options = sections
        .into_iter()
        .map(|(slug, name)| {
            let selected = slug == chosen;
            view! { <option value=slug selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for="section">
                {texts.find_section()}
            </label>
            <select class="input input--medium" id="section" name="section">
                <option value="">{texts.find_everywhere()}</option>
                {options}
            </select>
        </div>
    }
}

/// A text with its words marked.
fn pieces(pieces: Vec<Marked>) -> impl IntoView {
    pieces
        .into_iter()
        .map(|(text, marked)| if marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() })
        .collect_view()
}

#[component]
fn Found(row: FoundRow, base: String) -> impl IntoView {
    let texts = use_texts();
    let FoundRow { row, title, excerpt } = row;
    let mistake = row.mistake.then(|| format!("{} ", texts.item_mistake()));
    // A find by its author or in the other language: what the list says of it.
    let excerpt = if excerpt.is_empty() { vec![(row.text.clone(), false)] } else { excerpt };
    let says = mistake.is_some() || excerpt.iter().any(|(text, _)| !text.is_empty());
    view! {
        <li class="entry">
            <div class="entry__head">
                <h3 class="entry__title">
                    <a href=format!("{base}/{}/{}", row.category.slug(), row.id)>
                        <span>{pieces(title)}</span>
                    </a>
                </h3>
            </div>
            <p class="entry__meta">
                <span>{texts.category(row.category)}</span>
                <span>{row.when}</span>
                {(!row.author.is_empty()).then(|| view! { <span>{row.author}</span> })}
            </p>
            {says.then(|| view! { <p class="entry__text">{mistake} {pieces(excerpt)}</p> })}
        </li>
    }
}
