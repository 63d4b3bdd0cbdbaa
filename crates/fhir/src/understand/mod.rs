//! What the record keeps beside a resource's bytes: where it belongs, when, by whom, what to call
//! it and by which words it is found. Computed once, at import.

pub(crate) mod author;
mod category;
mod moments;

use inzage_domain::{Author, CareTime, Category, Language, record_words};
use jiff::Timestamp;

use crate::element::code::{capital, plain};
use crate::element::date::FhirTime;
use crate::element::reference::Surroundings;
use crate::incoming::Incoming;
use crate::labels::Label;
use crate::tree::Node;
use crate::view::sheet::{care_type, named};
use crate::view::{View, compose, is_entered_in_error};

/// Longest short text, in characters.
const SHORT: usize = 160;
/// Longest short text of a report: whoever opens the reports wants to read them.
const SHORT_REPORT: usize = 1200;

/// A text in both languages of the screens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// Dutch.
    pub dutch: String,
    /// English.
    pub english: String,
}

impl Bilingual {
    /// The text in a language.
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.dutch, &self.english)
    }
}

/// What the source did not say about the author (R134 wants it shown, so we say what is missing).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorGap {
    /// Nobody is named at all.
    Everything,
    /// No person, only an organisation.
    Name,
    /// No role of the person.
    Role,
    /// No organisation.
    Organisation,
}

impl AuthorGap {
    /// A sentence for the page.
    pub fn text(self, language: Language) -> &'static str {
        let (dutch, english) = match self {
            Self::Everything => (
                "Er is niet meegestuurd wie dit heeft vastgelegd.",
                "It was not sent along who recorded this.",
            ),
            Self::Name => (
                "De naam van de zorgverlener is niet meegestuurd.",
                "The name of the health professional was not sent along.",
            ),
            Self::Role => (
                "De functie van de zorgverlener is niet meegestuurd.",
                "The role of the health professional was not sent along.",
            ),
            Self::Organisation => {
                ("De zorgaanbieder is niet meegestuurd.", "The care provider was not sent along.")
            }
        };
        language.pick(dutch, english)
    }
}

/// A resource understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Section of the record.
    pub category: Category,
    /// When care was given, happened or is planned; `None` where the source does not say (or writes
    /// something that is no date).
    pub care_time: Option<CareTime>,
    /// That moment exactly as the source wrote it.
    pub care_time_written: Option<String>,
    /// When the source recorded it, where it says so apart from the moment of care.
    pub recorded: Option<Timestamp>,
    /// When the source last changed it (`meta.lastUpdated`).
    pub last_updated: Option<Timestamp>,
    /// Who made it, as far as the file tells (R134). Role in Dutch.
    pub author: Author,
    /// What the file does not tell about the author.
    pub author_gaps: Vec<AuthorGap>,
    /// Where it took or takes place.
    pub location: Option<String>,
    /// Kind of care, from the sender's tag (AGB kind of organisation).
    pub care_type: Option<Bilingual>,
    /// The kind of item: `Medische klacht`.
    pub kind: Bilingual,
    /// What it is: `Ziekte van Parkinson`.
    pub title: Bilingual,
    /// The most telling value or state for a list, at most 160 characters (a report: 1200); can be empty.
    pub short: Bilingual,
    /// Folded words by which it is found, each once; no number of the BSN among them.
    pub words: Vec<String>,
    /// The state as the source codes it, such as `final`.
    pub status: Option<String>,
    /// The source says that it was entered in error: it must be marked wherever it is shown.
    pub entered_in_error: bool,
}

/// Understands a resource by itself.
pub fn understand(incoming: &Incoming) -> Understood {
    understand_among(incoming, &Surroundings::default())
}

/// Understands a resource with the names that the others around it tell.
pub fn understand_among(incoming: &Incoming, around: &Surroundings<'_>) -> Understood {
    let resource = &incoming.tree;
    let (dutch, dutch_short) = compose(resource, around, Language::Dutch);
    let (english, english_short) = compose(resource, around, Language::English);
    let category = category::category(resource);
    let longest = if category == Category::Reports { SHORT_REPORT } else { SHORT };
    let written = moments::care_moment(resource);
    let (author, author_gaps) = author::author(resource, around);
    Understood {
        category,
        care_time: written.and_then(FhirTime::parse).map(|time| time.care_time()),
        care_time_written: written.map(ToOwned::to_owned),
        recorded: moments::recorded(resource),
        last_updated: resource
            .text("meta.lastUpdated")
            .and_then(FhirTime::parse)
            .map(|time| time.first_instant()),
        author,
        author_gaps,
        location: location(resource, around),
        care_type: both(|language| care_type(resource, language)),
        words: words(&dutch, &english),
        kind: Bilingual { dutch: dutch.kind, english: english.kind },
        title: Bilingual { dutch: dutch.title, english: english.title },
        short: Bilingual { dutch: shorten(dutch_short, longest), english: shorten(english_short, longest) },
        status: status(resource),
        entered_in_error: is_entered_in_error(resource),
    }
}

fn both(text: impl Fn(Language) -> Option<String>) -> Option<Bilingual> {
    Some(Bilingual { dutch: text(Language::Dutch)?, english: text(Language::English)? })
}

fn status(resource: &Node) -> Option<String> {
    let plain_code =
        ["status", "lifecycleStatus", "clinicalStatus"].iter().find_map(|path| resource.text(path));
    plain_code.or_else(|| resource.text("clinicalStatus.coding.code")).map(ToOwned::to_owned)
}

/// On one line, cut at a word.
fn shorten(text: Option<String>, longest: usize) -> String {
    let line = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(longest) else { return capital(&line) };
    let head = line.get(..cut).unwrap_or_default();
    let word_end = head.rfind(' ').unwrap_or(cut);
    capital(&format!("{}…", head.get(..word_end).unwrap_or_default().trim_end_matches([',', '.', ';', ':'])))
}

/// The words of all that is shown, but for the BSN and the source's own identifiers.
fn words(dutch: &View, english: &View) -> Vec<String> {
    let hidden = [Label::Bsn, Label::Identification];
    let mut text = format!("{} {} {} {}", dutch.kind, dutch.title, english.kind, english.title);
    for (view, language) in [(dutch, Language::Dutch), (english, Language::English)] {
        for row in view.groups.iter().flat_map(|group| &group.rows) {
            if hidden.iter().any(|label| label.text(language) == row.label) {
                continue;
            }
            for value in &row.values {
                text.push(' ');
                text.push_str(value);
            }
        }
    }
    record_words(&text)
}

/// Where it took or takes place.
fn location(resource: &Node, around: &Surroundings<'_>) -> Option<String> {
    let called = |node: &Node| named(node, resource, around, Language::Dutch);
    let direct = resource.child("location").and_then(|place| match place.child("location") {
        Some(inner) => called(inner),
        None => called(place).or_else(|| place.own_text().map(plain)),
    });
    direct.or_else(|| {
        resource
            .all("participant")
            .filter_map(|participant| participant.child("actor"))
            .find(|actor| actor.text("reference").is_some_and(|address| address.contains("Location/")))
            .and_then(called)
    })
}
