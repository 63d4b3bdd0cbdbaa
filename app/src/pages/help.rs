//! Asking the help desk without logging in, and blocking one's own account from outside.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, success},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        AskBlockCode, AskForm, AskHelp, AskNews, BlockNews, BlockOwn, FieldFault, read_ask_form,
        read_block_form,
    },
    components::{
        Alert, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, CodeField, Crumb, ErrorSummary,
        FieldProblem, PageHeading, PhoneLink, TextArea, TextField, use_face,
    },
    locales::{Texts, use_texts},
};

/// The words of one kind of request.
#[derive(Clone, Copy)]
struct Words {
    kind: &'static str,
    title: &'static str,
    intro: &'static str,
    reach: &'static str,
    reach_hint: &'static str,
    reach_missing: &'static str,
    text: &'static str,
    text_hint: Option<&'static str>,
    text_missing: &'static str,
    optional: bool,
    button: &'static str,
}

fn misuse(texts: Texts) -> Words {
    Words {
        kind: "misuse",
        title: texts.misuse_title(),
        intro: texts.misuse_intro(),
        reach: texts.ask_reach(),
        reach_hint: texts.ask_reach_hint(),
        reach_missing: texts.ask_reach_missing(),
        text: texts.misuse_text(),
        text_hint: Some(texts.misuse_text_hint()),
        text_missing: texts.ask_text_missing(),
        optional: false,
        button: texts.misuse_button(),
    }
}

fn reopen(texts: Texts) -> Words {
    Words {
        kind: "reopen",
        title: texts.reopen_title(),
        intro: texts.reopen_intro(),
        text: texts.reopen_text(),
        text_hint: None,
        optional: true,
        button: texts.reopen_button(),
        ..misuse(texts)
    }
}

fn privacy(texts: Texts) -> Words {
    Words {
        kind: "privacy",
        title: texts.pquestion_title(),
        intro: texts.pquestion_intro(),
        reach: texts.pquestion_reach(),
        reach_hint: texts.pquestion_reach_hint(),
        reach_missing: texts.pquestion_reach_missing(),
        text: texts.pquestion_text(),
        text_missing: texts.pquestion_text_missing(),
        button: texts.pquestion_button(),
        ..misuse(texts)
    }
}

/// Something is wrong with an account (R11).
#[component]
pub(super) fn MisusePage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_ask_form("misuse".to_owned(), number.clone()),
        |form: AskForm| {
            let texts = use_texts();
            let first = form.news.is_none().then(|| {
                view! {
                    <Alert>
                        <p>{texts.misuse_block_first()}</p>
                        <p>
                            <a href="/hulp/blokkeren">{texts.misuse_block_link()}</a>
                        </p>
                    </Alert>
                }
                .into_any()
            });
            asking(texts, misuse(texts), form, first, |texts, _| texts.misuse_done().to_owned())
        },
    )
}

/// A closed account is to be opened again (R118).
#[component]
pub(super) fn ReopenPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_ask_form("reopen".to_owned(), number.clone()),
        |form: AskForm| {
            let texts = use_texts();
            asking(texts, reopen(texts), form, None, |texts, _| texts.reopen_done().to_owned())
        },
    )
}

/// A question about privacy (R139).
#[component]
pub(super) fn PrivacyQuestionPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_ask_form("privacy".to_owned(), number.clone()),
        |form: AskForm| {
            let texts = use_texts();
            asking(texts, privacy(texts), form, None, Texts::pquestion_done)
        },
    )
}

fn asking(
    texts: Texts,
    words: Words,
    form: AskForm,
    first: Option<AnyView>,
    done: fn(Texts, &str) -> String,
) -> AnyView {
    let above = if words.kind == "privacy" { ("/privacy", texts.privacy()) } else { ("/hulp", texts.help()) };
    let steps = vec![Crumb::new(above.0, above.1)];
    if let Some(AskNews::Kept { answer_by }) = &form.news {
        let said = done(texts, answer_by);
        return view! {
            <Page narrow=true>
                <Breadcrumb steps=steps />
                <PageHeading heading=words.title title=words.title />
                {success(said)}
                <p>
                    <PhoneLink />
                </p>
            </Page>
        }
        .into_any();
    }
    let fault = |fault: Option<FieldFault>, missing: &'static str| {
        fault.map(|fault| match fault {
            FieldFault::Missing => missing.to_owned(),
            FieldFault::TooLong => texts.ask_too_long().to_owned(),
        })
    };
    let (name, reach, text) = match &form.news {
        Some(AskNews::Wrong { name, reach, text }) => (
            fault(*name, texts.ask_name_missing()),
            fault(*reach, words.reach_missing),
            fault(*text, words.text_missing),
        ),
        _ => (None, None, None),
    };
    let problems: Vec<FieldProblem> = [("name", &name), ("reach", &reach), ("text", &text)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let wait = match form.news {
        Some(AskNews::Wait { seconds }) => {
            Some(failure(texts.ask_too_often(), texts.wait_before_retry(seconds)))
        }
        _ => None,
    };
    let area = match words.text_hint {
        Some(hint) => view! {
            <TextArea
                id="text"
                label=words.text
                hint=hint
                error=text
                value=form.text
                maxlength=2000
                optional=words.optional
            />
        }
        .into_any(),
        None => view! {
            <TextArea
                id="text"
                label=words.text
                error=text
                value=form.text
                maxlength=2000
                optional=words.optional
            />
        }
        .into_any(),
    };
    view! {
        <Page narrow=true>
            <Breadcrumb steps=steps />
            <PageHeading heading=words.title title=words.title intro=words.intro />
            <ErrorSummary problems=problems />
            {wait}
            {first}
            <PostForm to=AskHelp::url()>
                <input type="hidden" name="kind" value=words.kind />
                <input type="hidden" name="key" value=form.key />
                <TextField
                    id="name"
                    label=texts.ask_name()
                    error=name
                    value=form.name
                    autocomplete="username"
                    maxlength=200
                />
                <TextField
                    id="reach"
                    label=words.reach
                    hint=words.reach_hint
                    error=reach
                    value=form.reach
                    autocomplete=if words.kind == "privacy" { "email" } else { "tel" }
                    maxlength=200
                />
                {area}
                <Button label=words.button />
            </PostForm>
        </Page>
    }
    .into_any()
}

fn to_misuse() -> impl IntoView {
    view! { <Breadcrumb steps=vec![Crumb::new("/hulp/misbruik", use_texts().misuse_title())] /> }
}

/// Blocking one's own account: first step (R11).
#[component]
pub(super) fn BlockPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_block_form(number.clone()), |news| view! { <BlockSheet news=news /> }.into_any())
}

#[component]
fn BlockSheet(news: Option<BlockNews>) -> impl IntoView {
    let texts = use_texts();
    let error = matches!(news, Some(BlockNews::NameMissing)).then(|| texts.user_name_missing().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("user_name", message.clone())).collect();
    let wait = match news {
        Some(BlockNews::Wait { seconds }) => {
            Some(failure(texts.ask_too_often(), texts.wait_before_retry(seconds)))
        }
        _ => None,
    };
    view! {
        <Page narrow=true>
            {to_misuse()}
            <PageHeading heading=texts.block_title() title=texts.block_title() intro=texts.block_intro() />
            <ErrorSummary problems=problems />
            {wait}
            <PostForm to=AskBlockCode::url()>
                <TextField id="user_name" label=texts.user_name() error=error autocomplete="username" />
                <Button label=texts.block_code_button() />
            </PostForm>
        </Page>
    }
}

/// Blocking one's own account: the code (R11).
#[component]
pub(super) fn BlockCodePage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_block_form(number.clone()), |news| view! { <BlockCodeSheet news=news /> }.into_any())
}

#[component]
fn BlockCodeSheet(news: Option<BlockNews>) -> impl IntoView {
    let texts = use_texts();
    if news == Some(BlockNews::Blocked) {
        return view! {
            <Page narrow=true>
                <PageHeading heading=texts.block_done_title() title=texts.block_done_title() />
                {success(texts.block_done_text(&use_face().phone))}
                <p>
                    <PhoneLink />
                </p>
            </Page>
        }
        .into_any();
    }
    let error = match news {
        Some(BlockNews::NotSixDigits) => Some(texts.code_missing().to_owned()),
        Some(BlockNews::NotRight) => Some(texts.block_wrong().to_owned()),
        Some(BlockNews::NameMissing | BlockNews::Wait { .. } | BlockNews::Blocked) | None => None,
    };
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("code", message.clone())).collect();
    view! {
        <Page narrow=true>
            {to_misuse()}
            <PageHeading
                heading=texts.block_code_title()
                title=texts.block_code_title()
                intro=texts.block_code_text()
            />
            <ErrorSummary problems=problems />
            <PostForm to=BlockOwn::url()>
                <CodeField label=texts.code_label() hint=texts.code_hint() error=error />
                <Button label=texts.block_button() kind=ButtonKind::Danger />
            </PostForm>
            <ButtonRow>
                <ButtonLink href="/hulp/blokkeren" label=texts.block_again() kind=ButtonKind::Quiet />
            </ButtonRow>
        </Page>
    }
    .into_any()
}
