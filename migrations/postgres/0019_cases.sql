-- Cases: what a client asks about the record, and what became of it (L5, R25, R37; AVG 12, 16 and 17, WGBO
-- 7:454 and 7:455).

-- The request itself never changes and stays, also when what it was about is destroyed; only how far it is
-- does. The words are sealed with the client's own key.
CREATE TABLE care_case (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('basic-data', 'report', 'statement', 'deletion', 'not-recognised')),
    entry UUID,
    entry_version BIGINT,
    log_seq BIGINT,
    asked_by UUID NOT NULL,
    basis TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    sealed_content BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'in-treatment', 'granted', 'partly', 'refused', 'withdrawn')),
    due_on TEXT NOT NULL,
    extended_at BIGINT,
    taken_by UUID,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, asked_by) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, taken_by) REFERENCES account (organisation, id)
);
CREATE INDEX care_case_open ON care_case (organisation, due_on, id) WHERE state IN ('received', 'in-treatment');
CREATE INDEX care_case_client ON care_case (organisation, client, asked_at, id);
CREATE INDEX care_case_entry ON care_case (organisation, entry, asked_at, id) WHERE kind = 'statement';
CREATE INDEX care_case_asked ON care_case (organisation, asked_by, asked_at);
CREATE TRIGGER care_case_request_kept
BEFORE UPDATE OF organisation, id, client, kind, entry, entry_version, log_seq, asked_by, basis, asked_at, sealed_content ON care_case
FOR EACH ROW EXECUTE FUNCTION refuse_change('a request never changes');
CREATE TRIGGER care_case_no_delete BEFORE DELETE ON care_case
FOR EACH ROW EXECUTE FUNCTION refuse_change('a request is kept');
CREATE TRIGGER care_case_no_truncate BEFORE TRUNCATE ON care_case
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a request is kept');

-- Each step of a case, with its words sealed with the client's own key. Never changes.
CREATE TABLE case_event (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    care_case UUID NOT NULL,
    number BIGINT NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('asked', 'taken', 'extended', 'granted', 'partly', 'refused', 'withdrawn')),
    ground TEXT,
    by_account UUID NOT NULL,
    at BIGINT NOT NULL,
    sealed_text BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, care_case, number),
    FOREIGN KEY (organisation, care_case) REFERENCES care_case (organisation, id),
    FOREIGN KEY (organisation, by_account) REFERENCES account (organisation, id)
);
CREATE TRIGGER case_event_frozen BEFORE UPDATE OR DELETE ON case_event
FOR EACH ROW EXECUTE FUNCTION refuse_change('a step of a case never changes');
CREATE TRIGGER case_event_no_truncate BEFORE TRUNCATE ON case_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a step of a case never changes');
