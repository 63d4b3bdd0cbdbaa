//! Consents: what there is to agree to, where it stands, and saying yes or no (R129, R137).

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, RecordHead};

/// Something that was said once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentPast {
    /// When, in words.
    pub when: String,
    /// What, in words.
    pub what: String,
    /// Who, on which ground, in words.
    pub who: String,
}

/// One purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentCard {
    /// Its word in the address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it means.
    pub explained: String,
    /// Where it stands, and until when, in words.
    pub state: Vec<String>,
    /// Whether anything was said before.
    pub said: bool,
    /// Whether the organisation asks for it (still).
    pub offered: bool,
    /// Everything that was said, newest first.
    pub past: Vec<ConsentPast>,
}

/// What a form held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentNote {
    /// `choice`, `date`, `past` or `offered`.
    pub problem: Option<String>,
    /// Choice, day, month, year.
    pub typed: [String; 4],
}

/// All consents of a client, or one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentSheet {
    /// Whose.
    pub head: RecordHead,
    /// The client's id.
    pub client: String,
    /// Whether the reader works here.
    pub staff: bool,
    /// Whether the reader may say yes or no.
    pub may: bool,
    /// Whether client and parent must both say yes.
    pub both: bool,
    /// The purposes.
    pub cards: Vec<ConsentCard>,
    /// What the form held.
    pub note: ConsentNote,
    /// Makes the form count once.
    pub key: String,
}

#[cfg(feature = "ssr")]
mod shape {
    use inzage_domain::{
        consent::{ConsentStatus, Deciders, Decision},
        written::{date, last_day, moment},
    };
    use inzage_services::consents::{ConsentLine, Consents};
    use inzage_store::ConsentEvent;

    use super::{ConsentCard, ConsentPast};
    use crate::locales::Texts;

    fn past(texts: Texts, event: &ConsentEvent) -> ConsentPast {
        let fact = event.fact;
        ConsentPast {
            when: moment(texts.0, fact.at),
            what: match (fact.decision, fact.until) {
                (Decision::Deny, _) => texts.consent_said_no().to_owned(),
                (Decision::Permit, None) => texts.consent_said_yes().to_owned(),
                (Decision::Permit, Some(until)) => texts.consent_said_until(&date(texts.0, last_day(until))),
            },
            who: texts.consent_by(&event.by, texts.basis_name(event.basis)),
        }
    }

    fn state(texts: Texts, line: &ConsentLine, both: bool) -> Vec<String> {
        let mut words = vec![texts.consent_status(line.status).to_owned()];
        if line.status == ConsentStatus::Active
            && let Some(until) = line.until
        {
            words.push(texts.consents_until(&date(texts.0, last_day(until))));
        }
        if both {
            words.push(
                match line.own {
                    Some(true) => texts.consents_own_yes(),
                    Some(false) => texts.consents_own_no(),
                    None => texts.consents_own_nothing(),
                }
                .to_owned(),
            );
            words.push(
                match line.other {
                    Some(true) => texts.consents_other_yes(),
                    Some(false) => texts.consents_other_no(),
                    None => texts.consents_other_nothing(),
                }
                .to_owned(),
            );
        }
        words
    }

    pub(super) fn cards(texts: Texts, consents: &Consents) -> Vec<ConsentCard> {
        let both = consents.deciders == Deciders::Both;
        consents
            .lines
            .iter()
            .map(|line| ConsentCard {
                slug: line.purpose.slug().to_owned(),
                name: texts.consent_purpose(line.purpose).to_owned(),
                explained: texts.consent_explained(line.purpose).to_owned(),
                state: state(texts, line, both),
                said: !line.events.is_empty(),
                offered: line.offered,
                past: line.events.iter().map(|event| past(texts, event)).collect(),
            })
            .collect()
    }
}

/// What there is to consent to, and where it stands; with `purpose` only that one.
#[server(prefix = "/api", endpoint = "toestemmingen")]
pub async fn read_consents(
    client: String,
    #[server(default)] purpose: Option<String>,
    #[server(default)] form: Option<String>,
) -> Result<Packed<ConsentSheet>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = super::invitations::client_id(&client)?;
    let found = crate::host::answer(visit.services.consents(actor, id, &visit.context).await)?;
    let mut cards = shape::cards(crate::locales::Texts(visit.language), &found);
    if let Some(purpose) = purpose {
        cards.retain(|card| card.slug == purpose);
        if cards.is_empty() {
            return Err(crate::host::fail(ApiError::NotFound));
        }
    }
    let note: Option<ConsentNote> = crate::host::flash::take("toestemming", form).await;
    Ok(Packed::of(&ConsentSheet {
        head: super::network::shape::head(&found.client, found.basis, visit.language),
        client,
        staff: found.basis.is_none(),
        may: found.voice.is_some(),
        both: found.deciders == inzage_domain::consent::Deciders::Both,
        cards,
        note: note.unwrap_or_default(),
        key: crate::host::new_key(&visit),
    }))
}

/// Says yes or no to one purpose.
#[server(prefix = "/api", endpoint = "toestemmingen/kiezen")]
pub async fn say_consent(
    client: String,
    purpose: String,
    key: String,
    #[server(default)] choice: String,
    #[server(default)] until_day: String,
    #[server(default)] until_month: String,
    #[server(default)] until_year: String,
) -> Result<Packed<ConsentNote>, ApiError> {
    use inzage_domain::consent::Purpose;
    use inzage_services::consents::{ConsentFault, Saying};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let id = super::invitations::client_id(&client)?;
    let about = Purpose::from_slug(&purpose).ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    let yes = match choice.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let saying = Saying {
        purpose: about,
        yes,
        last_day: [&until_day, &until_month, &until_year],
        key: key.parse().map_err(|_| crate::host::fail(ApiError::Unreadable))?,
    };
    let said = visit.services.say_consent(actor, id, &saying, &visit.context).await;
    let problem = match crate::host::answer(said)? {
        Ok(()) => {
            let word = if yes == Some(true) { "ja" } else { "nee" };
            crate::host::redirect(&format!("/c/{client}/toestemmingen?gedaan={word}"));
            return Ok(Packed::of(&ConsentNote::default()));
        }
        Err(ConsentFault::NoChoice) => "choice",
        Err(ConsentFault::NoDate) => "date",
        Err(ConsentFault::Past) => "past",
        Err(ConsentFault::NotOffered) => "offered",
    };
    let note = ConsentNote {
        problem: Some(problem.to_owned()),
        typed: [choice, until_day, until_month, until_year],
    };
    let page = format!("/c/{client}/toestemmingen/{}", about.slug());
    crate::host::flash::refused("toestemming", &page, &note).await?;
    Ok(Packed::of(&note))
}
