//! Buttons do something, links go somewhere; both can look like a button.

use leptos::prelude::*;

use super::icons::{Icon, icon};

/// How much a button asks for attention. One primary button a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// Looks like a link: small side steps.
    Quiet,
    /// Cannot be undone.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button that sends its form. The label is a verb with its object: “Bericht versturen”.
/// Give it a name and value with `attr:name=` and `attr:value=` when a form has several.
#[component]
pub fn Button(
    /// What it does.
    #[prop(into)]
    label: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// `submit` (default) or `button`.
    #[prop(default = "submit")]
    button_type: &'static str,
    /// A drawing before the label.
    #[prop(optional)]
    drawing: Option<Icon>,
    /// True while the form is being sent: says so, and looks it. A second press is harmless
    /// anyway (idempotency keys), so the button stays focusable.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let busy = Signal::derive(move || busy.get().then_some("true"));
    view! {
        <button class=kind.class() type=button_type aria-busy=busy>
            {drawing.map(icon)}
            <span>{label}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// What is there, or what one does there.
    #[prop(into)]
    label: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// A drawing before the label.
    #[prop(optional)]
    drawing: Option<Icon>,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href rel="external">
            {drawing.map(icon)}
            <span>{label}</span>
        </a>
    }
}

/// Buttons beside each other; under each other where there is no room.
#[component]
pub fn ButtonRow(children: Children) -> impl IntoView {
    view! { <div class="button-row">{children()}</div> }
}
