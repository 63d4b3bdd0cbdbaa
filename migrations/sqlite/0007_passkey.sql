-- Passkeys (WebAuthn), what waits for one to answer, and the last proof of a second step.

-- When the session's second step was last proved; sensitive acts ask for a recent one (R91).
ALTER TABLE session ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;

-- A passkey: its public half and its name sealed, found by a keyed hash of its credential id.
CREATE TABLE passkey (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    account BLOB NOT NULL,
    credential_hash BLOB NOT NULL,
    sealed_credential BLOB NOT NULL,
    counter INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, credential_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX passkey_account ON passkey (organisation, account, created_at);

-- What a passkey was asked, for the browser that holds a token: once, five minutes.
CREATE TABLE passkey_ceremony (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    holder_hash BLOB NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('register', 'log-in', 'second-step', 'step-up')),
    account BLOB,
    id BLOB NOT NULL,
    sealed_state BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, holder_hash)
) STRICT;
