-- Joining: invitations that a client asked for and the steps of those who use one (R43, R44); and
-- the two stages of knowing who a client is (R114, R115).

-- Stage one: the BSN was checked. Stage two: an identity document was seen, at the first visit.
ALTER TABLE client ADD COLUMN bsn_checked_at BIGINT;
ALTER TABLE client ADD COLUMN identified_at BIGINT;
ALTER TABLE client ADD COLUMN sealed_identity BYTEA;

-- An invitation. Its code is kept nowhere: it is made anew out of key, id and number of sending.
-- The content (whom, where to, who asked for it and how, consent) is sealed.
CREATE TABLE invitation (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    basis TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    code_hash BYTEA NOT NULL,
    number BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    account UUID,
    withdrawn_at BIGINT,
    withdrawn_by UUID,
    sealed_content BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, code_hash),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, made_by) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX invitation_client ON invitation (organisation, client, made_at, id);
CREATE UNIQUE INDEX invitation_single ON invitation (organisation, client, basis)
    WHERE used_at IS NULL AND withdrawn_at IS NULL AND basis IN ('own', 'first-contact', 'second-contact');

-- How far somebody has come with an invitation, on whichever device.
CREATE TABLE joining (
    organisation UUID NOT NULL,
    invitation UUID NOT NULL,
    user_hash BYTEA,
    sealed_user BYTEA,
    password_hash TEXT,
    email_verified_at BIGINT,
    PRIMARY KEY (organisation, invitation),
    FOREIGN KEY (organisation, invitation) REFERENCES invitation (organisation, id)
);

-- Devices on which the code of an invitation was typed; only the SHA-256 of their token is kept.
CREATE TABLE joining_device (
    organisation UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    invitation UUID NOT NULL,
    number BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, token_hash),
    FOREIGN KEY (organisation, invitation) REFERENCES invitation (organisation, id)
);
CREATE INDEX joining_device_invitation ON joining_device (organisation, invitation);

-- Codes that prove an e-mail address or a mobile number (R44).
CREATE TABLE joining_code (
    organisation UUID NOT NULL,
    invitation UUID NOT NULL,
    contact TEXT NOT NULL CHECK (contact IN ('email', 'mobile')),
    code_hash BYTEA NOT NULL,
    sent_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    sends BIGINT NOT NULL,
    PRIMARY KEY (organisation, invitation, contact),
    FOREIGN KEY (organisation, invitation) REFERENCES invitation (organisation, id)
);
