-- Later keys of an organisation: what is sealed from `active_at` on is sealed with the newest; the earlier
-- ones open what was sealed before. The first key is in `organisation_key`.
CREATE TABLE organisation_key_generation (
    organisation BLOB NOT NULL REFERENCES organisation_key (organisation),
    generation INTEGER NOT NULL CHECK (generation BETWEEN 2 AND 255),
    wrapped BLOB NOT NULL,
    active_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, generation)
) STRICT, WITHOUT ROWID;
