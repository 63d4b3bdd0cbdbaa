//! More about one item: its versions, and who looked at it.

use inzage_domain::{Category, ClientId, EntryId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, ItemRow, LookedDay, Packed, RecordHead};

/// A version that was shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    /// Its number.
    pub version: String,
    /// Shared on.
    pub shared: String,
    /// Written down on.
    pub recorded: String,
    /// Author and role in words; empty when the source does not say.
    pub author: String,
}

/// More about one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreSheet {
    /// Whose record.
    pub head: RecordHead,
    /// The item, as in a list.
    pub row: ItemRow,
    /// Versions, newest first.
    pub versions: Vec<VersionLine>,
    /// Who looked; `None` for who may not see that.
    pub looked: Option<Vec<LookedDay>>,
    /// Until when the log was looked through, in words; empty where all of it was.
    pub since: String,
    /// Whether it can be seen as a graph.
    pub is_measured: bool,
    /// Whether one may say that it is not right.
    pub may_ask: bool,
}

/// More about one item.
#[server(prefix = "/api", endpoint = "dossier/onderdeel/meer")]
pub async fn read_item_more(
    client: ClientId,
    category: Category,
    entry: EntryId,
) -> Result<Packed<MoreSheet>, ApiError> {
    use inzage_domain::written;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let more = visit.services.record_item_more(actor, client, entry, &visit.context).await;
    let more = crate::host::answer(more)?;
    // One address for one item.
    if more.item.row.category != category {
        return Err(crate::host::fail(ApiError::NotFound));
    }
    let language = visit.language;
    let texts = crate::locales::Texts(language);
    let looked = more.looked.map(|looked| {
        let since = looked.since.map(|at| written::moment(language, at)).unwrap_or_default();
        (super::who_looked::days(looked.days, texts), since)
    });
    let (looked, since) = match looked {
        Some((days, since)) => (Some(days), since),
        None => (None, String::new()),
    };
    Ok(Packed::of(&MoreSheet {
        row: super::record::shape::row(&more.item, language),
        versions: more
            .versions
            .iter()
            .map(|version| VersionLine {
                version: version.version.to_string(),
                shared: written::moment(language, version.shared_at),
                recorded: written::moment(language, version.recorded_at),
                author: super::record::shape::author(&version.author),
            })
            .collect(),
        looked,
        since,
        is_measured: more.is_measured,
        may_ask: more.may_ask,
        head: super::record::shape::head(more.head, language),
    }))
}
