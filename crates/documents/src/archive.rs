//! A zip archive whose bytes are known before they are written: each file's length and checksum are kept
//! with it, so that any part of the archive can be sent without making the rest (resuming a download).
//!
//! APPNOTE 6.3.9 without its later additions: names in UTF-8, sizes in the local headers, no descriptor,
//! at most 4 GiB and 65,535 files. A deflated file is made in pieces: each ends at a byte (a sync flush),
//! and an empty last block ends the file.

use std::io::Write as _;

use flate2::{Compress, Compression, FlushCompress, Status};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::DocumentError;

/// The empty block that ends a deflated file.
const LAST_BLOCK: [u8; 2] = [0x03, 0x00];
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// What a reader must know: version 2.0 (deflate).
const NEEDED: u16 = 20;
/// Made as on Unix, so that the permissions below count.
const MADE_BY: u16 = (3 << 8) | NEEDED;
/// A regular file that its owner may write.
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// How the bytes of a file stand in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Packing {
    /// As they are: for what is packed already.
    Stored,
    /// Deflated.
    Deflated,
}

/// Some bytes of a file, packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// As they stand in the archive.
    pub bytes: Vec<u8>,
    /// How many they were.
    pub raw: u64,
    /// Their checksum (CRC-32).
    pub crc: u32,
}

/// A file of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Path within the archive, with `/`.
    pub name: String,
    /// How it is packed.
    pub packing: Packing,
    /// Length in bytes.
    pub raw: u64,
    /// Length of its pieces in the archive.
    pub packed: u64,
    /// Checksum (CRC-32).
    pub crc: u32,
}

impl Packing {
    /// Packs some bytes, that come after others or before them.
    pub fn piece(self, raw: &[u8]) -> Result<Piece, DocumentError> {
        let length = u64::try_from(raw.len()).map_err(|_| DocumentError::TooLarge)?;
        let bytes = match self {
            Self::Stored => raw.to_vec(),
            Self::Deflated => deflated(raw)?,
        };
        Ok(Piece { bytes, raw: length, crc: crc32fast::hash(raw) })
    }
}

fn deflated(raw: &[u8]) -> Result<Vec<u8>, DocumentError> {
    let mut deflate = Compress::new(Compression::default(), false);
    let mut bytes = Vec::with_capacity(raw.len() / 3 + 64);
    let mut rest = raw;
    loop {
        let before = deflate.total_in();
        bytes.reserve(32 * 1024);
        let status = deflate
            .compress_vec(rest, &mut bytes, FlushCompress::Sync)
            .map_err(|error| std::io::Error::other(error.to_string()))?;
        let taken = usize::try_from(deflate.total_in() - before).map_err(|_| DocumentError::TooLarge)?;
        rest = rest.get(taken..).unwrap_or_default();
        // A flush that fits leaves room.
        if rest.is_empty() && bytes.len() < bytes.capacity() {
            return Ok(bytes);
        }
        if status == Status::StreamEnd {
            return Err(std::io::Error::other("the stream ended").into());
        }
    }
}

impl Packed {
    /// A file with nothing in it yet.
    pub fn new(name: impl Into<String>, packing: Packing) -> Self {
        Self { name: name.into(), packing, raw: 0, packed: 0, crc: crc32fast::hash(&[]) }
    }

    /// Counts a piece in.
    pub fn add(&mut self, piece: &Piece) -> Result<(), DocumentError> {
        let packed = u64::try_from(piece.bytes.len()).map_err(|_| DocumentError::TooLarge)?;
        let mut crc = crc32fast::Hasher::new_with_initial_len(self.crc, self.raw);
        crc.combine(&crc32fast::Hasher::new_with_initial_len(piece.crc, piece.raw));
        self.crc = crc.finalize();
        self.raw += piece.raw;
        self.packed += packed;
        Ok(())
    }

    /// What comes behind the last piece.
    const fn end(&self) -> &'static [u8] {
        match self.packing {
            Packing::Stored => &[],
            Packing::Deflated => &LAST_BLOCK,
        }
    }

    fn in_archive(&self) -> u64 {
        self.packed + if self.end().is_empty() { 0 } else { 2 }
    }
}

/// A part of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The pieces of the file with this number, all of them.
    File {
        /// Number, from 0.
        number: usize,
        /// Their length together.
        length: u64,
    },
}

impl Part {
    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Self::File { length, .. } => *length,
        }
    }
}

/// The parts of an archive, in order.
pub fn layout(files: &[Packed], made_at: Timestamp) -> Result<Vec<Part>, DocumentError> {
    let (date, time) = dos(made_at);
    let mut parts = Vec::with_capacity(files.len() * 2 + 1);
    let mut directory = Vec::new();
    let mut at = 0_u64;
    let mut before: &[u8] = &[];
    for (number, file) in files.iter().enumerate() {
        let mut bytes = before.to_vec();
        let offset = small(at + length(before))?;
        let header = header(file, date, time)?;
        bytes.write_all(b"PK\x03\x04")?;
        bytes.write_all(&NEEDED.to_le_bytes())?;
        bytes.write_all(&header)?;
        bytes.write_all(file.name.as_bytes())?;
        directory.write_all(b"PK\x01\x02")?;
        directory.write_all(&MADE_BY.to_le_bytes())?;
        directory.write_all(&NEEDED.to_le_bytes())?;
        directory.write_all(&header)?;
        // No comment, first disk, no internal attributes.
        directory.write_all(&[0; 6])?;
        directory.write_all(&ATTRIBUTES.to_le_bytes())?;
        directory.write_all(&offset.to_le_bytes())?;
        directory.write_all(file.name.as_bytes())?;
        at += length(&bytes) + file.packed;
        parts.push(Part::Bytes(bytes));
        parts.push(Part::File { number, length: file.packed });
        before = file.end();
    }
    let mut bytes = before.to_vec();
    let start = small(at + length(before))?;
    let count = u16::try_from(files.len()).ok().filter(|count| *count < u16::MAX);
    let count = count.ok_or(DocumentError::TooLarge)?.to_le_bytes();
    let directory_length = small(length(&directory))?;
    bytes.append(&mut directory);
    bytes.write_all(b"PK\x05\x06\0\0\0\0")?;
    bytes.write_all(&count)?;
    bytes.write_all(&count)?;
    bytes.write_all(&directory_length.to_le_bytes())?;
    bytes.write_all(&start.to_le_bytes())?;
    bytes.write_all(&[0; 2])?;
    parts.push(Part::Bytes(bytes));
    Ok(parts)
}

/// What local header and directory say alike: from the flags to the length of the extra field.
fn header(file: &Packed, date: u16, time: u16) -> Result<Vec<u8>, DocumentError> {
    let method = match file.packing {
        Packing::Stored => 0_u16,
        Packing::Deflated => 8,
    };
    let name = u16::try_from(file.name.len()).map_err(|_| DocumentError::TooLarge)?;
    let mut header = Vec::with_capacity(24);
    for number in [UTF8, method, time, date] {
        header.write_all(&number.to_le_bytes())?;
    }
    for number in [file.crc, small(file.in_archive())?, small(file.raw)?] {
        header.write_all(&number.to_le_bytes())?;
    }
    for number in [name, 0] {
        header.write_all(&number.to_le_bytes())?;
    }
    Ok(header)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A number that the format can hold; its highest value means "elsewhere".
fn small(number: u64) -> Result<u32, DocumentError> {
    u32::try_from(number).ok().filter(|number| *number < u32::MAX).ok_or(DocumentError::TooLarge)
}

/// Date and time as the format has them: in the place's own time, from 1980 on, in steps of two seconds.
fn dos(at: Timestamp) -> (u16, u16) {
    let local = at.to_zoned(TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)).datetime();
    let number = |number: i8| u16::try_from(number).unwrap_or(0);
    let year = u16::try_from(local.year().clamp(1980, 2107) - 1980).unwrap_or(0);
    let date = (year << 9) | (number(local.month()) << 5) | number(local.day());
    let time = (number(local.hour()) << 11) | (number(local.minute()) << 5) | (number(local.second()) / 2);
    (date, time)
}

/// A whole archive in memory, for what is small.
pub(crate) fn whole(files: &[(&str, Packing, &[u8])], made_at: Timestamp) -> Result<Vec<u8>, DocumentError> {
    let mut packed = Vec::with_capacity(files.len());
    let mut pieces = Vec::with_capacity(files.len());
    for (name, packing, raw) in files {
        let piece = packing.piece(raw)?;
        let mut file = Packed::new(*name, *packing);
        file.add(&piece)?;
        packed.push(file);
        pieces.push(piece.bytes);
    }
    let mut archive = Vec::new();
    for part in layout(&packed, made_at)? {
        match part {
            Part::Bytes(bytes) => archive.write_all(&bytes)?,
            Part::File { number, .. } => {
                archive.write_all(pieces.get(number).map(Vec::as_slice).unwrap_or_default())?;
            }
        }
    }
    Ok(archive)
}
