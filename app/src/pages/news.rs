//! News of the organisation (R113): the page for everybody, and the administrator's list, form and
//! example. Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::page::{Page, PostForm, form_number, loaded, part};
use crate::{
    api::{
        EndNews, KeepNews, NewsForm, NewsLine, NewsPreview, NewsView, PublishNewsItem, read_news,
        read_news_form, read_news_list, read_news_preview,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Cell, Column, Crumb,
        DataTable, EmptyState, ErrorSummary, FieldProblem, PageHeading, TextArea, TextField,
    },
    locales::{Texts, use_texts},
};

const LIST: &str = "/beheer/nieuws";

/// What everybody can read, also logged out.
#[component]
pub(super) fn NewsPage() -> impl IntoView {
    loaded(
        |_| read_news(),
        |items: Vec<NewsView>| {
            let texts = use_texts();
            let content = if items.is_empty() {
                view! { <EmptyState title=texts.news_none() text=texts.news_none_text() /> }.into_any()
            } else {
                items.into_iter().map(|item| article(texts, item)).collect_view().into_any()
            };
            view! {
                <Page>
                    <PageHeading heading=texts.news_title() title=texts.news_title() intro=texts.news_intro() />
                    {content}
                </Page>
            }
            .into_any()
        },
    )
}

fn article(texts: Texts, item: NewsView) -> impl IntoView {
    let day = (!item.day.is_empty()).then(|| view! { <p class="quiet">{texts.news_day(&item.day)}</p> });
    view! {
        <article>
            <h2>{item.title}</h2>
            {day}
            <div class="terms__text" inner_html=item.html></div>
        </article>
    }
}

fn steps(texts: Texts) -> Vec<Crumb> {
    vec![Crumb::new("/beheer", texts.admin_title()), Crumb::new(LIST, texts.news_title())]
}

/// Drafts, what is public, and what is over.
#[component]
pub(super) fn NewsListPage() -> impl IntoView {
    loaded(
        |_| read_news_list(),
        |items: Vec<NewsLine>| {
            let texts = use_texts();
            let done = use_query_map().with_untracked(|query| query.get("gedaan"));
            let done = match done.as_deref() {
                Some("gepubliceerd") => Some(texts.news_published_done()),
                Some("beeindigd") => Some(texts.news_ended_done()),
                _ => None,
            };
            let done = done.map(|text| {
                view! {
                    <Alert kind=AlertKind::Success>
                        <p>{text}</p>
                    </Alert>
                }
            });
            let content = if items.is_empty() {
                view! { <EmptyState title=texts.news_none() text=texts.news_none_written() /> }.into_any()
            } else {
                let columns =
                    vec![Column::text(texts.news_column_title()), Column::text(texts.news_column_state())];
                let rows = items
                    .into_iter()
                    .map(|item| {
                        vec![
                            Cell::Link { href: format!("{LIST}/{}", item.id), text: item.title },
                            Cell::Text(item.state),
                        ]
                    })
                    .collect();
                view! { <DataTable caption=texts.news_title() caption_hidden=true columns=columns rows=rows /> }.into_any()
            };
            view! {
                <Page>
                    <Breadcrumb steps=vec![Crumb::new("/beheer", texts.admin_title())] />
                    <PageHeading heading=texts.news_title() title=texts.news_title() intro=texts.news_list_intro() />
                    {done}
                    {content}
                    <ButtonRow>
                        <ButtonLink href=format!("{LIST}/nieuw") label=texts.news_write() />
                    </ButtonRow>
                </Page>
            }
            .into_any()
        },
    )
}

/// The form of a new item, or of a draft.
#[component]
pub(super) fn NewsFormPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| read_news_form(params.get("news").unwrap_or_default(), number.clone()),
        |form| view! { <Form form=form /> }.into_any(),
    )
}

#[component]
fn Form(form: NewsForm) -> impl IntoView {
    let texts = use_texts();
    let problems: Vec<FieldProblem> = form
        .faults
        .iter()
        .map(|(field, message)| FieldProblem::new(field.clone(), message.clone()))
        .collect();
    let faults = form.faults;
    let error =
        move |id: &str| faults.iter().find(|(field, _)| field == id).map(|(_, message)| message.clone());
    let [title_nl, title_en, text_nl, text_en] = form.fields;
    view! {
        <Page>
            <Breadcrumb steps=steps(texts) />
            <PageHeading heading=texts.news_write() title=texts.news_write() intro=texts.news_form_intro() />
            <ErrorSummary problems=problems />
            <PostForm to=KeepNews::url()>
                <input type="hidden" name="news" value=form.id />
                <TextField id="title_nl" label=texts.publish_title_nl() value=title_nl error=error("title_nl") maxlength=120 />
                <TextArea
                    id="text_nl"
                    label=texts.publish_text_nl()
                    hint=texts.publish_text_hint()
                    value=text_nl
                    error=error("text_nl")
                    rows=10
                />
                <TextField id="title_en" label=texts.publish_title_en() value=title_en error=error("title_en") maxlength=120 />
                <TextArea id="text_en" label=texts.publish_text_en() value=text_en error=error("text_en") rows=10 />
                <Button label=texts.publish_preview_button() />
            </PostForm>
        </Page>
    }
}

/// What an item becomes before it is published, or is.
#[component]
pub(super) fn NewsPreviewPage() -> impl IntoView {
    loaded(
        |params: ParamsMap| async move { read_news_preview(part(&params, "news")?).await },
        |preview| view! { <Preview preview=preview /> }.into_any(),
    )
}

#[component]
fn Preview(preview: NewsPreview) -> impl IntoView {
    let texts = use_texts();
    let [dutch, english] = preview.sides;
    let title = texts.0.pick(dutch.title.clone(), english.title.clone());
    let side = |tag: &'static str, heading: &'static str, item: NewsView| {
        view! {
            <section>
                <h2>{heading}</h2>
                <div lang=tag>
                    <p>
                        <strong>{item.title}</strong>
                    </p>
                    <div class="terms__text" inner_html=item.html></div>
                </div>
            </section>
        }
    };
    let id = preview.id.clone();
    let edit = format!("{LIST}/{id}/wijzigen");
    let publish = preview.draft.then(|| {
        view! {
            <PostForm to=PublishNewsItem::url()>
                <input type="hidden" name="news" value=id />
                <Button label=texts.news_publish_button() />
            </PostForm>
            <ButtonRow>
                <ButtonLink href=edit label=texts.news_change() kind=ButtonKind::Secondary />
            </ButtonRow>
        }
    });
    let end = preview.public.then(|| {
        view! {
            <p>{texts.news_end_text()}</p>
            <PostForm to=EndNews::url()>
                <input type="hidden" name="news" value=preview.id />
                <Button label=texts.news_end_button() kind=ButtonKind::Secondary />
            </PostForm>
        }
    });
    view! {
        <Page>
            <Breadcrumb steps=steps(texts) />
            <PageHeading heading=title.clone() title=title intro=preview.state />
            {side("nl", texts.preview_dutch(), dutch)}
            {side("en", texts.preview_english(), english)}
            {publish}
            {end}
        </Page>
    }
}
