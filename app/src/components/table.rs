//! A table of text, numbers and links: rows under each other on a phone, columns beside each
//! other where there is room. Always with a caption, a head and a body.

use leptos::prelude::*;

/// A column of a [`DataTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Whether it holds numbers, which stand to the right.
    pub number: bool,
}

impl Column {
    /// A column of text.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// One cell of a [`DataTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text or a number, written out.
    Text(String),
    /// A link.
    Link {
        /// Where it goes.
        href: String,
        /// What is there.
        text: String,
    },
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Cell {
    fn view(self) -> AnyView {
        match self {
            Self::Text(text) => text.into_any(),
            Self::Link { href, text } => view! { <a href=href>{text}</a> }.into_any(),
        }
    }
}

/// A table. The first cell of a row names the row.
#[component]
pub fn DataTable(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Whether the caption is only for screen readers, because a heading just above says it.
    #[prop(optional)]
    caption_hidden: bool,
    /// The columns.
    columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    rows: Vec<Vec<Cell>>,
) -> impl IntoView {
    let class = |number: bool| number.then_some("table__number");
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .zip(&columns)
                .enumerate()
                .map(|(place, (cell, column))| {
                    let label = column.label.clone();
                    if place == 0 {
                        view! { <th scope="row">{cell.view()}</th> }.into_any()
                    } else {
                        view! {
                            <td class=class(column.number) data-label=label>
                                {cell.view()}
                            </td>
                        }
                        .into_any()
                    }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let head = columns
        .into_iter()
        .map(|column| view! { <th scope="col" class=class(column.number)>{column.label}</th> })
        .collect_view();
    view! {
        <table class="table">
            <caption class=caption_hidden.then_some("visually-hidden")>{caption}</caption>
            <thead>
                <tr>{head}</tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
}
