-- Figures of use by choice, and the colour of each record for whoever can open several.

-- How often a kind of page was opened on a day (Europe/Amsterdam), whole or by script, by people who
-- chose to be counted (R22, R128). Nothing here is of anybody: no account, client, session or address.
CREATE TABLE page_day (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    day TEXT NOT NULL,
    page TEXT NOT NULL,
    half TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (organisation, day, page, half)
) STRICT, WITHOUT ROWID;

-- The colour of the client's record for this person, from 0 to 5.
ALTER TABLE relation ADD COLUMN colour INTEGER NOT NULL DEFAULT 0;
-- Whoever can open one record keeps the colour it had, which the last byte of the client's id says;
-- for whoever can open several, the colours are given out in order. What has ended comes last.
UPDATE relation SET colour = numbered.colour
FROM (
    SELECT organisation, person, client,
        CASE WHEN COUNT(*) OVER (PARTITION BY organisation, person) = 1
            THEN ((instr('0123456789ABCDEF', substr(hex(client), 31, 1)) - 1) * 16 + instr('0123456789ABCDEF', substr(hex(client), 32, 1)) - 1) % 6
            ELSE (ROW_NUMBER() OVER (PARTITION BY organisation, person ORDER BY ended, first_at, client) - 1) % 6
        END AS colour
    FROM (
        SELECT organisation, person, client, MIN(created_at) AS first_at,
            MIN(CASE WHEN withdrawn_at IS NULL AND (until_at IS NULL OR until_at > CAST(strftime('%s', 'now') AS INTEGER) * 1000000) THEN 0 ELSE 1 END) AS ended
        FROM relation GROUP BY organisation, person, client
    )
) AS numbered
WHERE relation.organisation = numbered.organisation AND relation.person = numbered.person AND relation.client = numbered.client;
