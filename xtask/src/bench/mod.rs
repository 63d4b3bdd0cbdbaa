//! `cargo xtask bench`: each measure beside its limit, taken in the same run.
//!
//! What is counted in the packed files is counted here (`first_load`); what is measured is measured by the program
//! `inzage-bench` (the folder `bench`), which is built in the release profile together with the server. Never part
//! of `test`.

mod first_load;
mod measured;

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

/// The rows that exist, by their numbers in docs/BENCHMARKS.md.
const ROWS: [Row; 8] = [
    Row { number: 1, name: "table of 1000 rows", measure: measured::row },
    Row { number: 2, name: "page of a record", measure: measured::row },
    Row { number: 4, name: "first load", measure: first_load::row },
    Row { number: 5, name: "durable writes", measure: measured::row },
    Row { number: 6, name: "depth of a record", measure: measured::row },
    Row { number: 7, name: "queries of a record", measure: measured::row },
    Row { number: 8, name: "wrong passwords", measure: measured::row },
    Row { number: 9, name: "access log", measure: measured::row },
];

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
    measure: fn(u32) -> Result<Vec<Line>>,
}

/// What a row prints: one comparison.
struct Line {
    /// what was measured: `WASM + script, brotli`
    what: String,
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
enum Goal {
    /// bytes, times
    AtMost(f64),
    /// rates
    AtLeast(f64),
    /// shown beside another line
    None,
}

impl Goal {
    fn holds(self, ratio: f64) -> bool {
        match self {
            Self::AtMost(goal) => ratio <= goal,
            Self::AtLeast(goal) => ratio >= goal,
            Self::None => true,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtMost(goal) => format!("<= {goal}"),
            Self::AtLeast(goal) => format!(">= {goal}"),
            Self::None => "-".to_owned(),
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
        for line in (row.measure)(row.number)? {
            table.push((row.number, line));
        }
    }
    println!(
        "\n| row | measure | measured | limit beside it | ratio | goal | holds |\n|---|---|---|---|---|---|---|"
    );
    let mut all = true;
    for (number, line) in &table {
        let holds = line.goal.holds(line.ratio);
        all &= holds;
        let word = match line.goal {
            Goal::None => "-",
            Goal::AtMost(_) | Goal::AtLeast(_) if holds => "yes",
            Goal::AtMost(_) | Goal::AtLeast(_) => "NO",
        };
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
            (Goal::None, 0.0, true),
        ] {
            assert_eq!(goal.holds(ratio), expected, "{} {ratio}", goal.text());
        }
    }
}
