-- Joining and relations, the rest: the first contact as the care plan has it (R7), whom that makes
-- staff look at again, and the consent that a relation rests on (R41).

-- Whom staff registered as the first contact. Each registration stays; one counts now.
CREATE TABLE registered_contact (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    replaced_at BIGINT,
    sealed_content BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, made_by) REFERENCES account (organisation, id)
);
CREATE UNIQUE INDEX registered_contact_now ON registered_contact (organisation, client) WHERE replaced_at IS NULL;

-- Since when a first contact is somebody else than the care plan says. It changes nobody's access:
-- staff confirm it or withdraw it.
ALTER TABLE relation ADD COLUMN flagged_at BIGINT;
CREATE INDEX relation_flagged ON relation (organisation, flagged_at) WHERE flagged_at IS NOT NULL;

-- The consent with which somebody was let in: by whom and how it was given, and who recorded it.
-- Never changes.
CREATE TABLE relation_consent (
    organisation UUID NOT NULL,
    relation UUID NOT NULL,
    kinds BIGINT NOT NULL,
    given_by TEXT NOT NULL,
    given_how TEXT NOT NULL,
    given_on TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, relation),
    FOREIGN KEY (organisation, relation) REFERENCES relation (organisation, id)
);
CREATE TRIGGER relation_consent_frozen BEFORE UPDATE OR DELETE ON relation_consent
FOR EACH ROW EXECUTE FUNCTION refuse_change('a consent never changes');
CREATE TRIGGER relation_consent_no_truncate BEFORE TRUNCATE ON relation_consent
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a consent never changes');
