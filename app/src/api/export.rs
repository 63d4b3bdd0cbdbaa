//! Taking along a copy of the record (R21, R26, L8).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(
    clippy::too_many_arguments,
    reason = "the arguments of a server function are the fields of its form"
)]

use inzage_domain::ClientId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, KindChoice, Packed, RecordHead};

/// A copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyLine {
    /// Its id.
    pub id: String,
    /// When it was asked for, in words.
    pub asked: String,
    /// `preparing`, `ready`, `refused`, `failed` or `gone`.
    pub state: String,
    /// The last day on which it can be fetched, in words.
    pub until: String,
    /// What is in it, in words.
    pub parts: Vec<String>,
    /// In which forms, in words.
    pub forms: Vec<String>,
    /// Hundredths that are done.
    pub done: u32,
}

/// What the form held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedExport {
    /// `alles` or `deel`.
    pub scope: String,
    /// Parts of the record, by the words in their addresses.
    pub parts: Vec<String>,
    /// Day, month, year of the beginning and of the end.
    pub since: [String; 3],
    pub until: [String; 3],
    /// `pdf`, `word`, `excel`, `fhir`.
    pub forms: Vec<String>,
    /// With who looked.
    pub log: bool,
}

impl Default for TypedExport {
    /// What most people want: all of it, to read and for another care provider.
    fn default() -> Self {
        Self {
            scope: "alles".to_owned(),
            parts: Vec::new(),
            since: Default::default(),
            until: Default::default(),
            forms: vec!["pdf".to_owned(), "fhir".to_owned()],
            log: false,
        }
    }
}

/// The page of taking along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeAlongView {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Parts of the record, with what was ticked.
    pub parts: Vec<KindChoice>,
    /// Whether who looked can be in it.
    pub may_take_log: bool,
    /// What was typed.
    pub typed: TypedExport,
    /// `parts`, `forms`, `period`, `date`, `busy` or `enough`.
    pub problem: String,
    /// Key that makes sending twice the same as once.
    pub key: String,
    /// Copies, newest first.
    pub copies: Vec<CopyLine>,
    /// How often this page will still show itself anew; 0 for not.
    pub again: u32,
}

/// Seconds between two looks at a copy that is being made.
#[cfg(feature = "ssr")]
const LOOK_EVERY: u32 = 5;
/// Most looks in a row: then the page rests, so that it does not keep a session open for ever (R126).
#[cfg(feature = "ssr")]
const MOST_LOOKS: u32 = 60;

#[cfg(feature = "ssr")]
fn page(client: ClientId) -> String {
    format!("/c/{client}/meenemen")
}

#[cfg(feature = "ssr")]
fn hundredths(export: &inzage_store::Export) -> u32 {
    if export.total <= 0 {
        return 0;
    }
    u32::try_from((export.done.max(0)).saturating_mul(100) / export.total).unwrap_or(0).min(99)
}

#[cfg(feature = "ssr")]
fn copy(export: &inzage_store::Export, texts: crate::locales::Texts) -> CopyLine {
    use inzage_domain::written;

    let order = &export.order;
    let language = texts.0;
    let mut parts: Vec<String> =
        order.categories.iter().map(|category| texts.category(*category).to_owned()).collect();
    if order.with_log {
        parts.push(texts.looked_title().to_owned());
    }
    CopyLine {
        id: export.id.to_string(),
        asked: written::moment(language, export.asked_at),
        state: export.state.key().to_owned(),
        until: written::moment(language, export.expires_at),
        parts,
        forms: order.forms.iter().map(|form| texts.export_form(*form).to_owned()).collect(),
        done: hundredths(export),
    }
}

/// What may be taken along, and the copies. `again` is how often the page will show itself anew while a
/// copy is being made.
#[server(prefix = "/api", endpoint = "meenemen")]
pub async fn read_take_along(
    client: ClientId,
    again: Option<u32>,
    form: Option<String>,
) -> Result<Packed<TakeAlongView>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = visit.services.take_along_page(actor, client, &visit.context).await;
    let found = crate::host::answer(found)?;
    let texts = crate::locales::Texts(visit.language);
    let (typed, problem): (TypedExport, String) =
        crate::host::flash::take("meenemen", form).await.unwrap_or_default();
    let copies: Vec<CopyLine> = found.exports.iter().map(|export| copy(export, texts)).collect();
    let preparing = copies.iter().any(|copy| copy.state == "preparing");
    let again = if preparing { again.unwrap_or(0).min(MOST_LOOKS) } else { 0 };
    if again > 0 {
        let next = format!("{LOOK_EVERY};url={}?vanzelf={}", page(client), again - 1);
        if let Ok(next) = axum::http::HeaderValue::from_str(&next) {
            crate::host::append(axum::http::HeaderName::from_static("refresh"), next);
        }
    }
    let parts = found
        .categories
        .iter()
        .map(|category| KindChoice {
            key: category.slug().to_owned(),
            label: texts.category(*category).to_owned(),
            chosen: typed.parts.iter().any(|part| part == category.slug()),
        })
        .collect();
    Ok(Packed::of(&TakeAlongView {
        head: super::network::shape::head(&found.client, found.basis, visit.language),
        client: client.to_string(),
        parts,
        may_take_log: found.may_take_log,
        typed,
        problem,
        key: crate::host::new_key(&visit),
        copies,
        again,
    }))
}

/// Asks for a copy.
#[server(prefix = "/api", endpoint = "meenemen/vragen")]
pub async fn ask_export(
    client: ClientId,
    key: String,
    #[server(default)] scope: String,
    #[server(default)] parts: Vec<String>,
    #[server(default)] since_day: String,
    #[server(default)] since_month: String,
    #[server(default)] since_year: String,
    #[server(default)] until_day: String,
    #[server(default)] until_month: String,
    #[server(default)] until_year: String,
    #[server(default)] forms: Vec<String>,
    log: Option<String>,
) -> Result<String, ApiError> {
    use inzage_domain::{
        Category,
        export::{ExportForm, ExportOrder, OrderProblem},
        written::read_date,
    };
    use inzage_services::export::ExportOutcome;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let unreadable = || crate::host::fail(ApiError::Unreadable);
    let number = key.parse().map_err(|_| unreadable())?;
    let whole = scope != "deel";
    let typed = TypedExport {
        scope,
        parts,
        since: [since_day, since_month, since_year],
        until: [until_day, until_month, until_year],
        forms,
        log: log.is_some(),
    };
    let order = ExportOrder {
        categories: if whole {
            Vec::new()
        } else {
            let wanted = typed.parts.iter().map(|part| Category::from_slug(part)).collect::<Option<Vec<_>>>();
            let wanted = wanted.ok_or_else(unreadable)?;
            Category::ALL.iter().copied().filter(|category| wanted.contains(category)).collect()
        },
        since: None,
        until: None,
        forms: ExportForm::ALL
            .iter()
            .copied()
            .filter(|form| typed.forms.iter().any(|wanted| wanted == form.key()))
            .collect(),
        with_log: typed.log,
        language: visit.language,
    };
    // Three boxes that may all stay empty.
    let day = |boxes: &[String; 3]| {
        let [day, month, year] = boxes;
        let empty = boxes.iter().all(|text| text.trim().is_empty());
        if empty { Some(None) } else { read_date(day, month, year).map(Some) }
    };
    let problem = match (day(&typed.since), day(&typed.until)) {
        (Some(since), Some(until)) => {
            let order = ExportOrder { since, until, ..order };
            let asked = visit.services.export_ask(actor, client, whole, order, number, &visit.context).await;
            match crate::host::answer(asked)? {
                ExportOutcome::Made => {
                    crate::host::redirect(&format!("{}?vanzelf={MOST_LOOKS}", page(client)));
                    return Ok(String::new());
                }
                ExportOutcome::Busy => "busy",
                ExportOutcome::Enough => "enough",
                ExportOutcome::Wrong(OrderProblem::NoCategory) => "parts",
                ExportOutcome::Wrong(OrderProblem::NoForm) => "forms",
                ExportOutcome::Wrong(OrderProblem::PeriodBackwards) => "period",
            }
        }
        _ => "date",
    };
    crate::host::flash::refused("meenemen", &page(client), &(typed, problem)).await?;
    Ok(problem.to_owned())
}

/// Removes a copy, or stops one that is being made.
#[server(prefix = "/api", endpoint = "meenemen/verwijderen")]
pub async fn remove_export(client: ClientId, export: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = export.parse().map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let removed = visit.services.export_remove(actor, client, id, &visit.context).await;
    if !crate::host::answer(removed)? {
        return Err(crate::host::fail(ApiError::NotFound));
    }
    crate::host::redirect(&format!("{}?gedaan=verwijderd", page(client)));
    Ok(())
}
