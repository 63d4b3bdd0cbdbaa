-- Who may look beside a client: who manages the network, what a client of 12 to 15 agreed to,
-- every change with its reason, and looking together.

ALTER TABLE relation ADD COLUMN manages BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE relation ADD COLUMN agreed BIGINT NOT NULL DEFAULT 0;

-- Each change of a relation: who decided what, when, and why. Never changes.
CREATE TABLE relation_event (
    organisation UUID NOT NULL,
    relation UUID NOT NULL,
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    by_account UUID,
    what TEXT NOT NULL,
    kinds BIGINT NOT NULL,
    sealed_reason BYTEA NOT NULL,
    PRIMARY KEY (organisation, relation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id)
);
CREATE TRIGGER relation_event_frozen BEFORE UPDATE OR DELETE ON relation_event
FOR EACH ROW EXECUTE FUNCTION refuse_change('a change of a relation never changes');
CREATE TRIGGER relation_event_no_truncate BEFORE TRUNCATE ON relation_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a change of a relation never changes');

-- A client of 12 to 15 shows a parent some kinds of data for at most an hour. The place is where
-- the client looks now: a part of an address, never content.
CREATE TABLE together (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    relation UUID NOT NULL,
    kinds BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    joined_at BIGINT,
    ended_at BIGINT,
    place TEXT,
    pointed UUID,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id)
);
CREATE INDEX together_relation ON together (organisation, relation, until_at);
CREATE INDEX together_client ON together (organisation, client, until_at);
