//! How far something is: its steps after each other, and how much time is left.

use leptos::prelude::*;

use super::icons::{Icon, icon};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Going on.
    Now,
    /// To come.
    Todo,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub label: String,
    /// When, or by when; can be empty.
    pub detail: String,
    /// Where it stands.
    pub state: StepState,
    /// The same in a word, for who does not see the drawing.
    pub said: String,
}

/// The steps of something, in their order. What is going on is marked for screen readers too.
#[component]
pub fn Steps(
    /// What they are the steps of, for screen readers.
    #[prop(into)]
    label: String,
    /// The steps.
    steps: Vec<Step>,
) -> impl IntoView {
    let steps = steps
        .into_iter()
        .map(|step| {
            let (class, drawing, current) = match step.state {
                StepState::Done => ("steps__step steps__step--done", Icon::Check, None),
                StepState::Now => ("steps__step steps__step--now", Icon::Clock, Some("step")),
                StepState::Todo => ("steps__step", Icon::ArrowRight, None),
            };
            view! {
                <li class=class aria-current=current>
                    {icon(drawing)}
                    <div>
                        <span class="steps__label">{step.label}</span>
                        <span class="visually-hidden">" (" {step.said} ")"</span>
                        {(!step.detail.is_empty()).then(|| view! { <span class="steps__detail">{step.detail}</span> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="visually-hidden">{label} ":"</p>
        <ol class="steps">{steps}</ol>
    }
}

/// How many days are left of how many, drawn and in words.
#[component]
pub fn Remaining(
    /// What is measured, for screen readers.
    #[prop(into)]
    label: String,
    /// In words: `Nog 5 dagen`.
    #[prop(into)]
    text: String,
    /// Days left; below 0 when it is too late.
    left: i32,
    /// Days there were in all, at least 1.
    total: i32,
    /// From how few days on it stands out.
    soon: i32,
) -> impl IntoView {
    let total = total.max(1);
    let class = if left < 0 {
        "remaining remaining--late"
    } else if left <= soon {
        "remaining remaining--soon"
    } else {
        "remaining"
    };
    view! {
        <p class=class>
            <meter
                class="remaining__meter"
                min="0"
                max=total.to_string()
                value=left.clamp(0, total).to_string()
                aria-label=label
            ></meter>
            <span class="remaining__text">{text}</span>
        </p>
    }
}
