//! The colour of each record for whoever can open several: no two alike as long as there are enough,
//! and none that changes because another relation ends.

use std::collections::BTreeSet;

use inzage_domain::{
    Basis, ClientId, PersonId, RelationId,
    access::Kinds,
    colour::{COLOURS, own_colour},
};
use jiff::SignedDuration;

use super::{
    on_both,
    world::{World, account, demographics, relation, request},
};
use crate::*;

on_both! {
    clients_of_one_log_in_have_colours_of_their_own;
    a_colour_stays_when_another_relation_ends;
    a_second_ground_beside_one_client_has_its_colour;
    staff_and_who_has_one_client_see_its_own_colour;
    relations_of_before_get_their_colours;
}

async fn client(world: &World, number: u8) -> ClientId {
    let new = NewClient { demographics: demographics("Bert", &format!("Bos{number}"), None), location: None };
    world.store.create_client(&world.here.operator, new).await.unwrap()
}

/// The colours on the page for changing, by client.
async fn colours(world: &World, actor: &Actor) -> Vec<(ClientId, u8)> {
    let records = world.store.own_records(actor, &request()).await.unwrap().unwrap();
    records.iter().map(|record| (record.client, record.colour)).collect()
}

fn all_differ(colours: &[(ClientId, u8)]) -> bool {
    colours.iter().all(|(_, colour)| *colour < COLOURS)
        && colours.iter().map(|(_, colour)| colour).collect::<BTreeSet<_>>().len() == colours.len()
}

async fn beside(world: &World, person: PersonId, client: ClientId, basis: Basis) -> RelationId {
    relation(&world.store, &world.here.operator, client, person, basis).await
}

/// Somebody with relations to so many new clients, made one after the other.
async fn mentor(world: &World, clients: u8) -> (PersonId, Actor, Vec<(RelationId, ClientId)>) {
    let (person, account) = account(&world.store, &world.here.operator, "mentor").await;
    let mut made = Vec::new();
    for number in 0..clients {
        let client = client(world, number).await;
        world.pass(SignedDuration::from_secs(1));
        made.push((beside(world, person, client, Basis::Mentor).await, client));
    }
    (person, world.log_in(&world.here, account).await.1, made)
}

async fn clients_of_one_log_in_have_colours_of_their_own(world: World) {
    let (person, actor, _) = mentor(&world, 2).await;
    assert!(all_differ(&colours(&world, &actor).await));
    for number in 2..COLOURS {
        let client = client(&world, number).await;
        world.pass(SignedDuration::from_secs(1));
        beside(&world, person, client, Basis::Proxy).await;
    }
    let six = colours(&world, &actor).await;
    assert_eq!(six.len(), usize::from(COLOURS));
    assert!(all_differ(&six), "{six:?}");
    // The record's own pages and the page for changing say the same.
    for (client, colour) in &six {
        let permit = world.may_read(&actor, *client).await.unwrap();
        assert_eq!(world.store.client(&permit).await.unwrap().colour, *colour);
    }
    // A seventh must share, and nobody else's colour changes for it.
    let seventh = client(&world, 7).await;
    world.pass(SignedDuration::from_secs(1));
    beside(&world, person, seventh, Basis::Proxy).await;
    let seven = colours(&world, &actor).await;
    assert_eq!(seven[..6], six[..]);
    assert_eq!(seven[6], (seventh, own_colour(seventh)));
}

async fn a_colour_stays_when_another_relation_ends(world: World) {
    let (person, actor, made) = mentor(&world, COLOURS).await;
    let before = colours(&world, &actor).await;
    // One is withdrawn; one more runs out by itself.
    world.store.withdraw_relation(&world.here.operator, made[2].0).await.unwrap();
    world.pass(SignedDuration::from_secs(1));
    let left: Vec<_> = before.iter().copied().filter(|(client, _)| *client != made[2].1).collect();
    assert_eq!(colours(&world, &actor).await, left);
    let freed = before.iter().find(|(client, _)| *client == made[2].1).unwrap().1;
    // The next one gets what is free, whatever its id.
    let next = client(&world, 100).await;
    let short = NewRelation {
        client: next,
        person,
        basis: Basis::Proxy,
        decided_by: None,
        from: world.store.now(),
        until: Some(world.store.now() + SignedDuration::from_hours(1)),
        kinds: Kinds::ALL,
        manages: false,
    };
    world.store.create_relation(&world.here.operator, short).await.unwrap();
    assert_eq!(colours(&world, &actor).await.last(), Some(&(next, freed)));
    world.pass(SignedDuration::from_hours(1));
    let later = client(&world, 101).await;
    beside(&world, person, later, Basis::Proxy).await;
    let now = colours(&world, &actor).await;
    assert_eq!(now.last(), Some(&(later, freed)));
    assert!(all_differ(&now) && now.len() == usize::from(COLOURS), "{now:?}");
    // What begins later holds its colour already.
    let (other, _) = account(&world.store, &world.here.operator, "proxy").await;
    let [soon, late] = [client(&world, 102).await, client(&world, 103).await];
    let waiting = NewRelation {
        client: soon,
        person: other,
        basis: Basis::Proxy,
        decided_by: None,
        from: world.store.now() + SignedDuration::from_hours(24),
        until: None,
        kinds: Kinds::ALL,
        manages: false,
    };
    world.store.create_relation(&world.here.operator, waiting).await.unwrap();
    beside(&world, other, late, Basis::Proxy).await;
    world.pass(SignedDuration::from_hours(24));
    let account = world.store.account_by_user_name(&world.here.operator, "proxy").await.unwrap().unwrap();
    let (_, proxy) = world.log_in(&world.here, account.account).await;
    let two = colours(&world, &proxy).await;
    assert!(two.len() == 2 && all_differ(&two), "{two:?}");
}

async fn a_second_ground_beside_one_client_has_its_colour(world: World) {
    let (person, actor, made) = mentor(&world, 3).await;
    let before = colours(&world, &actor).await;
    for (_, client) in &made {
        beside(&world, person, *client, Basis::Proxy).await;
    }
    assert_eq!(colours(&world, &actor).await, before);
    // The first ground ends: the record keeps its colour by the second.
    world.store.withdraw_relation(&world.here.operator, made[0].0).await.unwrap();
    world.pass(SignedDuration::from_secs(1));
    let after: BTreeSet<_> = colours(&world, &actor).await.into_iter().collect();
    assert_eq!(after, before.into_iter().collect::<BTreeSet<_>>());
    // It is each person's own: somebody else's colours are not touched by it.
    let (_, first) = world.log_in(&world.here, world.here.contact_account).await;
    assert_eq!(colours(&world, &first).await, [(world.here.client, own_colour(world.here.client))]);
}

async fn staff_and_who_has_one_client_see_its_own_colour(world: World) {
    let here = &world.here;
    for account in [here.client_account, here.contact_account, here.nurse_account] {
        let (_, actor) = world.log_in(here, account).await;
        let permit = world.may_read(&actor, here.client).await.unwrap();
        assert_eq!(world.store.client(&permit).await.unwrap().colour, own_colour(here.client));
    }
}

/// The migration's own statement, over relations as they were before it.
async fn relations_of_before_get_their_colours(world: World) {
    const SQLITE: &str = include_str!("../../../../migrations/sqlite/0013_figures.sql");
    const POSTGRES: &str = include_str!("../../../../migrations/postgres/0013_figures.sql");
    let (_, actor, made) = mentor(&world, COLOURS + 1).await;
    world.store.withdraw_relation(&world.here.operator, made[0].0).await.unwrap();
    world.pass(SignedDuration::from_secs(1));
    world.tamper("UPDATE relation SET colour = 0").await.unwrap();
    assert!(!all_differ(&colours(&world, &actor).await));
    let text = if world.is_postgres() { POSTGRES } else { SQLITE };
    let statement = &text[text.find("UPDATE relation SET colour").unwrap()..];
    world.tamper(statement).await.unwrap();
    let six = colours(&world, &actor).await;
    assert!(six.len() == usize::from(COLOURS) && all_differ(&six), "{six:?}");
    // Whoever stands beside one client sees the colour that there was.
    let (_, first) = world.log_in(&world.here, world.here.contact_account).await;
    assert_eq!(colours(&world, &first).await, [(world.here.client, own_colour(world.here.client))]);
}
