//! Staff: the first contact of the care plan, and whom to look at again (R7).

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::params::ParamsMap;

use super::page::{Page, PostForm, form_number, loaded, part};
use crate::{
    api::{
        ConfirmContact, ContactSheet, FlaggedLine, RegisterContact, RegisteredLine, WaitingLine,
        read_contact, read_contacts_waiting,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, Card, Cell, Column, Crumb, DataTable, DateField,
        DateValues, Detail, DetailList, EmailField, EmptyState, ErrorSummary, FieldProblem, MobileField,
        PageHeading, TextField,
    },
    locales::{Texts, use_texts},
};

/// The first contact of a client.
#[component]
pub(super) fn ContactPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params: ParamsMap| {
            let number = number.clone();
            async move { read_contact(part(&params, "client")?, number).await }
        },
        |sheet| view! { <Contact sheet=sheet /> }.into_any(),
    )
}

/// What is wrong with a field.
fn contact_error(texts: Texts, field: &str) -> &'static str {
    match field {
        "name" => texts.invite_name_missing(),
        "relation" => texts.first_contact_relation_missing(),
        "born" => texts.first_contact_born_wrong(),
        "email" => texts.invite_email_missing(),
        "mobile" => texts.invite_mobile_missing(),
        _ => texts.first_contact_reason_missing(),
    }
}

fn registered_card(texts: Texts, client: &str, found: RegisteredLine) -> AnyView {
    let known = |text: String| if text.is_empty() { texts.first_contact_unknown().to_owned() } else { text };
    let incomplete = (found.email.is_empty() || found.mobile.is_empty()).then(|| {
        view! {
            <Alert>
                <p>{texts.first_contact_incomplete()}</p>
            </Alert>
        }
    });
    let mut details = vec![
        Detail::new(texts.first_contact_name(), found.name),
        Detail::new(texts.first_contact_relation(), known(found.relation)),
        Detail::new(texts.invitation_email(), known(found.email)),
        Detail::new(texts.invitation_mobile(), known(found.mobile)),
        Detail::new(texts.first_contact_since(), found.source),
    ];
    if !found.born.is_empty() {
        details.insert(2, Detail::new(texts.first_contact_born(), found.born));
    }
    let invite = format!("/team/c/{client}/uitnodigingen/nieuw");
    view! {
        <Card heading=texts.first_contact_now()>
            {incomplete}
            <DetailList details=details />
            <p>
                <a href=invite>{texts.first_contact_to_invite()}</a>
            </p>
        </Card>
    }
    .into_any()
}

fn flagged_card(texts: Texts, client: &str, fields: &[String], flagged: FlaggedLine) -> AnyView {
    let id = format!("reason-{}", flagged.relation);
    let error = fields.contains(&id).then(|| texts.first_contact_reason_missing().to_owned());
    let person = format!("/team/c/{client}/toegang/{}", flagged.relation);
    let client = client.to_owned();
    view! {
        <Card heading=texts.first_contact_look_again()>
            <p>{texts.first_contact_flagged(&flagged.name)}</p>
            <p>{texts.first_contact_flagged_since(&flagged.since)}</p>
            <PostForm to=ConfirmContact::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="relation" value=flagged.relation />
                <TextField
                    id=id
                    name="reason"
                    label=texts.first_contact_reason()
                    error=error
                    maxlength=500
                />
                <Button label=texts.first_contact_confirm() kind=ButtonKind::Secondary />
            </PostForm>
            <p>
                <a href=person>{texts.first_contact_withdraw()}</a>
            </p>
        </Card>
    }
    .into_any()
}

#[component]
fn Contact(sheet: ContactSheet) -> impl IntoView {
    let texts = use_texts();
    let ContactSheet { client, name, registered, flagged, typed, note } = sheet;
    let notice = match note.done.as_str() {
        "kept" => Some((AlertKind::Success, texts.first_contact_kept())),
        "same" => Some((AlertKind::Info, texts.first_contact_same())),
        "kept-flagged" => Some((AlertKind::Warning, texts.first_contact_kept_flagged())),
        "kept-withdrawn" => Some((AlertKind::Success, texts.first_contact_kept_withdrawn())),
        "confirmed" => Some((AlertKind::Success, texts.first_contact_confirmed())),
        "gone" => Some((AlertKind::Info, texts.first_contact_gone())),
        _ => None,
    };
    let notice = notice.map(|(kind, text)| {
        view! {
            <Alert kind=kind>
                <p>{text}</p>
            </Alert>
        }
    });
    let fields = note.fields;
    let problems: Vec<FieldProblem> =
        fields.iter().map(|field| FieldProblem::new(field, contact_error(texts, field))).collect();
    let flagged =
        flagged.into_iter().map(|flagged| flagged_card(texts, &client, &fields, flagged)).collect_view();
    let error =
        move |id: &str| fields.iter().any(|field| field == id).then(|| contact_error(texts, id).to_owned());
    let now = match registered {
        Some(found) => registered_card(texts, &client, found),
        None => view! { <p>{texts.first_contact_nobody()}</p> }.into_any(),
    };
    let [day, month, year] = typed.born.clone();
    let steps = vec![
        Crumb::new("/team", texts.clients_title()),
        Crumb::new(format!("/team/c/{client}/toegang"), texts.access_nav()),
    ];
    view! {
        <Page narrow=true>
            <Breadcrumb steps=steps />
            <PageHeading
                heading=texts.first_contact_title()
                title=texts.first_contact_title()
                intro=texts.first_contact_intro(&name)
            />
            <ErrorSummary problems=problems />
            {notice}
            {flagged}
            {now}
            <h2>{texts.first_contact_change()}</h2>
            <p>{texts.first_contact_change_text()}</p>
            <PostForm to=RegisterContact::url()>
                <input type="hidden" name="client" value=client />
                <TextField
                    id="name"
                    label=texts.first_contact_name()
                    error=error("name")
                    value=typed.name.clone()
                    maxlength=120
                />
                <TextField
                    id="relation"
                    label=texts.first_contact_relation()
                    hint=texts.first_contact_relation_hint()
                    error=error("relation")
                    value=typed.relation.clone()
                    maxlength=60
                />
                <DateField
                    id="born"
                    legend=texts.first_contact_born()
                    error=error("born")
                    value=DateValues { day, month, year }
                    optional=true
                />
                <EmailField error=error("email") value=typed.email.clone() />
                <MobileField error=error("mobile") value=typed.mobile.clone() />
                <Button label=texts.first_contact_save() />
            </PostForm>
        </Page>
    }
}

/// Whom to look at again, at all clients.
#[component]
pub(super) fn ContactsWaitingPage() -> impl IntoView {
    loaded(|_| read_contacts_waiting(), |lines| view! { <Waiting lines=lines /> }.into_any())
}

#[component]
fn Waiting(lines: Vec<WaitingLine>) -> impl IntoView {
    let texts = use_texts();
    let list = if lines.is_empty() {
        view! { <EmptyState title=texts.contacts_waiting_none() text=texts.contacts_waiting_none_text() /> }
            .into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|line| {
                let client = Cell::Link { href: line.href, text: line.client };
                vec![client, Cell::Text(line.name), Cell::Text(line.plan), Cell::Text(line.since)]
            })
            .collect();
        let columns = vec![
            Column::text(texts.contacts_waiting_client()),
            Column::text(texts.contacts_waiting_name()),
            Column::text(texts.contacts_waiting_plan()),
            Column::text(texts.contacts_waiting_since()),
        ];
        view! { <DataTable caption=texts.contacts_waiting_title() columns=columns rows=rows /> }.into_any()
    };
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new("/team", texts.clients_title())] />
            <PageHeading
                heading=texts.contacts_waiting_title()
                title=texts.contacts_waiting_title()
                intro=texts.contacts_waiting_intro()
            />
            {list}
        </Page>
    }
}
