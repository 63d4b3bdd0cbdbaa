-- Clients who cannot decide (any more), and who then decides whether their account is closed (R17).

-- Since when a client cannot decide about care; nothing for who can.
ALTER TABLE client ADD COLUMN incapable_since INTEGER;

-- What was recorded about it, by whom and why. Never changes.
CREATE TABLE capacity_event (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    is_incapable INTEGER NOT NULL,
    judged_on TEXT NOT NULL,
    by_account BLOB NOT NULL,
    at INTEGER NOT NULL,
    sealed_reason BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX capacity_event_client ON capacity_event (organisation, client, at, id);
CREATE TRIGGER capacity_event_no_update BEFORE UPDATE ON capacity_event
BEGIN SELECT RAISE(ABORT, 'what was recorded about deciding never changes'); END;
CREATE TRIGGER capacity_event_no_delete BEFORE DELETE ON capacity_event
BEGIN SELECT RAISE(ABORT, 'what was recorded about deciding never changes'); END;

-- A client who cannot decide asked to close the own account: open until it is decided.
CREATE TABLE closing_request (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    account BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    decided_at INTEGER,
    decided_by BLOB,
    decision TEXT CHECK (decision IN ('close', 'keep', 'lapsed')),
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE UNIQUE INDEX closing_request_open ON closing_request (organisation, client, account) WHERE decided_at IS NULL;

-- The help desk hears of it where nobody represents the client: one more kind of request. SQLite changes a
-- check only with the table.
CREATE TABLE help_request_new (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('misuse', 'reopen', 'privacy', 'closing')),
    account BLOB,
    sealed_content BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by BLOB,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
INSERT INTO help_request_new (organisation, id, kind, account, sealed_content, made_at, closed_at, closed_by)
    SELECT organisation, id, kind, account, sealed_content, made_at, closed_at, closed_by FROM help_request;
DROP TABLE help_request;
ALTER TABLE help_request_new RENAME TO help_request;
CREATE INDEX help_request_open ON help_request (organisation, made_at, id) WHERE closed_at IS NULL;
