//! What waits for a care worker: drafts, what the client sees later, news; each oldest first.

use leptos::prelude::*;

use crate::{
    api::{NewsOfClient, OwnWork, TodayView},
    components::EmptyState,
    locales::Texts,
};

/// The lists that hold something, or one line that nothing waits.
pub(super) fn lists(texts: Texts, today: TodayView) -> AnyView {
    let TodayView { news, drafts, waiting, is_shown: _ } = today;
    if news.is_empty() && drafts.is_empty() && waiting.is_empty() {
        return view! { <EmptyState title=texts.today_nothing() text=texts.today_nothing_text() /> }
            .into_any();
    }
    view! {
        {list(texts.today_drafts(), drafts.into_iter().map(|draft| of_draft(texts, draft)).collect())}
        {list(texts.today_waiting(), waiting.into_iter().map(|report| of_report(texts, report)).collect())}
        {list(texts.today_news(), news.into_iter().map(|one| of_news(texts, one)).collect())}
        <h2>{texts.today_clients()}</h2>
    }
    .into_any()
}

/// A line: where it goes, whom it is about, what and when.
struct Line {
    href: String,
    name: String,
    what: String,
    when: String,
}

fn of_draft(texts: Texts, draft: OwnWork) -> Line {
    let what = match draft.kind.as_str() {
        "aanvulling" => texts.today_draft_addition(),
        "versie" => texts.today_draft_version(),
        _ => texts.today_draft_new(),
    };
    let when = texts.today_draft_kept(&draft.when);
    Line { href: draft.href, name: draft.name, what: what.to_owned(), when }
}

fn of_report(texts: Texts, report: OwnWork) -> Line {
    let when = texts.report_state_later(&report.when);
    Line { href: report.href, name: report.name, what: texts.today_draft_new().to_owned(), when }
}

fn of_news(texts: Texts, news: NewsOfClient) -> Line {
    let when = texts.today_since(&news.since);
    Line { href: news.href, name: news.name, what: texts.today_new(news.shared, news.added), when }
}

fn list(heading: &'static str, lines: Vec<Line>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let lines = lines
        .into_iter()
        .map(|line| {
            view! {
                <li class="entry">
                    <h3 class="entry__title">
                        <a href=line.href>{line.name}</a>
                    </h3>
                    <p class="entry__meta">
                        <span>{line.what}</span>
                        <span>{line.when}</span>
                    </p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section>
                <h2>{heading}</h2>
                <ul class="day__entries">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}
