-- Reports that staff write: drafts, when what is shared appears, additions, new versions, and what was
-- decided about the names of others.

-- What somebody writes about a client and has not finished: for its author alone, one for each form. Its id
-- is the key with which it is finished once.
CREATE TABLE draft (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    account UUID NOT NULL,
    form TEXT NOT NULL,
    revision BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    kept_at BIGINT NOT NULL,
    sealed_content BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, account, client, form),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);

-- An entry that appears to the client later. Gone when it has appeared or was taken back.
CREATE TABLE planned_release (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    client UUID NOT NULL,
    due_at BIGINT NOT NULL,
    by_account UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
);
CREATE INDEX planned_release_due ON planned_release (organisation, due_at, entry);

-- An entry that adds to another. Never changes.
CREATE TABLE addition (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    about UUID NOT NULL,
    PRIMARY KEY (organisation, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, about) REFERENCES entry (organisation, id)
);
CREATE INDEX addition_about ON addition (organisation, about);
CREATE TRIGGER addition_frozen BEFORE UPDATE ON addition
FOR EACH ROW EXECUTE FUNCTION refuse_change('what an addition is about never changes');

-- Why there is a new version of an entry. Never changes.
CREATE TABLE version_reason (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    version BIGINT NOT NULL,
    sealed_reason BYTEA NOT NULL,
    PRIMARY KEY (organisation, entry, version),
    FOREIGN KEY (organisation, entry, version) REFERENCES entry_version (organisation, entry, version)
);
CREATE TRIGGER version_reason_frozen BEFORE UPDATE ON version_reason
FOR EACH ROW EXECUTE FUNCTION refuse_change('the reason of a version never changes');

-- What was decided about a name that stood in a text before it was shared: replaced, or left because it is
-- somebody else (R38). Never changes.
CREATE TABLE name_decision (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    entry UUID NOT NULL,
    by_account UUID NOT NULL,
    at BIGINT NOT NULL,
    is_replaced BOOLEAN NOT NULL,
    sealed_name BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
);
CREATE INDEX name_decision_entry ON name_decision (organisation, entry, at, id);
CREATE TRIGGER name_decision_frozen BEFORE UPDATE OR DELETE ON name_decision
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was decided about a name never changes');
CREATE TRIGGER name_decision_no_truncate BEFORE TRUNCATE ON name_decision
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what was decided about a name never changes');
