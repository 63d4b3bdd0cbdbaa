//! What people see: the Leptos application for host and browser.
//!
//! `pages` are what stands behind an address, `components` what they are built from, `api` the
//! server functions that they ask, `locales` the words. `host` (host only) is what a server
//! function has at hand. A page knows no SQL and no role names.

#![recursion_limit = "256"]

pub mod api;
pub mod components;
mod frame;
#[cfg(feature = "ssr")]
pub mod host;
pub mod locales;
pub mod pages;
pub mod shell;

pub use frame::{Frame, Menu, SignedIn, use_frame};
pub use pages::routes::App;
#[cfg(feature = "ssr")]
pub use pages::routes::HostApp;
pub use server_fn::redirect::set_redirect_hook as on_redirect;
