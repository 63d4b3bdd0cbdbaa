//! Terms of use: documents with dated versions, and when somebody must accept (R4, R30, R96).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Language, TermsDocumentId, TermsVersionId};

/// One version of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsVersion {
    /// The version.
    pub id: TermsVersionId,
    /// The document that it is a version of.
    pub document: TermsDocumentId,
    /// Name of the document, Dutch.
    pub title_nl: String,
    /// Name of the document, English.
    pub title_en: String,
    /// How people call the version, such as `1 februari 2020`.
    pub label: String,
    /// From when it applies.
    pub valid_from: Timestamp,
    /// Text in Dutch (plain paragraphs; a line that starts with `# ` is a heading).
    pub text_nl: String,
    /// Text in English.
    pub text_en: String,
}

impl TermsVersion {
    /// The title in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_nl, &self.title_en)
    }

    /// The text in a language.
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.text_nl, &self.text_en)
    }
}

/// The versions that apply at an instant: of each document the newest that has begun.
pub fn in_force(versions: &[TermsVersion], now: Timestamp) -> Vec<&TermsVersion> {
    let mut newest: Vec<&TermsVersion> = Vec::new();
    for version in versions.iter().filter(|version| version.valid_from <= now) {
        match newest.iter_mut().find(|known| known.document == version.document) {
            Some(known) if (known.valid_from, known.id) < (version.valid_from, version.id) => {
                *known = version;
            }
            Some(_) => {}
            None => newest.push(version),
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::{TermsVersion, in_force};
    use crate::{TermsDocumentId, TermsVersionId};

    fn version(document: u128, id: u128, valid_from: Timestamp) -> TermsVersion {
        TermsVersion {
            id: TermsVersionId::from_uuid(uuid::Uuid::from_u128(id)),
            document: TermsDocumentId::from_uuid(uuid::Uuid::from_u128(document)),
            title_nl: "Gebruiksvoorwaarden".into(),
            title_en: "Terms of use".into(),
            label: id.to_string(),
            valid_from,
            text_nl: String::new(),
            text_en: String::new(),
        }
    }

    /// R30: a new version takes over at its instant, not a microsecond before.
    #[test]
    fn a_version_applies_from_its_instant() {
        let start: Timestamp = "2026-02-01T00:00:00Z".parse().unwrap();
        let versions =
            [version(1, 1, start - 24.hours()), version(1, 2, start), version(2, 3, start + 1.hour())];
        let labels = |now| in_force(&versions, now).iter().map(|v| v.label.clone()).collect::<Vec<_>>();
        assert_eq!(labels(start - 1.microsecond()), ["1"]);
        assert_eq!(labels(start), ["2"]);
        assert_eq!(labels(start + 1.hour()), ["2", "3"]);
        assert_eq!(labels(start - 48.hours()), Vec::<String>::new());
    }
}
