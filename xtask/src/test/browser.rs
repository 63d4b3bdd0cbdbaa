//! Playwright in the system's Chromium, against the built program with the demo's data.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::program::{self, Server};
use crate::tally::Tally;
use crate::{node, setup, shell};

/// Whether a browser test's file or text has this in it.
pub(super) fn knows(filter: &str) -> bool {
    fn search(folder: &Path, filter: &str) -> bool {
        fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
            let path = entry.path();
            if path.is_dir() {
                return !path.ends_with("node_modules") && search(&path, filter);
            }
            let is_test = path
                .extension()
                .is_some_and(|extension| extension == "ts" || extension == "js" || extension == "mjs");
            is_test
                && (path.to_string_lossy().contains(filter)
                    || fs::read_to_string(&path).is_ok_and(|text| text.contains(filter)))
        })
    }
    search(&shell::root().join("end2end"), filter)
}

/// Starts the demo on a free port with fresh data and lets Playwright loose on it.
pub(super) fn run(server: &Path, filter: Option<&str>) -> Tally {
    play(server, filter).unwrap_or_else(|error| Tally::of_check("e2e", Err(error)))
}

fn play(server: &Path, filter: Option<&str>) -> Result<Tally> {
    let chromium = setup::chromium().context("there is no Chromium: run `cargo xtask setup`")?;
    let data = tempfile::tempdir()?;
    let log = program::log_file("e2e-server")?;
    let port = program::free_port()?;
    let accounts = ["--bench-accounts".to_owned(), "40".to_owned()];
    let running = Server::start(server, data.path(), port, &log, &accounts)?;
    let report = shell::target().join("logs/playwright.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }

    let mut playwright = node::script("@playwright/test/cli.js")?;
    playwright
        .args(["test", "--reporter", "list,json"])
        .env("BASE_PORT", port.to_string())
        .env("DEMO_DIR", data.path())
        .env("CHROMIUM", chromium)
        .env("PROGRAM", server)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("FORCE_COLOR", "0");
    if let Some(filter) = filter {
        playwright.arg("--grep").arg(filter);
    }
    let status = playwright.status().context("starting Playwright")?;
    let mut tally = fs::read_to_string(&report)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .map_or_else(Tally::default, |report: Value| read_report(&report));
    if !status.success() && tally.failures.is_empty() {
        tally.failures.push(format!("e2e: Playwright ended with {status}"));
    }
    // the same server must still be able to stop as it should
    tally.add(Tally::of_check("e2e: the server stops when asked", running.stop()));
    if !tally.failures.is_empty() {
        println!("the server's log: {}", log.display());
    }
    Ok(tally)
}

/// Playwright's JSON: suites in suites, specs in them, each with its result per project.
fn read_report(report: &Value) -> Tally {
    fn walk(suite: &Value, above: &str, tally: &mut Tally) {
        let title = suite.get("title").and_then(Value::as_str).unwrap_or_default();
        let path = if above.is_empty() { title.to_owned() } else { format!("{above} > {title}") };
        for spec in items(suite, "specs") {
            for test in items(spec, "tests") {
                match test.get("status").and_then(Value::as_str) {
                    Some("expected") => tally.passed += 1,
                    Some("skipped") => {}
                    // a test that passes only at the second try has failed
                    _ => {
                        let name = spec.get("title").and_then(Value::as_str).unwrap_or_default();
                        let project = test.get("projectName").and_then(Value::as_str).unwrap_or_default();
                        tally.failures.push(format!("e2e: [{project}] {path} > {name}"));
                    }
                }
            }
        }
        for inner in items(suite, "suites") {
            walk(inner, &path, tally);
        }
    }
    let mut tally = Tally::default();
    for suite in items(report, "suites") {
        walk(suite, "", &mut tally);
    }
    for error in items(report, "errors") {
        let message = error.get("message").and_then(Value::as_str).unwrap_or_default();
        tally.failures.push(format!("e2e: {}", message.lines().next().unwrap_or_default()));
    }
    tally
}

fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn playwrights_report_is_counted() {
        let report = json!({ "suites": [{ "title": "login.spec.ts", "suites": [{ "title": "client", "specs": [
            { "title": "logs in", "tests": [{ "projectName": "script", "status": "expected" }, { "projectName": "plain", "status": "unexpected" }] },
            { "title": "later", "tests": [{ "projectName": "script", "status": "skipped" }, { "projectName": "plain", "status": "flaky" }] },
        ] }] }], "errors": [] });
        let tally = read_report(&report);
        assert_eq!(tally.passed, 1);
        assert_eq!(
            tally.failures,
            ["e2e: [plain] login.spec.ts > client > logs in", "e2e: [plain] login.spec.ts > client > later"]
        );
    }
}
