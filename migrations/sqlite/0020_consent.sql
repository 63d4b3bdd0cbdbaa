-- Consents of clients (R129, R137), and emergency access to a record at another location (R19).

-- What somebody said about a purpose, with which voice and on which ground. Never changes: a later word
-- goes before.
CREATE TABLE consent_event (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    purpose TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('permit', 'deny')),
    voice TEXT NOT NULL CHECK (voice IN ('client', 'representative')),
    basis TEXT NOT NULL,
    relation BLOB NOT NULL,
    by_account BLOB NOT NULL,
    at INTEGER NOT NULL,
    until_at INTEGER,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX consent_event_client ON consent_event (organisation, client, at, id);
CREATE TRIGGER consent_event_no_update BEFORE UPDATE ON consent_event
BEGIN SELECT RAISE(ABORT, 'a consent never changes'); END;
CREATE TRIGGER consent_event_no_delete BEFORE DELETE ON consent_event
BEGIN SELECT RAISE(ABORT, 'a consent never changes'); END;

-- Who opened which record in an emergency, in which work, why, and until when at most. Never changes.
CREATE TABLE emergency_access (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    account BLOB NOT NULL,
    employment BLOB NOT NULL,
    reason TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    sealed_words BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, employment) REFERENCES employment (organisation, id)
) STRICT;
CREATE INDEX emergency_access_open ON emergency_access (organisation, account, client, until_at);
CREATE INDEX emergency_access_opened ON emergency_access (organisation, opened_at, id);
CREATE TRIGGER emergency_access_no_update BEFORE UPDATE ON emergency_access
BEGIN SELECT RAISE(ABORT, 'an emergency access never changes'); END;
CREATE TRIGGER emergency_access_no_delete BEFORE DELETE ON emergency_access
BEGIN SELECT RAISE(ABORT, 'an emergency access never changes'); END;

-- Ended by its holder before its time.
CREATE TABLE emergency_end (
    organisation BLOB NOT NULL,
    emergency BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, emergency),
    FOREIGN KEY (organisation, emergency) REFERENCES emergency_access (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER emergency_end_no_update BEFORE UPDATE ON emergency_end
BEGIN SELECT RAISE(ABORT, 'the end of an emergency access never changes'); END;
CREATE TRIGGER emergency_end_no_delete BEFORE DELETE ON emergency_end
BEGIN SELECT RAISE(ABORT, 'the end of an emergency access never changes'); END;

-- What a privacy officer found of it, once.
CREATE TABLE emergency_review (
    organisation BLOB NOT NULL,
    emergency BLOB NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('justified', 'not-justified')),
    by_account BLOB NOT NULL,
    at INTEGER NOT NULL,
    sealed_note BLOB NOT NULL,
    PRIMARY KEY (organisation, emergency),
    FOREIGN KEY (organisation, emergency) REFERENCES emergency_access (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER emergency_review_no_update BEFORE UPDATE ON emergency_review
BEGIN SELECT RAISE(ABORT, 'a review of an emergency access never changes'); END;
CREATE TRIGGER emergency_review_no_delete BEFORE DELETE ON emergency_review
BEGIN SELECT RAISE(ABORT, 'a review of an emergency access never changes'); END;
