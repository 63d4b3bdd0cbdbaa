-- Lost devices, and the numbers of those who log in with DigiD for a client.

-- When the help desk took away the app or the passkeys of this account: from then on a code by SMS is
-- asked for, also where the organisation leaves the choice, until something is set up again (R91).
ALTER TABLE account ADD COLUMN factor_lost_at INTEGER;

-- Each registration of a person's BSN: who saw which document, for which relation. The number itself is
-- in none of them: a keyed hash says whether it counts still, and sealed are its last digits, the document and why it was corrected (R120, R114).
CREATE TABLE person_number (
    organisation BLOB NOT NULL,
    person BLOB NOT NULL,
    id BLOB NOT NULL,
    relation BLOB NOT NULL,
    number_hash BLOB NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (organisation, person, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id),
    FOREIGN KEY (organisation, made_by) REFERENCES account (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_number_no_update BEFORE UPDATE ON person_number
BEGIN SELECT RAISE(ABORT, 'a registered number never changes'); END;
CREATE TRIGGER person_number_no_delete BEFORE DELETE ON person_number
BEGIN SELECT RAISE(ABORT, 'a registered number never changes'); END;

-- What was asked at the broker is removed soon after its ten minutes.
CREATE INDEX digid_asking_expires ON digid_asking (organisation, expires_at);
