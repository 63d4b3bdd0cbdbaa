//! Looking together on the pages of a record (L1): who looks along until when, where the client
//! looks now, and what the client points at. Without script a page shows what held when it was
//! drawn; with script it asks again every few seconds, and follows when one chose to go along.

use inzage_domain::Category;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    api::{RecordHead, TogetherLine},
    locales::{Texts, use_texts},
};

/// Where a reader who goes along has this in the address.
const ALONG: &str = "?mee=1";

/// What runs now, as a signal: the page's own knowledge, renewed by script.
pub(super) fn lines(head: &RecordHead, base: &str) -> AnyView {
    if head.together.is_empty() {
        return ().into_any();
    }
    let texts = use_texts();
    let base = base.to_owned();
    let now = RwSignal::new(head.together.clone());
    #[cfg(feature = "hydrate")]
    follow(now, base.clone());
    let more = format!("{}/samen", base.strip_suffix("/dossier").unwrap_or_default());
    let here = use_location().pathname;
    let draw = move || {
        let path = here.get();
        let place = path.strip_prefix(&base).unwrap_or_default().trim_start_matches('/').to_owned();
        now.get().iter().map(|line| one(texts, &base, &place, line)).collect_view()
    };
    view! {
        <div class="together" role="status">
            {draw}
            <a href=more rel="external">
                {texts.together_more()}
            </a>
        </div>
    }
    .into_any()
}

fn one(texts: Texts, base: &str, place: &str, line: &TogetherLine) -> AnyView {
    let text = match (line.showing, line.joined) {
        (true, true) => texts.together_shown(&line.name, &line.until),
        (true, false) => texts.together_waiting(&line.name, &line.until),
        (false, true) => texts.together_looking(&line.name, &line.until),
        (false, false) => texts.together_invited(&line.name, &line.until),
    };
    let where_to = (!line.showing && line.joined).then(|| {
        if line.place == place {
            return view! { <p>{texts.together_same()}</p> }.into_any();
        }
        let slug = line.place.split('/').next().unwrap_or_default();
        let words =
            Category::from_slug(slug).map_or(texts.together_start_page(), |found| texts.category(found));
        let href = if line.place.is_empty() {
            format!("{base}{ALONG}")
        } else {
            format!("{base}/{}{ALONG}", line.place)
        };
        let text = texts.together_at(&line.name, words);
        view! {
            <p>
                {text} " "
                <a class="together__go" href=href>
                    {texts.together_go()}
                </a>
            </p>
        }
        .into_any()
    });
    view! {
        <p>
            <strong>{text}</strong>
        </p>
        {where_to}
    }
    .into_any()
}

/// The item that the client points at, for who looks along.
pub(super) fn pointed(head: &RecordHead) -> Option<(String, String)> {
    head.together
        .iter()
        .find(|line| !line.showing && line.joined && !line.pointed.is_empty())
        .map(|line| (line.pointed.clone(), line.name.clone()))
}

/// The button with which a client who shows points at an item.
pub(super) fn point(head: &RecordHead, client: &str, entry: &str) -> Option<AnyView> {
    let texts = use_texts();
    let line = head.together.iter().find(|line| line.showing && line.joined)?;
    let (client, entry) = (client.to_owned(), entry.to_owned());
    if line.pointed == entry {
        return Some(view! { <span class="badge">{texts.together_pointing()}</span> }.into_any());
    }
    let back = use_location().pathname.get_untracked();
    Some(
        view! {
            <form method="post" action="/api/samen/aanwijzen" class="together__point">
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="entry" value=entry />
                <input type="hidden" name="back" value=back />
                <button class="button button--quiet" type="submit">
                    {texts.together_point()}
                </button>
            </form>
        }
        .into_any(),
    )
}

/// Asks every few seconds, and goes where the client goes when the reader goes along.
#[cfg(feature = "hydrate")]
fn follow(now: RwSignal<Vec<TogetherLine>>, base: String) {
    use std::time::Duration;

    use crate::api::read_together_now;

    let navigate = leptos_router::hooks::use_navigate();
    let along = leptos_router::hooks::use_query_map().with_untracked(|query| query.get("mee").is_some());
    let Some(client) = base
        .strip_prefix("/c/")
        .and_then(|rest| rest.strip_suffix("/dossier"))
        .and_then(|client| client.parse().ok())
    else {
        return;
    };
    let ask = move || {
        let (navigate, base) = (navigate.clone(), base.clone());
        leptos::task::spawn_local(async move {
            let Ok(Ok(fresh)) = read_together_now(client).await.map(|answer| answer.open()) else { return };
            let before = now.try_get_untracked().unwrap_or_default();
            if fresh.len() != before.len() {
                // Somebody began or stopped: the whole page comes anew, with the rights of now.
                drop(window().location().reload());
                return;
            }
            let looks = |line: &TogetherLine| !line.showing && line.joined;
            let pairs = || fresh.iter().zip(&before);
            let moved = pairs().any(|(fresh, before)| looks(fresh) && fresh.place != before.place);
            let pointed = pairs().any(|(fresh, before)| looks(fresh) && fresh.pointed != before.pointed);
            let joined = pairs().any(|(fresh, before)| fresh.joined != before.joined);
            let place = fresh.iter().find(|line| !line.showing && line.joined).map(|line| line.place.clone());
            let named = fresh
                .into_iter()
                .zip(before)
                .map(|(fresh, before)| TogetherLine { name: before.name, ..fresh })
                .collect::<Vec<_>>();
            now.try_set(named);
            match place {
                _ if joined || (along && pointed && !moved) => drop(window().location().reload()),
                Some(place) if moved && along => {
                    let to = if place.is_empty() {
                        format!("{base}{ALONG}")
                    } else {
                        format!("{base}/{place}{ALONG}")
                    };
                    navigate(&to, leptos_router::NavigateOptions::default());
                }
                _ => {}
            }
        });
    };
    if let Ok(handle) = set_interval_with_handle(ask, Duration::from_secs(4)) {
        on_cleanup(move || handle.clear());
    }
}
