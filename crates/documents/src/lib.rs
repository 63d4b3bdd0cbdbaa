//! Documents that people take along: PDF, Word, Excel, bundles of FHIR, and the archive around them.
//!
//! Pure: a model in, bytes out; nothing is read or written here, and no clock is asked. The words are
//! those of the caller. A document is made whole in memory, so a caller cuts a large record into volumes;
//! the archive is the exception: its parts are known without making it (see [`archive`]).

pub mod archive;
pub mod bundle;
mod error;
mod fonts;
mod model;
mod pdf;
mod sheet;
mod word;

pub use error::DocumentError;
pub use model::{Document, Item, Line, Section, Table};
pub use pdf::pdf;
pub use sheet::{Cell, Sheet, workbook};
pub use word::word;
