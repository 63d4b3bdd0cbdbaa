//! What stands behind each address. A page asks one server function and shows the answer.

#[cfg(feature = "ssr")]
mod access;
mod errors;
#[cfg(feature = "ssr")]
mod information;
pub(crate) mod page;
mod record;
pub(crate) mod routes;
#[cfg(feature = "ssr")]
mod style_guide;
#[cfg(feature = "ssr")]
mod team;

#[cfg(feature = "ssr")]
pub use errors::error_document;
pub use errors::{ErrorContent, ErrorPage, PageError};
#[cfg(feature = "ssr")]
pub use style_guide::style_guide_document;
