//! Consents: what there is to agree to and where it stands, and the choice for one purpose (R129, R137).
//! Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::success,
    page::{Page, PostForm, form_number, loaded},
    record::owner,
};
use crate::{
    api::{ConsentCard, ConsentPast, ConsentSheet, SayConsent, read_consents},
    components::{
        Breadcrumb, Button, Card, Cell, Choice, Column, Crumb, DataTable, DateField, DateValues, Detail,
        DetailList, EmptyState, ErrorSummary, FieldProblem, PageHeading, RadioGroup,
    },
    locales::{Texts, use_texts},
};

/// All consents, for the client, those who decide, and staff.
#[component]
pub(super) fn ConsentsPage() -> impl IntoView {
    loaded(
        |params| read_consents(params.get("client").unwrap_or_default(), None, None),
        |sheet| view! { <Consents sheet=sheet /> }.into_any(),
    )
}

/// The address of the page above, for the reader.
fn above(sheet: &ConsentSheet) -> String {
    let client = &sheet.client;
    if sheet.staff { format!("/team/c/{client}/toegang") } else { format!("/c/{client}/netwerk") }
}

#[component]
fn Consents(sheet: ConsentSheet) -> impl IntoView {
    let texts = use_texts();
    let own = sheet.head.basis == "own";
    let intro = match (own, sheet.staff) {
        (true, _) => texts.consents_intro_own().to_owned(),
        (false, true) => texts.consents_intro_staff(&sheet.head.name),
        (false, false) => texts.consents_intro_other(&sheet.head.name),
    };
    let kept = match use_query_map().with_untracked(|query| query.get("gedaan")).as_deref() {
        Some("ja") => Some(success(texts.consent_kept_yes())),
        Some("nee") => Some(success(texts.consent_kept_no())),
        _ => None,
    };
    let both = sheet.both.then(|| {
        let text = if own { texts.consents_both_own() } else { texts.consents_both_other() };
        view! { <p>{text}</p> }
    });
    let only_look =
        (!sheet.may && !sheet.staff).then(|| view! { <p class="quiet">{texts.consent_only_look()}</p> });
    let up = above(&sheet);
    let (client, may, staff) = (sheet.client.clone(), sheet.may, sheet.staff);
    let owner = owner(texts, &sheet.head);
    let cards = if sheet.cards.is_empty() {
        view! { <EmptyState title=texts.consents_none() text=texts.consents_none_text() /> }.into_any()
    } else {
        sheet
            .cards
            .into_iter()
            .map(|one| card(texts, one, may.then_some(client.as_str()), staff))
            .collect_view()
            .into_any()
    };
    view! {
        <Page owner=Some(owner)>
            <Breadcrumb steps=vec![Crumb::new(up, texts.access_nav())] />
            <PageHeading heading=texts.consents_title() title=texts.consents_title() intro=intro />
            {kept}
            {both}
            {only_look}
            {cards}
        </Page>
    }
}

/// One purpose; with the way to choose for who may (`client` is the id for its address), with what was
/// said before for staff.
fn card(texts: Texts, card: ConsentCard, client: Option<&str>, staff: bool) -> AnyView {
    let choose = client.map(|client| {
        let href = format!("/c/{client}/toestemmingen/{}", card.slug);
        let words = if card.said { texts.consents_change() } else { texts.consents_choose() };
        let label = format!("{}: {}", card.name, words.to_lowercase());
        view! {
            <p>
                <a href=href aria-label=label>
                    {words}
                </a>
            </p>
        }
    });
    let past = staff.then(|| history(texts, card.past));
    view! {
        <Card heading=card.name>
            <p>{card.explained}</p>
            <DetailList details=vec![Detail { label: texts.consents_state().to_owned(), values: card.state }] />
            {choose}
            {past}
        </Card>
    }
    .into_any()
}

fn history(texts: Texts, past: Vec<ConsentPast>) -> AnyView {
    if past.is_empty() {
        return ().into_any();
    }
    let rows = past
        .into_iter()
        .map(|one| vec![Cell::Text(one.when), Cell::Text(one.what), Cell::Text(one.who)])
        .collect();
    let columns = vec![
        Column::text(texts.consent_when()),
        Column::text(texts.consent_what()),
        Column::text(texts.consent_who()),
    ];
    view! { <DataTable caption=texts.consent_history() columns=columns rows=rows /> }.into_any()
}

/// The choice for one purpose.
#[component]
pub(super) fn ConsentPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| {
            read_consents(
                params.get("client").unwrap_or_default(),
                Some(params.get("purpose").unwrap_or_default()),
                number.clone(),
            )
        },
        |sheet| view! { <Consent sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Consent(sheet: ConsentSheet) -> impl IntoView {
    let texts = use_texts();
    let owner = owner(texts, &sheet.head);
    let all = format!("/c/{}/toestemmingen", sheet.client);
    let ConsentSheet { client, may, cards, note, key, .. } = sheet;
    // The host gives exactly the purpose of the address.
    let Some(card) = cards.into_iter().next() else { return ().into_any() };
    let ConsentCard { slug, name, explained, state, offered, past, .. } = card;
    let shares = !matches!(slug.as_str(), "onderzoek" | "statistiek");
    let involved = shares.then(|| view! { <p>{texts.consent_involved()}</p> });
    let gone = (!offered).then(|| view! { <p>{texts.consents_not_offered()}</p> });
    let choice_error = match note.problem.as_deref() {
        Some("choice") => Some(texts.consent_no_choice()),
        Some("offered") => Some(texts.consent_fault_offered()),
        _ => None,
    };
    let day_error = match note.problem.as_deref() {
        Some("date") => Some(texts.consent_no_date()),
        Some("past") => Some(texts.consent_past()),
        _ => None,
    };
    let problems: Vec<FieldProblem> = [("choice", choice_error), ("until", day_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error?)))
        .collect();
    let mut choices = vec![Choice::new("yes", texts.consent_yes()), Choice::new("no", texts.consent_no())];
    if !offered {
        choices.remove(0);
    }
    let [chosen, day, month, year] = note.typed;
    let form = if may {
        view! {
            <PostForm to=SayConsent::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="purpose" value=slug />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="choice"
                    legend=texts.consent_question()
                    error=choice_error.map(str::to_owned)
                    choices=choices
                    chosen=chosen
                />
                <DateField
                    id="until"
                    legend=texts.consent_last_day()
                    hint=texts.consent_last_day_hint()
                    error=day_error.map(str::to_owned)
                    value=DateValues { day, month, year }
                    optional=true
                />
                <Button label=texts.consent_button() />
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p>{texts.consent_only_look()}</p> }.into_any()
    };
    let before = if past.is_empty() {
        view! { <EmptyState title=texts.consent_history_none() text=texts.consent_history_none_text() /> }
            .into_any()
    } else {
        history(texts, past)
    };
    view! {
        <Page owner=Some(owner) narrow=true>
            <Breadcrumb steps=vec![Crumb::new(all, texts.consents_title())] />
            <PageHeading heading=name.clone() title=name intro=explained />
            <ErrorSummary problems=problems />
            <DetailList details=vec![Detail { label: texts.consents_state().to_owned(), values: state }] />
            <p>{texts.consent_if_no()}</p>
            {involved}
            {gone}
            {form}
            <h2>{texts.consent_history()}</h2>
            {before}
        </Page>
    }
    .into_any()
}
