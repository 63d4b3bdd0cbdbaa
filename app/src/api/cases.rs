//! Requests about the record, as whoever asks them sees them (L5, L6, R25, R37).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

#[cfg(feature = "ssr")]
use inzage_domain::case::{CaseKind, CaseState, CaseStep, days_left};
use inzage_domain::{CaseId, Category, ClientId, EntryId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, RecordHead};

/// Saying that something about an item is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongSheet {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Where the item stands.
    pub category: Category,
    /// The item's id.
    pub entry: String,
    /// The item's title.
    pub title: String,
    /// Whether it is basic data, which can be corrected (R37).
    pub basic: bool,
    /// The last day for an answer to what is asked today, in words.
    pub answer_by: String,
    /// What the form held.
    pub note: CaseNote,
    /// Makes the form count once.
    pub key: String,
}

/// A refused form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNote {
    /// Which form, where a page has several: `beslissen`, `verlengen`.
    pub form: String,
    /// `choice`, `ground`, `text`, `long` or `many`; empty for nothing.
    pub problem: String,
    /// What was chosen.
    pub choice: String,
    /// The ground that was chosen.
    pub ground: String,
    /// What was typed.
    pub text: String,
}

/// One step in the drawing of how far a request is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStepLine {
    /// What it is.
    pub label: String,
    /// When, or by when.
    pub detail: String,
    /// `done`, `now` or `todo`.
    pub state: String,
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEventLine {
    /// What.
    pub what: String,
    /// When and by whom.
    pub when: String,
    /// Why something was not done; empty for nothing.
    pub ground: String,
    /// The words that go with it; can be empty.
    pub text: String,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// Its id.
    pub id: String,
    /// What was asked.
    pub kind: String,
    /// What it is about.
    pub about: String,
    /// Where that is, below the record; empty where it is not there (any more).
    pub item: String,
    /// Who asked, with the ground.
    pub asker: String,
    /// When.
    pub asked: String,
    /// What was written; can be empty.
    pub text: String,
    /// How far it is, in a word.
    pub state: String,
    /// The last day for the answer; empty when it is closed.
    pub due: String,
    /// Days left; below 0 when it is too late.
    pub left: i32,
    /// Whether an answer is still to come.
    pub open: bool,
    /// How far it is, drawn.
    pub steps: Vec<CaseStepLine>,
    /// What happened, oldest first.
    pub events: Vec<CaseEventLine>,
    /// What happens now.
    pub next: String,
}

/// The requests about a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesPage {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Newest first.
    pub cases: Vec<CaseView>,
}

/// One request with what its asker can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePage {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// The request.
    pub case: CaseView,
    /// Whether the reader can take it back.
    pub withdraws: bool,
    /// Makes the form count once.
    pub key: String,
}

/// The own views beside an item, as groups of the item's page.
#[cfg(feature = "ssr")]
pub(super) fn statements(
    statements: &[inzage_store::Statement],
    language: inzage_domain::Language,
) -> Vec<super::ItemGroup> {
    use inzage_domain::written;

    let texts = crate::locales::Texts(language);
    statements
        .iter()
        .map(|statement| super::ItemGroup {
            heading: texts.case_statement_by(&statement.by, texts.basis_name(statement.basis)),
            lines: vec![super::ItemLine {
                label: written::long_date(language, written::day_of(statement.at)),
                values: vec![statement.text.clone()],
            }],
            aside: false,
        })
        .collect()
}

/// A case in words, with the days that are left for the answer.
#[cfg(feature = "ssr")]
pub(super) fn shape(case: &inzage_store::Case, left: i32, language: inzage_domain::Language) -> CaseView {
    use inzage_domain::{log::EventCode, written};
    use inzage_store::CaseAbout;

    let texts = crate::locales::Texts(language);
    let kind = case.kind;
    let day = |at| written::long_date(language, written::day_of(at));
    let (about, item) = match &case.content.about {
        CaseAbout::Entry { category, title_nl, title_en, care } => {
            let title = language.pick(title_nl, title_en);
            let when = written::care_time(language, care);
            let address = case.entry.map(|entry| format!("{}/{entry}", category.slug()));
            (format!("{} ({}, {when})", title, texts.category(*category)), address.unwrap_or_default())
        }
        CaseAbout::Look { who, event, at } => {
            let who = who.clone().unwrap_or_else(|| texts.looked_organisation().to_owned());
            let what = EventCode::from_key(event).map_or(event.as_str(), |event| texts.looked_event(event));
            (texts.case_look(&who, what, &written::moment(language, *at)), String::new())
        }
    };
    let open = case.state.is_open();
    let due = written::long_date(language, case.due_on);
    let next = match case.state {
        _ if open && left < 0 => texts.case_next_late(&due),
        CaseState::Received => texts.case_next_received(&due),
        CaseState::InTreatment => {
            let by = case.taken_by.as_ref().map_or(texts.looked_organisation(), |(_, name)| name);
            texts.case_next_treatment(by, &due)
        }
        CaseState::Granted if kind == CaseKind::Statement => texts.case_next_statement().to_owned(),
        CaseState::Partly | CaseState::Refused => texts.case_next_refused().to_owned(),
        CaseState::Granted | CaseState::Withdrawn => texts.case_next_done().to_owned(),
    };
    CaseView {
        id: case.id.to_string(),
        kind: texts.case_kind(kind).to_owned(),
        about,
        item,
        asker: format!("{} ({})", case.asker, texts.basis_name(case.basis)),
        asked: day(case.asked_at),
        text: case.content.text.clone(),
        state: texts.case_state(kind, case.state).to_owned(),
        steps: steps(case, &due, language),
        due: if open { due } else { String::new() },
        left,
        open,
        events: case
            .events
            .iter()
            .map(|event| CaseEventLine {
                what: texts.case_step(kind, event.step).to_owned(),
                when: format!("{}, {}", written::moment(language, event.at), event.by),
                ground: event
                    .ground
                    .map(|ground| texts.case_ground_text(ground))
                    .unwrap_or_default()
                    .to_owned(),
                text: event.text.clone(),
            })
            .collect(),
        next,
    }
}

#[cfg(feature = "ssr")]
fn steps(case: &inzage_store::Case, due: &str, language: inzage_domain::Language) -> Vec<CaseStepLine> {
    use inzage_domain::written;

    let texts = crate::locales::Texts(language);
    let day = |at| written::date(language, written::day_of(at));
    let when = |wanted: fn(CaseStep) -> bool| {
        case.events.iter().rev().find(|event| wanted(event.step)).map(|event| day(event.at))
    };
    let line = |label: &str, detail: String, state: &str| CaseStepLine {
        label: label.to_owned(),
        detail,
        state: state.to_owned(),
    };
    let received = line(texts.case_step_received(), day(case.asked_at), "done");
    let taken = when(|step| step == CaseStep::Taken);
    let ended = when(|step| step.is_decision() || step == CaseStep::Withdrawn);
    let treatment = |state: &str, detail| line(texts.case_step_treatment(), detail, state);
    let ends = texts.case_state(case.kind, case.state);
    match case.state {
        CaseState::Received => vec![
            received,
            treatment("now", texts.case_step_waiting().to_owned()),
            line(texts.case_step_answer(), texts.case_step_until(due), "todo"),
        ],
        CaseState::InTreatment => vec![
            received,
            treatment("now", taken.unwrap_or_default()),
            line(texts.case_step_answer(), texts.case_step_until(due), "todo"),
        ],
        CaseState::Granted if case.kind == CaseKind::Statement => {
            vec![received, line(ends, day(case.asked_at), "done")]
        }
        CaseState::Granted | CaseState::Partly | CaseState::Refused => {
            let answered = line(ends, ended.unwrap_or_default(), "done");
            vec![received, treatment("done", taken.unwrap_or_default()), answered]
        }
        CaseState::Withdrawn => vec![received, line(ends, ended.unwrap_or_default(), "done")],
    }
}

#[cfg(feature = "ssr")]
pub(super) fn problem(fault: inzage_services::cases::CaseFault) -> &'static str {
    use inzage_services::cases::CaseFault;
    match fault {
        CaseFault::NoChoice => "choice",
        CaseFault::NoText => "text",
        CaseFault::TextTooLong => "long",
        CaseFault::NoGround => "ground",
        CaseFault::TooMany => "many",
    }
}

/// The item about which somebody says something.
#[server(prefix = "/api", endpoint = "zaken/formulier")]
pub async fn read_wrong(
    client: ClientId,
    category: Category,
    entry: EntryId,
    form: Option<String>,
) -> Result<Packed<WrongSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = visit.services.wrong_item(actor, client, category, entry, &visit.context).await;
    let found = crate::host::answer(found)?;
    let note: Option<CaseNote> = crate::host::flash::take("klopt-niet", form).await;
    Ok(Packed::of(&WrongSheet {
        head: super::network::shape::head(&found.client, found.basis, visit.language),
        client: client.to_string(),
        category,
        entry: entry.to_string(),
        title: found.summary.title(visit.language).to_owned(),
        basic: category == Category::Patient,
        answer_by: inzage_domain::written::long_date(visit.language, found.answer_by),
        note: note.unwrap_or_default(),
        key: crate::host::new_key(&visit),
    }))
}

/// Asks it, or puts the own view beside the item.
#[server(prefix = "/api", endpoint = "zaken/vragen")]
pub async fn ask_case(
    client: ClientId,
    category: Category,
    entry: EntryId,
    key: String,
    #[server(default)] choice: String,
    #[server(default)] text: String,
) -> Result<Packed<CaseNote>, ApiError> {
    use inzage_domain::case::CaseChoice;
    use inzage_services::cases::Request;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let request = Request {
        choice: match choice.as_str() {
            "change" => Some(CaseChoice::Change),
            "statement" => Some(CaseChoice::Statement),
            "delete" => Some(CaseChoice::Delete),
            _ => None,
        },
        text: &text,
        key: key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?,
    };
    let asked = visit.services.ask_case(actor, client, (category, entry), &request, &visit.context).await;
    match crate::host::answer(asked)? {
        Ok(asked) => {
            let done = if asked.kind == CaseKind::Statement { "verklaring" } else { "gevraagd" };
            crate::host::redirect(&format!("/c/{client}/zaken/{}?gedaan={done}", asked.case));
            Ok(Packed::of(&CaseNote::default()))
        }
        Err(fault) => {
            let problem = problem(fault).to_owned();
            let note = CaseNote { problem, choice, text, ..CaseNote::default() };
            let page = format!("/c/{client}/dossier/{}/{entry}/klopt-niet", category.slug());
            crate::host::flash::refused("klopt-niet", &page, &note).await?;
            Ok(Packed::of(&note))
        }
    }
}

/// The requests about a client that the reader may see.
#[server(prefix = "/api", endpoint = "zaken")]
pub async fn read_cases(client: ClientId) -> Result<Packed<CasesPage>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = crate::host::answer(visit.services.own_cases(actor, client, &visit.context).await)?;
    Ok(Packed::of(&CasesPage {
        head: super::network::shape::head(&found.client, found.basis, visit.language),
        client: client.to_string(),
        cases: found
            .cases
            .iter()
            .map(|case| shape(case, days_left(case.due_on, found.today), visit.language))
            .collect(),
    }))
}

/// One of them.
#[server(prefix = "/api", endpoint = "zaken/zaak")]
pub async fn read_case(client: ClientId, case: CaseId) -> Result<Packed<CasePage>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let found = crate::host::answer(visit.services.own_cases(actor, client, &visit.context).await)?;
    let one = found.cases.iter().find(|one| one.id == case);
    let one = one.ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    Ok(Packed::of(&CasePage {
        head: super::network::shape::head(&found.client, found.basis, visit.language),
        client: client.to_string(),
        case: shape(one, days_left(one.due_on, found.today), visit.language),
        withdraws: one.state.is_open() && one.asked_by == actor.account(),
        key: crate::host::new_key(&visit),
    }))
}

/// Takes one back.
#[server(prefix = "/api", endpoint = "zaken/intrekken")]
pub async fn withdraw_case(client: ClientId, case: CaseId, key: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let taken = visit.services.withdraw_case(actor, client, case, key, &visit.context).await;
    let done = if crate::host::answer(taken)? { "ingetrokken" } else { "voorbij" };
    crate::host::redirect(&format!("/c/{client}/zaken/{case}?gedaan={done}"));
    Ok(())
}
