//! The rows that a stopwatch takes: building both programs, calling the measuring one, reading its lines.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Goal, Line};
use crate::{setup, shell, site};

/// Measures one row with `inzage-bench`.
pub(super) fn row(number: u32) -> Result<Vec<Line>> {
    setup::ensure(&setup::FOR_BUILDING)?;
    site::build(site::Mode::Release)?;
    let mut cargo = shell::cargo();
    shell::run(cargo.args(["build", "--release", "--package", "inzage", "--package", "inzage-bench"]))?;
    let folder = shell::target().join("release");
    let output = Command::new(folder.join("inzage-bench"))
        .args(["row", &number.to_string(), "--server"])
        .arg(folder.join("inzage"))
        .arg("--site")
        .arg(site::folder())
        .stderr(Stdio::inherit())
        .output()
        .context("starting inzage-bench")?;
    ensure!(output.status.success(), "row {number} ended with {}", output.status);
    String::from_utf8(output.stdout)?.lines().map(line).collect()
}

fn line(text: &str) -> Result<Line> {
    let line: Value = serde_json::from_str(text).with_context(|| format!("reading {text}"))?;
    let word = |key: &str| {
        line.get(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
            .with_context(|| format!("no {key} in {text}"))
    };
    let number = |key: &str| line.get(key).and_then(Value::as_f64);
    let goal = match (number("at_most"), number("at_least")) {
        (Some(goal), _) => Goal::AtMost(goal),
        (None, Some(goal)) => Goal::AtLeast(goal),
        (None, None) => Goal::None,
    };
    let ratio = number("ratio").with_context(|| format!("no ratio in {text}"))?;
    Ok(Line { what: word("what")?, measured: word("measured")?, limit: word("limit")?, ratio, goal })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_with_and_without_a_goal() {
        let read =
            line(r#"{"what":"w","measured":"1/s","limit":"2/s","ratio":0.5,"at_most":null,"at_least":0.4}"#)
                .unwrap();
        assert!(matches!(read.goal, Goal::AtLeast(goal) if (goal - 0.4).abs() < f64::EPSILON));
        assert!((read.ratio - 0.5).abs() < f64::EPSILON);
        let read =
            line(r#"{"what":"w","measured":"1/s","limit":"2/s","ratio":0.5,"at_most":null,"at_least":null}"#)
                .unwrap();
        assert!(matches!(read.goal, Goal::None));
        assert!(line("{}").is_err());
    }
}
