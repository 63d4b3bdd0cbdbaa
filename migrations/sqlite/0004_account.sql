-- The own account: authenticator app, recovery codes, requests to the help desk, and what became
-- of an account.

-- What a code is for: `sms` a log-in, `app` a log-in with the authenticator app, `block` blocking
-- one's own account from outside (R11).
ALTER TABLE challenge ADD COLUMN kind TEXT NOT NULL DEFAULT 'sms';

-- An authenticator app (RFC 6238). It counts when it is confirmed; a time step counts once.
CREATE TABLE app_factor (
    organisation BLOB NOT NULL,
    account BLOB NOT NULL,
    id BLOB NOT NULL,
    sealed_secret BLOB NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, account),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;

-- Codes for a lost telephone, each good once; only keyed hashes are kept.
CREATE TABLE recovery_code (
    organisation BLOB NOT NULL,
    account BLOB NOT NULL,
    code_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (organisation, account, code_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT, WITHOUT ROWID;

-- What people ask of the help desk without logging in: misuse (R11), opening an account again
-- (R118), a question about privacy (R139). `account` is the one that was named, where it exists.
CREATE TABLE help_request (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('misuse', 'reopen', 'privacy')),
    account BLOB,
    sealed_content BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by BLOB,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX help_request_open ON help_request (organisation, made_at, id) WHERE closed_at IS NULL;

-- What became of an account, and why where a reason was given; never shown to its holder (R18).
CREATE TABLE account_event (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    account BLOB NOT NULL,
    kind TEXT NOT NULL,
    ground TEXT,
    sealed_note BLOB,
    by_account BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX account_event_account ON account_event (organisation, account, at, id);
CREATE TRIGGER account_event_no_update BEFORE UPDATE ON account_event
BEGIN SELECT RAISE(ABORT, 'what became of an account never changes'); END;
CREATE TRIGGER account_event_no_delete BEFORE DELETE ON account_event
BEGIN SELECT RAISE(ABORT, 'what became of an account never changes'); END;

-- An account's own log-ins and changes, for its holder.
CREATE INDEX log_line_own ON log_line (organisation, actor, seq)
    WHERE event IN ('log-in', 'log-out', 'change-password', 'change-factor', 'end-account');
