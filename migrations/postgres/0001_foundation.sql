-- The first schema. Every key begins with the organisation, so that rows can be spread by it.
-- Instants are microseconds since 1970 in UTC; columns called `sealed_...` hold AES-256-GCM
-- (version, nonce, ciphertext) with organisation, table.column and row id as associated data;
-- columns called `..._hash` and `token` hold keyed hashes. See docs/ARCHITECTURE.md.

-- A care organisation: found by its host name, named in commands by its key.
CREATE TABLE organisation (
    id UUID NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    policy_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Every policy an organisation has had; `organisation.policy_version` is the one in force.
CREATE TABLE policy_version (
    organisation UUID NOT NULL REFERENCES organisation (id),
    version BIGINT NOT NULL,
    policy TEXT NOT NULL,
    made_by UUID,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, version)
);

-- One human at one organisation.
CREATE TABLE person (
    organisation UUID NOT NULL REFERENCES organisation (id),
    id UUID NOT NULL,
    sealed_profile BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id)
);

-- A way in for one person.
CREATE TABLE account (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    person UUID NOT NULL,
    user_hash BYTEA NOT NULL,
    sealed_profile BYTEA NOT NULL,
    password_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'blocked', 'closed')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, user_hash),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);

-- A place where care is given.
CREATE TABLE location (
    organisation UUID NOT NULL REFERENCES organisation (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    care_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id)
);

-- Work here, of the account that is used for it (a private account has none): one row for each
-- role and location; no location is all of them.
CREATE TABLE employment (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    role TEXT NOT NULL,
    location UUID,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
);
CREATE INDEX employment_account ON employment (organisation, account);

-- Somebody who receives care. The demographics are sealed with the client's own key.
CREATE TABLE client (
    organisation UUID NOT NULL REFERENCES organisation (id),
    id UUID NOT NULL,
    care_state TEXT NOT NULL CHECK (care_state IN ('in-care', 'ended', 'died')),
    ended_at BIGINT,
    location UUID,
    destroyed_at BIGINT,
    touched_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    sealed_demographics BYTEA NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
);
CREATE INDEX client_touched ON client (organisation, touched_at, id);

-- What staff find clients by: keyed hashes of BSN, birth date and beginnings of names.
CREATE TABLE client_index (
    organisation UUID NOT NULL,
    token BYTEA NOT NULL,
    client UUID NOT NULL,
    PRIMARY KEY (organisation, token, client),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
);
CREATE INDEX client_index_client ON client_index (organisation, client);

-- A person's relation to a client; rights are the bits of the kinds of data.
CREATE TABLE relation (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    person UUID NOT NULL,
    basis TEXT NOT NULL,
    decided_by UUID,
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    rights BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by UUID,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX relation_person ON relation (organisation, person, client);
CREATE INDEX relation_client ON relation (organisation, client);

-- A session after log-in; only the SHA-256 of its token is kept.
CREATE TABLE session (
    organisation UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    id UUID NOT NULL,
    account UUID NOT NULL,
    employment UUID,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    end_reason TEXT,
    sealed_context BYTEA NOT NULL,
    PRIMARY KEY (organisation, token_hash),
    UNIQUE (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX session_account ON session (organisation, account, created_at);

-- A code sent by SMS between password and session.
CREATE TABLE challenge (
    organisation UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    account UUID NOT NULL,
    code_hash BYTEA NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    sends BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (organisation, token_hash),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX challenge_account ON challenge (organisation, account);

-- Failed attempts, by account name or address (a keyed hash), so that a restart forgets nothing.
CREATE TABLE throttle (
    organisation UUID NOT NULL,
    subject_hash BYTEA NOT NULL,
    failures BIGINT NOT NULL,
    failed_at BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    PRIMARY KEY (organisation, subject_hash)
);

CREATE TABLE terms_document (
    organisation UUID NOT NULL REFERENCES organisation (id),
    id UUID NOT NULL,
    key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, key)
);

CREATE TABLE terms_version (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    document UUID NOT NULL,
    title_nl TEXT NOT NULL,
    title_en TEXT NOT NULL,
    label TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    text_nl TEXT NOT NULL,
    text_en TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, document) REFERENCES terms_document (organisation, id)
);
CREATE INDEX terms_version_document ON terms_version (organisation, document, valid_from, id);

-- Who accepted which version, when. One row for each session where terms return at each log-in.
CREATE TABLE terms_acceptance (
    organisation UUID NOT NULL,
    account UUID NOT NULL,
    version UUID NOT NULL,
    session UUID NOT NULL,
    accepted_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, account, version, session),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, version) REFERENCES terms_version (organisation, id)
);

-- What an act with this key led to: the same key again gives the same outcome.
CREATE TABLE idempotency (
    organisation UUID NOT NULL,
    account UUID NOT NULL,
    key UUID NOT NULL,
    act_hash BYTEA NOT NULL,
    outcome TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, account, key)
);

-- A refused form, shown once to the browser that sent it.
CREATE TABLE flash (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    holder_hash BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    sealed_content BYTEA NOT NULL,
    PRIMARY KEY (organisation, id)
);
CREATE INDEX flash_expires ON flash (organisation, expires_at);

-- When an account last looked at a client's record, and the time before that.
CREATE TABLE visit (
    organisation UUID NOT NULL,
    account UUID NOT NULL,
    client UUID NOT NULL,
    session UUID NOT NULL,
    visited_at BIGINT NOT NULL,
    previous_at BIGINT,
    PRIMARY KEY (organisation, account, client)
);

-- Log-ins a day (Europe/Amsterdam), R23.
CREATE TABLE login_day (
    organisation UUID NOT NULL,
    day TEXT NOT NULL,
    capacity TEXT NOT NULL,
    logins BIGINT NOT NULL,
    PRIMARY KEY (organisation, day, capacity)
);

-- One item of a record. Version, state and times are those of its current version.
CREATE TABLE entry (
    organisation UUID NOT NULL,
    id UUID NOT NULL,
    client UUID NOT NULL,
    category BIGINT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    source_hash BYTEA NOT NULL,
    content_hash BYTEA NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'internal', 'published', 'withdrawn')),
    visible BOOLEAN NOT NULL,
    care_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    published_at BIGINT,
    updated_at BIGINT NOT NULL,
    author UUID,
    location UUID,
    care_type TEXT,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, client, source, source_hash),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
);
CREATE INDEX entry_page ON entry (organisation, client, visible, care_at, id);
CREATE INDEX entry_category ON entry (organisation, client, category, visible, care_at, id);
CREATE INDEX entry_news ON entry (organisation, client, visible, published_at, id);

-- What an item said at one time. Never changes.
CREATE TABLE entry_version (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    version BIGINT NOT NULL,
    care_at BIGINT NOT NULL,
    care_precision TEXT NOT NULL,
    care_offset BIGINT,
    recorded_at BIGINT NOT NULL,
    author UUID,
    made_at BIGINT NOT NULL,
    sealed_author BYTEA NOT NULL,
    sealed_summary BYTEA NOT NULL,
    PRIMARY KEY (organisation, entry, version),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id)
);

-- The bytes that came in, exactly.
CREATE TABLE entry_source (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    version BIGINT NOT NULL,
    format TEXT NOT NULL,
    sealed_identifier BYTEA NOT NULL,
    sealed_bytes BYTEA NOT NULL,
    PRIMARY KEY (organisation, entry, version),
    FOREIGN KEY (organisation, entry, version) REFERENCES entry_version (organisation, entry, version)
);

-- Each change of what may be seen of an item. Never changes.
CREATE TABLE publish_event (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    by_account UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation, entry, number),
    FOREIGN KEY (organisation, entry, version) REFERENCES entry_version (organisation, entry, version)
);

-- Words of an item, as keyed hashes under the client's key.
CREATE TABLE entry_token (
    organisation UUID NOT NULL,
    client UUID NOT NULL,
    token BYTEA NOT NULL,
    entry UUID NOT NULL,
    PRIMARY KEY (organisation, client, token, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id)
);

-- How much stands in each section of a record, so that its start page costs the same at any size.
CREATE TABLE section (
    organisation UUID NOT NULL,
    client UUID NOT NULL,
    category BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, client, category),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id)
);

-- The access log (NEN 7513). What is not needed to find a line is sealed in its payload.
CREATE TABLE log_line (
    organisation UUID NOT NULL,
    seq BIGINT NOT NULL,
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    actor UUID,
    payload BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (organisation, seq)
);

-- The clients whose data a line's event showed: how a client's own log is found.
CREATE TABLE log_object (
    organisation UUID NOT NULL,
    client UUID NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (organisation, client, seq)
);
CREATE INDEX log_object_seq ON log_object (organisation, seq, client);

-- Where the chain of an organisation ends: locked and advanced by whoever appends.
CREATE TABLE log_head (
    organisation UUID NOT NULL PRIMARY KEY REFERENCES organisation (id),
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

-- Closed parts of the chain with a signed end: they prove what was there when old lines are dropped.
CREATE TABLE log_segment (
    organisation UUID NOT NULL,
    number BIGINT NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    previous_hash BYTEA NOT NULL,
    last_hash BYTEA NOT NULL,
    closed_at BIGINT NOT NULL,
    signature BYTEA NOT NULL,
    PRIMARY KEY (organisation, number)
);

-- What never changes.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
CREATE FUNCTION refuse_backward() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.seq < OLD.seq OR NEW.organisation <> OLD.organisation THEN
        RAISE EXCEPTION 'the access log only grows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER log_line_frozen BEFORE UPDATE OR DELETE ON log_line
FOR EACH ROW EXECUTE FUNCTION refuse_change('the access log is append-only');
CREATE TRIGGER log_line_no_truncate BEFORE TRUNCATE ON log_line
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the access log is append-only');
CREATE TRIGGER log_object_frozen BEFORE UPDATE OR DELETE ON log_object
FOR EACH ROW EXECUTE FUNCTION refuse_change('the access log is append-only');
CREATE TRIGGER log_object_no_truncate BEFORE TRUNCATE ON log_object
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the access log is append-only');
CREATE TRIGGER log_segment_frozen BEFORE UPDATE OR DELETE ON log_segment
FOR EACH ROW EXECUTE FUNCTION refuse_change('a closed segment of the access log never changes');
CREATE TRIGGER log_segment_no_truncate BEFORE TRUNCATE ON log_segment
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a closed segment of the access log never changes');
CREATE TRIGGER log_head_frozen BEFORE DELETE ON log_head
FOR EACH ROW EXECUTE FUNCTION refuse_change('the head of the access log is never removed');
CREATE TRIGGER log_head_no_truncate BEFORE TRUNCATE ON log_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the head of the access log is never removed');
CREATE TRIGGER entry_version_frozen BEFORE UPDATE ON entry_version
FOR EACH ROW EXECUTE FUNCTION refuse_change('a version of an entry never changes');
CREATE TRIGGER entry_source_frozen BEFORE UPDATE ON entry_source
FOR EACH ROW EXECUTE FUNCTION refuse_change('the source of an entry never changes');
CREATE TRIGGER publish_event_frozen BEFORE UPDATE ON publish_event
FOR EACH ROW EXECUTE FUNCTION refuse_change('a publish event never changes');
CREATE TRIGGER policy_version_frozen BEFORE UPDATE OR DELETE ON policy_version
FOR EACH ROW EXECUTE FUNCTION refuse_change('a version of a policy never changes');
CREATE TRIGGER policy_version_no_truncate BEFORE TRUNCATE ON policy_version
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a version of a policy never changes');
CREATE TRIGGER terms_version_frozen BEFORE UPDATE OR DELETE ON terms_version
FOR EACH ROW EXECUTE FUNCTION refuse_change('a version of the terms never changes');
CREATE TRIGGER terms_version_no_truncate BEFORE TRUNCATE ON terms_version
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a version of the terms never changes');
CREATE TRIGGER terms_acceptance_frozen BEFORE UPDATE OR DELETE ON terms_acceptance
FOR EACH ROW EXECUTE FUNCTION refuse_change('an acceptance never changes');
CREATE TRIGGER terms_acceptance_no_truncate BEFORE TRUNCATE ON terms_acceptance
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('an acceptance never changes');
CREATE TRIGGER log_head_forward BEFORE UPDATE ON log_head
FOR EACH ROW EXECUTE FUNCTION refuse_backward();
