-- Reports that staff write: drafts, when what is shared appears, additions, new versions, and what was
-- decided about the names of others.

-- What somebody writes about a client and has not finished: for its author alone, one for each form. Its id
-- is the key with which it is finished once.
CREATE TABLE draft (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    account BLOB NOT NULL,
    form TEXT NOT NULL,
    revision INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, account, client, form),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;

-- An entry that appears to the client later. Gone when it has appeared or was taken back.
CREATE TABLE planned_release (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    client BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    by_account BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX planned_release_due ON planned_release (organisation, due_at, entry);

-- An entry that adds to another. Never changes.
CREATE TABLE addition (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    about BLOB NOT NULL,
    PRIMARY KEY (organisation, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, about) REFERENCES entry (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX addition_about ON addition (organisation, about);
CREATE TRIGGER addition_no_update BEFORE UPDATE ON addition
BEGIN SELECT RAISE(ABORT, 'what an addition is about never changes'); END;

-- Why there is a new version of an entry. Never changes.
CREATE TABLE version_reason (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    version INTEGER NOT NULL,
    sealed_reason BLOB NOT NULL,
    PRIMARY KEY (organisation, entry, version),
    FOREIGN KEY (organisation, entry, version) REFERENCES entry_version (organisation, entry, version)
) STRICT;
CREATE TRIGGER version_reason_no_update BEFORE UPDATE ON version_reason
BEGIN SELECT RAISE(ABORT, 'the reason of a version never changes'); END;

-- What was decided about a name that stood in a text before it was shared: replaced, or left because it is
-- somebody else (R38). Never changes.
CREATE TABLE name_decision (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    entry BLOB NOT NULL,
    by_account BLOB NOT NULL,
    at INTEGER NOT NULL,
    is_replaced INTEGER NOT NULL,
    sealed_name BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX name_decision_entry ON name_decision (organisation, entry, at, id);
CREATE TRIGGER name_decision_no_update BEFORE UPDATE ON name_decision
BEGIN SELECT RAISE(ABORT, 'what was decided about a name never changes'); END;
CREATE TRIGGER name_decision_no_delete BEFORE DELETE ON name_decision
BEGIN SELECT RAISE(ABORT, 'what was decided about a name never changes'); END;
