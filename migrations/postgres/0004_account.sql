-- The own account: authenticator app, recovery codes, requests to the help desk, and what became
-- of an account.

-- What a code is for: `sms` a log-in, `app` a log-in with the authenticator app, `block` blocking
-- one's own account from outside (R11).
ALTER TABLE challenge ADD COLUMN kind TEXT NOT NULL DEFAULT 'sms';

-- An authenticator app (RFC 6238). It counts when it is confirmed; a time step counts once.
CREATE TABLE app_factor (
    organisation UUID NOT NULL,
    account UUID NOT NULL,
    id UUID NOT NULL,
    sealed_secret BYTEA NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, account),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);

-- Codes for a lost telephone, each good once; only keyed hashes are kept.
CREATE TABLE recovery_code (
    organisation UUID NOT NULL,
    account UUID NOT NULL,
    code_hash BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (organisation, account, code_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);

-- What people ask of the help desk without logging in: misuse (R11), opening an account again
-- (R118), a question about privacy (R139). `account` is the one that was named, where it exists.
CREATE TABLE help_request (
    organisation UUID NOT NULL REFERENCES organisation (id),
    id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('misuse', 'reopen', 'privacy')),
    account UUID,
    sealed_content BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by UUID,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX help_request_open ON help_request (organisation, made_at, id) WHERE closed_at IS NULL;

-- What became of an account, and why where a reason was given; never shown to its holder (R18).
CREATE TABLE account_event (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    kind TEXT NOT NULL,
    ground TEXT,
    sealed_note BYTEA,
    by_account UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX account_event_account ON account_event (organisation, account, at, id);
CREATE TRIGGER account_event_frozen BEFORE UPDATE OR DELETE ON account_event
FOR EACH ROW EXECUTE FUNCTION refuse_change('what became of an account never changes');

-- An account's own log-ins and changes, for its holder.
CREATE INDEX log_line_own ON log_line (organisation, actor, seq)
    WHERE event IN ('log-in', 'log-out', 'change-password', 'change-factor', 'end-account');
