//! What people add to a record themselves: a note, a measurement, a line of a diary (R24, R34).

#![expect(
    missing_docs,
    clippy::too_many_arguments,
    reason = "the fields of the structs that `#[server]` makes are the arguments below: what a form sends"
)]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, ItemRow, Packed, RecordHead};

/// What can be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddChoice {
    /// Whose record it is.
    pub head: RecordHead,
    /// Notes and a diary can be added.
    pub words: bool,
    /// Measurements can be added.
    pub numbers: bool,
}

/// A form to add something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddSheet {
    /// Whose record it is.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Which form: `notitie`, `dagboek`, or a measurement such as `bloeddruk`.
    pub form: String,
    /// What the form holds, and what is wrong with it.
    pub note: AddNote,
    /// Makes the form count once.
    pub key: String,
}

/// A form, filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddNote {
    /// What is wrong, a word each: `day`, `first-impossible`, ...
    pub problems: Vec<String>,
    /// The numbers that are out of the ordinary, of which is asked whether they are right; else empty.
    pub said: String,
    /// What was typed.
    pub typed: AddTyped,
}

/// The fields of all forms; those that a form does not have stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddTyped {
    /// Day, month, year and time.
    pub when: [String; 4],
    /// Title of a note.
    pub title: String,
    /// Text of a note, what happened, or words beside a measurement.
    pub text: String,
    /// The number, or the upper one.
    pub first: String,
    /// The lower number of a blood pressure.
    pub second: String,
    /// What a diary line tells of.
    pub kind: String,
    /// How long: minutes.
    pub minutes: String,
    /// And seconds.
    pub seconds: String,
}

/// What was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAdded {
    /// Whose record it is.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Newest first.
    pub items: Vec<OwnAddedRow>,
    /// Where older ones begin: for the address of the next page.
    pub older: Option<String>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAddedRow {
    /// As in other lists.
    pub row: ItemRow,
    /// Whether the reader added it and can take it back.
    pub mine: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
}

/// A diary, month by month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiarySheet {
    /// Whose record it is.
    pub head: RecordHead,
    /// The months in words, oldest first.
    pub months: Vec<String>,
    /// What happened, and how often in each of the months.
    pub counts: Vec<(String, Vec<u32>)>,
    /// The lines, newest first.
    pub items: Vec<ItemRow>,
    /// The years that can be chosen, newest first.
    pub years: Vec<i16>,
    /// The year that is shown; `None` for the last twelve months.
    pub year: Option<i16>,
}

/// What an address `toevoegen/{word}` stands for.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddForm {
    Note,
    Diary,
    Measurement(inzage_domain::added::Measure),
}

#[cfg(feature = "ssr")]
impl AddForm {
    pub(crate) fn of_slug(slug: &str) -> Option<Self> {
        use inzage_domain::added::Measure;
        match slug {
            "notitie" => Some(Self::Note),
            "dagboek" => Some(Self::Diary),
            _ => Measure::ALL
                .iter()
                .copied()
                .find(|measure| measure_slug(*measure) == slug)
                .map(Self::Measurement),
        }
    }

    const fn form(self) -> inzage_domain::added::OwnForm {
        use inzage_domain::added::OwnForm;
        match self {
            Self::Note => OwnForm::Note,
            Self::Diary => OwnForm::Diary,
            Self::Measurement(_) => OwnForm::Measurement,
        }
    }
}

/// The word of a measurement in the address of its form.
#[cfg(feature = "ssr")]
pub(crate) const fn measure_slug(measure: inzage_domain::added::Measure) -> &'static str {
    use inzage_domain::added::Measure;
    match measure {
        Measure::BloodPressure => "bloeddruk",
        Measure::Pulse => "hartslag",
        Measure::Weight => "gewicht",
        Measure::Temperature => "temperatuur",
        Measure::Saturation => "zuurstof",
        Measure::Glucose => "bloedsuiker",
    }
}

/// A fault as a word, and the numbers that are asked about.
#[cfg(feature = "ssr")]
fn word(fault: inzage_services::adding::AddFault) -> (String, Option<String>) {
    use inzage_domain::added::{MeasureFault, NumberFault, Odd, Part, TextFault, WhenFault};
    use inzage_services::adding::AddFault;

    let number = |part: Part, what: &str| {
        let part = match part {
            Part::First => "first",
            Part::Second => "second",
        };
        format!("{part}-{what}")
    };
    let word = match fault {
        AddFault::When(WhenFault::NoDay) => "day".to_owned(),
        AddFault::When(WhenFault::NoTime) => "time".to_owned(),
        AddFault::When(WhenFault::Future) => "future".to_owned(),
        AddFault::When(WhenFault::BeforeBirth) => "birth".to_owned(),
        AddFault::Title => "title".to_owned(),
        AddFault::Text(TextFault::Empty) => "text".to_owned(),
        AddFault::Text(TextFault::TooLong) => "long".to_owned(),
        AddFault::NoChoice => "choice".to_owned(),
        AddFault::Lasting(_) => "lasting".to_owned(),
        AddFault::SentBefore => "before".to_owned(),
        AddFault::Measure(MeasureFault::Number(part, NumberFault::TooExact)) => number(part, "exact"),
        AddFault::Measure(MeasureFault::Number(part, NumberFault::Empty | NumberFault::NotANumber)) => {
            number(part, "number")
        }
        AddFault::Measure(MeasureFault::Impossible(part)) => number(part, "impossible"),
        AddFault::Measure(MeasureFault::NotLower) => "second-lower".to_owned(),
        AddFault::Odd(Odd::Low, said) => return ("odd-low".to_owned(), Some(said)),
        AddFault::Odd(Odd::High, said) => return ("odd-high".to_owned(), Some(said)),
    };
    (word, None)
}

/// Keeps what was typed, or leads back to the form.
#[cfg(feature = "ssr")]
async fn add(
    client: String,
    key: &str,
    slug: &str,
    typed: AddTyped,
    sure: &str,
) -> Result<Packed<AddNote>, ApiError> {
    use inzage_domain::added::{DiaryKind, When};
    use inzage_services::adding::{NewOwn, OwnText};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let form = AddForm::of_slug(slug).ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    let AddTyped { when: [day, month, year, time], title, text, first, second, kind, minutes, seconds } =
        &typed;
    let what = match form {
        AddForm::Note => OwnText::Note { title, text },
        AddForm::Measurement(measure) => OwnText::Measurement { measure, first, second, remark: text, sure },
        AddForm::Diary => OwnText::Diary { kind: DiaryKind::from_key(kind), minutes, seconds, text },
    };
    let new = NewOwn {
        key: key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?,
        when: When { day, month, year, time },
        what,
    };
    let added = visit.services.add_own(actor, id, &new, &visit.context).await;
    let Err(faults) = crate::host::answer(added)? else {
        crate::host::redirect(&format!("/c/{client}/dossier/zelf-toegevoegd?gedaan=bewaard"));
        return Ok(Packed::of(&AddNote::default()));
    };
    let (problems, said): (Vec<String>, Vec<Option<String>>) = faults.into_iter().map(word).unzip();
    let said = said.into_iter().flatten().next().unwrap_or_default();
    let note = AddNote { problems, said, typed };
    let page = format!("/c/{client}/dossier/toevoegen/{slug}");
    crate::host::flash::refused("toevoegen", &page, &note).await?;
    Ok(Packed::of(&note))
}

/// What can be added.
#[server(prefix = "/api", endpoint = "dossier/toevoegen")]
pub async fn read_add_choice(client: String) -> Result<Packed<AddChoice>, ApiError> {
    use inzage_domain::added::OwnForm;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let adding = crate::host::answer(visit.services.adding(actor, id, None, &visit.context).await)?;
    Ok(Packed::of(&AddChoice {
        head: super::network::shape::head(&adding.client, adding.basis, visit.language),
        words: adding.forms.contains(&OwnForm::Note),
        numbers: adding.forms.contains(&OwnForm::Measurement),
    }))
}

/// A form, empty or as it was filled in before.
#[server(prefix = "/api", endpoint = "dossier/toevoegen/formulier")]
pub async fn read_add_form(
    client: String,
    form: String,
    number: Option<String>,
) -> Result<Packed<AddSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let which = AddForm::of_slug(&form).ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    let adding = visit.services.adding(actor, id, Some(which.form()), &visit.context).await;
    let adding = crate::host::answer(adding)?;
    let refused: Option<AddNote> = crate::host::flash::take("toevoegen", number).await;
    let empty = AddTyped { when: adding.now, ..AddTyped::default() };
    Ok(Packed::of(&AddSheet {
        head: super::network::shape::head(&adding.client, adding.basis, visit.language),
        client,
        form,
        note: refused.unwrap_or(AddNote { typed: empty, ..AddNote::default() }),
        key: crate::host::new_key(&visit),
    }))
}

/// Adds a note.
#[server(prefix = "/api", endpoint = "dossier/toevoegen/notitie")]
pub async fn add_own_note(
    client: String,
    key: String,
    #[server(default)] title: String,
    #[server(default)] text: String,
    #[server(default)] when_day: String,
    #[server(default)] when_month: String,
    #[server(default)] when_year: String,
    #[server(default)] time: String,
) -> Result<Packed<AddNote>, ApiError> {
    let when = [when_day, when_month, when_year, time];
    add(client, &key, "notitie", AddTyped { when, title, text, ..AddTyped::default() }, "").await
}

/// Adds a measurement.
#[server(prefix = "/api", endpoint = "dossier/toevoegen/meting")]
pub async fn add_measurement(
    client: String,
    key: String,
    form: String,
    #[server(default)] first: String,
    #[server(default)] second: String,
    #[server(default)] text: String,
    #[server(default)] when_day: String,
    #[server(default)] when_month: String,
    #[server(default)] when_year: String,
    #[server(default)] time: String,
    #[server(default)] sure: String,
) -> Result<Packed<AddNote>, ApiError> {
    let when = [when_day, when_month, when_year, time];
    if !matches!(AddForm::of_slug(&form), Some(AddForm::Measurement(_))) {
        return Err(crate::host::fail(ApiError::NotFound));
    }
    let typed = AddTyped { when, text, first, second, ..AddTyped::default() };
    add(client, &key, &form, typed, &sure).await
}

/// Adds a line to the diary.
#[server(prefix = "/api", endpoint = "dossier/toevoegen/dagboek")]
pub async fn add_diary_line(
    client: String,
    key: String,
    #[server(default)] kind: String,
    #[server(default)] minutes: String,
    #[server(default)] seconds: String,
    #[server(default)] text: String,
    #[server(default)] when_day: String,
    #[server(default)] when_month: String,
    #[server(default)] when_year: String,
    #[server(default)] time: String,
) -> Result<Packed<AddNote>, ApiError> {
    let when = [when_day, when_month, when_year, time];
    add(client, &key, "dagboek", AddTyped { when, text, kind, minutes, seconds, ..AddTyped::default() }, "")
        .await
}

/// What was added to a record.
#[server(prefix = "/api", endpoint = "dossier/zelf-toegevoegd")]
pub async fn read_own_added(client: String, after: Option<String>) -> Result<Packed<OwnAdded>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let after = after.map(|cursor| cursor.parse()).transpose();
    let after = after.map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let list = crate::host::answer(visit.services.own_entries(actor, id, after, &visit.context).await)?;
    Ok(Packed::of(&OwnAdded {
        client,
        items: list
            .items
            .iter()
            .map(|own| OwnAddedRow {
                row: super::record::shape::row(&own.item, visit.language),
                mine: own.mine,
                withdrawn: own.withdrawn,
            })
            .collect(),
        older: list.older.map(|cursor| cursor.to_string()),
        head: super::record::shape::head(list.head, visit.language),
    }))
}

/// Takes something back that one added.
#[server(prefix = "/api", endpoint = "dossier/terughalen")]
pub async fn withdraw_own(client: String, entry: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let entry = entry.parse().map_err(|_| crate::host::fail(ApiError::NotFound))?;
    crate::host::answer(visit.services.withdraw_own(actor, id, entry, &visit.context).await)?;
    crate::host::redirect(&format!("/c/{client}/dossier/zelf-toegevoegd?gedaan=teruggehaald"));
    Ok(())
}

/// The diary, month by month.
#[server(prefix = "/api", endpoint = "dossier/dagboek")]
pub async fn read_diary(client: String, year: Option<String>) -> Result<Packed<DiarySheet>, ApiError> {
    use inzage_domain::written;

    /// Years that can be chosen beside the last twelve months.
    const YEARS: i16 = 5;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let year = year.map(|year| year.parse()).transpose();
    let year = year.map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let diary = visit.services.diary(actor, id, year, visit.language, &visit.context).await;
    let diary = crate::host::answer(diary)?;
    // `1 mei 2026` without its day.
    let month = |day| {
        let written = written::date(visit.language, day);
        written.split_once(' ').map_or(written.clone(), |(_, month)| month.to_owned())
    };
    Ok(Packed::of(&DiarySheet {
        months: diary.months.iter().map(|day| month(*day)).collect(),
        counts: diary.counts.into_iter().collect(),
        items: diary.items.iter().map(|item| super::record::shape::row(item, visit.language)).collect(),
        years: (0..YEARS).map(|back| diary.this_year - back).collect(),
        year: diary.year,
        head: super::record::shape::head(diary.head, visit.language),
    }))
}
