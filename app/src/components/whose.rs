//! Whose record this is, and who one is to that person: on every page of a record.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::icons::{Icon, icon};
use crate::locales::use_texts;

/// Who the reader is to the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// The client.
    Own,
    /// A contact or representative; with the client as seen by the reader (`uw moeder`), where known.
    Other(Option<String>),
    /// A care professional.
    Staff,
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
    /// Any number that stays the same for a client (a byte of the id); picks one of six tints.
    pub tint: u8,
}

/// The tab on the folder: the client's name, who the reader is to them, and a tint of the
/// client's own, so that two windows with two people do not look alike.
#[component]
pub fn WhoseRecord(
    /// The client.
    owner: RecordOwner,
) -> impl IntoView {
    let texts = use_texts();
    let (drawing, line) = match &owner.whose {
        Whose::Own => (Icon::Person, texts.whose_own().to_owned()),
        Whose::Other(relation) => (Icon::People, texts.whose_other(relation.as_deref())),
        Whose::Staff => (Icon::Eye, texts.whose_staff().to_owned()),
    };
    let class = match owner.tint % 6 {
        0 => "whose tint-0",
        1 => "whose tint-1",
        2 => "whose tint-2",
        3 => "whose tint-3",
        4 => "whose tint-4",
        _ => "whose tint-5",
    };
    view! {
        <div class=class role="group" aria-label=texts.whose_label()>
            {icon(drawing)}
            <div class="whose__text">
                <p class="whose__name">
                    <strong>{owner.name}</strong>
                    {owner.detail.map(|detail| view! { <span class="whose__detail">{detail}</span> })}
                </p>
                <p class="whose__relation">{line}</p>
            </div>
        </div>
    }
}
