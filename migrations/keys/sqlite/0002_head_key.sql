-- What signs the heads of the access logs once the master key was changed: wrapped by each master key
-- since. Before that it is derived from the first one.
CREATE TABLE head_key (
    id BLOB NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
