//! Entries as documents and sheets show them: the same view as on the screen, as text.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use inzage_documents::{Cell, Item, Line};
use inzage_domain::{
    Language,
    written::{self, day_of},
};
use inzage_fhir::{FhirVersion, Format, Incoming, Node, View, read_back, view};
use inzage_store::TakenEntry;

use super::words::Words;
use crate::record::Summary;

/// Most files in one entry.
const MOST_FILES: usize = 100;

/// An entry, read.
pub(super) struct Read {
    /// What was read of its source; `None` where that cannot be read (any more).
    pub(super) source: Option<Incoming>,
    view: Option<View>,
    summary: Summary,
    /// The files in it.
    pub(super) files: Vec<FileIn>,
}

/// A file within an entry.
pub(super) struct FileIn {
    /// Ending of its name, without the dot.
    pub(super) ending: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// To which file of FHIR an entry goes.
pub(super) enum Target {
    /// The bundle of this name, with its address there and its text.
    Bundle(&'static str, String, String),
    /// A file of its own.
    Alone(String),
}

impl Read {
    pub(super) fn of(entry: &TakenEntry, language: Language) -> Self {
        let source = read_back(&entry.source).ok();
        let view = source.as_ref().map(|source| view(source, language));
        let files = source.as_ref().map(|source| files(&source.tree)).unwrap_or_default();
        let summary = serde_json::from_value(entry.row.summary.clone()).unwrap_or_default();
        Self { source, view, summary, files }
    }

    /// Where its source goes.
    pub(super) fn target(&self, entry: &TakenEntry, host: &str) -> Target {
        let alone = |ending: &str| Target::Alone(format!("fhir/{ending}/{}.{ending}", entry.row.id));
        let Some(source) = &self.source else { return alone("json") };
        let Ok(text) = std::str::from_utf8(&entry.source) else { return alone("json") };
        match (source.format, source.version.version) {
            (Format::Xml, _) => alone("xml"),
            (Format::Json, version) => {
                let name = match version {
                    FhirVersion::R4 => super::work::R4,
                    FhirVersion::Stu3 => super::work::STU3,
                };
                Target::Bundle(name, full_url(entry, source, host), text.to_owned())
            }
        }
    }

    fn title(&self, language: Language) -> String {
        match &self.view {
            Some(view) => view.title.clone(),
            None => self.summary.title(language).to_owned(),
        }
    }

    /// As an item of a document. `files` are the names of its files in the archive.
    pub(super) fn item(&self, entry: &TakenEntry, files: &[String], words: Words) -> Item {
        let language = words.0;
        let row = &entry.row;
        let mut lines = vec![Line::new(words.date(), written::care_time(language, &row.care))];
        if let Some(author) = author(entry) {
            lines.push(Line::new(words.author(), author));
        }
        match &self.view {
            Some(view) => {
                lines.extend(view.warning.iter().map(|warning| Line::new(words.warning(), warning)));
                for part in view.groups.iter().flat_map(|group| &group.rows) {
                    lines.push(Line { label: part.label.clone(), values: part.values.clone() });
                }
            }
            None => lines.push(Line::new(words.warning(), words.unreadable())),
        }
        if !files.is_empty() {
            lines.push(Line { label: words.file().to_owned(), values: files.to_vec() });
        }
        lines.push(Line::new(words.updated(), written::moment(language, row.updated_at)));
        Item { title: self.title(language), lines }
    }

    /// As a row of a sheet.
    pub(super) fn row(&self, entry: &TakenEntry, words: Words) -> Vec<Cell> {
        let language = words.0;
        let row = &entry.row;
        let mut details = String::new();
        for part in self.view.iter().flat_map(|view| &view.groups).flat_map(|group| &group.rows) {
            let gap = if details.is_empty() { "" } else { "\n" };
            // Writing into a String does not fail.
            _ = write!(details, "{gap}{}: {}", part.label, part.values.join("; "));
        }
        vec![
            Cell::Day(day_of(row.care.at)),
            written::care_time(language, &row.care).into(),
            self.title(language).into(),
            self.summary.text(language).into(),
            row.author.name.as_str().into(),
            row.author.role.as_str().into(),
            row.author.organisation.as_str().into(),
            details.into(),
            Cell::Day(day_of(row.updated_at)),
            entry.source_name.as_str().into(),
        ]
    }
}

/// The columns of a sheet, with their widths in signs.
pub(super) fn columns(words: Words) -> Vec<(String, u16)> {
    [
        (words.date(), 12),
        (words.when(), 24),
        (words.what(), 36),
        (words.short(), 36),
        (words.author(), 24),
        (words.role(), 20),
        (words.organisation(), 24),
        (words.details(), 70),
        (words.updated(), 14),
        (words.source(), 18),
    ]
    .map(|(word, width)| (word.to_owned(), width))
    .into()
}

fn author(entry: &TakenEntry) -> Option<String> {
    let author = &entry.row.author;
    let parts: Vec<&str> = [&author.name, &author.role, &author.organisation]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The address of a resource in its bundle. Those of one source have one base, so that what one resource
/// says of another (`Patient/1`) is found there, and two sources never meet.
fn full_url(entry: &TakenEntry, source: &Incoming, host: &str) -> String {
    match &source.id {
        Some(id) => {
            let base: String = entry
                .source_name
                .chars()
                .map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' })
                .collect();
            format!("https://{host}/fhir/{base}/{}/{id}", source.resource_type)
        }
        None => format!("urn:uuid:{}", entry.row.id),
    }
}

/// The files in a resource: wherever a media type stands beside bytes (`Attachment`, `Binary`).
fn files(tree: &Node) -> Vec<FileIn> {
    let mut found = Vec::new();
    let mut waiting = vec![tree];
    while let Some(node) = waiting.pop() {
        let data = node.child("data").or_else(|| node.child("content")).and_then(Node::own_text);
        if let (Some(kind), Some(data)) = (node.text("contentType"), data)
            && found.len() < MOST_FILES
        {
            let data: String = data.chars().filter(|sign| !sign.is_whitespace()).collect();
            if let Some(bytes) = STANDARD.decode(data).ok().filter(|bytes| !bytes.is_empty()) {
                found.push(FileIn { ending: ending(kind), bytes });
            }
        }
        waiting.extend(node.children.iter().rev());
    }
    found
}

/// The ending of a file of a media type. What could run is never called so.
fn ending(kind: &str) -> &'static str {
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/tiff" => "tif",
        "application/dicom" => "dcm",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_out_of_documents_and_binaries() {
        type Files<'a> = &'a [(&'a str, &'a [u8])];
        let sources: [(&str, Files<'_>); 4] = [
            (
                r#"{"resourceType":"DocumentReference","content":[{"attachment":{"contentType":"application/pdf","data":"JVBE\nRg=="}},{"attachment":{"contentType":"text/html","data":"PGI+"}}]}"#,
                &[("pdf", b"%PDF"), ("bin", b"<b>")],
            ),
            (
                r#"{"resourceType":"Binary","contentType":"image/png; x=1","data":"iVBORw=="}"#,
                &[("png", b"\x89PNG")],
            ),
            (
                r#"{"resourceType":"Binary","contentType":"text/plain","content":"aGFsbG8="}"#,
                &[("txt", b"hallo")],
            ),
            (
                r#"{"resourceType":"DocumentReference","content":[{"attachment":{"contentType":"application/pdf","url":"Binary/1"}},{"attachment":{"contentType":"application/pdf","data":"niet!"}}]}"#,
                &[],
            ),
        ];
        for (json, expected) in sources {
            let read = read_back(json.as_bytes()).unwrap();
            let found = files(&read.tree);
            let found: Vec<(&str, &[u8])> =
                found.iter().map(|file| (file.ending, file.bytes.as_slice())).collect();
            assert_eq!(found, expected, "{json}");
        }
    }
}
