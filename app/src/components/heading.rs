//! The heading of a page, and what a screen reader hears when the page changes.
//!
//! The router changes the address without a word. Here a new page's `h1` takes the focus, as a
//! fresh page would start at its top, and its title is said in a live region. The page that came
//! from the server is left alone: the browser and the reader do that themselves.

use leptos::html;
use leptos::prelude::*;
use leptos_meta::{MetaContext, Title};
use leptos_router::hooks::use_location;

use super::brand::use_face;

/// Says a new page's title. Counts headings: the first is that of the page that the host drew.
#[derive(Clone, Copy)]
struct Announcer {
    spoken: RwSignal<String>,
    headings: StoredValue<u32>,
}

impl Announcer {
    /// Called as a heading is made. Says whether it is that of a page that came by navigation.
    fn is_new_page(self) -> bool {
        let before = self.headings.get_value();
        self.headings.set_value(before.saturating_add(1));
        before > 0
    }
}

/// Path and query of the page, for forms that lead back to it.
#[derive(Clone, Copy)]
pub(super) struct CurrentAddress(pub(super) Signal<String>);

/// Makes the address known to the pages: around the routes, inside the router, where nothing is announced.
#[component]
pub fn Addressed(children: Children) -> impl IntoView {
    provide_address();
    children()
}

fn provide_address() {
    let location = use_location();
    let address = Signal::derive(move || format!("{}{}", location.pathname.get(), location.search.get()));
    provide_context(CurrentAddress(address));
}

/// Put it once around the routes, inside the router: it holds the live region.
#[component]
pub fn RouteAnnouncer(children: Children) -> impl IntoView {
    provide_address();
    let spoken = RwSignal::new(String::new());
    provide_context(Announcer { spoken, headings: StoredValue::new(0) });
    view! {
        {children()}
        <p class="visually-hidden" aria-live="polite">
            {move || spoken.get()}
        </p>
    }
}

/// How many frames a heading may take to come into the document.
const FRAMES: u8 = 120;

/// A new page is drawn apart and then put into the document; only there it takes the focus.
fn focus_when_shown(heading: leptos::web_sys::HtmlHeadingElement, frames: u8) {
    if heading.is_connected() {
        drop(heading.focus());
    } else if frames > 0 {
        request_animation_frame(move || focus_when_shown(heading, frames - 1));
    }
}

/// The `h1` of a page, and the page's title. One a page.
#[component]
pub fn PageHeading(
    /// The heading.
    #[prop(into)]
    heading: String,
    /// The title of the window, without the organisation's name (that is added). It ends up in
    /// histories and over shoulders: no name of a client, no health content.
    #[prop(into)]
    title: String,
    /// One or two sentences under the heading.
    #[prop(optional, into)]
    intro: Option<String>,
) -> impl IntoView {
    let full_title = [title, use_face().name].join(" - ");
    let element = NodeRef::<html::H1>::new();
    if let Some(announcer) = use_context::<Announcer>().filter(|announcer| announcer.is_new_page()) {
        let title = full_title.clone();
        Effect::new(move |_| {
            if let Some(heading) = element.get() {
                announcer.spoken.set(title.clone());
                focus_when_shown(heading, FRAMES);
            }
        });
    }
    // Pages outside the router (an unknown host, maintenance) write their own title.
    let title = use_context::<MetaContext>().map(|_| view! { <Title text=full_title /> });
    view! {
        {title}
        <div class="heading">
            <h1 tabindex="-1" node_ref=element>
                {heading}
            </h1>
            {intro.map(|intro| view! { <p class="heading__intro">{intro}</p> })}
        </div>
    }
}
