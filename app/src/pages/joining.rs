//! Joining with an invitation: the code, then a step a page (R43, R44, R77). Each step is a plain
//! form; how far somebody has come is known on the host, so that going back, reloading and another
//! device do no harm.

use leptos::{prelude::*, server_fn::ServerFn};

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{
        AskJoinCode, ChoosePassword, ChooseUserName, GiveInvitationCode, JoinNote, JoinNotice, JoinPage,
        JoinProblem, JoinStep, ProveContact, read_join_form, read_join_step,
    },
    components::{
        Alert, AlertKind, Button, ButtonKind, ButtonLink, ButtonRow, CodeField, DateField, ErrorSummary,
        FieldProblem, FieldWidth, MoreInformation, PageHeading, PasswordField, TextField, use_face,
    },
    frame::use_frame,
    locales::{Texts, use_texts},
};

/// The code of an invitation.
#[component]
pub(super) fn InvitationPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_join_form(number.clone()), |note| view! { <CodeSheet note=note /> }.into_any())
}

#[component]
fn CodeSheet(note: JoinNote) -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    let missing = matches!(note.problem, Some(JoinProblem::CodeMissing));
    let error = missing.then(|| texts.join_code_missing().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("code", message.clone())).collect();
    let ended = matches!(note.problem, Some(JoinProblem::Ended));
    let alert = match note.problem {
        Some(JoinProblem::Refused) => Some((texts.join_refused_title(), texts.join_refused(&face.phone))),
        Some(JoinProblem::Wait { seconds }) => {
            Some((texts.join_too_often(), texts.wait_before_retry(seconds)))
        }
        Some(JoinProblem::SomebodyBefore) => {
            Some((texts.join_before_title(), texts.join_before(&face.phone)))
        }
        Some(JoinProblem::Ended) => Some((texts.join_ended_title(), texts.join_ended(&face.phone))),
        _ => None,
    };
    let alert = alert.map(|(title, text)| {
        view! {
            <Alert kind=AlertKind::Error title=title>
                <p>{text}</p>
            </Alert>
        }
    });
    let to_sign_in = ended.then(|| {
        view! {
            <ButtonRow>
                <ButtonLink href="/inloggen" label=texts.join_done_button() kind=ButtonKind::Secondary />
            </ButtonRow>
        }
    });
    let intro = texts.join_intro(&face.name);
    let account = if use_frame().signed_in.is_some() {
        view! { <p>{texts.own_join_after_code()}</p> }.into_any()
    } else {
        view! {
            <p>
                {texts.own_join_sign_in_first()} " " <a href="/inloggen">{texts.join_done_button()}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.join_title() title=texts.join_title() intro=intro />
            <ErrorSummary problems=problems />
            {alert}
            {to_sign_in}
            <p>{texts.join_need()}</p>
            {account}
            <PostForm to=GiveInvitationCode::url()>
                <TextField
                    id="code"
                    label=texts.join_code()
                    hint=texts.join_code_hint()
                    error=error
                    maxlength=30
                    width=FieldWidth::Medium
                />
                <DateField
                    id="born"
                    legend=texts.join_born()
                    hint=texts.join_born_hint()
                    own_birth_date=true
                    optional=true
                />
                <Button label=texts.join_begin() />
            </PostForm>
        </Page>
    }
}

/// Choosing a user name.
#[component]
pub(super) fn JoinNamePage() -> impl IntoView {
    step_page(JoinStep::Name)
}

/// Choosing a password.
#[component]
pub(super) fn JoinPasswordPage() -> impl IntoView {
    step_page(JoinStep::Password)
}

/// Proving the e-mail address.
#[component]
pub(super) fn JoinEmailPage() -> impl IntoView {
    step_page(JoinStep::Email)
}

/// Proving the mobile number.
#[component]
pub(super) fn JoinMobilePage() -> impl IntoView {
    step_page(JoinStep::Mobile)
}

fn step_page(step: JoinStep) -> AnyView {
    let number = form_number();
    loaded(
        move |_| read_join_step(step, number.clone()),
        |page| match page {
            None => view! { <Page>""</Page> }.into_any(),
            Some(page) => match page.step {
                JoinStep::Name => view! { <NameSheet page=page /> }.into_any(),
                JoinStep::Password => view! { <PasswordSheet page=page /> }.into_any(),
                JoinStep::Email | JoinStep::Mobile => view! { <ProofSheet page=page /> }.into_any(),
            },
        },
    )
}

/// What is wrong with a field of a step, in words. What is not about the field is an alert.
fn field_error(texts: Texts, problem: &JoinProblem) -> Option<String> {
    let text = match problem {
        JoinProblem::NameUnfit => texts.join_name_unfit(),
        JoinProblem::NameTaken => texts.join_name_taken(),
        JoinProblem::PasswordShort => texts.join_password_short(),
        JoinProblem::PasswordLong => texts.join_password_long(),
        JoinProblem::PasswordCommon => texts.join_password_common(),
        JoinProblem::PasswordNames => texts.join_password_names(),
        JoinProblem::PasswordPattern => texts.join_password_pattern(),
        JoinProblem::PasswordDifferent => texts.join_password_different(),
        JoinProblem::NotSixDigits => texts.code_missing(),
        JoinProblem::NewCodeNeeded => texts.join_code_new_needed(),
        JoinProblem::Wrong { left } => return Some(texts.code_wrong(*left)),
        JoinProblem::CodeMissing
        | JoinProblem::Refused
        | JoinProblem::Wait { .. }
        | JoinProblem::TooSoon { .. }
        | JoinProblem::TooMany
        | JoinProblem::NotSent
        | JoinProblem::SomebodyBefore
        | JoinProblem::Ended => return None,
    };
    Some(text.to_owned())
}

/// The head of a step: how far one is, what went well, what went wrong.
fn head(page: &JoinPage, title: &'static str, field: &'static str) -> (Option<String>, AnyView) {
    let texts = use_texts();
    let face = use_face();
    let error = page.note.problem.as_ref().and_then(|problem| field_error(texts, problem));
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new(field, message.clone())).collect();
    let well = page.note.notice.as_ref().map(|notice| match notice {
        JoinNotice::PasswordGood => texts.join_password_good(),
        JoinNotice::PasswordStrong => texts.join_password_strong(),
        JoinNotice::EmailProved => texts.join_email_proved(),
        JoinNotice::CodeSent => texts.join_code_sent(),
    });
    let well = well.map(|text| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{text}</p>
            </Alert>
        }
    });
    let wrong = match page.note.problem {
        Some(JoinProblem::Wait { seconds }) => Some((AlertKind::Error, texts.wait_before_retry(seconds))),
        Some(JoinProblem::TooSoon { seconds }) => Some((AlertKind::Info, texts.code_resend_wait(seconds))),
        Some(JoinProblem::TooMany) => Some((AlertKind::Error, texts.join_code_too_many(&face.phone))),
        Some(JoinProblem::NotSent) => Some((AlertKind::Error, texts.join_code_not_sent(&face.phone))),
        _ => None,
    };
    let wrong = wrong.map(|(kind, text)| {
        view! {
            <Alert kind=kind>
                <p>{text}</p>
            </Alert>
        }
    });
    let about = texts.join_for(&face.name, &page.name);
    let progress = texts.join_progress(page.step.number());
    let intro = [progress.as_str(), about.as_str()].join(". ");
    let view = view! {
        <PageHeading heading=title title=title intro=intro />
        <ErrorSummary problems=problems />
        {well}
        {wrong}
    };
    (error, view.into_any())
}

#[component]
fn NameSheet(page: JoinPage) -> impl IntoView {
    let texts = use_texts();
    let (error, head) = head(&page, texts.join_name_title(), "user_name");
    view! {
        <Page narrow=true>
            {head}
            <PostForm to=ChooseUserName::url()>
                <TextField
                    id="user_name"
                    label=texts.user_name()
                    hint=texts.join_name_hint()
                    error=error
                    value=page.user_name
                    autocomplete="username"
                />
                <Button label=texts.join_name_button() />
            </PostForm>
        </Page>
    }
}

#[component]
fn PasswordSheet(page: JoinPage) -> impl IntoView {
    let texts = use_texts();
    let different = matches!(page.note.problem, Some(JoinProblem::PasswordDifferent));
    let field = if different { "again" } else { "password" };
    let (error, head) = head(&page, texts.join_password_title(), field);
    let (again_error, error) = if different { (error, None) } else { (None, error) };
    view! {
        <Page narrow=true>
            {head}
            <p>{texts.join_password_rules()}</p>
            <PostForm to=ChoosePassword::url()>
                // For password managers: which account it is for.
                <input type="text" name="username" value=page.user_name autocomplete="username" hidden />
                <PasswordField
                    id="password"
                    label=texts.password()
                    error=error
                    autocomplete="new-password"
                />
                <PasswordField
                    id="again"
                    label=texts.join_password_again()
                    error=again_error
                    autocomplete="new-password"
                />
                <Button label=texts.join_password_button() />
            </PostForm>
            <p>
                <a href=JoinStep::Name.path()>{texts.back()}</a>
            </p>
        </Page>
    }
}

#[component]
fn ProofSheet(page: JoinPage) -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    let mobile = page.step == JoinStep::Mobile;
    let title = if mobile { texts.join_mobile_title() } else { texts.join_email_title() };
    let (error, head) = head(&page, title, "code");
    let sent = match (page.resend_in, mobile) {
        (None, _) => texts.join_code_not_sent_yet().to_owned(),
        (Some(_), true) => texts.code_sent_to(&page.mobile),
        (Some(_), false) => texts.join_email_sent(&page.email),
    };
    let label = if mobile { texts.code_label() } else { texts.join_email_label() };
    view! {
        <Page narrow=true>
            {head}
            <p>{sent}</p>
            <PostForm to=ProveContact::url()>
                <input type="hidden" name="mobile" value=mobile.to_string() />
                <CodeField label=label hint=texts.code_hint() error=error />
                <Button label=texts.code_button() />
            </PostForm>
            <p class="quiet">{texts.code_keep_secret()}</p>
            <MoreInformation summary=texts.join_no_code()>
                <p>{texts.join_no_code_text(&phone)}</p>
                <PostForm to=AskJoinCode::url()>
                    <Button label=texts.code_resend_button() kind=ButtonKind::Secondary />
                </PostForm>
            </MoreInformation>
        </Page>
    }
}

/// The account is there.
#[component]
pub(super) fn JoinedPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.join_done_title() title=texts.join_done_title() />
            <p>{texts.join_done_text()}</p>
            <ButtonRow>
                <ButtonLink href="/inloggen" label=texts.join_done_button() />
            </ButtonRow>
        </Page>
    }
}
