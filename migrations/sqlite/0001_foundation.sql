-- The first schema. Every key begins with the organisation, so that rows can be spread by it.
-- Instants are microseconds since 1970 in UTC; columns called `sealed_...` hold AES-256-GCM
-- (version, nonce, ciphertext) with organisation, table.column and row id as associated data;
-- columns called `..._hash` and `token` hold keyed hashes. See docs/ARCHITECTURE.md.

-- A care organisation: found by its host name, named in commands by its key.
CREATE TABLE organisation (
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Every policy an organisation has had; `organisation.policy_version` is the one in force.
CREATE TABLE policy_version (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    version INTEGER NOT NULL,
    policy TEXT NOT NULL,
    made_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, version)
) STRICT;

-- One human at one organisation.
CREATE TABLE person (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id BLOB NOT NULL,
    sealed_profile BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id)
) STRICT;

-- A way in for one person.
CREATE TABLE account (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    person BLOB NOT NULL,
    user_hash BLOB NOT NULL,
    sealed_profile BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'blocked', 'closed')),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, user_hash),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
) STRICT;

-- A place where care is given.
CREATE TABLE location (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    care_type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id)
) STRICT, WITHOUT ROWID;

-- Work here, of the account that is used for it (a private account has none): one row for each
-- role and location; no location is all of them.
CREATE TABLE employment (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    account BLOB NOT NULL,
    role TEXT NOT NULL,
    location BLOB,
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX employment_account ON employment (organisation, account);

-- Somebody who receives care. The demographics are sealed with the client's own key.
CREATE TABLE client (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id BLOB NOT NULL,
    care_state TEXT NOT NULL CHECK (care_state IN ('in-care', 'ended', 'died')),
    ended_at INTEGER,
    location BLOB,
    destroyed_at INTEGER,
    touched_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    sealed_demographics BLOB NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
) STRICT;
CREATE INDEX client_touched ON client (organisation, touched_at, id);

-- What staff find clients by: keyed hashes of BSN, birth date and beginnings of names.
CREATE TABLE client_index (
    organisation BLOB NOT NULL,
    token BLOB NOT NULL,
    client BLOB NOT NULL,
    PRIMARY KEY (organisation, token, client),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_index_client ON client_index (organisation, client);

-- A person's relation to a client; rights are the bits of the kinds of data.
CREATE TABLE relation (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    person BLOB NOT NULL,
    basis TEXT NOT NULL,
    decided_by BLOB,
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    rights INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_person ON relation (organisation, person, client);
CREATE INDEX relation_client ON relation (organisation, client);

-- A session after log-in; only the SHA-256 of its token is kept.
CREATE TABLE session (
    organisation BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    id BLOB NOT NULL,
    account BLOB NOT NULL,
    employment BLOB,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    end_reason TEXT,
    sealed_context BLOB NOT NULL,
    PRIMARY KEY (organisation, token_hash),
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT;
CREATE INDEX session_account ON session (organisation, account, created_at);

-- A code sent by SMS between password and session.
CREATE TABLE challenge (
    organisation BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    account BLOB NOT NULL,
    code_hash BLOB NOT NULL,
    sent_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    sends INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (organisation, token_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX challenge_account ON challenge (organisation, account);

-- Failed attempts, by account name or address (a keyed hash), so that a restart forgets nothing.
CREATE TABLE throttle (
    organisation BLOB NOT NULL,
    subject_hash BLOB NOT NULL,
    failures INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    PRIMARY KEY (organisation, subject_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms_document (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id BLOB NOT NULL,
    key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms_version (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    document BLOB NOT NULL,
    title_nl TEXT NOT NULL,
    title_en TEXT NOT NULL,
    label TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    text_nl TEXT NOT NULL,
    text_en TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, document) REFERENCES terms_document (organisation, id)
) STRICT;
CREATE INDEX terms_version_document ON terms_version (organisation, document, valid_from, id);

-- Who accepted which version, when. One row for each session where terms return at each log-in.
CREATE TABLE terms_acceptance (
    organisation BLOB NOT NULL,
    account BLOB NOT NULL,
    version BLOB NOT NULL,
    session BLOB NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, account, version, session),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, version) REFERENCES terms_version (organisation, id)
) STRICT, WITHOUT ROWID;

-- What an act with this key led to: the same key again gives the same outcome.
CREATE TABLE idempotency (
    organisation BLOB NOT NULL,
    account BLOB NOT NULL,
    key BLOB NOT NULL,
    act_hash BLOB NOT NULL,
    outcome TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, account, key)
) STRICT, WITHOUT ROWID;

-- A refused form, shown once to the browser that sent it.
CREATE TABLE flash (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    holder_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    sealed_content BLOB NOT NULL,
    PRIMARY KEY (organisation, id)
) STRICT;
CREATE INDEX flash_expires ON flash (organisation, expires_at);

-- When an account last looked at a client's record, and the time before that.
CREATE TABLE visit (
    organisation BLOB NOT NULL,
    account BLOB NOT NULL,
    client BLOB NOT NULL,
    session BLOB NOT NULL,
    visited_at INTEGER NOT NULL,
    previous_at INTEGER,
    PRIMARY KEY (organisation, account, client)
) STRICT, WITHOUT ROWID;

-- Log-ins a day (Europe/Amsterdam), R23.
CREATE TABLE login_day (
    organisation BLOB NOT NULL,
    day TEXT NOT NULL,
    capacity TEXT NOT NULL,
    logins INTEGER NOT NULL,
    PRIMARY KEY (organisation, day, capacity)
) STRICT, WITHOUT ROWID;

-- One item of a record. Version, state and times are those of its current version.
CREATE TABLE entry (
    organisation BLOB NOT NULL,
    id BLOB NOT NULL,
    client BLOB NOT NULL,
    category INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    source_hash BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'internal', 'published', 'withdrawn')),
    visible INTEGER NOT NULL,
    care_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    published_at INTEGER,
    updated_at INTEGER NOT NULL,
    author BLOB,
    location BLOB,
    care_type TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, client, source, source_hash),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
) STRICT;
CREATE INDEX entry_page ON entry (organisation, client, visible, care_at, id);
CREATE INDEX entry_category ON entry (organisation, client, category, visible, care_at, id);
CREATE INDEX entry_news ON entry (organisation, client, visible, published_at, id);

-- What an item said at one time. Never changes.
CREATE TABLE entry_version (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    version INTEGER NOT NULL,
    care_at INTEGER NOT NULL,
    care_precision TEXT NOT NULL,
    care_offset INTEGER,
    recorded_at INTEGER NOT NULL,
    author BLOB,
    made_at INTEGER NOT NULL,
    sealed_author BLOB NOT NULL,
    sealed_summary BLOB NOT NULL,
    PRIMARY KEY (organisation, entry, version),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id)
) STRICT;

-- The bytes that came in, exactly.
CREATE TABLE entry_source (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    version INTEGER NOT NULL,
    format TEXT NOT NULL,
    sealed_identifier BLOB NOT NULL,
    sealed_bytes BLOB NOT NULL,
    PRIMARY KEY (organisation, entry, version),
    FOREIGN KEY (organisation, entry, version) REFERENCES entry_version (organisation, entry, version)
) STRICT;

-- Each change of what may be seen of an item. Never changes.
CREATE TABLE publish_event (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    by_account BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, entry, number),
    FOREIGN KEY (organisation, entry, version) REFERENCES entry_version (organisation, entry, version)
) STRICT, WITHOUT ROWID;

-- Words of an item, as keyed hashes under the client's key.
CREATE TABLE entry_token (
    organisation BLOB NOT NULL,
    client BLOB NOT NULL,
    token BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (organisation, client, token, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id)
) STRICT, WITHOUT ROWID;

-- How much stands in each section of a record, so that its start page costs the same at any size.
CREATE TABLE section (
    organisation BLOB NOT NULL,
    client BLOB NOT NULL,
    category INTEGER NOT NULL,
    visible INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, client, category),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
) STRICT, WITHOUT ROWID;

-- The access log (NEN 7513). What is not needed to find a line is sealed in its payload.
CREATE TABLE log_line (
    organisation BLOB NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    actor BLOB,
    payload BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organisation, seq)
) STRICT;

-- The clients whose data a line's event showed: how a client's own log is found.
CREATE TABLE log_object (
    organisation BLOB NOT NULL,
    client BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (organisation, client, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_object_seq ON log_object (organisation, seq, client);

-- Where the chain of an organisation ends: locked and advanced by whoever appends.
CREATE TABLE log_head (
    organisation BLOB NOT NULL PRIMARY KEY REFERENCES organisation (id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Closed parts of the chain with a signed end: they prove what was there when old lines are dropped.
CREATE TABLE log_segment (
    organisation BLOB NOT NULL,
    number INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    previous_hash BLOB NOT NULL,
    last_hash BLOB NOT NULL,
    closed_at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;

-- What never changes.
CREATE TRIGGER log_line_no_update BEFORE UPDATE ON log_line
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER log_line_no_delete BEFORE DELETE ON log_line
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER log_object_no_update BEFORE UPDATE ON log_object
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER log_object_no_delete BEFORE DELETE ON log_object
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER log_segment_no_update BEFORE UPDATE ON log_segment
BEGIN SELECT RAISE(ABORT, 'a closed segment of the access log never changes'); END;
CREATE TRIGGER log_segment_no_delete BEFORE DELETE ON log_segment
BEGIN SELECT RAISE(ABORT, 'a closed segment of the access log never changes'); END;
CREATE TRIGGER log_head_no_delete BEFORE DELETE ON log_head
BEGIN SELECT RAISE(ABORT, 'the head of the access log is never removed'); END;
CREATE TRIGGER entry_version_no_update BEFORE UPDATE ON entry_version
BEGIN SELECT RAISE(ABORT, 'a version of an entry never changes'); END;
CREATE TRIGGER entry_source_no_update BEFORE UPDATE ON entry_source
BEGIN SELECT RAISE(ABORT, 'the source of an entry never changes'); END;
CREATE TRIGGER publish_event_no_update BEFORE UPDATE ON publish_event
BEGIN SELECT RAISE(ABORT, 'a publish event never changes'); END;
CREATE TRIGGER policy_version_no_update BEFORE UPDATE ON policy_version
BEGIN SELECT RAISE(ABORT, 'a version of a policy never changes'); END;
CREATE TRIGGER policy_version_no_delete BEFORE DELETE ON policy_version
BEGIN SELECT RAISE(ABORT, 'a version of a policy never changes'); END;
CREATE TRIGGER terms_version_no_update BEFORE UPDATE ON terms_version
BEGIN SELECT RAISE(ABORT, 'a version of the terms never changes'); END;
CREATE TRIGGER terms_version_no_delete BEFORE DELETE ON terms_version
BEGIN SELECT RAISE(ABORT, 'a version of the terms never changes'); END;
CREATE TRIGGER terms_acceptance_no_update BEFORE UPDATE ON terms_acceptance
BEGIN SELECT RAISE(ABORT, 'an acceptance never changes'); END;
CREATE TRIGGER terms_acceptance_no_delete BEFORE DELETE ON terms_acceptance
BEGIN SELECT RAISE(ABORT, 'an acceptance never changes'); END;
-- REPLACE removes without DELETE triggers where `recursive_triggers` is off.
CREATE TRIGGER log_line_no_replace BEFORE INSERT ON log_line
WHEN EXISTS (SELECT 1 FROM log_line WHERE organisation = NEW.organisation AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER log_head_forward BEFORE UPDATE ON log_head
WHEN NEW.seq < OLD.seq OR NEW.organisation <> OLD.organisation
BEGIN SELECT RAISE(ABORT, 'the access log only grows'); END;
