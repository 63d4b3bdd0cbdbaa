//! The document around every page: head, style, script, and the app in the body.
//!
//! What the head holds, in order:
//! - `charset`, `viewport` (people may zoom), `color-scheme`, `robots`;
//! - preload of the regular font, because every page needs it;
//! - `<link rel="stylesheet">` of our own style with its integrity, then
//!   `<link rel="stylesheet" href="/huisstijl/{hash}.css">` of the organisation
//!   ([`OrganisationFace::stylesheet`]), which sets `--brand`, `--brand-ink` and `--accent`.
//!   The Content-Security-Policy needs no more than `style-src 'self'`: there are no inline
//!   styles and no `style=` attributes anywhere;
//! - `modulepreload` of the script, and the start script, which fetches the WASM beside it and
//!   starts both (a preload would load it in vain where script is off). It is a file with its
//!   integrity: nothing of ours is inline. Leptos's
//!   own resource scripts are inline and carry the nonce of `leptos::nonce` (provided per
//!   response by `leptos_axum`; read it with `use_nonce` and put it into the policy);
//! - for people who are logged in and have no script: a refresh to the logged-out page.
//!
//! Without [`Assets`] in the context (tests) a page is whole, but has no style and no script.

use inzage_domain::Language;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::App;
use crate::components::OrganisationFace;
use crate::frame::{ELEMENT, Frame};

/// The browser's files, as `cargo xtask` lists them in `target/site/manifest.json`. Addresses
/// are absolute paths with the content's hash in the name. Provide it as `Arc<Assets>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Assets {
    /// The script that wasm-bindgen made: `/pkg/inzage.HASH.js`.
    pub script: String,
    /// The program: `/pkg/inzage.HASH.wasm`.
    pub wasm: String,
    /// The style sheet: `/pkg/inzage.HASH.css`.
    pub style: String,
    /// The module that imports `script`, initialises it with `wasm` and calls `hydrate()`.
    pub start: String,
    /// Subresource integrity (`sha384-...`) by address.
    pub integrity: BTreeMap<String, String>,
    /// The fonts; the one with `latin-400-normal` in its name is preloaded.
    pub fonts: Vec<String>,
}

impl Assets {
    fn integrity_of(&self, address: &str) -> Option<String> {
        self.integrity.get(address).cloned()
    }
}

/// The small script that asks a passkey, for the pages that need it. Provide it in the context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyScript {
    /// Its address, with the hash of its content.
    pub address: String,
    /// Its subresource integrity (`sha384-...`).
    pub integrity: String,
}

/// The small script that keeps a draft, for the pages that need it. Provide it in the context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftScript {
    /// Its address, with the hash of its content.
    pub address: String,
    /// Its subresource integrity (`sha384-...`).
    pub integrity: String,
}

/// Where a page without script goes when the session has ended. Provide it in the context
/// before the page is drawn, for requests of people who are logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaveAfter {
    /// The idle limit of the session in seconds.
    pub seconds: u32,
    /// The logged-out page, with its reason.
    pub address: String,
}

/// The document with the portal in it: the argument of `leptos_axum`'s route functions.
pub fn shell() -> impl IntoView {
    document(true, || view! { <App /> }.into_any())
}

/// The document with a page that the host draws alone: no script.
#[cfg(feature = "ssr")]
pub fn host_shell() -> impl IntoView {
    document(false, || view! { <crate::HostApp /> }.into_any())
}

fn document(whole: bool, body: fn() -> AnyView) -> impl IntoView {
    provide_meta_context();
    let assets = use_context::<Arc<Assets>>();
    let language = use_context::<Language>().unwrap_or_default();
    // Where the host draws alone, script is for people whose session must be watched.
    let frame = use_context::<Frame>().filter(|frame| whole || frame.signed_in.is_some());
    let scripted = frame.is_some();
    let frame = frame.map(|frame| Frame { host_alone: !whole, ..frame }.printed());
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                {head(assets.as_deref(), scripted)}
                {frame
                    .map(|frame| view! { <script type="application/json" id=ELEMENT inner_html=frame></script> })}
                <MetaTags />
            </head>
            <body>{body()}</body>
        </html>
    }
}

/// The document with a page that stands outside the app and needs no script: errors before the
/// router, an unknown host, maintenance. Returns the whole HTML.
#[cfg(feature = "ssr")]
pub fn plain_document(
    language: Language,
    title: &str,
    assets: Option<&Assets>,
    body: impl IntoView,
) -> String {
    // As ready HTML: the marker that a view puts after a text would stand in the title, where it is no comment.
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                {head(assets, false)}
                <title inner_html=title></title>
            </head>
            <body>{body}</body>
        </html>
    }
    .to_html()
}

fn head(assets: Option<&Assets>, scripted: bool) -> impl IntoView + use<> {
    let face = use_context::<OrganisationFace>();
    let house_style = face.and_then(|face| face.stylesheet);
    let leave = use_context::<LeaveAfter>();
    view! {
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        {assets.map(style_links)}
        {house_style.map(|address| view! { <link rel="stylesheet" href=address /> })}
        {assets.filter(|assets| scripted && !assets.script.is_empty()).map(script_links)}
        {leave.map(|leave| leave_after(&leave))}
    }
}

/// For who has no script; with script the page warns first, and can be told to stay.
fn leave_after(leave: &LeaveAfter) -> AnyView {
    let content = format!("{};url={}", leave.seconds.saturating_add(1), leave.address);
    view! {
        <noscript>
            <meta http-equiv="refresh" content=content />
        </noscript>
    }
    .into_any()
}

fn style_links(assets: &Assets) -> impl IntoView + use<> {
    let font = assets.fonts.iter().find(|font| font.contains("latin-400-normal")).cloned();
    let integrity = assets.integrity_of(&assets.style);
    view! {
        {font
            .map(|font| view! { <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous" /> })}
        <link rel="stylesheet" href=assets.style.clone() integrity=integrity />
    }
}

fn script_links(assets: &Assets) -> impl IntoView + use<> {
    view! {
        <link
            rel="modulepreload"
            href=assets.script.clone()
            integrity=assets.integrity_of(&assets.script)
            nonce=use_nonce()
        />
        <script
            r#type="module"
            src=assets.start.clone()
            integrity=assets.integrity_of(&assets.start)
            nonce=use_nonce()
        ></script>
    }
}
