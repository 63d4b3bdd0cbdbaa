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

/// Knows which address was announced last.
#[derive(Clone, Copy)]
struct Announcer {
    spoken: RwSignal<String>,
    announced: StoredValue<Option<String>>,
    address: Signal<String>,
}

impl Announcer {
    /// Called in the browser when a heading has appeared. Says whether it is that of a new page.
    fn arrived(self, title: &str) -> bool {
        let address = self.address.get_untracked();
        let before = self.announced.get_value();
        self.announced.set_value(Some(address.clone()));
        match before {
            // The page that the server made.
            None => false,
            // The same page, drawn again.
            Some(before) if before == address => false,
            Some(_) => {
                self.spoken.set(title.to_owned());
                true
            }
        }
    }
}

/// Path and query of the page, for forms that lead back to it.
#[derive(Clone, Copy)]
pub(super) struct CurrentAddress(pub(super) Signal<String>);

/// Put it once around the routes, inside the router: it holds the live region.
#[component]
pub fn RouteAnnouncer(children: Children) -> impl IntoView {
    let location = use_location();
    let address = Signal::derive(move || format!("{}{}", location.pathname.get(), location.search.get()));
    let spoken = RwSignal::new(String::new());
    provide_context(CurrentAddress(address));
    provide_context(Announcer { spoken, announced: StoredValue::new(None), address });
    view! {
        {children()}
        <p class="visually-hidden" aria-live="polite">
            {move || spoken.get()}
        </p>
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
    let announcer = use_context::<Announcer>();
    let spoken = full_title.clone();
    Effect::new(move |_| {
        if let (Some(announcer), Some(heading)) = (announcer, element.get())
            && announcer.arrived(&spoken)
        {
            drop(heading.focus());
        }
    });
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
