//! What a report said in each version, and what differs.

use inzage_domain::{Author, Category, ClientId, EntryId, Language, access::ReadRecord};
use inzage_store::{Actor, RequestContext, VersionFull};
use jiff::Timestamp;

use super::{Report, about, report};
use crate::{
    Error, Services,
    record::{Head, Item, item},
    terms::difference::{Piece, difference_of_lines},
};

/// One version, as people read it.
pub struct Said {
    /// From 1.
    pub version: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub author: Author,
    /// Why there is a new version, where it was said.
    pub reason: Option<String>,
    /// When the client could read it first; `None` where never (then only staff see it).
    pub shared_at: Option<Timestamp>,
    /// What it says, a line each.
    pub text: String,
    /// What differs from the version before it; empty for the first.
    pub difference: Vec<Piece>,
}

/// An entry with its versions and additions.
pub struct Versions {
    /// Whose record.
    pub head: Head,
    /// The entry and whether the client sees it.
    pub entry: Report,
    /// Where it stands.
    pub category: Category,
    /// Newest first.
    pub versions: Vec<Said>,
    /// What was added, oldest first.
    pub additions: Vec<Report>,
    /// What it adds to.
    pub about: Option<Item>,
}

/// The text of what was written here; of anything else all that it shows, a line each.
pub(super) fn text_of(source: &[u8]) -> Result<String, Error> {
    written_here(source).map_or_else(|| shown(source, Language::Dutch), Ok)
}

/// The title of what was written here.
pub(super) fn title_of(source: &[u8]) -> Option<String> {
    let resource: serde_json::Value = serde_json::from_slice(source).ok()?;
    resource.pointer("/code/text")?.as_str().map(ToOwned::to_owned)
}

/// `Observation.valueString`: what `compose` makes of a text.
fn written_here(source: &[u8]) -> Option<String> {
    let resource: serde_json::Value = serde_json::from_slice(source).ok()?;
    resource.get("valueString")?.as_str().map(ToOwned::to_owned)
}

fn shown(source: &[u8], language: Language) -> Result<String, Error> {
    let resource = inzage_fhir::read_back(source).map_err(|error| Error::Content(error.to_string()))?;
    let view = inzage_fhir::view(&resource, language);
    let mut lines = Vec::new();
    for group in view.groups.iter().filter(|group| !group.aside) {
        lines.extend(group.heading.clone());
        for row in &group.rows {
            lines.push(format!("{}: {}", row.label, row.values.join("; ")));
        }
    }
    Ok(lines.join("\n"))
}

/// The versions as people read them; `newest first` in and out.
fn said(versions: Vec<VersionFull>, language: Language) -> Result<Vec<Said>, Error> {
    let mut said: Vec<Said> = Vec::with_capacity(versions.len());
    for version in versions.into_iter().rev() {
        let text = written_here(&version.source).map_or_else(|| shown(&version.source, language), Ok)?;
        let difference =
            said.last().map(|before| difference_of_lines(&before.text, &text)).unwrap_or_default();
        said.push(Said {
            version: version.version,
            made_at: version.made_at,
            author: version.author,
            reason: version.reason,
            shared_at: version.shared_at,
            text,
            difference,
        });
    }
    said.reverse();
    Ok(said)
}

impl Services {
    /// The versions of an entry and what was added to it: what was shared, for staff all.
    pub async fn entry_versions(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        language: Language,
        context: &RequestContext,
    ) -> Result<Versions, Error> {
        let context = about(context, "entry", &entry.to_string());
        let permit = self.store.permit::<ReadRecord>(actor, Some(client), &context).await??;
        let history = self.store.entry_history(&permit, entry).await?.ok_or(Error::NotFound)?;
        let category = history.entry.row.category;
        Ok(Versions {
            head: self.head(actor, &permit, category.slug()).await?,
            entry: report(history.entry)?,
            category,
            versions: said(history.versions, language)?,
            additions: history.additions.into_iter().map(report).collect::<Result<_, _>>()?,
            about: history.about.map(item).transpose()?,
        })
    }
}
