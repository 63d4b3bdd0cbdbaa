//! The number with which somebody logs in with the own DigiD for a client, as staff register it (R120).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(
    clippy::too_many_arguments,
    reason = "the arguments of a server function are the fields of its form"
)]

use inzage_domain::{ClientId, RelationId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// What is registered, and the form. The number itself is never in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberSheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub client_name: String,
    /// The relation's id.
    pub relation: String,
    /// Who logs in.
    pub name: String,
    /// On which ground, in words.
    pub ground: String,
    /// Whether a number is registered.
    pub registered: bool,
    /// What staff registered: last digits, kind of document, its last signs, the day that it was seen,
    /// when it was registered, by whom.
    pub by_staff: Option<[String; 6]>,
    /// What the form left.
    pub note: NumberNote,
}

/// What has just happened, or was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberNote {
    /// The same number was registered already.
    pub same: bool,
    /// What is wrong: `no-bsn`, `taken`, `clients`, `document`, `ending`, `seen_on`, `reason`.
    pub wrong: Vec<String>,
    /// What was typed: kind of document, last signs, day, month, year, reason. Never the number.
    pub typed: [String; 6],
}

/// What is registered of somebody beside a client.
#[server(prefix = "/api", endpoint = "team/toegang/digid")]
pub async fn read_number(
    client: ClientId,
    relation: RelationId,
    form: Option<String>,
) -> Result<Packed<NumberSheet>, ApiError> {
    use inzage_domain::written;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = visit.services.number(actor, client, relation, &visit.context).await;
    let found = crate::host::answer(found)?;
    let day = |day| written::date(visit.language, day);
    let by_staff = found.who.by_staff.map(|(ending, document, at, by)| {
        [
            ending,
            document.kind.key().to_owned(),
            document.ending,
            day(document.seen_on),
            day(written::day_of(at)),
            by,
        ]
    });
    Ok(Packed::of(&NumberSheet {
        client: client.to_string(),
        client_name: found.client,
        relation: relation.to_string(),
        name: found.who.name,
        ground: crate::locales::Texts(visit.language).basis_name(found.who.basis).to_owned(),
        registered: found.who.is_registered,
        by_staff,
        note: crate::host::flash::take("digid-nummer", form).await.unwrap_or_default(),
    }))
}

/// Registers or corrects the number. What was typed as the number is not kept.
#[server(prefix = "/api", endpoint = "team/toegang/digid/bewaren")]
pub async fn register_number(
    client: ClientId,
    relation: RelationId,
    #[server(default)] bsn: String,
    #[server(default)] document: String,
    #[server(default)] ending: String,
    #[server(default)] seen_on_day: String,
    #[server(default)] seen_on_month: String,
    #[server(default)] seen_on_year: String,
    #[server(default)] reason: String,
) -> Result<Packed<NumberNote>, ApiError> {
    use inzage_services::joining::{DocumentFault, Known, NumberAnswer, NumberFault, NumberForm};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let known = Known { kind: document, ending, seen_on: [seen_on_day, seen_on_month, seen_on_year] };
    let form = NumberForm { bsn, document: known, reason };
    let answer = visit.services.register_number(actor, client, relation, &form, &visit.context).await;
    let note = match crate::host::answer(answer)? {
        NumberAnswer::Kept => {
            crate::host::redirect(&format!("/team/c/{client}/toegang?gedaan=digid"));
            return Ok(Packed::of(&NumberNote::default()));
        }
        NumberAnswer::Same => NumberNote { same: true, ..NumberNote::default() },
        NumberAnswer::Faults(faults) => {
            let word = |fault| match fault {
                NumberFault::NoBsn => "no-bsn",
                NumberFault::Taken => "taken",
                NumberFault::Clients => "clients",
                NumberFault::Document(DocumentFault::Kind) => "document",
                NumberFault::Document(DocumentFault::Ending) => "ending",
                NumberFault::Document(DocumentFault::SeenOn) => "seen_on",
                NumberFault::Reason => "reason",
            };
            let Known { kind, ending, seen_on: [day, month, year] } = form.document;
            NumberNote {
                wrong: faults.into_iter().map(|fault| word(fault).to_owned()).collect(),
                typed: [kind, ending, day, month, year, form.reason],
                ..NumberNote::default()
            }
        }
    };
    let page = format!("/team/c/{client}/toegang/{relation}/digid");
    crate::host::flash::refused("digid-nummer", &page, &note).await?;
    Ok(Packed::of(&note))
}
