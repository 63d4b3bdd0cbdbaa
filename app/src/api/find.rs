//! Searching within one's record.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use inzage_domain::ClientId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, ItemRow, Packed, RecordHead};

/// A part of a text, and whether it is a word that was searched for.
pub type Marked = (String, bool);

/// A result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundRow {
    /// The item, as in a list.
    pub row: ItemRow,
    /// Its title in pieces.
    pub title: Vec<Marked>,
    /// What it says around the words, in pieces.
    pub excerpt: Vec<Marked>,
}

/// What was searched for: kept sealed, so that no word stands in an address.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Searching {
    /// In whose record.
    client: String,
    /// What was typed.
    text: String,
    /// Slug of the section; empty for all.
    section: String,
}

/// The page with the search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each says something else about the search")]
pub struct RecordSearch {
    /// Whose record.
    pub head: RecordHead,
    /// What was typed.
    pub text: String,
    /// Slug of the section; empty for all.
    pub section: String,
    /// Slugs and names of the sections that one can search in.
    pub sections: Vec<(String, String)>,
    /// Whether something was searched for.
    pub asked: bool,
    /// Whether something was typed in which there is no word.
    pub no_word: bool,
    /// Whether there were more words than are searched for.
    pub too_many: bool,
    /// Whether the address names a search that is not kept any more.
    pub is_over: bool,
    /// Whether these are not the newest results.
    pub is_older: bool,
    /// The results, newest care first.
    pub results: Vec<FoundRow>,
    /// Where older results begin.
    pub older: Option<String>,
}

/// The page with the search; `form` names what was searched for, `after` where its older results begin.
#[server(prefix = "/api", endpoint = "dossier/zoeken/formulier")]
pub async fn read_record_search(
    client: ClientId,
    form: Option<String>,
    after: Option<String>,
) -> Result<Packed<RecordSearch>, ApiError> {
    let asked = form.is_some();
    let kept: Option<Searching> = crate::host::flash::look(SEARCH, form).await;
    // Words that were typed at another record are not searched for in this one.
    let kept = kept.filter(|kept| kept.client == client.to_string());
    let is_over = asked && kept.is_none();
    search(client, kept.unwrap_or_default(), after, is_over).await
}

/// Searches. By post, so that no word stands in an address.
#[server(prefix = "/api", endpoint = "dossier/zoeken")]
pub async fn search_record(
    client: ClientId,
    text: String,
    #[server(default)] section: String,
) -> Result<Packed<RecordSearch>, ApiError> {
    let searching = Searching { client: client.to_string(), text, section };
    if crate::host::is_form_post() {
        // Only the words are kept; the page does the search, so that it is logged and shown once.
        let visit = crate::host::visit()?;
        let page = format!("{}/zoeken", super::record::shape::address(crate::host::actor(&visit)?, client));
        crate::host::flash::refused(SEARCH, &page, &searching).await?;
        return Ok(Packed::of(&RecordSearch::default()));
    }
    search(client, searching, None, false).await
}

/// The name under which a search is kept.
#[cfg(feature = "ssr")]
const SEARCH: &str = "dossier-zoeken";

#[cfg(feature = "ssr")]
async fn search(
    client: ClientId,
    searching: Searching,
    after: Option<String>,
    is_over: bool,
) -> Result<Packed<RecordSearch>, ApiError> {
    use inzage_domain::{Category, marked::Piece};
    use inzage_services::search::SearchAsk;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let after = after.map(|cursor| cursor.parse()).transpose();
    let after = after.map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let is_older = after.is_some();
    let Searching { text, section, .. } = searching;
    let ask = SearchAsk { text: text.clone(), category: Category::from_slug(&section), after };
    let found = visit.services.search_record(actor, client, &ask, visit.language, &visit.context).await;
    let found = crate::host::answer(found)?;
    let texts = crate::locales::Texts(visit.language);
    let pieces = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| (piece.text, piece.marked)).collect();
    let results = found.hits.into_iter().map(|hit| FoundRow {
        row: super::record::shape::row(&hit.item, visit.language),
        title: pieces(hit.title),
        excerpt: pieces(hit.excerpt),
    });
    Ok(Packed::of(&RecordSearch {
        results: results.collect(),
        head: super::record::shape::head(found.head, visit.language),
        no_word: !text.trim().is_empty() && !found.asked,
        text,
        section: ask.category.map(Category::slug).unwrap_or_default().to_owned(),
        sections: found
            .sections
            .iter()
            .map(|section| (section.category.slug().to_owned(), texts.category(section.category).to_owned()))
            .collect(),
        asked: found.asked,
        too_many: found.too_many,
        is_over,
        is_older,
        older: found.older.map(|cursor| cursor.to_string()),
    }))
}
