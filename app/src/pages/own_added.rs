//! What was added to a record oneself, apart from what care workers wrote, and the diary by month (R24,
//! R34, R35). Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    page::{Page, PostForm, loaded, record_base},
    record::owner,
};
use crate::{
    api::{DiarySheet, OwnAdded, OwnAddedRow, WithdrawOwn, read_diary, read_own_added},
    components::{
        Alert, AlertKind, Bar, BarChart, Breadcrumb, Button, ButtonKind, ContactBlock, Crumb, EmptyState,
        Entry, Icon, LinkTabs, MoreInformation, PageHeading, Pagination, Tab,
    },
    locales::{Texts, use_texts},
};

fn param(name: &str) -> Option<String> {
    use_params_map().with_untracked(|params| params.get(name))
}

/// What was added to a record, apart from what care workers wrote.
#[component]
pub(super) fn OwnAddedPage() -> impl IntoView {
    loaded(
        |params| read_own_added(params.get("client").unwrap_or_default(), params.get("after")),
        |list| view! { <OwnList list=list /> }.into_any(),
    )
}

fn own_row(texts: Texts, base: &str, client: &str, own: OwnAddedRow) -> impl IntoView + use<> {
    let OwnAddedRow { row, mine, withdrawn } = own;
    if withdrawn {
        return view! {
            <li class="entry">
                <div class="entry__head">
                    <h3 class="entry__title">{row.title}</h3>
                    <span class="badge">{texts.added_withdrawn()}</span>
                </div>
                <p class="entry__meta">
                    <span>{row.when}</span>
                </p>
            </li>
        }
        .into_any();
    }
    let aside = mine.then(|| {
        let (client, entry) = (client.to_owned(), row.id.clone());
        let label = texts.added_withdraw_button(&row.title);
        view! {
            <MoreInformation summary=texts.added_withdraw()>
                <p>{texts.added_withdraw_text()}</p>
                <PostForm to=WithdrawOwn::url()>
                    <input type="hidden" name="client" value=client />
                    <input type="hidden" name="entry" value=entry />
                    <Button label=label kind=ButtonKind::Secondary />
                </PostForm>
            </MoreInformation>
        }
        .into_any()
    });
    view! {
        <Entry
            href=format!("{base}/{}/{}", row.category.slug(), row.id)
            title=row.title
            time=row.when
            author=row.author
            excerpt=row.text
            aside=aside
        />
    }
    .into_any()
}

#[component]
fn OwnList(list: OwnAdded) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let OwnAdded { head, client, items, older } = list;
    let staff = head.basis.is_empty();
    let done = use_query_map().with_untracked(|query| query.get("gedaan"));
    let done = match done.as_deref() {
        Some("bewaard") => Some(texts.add_kept()),
        Some("teruggehaald") => Some(texts.added_withdrawn_done()),
        _ => None,
    }
    .map(|text| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{text}</p>
            </Alert>
        }
    });
    let here = format!("{base}/zelf-toegevoegd");
    let first_page = param("after").is_none();
    let body = if items.is_empty() {
        let text = if staff { texts.added_empty_staff() } else { texts.added_empty_text() };
        view! { <EmptyState title=texts.added_empty() text=text /> }.into_any()
    } else {
        let rows = items.into_iter().map(|own| own_row(texts, &base, &client, own)).collect_view();
        view! {
            <h2>{texts.added_list()}</h2>
            <ul class="day__entries">{rows}</ul>
        }
        .into_any()
    };
    let add = (!staff).then(|| {
        view! {
            <p>
                <a href=format!("{base}/toevoegen")>{texts.add_link()}</a>
            </p>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(base.clone(), texts.record_nav())] />
            <PageHeading heading=texts.added_title() title=texts.added_title() intro=texts.added_intro() />
            {done}
            {add}
            <p>
                <a href=format!("{base}/dagboek")>{texts.add_see_diary()}</a>
            </p>
            {body}
            <Pagination
                newer=(!first_page).then(|| here.clone())
                older=older.map(|older| format!("{here}/vanaf/{older}"))
            />
            <ContactBlock />
        </Page>
    }
}

/// The diary, month by month.
#[component]
pub(super) fn DiaryPage() -> impl IntoView {
    loaded(
        |params| read_diary(params.get("client").unwrap_or_default(), params.get("year")),
        |sheet| view! { <Diary sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Diary(sheet: DiarySheet) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let DiarySheet { head, months, counts, items, years, year } = sheet;
    let here = format!("{base}/dagboek");
    let mut tabs =
        vec![Tab { href: here.clone(), label: texts.diary_last().to_owned(), current: year.is_none() }];
    tabs.extend(years.into_iter().map(|one| Tab {
        href: format!("{here}/{one}"),
        label: one.to_string(),
        current: year == Some(one),
    }));
    let charts = counts
        .into_iter()
        .enumerate()
        .map(|(place, (what, counted))| {
            let bars = months
                .iter()
                .zip(counted)
                .map(|(month, times)| Bar {
                    label: month.clone(),
                    value: f64::from(times),
                    text: texts.times(times),
                })
                .collect();
            view! {
                <section>
                    <h2>{what.clone()}</h2>
                    <BarChart
                        id=format!("dagboek-{place}")
                        title=what.clone()
                        description=texts.diary_chart(&what)
                        label_column=texts.diary_month()
                        value_column=texts.diary_times()
                        bars=bars
                    />
                </section>
            }
        })
        .collect_view();
    let lines = if items.is_empty() {
        view! { <EmptyState title=texts.diary_empty() text=texts.diary_empty_text() drawing=Icon::Calendar /> }
            .into_any()
    } else {
        let rows = items
            .into_iter()
            .map(|row| {
                view! {
                    <Entry
                        href=format!("{base}/{}/{}", row.category.slug(), row.id)
                        title=row.title
                        time=row.when
                        author=row.author
                        excerpt=row.text
                    />
                }
            })
            .collect_view();
        view! {
            <h2>{texts.diary_lines()}</h2>
            <ul class="day__entries">{rows}</ul>
        }
        .into_any()
    };
    let form = format!("{base}/toevoegen/dagboek");
    let add = (!head.basis.is_empty()).then(|| {
        view! {
            <p>
                <a href=form>{texts.add_link()}</a>
            </p>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![
                Crumb::new(base.clone(), texts.record_nav()),
                Crumb::new(format!("{base}/zelf-toegevoegd"), texts.added_title()),
            ] />
            <PageHeading heading=texts.diary_title() title=texts.diary_title() intro=texts.diary_intro() />
            {add}
            <LinkTabs label=texts.diary_period() tabs=tabs />
            {charts}
            {lines}
        </Page>
    }
}
