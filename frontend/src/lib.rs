//! The browser's entry, nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the start script once the program is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    inzage_app::start();
}
