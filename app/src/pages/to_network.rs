//! Inviting to the care network, and ending all access at once (R16, R39, R41).

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::params::ParamsMap;

use super::{
    invitation_acts::{InvitationActs, notice_view},
    page::{Page, PostForm, form_number, loaded, part, record_base},
    record::owner,
};
use crate::{
    api::{
        EndAllAccess, EndAllPage, InviteToNetwork, NetworkInvitation, NetworkInvitations, NetworkSheet,
        SendNetworkInvitationAgain, WithdrawNetworkInvitation, read_end_all, read_network_invitations,
        read_network_sheet,
    },
    components::{
        Breadcrumb, Button, ButtonKind, ButtonLink, Card, CheckboxField, Crumb, DateField, DateValues,
        Detail, DetailList, EmailField, EmptyState, ErrorSummary, FieldProblem, MobileField, PageHeading,
        TextField,
    },
    locales::{Texts, use_texts},
};

/// The page with everybody beside the client.
fn access_page(staff: bool, client: &str) -> String {
    if staff { format!("/team/c/{client}/toegang") } else { format!("/c/{client}/netwerk") }
}

/// The invitations to a network.
#[component]
pub(super) fn NetworkInvitationsPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_network_invitations(part(&params, "client")?, number).await }
        },
        |page| view! { <Invitations page=page /> }.into_any(),
    )
}

#[component]
fn Invitations(page: NetworkInvitations) -> impl IntoView {
    let texts = use_texts();
    let notice = page.notice.map(|notice| notice_view(texts, notice));
    let client = page.client.clone();
    let lines = if page.invitations.is_empty() {
        view! {
            <EmptyState title=texts.network_invitations_none() text=texts.network_invitations_none_text() />
        }
        .into_any()
    } else {
        let lines = page.invitations.into_iter();
        lines.map(|line| view! { <Line line=line client=client.clone() /> }).collect_view().into_any()
    };
    let steps = vec![
        Crumb::new(record_base().unwrap_or_default(), texts.record_nav()),
        Crumb::new(access_page(false, &page.client), texts.access_nav()),
    ];
    view! {
        <Page owner=Some(owner(texts, &page.head))>
            <Breadcrumb steps=steps />
            <PageHeading
                heading=texts.network_invitations_title()
                title=texts.network_invitations_title()
                intro=texts.network_invitations_intro(&page.head.name)
            />
            {notice}
            <ButtonLink
                href=format!("/c/{}/netwerk/uitnodigen", page.client)
                label=texts.network_invite()
            />
            {lines}
        </Page>
    }
}

#[component]
fn Line(line: NetworkInvitation, client: String) -> impl IntoView {
    let texts = use_texts();
    let state = match line.state.as_str() {
        "open" => texts.invitation_days(line.days_left),
        "used" => texts.invitation_used().to_owned(),
        "withdrawn" => texts.invitation_withdrawn().to_owned(),
        _ => texts.invitation_expired().to_owned(),
    };
    let mut details = vec![
        Detail::new(texts.invitation_state(), state),
        Detail { label: texts.access_sees().to_owned(), values: line.kinds },
        Detail::new(texts.invitation_sent_on(), line.sent),
        Detail::new(texts.invitation_email(), line.email),
    ];
    if !line.last_day.is_empty() {
        details.push(Detail::new(texts.network_last_day_of(), line.last_day));
    }
    // What is used or withdrawn has nothing more to be done with.
    let acts = matches!(line.state.as_str(), "open" | "expired").then(|| {
        view! {
            <InvitationActs
                again=SendNetworkInvitationAgain::url()
                withdraw=WithdrawNetworkInvitation::url()
                client=client
                invitation=line.id
                number=line.number
            />
        }
    });
    view! {
        <Card heading=line.name>
            <DetailList details=details />
            {acts}
        </Card>
    }
}

/// Inviting somebody to the network.
#[component]
pub(super) fn NetworkInvitePage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_network_sheet(part(&params, "client")?, number).await }
        },
        |sheet| view! { <Sheet sheet=sheet /> }.into_any(),
    )
}

/// What is wrong with a field of the form.
fn invite_error(texts: Texts, field: &str) -> &'static str {
    match field {
        "name" => texts.invite_name_missing(),
        "email" => texts.invite_email_missing(),
        "mobile" => texts.invite_mobile_missing(),
        "kinds-agenda" => texts.invite_kinds_missing(),
        "last_day" => texts.network_last_day_wrong(),
        _ => texts.network_consent_missing(),
    }
}

#[component]
fn Sheet(sheet: NetworkSheet) -> impl IntoView {
    let texts = use_texts();
    let NetworkSheet { head, client, kinds, latest, key, typed, problems } = sheet;
    let summary: Vec<FieldProblem> =
        problems.iter().map(|field| FieldProblem::new(field, invite_error(texts, field))).collect();
    let error =
        move |id: &str| problems.iter().any(|field| field == id).then(|| invite_error(texts, id).to_owned());
    let boxes = kinds
        .into_iter()
        .map(|kind| {
            let id = format!("kinds-{}", kind.key);
            view! {
                <CheckboxField
                    error=error(&id)
                    id=id
                    name="kinds[]"
                    value=kind.key
                    label=kind.label
                    checked=kind.chosen
                />
            }
        })
        .collect_view();
    let [day, month, year] = typed.last_day.clone();
    let back = format!("/c/{client}/netwerk/uitnodigingen");
    view! {
        <Page narrow=true owner=Some(owner(texts, &head))>
            <PageHeading
                heading=texts.network_title()
                title=texts.network_title()
                intro=texts.network_invite_intro(&head.name)
            />
            <ErrorSummary problems=summary />
            <PostForm to=InviteToNetwork::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="key" value=key />
                <TextField
                    id="name"
                    label=texts.invite_name()
                    error=error("name")
                    value=typed.name.clone()
                    maxlength=120
                />
                <EmailField hint=texts.invite_email_hint() error=error("email") value=typed.email.clone() />
                <MobileField hint=texts.invite_mobile_hint() error=error("mobile") value=typed.mobile.clone() />
                <fieldset class="field">
                    <legend class="field__label">{texts.network_kinds()}</legend>
                    {boxes}
                </fieldset>
                <DateField
                    id="last_day"
                    legend=texts.network_last_day()
                    hint=texts.network_last_day_hint(&latest)
                    error=error("last_day")
                    value=DateValues { day, month, year }
                    optional=true
                />
                <CheckboxField
                    id="consent"
                    label=texts.network_consent()
                    error=error("consent")
                    checked=typed.consent
                />
                <Button label=texts.network_send() />
            </PostForm>
            <p>
                <a href=back>{texts.network_back()}</a>
            </p>
        </Page>
    }
}

/// Asks whether all access has to end.
#[component]
pub(super) fn EndAllAccessPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_end_all(part(&params, "client")?, number).await }
        },
        |page| view! { <EndAll page=page /> }.into_any(),
    )
}

#[component]
fn EndAll(page: EndAllPage) -> impl IntoView {
    let texts = use_texts();
    let list = |names: Vec<String>| names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    let ending = if page.names.is_empty() {
        view! { <p>{texts.end_all_nobody()}</p> }.into_any()
    } else {
        view! {
            <p>{texts.end_all_who()}</p>
            <ul>{list(page.names)}</ul>
        }
        .into_any()
    };
    let staying = (!page.staying.is_empty()).then(|| {
        view! {
            <p>{texts.end_all_stay()}</p>
            <ul>{list(page.staying)}</ul>
        }
    });
    let error = page.problem.then(|| texts.end_all_reason_missing().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("reason", message.clone())).collect();
    let staff = page.staff.then(|| {
        view! {
            <p>{texts.end_all_staff()}</p>
            <TextField
                id="reason"
                label=texts.end_all_reason()
                error=error
                value=page.reason
                maxlength=500
            />
        }
    });
    let back = access_page(page.staff, &page.client);
    view! {
        <Page narrow=true owner=Some(owner(texts, &page.head))>
            <PageHeading
                heading=texts.end_all_title()
                title=texts.end_all_title()
                intro=texts.end_all_intro(&page.head.name)
            />
            <ErrorSummary problems=problems />
            {ending}
            {staying}
            <PostForm to=EndAllAccess::url()>
                <input type="hidden" name="client" value=page.client />
                <input type="hidden" name="key" value=page.key />
                {staff}
                <Button label=texts.end_all_button() kind=ButtonKind::Danger />
            </PostForm>
            <p>
                <a href=back>{texts.access_back()}</a>
            </p>
        </Page>
    }
}
