//! Pages that anybody can read: the terms, privacy, cookies, help, accessibility.

use leptos::prelude::*;

use super::page::{Page, loaded};
use crate::{
    api::{TermsText, read_terms_texts},
    components::{EmptyState, PageHeading, PhoneLink, use_face},
    locales::use_texts,
};

/// One document of terms as text: paragraphs, and headings that begin with `# `.
#[component]
pub(super) fn TermsArticle(text: TermsText) -> impl IntoView {
    let texts = use_texts();
    let paragraphs = text
        .text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| match paragraph.strip_prefix("# ") {
            Some(heading) => view! { <h3>{heading.to_owned()}</h3> }.into_any(),
            None => view! { <p>{paragraph.to_owned()}</p> }.into_any(),
        })
        .collect_view();
    view! {
        <article class="terms">
            <h2>{text.title}</h2>
            <p class="quiet">{texts.terms_version(&text.label)}</p>
            {paragraphs}
        </article>
    }
}

/// The terms in force, also without log-in.
#[component]
pub(super) fn TermsTextPage() -> impl IntoView {
    loaded(
        |_| read_terms_texts(),
        |documents| {
            let texts = use_texts();
            let body = if documents.is_empty() {
                view! { <EmptyState title=texts.terms_none() text="" /> }.into_any()
            } else {
                documents
                    .into_iter()
                    .map(|text| view! { <TermsArticle text=text /> })
                    .collect_view()
                    .into_any()
            };
            view! {
                <Page>
                    <PageHeading heading=texts.terms_title() title=texts.terms_title() />
                    {body}
                </Page>
            }
            .into_any()
        },
    )
}

fn chapters(
    title: &'static str,
    intro: String,
    chapters: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let chapters = chapters
        .into_iter()
        .map(|(heading, text)| {
            view! {
                <h2>{heading}</h2>
                <p>{text}</p>
            }
        })
        .collect_view();
    view! {
        <Page>
            <PageHeading heading=title title=title intro=intro />
            {chapters}
            <p>
                <PhoneLink />
            </p>
        </Page>
    }
}

/// What happens with data (R20).
#[component]
pub(super) fn PrivacyPage() -> impl IntoView {
    let texts = use_texts();
    chapters(
        texts.privacy_title(),
        texts.privacy_intro(&use_face().name),
        vec![
            (texts.privacy_what(), texts.privacy_what_text()),
            (texts.privacy_who(), texts.privacy_who_text()),
            (texts.privacy_rights(), texts.privacy_rights_text()),
        ],
    )
}

/// Which cookies there are (R22).
#[component]
pub(super) fn CookiesPage() -> impl IntoView {
    let texts = use_texts();
    chapters(texts.cookies_title(), texts.cookies_text().to_owned(), Vec::new())
}

/// Help.
#[component]
pub(super) fn HelpPage() -> impl IntoView {
    let texts = use_texts();
    chapters(
        texts.help_title(),
        texts.help_intro().to_owned(),
        vec![
            (texts.help_sign_in(), texts.help_sign_in_text()),
            (texts.help_record(), texts.help_record_text()),
            (texts.help_title(), texts.help_before_calling()),
        ],
    )
}

/// What we do for accessibility.
#[component]
pub(super) fn AccessibilityPage() -> impl IntoView {
    let texts = use_texts();
    chapters(texts.accessibility_title(), texts.accessibility_text().to_owned(), Vec::new())
}
