//! What stands behind each address. A page asks one server function and shows the answer.

mod access;
mod errors;
mod information;
mod page;
mod record;
pub(crate) mod routes;
#[cfg(feature = "ssr")]
mod style_guide;
mod team;

#[cfg(feature = "ssr")]
pub use errors::error_document;
#[cfg(feature = "ssr")]
pub use style_guide::style_guide_document;
pub use errors::{ErrorContent, ErrorPage, PageError};
