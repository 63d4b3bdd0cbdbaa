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
    /// What waits; empty after a search.
    pub today: TodayView,
}

/// A client about whom something is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsOfClient {
    /// Path of the record.
    pub href: String,
    /// Name.
    pub name: String,
    /// How many entries were shared since.
    pub shared: u32,
    /// How many of them client or contacts added.
    pub added: u32,
    /// When the oldest of them came, in words.
    pub since: String,
}

/// Something of one's own about a client: a draft, or a report that appears later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWork {
    /// Its page.
    pub href: String,
    /// The client's name.
    pub name: String,
    /// Which form: `nieuw`, `aanvulling` or `versie`; empty for a report.
    pub kind: String,
    /// When it was kept, or appears.
    pub when: String,
}

/// What waits for a care worker, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayView {
    /// News by client.
    pub news: Vec<NewsOfClient>,
    /// Own drafts.
    pub drafts: Vec<OwnWork>,
    /// Own reports that the client sees later.
    pub waiting: Vec<OwnWork>,
    /// Whether there is such a list for this person at all.
    pub is_shown: bool,
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
        let nothing = ClientSearch {
            text,
            problem: None,
            clients: Vec::new(),
            more: false,
            today: TodayView::default(),
        };
        return Ok(Packed::of(&nothing));
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
    let asks_nothing = problem.is_none() && search == Search::Recent;
    let found = crate::host::answer(visit.services.find_clients(actor, search, &visit.context).await)?;
    let today = if asks_nothing { today(&visit, actor).await? } else { TodayView::default() };
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
        today,
    }))
}

/// What waits for whoever opens records.
#[cfg(feature = "ssr")]
async fn today(visit: &crate::host::Visit, actor: &inzage_store::Actor) -> Result<TodayView, ApiError> {
    use inzage_domain::{Role, access::ActingAs, written};

    let opens = matches!(actor.acting(), ActingAs::Employee { role: Role::Nurse | Role::Physician, .. });
    if !opens {
        return Ok(TodayView::default());
    }
    let found = crate::host::answer(visit.services.today(actor, &visit.context).await)?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let when = |at| written::moment(visit.language, at);
    Ok(TodayView {
        news: found
            .news
            .iter()
            .map(|one| NewsOfClient {
                href: format!("/team/c/{}/dossier", one.client),
                name: one.name.full(),
                shared: number(one.shared),
                added: number(one.added),
                since: when(one.since),
            })
            .collect(),
        drafts: found
            .drafts
            .iter()
            .map(|one| OwnWork {
                href: match one.form.as_str() {
                    "nieuw" => format!("/team/c/{}/rapportage", one.client),
                    form => format!("/team/c/{}/rapportage/schrijven/{form}", one.client),
                },
                name: one.name.full(),
                kind: one.form.split('-').next().unwrap_or_default().to_owned(),
                when: when(one.kept_at),
            })
            .collect(),
        waiting: found
            .waiting
            .iter()
            .map(|one| OwnWork {
                href: format!("/team/c/{}/rapportage/{}", one.client, one.entry),
                name: one.name.full(),
                kind: String::new(),
                when: when(one.due),
            })
            .collect(),
        is_shown: true,
    })
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
