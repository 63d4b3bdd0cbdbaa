//! The job that makes copies, in pieces: each reads some entries, writes what they become, and ends by
//! saying where the next piece begins. A worker that is killed is taken over at the beginning of its
//! piece; done twice, a piece counts once. Between two readings everybody else goes on. What a piece is
//! made of is in `pieces`.

mod pieces;

use std::collections::BTreeMap;

use inzage_documents::{
    Document, Sheet,
    archive::{Packed, Packing},
    pdf, word, workbook,
};
use inzage_domain::{
    Category,
    export::{ExportForm, ExportOrder},
    written::{amsterdam, end_of},
};
use inzage_store::{Cursor, Demographics, ExportMade, ExportWork, Organisation, TakenEntry, jobs::EXPORTS};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::words::Words;
use crate::{Error, Services};

/// How long the job is held without a sign of life.
const HOLD: SignedDuration = SignedDuration::from_mins(3);
/// Items of one PDF and one Word file: some three hundred pages.
const VOLUME: u32 = 1_000;
/// Bytes of sources after which a volume ends, whatever the number of items.
const VOLUME_BYTES: usize = 16 * 1024 * 1024;
/// Rows of one workbook.
const ROWS: u32 = 20_000;
/// Lines of the log in one document.
const LOG_LINES: usize = 2_000;
/// Lines of the log read at a time.
const LOG_PAGE: u16 = 200;
/// Entries read at a time.
const PAGE: u32 = 100;
/// Text of a bundle that is packed at a time.
const BUFFER: usize = 1024 * 1024;
/// Bytes of a chunk, unsealed.
const CHUNK: usize = 256 * 1024;
/// From here on bytes are packed on a thread for slow work.
const SLOW: usize = 64 * 1024;

/// The bundles.
pub(super) const R4: &str = "fhir/r4.json";
pub(super) const STU3: &str = "fhir/stu3.json";
/// What is read first.
const READ_ME: &str = "LEESMIJ.txt";

/// What a round of the job did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportRound {
    /// Pieces that were done.
    pub pieces: u32,
    /// Copies that became ready.
    pub ready: u32,
}

/// How far a copy is.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Progress {
    place: Place,
    pub(super) files: Vec<FileMade>,
    /// Volumes, workbooks and lists of the log that were made.
    volumes: u32,
    workbooks: u32,
    lists: u32,
    /// Files taken out of entries.
    taken: u32,
    done: i64,
    total: i64,
}

/// A file of the archive, with where its bytes are.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FileMade {
    pub(super) packed: Packed,
    /// Chunks with their lengths, in order.
    pub(super) chunks: Vec<(Uuid, u32)>,
    /// Entries of a bundle.
    entries: u64,
}

/// Where the next piece begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Place {
    /// Nothing was done.
    #[default]
    Begin,
    /// Documents, bundles and files: this category of the order, after this entry.
    Record { category: usize, after: Option<String> },
    /// Workbooks, likewise.
    Sheets { category: usize, after: Option<String> },
    /// Who looked, before this place in the log.
    Log { before: Option<i64> },
    /// Only the end is left.
    End,
}

impl Progress {
    /// What was kept; the beginning where nothing was.
    pub(super) fn open(kept: &[u8]) -> Result<Self, Error> {
        if kept.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_slice(kept).map_err(|error| Error::Content(format!("progress of a copy: {error}")))
    }
}

impl Services {
    /// Makes what was asked for and removes what is over. `None` when nothing is due, or another worker is
    /// at it. Safe to run at any time, by any number of workers.
    pub async fn prepare_exports(&self, organisation: &Organisation) -> Result<Option<ExportRound>, Error> {
        let Some(lease) = self.store.begin_job(organisation, EXPORTS, HOLD).await? else {
            return Ok(None);
        };
        let mut round = ExportRound::default();
        while let Some(work) = self.store.export_next(organisation).await? {
            let export = work.export.id;
            match self.export_piece(organisation, &work).await {
                Ok(made) => {
                    round.pieces += 1;
                    round.ready += u32::from(made == Some(true));
                }
                Err(Error::Store(error)) if error.is_transient() => return Err(error.into()),
                // It is tried again some times, and then given up.
                Err(error) => {
                    let error: &dyn std::error::Error = &error;
                    tracing::error!(error, %export, "a piece of a copy could not be made");
                }
            }
            // Whoever lost the lease to another leaves the rest to that one.
            if !self.store.hold_job(&lease, HOLD).await? {
                return Ok(Some(round));
            }
        }
        loop {
            let (more, next) = self.store.export_tidy(organisation).await?;
            if !more {
                self.store.end_job(lease, next).await?;
                return Ok(Some(round));
            }
        }
    }

    /// Makes one piece. Gives whether it was the last; `None` where it does not count.
    pub(super) async fn export_piece(
        &self,
        organisation: &Organisation,
        work: &ExportWork,
    ) -> Result<Option<bool>, Error> {
        let maker = Maker::new(self, organisation, work).await?;
        let made = maker.piece().await?;
        Ok(self.store.export_piece(work, &made).await?.then_some(made.ready))
    }
}

/// Makes a piece of a copy.
struct Maker<'a> {
    services: &'a Services,
    organisation: &'a Organisation,
    work: &'a ExportWork,
    demographics: Demographics,
    progress: Progress,
    words: Words,
    since: Timestamp,
    before: Timestamp,
    /// Text of bundles that is not packed yet, and how many entries it has.
    waiting: BTreeMap<&'static str, String>,
}

/// Entries that were read, and where to go on.
struct Batch {
    category: Category,
    entries: Vec<TakenEntry>,
    next: Option<(usize, Option<Cursor>)>,
}

impl<'a> Maker<'a> {
    async fn new(
        services: &'a Services,
        organisation: &'a Organisation,
        work: &'a ExportWork,
    ) -> Result<Self, Error> {
        let order = &work.export.order;
        let midnight = |day: jiff::civil::Date| {
            day.to_zoned(amsterdam()).map_or(Timestamp::MIN, |zoned| zoned.timestamp())
        };
        Ok(Self {
            services,
            organisation,
            work,
            demographics: services.store.demographics(&work.permit).await?,
            progress: Progress::open(&work.export.progress)?,
            words: Words(order.language),
            since: order.since.map_or(Timestamp::MIN, midnight),
            before: order.until.map_or(Timestamp::MAX, end_of),
            waiting: BTreeMap::new(),
        })
    }

    fn order(&self) -> &'a ExportOrder {
        &self.work.export.order
    }

    /// Whether entries are read for documents, bundles and files.
    fn has_record(&self) -> bool {
        [ExportForm::Pdf, ExportForm::Word, ExportForm::Fhir].iter().any(|form| self.order().has(*form))
    }

    async fn piece(mut self) -> Result<ExportMade, Error> {
        if self.progress.place == Place::Begin {
            self.begin().await?;
        }
        let mut ready = false;
        match self.progress.place.clone() {
            Place::Begin => {}
            Place::Record { category, after } => self.record(category, place(after.as_deref())?).await?,
            Place::Sheets { category, after } => self.sheets(category, place(after.as_deref())?).await?,
            Place::Log { before } => self.log(before).await?,
            Place::End => {
                self.end().await?;
                ready = true;
            }
        }
        Ok(ExportMade {
            done: self.progress.done,
            total: self.progress.total,
            progress: serde_json::to_vec(&self.progress)
                .map_err(|error| Error::Content(format!("progress of a copy: {error}")))?,
            ready,
        })
    }

    async fn begin(&mut self) -> Result<(), Error> {
        let mut items = 0;
        for category in &self.order().categories {
            items += self
                .services
                .store
                .count_to_take(&self.work.permit, *category, self.since, self.before)
                .await?;
        }
        let passes = i64::from(self.has_record()) + i64::from(self.order().has(ExportForm::Excel));
        self.progress.total = items.saturating_mul(passes);
        self.progress.place = if self.has_record() {
            Place::Record { category: 0, after: None }
        } else {
            Place::Sheets { category: 0, after: None }
        };
        Ok(())
    }

    /// What comes when the documents are done.
    fn after_record(&self) -> Place {
        if self.order().has(ExportForm::Excel) {
            Place::Sheets { category: 0, after: None }
        } else {
            self.after_sheets()
        }
    }

    fn after_sheets(&self) -> Place {
        if self.work.log.is_some() { Place::Log { before: None } } else { Place::End }
    }

    /// Some entries from a place on; `None` behind the last category.
    async fn read(&self, category: usize, after: Option<Cursor>) -> Result<Option<Batch>, Error> {
        let Some(&found) = self.order().categories.get(category) else { return Ok(None) };
        let page = self
            .services
            .store
            .entries_to_take(&self.work.permit, found, self.since, self.before, after, PAGE)
            .await?;
        let next = match page.next {
            Some(next) => Some((category, Some(next))),
            None => (category + 1 < self.order().categories.len()).then_some((category + 1, None)),
        };
        Ok(Some(Batch { category: found, entries: page.entries, next }))
    }

    /// A document in the forms that were asked for. PDF where none was: a list of who looked is for people.
    async fn documents(&mut self, stem: &str, document: Document) -> Result<(), Error> {
        let order = self.order();
        let is_word = order.has(ExportForm::Word);
        let is_pdf = order.has(ExportForm::Pdf) || !(is_word || order.has(ExportForm::Excel));
        let (pdf, word) = slowly(move || {
            let pdf = is_pdf.then(|| pdf(&document)).transpose()?;
            let word = is_word.then(|| word(&document)).transpose()?;
            Ok((pdf, word))
        })
        .await?;
        for (bytes, ending) in [(pdf, "pdf"), (word, "docx")] {
            if let Some(bytes) = bytes {
                self.put(&format!("{stem}.{ending}"), Packing::Stored, bytes).await?;
            }
        }
        Ok(())
    }

    async fn workbook(&mut self, name: &str, title: String, sheets: Vec<Sheet>) -> Result<(), Error> {
        let author = self.organisation.profile().name.clone();
        let made_at = self.work.export.asked_at;
        let bytes = slowly(move || workbook(&title, &author, made_at, &sheets)).await?;
        self.put(name, Packing::Stored, bytes).await
    }

    fn file(&mut self, name: &str, packing: Packing) -> &mut FileMade {
        let files = &mut self.progress.files;
        let known = files.iter().position(|file| file.packed.name == name);
        let number = known.unwrap_or_else(|| {
            files.push(FileMade { packed: Packed::new(name, packing), chunks: Vec::new(), entries: 0 });
            files.len() - 1
        });
        &mut files[number]
    }

    /// Adds bytes to a file, which begins with its first.
    async fn put(&mut self, name: &str, packing: Packing, raw: Vec<u8>) -> Result<(), Error> {
        let piece =
            if raw.len() < SLOW { packing.piece(&raw)? } else { slowly(move || packing.piece(&raw)).await? };
        let mut chunks = Vec::with_capacity(piece.bytes.len() / CHUNK + 1);
        for chunk in piece.bytes.chunks(CHUNK) {
            let length = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
            chunks.push((self.services.store.export_put(self.work, chunk).await?, length));
        }
        let file = self.file(name, packing);
        file.packed.add(&piece)?;
        file.chunks.extend(chunks);
        Ok(())
    }
}

/// The place in a list that was kept.
fn place(kept: Option<&str>) -> Result<Option<Cursor>, Error> {
    kept.map(str::parse).transpose().map_err(|error| Error::Content(format!("progress of a copy: {error}")))
}

/// A name with a number, where there is more than one.
fn numbered(stem: &str, number: u32, last: bool) -> String {
    if number == 1 && last { stem.to_owned() } else { format!("{stem}-{number:02}") }
}

/// Does something slow where nobody waits for the thread.
async fn slowly<T, F>(make: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, inzage_documents::DocumentError> + Send + 'static,
{
    let outcome = tokio::task::spawn_blocking(make).await;
    Ok(outcome.map_err(|error| Error::Content(format!("making a document stopped: {error}")))??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_volume_has_no_number() {
        let names =
            [(1, true), (1, false), (2, true), (12, false)].map(|(number, last)| numbered("d", number, last));
        assert_eq!(names, ["d", "d-01", "d-02", "d-12"]);
    }
}
