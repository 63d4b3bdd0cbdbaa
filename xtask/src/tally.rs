//! Counting what passed and failed, out of what test programs print.

use std::fmt;

/// Counts of one step or of all.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    /// tests that ran and were right
    pub(crate) passed: u64,
    /// the names of those that were not, and of what could not run
    pub(crate) failures: Vec<String>,
}

impl Tally {
    /// One check that has no tests inside it.
    pub(crate) fn of_check(name: &str, result: anyhow::Result<()>) -> Self {
        match result {
            Ok(()) => Self { passed: 1, failures: Vec::new() },
            Err(error) => {
                println!("{name}: {error:#}");
                Self {
                    passed: 0,
                    failures: vec![format!(
                        "{name}: {}",
                        error.to_string().lines().next().unwrap_or_default()
                    )],
                }
            }
        }
    }

    /// Adds another's counts.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failures.extend(other.failures);
    }

    /// Whether nothing at all was counted.
    pub(crate) fn is_empty(&self) -> bool {
        self.passed == 0 && self.failures.is_empty()
    }

    /// Whether a test ran and none failed.
    pub(crate) fn is_good(&self) -> bool {
        self.passed > 0 && self.failures.is_empty()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failures.len())
    }
}

/// Reads the lines of one or more programs of Rust's test harness.
pub(crate) struct Libtest {
    program: String,
    tally: Tally,
    results: u32,
}

impl Libtest {
    /// `program` goes before the names of what failed.
    pub(crate) fn new(program: &str) -> Self {
        Self { program: program.to_owned(), tally: Tally::default(), results: 0 }
    }

    /// Takes a line.
    pub(crate) fn line(&mut self, line: &str) {
        if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            self.tally.failures.push(format!("{}: {name}", self.program));
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.results += 1;
            self.tally.passed += count(counts, "passed");
            // a name may be lost when a test prints without ending its line
            let failed = count(counts, "failed");
            let named = u64::try_from(self.tally.failures.len()).unwrap_or(u64::MAX);
            for _ in named..failed {
                self.tally.failures.push(format!("{}: a test", self.program));
            }
        }
    }

    /// After the program's end. One that failed without saying which test counts as one failure.
    pub(crate) fn finish(mut self, success: bool) -> Tally {
        if !success && self.tally.failures.is_empty() {
            self.tally.failures.push(format!("{}: ended before its tests did", self.program));
        } else if success && self.results == 0 {
            // a program without Rust's harness: its exit is its word
            self.tally.passed += 1;
        }
        self.tally
    }
}

/// The number before a word: `ok. 5 passed; 1 failed; 0 ignored`.
fn count(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split([' ', ';', '.']).filter(|part| !part.is_empty()).collect();
    words
        .windows(2)
        .find_map(|pair| if pair.get(1) == Some(&word) { pair.first()?.parse().ok() } else { None })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, success: bool) -> Tally {
        let mut reader = Libtest::new("store");
        text.lines().for_each(|line| reader.line(line));
        reader.finish(success)
    }

    #[test]
    fn lines_of_the_test_harness_are_counted() {
        let text = "running 3 tests\ntest a ... ok\ntest b::c ... FAILED\ntest d ... ignored\n\
                    test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(read(text, false), Tally { passed: 1, failures: vec!["store: b::c".to_owned()] });
    }

    #[test]
    fn a_failure_is_counted_even_where_its_name_is_lost() {
        let text = "test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        let tally = read(text, false);
        assert_eq!((tally.passed, tally.failures.len()), (12, 2));
    }

    #[test]
    fn a_program_that_stops_half_way_is_one_failure() {
        assert_eq!(read("test a ... ok", false).failures.len(), 1);
    }

    #[test]
    fn nothing_run_is_not_good() {
        let tally = read("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out", true);
        assert!(tally.is_empty() && !tally.is_good());
    }

    #[test]
    fn the_closing_line_has_its_fixed_form() {
        let tally = Tally { passed: 7, failures: vec!["x".to_owned()] };
        assert_eq!(tally.to_string(), "7 passed, 1 failed");
    }
}
