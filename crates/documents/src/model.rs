//! What a document says, without how it looks: the one source of the PDF and the Word file.

use inzage_domain::Language;
use jiff::Timestamp;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is called; one line.
    pub title: String,
    /// Whose it is and when it was made, as label and value.
    pub about: Vec<Line>,
    /// What the reader must know before anything else.
    pub intro: Vec<String>,
    /// What stands at the foot of each page, in front of the number: no name, no birth date.
    pub footer: String,
    /// The word for a page, such as `pagina`.
    pub page_word: String,
    /// Language of labels and headings.
    pub language: Language,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it: the organisation.
    pub author: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part under a heading of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Items, newest first.
    pub items: Vec<Item>,
    /// A table, for what is read in columns.
    pub table: Option<Table>,
}

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is, such as `Ziekte van Parkinson`.
    pub title: String,
    /// Who, when, and what the source says of it.
    pub lines: Vec<Line>,
}

/// A label and what stands behind it; a value can have several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Label.
    pub label: String,
    /// Values, at least one.
    pub values: Vec<String>,
}

impl Line {
    /// A line with one value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), values: vec![value.into()] }
    }
}

/// Rows under a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What each column is, with its share of the width.
    pub head: Vec<(String, u16)>,
    /// Rows, as wide as the head.
    pub rows: Vec<Vec<String>>,
}
