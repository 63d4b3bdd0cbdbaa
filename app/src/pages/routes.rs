//! The addresses of the portal and the pages behind them: those that the host draws alone, and the
//! record, which the browser takes over.
//!
//! Logging in, terms, information and the staff's lists need no script: their forms are plain posts,
//! and nobody waits for a program in front of a password. That keeps the browser's half small.
//! Links from the record to them carry `rel="external"`, so that the router leaves them alone.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

#[cfg(feature = "ssr")]
use super::{
    access::{CodePage, HomePage, SignInPage, SignedOutPage, TermsPage},
    information::{AccessibilityPage, CookiesPage, HelpPage, PrivacyPage, TermsTextPage},
    team::{ClientsPage, OrganisationSettings},
};
use super::{
    errors::{ErrorPage, PageError},
    page::RecordGuard,
    record::{ItemPage, SectionPage, StartPage},
};
#[cfg(feature = "ssr")]
use crate::components::Addressed;
use crate::{components::RouteAnnouncer, frame::provide_frame, locales::provide_language};

/// The record: the same on the host and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_language();
    provide_frame();
    view! {
        <Router>
            <RouteAnnouncer>
                <Routes fallback=|| view! { <ErrorPage error=PageError::NotFound /> }>
                    <Route path=path!("/c/:client/dossier") view=StartPage ssr=SsrMode::Async />
                    <Route path=path!("/c/:client/dossier/:category") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/c/:client/dossier/:category/vanaf/:after") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/c/:client/dossier/:category/:entry") view=ItemPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier") view=StartPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier/:category") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier/:category/vanaf/:after") view=SectionPage ssr=SsrMode::Async />
                    <Route path=path!("/team/c/:client/dossier/:category/:entry") view=ItemPage ssr=SsrMode::Async />
                </Routes>
            </RouteAnnouncer>
            <RecordGuard />
        </Router>
    }
}

/// What the host draws alone.
#[cfg(feature = "ssr")]
#[component]
pub fn HostApp() -> impl IntoView {
    provide_meta_context();
    provide_language();
    view! {
        <Router>
            <Addressed>
            <Routes fallback=|| view! { <ErrorPage error=PageError::NotFound /> }>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                <Route path=path!("/inloggen") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/inloggen/code") view=CodePage ssr=SsrMode::Async />
                <Route path=path!("/uitgelogd") view=SignedOutPage ssr=SsrMode::Async />
                <Route path=path!("/voorwaarden") view=TermsPage ssr=SsrMode::Async />
                <Route path=path!("/gebruiksvoorwaarden") view=TermsTextPage ssr=SsrMode::Async />
                <Route path=path!("/privacy") view=PrivacyPage ssr=SsrMode::Async />
                <Route path=path!("/cookies") view=CookiesPage ssr=SsrMode::Async />
                <Route path=path!("/hulp") view=HelpPage ssr=SsrMode::Async />
                <Route path=path!("/team") view=ClientsPage ssr=SsrMode::Async />
                <Route path=path!("/beheer") view=OrganisationSettings ssr=SsrMode::Async />
                <Route path=path!("/toegankelijkheid") view=AccessibilityPage ssr=SsrMode::Async />
            </Routes>
            </Addressed>
        </Router>
    }
}
