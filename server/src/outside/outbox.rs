//! The demo's outbox: every message becomes a file `NNNNNN.json` instead of leaving the house.
//!
//! A message counts as sent when its file is on disk under its final name, so a reader never
//! meets half a message and a crash loses none that was confirmed.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::Mutex,
};

use inzage_domain::Clock;
use serde::{Deserialize, Serialize};

/// A message as it lies in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// `sms`, `email` or `push`.
    pub channel: String,
    /// Telephone number (international), e-mail address or device.
    pub to: String,
    /// Subject; empty for a text message.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When it was sent, UTC.
    pub at: String,
}

/// Why a message could not be put into the outbox.
#[derive(Debug, thiserror::Error)]
#[error("the outbox {path} cannot be written", path = path.display())]
pub struct OutboxError {
    path: PathBuf,
    source: std::io::Error,
}

impl From<OutboxError> for std::io::Error {
    fn from(error: OutboxError) -> Self {
        error.source
    }
}

/// A folder of messages, numbered from `000001`.
pub struct Outbox {
    folder: PathBuf,
    next: Mutex<u32>,
}

impl Outbox {
    /// Opens (or makes) the folder; numbering goes on after the highest number there.
    pub fn open(folder: PathBuf) -> Result<Self, OutboxError> {
        let failed = |source| OutboxError { path: folder.clone(), source };
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let last = numbers(&folder).map_err(failed)?.into_iter().max().unwrap_or(0);
        Ok(Self { folder, next: Mutex::new(last + 1) })
    }

    /// Keeps a message; returns when it is durable.
    pub fn put(
        &self,
        clock: &dyn Clock,
        channel: &str,
        to: &str,
        subject: &str,
        body: &str,
    ) -> Result<u32, OutboxError> {
        let message = Sent {
            channel: channel.to_owned(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            body: body.to_owned(),
            at: clock.now().to_string(),
        };
        // The lock spans the write: numbers follow one another without a gap.
        let mut next = self.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let number = *next;
        self.write(number, &message).map_err(|source| OutboxError { path: self.folder.clone(), source })?;
        *next = number + 1;
        Ok(number)
    }

    fn write(&self, number: u32, message: &Sent) -> std::io::Result<()> {
        let temporary = self.folder.join(format!(".{number:06}.tmp"));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&temporary)?;
        file.write_all(&serde_json::to_vec_pretty(message)?)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&temporary, self.folder.join(format!("{number:06}.json")))?;
        File::open(&self.folder)?.sync_all()
    }

    /// The newest messages first, with their numbers.
    pub fn newest(&self, most: usize) -> Result<Vec<(u32, Sent)>, OutboxError> {
        let failed = |source| OutboxError { path: self.folder.clone(), source };
        let mut numbers = numbers(&self.folder).map_err(failed)?;
        numbers.sort_unstable_by(|left, right| right.cmp(left));
        numbers
            .into_iter()
            .take(most)
            .map(|number| {
                let bytes = std::fs::read(self.folder.join(format!("{number:06}.json"))).map_err(failed)?;
                let message = serde_json::from_slice(&bytes).map_err(|error| failed(error.into()))?;
                Ok((number, message))
            })
            .collect()
    }
}

fn numbers(folder: &Path) -> std::io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        if let Some(number) = name.to_str().and_then(|name| name.strip_suffix(".json")?.parse().ok()) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use inzage_domain::Clock;
    use jiff::Timestamp;

    use super::Outbox;

    struct Fixed;

    impl Clock for Fixed {
        fn now(&self) -> Timestamp {
            "2026-05-01T10:00:00Z".parse().unwrap()
        }
    }

    #[test]
    fn messages_are_files_that_number_on_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox");
        let outbox = Outbox::open(path.clone()).unwrap();
        assert_eq!(outbox.put(&Fixed, "sms", "+31612345678", "", "Uw code is 123456.").unwrap(), 1);
        let text = std::fs::read_to_string(path.join("000001.json")).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "channel": "sms", "to": "+31612345678", "subject": "",
                "body": "Uw code is 123456.", "at": "2026-05-01T10:00:00Z"
            })
        );
        // What a crash left half-written is no message.
        std::fs::write(path.join(".000002.tmp"), "{").unwrap();
        let again = Outbox::open(path.clone()).unwrap();
        assert_eq!(again.put(&Fixed, "email", "a@example.org", "Nieuw", "Er staat iets klaar.").unwrap(), 2);
        let newest: Vec<u32> = again.newest(10).unwrap().into_iter().map(|(number, _)| number).collect();
        assert_eq!(newest, [2, 1]);
    }

    #[test]
    fn many_callers_get_a_number_each() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path().join("outbox")).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..5).for_each(|_| _ = outbox.put(&Fixed, "sms", "1", "", "x").unwrap()));
            }
        });
        assert_eq!(outbox.newest(100).unwrap().len(), 40);
    }
}
