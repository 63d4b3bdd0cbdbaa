//! Choosing: one of several, yes or no, a date.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::fields::{control_state, error_view, hint_view};
use crate::locales::use_texts;

/// One of the choices of a [`RadioGroup`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// An explanation under it.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
}

/// One of several. The first control has the group's id, so that an error can link to it.
#[component]
pub fn RadioGroup(
    /// Unique id and the name in the form.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// An explanation under the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The choices.
    choices: Vec<Choice>,
    /// The value chosen at first.
    #[prop(optional, into)]
    chosen: String,
) -> impl IntoView {
    let hinted = hint.is_some();
    let (hint, error_line) = (hint_view(&id, hint), error_view(&id, error));
    let state = control_state(&id, hinted, error);
    let name = id;
    let options = choices
        .into_iter()
        .enumerate()
        .map(move |(place, choice)| {
            let control = if place == 0 { name.clone() } else { format!("{name}-{place}") };
            let hint_id = format!("{control}-keuze");
            let checked = choice.value == chosen;
            view! {
                <div class="choice">
                    <input
                        class="choice__control"
                        type="radio"
                        id=control.clone()
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        aria-describedby=choice.hint.is_some().then(|| hint_id.clone())
                    />
                    <label class="choice__label" for=control>
                        {choice.label}
                    </label>
                    {choice.hint.map(|hint| view! { <p class="choice__hint" id=hint_id>{hint}</p> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" class:field--wrong=state.wrong aria-describedby=state.described>
            <legend class="field__label">{legend}</legend>
            {hint}
            {error_line}
            {options}
        </fieldset>
    }
}

/// Yes or no.
#[component]
pub fn CheckboxField(
    /// Unique id of the control.
    #[prop(into)]
    id: String,
    /// Name in the form, where it is not the id.
    #[prop(optional, into)]
    name: Option<String>,
    /// What a tick means, as a sentence.
    #[prop(into)]
    label: String,
    /// What the form sends when it is ticked.
    #[prop(default = "ja".to_owned(), into)]
    value: String,
    /// What is wrong, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    let state = control_state(&id, false, error);
    view! {
        <div class="field" class:field--wrong=state.wrong>
            {error_view(&id, error)}
            <div class="choice">
                <input
                    class="choice__control"
                    type="checkbox"
                    id=id.clone()
                    name=name.unwrap_or_else(|| id.clone())
                    value=value
                    checked=checked
                    aria-invalid=state.invalid
                    aria-describedby=state.described
                />
                <label class="choice__label" for=id>
                    {label}
                </label>
            </div>
        </div>
    }
}

/// What stands in the three boxes of a [`DateField`], as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateValues {
    /// Day of the month.
    pub day: String,
    /// Month, a number.
    pub month: String,
    /// Year, four digits.
    pub year: String,
}

/// A date in three boxes. Sends `{id}_day`, `{id}_month` and `{id}_year`; the box of the day
/// has the field's id, so that an error can link to it.
#[component]
pub fn DateField(
    /// Unique id and the beginning of the names in the form.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// An explanation; without one an example is given.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, while something is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What it starts with.
    #[prop(optional)]
    value: DateValues,
    /// Whether the browser may fill in the reader's own birth date.
    #[prop(optional)]
    own_birth_date: bool,
    /// Whether it may stay empty (then the legend says so).
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let texts = use_texts();
    let hint = hint_view(&id, Some(hint.unwrap_or_else(|| texts.date_hint().to_owned())));
    let error_line = error_view(&id, error);
    let state = control_state(&id, true, error);
    let part = move |suffix: &str,
                     first: bool,
                     label: &'static str,
                     value: String,
                     most: &'static str,
                     fill: &'static str| {
        let control = if first { id.clone() } else { format!("{id}-{suffix}") };
        view! {
            <div class="date__part">
                <label class="date__label" for=control.clone()>
                    {label}
                </label>
                <input
                    class=if most == "4" { "input date__year" } else { "input date__day" }
                    id=control
                    name=format!("{id}_{suffix}")
                    type="text"
                    inputmode="numeric"
                    maxlength=most
                    value=value
                    autocomplete=if own_birth_date { fill } else { "off" }
                    aria-invalid=state.invalid
                />
            </div>
        }
    };
    let boxes = view! {
        {part("day", true, texts.date_day(), value.day, "2", "bday-day")}
        {part("month", false, texts.date_month(), value.month, "2", "bday-month")}
        {part("year", false, texts.date_year(), value.year, "4", "bday-year")}
    };
    view! {
        <fieldset class="field" class:field--wrong=state.wrong aria-describedby=state.described>
            <legend class="field__label">
                {legend}
                {optional.then(|| view! { <span class="field__optional">" (" {texts.not_required()} ")"</span> })}
            </legend>
            {hint}
            {error_line}
            <div class="date">{boxes}</div>
        </fieldset>
    }
}
