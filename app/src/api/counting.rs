//! Being counted, only by choice (R22): the choice stays in a cookie that says yes or no and nothing
//! else. What is counted is in `inzage_domain::figures`.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is asynchronous"))]

use inzage_domain::figures::{CountingChoice, PageKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// How often each kind of page was opened, as the administrator may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFigures {
    /// Every kind, the most opened first; without a number where it is too small to show.
    pub pages: Vec<(PageKind, Option<u64>)>,
    /// Whole and by script, where both may be shown.
    pub halves: Option<[u64; 2]>,
}

#[cfg(feature = "ssr")]
impl PageFigures {
    /// The figures of a period.
    pub(super) fn of(figures: &inzage_domain::figures::Figures) -> Self {
        use inzage_domain::figures::Shown;

        let number = |shown| match shown {
            Shown::Few => None,
            Shown::Number(number) => Some(number),
        };
        Self {
            pages: figures.pages.iter().map(|(page, shown)| (*page, number(*shown))).collect(),
            halves: figures.halves,
        }
    }
}

/// What this browser chose; `None` without a choice, and for a cookie that is none of ours.
#[server(prefix = "/api", endpoint = "cookies")]
pub async fn read_counting() -> Result<Packed<Option<CountingChoice>>, ApiError> {
    let parts = use_context::<axum::http::request::Parts>();
    Ok(Packed::of(&parts.and_then(|parts| crate::host::cookies::choice(&parts.headers))))
}

/// Keeps the choice (`ja`, `nee`), or takes it back (`wissen`), with the cookie that says it.
#[server(prefix = "/api", endpoint = "cookies/kiezen")]
pub async fn choose_counting(choice: String) -> Result<(), ApiError> {
    match (CountingChoice::from_key(&choice), choice.as_str()) {
        (Some(chosen), _) => crate::host::cookies::set_choice(chosen),
        (None, "wissen") => crate::host::cookies::clear_choice(),
        (None, _) => return Err(crate::host::fail(ApiError::Unreadable)),
    }
    crate::host::redirect(&format!("/cookies?gedaan={choice}"));
    Ok(())
}
