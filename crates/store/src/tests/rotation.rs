//! Another master key: everything stays readable under the new one, the log stays whole, and the old one
//! opens nothing any more.

use jiff::SignedDuration;

use super::{
    on_both,
    world::{START, TestChance, World, account, master, report, request},
};
use crate::{keys::SPREAD, *};

on_both! {
    a_new_master_key_takes_the_place_of_the_old_one;
    an_organisation_gets_another_key;
}

async fn opened(world: &World, master: &MasterKey) -> Store {
    Store::open(&world.options, master, world.clock.clone(), TestChance::new()).await.unwrap()
}

async fn a_new_master_key_takes_the_place_of_the_old_one(world: World) {
    let permit = world.may_import(&world.here).await;
    world.store.import_entries(&permit, vec![report("r1", 1, "Gewandeld")]).await.unwrap();
    let new = MasterKey::from_hex(&"ab".repeat(32)).unwrap();
    let operators = [world.here.operator.clone(), world.there.operator.clone()];
    let rotate = async |store: &Store, operators: &[Operator]| {
        store.rotate_master_key(operators, &master(), &new).await.unwrap()
    };
    // Broken off after the first organisation: the same again goes on, and then there is nothing to do.
    assert_eq!(rotate(&world.store, &operators[..1]).await, 1);
    world.store.close().await.unwrap();
    let store = opened(&world, &master()).await;
    assert_eq!(rotate(&store, &operators).await, 1);
    assert_eq!(rotate(&store, &operators).await, 0);
    store.close().await.unwrap();

    // The old key opens nothing of either organisation.
    let store = opened(&world, &master()).await;
    for place in [&world.here, &world.there] {
        assert!(store.account_by_user_name(&place.operator, "client").await.is_err());
    }
    store.close().await.ok();

    let store = opened(&world, &new).await;
    for place in [&world.here, &world.there] {
        let account = store.account_by_user_name(&place.operator, "client").await.unwrap();
        assert_eq!(account.map(|found| found.account), Some(place.client_account));
        // Heads that were signed before are proved by the same key.
        let proved = store.verify_log(&place.operator).await.unwrap();
        assert!(proved.is_whole() && proved.witnessed > 0, "{:?}", proved.problems);
    }
    let token =
        store.session_create(&world.here.organisation, world.here.client_account, None, &request()).await;
    let token = token.unwrap().unwrap();
    let SessionState::Live(actor) = store.actor(&world.here.organisation, &token, &request()).await.unwrap()
    else {
        panic!("no session at {START}")
    };
    let permit = store.permit(&actor, Some(world.here.client), &request()).await.unwrap().unwrap();
    let page = store.entries(&permit, None, None, 10).await.unwrap();
    assert_eq!(page.entries[0].summary["text"], "Gewandeld");
    store.close().await.unwrap();
}

async fn an_organisation_gets_another_key(world: World) {
    let store = &world.store;
    let (here, there) = (&world.here.operator, &world.there.operator);
    let permit = world.may_import(&world.here).await;
    store.import_entries(&permit, vec![report("r1", 1, "Gewandeld")]).await.unwrap();
    // Accounts under the first and the second key.
    let under = async |number: u8| match (world.is_postgres(), number) {
        (true, 1) => world.count(r"SELECT COUNT(*) FROM account WHERE get_byte(sealed_profile, 0) = 1").await,
        (true, _) => world.count(r"SELECT COUNT(*) FROM account WHERE get_byte(sealed_profile, 0) = 2").await,
        (false, 1) => {
            world.count("SELECT COUNT(*) FROM account WHERE substr(sealed_profile, 1, 1) = x'01'").await
        }
        (false, _) => {
            world.count("SELECT COUNT(*) FROM account WHERE substr(sealed_profile, 1, 1) = x'02'").await
        }
    };
    let before = under(1).await;
    assert_eq!(store.rotate_organisation_key(here).await.unwrap(), 2);
    // Asked again while it is on its way: the same one.
    assert_eq!(store.rotate_organisation_key(here).await.unwrap(), 2);
    world.pass(SPREAD - SignedDuration::from_micros(1));
    account(store, here, "early").await;
    assert_eq!(store.rewrap_client_keys(here).await.unwrap(), 0, "it does not seal yet");
    assert_eq!((under(1).await, under(2).await), (before + 1, 0));
    // Another instance that has not read the keys since knows it in time.
    let other = world.another().await;
    assert!(other.account_by_user_name(here, "client").await.unwrap().is_some());
    world.pass(SignedDuration::from_micros(1));
    world.pass(SignedDuration::from_mins(1));
    account(store, here, "late").await;
    assert_eq!((under(1).await, under(2).await), (before + 1, 1));
    assert_eq!(store.rewrap_client_keys(here).await.unwrap(), 1);
    assert_eq!(store.rewrap_client_keys(here).await.unwrap(), 0);
    // Everything is found and read, from before and after, here and there, by old and new instances.
    world.pass(SignedDuration::from_mins(2));
    for store in [store, &other, &world.another().await] {
        for (operator, user) in [(here, "client"), (here, "early"), (here, "late"), (there, "client")] {
            let found = store.account_by_user_name(operator, user).await.unwrap();
            assert!(found.is_some(), "{user}");
        }
        assert!(store.verify_log(here).await.unwrap().is_whole());
    }
    let page = store.entries(&world.own(&world.here).await, None, None, 10).await.unwrap();
    assert_eq!(page.entries[0].summary["text"], "Gewandeld");
    // The other organisation keeps its own: no key of it is under a second one.
    assert_eq!(store.rewrap_client_keys(there).await.unwrap(), 0);
    // A key that was destroyed is not made again, and a new master key takes both along.
    store.destroy_client_key(here, world.here.client).await.unwrap();
    assert_eq!(store.rewrap_client_keys(here).await.unwrap(), 0);
    let new = MasterKey::from_hex(&"cd".repeat(32)).unwrap();
    store.rotate_master_key(&[here.clone(), there.clone()], &master(), &new).await.unwrap();
    store.close().await.unwrap();
    let store = opened(&world, &new).await;
    for user in ["client", "late"] {
        assert!(store.account_by_user_name(here, user).await.unwrap().is_some(), "{user}");
    }
    store.close().await.unwrap();
}
