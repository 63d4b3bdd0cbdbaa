//! What stands behind each address. A page asks one server function and shows the answer.

#[cfg(feature = "ssr")]
mod access;
#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
mod desk;
mod errors;
#[cfg(feature = "ssr")]
mod help;
#[cfg(feature = "ssr")]
mod identity;
#[cfg(feature = "ssr")]
mod information;
#[cfg(feature = "ssr")]
mod invitations;
#[cfg(feature = "ssr")]
mod joining;
#[cfg(feature = "ssr")]
mod network;
#[cfg(feature = "ssr")]
mod own_app;
pub(crate) mod page;
#[cfg(feature = "ssr")]
mod policy;
mod record;
pub(crate) mod routes;
#[cfg(feature = "ssr")]
mod style_guide;
#[cfg(feature = "ssr")]
mod team;
#[cfg(feature = "ssr")]
mod terms;
#[cfg(feature = "ssr")]
mod terms_admin;

#[cfg(feature = "ssr")]
pub use errors::error_document;
pub use errors::{ErrorContent, ErrorPage, PageError};
#[cfg(feature = "ssr")]
pub use style_guide::style_guide_document;
