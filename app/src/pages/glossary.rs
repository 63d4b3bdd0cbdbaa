//! The list of words: what words of care mean, in plain language.

use inzage_domain::{
    fold,
    glossary::{Term, in_order},
};
use leptos::prelude::*;

use super::page::Page;
use crate::{
    components::{Detail, DetailList, PageHeading},
    locales::use_texts,
};

fn letter(term: &Term) -> String {
    fold(term.name()).chars().take(1).flat_map(char::to_uppercase).collect()
}

/// The list of words.
#[component]
pub(super) fn GlossaryPage() -> impl IntoView {
    let texts = use_texts();
    let terms = in_order();
    let groups: Vec<(String, Vec<Detail>)> = terms
        .chunk_by(|one, other| letter(one) == letter(other))
        .filter_map(|some| {
            let details = some.iter().map(|term| Detail::new(term.name(), term.meaning(texts.0))).collect();
            Some((letter(some.first()?), details))
        })
        .collect();
    let links = groups
        .iter()
        .map(|(letter, _)| {
            let (href, letter) = (format!("#letter-{letter}"), letter.clone());
            view! {
                <li>
                    <a href=href>{letter}</a>
                </li>
            }
        })
        .collect_view();
    let list = groups
        .into_iter()
        .map(|(letter, details)| {
            let id = format!("letter-{letter}");
            let labelled = id.clone();
            view! {
                <section aria-labelledby=labelled>
                    <h2 id=id>{letter}</h2>
                    <DetailList details=details />
                </section>
            }
        })
        .collect_view();
    view! {
        <Page>
            <PageHeading heading=texts.words_title() title=texts.words_title() intro=texts.words_intro() />
            <nav class="letters" aria-label=texts.words_letters()>
                <ul>{links}</ul>
            </nav>
            {list}
        </Page>
    }
}
