//! Emergency access: asking, opening, ending, finding a client of another location, and the review (R19).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::invitations::client_id;
use super::{ApiError, Packed};

/// The page that asks for emergency access. Nothing of the client is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencySheet {
    /// The client's id.
    pub client: String,
    /// Until when the record is open, in words; empty where it is not.
    pub until: String,
    /// For how long it would be, in words.
    pub hours: String,
    /// Reasons: word and text.
    pub reasons: Vec<(String, String)>,
    /// What the form held.
    pub note: EmergencyNote,
    /// Makes the form count once.
    pub key: String,
}

/// A refused form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyNote {
    /// `choice`, `words` or `long`; at a review also `own` and `before`.
    pub problem: Option<String>,
    /// Reason or verdict, text.
    pub typed: [String; 2],
}

/// An emergency access, for the privacy officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCard {
    /// Its id.
    pub id: String,
    /// Who opened whose record, in words.
    pub title: String,
    /// From when until when, in words.
    pub when: String,
    /// The reason and the own words.
    pub why: Vec<String>,
    /// How many pages were opened, in words.
    pub looked: String,
    /// Whether the reader opened it.
    pub mine: bool,
    /// What was found, by whom and with which note; nothing where it waits.
    pub found: Option<[String; 3]>,
}

/// The privacy officer's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPage {
    /// Those that wait first.
    pub cards: Vec<ReviewCard>,
    /// What a form held.
    pub note: EmergencyNote,
    /// Makes a form count once.
    pub key: String,
}

/// The search at other locations: what was typed and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElsewhereNote {
    /// `name`, `date` or `nobody`.
    pub problem: Option<String>,
    /// Name, day, month, year.
    pub typed: [String; 4],
}

#[cfg(feature = "ssr")]
fn fault(fault: inzage_services::emergency::EmergencyFault) -> String {
    use inzage_services::emergency::EmergencyFault;
    match fault {
        EmergencyFault::NoChoice => "choice",
        EmergencyFault::NoText => "words",
        EmergencyFault::TooLong => "long",
    }
    .to_owned()
}

/// The page that asks for emergency access.
#[server(prefix = "/api", endpoint = "team/noodtoegang/formulier")]
pub async fn read_emergency(
    client: String,
    #[server(default)] form: Option<String>,
) -> Result<Packed<EmergencySheet>, ApiError> {
    use inzage_domain::{access::EmergencyReason, written::moment};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let found = crate::host::answer(visit.services.emergency_form(actor, id, &visit.context).await)?;
    let texts = crate::locales::Texts(visit.language);
    let note: Option<EmergencyNote> = crate::host::flash::take("noodtoegang", form).await;
    let reason = |one: &EmergencyReason| (one.key().to_owned(), texts.emergency_reason_name(*one).to_owned());
    Ok(Packed::of(&EmergencySheet {
        client,
        until: found.until.map(|until| moment(visit.language, until)).unwrap_or_default(),
        hours: texts.emergency_hours(found.hours),
        reasons: EmergencyReason::ALL.iter().map(reason).collect(),
        note: note.unwrap_or_default(),
        key: crate::host::new_key(&visit),
    }))
}

/// Opens the record.
#[server(prefix = "/api", endpoint = "team/noodtoegang/openen")]
pub async fn open_emergency(
    client: String,
    key: String,
    #[server(default)] reason: String,
    #[server(default)] words: String,
) -> Result<Packed<EmergencyNote>, ApiError> {
    use inzage_domain::access::EmergencyReason;
    use inzage_services::emergency::Asking;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    let asking = Asking {
        reason: EmergencyReason::from_key(&reason),
        words: &words,
        key: key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?,
    };
    let opened = visit.services.open_emergency(actor, id, &asking, &visit.context).await;
    let problem = match crate::host::answer(opened)? {
        Ok(()) => {
            crate::host::redirect(&format!("/team/c/{client}/dossier"));
            return Ok(Packed::of(&EmergencyNote::default()));
        }
        Err(found) => fault(found),
    };
    let note = EmergencyNote { problem: Some(problem), typed: [reason, words] };
    crate::host::flash::refused("noodtoegang", &format!("/team/c/{client}/noodtoegang"), &note).await?;
    Ok(Packed::of(&note))
}

/// Ends the own emergency access to a record.
#[server(prefix = "/api", endpoint = "team/noodtoegang/beeindigen")]
pub async fn end_emergency(client: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = client_id(&client)?;
    crate::host::answer(visit.services.end_emergency(actor, id, &visit.context).await)?;
    crate::host::redirect(&format!("/team/c/{client}/noodtoegang?gedaan=beeindigd"));
    Ok(())
}

/// The search for a client of another location.
#[server(prefix = "/api", endpoint = "team/noodtoegang/zoeken/formulier")]
pub async fn read_elsewhere(
    #[server(default)] form: Option<String>,
) -> Result<Packed<ElsewhereNote>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.may_find_elsewhere(actor, &visit.context).await)?;
    let note: Option<ElsewhereNote> = crate::host::flash::take("elders", form).await;
    Ok(Packed::of(&note.unwrap_or_default()))
}

/// Searches, and leads to the client that was found.
#[server(prefix = "/api", endpoint = "team/noodtoegang/zoeken")]
pub async fn find_elsewhere(
    #[server(default)] family_name: String,
    #[server(default)] born_day: String,
    #[server(default)] born_month: String,
    #[server(default)] born_year: String,
) -> Result<Packed<ElsewhereNote>, ApiError> {
    use inzage_services::emergency::ElsewhereFault;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let born = [born_day.as_str(), &born_month, &born_year];
    let found = visit.services.find_elsewhere(actor, &family_name, born, &visit.context).await;
    let problem = match crate::host::answer(found)? {
        Ok(found) => {
            let page = if found.here { "dossier" } else { "noodtoegang" };
            crate::host::redirect(&format!("/team/c/{}/{page}", found.client));
            return Ok(Packed::of(&ElsewhereNote::default()));
        }
        Err(ElsewhereFault::NoName) => "name",
        Err(ElsewhereFault::NoDate) => "date",
        Err(ElsewhereFault::Nobody) => "nobody",
    };
    let typed = [family_name, born_day, born_month, born_year];
    let note = ElsewhereNote { problem: Some(problem.to_owned()), typed };
    crate::host::flash::refused("elders", "/team/noodtoegang/zoeken", &note).await?;
    Ok(Packed::of(&note))
}

/// Emergency accesses, for the privacy officer; with `emergency` that one.
#[server(prefix = "/api", endpoint = "team/noodtoegang")]
pub async fn read_reviews(
    #[server(default)] emergency: Option<String>,
    #[server(default)] form: Option<String>,
) -> Result<Packed<ReviewPage>, ApiError> {
    use inzage_domain::{access::EmergencyVerdict, written::moment};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let not_found = || crate::host::fail(ApiError::NotFound);
    let only = emergency.map(|id| id.parse().map_err(|_| not_found())).transpose()?;
    let found = crate::host::answer(visit.services.emergencies(actor, only, &visit.context).await)?;
    if only.is_some() && found.is_empty() {
        return Err(not_found());
    }
    let texts = crate::locales::Texts(visit.language);
    let card = |case: &inzage_store::EmergencyCase| {
        let mut why = vec![texts.emergency_reason_name(case.reason).to_owned()];
        why.extend((!case.words.is_empty()).then(|| case.words.clone()));
        let client = case.client_name.as_deref().unwrap_or(texts.review_destroyed());
        ReviewCard {
            id: case.id.to_string(),
            title: texts.review_of(&case.by, client),
            when: texts
                .review_from_until(&moment(visit.language, case.opened), &moment(visit.language, case.until)),
            why,
            looked: texts.review_pages(case.looked),
            mine: case.mine,
            found: case.review.as_ref().map(|review| {
                let verdict = match review.verdict {
                    EmergencyVerdict::Justified => texts.review_justified(),
                    EmergencyVerdict::NotJustified => texts.review_not_justified(),
                };
                let by = texts.review_by(&review.by, &moment(visit.language, review.at));
                [verdict.to_owned(), by, review.note.clone()]
            }),
        }
    };
    let note: Option<EmergencyNote> = crate::host::flash::take("noodoordeel", form).await;
    Ok(Packed::of(&ReviewPage {
        cards: found.iter().map(card).collect(),
        note: note.unwrap_or_default(),
        key: crate::host::new_key(&visit),
    }))
}

/// Keeps what a privacy officer found.
#[server(prefix = "/api", endpoint = "team/noodtoegang/beoordelen")]
pub async fn review_emergency(
    emergency: String,
    key: String,
    #[server(default)] verdict: String,
    #[server(default)] note: String,
) -> Result<Packed<EmergencyNote>, ApiError> {
    use inzage_domain::access::EmergencyVerdict;
    use inzage_services::emergency::ReviewOutcome;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = emergency.parse().map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let key = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let judged = (EmergencyVerdict::from_key(&verdict), note.as_str());
    let kept = visit.services.review_emergency(actor, id, judged, key, &visit.context).await;
    let problem = match crate::host::answer(kept)? {
        ReviewOutcome::Done => {
            crate::host::redirect("/team/noodtoegang?gedaan=beoordeeld");
            return Ok(Packed::of(&EmergencyNote::default()));
        }
        ReviewOutcome::Own => "own".to_owned(),
        ReviewOutcome::Before => "before".to_owned(),
        ReviewOutcome::Wrong(found) => fault(found),
    };
    let note = EmergencyNote { problem: Some(problem), typed: [verdict, note] };
    crate::host::flash::refused("noodoordeel", &format!("/team/noodtoegang/{id}"), &note).await?;
    Ok(Packed::of(&note))
}
