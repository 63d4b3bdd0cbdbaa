-- Consents of clients (R129, R137), and emergency access to a record at another location (R19).

-- What somebody said about a purpose, with which voice and on which ground. Never changes: a later word
-- goes before.
CREATE TABLE consent_event (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    purpose TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('permit', 'deny')),
    voice TEXT NOT NULL CHECK (voice IN ('client', 'representative')),
    basis TEXT NOT NULL,
    relation UUID NOT NULL,
    by_account UUID NOT NULL,
    at BIGINT NOT NULL,
    until_at BIGINT,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
);
CREATE INDEX consent_event_client ON consent_event (organisation, client, at, id);
CREATE TRIGGER consent_event_frozen BEFORE UPDATE OR DELETE ON consent_event
FOR EACH ROW EXECUTE FUNCTION refuse_change('a consent never changes');
CREATE TRIGGER consent_event_no_truncate BEFORE TRUNCATE ON consent_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a consent never changes');

-- Who opened which record in an emergency, in which work, why, and until when at most. Never changes.
CREATE TABLE emergency_access (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    account UUID NOT NULL,
    employment UUID NOT NULL,
    reason TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    sealed_words BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, employment) REFERENCES employment (organisation, id)
);
CREATE INDEX emergency_access_open ON emergency_access (organisation, account, client, until_at);
CREATE INDEX emergency_access_opened ON emergency_access (organisation, opened_at, id);
CREATE TRIGGER emergency_access_frozen BEFORE UPDATE OR DELETE ON emergency_access
FOR EACH ROW EXECUTE FUNCTION refuse_change('an emergency access never changes');
CREATE TRIGGER emergency_access_no_truncate BEFORE TRUNCATE ON emergency_access
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('an emergency access never changes');

-- Ended by its holder before its time.
CREATE TABLE emergency_end (
    organisation UUID NOT NULL,
    emergency UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation, emergency),
    FOREIGN KEY (organisation, emergency) REFERENCES emergency_access (organisation, id)
);
CREATE TRIGGER emergency_end_frozen BEFORE UPDATE OR DELETE ON emergency_end
FOR EACH ROW EXECUTE FUNCTION refuse_change('the end of an emergency access never changes');
CREATE TRIGGER emergency_end_no_truncate BEFORE TRUNCATE ON emergency_end
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the end of an emergency access never changes');

-- What a privacy officer found of it, once.
CREATE TABLE emergency_review (
    organisation UUID NOT NULL,
    emergency UUID NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('justified', 'not-justified')),
    by_account UUID NOT NULL,
    at BIGINT NOT NULL,
    sealed_note BYTEA NOT NULL,
    PRIMARY KEY (organisation, emergency),
    FOREIGN KEY (organisation, emergency) REFERENCES emergency_access (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
);
CREATE TRIGGER emergency_review_frozen BEFORE UPDATE OR DELETE ON emergency_review
FOR EACH ROW EXECUTE FUNCTION refuse_change('a review of an emergency access never changes');
CREATE TRIGGER emergency_review_no_truncate BEFORE TRUNCATE ON emergency_review
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a review of an emergency access never changes');
