//! `cargo xtask bench`: each measure beside its limit, taken in the same run.
//!
//! A row is a module with a `ROW`, named in `ROWS`; it knows how to build what it measures. Never part of `test`.

mod first_load;

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

/// The rows that exist, by their numbers in docs/BENCHMARKS.md.
const ROWS: [Row; 1] = [first_load::ROW];

/// Which rows.
#[derive(Args)]
pub(crate) struct Options {
    /// numbers of rows; none: all
    rows: Vec<u32>,
}

/// A measure with its limit.
struct Row {
    number: u32,
    name: &'static str,
    measure: fn() -> Result<Vec<Line>>,
}

/// What a row prints: one comparison.
struct Line {
    /// what was measured: `WASM + script, brotli`
    what: &'static str,
    /// with its unit
    measured: String,
    /// the physical limit beside it, with its unit
    limit: String,
    /// measured / limit, in the direction in which the goal is put
    ratio: f64,
    goal: Goal,
}

/// What a ratio has to be.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the rows that measure speed come after the one that counts bytes")
)]
enum Goal {
    /// bytes, times
    AtMost(f64),
    /// rates
    AtLeast(f64),
}

impl Goal {
    fn holds(self, ratio: f64) -> bool {
        match self {
            Self::AtMost(goal) => ratio <= goal,
            Self::AtLeast(goal) => ratio >= goal,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtMost(goal) => format!("<= {goal}"),
            Self::AtLeast(goal) => format!(">= {goal}"),
        }
    }
}

/// Runs the rows and prints one table, which can be pasted into the document. Fails where a goal does not hold.
pub(crate) fn command(options: &Options) -> Result<ExitCode> {
    for number in &options.rows {
        if !ROWS.iter().any(|row| row.number == *number) {
            let known: Vec<String> =
                ROWS.iter().map(|row| format!("{} ({})", row.number, row.name)).collect();
            bail!("there is no row {number}; there are: {}", known.join(", "));
        }
    }
    let mut table = Vec::new();
    for row in ROWS.iter().filter(|row| options.rows.is_empty() || options.rows.contains(&row.number)) {
        println!("row {}: {} ...", row.number, row.name);
        for line in (row.measure)()? {
            table.push((row.number, line));
        }
    }
    println!("\n| row | what | measured | limit | ratio | goal | holds |\n|---|---|---|---|---|---|---|");
    let mut all = true;
    for (number, line) in &table {
        let holds = line.goal.holds(line.ratio);
        all &= holds;
        let word = if holds { "yes" } else { "NO" };
        println!(
            "| {number} | {} | {} | {} | {:.2} | {} | {word} |",
            line.what,
            line.measured,
            line.limit,
            line.ratio,
            line.goal.text()
        );
    }
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_holds_at_its_boundary() {
        for (goal, ratio, expected) in [
            (Goal::AtMost(1.7), 1.7, true),
            (Goal::AtMost(1.7), 1.71, false),
            (Goal::AtLeast(0.75), 0.75, true),
            (Goal::AtLeast(0.75), 0.74, false),
        ] {
            assert_eq!(goal.holds(ratio), expected, "{} {ratio}", goal.text());
        }
    }
}
