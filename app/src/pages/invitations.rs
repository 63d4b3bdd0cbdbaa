//! Staff: the invitations of a client, inviting, and the letter.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    invitation_acts::{InvitationActs, notice_view},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        InvitationLetter, InvitationLine, InvitationProblem, InvitationSheet, InvitationsPage,
        MakeInvitation, SendInvitationAgain, WithdrawInvitation, read_invitation_letter,
        read_invitation_sheet, read_invitations,
    },
    components::{
        Alert, AlertKind, Button, ButtonKind, ButtonLink, ButtonRow, Card, CheckboxField, Choice, DateField,
        DateValues, Detail, DetailList, EmailField, EmptyState, ErrorSummary, FieldProblem, MobileField,
        PageHeading, RadioGroup, TextField, use_face,
    },
    locales::{Texts, use_texts},
};

fn basis_text(texts: Texts, basis: &str) -> &'static str {
    match basis {
        "own" => texts.basis_own(),
        "first-contact" => texts.basis_first_contact(),
        "second-contact" => texts.basis_second_contact(),
        "parent" => texts.basis_parent(),
        "parent-without-authority" => texts.basis_parent_without_authority(),
        "guardian" => texts.basis_guardian(),
        "curator" => texts.basis_curator(),
        "mentor" => texts.basis_mentor(),
        "proxy" => texts.basis_proxy(),
        "partner" => texts.basis_partner(),
        "family" => texts.basis_family(),
        _ => texts.basis_network_member(),
    }
}

/// The invitations of a client.
#[component]
pub(super) fn ClientInvitations() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_invitations(params.get("client").unwrap_or_default(), number.clone()),
        |page| view! { <Invitations page=page /> }.into_any(),
    )
}

#[component]
fn Invitations(page: InvitationsPage) -> impl IntoView {
    let texts = use_texts();
    let notice = page.notice.map(|notice| notice_view(texts, notice));
    let base = format!("/team/c/{}/uitnodigingen", page.client);
    let lines = if page.lines.is_empty() {
        view! { <EmptyState title=texts.invitations_none() text=texts.invitations_none_text() /> }.into_any()
    } else {
        let client = page.client.clone();
        page.lines
            .into_iter()
            .map(|line| view! { <Line line=line client=client.clone() /> })
            .collect_view()
            .into_any()
    };
    let identity = format!("/team/c/{}/identiteit", page.client);
    let contact = format!("/team/c/{}/contactpersoon", page.client);
    view! {
        <Page>
            <PageHeading
                heading=texts.invitations_title()
                title=texts.invitations_title()
                intro=texts.invitations_intro(&page.name)
            />
            {notice}
            <ButtonRow>
                <ButtonLink href=format!("{base}/nieuw") label=texts.invitations_new() />
                <ButtonLink href=identity label=texts.invitations_to_identity() kind=ButtonKind::Secondary />
                <ButtonLink href=contact label=texts.first_contact_title() kind=ButtonKind::Secondary />
            </ButtonRow>
            {lines}
        </Page>
    }
}

#[component]
fn Line(line: InvitationLine, client: String) -> impl IntoView {
    let texts = use_texts();
    let state = match line.state.as_str() {
        "open" => texts.invitation_days(line.days_left),
        "used" => texts.invitation_used().to_owned(),
        "withdrawn" => texts.invitation_withdrawn().to_owned(),
        _ => texts.invitation_expired().to_owned(),
    };
    let who = match line.asked_by.as_str() {
        "client" => texts.asked_by_client(),
        "manager" => texts.asked_by_manager(),
        _ => texts.asked_by_representative(),
    };
    let how = match line.asked_how.as_str() {
        "in-person" => texts.asked_in_person(),
        "phone" => texts.asked_by_phone(),
        "portal" => texts.asked_in_portal(),
        _ => texts.asked_in_writing(),
    };
    let request = texts.invitation_request_text(who, &how.to_lowercase(), &line.asked_on);
    let details = vec![
        Detail::new(texts.invitation_state(), state),
        Detail {
            label: texts.invitation_as().to_owned(),
            values: [basis_text(texts, &line.basis).to_owned(), line.kinship]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect(),
        },
        Detail::new(texts.invitation_sent_on(), line.sent),
        Detail::new(texts.invitation_email(), line.email),
        Detail::new(texts.invitation_mobile(), line.mobile),
        Detail::new(texts.invitation_request(), request),
        Detail {
            label: texts.invitation_consent().to_owned(),
            values: line.consent.then(|| texts.invitation_consent_given().to_owned()).into_iter().collect(),
        },
    ];
    let is_open = line.state == "open";
    let letter = format!("/team/c/{client}/uitnodigingen/{}/brief", line.id);
    // What is used or withdrawn has nothing more to be done with.
    let acts = (is_open || line.state == "expired").then(|| {
        let letter = is_open.then(|| {
            view! {
                <p>
                    <a href=letter>{texts.invitation_to_letter()}</a>
                </p>
            }
        });
        view! {
            {letter}
            <InvitationActs
                again=SendInvitationAgain::url()
                withdraw=WithdrawInvitation::url()
                client=client
                invitation=line.id
                number=line.number
            />
        }
    });
    let waits = (!line.waits.is_empty()).then(|| {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{line.waits}</p>
            </Alert>
        }
    });
    view! {
        <Card heading=line.name>
            {waits}
            <DetailList details=details />
            {acts}
        </Card>
    }
}

/// Inviting somebody.
#[component]
pub(super) fn InvitePage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_invitation_sheet(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <InviteSheet sheet=sheet /> }.into_any(),
    )
}

/// What is wrong with a field of the form.
fn invite_error(texts: Texts, field: &str, differs: bool) -> &'static str {
    match field {
        "name" | "email" | "mobile" if differs => texts.invite_differs(),
        "basis" => texts.invite_who_missing(),
        "kinship" => texts.invite_kinship_missing(),
        "kind_agenda" => texts.invite_kinds_missing(),
        "name" => texts.invite_name_missing(),
        "email" => texts.invite_email_missing(),
        "mobile" => texts.invite_mobile_missing(),
        "delivery" => texts.invite_delivery_missing(),
        "asked_by" => texts.invite_asked_by_missing(),
        "asked_how" => texts.invite_asked_how_missing(),
        "asked_on" => texts.invite_asked_on_missing(),
        _ => texts.invite_consent_missing(),
    }
}

#[component]
fn InviteSheet(sheet: InvitationSheet) -> impl IntoView {
    let texts = use_texts();
    let InvitationSheet { client, name, allowed, family, key, typed, problem } = sheet;
    let mut differs = false;
    let (fields, alert) = match problem {
        Some(InvitationProblem::Fields(fields)) => (fields, None),
        Some(InvitationProblem::Exists) => (Vec::new(), Some(texts.invite_exists().to_owned())),
        Some(InvitationProblem::After(name, ground)) => {
            (Vec::new(), Some(texts.invite_after(&name, &ground)))
        }
        Some(InvitationProblem::NobodyRegistered) => {
            (Vec::new(), Some(texts.invite_nobody_registered().to_owned()))
        }
        // The fields that differ say it themselves.
        Some(InvitationProblem::SomebodyElse(fields)) => {
            differs = true;
            (fields, Some(texts.invite_somebody_else().to_owned()))
        }
        Some(InvitationProblem::BirthDateUnknown) => {
            (Vec::new(), Some(texts.invite_birth_date_unknown().to_owned()))
        }
        None => (Vec::new(), None),
    };
    let problems: Vec<FieldProblem> =
        fields.iter().map(|field| FieldProblem::new(field, invite_error(texts, field, differs))).collect();
    let error = move |id: &str| {
        fields.iter().any(|field| field == id).then(|| invite_error(texts, id, differs).to_owned())
    };
    let alert = alert.map(|text| {
        view! {
            <Alert kind=AlertKind::Error>
                <p>{text}</p>
            </Alert>
        }
    });
    let network = allowed.iter().any(|basis| basis == "network-member");
    let who = allowed.iter().map(|basis| Choice::new(basis, basis_text(texts, basis))).collect();
    let kinship = allowed.iter().any(|basis| basis == "family").then(|| {
        let family = family.into_iter().map(|(key, words)| Choice::new(key, words)).collect();
        view! {
            <RadioGroup
                id="kinship"
                legend=texts.invite_kinship()
                hint=texts.invite_kinship_hint()
                error=error("kinship")
                choices=family
                chosen=typed.kinship.clone()
            />
        }
    });
    let kinds =
        network.then(|| view! { <KindBoxes ticked=typed.kinds.clone() error=error("kind_agenda") /> });
    let consent = (allowed.len() > 1).then(|| {
        view! {
            <CheckboxField
                id="consent"
                label=texts.invite_consent()
                error=error("consent")
                checked=typed.consent
            />
        }
    });
    let [day, month, year] = typed.asked_on.clone();
    let back = format!("/team/c/{client}/uitnodigingen");
    view! {
        <Page narrow=true>
            <PageHeading
                heading=texts.invite_title()
                title=texts.invite_title()
                intro=texts.invite_intro(&name)
            />
            <ErrorSummary problems=problems />
            {alert}
            <PostForm to=MakeInvitation::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="basis"
                    legend=texts.invite_who()
                    error=error("basis")
                    choices=who
                    chosen=typed.basis.clone()
                />
                {kinship}
                {kinds}
                <TextField
                    id="name"
                    label=texts.invite_name()
                    error=error("name")
                    value=typed.name.clone()
                    maxlength=120
                />
                <EmailField hint=texts.invite_email_hint() error=error("email") value=typed.email.clone() />
                <MobileField hint=texts.invite_mobile_hint() error=error("mobile") value=typed.mobile.clone() />
                <RadioGroup
                    id="delivery"
                    legend=texts.invite_delivery()
                    error=error("delivery")
                    choices=vec![
                        Choice::new("mail", texts.invite_by_mail()),
                        Choice::new("letter", texts.invite_by_letter()),
                    ]
                    chosen=typed.delivery.clone()
                />
                <h2>{texts.invite_request()}</h2>
                <p>{texts.invite_request_text()}</p>
                <RadioGroup
                    id="asked_by"
                    legend=texts.invite_asked_by()
                    error=error("asked_by")
                    choices=vec![
                        Choice::new("client", texts.asked_by_client()),
                        Choice::new("representative", texts.asked_by_representative()),
                    ]
                    chosen=typed.asked_by.clone()
                />
                <RadioGroup
                    id="asked_how"
                    legend=texts.invite_asked_how()
                    error=error("asked_how")
                    choices=vec![
                        Choice::new("in-person", texts.asked_in_person()),
                        Choice::new("phone", texts.asked_by_phone()),
                        Choice::new("writing", texts.asked_in_writing()),
                    ]
                    chosen=typed.asked_how.clone()
                />
                <DateField
                    id="asked_on"
                    legend=texts.invite_asked_on()
                    error=error("asked_on")
                    value=DateValues { day, month, year }
                />
                {consent}
                <Button label=texts.invite_button() />
            </PostForm>
            <p>
                <a href=back>{texts.letter_back()}</a>
            </p>
        </Page>
    }
}

/// The kinds of data for somebody in the network.
#[component]
fn KindBoxes(ticked: Vec<String>, #[prop(optional_no_strip)] error: Option<String>) -> impl IntoView {
    let texts = use_texts();
    let kinds = [
        ("agenda", texts.invite_kind_agenda()),
        ("messages", texts.invite_kind_messages()),
        ("reports", texts.invite_kind_reports()),
        ("plan", texts.invite_kind_plan()),
        ("measurements", texts.invite_kind_measurements()),
        ("documents", texts.invite_kind_documents()),
    ];
    let boxes = kinds
        .into_iter()
        .enumerate()
        .map(|(place, (kind, label))| {
            let error = error.clone().filter(|_| place == 0);
            let checked = ticked.iter().any(|ticked| ticked == kind);
            view! { <CheckboxField id=format!("kind_{kind}") label=label error=error checked=checked /> }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.invite_kinds()}</legend>
            <p class="field__hint">{texts.invite_kinds_hint()}</p>
            {boxes}
        </fieldset>
    }
}

/// The letter of an invitation: clean on paper.
#[component]
pub(super) fn LetterPage() -> impl IntoView {
    loaded(
        |params| {
            let of = |name| params.get(name).unwrap_or_default();
            read_invitation_letter(of("client"), of("invitation"))
        },
        |letter| view! { <Letter letter=letter /> }.into_any(),
    )
}

#[component]
fn Letter(letter: InvitationLetter) -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    let birth_date = letter.own.then(|| view! { <li>{texts.letter_birth_date()}</li> });
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.letter_title() title=texts.letter_title() />
            <p>{texts.letter_dear(&letter.name)}</p>
            <p>{texts.letter_invited(&face.name)}</p>
            <h2>{texts.letter_how()}</h2>
            <ol>
                <li>
                    {texts.letter_go()} <br /> <strong>{letter.address}</strong>
                </li>
                <li>
                    {texts.letter_code()} <br /> <strong>{letter.code}</strong>
                </li>
                {birth_date}
                <li>{texts.letter_phone()}</li>
            </ol>
            <p>{texts.letter_until(&letter.last_day)}</p>
            <p>{texts.letter_help(&face.phone)}</p>
            <div class="button-row">
                <p class="quiet">{texts.letter_print_hint()}</p>
                <a href=format!("/team/c/{}/uitnodigingen", letter.client)>{texts.letter_back()}</a>
            </div>
        </Page>
    }
}
