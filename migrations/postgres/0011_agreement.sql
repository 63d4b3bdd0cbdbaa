-- An organisation uses the portal once its processor agreement is recorded (AVG article 28, R110).
-- Each one stays; the newest counts.
CREATE TABLE processor_agreement (
    organisation UUID NOT NULL REFERENCES organisation (id),
    recorded_at BIGINT NOT NULL,
    version TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    sealed_signer BYTEA,
    PRIMARY KEY (organisation, recorded_at)
);
CREATE TRIGGER processor_agreement_frozen BEFORE UPDATE OR DELETE ON processor_agreement
FOR EACH ROW EXECUTE FUNCTION refuse_change('a recorded agreement never changes');
-- Who uses the portal already goes on; who signed is to be recorded anew.
INSERT INTO processor_agreement (organisation, recorded_at, version, signed_on)
SELECT id, created_at, 'before', '2026-01-01' FROM organisation;
