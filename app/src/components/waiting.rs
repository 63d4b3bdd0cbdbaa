//! While something takes time.

use leptos::prelude::*;

use crate::locales::use_texts;

/// How far long work is: a bar with its numbers in words beside it.
#[component]
pub fn Progress(
    /// What is going on.
    #[prop(into)]
    label: String,
    /// A unique id.
    #[prop(into)]
    id: String,
    /// Steps done.
    #[prop(into)]
    done: Signal<u32>,
    /// Steps in all.
    total: u32,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="progress">
            <label class="progress__label" for=id.clone()>
                {label}
            </label>
            <progress id=id max=total.to_string() value=move || done.get().to_string()></progress>
            <span class="progress__numbers">{move || texts.progress_of(done.get(), total)}</span>
        </div>
    }
}

/// The shape of what is coming. Says once to a screen reader that it is loading.
#[component]
pub fn Skeleton(
    /// How many lines it has.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{use_texts().loading()}</span>
            {(0..lines).map(|_| view! { <span class="skeleton__line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
