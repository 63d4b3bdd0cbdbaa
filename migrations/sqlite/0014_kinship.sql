-- The first contact out of an imported care plan (R7), and who a member of the family is to the client
-- (WGBO 7:465 lid 3).

-- What the care plan named at an import, and the registration that came of it. Each stays; the newest
-- is what the care plan said last. It counts until another import or a member of staff replaces it.
CREATE TABLE imported_contact (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    imported_at INTEGER NOT NULL,
    replaced_at INTEGER,
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
) STRICT;
CREATE UNIQUE INDEX imported_contact_now ON imported_contact (organisation, client) WHERE replaced_at IS NULL;
CREATE INDEX imported_contact_client ON imported_contact (organisation, client, imported_at, id);

-- Who the person of a family relation is to the client; not known of relations made before.
ALTER TABLE relation ADD COLUMN kinship TEXT;
