//! Measurements as bars, drawn on the server, with the same numbers in a table beside them.

use leptos::prelude::*;

use super::table::{Cell, Column, DataTable};
use crate::locales::use_texts;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is of: a date, a name.
    pub label: String,
    /// Its size, zero or more. What is not finite draws nothing.
    pub value: f64,
    /// The value as people read it: `72,5 kg`.
    pub text: String,
}

/// A bar chart. The drawing has a title and a description; the table says the same in numbers.
#[component]
pub fn BarChart(
    /// A unique id; other ids are made from it.
    #[prop(into)]
    id: String,
    /// What it shows: `Gewicht`.
    #[prop(into)]
    title: String,
    /// What can be seen in it, in one sentence.
    #[prop(into)]
    description: String,
    /// Heading of the first column of the table: `Datum`.
    #[prop(into)]
    label_column: String,
    /// Heading of the second: `Gewicht`.
    #[prop(into)]
    value_column: String,
    /// The bars, in order.
    bars: Vec<Bar>,
) -> impl IntoView {
    let largest = bars.iter().map(|bar| bar.value).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let rows: Vec<Vec<Cell>> =
        bars.iter().map(|bar| vec![bar.label.as_str().into(), bar.text.as_str().into()]).collect();
    let mut top = 0.0;
    let drawn = bars
        .into_iter()
        .map(|bar| {
            let share = if largest > 0.0 && bar.value.is_finite() { (bar.value / largest).clamp(0.0, 1.0) * 100.0 } else { 0.0 };
            let (words, track) = (top + 1.1, top + 1.5);
            top += 3.2;
            view! {
                <text class="chart__label" x="0" y=format!("{words:.1}em")>{bar.label}</text>
                <text class="chart__value" x="100%" y=format!("{words:.1}em")>{bar.text}</text>
                <rect class="chart__track" x="0" y=format!("{track:.1}em") width="100%" height="0.9em" rx="4"></rect>
                <rect class="chart__bar" x="0" y=format!("{track:.1}em") width=format!("{share:.1}%") height="0.9em" rx="4"></rect>
            }
        })
        .collect_view();
    let (title_id, description_id) = (format!("{id}-titel"), format!("{id}-uitleg"));
    let labelled = format!("{title_id} {description_id}");
    let caption = use_texts().chart_table();
    view! {
        <div class="chart" id=id>
            <svg class="chart__drawing" role="img" aria-labelledby=labelled width="100%" height=format!("{top:.1}em")>
                <title id=title_id>{title}</title>
                <desc id=description_id>{description}</desc>
                {drawn}
            </svg>
            <DataTable
                caption=caption
                columns=vec![Column::text(label_column), Column::number(value_column)]
                rows=rows
            />
        </div>
    }
}
