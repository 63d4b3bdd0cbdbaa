//! The help desk: what people ask, and one account (R11, R18, R48, R118, R130).

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, just_done, success},
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        AccountCard, AccountDesk, ActOnAccount, CloseRequest, DeskNews, FindAccount, OpenDeskReset,
        OpenLostSheet, PastRow, RequestCard, read_account_desk, read_requests,
    },
    components::{
        Button, ButtonKind, ButtonRow, Card, Cell, Choice, Column, DataTable, Detail, DetailList, EmptyState,
        ErrorSummary, FieldProblem, PageHeading, RadioGroup, TextArea, TextField,
    },
    locales::{Texts, use_texts},
};

pub(super) fn state_text(texts: Texts, state: &str) -> &'static str {
    match state {
        "blocked" => texts.desk_state_blocked(),
        "closed" => texts.desk_state_closed(),
        _ => texts.desk_state_active(),
    }
}

/// The open requests, oldest first.
#[component]
pub(super) fn RequestsPage() -> impl IntoView {
    loaded(|_| read_requests(), |requests| view! { <Requests requests=requests /> }.into_any())
}

#[component]
fn Requests(requests: Vec<RequestCard>) -> impl IntoView {
    let texts = use_texts();
    let news = match just_done().as_str() {
        "afgesloten" => Some(success(texts.desk_request_closed())),
        "gedaan" => Some(success(texts.desk_done())),
        "niet" => Some(failure(texts.alert_error(), texts.desk_not_done())),
        _ => None,
    };
    let list = if requests.is_empty() {
        view! { <EmptyState title=texts.desk_none() text=texts.desk_none_text() /> }.into_any()
    } else {
        requests.into_iter().map(|request| view! { <Request request=request /> }).collect_view().into_any()
    };
    view! {
        <Page>
            <PageHeading heading=texts.desk_title() title=texts.desk_title() intro=texts.desk_intro() />
            {news}
            {list}
        </Page>
    }
}

#[component]
fn Request(request: RequestCard) -> impl IntoView {
    let texts = use_texts();
    let heading = match request.kind.as_str() {
        "misuse" => texts.desk_misuse(),
        "reopen" => texts.desk_reopen(),
        "closing" => texts.desk_closing(),
        _ => texts.desk_privacy(),
    };
    let some = |label: &'static str, text: String| Detail {
        label: label.to_owned(),
        values: if text.is_empty() { Vec::new() } else { vec![text] },
    };
    let account = request.account.as_ref().map_or_else(
        || texts.desk_account_none().to_owned(),
        |(_, user_name, state)| format!("{user_name} ({})", state_text(texts, state)),
    );
    let details = vec![
        some(texts.desk_came(), request.came),
        some(texts.desk_answer_by(), request.answer_by),
        some(texts.desk_name(), request.name),
        some(texts.desk_reach(), request.reach),
        some(texts.desk_text(), request.text),
        some(texts.desk_account(), account),
    ];
    let acts = request.account.map(|(id, user_name, state)| {
        let (act, label, kind) = match state.as_str() {
            "blocked" => ("unblock", texts.desk_unblock(), ButtonKind::Secondary),
            "closed" => ("reopen", texts.desk_reopen_button(), ButtonKind::Secondary),
            _ => ("block", texts.desk_block(), ButtonKind::Danger),
        };
        let looked_up = user_name.clone();
        view! {
            <PostForm to=ActOnAccount::url()>
                <input type="hidden" name="account" value=id />
                <input type="hidden" name="user_name" value=user_name />
                <input type="hidden" name="act" value=act />
                <input type="hidden" name="from" value="meldingen" />
                <Button label=label kind=kind />
            </PostForm>
            <PostForm to=FindAccount::url()>
                <input type="hidden" name="user_name" value=looked_up />
                <Button label=texts.desk_open_account() kind=ButtonKind::Quiet />
            </PostForm>
        }
    });
    view! {
        <Card heading=heading>
            <DetailList details=details />
            <ButtonRow>
                {acts}
                <PostForm to=CloseRequest::url()>
                    <input type="hidden" name="request" value=request.id />
                    <Button label=texts.desk_close_request() kind=ButtonKind::Secondary />
                </PostForm>
            </ButtonRow>
        </Card>
    }
}

/// One account, found by its user name.
#[component]
pub(super) fn AccountsPage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_account_desk(number.clone()), |desk| view! { <Accounts desk=desk /> }.into_any())
}

#[component]
fn Accounts(desk: AccountDesk) -> impl IntoView {
    let texts = use_texts();
    let not_chosen = desk.news == Some(DeskNews::NotChosen);
    let problems: Vec<FieldProblem> =
        not_chosen.then(|| FieldProblem::new("act", texts.accounts_what_missing())).into_iter().collect();
    let news = match desk.news {
        Some(DeskNews::Done) => Some(success(texts.desk_done())),
        Some(DeskNews::NotDone) => Some(failure(texts.alert_error(), texts.desk_not_done())),
        Some(DeskNews::NotChosen) | None => None,
    };
    let searched = !desk.user_name.trim().is_empty();
    let found = match desk.account {
        Some(account) => Some(view! { <Account account=account not_chosen=not_chosen /> }.into_any()),
        None if searched => Some(
            view! { <EmptyState title=texts.accounts_none() text=texts.accounts_none_text() /> }.into_any(),
        ),
        None => None,
    };
    view! {
        <Page>
            <PageHeading heading=texts.accounts_title() title=texts.accounts_title() intro=texts.accounts_intro() />
            <ErrorSummary problems=problems />
            {news}
            <PostForm to=FindAccount::url() role="search">
                <TextField id="user_name" label=texts.user_name() value=desk.user_name kind="search" />
                <Button label=texts.accounts_find() />
            </PostForm>
            {found}
        </Page>
    }
}

fn act_text(texts: Texts, act: &str) -> &'static str {
    match act {
        "block" => texts.desk_block(),
        "unblock" => texts.desk_unblock(),
        "close" => texts.desk_close(),
        "reopen" => texts.desk_reopen_button(),
        _ => texts.desk_warn(),
    }
}

fn past_text(texts: Texts, act: &str) -> &'static str {
    match act {
        "block" => texts.accounts_act_block(),
        "unblock" => texts.accounts_act_unblock(),
        "close" => texts.accounts_act_close(),
        "reopen" => texts.accounts_act_reopen(),
        "care-ended" => texts.accounts_act_care_ended(),
        "reset-password" => texts.accounts_act_reset(),
        "remove-app" => texts.accounts_act_remove_app(),
        "remove-passkeys" => texts.accounts_act_remove_passkeys(),
        _ => texts.accounts_act_warn(),
    }
}

fn ground_text(texts: Texts, ground: &str) -> &'static str {
    match ground {
        "staff-safety" => texts.accounts_ground_staff_safety(),
        "privacy" => texts.accounts_ground_privacy(),
        "improper-treatment" => texts.accounts_ground_improper(),
        "breaking-portal" => texts.accounts_ground_breaking(),
        "other" => texts.accounts_ground_other(),
        _ => texts.accounts_ground_none(),
    }
}

#[component]
fn Account(account: AccountCard, not_chosen: bool) -> impl IntoView {
    let texts = use_texts();
    let kind = if account.staff { texts.accounts_kind_staff() } else { texts.accounts_kind_personal() };
    let details = vec![
        Detail::new(texts.own_name(), account.name),
        Detail::new(texts.own_user_name(), account.user_name.clone()),
        Detail::new(texts.accounts_kind(), kind),
        Detail::new(texts.accounts_state(), state_text(texts, &account.state)),
    ];
    let (reset_id, reset_name) = (account.id.clone(), account.user_name.clone());
    let reset = (account.state == "active").then(|| {
        view! {
            <PostForm to=OpenDeskReset::url()>
                <input type="hidden" name="account" value=reset_id />
                <input type="hidden" name="user_name" value=reset_name />
                <Button label=texts.desk_reset_title() kind=ButtonKind::Secondary />
            </PostForm>
        }
    });
    let lost_name = account.user_name.clone();
    let lost = (account.has_factor && account.state != "closed").then(|| {
        view! {
            <PostForm to=OpenLostSheet::url()>
                <input type="hidden" name="user_name" value=lost_name />
                <Button label=texts.lost_open() kind=ButtonKind::Secondary />
            </PostForm>
        }
    });
    let acts: Vec<Choice> =
        account.acts.iter().map(|act| Choice::new(act.clone(), act_text(texts, act))).collect();
    let grounds = ["", "staff-safety", "privacy", "improper-treatment", "breaking-portal", "other"]
        .into_iter()
        .map(|ground| Choice::new(ground, ground_text(texts, ground)))
        .collect();
    let error = not_chosen.then(|| texts.accounts_what_missing().to_owned());
    let past = if account.past.is_empty() {
        view! { <p class="quiet">{texts.accounts_past_none()}</p> }.into_any()
    } else {
        let rows = account.past.into_iter().map(|row| past_row(texts, row)).collect();
        let columns = vec![
            Column::text(texts.history_when()),
            Column::text(texts.history_what()),
            Column::text(texts.accounts_ground()),
        ];
        view! {
            <DataTable caption=texts.accounts_past() caption_hidden=true columns=columns rows=rows />
        }
        .into_any()
    };
    view! {
        <Card heading=texts.desk_account()>
            <DetailList details=details />
            {reset}
            {lost}
        </Card>
        <Card heading=texts.accounts_change()>
            <PostForm to=ActOnAccount::url()>
                <input type="hidden" name="account" value=account.id />
                <input type="hidden" name="user_name" value=account.user_name />
                <RadioGroup id="act" legend=texts.accounts_what() error=error choices=acts />
                <RadioGroup
                    id="ground"
                    legend=texts.accounts_ground()
                    hint=texts.accounts_ground_hint()
                    choices=grounds
                />
                <TextArea id="note" label=texts.accounts_note() rows=3 maxlength=2000 optional=true />
                <Button label=texts.accounts_do() />
            </PostForm>
        </Card>
        <h2>{texts.accounts_past()}</h2>
        {past}
    }
}

fn past_row(texts: Texts, row: PastRow) -> Vec<Cell> {
    let mut what = past_text(texts, &row.act).to_owned();
    if row.by_holder {
        what = format!("{what} ({})", texts.accounts_by_holder());
    }
    let ground = ground_text(texts, &row.ground);
    let why = if row.note.is_empty() { ground.to_owned() } else { format!("{ground}: {}", row.note) };
    vec![Cell::Text(row.when), Cell::Text(what), Cell::Text(why)]
}
