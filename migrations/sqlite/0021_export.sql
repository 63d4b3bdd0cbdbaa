-- Copies of a record that somebody takes along (R21, R26, L8).

-- One copy. What was asked for and how far it is are sealed under the client's key; `step` grows with each
-- piece of work, so that of two who do the same piece one wins.
CREATE TABLE export (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    account BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('preparing', 'ready', 'refused', 'failed', 'gone')),
    asked_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    step INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    sealed_order BLOB NOT NULL,
    sealed_progress BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX export_of ON export (organisation, account, client, asked_at);
CREATE INDEX export_state ON export (organisation, state, asked_at, id);
-- One copy at a time for one account and one client.
CREATE UNIQUE INDEX export_preparing ON export (organisation, account, client) WHERE state = 'preparing';

-- The bytes of its files, in chunks sealed under the client's key.
CREATE TABLE export_chunk (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    export BLOB NOT NULL,
    sealed_bytes BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, export) REFERENCES export (organisation, id)
) STRICT;
CREATE INDEX export_chunk_export ON export_chunk (organisation, export);
