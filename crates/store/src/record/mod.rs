//! The record: entries, their versions, what was shared when, and where each came from.
//! Everything here asks for a recorded permit and takes organisation and client from it alone.

mod cursor;
mod import;
mod import_sql;
mod one;
mod overview;
mod page;
mod publish;
mod row;
mod search;

pub use cursor::{Cursor, CursorError};
pub use import::{Imported, NewEntry};
pub use one::{EntryFull, EntryVersion};
pub use overview::{ClientView, News, Section, Viewer};
pub use page::EntryPage;
pub use row::EntryRow;

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
fn category_bits<A: Act>(permit: &Permit<A>) -> i64 {
    let kinds = permit.kinds();
    inzage_domain::Category::ALL
        .iter()
        .filter(|category| kinds.has(category.kind()))
        .fold(0, |bits, category| bits | 1 << category.number())
}
