//! The record: entries, their versions, what was shared when, and where each came from.
//! Everything here asks for a recorded permit and takes organisation and client from it alone.

mod cursor;
mod erase;
mod history;
mod import;
mod import_sql;
mod measured;
mod one;
mod overview;
mod own;
mod page;
pub(crate) mod publish;
mod report;
mod row;
mod search;
mod shared;
mod sourced;
mod take;
pub(crate) mod write;

pub use cursor::{Cursor, CursorError};
pub(crate) use erase::erase_content;
pub use history::{EntryHistory, Opens, StaffEntry, VersionFull};
pub use import::{Imported, NewEntry};
pub use measured::MOST_MEASURED;
pub use one::{EntryFull, EntryVersion};
pub use overview::{ClientView, News, Section, Viewer};
pub use own::{OwnEntry, OwnPage};
pub use page::EntryPage;
pub use report::{Finishing, NameDecision};
pub use row::EntryRow;
pub use search::{EntrySearch, MOST_WORDS};
pub use shared::SharedVersion;
pub use sourced::{SourcedEntry, SourcedPage};
pub use take::{TakenEntry, TakenPage};
pub use write::{WRITTEN_HERE, Writes, Writing, Written};

use inzage_domain::{
    ClientId, OrganisationId,
    access::{Act, Permit},
};

use crate::StoreError;

/// Organisation and client of a permit about a client.
pub(crate) fn client_of<A: Act>(permit: &Permit<A>) -> Result<(OrganisationId, ClientId), StoreError> {
    let client = permit
        .client()
        .ok_or(StoreError::Inconsistent { table: "permit", what: "it is not about a client" })?;
    Ok((permit.organisation(), client))
}

/// The categories of a permit as bits by number, for `($n >> category) & 1`.
pub(crate) fn category_bits<A: Act>(permit: &Permit<A>) -> i64 {
    let kinds = permit.kinds();
    inzage_domain::Category::ALL
        .iter()
        .filter(|category| kinds.has(category.kind()))
        .fold(0, |bits, category| bits | 1 << category.number())
}
