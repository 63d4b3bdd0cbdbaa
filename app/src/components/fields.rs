//! Fields of a form: label, hint, error and control tied together, and the error summary.
//!
//! A field is uncontrolled: it starts with `value` and then belongs to who types. The error is
//! a signal, so that an answer in place changes the message and leaves what was typed.
//! Forms carry `novalidate`: the server judges, in our words and the reader's language.

use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::icons::{Icon, icon};
use crate::locales::use_texts;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The id of the control, without `#`.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldProblem {
    /// A problem of a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// How wide a control is: as wide as what goes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldWidth {
    /// As wide as the form.
    #[default]
    Full,
    /// About twenty letters.
    Medium,
    /// About eight digits.
    Short,
}

impl FieldWidth {
    const fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Medium => "input input--medium",
            Self::Short => "input input--short",
        }
    }
}

/// All that is wrong with a form, at its top. Takes the focus when it appears (on a fresh page
/// by `autofocus`, so without script too) and links to each field. Nothing while all is well.
#[component]
pub fn ErrorSummary(
    /// What is wrong, in the order of the fields.
    #[prop(into)]
    problems: Signal<Vec<FieldProblem>>,
) -> impl IntoView {
    let texts = use_texts();
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        problems.track();
        if let Some(summary) = summary.get() {
            // Focus is a courtesy: where the browser refuses, the text is there all the same.
            drop(summary.focus());
        }
    });
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            let links = problems
                .into_iter()
                .map(|problem| {
                    view! {
                        <li>
                            <a href=format!("#{}", problem.field) rel="external">
                                {problem.message}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="problems" role="alert" tabindex="-1" autofocus node_ref=summary>
                    <h2 class="problems__title">{icon(Icon::Cross)} {texts.problems_title()}</h2>
                    <ul>{links}</ul>
                </div>
            }
        })
    }
}

/// The ids that describe a control: its hint and its error.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-uitleg")),
        (false, true) => Some(format!("{id}-fout")),
        (true, true) => Some(format!("{id}-uitleg {id}-fout")),
    }
}

/// The hint of a control.
pub(super) fn hint_view(id: &str, hint: Option<String>) -> impl IntoView + use<> {
    let id = format!("{id}-uitleg");
    hint.map(|hint| view! { <p class="field__hint" id=id>{hint}</p> })
}

/// The error of a control, while there is one.
pub(super) fn error_view(id: &str, error: MaybeProp<String>) -> impl IntoView + use<> {
    let id = format!("{id}-fout");
    let prefix = use_texts().error_prefix();
    move || {
        let id = id.clone();
        error.get().map(|message| {
            view! {
                <p class="field__error" id=id>
                    {icon(Icon::Cross)}
                    <span>
                        <span class="visually-hidden">{prefix} " "</span>
                        {message}
                    </span>
                </p>
            }
        })
    }
}

/// The label of a control, with “niet verplicht” where it may stay empty.
pub(super) fn label_view(id: &str, label: String, optional: bool) -> impl IntoView + use<> {
    let texts = use_texts();
    view! {
        <label class="field__label" for=id.to_owned()>
            {label}
            {optional.then(|| view! { <span class="field__optional">" (" {texts.not_required()} ")"</span> })}
        </label>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Unique id of the control; also its name, unless `name` is given.
    #[prop(into)]
    id: String,
    /// Name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// Its label.
    #[prop(into)]
    label: String,
    /// An explanation under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What it starts with (what was typed before, after a refusal).
    #[prop(optional, into)]
    value: String,
    /// `text`, `search`, `email`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in: `username`, `one-time-code`, `off`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The keyboard of a phone: `numeric`, `email`, `tel`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The most letters that fit.
    #[prop(optional)]
    maxlength: Option<u16>,
    /// How wide.
    #[prop(optional)]
    width: FieldWidth,
    /// Whether it may stay empty (then the label says so).
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let hinted = hint.is_some();
    let described = {
        let id = id.clone();
        move || described_by(&id, hinted, error.get().is_some())
    };
    let spelled = if kind == "text" && autocomplete == "off" { None } else { Some("false") };
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            {label_view(&id, label, optional)}
            {hint_view(&id, hint)}
            {error_view(&id, error)}
            <input
                class=width.class()
                id=id
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                autocapitalize=spelled.map(|_| "none")
                spellcheck=spelled
                inputmode=inputmode
                maxlength=maxlength.map(|most| most.to_string())
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
            />
        </div>
    }
}

/// A password. Never filled in again after a refusal. With script it can be shown.
#[component]
pub fn PasswordField(
    /// Unique id of the control and its name in the form.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What is wrong with it, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let shown = RwSignal::new(false);
    // The button comes with the script: without it, it would do nothing.
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let described = {
        let id = id.clone();
        move || described_by(&id, false, error.get().is_some())
    };
    let controls = id.clone();
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            {label_view(&id, label, false)}
            {error_view(&id, error)}
            <input
                class="input"
                id=id.clone()
                name=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
            />
            {move || {
                let controls = controls.clone();
                scripted
                    .get()
                    .then(|| {
                        view! {
                            <button
                                class="button button--quiet field__toggle"
                                type="button"
                                aria-controls=controls
                                on:click=move |_| shown.update(|shown| *shown = !*shown)
                            >
                                {icon(Icon::Eye)}
                                <span>
                                    {move || if shown.get() { texts.hide_password() } else { texts.show_password() }}
                                </span>
                            </button>
                        }
                    })
            }}
        </div>
    }
}
