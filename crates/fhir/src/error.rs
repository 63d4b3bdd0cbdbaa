//! What can be wrong with a file, and where in it.

use std::fmt;

use thiserror::Error;

/// A place in a file: line and column count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset. Broken UTF-8 before it counts a character a byte.
    pub(crate) fn of(bytes: &[u8], offset: usize) -> Self {
        let before = bytes.get(..offset.min(bytes.len())).unwrap_or_default();
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let is_start = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        Self {
            line: before.split(|byte| *byte == b'\n').count(),
            column: before.get(line_start..).unwrap_or_default().iter().filter(is_start).count() + 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a file cannot be read. The messages hold no content of the record, only names of elements.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Nothing in it but white space.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`crate::MAX_BYTES`].
    #[error("the file is too large: {bytes} bytes, at most {limit} can be read")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: usize,
        /// Largest size in bytes.
        limit: usize,
    },
    /// Neither `{` nor `<` at the beginning.
    #[error("{place}: this is neither JSON nor XML")]
    NotFhir {
        /// Where.
        place: Place,
    },
    /// Bytes that are not UTF-8, or another encoding.
    #[error("{place}: the text is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// Where.
        place: Place,
    },
    /// A NUL or another control sign that FHIR does not allow in text.
    #[error("{place}: control character U+{code:04X} is not allowed")]
    Control {
        /// Where.
        place: Place,
        /// The character's number.
        code: u32,
    },
    /// Nested deeper than [`crate::MAX_DEPTH`].
    #[error("{place}: nested deeper than {limit} levels")]
    TooDeep {
        /// Where.
        place: Place,
        /// Deepest level.
        limit: usize,
    },
    /// More elements than can be held.
    #[error("the file has more than {limit} elements; split it into smaller ones")]
    TooMany {
        /// Most elements in one file.
        limit: usize,
    },
    /// A document type or entity: a way to blow up a small file, and not part of FHIR.
    #[error("{place}: a DOCTYPE or entity is not allowed")]
    Doctype {
        /// Where.
        place: Place,
    },
    /// The same name twice in one JSON object.
    #[error("{place}: \"{name}\" occurs twice")]
    Duplicate {
        /// Where.
        place: Place,
        /// Name of the element.
        name: String,
    },
    /// Something after the end of the resource.
    #[error("{place}: there is something after the end of the resource")]
    Trailing {
        /// Where.
        place: Place,
    },
    /// Broken JSON or XML.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong.
        reason: String,
    },
    /// Well-formed, but no FHIR resource.
    #[error("{path}: {reason}")]
    NotAResource {
        /// Path of the element, such as `Bundle.entry[2].resource`.
        path: String,
        /// What is wrong.
        reason: String,
    },
}
