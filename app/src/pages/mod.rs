//! What stands behind each address. A page asks one server function and shows the answer.

#[cfg(feature = "ssr")]
mod access;
#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
mod adding;
#[cfg(feature = "ssr")]
mod capacity;
#[cfg(feature = "ssr")]
mod care;
#[cfg(feature = "ssr")]
mod case_queue;
#[cfg(feature = "ssr")]
mod cases;
#[cfg(feature = "ssr")]
mod consents;
#[cfg(feature = "ssr")]
mod contact;
#[cfg(feature = "ssr")]
mod counting;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod digid;
#[cfg(feature = "ssr")]
mod emergency;
mod errors;
#[cfg(feature = "ssr")]
mod export;
#[cfg(feature = "ssr")]
mod find;
#[cfg(feature = "ssr")]
mod glossary;
#[cfg(feature = "ssr")]
mod graph;
#[cfg(feature = "ssr")]
mod help;
#[cfg(feature = "ssr")]
mod identity;
#[cfg(feature = "ssr")]
mod information;
#[cfg(feature = "ssr")]
mod invitation_acts;
#[cfg(feature = "ssr")]
mod invitations;
#[cfg(feature = "ssr")]
mod item_more;
#[cfg(feature = "ssr")]
mod joining;
#[cfg(feature = "ssr")]
mod lost;
#[cfg(feature = "ssr")]
mod network;
#[cfg(feature = "ssr")]
mod news;
#[cfg(feature = "ssr")]
mod number;
#[cfg(feature = "ssr")]
mod own_added;
#[cfg(feature = "ssr")]
mod own_app;
#[cfg(feature = "ssr")]
mod own_joining;
pub(crate) mod page;
#[cfg(feature = "ssr")]
mod passkey;
#[cfg(feature = "ssr")]
mod policy;
mod record;
#[cfg(feature = "ssr")]
mod reporting;
#[cfg(feature = "ssr")]
mod reset;
#[cfg(feature = "ssr")]
mod retention;
pub(crate) mod routes;
#[cfg(feature = "ssr")]
mod staff_admin;
#[cfg(feature = "ssr")]
mod step_up;
#[cfg(feature = "ssr")]
mod style_guide;
#[cfg(feature = "ssr")]
mod switch;
#[cfg(feature = "ssr")]
mod team;
#[cfg(feature = "ssr")]
mod terms;
#[cfg(feature = "ssr")]
mod terms_admin;
#[cfg(feature = "ssr")]
mod to_network;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(feature = "ssr")]
mod who_looked;

#[cfg(feature = "ssr")]
pub use errors::error_document;
pub use errors::{ErrorContent, ErrorPage, PageError};
#[cfg(feature = "ssr")]
pub use style_guide::style_guide_document;
