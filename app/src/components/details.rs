//! One item of a record in full: labels with values, and whom to call about it.

use leptos::prelude::*;

use super::brand::use_face;
use super::links::PhoneLink;
use crate::locales::use_texts;

/// A label and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The label, such as `Auteur`.
    pub label: String,
    /// One or more values. None means the label is left out.
    pub values: Vec<String>,
}

impl Detail {
    /// A label with one value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), values: vec![value.into()] }
    }
}

/// Labels and values of one thing. Values keep their line breaks.
#[component]
pub fn DetailList(
    /// What is shown, in order.
    details: Vec<Detail>,
) -> impl IntoView {
    let rows = details
        .into_iter()
        .filter(|detail| !detail.values.is_empty())
        .map(|detail| {
            let values = detail.values.into_iter().map(|value| view! { <dd>{value}</dd> }).collect_view();
            view! {
                <div class="details__row">
                    <dt>{detail.label}</dt>
                    {values}
                </div>
            }
        })
        .collect_view();
    view! { <dl class="details">{rows}</dl> }
}

/// Whom to call about what is on this page (R33, R134): on each page of a record.
#[component]
pub fn ContactBlock() -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    view! {
        <section class="contact" aria-labelledby="contact-kop">
            <h2 class="contact__title" id="contact-kop">
                {texts.contact_title()}
            </h2>
            <p>{texts.contact_text(&face.name)}</p>
            <p>
                <PhoneLink />
            </p>
        </section>
    }
}

/// Something that opens on request: an explanation one tap away. Works without script.
#[component]
pub fn MoreInformation(
    /// The question or word that it explains.
    #[prop(into)]
    summary: String,
    /// The explanation.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="more">
            <summary>{summary}</summary>
            <div class="more__text">{children()}</div>
        </details>
    }
}
