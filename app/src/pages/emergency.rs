//! Emergency access to a record at another location: asking for it, finding the client, ending it, and
//! its review by the privacy officer (R19). Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::success,
    page::{Page, PostForm, form_number, loaded},
};
use crate::{
    api::{
        ElsewhereNote, EmergencySheet, EndEmergency, FindElsewhere, OpenEmergency, ReviewCard,
        ReviewEmergency, ReviewPage, read_elsewhere, read_emergency, read_reviews,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, Card, Choice, Crumb, DateField,
        DateValues, Detail, DetailList, EmptyState, ErrorSummary, FieldProblem, PageHeading, RadioGroup,
        TextArea, TextField,
    },
    locales::{Texts, use_texts},
};

fn done() -> bool {
    use_query_map().with_untracked(|query| query.get("gedaan").is_some())
}

/// Asks for emergency access, or says until when there is one.
#[component]
pub(super) fn EmergencyPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_emergency(params.get("client").unwrap_or_default(), number.clone()),
        |sheet| view! { <Emergency sheet=sheet /> }.into_any(),
    )
}

#[component]
fn Emergency(sheet: EmergencySheet) -> impl IntoView {
    let texts = use_texts();
    let ended = (done() && sheet.until.is_empty()).then(|| success(texts.emergency_ended()));
    let body = if sheet.until.is_empty() {
        asking(texts, sheet).into_any()
    } else {
        view! {
            <Alert kind=AlertKind::Warning>
                <p>{texts.emergency_is_open(&sheet.until)}</p>
            </Alert>
            <p>
                <ButtonLink
                    href=format!("/team/c/{}/dossier", sheet.client)
                    label=texts.emergency_to_record()
                />
            </p>
            <p>{texts.emergency_end_text()}</p>
            <PostForm to=EndEmergency::url()>
                <input type="hidden" name="client" value=sheet.client />
                <Button label=texts.emergency_end_button() kind=ButtonKind::Secondary />
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new("/team", texts.clients_title())] />
            <PageHeading
                heading=texts.emergency_title()
                title=texts.emergency_title()
                intro=texts.emergency_intro()
            />
            {ended}
            {body}
        </Page>
    }
}

fn asking(texts: Texts, sheet: EmergencySheet) -> impl IntoView {
    let EmergencySheet { client, hours, reasons, note, key, .. } = sheet;
    let reason_error = (note.problem.as_deref() == Some("choice")).then(|| texts.emergency_no_reason());
    let words_error = match note.problem.as_deref() {
        Some("words") => Some(texts.emergency_no_words()),
        Some("long") => Some(texts.emergency_long()),
        _ => None,
    };
    let problems: Vec<FieldProblem> = [("reason", reason_error), ("words", words_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error?)))
        .collect();
    let choices = reasons.into_iter().map(|(word, text)| Choice::new(word, text)).collect();
    let [reason, words] = note.typed;
    view! {
        <ErrorSummary problems=problems />
        <Alert kind=AlertKind::Warning title=texts.emergency_warning()>
            <p>{texts.emergency_warning_text(&hours)}</p>
        </Alert>
        <PostForm to=OpenEmergency::url()>
            <input type="hidden" name="client" value=client />
            <input type="hidden" name="key" value=key />
            <RadioGroup
                id="reason"
                legend=texts.emergency_reason()
                error=reason_error.map(str::to_owned)
                choices=choices
                chosen=reason
            />
            <TextArea
                id="words"
                label=texts.emergency_words()
                hint=texts.emergency_words_hint()
                error=words_error.map(str::to_owned)
                value=words
                rows=4
            />
            <Button label=texts.emergency_open_button() kind=ButtonKind::Danger />
        </PostForm>
    }
}

/// Finds a client of another location by name and birth date.
#[component]
pub(super) fn ElsewherePage() -> impl IntoView {
    let number = form_number();
    loaded(move |_| read_elsewhere(number.clone()), |note| view! { <Elsewhere note=note /> }.into_any())
}

#[component]
fn Elsewhere(note: ElsewhereNote) -> impl IntoView {
    let texts = use_texts();
    let (mut name_error, mut born_error) = (None, None);
    match note.problem.as_deref() {
        Some("name") => name_error = Some(texts.elsewhere_no_name()),
        Some("nobody") => name_error = Some(texts.elsewhere_nobody()),
        Some("date") => born_error = Some(texts.elsewhere_no_date()),
        _ => {}
    }
    let problems: Vec<FieldProblem> = [("family_name", name_error), ("born", born_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error?)))
        .collect();
    let [name, day, month, year] = note.typed;
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new("/team", texts.clients_title())] />
            <PageHeading
                heading=texts.elsewhere_title()
                title=texts.elsewhere_title()
                intro=texts.elsewhere_intro()
            />
            <ErrorSummary problems=problems />
            <PostForm to=FindElsewhere::url() role="search">
                <TextField
                    id="family_name"
                    label=texts.elsewhere_name()
                    hint=texts.elsewhere_name_hint()
                    error=name_error.map(str::to_owned)
                    value=name
                />
                <DateField
                    id="born"
                    legend=texts.elsewhere_born()
                    error=born_error.map(str::to_owned)
                    value=DateValues { day, month, year }
                />
                <Button label=texts.elsewhere_button() />
            </PostForm>
        </Page>
    }
}

/// What waits for the privacy officer, and what was judged before.
#[component]
pub(super) fn ReviewsPage() -> impl IntoView {
    loaded(|_| read_reviews(None, None), |page| view! { <Reviews page=page /> }.into_any())
}

#[component]
fn Reviews(page: ReviewPage) -> impl IntoView {
    let texts = use_texts();
    let (waiting, judged): (Vec<_>, Vec<_>) = page.cards.into_iter().partition(|card| card.found.is_none());
    let kept = done().then(|| success(texts.review_kept()));
    let open = if waiting.is_empty() {
        view! { <EmptyState title=texts.reviews_none() text=texts.reviews_none_text() /> }.into_any()
    } else {
        waiting.into_iter().map(|card| listed(texts, card)).collect_view().into_any()
    };
    let past = (!judged.is_empty()).then(|| {
        let cards = judged.into_iter().map(|card| listed(texts, card)).collect_view();
        view! {
            <h2>{texts.reviews_done()}</h2>
            {cards}
        }
    });
    view! {
        <Page>
            <PageHeading
                heading=texts.reviews_title()
                title=texts.reviews_title()
                intro=texts.reviews_intro()
            />
            {kept}
            {open}
            {past}
        </Page>
    }
}

/// What is known of an emergency access, and what was found of it.
fn details(texts: Texts, card: &ReviewCard) -> Vec<Detail> {
    let mut details = vec![
        Detail::new(texts.review_when(), card.when.clone()),
        Detail { label: texts.review_why().to_owned(), values: card.why.clone() },
        Detail::new(texts.review_looked(), card.looked.clone()),
    ];
    if let Some([verdict, by, note]) = card.found.clone() {
        let values = [verdict, note, by].into_iter().filter(|value| !value.is_empty()).collect();
        details.push(Detail { label: texts.review_column_verdict().to_owned(), values });
    }
    details
}

fn listed(texts: Texts, card: ReviewCard) -> AnyView {
    let details = details(texts, &card);
    let ReviewCard { id, title, mine, found, .. } = card;
    let way = match (found.is_some(), mine) {
        (true, _) => None,
        (false, true) => Some(view! { <p>{texts.review_own()}</p> }.into_any()),
        (false, false) => {
            let label = format!("{}: {title}", texts.review_judge());
            Some(
                view! {
                    <p>
                        <a href=format!("/team/noodtoegang/{id}") aria-label=label>
                            {texts.review_judge()}
                        </a>
                    </p>
                }
                .into_any(),
            )
        }
    };
    view! {
        <Card heading=title>
            <DetailList details=details />
            {way}
        </Card>
    }
    .into_any()
}

/// Judging one emergency access.
#[component]
pub(super) fn ReviewPageView() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| read_reviews(Some(params.get("emergency").unwrap_or_default()), number.clone()),
        |page| view! { <Review page=page /> }.into_any(),
    )
}

#[component]
fn Review(page: ReviewPage) -> impl IntoView {
    let texts = use_texts();
    let ReviewPage { cards, note, key } = page;
    // The host gives exactly the one of the address.
    let Some(card) = cards.into_iter().next() else { return ().into_any() };
    let details = details(texts, &card);
    let ReviewCard { id, title, mine, found, .. } = card;
    let verdict_error = (note.problem.as_deref() == Some("choice")).then(|| texts.review_no_verdict());
    let note_error = match note.problem.as_deref() {
        Some("words") => Some(texts.review_no_note()),
        Some("long") => Some(texts.emergency_long()),
        _ => None,
    };
    let problems: Vec<FieldProblem> = [("verdict", verdict_error), ("note", note_error)]
        .into_iter()
        .filter_map(|(field, error)| Some(FieldProblem::new(field, error?)))
        .collect();
    let body = if mine {
        view! { <p>{texts.review_own()}</p> }.into_any()
    } else if found.is_some() {
        let before = (note.problem.as_deref() == Some("before")).then(|| {
            view! {
                <Alert>
                    <p>{texts.review_before()}</p>
                </Alert>
            }
        });
        view! { {before} }.into_any()
    } else {
        let [verdict, words] = note.typed;
        let choices = vec![
            Choice::new("justified", texts.review_justified()),
            Choice::new("not-justified", texts.review_not_justified()),
        ];
        view! {
            <PostForm to=ReviewEmergency::url()>
                <input type="hidden" name="emergency" value=id />
                <input type="hidden" name="key" value=key />
                <RadioGroup
                    id="verdict"
                    legend=texts.review_verdict()
                    error=verdict_error.map(str::to_owned)
                    choices=choices
                    chosen=verdict
                />
                <TextArea
                    id="note"
                    label=texts.review_note()
                    hint=texts.review_note_hint()
                    error=note_error.map(str::to_owned)
                    value=words
                    rows=3
                    optional=true
                />
                <p>{texts.review_for_good()}</p>
                <Button label=texts.review_button() />
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Page narrow=true>
            <Breadcrumb steps=vec![Crumb::new("/team/noodtoegang", texts.reviews_title())] />
            <PageHeading heading=title title=texts.reviews_title() />
            <ErrorSummary problems=problems />
            <DetailList details=details />
            {body}
        </Page>
    }
    .into_any()
}
