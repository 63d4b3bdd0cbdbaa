-- Logging in with DigiD: what was asked at the broker, how a session began, for which client alone a
-- proxy's session is, and who somebody is who logs in for another.

-- A question that is open at the broker. The state is in the address, the browser's token in a cookie;
-- of both only the SHA-256 is kept. Nonce and code verifier are sealed.
CREATE TABLE digid_asking (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    state_hash BLOB NOT NULL,
    browser_hash BLOB NOT NULL,
    for_another INTEGER NOT NULL,
    sealed_secrets BLOB NOT NULL,
    id BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (organisation, state_hash)
) STRICT, WITHOUT ROWID;

ALTER TABLE session ADD COLUMN method TEXT NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN only_client BLOB;

-- The keyed hash of the BSN of somebody who represents a client.
ALTER TABLE person ADD COLUMN bsn_hash BLOB;
CREATE UNIQUE INDEX person_bsn ON person (organisation, bsn_hash);
