//! The authenticator app of the own account: QR code, confirming, recovery codes, removing (R91).

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, success, to_account},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{AppNews, AppPage, AppView, BeginApp, ConfirmApp, RemoveApp, read_app_page},
    components::{
        Button, ButtonKind, Card, CodeField, Detail, DetailList, ErrorSummary, FieldProblem, FieldWidth,
        PageHeading, TextField,
    },
    locales::use_texts,
};

/// The authenticator app (R91).
#[component]
pub(super) fn OwnAppPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_app_page(number.clone()), |page| view! { <AppSheet page=page /> }.into_any())
}

#[component]
fn AppSheet(page: AppPage) -> impl IntoView {
    let texts = use_texts();
    let error = match &page.news {
        Some(AppNews::NotACode) => Some(match page.app {
            AppView::On { .. } => texts.app_code_missing(),
            AppView::None | AppView::Begun { .. } => texts.code_missing(),
        }),
        Some(AppNews::Wrong) => Some(texts.app_code_wrong()),
        Some(AppNews::Confirmed { .. } | AppNews::Removed | AppNews::Last | AppNews::Wait { .. }) | None => {
            None
        }
    };
    let error = error.map(str::to_owned);
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("code", message.clone())).collect();
    let news = match page.news {
        Some(AppNews::Confirmed { codes }) => Some(view! { <RecoveryCodes codes=codes /> }.into_any()),
        Some(AppNews::Removed) => Some(success(texts.app_removed())),
        Some(AppNews::Last) => Some(failure(texts.app_title(), texts.app_last())),
        Some(AppNews::Wait { seconds }) => {
            Some(failure(texts.own_too_often(), texts.wait_before_retry(seconds)))
        }
        Some(AppNews::NotACode | AppNews::Wrong) | None => None,
    };
    let body = match page.app {
        AppView::None => view! {
            <p>{texts.app_which()}</p>
            <PostForm to=BeginApp::url()>
                <Button label=texts.app_begin_button() />
            </PostForm>
        }
        .into_any(),
        AppView::Begun { secret, size, path } => {
            view! { <AppSetup secret=secret size=size path=path error=error /> }.into_any()
        }
        AppView::On { since, codes_left } => {
            let details = vec![
                Detail::new(texts.app_since(), since),
                Detail::new(texts.app_codes_left(), codes_left.to_string()),
            ];
            view! {
                <Card heading=texts.app_on_title()>
                    <DetailList details=details />
                </Card>
                <h2>{texts.app_remove_heading()}</h2>
                <p>{texts.app_remove_text()}</p>
                <PostForm to=RemoveApp::url()>
                    <AppCodeField error=error />
                    <Button label=texts.app_remove_button() kind=ButtonKind::Danger />
                </PostForm>
            }
            .into_any()
        }
    };
    view! {
        <Page>
            {to_account()}
            <PageHeading heading=texts.app_title() title=texts.app_title() intro=texts.app_intro() />
            <ErrorSummary problems=problems />
            {news}
            {body}
        </Page>
    }
}

/// Where a code of the app or a recovery code is typed, here and at log-in.
#[component]
pub(super) fn AppCodeField(error: Option<String>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <TextField
            id="code"
            label=texts.app_code_label()
            hint=texts.app_code_hint()
            error=error
            autocomplete="one-time-code"
            maxlength=20
            width=FieldWidth::Medium
        />
    }
}

#[component]
fn AppSetup(secret: String, size: u32, path: String, error: Option<String>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <h2>{texts.app_scan()}</h2>
        <svg
            class="qr"
            role="img"
            aria-label=texts.app_qr_label()
            viewBox=format!("0 0 {size} {size}")
            width="240"
            height="240"
            shape-rendering="crispEdges"
        >
            <rect width=size.to_string() height=size.to_string() fill="#ffffff"></rect>
            <path d=path fill="#000000"></path>
        </svg>
        <p>{texts.app_type()}</p>
        <p>
            <code class="secret">{secret}</code>
        </p>
        <h2>{texts.app_confirm_heading()}</h2>
        <PostForm to=ConfirmApp::url()>
            <CodeField label=texts.app_confirm_label() hint=texts.app_confirm_hint() error=error />
            <Button label=texts.app_confirm_button() />
        </PostForm>
        <PostForm to=BeginApp::url()>
            <Button label=texts.app_anew_button() kind=ButtonKind::Quiet />
        </PostForm>
    }
}

#[component]
fn RecoveryCodes(codes: Vec<String>) -> impl IntoView {
    let texts = use_texts();
    let codes = codes
        .into_iter()
        .map(|code| {
            view! {
                <li>
                    <code class="secret">{code}</code>
                </li>
            }
        })
        .collect_view();
    view! {
        {success(texts.app_on())}
        <Card heading=texts.app_codes_title()>
            <p>{texts.app_codes_text()}</p>
            <ul class="codes">{codes}</ul>
        </Card>
    }
}
