//! Ways to go elsewhere: other websites, the path up, tabs, older and newer pages, a call.

use leptos::prelude::*;

use super::brand::use_face;
use super::icons::{Icon, icon};
use crate::locales::use_texts;

/// A link to a website that is not ours, marked as such (R29).
#[component]
pub fn ExternalLink(
    /// The full address.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let note = use_texts().other_website();
    view! {
        <a class="external" href=href rel="external noopener noreferrer">
            {label} " " <span class="external__note">{note}</span>
            {icon(Icon::External)}
        </a>
    }
}

/// The organisation's telephone number as a link that starts a call; nothing where there is none.
#[component]
pub fn PhoneLink() -> impl IntoView {
    let face = use_face();
    // Unbreakable: a number on two lines is no number.
    let label = use_texts().call(&face.phone).replace(' ', "\u{a0}");
    face.phone_link().map(|href| {
        view! {
            <a class="phone" href=href rel="external">
                {icon(Icon::Phone)}
                <span>{label}</span>
            </a>
        }
    })
}

/// One step of a [`Breadcrumb`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Where it goes.
    pub href: String,
    /// The page's name.
    pub label: String,
}

impl Crumb {
    /// A step.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// The path from the start page to here. Names the steps above; the page's own name is its `h1`.
#[component]
pub fn Breadcrumb(
    /// From the start page down to the page above this one.
    steps: Vec<Crumb>,
) -> impl IntoView {
    let label = use_texts().breadcrumb_label();
    let steps = steps
        .into_iter()
        .map(|step| {
            view! {
                <li>
                    <a href=step.href>{step.label}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="breadcrumb" aria-label=label>
            <ol>{steps}</ol>
        </nav>
    }
}

/// One of the [`LinkTabs`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Where it goes.
    pub href: String,
    /// What it shows.
    pub label: String,
    /// Whether this is the one shown.
    pub current: bool,
}

/// Views of one thing beside each other. They are links: each has an address of its own.
#[component]
pub fn LinkTabs(
    /// What these are views of, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li>
                    <a href=tab.href aria-current=tab.current.then_some("page")>
                        {tab.label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{tabs}</ul>
        </nav>
    }
}

/// To the page before and after, by links (keyset pages have no numbers). Empty without either.
#[component]
pub fn Pagination(
    /// Address of the newer page.
    #[prop(optional_no_strip)]
    newer: Option<String>,
    /// Address of the older page.
    #[prop(optional_no_strip)]
    older: Option<String>,
    /// What the newer page holds (`Nieuwere rapportages`).
    #[prop(optional, into)]
    newer_label: Option<String>,
    /// What the older page holds (`Oudere rapportages`).
    #[prop(optional, into)]
    older_label: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let any = newer.is_some() || older.is_some();
    let newer_label = newer_label.unwrap_or_else(|| texts.newer().to_owned());
    let older_label = older_label.unwrap_or_else(|| texts.older().to_owned());
    any.then(|| {
        view! {
            <nav class="pagination" aria-label=texts.pagination_label()>
                {newer
                    .map(|href| {
                        view! {
                            <a class="pagination__link" href=href rel="prev">
                                {icon(Icon::ArrowLeft)}
                                <span>{newer_label}</span>
                            </a>
                        }
                    })}
                {older
                    .map(|href| {
                        view! {
                            <a class="pagination__link pagination__link--older" href=href rel="next">
                                <span>{older_label}</span>
                                {icon(Icon::ArrowRight)}
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
