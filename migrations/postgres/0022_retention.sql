-- How long records are kept (R35): legal holds, and who had a record destroyed.

-- Nobody destroys the record while a hold stands. What was said once never changes; lifting adds to it.
CREATE TABLE legal_hold (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    set_at BIGINT NOT NULL,
    set_by UUID NOT NULL,
    sealed_reason BYTEA NOT NULL,
    lifted_at BIGINT,
    lifted_by UUID,
    sealed_lift_reason BYTEA,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, set_by) REFERENCES account (organisation, id)
);
CREATE UNIQUE INDEX legal_hold_open ON legal_hold (organisation, client) WHERE lifted_at IS NULL;
CREATE TRIGGER legal_hold_frozen BEFORE UPDATE OF organisation, id, client, set_at, set_by, sealed_reason ON legal_hold
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was said of a legal hold never changes');
CREATE TRIGGER legal_hold_lifted_once BEFORE UPDATE ON legal_hold FOR EACH ROW WHEN (OLD.lifted_at IS NOT NULL)
EXECUTE FUNCTION refuse_change('a legal hold is lifted once');
CREATE TRIGGER legal_hold_kept BEFORE DELETE ON legal_hold
FOR EACH ROW EXECUTE FUNCTION refuse_change('a legal hold is kept');
CREATE TRIGGER legal_hold_no_truncate BEFORE TRUNCATE ON legal_hold
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a legal hold is kept');

-- That a record was destroyed, and until when it was kept: all that is left of it.
CREATE TABLE destruction (
    organisation UUID NOT NULL,
    client UUID NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by UUID NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (organisation, client),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, decided_by) REFERENCES account (organisation, id)
);
CREATE TRIGGER destruction_frozen BEFORE UPDATE OR DELETE ON destruction
FOR EACH ROW EXECUTE FUNCTION refuse_change('that a record was destroyed never changes');
CREATE TRIGGER destruction_no_truncate BEFORE TRUNCATE ON destruction
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('that a record was destroyed never changes');

-- Whose care has ended, oldest first.
CREATE INDEX client_ended ON client (organisation, ended_at) WHERE ended_at IS NOT NULL AND destroyed_at IS NULL;
