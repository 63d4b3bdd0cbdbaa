//! Codes as words: ours where we know the code, else what the source calls it, never the code
//! system's address.

use inzage_domain::Language;

use crate::codes;
use crate::tree::Node;

/// Codes that say "something else" or "not known": the text beside them is what counts.
const SAYS_NOTHING: [&str; 6] = ["OTH", "UNK", "NI", "NASK", "ASKU", "NA"];

/// A `CodeableConcept` or a `Coding` in words. The source's own text comes first: it can say more
/// than the code.
pub(crate) fn concept(node: &Node, language: Language) -> Option<String> {
    let codings: Vec<&Node> =
        if node.child("coding").is_some() { node.all("coding").collect() } else { vec![node] };
    let known = codings
        .iter()
        .filter(|coding| !(says_nothing(coding) && node.text("text").is_some()))
        .find_map(|coding| codes::words(coding.text("system")?, coding.text("code")?, language));
    if let Some(text) = node.text("text") {
        let repeats =
            codings.iter().any(|coding| coding.text("display").is_some_and(|display| same(display, text)));
        return Some(match known {
            Some(words) if repeats => words.to_owned(),
            _ => plain(text),
        });
    }
    if let Some(words) = known {
        return Some(words.to_owned());
    }
    if let Some(display) = codings.iter().find_map(|coding| coding.text("display")) {
        return Some(without_tag(&plain(display)).to_owned());
    }
    let code = codings.iter().find_map(|coding| coding.text("code"))?;
    Some(language.pick(
        format!("onbekende code {code} (de omschrijving is niet meegestuurd)"),
        format!("unknown code {code} (no description was sent)"),
    ))
}

fn says_nothing(coding: &Node) -> bool {
    coding.text("system").is_some_and(|system| codes::system_key(system) == "v3-NullFlavor")
        && coding.text("code").is_some_and(|code| SAYS_NOTHING.contains(&code))
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// `Fracture of wrist (disorder)` without the tag that SNOMED puts behind its full names.
fn without_tag(display: &str) -> &str {
    const TAGS: [&str; 12] = [
        "disorder",
        "finding",
        "procedure",
        "observable entity",
        "body structure",
        "qualifier value",
        "substance",
        "verrichting",
        "waarneembare entiteit",
        "bevinding",
        "aandoening",
        "lichaamsstructuur",
    ];
    TAGS.iter().find_map(|tag| display.strip_suffix(&format!(" ({tag})"))).unwrap_or(display)
}

/// Whether a concept has a code of a system; the system in any of its spellings.
pub(crate) fn has_code(node: &Node, system: &str, wanted: &[&str]) -> bool {
    let matches = |coding: &Node| {
        coding.text("system").is_some_and(|own| codes::system_key(own) == system)
            && coding.text("code").is_some_and(|code| wanted.contains(&code))
    };
    matches(node) || node.all("coding").any(matches)
}

/// A plain `code` element in words, by the element it stands in (`binding` such as
/// `observation-status`). The Dutch profiles add the exact code in an extension, which is read
/// first.
pub(crate) fn code(node: &Node, binding: &str, language: Language) -> Option<String> {
    let exact =
        node.extension_value("code-specification").or_else(|| node.extension_value("ext-CodeSpecification"));
    if let Some(words) = exact.and_then(|value| concept(value, language)) {
        return Some(words);
    }
    let own = node.own_text()?;
    Some(codes::words(binding, own, language).map_or_else(|| own.to_owned(), ToOwned::to_owned))
}

/// A code element that is a plain code in STU3 and a concept in R4.
pub(crate) fn code_or_concept(node: &Node, binding: &str, language: Language) -> Option<String> {
    if node.child("coding").is_some() || node.child("text").is_some() {
        // The Dutch SNOMED code, where there is one, says more than FHIR's own.
        let codings: Vec<&Node> = node.all("coding").collect();
        let exact = codings
            .iter()
            .rev()
            .find_map(|coding| codes::words(coding.text("system")?, coding.text("code")?, language));
        return exact.map(ToOwned::to_owned).or_else(|| concept(node, language));
    }
    code(node, binding, language)
}

/// Text from outside as one plain text: control signs and marks that turn the direction of
/// writing are left out.
pub(crate) fn plain(text: &str) -> String {
    let hidden = |sign: char| {
        (sign.is_control() && sign != '\n')
            || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.replace("\r\n", "\n")
        .replace('\t', " ")
        .chars()
        .filter(|sign| !hidden(*sign))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// With a capital in front, as values stand in a list. `pH` and the like stay as they are.
pub(crate) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), second) if first.is_lowercase() && !second.is_some_and(char::is_uppercase) => {
            first.to_uppercase().chain(signs).collect()
        }
        _ => text.to_owned(),
    }
}
