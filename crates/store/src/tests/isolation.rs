//! One organisation never sees or changes another's, and one client's permit never another's
//! record: tried with every public function of the store. A function that is not in the list
//! fails the last test.

use std::collections::BTreeSet;

use inzage_domain::{
    Basis, EntryId, PublishState,
    access::{AccountState, ImportRecord, Kinds, PublishRecord, ReadOrganisation, ReadRecord, Refusal},
    policy::{Acceptance, Policy, Preset},
    session::SessionEnd,
};
use jiff::{SignedDuration, civil::date};
use uuid::Uuid;

use super::{
    on_both,
    terms::terms,
    world::{Place, World, demographics, report, request},
};
use crate::{jobs::ANNOUNCE_TERMS, *};

const HOLD: SignedDuration = SignedDuration::from_mins(2);

on_both! {
    another_organisations_things_are_not_there;
    another_clients_entries_are_not_there;
    commands_of_one_organisation_change_nothing_of_another;
    log_ins_do_not_cross;
    the_own_account_and_the_help_desk_do_not_cross;
    terms_and_policy_do_not_cross;
}

/// What each public function was tried with.
const TRIED: &[(&str, &str)] = &[
    ("draft", "reports_do_not_cross"),
    ("keep_draft", "reports_do_not_cross"),
    ("drop_draft", "reports_do_not_cross"),
    ("finish_report", "reports_do_not_cross"),
    ("pull_back", "reports_do_not_cross"),
    ("releases_due", "reports_do_not_cross"),
    ("release", "reports_do_not_cross"),
    ("written_reports", "reports_do_not_cross"),
    ("entry_history", "reports_do_not_cross"),
    ("today", "reports_do_not_cross"),
    ("end_releases", "reports_do_not_cross"),
    ("names_of_others", "names_of_others_are_found_whole"),
    ("actor", "log_ins_do_not_cross"),
    ("permit", "another_organisations_things_are_not_there"),
    ("operator_permit", "another_organisations_things_are_not_there"),
    ("operator_permit_about", "another_organisations_things_are_not_there"),
    ("grounds", "another_organisations_things_are_not_there"),
    ("beside", "relations_do_not_cross"),
    ("relation_events", "relations_do_not_cross"),
    ("change_relation", "relations_do_not_cross"),
    ("consent_events", "consents_do_not_cross"),
    ("record_consent", "consents_do_not_cross"),
    ("own_emergency", "emergencies_do_not_cross"),
    ("open_emergency", "emergencies_do_not_cross"),
    ("end_emergency", "emergencies_do_not_cross"),
    ("emergencies", "emergencies_do_not_cross"),
    ("review_emergency", "emergencies_do_not_cross"),
    ("find_elsewhere", "emergencies_do_not_cross"),
    ("together_show", "relations_do_not_cross"),
    ("together_join", "relations_do_not_cross"),
    ("together_end", "relations_do_not_cross"),
    ("together_now", "relations_do_not_cross"),
    ("together_place", "relations_do_not_cross"),
    ("together_point", "relations_do_not_cross"),
    ("reset_ask", "ways_to_a_password_do_not_cross"),
    ("reset_begin", "ways_to_a_password_do_not_cross"),
    ("reset_step", "ways_to_a_password_do_not_cross"),
    ("reset_prove", "ways_to_a_password_do_not_cross"),
    ("reset_finish", "ways_to_a_password_do_not_cross"),
    ("reset_for", "ways_to_a_password_do_not_cross"),
    ("reset_handed", "ways_to_a_password_do_not_cross"),
    ("staff", "staff_do_not_cross"),
    ("locations", "staff_do_not_cross"),
    ("location_add", "staff_do_not_cross"),
    ("staff_create", "staff_do_not_cross"),
    ("staff_role_add", "staff_do_not_cross"),
    ("staff_role_end", "staff_do_not_cross"),
    ("own_records", "another_organisations_things_are_not_there"),
    ("viewers", "another_organisations_things_are_not_there"),
    ("client", "another_clients_entries_are_not_there"),
    ("demographics", "another_clients_entries_are_not_there"),
    ("sections", "another_clients_entries_are_not_there"),
    ("news", "another_clients_entries_are_not_there"),
    ("entries", "another_clients_entries_are_not_there"),
    ("entry", "another_clients_entries_are_not_there"),
    ("search_entries", "another_clients_entries_are_not_there"),
    ("observations", "finding_does_not_cross"),
    ("shared_versions", "finding_does_not_cross"),
    ("would_permit", "finding_does_not_cross"),
    ("flash_look", "finding_does_not_cross"),
    ("sources_of_kind", "another_clients_entries_are_not_there"),
    ("import_entries", "another_clients_entries_are_not_there"),
    ("publish", "another_clients_entries_are_not_there"),
    ("visit", "another_clients_entries_are_not_there"),
    ("client_log", "another_clients_entries_are_not_there"),
    ("update_demographics", "another_clients_entries_are_not_there"),
    ("find_clients", "another_organisations_things_are_not_there"),
    ("client_by_bsn", "another_organisations_things_are_not_there"),
    ("account_by_user_name", "another_organisations_things_are_not_there"),
    ("terms_in_force", "another_organisations_things_are_not_there"),
    ("terms_outstanding", "another_organisations_things_are_not_there"),
    ("accept_terms", "another_organisations_things_are_not_there"),
    ("decline_terms", "log_ins_do_not_cross"),
    ("publish_terms", "another_organisations_things_are_not_there"),
    ("log_in_statistics", "another_organisations_things_are_not_there"),
    ("page_figures", "figures_do_not_cross"),
    ("export_ask", "exports_do_not_cross"),
    ("exports", "exports_do_not_cross"),
    ("export", "exports_do_not_cross"),
    ("export_chunk", "exports_do_not_cross"),
    ("export_remove", "exports_do_not_cross"),
    ("export_next", "exports_do_not_cross"),
    ("export_put", "exports_do_not_cross"),
    ("export_piece", "exports_do_not_cross"),
    ("export_tidy", "exports_do_not_cross"),
    ("entries_to_take", "exports_do_not_cross"),
    ("count_to_take", "exports_do_not_cross"),
    ("may", "exports_do_not_cross"),
    ("verify_log", "another_organisations_things_are_not_there"),
    ("create_person", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_account", "commands_of_one_organisation_change_nothing_of_another"),
    ("record_agreement", "commands_of_one_organisation_change_nothing_of_another"),
    ("account_act_by_operator", "commands_of_one_organisation_change_nothing_of_another"),
    ("set_account_state", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_location", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_employment", "commands_of_one_organisation_change_nothing_of_another"),
    ("end_employment", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_client", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_clients", "commands_of_one_organisation_change_nothing_of_another"),
    ("set_care_state", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_relation", "commands_of_one_organisation_change_nothing_of_another"),
    ("withdraw_relation", "commands_of_one_organisation_change_nothing_of_another"),
    ("destroy_client_key", "commands_of_one_organisation_change_nothing_of_another"),
    ("set_policy", "commands_of_one_organisation_change_nothing_of_another"),
    ("set_profile", "commands_of_one_organisation_change_nothing_of_another"),
    ("find_credentials", "log_ins_do_not_cross"),
    ("user_name_of", "log_ins_do_not_cross"),
    ("update_password_hash", "log_ins_do_not_cross"),
    ("throttle", "log_ins_do_not_cross"),
    ("log_in_refused", "log_ins_do_not_cross"),
    ("throttle_clear", "log_ins_do_not_cross"),
    ("challenge_create", "log_ins_do_not_cross"),
    ("challenge", "log_ins_do_not_cross"),
    ("challenge_check", "log_ins_do_not_cross"),
    ("challenge_resend", "log_ins_do_not_cross"),
    ("session_create", "log_ins_do_not_cross"),
    ("session_stay", "log_ins_do_not_cross"),
    ("session_touch", "log_ins_do_not_cross"),
    ("session_end", "log_ins_do_not_cross"),
    ("session_end_all", "log_ins_do_not_cross"),
    ("sessions", "log_ins_do_not_cross"),
    ("invitation_create", "invitations_do_not_cross"),
    ("invitation_client", "invitations_do_not_cross"),
    ("invitations", "invitations_do_not_cross"),
    ("invitation_letter", "invitations_do_not_cross"),
    ("invitation_renew", "invitations_do_not_cross"),
    ("invitation_withdraw", "invitations_do_not_cross"),
    ("joining_begin", "invitations_do_not_cross"),
    ("joining", "invitations_do_not_cross"),
    ("joining_name", "invitations_do_not_cross"),
    ("joining_password", "invitations_do_not_cross"),
    ("joining_send", "invitations_do_not_cross"),
    ("joining_prove", "invitations_do_not_cross"),
    ("identity", "invitations_do_not_cross"),
    ("identity_check_bsn", "invitations_do_not_cross"),
    ("identity_record", "invitations_do_not_cross"),
    ("register_identity", "log_ins_with_digid_do_not_cross"),
    ("register_person_bsn", "log_ins_with_digid_do_not_cross"),
    ("digid_ask", "log_ins_with_digid_do_not_cross"),
    ("digid_take", "log_ins_with_digid_do_not_cross"),
    ("digid_account", "log_ins_with_digid_do_not_cross"),
    ("digid_session", "log_ins_with_digid_do_not_cross"),
    ("registered_contact", "contacts_and_ends_do_not_cross"),
    ("register_contact", "contacts_and_ends_do_not_cross"),
    ("register_imported_contact", "imports_register_within_one_organisation"),
    ("flagged_contacts", "contacts_and_ends_do_not_cross"),
    ("contacts_waiting", "contacts_and_ends_do_not_cross"),
    ("confirm_contact", "contacts_and_ends_do_not_cross"),
    ("joining_own", "contacts_and_ends_do_not_cross"),
    ("joining_add", "contacts_and_ends_do_not_cross"),
    ("withdraw_everybody", "contacts_and_ends_do_not_cross"),
    ("flash_put", "log_ins_do_not_cross"),
    ("flash_take", "log_ins_do_not_cross"),
    ("has_app", "the_own_account_and_the_help_desk_do_not_cross"),
    ("install_app", "the_own_account_and_the_help_desk_do_not_cross"),
    ("app_state", "the_own_account_and_the_help_desk_do_not_cross"),
    ("app_begin", "the_own_account_and_the_help_desk_do_not_cross"),
    ("app_begun", "the_own_account_and_the_help_desk_do_not_cross"),
    ("app_confirm", "the_own_account_and_the_help_desk_do_not_cross"),
    ("app_remove", "the_own_account_and_the_help_desk_do_not_cross"),
    ("factor_remove_for", "lost_devices_and_passkey_sessions_do_not_cross"),
    ("passkey_session", "lost_devices_and_passkey_sessions_do_not_cross"),
    ("second_factor_of", "lost_devices_and_passkey_sessions_do_not_cross"),
    ("only_with_digid", "lost_devices_and_passkey_sessions_do_not_cross"),
    ("number_of", "numbers_do_not_cross"),
    ("number_register", "numbers_do_not_cross"),
    ("challenge_without_code", "the_own_account_and_the_help_desk_do_not_cross"),
    ("held", "passkeys_and_proofs_do_not_cross"),
    ("passkey_ask", "passkeys_and_proofs_do_not_cross"),
    ("passkey_asked", "passkeys_and_proofs_do_not_cross"),
    ("passkey_answered", "passkeys_and_proofs_do_not_cross"),
    ("passkeys", "passkeys_and_proofs_do_not_cross"),
    ("passkeys_of", "passkeys_and_proofs_do_not_cross"),
    ("passkey_find", "passkeys_and_proofs_do_not_cross"),
    ("passkey_add", "passkeys_and_proofs_do_not_cross"),
    ("passkey_remove", "passkeys_and_proofs_do_not_cross"),
    ("passkey_used", "passkeys_and_proofs_do_not_cross"),
    ("proof_code", "passkeys_and_proofs_do_not_cross"),
    ("proof_waits", "passkeys_and_proofs_do_not_cross"),
    ("proof_by_sms", "passkeys_and_proofs_do_not_cross"),
    ("proof_by_app", "passkeys_and_proofs_do_not_cross"),
    ("session_prove", "passkeys_and_proofs_do_not_cross"),
    ("challenge_end", "passkeys_and_proofs_do_not_cross"),
    ("outside_network", "passkeys_and_proofs_do_not_cross"),
    ("challenge_drop", "passkeys_and_proofs_do_not_cross"),
    ("challenge_check_app", "the_own_account_and_the_help_desk_do_not_cross"),
    ("block_code", "the_own_account_and_the_help_desk_do_not_cross"),
    ("block_with_code", "the_own_account_and_the_help_desk_do_not_cross"),
    ("own_profile", "the_own_account_and_the_help_desk_do_not_cross"),
    ("session_end_one", "the_own_account_and_the_help_desk_do_not_cross"),
    ("own_history", "the_own_account_and_the_help_desk_do_not_cross"),
    ("change_password", "the_own_account_and_the_help_desk_do_not_cross"),
    ("close_own_account", "the_own_account_and_the_help_desk_do_not_cross"),
    ("ask_help", "the_own_account_and_the_help_desk_do_not_cross"),
    ("retention_list", "records_of_another_organisation_are_not_there"),
    ("retention_of", "records_of_another_organisation_are_not_there"),
    ("retention_past", "records_of_another_organisation_are_not_there"),
    ("retention_hold", "records_of_another_organisation_are_not_there"),
    ("retention_lift", "records_of_another_organisation_are_not_there"),
    ("retention_destroy", "records_of_another_organisation_are_not_there"),
    ("rotate_organisation_key", "an_organisation_gets_another_key"),
    ("rewrap_client_keys", "an_organisation_gets_another_key"),
    ("help_requests", "the_own_account_and_the_help_desk_do_not_cross"),
    ("close_help_request", "the_own_account_and_the_help_desk_do_not_cross"),
    ("account_for_desk", "the_own_account_and_the_help_desk_do_not_cross"),
    ("account_act", "the_own_account_and_the_help_desk_do_not_cross"),
    ("terms_versions", "terms_and_policy_do_not_cross"),
    ("terms_accepted", "terms_and_policy_do_not_cross"),
    ("use_terms", "terms_and_policy_do_not_cross"),
    ("terms_overview", "terms_and_policy_do_not_cross"),
    ("keep_terms_draft", "terms_and_policy_do_not_cross"),
    ("terms_draft", "terms_and_policy_do_not_cross"),
    ("drop_terms_draft", "terms_and_policy_do_not_cross"),
    ("publish_terms_draft", "terms_and_policy_do_not_cross"),
    ("terms_to_mail", "terms_and_policy_do_not_cross"),
    ("claim_terms_mail", "terms_and_policy_do_not_cross"),
    ("end_terms_mail", "terms_and_policy_do_not_cross"),
    ("begin_job", "terms_and_policy_do_not_cross"),
    ("hold_job", "terms_and_policy_do_not_cross"),
    ("end_job", "terms_and_policy_do_not_cross"),
    ("policy_history", "terms_and_policy_do_not_cross"),
    ("policy_counts", "terms_and_policy_do_not_cross"),
    ("factors_held", "terms_and_policy_do_not_cross"),
    ("change_policy", "terms_and_policy_do_not_cross"),
    ("has_several_records", "notices_do_not_cross"),
    ("notices_done", "notices_do_not_cross"),
    ("set_notices_done", "notices_do_not_cross"),
    ("clients_born", "notices_do_not_cross"),
    ("clients_ending", "notices_do_not_cross"),
    ("noticed", "notices_do_not_cross"),
    ("claim_notice", "notices_do_not_cross"),
    ("end_notice", "notices_do_not_cross"),
    ("set_end_stage", "notices_do_not_cross"),
    ("close_after_care", "notices_do_not_cross"),
    ("relations_ended", "notices_do_not_cross"),
    ("set_end_told", "notices_do_not_cross"),
    ("change_care", "notices_do_not_cross"),
    ("capacity_events", "capacity_does_not_cross"),
    ("record_capacity", "capacity_does_not_cross"),
    ("represented_client", "capacity_does_not_cross"),
    ("own_account_of_client", "capacity_does_not_cross"),
    ("decide_closing", "capacity_does_not_cross"),
    ("ask_case", "cases_do_not_cross"),
    ("withdraw_case", "cases_do_not_cross"),
    ("own_cases", "cases_do_not_cross"),
    ("team_case", "cases_do_not_cross"),
    ("treat_case", "cases_do_not_cross"),
    ("case_queue", "cases_do_not_cross"),
    ("statements", "cases_do_not_cross"),
    ("news_public", "news_does_not_cross"),
    ("news_written", "news_does_not_cross"),
    ("news_keep", "news_does_not_cross"),
    ("news_publish", "news_does_not_cross"),
    ("news_end", "news_does_not_cross"),
    ("write_entry", "what_is_written_does_not_cross"),
    ("withdraw_own", "what_is_written_does_not_cross"),
    ("own_entries", "what_is_written_does_not_cross"),
    ("diary", "what_is_written_does_not_cross"),
];

/// Functions that are about the store as a whole, or find an organisation by its public name.
const ABOUT_NO_ORGANISATION: &[&str] = &[
    "migrate",
    "rotate_master_key",
    "open",
    "close",
    "health",
    "integrity",
    "tidy",
    "keep_figures",
    "organisation_by_host",
    "organisation_by_key",
    "organisations",
    "create_organisation",
];

async fn another_organisations_things_are_not_there(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let (_, client) = world.log_in(here, here.client_account).await;
    for actor in [&nurse, &client] {
        assert_eq!(world.may_read(actor, there.client).await.unwrap_err(), Refusal::NoSuchClient);
    }
    for refused in [
        store.operator_permit::<ImportRecord>(&here.operator, there.client).await.unwrap().err(),
        store.operator_permit_about::<ImportRecord>(&here.operator, there.client, &[]).await.unwrap().err(),
    ] {
        assert_eq!(refused, Some(Refusal::NoSuchClient));
    }
    assert_eq!(store.grounds(&client, here.client).await.unwrap(), [Basis::Own]);
    assert!(store.grounds(&client, there.client).await.unwrap().is_empty());
    assert_eq!(store.own_records(&client, &request()).await.unwrap().unwrap().len(), 1);
    let permit = world.may_read(&client, here.client).await.unwrap();
    assert_eq!(
        store.viewers(&client, &permit, &store.client(&permit).await.unwrap()).await.unwrap().len(),
        1
    );
    // Both organisations have an Anna Jansen with the same number and birth date.
    for query in
        [ClientQuery::Name("jansen".into()), ClientQuery::BirthDate(date(1963, 9, 18)), ClientQuery::Recent]
    {
        let found = store.find_clients(&nurse, &query, &request()).await.unwrap().unwrap();
        assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [here.client]);
    }
    let bsn = inzage_domain::Bsn::parse("999900006").unwrap();
    assert_eq!(store.client_by_bsn(&here.operator, &bsn).await.unwrap(), Some(here.client));
    assert_eq!(
        store.account_by_user_name(&here.operator, "client").await.unwrap().unwrap().account,
        here.client_account
    );
    let theirs = store.publish_terms(&there.operator, &terms(&world, "daar", 0)).await.unwrap();
    assert!(store.terms_in_force(&here.organisation).await.unwrap().is_empty());
    assert!(store.terms_outstanding(&client).await.unwrap().is_empty());
    assert_eq!(
        store.accept_terms(&client, &[theirs], Uuid::from_u128(1), &request()).await.unwrap(),
        Accepted::NotInForce
    );
    let (_, admin) = world.log_in(here, here.admin_account).await;
    let (_, _) = world.log_in(there, there.admin_account).await;
    let permit = store.permit::<ReadOrganisation>(&admin, None, &request()).await.unwrap().unwrap();
    let days = store.log_in_statistics(&permit, date(2026, 1, 1), date(2026, 12, 31)).await.unwrap();
    assert_eq!(days.iter().find(|day| day.capacity == "admin").unwrap().logins, 1);
    let (ours, others) =
        (store.verify_log(&here.operator).await.unwrap(), store.verify_log(&there.operator).await.unwrap());
    assert!(ours.is_whole() && others.is_whole() && ours.lines > others.lines);
}

/// Everything that a permit can reach, as the entries that it shows.
async fn reached(world: &World, permit: &Permitted<ReadRecord>, entries: &[EntryId]) -> Vec<EntryId> {
    let store = &world.store;
    let mut reached: Vec<EntryId> =
        store.entries(permit, None, None, 50).await.unwrap().entries.iter().map(|row| row.id).collect();
    reached.extend(store.news(permit, None).await.unwrap().entries.iter().map(|row| row.id));
    let words = ["gemeenschappelijk".to_owned()];
    let search = EntrySearch { words: &words, category: None, after: None, limit: 50 };
    let found = store.search_entries(permit, &search).await.unwrap();
    reached.extend(found.entries.iter().map(|entry| entry.row.id));
    for id in entries {
        reached.extend(store.entry(permit, *id).await.unwrap().map(|entry| entry.row.id));
    }
    assert_eq!(store.sections(permit).await.unwrap().iter().map(|section| section.entries).sum::<i64>(), 1);
    reached.sort_unstable();
    reached.dedup();
    reached
}

async fn another_clients_entries_are_not_there(world: World) {
    let (store, here) = (&world.store, &world.here);
    let neighbour = store
        .create_client(
            &here.operator,
            NewClient { demographics: demographics("Bert", "Bos", None), location: None },
        )
        .await
        .unwrap();
    let neighbours = store.operator_permit::<ImportRecord>(&here.operator, neighbour).await.unwrap().unwrap();
    let mut all = Vec::new();
    // The same identifier at the same source for three clients: three entries.
    for permit in [&world.may_import(here).await, &neighbours, &world.may_import(&world.there).await] {
        let made = store
            .import_entries(permit, vec![report("same", 0, "Een gemeenschappelijk woord")])
            .await
            .unwrap();
        assert_eq!(made[0].1, Imported::Created);
        all.push(made[0].0);
    }
    let own = world.own(here).await;
    assert_eq!(reached(&world, &own, &all).await, [all[0]]);
    assert_eq!(reached(&world, &world.own(&world.there).await, &all).await, [all[2]]);
    assert_eq!(store.client(&own).await.unwrap().id, here.client);
    assert_eq!(store.demographics(&own).await.unwrap().name.full(), "Anna Jansen");
    assert_eq!(store.sources_of_kind(&neighbours, "Observation").await.unwrap().len(), 1);
    let publish = store.operator_permit::<PublishRecord>(&here.operator, neighbour).await.unwrap().unwrap();
    assert!(!store.publish(&publish, all[0], PublishState::Withdrawn).await.unwrap());
    assert!(!store.publish(&publish, all[2], PublishState::Withdrawn).await.unwrap());
    store.update_demographics(&neighbours, &demographics("Bert", "Bosch", None)).await.unwrap();
    assert_eq!(store.demographics(&own).await.unwrap().name.full(), "Anna Jansen");
    let (_, nurse) = world.log_in(here, here.nurse_account).await;
    let of_neighbour = world.may_read(&nurse, neighbour).await.unwrap();
    assert_eq!(store.visit(&nurse, &of_neighbour).await.unwrap(), None);
    let of_client = world.may_read(&nurse, here.client).await.unwrap();
    assert_eq!(store.visit(&nurse, &of_client).await.unwrap(), None);
    let (_, owner) = world.log_in(here, here.client_account).await;
    let access = async |actor: &Actor, client| {
        store.permit::<inzage_domain::access::ReadLog>(actor, Some(client), &request()).await.unwrap()
    };
    assert_eq!(access(&nurse, here.client).await.err(), Some(Refusal::RoleNotAllowed));
    assert_eq!(access(&owner, neighbour).await.err(), Some(Refusal::NoRelation));
    let own = access(&owner, here.client).await.unwrap();
    let lines = store.client_log(&own, jiff::Timestamp::MIN, None, 50).await.unwrap();
    let named = |line: &&ClientLogLine| line.actor == Some(nurse.account());
    // Of what the nurse did for two clients, what was about this one: one look and one refusal.
    assert_eq!(lines.iter().filter(named).count(), 2);
}

async fn commands_of_one_organisation_change_nothing_of_another(world: World) {
    let (store, there) = (&world.store, &world.there);
    let ours = &world.here.operator;
    let before = picture(&world, there).await;
    assert!(store.set_account_state(ours, there.client_account, AccountState::Closed).await.is_err());
    store.end_employment(ours, there.nurse_employment, store.now()).await.unwrap();
    assert!(store.withdraw_relation(ours, there.contact_relation).await.is_err());
    assert!(store.destroy_client_key(ours, there.client).await.is_err());
    assert!(store.set_care_state(ours, there.client, inzage_domain::CareState::Died).await.is_err());
    let relation = NewRelation {
        client: there.client,
        person: there.client_person,
        basis: Basis::Own,
        decided_by: None,
        from: store.now(),
        until: None,
        kinds: Kinds::ALL,
        manages: false,
    };
    assert!(store.create_relation(ours, relation).await.is_err());
    let employment = NewEmployment {
        account: there.client_account,
        role: inzage_domain::Role::Nurse,
        location: None,
        from: store.now(),
        until: None,
    };
    assert!(store.create_employment(ours, employment).await.is_err());
    let account = NewAccount {
        person: there.client_person,
        user_name: "new".into(),
        display_name: "new".into(),
        mobile: None,
        email: None,
        password_hash: "x".into(),
    };
    assert!(store.create_account(ours, &account).await.is_err());
    store.create_person(ours, "Iemand").await.unwrap();
    let location = store.create_location(ours, "Huis 1", "wonen").await.unwrap();
    let client = |location| NewClient { demographics: demographics("Cor", "Kok", None), location };
    store.create_client(ours, client(Some(location))).await.unwrap();
    assert!(store.create_clients(&there.operator, vec![client(Some(location))]).await.is_err());
    store.set_policy(ours, &inzage_domain::policy::Preset::Caren.policy()).await.unwrap();
    store.set_profile(ours, &super::world::profile("Anders")).await.unwrap();
    let block = inzage_domain::help::AccountAct::Block;
    assert!(!store.account_act_by_operator(ours, there.client_account, block, "").await.unwrap());
    store.record_agreement(ours, "1", date(2026, 4, 1), "Directie").await.unwrap();
    let theirs = store.organisation_by_key(there.organisation.key()).await.unwrap().unwrap();
    assert!(!theirs.is_in_use());
    assert_eq!(picture(&world, there).await, before);
    assert!(store.integrity().await.unwrap().problems.is_empty());
}

/// What somebody of an organisation sees of it.
async fn picture(world: &World, place: &Place) -> String {
    let (_, nurse) = world.log_in(place, place.nurse_account).await;
    let found = world
        .store
        .find_clients(&nurse, &ClientQuery::Recent, &request())
        .await
        .unwrap()
        .unwrap()
        .into_inner();
    let (_, contact) = world.log_in(place, place.contact_account).await;
    let records = world.store.own_records(&contact, &request()).await.unwrap().unwrap();
    let organisation = world.store.organisation_by_key(place.organisation.key()).await.unwrap().unwrap();
    format!("{found:?} {:?} {:?} {:?}", *records, organisation.policy(), organisation.profile())
}

async fn log_ins_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (token, actor) = world.log_in(here, here.client_account).await;
    assert!(matches!(
        store.actor(&there.organisation, &token, &request()).await.unwrap(),
        SessionState::Unknown
    ));
    assert!(
        store
            .session_create(&there.organisation, here.client_account, None, &request())
            .await
            .unwrap()
            .is_none()
    );
    // A session of another organisation is not ended by a log-in here.
    let (other_token, other) = world.log_in(there, there.client_account).await;
    store
        .session_create(&here.organisation, here.client_account, Some(&other_token), &request())
        .await
        .unwrap();
    store.session_touch(&actor).await.unwrap();
    store.session_stay(&actor).await.unwrap();
    assert_eq!(store.sessions(&other).await.unwrap().len(), 1);
    store.session_end_all(&actor, &request()).await.unwrap();
    store.session_end(&actor, SessionEnd::LoggedOut, &request()).await.unwrap();
    store.decline_terms(&actor, &request()).await.unwrap();
    assert_eq!(world.actor(there, &other_token).await.account(), there.client_account);

    store.update_password_hash(&there.organisation, here.client_account, "stolen", &request()).await.unwrap();
    for place in [here, there] {
        let credentials = store.find_credentials(&place.organisation, "client").await.unwrap().unwrap();
        assert_eq!(credentials.account, place.client_account);
        assert_ne!(credentials.password_hash, "stolen");
    }
    assert_eq!(store.user_name_of(&there.organisation, here.client_account).await.unwrap(), None);
    assert_eq!(
        store.user_name_of(&here.organisation, here.client_account).await.unwrap().as_deref(),
        Some("client")
    );
    let subjects = [Subject::Account("client".into()), Subject::Address("192.0.2.7".into())];
    for _ in 0..8 {
        store.log_in_refused(&here.organisation, None, &subjects, "password", &request()).await.unwrap();
    }
    store.throttle_clear(&there.organisation, &subjects).await.unwrap();
    assert!(store.throttle(&here.organisation, &subjects).await.unwrap().is_some());
    assert!(store.throttle(&there.organisation, &subjects).await.unwrap().is_none());

    let token =
        store.challenge_create(&here.organisation, here.client_account, "123456", &request()).await.unwrap();
    let token = token.token().to_owned();
    store.challenge_create(&there.organisation, there.client_account, "123456", &request()).await.unwrap();
    assert_eq!(store.challenge(&there.organisation, &token).await.unwrap(), None);
    assert_eq!(
        store.challenge_check(&there.organisation, &token, "123456", &request()).await.unwrap(),
        ChallengeOutcome::Ended
    );
    assert_eq!(
        store.challenge_resend(&there.organisation, &token, "1", &request()).await.unwrap(),
        Resend::Ended
    );
    let right = store.challenge_check(&here.organisation, &token, "123456", &request()).await.unwrap();
    assert_eq!(right, ChallengeOutcome::Right { account: here.client_account });
    assert!(store.challenge_create(&here.organisation, there.client_account, "1", &request()).await.is_err());

    let id = store.flash_put(&here.organisation, b"holder", b"typed").await.unwrap();
    assert_eq!(store.flash_take(&there.organisation, b"holder", id).await.unwrap(), None);
}

async fn the_own_account_and_the_help_desk_do_not_cross(world: World) {
    use inzage_domain::{
        access::HelpDesk,
        help::{AccountAct, HelpKind, HelpText},
        totp::{Secret, step_at},
    };

    let (store, here, there) = (&world.store, &world.here, &world.there);
    let (_, ours) = world.log_in(here, here.client_account).await;
    let (their_token, theirs) = world.log_in(there, there.client_account).await;
    // The same user names and the same secret on both sides.
    let secret = Secret::from_bytes(&[9; 20]).unwrap();
    store.app_begin(&ours, &secret, &request()).await.unwrap();
    assert_eq!(store.app_state(&theirs).await.unwrap(), AppState::None);
    assert!(store.app_begun(&theirs).await.unwrap().is_none());
    let code = secret.code(step_at(store.now()));
    assert!(!store.app_confirm(&theirs, &code, &[], &request()).await.unwrap());
    assert!(store.app_confirm(&ours, &code, &["abcdefghjk".into()], &request()).await.unwrap());
    assert!(!store.has_app(&there.organisation, ours.account()).await.unwrap());
    assert!(!store.app_remove(&theirs, &AppCode::Recovery("abcdefghjk".into()), &request()).await.unwrap());
    let token = store
        .challenge_without_code(&here.organisation, ours.account(), ChallengeKind::App, &request())
        .await
        .unwrap();
    let recovery = AppCode::Recovery("abcdefghjk".into());
    assert_eq!(
        store.challenge_check_app(&there.organisation, &token, &recovery, &request()).await.unwrap(),
        ChallengeOutcome::Ended
    );

    let asked = store.block_code(&here.organisation, "client", "123456", &request()).await.unwrap();
    let elsewhere = store.block_with_code(&there.organisation, &asked.token, "123456", &request()).await;
    assert_eq!(elsewhere.unwrap(), None);
    assert_eq!(store.own_profile(&ours).await.unwrap().user_name, "client");
    assert!(!store.session_end_one(&ours, theirs.session(), &request()).await.unwrap());
    let since = store.now() - SignedDuration::from_hours(1);
    let history = store.own_history(&theirs, since, &request()).await.unwrap();
    assert_eq!(history.len(), 1, "the log-in of their own account: {history:?}");
    let hash = store.find_credentials(&there.organisation, "client").await.unwrap().unwrap().password_hash;
    assert!(store.change_password(&ours, &hash, "$ours", &request()).await.unwrap());
    let kept = store.find_credentials(&there.organisation, "client").await.unwrap().unwrap();
    assert_eq!(kept.password_hash, hash);

    let text = HelpText { name: "client".into(), reach: "x".into(), text: "x".into() };
    let key = Uuid::from_u128(77);
    store.ask_help(&there.organisation, HelpKind::Misuse, &text, key, &request()).await.unwrap();
    let (_, admin) = world.log_in(here, here.admin_account).await;
    let (_, other) = world.log_in(there, there.admin_account).await;
    let desk = store.permit::<HelpDesk>(&admin, None, &request()).await.unwrap().unwrap();
    let their_desk = store.permit::<HelpDesk>(&other, None, &request()).await.unwrap().unwrap();
    assert!(store.help_requests(&desk).await.unwrap().is_empty());
    let request_there = store.help_requests(&their_desk).await.unwrap().remove(0);
    assert_eq!(request_there.account.map(|(account, ..)| account), Some(there.client_account));
    assert!(!store.close_help_request(&desk, request_there.id, &request()).await.unwrap());
    let seen = store.account_for_desk(&desk, "client", &request()).await.unwrap().unwrap();
    assert_eq!(seen.id, here.client_account);
    let block = AccountAct::Block;
    assert!(!store.account_act(&desk, there.client_account, block, (None, ""), &request()).await.unwrap());
    assert!(store.install_app(&there.operator, here.admin_account, &secret).await.is_err());
    store.close_own_account(&ours, &request()).await.unwrap();
    assert_eq!(world.actor(there, &their_token).await.account(), there.client_account);
}

async fn terms_and_policy_do_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let theirs = store.publish_terms(&there.operator, &terms(&world, "daar", 10)).await.unwrap();
    let version = store.terms_versions(&there.organisation).await.unwrap()[0].clone();
    assert!(store.terms_versions(&here.organisation).await.unwrap().is_empty());
    assert!(store.begin_job(&here.organisation, ANNOUNCE_TERMS, HOLD).await.unwrap().is_none());
    let lease = store.begin_job(&there.organisation, ANNOUNCE_TERMS, HOLD).await.unwrap().unwrap();
    assert!(store.hold_job(&lease, HOLD).await.unwrap());
    store.end_job(lease, None).await.unwrap();
    // Our accounts about their version: there is no such row to make.
    let ours = store.terms_to_mail(&here.organisation, &version, None, 10).await.unwrap();
    let account = there.client_account;
    assert!(ours.iter().all(|addressee| addressee.account != account));
    assert!(store.claim_terms_mail(&here.organisation, theirs, here.client_account, HOLD).await.is_err());
    assert!(store.claim_terms_mail(&there.organisation, theirs, here.client_account, HOLD).await.is_err());
    assert!(store.claim_terms_mail(&there.organisation, theirs, account, HOLD).await.unwrap());
    store.end_terms_mail(&here.organisation, theirs, account, true).await.unwrap();
    let left = store.terms_to_mail(&there.organisation, &version, None, 10).await.unwrap();
    assert!(left.iter().any(|addressee| addressee.account == account), "not ended from elsewhere");

    let (may, may_there) = (world.may_change(here).await, world.may_change(there).await);
    let draft = super::terms_published::texts("Hier.");
    let revision = store.keep_terms_draft(&may, "terms", &draft).await.unwrap();
    assert_eq!(store.terms_draft(&may_there, "terms").await.unwrap(), None);
    store.drop_terms_draft(&may_there, "terms").await.unwrap();
    let key = Uuid::from_u128(9);
    let stolen =
        store.publish_terms_draft(&may_there, ("terms", revision), store.now(), key, &request()).await;
    assert!(stolen.is_err());
    store.publish_terms_draft(&may, ("terms", revision), store.now(), key, &request()).await.unwrap();
    let seen = store.terms_overview(&world.may_oversee(there).await).await.unwrap();
    assert_eq!(seen.versions.iter().map(|one| one.version.id).collect::<Vec<_>>(), [theirs]);

    let by_use = Policy { acceptance: Acceptance::ByUse, ..Preset::Vivium.policy() };
    let before = store.policy_counts(&may_there).await.unwrap();
    store.change_policy(&may, &by_use, 1, Uuid::from_u128(10), &request()).await.unwrap();
    assert_eq!(store.policy_history(&world.may_oversee(there).await).await.unwrap().len(), 1);
    assert_eq!(store.policy_counts(&may_there).await.unwrap().personal, before.personal);
    assert!(store.factors_held(&may).await.unwrap().mobile);
    let (_, client) = world.log_in(here, here.client_account).await;
    assert_eq!(store.use_terms(&client, true, &request()).await.unwrap().accepted.len(), 1);
    let (_, other) = world.log_in(there, there.client_account).await;
    assert!(store.terms_accepted(&other).await.unwrap().is_empty());
    assert_eq!(store.terms_accepted(&client).await.unwrap().len(), 1);
}

/// Every public function of the store has its place in one of the lists.
#[test]
fn every_public_function_was_tried() {
    let listed: BTreeSet<&str> =
        TRIED.iter().map(|(name, _)| *name).chain(ABOUT_NO_ORGANISATION.iter().copied()).collect();
    let mut public = BTreeSet::new();
    collect(&std::path::Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src"), &mut public);
    assert!(public.len() > 50, "the sources were not found");
    let public: BTreeSet<&str> = public.iter().map(String::as_str).collect();
    assert_eq!(
        public.difference(&listed).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "functions without an isolation test"
    );
    assert_eq!(
        listed.difference(&public).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "listed functions that are not there"
    );
    let tests =
        sources(&std::path::Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src/tests"));
    for (name, test) in TRIED {
        let body = tests.split(&format!("async fn {test}(")).nth(1).unwrap();
        let body = body.split("\nasync fn ").next().unwrap();
        let helpers =
            ["world.log_in(", "world.actor(", "world.may_import(", "world.may_read(", "reached(", "picture("];
        let called = body.contains(&format!(".{name}("))
            || body.contains(&format!(".{name}::<"))
            || helpers.iter().any(|helper| body.contains(helper) && HELPED.contains(name));
        assert!(called, "{test} does not call {name}");
    }
}

/// Functions that a test reaches through a helper of its own.
const HELPED: &[&str] = &["permit", "entries", "entry", "news", "search_entries", "sections"];

/// All test files, one after the other: a test of the list may stand in any of them.
fn sources(folder: &std::path::Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = if path.is_dir() { sources(&path) } else { std::fs::read_to_string(&path).unwrap() };
        all.push_str(&text);
        all.push_str("\nasync fn ");
    }
    all
}

fn collect(folder: &std::path::Path, public: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                collect(&path, public);
            }
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            if let Some(rest) = line.trim_start().strip_prefix("pub async fn ") {
                public.insert(rest.split(['(', '<']).next().unwrap().to_owned());
            }
        }
    }
}
