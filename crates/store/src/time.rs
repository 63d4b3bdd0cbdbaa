//! Instants as the database has them: microseconds since 1970 in UTC.

use jiff::Timestamp;

use crate::StoreError;

/// Microseconds of an instant.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// The instant of a stored number.
pub(crate) fn instant(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros)
        .map_err(|_| StoreError::Inconsistent { table: "instant", what: "out of range" })
}

/// The instant of a stored number that may be absent.
pub(crate) fn maybe_instant(micros: Option<i64>) -> Result<Option<Timestamp>, StoreError> {
    micros.map(instant).transpose()
}
