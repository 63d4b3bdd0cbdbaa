//! Staff: finding clients, and the administrator's page.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, PageFigures};

/// A client in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientLine {
    /// Path of the record.
    pub href: String,
    /// Name.
    pub name: String,
    /// Birth date in words; empty when not known.
    pub born: String,
}

/// Why a search was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchProblem {
    /// Less than two letters.
    TooShort,
}

/// The page with the search: what was looked for and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSearch {
    /// What was typed.
    pub text: String,
    /// What was wrong with it.
    pub problem: Option<SearchProblem>,
    /// Clients, in order of name.
    pub clients: Vec<ClientLine>,
    /// There are more than are shown.
    pub more: bool,
}

/// One day in the chart of log-ins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogInBar {
    /// The day in words.
    pub day: String,
    /// Log-ins of clients and those beside them.
    pub personal: u32,
    /// Log-ins of staff.
    pub staff: u32,
}

/// The administrator's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    /// Name.
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// Web address.
    pub host: String,
    /// Colours.
    pub colours: Vec<String>,
    /// Minutes without activity until the end.
    pub idle_minutes: u32,
    /// Hours until the end in any case.
    pub absolute_hours: u32,
    /// Word for the second step of clients: `sms`, `digid`, `optional`.
    pub second_factor: String,
    /// Documents of terms with their version.
    pub terms: Vec<String>,
    /// Log-ins a day.
    pub log_ins: Vec<LogInBar>,
    /// How often each kind of page was opened.
    pub pages: PageFigures,
}

/// The page with the search; after a search without script, with its answer.
#[server(prefix = "/api", endpoint = "team/clienten")]
pub async fn read_client_search(form: Option<String>) -> Result<Packed<ClientSearch>, ApiError> {
    let text: Option<String> = crate::host::flash::take("zoeken", form).await;
    search(text.unwrap_or_default()).await
}

/// Searches. By post, so that no name stands in an address.
#[server(prefix = "/api", endpoint = "team/zoeken")]
pub async fn find_clients(text: String) -> Result<Packed<ClientSearch>, ApiError> {
    if crate::host::is_form_post() {
        // Only the text is kept; the page does the search, so that it is logged and shown once.
        crate::host::actor(&crate::host::visit()?)?;
        crate::host::flash::refused("zoeken", "/team", &text).await?;
        return Ok(Packed::of(&ClientSearch { text, problem: None, clients: Vec::new(), more: false }));
    }
    search(text).await
}

#[cfg(feature = "ssr")]
async fn search(text: String) -> Result<Packed<ClientSearch>, ApiError> {
    use inzage_services::team::Search;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (search, problem) = match Search::parse(&text) {
        Ok(search) => (search, None),
        Err(inzage_services::team::SearchError::TooShort) => (Search::Recent, Some(SearchProblem::TooShort)),
    };
    let found = crate::host::answer(visit.services.find_clients(actor, search, &visit.context).await)?;
    // A secretary sees no records: the way leads to who is invited.
    let page = match actor.acting() {
        inzage_domain::access::ActingAs::Employee { role: inzage_domain::Role::Secretary, .. } => {
            "uitnodigingen"
        }
        _ => "dossier",
    };
    let line = |row: &inzage_store::ClientRow| ClientLine {
        href: format!("/team/c/{}/{page}", row.id),
        name: row.name.full(),
        born: row
            .birth_date
            .map(|date| inzage_domain::written::date(visit.language, date))
            .unwrap_or_default(),
    };
    Ok(Packed::of(&ClientSearch {
        text,
        problem,
        clients: found.rows.iter().map(line).collect(),
        more: found.more,
    }))
}

/// The administrator's page.
#[server(prefix = "/api", endpoint = "beheer/overzicht")]
pub async fn read_organisation_page() -> Result<Packed<OrganisationPage>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let overview = crate::host::answer(visit.services.organisation_overview(actor, &visit.context).await)?;
    let terms = crate::host::answer(visit.services.terms_in_force(&visit.organisation).await)?;
    let profile = visit.organisation.profile();
    let policy = visit.organisation.policy();
    Ok(Packed::of(&OrganisationPage {
        name: profile.name.clone(),
        phone: profile.phone.clone(),
        host: visit.organisation.host().to_owned(),
        colours: vec![profile.branding.brand.to_string(), profile.branding.accent.to_string()],
        idle_minutes: policy.session.idle_minutes.into(),
        absolute_hours: policy.session.absolute_hours.into(),
        second_factor: policy.second_factor.key().to_owned(),
        terms: terms
            .iter()
            .map(|version| format!("{} ({})", version.title(visit.language), version.label))
            .collect(),
        log_ins: overview
            .use_by_day
            .iter()
            .map(|day| LogInBar {
                day: inzage_domain::written::date(visit.language, day.day),
                personal: day.personal,
                staff: day.staff,
            })
            .collect(),
        pages: PageFigures::of(&overview.pages),
    }))
}
