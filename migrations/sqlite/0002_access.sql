-- Who may look beside a client: who manages the network, what a client of 12 to 15 agreed to,
-- every change with its reason, and looking together.

ALTER TABLE relation ADD COLUMN manages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE relation ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;

-- Each change of a relation: who decided what, when, and why. Never changes.
CREATE TABLE relation_event (
    organisation BLOB NOT NULL,
    relation BLOB NOT NULL,
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    by_account BLOB,
    what TEXT NOT NULL,
    kinds INTEGER NOT NULL,
    sealed_reason BLOB NOT NULL,
    PRIMARY KEY (organisation, relation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER relation_event_no_update BEFORE UPDATE ON relation_event
BEGIN SELECT RAISE(ABORT, 'a change of a relation never changes'); END;
CREATE TRIGGER relation_event_no_delete BEFORE DELETE ON relation_event
BEGIN SELECT RAISE(ABORT, 'a change of a relation never changes'); END;

-- A client of 12 to 15 shows a parent some kinds of data for at most an hour. The place is where
-- the client looks now: a part of an address, never content.
CREATE TABLE together (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    relation BLOB NOT NULL,
    kinds INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    joined_at INTEGER,
    ended_at INTEGER,
    place TEXT,
    pointed BLOB,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX together_relation ON together (organisation, relation, until_at);
CREATE INDEX together_client ON together (organisation, client, until_at);
