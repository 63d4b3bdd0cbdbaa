//! More about one item: its versions, who looked at it, and what one can do about it.

use inzage_domain::Category;
use leptos::prelude::*;

use super::{
    page::{Page, loaded, part, record_base},
    record::{category, owner},
};
use crate::{
    api::{LookedDay, LookedLine, MoreSheet, VersionLine, read_item_more},
    components::{Breadcrumb, Cell, Column, ContactBlock, Crumb, DataTable, PageHeading},
    locales::use_texts,
};

/// More about one item.
#[component]
pub(super) fn ItemMorePage() -> impl IntoView {
    loaded(
        |params| async move {
            read_item_more(part(&params, "client")?, category(&params)?, part(&params, "entry")?).await
        },
        |sheet| view! { <More sheet=sheet /> }.into_any(),
    )
}

#[component]
fn More(sheet: MoreSheet) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let client = base.trim_end_matches("/dossier").to_owned();
    let MoreSheet { head, row, versions, looked, since, is_measured, may_ask } = sheet;
    let section = format!("{base}/{}", row.category.slug());
    let here = format!("{section}/{}", row.id);
    let columns = vec![
        Column::text(texts.more_version()),
        Column::text(texts.more_shared()),
        Column::text(texts.more_recorded()),
        Column::text(texts.more_author()),
    ];
    let lines = versions
        .into_iter()
        .map(|version| {
            let VersionLine { version, shared, recorded, author } = version;
            [version, shared, recorded, author].map(Cell::Text).into()
        })
        .collect();
    let drawn = is_measured && matches!(row.category, Category::Measurements | Category::LabResults);
    let graph = drawn.then(|| {
        view! {
            <p>
                <a href=format!("{section}/grafiek?van={}", row.id)>{texts.more_graph()}</a>
            </p>
        }
    });
    let wrong = may_ask.then(|| {
        view! {
            <p>
                <a href=format!("{here}/klopt-niet")>{texts.more_wrong()}</a>
            </p>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![
                Crumb::new(base.clone(), texts.record_nav()),
                Crumb::new(section, texts.category(row.category)),
                Crumb::new(here.clone(), row.title.clone()),
            ] />
            <PageHeading heading=texts.more_title() title=texts.more_title() intro=format!("{}, {}", row.title, row.when) />
            {wrong}
            {graph}
            <section aria-labelledby="versies">
                <h2 id="versies">{texts.more_versions()}</h2>
                <p>{texts.more_versions_text()}</p>
                <DataTable caption=texts.more_versions() caption_hidden=true columns=columns rows=lines />
                <p>
                    <a href=format!("{here}/versies")>{texts.more_compare()}</a>
                </p>
            </section>
            {looked.map(|days| view! { <Looked days=days since=since log=format!("{client}/logboek") /> })}
            <p>
                <a href="/woordenlijst">{texts.words_title()}</a>
            </p>
            <ContactBlock />
        </Page>
    }
}

/// Who has opened the item.
#[component]
fn Looked(days: Vec<LookedDay>, since: String, log: String) -> impl IntoView {
    let texts = use_texts();
    let nobody_else = days.iter().flat_map(|day| &day.lines).all(|line| line.mine);
    let columns = vec![
        Column::text(texts.graph_column_when()),
        Column::text(texts.more_who()),
        Column::text(texts.looked_as()),
        Column::text(texts.looked_when()),
    ];
    let row = |day: &str, line: LookedLine| -> Vec<Cell> {
        let when = [line.when].into_iter().chain(line.remarks).collect::<Vec<_>>().join(". ");
        [day.to_owned(), line.who, line.role, when].map(Cell::Text).into()
    };
    let rows: Vec<Vec<Cell>> = days
        .into_iter()
        .flat_map(|LookedDay { day, lines }| {
            lines.into_iter().map(|line| row(&day, line)).collect::<Vec<_>>()
        })
        .collect();
    let table = (!rows.is_empty()).then(|| {
        view! { <DataTable caption=texts.more_looked() caption_hidden=true columns=columns rows=rows /> }
    });
    view! {
        <section aria-labelledby="bekeken">
            <h2 id="bekeken">{texts.more_looked()}</h2>
            <p>{texts.more_looked_text()}</p>
            {nobody_else.then(|| view! { <p>{texts.more_looked_none()}</p> })}
            {table}
            {(!since.is_empty()).then(|| view! { <p class="quiet">{texts.more_looked_since(&since)}</p> })}
            <p>
                <a href=log>{texts.more_log()}</a>
            </p>
        </section>
    }
}
