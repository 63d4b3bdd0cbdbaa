//! Changing between the people under one log-in. Drawn by the host alone: links, no script.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::page::{Page, loaded};
use crate::{
    api::{SwitchLine, read_switch},
    components::{EmptyState, PageHeading, record_tint},
    locales::{Texts, use_texts},
};

/// The records, each in its colour.
#[component]
pub(super) fn SwitchPage() -> impl IntoView {
    let from = use_query_map().with_untracked(|query| query.get("van")).unwrap_or_default();
    loaded(
        move |_| read_switch(from.clone()),
        |records: Vec<SwitchLine>| {
            let texts = use_texts();
            let content = if records.is_empty() {
                view! { <EmptyState title=texts.switch_empty() text=texts.switch_empty_text() /> }.into_any()
            } else {
                let lines = records.into_iter().map(|record| line(texts, record)).collect_view();
                view! { <ul class="switch">{lines}</ul> }.into_any()
            };
            view! {
                <Page>
                    <PageHeading heading=texts.switch_title() title=texts.switch_title() intro=texts.switch_intro() />
                    {content}
                    <p class="quiet">{texts.switch_work()}</p>
                </Page>
            }
            .into_any()
        },
    )
}

fn line(texts: Texts, record: SwitchLine) -> impl IntoView {
    let whose = if record.own { texts.switch_own().to_owned() } else { record.whose };
    let here = record.here.then(|| view! { <span class="badge">{texts.switch_here()}</span> });
    let name = if record.href.is_empty() {
        view! { <strong>{record.name}</strong> }.into_any()
    } else {
        let current = record.here.then_some("true");
        view! {
            <a href=record.href aria-current=current>
                {record.name}
            </a>
        }
        .into_any()
    };
    view! {
        <li class=format!("switch__record {}", record_tint(record.tint))>
            <p class="switch__name">{name} " " {here}</p>
            <p class="switch__whose">{whose}</p>
        </li>
    }
}
