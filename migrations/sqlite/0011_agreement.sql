-- An organisation uses the portal once its processor agreement is recorded (AVG article 28, R110).
-- Each one stays; the newest counts.
CREATE TABLE processor_agreement (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    version TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    sealed_signer BLOB,
    PRIMARY KEY (organisation, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER processor_agreement_no_update BEFORE UPDATE ON processor_agreement
BEGIN SELECT RAISE(ABORT, 'a recorded agreement never changes'); END;
CREATE TRIGGER processor_agreement_no_delete BEFORE DELETE ON processor_agreement
BEGIN SELECT RAISE(ABORT, 'a recorded agreement never changes'); END;
-- Who uses the portal already goes on; who signed is to be recorded anew.
INSERT INTO processor_agreement (organisation, recorded_at, version, signed_on)
SELECT id, created_at, 'before', '2026-01-01' FROM organisation;
