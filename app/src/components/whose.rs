//! Whose record this is, and who one is to that person: on every page of a record.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::icons::{Icon, icon};
use crate::{
    frame::{Menu, use_frame},
    locales::use_texts,
};

/// Who the reader is to the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// The client.
    Own,
    /// A contact or representative; with the client as seen by the reader (`uw moeder`), where known.
    Other(Option<String>),
    /// A care professional.
    Staff,
    /// A care professional by emergency access: until when, and where one ends it (R19).
    Emergency(String, String),
}

/// The client whose record is open, as the banner shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordOwner {
    /// Name as the client wants to be called.
    pub name: String,
    /// One more fact that tells people with the same name apart, such as the birth date.
    pub detail: Option<String>,
    /// Who the reader is to the client.
    pub whose: Whose,
    /// The number of the record's colour for the reader: one of six.
    pub tint: u8,
}

/// The class of a client's tint.
pub fn record_tint(tint: u8) -> &'static str {
    match tint % 6 {
        0 => "tint-0",
        1 => "tint-1",
        2 => "tint-2",
        3 => "tint-3",
        4 => "tint-4",
        _ => "tint-5",
    }
}

/// The tab on the folder: the client's name, who the reader is to them, and a tint of the
/// client's own, so that two windows with two people do not look alike.
#[component]
pub fn WhoseRecord(
    /// The client.
    owner: RecordOwner,
) -> impl IntoView {
    let texts = use_texts();
    let mut ends = None;
    let (drawing, line) = match owner.whose {
        Whose::Emergency(text, href) => {
            ends = Some(href);
            (Icon::Warning, text)
        }
        Whose::Own => (Icon::Person, texts.whose_own().to_owned()),
        Whose::Other(relation) => (Icon::People, texts.whose_other(relation.as_deref())),
        // Not everybody who works here gives care.
        Whose::Staff if use_frame().signed_in.is_some_and(|who| who.menu == Menu::Access) => {
            (Icon::Eye, texts.whose_employee().to_owned())
        }
        Whose::Staff => (Icon::Eye, texts.whose_staff().to_owned()),
    };
    view! {
        <div class=format!("whose {}", record_tint(owner.tint)) role="group" aria-label=texts.whose_label()>
            {icon(drawing)}
            <div class="whose__text">
                <p class="whose__name">
                    <strong>{owner.name}</strong>
                    {owner.detail.map(|detail| view! { <span class="whose__detail">{detail}</span> })}
                </p>
                <p class="whose__relation">
                    {match ends {
                        None => line.into_any(),
                        Some(href) => view! { <a href=href rel="external">{line}</a> }.into_any(),
                    }}
                </p>
            </div>
        </div>
    }
}
