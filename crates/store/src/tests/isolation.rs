//! One organisation never sees or changes another's, and one client's permit never another's
//! record: tried with every public function of the store. A function that is not in the list
//! fails the last test.

use std::collections::BTreeSet;

use inzage_domain::{
    Basis, EntryId, PublishState,
    access::{AccountState, ImportRecord, Kinds, PublishRecord, ReadOrganisation, ReadRecord, Refusal},
    session::SessionEnd,
};
use jiff::civil::date;
use uuid::Uuid;

use super::{
    on_both,
    terms::terms,
    world::{Place, World, demographics, report, request},
};
use crate::*;

on_both! {
    another_organisations_things_are_not_there;
    another_clients_entries_are_not_there;
    commands_of_one_organisation_change_nothing_of_another;
    log_ins_do_not_cross;
}

/// What each public function was tried with.
const TRIED: &[(&str, &str)] = &[
    ("actor", "log_ins_do_not_cross"),
    ("permit", "another_organisations_things_are_not_there"),
    ("operator_permit", "another_organisations_things_are_not_there"),
    ("operator_permit_about", "another_organisations_things_are_not_there"),
    ("relationships", "another_organisations_things_are_not_there"),
    ("own_records", "another_organisations_things_are_not_there"),
    ("viewers", "another_organisations_things_are_not_there"),
    ("client", "another_clients_entries_are_not_there"),
    ("demographics", "another_clients_entries_are_not_there"),
    ("sections", "another_clients_entries_are_not_there"),
    ("news", "another_clients_entries_are_not_there"),
    ("entries", "another_clients_entries_are_not_there"),
    ("entry", "another_clients_entries_are_not_there"),
    ("search_entries", "another_clients_entries_are_not_there"),
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
    ("verify_log", "another_organisations_things_are_not_there"),
    ("create_person", "commands_of_one_organisation_change_nothing_of_another"),
    ("create_account", "commands_of_one_organisation_change_nothing_of_another"),
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
    ("flash_put", "log_ins_do_not_cross"),
    ("flash_take", "log_ins_do_not_cross"),
];

/// Functions that are about the store as a whole, or find an organisation by its public name.
const ABOUT_NO_ORGANISATION: &[&str] = &[
    "migrate",
    "open",
    "close",
    "health",
    "integrity",
    "tidy",
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
    let own: Vec<_> =
        store.relationships(&client).await.unwrap().iter().map(|relationship| relationship.client).collect();
    assert_eq!(own, [here.client]);
    assert_eq!(store.own_records(&client, &request()).await.unwrap().unwrap().len(), 1);
    let permit = world.may_read(&client, here.client).await.unwrap();
    assert_eq!(store.viewers(&permit).await.unwrap().len(), 1);
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
    reached.extend(store.search_entries(permit, "gemeenschappelijk").await.unwrap().iter().map(|row| row.id));
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
    let lines = |lines: Vec<ClientLogLine>| lines.into_iter().map(|line| line.seq).collect::<BTreeSet<_>>();
    let of_neighbour = lines(store.client_log(&of_neighbour, None, 50).await.unwrap());
    let of_client = lines(store.client_log(&of_client, None, 50).await.unwrap());
    assert!(!of_neighbour.is_empty() && !of_client.is_empty() && of_neighbour.is_disjoint(&of_client));
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

/// Every public function of the store has its place in one of the lists.
#[test]
fn every_public_function_was_tried() {
    let listed: BTreeSet<&str> =
        TRIED.iter().map(|(name, _)| *name).chain(ABOUT_NO_ORGANISATION.iter().copied()).collect();
    let mut public = BTreeSet::new();
    collect(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut public);
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
    let this = include_str!("isolation.rs");
    for (name, test) in TRIED {
        let body = this.split(&format!("async fn {test}(")).nth(1).unwrap();
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
