-- Passkeys (WebAuthn), what waits for one to answer, and the last proof of a second step.

-- When the session's second step was last proved; sensitive acts ask for a recent one (R91).
ALTER TABLE session ADD COLUMN proved_at BIGINT NOT NULL DEFAULT 0;

-- A passkey: its public half and its name sealed, found by a keyed hash of its credential id.
CREATE TABLE passkey (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    credential_hash BYTEA NOT NULL,
    sealed_credential BYTEA NOT NULL,
    counter BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, credential_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX passkey_account ON passkey (organisation, account, created_at);

-- What a passkey was asked, for the browser that holds a token: once, five minutes.
CREATE TABLE passkey_ceremony (
    organisation UUID NOT NULL REFERENCES organisation (id),
    holder_hash BYTEA NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('register', 'log-in', 'second-step', 'step-up')),
    account UUID,
    id UUID NOT NULL,
    sealed_state BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, holder_hash)
);
