//! Terms of use: the gate, accepting, declining, and the texts for everybody.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsText {
    /// Id of the version.
    pub id: String,
    /// Name of the document.
    pub title: String,
    /// How the version is called.
    pub label: String,
    /// Text: paragraphs by empty lines, headings by `# `.
    pub text: String,
}

/// What was wrong with the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermsProblem {
    /// The box was not ticked.
    NotTicked,
    /// The texts have changed since the page was opened: these are the new ones.
    Changed,
}

/// The gate: what must be accepted before anything else opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsGate {
    /// Documents that have not been accepted.
    pub texts: Vec<TermsText>,
    /// Key that makes accepting twice the same as once.
    pub key: String,
    /// What was wrong.
    pub problem: Option<TermsProblem>,
}

#[cfg(feature = "ssr")]
fn shown(
    versions: &[inzage_domain::terms::TermsVersion],
    language: inzage_domain::Language,
) -> Vec<TermsText> {
    versions
        .iter()
        .map(|version| TermsText {
            id: version.id.to_string(),
            title: version.title(language).to_owned(),
            label: version.label.clone(),
            text: version.text(language).to_owned(),
        })
        .collect()
}

/// The gate for the person who is logged in. With nothing outstanding it leads on.
#[server(prefix = "/api", endpoint = "voorwaarden/poort")]
pub async fn read_terms_gate(form: Option<String>) -> Result<Packed<TermsGate>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let outstanding = crate::host::answer(visit.services.terms_outstanding(actor).await)?;
    if outstanding.is_empty() {
        crate::host::redirect("/");
    }
    Ok(Packed::of(&TermsGate {
        texts: shown(&outstanding, visit.language),
        key: crate::host::new_key(&visit),
        problem: crate::host::flash::take("voorwaarden", form).await,
    }))
}

/// The texts in force, for everybody.
#[server(prefix = "/api", endpoint = "voorwaarden/teksten")]
pub async fn read_terms_texts() -> Result<Packed<Vec<TermsText>>, ApiError> {
    let visit = crate::host::visit()?;
    let versions = crate::host::answer(visit.services.terms_in_force(&visit.organisation).await)?;
    Ok(Packed::of(&shown(&versions, visit.language)))
}

/// Accepts the versions that were shown (`versions`: ids, separated by commas).
#[server(prefix = "/api", endpoint = "voorwaarden/accepteren")]
pub async fn accept_terms(
    key: String,
    versions: String,
    #[server(default)] agree: Option<String>,
) -> Result<Packed<Option<TermsProblem>>, ApiError> {
    use inzage_services::terms::Acceptance as Answer;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let ids: Result<Vec<inzage_domain::TermsVersionId>, _> =
        versions.split(',').filter(|id| !id.is_empty()).map(str::parse).collect();
    let ids = ids.map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let problem = if agree.is_none() {
        TermsProblem::NotTicked
    } else {
        let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
        match crate::host::answer(visit.services.accept_terms(actor, &ids, key, &visit.context).await)? {
            Answer::Accepted => {
                crate::host::redirect("/");
                return Ok(Packed::of(&None));
            }
            Answer::NotInForce => TermsProblem::Changed,
        }
    };
    crate::host::flash::refused("voorwaarden", "/voorwaarden", &problem).await?;
    Ok(Packed::of(&Some(problem)))
}

/// Declines: logs out with an explanation.
#[server(prefix = "/api", endpoint = "voorwaarden/weigeren")]
pub async fn decline_terms() -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.decline_terms(actor, &visit.context).await)?;
    crate::host::cookies::clear_session();
    crate::host::redirect("/uitgelogd?reden=voorwaarden");
    Ok(())
}
