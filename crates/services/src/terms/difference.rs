//! What differs between two versions of a text: by paragraph, and within a changed paragraph by word
//! (L4). Compared is what people read, not the Markdown it is written in.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

/// Paragraphs of a text that are compared one by one; more are shown as a whole.
const MOST_PARAGRAPHS: usize = 2_000;
/// Words of a paragraph that are compared one by one; of more the whole paragraph is shown.
const MOST_WORDS: usize = 2_000;
/// Two paragraphs that have less than this in common are another text, not a changed one.
const ALIKE: f32 = 0.35;

/// A paragraph, heading or item of a list, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Paragraph {
    /// Whether it is a heading.
    pub heading: bool,
    /// Its text; the address of a link stands behind it between brackets.
    pub text: String,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// Words with what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What became of them.
    pub change: Change,
    /// The words, with the spaces between them.
    pub text: String,
}

/// A piece of the difference, in the order of the new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// So many paragraphs are the same.
    Same(usize),
    /// A paragraph that is new, gone or changed.
    Changed {
        /// The heading that it stands under, where it is not one itself.
        under: Option<String>,
        /// Whether it is a heading.
        heading: bool,
        /// Its words.
        words: Vec<Words>,
    },
}

/// The paragraphs of a Markdown text.
pub fn paragraphs(markdown: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let (mut text, mut heading) = (String::new(), false);
    let mut links = Vec::new();
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url),
            Event::End(TagEnd::Link) => {
                if let Some(address) = links.pop().filter(|address| !address.is_empty()) {
                    text.push_str(" (");
                    text.push_str(&address);
                    text.push(')');
                }
            }
            // Marks within a line, and what is not switched on.
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image)
            | Event::Rule
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                text.push_str(&part);
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(tag) => {
                end(&mut found, &mut text, false);
                heading = matches!(tag, Tag::Heading { .. });
            }
            Event::End(_) => {
                end(&mut found, &mut text, heading);
                heading = false;
            }
        }
    }
    end(&mut found, &mut text, false);
    found
}

fn end(found: &mut Vec<Paragraph>, text: &mut String, heading: bool) {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.clear();
    if !whole.is_empty() {
        found.push(Paragraph { heading, text: whole });
    }
}

/// The difference between two Markdown texts. Two that read the same give at most one piece, of what
/// is the same.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    compared(&paragraphs(old), &paragraphs(new))
}

/// The difference between two texts as they are, without Markdown: by line.
pub fn difference_of_lines(old: &str, new: &str) -> Vec<Piece> {
    let [old, new] = [old, new].map(|text| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| Paragraph { heading: false, text: line.to_owned() }).collect::<Vec<_>>()
    });
    compared(&old, &new)
}

fn compared(old: &[Paragraph], new: &[Paragraph]) -> Vec<Piece> {
    let mut pieces = Pieces { found: Vec::new(), under: None };
    if old.len() > MOST_PARAGRAPHS || new.len() > MOST_PARAGRAPHS {
        pieces.wholes(old, Change::Removed);
        pieces.wholes(new, Change::Added);
        return pieces.found;
    }
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        match operation {
            DiffOp::Equal { new_index, len, .. } => pieces.same(part(new, new_index, len)),
            DiffOp::Delete { old_index, old_len, .. } => {
                pieces.wholes(part(old, old_index, old_len), Change::Removed);
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pieces.wholes(part(new, new_index, new_len), Change::Added);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pieces.replaced(part(old, old_index, old_len), part(new, new_index, new_len));
            }
        }
    }
    pieces.found
}

fn part(paragraphs: &[Paragraph], from: usize, len: usize) -> &[Paragraph] {
    paragraphs.get(from..from + len).unwrap_or_default()
}

struct Pieces {
    found: Vec<Piece>,
    /// The last heading of the new text.
    under: Option<String>,
}

impl Pieces {
    fn same(&mut self, paragraphs: &[Paragraph]) {
        self.found.push(Piece::Same(paragraphs.len()));
        if let Some(heading) = paragraphs.iter().rev().find(|paragraph| paragraph.heading) {
            self.under = Some(heading.text.clone());
        }
    }

    fn wholes(&mut self, paragraphs: &[Paragraph], change: Change) {
        for paragraph in paragraphs {
            self.whole(paragraph, change);
        }
    }

    fn whole(&mut self, paragraph: &Paragraph, change: Change) {
        self.push(paragraph, vec![Words { change, text: paragraph.text.clone() }], change);
    }

    fn push(&mut self, paragraph: &Paragraph, words: Vec<Words>, change: Change) {
        let heading = paragraph.heading;
        let under = if heading { None } else { self.under.clone() };
        if heading && change != Change::Removed {
            self.under = Some(paragraph.text.clone());
        }
        self.found.push(Piece::Changed { under, heading, words });
    }

    /// Paragraphs in the place of others: those that are alike are compared word by word, in order.
    fn replaced(&mut self, old: &[Paragraph], new: &[Paragraph]) {
        let mut rest = old;
        for paragraph in new {
            let alike = rest.iter().position(|before| {
                before.heading == paragraph.heading && are_alike(&before.text, &paragraph.text)
            });
            let Some(place) = alike else {
                self.whole(paragraph, Change::Added);
                continue;
            };
            let (gone, from) = rest.split_at(place);
            self.wholes(gone, Change::Removed);
            if let Some((before, after)) = from.split_first() {
                self.push(paragraph, words(&before.text, &paragraph.text), Change::Same);
                rest = after;
            }
        }
        self.wholes(rest, Change::Removed);
    }
}

fn few_words(text: &str) -> bool {
    text.split(' ').take(MOST_WORDS + 1).count() <= MOST_WORDS
}

fn are_alike(old: &str, new: &str) -> bool {
    if !few_words(old) || !few_words(new) {
        return false;
    }
    // Without the spaces, which all texts have in common.
    let [old, new] = [old, new].map(|text| text.split(' ').collect::<Vec<_>>());
    TextDiff::from_slices(&old, &new).ratio() >= ALIKE
}

fn words(old: &str, new: &str) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    for part in TextDiff::from_words(old, new).iter_all_changes() {
        let change = match part.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        match found.last_mut() {
            Some(last) if last.change == change => last.text.push_str(part.value()),
            _ => found.push(Words { change, text: part.value().to_owned() }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Change, Piece, Words, difference, difference_of_lines, paragraphs};

    fn shown(pieces: &[Piece]) -> Vec<String> {
        let one = |words: &Words| match words.change {
            Change::Same => words.text.clone(),
            Change::Removed => format!("[-{}-]", words.text),
            Change::Added => format!("[+{}+]", words.text),
        };
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Same(number) => format!("={number}"),
                Piece::Changed { under, heading, words } => format!(
                    "{}{}{}",
                    if *heading { "# " } else { "" },
                    under.as_deref().map(|under| format!("{under}: ")).unwrap_or_default(),
                    words.iter().map(one).collect::<String>()
                ),
            })
            .collect()
    }

    /// L4: what differs is shown by paragraph and by word, under its heading.
    #[test]
    fn differences_are_found_by_paragraph_and_by_word() {
        let cases: [(&str, &str, &[&str]); 8] = [
            ("A.\n\nB.", "A.\n\nB.", &["=2"]),
            ("Een regel\nverder.", "Een *regel* verder.", &["=1"]),
            (
                "# Kop\n\nU krijgt binnen drie werkdagen antwoord van ons.",
                "# Kop\n\nU krijgt binnen twee werkdagen antwoord van ons.",
                &["=1", "Kop: U krijgt binnen [-drie-][+twee+] werkdagen antwoord van ons."],
            ),
            ("# Kop\n\nA.", "# Kop\n\nA.\n\nEen nieuwe alinea.", &["=2", "Kop: [+Een nieuwe alinea.+]"]),
            ("A.\n\nWeg ermee nu.\n\nB.", "A.\n\nB.", &["=1", "[-Weg ermee nu.-]", "=1"]),
            ("# Oude kop hier\n\nA.", "# Nieuwe kop hier\n\nA.", &["# [-Oude-][+Nieuwe+] kop hier", "=1"]),
            ("", "Iets.", &["[+Iets.+]"]),
            (
                "- een lange regel van de lijst\n- twee",
                "- een lange regel uit de lijst\n- twee\n- drie",
                &["een lange regel [-van-][+uit+] de lijst", "=1", "[+drie+]"],
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(shown(&difference(old, new)), expected, "{old:?} {new:?}");
        }
        // What is not alike is another text, not a changed one.
        let other = shown(&difference("Honden aan de lijn.", "Wij bellen u terug."));
        assert_eq!(other, ["[+Wij bellen u terug.+]", "[-Honden aan de lijn.-]"]);
    }

    #[test]
    fn what_is_no_markdown_is_compared_as_it_is() {
        let old = "# Eten\n\n1. goed gegeten vanmorgen\n";
        let new = "# Eten\n1. slecht gegeten vanmorgen\n*let op*";
        let shown = shown(&difference_of_lines(old, new));
        assert_eq!(shown, ["=1", "1. [-goed-][+slecht+] gegeten vanmorgen", "[+*let op*+]"]);
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_a_difference_and_markup_is_none() {
        let old = "Lees [ons beleid](https://een.example/).";
        let new = "Lees [ons beleid](https://twee.example/).";
        assert_eq!(difference(old, new).len(), 1);
        assert!(matches!(difference(old, new).first(), Some(Piece::Changed { .. })));
        assert_eq!(difference("**Let op.**", "Let op."), [Piece::Same(1)]);
        let texts: Vec<_> =
            paragraphs("a\n\n<b>x</b>\n\n![foto](x.png)").into_iter().map(|p| p.text).collect();
        assert_eq!(texts, ["a", "<b>x</b>", "foto"]);
    }

    #[test]
    fn nothing_is_lost_and_very_long_texts_are_shown_whole() {
        let long = |word: &str| format!("{word} ").repeat(5_000);
        let pieces = difference(&long("een"), &long("twee"));
        assert_eq!(pieces.len(), 2);
        let many = |word: &str| format!("{word}\n\n").repeat(3_000);
        assert_eq!(difference(&many("een"), &many("twee")).len(), 6_000);
    }
}
