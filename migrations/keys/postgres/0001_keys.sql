-- The key store: wrapped keys only, apart from the record, its back-ups kept at most 30 days.

CREATE TABLE organisation_key (
    organisation UUID NOT NULL PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

-- A destroyed key leaves its row, without the key: it cannot be made again by mistake.
CREATE TABLE client_key (
    organisation UUID NOT NULL REFERENCES organisation_key (organisation),
    client UUID NOT NULL,
    wrapped BYTEA,
    created_at BIGINT NOT NULL,
    destroyed_at BIGINT,
    PRIMARY KEY (organisation, client)
);
