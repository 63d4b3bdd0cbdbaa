-- Joining: invitations that a client asked for and the steps of those who use one (R43, R44); and
-- the two stages of knowing who a client is (R114, R115).

-- Stage one: the BSN was checked. Stage two: an identity document was seen, at the first visit.
ALTER TABLE client ADD COLUMN bsn_checked_at INTEGER;
ALTER TABLE client ADD COLUMN identified_at INTEGER;
ALTER TABLE client ADD COLUMN sealed_identity BLOB;

-- An invitation. Its code is kept nowhere: it is made anew out of key, id and number of sending.
-- The content (whom, where to, who asked for it and how, consent) is sealed.
CREATE TABLE invitation (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    basis TEXT NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    number INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    account BLOB,
    withdrawn_at INTEGER,
    withdrawn_by BLOB,
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, code_hash),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, made_by) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX invitation_client ON invitation (organisation, client, made_at, id);
CREATE UNIQUE INDEX invitation_single ON invitation (organisation, client, basis)
    WHERE used_at IS NULL AND withdrawn_at IS NULL AND basis IN ('own', 'first-contact', 'second-contact');

-- How far somebody has come with an invitation, on whichever device.
CREATE TABLE joining (
    organisation BLOB NOT NULL,
    invitation BLOB NOT NULL,
    user_hash BLOB,
    sealed_user BLOB,
    password_hash TEXT,
    email_verified_at INTEGER,
    PRIMARY KEY (organisation, invitation),
    FOREIGN KEY (organisation, invitation) REFERENCES invitation (organisation, id)
) STRICT;

-- Devices on which the code of an invitation was typed; only the SHA-256 of their token is kept.
CREATE TABLE joining_device (
    organisation BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    invitation BLOB NOT NULL,
    number INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, token_hash),
    FOREIGN KEY (organisation, invitation) REFERENCES invitation (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX joining_device_invitation ON joining_device (organisation, invitation);

-- Codes that prove an e-mail address or a mobile number (R44).
CREATE TABLE joining_code (
    organisation BLOB NOT NULL,
    invitation BLOB NOT NULL,
    contact TEXT NOT NULL CHECK (contact IN ('email', 'mobile')),
    code_hash BLOB NOT NULL,
    sent_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    sends INTEGER NOT NULL,
    PRIMARY KEY (organisation, invitation, contact),
    FOREIGN KEY (organisation, invitation) REFERENCES invitation (organisation, id)
) STRICT, WITHOUT ROWID;
