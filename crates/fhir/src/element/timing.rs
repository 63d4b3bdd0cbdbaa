//! `Timing`, `Period` and the choices of moments (`onset[x]`, `effective[x]`) in words.

use inzage_domain::Language;

use super::code::plain;
use super::date::FhirTime;
use super::quantity::{number, quantity, range, unit};
use crate::codes;
use crate::tree::Node;

/// A moment in words. What is no date is shown as it came, said to be so.
pub(crate) fn moment(written: &str, language: Language) -> String {
    FhirTime::parse(written).map_or_else(
        || {
            let received = plain(written);
            language.pick(
                format!("onleesbare datum (ontvangen als: {received})"),
                format!("unreadable date (received as: {received})"),
            )
        },
        |time| time.show(language),
    )
}

/// A `Period`: `vanaf 18 februari 2025`, `1 januari 2018 van 09:00 tot 09:45 uur`.
pub(crate) fn period(node: &Node, language: Language) -> Option<String> {
    let (start, end) = (node.text("start"), node.text("end"));
    match (start, end) {
        (Some(start), Some(end)) => Some(match (FhirTime::parse(start), FhirTime::parse(end)) {
            (Some(from), Some(to)) => from.show_range(&to, language),
            _ => format!(
                "{} {} {}",
                moment(start, language),
                language.pick("tot", "to"),
                moment(end, language)
            ),
        }),
        (Some(start), None) => {
            Some(format!("{} {}", language.pick("vanaf", "from"), moment(start, language)))
        }
        (None, Some(end)) => {
            Some(format!("{} {}", language.pick("tot en met", "until"), moment(end, language)))
        }
        (None, None) => None,
    }
}

/// The value of a choice of moments: a date, period, age, range or text.
pub(crate) fn when(node: &Node, language: Language) -> Option<String> {
    let name = &node.name;
    if name.ends_with("Period") {
        return period(node, language);
    }
    if name.ends_with("Age") {
        let age = quantity(node, language)?;
        return Some(language.pick(format!("op de leeftijd van {age}"), format!("at the age of {age}")));
    }
    if name.ends_with("Range") {
        return range(node.child("low"), node.child("high"), language);
    }
    if name.ends_with("Timing") {
        return timing(node, language);
    }
    let text = node.own_text()?;
    if name.ends_with("String") { Some(plain(text)) } else { Some(moment(text, language)) }
}

/// A `Timing`: `2 keer per dag`, `elke 8 uur`, `'s ochtends`, `gedurende 5 dagen`.
pub(crate) fn timing(node: &Node, language: Language) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    if let Some(text) = node.text("code.text") {
        parts.push(plain(text));
    }
    if let Some(repeat) = node.child("repeat") {
        parts.extend(frequency(repeat, language));
        let days: Vec<&str> = repeat
            .all("dayOfWeek")
            .filter_map(Node::own_text)
            .filter_map(|day| codes::words("days-of-week", day, language))
            .collect();
        if !days.is_empty() {
            parts.push(format!("{} {}", language.pick("op", "on"), listed(&days, language)));
        }
        let times: Vec<String> = repeat
            .all("timeOfDay")
            .filter_map(Node::own_text)
            .filter_map(|time| time.get(..5).map(ToOwned::to_owned))
            .collect();
        if !times.is_empty() {
            let joined = listed(&times, language);
            parts.push(language.pick(format!("om {joined} uur"), format!("at {joined}")));
        }
        parts.extend(
            repeat
                .all("when")
                .filter_map(Node::own_text)
                .filter_map(|code| codes::words("event-timing", code, language))
                .map(ToOwned::to_owned),
        );
        if let Some(bounds) = repeat.child("boundsDuration").and_then(|bounds| quantity(bounds, language)) {
            parts.push(format!("{} {bounds}", language.pick("gedurende", "for")));
        }
        if let Some(bounds) = repeat.child("boundsPeriod").and_then(|bounds| period(bounds, language)) {
            parts.push(bounds);
        }
    }
    parts.extend(node.all("event").filter_map(Node::own_text).map(|event| moment(event, language)));
    if parts.is_empty() {
        parts.extend(node.child("code").and_then(|code| super::code::concept(code, language)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `maandag, dinsdag en donderdag`.
fn listed<T: AsRef<str>>(items: &[T], language: Language) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == items.len() => out.push_str(language.pick(" en ", " and ")),
            _ => out.push_str(", "),
        }
        out.push_str(item.as_ref());
    }
    out
}

fn frequency(repeat: &Node, language: Language) -> Option<String> {
    let times = repeat.text("frequency");
    let period = repeat.text("period").unwrap_or("1");
    let code = repeat.text("periodUnit")?;
    let one = matches!(period, "1" | "1.0");
    let length = unit(Some(code), None, one, language);
    let every = |language: Language| {
        if one {
            language.pick(
                format!("elke {length}").replace("elke uur", "elk uur").replace("elke jaar", "elk jaar"),
                format!("every {length}"),
            )
        } else {
            let period = number(period, language);
            language.pick(format!("elke {period} {length}"), format!("every {period} {length}"))
        }
    };
    match times {
        None => Some(every(language)),
        Some("1") if !one => Some(every(language)),
        Some(times) => {
            let most = repeat
                .text("frequencyMax")
                .map(|most| format!(" {} {most}", language.pick("tot", "to")))
                .unwrap_or_default();
            let word = language.pick("keer", "times");
            let per = if one { length } else { format!("{} {length}", number(period, language)) };
            if times == "1" && most.is_empty() {
                return Some(language.pick(format!("1 keer per {per}"), format!("once per {per}")));
            }
            Some(format!("{times}{most} {word} per {per}"))
        }
    }
}
