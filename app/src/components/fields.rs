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
    // On a page from the server `autofocus` has done it; somebody may be typing by now.
    let from_server = Owner::current_shared_context().is_some_and(|context| context.get_is_hydrating());
    Effect::new(move |before: Option<()>| {
        problems.track();
        if let Some(summary) = summary.get()
            && (before.is_some() || !from_server)
        {
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
            // Only a page from the server: the browser refuses it, aloud, where something has the focus.
            let on_a_fresh_page = cfg!(feature = "ssr");
            view! {
                <div class="problems" role="alert" tabindex="-1" autofocus=on_a_fresh_page node_ref=summary>
                    <h2 class="problems__title">{icon(Icon::Cross)} {texts.problems_title()}</h2>
                    <ul>{links}</ul>
                </div>
            }
        })
    }
}

/// What the error of a control changes about it. One type for all controls: each closure in a
/// view is a machinery of its own in the browser's program, a signal is not.
#[derive(Clone, Copy)]
pub(super) struct ControlState {
    /// Whether something is wrong.
    pub(super) wrong: Signal<bool>,
    /// `aria-invalid`.
    pub(super) invalid: Signal<Option<&'static str>>,
    /// `aria-describedby`: the ids of the hint and the error that are there.
    pub(super) described: Signal<Option<String>>,
}

/// The state of the control with this id.
pub(super) fn control_state(id: &str, hinted: bool, error: MaybeProp<String>) -> ControlState {
    let hint = hinted.then(|| format!("{id}-uitleg"));
    let fault = format!("{id}-fout");
    let wrong = Signal::derive(move || error.with(Option::is_some));
    let described = Signal::derive(move || match (&hint, wrong.get()) {
        (hint, false) => hint.clone(),
        (None, true) => Some(fault.clone()),
        (Some(hint), true) => Some([hint.as_str(), fault.as_str()].join(" ")),
    });
    ControlState { wrong, invalid: Signal::derive(move || wrong.get().then_some("true")), described }
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
    let state = control_state(&id, hinted, error);
    let spelled = if kind == "text" && autocomplete == "off" { None } else { Some("false") };
    view! {
        <div class="field" class:field--wrong=state.wrong>
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
                aria-invalid=state.invalid
                aria-describedby=state.described
            />
        </div>
    }
}

/// A code of six digits that was sent to somebody or stands in an app.
#[component]
pub fn CodeField(
    /// What code.
    #[prop(into)]
    label: String,
    /// Where it comes from.
    #[prop(into)]
    hint: String,
    /// What is wrong, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <TextField
            id="code"
            label=label
            hint=hint
            error=error
            autocomplete="one-time-code"
            inputmode="numeric"
            maxlength=11
            width=FieldWidth::Short
        />
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
    // The button is there but hidden, and the script shows it: without script it would do nothing.
    // Not by a signal: an effect may run before a page that waited for data is hydrated, and then
    // the browser would expect another page than the server made.
    let toggle = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(toggle) = toggle.get() {
            toggle.set_hidden(false);
        }
    });
    let state = control_state(&id, false, error);
    let controls = id.clone();
    view! {
        <div class="field" class:field--wrong=state.wrong>
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
                aria-invalid=state.invalid
                aria-describedby=state.described
            />
            <button
                class="button button--quiet field__toggle"
                type="button"
                hidden
                node_ref=toggle
                aria-controls=controls
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {icon(Icon::Eye)}
                <span>{move || if shown.get() { texts.hide_password() } else { texts.show_password() }}</span>
            </button>
        </div>
    }
}
