//! Knowing who a client is, as staff record it (R114, R115).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, Packed};

/// What is known of who a client is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentitySheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// Whether the record waits for the document here (R115).
    pub staged: bool,
    /// When the BSN was checked, in words.
    pub bsn_checked: Option<String>,
    /// When the document was recorded, in words.
    pub identified: Option<String>,
    /// The document: kind, last signs, day in words.
    pub document: Option<[String; 3]>,
    /// What has just happened.
    pub note: IdentityNote,
}

/// What a form about identity left for the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityNote {
    /// Of the BSN: `checked`, `no-bsn`, `different`, `unknown`.
    pub bsn: Option<String>,
    /// Of the document: it was kept.
    pub kept: bool,
    /// The BSN comes first.
    pub bsn_first: bool,
    /// Fields of the document by their id.
    pub fields: Vec<String>,
    /// What was typed: kind, last signs, day, month, year.
    pub typed: [String; 5],
}

/// How well a client is known.
#[server(prefix = "/api", endpoint = "team/identiteit")]
pub async fn read_identity(client: String, form: Option<String>) -> Result<Packed<IdentitySheet>, ApiError> {
    use inzage_domain::written;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let found = crate::host::answer(visit.services.identity(actor, id, &visit.context).await)?;
    let day = |at| written::date(visit.language, written::day_of(at));
    Ok(Packed::of(&IdentitySheet {
        client,
        name: found.name.full(),
        staged: found.staged,
        bsn_checked: found.identity.bsn_checked_at.map(day),
        identified: found.identity.identified_at.map(day),
        document: found.identity.document.map(|document| {
            let seen = written::date(visit.language, document.seen_on);
            [document.kind.key().to_owned(), document.ending, seen]
        }),
        note: crate::host::flash::take("identiteit", form).await.unwrap_or_default(),
    }))
}

/// Compares a BSN with the one of the record. What was typed is not kept.
#[server(prefix = "/api", endpoint = "team/identiteit/bsn")]
pub async fn check_bsn(
    client: String,
    #[server(default)] bsn: String,
) -> Result<Packed<IdentityNote>, ApiError> {
    use inzage_services::joining::StageOne;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let checked = visit.services.check_bsn(actor, id, &bsn, &visit.context).await;
    let word = match crate::host::answer(checked)? {
        StageOne::Checked => "checked",
        StageOne::NoBsn => "no-bsn",
        StageOne::Different => "different",
        StageOne::Unknown => "unknown",
    };
    let note = IdentityNote { bsn: Some(word.to_owned()), ..IdentityNote::default() };
    crate::host::flash::refused("identiteit", &format!("/team/c/{client}/identiteit"), &note).await?;
    Ok(Packed::of(&note))
}

/// Records an identity document that was seen.
#[server(prefix = "/api", endpoint = "team/identiteit/document")]
pub async fn record_identity(
    client: String,
    #[server(default)] document: String,
    #[server(default)] ending: String,
    #[server(default)] seen_on_day: String,
    #[server(default)] seen_on_month: String,
    #[server(default)] seen_on_year: String,
) -> Result<Packed<IdentityNote>, ApiError> {
    use inzage_services::joining::{DocumentFault, Known, Recording};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let typed = Known { kind: document, ending, seen_on: [seen_on_day, seen_on_month, seen_on_year] };
    let recorded = visit.services.record_identity(actor, id, &typed, &visit.context).await;
    let Known { kind, ending, seen_on: [day, month, year] } = typed;
    let typed = [kind, ending, day, month, year];
    let note = match crate::host::answer(recorded)? {
        Recording::Kept => IdentityNote { kept: true, ..IdentityNote::default() },
        Recording::BsnFirst => IdentityNote { bsn_first: true, typed, ..IdentityNote::default() },
        Recording::Faults(faults) => {
            let id = |fault| match fault {
                DocumentFault::Kind => "document",
                DocumentFault::Ending => "ending",
                DocumentFault::SeenOn => "seen_on",
            };
            let fields = faults.into_iter().map(|fault| id(fault).to_owned()).collect();
            IdentityNote { fields, typed, ..IdentityNote::default() }
        }
    };
    crate::host::flash::refused("identiteit", &format!("/team/c/{client}/identiteit"), &note).await?;
    Ok(Packed::of(&note))
}
