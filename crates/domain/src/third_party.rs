//! Names of other people in a text that is about to be shared (R38, L10): which of its words are looked
//! up, where names stand, and the initials that are suggested for them.
//!
//! Words are compared folded and whole. Whether a word is somebody's name is the store's to say; a word
//! that everybody uses counts only where it is written as a name: with a capital, within a sentence.

mod words;

use std::collections::BTreeSet;

use words::{is_common, is_prefix};

use crate::{ClientName, fold, record_words};

/// Letters of the shortest word that is looked up.
const SHORTEST: usize = 3;

/// A name as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// As it is written.
    pub name: String,
    /// What is suggested instead.
    pub initials: String,
    /// How often it stands there.
    pub times: usize,
}

/// A word of a text: where it begins and ends in bytes, and the word folded.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

/// Accents that stand behind their letter, in decomposed text.
const fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

fn in_word(sign: char) -> bool {
    sign.is_alphanumeric() || is_mark(sign)
}

fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    for (place, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, in_word(sign)) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                let folded = fold(text.get(from..place).unwrap_or_default());
                found.push(Word { start: from, end: place, folded });
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    found
}

/// Whether a word can be a name where it stands.
fn may_be_name(text: &str, word: &Word) -> bool {
    let folded = word.folded.as_str();
    if folded.chars().count() < SHORTEST || !folded.chars().all(char::is_alphabetic) || is_prefix(folded) {
        return false;
    }
    if !is_common(folded) {
        return true;
    }
    let capital = text.get(word.start..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
    let before = text.get(..word.start).unwrap_or_default();
    let last = before.trim_end_matches([' ', '\t', '"', '\'', '(']).chars().next_back();
    let begins = last.is_none_or(|sign| matches!(sign, '.' | '!' | '?' | ':' | '-' | '•' | '\n' | '\r'));
    capital && !begins
}

/// The folded words of a text that may be somebody's name, each once, without those of the client's own.
pub fn words_to_look_up(text: &str, own: &ClientName) -> Vec<String> {
    let parts = [&own.given, &own.own_prefix, &own.own, &own.partner_prefix, &own.partner];
    let own: BTreeSet<String> = parts.into_iter().flat_map(|part| record_words(part)).collect();
    let mut found: Vec<String> = Vec::new();
    for word in words(text) {
        if may_be_name(text, &word) && !own.contains(&word.folded) && !found.contains(&word.folded) {
            found.push(word.folded);
        }
    }
    found
}

/// The names in a text, in order of appearance: words of which `known` says that they are somebody's name,
/// with what binds them together (`Jan de Vries-Bakker` is one name).
pub fn mentions(text: &str, known: &BTreeSet<String>) -> Vec<Mention> {
    let words = words(text);
    let mut found: Vec<Mention> = Vec::new();
    let mut place = 0;
    while let Some(first) = words.get(place) {
        if !is_name(text, first, known) {
            place += 1;
            continue;
        }
        let mut last = place;
        while let Some(next) = next_part(text, &words, last, known) {
            last = next;
        }
        let end = words.get(last).map_or(first.end, |word| word.end);
        let name = text.get(first.start..end).unwrap_or_default();
        match found.iter_mut().find(|mention| mention.name == name) {
            Some(mention) => mention.times += 1,
            None => found.push(Mention { name: name.to_owned(), initials: initials(name), times: 1 }),
        }
        place = last + 1;
    }
    found
}

fn is_name(text: &str, word: &Word, known: &BTreeSet<String>) -> bool {
    may_be_name(text, word) && known.contains(&word.folded)
}

/// The next part of the same name after a word: behind a space or a hyphen, perhaps with up to three words
/// such as `van der` between.
fn next_part(text: &str, words: &[Word], from: usize, known: &BTreeSet<String>) -> Option<usize> {
    for next in from + 1..=from + 4 {
        let (before, word) = (words.get(next - 1)?, words.get(next)?);
        let between = text.get(before.end..word.start)?;
        if !matches!(between, " " | "-" | "\u{2010}" | "\u{2011}" | " '" | " \u{2019}") {
            return None;
        }
        if is_name(text, word, known) {
            return Some(next);
        }
        // What sums up is no part of a name.
        if !is_prefix(&word.folded) || word.folded == "en" {
            return None;
        }
    }
    None
}

/// The initials of a name, with its prefixes and hyphens: `Anne-Marie van der Berg` is `A.-M. van der B.`
pub fn initials(name: &str) -> String {
    let mut text = String::new();
    let mut end = 0;
    for (number, word) in words(name).iter().enumerate() {
        text.push_str(name.get(end..word.start).unwrap_or_default());
        let written = name.get(word.start..word.end).unwrap_or_default();
        if number > 0 && is_prefix(&word.folded) {
            text.push_str(written);
        } else {
            text.push_str(&initial(written, &word.folded));
        }
        end = word.end;
    }
    text.push_str(name.get(end..).unwrap_or_default());
    text
}

/// The first letter as a capital with a full stop; `IJ` is one letter in Dutch.
fn initial(word: &str, folded: &str) -> String {
    if folded.starts_with("ij") {
        return "IJ.".to_owned();
    }
    let mut signs = word.chars();
    let mut text: String = signs.next().into_iter().flat_map(char::to_uppercase).collect();
    text.extend(signs.take_while(|sign| is_mark(*sign)));
    text.push('.');
    text
}

/// A text with a name replaced wherever it stands as whole words. A full stop behind it is not doubled.
pub fn replace(text: &str, name: &str, by: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(place) = rest.find(name).filter(|_| !name.is_empty()) {
        let (head, tail) = (rest.get(..place).unwrap_or_default(), rest.get(place..).unwrap_or_default());
        replaced.push_str(head);
        let after = tail.get(name.len()..).unwrap_or_default();
        let begins = head.chars().next_back().or(before).is_none_or(|sign| !in_word(sign));
        let ends = after.chars().next().is_none_or(|sign| !in_word(sign));
        if begins && ends {
            replaced.push_str(by);
            let doubled = by.ends_with('.') && after.starts_with('.') && !after.starts_with("..");
            rest = if doubled { after.get(1..).unwrap_or_default() } else { after };
            before = by.chars().next_back();
        } else {
            let first = tail.chars().next();
            replaced.extend(first);
            rest = tail.get(first.map_or(1, char::len_utf8)..).unwrap_or_default();
            before = first;
        }
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::{initials, mentions, replace, words_to_look_up};
    use crate::ClientName;

    fn name() -> ClientName {
        ClientName {
            given: "Anna".into(),
            own_prefix: "van".into(),
            own: "Meulen".into(),
            partner: "Verhulst".into(),
            ..ClientName::default()
        }
    }

    /// R38: whole words of three letters or more are looked up, not the client's own name, nor words that
    /// everybody uses, unless these are written as a name.
    #[test]
    fn what_may_be_a_name_is_looked_up() {
        let cases: [(&str, &[&str]); 12] = [
            ("Anna van Meulen-Verhulst sliep.", &["sliep"]),
            ("Jo at", &[]),
            ("Jan at", &["jan"]),
            ("jan JAN Ján", &["jan"]),
            ("Zij was rustig.", &[]),
            ("Wit gezien", &["gezien"]),
            ("mevrouw Wit gezien", &["wit", "gezien"]),
            ("mevrouw wit. Wit!", &[]),
            ("- Roos: \"Roos", &[]),
            ("met Roos", &["roos"]),
            ("kamer 112 en c3", &[]),
            ("Een dag met Élise-Çelik", &["elise", "celik"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words_to_look_up(text, &name()), expected, "{text}");
        }
    }

    /// R38: parts that belong together are one name; what sums up is not.
    #[test]
    fn names_are_found_with_what_binds_them() {
        type Found = (&'static str, &'static str, usize);
        let known = ["jan", "vries", "bakker", "anne", "marie", "berg", "ijsbrand", "elise"];
        let known = known.into_iter().map(ToOwned::to_owned).collect();
        let known_cases: [(&str, &[Found]); 12] = [
            ("Wandelde met Jan de Vries.", &[("Jan de Vries", "J. de V.", 1)]),
            ("mevrouw de Vries-Bakker", &[("Vries-Bakker", "V.-B.", 1)]),
            ("Jan en Anne", &[("Jan", "J.", 1), ("Anne", "A.", 1)]),
            ("Jan, Jan en jan", &[("Jan", "J.", 2), ("jan", "J.", 1)]),
            ("Anne-Marie van der Berg", &[("Anne-Marie van der Berg", "A.-M. van der B.", 1)]),
            ("Jan's fiets", &[("Jan", "J.", 1)]),
            ("IJsbrand en ijsbrand", &[("IJsbrand", "IJ.", 1), ("ijsbrand", "IJ.", 1)]),
            ("Janssen en Bakkerij", &[]),
            ("Jan\nBakker", &[("Jan", "J.", 1), ("Bakker", "B.", 1)]),
            ("E\u{301}lise was er", &[("E\u{301}lise", "E\u{301}.", 1)]),
            ("Jan van", &[("Jan", "J.", 1)]),
            ("Jan in 't Berg", &[("Jan in 't Berg", "J. in 't B.", 1)]),
        ];
        for (text, expected) in known_cases {
            let found = mentions(text, &known);
            let found: Vec<_> =
                found.iter().map(|one| (one.name.as_str(), one.initials.as_str(), one.times)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn initials_keep_prefixes_hyphens_and_accents() {
        let cases = [
            ("Jan", "J."),
            ("élise", "É."),
            ("de Wit", "D. W."),
            ("Anna van der Meulen", "A. van der M."),
            ("Ünal-Çelik", "Ü.-Ç."),
            ("IJsselmeer", "IJ."),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn only_whole_words_are_replaced() {
        let cases = [
            ("Jan at met Jan.", "Jan", "J.", "J. at met J."),
            ("Janssen, Jan-Piet en Ajan", "Jan", "J.", "Janssen, J.-Piet en Ajan"),
            ("Jan... en Jan", "Jan", "J.", "J.... en J."),
            ("JanJan Jan", "Jan", "J.", "JanJan J."),
            ("Jan\u{301} en Jan", "Jan", "J.", "Jan\u{301} en J."),
            ("éJan Jané Jan", "Jan", "J.", "éJan Jané J."),
            ("niemand", "Jan", "J.", "niemand"),
            ("iets", "", "J.", "iets"),
        ];
        for (text, name, by, expected) in cases {
            assert_eq!(replace(text, name, by), expected, "{text}");
        }
    }
}
