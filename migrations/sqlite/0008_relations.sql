-- Joining and relations, the rest: the first contact as the care plan has it (R7), whom that makes
-- staff look at again, and the consent that a relation rests on (R41).

-- Whom staff registered as the first contact. Each registration stays; one counts now.
CREATE TABLE registered_contact (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    replaced_at INTEGER,
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, made_by) REFERENCES account (organisation, id)
) STRICT;
CREATE UNIQUE INDEX registered_contact_now ON registered_contact (organisation, client) WHERE replaced_at IS NULL;

-- Since when a first contact is somebody else than the care plan says. It changes nobody's access:
-- staff confirm it or withdraw it.
ALTER TABLE relation ADD COLUMN flagged_at INTEGER;
CREATE INDEX relation_flagged ON relation (organisation, flagged_at) WHERE flagged_at IS NOT NULL;

-- The consent with which somebody was let in: by whom and how it was given, and who recorded it.
-- Never changes.
CREATE TABLE relation_consent (
    organisation BLOB NOT NULL,
    relation BLOB NOT NULL,
    kinds INTEGER NOT NULL,
    given_by TEXT NOT NULL,
    given_how TEXT NOT NULL,
    given_on TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, relation),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER relation_consent_no_update BEFORE UPDATE ON relation_consent
BEGIN SELECT RAISE(ABORT, 'a consent never changes'); END;
CREATE TRIGGER relation_consent_no_delete BEFORE DELETE ON relation_consent
BEGIN SELECT RAISE(ABORT, 'a consent never changes'); END;
