//! The first contact of the care plan, as staff register it, and looking again (R7).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(
    clippy::too_many_arguments,
    reason = "the arguments of a server function are the fields of its form"
)]

use inzage_domain::{ClientId, RelationId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// The first contact of a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSheet {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// Whom the care plan names; `None` while nobody was registered.
    pub registered: Option<RegisteredLine>,
    /// Who has the account and is somebody else.
    pub flagged: Vec<FlaggedLine>,
    /// What was typed, or what is registered.
    pub typed: TypedContact,
    /// What the forms left.
    pub note: ContactNote,
}

/// Whom the care plan names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredLine {
    pub name: String,
    pub relation: String,
    /// Birth date in words; empty when it is not known.
    pub born: String,
    /// Empty when it is not known.
    pub email: String,
    /// Empty when it is not known.
    pub mobile: String,
    /// Who registered it, or that it was read in out of the care plan, and when.
    pub source: String,
}

/// Somebody who has the account and is not the one in the care plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlaggedLine {
    /// The relation's id.
    pub relation: String,
    pub name: String,
    /// Since when it waits, in words.
    pub since: String,
}

/// What was typed about a first contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedContact {
    pub name: String,
    pub relation: String,
    pub born: [String; 3],
    pub email: String,
    pub mobile: String,
}

/// What has just happened, or was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactNote {
    /// `kept`, `same`, `kept-flagged`, `kept-withdrawn`, `confirmed`, `gone`; empty for nothing.
    pub done: String,
    /// Fields that were wrong, by their id; `reason-` with the relation's id for a missing reason.
    pub fields: Vec<String>,
    /// What was typed and refused.
    pub typed: Option<TypedContact>,
}

/// A first contact that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingLine {
    /// Where it is settled.
    pub href: String,
    /// The client's name.
    pub client: String,
    /// Who has the account.
    pub name: String,
    /// Where the registration in the care plan comes from, in words.
    pub plan: String,
    /// Since when, in words.
    pub since: String,
}

#[cfg(feature = "ssr")]
fn page_path(client: ClientId) -> String {
    format!("/team/c/{client}/contactpersoon")
}

/// Whom the care plan names as first contact, for staff.
#[server(prefix = "/api", endpoint = "team/contactpersoon")]
pub async fn read_contact(client: ClientId, form: Option<String>) -> Result<Packed<ContactSheet>, ApiError> {
    use inzage_domain::written;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let page = crate::host::answer(visit.services.contact(actor, client, &visit.context).await)?;
    let note: ContactNote = crate::host::flash::take("contactpersoon", form).await.unwrap_or_default();
    let day = |at| written::date(visit.language, written::day_of(at));
    let registered = page.registered.map(|found| RegisteredLine {
        source: super::network::shape::source(&found, visit.language),
        name: found.contact.name,
        relation: found.contact.relation,
        born: found.contact.born.map(|born| written::date(visit.language, born)).unwrap_or_default(),
        email: found.contact.email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
        mobile: found.contact.mobile.map(|mobile| mobile.international().to_owned()).unwrap_or_default(),
    });
    let flagged = page.flagged.into_iter().map(|flagged| FlaggedLine {
        relation: flagged.relation.to_string(),
        name: flagged.name,
        since: day(flagged.since),
    });
    Ok(Packed::of(&ContactSheet {
        client: client.to_string(),
        name: page.name.full(),
        registered,
        flagged: flagged.collect(),
        typed: note.typed.clone().unwrap_or_default(),
        note,
    }))
}

/// Registers the first contact of the care plan. The same form twice changes nothing.
#[server(prefix = "/api", endpoint = "team/contactpersoon/bewaren")]
pub async fn register_contact(
    client: ClientId,
    #[server(default)] name: String,
    #[server(default)] relation: String,
    #[server(default)] born_day: String,
    #[server(default)] born_month: String,
    #[server(default)] born_year: String,
    #[server(default)] email: String,
    #[server(default)] mobile: String,
) -> Result<Packed<ContactNote>, ApiError> {
    use inzage_services::joining::{ContactFault, ContactForm, Registered};
    use inzage_store::Registering;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let form = ContactForm { name, relation, born: [born_day, born_month, born_year], email, mobile };
    let registered = visit.services.register_contact(actor, client, &form, &visit.context).await;
    let done = |word: &str| ContactNote { done: word.to_owned(), ..ContactNote::default() };
    let note = match crate::host::answer(registered)? {
        Registered::Done(Registering::Same) => done("same"),
        Registered::Done(Registering::Done { flagged, .. }) if flagged > 0 => done("kept-flagged"),
        Registered::Done(Registering::Done { withdrawn, .. }) if withdrawn > 0 => done("kept-withdrawn"),
        Registered::Done(Registering::Done { .. }) => done("kept"),
        Registered::Faults(faults) => {
            let id = |fault| match fault {
                ContactFault::Name => "name",
                ContactFault::Relation => "relation",
                ContactFault::Born => "born",
                ContactFault::Email => "email",
                ContactFault::Mobile => "mobile",
            };
            let ContactForm { name, relation, born, email, mobile } = form;
            ContactNote {
                fields: faults.into_iter().map(|fault| id(fault).to_owned()).collect(),
                typed: Some(TypedContact { name, relation, born, email, mobile }),
                ..ContactNote::default()
            }
        }
    };
    crate::host::flash::refused("contactpersoon", &page_path(client), &note).await?;
    Ok(Packed::of(&note))
}

/// Somebody who is not the one in the care plan keeps the access all the same.
#[server(prefix = "/api", endpoint = "team/contactpersoon/bevestigen")]
pub async fn confirm_contact(
    client: ClientId,
    relation: RelationId,
    #[server(default)] reason: String,
) -> Result<Packed<ContactNote>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let confirmed = visit.services.confirm_contact(actor, client, relation, &reason, &visit.context).await;
    let note = match crate::host::answer(confirmed)? {
        Some(true) => ContactNote { done: "confirmed".to_owned(), ..ContactNote::default() },
        Some(false) => ContactNote { done: "gone".to_owned(), ..ContactNote::default() },
        None => ContactNote { fields: vec![format!("reason-{relation}")], ..ContactNote::default() },
    };
    crate::host::flash::refused("contactpersoon", &page_path(client), &note).await?;
    Ok(Packed::of(&note))
}

/// First contacts of all clients who must be looked at again.
#[server(prefix = "/api", endpoint = "team/contactpersonen")]
pub async fn read_contacts_waiting() -> Result<Packed<Vec<WaitingLine>>, ApiError> {
    use inzage_domain::written;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let waiting = crate::host::answer(visit.services.contacts_waiting(actor, &visit.context).await)?;
    let texts = crate::locales::Texts(visit.language);
    let day = |at| written::date(visit.language, written::day_of(at));
    let lines: Vec<WaitingLine> = waiting
        .into_iter()
        .map(|waiting| WaitingLine {
            // A physician sees who looks along, and settles nothing.
            href: format!("/team/c/{}/toegang", waiting.client),
            client: waiting.client_name.full(),
            name: waiting.flagged.name,
            plan: waiting.flagged.read_in.map_or_else(
                || texts.contacts_waiting_typed().to_owned(),
                |at| texts.first_contact_read_in(&day(at)),
            ),
            since: day(waiting.flagged.since),
        })
        .collect();
    Ok(Packed::of(&lines))
}
