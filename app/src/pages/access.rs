//! Logging in, the terms gate, logging out, and the front door.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::page::{Page, form_number, loaded};
use crate::{
    api::{
        AcceptTerms, ApiError, AskNewCode, CheckCode, CodeForm, CodeProblem, DeclineTerms, Landing, SignIn, SignInForm,
        SignInProblem, TermsGate, TermsProblem, read_code_form, find_landing, read_sign_in_form, read_terms_gate,
    },
    components::{
        Alert, AlertKind, Button, ButtonKind, ButtonLink, ButtonRow, CheckboxField, EmptyState, ErrorSummary,
        FieldProblem, FieldWidth, Icon, MoreInformation, PageHeading, PasswordField, SectionCard, SectionGrid, TextField,
        use_face,
    },
    frame::use_frame,
    locales::{Texts, use_texts},
    pages::information::TermsArticle,
};

/// The front door: leads on, or lets one choose a record.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let data = Resource::new(|| (), |()| find_landing());
    loaded(data, |landing| {
        let texts = use_texts();
        match landing {
            Landing::Elsewhere => view! { <Page>""</Page> }.into_any(),
            Landing::Records(records) => {
                let cards = records
                    .into_iter()
                    .map(|record| {
                        let about = if record.own { texts.record_own() } else { texts.record_of_other() };
                        view! { <SectionCard href=record.href heading=record.name about=about drawing=Icon::Person /> }
                    })
                    .collect_view();
                view! {
                    <Page>
                        <PageHeading
                            heading=texts.choose_record_title()
                            title=texts.choose_record_title()
                            intro=texts.choose_record_intro()
                        />
                        <SectionGrid heading=texts.records_title()>{cards}</SectionGrid>
                    </Page>
                }
                .into_any()
            }
            Landing::Nothing => empty(texts.no_record_title(), texts.no_record_text()).into_any(),
            Landing::NotForRole => empty(texts.no_role_title(), texts.no_role_text()).into_any(),
        }
    })
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

/// What an action answered last, or what the page came with.
fn latest<T: Clone + Send + Sync + 'static>(
    answered: impl Fn() -> Option<Result<T, ApiError>> + Send + Sync + 'static,
    first: T,
) -> Signal<(T, bool)> {
    Signal::derive(move || match answered() {
        Some(Ok(form)) => (form, false),
        Some(Err(_)) => (first.clone(), true),
        None => (first.clone(), false),
    })
}

/// The message that something went wrong on our side and nothing is lost.
fn trouble(failed: impl Fn() -> bool + Send + Sync + 'static) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Show when=failed>
            <Alert kind=AlertKind::Error title=texts.error_500_title()>
                <p>{texts.error_500_text()}</p>
            </Alert>
        </Show>
    }
}

/// First step: name and password (R9, R101).
#[component]
pub(super) fn SignInPage() -> impl IntoView {
    let number = form_number();
    let data = Resource::new(|| (), move |()| read_sign_in_form(number.clone()));
    loaded(data, |form| view! { <SignInSheet form=form /> })
}

#[component]
fn SignInSheet(form: SignInForm) -> impl IntoView {
    let texts = use_texts();
    let face = use_face();
    let action = ServerAction::<SignIn>::new();
    let user_name = form.user_name.clone();
    let state = latest(move || action.value().get(), form);
    let problem = Signal::derive(move || state.get().0.problem);
    let missing = move |which: fn(&SignInProblem) -> bool, text: &'static str| {
        Signal::derive(move || problem.get().filter(|problem| which(problem)).map(|_| text.to_owned()))
    };
    let name_error = missing(|p| matches!(p, SignInProblem::Missing { user_name: true, .. }), texts.user_name_missing());
    let password_error =
        missing(|p| matches!(p, SignInProblem::Missing { password: true, .. }), texts.password_missing());
    let problems = Signal::derive(move || {
        let name = name_error.get().map(|message| FieldProblem::new("user_name", message));
        let password = password_error.get().map(|message| FieldProblem::new("password", message));
        name.into_iter().chain(password).collect::<Vec<_>>()
    });
    let phone = face.phone.clone();
    let alert = move || {
        let phone = phone.clone();
        let (title, text) = match problem.get()? {
            SignInProblem::Missing { .. } => return None,
            SignInProblem::Refused => (texts.sign_in_refused_title().to_owned(), texts.sign_in_refused(&phone)),
            SignInProblem::Wait { seconds } => (texts.sign_in_too_often().to_owned(), texts.wait_before_retry(seconds)),
            SignInProblem::NotSent => (texts.alert_error().to_owned(), texts.code_not_sent(&phone)),
        };
        Some(view! {
            <Alert kind=AlertKind::Error title=title>
                <p>{text}</p>
            </Alert>
        })
    };
    let intro = texts.sign_in_intro(&face.name);
    let forgotten = texts.sign_in_forgotten_text(&face.phone);
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.sign_in_title() title=texts.sign_in_title() intro=intro />
            <ErrorSummary problems=problems />
            {alert}
            {trouble(move || state.get().1)}
            <ActionForm action=action attr:novalidate="novalidate">
                <TextField
                    id="user_name"
                    label=texts.user_name()
                    hint=texts.user_name_hint()
                    error=name_error
                    value=user_name
                    autocomplete="username"
                />
                <PasswordField id="password" label=texts.password() error=password_error />
                <Button label=texts.sign_in_button() />
            </ActionForm>
            <p class="quiet">{texts.sign_in_steps()}</p>
            <MoreInformation summary=texts.sign_in_forgotten()>
                <p>{forgotten}</p>
            </MoreInformation>
        </Page>
    }
}

/// Second step: the code from the text message.
#[component]
pub(super) fn CodePage() -> impl IntoView {
    let number = form_number();
    let data = Resource::new(|| (), move |()| read_code_form(number.clone()));
    loaded(data, |form| match form {
        Some(form) => view! { <CodeSheet form=form /> }.into_any(),
        None => view! { <Page>""</Page> }.into_any(),
    })
}

fn code_problem(texts: Texts, problem: &CodeProblem, phone: &str) -> Option<String> {
    match problem {
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
    let check = ServerAction::<CheckCode>::new();
    let resend = ServerAction::<AskNewCode>::new();
    let ending = form.ending.clone();
    // The answer that came last counts: a wrong code, or a new one that was sent.
    let last = RwSignal::new(None::<Result<CodeForm, ApiError>>);
    Effect::new(move |_| {
        if let Some(answer) = check.value().get() {
            last.set(Some(answer));
        }
    });
    Effect::new(move |_| {
        if let Some(answer) = resend.value().get() {
            last.set(Some(answer));
        }
    });
    let state = latest(move || last.get(), form);
    let error = Signal::derive(move || state.get().0.problem.and_then(|p| code_problem(texts, &p, &phone)));
    let problems = Signal::derive(move || {
        error.get().map(|message| FieldProblem::new("code", message)).into_iter().collect::<Vec<_>>()
    });
    let ended = move || matches!(state.get().0.problem, Some(CodeProblem::Ended));
    let resent = move || {
        let form = state.get().0;
        form.resent.then(|| {
            view! {
                <Alert kind=AlertKind::Success>
                    <p>{texts.code_resent(&form.ending)}</p>
                </Alert>
            }
        })
    };
    let wait = move || match state.get().0.problem {
        Some(CodeProblem::TooSoon { seconds }) => Some(view! {
            <Alert kind=AlertKind::Info>
                <p>{texts.code_resend_wait(seconds)}</p>
            </Alert>
        }),
        _ => None,
    };
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.code_title() title=texts.code_title() />
            <ErrorSummary problems=problems />
            {trouble(move || state.get().1)}
            <Show when=ended>
                <Alert kind=AlertKind::Error title=texts.code_used_up_title()>
                    <p>{texts.code_used_up()}</p>
                    <ButtonLink href="/inloggen" label=texts.sign_in_again() />
                </Alert>
            </Show>
            {resent}
            {wait}
            <Show when=move || !ended()>
                <p>{texts.code_sent_to(&ending)}</p>
                <ActionForm action=check attr:novalidate="novalidate">
                    <TextField
                        id="code"
                        label=texts.code_label()
                        hint=texts.code_hint()
                        error=error
                        autocomplete="one-time-code"
                        inputmode="numeric"
                        maxlength=11
                        width=FieldWidth::Short
                    />
                    <Button label=texts.code_button() />
                </ActionForm>
                <p class="quiet">{texts.code_keep_secret()}</p>
                <MoreInformation summary=texts.code_none_received()>
                    <p>{texts.code_none_received_text()}</p>
                    <ActionForm action=resend>
                        <Button label=texts.code_resend_button() kind=ButtonKind::Secondary />
                    </ActionForm>
                    <p>
                        <a href="/inloggen">{texts.code_other_account()}</a>
                    </p>
                </MoreInformation>
            </Show>
        </Page>
    }
}

/// The terms gate (R4, R96).
#[component]
pub(super) fn TermsPage() -> impl IntoView {
    let number = form_number();
    let data = Resource::new(|| (), move |()| read_terms_gate(number.clone()));
    loaded(data, |gate| view! { <TermsSheet gate=gate /> })
}

#[component]
fn TermsSheet(gate: TermsGate) -> impl IntoView {
    let texts = use_texts();
    let accept = ServerAction::<AcceptTerms>::new();
    let decline = ServerAction::<DeclineTerms>::new();
    let state = latest(move || accept.value().get(), gate.problem.clone());
    let problem = Signal::derive(move || state.get().0);
    let error = Signal::derive(move || {
        matches!(problem.get(), Some(TermsProblem::NotTicked)).then(|| texts.terms_agree_missing().to_owned())
    });
    let problems = Signal::derive(move || {
        error.get().map(|message| FieldProblem::new("agree", message)).into_iter().collect::<Vec<_>>()
    });
    let intro = texts.terms_intro_first();
    let titles = gate.texts.iter().map(|text| text.title.clone()).collect::<Vec<_>>().join(", ");
    let versions = gate.texts.iter().map(|text| text.id.clone()).collect::<Vec<_>>().join(",");
    let articles = gate.texts.into_iter().map(|text| view! { <TermsArticle text=text /> }).collect_view();
    view! {
        <Page>
            <PageHeading heading=texts.terms_title() title=texts.terms_title() intro=intro />
            <ErrorSummary problems=problems />
            {trouble(move || state.get().1)}
            <Show when=move || matches!(problem.get(), Some(TermsProblem::Changed))>
                <Alert kind=AlertKind::Warning>
                    <p>{texts.terms_intro_new()}</p>
                </Alert>
            </Show>
            {articles}
            <ActionForm action=accept attr:novalidate="novalidate">
                <input type="hidden" name="key" value=gate.key />
                <input type="hidden" name="versions" value=versions />
                <CheckboxField id="agree" label=texts.terms_agree(&titles) error=error />
                <Button label=texts.terms_accept_button() />
            </ActionForm>
            <p class="quiet">{texts.terms_decline_note()}</p>
            <ActionForm action=decline>
                <Button label=texts.terms_decline_button() kind=ButtonKind::Secondary />
            </ActionForm>
        </Page>
    }
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
