//! Figures: medians, rates, and the line of a comparison.

use std::time::Duration;

use serde_json::{Value, json};

/// What a ratio has to be.
#[derive(Clone, Copy)]
pub enum Goal {
    /// bytes, times
    AtMost(f64),
    /// rates
    AtLeast(f64),
    /// shown beside another line, with no goal of its own
    None,
}

/// One comparison.
pub struct Line {
    pub what: String,
    /// with its unit
    pub measured: String,
    /// the limit beside it, with its unit
    pub limit: String,
    pub ratio: f64,
    pub goal: Goal,
}

impl Line {
    /// Two rates: `measured / limit`.
    pub fn rates(what: &str, measured: f64, limit: f64, goal: Goal) -> Self {
        let text = |rate: f64| format!("{rate:.0}/s");
        Self {
            what: what.to_owned(),
            measured: text(measured),
            limit: text(limit),
            ratio: measured / limit,
            goal,
        }
    }

    /// Two times: `measured / limit`.
    pub fn times(what: &str, measured: Duration, limit: Duration, goal: Goal) -> Self {
        let ratio = measured.as_secs_f64() / limit.as_secs_f64();
        Self { what: what.to_owned(), measured: time(measured), limit: time(limit), ratio, goal }
    }

    /// For the build tool, which prints the table.
    pub fn json(&self) -> Value {
        let (at_most, at_least) = match self.goal {
            Goal::AtMost(goal) => (Some(goal), None),
            Goal::AtLeast(goal) => (None, Some(goal)),
            Goal::None => (None, None),
        };
        json!({ "what": self.what, "measured": self.measured, "limit": self.limit, "ratio": self.ratio,
                "at_most": at_most, "at_least": at_least })
    }
}

fn time(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros >= 10_000.0 { format!("{:.1} ms", micros / 1000.0) } else { format!("{micros:.0} µs") }
}

/// A count as a number to divide with.
pub fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// How many a second.
pub fn rate(count: usize, elapsed: Duration) -> f64 {
    float(count) / elapsed.as_secs_f64()
}

/// The time that this part (in thousandths) of all stayed below: 500 is the median, 990 the 99th percentile.
pub fn quantile(times: &mut [Duration], thousandths: usize) -> Duration {
    times.sort_unstable();
    let place = (times.len() * thousandths / 1000).min(times.len().saturating_sub(1));
    times.get(place).copied().unwrap_or_default()
}

/// The middle one of a few rates taken by turns.
pub fn middle(rates: &mut [f64]) -> f64 {
    rates.sort_unstable_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_tail_are_found() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(quantile(&mut times, 500), Duration::from_millis(51));
        assert_eq!(quantile(&mut times, 990), Duration::from_millis(100));
        assert_eq!(quantile(&mut [], 500), Duration::ZERO);
        assert!((middle(&mut [3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    }
}
