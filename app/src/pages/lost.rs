//! A lost device, as the help desk deals with it (R91).

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    account::{failure, success},
    page::{Page, PostForm, form_number, loaded},
    reset::identified,
};
use crate::{
    api::{LostSheet, RemoveLost, read_lost_sheet},
    components::{
        Breadcrumb, Button, ButtonKind, ButtonLink, ButtonRow, Choice, Crumb, EmptyState, ErrorSummary,
        FieldProblem, PageHeading, RadioGroup, TextArea,
    },
    locales::{Texts, use_texts},
};

/// The help desk's form.
#[component]
pub(super) fn LostDevicePage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_lost_sheet(number.clone()), |sheet| view! { <LostDevice sheet=sheet /> }.into_any())
}

/// What became of it, and what to do now.
fn outcome(texts: Texts, word: &str) -> Option<AnyView> {
    match word {
        "removed" => Some(success(texts.lost_removed())),
        "not-there" => Some(failure(texts.alert_error(), texts.lost_not_there())),
        "last-way" => {
            let told = failure(texts.alert_error(), texts.lost_last_way());
            Some(view! { {told} <p>{texts.lost_last_way_next()}</p> }.into_any())
        }
        "not-open" => Some(failure(texts.alert_error(), texts.lost_not_open())),
        _ => None,
    }
}

fn to_accounts(texts: Texts) -> impl IntoView {
    view! { <Breadcrumb steps=vec![Crumb::new("/beheer/accounts", texts.accounts_title())] /> }
}

#[component]
fn LostDevice(sheet: LostSheet) -> impl IntoView {
    let texts = use_texts();
    if sheet.account.is_empty() {
        return view! {
            <Page narrow=true>
                {to_accounts(texts)}
                <PageHeading heading=texts.lost_title() title=texts.lost_title() />
                <EmptyState title=texts.lost_none() text=texts.accounts_intro() />
            </Page>
        }
        .into_any();
    }
    let error =
        |field: &str, text: &str| sheet.wrong.iter().any(|wrong| wrong == field).then(|| text.to_owned());
    let factor = error("factor", texts.lost_what_missing());
    let how = error("how", texts.desk_reset_how_missing());
    let note = error("note", texts.lost_note_missing());
    let problems: Vec<FieldProblem> = [("factor", &factor), ("how", &how), ("note", &note)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error.clone()?)))
        .collect();
    let mut factors = Vec::new();
    if sheet.has_app {
        factors.push(Choice::new("app", texts.lost_app()));
    }
    if sheet.passkeys > 0 {
        factors.push(Choice::new("passkeys", texts.lost_passkeys(sheet.passkeys)));
    }
    let told = outcome(texts, &sheet.outcome);
    let intro = texts.lost_intro(&sheet.user_name);
    let body = if !sheet.outcome.is_empty() {
        // What was done, or cannot be done, is not offered again.
        ().into_any()
    } else if factors.is_empty() {
        view! { <p>{texts.lost_not_there()}</p> }.into_any()
    } else {
        view! {
            <p>{texts.lost_after()}</p>
            <PostForm to=RemoveLost::url()>
                <input type="hidden" name="account" value=sheet.account />
                <input type="hidden" name="user_name" value=sheet.user_name />
                <input type="hidden" name="key" value=sheet.key />
                <RadioGroup
                    id="factor"
                    legend=texts.lost_what()
                    error=factor
                    choices=factors
                    chosen=sheet.factor
                />
                {identified(texts, how, sheet.how)}
                <TextArea
                    id="note"
                    label=texts.lost_note()
                    hint=texts.lost_note_hint()
                    error=note
                    value=sheet.note
                    rows=3
                    maxlength=2000
                />
                <Button label=texts.lost_button() kind=ButtonKind::Danger />
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Page narrow=true>
            {to_accounts(texts)}
            <PageHeading heading=texts.lost_title() title=texts.lost_title() intro=intro />
            <ErrorSummary problems=problems />
            {told}
            {body}
            <ButtonRow>
                <ButtonLink
                    href="/beheer/accounts"
                    label=texts.lost_back()
                    kind=ButtonKind::Secondary
                />
            </ButtonRow>
        </Page>
    }
    .into_any()
}
