//! What goes wrong in a service.

use inzage_domain::access::Refusal;
use inzage_store::StoreError;
use thiserror::Error;

use crate::notify::MessengerError;

/// Why a service could not do what was asked. The chain is logged once, at the edge; a person
/// sees only which of these it was.
#[derive(Debug, Error)]
pub enum Error {
    /// Not allowed; the refusal is in the access log.
    #[error("refused")]
    Refused(#[from] Refusal),
    /// It is not there, or not for this person (the two look alike).
    #[error("not found")]
    NotFound,
    /// The store could not do it.
    #[error("store")]
    Store(#[from] StoreError),
    /// A message could not be handed over.
    #[error("messenger")]
    Messenger(#[from] MessengerError),
    /// A password could not be hashed.
    #[error("password hashing")]
    Hashing,
    /// A document could not be made.
    #[error("document")]
    Document(#[from] inzage_documents::DocumentError),
    /// What was kept cannot be read back as what it was.
    #[error("kept content is not readable: {0}")]
    Content(String),
}
