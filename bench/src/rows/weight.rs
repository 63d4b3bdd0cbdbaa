//! Row 4, second half: what the start page of a record weighs without script: HTML, style and fonts as transferred.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{
    figures::{Goal, Line, float},
    load::{Answer, once},
    server::{self, Server},
};

/// The fonts that every page uses; the others are for italics and for letters from elsewhere.
const FONTS: [&str; 2] = ["latin-400-normal", "latin-700-normal"];
const LIMIT_KB: f64 = 60.0;

pub(super) fn measure(binary: &Path, site: &Path) -> Result<Vec<Line>> {
    let folder = super::folder()?;
    let data = folder.path().join("data");
    let server = Server::start(binary, &data, 0, false)?;
    let cookie = log_in(server.port, &data)?;
    let versions = server::terms_versions(server.port, &cookie)?;
    server::accept(server.port, &cookie, &versions)?;
    let home = once(server.port, &server::get(server.port, "/", &cookie))?;
    let record = home.headers("location").next().context("the front door leads to no record")?.to_owned();
    let page = once(server.port, &server::get(server.port, &record, &cookie))?;
    ensure!(page.status == 200, "{record} answered {}", page.status);

    let (mut style, mut fonts) = (0, 0);
    for link in page.body.split("<link").filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        if link.contains("rel=\"stylesheet\"") {
            let address = link
                .split_once("href=\"")
                .and_then(|(_, rest)| rest.split_once('"'))
                .context("no address")?
                .0;
            style += transferred(server.port, address)?;
        }
    }
    let manifest: Value = serde_json::from_str(&fs::read_to_string(site.join("manifest.json"))?)?;
    for font in
        manifest.get("fonts").and_then(Value::as_array).context("no fonts")?.iter().filter_map(Value::as_str)
    {
        if FONTS.iter().any(|wanted| font.contains(wanted)) {
            fonts += transferred(server.port, font)?;
        }
    }
    server.stop()?;
    let kilobytes = |bytes: usize| float(bytes) / 1000.0;
    let html = page.body.len();
    let all = kilobytes(html + style + fonts);
    Ok(vec![Line {
        what: format!(
            "start page of a record without WASM: HTML {:.1} + style {:.1} + fonts {:.1}",
            kilobytes(html),
            kilobytes(style),
            kilobytes(fonts)
        ),
        measured: format!("{all:.1} kB"),
        limit: format!("{LIMIT_KB:.0} kB"),
        ratio: all / LIMIT_KB,
        goal: Goal::AtMost(1.0),
    }])
}

/// The bytes of a file as a browser gets them.
fn transferred(port: u16, address: &str) -> Result<usize> {
    let request =
        format!("GET {address} HTTP/1.1\r\nhost: linde.localhost:{port}\r\naccept-encoding: br\r\n\r\n");
    let Answer { status, head, .. } = once(port, request.as_bytes())?;
    ensure!(status == 200, "{address} answered {status}");
    let length = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    Ok(length.with_context(|| format!("{address} has no length"))?.1.trim().parse()?)
}

/// Logs in as the demo's client, password and code; gives the session's cookie.
fn log_in(port: u16, data: &Path) -> Result<String> {
    let contract: Value = serde_json::from_str(&fs::read_to_string(data.join("demo.json"))?)?;
    let account = contract.pointer("/organisations/0/accounts/0").context("demo.json names no account")?;
    let text =
        |key: &str| account.get(key).and_then(Value::as_str).context("an account without name or password");
    let form = format!("user_name={}&password={}", text("user")?, text("password")?);
    let step = cookie(&once(port, &server::post(port, "/api/inloggen", "", &form))?, "stap")?;
    let mut messages: Vec<_> = fs::read_dir(data.join("outbox"))?.collect::<Result<_, _>>()?;
    messages.sort_by_key(fs::DirEntry::file_name);
    let message = fs::read_to_string(messages.last().context("no message")?.path())?;
    let message: Value = serde_json::from_str(&message)?;
    let body = message.get("body").and_then(Value::as_str).context("an empty message")?;
    let code =
        body.split(|sign: char| !sign.is_ascii_digit()).find(|part| part.len() == 6).context("no code")?;
    cookie(&once(port, &server::post(port, "/api/inloggen/code", &step, &format!("code={code}")))?, "inzage")
}

fn cookie(answer: &Answer, name: &str) -> Result<String> {
    let wanted = format!("__Host-{name}=");
    let found = answer.headers("set-cookie").find(|cookie| cookie.starts_with(&wanted));
    let found = found.with_context(|| format!("no cookie {name} in {}", answer.head))?;
    Ok(found.split(';').next().unwrap_or_default().to_owned())
}
