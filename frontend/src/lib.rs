//! The browser's entry: takes over the page that the host has drawn, nothing else.

use inzage_app::App;
use leptos::{mount::hydrate_body, prelude::window};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the start script once the program is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // Where the host leads on, somebody's rights may have changed: the next page comes whole from
    // the host. Set before the router would set its own way. A second call changes nothing.
    drop(inzage_app::on_redirect(|path| {
        drop(window().location().assign(path));
    }));
    hydrate_body(App);
}
