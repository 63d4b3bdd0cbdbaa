//! Whether a client can decide, for staff, and closing the client's account, for whoever represents the
//! client (R17).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, Packed, RecordHead};

/// What is recorded about a client, and what a form about it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacitySheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// Whether the client cannot decide now.
    pub incapable: bool,
    /// What was recorded: day of the judgement, whether the client cannot decide, by whom and when, why.
    pub past: Vec<CapacityLine>,
    /// What the form held.
    pub note: CapacityNote,
    /// Makes the form count once.
    pub key: String,
}

/// What was recorded once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityLine {
    /// The day of the judgement.
    pub judged_on: String,
    /// Whether the client cannot decide.
    pub incapable: bool,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// A refused form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityNote {
    /// `choice`, `date`, `future`, `reason` or `long`.
    pub problem: Option<String>,
    /// Choice, day, month, year, reason.
    pub typed: [String; 5],
}

/// The client's own account, as whoever represents the client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingSheet {
    /// Whose record it is.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// `none`, `open` or `shut`.
    pub state: String,
    /// The day on which the client asked to close it, where that is not decided; else empty.
    pub asked: String,
    /// Nothing was chosen.
    pub problem: bool,
    /// Makes the form count once.
    pub key: String,
}

/// Whether a client can decide.
#[server(prefix = "/api", endpoint = "team/beslissen")]
pub async fn read_capacity(client: String, form: Option<String>) -> Result<Packed<CapacitySheet>, ApiError> {
    use inzage_domain::written::{date, moment};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let capacity = crate::host::answer(visit.services.capacity(actor, id, &visit.context).await)?;
    let refused: Option<CapacityNote> = crate::host::flash::take("beslissen", form).await;
    let line = |event: inzage_store::CapacityEvent| CapacityLine {
        judged_on: date(visit.language, event.judged_on),
        incapable: event.incapable,
        by: event.by,
        at: moment(visit.language, event.at),
        reason: event.reason,
    };
    Ok(Packed::of(&CapacitySheet {
        client,
        name: capacity.name.full(),
        incapable: capacity.incapable,
        past: capacity.events.into_iter().map(line).collect(),
        note: refused.unwrap_or_default(),
        key: crate::host::new_key(&visit),
    }))
}

/// Records it.
#[server(prefix = "/api", endpoint = "team/beslissen/bewaren")]
pub async fn record_capacity(
    client: String,
    key: String,
    #[server(default)] choice: String,
    #[server(default)] judged_day: String,
    #[server(default)] judged_month: String,
    #[server(default)] judged_year: String,
    #[server(default)] reason: String,
) -> Result<Packed<CapacityNote>, ApiError> {
    use inzage_services::capacity::{CapacityFault, NewCapacity};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let new = NewCapacity {
        incapable: match choice.as_str() {
            "can" => Some(false),
            "cannot" => Some(true),
            _ => None,
        },
        judged_on: [&judged_day, &judged_month, &judged_year],
        reason: &reason,
        key: key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?,
    };
    let kept = visit.services.record_capacity(actor, id, &new, &visit.context).await;
    let page = format!("/team/c/{client}/beslissen");
    let problem = match crate::host::answer(kept)? {
        Ok(()) => {
            crate::host::redirect(&format!("{page}?gedaan=bewaard"));
            return Ok(Packed::of(&CapacityNote::default()));
        }
        Err(CapacityFault::NoChoice) => "choice",
        Err(CapacityFault::NoDate) => "date",
        Err(CapacityFault::Future) => "future",
        Err(CapacityFault::NoReason) => "reason",
        Err(CapacityFault::ReasonTooLong) => "long",
    };
    let note = CapacityNote {
        problem: Some(problem.to_owned()),
        typed: [choice, judged_day, judged_month, judged_year, reason],
    };
    crate::host::flash::refused("beslissen", &page, &note).await?;
    Ok(Packed::of(&note))
}

/// The own account of a client who cannot decide.
#[server(prefix = "/api", endpoint = "netwerk/sluiten/formulier")]
pub async fn read_client_closing(
    client: String,
    form: Option<String>,
) -> Result<Packed<ClosingSheet>, ApiError> {
    use inzage_domain::{access::AccountState, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let closing = crate::host::answer(visit.services.closing(actor, id, &visit.context).await)?;
    let problem: Option<bool> = crate::host::flash::take("account-sluiten", form).await;
    let asked = closing.account.as_ref().and_then(|account| account.asked_at);
    Ok(Packed::of(&ClosingSheet {
        head: super::network::shape::head(&closing.client, closing.basis, visit.language),
        client,
        state: match closing.account.map(|account| account.state) {
            None => "none",
            Some(AccountState::Closed) => "shut",
            Some(AccountState::Active | AccountState::Blocked) => "open",
        }
        .to_owned(),
        asked: asked.map(|at| written::date(visit.language, written::day_of(at))).unwrap_or_default(),
        problem: problem.unwrap_or_default(),
        key: crate::host::new_key(&visit),
    }))
}

/// Decides whether it is closed.
#[server(prefix = "/api", endpoint = "netwerk/sluiten")]
pub async fn decide_closing(
    client: String,
    key: String,
    #[server(default)] choice: String,
) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let page = format!("/c/{client}/netwerk/sluiten");
    let close = match choice.as_str() {
        "close" => true,
        "keep" => false,
        _ => return crate::host::flash::refused("account-sluiten", &page, &true).await,
    };
    let decided = visit.services.decide_closing(actor, id, close, key, &visit.context).await;
    if !crate::host::answer(decided)? {
        return Err(crate::host::fail(ApiError::NotFound));
    }
    crate::host::redirect(&format!("{page}?gedaan={}", if close { "gesloten" } else { "open" }));
    Ok(())
}
