//! Terms of use for the administrator: the list, the form, what it becomes. Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::params::ParamsMap;

use super::{
    page::{Page, PostForm, form_number, loaded},
    terms::pieces,
};
use crate::{
    api::{
        DifferencePiece, DropTermsDraft, KeepTermsDraft, PublishForm, PublishList, PublishNews,
        PublishPreview, PublishTerms, PublishedDocument, read_publish_form, read_publish_list,
        read_publish_preview,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Card, Cell, Column, Crumb,
        DataTable, DateField, DateValues, EmptyState, ErrorSummary, FieldProblem, PageHeading, TextArea,
        TextField,
    },
    locales::{Texts, use_texts},
};

const LIST: &str = "/beheer/voorwaarden";

fn steps(texts: Texts) -> Vec<Crumb> {
    vec![Crumb::new("/beheer", texts.admin_title()), Crumb::new(LIST, texts.publish_list_title())]
}

/// All documents, versions and drafts.
#[component]
pub(super) fn PublishListPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_publish_list(number.clone()), |list| view! { <List list=list /> }.into_any())
}

#[component]
fn List(list: PublishList) -> impl IntoView {
    let texts = use_texts();
    let news = list.news.map(|news| {
        let (kind, lines) = match news {
            PublishNews::Published { day } if day.is_empty() => (
                AlertKind::Success,
                vec![texts.publish_done().to_owned(), texts.publish_done_now().to_owned()],
            ),
            PublishNews::Published { day } => {
                (AlertKind::Success, vec![texts.publish_done().to_owned(), texts.publish_done_mails(&day)])
            }
            PublishNews::Dropped => (AlertKind::Success, vec![texts.publish_dropped().to_owned()]),
            PublishNews::Changed => (AlertKind::Warning, vec![texts.preview_changed().to_owned()]),
        };
        view! {
            <Alert kind=kind>
                <p>{lines.join(" ")}</p>
            </Alert>
        }
    });
    let drafts = (!list.drafts.is_empty()).then(|| {
        let drafts = list
            .drafts
            .into_iter()
            .map(|(document, sentence)| {
                view! {
                    <li>
                        <a href=format!("{LIST}/{document}/voorbeeld")>{sentence}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h2>{texts.publish_drafts()}</h2>
            <ul>{drafts}</ul>
        }
    });
    let documents = if list.documents.is_empty() {
        view! { <EmptyState title=texts.terms_none() text="" /> }.into_any()
    } else {
        list.documents.into_iter().map(|document| published(texts, document)).collect_view().into_any()
    };
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new("/beheer", texts.admin_title())] />
            <PageHeading
                heading=texts.publish_list_title()
                title=texts.publish_list_title()
                intro=texts.publish_list_intro()
            />
            {news}
            {drafts}
            {documents}
            <ButtonRow>
                <ButtonLink
                    href=format!("{LIST}/nieuw")
                    label=texts.publish_new_document()
                    kind=ButtonKind::Secondary
                />
            </ButtonRow>
        </Page>
    }
}

fn published(texts: Texts, document: PublishedDocument) -> impl IntoView {
    let columns = vec![
        Column::text(texts.terms_column_version()),
        Column::text(texts.terms_column_from()),
        Column::text(texts.terms_column_state()),
        Column::text(texts.publish_column_by()),
        Column::number(texts.publish_column_accepted()),
        Column::number(texts.publish_column_mailed()),
    ];
    let rows = document
        .versions
        .into_iter()
        .map(|line| {
            vec![
                Cell::Link { href: line.href, text: line.label },
                Cell::Text(line.day),
                Cell::Text(line.state),
                Cell::Text(line.by),
                Cell::Text(line.accepted.to_string()),
                Cell::Text(line.mailed.to_string()),
            ]
        })
        .collect();
    view! {
        <h2>{document.title.clone()}</h2>
        <DataTable caption=document.title.clone() caption_hidden=true columns=columns rows=rows />
        <p>
            <a href=format!("{LIST}/{}/nieuw", document.key)>{texts.publish_new_version_of(&document.title)}</a>
        </p>
    }
}

/// The form for a new version or document.
#[component]
pub(super) fn PublishFormPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| read_publish_form(params.get("document"), number.clone()),
        |form| view! { <Form form=form /> }.into_any(),
    )
}

#[component]
fn Form(form: PublishForm) -> impl IntoView {
    let texts = use_texts();
    let heading = if form.document.is_empty() {
        texts.publish_form_new().to_owned()
    } else {
        texts.publish_form_title(&form.title)
    };
    let problems: Vec<FieldProblem> = form
        .faults
        .iter()
        .map(|(field, message)| FieldProblem::new(field.clone(), message.clone()))
        .collect();
    let faults = form.faults;
    let error =
        move |id: &str| faults.iter().find(|(field, _)| field == id).map(|(_, message)| message.clone());
    let [title_nl, title_en, label, day, month, year, summary_nl, summary_en, text_nl, text_en] = form.fields;
    let draft = (!form.draft.is_empty()).then(|| {
        view! {
            <Alert>
                <p>{texts.publish_form_draft(&form.draft)}</p>
            </Alert>
        }
    });
    let optional = !form.changes;
    view! {
        <Page>
            <Breadcrumb steps=steps(texts) />
            <PageHeading heading=heading.clone() title=heading intro=texts.publish_form_intro() />
            <ErrorSummary problems=problems />
            {draft}
            <PostForm to=KeepTermsDraft::url()>
                <input type="hidden" name="document" value=form.document />
                <TextField id="title_nl" label=texts.publish_title_nl() value=title_nl error=error("title_nl") maxlength=120 />
                <TextField id="title_en" label=texts.publish_title_en() value=title_en error=error("title_en") maxlength=120 />
                <TextField
                    id="label"
                    label=texts.publish_label()
                    hint=texts.publish_label_hint()
                    value=label
                    error=error("label")
                    maxlength=120
                />
                <DateField
                    id="begins"
                    legend=texts.publish_day()
                    hint=texts.publish_day_hint(&form.first_day)
                    error=error("begins")
                    value=DateValues { day, month, year }
                />
                <TextArea
                    id="summary_nl"
                    label=texts.publish_summary_nl()
                    hint=texts.publish_summary_hint()
                    value=summary_nl
                    error=error("summary_nl")
                    rows=4
                    optional=optional
                />
                <TextArea
                    id="summary_en"
                    label=texts.publish_summary_en()
                    value=summary_en
                    error=error("summary_en")
                    rows=4
                    optional=optional
                />
                <TextArea
                    id="text_nl"
                    label=texts.publish_text_nl()
                    hint=texts.publish_text_hint()
                    value=text_nl
                    error=error("text_nl")
                    rows=18
                />
                <TextArea id="text_en" label=texts.publish_text_en() value=text_en error=error("text_en") rows=18 />
                <Button label=texts.publish_preview_button() />
            </PostForm>
        </Page>
    }
}

/// What a draft becomes, before it is published.
#[component]
pub(super) fn PublishPreviewPage() -> impl IntoView {
    loaded(
        |params: ParamsMap| read_publish_preview(params.get("document").unwrap_or_default()),
        |preview| view! { <Preview preview=preview /> }.into_any(),
    )
}

#[component]
fn Preview(preview: PublishPreview) -> impl IntoView {
    let texts = use_texts();
    let kind = if preview.too_early { AlertKind::Error } else { AlertKind::Info };
    let [title_nl, title_en] = preview.titles;
    let [summary_nl, summary_en] = preview.summaries;
    let [html_nl, html_en] = preview.html;
    let [pieces_nl, pieces_en] = preview.pieces;
    let differs = |found| preview.compared.then_some(found);
    let label = texts.terms_version(&preview.label);
    let dutch = side(
        texts,
        (texts.preview_dutch(), "nl"),
        [title_nl, label.clone(), summary_nl, html_nl],
        differs(pieces_nl),
    );
    let english = side(
        texts,
        (texts.preview_english(), "en"),
        [title_en, label, summary_en, html_en],
        differs(pieces_en),
    );
    let document = preview.document;
    let edit = format!("{LIST}/{document}/nieuw");
    let published = document.clone();
    let publish = (!preview.too_early).then(|| {
        view! {
            <PostForm to=PublishTerms::url()>
                <input type="hidden" name="document" value=published />
                <input type="hidden" name="revision" value=preview.revision />
                <input type="hidden" name="key" value=preview.key />
                <Button label=texts.preview_publish_button() />
            </PostForm>
        }
    });
    view! {
        <Page>
            <Breadcrumb steps=steps(texts) />
            <PageHeading heading=texts.preview_title() title=texts.preview_title() intro=texts.preview_intro() />
            <Alert kind=kind>
                <p>{preview.begins}</p>
            </Alert>
            {dutch}
            {english}
            {publish}
            <ButtonRow>
                <ButtonLink href=edit label=texts.preview_edit() kind=ButtonKind::Secondary />
            </ButtonRow>
            <PostForm to=DropTermsDraft::url()>
                <input type="hidden" name="document" value=document />
                <Button label=texts.preview_drop_button() kind=ButtonKind::Quiet />
            </PostForm>
        </Page>
    }
}

/// A draft in one language: what changes, what differs, and the text.
fn side(
    texts: Texts,
    (language, tag): (&'static str, &'static str),
    [title, label, summary, html]: [String; 4],
    found: Option<Vec<DifferencePiece>>,
) -> impl IntoView {
    let differs = found.map(|found| {
        view! {
            <h3>{texts.preview_differs()}</h3>
            {pieces(texts, found)}
        }
    });
    let summary = (!summary.is_empty()).then(|| {
        view! {
            <h3>{texts.terms_changed_title()}</h3>
            <p class="terms__summary" lang=tag>
                {summary}
            </p>
        }
    });
    view! {
        <Card heading=language>
            {summary}
            {differs}
            <h3 lang=tag>{title}</h3>
            <p class="quiet">{label}</p>
            <div class="terms__text" lang=tag inner_html=html></div>
        </Card>
    }
}
