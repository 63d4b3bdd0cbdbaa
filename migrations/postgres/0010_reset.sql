-- A forgotten password and a lost telephone. The code of a reset is kept nowhere: it is made anew
-- out of key and id. A new number, where the help desk registers one, is sealed.
CREATE TABLE password_reset (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('own-mail', 'desk-mail', 'handed', 'first')),
    code_hash BYTEA NOT NULL,
    sealed_mobile BYTEA,
    made_by UUID,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, code_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX password_reset_account ON password_reset (organisation, account, made_at);

-- A second proof that is asked for on the way to a new password: of which reset. Its kinds are
-- `reset` (SMS), `reset-app` and `reset-proved` (a password may be chosen).
ALTER TABLE challenge ADD COLUMN reset UUID;
CREATE INDEX challenge_reset ON challenge (organisation, reset) WHERE reset IS NOT NULL;
