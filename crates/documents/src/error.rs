//! What goes wrong while a document is made. No error repeats what the document says.

use thiserror::Error;

/// Why a document could not be made.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The fonts in the program cannot be used.
    #[error("the font cannot be used: {0}")]
    Font(&'static str),
    /// The PDF does not keep the rules of PDF/A.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
    /// The workbook could not be made.
    #[error("the workbook could not be made")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    /// Bytes could not be packed.
    #[error("could not be packed")]
    Packing(#[from] std::io::Error),
    /// More than the archive's format holds: 4 GiB, or 65,535 files.
    #[error("too large for one archive")]
    TooLarge,
}
