//! Measurements and results as lines over time, with the numbers below.

use inzage_domain::Category;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    page::{Page, loaded, part, record_base},
    record::{category, owner},
};
use crate::{
    api::{ApiError, GraphChoice, GraphSheet, GraphView, read_graph},
    components::{
        Alert, AlertKind, Breadcrumb, Cell, ChartLine, Column, ContactBlock, Crumb, DataTable, EmptyState,
        Icon, LineChart, LinePoint, LinkTabs, PageHeading, Pagination, Tab,
    },
    locales::use_texts,
};

/// Measurements or results as a graph. Another part of a record has no such page.
#[component]
pub(super) fn GraphPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move |name: &str| query.with_untracked(|query| query.get(name));
    let (of, period, until) = (asked("van"), asked("periode"), asked("tot"));
    loaded(
        move |params| {
            let (of, period, until) = (of.clone(), period.clone(), until.clone());
            async move {
                let of = of.map(|of| of.parse().map_err(|_| ApiError::NotFound)).transpose()?;
                read_graph(part(&params, "client")?, category(&params)?, of, period, until).await
            }
        },
        |sheet| view! { <Sheet sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Sheet(sheet: GraphSheet) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let section = format!("{base}/{}", sheet.category.slug());
    let here = format!("{section}/grafiek");
    let title = if sheet.category == Category::LabResults {
        texts.graph_title_results()
    } else {
        texts.graph_title_measurements()
    };
    let (of, period) = (sheet.of.clone(), sheet.period.clone());
    let at = move |of: &str, period: &str, until: Option<&String>| {
        let until = until.map(|until| format!("&tot={until}")).unwrap_or_default();
        format!("{here}?van={of}&periode={period}{until}")
    };
    let content = if sheet.choices.is_empty() && sheet.graphs.is_empty() {
        view! { <EmptyState title=texts.graph_nothing() text=texts.graph_nothing_text() drawing=Icon::Pulse /> }
            .into_any()
    } else {
        let tabs = [
            ("week", texts.graph_week()),
            ("maand", texts.graph_month()),
            ("jaar", texts.graph_year()),
            ("alles", texts.graph_all()),
        ]
        .map(|(word, label)| Tab {
            href: at(&of, word, None),
            label: label.to_owned(),
            current: period == word,
        });
        let choices = sheet
            .choices
            .into_iter()
            .map(|choice| view! { <Choice href=at(&choice.of, &period, None) choice=choice /> })
            .collect_view();
        let graphs = if sheet.graphs.is_empty() {
            view! { <EmptyState title=texts.graph_none() text=texts.graph_none_text() drawing=Icon::Pulse /> }
                .into_any()
        } else {
            let several = sheet.graphs.len() > 1;
            sheet
                .graphs
                .into_iter()
                .enumerate()
                .map(|(place, graph)| {
                    let title = if graph.unit.is_empty() {
                        sheet.title.clone()
                    } else {
                        texts.graph_with_unit(&sheet.title, &graph.unit)
                    };
                    view! { <Graph place=place graph=graph title=title section=section.clone() several=several /> }
                })
                .collect_view()
                .into_any()
        };
        let cut = sheet.cut.then(|| {
            view! {
                <Alert kind=AlertKind::Info>
                    <p>{texts.graph_cut()}</p>
                </Alert>
            }
        });
        view! {
            <nav aria-labelledby="kies">
                <h2 id="kies">{texts.graph_choose()}</h2>
                <ul class="choices">{choices}</ul>
            </nav>
            <h2>{sheet.title.clone()}</h2>
            <LinkTabs label=texts.graph_periods() tabs=tabs.into() />
            <p>{sheet.window}</p>
            {cut}
            {graphs}
            <Pagination
                newer=sheet.newer.as_ref().map(|until| at(&of, &period, Some(until)))
                newer_label=texts.graph_newer()
                older=sheet.older.as_ref().map(|until| at(&of, &period, Some(until)))
                older_label=texts.graph_older()
            />
            <p class="quiet">{texts.graph_not_a_judgement()}</p>
        }
        .into_any()
    };
    view! {
        <Page owner=Some(owner(texts, &sheet.head))>
            <Breadcrumb steps=vec![
                Crumb::new(base.clone(), texts.record_nav()),
                Crumb::new(format!("{base}/{}", sheet.category.slug()), texts.category(sheet.category)),
            ] />
            <PageHeading heading=title title=title intro=texts.graph_intro() />
            {content}
            <p class="quiet">{texts.no_guarantee()}</p>
            <ContactBlock />
        </Page>
    }
}

/// Something that can be chosen, with how often it was measured.
#[component]
fn Choice(choice: GraphChoice, href: String) -> impl IntoView {
    view! {
        <li>
            <a href=href aria-current=choice.chosen.then_some("true")>
                {choice.title}
            </a>
            " "
            <span class="quiet">{format!("({})", choice.number)}</span>
        </li>
    }
}

/// Lines in one unit, and the numbers of them.
#[component]
fn Graph(place: usize, graph: GraphView, title: String, section: String, several: bool) -> impl IntoView {
    let texts = use_texts();
    let GraphView { lines, low, high, usual, about, ends, rows, .. } = graph;
    let item = |entry: &str| format!("{section}/{entry}");
    let only_one = lines.len() == 1;
    let mut columns = vec![Column::text(texts.graph_column_when())];
    columns.extend(lines.iter().map(|line| match line.name.as_str() {
        "" => Column::number(texts.graph_column_value()),
        name => Column::number(name),
    }));
    let says_usual = rows.iter().any(|row| !row.usual.is_empty());
    if says_usual {
        columns.push(Column::text(texts.graph_column_usual()));
    }
    columns.push(Column::text(texts.graph_column_author()));
    let rows = rows
        .into_iter()
        .map(|row| {
            let mut cells = vec![Cell::Link { href: item(&row.entry), text: row.when }];
            cells.extend(row.values.into_iter().map(Cell::Text));
            if says_usual {
                cells.push(Cell::Text(row.usual));
            }
            cells.push(Cell::Text(row.author));
            cells
        })
        .collect();
    let usual = if usual.is_empty() { usual } else { texts.graph_usual(&usual) };
    let drawn = lines.iter().any(|line| !line.points.is_empty());
    let lines: Vec<ChartLine> = lines
        .into_iter()
        .map(|line| ChartLine {
            name: if only_one { String::new() } else { line.name },
            points: line
                .points
                .into_iter()
                .map(|point| LinePoint {
                    at: point.at,
                    value: point.value,
                    text: point.text,
                    href: item(&point.entry),
                })
                .collect(),
        })
        .collect();
    let chart = if drawn {
        view! {
            <LineChart
                id=format!("lijn-{place}")
                title=title.clone()
                description=about.join(" ")
                lines=lines
                low=low
                high=high
                usual=usual
                ends=ends
            />
        }
        .into_any()
    } else {
        view! { <p>{texts.graph_no_points()}</p> }.into_any()
    };
    let heading = several.then(|| view! { <h3>{title.clone()}</h3> });
    view! {
        {heading}
        {chart}
        <DataTable caption=format!("{}: {title}", texts.graph_table()) columns=columns rows=rows />
    }
}
