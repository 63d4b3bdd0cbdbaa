-- Terms: what a version changes and who published it, drafts, notices, announcements by mail; and
-- jobs, which one instance at a time does.

-- What the publisher says has changed, and the account that published (none: a command).
ALTER TABLE terms_version ADD COLUMN summary_nl TEXT NOT NULL DEFAULT '';
ALTER TABLE terms_version ADD COLUMN summary_en TEXT NOT NULL DEFAULT '';
ALTER TABLE terms_version ADD COLUMN made_by UUID;

-- A text that an administrator works on: one for each document, which may still be unknown. `revision`
-- is another one each time it is kept, so that only what was looked at is published.
CREATE TABLE terms_draft (
    organisation UUID NOT NULL REFERENCES organisation (id),
    document TEXT NOT NULL,
    revision UUID NOT NULL,
    content TEXT NOT NULL,
    made_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, document)
);

-- When the notice of a version in force was on an account's page: going on after it accepts (R85).
CREATE TABLE terms_notice (
    organisation UUID NOT NULL,
    account UUID NOT NULL,
    version UUID NOT NULL,
    shown_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, account, version),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, version) REFERENCES terms_version (organisation, id)
);

-- Mails about a version, one for each account. Whoever holds the claim sends it; a claim that runs
-- out before `sent_at` is there is taken again.
CREATE TABLE terms_announcement (
    organisation UUID NOT NULL,
    version UUID NOT NULL,
    account UUID NOT NULL,
    claimed_until BIGINT NOT NULL,
    sent_at BIGINT,
    PRIMARY KEY (organisation, version, account),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id),
    FOREIGN KEY (organisation, version) REFERENCES terms_version (organisation, id)
);

-- Work that is due for an organisation. Whoever does it leases it; a lease that runs out is free.
CREATE TABLE job (
    organisation UUID NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    lease UUID,
    leased_until BIGINT,
    PRIMARY KEY (organisation, name)
);
