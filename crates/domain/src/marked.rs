//! A text with the words marked that somebody searched for, and the part of it around them.

use crate::fold;

/// Characters that stand before the first word that was found.
const BEFORE: usize = 60;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Whether it is one of the words that were searched for.
    pub marked: bool,
}

/// Whether a sign is part of a word. An accent that stands apart from its letter is.
fn of_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '\u{300}'..='\u{36f}')
}

/// The words of a text and what stands between them, in their order and complete.
pub(crate) fn segments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = of_word(first);
        let end = rest.find(|sign| of_word(sign) != inside).unwrap_or(rest.len());
        let (segment, after) = rest.split_at(end);
        found.push(segment);
        rest = after;
    }
    found
}

/// A text in pieces, each whole word marked that is one of `words` (folded, as
/// [`crate::record_words`] gives them).
pub fn marked(text: &str, words: &[String]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for segment in segments(text) {
        let folded = fold(segment);
        let marked = words.contains(&folded);
        match pieces.last_mut() {
            Some(last) if last.marked == marked && !marked => last.text.push_str(segment),
            _ => pieces.push(Piece { text: segment.to_owned(), marked }),
        }
    }
    pieces
}

/// The part of a text, on one line, around the first of the words: at most `longest` characters and
/// what is left of the last word, with `…` where something was left out. `None` where none of the
/// words is in it.
pub fn excerpt(text: &str, words: &[String], longest: usize) -> Option<Vec<Piece>> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = segments(&line);
    let found = all.iter().position(|segment| words.contains(&fold(segment)))?;
    let mut from = found;
    let mut length = 0;
    while let Some(before) = from.checked_sub(1).and_then(|place| all.get(place)) {
        length += before.chars().count();
        if length > BEFORE {
            break;
        }
        from -= 1;
    }
    let mut shown = String::new();
    let mut until = from;
    while let Some(segment) = all.get(until) {
        if until > found && shown.chars().count() + segment.chars().count() > longest {
            break;
        }
        shown.push_str(segment);
        until += 1;
    }
    let mut pieces = marked(shown.trim(), words);
    if from > 0 {
        pieces.insert(0, Piece { text: "… ".to_owned(), marked: false });
    }
    if until < all.len() {
        pieces.push(Piece { text: " …".to_owned(), marked: false });
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::{excerpt, marked};
    use crate::record_words;

    /// The marked words between brackets.
    fn shown(pieces: &[super::Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    #[test]
    fn whole_words_are_marked_whatever_their_accents() {
        for (text, words, expected) in [
            ("Goed geslapen, koffie.", "geslapen", "Goed [geslapen], koffie."),
            ("GESLAPEN geslapen", "geslapen", "[GESLAPEN] [geslapen]"),
            ("Café en cafeïne", "cafe", "[Café] en cafeïne"),
            ("E\u{301}e\u{301}n keer", "een", "[E\u{301}e\u{301}n] keer"),
            ("slapeloos", "slapen", "slapeloos"),
            ("zo-nodig", "nodig", "zo-[nodig]"),
            ("<b>pijn</b>", "pijn b", "<[b]>[pijn]</[b]>"),
            ("", "pijn", ""),
            ("pijn", "", "pijn"),
        ] {
            let mut words = record_words(words);
            if text.starts_with("<b>") {
                words.push("b".into());
            }
            assert_eq!(shown(&marked(text, &words)), expected, "{text}");
        }
    }

    #[test]
    fn an_excerpt_is_the_part_around_the_first_word() {
        let words = record_words("koorts");
        assert_eq!(excerpt("Geen pijn.", &words, 40), None);
        assert_eq!(shown(&excerpt("Geen\n koorts.", &words, 40).unwrap()), "Geen [koorts].");
        let long = format!("{} koorts {}", "voor ".repeat(40).trim(), "daarna ".repeat(40).trim());
        let text = shown(&excerpt(&long, &words, 100).unwrap());
        assert!(text.starts_with("… voor") && text.ends_with("daarna …"), "{text}");
        assert!(text.contains("[koorts]") && text.chars().count() < 120, "{text}");
        // A word that is longer than all that may be shown is shown all the same.
        let words = record_words(&"a".repeat(300));
        assert!(excerpt(&"a".repeat(300), &words, 100).unwrap()[0].marked);
    }

    proptest::proptest! {
        #[test]
        fn nothing_of_a_text_is_lost_by_marking(text in ".{0,80}", words in ".{0,20}") {
            let pieces = marked(&text, &record_words(&words));
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            proptest::prop_assert_eq!(whole, text);
        }
    }
}
