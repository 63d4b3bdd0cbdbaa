//! Taking along a copy of the record: what, in which forms, how far it is, and fetching it (R21, R26, L8).
//! Drawn by the host alone.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::{
    account::{failure, success},
    page::{Page, PostForm, form_number, loaded, part},
    record::owner,
};
use crate::{
    api::{AskExport, CopyLine, KindChoice, RemoveExport, TakeAlongView, TypedExport, read_take_along},
    components::{
        Alert, AlertKind, Breadcrumb, Button, ButtonKind, ButtonLink, Card, CheckboxField, Choice, Crumb,
        DateField, DateValues, Detail, DetailList, ErrorSummary, FieldProblem, MoreInformation, PageHeading,
        Progress, RadioGroup,
    },
    locales::{Texts, use_texts},
};

/// Choosing what to take along, and the copies.
#[component]
pub(super) fn TakeAlongPage() -> impl IntoView {
    let number = form_number();
    let again = use_query_map()
        .with_untracked(|query| query.get("vanzelf"))
        .and_then(|again| again.parse::<u32>().ok());
    loaded(
        move |params| {
            let number = number.clone();
            async move { read_take_along(part(&params, "client")?, again, number).await }
        },
        |page| view! { <TakeAlong page=page /> }.into_any(),
    )
}

#[component]
fn TakeAlong(page: TakeAlongView) -> impl IntoView {
    let texts = use_texts();
    let TakeAlongView { head, client, parts, may_take_log, typed, problem, key, copies, again } = page;
    let record = format!("/c/{client}/dossier");
    let here = format!("/c/{client}/meenemen");
    let own = head.basis == "own";
    let intro = if own { texts.take_intro_own().to_owned() } else { texts.take_intro(&head.name) };
    let done = use_query_map().with_untracked(|query| query.get("gedaan"));
    let done = (done.as_deref() == Some("verwijderd")).then(|| success(texts.take_removed()));
    let (preparing, others): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|copy| copy.state == "preparing");
    let (ready, past): (Vec<_>, Vec<_>) = others.into_iter().partition(|copy| copy.state == "ready");
    let refused = match problem.as_str() {
        "busy" => Some(failure(texts.take_title(), texts.take_busy())),
        "enough" => Some(failure(texts.take_title(), texts.take_enough())),
        _ => None,
    };
    let is_preparing = !preparing.is_empty();
    let preparing = preparing
        .into_iter()
        .map(|copy| view! { <Preparing copy=copy client=client.clone() here=here.clone() again=again /> })
        .collect_view();
    let ready = ready
        .into_iter()
        .map(|copy| view! { <Ready copy=copy client=client.clone() here=here.clone() /> })
        .collect_view();
    let past = (!past.is_empty()).then(|| {
        let past = past.into_iter().map(|copy| view! { <Past copy=copy /> }).collect_view();
        view! { <MoreInformation summary=texts.take_copies()>{past}</MoreInformation> }
    });
    // While one is being made there is nothing to choose, and nothing that showing the page anew could lose.
    let form = (!is_preparing).then(|| {
        let sheet = Sheet { client: client.clone(), parts, may_take_log, typed, problem, key };
        order(texts, sheet)
    });
    view! {
        <Page narrow=true owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(record, texts.record_nav())] />
            <PageHeading heading=texts.take_title() title=texts.take_title() intro=intro />
            {done}
            {refused}
            {preparing}
            {ready}
            {form}
            {past}
        </Page>
    }
}

#[component]
fn Preparing(copy: CopyLine, client: String, here: String, again: u32) -> impl IntoView {
    let texts = use_texts();
    let looking = if again > 0 {
        view! {
            <p>
                {texts.take_again()} " "
                <a href=here>{texts.take_not_again()}</a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <p>
                <a href=format!("{here}?vanzelf=60")>{texts.take_look()}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <Card heading=texts.take_preparing()>
            <Progress label=copy.parts.join(", ") id="kopie" done=copy.done total=100 />
            <p>{texts.take_preparing_text()}</p>
            {looking}
            <PostForm to=RemoveExport::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="export" value=copy.id />
                <Button label=texts.take_stop() kind=ButtonKind::Quiet />
            </PostForm>
        </Card>
    }
}

#[component]
fn Ready(copy: CopyLine, client: String, here: String) -> impl IntoView {
    let texts = use_texts();
    let file = format!("{here}/{}/bestand", copy.id);
    let details = vec![
        Detail::new(texts.take_asked(), copy.asked.clone()),
        Detail { label: texts.take_what().to_owned(), values: copy.parts },
        Detail { label: texts.take_how().to_owned(), values: copy.forms },
    ];
    view! {
        <Card heading=texts.take_ready()>
            <p>{texts.take_ready_text(&copy.until)}</p>
            <DetailList details=details />
            <ButtonLink href=file label=texts.take_fetch() />
            <p>{texts.take_fetch_hint()}</p>
            <PostForm to=RemoveExport::url()>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="export" value=copy.id />
                <Button label=texts.take_remove() kind=ButtonKind::Quiet />
            </PostForm>
        </Card>
    }
}

#[component]
fn Past(copy: CopyLine) -> impl IntoView {
    let texts = use_texts();
    let state = match copy.state.as_str() {
        "failed" => texts.take_failed(),
        "refused" => texts.take_refused(),
        _ => texts.take_gone(),
    };
    let details = vec![
        Detail::new(texts.take_asked(), copy.asked),
        Detail { label: texts.take_what().to_owned(), values: copy.parts },
        Detail { label: texts.take_how().to_owned(), values: copy.forms },
        Detail::new(texts.take_state(), state),
    ];
    view! { <DetailList details=details /> }
}

/// What the form is made of.
struct Sheet {
    client: String,
    parts: Vec<KindChoice>,
    may_take_log: bool,
    typed: TypedExport,
    problem: String,
    key: String,
}

fn order(texts: Texts, sheet: Sheet) -> AnyView {
    let Sheet { client, parts, may_take_log, typed, problem, key } = sheet;
    let first = parts.first().map(|part| format!("parts-{}", part.key)).unwrap_or_default();
    let (field, message) = match problem.as_str() {
        "parts" => (first.as_str(), Some(texts.take_parts_missing())),
        "forms" => ("forms-pdf", Some(texts.take_forms_missing())),
        "period" => ("until", Some(texts.take_period_wrong())),
        "date" => ("since", Some(texts.take_date_wrong())),
        _ => ("", None),
    };
    let summary: Vec<FieldProblem> =
        message.iter().map(|message| FieldProblem::new(field, (*message).to_owned())).collect();
    let field = field.to_owned();
    let error = move |id: &str| message.filter(|_| field == id).map(str::to_owned);
    let boxes = parts
        .into_iter()
        .map(|part| {
            let id = format!("parts-{}", part.key);
            view! {
                <CheckboxField
                    error=error(&id)
                    id=id
                    name="parts[]"
                    value=part.key
                    label=part.label
                    checked=part.chosen
                />
            }
        })
        .collect_view();
    let forms = [
        ("pdf", texts.take_pdf()),
        ("word", texts.take_word()),
        ("excel", texts.take_excel()),
        ("fhir", texts.take_fhir()),
    ]
    .map(|(value, label)| {
        let id = format!("forms-{value}");
        view! {
            <CheckboxField
                error=error(&id)
                id=id
                name="forms[]"
                value=value
                label=label
                checked=typed.forms.iter().any(|form| form == value)
            />
        }
    })
    .collect_view();
    let log =
        may_take_log.then(|| view! { <CheckboxField id="log" label=texts.take_log() checked=typed.log /> });
    let date = |[day, month, year]: [String; 3]| DateValues { day, month, year };
    let scopes = vec![Choice::new("alles", texts.take_whole()), Choice::new("deel", texts.take_part())];
    view! {
        <ErrorSummary problems=summary />
        <PostForm to=AskExport::url()>
            <input type="hidden" name="client" value=client />
            <input type="hidden" name="key" value=key />
            <RadioGroup id="scope" legend=texts.take_scope() choices=scopes chosen=typed.scope />
            <fieldset class="field">
                <legend class="field__label">{texts.take_parts()}</legend>
                {boxes}
            </fieldset>
            <DateField
                id="since"
                legend=texts.take_since()
                hint=texts.take_day_hint()
                error=error("since")
                value=date(typed.since)
                optional=true
            />
            <DateField
                id="until"
                legend=texts.take_until()
                hint=texts.take_day_hint()
                error=error("until")
                value=date(typed.until)
                optional=true
            />
            <fieldset class="field">
                <legend class="field__label">{texts.take_forms()}</legend>
                {forms}
            </fieldset>
            {log}
            <Alert kind=AlertKind::Warning>
                <p>{texts.take_responsible()}</p>
            </Alert>
            <Button label=texts.take_button() />
        </PostForm>
    }
    .into_any()
}
