//! Pages that anybody can read: privacy, help, accessibility.

use leptos::prelude::*;

use super::page::Page;
use crate::{
    components::{PageHeading, PhoneLink, use_face},
    locales::use_texts,
};

fn chapters(
    title: &'static str,
    intro: String,
    chapters: Vec<(&'static str, &'static str)>,
    links: Vec<(&'static str, &'static str)>,
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
    let links = links
        .into_iter()
        .map(|(href, label)| {
            view! {
                <p>
                    <a href=href>{label}</a>
                </p>
            }
        })
        .collect_view();
    view! {
        <Page>
            <PageHeading heading=title title=title intro=intro />
            {chapters}
            {links}
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
        vec![("/privacy/vraag", texts.pquestion_link())],
    )
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
        vec![
            ("/woordenlijst", texts.words_title()),
            ("/hulp/misbruik", texts.misuse_title()),
            ("/hulp/blokkeren", texts.block_title()),
            ("/hulp/heropenen", texts.reopen_title()),
        ],
    )
}

/// What we do for accessibility.
#[component]
pub(super) fn AccessibilityPage() -> impl IntoView {
    let texts = use_texts();
    chapters(texts.accessibility_title(), texts.accessibility_text().to_owned(), Vec::new(), Vec::new())
}
