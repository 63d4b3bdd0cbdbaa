-- What people are told: birthdays that change who sees what, the end of care, the end of somebody's
-- access; and news of the organisation.

-- How far the end of a client's care has been dealt with: 0 not yet, 1 everybody was told, 2 accounts
-- are closed. Back to 0 whenever the state of care changes.
ALTER TABLE client ADD COLUMN end_stage BIGINT NOT NULL DEFAULT 0;
CREATE INDEX client_ending ON client (organisation, ended_at) WHERE ended_at IS NOT NULL AND end_stage < 2;

-- Whether somebody was told that the access has ended. Those of before are not told any more.
ALTER TABLE relation ADD COLUMN end_told BIGINT NOT NULL DEFAULT 0;
UPDATE relation SET end_told = 1 WHERE withdrawn_at IS NOT NULL OR until_at <= CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT);
CREATE INDEX relation_ended ON relation (organisation, until_at, withdrawn_at) WHERE end_told = 0 AND (until_at IS NOT NULL OR withdrawn_at IS NOT NULL);

-- Until which Dutch calendar day the notices about birthdays have been sent.
CREATE TABLE notice_round (
    organisation UUID NOT NULL PRIMARY KEY REFERENCES organisation (id),
    done_until TEXT NOT NULL
);

-- Mails, one for each client, person and notice: only a keyed hash says which, because a notice gives
-- a birthday away. Whoever holds the claim sends it; one that runs out before `sent_at` is taken again.
CREATE TABLE notice_mail (
    organisation UUID NOT NULL REFERENCES organisation (id),
    token BYTEA NOT NULL,
    claimed_until BIGINT NOT NULL,
    sent_at BIGINT,
    PRIMARY KEY (organisation, token)
);

-- News of the organisation (R113). Nothing is removed: what is over keeps its text.
CREATE TABLE news (
    organisation UUID NOT NULL REFERENCES organisation (id),
    id UUID NOT NULL,
    title_nl TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_nl TEXT NOT NULL,
    text_en TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    published_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (organisation, id)
);

INSERT INTO job (organisation, name, due_at) SELECT id, 'notices', 0 FROM organisation;
