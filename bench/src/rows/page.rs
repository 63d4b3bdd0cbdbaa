//! Row 2: a page of fifty reports from the real program, over HTTP, beside a program that reads the same rows with
//! rusqlite, writes the same HTML by hand, commits one insert, and does nothing else.

use std::cell::RefCell;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::{Router, extract, http::StatusCode, response::Html, routing::get};
use inzage_domain::{Category, access::ImportRecord};
use inzage_store::StoreOptions;
use rusqlite::params;

use super::TURNS;
use crate::{
    figures::{Goal, Line, middle},
    load::{Call, Load, once},
    plain,
    server::{self, Account, Server},
    world::{self, report_text},
};

/// Records that are read by turns.
const CLIENTS: usize = 4;
/// Reports in each: more than a page, so that there is a next one.
const REPORTS: usize = 120;
const PAGE: usize = 50;
const CALLERS: usize = 16;
/// Searches a second of the FHIR server that the goals name.
const FHIR_SERVER: f64 = 196.0;

/// Gives the accounts a record, as another instance on the same data would.
async fn fill(data: &Path, accounts: &[Account]) -> Result<()> {
    let options = StoreOptions {
        database: data.join("inzage.sqlite").display().to_string(),
        keys: data.join("keys").join("keys.sqlite").display().to_string(),
        witness: data.join("log-witness"),
        readers: 1,
    };
    let store = world::open(&options, &fs::read_to_string(data.join("master.key"))?).await?;
    let organisation = store.organisation_by_key("linde").await?.context("no organisation")?;
    let operator = store.operator(&organisation, "bench");
    for account in accounts {
        let permit = store.operator_permit::<ImportRecord>(&operator, account.client.parse()?).await??;
        store.import_entries(&permit, (0..REPORTS).map(world::report).collect()).await?;
    }
    Ok(store.close().await?)
}

pub(super) fn measure(binary: &Path) -> Result<Vec<Line>> {
    let folder = super::folder()?;
    let data = folder.path().join("data");
    let real = Server::start(binary, &data, CLIENTS, false)?;
    let accounts = server::accounts(&data)?;
    let versions = server::terms_versions(real.port, &accounts.first().context("no account")?.cookie)?;
    super::runtime()?.block_on(fill(&data, &accounts))?;
    let mut requests = Vec::new();
    let mut pages = Vec::new();
    for account in &accounts {
        server::accept(real.port, &account.cookie, &versions)?;
        let path = format!("/c/{}/dossier/{}", account.client, Category::Reports.slug());
        let request = server::get(real.port, &path, &account.cookie);
        let page = once(real.port, &request)?;
        let found = page.body.matches("<li class=\"entry\"").count();
        ensure!(page.status == 200 && found == PAGE, "{path} answered {} with {found} items", page.status);
        requests.push(request);
        pages.push(page.body);
    }
    let file = folder.path().join("limit.sqlite");
    fill_limit(&file, &pages)?;
    let port = server::free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("page").arg(&file).args(["--port", &port.to_string()]);
    let limit = Server::wait(command, false, port)?;
    let by_hand: Vec<Vec<u8>> =
        (0..CLIENTS).map(|client| server::get(port, &format!("/{client}"), "")).collect();
    let written = once(port, by_hand.first().context("no page")?)?.body;
    let drawn = pages.first().context("no page")?.len();
    ensure!(
        written.len() * 10 > drawn * 9,
        "the page by hand has {} bytes, the real one {drawn}",
        written.len()
    );

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let sides = [(real.port, &requests), (limit.port, &by_hand)];
    for turn in 0..=TURNS {
        for ((port, requests), rates) in sides.into_iter().zip([&mut ours, &mut theirs]) {
            let load = Load { port, connections: CALLERS, time: Duration::from_secs(3), pace: None };
            let rate = load.run(200, by_turns(requests))?.rate();
            if turn > 0 {
                rates.push(rate);
            }
        }
    }
    let (ours, theirs) = (middle(&mut ours), middle(&mut theirs));
    let mut tails = Vec::new();
    for ((port, requests), rate) in sides.into_iter().zip([ours, theirs]) {
        let load = Load { port, connections: CALLERS, time: Duration::from_secs(6), pace: Some(rate / 2.0) };
        tails.push(load.run(200, by_turns(requests))?.quantile(990));
    }
    limit_stop(limit);
    real.stop()?;
    let [our_tail, their_tail] = tails.try_into().ok().context("no tails")?;
    Ok(vec![
        Line::rates("page of 50 reports, 16 callers", ours, theirs, Goal::AtLeast(0.4)),
        Line::times("the same at half of its own load, p99", our_tail, their_tail, Goal::AtMost(3.0)),
        Line::rates(
            "the same, beside a FHIR server on Node with PostgreSQL",
            ours,
            FHIR_SERVER,
            Goal::AtLeast(10.0),
        ),
    ])
}

fn by_turns(requests: &[Vec<u8>]) -> impl FnMut() -> Call {
    let mut next = 0;
    move || {
        next += 1;
        Call { bytes: requests.get(next % requests.len()).cloned().unwrap_or_default(), mark: 0 }
    }
}

/// It has no wish to end in order.
fn limit_stop(limit: Server) {
    drop(limit);
}

/// The rows in clear, and the real page around them.
fn fill_limit(file: &Path, pages: &[String]) -> Result<()> {
    let connection = plain::open_note(file)?;
    connection.execute_batch(
        "CREATE TABLE entry (client INTEGER NOT NULL, care_at INTEGER NOT NULL, id TEXT NOT NULL, day TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (client, care_at, id)) STRICT, WITHOUT ROWID;
         CREATE TABLE frame (client INTEGER PRIMARY KEY, head TEXT NOT NULL, tail TEXT NOT NULL) STRICT;",
    )?;
    for (client, page) in pages.iter().enumerate() {
        let first = page.find("<section class=\"day\"").context("no day")?;
        let last = page.rfind("<section class=\"day\"").context("no day")?;
        let end = page.get(last..).and_then(|rest| rest.find("</section>")).context("no end")?
            + last
            + "</section>".len();
        let frame = (page.get(..first).unwrap_or_default(), page.get(end..).unwrap_or_default());
        connection.execute("INSERT INTO frame VALUES (?1, ?2, ?3)", params![client, frame.0, frame.1])?;
        for report in 0..REPORTS {
            connection.execute(
                "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    client,
                    report,
                    "0199c0de-0000-7000-8000-000000000000",
                    format!("maandag {} maart 2025", report / 2),
                    "Dagrapportage",
                    "Sanne Willems, verzorgende IG",
                    report_text(report)
                ],
            )?;
        }
    }
    Ok(())
}

/// Serves the page by hand.
pub fn serve_limit(file: &Path, port: u16) -> Result<()> {
    let writer = Arc::new(Mutex::new(plain::open_note(file)?));
    let file = Arc::new(file.to_owned());
    let page = move |extract::Path(client): extract::Path<i64>| {
        let (writer, file) = (Arc::clone(&writer), Arc::clone(&file));
        async move {
            let page = READER.with_borrow_mut(|reader| {
                if reader.is_none() {
                    *reader = Some(plain::open(&file)?);
                }
                reader.as_ref().context("no reader").and_then(|reader| written(reader, client))
            });
            let kept = plain::note(&writer.lock().unwrap_or_else(PoisonError::into_inner));
            page.and_then(|page| kept.map(|()| Html(page))).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
        }
    };
    let app = Router::new().route("/readyz", get(|| async { "ready" })).route("/{client}", get(page));
    super::runtime()?.block_on(async move {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        Ok(axum::serve(listener, app).await?)
    })
}

thread_local! {
    static READER: RefCell<Option<rusqlite::Connection>> = const { RefCell::new(None) };
}

fn written(reader: &rusqlite::Connection, client: i64) -> Result<String> {
    let mut page = String::with_capacity(128 * 1024);
    let tail: String = reader.prepare_cached("SELECT head, tail FROM frame WHERE client = ?1")?.query_row(
        [client],
        |row| {
            page.push_str(row.get_ref(0)?.as_str()?);
            row.get(1)
        },
    )?;
    let mut statement = reader.prepare_cached("SELECT id, day, title, author, text FROM entry WHERE client = ?1 ORDER BY care_at DESC, id DESC LIMIT 50")?;
    let mut rows = statement.query([client])?;
    let mut before = String::new();
    while let Some(row) = rows.next()? {
        let day = row.get_ref(1)?.as_str()?;
        if day != before {
            if !before.is_empty() {
                page.push_str("</ul></section>");
            }
            write!(
                page,
                "<section class=\"day\"><h2 class=\"day__date\">{day}</h2><ul class=\"day__entries\">"
            )?;
            day.clone_into(&mut before);
        }
        let (id, title) = (row.get_ref(0)?.as_str()?, row.get_ref(2)?.as_str()?);
        let (author, text) = (row.get_ref(3)?.as_str()?, row.get_ref(4)?.as_str()?);
        write!(
            page,
            "<li class=\"entry\"><div class=\"entry__head\"><h3 class=\"entry__title\"><a href=\"/c/0199c0de-0000-7000-8000-000000000000/dossier/rapportages/{id}\">{title}</a></h3></div><p class=\"entry__meta\"><span>{author}</span></p><p class=\"entry__text\">{}</p></li>",
            text.replace('&', "&amp;").replace('<', "&lt;")
        )?;
    }
    page.push_str("</ul></section>");
    page.push_str(&tail);
    Ok(page)
}
