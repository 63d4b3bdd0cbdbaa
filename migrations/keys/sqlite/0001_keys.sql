-- The key store: wrapped keys only, apart from the record, its back-ups kept at most 30 days.

CREATE TABLE organisation_key (
    organisation BLOB NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A destroyed key leaves its row, without the key: it cannot be made again by mistake.
CREATE TABLE client_key (
    organisation BLOB NOT NULL REFERENCES organisation_key (organisation),
    client BLOB NOT NULL,
    wrapped BLOB,
    created_at INTEGER NOT NULL,
    destroyed_at INTEGER,
    PRIMARY KEY (organisation, client)
) STRICT, WITHOUT ROWID;
