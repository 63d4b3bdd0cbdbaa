//! Adding something to a record oneself: a note, a measurement, a line of a diary (R24, R34). Drawn by
//! the host alone.

use inzage_domain::added::{DiaryKind, Measure, Part};
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    page::{Page, PostForm, form_number, loaded, record_base},
    record::owner,
};
use crate::{
    api::{
        AddChoice, AddDiaryLine, AddForm, AddMeasurement, AddNote, AddOwnNote, AddSheet, AddTyped,
        measure_slug, read_add_choice, read_add_form,
    },
    components::{
        Alert, AlertKind, Breadcrumb, Button, Choice, Crumb, DateField, DateValues, EmptyState, ErrorSummary,
        FieldProblem, FieldWidth, Icon, PageHeading, RadioGroup, SectionCard, SectionGrid, TextArea,
        TextField,
    },
    locales::{Texts, use_texts},
};

/// What can be added.
#[component]
pub(super) fn AddChoicePage() -> impl IntoView {
    loaded(
        |params| read_add_choice(params.get("client").unwrap_or_default()),
        |choice| view! { <Choose choice=choice /> }.into_any(),
    )
}

#[component]
fn Choose(choice: AddChoice) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let AddChoice { head, words, numbers } = choice;
    let in_words = words.then(|| {
        let base = base.clone();
        view! {
            <SectionGrid heading=texts.add_choose_words()>
                <SectionCard
                    href=format!("{base}/toevoegen/notitie")
                    heading=texts.add_note()
                    about=texts.add_note_about()
                    drawing=Icon::Note
                />
                <SectionCard
                    href=format!("{base}/toevoegen/dagboek")
                    heading=texts.add_diary()
                    about=texts.add_diary_about()
                    drawing=Icon::Calendar
                />
            </SectionGrid>
        }
    });
    let in_numbers = numbers.then(|| {
        let cards = Measure::ALL
            .iter()
            .map(|measure| {
                view! {
                    <SectionCard
                        href=format!("{base}/toevoegen/{}", measure_slug(*measure))
                        heading=texts.measure(*measure)
                        about=texts.measure_about(*measure)
                        drawing=Icon::Pulse
                    />
                }
            })
            .collect_view();
        view! { <SectionGrid heading=texts.add_choose_numbers()>{cards}</SectionGrid> }
    });
    let nothing = (!words && !numbers)
        .then(|| view! { <EmptyState title=texts.add_nothing() text=texts.add_nothing_text() /> });
    let see_diary = words.then(|| {
        let base = base.clone();
        view! {
            <li>
                <a href=format!("{base}/dagboek")>{texts.add_see_diary()}</a>
            </li>
        }
    });
    view! {
        <Page owner=Some(owner(texts, &head))>
            <Breadcrumb steps=vec![Crumb::new(base.clone(), texts.record_nav())] />
            <PageHeading heading=texts.add_title() title=texts.add_title() intro=texts.add_intro() />
            <p>{texts.add_not_urgent()}</p>
            {in_words}
            {in_numbers}
            {nothing}
            <ul>
                <li>
                    <a href=format!("{base}/zelf-toegevoegd")>{texts.add_see_own()}</a>
                </li>
                {see_diary}
            </ul>
        </Page>
    }
}

/// A form to add something.
#[component]
pub(super) fn AddFormPage() -> impl IntoView {
    let number = form_number();
    loaded(
        move |params| {
            let part = |name| params.get(name).unwrap_or_default();
            read_add_form(part("client"), part("form"), number.clone())
        },
        |sheet| view! { <Form sheet=sheet /> }.into_any(),
    )
}

/// What is wrong, by the id of its field.
fn faults(texts: Texts, form: AddForm, problems: &[String]) -> Vec<FieldProblem> {
    let measure = match form {
        AddForm::Measurement(measure) => Some(measure),
        AddForm::Note | AddForm::Diary => None,
    };
    let exact = || {
        if measure.is_some_and(Measure::has_decimal) {
            texts.add_too_exact_decimal()
        } else {
            texts.add_too_exact()
        }
    };
    let impossible = |part| {
        measure.map(|measure| {
            let possible = measure.possible(part);
            texts.add_impossible(&texts.tenths(*possible.start()), &texts.tenths(*possible.end()))
        })
    };
    problems
        .iter()
        .filter_map(|problem| {
            let (field, message) = match problem.as_str() {
                "day" => ("when", texts.add_wrong_day().to_owned()),
                "future" => ("when", texts.add_future().to_owned()),
                "birth" => ("when", texts.add_before_birth().to_owned()),
                "time" => ("time", texts.add_wrong_time().to_owned()),
                "title" => ("title", texts.add_title_long().to_owned()),
                "text" => ("text", texts.add_no_text().to_owned()),
                "long" => ("text", texts.add_text_long().to_owned()),
                "choice" => ("kind", texts.add_no_choice().to_owned()),
                "lasting" => ("minutes", texts.add_lasting_wrong().to_owned()),
                "first-number" => ("first", texts.add_no_number().to_owned()),
                "first-exact" => ("first", exact().to_owned()),
                "first-impossible" => ("first", impossible(Part::First)?),
                "second-number" => ("second", texts.add_no_number().to_owned()),
                "second-exact" => ("second", exact().to_owned()),
                "second-impossible" => ("second", impossible(Part::Second)?),
                "second-lower" => ("second", texts.add_not_lower().to_owned()),
                _ => return None,
            };
            Some(FieldProblem::new(field, message))
        })
        .collect()
}

/// The question about numbers that are out of the ordinary, or that the form was sent before.
fn question(texts: Texts, form: AddForm, note: &AddNote) -> Option<AnyView> {
    let is = |word: &str| note.problems.iter().any(|problem| problem == word);
    if is("before") {
        return Some(
            view! {
                <Alert kind=AlertKind::Warning>
                    <p>{texts.add_before()}</p>
                </Alert>
            }
            .into_any(),
        );
    }
    let AddForm::Measurement(measure) = form else { return None };
    // As it was written here, with the reader's decimal sign.
    let value = match note.said.split_once('/') {
        Some((first, second)) => texts.add_over(first, second),
        None => texts.0.pick(note.said.replace('.', ","), note.said.clone()),
    };
    let text = if is("odd-high") {
        texts.add_odd_high(texts.measure(measure), &value)
    } else if is("odd-low") {
        texts.add_odd_low(texts.measure(measure), &value)
    } else {
        return None;
    };
    Some(
        view! {
            <Alert kind=AlertKind::Warning title=texts.add_odd_title()>
                <p>{text}</p>
                <p>{texts.add_odd_what()}</p>
            </Alert>
        }
        .into_any(),
    )
}

fn error_of(problems: &[FieldProblem], field: &str) -> Option<String> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.clone())
}

/// The fields that come before the moment.
fn fields_before(texts: Texts, form: AddForm, typed: &AddTyped, problems: &[FieldProblem]) -> AnyView {
    let error = |field| error_of(problems, field);
    match form {
        AddForm::Note => view! {
            <TextField
                id="title"
                label=texts.add_note_title()
                error=error("title")
                value=typed.title.clone()
                optional=true
            />
            <TextArea
                id="text"
                label=texts.add_note_text()
                error=error("text")
                value=typed.text.clone()
                rows=8
            />
        }
        .into_any(),
        AddForm::Diary => {
            let choices = DiaryKind::ALL
                .iter()
                .map(|kind| {
                    let label = match kind {
                        DiaryKind::Seizure => texts.add_kind_seizure(),
                        DiaryKind::Fall => texts.add_kind_fall(),
                        DiaryKind::Pain => texts.add_kind_pain(),
                        DiaryKind::Other => texts.add_kind_other(),
                    };
                    Choice::new(kind.key(), label)
                })
                .collect();
            view! {
                <RadioGroup
                    id="kind"
                    legend=texts.add_kind()
                    error=error("kind")
                    choices=choices
                    chosen=typed.kind.clone()
                />
            }
            .into_any()
        }
        AddForm::Measurement(measure) => {
            let keyboard = if measure.has_decimal() { "decimal" } else { "numeric" };
            let second = (measure == Measure::BloodPressure).then(|| {
                view! {
                    <TextField
                        id="second"
                        label=texts.measure_label(measure, Part::Second)
                        error=error("second")
                        value=typed.second.clone()
                        inputmode=keyboard
                        width=FieldWidth::Short
                    />
                }
            });
            view! {
                <TextField
                    id="first"
                    label=texts.measure_label(measure, Part::First)
                    error=error("first")
                    value=typed.first.clone()
                    inputmode=keyboard
                    width=FieldWidth::Short
                />
                {second}
            }
            .into_any()
        }
    }
}

/// The fields that come after the moment.
fn fields_after(texts: Texts, form: AddForm, typed: &AddTyped, problems: &[FieldProblem]) -> AnyView {
    let error = |field| error_of(problems, field);
    match form {
        AddForm::Note => ().into_any(),
        AddForm::Diary => view! {
            <TextField
                id="minutes"
                label=texts.add_minutes()
                hint=texts.add_lasting_hint()
                error=error("minutes")
                value=typed.minutes.clone()
                inputmode="numeric"
                width=FieldWidth::Short
                optional=true
            />
            <TextField
                id="seconds"
                label=texts.add_seconds()
                value=typed.seconds.clone()
                inputmode="numeric"
                width=FieldWidth::Short
                optional=true
            />
            <TextArea
                id="text"
                label=texts.add_happened()
                hint=texts.add_happened_hint()
                error=error("text")
                value=typed.text.clone()
                rows=5
            />
        }
        .into_any(),
        AddForm::Measurement(_) => view! {
            <TextArea
                id="text"
                label=texts.add_remark()
                error=error("text")
                value=typed.text.clone()
                rows=3
                optional=true
            />
        }
        .into_any(),
    }
}

#[component]
fn Form(sheet: AddSheet) -> impl IntoView {
    let texts = use_texts();
    let base = record_base().unwrap_or_default();
    let AddSheet { head, client, form: slug, note, key } = sheet;
    // The host would have said that there is no such form.
    let form = AddForm::of_slug(&slug).unwrap_or(AddForm::Note);
    let (to, title) = match form {
        AddForm::Note => (AddOwnNote::url(), texts.add_note()),
        AddForm::Diary => (AddDiaryLine::url(), texts.add_diary()),
        AddForm::Measurement(measure) => (AddMeasurement::url(), texts.measure(measure)),
    };
    let problems = faults(texts, form, &note.problems);
    let question = question(texts, form, &note);
    let asked = !note.said.is_empty();
    let measured = matches!(form, AddForm::Measurement(_)).then(|| {
        view! {
            <input type="hidden" name="form" value=slug.clone() />
            <input type="hidden" name="sure" value=note.said.clone() />
        }
    });
    let [day, month, year, time] = note.typed.when.clone();
    let before = fields_before(texts, form, &note.typed, &problems);
    let after = fields_after(texts, form, &note.typed, &problems);
    let moment = view! {
        <DateField
            id="when"
            legend=texts.add_when()
            error=error_of(&problems, "when")
            value=DateValues { day, month, year }
        />
        <TextField
            id="time"
            label=texts.add_time()
            hint=texts.add_time_hint()
            error=error_of(&problems, "time")
            value=time
            inputmode="numeric"
            width=FieldWidth::Short
        />
    };
    view! {
        <Page owner=Some(owner(texts, &head)) narrow=true>
            <Breadcrumb steps=vec![
                Crumb::new(base.clone(), texts.record_nav()),
                Crumb::new(format!("{base}/toevoegen"), texts.add_title()),
            ] />
            <PageHeading heading=title title=title intro=texts.add_intro() />
            <ErrorSummary problems=problems.clone() />
            {question}
            <PostForm to=to>
                <input type="hidden" name="client" value=client />
                <input type="hidden" name="key" value=key />
                {measured}
                {before}
                {moment}
                {after}
                <p>{texts.add_not_urgent()}</p>
                <Button label=if asked { texts.add_sure() } else { texts.add_keep() } />
            </PostForm>
        </Page>
    }
}
