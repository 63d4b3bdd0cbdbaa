//! How relations and looking together are shown: words, dates and addresses.

use inzage_domain::{
    Basis, Language,
    access::{ActingAs, DataKind, Kinds},
    age::Phase,
    written,
};
use inzage_services::network::{Access, Person};
use inzage_store::{Actor, Beside, ClientView, Registration, Together};

use super::{ChangeLine, ClientId, KindChoice, PersonCard, RecordHead, TogetherLine};
use crate::locales::Texts;

/// Where the pages about access are.
pub(in crate::api) fn base(actor: &Actor, client: ClientId) -> String {
    match actor.acting() {
        ActingAs::Personal | ActingAs::Operator => format!("/c/{client}/netwerk"),
        ActingAs::Employee { .. } => format!("/team/c/{client}/toegang"),
    }
}

/// Who the client is to the reader; empty for staff and for the client.
pub(in crate::api) fn whose(client: &ClientView, basis: Option<Basis>, language: Language) -> String {
    basis
        .filter(|basis| *basis != Basis::Own)
        .map(|basis| Texts(language).whose_by(basis, client.kinship).to_owned())
        .unwrap_or_default()
}

pub(in crate::api) fn head(client: &ClientView, basis: Option<Basis>, language: Language) -> RecordHead {
    RecordHead {
        name: client.demographics.name.full(),
        born: client.demographics.birth_date.map(|date| written::date(language, date)).unwrap_or_default(),
        basis: basis.map_or("", Basis::key).to_owned(),
        whose: whose(client, basis, language),
        viewers: Vec::new(),
        tint: client.colour,
        together: Vec::new(),
        emergency: String::new(),
    }
}

pub(in crate::api) fn names(kinds: Kinds, texts: Texts) -> Vec<String> {
    if kinds == Kinds::ALL {
        return vec![texts.access_everything().to_owned()];
    }
    kinds.each().map(|kind| texts.kind_name(kind).to_owned()).collect()
}

pub(in crate::api) fn choices(chosen: Kinds, among: Kinds, texts: Texts) -> Vec<KindChoice> {
    among
        .each()
        .map(|kind| KindChoice {
            key: kind.key().to_owned(),
            label: texts.kind_name(kind).to_owned(),
            chosen: chosen.has(kind),
        })
        .collect()
}

pub(in crate::api) fn kinds(keys: &[String]) -> Option<Kinds> {
    keys.iter().try_fold(Kinds::NONE, |kinds, key| Some(kinds.with(DataKind::from_key(key)?)))
}

pub(in crate::api) fn card(person: &Person, access: &Access, base: &str, language: Language) -> PersonCard {
    let (texts, phase) = (Texts(language), access.phase);
    let Beside { id, name, basis, kinship, from, until, withdrawn, manages, sees, .. } = &person.beside;
    let day = |at| written::date(language, written::day_of(at));
    PersonCard {
        name: name.clone(),
        ground: texts.ground_name(*basis, *kinship).to_owned(),
        plan: access
            .contact
            .as_ref()
            .and_then(|(registered, _)| registered.as_ref())
            .filter(|_| *basis == Basis::FirstContact && withdrawn.is_none())
            .map(|registered| format!("{}, {}", registered.contact.name, source(registered, language)))
            .unwrap_or_default(),
        sees: sees.map(|kinds| names(kinds, texts)).unwrap_or_default(),
        why_not: match sees {
            Ok(kinds) if kinds.is_empty() => {
                let none = if phase == Phase::Youth && *basis != Basis::Own {
                    inzage_domain::access::Refusal::NotAgreed
                } else {
                    inzage_domain::access::Refusal::NothingShared
                };
                texts.sees_nothing(none).to_owned()
            }
            Ok(_) => String::new(),
            Err(refusal) => texts.sees_nothing(*refusal).to_owned(),
        },
        // The demo's relations have always been there: a day of no meaning is not shown.
        since: if from.as_second() <= 0 { String::new() } else { day(*from) },
        until: until.map(|until| written::date(language, written::last_day(until))).unwrap_or_default(),
        ended: withdrawn.map(day).unwrap_or_default(),
        manages: *manages,
        mine: person.mine,
        href: if person.may.is_empty() { String::new() } else { format!("{base}/{id}") },
    }
}

/// Where the registration of a first contact comes from, and since when.
pub(in crate::api) fn source(registered: &Registration, language: Language) -> String {
    let (texts, day) = (Texts(language), written::date(language, written::day_of(registered.made_at)));
    match &registered.made_by {
        Some(by) => texts.first_contact_since_by(&day, by),
        None => texts.first_contact_read_in(&day),
    }
}

pub(in crate::api) fn changes(access: &Access, language: Language) -> Vec<ChangeLine> {
    let texts = Texts(language);
    let name = |relation| {
        let found = access.people.iter().find(|person| person.beside.id == relation);
        found.map(|person| person.beside.name.clone()).unwrap_or_default()
    };
    access
        .events
        .iter()
        .map(|event| ChangeLine {
            when: written::moment(language, event.at),
            about: name(event.relation),
            what: texts.relation_change(event.what).to_owned(),
            by: event.by.clone().unwrap_or_default(),
            reason: event.reason.clone(),
        })
        .collect()
}

pub(in crate::api) fn together(looking: &Together, client: &str) -> TogetherLine {
    TogetherLine {
        id: looking.id.to_string(),
        name: if looking.shown { looking.name.clone() } else { client.to_owned() },
        until: written::time_of_day(looking.until),
        showing: looking.shown,
        joined: looking.joined.is_some(),
        place: looking.place.clone().unwrap_or_default(),
        pointed: looking.pointed.map(|entry| entry.to_string()).unwrap_or_default(),
    }
}
