//! The warning before the end of an idle session (R126).
//!
//! Time counts from the last page or answer of the server in any window of this browser (shared
//! through local storage: one number, nothing about a person). The server decides when a session
//! ends; this only warns in time and leaves the page when it is over, so that nothing stays to
//! be read. Without script a `<noscript>` refresh in the shell does the leaving.

use leptos::prelude::*;

use super::button::{Button, ButtonKind, ButtonRow};
use super::dialog::Dialog;
use super::frame::paths;
use crate::locales::use_texts;

/// Warns before an idle session ends and offers to stay. Put it once on pages of people who are
/// logged in.
#[component]
pub fn IdleWarning(
    /// Seconds without activity after which the server ends the session.
    idle_seconds: u32,
    /// How many seconds before that the warning comes.
    #[prop(default = 300)]
    warn_seconds: u32,
    /// Asks the server to keep the session; called by “Ingelogd blijven”.
    stay: Callback<()>,
    /// Anything that changes when the server was heard from (such as the address or an answer).
    #[prop(optional, into)]
    active: Signal<String>,
    /// Where to go when it is over.
    #[prop(into)]
    ended_href: String,
) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let warn_seconds = warn_seconds.min(idle_seconds / 2);
    let text = texts.idle_text(idle_seconds.saturating_sub(warn_seconds) / 60, warn_seconds.div_ceil(60));

    Effect::new(move |_| {
        active.track();
        clock::note_activity();
        open.set(false);
    });
    clock::watch(idle_seconds, warn_seconds, open, ended_href);
    // However it is closed (the button, Escape): somebody is there, so the server hears of it.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            stay.run(());
            clock::note_activity();
        }
        is_open
    });

    view! {
        <Dialog id="niet-actief" title=texts.idle_title() open=open urgent=true>
            <p>{text}</p>
            <form method="post" action=paths::SIGN_OUT>
                <ButtonRow>
                    <Button
                        label=texts.stay_signed_in()
                        button_type="button"
                        on:click=move |_| open.set(false)
                    />
                    <Button label=texts.sign_out() kind=ButtonKind::Secondary />
                </ButtonRow>
            </form>
        </Dialog>
    }
}

/// The browser's clock and the moment of the last activity, shared between windows.
#[cfg(feature = "hydrate")]
mod clock {
    use std::time::Duration;

    use leptos::prelude::*;

    const KEY: &str = "inzage-actief";

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window().and_then(|window| window.local_storage().ok().flatten())
    }

    pub(super) fn note_activity() {
        if let Some(storage) = storage() {
            // Full or forbidden storage: then only this window counts, which is the safe side.
            drop(storage.set_item(KEY, &js_sys::Date::now().to_string()));
        }
    }

    fn last_activity() -> Option<f64> {
        storage()?.get_item(KEY).ok().flatten()?.parse().ok()
    }

    /// Looks every five seconds, by the clock on the wall: a tablet that slept wakes up past the end.
    pub(super) fn watch(idle_seconds: u32, warn_seconds: u32, open: RwSignal<bool>, ended_href: String) {
        Effect::new(move |_| {
            let started = js_sys::Date::now();
            let ended_href = ended_href.clone();
            let tick = move || {
                let last = last_activity().unwrap_or(started).max(started);
                let left = f64::from(idle_seconds) - (js_sys::Date::now() - last) / 1000.0;
                if left <= 0.0 {
                    if let Some(window) = web_sys::window() {
                        drop(window.location().replace(&ended_href));
                    }
                } else {
                    let warn = left <= f64::from(warn_seconds);
                    if warn != open.get_untracked() {
                        open.set(warn);
                    }
                }
            };
            if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(5)) {
                on_cleanup(move || handle.clear());
            }
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod clock {
    use leptos::prelude::RwSignal;

    pub(super) fn note_activity() {}

    pub(super) fn watch(_idle_seconds: u32, _warn_seconds: u32, _open: RwSignal<bool>, _ended_href: String) {}
}
