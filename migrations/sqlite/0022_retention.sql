-- How long records are kept (R35): legal holds, and who had a record destroyed.

-- Nobody destroys the record while a hold stands. What was said once never changes; lifting adds to it.
CREATE TABLE legal_hold (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    set_at INTEGER NOT NULL,
    set_by BLOB NOT NULL,
    sealed_reason BLOB NOT NULL,
    lifted_at INTEGER,
    lifted_by BLOB,
    sealed_lift_reason BLOB,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, set_by) REFERENCES account (organisation, id)
) STRICT;
CREATE UNIQUE INDEX legal_hold_open ON legal_hold (organisation, client) WHERE lifted_at IS NULL;
CREATE TRIGGER legal_hold_no_update BEFORE UPDATE OF organisation, id, client, set_at, set_by, sealed_reason ON legal_hold
BEGIN SELECT RAISE(ABORT, 'what was said of a legal hold never changes'); END;
CREATE TRIGGER legal_hold_lifted_once BEFORE UPDATE ON legal_hold WHEN OLD.lifted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a legal hold is lifted once'); END;
CREATE TRIGGER legal_hold_no_delete BEFORE DELETE ON legal_hold
BEGIN SELECT RAISE(ABORT, 'a legal hold is kept'); END;

-- That a record was destroyed, and until when it was kept: all that is left of it.
CREATE TABLE destruction (
    organisation BLOB NOT NULL,
    client BLOB NOT NULL,
    decided_at INTEGER NOT NULL,
    decided_by BLOB NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (organisation, client),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, decided_by) REFERENCES account (organisation, id)
) STRICT;
CREATE TRIGGER destruction_no_update BEFORE UPDATE ON destruction
BEGIN SELECT RAISE(ABORT, 'that a record was destroyed never changes'); END;
CREATE TRIGGER destruction_no_delete BEFORE DELETE ON destruction
BEGIN SELECT RAISE(ABORT, 'that a record was destroyed never changes'); END;

-- Whose care has ended, oldest first.
CREATE INDEX client_ended ON client (organisation, ended_at) WHERE ended_at IS NOT NULL AND destroyed_at IS NULL;
