//! A forgotten password and a lost telephone: four short steps, and the help desk's form.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, success, weak_text},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        AskReset, BeginReset, ChooseNewPassword, DeskResetSheet, HandedCode, ProveReset, ResetForAccount,
        ResetNews, ResetSheet, ResetStage, read_desk_reset, read_handed_code, read_reset_sheet,
    },
    components::{
        Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Card, Choice, CodeField, Crumb, EmptyState,
        ErrorSummary, FieldProblem, FieldWidth, PageHeading, PasswordField, PhoneLink, RadioGroup, TextArea,
        TextField, use_face,
    },
    locales::{Texts, use_texts},
};

fn to_sign_in() -> impl IntoView {
    view! { <Breadcrumb steps=vec![Crumb::new("/inloggen", use_texts().sign_in_title())] /> }
}

/// How the help desk knows who asks.
pub(super) fn identified(texts: Texts, error: Option<String>, chosen: String) -> AnyView {
    let choices = vec![
        Choice::new("called-back", texts.desk_reset_called()),
        Choice::new("at-desk", texts.desk_reset_desk()),
        Choice::new("at-home", texts.desk_reset_home()),
    ];
    view! { <RadioGroup id="how" legend=texts.desk_reset_how() error=error choices=choices chosen=chosen /> }
        .into_any()
}

/// What is wrong with the one field of a step, or with the step as a whole.
fn wrong(texts: Texts, news: Option<&ResetNews>) -> (Option<String>, Option<AnyView>) {
    let phone = use_face().phone;
    let wait = |title: &'static str, seconds| (None, Some(failure(title, texts.wait_before_retry(seconds))));
    match news {
        None | Some(ResetNews::Asked | ResetNews::Missing) => (None, None),
        Some(ResetNews::Wait { seconds }) => wait(texts.ask_too_often(), *seconds),
        Some(ResetNews::TooSoon { seconds }) => wait(texts.reset_code_too_soon(), *seconds),
        Some(ResetNews::NotACode) => (Some(texts.reset_code_wrong().to_owned()), None),
        Some(ResetNews::Unknown) => (Some(texts.reset_code_unknown(&phone)), None),
        Some(ResetNews::NotSent) => (None, Some(failure(texts.alert_error(), texts.code_not_sent(&phone)))),
        Some(ResetNews::Wrong { left }) => (Some(texts.code_wrong(*left)), None),
        Some(ResetNews::Ended) => (None, Some(failure(texts.alert_error(), texts.reset_proof_ended()))),
        Some(ResetNews::Weak(weak)) => (Some(weak_text(texts, weak).to_owned()), None),
    }
}

fn problems(field: &'static str, error: Option<&String>) -> Vec<FieldProblem> {
    error.map(|message| FieldProblem::new(field, message.clone())).into_iter().collect()
}

fn help(texts: Texts) -> impl IntoView {
    view! {
        <p class="quiet">{texts.reset_call()} " " {texts.reset_call_text(&use_face().phone)}</p>
    }
}

/// First step: the user name.
#[component]
pub(super) fn ResetAskPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_reset_sheet(number.clone()),
        |sheet| view! { <ResetAskSheet sheet=sheet /> }.into_any(),
    )
}

#[component]
fn ResetAskSheet(sheet: ResetSheet) -> impl IntoView {
    let texts = use_texts();
    let missing = sheet.news == Some(ResetNews::Missing);
    let error = missing.then(|| texts.user_name_missing().to_owned());
    let (_, alert) = wrong(texts, sheet.news.as_ref());
    view! {
        <Page narrow=true>
            {to_sign_in()}
            <PageHeading heading=texts.reset_title() title=texts.reset_title() intro=texts.reset_intro() />
            <ErrorSummary problems=problems("user_name", error.as_ref()) />
            {alert}
            <PostForm to=AskReset::url()>
                <TextField
                    id="user_name"
                    label=texts.user_name()
                    error=error
                    autocomplete="username"
                    maxlength=200
                />
                <Button label=texts.reset_button() />
            </PostForm>
            <ButtonRow>
                <ButtonLink
                    href="/inloggen/vergeten/code"
                    label=texts.reset_have_code()
                    kind=ButtonKind::Secondary
                />
            </ButtonRow>
            {help(texts)}
        </Page>
    }
}

/// Second step: the code that came.
#[component]
pub(super) fn ResetCodePage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_reset_sheet(number.clone()),
        |sheet| view! { <ResetCodeSheet sheet=sheet /> }.into_any(),
    )
}

#[component]
fn ResetCodeSheet(sheet: ResetSheet) -> impl IntoView {
    let texts = use_texts();
    let asked = (sheet.news == Some(ResetNews::Asked)).then(|| success(texts.reset_asked()));
    let (mut error, alert) = wrong(texts, sheet.news.as_ref());
    if sheet.news == Some(ResetNews::Missing) {
        error = Some(texts.reset_code_missing().to_owned());
    }
    view! {
        <Page narrow=true>
            {to_sign_in()}
            <PageHeading
                heading=texts.reset_code_title()
                title=texts.reset_code_title()
                intro=texts.reset_code_intro()
            />
            <ErrorSummary problems=problems("code", error.as_ref()) />
            {asked}
            {alert}
            <PostForm to=BeginReset::url()>
                <TextField
                    id="code"
                    label=texts.reset_code_label()
                    hint=texts.reset_code_hint()
                    error=error
                    autocomplete="off"
                    width=FieldWidth::Medium
                    maxlength=40
                />
                <Button label=texts.reset_go_on() />
            </PostForm>
            <ButtonRow>
                <ButtonLink href="/inloggen/vergeten" label=texts.reset_again() kind=ButtonKind::Quiet />
            </ButtonRow>
            {help(texts)}
        </Page>
    }
}

/// Who comes to a later step without the earlier ones.
fn not_here(texts: Texts) -> AnyView {
    view! {
        <Page narrow=true>
            {to_sign_in()}
            <PageHeading heading=texts.reset_not_here() title=texts.reset_not_here() />
            <p>{texts.reset_not_here_text()}</p>
            <ButtonRow>
                <ButtonLink href="/inloggen/vergeten/code" label=texts.reset_have_code() />
            </ButtonRow>
        </Page>
    }
    .into_any()
}

/// Third step: the second proof.
#[component]
pub(super) fn ResetProofPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_reset_sheet(number.clone()),
        |sheet| {
            let texts = use_texts();
            match sheet.stage.clone() {
                ResetStage::None => not_here(texts),
                ResetStage::Password { .. } => choose(texts, sheet),
                ResetStage::Sms { ending } => {
                    let again = Some(texts.reset_proof_again());
                    proof(texts, &sheet, texts.reset_proof_sms(&ending), again)
                }
                ResetStage::App => proof(texts, &sheet, texts.reset_proof_app().to_owned(), None),
            }
        },
    )
}

fn proof(texts: Texts, sheet: &ResetSheet, intro: String, again: Option<&'static str>) -> AnyView {
    let (mut error, alert) = wrong(texts, sheet.news.as_ref());
    if matches!(sheet.news, Some(ResetNews::NotACode)) {
        error = Some(texts.code_missing().to_owned());
    }
    let again = again.map(|text| view! { <p class="quiet">{text}</p> });
    view! {
        <Page narrow=true>
            {to_sign_in()}
            <PageHeading heading=texts.reset_proof_title() title=texts.reset_proof_title() intro=intro />
            <ErrorSummary problems=problems("code", error.as_ref()) />
            {alert}
            <PostForm to=ProveReset::url()>
                <CodeField label=texts.code_label() hint=texts.code_hint() error=error />
                <Button label=texts.reset_go_on() />
            </PostForm>
            {again}
            <ButtonRow>
                <ButtonLink
                    href="/inloggen/vergeten/code"
                    label=texts.reset_have_code()
                    kind=ButtonKind::Quiet
                />
            </ButtonRow>
        </Page>
    }
    .into_any()
}

/// Last step: the password.
#[component]
pub(super) fn ResetPasswordPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_reset_sheet(number.clone()),
        |sheet| {
            let texts = use_texts();
            if matches!(sheet.stage, ResetStage::Password { .. }) {
                choose(texts, sheet)
            } else {
                not_here(texts)
            }
        },
    )
}

fn choose(texts: Texts, sheet: ResetSheet) -> AnyView {
    let (error, alert) = wrong(texts, sheet.news.as_ref());
    let user_name = match sheet.stage {
        ResetStage::Password { user_name } => user_name,
        ResetStage::None | ResetStage::Sms { .. } | ResetStage::App => String::new(),
    };
    view! {
        <Page narrow=true>
            <PageHeading
                heading=texts.reset_choose_title()
                title=texts.reset_choose_title()
                intro=texts.reset_choose_intro()
            />
            <ErrorSummary problems=problems("password", error.as_ref()) />
            {alert}
            <PostForm to=ChooseNewPassword::url()>
                // So that the browser keeps the new password with the right name.
                <input type="text" autocomplete="username" value=user_name hidden />
                <p class="quiet">{texts.own_password_advice()}</p>
                <PasswordField
                    id="password"
                    label=texts.own_password_new()
                    error=error
                    autocomplete="new-password"
                />
                <Button label=texts.reset_choose_button() />
            </PostForm>
        </Page>
    }
    .into_any()
}

fn to_accounts(texts: Texts) -> impl IntoView {
    view! { <Breadcrumb steps=vec![Crumb::new("/beheer/accounts", texts.accounts_title())] /> }
}

/// The help desk's form.
#[component]
pub(super) fn DeskResetPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_desk_reset(number.clone()), |sheet| view! { <DeskReset sheet=sheet /> }.into_any())
}

#[component]
fn DeskReset(sheet: DeskResetSheet) -> impl IntoView {
    let texts = use_texts();
    if sheet.account.is_empty() {
        return view! {
            <Page narrow=true>
                {to_accounts(texts)}
                <PageHeading heading=texts.desk_reset_title() title=texts.desk_reset_title() />
                <EmptyState title=texts.desk_reset_none() text=texts.accounts_intro() />
            </Page>
        }
        .into_any();
    }
    let outcome = match sheet.outcome.as_str() {
        "mailed" => Some(success(texts.desk_reset_mailed())),
        "not-mailed" => Some(failure(texts.alert_error(), texts.desk_reset_not_mailed())),
        "no-address" => Some(failure(texts.alert_error(), texts.desk_reset_no_address())),
        "not-open" => Some(failure(texts.alert_error(), texts.desk_reset_not_open())),
        _ => None,
    };
    let is = |word: &str| sheet.wrong.iter().any(|wrong| wrong == word);
    let how = is("how").then(|| texts.desk_reset_how_missing().to_owned());
    let way = is("way").then(|| texts.desk_reset_way_missing().to_owned());
    let mobile = if is("mobile") {
        Some(texts.desk_reset_mobile_wrong().to_owned())
    } else {
        is("mobile-not-seen").then(|| texts.desk_reset_mobile_seen().to_owned())
    };
    let problems: Vec<FieldProblem> = [("how", &how), ("way", &way), ("mobile", &mobile)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    // What was mailed is done: the form is not offered again.
    let done = sheet.outcome == "mailed";
    let intro = texts.desk_reset_intro(&sheet.user_name);
    let form = (!done).then(|| {
        view! {
            <PostForm to=ResetForAccount::url()>
                <input type="hidden" name="account" value=sheet.account />
                <input type="hidden" name="user_name" value=sheet.user_name />
                <input type="hidden" name="key" value=sheet.key />
                {identified(texts, how, sheet.how)}
                <RadioGroup
                    id="way"
                    legend=texts.desk_reset_way()
                    error=way
                    choices=vec![
                        Choice::new("desk-mail", texts.desk_reset_mail()),
                        Choice::new("handed", texts.desk_reset_hand()),
                    ]
                    chosen=sheet.way
                />
                <TextField
                    id="mobile"
                    label=texts.desk_reset_mobile()
                    hint=texts.desk_reset_mobile_hint()
                    error=mobile
                    value=sheet.mobile
                    kind="tel"
                    inputmode="tel"
                    width=FieldWidth::Medium
                    optional=true
                />
                <TextArea
                    id="note"
                    label=texts.desk_reset_note()
                    value=sheet.note
                    rows=3
                    maxlength=2000
                    optional=true
                />
                <Button label=texts.desk_reset_button() />
            </PostForm>
        }
    });
    view! {
        <Page narrow=true>
            {to_accounts(texts)}
            <PageHeading
                heading=texts.desk_reset_title()
                title=texts.desk_reset_title()
                intro=intro
            />
            <ErrorSummary problems=problems />
            {outcome}
            {form}
            <ButtonRow>
                <ButtonLink
                    href="/beheer/accounts"
                    label=texts.desk_reset_back()
                    kind=ButtonKind::Secondary
                />
            </ButtonRow>
        </Page>
    }
    .into_any()
}

/// The code that is read out or printed.
#[component]
pub(super) fn HandedCodePage() -> impl IntoView {
    loaded(
        |params| read_handed_code(params.get("reset").unwrap_or_default()),
        |code| view! { <Handed code=code /> }.into_any(),
    )
}

#[component]
fn Handed(code: HandedCode) -> impl IntoView {
    let texts = use_texts();
    let after = if code.ending.is_empty() {
        texts.handed_sms().to_owned()
    } else {
        texts.handed_sms_new(&code.ending)
    };
    view! {
        <Page narrow=true>
            {to_accounts(texts)}
            <PageHeading
                heading=texts.handed_title()
                title=texts.handed_title()
                intro=texts.handed_text(&code.name)
            />
            <Card heading=code.user_name>
                <p><strong>{code.code}</strong></p>
                <p>{texts.handed_where(&code.address)}</p>
                <p>{texts.handed_until(&code.last_day)}</p>
                <p>{after}</p>
            </Card>
            <p>
                <PhoneLink />
            </p>
        </Page>
    }
}
