//! Proving the second step again before a sensitive act, going on after it, and the page of somebody
//! who works here but comes from outside the networks of staff (R91).

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::{failure, success},
    page::{Page, PostForm, form_number, loaded},
    passkey::PasskeyForm,
};
use crate::{
    api::{
        AskProofCode, AskProofPasskey, GiveProof, ProofNews, ProofPage, SignOut, WaitingAct, read_proof_form,
        read_proved_act,
    },
    components::{
        Button, ButtonKind, ButtonLink, ButtonRow, FieldWidth, PageHeading, PasswordField, TextField,
        use_face,
    },
    frame::use_frame,
    locales::{Texts, use_texts},
};

/// The number of the act that waits (`?daad=`).
fn act() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("daad"))
}

/// Asks for a proof.
#[component]
pub(super) fn ProofPageView() -> impl IntoView {
    let (number, act) = (form_number(), act());
    loaded(
        move |_| read_proof_form(act.clone(), number.clone()),
        |page| view! { <ProofSheet page=page /> }.into_any(),
    )
}

fn said(texts: Texts, news: ProofNews, phone: &str) -> AnyView {
    let title = texts.proof_title();
    match news {
        ProofNews::Sent => success(texts.proof_sms_sent()),
        ProofNews::TooSoon { seconds } => failure(title, texts.code_resend_wait(seconds)),
        ProofNews::NotPossible => failure(title, texts.proof_not_possible(phone)),
        ProofNews::NotSent => failure(title, texts.code_not_sent(phone)),
        ProofNews::Wrong => failure(title, texts.proof_wrong()),
        ProofNews::NotACode => failure(title, texts.code_missing()),
        ProofNews::Wait { seconds } => failure(title, texts.wait_before_retry(seconds)),
    }
}

/// The hidden fields of a proof.
fn about(act: &str, way: &'static str) -> impl IntoView + use<> {
    let act = act.to_owned();
    view! {
        <input type="hidden" name="act" value=act />
        <input type="hidden" name="way" value=way />
    }
}

#[component]
fn ProofSheet(page: ProofPage) -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    let news = page.news.map(|news| said(texts, news, &phone));
    let act = page.act.clone();
    let passkey = page.passkey.then(|| passkey_part(texts, &act, page.options.clone()));
    let app = page.app.then(|| {
        let hidden = about(&act, "app");
        view! {
            <h2>{texts.proof_app_heading()}</h2>
            <PostForm to=GiveProof::url()>
                {hidden}
                <TextField
                    id="app-code"
                    name="answer"
                    label=texts.app_code_label()
                    hint=texts.app_code_hint()
                    autocomplete="one-time-code"
                    maxlength=20
                    width=FieldWidth::Medium
                />
                <Button label=texts.proof_button() />
            </PostForm>
        }
    });
    let sms = page.sms.then(|| sms_part(texts, &act, page.code_waits));
    let password = page.password.then(|| {
        let hidden = about(&act, "wachtwoord");
        view! {
            <h2>{texts.proof_password_heading()}</h2>
            <PostForm to=GiveProof::url()>
                {hidden}
                <PasswordField id="answer" label=texts.password() />
                <Button label=texts.proof_button() />
            </PostForm>
        }
    });
    let digid = page.log_in_again.then(|| {
        view! {
            <p>{texts.proof_digid()}</p>
            <PostForm to=SignOut::url()>
                <Button label=texts.proof_digid_button() />
            </PostForm>
        }
    });
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.proof_title() title=texts.proof_title() intro=texts.proof_intro() />
            {news}
            {passkey}
            {app}
            {sms}
            {password}
            {digid}
            <p>
                <a href="/instellingen">{texts.proof_stop()}</a>
            </p>
        </Page>
    }
}

fn passkey_part(texts: Texts, act: &str, options: String) -> AnyView {
    let body = if options.is_empty() {
        let act = act.to_owned();
        view! {
            <PostForm to=AskProofPasskey::url()>
                <input type="hidden" name="act" value=act />
                <Button label=texts.passkey_use_button() />
            </PostForm>
        }
        .into_any()
    } else {
        let fields = vec![("act", act.to_owned()), ("way", "passkey".to_owned())];
        view! {
            <PasskeyForm
                to=GiveProof::url()
                options=options
                label=texts.passkey_use_button()
                fields=fields
            />
        }
        .into_any()
    };
    view! {
        <h2>{texts.proof_passkey_heading()}</h2>
        {body}
    }
    .into_any()
}

fn sms_part(texts: Texts, act: &str, code_waits: bool) -> AnyView {
    let give = code_waits.then(|| {
        let hidden = about(act, "sms");
        view! {
            <PostForm to=GiveProof::url()>
                {hidden}
                <TextField
                    id="sms-code"
                    name="answer"
                    label=texts.code_label()
                    hint=texts.code_hint()
                    autocomplete="one-time-code"
                    inputmode="numeric"
                    maxlength=11
                    width=FieldWidth::Short
                />
                <Button label=texts.proof_button() />
            </PostForm>
        }
    });
    let (label, kind) = if code_waits {
        (texts.code_resend_button(), ButtonKind::Quiet)
    } else {
        (texts.proof_sms_button(), ButtonKind::Primary)
    };
    let act = act.to_owned();
    view! {
        <h2>{texts.proof_sms_heading()}</h2>
        {give}
        <PostForm to=AskProofCode::url()>
            <input type="hidden" name="act" value=act />
            <Button label=label kind=kind />
        </PostForm>
    }
    .into_any()
}

/// After a proof: the act that waited goes on.
#[component]
pub(super) fn ProvedPage() -> impl IntoView {
    let act = act();
    loaded(move |_| read_proved_act(act.clone()), |act| view! { <GoOn act=act /> }.into_any())
}

#[component]
fn GoOn(act: WaitingAct) -> impl IntoView {
    let texts = use_texts();
    let back = if act.back.is_empty() { "/instellingen".to_owned() } else { act.back };
    let body = if act.to.is_empty() || act.incomplete {
        let again = act.incomplete.then(|| view! { <p>{texts.proof_done_again()}</p> });
        view! {
            {again}
            <ButtonRow>
                <ButtonLink href=back label=texts.proof_go_back() />
            </ButtonRow>
        }
        .into_any()
    } else {
        let fields = act
            .fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view();
        view! {
            <p>{texts.proof_done_kept()}</p>
            <form method="post" action=act.to>
                {fields}
                <Button label=texts.proof_go_on() />
            </form>
            <p>
                <a href=back>{texts.proof_stop()}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.proof_done_title() title=texts.proof_done_title() intro=texts.proof_done() />
            {body}
        </Page>
    }
}

/// Somebody who works here, from outside the networks of staff.
#[component]
pub(super) fn OutsidePage() -> impl IntoView {
    let texts = use_texts();
    let phone = use_face().phone;
    let address = use_context::<crate::host::Visit>().map(|visit| visit.context.address).unwrap_or_default();
    let leave = use_frame().signed_in.is_some().then(|| {
        view! {
            <PostForm to=SignOut::url()>
                <Button label=texts.sign_out() />
            </PostForm>
        }
    });
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.outside_title() title=texts.outside_title() intro=texts.outside_text() />
            <p>{texts.outside_next(&phone)}</p>
            <p>{texts.outside_address(&address)}</p>
            {leave}
        </Page>
    }
}
