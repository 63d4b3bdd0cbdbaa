//! Row 1: a page with a table of a thousand rows, with our document and our table component, beside the same rows
//! written by hand into a string; both behind axum in this process.

use std::fmt::Write;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use axum::{Router, response::Html, routing::get};
use inzage_app::{
    components::{Cell, Column, DataTable},
    shell::plain_document,
};
use inzage_domain::Language;
use leptos::prelude::*;

use super::TURNS;
use crate::{
    figures::{Goal, Line, middle},
    load::{Call, Load, once},
    server,
};

const ROWS: usize = 1000;
const LABELS: [&str; 5] = ["Datum", "Meting", "Waarde", "Eenheid", "Toelichting"];

/// What a query would have given.
static DATA: LazyLock<Vec<[String; 5]>> = LazyLock::new(|| {
    (0..ROWS)
        .map(|row| {
            [
                format!("{} mei 2026", row % 31 + 1),
                "Bloeddruk".to_owned(),
                format!("{}/{}", 110 + row % 30, 70 + row % 20),
                "mmHg".to_owned(),
                format!("Zittend gemeten & rustig, meting {row} < gisteren"),
            ]
        })
        .collect()
});

/// Where the rows begin and end in the page.
const BODY: [&str; 2] = ["<tbody>", "</tbody>"];

fn drawn() -> String {
    let columns = LABELS
        .iter()
        .enumerate()
        .map(|(at, label)| if at == 2 { Column::number(*label) } else { Column::text(*label) });
    let rows =
        DATA.iter().map(|row| row.iter().cloned().map(Cell::Text).collect()).collect::<Vec<Vec<Cell>>>();
    let columns: Vec<Column> = columns.collect();
    let owner = Owner::new_root(None);
    owner.with(|| {
        let body = view! {
            <main>
                <DataTable caption="Metingen" columns=columns rows=rows />
            </main>
        };
        plain_document(Language::Dutch, "Metingen", None, body)
    })
}

fn escaped(text: &str, page: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        let (before, after) = rest.split_at(at);
        page.push_str(before);
        page.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            _ => "&gt;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    page.push_str(rest);
}

fn written(head: &str, tail: &str) -> String {
    let mut page = String::with_capacity(400 * ROWS);
    page.push_str(head);
    for row in DATA.iter() {
        page.push_str("<tr>");
        for (at, (cell, label)) in row.iter().zip(LABELS).enumerate() {
            // Writing into a string does not fail.
            let _ = match at {
                0 => write!(page, "<th scope=\"row\">"),
                2 => write!(page, "<td data-label=\"{label}\" class=\"table__number\">"),
                _ => write!(page, "<td data-label=\"{label}\" class=\"\">"),
            };
            escaped(cell, &mut page);
            page.push_str(if at == 0 { "</th>" } else { "</td>" });
        }
        page.push_str("</tr>");
    }
    page.push_str(tail);
    page
}

/// Without the marks that Leptos leaves between neighbours.
fn bare(page: &str) -> String {
    page.replace("<!>", "").replace("<!---->", "")
}

/// The frame around the rows.
fn frame(page: &str) -> Result<(String, String)> {
    let (head, rest) = page.split_once(BODY[0]).context("no rows")?;
    let (_, tail) = rest.rsplit_once(BODY[1]).context("no end of rows")?;
    Ok((format!("{head}{}", BODY[0]), format!("{}{tail}", BODY[1])))
}

pub(super) fn measure() -> Result<Vec<Line>> {
    let (head, tail) = frame(&drawn())?;
    let (one, other) = (bare(&drawn()), bare(&written(&head, &tail)));
    if let Some(at) = one.bytes().zip(other.bytes()).position(|(one, other)| one != other) {
        let part = |page: &str| page.chars().skip(at.saturating_sub(80)).take(160).collect::<String>();
        bail!("the two pages are not the same:\n{}\n{}", part(&one), part(&other));
    }
    let port = server::free_port()?;
    let app = Router::new()
        .route("/drawn", get(|| async { Html(drawn()) }))
        .route("/written", get(move || async move { Html(written(&head, &tail)) }));
    let runtime = super::runtime()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", port)))?;
    runtime.spawn(async move { axum::serve(listener, app).await });

    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for turn in 0..=TURNS {
        for (path, rates) in [("/drawn", &mut ours), ("/written", &mut limit)] {
            let request = server::get(port, path, "");
            ensure!(once(port, &request)?.body.len() > 100 * ROWS, "the page is empty");
            let load = Load { port, connections: 8, time: Duration::from_secs(2), pace: None };
            let seen = load.run(200, || Call { bytes: request.clone(), mark: 0 })?;
            // The first turn warms up.
            if turn > 0 {
                rates.push(seen.rate());
            }
        }
    }
    let what = "page with a table of 1000 rows, 5 columns";
    Ok(vec![Line::rates(what, middle(&mut ours), middle(&mut limit), Goal::AtLeast(0.75))])
}
