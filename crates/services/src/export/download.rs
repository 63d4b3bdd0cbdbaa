//! Fetching a copy, whole or from a place on: who asked for it, while it is kept, and only as long as all
//! of what is in it may be seen. Its bytes are read chunk by chunk.

use std::{collections::VecDeque, ops::Range};

use inzage_documents::archive::{Part, layout};
use inzage_domain::{
    ClientId, ExportId,
    access::{ReadLog, Refusal, TakeAlong},
    export::ExportState,
    written::day_of,
};
use inzage_store::{Actor, Permitted, RequestContext, Store};
use uuid::Uuid;

use super::work::Progress;
use crate::{Error, Services};

/// A copy that is ready, with leave to fetch it.
pub struct ExportFile {
    /// Its name: no name of a person in it.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// The same for the same bytes.
    pub tag: String,
    reader: ExportReader,
}

/// Reads the bytes of a copy, in order.
pub struct ExportReader {
    store: Store,
    permit: Permitted<TakeAlong>,
    export: ExportId,
    segments: VecDeque<Segment>,
    /// Bytes of the first segment that are not wanted.
    skip: u64,
    /// Bytes that are still wanted.
    left: u64,
}

enum Segment {
    Bytes(Vec<u8>),
    Chunk { id: Uuid, length: u64 },
}

impl Segment {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Self::Chunk { length, .. } => *length,
        }
    }
}

impl Services {
    /// A copy, for who asked for it. Each fetch leaves its line, also of a part.
    pub async fn export_file(
        &self,
        actor: &Actor,
        client: ClientId,
        export: ExportId,
        context: &RequestContext,
    ) -> Result<ExportFile, Error> {
        let permit = self.take_along(actor, client, "export-fetched", &export.to_string(), context).await?;
        let found = self.store.export(&permit, export).await?.ok_or(Error::NotFound)?;
        if found.state != ExportState::Ready || found.expires_at <= permit.at() {
            return Err(Error::NotFound);
        }
        if !found.order.is_covered(permit.kinds()) {
            return Err(Error::Refused(Refusal::NothingShared));
        }
        if found.order.with_log {
            self.store.permit::<ReadLog>(actor, Some(client), context).await??;
        }
        let progress = Progress::open(&found.progress)?;
        // What is to be read first comes first.
        let mut files: Vec<_> = progress.files.iter().collect();
        if let Some(last) = files.pop() {
            files.insert(0, last);
        }
        let packed: Vec<_> = files.iter().map(|file| file.packed.clone()).collect();
        let mut segments = VecDeque::new();
        for part in layout(&packed, found.asked_at)? {
            match part {
                Part::Bytes(bytes) => segments.push_back(Segment::Bytes(bytes)),
                Part::File { number, .. } => segments.extend(
                    files
                        .get(number)
                        .into_iter()
                        .flat_map(|file| &file.chunks)
                        .map(|(id, length)| Segment::Chunk { id: *id, length: u64::from(*length) }),
                ),
            }
        }
        let length = segments.iter().map(Segment::length).sum();
        Ok(ExportFile {
            name: format!("dossier-{}.zip", day_of(found.asked_at)),
            length,
            tag: format!("\"{export}-{}\"", found.step),
            reader: ExportReader {
                store: self.store.clone(),
                permit,
                export,
                segments,
                skip: 0,
                left: length,
            },
        })
    }
}

impl ExportFile {
    /// Reads a part of it; what is beyond its end is left out.
    pub fn part(self, range: Range<u64>) -> ExportReader {
        let mut reader = self.reader;
        let end = range.end.min(self.length);
        let mut start = range.start.min(end);
        reader.left = end - start;
        while let Some(first) = reader.segments.front() {
            let length = first.length();
            if start < length {
                break;
            }
            start -= length;
            reader.segments.pop_front();
        }
        reader.skip = start;
        reader
    }
}

impl ExportReader {
    /// The next bytes; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            if self.left == 0 {
                return Ok(None);
            }
            let bytes = match self.segments.pop_front() {
                None => return Err(Error::Content("a copy is shorter than it should be".into())),
                Some(Segment::Bytes(bytes)) => bytes,
                Some(Segment::Chunk { id, length }) => {
                    let chunk = self.store.export_chunk(&self.permit, self.export, id).await?;
                    // Removed, or its time is over, while it was being fetched.
                    let chunk = chunk.ok_or(Error::NotFound)?;
                    if u64::try_from(chunk.len()).ok() != Some(length) {
                        return Err(Error::Content("a chunk of a copy has another length".into()));
                    }
                    chunk
                }
            };
            let skip = usize::try_from(std::mem::take(&mut self.skip)).unwrap_or(usize::MAX);
            let wanted = usize::try_from(self.left).unwrap_or(usize::MAX);
            let rest = bytes.get(skip..).unwrap_or_default();
            let piece = rest.get(..wanted).unwrap_or(rest);
            if piece.is_empty() {
                continue;
            }
            self.left -= u64::try_from(piece.len()).unwrap_or(self.left);
            return Ok(Some(piece.to_vec()));
        }
    }
}
