//! A message on the page: what happened and what now.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use crate::locales::use_texts;

/// What a message is about; colour, icon and a word say the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertKind {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Watch out.
    Warning,
    /// It did not work.
    Error,
}

/// How the message is headed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AlertTitle {
    /// The word of its kind (`Gelukt`, `Let op`), for screen readers only.
    #[default]
    Word,
    /// A line of its own in bold.
    Line(String),
}

impl From<&str> for AlertTitle {
    fn from(line: &str) -> Self {
        Self::Line(line.to_owned())
    }
}

impl From<String> for AlertTitle {
    fn from(line: String) -> Self {
        Self::Line(line)
    }
}

/// A message. An error is announced at once, anything else when the reader pauses.
#[component]
pub fn Alert(
    /// Information, success, warning or error.
    #[prop(optional)]
    kind: AlertKind,
    /// A bold first line; without one the kind is only said to screen readers.
    #[prop(optional, into)]
    title: AlertTitle,
    /// The message itself, in paragraphs or plain text.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let (class, drawing, word) = match kind {
        AlertKind::Info => ("alert alert--info", Icon::Info, texts.alert_info()),
        AlertKind::Success => ("alert alert--success", Icon::Check, texts.alert_success()),
        AlertKind::Warning => ("alert alert--warning", Icon::Warning, texts.alert_warning()),
        AlertKind::Error => ("alert alert--error", Icon::Cross, texts.alert_error()),
    };
    let role = if kind == AlertKind::Error { "alert" } else { "status" };
    let (title_class, title) = match title {
        AlertTitle::Word => ("visually-hidden", format!("{word}:")),
        AlertTitle::Line(line) => ("alert__title", line),
    };
    view! {
        <div class=class role=role>
            {icon(drawing)}
            <div class="alert__text">
                <p class=title_class>{title}</p>
                {children()}
            </div>
        </div>
    }
}
