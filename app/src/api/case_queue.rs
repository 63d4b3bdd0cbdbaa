//! Requests about records, as staff treat them (R19, R25, R37, L6).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use inzage_domain::{CaseId, ClientId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, CaseNote, CaseView, Packed};

/// A request that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// Its page.
    pub href: String,
    /// The client's name.
    pub client: String,
    /// What is asked.
    pub kind: String,
    /// Who treats it, or that nobody does, and when it was asked.
    pub about: String,
    /// The last day for the answer, in words.
    pub due: String,
    /// How many days are left, in words.
    pub days: String,
    /// Days left; below 0 when it is too late.
    pub left: i32,
    /// Days there were in all.
    pub total: i32,
}

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuePage {
    /// What it is about, for this role.
    pub intro: String,
    /// The first to be answered first.
    pub lines: Vec<QueueLine>,
}

/// Something to choose in the form of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOption {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// One request as whoever treats it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCasePage {
    /// The client's id.
    pub client: String,
    /// The client's name.
    pub name: String,
    /// The request.
    pub case: CaseView,
    /// How many days are left, in words; empty when it is closed.
    pub days: String,
    /// Days there were in all.
    pub total: i32,
    /// Where the item is in the record; empty where the reader sees no records, or it is gone.
    pub item: String,
    /// `free`, `others` or `mine`; empty when it is closed.
    pub taking: String,
    /// The last day if the time is made longer now, in words; empty where that cannot be.
    pub extends: String,
    /// The decisions that can be taken now.
    pub decisions: Vec<CaseOption>,
    /// The grounds of the law for not doing it.
    pub grounds: Vec<CaseOption>,
    /// Whether another role decides it.
    pub others_decide: bool,
    /// Whether granting it destroys an item.
    pub destroys: bool,
    /// Whether the client cannot decide (R17).
    pub incapable: bool,
    /// What a form left.
    pub note: CaseNote,
    /// Makes the forms count once.
    pub key: String,
}

/// What waits at the clients where one works.
#[server(prefix = "/api", endpoint = "team/zaken")]
pub async fn read_case_queue() -> Result<Packed<QueuePage>, ApiError> {
    use inzage_domain::{case::days_left, written};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let queue = crate::host::answer(visit.services.case_queue(actor, &visit.context).await)?;
    let texts = crate::locales::Texts(visit.language);
    let line = |case: &inzage_store::QueuedCase| {
        let asked_on = written::day_of(case.asked_at);
        let left = days_left(case.due_on, queue.today);
        let by = case
            .taken_by
            .as_ref()
            .map_or_else(|| texts.queue_free().to_owned(), |name| texts.queue_taken(name));
        let mut about = format!("{}, {by}", texts.queue_asked(&written::date(visit.language, asked_on)));
        if case.extended {
            about = format!("{about}, {}", texts.queue_extended());
        }
        QueueLine {
            href: format!("/team/c/{}/zaken/{}", case.client, case.id),
            client: case.client_name.full(),
            kind: texts.case_kind(case.kind).to_owned(),
            about,
            due: texts.queue_last_day(&written::long_date(visit.language, case.due_on)),
            days: texts.queue_days(left),
            left,
            total: days_left(case.due_on, asked_on),
        }
    };
    Ok(Packed::of(&QueuePage {
        intro: texts.queue_about(queue.role).to_owned(),
        lines: queue.cases.iter().map(line).collect(),
    }))
}

/// One request, for whoever treats it.
#[server(prefix = "/api", endpoint = "team/zaken/zaak")]
pub async fn read_team_case(
    client: ClientId,
    case: CaseId,
    form: Option<String>,
) -> Result<Packed<TeamCasePage>, ApiError> {
    use inzage_domain::{
        Role,
        access::ActingAs,
        case::{CaseGround, CaseKind, days_left},
        written,
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = visit.services.team_case(actor, client, case, &visit.context).await;
    let found = crate::host::answer(found)?;
    let note: Option<CaseNote> = crate::host::flash::take("zaak", form).await;
    let texts = crate::locales::Texts(visit.language);
    let view = super::cases::shape(&found.case, days_left(found.case.due_on, found.today), visit.language);
    let reads = matches!(actor.acting(), ActingAs::Employee { role: Role::Nurse | Role::Physician, .. });
    let item = if reads && !view.item.is_empty() {
        format!("/team/c/{client}/dossier/{}", view.item)
    } else {
        String::new()
    };
    let taking = match (view.open, found.takes, &found.case.taken_by) {
        (false, ..) => "",
        (true, false, _) => "mine",
        (true, true, None) => "free",
        (true, true, Some(_)) => "others",
    };
    let kind = found.case.kind;
    let grounds = CaseGround::ALL.iter().filter(|ground| ground.fits(kind));
    Ok(Packed::of(&TeamCasePage {
        client: client.to_string(),
        name: found.client.demographics.name.full(),
        days: if view.open { texts.queue_days(view.left) } else { String::new() },
        total: days_left(found.case.due_on, written::day_of(found.case.asked_at)),
        item,
        taking: taking.to_owned(),
        extends: found.extends.map(|day| written::long_date(visit.language, day)).unwrap_or_default(),
        decisions: found
            .decisions
            .iter()
            .map(|step| CaseOption {
                value: step.key().to_owned(),
                label: texts.case_decision(kind, *step).to_owned(),
            })
            .collect(),
        grounds: grounds
            .map(|ground| CaseOption {
                value: ground.key().to_owned(),
                label: texts.case_ground_text(*ground).to_owned(),
            })
            .collect(),
        others_decide: found.others_decide,
        destroys: kind == CaseKind::Deletion,
        incapable: found.client.incapable,
        note: note.unwrap_or_default(),
        key: crate::host::new_key(&visit),
        case: view,
    }))
}

#[cfg(feature = "ssr")]
async fn treated(
    page: &str,
    done: &str,
    note: CaseNote,
    outcome: Result<inzage_services::cases::Treated, inzage_services::cases::CaseFault>,
) -> Result<Packed<CaseNote>, ApiError> {
    use inzage_services::cases::Treated;

    match outcome {
        Ok(Treated::Done) => crate::host::redirect(&format!("{page}?gedaan={done}")),
        Ok(Treated::NotNow) => crate::host::redirect(&format!("{page}?gedaan=niet-nu")),
        Err(fault) => {
            let note = CaseNote { problem: super::cases::problem(fault).to_owned(), ..note };
            crate::host::flash::refused("zaak", page, &note).await?;
            return Ok(Packed::of(&note));
        }
    }
    Ok(Packed::of(&CaseNote::default()))
}

/// Takes a request upon oneself.
#[server(prefix = "/api", endpoint = "team/zaken/oppakken")]
pub async fn take_case(client: ClientId, case: CaseId, key: String) -> Result<Packed<CaseNote>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let taken = visit.services.take_case(actor, client, case, key, &visit.context).await;
    let page = format!("/team/c/{client}/zaken/{case}");
    treated(&page, "opgepakt", CaseNote::default(), Ok(crate::host::answer(taken)?)).await
}

/// Tells that the answer takes longer, and why.
#[server(prefix = "/api", endpoint = "team/zaken/verlengen")]
pub async fn extend_case(
    client: ClientId,
    case: CaseId,
    key: String,
    #[server(default)] reason: String,
) -> Result<Packed<CaseNote>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let longer = visit.services.extend_case(actor, client, case, &reason, key, &visit.context).await;
    let note = CaseNote { form: "verlengen".to_owned(), text: reason, ..CaseNote::default() };
    let page = format!("/team/c/{client}/zaken/{case}");
    treated(&page, "verlengd", note, crate::host::answer(longer)?).await
}

/// Decides a request, with the answer.
#[server(prefix = "/api", endpoint = "team/zaken/beslissen")]
pub async fn decide_case(
    client: ClientId,
    case: CaseId,
    key: String,
    #[server(default)] choice: String,
    #[server(default)] ground: String,
    #[server(default)] text: String,
) -> Result<Packed<CaseNote>, ApiError> {
    use inzage_domain::case::{CaseGround, CaseStep};
    use inzage_services::cases::Decision;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let decision =
        Decision { step: CaseStep::from_key(&choice), ground: CaseGround::from_key(&ground), text: &text };
    let decided = visit.services.decide_case(actor, client, case, &decision, key, &visit.context).await;
    let outcome = crate::host::answer(decided)?;
    let note = CaseNote { form: "beslissen".to_owned(), choice, ground, text, ..CaseNote::default() };
    let page = format!("/team/c/{client}/zaken/{case}");
    treated(&page, "beslist", note, outcome).await
}
