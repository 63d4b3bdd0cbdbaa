//! Records at the end of their term, for the privacy officer (R35).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, Packed};

/// A record in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionLine {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// The day on which care ended, in words; empty while care goes on.
    pub ended: String,
    /// The last day on which the record is kept, in words; empty while care goes on.
    pub last_day: String,
    /// A hold stands.
    pub held: bool,
    /// The last day has gone by.
    pub over: bool,
}

/// The list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionList {
    /// Years of the policy.
    pub years: u16,
    /// Records near their last day or past it, or held.
    pub records: Vec<RetentionLine>,
    /// What was destroyed: number, last day, day of destruction.
    pub past: Vec<[String; 3]>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionSheet {
    /// The record.
    pub line: RetentionLine,
    /// The day of the last change in it.
    pub changed: String,
    /// The client's eighteenth birthday; empty where the birth date is not known.
    pub of_age: String,
    /// Holds, newest first: since when, why, and the day and reason of their end (empty while they stand).
    pub holds: Vec<[String; 4]>,
    /// What the form left.
    pub note: RetentionNote,
}

/// A refused form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionNote {
    /// `reason`, `sure`, `early` or `held`.
    pub problem: Option<String>,
    /// The reason that was typed.
    pub reason: String,
}

#[cfg(feature = "ssr")]
fn line_of(
    record: &inzage_store::KeptRecord,
    years: u16,
    over: bool,
    language: inzage_domain::Language,
) -> RetentionLine {
    use inzage_domain::written::date;

    RetentionLine {
        client: record.client.to_string(),
        name: record.name.full(),
        ended: if record.in_care { String::new() } else { date(language, record.kept.ended_on) },
        last_day: if record.in_care { String::new() } else { date(language, record.kept.last_day(years)) },
        held: record.is_held(),
        over,
    }
}

/// The list.
#[server(prefix = "/api", endpoint = "team/bewaren")]
pub async fn read_retention() -> Result<Packed<RetentionList>, ApiError> {
    use inzage_domain::written::{date, day_of};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = crate::host::answer(visit.services.retention(actor, &visit.context).await)?;
    Ok(Packed::of(&RetentionList {
        years: found.years,
        records: found
            .records
            .iter()
            .map(|record| {
                line_of(record, found.years, record.kept.is_over(found.years, found.today), visit.language)
            })
            .collect(),
        past: found
            .past
            .iter()
            .map(|gone| {
                [
                    gone.client.to_string(),
                    date(visit.language, gone.last_day),
                    date(visit.language, day_of(gone.at)),
                ]
            })
            .collect(),
    }))
}

/// One record.
#[server(prefix = "/api", endpoint = "team/bewaren/dossier")]
pub async fn read_retention_sheet(
    client: String,
    form: Option<String>,
) -> Result<Packed<RetentionSheet>, ApiError> {
    use inzage_domain::{
        age::birthday,
        written::{date, day_of},
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let found = visit.services.retention_of(actor, id, &visit.context).await;
    let (record, today) = crate::host::answer(found)?;
    let note: Option<RetentionNote> = crate::host::flash::take("bewaren", form).await;
    let years = actor.policy().retention_years;
    let day = |day| date(visit.language, day);
    Ok(Packed::of(&RetentionSheet {
        line: line_of(&record, years, record.kept.is_over(years, today), visit.language),
        changed: day(record.kept.changed_on),
        of_age: record.kept.born.map(|born| day(birthday(born, 18))).unwrap_or_default(),
        holds: record
            .holds
            .into_iter()
            .map(|hold| {
                let (ended, why) =
                    hold.lifted.map_or_else(Default::default, |(at, why)| (day(day_of(at)), why));
                [day(day_of(hold.set_at)), hold.reason, ended, why]
            })
            .collect(),
        note: note.unwrap_or_default(),
    }))
}

#[cfg(feature = "ssr")]
async fn refused(client: &str, problem: &str, reason: String) -> Result<(), ApiError> {
    let note = RetentionNote { problem: Some(problem.to_owned()), reason };
    crate::host::flash::refused("bewaren", &format!("/team/bewaren/{client}"), &note).await
}

/// Puts a hold on a record, or lifts it.
#[server(prefix = "/api", endpoint = "team/bewaren/vasthouden")]
pub async fn hold_record(
    client: String,
    #[server(default)] lift: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    use inzage_services::retention::Reasoned;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let (done, word) = if lift == "ja" {
        (visit.services.lift_hold(actor, id, &reason, &visit.context).await, "gestopt")
    } else {
        (visit.services.hold_record(actor, id, &reason, &visit.context).await, "vast")
    };
    match crate::host::answer(done)? {
        Reasoned::Done => crate::host::redirect(&format!("/team/bewaren/{client}?gedaan={word}")),
        Reasoned::NoReason | Reasoned::TooLong => return refused(&client, "reason", reason).await,
    }
    Ok(())
}

/// Destroys a record.
#[server(prefix = "/api", endpoint = "team/bewaren/vernietigen")]
pub async fn destroy_record(client: String, #[server(default)] sure: String) -> Result<(), ApiError> {
    use inzage_store::Destroying;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    if sure != "ja" {
        // Who may not do this learns nothing of the form either.
        crate::host::answer(visit.services.retention_of(actor, id, &visit.context).await)?;
        return refused(&client, "sure", String::new()).await;
    }
    let done = visit.services.destroy_record(actor, id, &visit.context).await;
    match crate::host::answer(done)? {
        Destroying::Done => crate::host::redirect("/team/bewaren?gedaan=vernietigd"),
        Destroying::TooEarly => return refused(&client, "early", String::new()).await,
        Destroying::Held => return refused(&client, "held", String::new()).await,
    }
    Ok(())
}
