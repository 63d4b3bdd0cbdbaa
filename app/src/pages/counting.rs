//! Cookies, and the one choice there is: being counted (R22). Drawn by the host alone; links and plain
//! forms. Also what the administrator sees of the counting.

use inzage_domain::figures::{CountingChoice, PageKind};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::page::{Page, PostForm, loaded};
use crate::{
    api::{ChooseCounting, PageFigures, read_counting},
    components::{
        Alert, AlertKind, Bar, BarChart, Button, ButtonKind, ButtonRow, Card, Column, DataTable, EmptyState,
        PageHeading, PhoneLink,
    },
    locales::{Texts, use_texts},
};

/// Which cookies there are, and the choice.
#[component]
pub(super) fn CookiesPage() -> impl IntoView {
    loaded(|_| read_counting(), |choice| view! { <Cookies choice=choice /> }.into_any())
}

#[component]
fn Cookies(
    /// What this browser chose.
    #[prop(optional_no_strip)]
    choice: Option<CountingChoice>,
) -> impl IntoView {
    let texts = use_texts();
    let rows = [
        ("__Host-inzage", texts.cookie_session(), texts.cookie_session_long()),
        ("__Host-stap", texts.cookie_step(), texts.cookie_step_long()),
        ("__Host-digid", texts.cookie_digid(), texts.cookie_digid_long()),
        ("__Host-taal", texts.cookie_language(), texts.cookie_language_long()),
        ("__Host-meten", texts.cookie_counting(), texts.cookie_counting_long()),
    ]
    .map(|(name, what, long)| vec![name.into(), what.into(), long.into()]);
    let columns = vec![
        Column::text(texts.cookies_name()),
        Column::text(texts.cookies_for()),
        Column::text(texts.cookies_long()),
    ];
    let done = use_query_map().with_untracked(|query| query.get("gedaan")).unwrap_or_default();
    let done = done_text(texts, &done, choice).map(|text| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{text}</p>
            </Alert>
        }
    });
    view! {
        <Page>
            <PageHeading heading=texts.cookies_title() title=texts.cookies_title() intro=texts.cookies_intro() />
            {done}
            <Card heading=texts.counting_question()>
                <p>{texts.counting_what()}</p>
                <p>{texts.counting_not()}</p>
                <p>{texts.counting_free()}</p>
                <p>
                    <strong>{now_text(texts, choice)}</strong>
                </p>
                {choices(texts, choice)}
            </Card>
            <DataTable caption=texts.cookies_caption() columns=columns rows=rows.into() />
            <h2>{texts.cookies_refuse()}</h2>
            <p>{texts.cookies_refuse_text()}</p>
            <p>
                <PhoneLink />
            </p>
        </Page>
    }
}

fn now_text(texts: Texts, choice: Option<CountingChoice>) -> &'static str {
    match choice {
        None => texts.counting_now_none(),
        Some(CountingChoice::Yes) => texts.counting_now_yes(),
        Some(CountingChoice::No) => texts.counting_now_no(),
    }
}

/// What was just done. A browser that keeps no cookies is not told that it was.
fn done_text(texts: Texts, word: &str, choice: Option<CountingChoice>) -> Option<&'static str> {
    match (word, choice) {
        ("ja", Some(CountingChoice::Yes)) => Some(texts.counting_done_yes()),
        ("nee", Some(CountingChoice::No)) => Some(texts.counting_done_no()),
        ("wissen", None) => Some(texts.counting_done_gone()),
        _ => None,
    }
}

/// What can still be chosen: yes and no look alike, because neither is better.
fn choices(texts: Texts, choice: Option<CountingChoice>) -> impl IntoView {
    let yes = (CountingChoice::Yes.key(), texts.counting_yes(), ButtonKind::Secondary);
    let no = (CountingChoice::No.key(), texts.counting_no(), ButtonKind::Secondary);
    let forget = ("wissen", texts.counting_forget(), ButtonKind::Quiet);
    let offered = match choice {
        None => vec![yes, no],
        Some(CountingChoice::Yes) => vec![no, forget],
        Some(CountingChoice::No) => vec![yes, forget],
    };
    let buttons = offered
        .into_iter()
        .map(|(value, label, kind)| {
            view! {
                <PostForm to=ChooseCounting::url()>
                    <input type="hidden" name="choice" value=value />
                    <Button label=label kind=kind />
                </PostForm>
            }
        })
        .collect_view();
    view! { <ButtonRow>{buttons}</ButtonRow> }
}

/// How often each kind of page was opened, for the administrator (R23, R128).
#[component]
pub(super) fn PagesCard(
    /// What was counted.
    figures: PageFigures,
) -> impl IntoView {
    let texts = use_texts();
    let content = if figures.pages.iter().all(|(_, number)| number.is_none()) {
        view! { <EmptyState title=texts.pages_use_none() text=texts.pages_use_none_text() /> }.into_any()
    } else {
        let bars = figures.pages.into_iter().map(|page| bar(texts, page)).collect::<Vec<_>>();
        let halves = figures.halves.map(|[whole, script]| {
            let text = texts.pages_use_halves(&texts.number(whole), &texts.number(script));
            view! { <p>{text}</p> }
        });
        view! {
            <BarChart
                id="paginas"
                title=texts.pages_use()
                description=texts.pages_use_text()
                label_column=texts.pages_use_kind()
                value_column=texts.pages_use_number()
                bars=bars
            />
            {halves}
        }
        .into_any()
    };
    view! {
        <Card heading=texts.pages_use()>
            <p>{texts.pages_use_text()}</p>
            {content}
        </Card>
    }
}

/// A small number has no length either: one could read it off the drawing. Past four thousand million
/// all bars are alike.
fn bar(texts: Texts, (page, number): (PageKind, Option<u64>)) -> Bar {
    let size = number.map_or(0, |number| u32::try_from(number).unwrap_or(u32::MAX));
    Bar {
        label: texts.page_kind(page).to_owned(),
        value: f64::from(size),
        text: number.map_or_else(|| texts.pages_use_few().to_owned(), |number| texts.number(number)),
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::{
        Language,
        figures::{CountingChoice, PageKind},
    };

    use super::{bar, done_text};
    use crate::locales::Texts;

    #[test]
    fn a_small_number_is_neither_written_nor_drawn() {
        let texts = Texts(Language::Dutch);
        let few = bar(texts, (PageKind::Help, None));
        assert_eq!((few.text.as_str(), few.value.to_bits()), ("minder dan 5", 0.0_f64.to_bits()));
        let many = bar(texts, (PageKind::Help, Some(1_250)));
        assert_eq!((many.text.as_str(), many.value.to_bits()), ("1.250", 1_250.0_f64.to_bits()));
    }

    /// R22: the page says that something was kept only where it was.
    #[test]
    fn what_was_not_kept_is_not_told() {
        let texts = Texts(Language::Dutch);
        let yes = Some(CountingChoice::Yes);
        assert_eq!(done_text(texts, "ja", yes), Some(texts.counting_done_yes()));
        for (word, choice) in [("ja", None), ("nee", yes), ("wissen", yes), ("", yes), ("x", None)] {
            assert_eq!(done_text(texts, word, choice), None, "{word}");
        }
    }
}
