//! The policy editor: a form, what a change means, and only then saving. Drawn by the host alone. The
//! form asks by GET: looking changes nothing, and nothing personal stands in the address.

use inzage_domain::policy_change::PolicyField;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

use super::page::{Page, PostForm, form_number, loaded};
use crate::{
    api::{
        PolicyConsequences, PolicyEntry, PolicyForm, PolicyNews, PolicyTyped, SavePolicy,
        read_policy_consequences, read_policy_form,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, Card, Cell, CheckboxField, Choice, Column, Crumb, DataTable,
        ErrorSummary, FieldProblem, FieldWidth, PageHeading, RadioGroup, TextArea, TextField,
    },
    locales::{Texts, use_texts},
};

const FORM: &str = "/beheer/afspraken";
const CONSEQUENCES: &str = "/beheer/afspraken/gevolgen";

/// The fields in the address; none where there are none.
fn typed() -> Option<PolicyTyped> {
    use_query_map().with_untracked(|query| {
        // A field with ticks is there once for each tick, and once empty; in a link once, with commas.
        let value = |field: PolicyField| match field {
            PolicyField::Family | PolicyField::Consents => {
                let ticks = query.get_all(&ticked(field.key())).or_else(|| query.get_all(field.key()));
                ticks.map(|ticks| ticks.join(","))
            }
            _ => query.get(field.key()),
        };
        let fields = PolicyField::ALL
            .iter()
            .filter_map(|&field| Some((field.key().to_owned(), value(field)?)))
            .collect::<std::collections::BTreeMap<_, _>>();
        let preset = query.get("preset").unwrap_or_default();
        (!fields.is_empty()).then_some(PolicyTyped { preset, fields })
    })
}

/// The form.
#[component]
pub(super) fn PolicyFormPage() -> impl IntoView {
    let number = form_number();
    let preset = use_query_map().with_untracked(|query| query.get("voorbeeld"));
    let typed = typed();
    loaded(
        move |_| read_policy_form(preset.clone(), typed.clone(), number.clone()),
        |form| view! { <Form form=form /> }.into_any(),
    )
}

#[component]
fn Form(form: PolicyForm) -> impl IntoView {
    let texts = use_texts();
    let news = form.news.map(|news| {
        let (kind, text) = match news {
            PolicyNews::Saved => (AlertKind::Success, texts.policy_saved()),
            PolicyNews::Stale => (AlertKind::Warning, texts.policy_stale()),
        };
        view! {
            <Alert kind=kind>
                <p>{text}</p>
            </Alert>
        }
    });
    let presets = form
        .presets
        .into_iter()
        .map(|(word, name)| {
            view! {
                <li>
                    <a href=format!("{FORM}?voorbeeld={word}")>{name}</a>
                </li>
            }
        })
        .collect_view();
    let rows = form
        .history
        .into_iter()
        .map(|line| vec![Cell::Text(line.version), Cell::Text(line.since), Cell::Text(line.by)])
        .collect();
    let columns = [texts.policy_column_version(), texts.policy_column_since(), texts.policy_column_by()];
    view! {
        <Page>
            <Breadcrumb steps=vec![Crumb::new("/beheer", texts.admin_title())] />
            <PageHeading heading=texts.policy_title() title=texts.policy_title() intro=texts.policy_intro() />
            {news}
            {fields(texts, &form.entries, form.preset)}
            <Card heading=texts.policy_presets()>
                <p>{texts.policy_presets_text()}</p>
                <ul>{presets}</ul>
            </Card>
            <h2>{texts.policy_history()}</h2>
            <DataTable
                caption=texts.policy_history()
                caption_hidden=true
                columns=columns.map(Column::text).to_vec()
                rows=rows
            />
        </Page>
    }
}

/// The form itself, in groups; what is wrong stands above it.
fn fields(texts: Texts, entries: &[PolicyEntry], preset: String) -> impl IntoView + use<> {
    let problems: Vec<FieldProblem> = entries
        .iter()
        .filter(|entry| !entry.fault.is_empty())
        .map(|entry| FieldProblem::new(entry.name.clone(), entry.fault.clone()))
        .collect();
    let group = |name: &str| match PolicyField::from_key(name) {
        Some(
            PolicyField::SecondFactor
            | PolicyField::DigidLevel
            | PolicyField::StaffSecondFactor
            | PolicyField::Passkeys
            | PolicyField::StaffNetworks
            | PolicyField::IdleMinutes
            | PolicyField::WarningMinutes
            | PolicyField::AbsoluteHours,
        ) => 0,
        Some(PolicyField::Acceptance | PolicyField::AnnouncementDays) => 1,
        Some(
            PolicyField::Representation
            | PolicyField::SecondContacts
            | PolicyField::GrantMonths
            | PolicyField::Family
            | PolicyField::Minors,
        ) => 2,
        Some(
            PolicyField::Staged
            | PolicyField::Consents
            | PolicyField::EmergencyHours
            | PolicyField::AccessEnd
            | PolicyField::PublishDelay
            | PolicyField::RetentionYears
            | PolicyField::ReplyWorkingDays,
        )
        | None => 3,
    };
    let headings = [
        texts.policy_group_access(),
        texts.policy_group_terms(),
        texts.policy_group_people(),
        texts.policy_group_record(),
    ];
    let groups = headings
        .into_iter()
        .enumerate()
        .map(|(number, heading)| {
            let own = entries.iter().filter(|entry| group(&entry.name) == number).cloned();
            let own = own.map(control).collect_view();
            view! {
                <h2>{heading}</h2>
                {own}
            }
        })
        .collect_view();
    view! {
        <ErrorSummary problems=problems />
        <form method="get" action=CONSEQUENCES novalidate>
            <input type="hidden" name="preset" value=preset />
            {groups}
            <Button label=texts.policy_see_button() />
        </form>
    }
}

fn control(entry: PolicyEntry) -> AnyView {
    let error = (!entry.fault.is_empty()).then_some(entry.fault);
    if let Some(hint) = entry.lines {
        return view! {
            <TextArea
                id=entry.name
                label=entry.label
                hint=hint
                value=entry.value
                error=error
                rows=4
                optional=true
            />
        }
        .into_any();
    }
    if let Some(hint) = entry.several {
        return ticks(&entry.name, entry.label, hint, &entry.value, entry.choices, error.as_deref());
    }
    if entry.choices.is_empty() {
        return view! {
            <TextField
                id=entry.name
                label=entry.label
                value=entry.value
                error=error
                inputmode="numeric"
                width=FieldWidth::Short
            />
        }
        .into_any();
    }
    let choices = entry.choices.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
    view! { <RadioGroup id=entry.name legend=entry.label choices=choices chosen=entry.value error=error /> }
        .into_any()
}

/// The name of a field with ticks in a form.
fn ticked(name: &str) -> String {
    format!("{name}[]")
}

/// Several that can be ticked. The empty field says that they were asked, where none is ticked.
fn ticks(
    name: &str,
    legend: String,
    hint: String,
    value: &str,
    choices: Vec<(String, String)>,
    error: Option<&str>,
) -> AnyView {
    let boxes = choices
        .into_iter()
        .enumerate()
        .map(|(place, (key, words))| {
            // What is wrong stands at the first one, which the summary leads to.
            let id = if place == 0 { name.to_owned() } else { format!("{name}-{key}") };
            let error = error.filter(|_| place == 0).map(str::to_owned);
            let checked = value.split(',').any(|ticked| ticked == key);
            view! { <CheckboxField id=id name=ticked(name) value=key label=words checked=checked error=error /> }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field__label">{legend}</legend>
            <p class="field__hint">{hint}</p>
            <input type="hidden" name=ticked(name) value="" />
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// A value as it can stand in an address.
fn in_address(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// What a change means, before it is saved.
#[component]
pub(super) fn PolicyConsequencesPage() -> impl IntoView {
    let typed = typed();
    loaded(
        move |_| read_policy_consequences(typed.clone().unwrap_or_default()),
        |found| view! { <Consequences found=found /> }.into_any(),
    )
}

#[component]
fn Consequences(found: PolicyConsequences) -> impl IntoView {
    let texts = use_texts();
    let steps = vec![Crumb::new("/beheer", texts.admin_title()), Crumb::new(FORM, texts.policy_title())];
    if found.entries.iter().any(|entry| !entry.fault.is_empty()) {
        return view! {
            <Page>
                <Breadcrumb steps=steps />
                <PageHeading
                    heading=texts.policy_not_possible()
                    title=texts.policy_not_possible()
                    intro=texts.policy_intro()
                />
                {fields(texts, &found.entries, found.preset)}
            </Page>
        }
        .into_any();
    }
    let none = found.changes.is_empty().then(|| {
        view! {
            <Alert>
                <p>{texts.policy_no_change()}</p>
            </Alert>
        }
    });
    let changes = found
        .changes
        .into_iter()
        .map(|change| {
            view! {
                <Card heading=change.label>
                    <p>
                        <strong>{change.change}</strong>
                    </p>
                    <p>{change.effect}</p>
                </Card>
            }
        })
        .collect_view();
    let hidden = |name: String, value: String| view! { <input type="hidden" name=name value=value /> };
    let kept = found
        .entries
        .iter()
        .map(|entry| hidden(format!("typed[fields][{}]", entry.name), entry.value.clone()))
        .collect_view();
    let address = found.entries.iter().fold(format!("{FORM}?preset={}", found.preset), |address, entry| {
        format!("{address}&{}={}", entry.name, in_address(&entry.value))
    });
    let save = found.possible.then(|| {
        view! {
            <PostForm to=SavePolicy::url()>
                <input type="hidden" name="typed[preset]" value=found.preset />
                {kept}
                <input type="hidden" name="from" value=found.from.to_string() />
                <input type="hidden" name="key" value=found.key />
                <Button label=texts.policy_save_button() />
            </PostForm>
        }
    });
    view! {
        <Page>
            <Breadcrumb steps=steps />
            <PageHeading
                heading=texts.policy_consequences_title()
                title=texts.policy_consequences_title()
                intro=texts.policy_consequences_intro()
            />
            {none}
            {changes}
            {save}
            <p>
                <a href=address>{texts.policy_edit()}</a>
            </p>
        </Page>
    }
    .into_any()
}
