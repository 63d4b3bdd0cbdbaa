//! What an entry said in its versions, and what was added to it; for the client and for staff. Drawn by the
//! host alone.

use leptos::prelude::*;

use super::{
    page::{Page, loaded, record_base},
    record::owner,
    reporting::line,
    terms::pieces,
};
use crate::{
    api::{VersionView, VersionsView, read_entry_versions},
    components::{Alert, Breadcrumb, Crumb, MoreInformation, PageHeading},
    locales::{Texts, use_texts},
};

/// The versions of an entry.
#[component]
pub(super) fn VersionsPage() -> impl IntoView {
    loaded(
        |params| {
            let part = |name: &str| params.get(name).unwrap_or_default();
            read_entry_versions(part("client"), part("category"), part("entry"))
        },
        |found| view! { <Versions found=found /> }.into_any(),
    )
}

#[component]
fn Versions(found: VersionsView) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let VersionsView { head, title, href, versions, additions, about } = found;
    let about = about.map(|row| {
        view! {
            <h2>{texts.versions_adds_to()}</h2>
            <ul class="day__entries">{line(row)}</ul>
        }
    });
    let added = if additions.is_empty() {
        view! { <p class="quiet">{texts.versions_none_added()}</p> }.into_any()
    } else {
        view! { <ul class="day__entries">{additions.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    let versions = versions.into_iter().map(|said| version(texts, said)).collect_view();
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(base, texts.record_nav())] />
            <PageHeading heading=title title=texts.versions_title() intro=texts.versions_intro() />
            {about}
            <h2>{texts.report_additions()}</h2>
            {added}
            {versions}
            <p>
                <a href=href>{texts.versions_back()}</a>
            </p>
        </Page>
    }
}

fn version(texts: Texts, said: VersionView) -> impl IntoView {
    let staff_only = (!said.shared).then(|| {
        view! {
            <Alert>
                <p>{texts.version_staff_only()}</p>
            </Alert>
        }
    });
    let reason = (!said.reason.is_empty()).then(|| view! { <p>{texts.version_reason(&said.reason)}</p> });
    let text = view! { <p class="entry__text">{said.text}</p> };
    let body = if said.difference.is_empty() {
        text.into_any()
    } else {
        view! {
            <h3>{texts.version_changes()}</h3>
            {pieces(texts, said.difference)}
            <MoreInformation summary=texts.version_whole()>{text}</MoreInformation>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{texts.version_number(said.number)}</h2>
            <p class="quiet">{said.by}</p>
            {staff_only}
            {reason}
            {body}
        </section>
    }
}
