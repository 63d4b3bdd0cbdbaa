//! Choosing the language of the screens.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is asynchronous"))]

use leptos::prelude::*;

use super::ApiError;

/// Keeps the choice in a cookie and leads back to the page (`back` is a path of this portal).
#[server(prefix = "/api", endpoint = "taal")]
pub async fn choose_language(language: String, back: String) -> Result<(), ApiError> {
    let language = inzage_domain::Language::from_tag(&language).ok_or(ApiError::Unreadable)?;
    crate::host::cookies::set_language(language);
    crate::host::redirect(crate::host::own_path(&back));
    Ok(())
}
