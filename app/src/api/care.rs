//! The end of a client's care, for staff (R15, R46, R119).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, Packed};

/// What is known of a client's care, and what a form about it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareSheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// `in-care`, `ended` or `died`.
    pub state: String,
    /// The day of the end and the last day of looking, in words.
    pub ended: Option<[String; 2]>,
    /// What the form held.
    pub note: CareNote,
}

/// A refused form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareNote {
    /// `state`, `date` or `future`.
    pub problem: Option<String>,
    /// State, day, month, year.
    pub typed: [String; 4],
}

/// Whether a client's care goes on.
#[server(prefix = "/api", endpoint = "team/zorg")]
pub async fn read_care(client: String, form: Option<String>) -> Result<Packed<CareSheet>, ApiError> {
    use inzage_domain::written::date;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let care = crate::host::answer(visit.services.care(actor, id, &visit.context).await)?;
    let refused: Option<CareNote> = crate::host::flash::take("zorg", form).await;
    let number = |number: i8| number.to_string();
    let known = CareNote {
        problem: None,
        typed: match care.ended_on {
            Some(day) => {
                [care.state.key().to_owned(), number(day.day()), number(day.month()), day.year().to_string()]
            }
            None => [care.state.key().to_owned(), String::new(), String::new(), String::new()],
        },
    };
    let last = care.closes_on.and_then(|day| day.yesterday().ok());
    let ended = care.ended_on.zip(last);
    Ok(Packed::of(&CareSheet {
        client,
        name: care.name.full(),
        state: care.state.key().to_owned(),
        ended: ended.map(|(day, last)| [date(visit.language, day), date(visit.language, last)]),
        note: refused.unwrap_or(known),
    }))
}

/// Records or corrects it.
#[server(prefix = "/api", endpoint = "team/zorg/bewaren")]
pub async fn record_care(
    client: String,
    #[server(default)] state: String,
    #[server(default)] ended_day: String,
    #[server(default)] ended_month: String,
    #[server(default)] ended_year: String,
) -> Result<Packed<CareNote>, ApiError> {
    use inzage_domain::CareState;
    use inzage_services::care::{CareFault, CareKept};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let typed = [ended_day.as_str(), &ended_month, &ended_year];
    let chosen = CareState::from_key(&state);
    let kept = visit.services.record_care(actor, id, chosen, typed, &visit.context).await;
    let page = format!("/team/c/{client}/zorg");
    let problem = match crate::host::answer(kept)? {
        CareKept::Done => {
            crate::host::redirect(&format!("{page}?gedaan=bewaard"));
            return Ok(Packed::of(&CareNote::default()));
        }
        CareKept::Fault(CareFault::NoState) => "state",
        CareKept::Fault(CareFault::NoDate) => "date",
        CareKept::Fault(CareFault::Future) => "future",
    };
    let note =
        CareNote { problem: Some(problem.to_owned()), typed: [state, ended_day, ended_month, ended_year] };
    crate::host::flash::refused("zorg", &page, &note).await?;
    Ok(Packed::of(&note))
}
