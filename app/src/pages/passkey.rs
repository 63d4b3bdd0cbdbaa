//! Passkeys: the own ones, making one, logging in with one (R91). The only pages of the host that
//! need script: without it they say so and show the other ways.

use leptos::{nonce::use_nonce, prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, success, to_account},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        AddPasskey, AskPasskey, BeginPasskey, CheckPasskey, PasskeyLine, PasskeyNews, PasskeyQuestion,
        PasskeysPage, RemovePasskey, read_new_passkey, read_passkey_sign_in, read_passkeys,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Crumb, Detail, DetailList,
        EmptyState, ErrorSummary, FieldProblem, PageHeading, TextField, use_face,
    },
    locales::use_texts,
    shell::PasskeyScript,
};

/// The own passkeys.
#[component]
pub(super) fn PasskeysPageView() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_passkeys(number.clone()), |page| view! { <Passkeys page=page /> }.into_any())
}

#[component]
fn Passkeys(page: PasskeysPage) -> impl IntoView {
    let texts = use_texts();
    let (mut error, mut typed) = (None, String::new());
    let news = match page.news {
        Some(PasskeyNews::Added) => Some(success(texts.passkey_added())),
        Some(PasskeyNews::Removed) => Some(success(texts.passkey_removed())),
        Some(PasskeyNews::Known) => Some(failure(texts.passkeys_title(), texts.passkey_known())),
        Some(PasskeyNews::Refused) => Some(failure(texts.passkeys_title(), texts.passkey_add_refused())),
        Some(PasskeyNews::NotAllowed) => Some(failure(texts.passkeys_title(), texts.passkey_not_allowed())),
        Some(PasskeyNews::Last) => Some(failure(texts.passkeys_title(), texts.passkey_last_stays())),
        Some(PasskeyNews::Gone) => Some(failure(texts.passkeys_title(), texts.passkey_gone())),
        Some(PasskeyNews::Name { typed: name }) => {
            (error, typed) = (Some(texts.passkey_name_missing().to_owned()), name);
            None
        }
        None => None,
    };
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("name", message.clone())).collect();
    let empty = (page.list.is_empty() && page.allowed)
        .then(|| view! { <EmptyState title=texts.passkeys_none() text=texts.passkeys_none_text() /> });
    let list = page.list.into_iter().map(|line| view! { <OnePasskey line=line /> }).collect_view();
    let add = if page.allowed {
        view! {
            <h2>{texts.passkey_add_heading()}</h2>
            <PostForm to=BeginPasskey::url()>
                <TextField
                    id="name"
                    label=texts.passkey_name()
                    hint=texts.passkey_name_hint()
                    error=error
                    value=typed
                    maxlength=60
                />
                <Button label=texts.passkey_add_button() />
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <Alert>
                <p>{texts.passkeys_off()}</p>
            </Alert>
        }
        .into_any()
    };
    view! {
        <Page>
            {to_account()}
            <PageHeading heading=texts.passkeys_title() title=texts.passkeys_title() intro=texts.passkeys_intro() />
            <ErrorSummary problems=problems />
            {news}
            {empty}
            {list}
            {add}
        </Page>
    }
}

#[component]
fn OnePasskey(line: PasskeyLine) -> impl IntoView {
    let texts = use_texts();
    let used = if line.used.is_empty() { texts.passkey_never().to_owned() } else { line.used };
    let details = vec![Detail::new(texts.passkey_made(), line.made), Detail::new(texts.passkey_used(), used)];
    let remove = if line.removable {
        view! {
            <PostForm to=RemovePasskey::url()>
                <input type="hidden" name="passkey" value=line.id />
                <Button label=texts.passkey_remove_button() kind=ButtonKind::Secondary />
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p class="quiet">{texts.passkey_last_stays()}</p> }.into_any()
    };
    view! {
        <div class="card">
            <h2 class="card__title">{line.name}</h2>
            <DetailList details=details />
            {remove}
        </div>
    }
}

/// The form that a passkey fills in: hidden until the script shows it. `make` is for a new one.
#[component]
pub(super) fn PasskeyForm(
    /// Address of the server function.
    to: &'static str,
    /// What the browser is to ask, as JSON.
    options: String,
    /// Words of the button.
    label: &'static str,
    /// Whether a passkey is to be made.
    #[prop(optional)]
    make: bool,
    /// Other fields of the form: name and value.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
) -> impl IntoView {
    let texts = use_texts();
    let script = use_context::<PasskeyScript>();
    let script = script.map(|script| {
        view! {
            <script type="module" src=script.address integrity=script.integrity nonce=use_nonce()></script>
        }
    });
    let fields = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <p data-passkey-none="">{texts.passkey_no_script()}</p>
        <div role="alert">
            <p class="error" data-passkey-failed="" hidden>
                {texts.passkey_failed()}
            </p>
        </div>
        <form
            method="post"
            action=to
            data-passkey=if make { "create" } else { "get" }
            data-options=options
            hidden
        >
            {fields}
            <input type="hidden" name="answer" value="" />
            <Button label=label />
        </form>
        {script}
    }
}

/// Where a question to a passkey is over.
#[component]
fn Ended(children: Children) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Alert kind=AlertKind::Warning title=texts.passkey_ended_title()>
            <p>{texts.passkey_ended()}</p>
        </Alert>
        {children()}
    }
}

/// Making a passkey.
#[component]
pub(super) fn NewPasskeyPage() -> impl IntoView {
    loaded(|_| read_new_passkey(), |question| view! { <NewPasskey question=question /> }.into_any())
}

#[component]
fn NewPasskey(question: PasskeyQuestion) -> impl IntoView {
    let texts = use_texts();
    let steps = vec![
        Crumb::new("/instellingen", texts.own_title()),
        Crumb::new("/instellingen/passkeys", texts.passkeys_title()),
    ];
    let body = if question.options.is_empty() {
        view! {
            <Ended>
                <ButtonRow>
                    <ButtonLink href="/instellingen/passkeys" label=texts.passkeys_title() />
                </ButtonRow>
            </Ended>
        }
        .into_any()
    } else {
        view! {
            <PasskeyForm
                to=AddPasskey::url()
                options=question.options
                label=texts.passkey_new_button()
                make=true
            />
        }
        .into_any()
    };
    view! {
        <Page narrow=true>
            <Breadcrumb steps=steps />
            <PageHeading
                heading=texts.passkey_new_title()
                title=texts.passkey_new_title()
                intro=texts.passkey_new_intro()
            />
            {body}
        </Page>
    }
}

/// Logging in with a passkey, without a password or as the second step.
#[component]
pub(super) fn PasskeySignInPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_passkey_sign_in(number.clone()),
        |question| view! { <PasskeySignIn question=question /> }.into_any(),
    )
}

#[component]
fn PasskeySignIn(question: PasskeyQuestion) -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    let refused =
        question.refused.then(|| failure(texts.passkey_sign_in_title(), texts.passkey_refused(&phone)));
    let anew = |kind| {
        view! {
            <PostForm to=AskPasskey::url()>
                <Button label=texts.passkey_sign_in_button() kind=kind />
            </PostForm>
        }
    };
    let body = if question.options.is_empty() {
        // After a refusal the alert above says it all.
        let anew = anew(ButtonKind::Primary);
        if question.refused { anew.into_any() } else { view! { <Ended>{anew}</Ended> }.into_any() }
    } else {
        view! {
            <PasskeyForm
                to=CheckPasskey::url()
                options=question.options
                label=texts.passkey_use_button()
            />
        }
        .into_any()
    };
    let other = if question.second_step { "/inloggen/code" } else { "/inloggen" };
    view! {
        <Page narrow=true>
            <PageHeading
                heading=texts.passkey_sign_in_title()
                title=texts.passkey_sign_in_title()
                intro=texts.passkey_sign_in_intro()
            />
            {refused}
            {body}
            <p>
                <a href=other>{texts.passkey_other_way()}</a>
            </p>
        </Page>
    }
}

/// What the page of the second step offers beside its code: a passkey.
#[component]
pub(super) fn PasskeyInstead() -> impl IntoView {
    let texts = use_texts();
    view! {
        <PostForm to=AskPasskey::url()>
            <Button label=texts.passkey_use_button() kind=ButtonKind::Secondary />
        </PostForm>
    }
}
