//! `cargo xtask test`: every proof there is, in the order of what is quick to fail, and one closing line.
//!
//! The host's crates are compiled once, in one selection of packages: a dependency is then built with one set of
//! features, not once for each crate that is tested.

mod browser;
mod compiled;
mod lint;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Args;

use self::compiled::Compiled;
use crate::postgres::Cluster;
use crate::tally::Tally;
use crate::{crash, setup, site};

/// The steps, by the names that narrow them.
const STEPS: [&str; 7] = ["format", "clippy", "unit", "store", "http", "crash", "e2e"];
/// Rounds of the crash test here; `cargo xtask crash` does more.
const KILLS: u32 = 30;

/// What to run.
#[derive(Args)]
pub(crate) struct Options {
    /// a step (format, clippy, unit, store, http, crash, e2e) or a part of a test's name; both: `store sealing`
    names: Vec<String>,
}

/// Runs the steps. The last line is `N passed, N failed`, and the exit says whether all was right.
pub(crate) fn command(options: &Options) -> ExitCode {
    let plan = Plan::of(&options.names);
    let began = Instant::now();
    let mut total = Tally::default();
    total.add(failure_only("setup", setup::ensure(plan.needs())));
    total.add(plan.run());

    if !total.failures.is_empty() {
        println!("\nfailed:");
        total.failures.iter().for_each(|name| println!("  {name}"));
    }
    if total.is_empty() {
        println!("\nno test has that name");
    }
    println!("\n{:.0} s", began.elapsed().as_secs_f64());
    println!("{total}");
    if total.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Which steps, and which of their tests.
struct Plan {
    steps: Vec<&'static str>,
    filter: Option<String>,
}

impl Plan {
    fn of(names: &[String]) -> Self {
        let step = names.first().and_then(|first| STEPS.into_iter().find(|step| step == first));
        let filter = names.get(usize::from(step.is_some())).cloned();
        let steps = match (step, &filter) {
            (Some(step), _) => vec![step],
            (None, None) => STEPS.to_vec(),
            (None, Some(filter)) if browser::knows(filter) => vec!["unit", "store", "http", "e2e"],
            (None, Some(_)) => vec!["unit", "store", "http"],
        };
        Self { steps, filter }
    }

    fn has(&self, step: &str) -> bool {
        self.steps.contains(&step)
    }

    fn needs(&self) -> &'static [setup::Need] {
        match () {
            () if self.has("e2e") => &setup::ALL,
            () if self.has("store") || self.has("http") => &[setup::Need::Linker, setup::Need::Postgres],
            () if self.has("clippy") => &[setup::Need::Linker, setup::Need::Lints, setup::Need::Wasm],
            () if self.has("format") => &[setup::Need::Lints],
            () => &[setup::Need::Linker],
        }
    }

    fn run(&self) -> Tally {
        let mut total = Tally::default();
        if self.has("format") {
            total.add(step("format", lint::format));
        }
        if self.has("clippy") {
            total.add(step("clippy", lint::clippy));
        }
        // before the server is compiled, which takes it in
        if self.has("e2e") {
            total
                .add(step("browser half", || failure_only("browser half", site::build(site::Mode::Release))));
        }
        if !["unit", "store", "http", "crash", "e2e"].iter().any(|step| self.has(step)) {
            return total;
        }
        let compiled = match Compiled::build() {
            Ok(compiled) => compiled,
            Err(error) => {
                println!("{error:#}");
                total.failures.extend(
                    self.steps
                        .iter()
                        .filter(|step| !["format", "clippy"].contains(step))
                        .map(|step| format!("{step}: does not compile")),
                );
                return total;
            }
        };
        self.run_compiled(&compiled, &mut total);
        total
    }

    fn run_compiled(&self, compiled: &Compiled, total: &mut Tally) {
        let filter = self.filter.as_deref();
        if self.has("unit") {
            total.add(step("unit", || compiled.unit(filter)));
        }
        if self.has("store") || self.has("http") {
            match Cluster::start() {
                Ok(cluster) => {
                    if self.has("store") {
                        total.add(step("store", || compiled.store(&cluster, filter)));
                    }
                    if self.has("http") {
                        total.add(step("http", || compiled.http(&cluster, filter)));
                    }
                }
                Err(error) => total.add(failure_only("store", Err(error))),
            }
        }
        if self.has("crash") {
            total.add(step("crash", || crash::tally(compiled.server(), KILLS)));
        }
        if self.has("e2e") {
            total.add(step("e2e", || browser::run(compiled.server(), filter)));
        }
    }
}

/// A step with its heading, its counts and its time.
fn step(name: &str, work: impl FnOnce() -> Tally) -> Tally {
    println!("\n== {name}");
    let began = Instant::now();
    let tally = work();
    println!("== {name}: {tally}, {:.0} s", began.elapsed().as_secs_f64());
    tally
}

/// For what is no test itself: nothing where it went well, a failure otherwise.
fn failure_only(name: &str, result: Result<()>) -> Tally {
    match result {
        Ok(()) => Tally::default(),
        error @ Err(_) => Tally::of_check(name, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &[&str]) -> Plan {
        Plan::of(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_narrows_to_a_step_or_to_tests() {
        assert_eq!(plan(&[]).steps, STEPS);
        assert_eq!(plan(&["store"]).steps, ["store"]);
        assert_eq!(plan(&["store", "sealing"]).filter.as_deref(), Some("sealing"));
        let narrowed = plan(&["no_browser_test_has_this_name_xyzzy"]);
        assert_eq!(narrowed.steps.first(), Some(&"unit"));
        assert!(narrowed.filter.is_some());
    }
}
