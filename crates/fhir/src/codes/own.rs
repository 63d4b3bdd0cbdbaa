//! Codes of what only this portal makes (`compose`).

use super::Table;

pub(super) const TABLES: &[Table] = &[(
    crate::compose::OWN_SYSTEM,
    &[
        ("note", "eigen notitie", "own note"),
        ("diary", "dagboek", "diary"),
        ("event", "gebeurtenis", "event"),
        ("lasting", "duur", "duration"),
    ],
)];
