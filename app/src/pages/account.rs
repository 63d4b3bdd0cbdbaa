//! The own account: details, devices, history, password, the authenticator app, closing.

use inzage_domain::{device::Happened, session::SessionMethod};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{
        AccountPage, ChangePassword, CloseOwnAccount, ClosingPage, DeviceLine, EndDevice, HistoryRow,
        PasswordForm, PasswordProblem, PasswordWeak, SignOutEverywhere, read_closing, read_own_account,
        read_own_history, read_password_form,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Card, Cell, CheckboxField,
        Column, Crumb, DataTable, Detail, DetailList, EmptyState, ErrorSummary, FieldProblem, Icon,
        PageHeading, PasswordField, SectionCard, SectionGrid, use_face,
    },
    locales::{Texts, use_texts},
};

/// The word in `?klaar=` that says what was just done.
pub(super) fn just_done() -> String {
    use_query_map().with_untracked(|query| query.get("klaar")).unwrap_or_default()
}

pub(super) fn to_account() -> impl IntoView {
    view! { <Breadcrumb steps=vec![Crumb::new("/instellingen", use_texts().own_title())] /> }
}

/// A line that says that something worked.
pub(super) fn success(text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! {
        <Alert kind=AlertKind::Success>
            <p>{text}</p>
        </Alert>
    }
    .into_any()
}

/// A line that says that something did not work.
pub(super) fn failure(title: &str, text: impl Into<String>) -> AnyView {
    let text = text.into();
    view! {
        <Alert kind=AlertKind::Error title=title>
            <p>{text}</p>
        </Alert>
    }
    .into_any()
}

/// The own account (R10).
#[component]
pub(super) fn OwnAccountPage() -> impl IntoView {
    loaded(|_| read_own_account(), |page| view! { <OwnAccount page=page /> }.into_any())
}

#[component]
fn OwnAccount(page: AccountPage) -> impl IntoView {
    let texts = use_texts();
    let news = match just_done().as_str() {
        "apparaat" => Some(success(texts.own_device_ended())),
        "weg" => Some(success(texts.own_device_gone())),
        "wachtwoord" => Some(success(texts.own_password_changed_good())),
        "sterk" => Some(success(texts.own_password_changed())),
        _ => None,
    };
    let known = |text: String| if text.is_empty() { texts.unknown().to_owned() } else { text };
    let whose = if page.at_work { texts.own_at_work() } else { texts.own_in_private() };
    let details = vec![
        Detail::new(texts.own_name(), page.name),
        Detail::new(texts.own_user_name(), page.user_name),
        Detail::new(texts.own_mobile(), known(page.mobile)),
        Detail::new(texts.own_mail(), known(page.mail)),
    ];
    let devices = page.devices.into_iter().map(|device| view! { <Device device=device /> }).collect_view();
    let app = if page.has_app { texts.own_app_on_about() } else { texts.own_app_off_about() };
    let closing = (!page.at_work).then(|| {
        view! {
            <SectionCard
                href="/instellingen/sluiten"
                heading=texts.own_close_link()
                about=texts.own_close_about()
                drawing=Icon::Door
            />
        }
    });
    let of_password = (!page.with_digid).then(|| {
        view! {
            <SectionCard
                href="/instellingen/wachtwoord"
                heading=texts.own_password_link()
                about=texts.own_password_about()
                drawing=Icon::Lock
            />
            <SectionCard
                href="/instellingen/app"
                heading=texts.own_app_link()
                about=app
                drawing=Icon::Phone
            />
            <SectionCard
                href="/instellingen/passkeys"
                heading=texts.passkeys_link()
                about=texts.passkeys_about()
                drawing=Icon::Lock
            />
        }
    });
    view! {
        <Page>
            <PageHeading heading=texts.own_title() title=texts.own_title() intro=texts.own_intro() />
            {news}
            {lost_notice(texts, &page.lost_on)}
            <Card heading=texts.own_details()>
                <p>{whose}</p>
                <DetailList details=details />
                <p class="quiet">{texts.own_details_wrong(&use_face().phone)}</p>
            </Card>
            <SectionGrid heading=texts.own_safety()>
                {of_password}
                <SectionCard
                    href="/instellingen/geschiedenis"
                    heading=texts.own_history_link()
                    about=texts.own_history_about()
                    drawing=Icon::Clock
                />
                <SectionCard
                    href="/instellingen/voorwaarden"
                    heading=texts.own_terms_title()
                    about=texts.own_terms_about()
                    drawing=Icon::Document
                />
                {closing}
            </SectionGrid>
            <h2>{texts.own_devices()}</h2>
            <p>{texts.own_devices_text()}</p>
            {devices}
            <Card heading=texts.own_everywhere()>
                <p>{texts.own_everywhere_text()}</p>
                <PostForm to=SignOutEverywhere::url()>
                    <Button label=texts.own_everywhere() kind=ButtonKind::Danger />
                </PostForm>
            </Card>
            <p>
                {texts.own_misuse_note()} " " <a href="/hulp/misbruik">{texts.misuse_title()}</a>
            </p>
        </Page>
    }
}

fn method_text(texts: Texts, method: SessionMethod) -> &'static str {
    match method {
        SessionMethod::Digid => texts.method_digid(),
        SessionMethod::Password => texts.method_password(),
        SessionMethod::Passkey => texts.method_passkey(),
    }
}

/// What the help desk took away, as long as nothing was set up in its place (R91).
fn lost_notice(texts: Texts, lost_on: &str) -> Option<AnyView> {
    let told = texts.lost_notice(lost_on, &use_face().phone);
    (!lost_on.is_empty()).then(|| {
        view! {
            <Alert kind=AlertKind::Warning title=texts.lost_notice_title()>
                <p>{told}</p>
                <p>{texts.lost_notice_next()}</p>
            </Alert>
        }
        .into_any()
    })
}

#[component]
fn Device(device: DeviceLine) -> impl IntoView {
    let texts = use_texts();
    let name = texts.device(device.browser.as_deref(), device.system.as_deref());
    let heading =
        if device.here { format!("{name} ({})", texts.own_this_device().to_lowercase()) } else { name };
    let method = method_text(texts, device.method);
    let details = vec![
        Detail::new(texts.own_device_begun(), device.begun),
        Detail::new(texts.own_device_method(), method),
        Detail::new(texts.own_device_seen(), device.seen),
        Detail::new(texts.own_device_address(), device.address),
    ];
    let end = (!device.here).then(|| {
        view! {
            <PostForm to=EndDevice::url()>
                <input type="hidden" name="session" value=device.id />
                <Button label=texts.own_device_end() kind=ButtonKind::Secondary />
            </PostForm>
        }
    });
    view! {
        <div class="card">
            <h3 class="card__title">{heading}</h3>
            <DetailList details=details />
            {end}
        </div>
    }
}

fn happened_text(texts: Texts, happened: Happened) -> String {
    let text = match happened {
        Happened::LoggedIn(method) => return texts.history_logged_in(method_text(texts, method)),
        Happened::LogInRefused => texts.history_refused(),
        Happened::LoggedOut => texts.history_logged_out(),
        Happened::PasswordChanged => texts.history_password(),
        Happened::AppChanged => texts.history_app(),
        Happened::PasskeyChanged => texts.history_passkey(),
        Happened::AppRemovedByDesk => texts.history_app_by_desk(),
        Happened::PasskeysRemovedByDesk => texts.history_passkeys_by_desk(),
        Happened::AccountEnded => texts.history_ended(),
    };
    text.to_owned()
}

/// Log-ins and failed attempts of the last year.
#[component]
pub(super) fn HistoryPage() -> impl IntoView {
    loaded(|_| read_own_history(), |rows| view! { <History rows=rows /> }.into_any())
}

#[component]
fn History(rows: Vec<HistoryRow>) -> impl IntoView {
    let texts = use_texts();
    let table = if rows.is_empty() {
        view! { <EmptyState title=texts.history_none() text=texts.history_none_text() /> }.into_any()
    } else {
        let rows = rows
            .into_iter()
            .map(|row| {
                vec![
                    Cell::Text(row.when),
                    Cell::Text(happened_text(texts, row.what)),
                    Cell::Text(row.address),
                ]
            })
            .collect();
        let columns = vec![
            Column::text(texts.history_when()),
            Column::text(texts.history_what()),
            Column::text(texts.history_where()),
        ];
        view! { <DataTable caption=texts.history_caption() columns=columns rows=rows /> }.into_any()
    };
    view! {
        <Page>
            {to_account()}
            <PageHeading heading=texts.history_title() title=texts.history_title() intro=texts.history_intro() />
            {table}
            <p>
                {texts.own_misuse_note()} " " <a href="/hulp/misbruik">{texts.misuse_title()}</a>
            </p>
        </Page>
    }
}

/// Changing the password (R77).
#[component]
pub(super) fn PasswordPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |_| read_password_form(number.clone()),
        |form| view! { <PasswordSheet form=form /> }.into_any(),
    )
}

#[component]
fn PasswordSheet(form: PasswordForm) -> impl IntoView {
    let texts = use_texts();
    let PasswordForm { user_name, problem } = form;
    let (old, new) = match &problem {
        Some(PasswordProblem::OldMissing) => (Some(texts.own_password_old_missing()), None),
        Some(PasswordProblem::OldWrong) => (Some(texts.own_password_old_wrong()), None),
        Some(PasswordProblem::Same) => (None, Some(texts.own_password_same())),
        Some(PasswordProblem::Weak(weak)) => (None, Some(weak_text(texts, weak))),
        Some(PasswordProblem::Wait { .. }) | None => (None, None),
    };
    let (old, new) = (old.map(str::to_owned), new.map(str::to_owned));
    let problems: Vec<FieldProblem> = [("old_password", &old), ("new_password", &new)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let wait = match problem {
        Some(PasswordProblem::Wait { seconds }) => {
            Some(failure(texts.own_too_often(), texts.wait_before_retry(seconds)))
        }
        _ => None,
    };
    view! {
        <Page narrow=true>
            {to_account()}
            <PageHeading
                heading=texts.own_password_title()
                title=texts.own_password_title()
                intro=texts.own_password_intro()
            />
            <ErrorSummary problems=problems />
            {wait}
            <PostForm to=ChangePassword::url()>
                // So that the browser keeps the new password with the right name.
                <input type="text" autocomplete="username" value=user_name hidden />
                <PasswordField id="old_password" label=texts.own_password_old() error=old />
                <p class="quiet">{texts.own_password_advice()}</p>
                <PasswordField
                    id="new_password"
                    label=texts.own_password_new()
                    error=new
                    autocomplete="new-password"
                />
                <Button label=texts.own_password_button() />
            </PostForm>
        </Page>
    }
}

pub(super) fn weak_text(texts: Texts, weak: &PasswordWeak) -> &'static str {
    match weak {
        PasswordWeak::Short => texts.own_weak_short(),
        PasswordWeak::Long => texts.own_weak_long(),
        PasswordWeak::Common => texts.own_weak_common(),
        PasswordWeak::Names => texts.own_weak_names(),
        PasswordWeak::Pattern => texts.own_weak_pattern(),
    }
}

/// Ending the own account (R47).
#[component]
pub(super) fn ClosingAccountPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_closing(number.clone()), |page| view! { <Closing page=page /> }.into_any())
}

#[component]
fn Closing(page: ClosingPage) -> impl IntoView {
    let texts = use_texts();
    let error = page.not_ticked.then(|| texts.closing_sure_missing().to_owned());
    let problems: Vec<FieldProblem> =
        error.iter().map(|message| FieldProblem::new("sure", message.clone())).collect();
    let after = texts.closing_after_text(page.years, &use_face().phone);
    let asked = match just_done().as_str() {
        "gevraagd" => Some(texts.closing_asked()),
        "organisatie" => Some(texts.closing_asked_organisation()),
        _ => None,
    }
    .map(success);
    let represented = (page.represented && asked.is_none()).then(|| {
        view! {
            <Alert>
                <p>{texts.closing_represented()}</p>
            </Alert>
        }
    });
    let form = if asked.is_some() {
        ().into_any()
    } else if page.represented {
        view! {
            <PostForm to=CloseOwnAccount::url()>
                <CheckboxField id="sure" label=texts.closing_sure() error=error />
                <Button label=texts.closing_ask_button() />
            </PostForm>
        }
        .into_any()
    } else if page.may_close {
        view! {
            <PostForm to=CloseOwnAccount::url()>
                <CheckboxField id="sure" label=texts.closing_sure() error=error />
                <Button label=texts.closing_button() kind=ButtonKind::Danger />
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <Alert>
                <p>{texts.closing_staff()}</p>
            </Alert>
        }
        .into_any()
    };
    view! {
        <Page>
            {to_account()}
            <PageHeading heading=texts.closing_title() title=texts.closing_title() intro=texts.closing_intro() />
            <ErrorSummary problems=problems />
            {asked}
            {represented}
            <h2>{texts.closing_before()}</h2>
            <p>{texts.closing_before_text()}</p>
            <h2>{texts.closing_after()}</h2>
            <p>{after}</p>
            <p>{texts.closing_back()}</p>
            {form}
        </Page>
    }
}

/// After ending the own account.
#[component]
pub(super) fn ClosedPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Page narrow=true>
            <PageHeading heading=texts.closed_title() title=texts.closed_title() />
            <p>{texts.closed_text()}</p>
            <img class="visually-hidden" src="/uitgelogd/vergeten.svg" alt="" width="1" height="1" />
            <ButtonRow>
                <ButtonLink href="/hulp/heropenen" label=texts.closed_reopen() kind=ButtonKind::Secondary />
            </ButtonRow>
        </Page>
    }
}
