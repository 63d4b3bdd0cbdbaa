-- PostgreSQL: the program runs as a role that owns nothing, so that it can neither switch off the
-- triggers of the access log nor truncate or change the schema. Run once as the owner, in the
-- record's database after `inzage migrate` (which runs as the owner), with a password of your own.
-- `inzage serve` then uses this role's address; `inzage migrate` keeps using the owner's.
CREATE ROLE inzage_runtime LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO inzage_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO inzage_runtime;
-- What is only ever added to.
REVOKE UPDATE, DELETE ON log_line, log_object, log_segment, policy_version, terms_version,
    terms_acceptance, account_event, relation_event, relation_consent, processor_agreement,
    person_number, consent_event, emergency_access, emergency_end, emergency_review, case_event, name_decision, destruction
    FROM inzage_runtime;
REVOKE UPDATE ON entry_version, entry_source, publish_event, own_entry, addition, version_reason FROM inzage_runtime;
REVOKE DELETE ON log_head, care_case, legal_hold FROM inzage_runtime;
REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM inzage_runtime;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO inzage_runtime;
-- In the key store's database likewise:
-- GRANT USAGE ON SCHEMA public TO inzage_runtime;
-- GRANT SELECT, INSERT, UPDATE ON organisation_key, organisation_key_generation, client_key, head_key TO inzage_runtime;
-- GRANT SELECT ON _sqlx_migrations TO inzage_runtime;
