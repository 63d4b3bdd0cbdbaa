-- What clients and those beside them add to a record themselves: which entries, and by whom (R24, R34).
-- Never changes: what is taken back stays, with its state on the entry.
CREATE TABLE own_entry (
    organisation BLOB NOT NULL,
    entry BLOB NOT NULL,
    client BLOB NOT NULL,
    account BLOB NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('note', 'measurement', 'diary')),
    PRIMARY KEY (organisation, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_entry_client ON own_entry (organisation, client, form, entry);
CREATE TRIGGER own_entry_no_update BEFORE UPDATE ON own_entry
BEGIN SELECT RAISE(ABORT, 'who added an entry never changes'); END;
