-- Lost devices, and the numbers of those who log in with DigiD for a client.

-- When the help desk took away the app or the passkeys of this account: from then on a code by SMS is
-- asked for, also where the organisation leaves the choice, until something is set up again (R91).
ALTER TABLE account ADD COLUMN factor_lost_at BIGINT;

-- Each registration of a person's BSN: who saw which document, for which relation. The number itself is
-- in none of them: a keyed hash says whether it counts still, and sealed are its last digits, the document and why it was corrected (R120, R114).
CREATE TABLE person_number (
    organisation UUID NOT NULL,
    person UUID NOT NULL,
    id UUID NOT NULL,
    relation UUID NOT NULL,
    number_hash BYTEA NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    sealed_content BYTEA NOT NULL,
    PRIMARY KEY (organisation, person, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id),
    FOREIGN KEY (organisation, made_by) REFERENCES account (organisation, id)
);
CREATE TRIGGER person_number_frozen BEFORE UPDATE OR DELETE ON person_number
FOR EACH ROW EXECUTE FUNCTION refuse_change('a registered number never changes');
CREATE TRIGGER person_number_no_truncate BEFORE TRUNCATE ON person_number
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a registered number never changes');

-- What was asked at the broker is removed soon after its ten minutes.
CREATE INDEX digid_asking_expires ON digid_asking (organisation, expires_at);
