//! Who looked at a record: by day, with who, in which role, what, and a way to say that one does not
//! recognise it (L6).

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::{failure, success},
    page::{Page, PostForm, form_number, loaded, part},
    record::owner,
};
use crate::{
    api::{LookedDay, LookedLine, LookedPage, NotRecognised, read_who_looked},
    components::{
        Breadcrumb, Button, ButtonKind, Card, Crumb, Detail, DetailList, EmptyState, LinkTabs,
        MoreInformation, PageHeading, Tab,
    },
    locales::use_texts,
};

/// The access log as the client reads it.
#[component]
pub(super) fn WhoLookedPage() -> impl IntoView {
    let number = form_number();
    let period = use_query_map().with_untracked(|query| query.get("dagen"));
    loaded(
        move |params| {
            let (number, period) = (number.clone(), period.clone());
            async move {
                let before = params.get("before").map(|_| part(&params, "before")).transpose()?;
                read_who_looked(part(&params, "client")?, period, before, number).await
            }
        },
        |page| view! { <WhoLooked page=page /> }.into_any(),
    )
}

#[component]
fn WhoLooked(page: LookedPage) -> impl IntoView {
    let texts = use_texts();
    let here = format!("/c/{}/logboek", page.client);
    let tab = |word: &str, label: &str| Tab {
        href: format!("{here}?dagen={word}"),
        label: label.to_owned(),
        current: page.period == word,
    };
    let tabs = vec![
        tab("7", texts.looked_week()),
        tab("30", texts.looked_month()),
        tab("365", texts.looked_year()),
        tab("alles", texts.looked_all()),
    ];
    let own = page.head.basis == "own";
    let intro = if own { texts.looked_intro_own().to_owned() } else { texts.looked_intro(&page.head.name) };
    let said = if page.answer_by.is_empty() {
        page.too_many.then(|| failure(texts.alert_error(), texts.cases_too_many()))
    } else {
        Some(success(texts.looked_kept(&page.answer_by)))
    };
    let (client, key) = (page.client.clone(), page.key.clone());
    let days = if page.days.is_empty() {
        view! { <EmptyState title=texts.looked_none() text=texts.looked_none_text() /> }.into_any()
    } else {
        page.days
            .into_iter()
            .map(|day| view! { <Day day=day client=client.clone() key=key.clone() /> })
            .collect_view()
            .into_any()
    };
    let older = page.older.map(|before| {
        let href = format!("{here}/vanaf/{before}?dagen={}", page.period);
        view! {
            <p>
                <a href=href>{texts.looked_older()}</a>
            </p>
        }
    });
    let newest = page.is_older.then(|| {
        view! {
            <p>
                <a href=format!("{here}?dagen={}", page.period)>{texts.looked_newest()}</a>
            </p>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &page.head))>
            <Breadcrumb steps=vec![Crumb::new(format!("/c/{}/netwerk", page.client), texts.access_nav())] />
            <PageHeading heading=texts.looked_title() title=texts.looked_title() intro=intro />
            {said}
            <p>
                <a href=format!("/c/{}/zaken", page.client)>{texts.cases_link()}</a>
            </p>
            <LinkTabs label=texts.looked_periods() tabs=tabs />
            {newest}
            {days}
            {older}
        </Page>
    }
}

#[component]
fn Day(day: LookedDay, client: String, key: String) -> impl IntoView {
    let lines = day
        .lines
        .into_iter()
        .map(|line| view! { <Line line=line client=client.clone() key=key.clone() /> })
        .collect_view();
    view! {
        <h2>{day.day}</h2>
        {lines}
    }
}

#[component]
fn Line(line: LookedLine, client: String, key: String) -> impl IntoView {
    let texts = use_texts();
    let LookedLine { seq, who, role, when, what, sections, remarks, mine } = line;
    let mut whats = vec![what];
    whats.extend(remarks);
    let mut details = vec![
        Detail { label: texts.looked_what().to_owned(), values: whats },
        Detail::new(texts.looked_when(), when),
        Detail::new(texts.looked_as(), role),
    ];
    if !sections.is_empty() {
        details.insert(1, Detail { label: texts.looked_sections().to_owned(), values: sections });
    }
    let unknown = (!mine).then(|| {
        view! {
            <MoreInformation summary=texts.looked_unknown()>
                <p>{texts.looked_unknown_text()}</p>
                <PostForm to=NotRecognised::url()>
                    <input type="hidden" name="client" value=client />
                    <input type="hidden" name="seq" value=seq.to_string() />
                    <input type="hidden" name="key" value=key />
                    <Button label=texts.looked_unknown_button() kind=ButtonKind::Secondary />
                </PostForm>
            </MoreInformation>
        }
    });
    view! {
        <Card heading=who>
            <DetailList details=details />
            {unknown}
        </Card>
    }
}
