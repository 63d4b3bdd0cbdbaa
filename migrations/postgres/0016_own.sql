-- What clients and those beside them add to a record themselves: which entries, and by whom (R24, R34).
-- Never changes: what is taken back stays, with its state on the entry.
CREATE TABLE own_entry (
    organisation UUID NOT NULL,
    entry UUID NOT NULL,
    client UUID NOT NULL,
    account UUID NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('note', 'measurement', 'diary')),
    PRIMARY KEY (organisation, entry),
    FOREIGN KEY (organisation, entry) REFERENCES entry (organisation, id),
    FOREIGN KEY (organisation, client) REFERENCES client (organisation, id),
    FOREIGN KEY (organisation, account) REFERENCES account (organisation, id)
);
CREATE INDEX own_entry_client ON own_entry (organisation, client, form, entry);
CREATE TRIGGER own_entry_frozen BEFORE UPDATE ON own_entry
FOR EACH ROW EXECUTE FUNCTION refuse_change('who added an entry never changes');
