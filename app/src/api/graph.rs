//! Measurements and results as lines over time.

use inzage_domain::{Category, ClientId, EntryId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, RecordHead};

/// Something that was measured, which can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphChoice {
    /// The item that names it in an address.
    pub of: String,
    /// What it is.
    pub title: String,
    /// How many there are among the newest.
    pub number: u32,
    /// Whether it is shown.
    pub chosen: bool,
}

/// A value on a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphPoint {
    /// Seconds since 1970.
    pub at: f64,
    /// The number.
    pub value: f64,
    /// When and how much, in words.
    pub text: String,
    /// The item.
    pub entry: String,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphLine {
    /// What it is.
    pub name: String,
    /// Its values, oldest first.
    pub points: Vec<GraphPoint>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphTableRow {
    /// The item.
    pub entry: String,
    /// When, in words.
    pub when: String,
    /// The value on each line; empty where there is none.
    pub values: Vec<String>,
    /// What is usual.
    pub usual: String,
    /// Who wrote it down.
    pub author: String,
}

/// Lines in one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphView {
    /// The unit.
    pub unit: String,
    /// The lines.
    pub lines: Vec<GraphLine>,
    /// What is usual, as numbers.
    pub low: Option<f64>,
    /// What is usual, as numbers.
    pub high: Option<f64>,
    /// What is usual, in words; empty where nothing is drawn of it.
    pub usual: String,
    /// What can be seen, in a sentence for each line.
    pub about: Vec<String>,
    /// The first and the last day that is drawn, in words.
    pub ends: (String, String),
    /// The table, newest first.
    pub rows: Vec<GraphTableRow>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphSheet {
    /// Whose record.
    pub head: RecordHead,
    /// Measurements or results.
    pub category: Category,
    /// What can be chosen.
    pub choices: Vec<GraphChoice>,
    /// What is shown; empty where nothing was ever measured.
    pub title: String,
    /// The item that names it.
    pub of: String,
    /// `week`, `maand`, `jaar` or `alles`.
    pub period: String,
    /// The graphs, one a unit.
    pub graphs: Vec<GraphView>,
    /// Which time, in words.
    pub window: String,
    /// Last day of the time before, for the address.
    pub older: Option<String>,
    /// Last day of the time after, for the address.
    pub newer: Option<String>,
    /// Whether only the newest of this time are shown.
    pub cut: bool,
}

#[cfg(feature = "ssr")]
mod shape {
    use inzage_domain::{Language, written};
    use inzage_services::graph::{Graph, Point};

    use super::{GraphLine, GraphPoint, GraphTableRow, GraphView};
    use crate::locales::Texts;

    fn value_of(graph: &Graph, line: usize, point: &Point) -> String {
        let row = graph.rows.iter().find(|row| row.row.id == point.entry);
        row.and_then(|row| row.values.get(line)).cloned().unwrap_or_default()
    }

    /// What can be seen of a line: how many values, from when to when, the lowest, the highest, the last.
    fn about(graph: &Graph, line: usize, texts: Texts) -> Option<String> {
        let points = &graph.lines.get(line)?.points;
        let (first, last) = (points.first()?, points.last()?);
        let day = |point: &Point| written::date(texts.0, written::day_of(point.at));
        let lowest = points.iter().min_by(|one, other| one.value.total_cmp(&other.value))?;
        let highest = points.iter().max_by(|one, other| one.value.total_cmp(&other.value))?;
        let number = u32::try_from(points.len()).unwrap_or(u32::MAX);
        let name = graph.lines.get(line).map(|line| line.name.as_str()).filter(|name| !name.is_empty());
        let said = if points.len() == 1 {
            texts.graph_one(&day(last), &value_of(graph, line, last))
        } else {
            texts.graph_about(
                number,
                &day(first),
                &day(last),
                &value_of(graph, line, lowest),
                &value_of(graph, line, highest),
                &value_of(graph, line, last),
            )
        };
        Some(name.map_or_else(|| said.clone(), |name| format!("{name}: {said}")))
    }

    pub(super) fn graph(graph: &Graph, language: Language) -> GraphView {
        let texts = Texts(language);
        let lines = graph.lines.iter().enumerate().map(|(place, line)| GraphLine {
            name: line.name.clone(),
            points: line
                .points
                .iter()
                .map(|point| GraphPoint {
                    at: point.at.as_duration().as_secs_f64(),
                    value: point.value,
                    text: format!(
                        "{}: {}",
                        written::date(language, written::day_of(point.at)),
                        value_of(graph, place, point)
                    ),
                    entry: point.entry.to_string(),
                })
                .collect(),
        });
        let days = || graph.lines.iter().flat_map(|line| &line.points).map(|point| written::day_of(point.at));
        let (first, last) = (days().min(), days().max());
        GraphView {
            unit: graph.unit.clone(),
            lines: lines.collect(),
            low: graph.usual.as_ref().and_then(|usual| usual.low),
            high: graph.usual.as_ref().and_then(|usual| usual.high),
            usual: graph.usual.as_ref().map(|usual| usual.written.clone()).unwrap_or_default(),
            about: (0..graph.lines.len()).filter_map(|line| about(graph, line, texts)).collect(),
            ends: (
                first.map(|day| written::date(language, day)).unwrap_or_default(),
                last.map(|day| written::date(language, day)).unwrap_or_default(),
            ),
            rows: graph
                .rows
                .iter()
                .map(|row| GraphTableRow {
                    entry: row.row.id.to_string(),
                    when: written::care_time(language, &row.row.care),
                    values: row.values.clone(),
                    usual: row.usual.clone(),
                    author: row.row.author.name.clone(),
                })
                .collect(),
        }
    }
}

#[cfg(feature = "ssr")]
fn period_of(word: Option<&str>) -> (inzage_services::graph::GraphPeriod, &'static str) {
    use inzage_services::graph::GraphPeriod;
    match word {
        Some("week") => (GraphPeriod::Week, "week"),
        Some("maand") => (GraphPeriod::Month, "maand"),
        Some("jaar") => (GraphPeriod::Year, "jaar"),
        _ => (GraphPeriod::All, "alles"),
    }
}

/// Measurements or results over time. `of` names what by an item of it, `period` is `week`, `maand`,
/// `jaar` or `alles`, `until` its last day as `2026-05-14`.
#[server(prefix = "/api", endpoint = "dossier/grafiek")]
pub async fn read_graph(
    client: ClientId,
    category: Category,
    of: Option<EntryId>,
    period: Option<String>,
    until: Option<String>,
) -> Result<Packed<GraphSheet>, ApiError> {
    use inzage_domain::written;
    use inzage_services::graph::GraphAsk;

    use crate::locales::Texts;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (chosen, word) = period_of(period.as_deref());
    let until = until.map(|day| day.parse()).transpose();
    let until = until.map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let ask = GraphAsk { category, of, period: chosen, until };
    let page = visit.services.graph(actor, client, ask, visit.language, &visit.context).await;
    let page = crate::host::answer(page)?;
    let texts = Texts(visit.language);
    let last = written::date(visit.language, page.window.until);
    Ok(Packed::of(&GraphSheet {
        category,
        choices: page
            .choices
            .into_iter()
            .map(|choice| GraphChoice {
                of: choice.newest.to_string(),
                title: choice.title,
                number: u32::try_from(choice.number).unwrap_or(u32::MAX),
                chosen: choice.chosen,
            })
            .collect(),
        title: page.title.unwrap_or_default(),
        of: page.of.map(|of| of.to_string()).unwrap_or_default(),
        period: word.to_owned(),
        graphs: page.graphs.iter().map(|graph| shape::graph(graph, visit.language)).collect(),
        window: match page.window.from {
            Some(first) => texts.graph_window(&written::date(visit.language, first), &last),
            None => texts.graph_until(&last),
        },
        older: page.older.map(|day| day.to_string()),
        newer: page.newer.map(|day| day.to_string()),
        cut: page.cut,
        head: super::record::shape::head(page.head, visit.language),
    }))
}
