//! `/stijl`: every component in every state, in the demo only.

use axum::{
    Extension,
    extract::{Query, State},
    response::{Html, IntoResponse},
};
use inzage_app::pages::style_guide_document;
use serde::Deserialize;

use crate::http::{Host, frame::Facts, tenant::Tenant};

/// What can stand in the address.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Show the page of the error with this status instead.
    fout: Option<u16>,
}

/// The style guide in the colours of the organisation.
pub async fn page(
    State(host): State<Host>,
    Extension(facts): Extension<Facts>,
    Extension(tenant): Extension<Tenant>,
    Query(asked): Query<Asked>,
) -> impl IntoResponse {
    Html(style_guide_document(facts.language, tenant.face(), Some(&host.assets), asked.fout))
}
