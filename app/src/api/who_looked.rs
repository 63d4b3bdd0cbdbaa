//! Who looked at a record, for the client and who decides for the client (L6).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use inzage_domain::ClientId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, RecordHead};

/// Something that somebody did on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedLine {
    /// Names it when one does not recognise it.
    pub seq: i64,
    /// Who, with the role, in words.
    pub who: String,
    /// In which role, in words.
    pub role: String,
    /// When, in words.
    pub when: String,
    /// What, in words.
    pub what: String,
    /// The sections, in words.
    pub sections: Vec<String>,
    /// What is special, in words: refused, by the emergency button.
    pub remarks: Vec<String>,
    /// Whether the reader did it.
    pub mine: bool,
}

/// A day of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedDay {
    /// The day in words.
    pub day: String,
    /// What was done.
    pub lines: Vec<LookedLine>,
}

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedPage {
    /// Whose record.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// `7`, `30`, `365` or `alles`.
    pub period: String,
    /// Days, newest first.
    pub days: Vec<LookedDay>,
    /// Where the next, older page begins.
    pub older: Option<i64>,
    /// Whether it is not the newest page.
    pub is_older: bool,
    /// Key for saying that one does not recognise something.
    pub key: String,
    /// By when one gets an answer, in words, where one has just said so.
    pub answer_by: String,
    /// It was said too often today.
    pub too_many: bool,
}

#[cfg(feature = "ssr")]
fn period_of(word: Option<&str>) -> (inzage_services::who_looked::Period, &'static str) {
    use inzage_services::who_looked::Period;
    match word {
        Some("7") => (Period::Week, "7"),
        Some("365") => (Period::Year, "365"),
        Some("alles") => (Period::All, "alles"),
        _ => (Period::Month, "30"),
    }
}

/// Days of the log in words.
#[cfg(feature = "ssr")]
pub(super) fn days(
    days: Vec<inzage_services::who_looked::Day>,
    texts: crate::locales::Texts,
) -> Vec<LookedDay> {
    use inzage_domain::{Basis, written};

    let line = |one: inzage_services::who_looked::Looked| {
        let role = match (one.role_code.as_str(), one.basis) {
            ("01", _) | (_, Some(Basis::Own)) => texts.looked_role_client(),
            ("02", Some(basis)) => texts.basis_name(basis),
            ("02", None) => texts.looked_role_representative(),
            ("03", _) => texts.looked_role_professional(),
            _ => texts.looked_role_staff(),
        };
        let name = one.name.unwrap_or_else(|| texts.looked_organisation().to_owned());
        let time = written::time_of_day(one.at);
        let mut remarks = Vec::new();
        if one.refused {
            remarks.push(texts.looked_refused().to_owned());
        }
        if one.emergency {
            remarks.push(texts.looked_emergency().to_owned());
        }
        LookedLine {
            seq: one.seq,
            who: if one.mine { texts.looked_you(&name) } else { name },
            role: role.to_owned(),
            when: if one.times == 1 {
                texts.looked_once(&time)
            } else {
                texts.looked_often(&time, one.times)
            },
            what: if one.searched { texts.looked_searched() } else { texts.looked_event(one.event) }
                .to_owned(),
            sections: one
                .categories
                .into_iter()
                .map(|category| texts.category(category).to_owned())
                .collect(),
            remarks,
            mine: one.mine,
        }
    };
    days.into_iter()
        .map(|day| LookedDay {
            day: written::long_date(texts.0, day.day),
            lines: day.looked.into_iter().map(line).collect(),
        })
        .collect()
}

/// A page of who looked at a record.
#[server(prefix = "/api", endpoint = "logboek")]
pub async fn read_who_looked(
    client: ClientId,
    period: Option<String>,
    before: Option<i64>,
    form: Option<String>,
) -> Result<Packed<LookedPage>, ApiError> {
    use crate::locales::Texts;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (chosen, word) = period_of(period.as_deref());
    let found = visit.services.who_looked(actor, client, chosen, before, &visit.context).await;
    let found = crate::host::answer(found)?;
    let (answer_by, too_many) = crate::host::flash::take("logboek", form).await.unwrap_or_default();
    Ok(Packed::of(&LookedPage {
        head: super::network::shape::head(&found.client, found.basis, visit.language),
        client: client.to_string(),
        period: word.to_owned(),
        days: days(found.days, Texts(visit.language)),
        older: found.older,
        is_older: before.is_some(),
        key: crate::host::new_key(&visit),
        answer_by,
        too_many,
    }))
}

/// Says that one does not recognise a line (L6).
#[server(prefix = "/api", endpoint = "logboek/onbekend")]
pub async fn not_recognised(client: ClientId, seq: i64, key: String) -> Result<(), ApiError> {
    use inzage_services::who_looked::Unknown;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let number = key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?;
    let said = visit.services.not_recognised(actor, client, seq, number, &visit.context).await;
    let kept: (String, bool) = match crate::host::answer(said)? {
        Unknown::Kept(day) => (inzage_domain::written::long_date(visit.language, day), false),
        Unknown::TooMany => (String::new(), true),
    };
    crate::host::flash::refused("logboek", &format!("/c/{client}/logboek"), &kept).await
}
