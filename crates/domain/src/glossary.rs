//! What words of care mean, in plain Dutch and English: shown where one reads them, and on
//! `/woordenlijst` (quality.md: a medical word stays, its explanation is one tap away).
//!
//! Only words that say the same in any record. An explanation says what the word means, never what
//! it means for this person.

mod terms;

use std::{collections::HashMap, sync::LazyLock};

use crate::{Language, fold, marked::segments};

pub use terms::TERMS;

/// A word or a few words that belong together, with what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// How it is written in a record, the usual way first. Compared without capitals and accents.
    written: &'static [&'static str],
    /// Abbreviations that are compared as they are written: `AF` is something else than `af`.
    exact: &'static [&'static str],
    dutch: &'static str,
    english: &'static str,
}

impl Term {
    /// The word as the list shows it.
    pub fn name(&self) -> &'static str {
        self.written.first().or(self.exact.first()).copied().unwrap_or_default()
    }

    /// What it means.
    pub fn meaning(&self, language: Language) -> &'static str {
        language.pick(self.dutch, self.english)
    }
}

/// Every term in the order of the alphabet.
pub fn in_order() -> Vec<&'static Term> {
    let mut terms: Vec<&Term> = TERMS.iter().collect();
    terms.sort_by_cached_key(|term| fold(term.name()));
    terms
}

/// A word of a text.
struct Word<'t> {
    written: &'t str,
    folded: String,
    /// What stands between it and the word before: a space, a hyphen, or signs.
    before: &'t str,
}

impl Word<'_> {
    /// Part of a word with a hyphen, and not its beginning: `indicatie` in `contra-indicatie`.
    fn is_joined(&self) -> bool {
        self.before == "-"
    }

    /// Whether it goes on where the word before ended: no comma or point between.
    fn goes_on(&self) -> bool {
        self.before.chars().all(|sign| sign == '-' || sign.is_whitespace())
    }
}

fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut before = "";
    for segment in segments(text) {
        if segment.chars().next().is_some_and(char::is_alphanumeric) {
            words.push(Word { written: segment, folded: fold(segment), before });
            before = "";
        } else {
            before = segment;
        }
    }
    words
}

/// A name of a term in folded words.
type Name = (Vec<String>, &'static Term);

/// The names of the terms, by their first word.
static BY_FIRST_WORD: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut by_first: HashMap<String, Vec<Name>> = HashMap::new();
    for term in TERMS {
        for name in term.written {
            let parts: Vec<String> = words_of(name).into_iter().map(|word| word.folded).collect();
            if let Some(first) = parts.first().cloned() {
                by_first.entry(first).or_default().push((parts, term));
            }
        }
    }
    by_first
});

/// The terms that occur in texts as whole words, each once, in the order in which one meets them.
pub fn explained<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<&'static Term> {
    let mut found: Vec<&'static Term> = Vec::new();
    for text in texts {
        let words = words_of(text);
        let mut rest = words.as_slice();
        while let Some(first) = rest.first() {
            let mut passed = 1;
            if !first.is_joined() {
                let exact = TERMS.iter().filter(|term| term.exact.contains(&first.written));
                let names = BY_FIRST_WORD.get(&first.folded).into_iter().flatten();
                // The longest name: `contra-indicatie` is no `indicatie`.
                let longest =
                    names.filter(|(parts, _)| begins_with(rest, parts)).max_by_key(|(parts, _)| parts.len());
                if let Some((parts, _)) = longest {
                    passed = parts.len();
                }
                for term in exact.chain(longest.map(|(_, term)| *term)) {
                    if !found.contains(&term) {
                        found.push(term);
                    }
                }
            }
            rest = rest.get(passed..).unwrap_or_default();
        }
    }
    found
}

/// Whether words begin with those of a name: `zo nodig` is two words, `contra-indicatie` too.
fn begins_with(words: &[Word<'_>], parts: &[String]) -> bool {
    parts.iter().enumerate().all(|(place, part)| {
        words.get(place).is_some_and(|word| word.folded == *part && (place == 0 || word.goes_on()))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{TERMS, explained, in_order};
    use crate::{Language, fold};

    #[test]
    fn whole_words_are_explained_and_nothing_that_looks_like_them() {
        let cases: [(&str, &[&str]); 20] = [
            ("Er is decubitus aan de hiel.", &["Decubitus"]),
            ("DECUBITUS!", &["Decubitus"]),
            ("decubituspreventie", &[]),
            ("RR 148/84", &["RR"]),
            ("rr", &[]),
            ("carré", &[]),
            ("De jas ging af, de AF bleef", &["AF"]),
            ("Paracetamol zo nodig", &["Zo nodig"]),
            ("zo, nodig was het niet", &[]),
            ("zo is het nodig", &[]),
            ("contra-indicatie: geen", &["Contra-indicatie"]),
            ("contraindicatie", &[]),
            ("Contra indicatie", &["Contra-indicatie"]),
            ("HbA1c 53 mmol/mol", &["HbA1c"]),
            ("ziekte van Parkinson", &["Parkinson"]),
            ("Parkinson en dementie, dementie en Parkinson", &["Parkinson", "Dementie"]),
            ("indicatie", &["Indicatie"]),
            ("ADL-zorg bij een COPD-patiënt", &["ADL", "COPD"]),
            ("niet-chronisch", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let names: Vec<&str> = explained([text]).iter().map(|term| term.name()).collect();
            assert_eq!(names, expected, "{text}");
        }
        let several = explained(["saturatie 97%", "oedeem", "Saturatie"]);
        assert_eq!(several.iter().map(|term| term.name()).collect::<Vec<_>>(), ["Saturatie", "Oedeem"]);
    }

    #[test]
    fn the_list_is_in_order_whole_and_without_doubles() {
        let names: Vec<String> = in_order().iter().map(|term| fold(term.name())).collect();
        assert!(names.is_sorted() && names.len() == TERMS.len() && names.len() >= 60, "{names:?}");
        let mut seen = BTreeSet::new();
        for term in TERMS {
            assert!(!term.name().is_empty());
            for name in term.written.iter().chain(term.exact) {
                assert!(seen.insert(fold(name)), "{name} stands there twice");
            }
            for language in [Language::Dutch, Language::English] {
                let meaning = term.meaning(language);
                assert!(meaning.ends_with('.') && meaning.len() < 160, "{}: {meaning}", term.name());
            }
        }
    }
}
