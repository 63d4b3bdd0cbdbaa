-- Later keys of an organisation: what is sealed from `active_at` on is sealed with the newest; the earlier
-- ones open what was sealed before. The first key is in `organisation_key`.
CREATE TABLE organisation_key_generation (
    organisation UUID NOT NULL REFERENCES organisation_key (organisation),
    generation BIGINT NOT NULL CHECK (generation BETWEEN 2 AND 255),
    wrapped BYTEA NOT NULL,
    active_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, generation)
);
