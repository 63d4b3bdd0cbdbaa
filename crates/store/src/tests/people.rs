//! Clients: found by what staff type, changed, and made unreadable for good.

use inzage_domain::{Bsn, access::Refusal};
use jiff::{SignedDuration, civil::date};

use super::{
    on_both,
    world::{World, account, demographics, report, request},
};
use crate::{ClientQuery, Demographics, NewAccount, NewClient, StoreError};

on_both! {
    clients_are_found_by_beginnings_of_names_and_by_birth_date;
    a_search_names_every_client_that_it_shows_in_the_log;
    only_staff_finds_clients;
    changed_details_are_found_and_old_ones_are_not;
    a_user_name_and_an_organisation_exist_once;
    a_destroyed_key_makes_the_record_unreadable_for_good;
}

async fn names(world: &World, query: ClientQuery) -> Vec<String> {
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let found = world.store.find_clients(&nurse, &query, &request()).await.unwrap().unwrap();
    assert!(!found.more);
    found.rows.iter().map(|row| row.name.full()).collect()
}

fn name(text: &str) -> ClientQuery {
    ClientQuery::Name(text.into())
}

async fn clients_are_found_by_beginnings_of_names_and_by_birth_date(world: World) {
    let mut others = Vec::new();
    for (given, own) in
        [("Bert", "Jansen"), ("Ayşe", "Yıldız"), ("Jan", "Bakker"), ("Wilhelmina", "Hoogenboezemsmit")]
    {
        let mut known = demographics(given, own, None);
        known.birth_date = Some(date(1950, 2, 28));
        others.push(NewClient { demographics: known, location: None });
    }
    world.pass(SignedDuration::from_secs(1));
    world.store.create_clients(&world.here.operator, others).await.unwrap();
    let cases = [
        ("jan", vec!["Jan Bakker", "Anna Jansen", "Bert Jansen"]),
        ("JANSEN be", vec!["Bert Jansen"]),
        ("yil", vec!["Ayşe Yıldız"]),
        ("ayse yildiz", vec!["Ayşe Yıldız"]),
        ("hoogenboezemsm", vec!["Wilhelmina Hoogenboezemsmit"]),
        ("hoogenboezemstra", vec![]),
        ("j", vec![]),
        ("", vec![]),
        ("jan bakker zonder zulke naam", vec![]),
        ("'; DROP TABLE client; --", vec![]),
    ];
    for (text, expected) in cases {
        assert_eq!(names(&world, name(text)).await, expected, "{text}");
    }
    assert_eq!(names(&world, ClientQuery::BirthDate(date(1963, 9, 18))).await, ["Anna Jansen"]);
    assert_eq!(names(&world, ClientQuery::BirthDate(date(1950, 2, 28))).await.len(), 4);
    assert_eq!(names(&world, ClientQuery::Recent).await.last().unwrap(), "Anna Jansen");
    let bsn = Bsn::parse("999900006").unwrap();
    assert_eq!(world.store.client_by_bsn(&world.here.operator, &bsn).await.unwrap(), Some(world.here.client));
}

async fn a_search_names_every_client_that_it_shows_in_the_log(world: World) {
    let more = (0..60)
        .map(|number| NewClient {
            demographics: demographics("Piet", &format!("Jansen{number}"), None),
            location: None,
        })
        .collect();
    world.store.create_clients(&world.here.operator, more).await.unwrap();
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let before = world.count("SELECT COUNT(*) FROM log_object").await;
    let found = world.store.find_clients(&nurse, &name("jansen"), &request()).await.unwrap().unwrap();
    assert!(found.more);
    assert_eq!(found.rows.len(), 50);
    assert_eq!(world.count("SELECT COUNT(*) FROM log_object").await, before + 50);
}

async fn only_staff_finds_clients(world: World) {
    for account in [world.here.client_account, world.here.admin_account] {
        let (_, actor) = world.log_in(&world.here, account).await;
        let refusal =
            world.store.find_clients(&actor, &name("jansen"), &request()).await.unwrap().unwrap_err();
        assert_eq!(refusal, Refusal::RoleNotAllowed);
    }
}

async fn changed_details_are_found_and_old_ones_are_not(world: World) {
    let permit = world.may_import(&world.here).await;
    world.store.update_demographics(&permit, &demographics("Anna", "Visser", None)).await.unwrap();
    assert_eq!(names(&world, name("visser")).await, ["Anna Visser"]);
    assert!(names(&world, name("jansen")).await.is_empty());
    assert_eq!(world.store.demographics(&permit).await.unwrap(), demographics("Anna", "Visser", None));
}

async fn a_user_name_and_an_organisation_exist_once(world: World) {
    let (person, _) = account(&world.store, &world.here.operator, "someone").await;
    let again = NewAccount {
        person,
        user_name: " CLIENT".into(),
        display_name: "Iemand".into(),
        mobile: None,
        email: None,
        password_hash: "x".into(),
    };
    assert!(matches!(
        world.store.create_account(&world.here.operator, &again).await,
        Err(StoreError::Conflict("account"))
    ));
    let nul = NewAccount { user_name: "a\0b".into(), ..again };
    assert!(matches!(world.store.create_account(&world.here.operator, &nul).await, Err(StoreError::Nul)));
    let new = crate::NewOrganisation {
        key: "linde".into(),
        host: "elsewhere.localhost".into(),
        profile: super::world::profile("linde"),
        policy: inzage_domain::policy::Preset::Vivium.policy(),
    };
    assert!(matches!(
        world.store.create_organisation(new, "root").await,
        Err(StoreError::Conflict("organisation"))
    ));
    let keys: Vec<_> = world
        .store
        .organisations()
        .await
        .unwrap()
        .iter()
        .map(|organisation| organisation.key().to_owned())
        .collect();
    assert_eq!(keys, ["linde", "waterland"]);
    let host = world.store.organisation_by_host("LINDE.localhost").await.unwrap().unwrap();
    assert_eq!(host.id(), world.here.organisation.id());
    assert!(world.store.organisation_by_host("unknown.localhost").await.unwrap().is_none());
    let changed =
        world.store.set_profile(&world.here.operator, &super::world::profile("De Linde")).await.unwrap();
    assert_eq!(changed.profile().name, "De Linde");
}

async fn a_destroyed_key_makes_the_record_unreadable_for_good(world: World) {
    let permit = world.may_import(&world.here).await;
    world.store.import_entries(&permit, vec![report("a", 0, "Goed geslapen")]).await.unwrap();
    let own = world.own(&world.here).await;
    world.store.destroy_client_key(&world.here.operator, world.here.client).await.unwrap();
    // A second call, as after a crash in between, does no harm.
    world.store.destroy_client_key(&world.here.operator, world.here.client).await.unwrap();
    let restarted = world.another().await;
    for store in [&world.store, &restarted] {
        assert!(matches!(store.client(&own).await, Err(StoreError::KeyDestroyed)));
        assert!(matches!(store.entries(&own, None, None, 50).await, Err(StoreError::KeyDestroyed)));
        assert!(matches!(
            store.import_entries(&permit, vec![report("b", 0, "x")]).await,
            Err(StoreError::KeyDestroyed)
        ));
    }
    restarted.close().await.unwrap();
    assert!(names(&world, name("jansen")).await.is_empty());
    assert!(names(&world, ClientQuery::Recent).await.is_empty());
    assert_eq!(world.count("SELECT COUNT(*) FROM entry_token").await, 0);
    assert_eq!(Demographics::default().name.full(), "");
}
