//! The record: its start page, one category, one item (R1, R2, R5, R33, R36, R134).

use inzage_domain::Category;
use leptos::prelude::*;
use leptos_router::{hooks::use_params_map, params::ParamsMap};

mod together;

use super::page::{Page, loaded, part, record_base};
use crate::{
    api::{
        ApiError, DayItems, ItemDetail, ItemRow, RecordHead, RecordPage, RecordStart, read_record_item,
        read_record_page, read_record_start,
    },
    components::{
        Alert, AlertKind, Breadcrumb, ContactBlock, Crumb, DayGroup, Detail, DetailList, EmptyState, Entry,
        EntryList, Icon, MoreInformation, PageHeading, Pagination, RecordOwner, SectionCard, SectionGrid,
        Whose,
    },
    locales::{Texts, use_texts},
};

pub(super) fn category(params: &ParamsMap) -> Result<Category, ApiError> {
    params.get("category").and_then(|slug| Category::from_slug(&slug)).ok_or(ApiError::NotFound)
}

/// Whose record it is, for the banner.
pub(super) fn owner(texts: Texts, head: &RecordHead) -> RecordOwner {
    let whose = match head.basis.as_str() {
        "" if !head.emergency.is_empty() => {
            let base = record_base().unwrap_or_default();
            let client = base.strip_suffix("dossier").unwrap_or_default();
            Whose::Emergency(head.emergency.clone(), format!("{client}noodtoegang"))
        }
        "" => Whose::Staff,
        "own" => Whose::Own,
        _ => Whose::Other(Some(head.whose.clone())),
    };
    let detail = (!head.born.is_empty()).then(|| texts.born_on(&head.born));
    RecordOwner { name: head.name.clone(), detail, whose, tint: head.tint }
}

fn heading(texts: Texts, head: &RecordHead) -> String {
    if head.basis == "own" { texts.record_title_own().to_owned() } else { texts.record_title_of(&head.name) }
}

/// Who else can see this record: on every page of it.
fn viewers(texts: Texts, head: &RecordHead) -> impl IntoView + use<> {
    let own = head.basis == "own";
    let text = match (head.viewers.as_slice(), head.basis.as_str()) {
        ([], "own") => texts.viewers_only_you().to_owned(),
        ([], _) => texts.viewers_staff_only().to_owned(),
        (names, _) => texts.viewers_also(&names.join(", "), own),
    };
    view! { <p class="viewers">{text}</p> }
}

fn entry(base: &str, head: &RecordHead, row: ItemRow, time: String, new: bool) -> impl IntoView + use<> {
    let texts = use_texts();
    let client = base.strip_prefix("/c/").and_then(|rest| rest.strip_suffix("/dossier")).unwrap_or_default();
    let point = together::point(head, client, &row.id);
    let pointed = together::pointed(head).filter(|(entry, _)| *entry == row.id);
    let mark = match pointed {
        Some((_, name)) => texts.together_pointed(&name),
        None if new => texts.entry_new().to_owned(),
        None => String::new(),
    };
    let excerpt = if row.mistake { format!("{} {}", texts.item_mistake(), row.text) } else { row.text };
    view! {
        <Entry
            href=format!("{base}/{}/{}", row.category.slug(), row.id)
            title=row.title
            time=time
            author=row.author
            excerpt=excerpt
            mark=mark
            aside=point
        />
    }
}

/// A way on, to a page that the host draws alone.
fn way(href: String, text: &'static str) -> AnyView {
    view! {
        <p>
            <a href=href rel="external">
                {text}
            </a>
        </p>
    }
    .into_any()
}

/// The start page of a record.
#[component]
pub(super) fn StartPage() -> impl IntoView {
    loaded(
        |params| async move { read_record_start(part(&params, "client")?).await },
        |start| view! { <Start start=start /> }.into_any(),
    )
}

#[component]
fn Start(start: RecordStart) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let title = heading(texts, &start.head);
    let heading = if start.head.basis == "own" { texts.record_welcome(&start.head.name) } else { title };
    let first_visit = start.last_visit.is_empty();
    let news_heading = if first_visit { texts.record_latest() } else { texts.record_new() };
    let news = if start.news.is_empty() {
        view! { <EmptyState title=texts.record_nothing_new() text=texts.record_nothing_new_text() /> }
            .into_any()
    } else {
        let entries = start
            .news
            .into_iter()
            .map(|row| {
                let when = row.when.clone();
                entry(&base, &start.head, row, when, !first_visit)
            })
            .collect_view();
        view! { <ul class="day__entries">{entries}</ul> }.into_any()
    };
    let since = (!start.last_visit.is_empty())
        .then(|| view! { <p class="quiet">{texts.record_since(&start.last_visit)}</p> });
    let notes = (!start.notes.is_empty()).then(|| {
        view! {
            <Alert>
                <p>{start.notes.join(" ")}</p>
            </Alert>
        }
    });
    let empty = start.sections.is_empty();
    let groups = GROUPS
        .iter()
        .filter_map(|(group, categories)| {
            let cards = categories
                .iter()
                .filter_map(|category| start.sections.iter().find(|section| section.category == *category))
                .map(|section| {
                    let note = format!(
                        "{}. {}",
                        texts.items(section.number.into()),
                        texts.record_newest(&section.updated)
                    );
                    view! {
                        <SectionCard
                            href=format!("{base}/{}", section.category.slug())
                            heading=texts.category(section.category)
                            about=texts.category_about(section.category)
                            note=note
                            drawing=drawing(section.category)
                        />
                    }
                })
                .collect::<Vec<_>>();
            (!cards.is_empty()).then(|| view! { <SectionGrid heading=group(texts)>{cards}</SectionGrid> })
        })
        .collect_view();
    view! {
        <Page owner=Some(owner(texts, &start.head))>
            <PageHeading heading=heading title=texts.record_nav() intro=texts.record_read_only() />
            {notes}
            {viewers(texts, &start.head)}
            {together::lines(&start.head, &base)}
            {way(format!("{base}/zoeken"), texts.find_title())}
            {start.take_along.then(|| way(base.replace("dossier", "meenemen"), texts.take_link()))}
            <section class="news" aria-labelledby="nieuw">
                <h2 id="nieuw">{news_heading}</h2>
                {since}
                {news}
            </section>
            {groups}
            {empty.then(|| view! { <EmptyState title=texts.record_empty() text=texts.record_empty_text() /> })}
            {(!start.head.basis.is_empty())
                .then(|| view! { <p><a href=format!("{base}/toevoegen") rel="external">{texts.add_link()}</a></p> })}
            {(!start.news_of_organisation.is_empty())
                .then(|| view! { <p><a href="/nieuws" rel="external">{texts.news_newest(&start.news_of_organisation)}</a></p> })}
            <ContactBlock />
        </Page>
    }
}

type Group = (fn(Texts) -> &'static str, &'static [Category]);

/// The categories of the start page in the groups of the Dutch personal health environments.
const GROUPS: &[Group] = &[
    (
        Texts::group_care,
        &[
            Category::Reports,
            Category::Plans,
            Category::Appointments,
            Category::Treatments,
            Category::Documents,
            Category::Devices,
            Category::CareTeam,
        ],
    ),
    (
        Texts::group_health,
        &[
            Category::Problems,
            Category::Medication,
            Category::Allergies,
            Category::Alerts,
            Category::Vaccinations,
            Category::MentalWellbeing,
            Category::Lifestyle,
        ],
    ),
    (Texts::group_examinations, &[Category::Measurements, Category::LabResults]),
    (Texts::group_personal, &[Category::Patient, Category::Other]),
];

fn drawing(category: Category) -> Icon {
    match category {
        Category::Reports => Icon::Note,
        Category::Plans => Icon::Target,
        Category::Problems => Icon::Plus,
        Category::Medication => Icon::Pill,
        Category::Allergies => Icon::Leaf,
        Category::Alerts => Icon::Bell,
        Category::Measurements => Icon::Pulse,
        Category::LabResults => Icon::Flask,
        Category::Treatments => Icon::Heart,
        Category::Appointments => Icon::Calendar,
        Category::Documents => Icon::Document,
        Category::Devices => Icon::Glasses,
        Category::Vaccinations => Icon::Syringe,
        Category::Lifestyle => Icon::Home,
        Category::MentalWellbeing => Icon::Mind,
        Category::CareTeam => Icon::People,
        Category::Patient => Icon::Person,
        Category::Other => Icon::Box,
    }
}

/// One category, newest first, older items by keyset.
#[component]
pub(super) fn SectionPage() -> impl IntoView {
    loaded(
        |params| async move {
            read_record_page(part(&params, "client")?, category(&params)?, params.get("after")).await
        },
        |page| view! { <Section page=page /> }.into_any(),
    )
}

#[component]
fn Section(page: RecordPage) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let category = page.category;
    let reports = category == Category::Reports;
    let title = texts.category(category);
    let intro = if reports { texts.timeline_intro() } else { texts.category_about(category) };
    let here = format!("{base}/{}", category.slug());
    let first_page = use_params_map().with_untracked(|params| params.get("after")).is_none();
    let list = if page.days.is_empty() {
        let (title, text) = if reports {
            (texts.timeline_empty(), texts.timeline_empty_text())
        } else {
            (texts.section_empty(), texts.section_empty_text())
        };
        view! { <EmptyState title=title text=text /> }.into_any()
    } else {
        let days = page
            .days
            .into_iter()
            .map(|DayItems { day, items }| {
                let entries = items
                    .into_iter()
                    .map(|row| entry(&base, &page.head, row, String::new(), false))
                    .collect_view();
                view! { <DayGroup day=day>{entries}</DayGroup> }
            })
            .collect_view();
        view! { <EntryList>{days}</EntryList> }.into_any()
    };
    let end = (page.older.is_none() && !first_page && reports)
        .then(|| view! { <p class="quiet">{texts.timeline_end()}</p> });
    let updated = (!page.updated.is_empty())
        .then(|| view! { <p class="quiet">{texts.section_updated(&page.updated)}</p> });
    view! {
        <Page owner=Some(owner(texts, &page.head))>
            <Breadcrumb steps=vec![Crumb::new(base.clone(), texts.record_nav())] />
            <PageHeading heading=title title=title intro=intro />
            {viewers(texts, &page.head)}
            {together::lines(&page.head, &base)}
            {updated}
            {matches!(category, Category::Measurements | Category::LabResults)
                .then(|| way(format!("{here}/grafiek"), texts.graph_link()))}
            {list}
            {end}
            <Pagination
                newer=(!first_page).then(|| here.clone())
                older=page.older.map(|older| format!("{here}/vanaf/{older}"))
            />
            <p class="quiet">{texts.no_guarantee()}</p>
            <ContactBlock />
        </Page>
    }
}

/// One item.
#[component]
pub(super) fn ItemPage() -> impl IntoView {
    loaded(
        |params| async move {
            read_record_item(part(&params, "client")?, category(&params)?, part(&params, "entry")?).await
        },
        |item| view! { <Item item=item /> }.into_any(),
    )
}

#[component]
fn Item(item: ItemDetail) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let category = item.row.category;
    let section = texts.category(category);
    let more = format!("{base}/{}/{}/meer", category.slug(), item.row.id);
    let groups = item
        .groups
        .into_iter()
        .map(|group| {
            let details = group
                .lines
                .into_iter()
                .map(|line| Detail { label: line.label, values: line.values })
                .collect();
            if group.aside {
                return view! {
                    <MoreInformation summary=group.heading>
                        <DetailList details=details />
                    </MoreInformation>
                }
                .into_any();
            }
            let heading = (!group.heading.is_empty()).then(|| view! { <h2>{group.heading}</h2> });
            view! {
                {heading}
                <DetailList details=details />
            }
            .into_any()
        })
        .collect_view();
    let mut about = vec![if item.author.is_empty() {
        Detail::new(texts.item_author(), texts.item_author_unknown())
    } else {
        Detail::new(texts.item_author(), item.author)
    }];
    for (label, value) in [
        (texts.item_role(), item.role),
        (texts.item_organisation(), item.organisation),
        (texts.item_care_date(), item.row.when),
        (texts.item_recorded(), item.recorded),
        (texts.item_updated(), item.updated),
        (texts.item_shared(), item.shared),
    ] {
        if !value.is_empty() {
            about.push(Detail::new(label, value));
        }
    }
    let not_understood = (category == Category::Other).then(|| {
        view! {
            <Alert kind=AlertKind::Info>
                <p>{texts.item_not_understood()}</p>
            </Alert>
        }
    });
    let pointing = together::pointed(&item.head)
        .filter(|(entry, _)| *entry == item.row.id)
        .map(|(_, name)| view! { <p><span class="badge">{texts.together_pointed(&name)}</span></p> });
    let mistake = item.row.mistake.then(|| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{texts.item_mistake_text()}</p>
            </Alert>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &item.head))>
            <Breadcrumb steps=vec![
                Crumb::new(base.clone(), texts.record_nav()),
                Crumb::new(format!("{base}/{}", category.slug()), section),
            ] />
            <PageHeading heading=item.row.title title=section />
            {viewers(texts, &item.head)}
            {together::lines(&item.head, &base)}
            {pointing}
            {mistake}
            {not_understood}
            {groups}
            <section aria-labelledby="over">
                <h2 id="over">{texts.item_details()}</h2>
                <DetailList details=about />
                {way(more, texts.more_link())}
                <p class="quiet">{texts.no_guarantee()}</p>
            </section>
            <ContactBlock />
        </Page>
    }
}
