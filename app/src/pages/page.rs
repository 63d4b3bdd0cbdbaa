//! What all pages share: the frame with its menu, waiting for data, and the end of a session.

use std::{pin::Pin, str::FromStr, sync::Arc};

use leptos::prelude::*;
use leptos_router::{
    hooks::{use_location, use_params_map},
    params::ParamsMap,
};
use serde::de::DeserializeOwned;

use super::errors::{ErrorContent, PageError};
use crate::{
    api::{ApiError, Packed, StaySignedIn},
    components::{Alert, IdleWarning, NavItem, PageFrame, RecordOwner, Skeleton},
    frame::{Menu, use_frame},
    locales::use_texts,
};

/// The frame around a page, with the menu of who is logged in.
#[component]
pub(super) fn Page(
    /// The client whose record is open.
    #[prop(optional_no_strip)]
    owner: Option<RecordOwner>,
    /// One short form.
    #[prop(optional)]
    narrow: bool,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let signed_in = frame.signed_in;
    let notice = frame.notice.map(|notice| {
        view! {
            <Alert title=notice.title>
                <p>
                    {notice.text} " "
                    <a href=notice.href rel="external">
                        {notice.link}
                    </a>
                </p>
            </Alert>
        }
    });
    let menu = signed_in.as_ref().map_or(Menu::Empty, |signed_in| signed_in.menu);
    let several = signed_in.as_ref().is_some_and(|signed_in| signed_in.several);
    let name = signed_in.map(|signed_in| signed_in.name);
    view! {
        <PageFrame nav=nav(menu, several) signed_in=name owner=owner narrow=narrow>
            {notice}
            {children()}
        </PageFrame>
    }
}

fn nav(menu: Menu, several: bool) -> Vec<NavItem> {
    let texts = use_texts();
    let base = record_base();
    let mut items = Vec::new();
    if several {
        let here = use_location().pathname.get_untracked();
        items
            .push(NavItem { whole: true, ..NavItem::new(format!("/wissel?van={here}"), texts.switch_nav()) });
    }
    match menu {
        Menu::Empty | Menu::Record => {}
        Menu::Clients | Menu::Records | Menu::Access => {
            items.push(NavItem { whole: true, ..NavItem::new("/team", texts.clients_title()) });
        }
        Menu::Officer => {
            items.push(NavItem { whole: true, ..NavItem::new("/team/noodtoegang", texts.reviews_nav()) });
            items.push(NavItem { whole: true, ..NavItem::new("/team/bewaren", texts.retention_title()) });
        }
        Menu::Organisation => {
            items.push(NavItem { whole: true, ..NavItem::new("/beheer", texts.admin_title()) });
            items.push(NavItem { whole: true, ..NavItem::new("/beheer/meldingen", texts.desk_title()) });
            items.push(NavItem { whole: true, ..NavItem::new("/beheer/accounts", texts.accounts_title()) });
            items.push(NavItem { whole: true, ..NavItem::new("/beheer/medewerkers", texts.staff_title()) });
        }
    }
    if matches!(menu, Menu::Clients | Menu::Records | Menu::Officer) {
        items.push(NavItem { whole: true, ..NavItem::new("/team/zaken", texts.cases_nav()) });
    }
    let Some(base) = base else { return items };
    let client = base.strip_suffix("/dossier").unwrap_or_default();
    if matches!(menu, Menu::Record | Menu::Clients | Menu::Records) {
        items.push(NavItem { exact: true, ..NavItem::new(base.clone(), texts.record_nav()) });
        items.push(NavItem::new(format!("{base}/rapportages"), texts.timeline_nav()));
    }
    if matches!(menu, Menu::Clients | Menu::Records) {
        items.push(NavItem {
            whole: true,
            ..NavItem::new(format!("{client}/rapportage"), texts.report_nav())
        });
    }
    let access = match menu {
        Menu::Record => Some("netwerk"),
        Menu::Clients | Menu::Records | Menu::Access => Some("toegang"),
        Menu::Empty | Menu::Organisation | Menu::Officer => None,
    };
    if let Some(access) = access {
        items.push(NavItem { whole: true, ..NavItem::new(format!("{client}/{access}"), texts.access_nav()) });
    }
    if matches!(menu, Menu::Clients | Menu::Access) {
        let invitations = format!("{client}/uitnodigingen");
        items.push(NavItem { whole: true, ..NavItem::new(invitations, texts.invitations_title()) });
    }
    items
}

/// The address of the open record's start page, from the address of this page: `/c/{client}/dossier`
/// or `/team/c/{client}/dossier`.
pub(super) fn record_base() -> Option<String> {
    let client = use_params_map().with_untracked(|params| params.get("client"))?;
    let staff = use_location().pathname.with_untracked(|path| path.starts_with("/team/"));
    Some(if staff { format!("/team/c/{client}/dossier") } else { format!("/c/{client}/dossier") })
}

/// A part of the address, read as what it must be; anything else is no such page.
pub(super) fn part<T: FromStr>(params: &ParamsMap, name: &str) -> Result<T, ApiError> {
    params.get(name).and_then(|text| text.parse().ok()).ok_or(ApiError::NotFound)
}

/// The number of a refused form in the address (`?formulier=`).
#[cfg(feature = "ssr")]
pub(super) fn form_number() -> Option<String> {
    leptos_router::hooks::use_query_map().with_untracked(|query| query.get("formulier"))
}

/// A plain post to a server function, whose answer is a page. What was refused comes back filled in.
#[cfg(feature = "ssr")]
#[component]
pub(super) fn PostForm(
    /// Address of the server function.
    to: &'static str,
    /// `search`, where it is one.
    #[prop(optional)]
    role: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=to role=role novalidate>
            {children()}
        </form>
    }
}

/// A question to the host that is under way.
type Asked = Pin<Box<dyn Future<Output = Result<Packed<()>, ApiError>> + Send>>;
type Ask = Arc<dyn Fn(ParamsMap) -> Asked + Send + Sync>;
type Draw = Arc<dyn Fn(&Packed<()>) -> Result<AnyView, ApiError> + Send + Sync>;

/// Asks for a page's data (again when the parameters in its address change), waits, and draws it,
/// or says calmly why it cannot be shown. `draw` brings its own frame, because the frame shows
/// whose record it is.
pub(super) fn loaded<T, Q>(
    ask: impl Fn(ParamsMap) -> Q + Send + Sync + 'static,
    draw: fn(T) -> AnyView,
) -> AnyView
where
    T: DeserializeOwned + 'static,
    Q: Future<Output = Result<Packed<T>, ApiError>> + Send + 'static,
{
    let ask: Ask = Arc::new(move |params| {
        let asked = ask(params);
        Box::pin(async move { asked.await.map(Packed::anonymous) })
    });
    let draw: Draw = Arc::new(move |data| data.open_as::<T>().map(draw));
    waiting_for(ask, draw)
}

/// What all pages share, compiled once.
fn waiting_for(ask: Ask, draw: Draw) -> AnyView {
    let params = use_params_map();
    let data = Resource::new(move || params.get(), move |params| ask(params));
    let waiting = || {
        view! {
            <Page>
                <Skeleton />
            </Page>
        }
    };
    view! {
        <Transition fallback=waiting>
            {move || {
                let draw = Arc::clone(&draw);
                Suspend::new(async move {
                    data.await.and_then(|data| draw(&data)).unwrap_or_else(|error| view! { <Refused error=error /> }.into_any())
                })
            }}
        </Transition>
    }
    .into_any()
}

/// A page's error in words.
pub(super) fn page_error(error: &ApiError) -> PageError {
    match error {
        ApiError::NotSignedIn | ApiError::TermsOutstanding | ApiError::NotAllowed => PageError::Forbidden,
        ApiError::NotNow { why } => {
            inzage_domain::access::Refusal::from_key(why).map_or(PageError::Forbidden, PageError::NotNow)
        }
        ApiError::NotFound => PageError::NotFound,
        ApiError::Unreadable => PageError::Unreadable,
        ApiError::Fault { incident } => PageError::Broken(incident.clone()),
        ApiError::Unavailable { .. } | ApiError::NoConnection => PageError::Maintenance,
    }
}

/// A page that cannot be shown, with its status.
#[component]
pub(super) fn Refused(
    /// Why.
    error: ApiError,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    let error = crate::host::fail(error);
    // The host knows where this leads: to the log-in, or to the page that says why it is over (R126).
    #[cfg(feature = "hydrate")]
    if matches!(error, ApiError::NotSignedIn | ApiError::TermsOutstanding) {
        drop(window().location().reload());
    }
    // Whoever gives care elsewhere can open the record in an emergency (R19).
    let cares = use_frame().signed_in.is_some_and(|who| matches!(who.menu, Menu::Clients | Menu::Records));
    let elsewhere = matches!(&error, ApiError::NotNow { why } if cares && why == "other-location");
    let emergency = record_base().filter(|_| elsewhere).map(|base| {
        let client = base.strip_suffix("dossier").unwrap_or_default();
        view! {
            <p>
                <a href=format!("{client}noodtoegang") rel="external">
                    {use_texts().emergency_ask()}
                </a>
            </p>
        }
    });
    view! {
        <Page>
            <ErrorContent error=page_error(&error) />
            {emergency}
        </Page>
    }
}

/// Warns before the end of a session, and reads a page anew that the browser took out of its
/// memory: after logging out nothing may come back (R126).
#[component]
pub(crate) fn SessionGuard(
    /// The address, where the browser's half draws the pages: each new one was heard by the host.
    #[prop(optional)]
    address: Option<Signal<String>>,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    reload_when_restored();
    use_frame().signed_in.map(|signed_in| {
        let stay = ServerAction::<StaySignedIn>::new();
        let heard = Signal::derive(move || {
            let address = address.map(|address| address.get()).unwrap_or_default();
            format!("{address}{}", stay.version().get())
        });
        view! {
            <IdleWarning
                idle_seconds=signed_in.idle_seconds
                warn_seconds=signed_in.warn_seconds
                stay=Callback::new(move |()| {
                    stay.dispatch(StaySignedIn {});
                })
                active=heard
                ended_href="/uitgelogd?reden=tijd"
            />
        }
    })
}

/// The guard of the pages that the browser's half draws.
#[component]
pub(super) fn RecordGuard() -> impl IntoView {
    let location = use_location();
    let address = Signal::derive(move || format!("{}{}", location.pathname.get(), location.search.get()));
    view! { <SessionGuard address=address /> }
}

#[cfg(feature = "hydrate")]
fn reload_when_restored() {
    let handle = window_event_listener_untyped("pageshow", |event| {
        use leptos::wasm_bindgen::JsCast;
        if event
            .dyn_ref::<web_sys::PageTransitionEvent>()
            .is_some_and(web_sys::PageTransitionEvent::persisted)
        {
            drop(window().location().reload());
        }
    });
    on_cleanup(move || handle.remove());
}
