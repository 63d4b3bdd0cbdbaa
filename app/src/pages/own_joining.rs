//! Using an invitation with the account that one has (R44).

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::page::{Page, PostForm, loaded};
use crate::{
    api::{JoinStep, JoinWithOwn, OwnJoinPage, read_own_joining},
    components::{Alert, AlertKind, Button, ButtonKind, ButtonLink, ButtonRow, PageHeading, use_face},
    locales::use_texts,
};

/// Adding an invitation to one's own account.
#[component]
pub(super) fn OwnJoiningPage() -> impl IntoView {
    loaded(
        |_| read_own_joining(),
        |page| match page {
            Some(page) => view! { <Offer page=page /> }.into_any(),
            None if is_added() => view! { <Added /> }.into_any(),
            None => view! { <NoInvitation /> }.into_any(),
        },
    )
}

/// Whether an invitation was added just now: a word in the address.
fn is_added() -> bool {
    use_query_map().with_untracked(|query| query.get("gedaan")).is_some_and(|word| word == "toegevoegd")
}

#[component]
fn Offer(page: OwnJoinPage) -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    let why_not = match page.outlook.as_str() {
        "done" => None,
        "at-work" => Some(texts.own_join_at_work().to_owned()),
        "address-missing" => Some(texts.own_join_address_missing(&phone)),
        "already" => Some(texts.own_join_already().to_owned()),
        "somebody-before" => Some(texts.join_before(&phone)),
        _ => Some(texts.own_join_somebody_else(&phone)),
    };
    let add = match why_not {
        None => view! {
            <PostForm to=JoinWithOwn::url()>
                <Button label=texts.own_join_button() />
            </PostForm>
        }
        .into_any(),
        Some(text) => view! {
            <Alert kind=AlertKind::Warning>
                <p>{text}</p>
            </Alert>
        }
        .into_any(),
    };
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.own_join_title() title=texts.own_join_title() />
            <p>{texts.own_join_text(&page.name, &page.ground, &page.account)}</p>
            {add}
            <ButtonRow>
                <ButtonLink
                    href=JoinStep::Name.path()
                    label=texts.own_join_new()
                    kind=ButtonKind::Secondary
                />
            </ButtonRow>
        </Page>
    }
}

#[component]
fn Added() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.own_join_title() title=texts.own_join_title() />
            <Alert kind=AlertKind::Success>
                <p>{texts.own_join_done()}</p>
            </Alert>
            <ButtonRow>
                <ButtonLink href="/" label=texts.own_join_done_button() />
            </ButtonRow>
        </Page>
    }
}

#[component]
fn NoInvitation() -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.own_join_none_title() title=texts.own_join_none_title() />
            <p>{texts.own_join_none(&phone)}</p>
            <ButtonRow>
                <ButtonLink href="/uitnodiging" label=texts.own_join_to_code() />
            </ButtonRow>
        </Page>
    }
}
