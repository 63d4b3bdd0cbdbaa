//! Pages that anybody can read: the terms, privacy, cookies, help, accessibility.

use leptos::prelude::*;

use super::page::Page;
use crate::{
    components::{Column, DataTable, PageHeading, PhoneLink, use_face},
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

/// Which cookies there are (R22).
#[component]
pub(super) fn CookiesPage() -> impl IntoView {
    let texts = use_texts();
    let rows = [
        ("__Host-inzage", texts.cookie_session(), texts.cookie_session_long()),
        ("__Host-stap", texts.cookie_step(), texts.cookie_step_long()),
        ("__Host-digid", texts.cookie_digid(), texts.cookie_digid_long()),
        ("__Host-taal", texts.cookie_language(), texts.cookie_language_long()),
    ]
    .map(|(name, what, long)| vec![name.into(), what.into(), long.into()]);
    let columns = vec![
        Column::text(texts.cookies_name()),
        Column::text(texts.cookies_for()),
        Column::text(texts.cookies_long()),
    ];
    view! {
        <Page>
            <PageHeading heading=texts.cookies_title() title=texts.cookies_title() intro=texts.cookies_intro() />
            <DataTable caption=texts.cookies_caption() columns=columns rows=rows.into() />
            <h2>{texts.cookies_refuse()}</h2>
            <p>{texts.cookies_refuse_text()}</p>
            <p>
                <PhoneLink />
            </p>
        </Page>
    }
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
