-- Clients who cannot decide (any more), and who then decides whether their account is closed (R17).

-- Since when a client cannot decide about care; nothing for who can.
ALTER TABLE client ADD COLUMN incapable_since BIGINT;

-- What was recorded about it, by whom and why. Never changes.
CREATE TABLE capacity_event (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    is_incapable BOOLEAN NOT NULL,
    judged_on TEXT NOT NULL,
    by_account UUID NOT NULL,
    at BIGINT NOT NULL,
    sealed_reason BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
);
CREATE INDEX capacity_event_client ON capacity_event (organisation, client, at, id);
CREATE TRIGGER capacity_event_frozen BEFORE UPDATE OR DELETE ON capacity_event
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was recorded about deciding never changes');
CREATE TRIGGER capacity_event_no_truncate BEFORE TRUNCATE ON capacity_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what was recorded about deciding never changes');

-- A client who cannot decide asked to close the own account: open until it is decided.
CREATE TABLE closing_request (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    account UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by UUID,
    decision TEXT CHECK (decision IN ('close', 'keep', 'lapsed')),
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE UNIQUE INDEX closing_request_open ON closing_request (organisation, client, account) WHERE decided_at IS NULL;

-- The help desk hears of it where nobody represents the client: one more kind of request.
ALTER TABLE help_request DROP CONSTRAINT help_request_kind_check;
ALTER TABLE help_request ADD CONSTRAINT help_request_kind_check CHECK (kind IN ('misuse', 'reopen', 'privacy', 'closing'));
