//! Measurements and results as lines over time: what can be drawn, over which time, in which lines.
//!
//! Numbers come from the resources themselves ([`inzage_fhir::measured`]). What is measured is named
//! in an address by an item of it, never by its code: an address tells nothing about health.

use inzage_domain::{
    Category, ClientId, EntryId, Language, Precision,
    access::ReadRecord,
    written::{amsterdam, day_of, end_of},
};
use inzage_fhir::{Measured, MeasuredValue, Usual};
use inzage_store::{Actor, EntryRow, Permitted, RequestContext, SourcedEntry, SourcedPage};
use jiff::{Span, Timestamp, ToSpan, civil::Date};

use crate::{
    Error, Services,
    record::{Head, Item, item},
};

/// How long a time a graph shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GraphPeriod {
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
    /// All that there is, as far as one page holds it.
    #[default]
    All,
}

impl GraphPeriod {
    fn span(self) -> Option<Span> {
        match self {
            Self::Week => Some(7.days()),
            Self::Month => Some(1.month()),
            Self::Year => Some(1.year()),
            Self::All => None,
        }
    }
}

/// Calendar days in the Netherlands, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day; `None` for as far back as there is.
    pub from: Option<Date>,
    /// Last day.
    pub until: Date,
}

impl Window {
    /// The time that ends on a day, at the latest today.
    pub fn ending(period: GraphPeriod, until: Option<Date>, today: Date) -> Self {
        let until = until.map_or(today, |until| until.min(today));
        let from = period.span().and_then(|span| until.tomorrow().ok()?.checked_sub(span).ok());
        Self { from, until }
    }

    /// The last day of the time before this one.
    pub fn older(self) -> Option<Date> {
        self.from?.yesterday().ok()
    }

    /// The last day of the time after this one; `None` where this one ends today.
    pub fn newer(self, period: GraphPeriod, today: Date) -> Option<Date> {
        let next = self.until.checked_add(period.span()?).ok()?;
        (self.until < today).then_some(next.min(today))
    }

    fn instants(self) -> (Timestamp, Timestamp) {
        let first = self.from.and_then(|from| from.to_zoned(amsterdam()).ok());
        (first.map_or(Timestamp::MIN, |first| first.timestamp()), end_of(self.until))
    }
}

/// What one wants to see.
#[derive(Clone, Copy, Debug)]
pub struct GraphAsk {
    /// Measurements or results.
    pub category: Category,
    /// What this item measured; `None` for what was measured last.
    pub of: Option<EntryId>,
    /// Over which time.
    pub period: GraphPeriod,
    /// Until which day; `None` for today.
    pub until: Option<Date>,
}

/// Something that was measured, which can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurable {
    /// The newest item of it.
    pub newest: EntryId,
    /// What it is, in words.
    pub title: String,
    /// How many items of it there are among the newest.
    pub number: usize,
    /// Whether it is what is shown.
    pub chosen: bool,
}

/// A value on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The item.
    pub entry: EntryId,
    /// When it was measured.
    pub at: Timestamp,
    /// The number.
    pub value: f64,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is; empty where there is only one.
    pub name: String,
    /// Its values, oldest first.
    pub points: Vec<Point>,
}

/// A row of the table beside a graph: one item.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphRow {
    /// The item: its times and author.
    pub row: EntryRow,
    /// Its value on each line as people read it; empty where it has none.
    pub values: Vec<String>,
    /// Between which limits it is usual; empty where the item does not say.
    pub usual: String,
}

/// A graph: lines in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The unit in words.
    pub unit: String,
    /// The lines, in the order of the resource.
    pub lines: Vec<Line>,
    /// Limits of what is usual, where all that is drawn says the same.
    pub usual: Option<Usual>,
    /// Newest first.
    pub rows: Vec<GraphRow>,
}

/// The page.
pub struct GraphPage {
    /// Whose record.
    pub head: Head,
    /// What can be chosen, what was measured last first.
    pub choices: Vec<Measurable>,
    /// What is shown, in words; `None` where nothing was ever measured.
    pub title: Option<String>,
    /// The item that names it in an address.
    pub of: Option<EntryId>,
    /// The graphs of what was chosen, one a unit. Empty where it was not measured in this time.
    pub graphs: Vec<Graph>,
    /// The time shown.
    pub window: Window,
    /// Last day of the time before, where there is one.
    pub older: Option<Date>,
    /// Last day of the time after, where there is one.
    pub newer: Option<Date>,
    /// Whether there was more in this time than a page holds: the newest are shown.
    pub cut: bool,
}

/// An item with its numbers.
struct Read {
    item: Item,
    measured: Measured,
}

/// Observations that were read, newest first.
struct Readings {
    items: Vec<Read>,
    /// When the oldest that was looked at was given, with numbers or without; where there are more.
    more_before: Option<Timestamp>,
}

impl Services {
    /// Measurements or results over time. Any other category has no such page.
    pub async fn graph(
        &self,
        actor: &Actor,
        client: ClientId,
        ask: GraphAsk,
        language: Language,
        context: &RequestContext,
    ) -> Result<GraphPage, Error> {
        let category = ask.category;
        if !matches!(category, Category::Measurements | Category::LabResults) {
            return Err(Error::NotFound);
        }
        let permit = self.read_permit(actor, client, context, "category", category.slug()).await?;
        if !permit.kinds().has(category.kind()) {
            return Err(Error::NotFound);
        }
        let today = day_of(permit.at());
        let window = Window::ending(ask.period, ask.until, today);
        let (from, until) = window.instants();
        let newest = self.store.observations(&permit, category, Timestamp::MIN, Timestamp::MAX).await?;
        let newest = readings(newest, language)?;
        let mut choices = choices(&newest.items, language);
        let (what, title, of) = match ask.of {
            None => match newest.items.first() {
                Some(first) => named(first, language),
                None => (None, None, None),
            },
            Some(entry) => match newest.items.iter().find(|read| read.item.row.id == entry) {
                Some(known) => named(known, language),
                None => self.one_of(&permit, entry, category, language).await?,
            },
        };
        for (measured, choice) in &mut choices {
            choice.chosen = what.as_ref() == Some(measured);
        }
        // Mostly the newest are all that there is.
        let all_there = match newest.more_before {
            None => true,
            Some(before) => before < from || (window.from.is_none() && window.until == today),
        };
        let shown = if all_there {
            newest
        } else {
            readings(self.store.observations(&permit, category, from, until).await?, language)?
        };
        let more_before = shown.more_before.filter(|before| *before >= from);
        let within = shown.items.into_iter().filter(|read| {
            let at = read.item.row.care.at;
            what.as_ref() == Some(&read.measured.what) && at >= from && at < until
        });
        Ok(GraphPage {
            head: self.head(actor, &permit, category.slug()).await?,
            choices: choices.into_iter().map(|(_, choice)| choice).collect(),
            title,
            of,
            graphs: graphs(&within.collect::<Vec<_>>()),
            newer: window.newer(ask.period, today),
            older: window.older().or_else(|| more_before.map(day_of)),
            window,
            cut: more_before.is_some(),
        })
    }

    /// What an item measured that is not among the newest.
    async fn one_of(
        &self,
        permit: &Permitted<ReadRecord>,
        entry: EntryId,
        category: Category,
        language: Language,
    ) -> Result<Named, Error> {
        let found = self.store.entry(permit, entry).await?.ok_or(Error::NotFound)?;
        if found.row.category != category {
            return Err(Error::NotFound);
        }
        let resource =
            inzage_fhir::read_back(&found.source).map_err(|error| Error::Content(error.to_string()))?;
        let measured = inzage_fhir::measured(&resource, language).ok_or(Error::NotFound)?;
        Ok(named(&Read { item: item(found.row)?, measured }, language))
    }
}

/// What is measured, in words, and by which item an address names it.
type Named = (Option<String>, Option<String>, Option<EntryId>);

fn named(read: &Read, language: Language) -> Named {
    let title = read.item.summary.title(language).to_owned();
    (Some(read.measured.what.clone()), Some(title), Some(read.item.row.id))
}

/// The items that have numbers. One that cannot be read any more has none.
fn readings(page: SourcedPage, language: Language) -> Result<Readings, Error> {
    let more_before = match (&page.next, page.entries.last()) {
        (Some(_), Some(oldest)) => Some(oldest.row.care.at),
        _ => None,
    };
    let mut items = Vec::with_capacity(page.entries.len());
    for SourcedEntry { row, source } in page.entries {
        let resource = source.and_then(|source| inzage_fhir::read_back(&source).ok());
        if let Some(measured) = resource.and_then(|resource| inzage_fhir::measured(&resource, language)) {
            items.push(Read { item: item(row)?, measured });
        }
    }
    Ok(Readings { items, more_before })
}

/// What can be chosen, by what it is.
fn choices(newest: &[Read], language: Language) -> Vec<(String, Measurable)> {
    let mut choices: Vec<(String, Measurable)> = Vec::new();
    for read in newest {
        match choices.iter_mut().find(|(what, _)| *what == read.measured.what) {
            Some((_, known)) => known.number += 1,
            None => choices.push((
                read.measured.what.clone(),
                Measurable {
                    newest: read.item.row.id,
                    title: read.item.summary.title(language).to_owned(),
                    number: 1,
                    chosen: false,
                },
            )),
        }
    }
    choices
}

/// The graphs of items that measured one thing, newest first: values in different units are never on
/// one axis.
fn graphs(items: &[Read]) -> Vec<Graph> {
    let mut units: Vec<&str> = Vec::new();
    for value in items.iter().flat_map(|read| &read.measured.values) {
        if !units.contains(&value.unit.as_str()) {
            units.push(&value.unit);
        }
    }
    units.into_iter().map(|unit| graph(items, unit)).collect()
}

/// The value of an item on a line.
fn on_line<'r>(read: &'r Read, unit: &str, series: &str) -> Option<&'r MeasuredValue> {
    read.measured.values.iter().find(|value| value.unit == unit && value.series == series)
}

fn graph(items: &[Read], unit: &str) -> Graph {
    let mut series: Vec<(&str, &str)> = Vec::new();
    for value in items.iter().flat_map(|read| &read.measured.values).filter(|value| value.unit == unit) {
        if !series.iter().any(|(known, _)| *known == value.series) {
            series.push((&value.series, &value.name));
        }
    }
    let lines = series.iter().map(|(key, name)| {
        let points = items.iter().rev().filter_map(|read| {
            let row = &read.item.row;
            // A year or a month is no place on an axis.
            let exact = matches!(row.care.precision, Precision::Day | Precision::Time);
            let value = on_line(read, unit, key)?.number.filter(|_| exact)?;
            Some(Point { entry: row.id, at: row.care.at, value })
        });
        Line { name: (*name).to_owned(), points: points.collect() }
    });
    let rows = items.iter().filter_map(|read| {
        let values: Vec<_> = series.iter().map(|(key, _)| on_line(read, unit, key)).collect();
        if values.iter().all(Option::is_none) {
            return None;
        }
        let usual: Vec<&str> = values
            .iter()
            .flatten()
            .filter_map(|value| Some(value.usual.as_ref()?.written.as_str()))
            .collect();
        Some(GraphRow {
            row: read.item.row.clone(),
            usual: usual.join("; "),
            values: values
                .iter()
                .map(|value| value.map(|value| value.written.clone()).unwrap_or_default())
                .collect(),
        })
    });
    Graph {
        unit: unit.to_owned(),
        lines: lines.collect(),
        usual: usual(items, unit, &series),
        rows: rows.collect(),
    }
}

/// The limits of what is usual, where there is one line and all that say so say the same.
fn usual(items: &[Read], unit: &str, series: &[(&str, &str)]) -> Option<Usual> {
    let [(key, _)] = series else { return None };
    let mut said = items.iter().filter_map(|read| on_line(read, unit, key)?.usual.as_ref());
    let first = said.next()?;
    said.all(|other| (other.low, other.high) == (first.low, first.high)).then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{GraphPeriod, Window};

    fn window(period: GraphPeriod, until: Option<Date>) -> (Option<Date>, Date, Option<Date>, Option<Date>) {
        let today = date(2026, 5, 14);
        let window = Window::ending(period, until, today);
        (window.from, window.until, window.older(), window.newer(period, today))
    }

    #[test]
    fn a_time_ends_today_or_before_and_steps_by_its_own_length() {
        use GraphPeriod::{All, Month, Week, Year};
        let today = date(2026, 5, 14);
        assert_eq!(window(Week, None), (Some(date(2026, 5, 8)), today, Some(date(2026, 5, 7)), None));
        assert_eq!(
            window(Week, Some(date(2026, 5, 7))),
            (Some(date(2026, 5, 1)), date(2026, 5, 7), Some(date(2026, 4, 30)), Some(today))
        );
        // The time after it would end tomorrow: it ends today.
        assert_eq!(window(Week, Some(date(2026, 5, 13))).3, Some(today));
        // Nobody was measured tomorrow.
        assert_eq!(window(Week, Some(date(2026, 5, 15))), window(Week, None));
        assert_eq!(window(Month, None), (Some(date(2026, 4, 15)), today, Some(date(2026, 4, 14)), None));
        assert_eq!(window(Month, Some(date(2026, 3, 30))).0, Some(date(2026, 2, 28)));
        assert_eq!(window(Year, None), (Some(date(2025, 5, 15)), today, Some(date(2025, 5, 14)), None));
        // 29 February, a year ago, was 28 February.
        assert_eq!(window(Year, Some(date(2024, 2, 28))).0, Some(date(2023, 2, 28)));
        assert_eq!(window(All, None), (None, today, None, None));
        assert_eq!(window(All, Some(date(2020, 1, 1))), (None, date(2020, 1, 1), None, None));
    }

    #[test]
    fn a_day_is_a_day_in_the_netherlands() {
        let window = Window { from: Some(date(2026, 3, 29)), until: date(2026, 3, 29) };
        let (from, until) = window.instants();
        // The night in which the clock goes forward.
        assert_eq!(
            (from.to_string(), until.to_string()),
            ("2026-03-28T23:00:00Z".into(), "2026-03-29T22:00:00Z".into())
        );
    }
}
