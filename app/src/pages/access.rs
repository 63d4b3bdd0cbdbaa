//! Logging in, the terms gate, logging out, and where one goes first. Drawn by the host
//! alone; the forms are plain posts.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::{just_done, success},
    digid::{DigidEntrance, asks_as_staff},
    own_app::AppCodeField,
    page::{Page, PostForm, form_number, loaded},
    passkey::PasskeyInstead,
    terms::AcceptanceWords,
};
use crate::{
    api::{
        AskNewCode, AskPasskey, CheckCode, CodeForm, CodeProblem, Landing, SignIn, SignInForm, SignInProblem,
        find_landing, read_code_form, read_sign_in_form,
    },
    components::{
        Alert, AlertKind, Button, ButtonKind, ButtonLink, ButtonRow, Card, CodeField, EmptyState,
        ErrorSummary, FieldProblem, Icon, MoreInformation, PageHeading, PasswordField, SectionCard,
        SectionGrid, TextField, use_face,
    },
    frame::use_frame,
    locales::{Texts, use_texts},
};

/// The front door: leads on, or lets one choose a record.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    loaded(
        |_| find_landing(),
        |landing| {
            let texts = use_texts();
            match landing {
                Landing::Elsewhere => view! { <Page>""</Page> }.into_any(),
                Landing::Records(records) => {
                    let (open, closed): (Vec<_>, Vec<_>) =
                        records.into_iter().partition(|record| record.closed.is_empty());
                    let cards = open
                        .into_iter()
                        .map(|record| {
                            let about =
                                if record.own { texts.record_own().to_owned() } else { texts.record_of_other(&record.whose) };
                            view! { <SectionCard href=record.href heading=record.name about=about drawing=Icon::Person /> }
                        })
                        .collect::<Vec<_>>();
                    let open = (!cards.is_empty())
                        .then(|| view! { <SectionGrid heading=texts.records_title()>{cards}</SectionGrid> });
                    let closed = (!closed.is_empty()).then(|| {
                        let cards = closed
                            .into_iter()
                            .map(|record| {
                                let together = record.href.ends_with("/samen").then(|| {
                                    view! { <ButtonLink href=record.href label=texts.together_title() kind=ButtonKind::Secondary /> }
                                });
                                view! {
                                    <Card heading=record.name>
                                        <p>{record.closed}</p>
                                        {together}
                                    </Card>
                                }
                            })
                            .collect_view();
                        view! {
                            <h2>{texts.closed_records()}</h2>
                            {cards}
                        }
                    });
                    view! {
                        <Page>
                            <PageHeading
                                heading=texts.choose_record_title()
                                title=texts.choose_record_title()
                                intro=texts.choose_record_intro()
                            />
                            {open}
                            {closed}
                        </Page>
                    }
                    .into_any()
                }
                Landing::Nothing => empty(texts.no_record_title(), texts.no_record_text()).into_any(),
                Landing::NotForRole => empty(texts.no_role_title(), texts.no_role_text()).into_any(),
            }
        },
    )
}

fn empty(title: &'static str, text: &'static str) -> impl IntoView {
    let start = use_texts().start_page();
    view! {
        <Page>
            <PageHeading heading=start title=start />
            <EmptyState title=title text=text />
        </Page>
    }
}

/// First step: name and password (R9, R101).
#[component]
pub(super) fn SignInPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_sign_in_form(number.clone()),
        |form| {
            // What was refused was typed by a member of staff.
            if form.digid && !asks_as_staff() && form.problem.is_none() {
                return view! { <DigidEntrance /> }.into_any();
            }
            view! { <SignInSheet form=form /> }.into_any()
        },
    )
}

#[component]
fn SignInSheet(form: SignInForm) -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    let (no_name, no_password) = match form.problem {
        Some(SignInProblem::Missing { user_name, password }) => (user_name, password),
        Some(SignInProblem::Refused | SignInProblem::Wait { .. } | SignInProblem::NotSent) | None => {
            (false, false)
        }
    };
    let name_error = no_name.then(|| texts.user_name_missing().to_owned());
    let password_error = no_password.then(|| texts.password_missing().to_owned());
    let problems: Vec<FieldProblem> = [("user_name", &name_error), ("password", &password_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let alert = match form.problem {
        None | Some(SignInProblem::Missing { .. }) => None,
        Some(SignInProblem::Refused) => {
            Some((texts.sign_in_refused_title(), texts.sign_in_refused(&face.phone)))
        }
        Some(SignInProblem::Wait { seconds }) => {
            Some((texts.sign_in_too_often(), texts.wait_before_retry(seconds)))
        }
        Some(SignInProblem::NotSent) => {
            Some((texts.sign_in_refused_title(), texts.code_not_sent(&face.phone)))
        }
    };
    let alert = alert.map(|(title, text)| {
        view! {
            <Alert kind=AlertKind::Error title=title>
                <p>{text}</p>
            </Alert>
        }
    });
    let title = if form.digid { texts.digid_staff_title() } else { texts.sign_in_title() };
    let to_digid = form.digid.then(|| {
        view! {
            <p>
                <a href="/inloggen">{texts.digid_client_link()}</a>
            </p>
        }
    });
    let done = (just_done() == "wachtwoord").then(|| success(texts.reset_done()));
    let intro = texts.sign_in_intro(&face.name);
    let forgotten = texts.sign_in_forgotten_text(&face.phone);
    let news = (!form.news.is_empty()).then(|| {
        view! {
            <p>
                <a href="/nieuws">{texts.news_newest(&form.news)}</a>
            </p>
        }
    });
    view! {
        <Page narrow=true>
            <PageHeading heading=title title=title intro=intro />
            {to_digid}
            {done}
            {news}
            <ErrorSummary problems=problems />
            {alert}
            <PostForm to=SignIn::url()>
                <TextField
                    id="user_name"
                    label=texts.user_name()
                    hint=texts.user_name_hint()
                    error=name_error
                    value=form.user_name
                    autocomplete="username"
                />
                <PasswordField id="password" label=texts.password() error=password_error />
                <Button label=texts.sign_in_button() />
            </PostForm>
            <PostForm to=AskPasskey::url()>
                <input type="hidden" name="alone" value="ja" />
                <Button label=texts.passkey_sign_in_button() kind=ButtonKind::Secondary />
            </PostForm>
            <AcceptanceWords />
            <p class="quiet">{texts.sign_in_steps()} " " {texts.sign_in_steps_choice()}</p>
            <p>
                <a href="/inloggen/vergeten">{texts.reset_link()}</a>
            </p>
            <MoreInformation summary=texts.sign_in_forgotten()>
                <p>{forgotten}</p>
            </MoreInformation>
            <p>
                <a href="/uitnodiging">{texts.join_entrance()}</a>
            </p>
            <p>
                <a href="/hulp/misbruik">{texts.misuse_title()}</a>
            </p>
        </Page>
    }
}

/// Second step: the code from the text message.
#[component]
pub(super) fn CodePage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_code_form(number.clone()),
        |form| match form {
            Some(form) => view! { <CodeSheet form=form /> }.into_any(),
            None => view! { <Page>""</Page> }.into_any(),
        },
    )
}

fn code_problem(texts: Texts, problem: &CodeProblem, phone: &str, app: bool) -> Option<String> {
    match problem {
        CodeProblem::NotSixDigits if app => Some(texts.app_code_missing().to_owned()),
        CodeProblem::NotSixDigits => Some(texts.code_missing().to_owned()),
        CodeProblem::Wrong { left } => Some(texts.code_wrong(*left)),
        CodeProblem::Expired => Some(texts.code_expired().to_owned()),
        CodeProblem::NotSent => Some(texts.code_not_sent(phone)),
        CodeProblem::TooSoon { .. } | CodeProblem::Ended => None,
    }
}

#[component]
fn CodeSheet(form: CodeForm) -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    let ending = form.ending.clone();
    let error = form.problem.as_ref().and_then(|problem| code_problem(texts, problem, &phone, form.app));
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("code", message.clone())).collect();
    let ended = matches!(form.problem, Some(CodeProblem::Ended));
    let again = texts.code_resent(&ending);
    let resent = form.resent.then(|| {
        view! {
            <Alert kind=AlertKind::Success>
                <p>{again}</p>
            </Alert>
        }
    });
    let wait = match form.problem {
        Some(CodeProblem::TooSoon { seconds }) => Some(view! {
            <Alert kind=AlertKind::Info>
                <p>{texts.code_resend_wait(seconds)}</p>
            </Alert>
        }),
        _ => None,
    };
    if ended {
        return view! {
            <Page narrow=true>
                <PageHeading heading=texts.code_title() title=texts.code_title() />
                <Alert kind=AlertKind::Error title=texts.code_used_up_title()>
                    <p>{texts.code_used_up()}</p>
                </Alert>
                <ButtonRow>
                    <ButtonLink href="/inloggen" label=texts.sign_in_again() />
                </ButtonRow>
            </Page>
        }
        .into_any();
    }
    let passkey = form.passkey.then(|| view! { <PasskeyInstead /> });
    if form.passkey_only {
        let sms = form.sms.then(|| {
            view! {
                <PostForm to=AskNewCode::url()>
                    <Button label=texts.passkey_sms_instead() kind=ButtonKind::Secondary />
                </PostForm>
            }
        });
        return view! {
            <Page narrow=true>
                <PageHeading heading=texts.passkey_sign_in_title() title=texts.passkey_sign_in_title() />
                <p>{texts.passkey_step_text()}</p>
                {passkey}
                {sms}
                <p class="quiet">{texts.passkey_no_way(&phone)}</p>
                <p>
                    <a href="/inloggen">{texts.code_other_account()}</a>
                </p>
            </Page>
        }
        .into_any();
    }
    if form.app {
        return view! {
            <Page narrow=true>
                <PageHeading heading=texts.code_title() title=texts.code_title() />
                <ErrorSummary problems=problems />
                <p>{texts.app_code_text()}</p>
                <PostForm to=CheckCode::url()>
                    <AppCodeField error=error />
                    <Button label=texts.code_button() />
                </PostForm>
                {passkey}
                <p class="quiet">{texts.code_keep_secret()}</p>
                <MoreInformation summary=texts.app_lost()>
                    <p>{texts.app_lost_text(&phone)}</p>
                    <p>
                        <a href="/inloggen">{texts.code_other_account()}</a>
                    </p>
                </MoreInformation>
            </Page>
        }
        .into_any();
    }
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.code_title() title=texts.code_title() />
            <ErrorSummary problems=problems />
            {resent}
            {wait}
            <p>{texts.code_sent_to(&ending)}</p>
            <PostForm to=CheckCode::url()>
                <CodeField label=texts.code_label() hint=texts.code_hint() error=error />
                <Button label=texts.code_button() />
            </PostForm>
            {passkey}
            <p class="quiet">{texts.code_keep_secret()}</p>
            <MoreInformation summary=texts.code_none_received()>
                <p>{texts.code_none_received_text()}</p>
                <PostForm to=AskNewCode::url()>
                    <Button label=texts.code_resend_button() kind=ButtonKind::Secondary />
                </PostForm>
                <p>
                    <a href="/inloggen">{texts.code_other_account()}</a>
                </p>
            </MoreInformation>
        </Page>
    }
    .into_any()
}

/// After logging out, by choice or by time (R126).
#[component]
pub(super) fn SignedOutPage() -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    let reason = use_query_map().with_untracked(|query| query.get("reden")).unwrap_or_default();
    let declined = reason == "voorwaarden";
    let title = if declined { texts.signed_out_declined_title() } else { texts.signed_out_title() };
    let text = match reason.as_str() {
        "voorwaarden" => texts.signed_out_declined(),
        "tijd" => texts.signed_out_idle_now(),
        _ => texts.signed_out_by_choice(),
    };
    let next = declined.then(|| view! { <p>{texts.signed_out_declined_next(&face.phone)}</p> });
    // Somebody may come here by a link while logged in: then the truth is said, with the way out.
    let still = use_frame().signed_in.is_some();
    view! {
        <Page narrow=true>
            <PageHeading heading=if still { texts.still_signed_in_title() } else { title } title=title />
            {if still {
                view! {
                    <p>{texts.still_signed_in_text()}</p>
                    <ButtonRow>
                        <ButtonLink href="/" label=texts.start_page() />
                    </ButtonRow>
                }
                    .into_any()
            } else {
                view! {
                    <p>{text}</p>
                    <img class="visually-hidden" src="/uitgelogd/vergeten.svg" alt="" width="1" height="1" />
                    {next}
                    <p>{texts.signed_out_shared_device()}</p>
                    <ButtonRow>
                        <ButtonLink href="/inloggen" label=texts.sign_in_again() />
                    </ButtonRow>
                }
                    .into_any()
            }}
        </Page>
    }
}
