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

pub use frame::{Frame, Menu, Notice, SignedIn, use_frame};
pub use pages::routes::App;
#[cfg(feature = "ssr")]
pub use pages::routes::HostApp;

/// The browser's start: takes over the page, or only watches the session where the host draws alone.
#[cfg(feature = "hydrate")]
pub fn start() {
    use leptos::prelude::*;

    // Where the host leads on, somebody's rights may have changed: the next page comes whole from
    // the host. Set before the router would set its own way. A second call changes nothing.
    drop(server_fn::redirect::set_redirect_hook(|path| {
        drop(window().location().assign(path));
    }));
    if frame::printed_frame().is_some_and(|frame| frame.host_alone) {
        mount_to_body(|| {
            locales::provide_language();
            frame::provide_frame();
            pages::page::SessionGuard(pages::page::SessionGuardProps::builder().build())
        });
    } else {
        leptos::mount::hydrate_body(App);
    }
}
