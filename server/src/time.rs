//! The real clock and the real chance, and the demo's settable clock.
//!
//! The only place that asks the machine for them: everything else takes `Clock` and `Chance`.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use inzage_domain::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where real time comes in")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    #[expect(clippy::disallowed_methods, reason = "the one place where real chance comes in")]
    fn fill(&self, buffer: &mut [u8]) {
        if getrandom::fill(buffer).is_err() {
            // Without randomness every token could be guessed: no way to go on safely.
            tracing::error!("the operating system gives no randomness; stopping");
            std::process::abort();
        }
    }
}

/// The demo's clock: what the file `clock` in the data folder says, read at every use, so that
/// a boundary (day 27, day 28) can be tried from outside. Never used by `inzage serve`.
///
/// One request uses it several times at once: what was read counts for [`FRESH`], which is shorter
/// than anybody outside needs to write the file and ask for a page.
#[derive(Clone, Debug)]
pub struct DemoClock {
    file: PathBuf,
    read: Arc<Mutex<Option<Reading>>>,
}

/// What the file said, if it could be read, and when that was.
#[derive(Clone, Copy, Debug)]
struct Reading {
    at: Instant,
    setting: Option<Setting>,
}

/// For how long a reading of the file counts.
const FRESH: Duration = Duration::from_micros(100);

/// A text that is neither an instant nor an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write an instant such as 2026-05-01T10:00:00Z or an offset such as +27d, -3h, +90m or +30s")]
pub struct NotAClock;

/// What the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    At(Timestamp),
    Offset(SignedDuration),
}

impl DemoClock {
    /// The clock of a demo's data folder.
    pub fn new(folder: &std::path::Path) -> Self {
        Self { file: folder.join("clock"), read: Arc::default() }
    }

    /// What the file says; nothing where there is none, or none that can be read.
    fn setting(&self) -> Option<Setting> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = *read
            && reading.at.elapsed() < FRESH
        {
            return reading.setting;
        }
        let setting = std::fs::read_to_string(&self.file).ok().and_then(|text| {
            parse(&text)
                .inspect_err(|error| {
                    tracing::warn!(file = %self.file.display(), "the demo's clock cannot be read, so real time is used: {error}");
                })
                .ok()
        });
        *read = Some(Reading { at: Instant::now(), setting });
        setting
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        let real = SystemClock.now();
        match self.setting() {
            Some(Setting::At(instant)) => instant,
            Some(Setting::Offset(offset)) => real.checked_add(offset).unwrap_or(real),
            None => real,
        }
    }
}

fn parse(text: &str) -> Result<Setting, NotAClock> {
    let text = text.trim();
    if let Ok(instant) = text.parse() {
        return Ok(Setting::At(instant));
    }
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (None, Some(rest)) => (-1, rest),
        (None, None) => return Err(NotAClock),
    };
    let mut seconds = 0_i64;
    let mut digits = String::new();
    for letter in rest.chars() {
        let unit = match letter {
            '0'..='9' => {
                digits.push(letter);
                continue;
            }
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return Err(NotAClock),
        };
        let amount: i64 = digits.parse().map_err(|_| NotAClock)?;
        digits.clear();
        seconds = amount.checked_mul(unit).and_then(|part| seconds.checked_add(part)).ok_or(NotAClock)?;
    }
    if !digits.is_empty() || rest.is_empty() {
        return Err(NotAClock);
    }
    Ok(Setting::Offset(SignedDuration::from_secs(sign * seconds)))
}

#[cfg(test)]
mod tests {
    use inzage_domain::Clock;
    use jiff::SignedDuration;

    use super::{DemoClock, NotAClock, Setting, SystemClock, parse};

    #[test]
    fn an_offset_or_an_instant_and_nothing_else() {
        let offset = |seconds| Ok(Setting::Offset(SignedDuration::from_secs(seconds)));
        let cases = [
            ("+27d", offset(27 * 86_400)),
            ("-3h\n", offset(-3 * 3_600)),
            ("+1d2h30m5s", offset(86_400 + 2 * 3_600 + 30 * 60 + 5)),
            ("2026-05-01T10:00:00Z", Ok(Setting::At("2026-05-01T10:00:00Z".parse().unwrap()))),
            ("2026-05-01T12:00:00+02:00", Ok(Setting::At("2026-05-01T10:00:00Z".parse().unwrap()))),
            ("27d", Err(NotAClock)),
            ("+27", Err(NotAClock)),
            ("+", Err(NotAClock)),
            ("+d", Err(NotAClock)),
            ("tomorrow", Err(NotAClock)),
            ("+99999999999999999999d", Err(NotAClock)),
            ("+9223372036854775807d", Err(NotAClock)),
            ("", Err(NotAClock)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn the_file_is_read_at_every_use() {
        let folder = tempfile::tempdir().unwrap();
        let clock = DemoClock::new(folder.path());
        let near = |distance: SignedDuration| distance.abs() < SignedDuration::from_mins(1);
        assert!(near(clock.now().duration_since(SystemClock.now())));
        let write = |text: &str| {
            std::fs::write(folder.path().join("clock"), text).unwrap();
            std::thread::sleep(2 * super::FRESH);
        };
        write("2026-05-01T10:00:00Z");
        assert_eq!(clock.now().to_string(), "2026-05-01T10:00:00Z");
        write("+28d");
        assert!(near(clock.now().duration_since(SystemClock.now()) - SignedDuration::from_hours(28 * 24)));
        write("soon");
        assert!(near(clock.now().duration_since(SystemClock.now())));
    }
}
