//! Where a page ends and the next one begins.

use std::{fmt, str::FromStr};

use inzage_domain::EntryId;
use uuid::Uuid;

/// The place of an entry in the order of its list: instant of care, then id. As text it stands in
/// the address of a page and tells nothing but that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) care_at: i64,
    pub(super) id: Uuid,
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the place of an entry in a list")]
pub struct CursorError;

impl Cursor {
    /// Before the newest.
    pub(super) const NEWEST: Self = Self { care_at: i64::MAX, id: Uuid::max() };

    pub(super) const fn new(care_at: i64, id: EntryId) -> Self {
        Self { care_at, id: id.uuid() }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.care_at, self.id.simple())
    }
}

impl FromStr for Cursor {
    type Err = CursorError;
    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (care_at, id) = text.split_once('_').ok_or(CursorError)?;
        Ok(Self {
            care_at: care_at.parse().map_err(|_| CursorError)?,
            id: id.parse().map_err(|_| CursorError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_cursor_is_read_as_it_was_written(care_at: i64, id: u128) {
            let cursor = Cursor { care_at, id: Uuid::from_u128(id) };
            proptest::prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }

        #[test]
        fn anything_else_is_refused_without_panic(text in ".{0,40}") {
            let _ = text.parse::<Cursor>();
        }
    }
}
