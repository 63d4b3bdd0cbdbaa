//! A refused form that was sent without script: kept sealed, shown once, gone after ten minutes.
//!
//! It belongs to the browser that sent it: to its session, or before log-in to its waiting step
//! or a cookie made for it. Passwords and codes are never in it.

use leptos::prelude::use_context;
use serde::{Serialize, de::DeserializeOwned};

use super::{Visit, cookies, is_form_post, redirect};
use crate::api::ApiError;

/// Keeps what a form without script answered and leads back to its page, which then shows it.
/// With script the answer itself arrives in place, and nothing is kept.
pub async fn refused<T: Serialize + Sync>(form: &str, page: &str, content: &T) -> Result<(), ApiError> {
    if !is_form_post() {
        return Ok(());
    }
    let visit = super::visit()?;
    let holder = holder(&visit).unwrap_or_else(|| {
        let token = super::new_secret(&visit);
        cookies::set_step(&token);
        token
    });
    let content = serde_json::to_vec(&(form, content)).unwrap_or_default();
    let kept = visit.services.store.flash_put(&visit.organisation, holder.as_bytes(), &content).await;
    let id = super::answer(kept.map_err(inzage_services::Error::from))?;
    redirect(&format!("{page}?formulier={id}"));
    Ok(())
}

/// Keeps content for the holder of another token than this request's: a session that has just got a
/// new one. Gives its number.
pub async fn keep_for<T: Serialize + Sync>(
    holder: &str,
    form: &str,
    content: &T,
) -> Result<String, ApiError> {
    let visit = super::visit()?;
    let content = serde_json::to_vec(&(form, content)).unwrap_or_default();
    let kept = visit.services.store.flash_put(&visit.organisation, holder.as_bytes(), &content).await;
    Ok(super::answer(kept.map_err(inzage_services::Error::from))?.to_string())
}

/// Takes what was kept for a page, or `None`: nothing, another browser's, too old, seen already.
pub async fn take<T: DeserializeOwned>(form: &str, id: Option<String>) -> Option<T> {
    let visit = use_context::<Visit>()?;
    let holder = holder(&visit)?;
    let id = id?.parse().ok()?;
    let kept = visit.services.store.flash_take(&visit.organisation, holder.as_bytes(), id).await;
    let content = super::answer(kept.map_err(inzage_services::Error::from)).ok()??;
    let (kept_form, content): (String, T) = serde_json::from_slice(&content).ok()?;
    (kept_form == form).then_some(content)
}

/// Looks at what was kept for a page without taking it: an answer to which one comes back.
pub async fn look<T: DeserializeOwned>(form: &str, id: Option<String>) -> Option<T> {
    let visit = use_context::<Visit>()?;
    let holder = holder(&visit)?;
    let id = id?.parse().ok()?;
    let kept = visit.services.store.flash_look(&visit.organisation, holder.as_bytes(), id).await;
    let content = super::answer(kept.map_err(inzage_services::Error::from)).ok()??;
    let (kept_form, content): (String, T) = serde_json::from_slice(&content).ok()?;
    (kept_form == form).then_some(content)
}

fn holder(visit: &Visit) -> Option<String> {
    visit.actor.as_ref().and(visit.session.clone()).or_else(|| visit.step.clone())
}
