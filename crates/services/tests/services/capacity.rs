//! Who is told when staff record whether a client can decide (R17).

use inzage_domain::{Basis, ClientName, access::Kinds};
use inzage_services::{
    capacity::{CapacityFault, NewCapacity},
    notify::Channel,
};
use inzage_store::{Demographics, NewAccount, NewClient, NewRelation};
use uuid::Uuid;

use crate::world::{START, World, request};

/// R17: the client and whoever decides are told once, without what and without why; nobody else is.
#[tokio::test]
async fn who_decides_has_changed_is_told_to_those_whom_it_changes_something_for() {
    let world = World::new().await;
    let (services, here) = (&world.services, &world.here);
    let demographics = Demographics {
        name: ClientName { given: "Bram".to_owned(), own: "Smit".to_owned(), ..ClientName::default() },
        birth_date: Some("1941-02-03".parse().unwrap()),
        ..Demographics::default()
    };
    let client = services
        .store
        .create_client(&here.operator, NewClient { demographics, location: None })
        .await
        .unwrap();
    for (user, basis) in
        [("bram", Basis::Own), ("mentor", Basis::Mentor), ("neighbour", Basis::NetworkMember)]
    {
        let person = services.store.create_person(&here.operator, user).await.unwrap();
        let new = NewAccount {
            person,
            user_name: user.to_owned(),
            display_name: user.to_owned(),
            mobile: None,
            email: Some(format!("{user}@example.nl")),
            password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".to_owned(),
        };
        services.store.create_account(&here.operator, &new).await.unwrap();
        let relation = NewRelation {
            client,
            person,
            basis,
            decided_by: None,
            from: START.parse().unwrap(),
            until: None,
            kinds: Kinds::ALL,
            manages: false,
        };
        services.store.create_relation(&here.operator, relation).await.unwrap();
    }
    let nurse = world.actor("nurse").await;
    let record = async |incapable: Option<bool>, key: u128| {
        let new = NewCapacity {
            incapable,
            judged_on: ["1", "4", "2020"],
            reason: "dementie",
            key: Uuid::from_u128(key),
        };
        let before = world.messenger.count();
        let kept = services.record_capacity(&nurse, client, &new, &request()).await.unwrap();
        (kept, world.messenger.all().split_off(before))
    };
    let (kept, told) = record(Some(true), 1).await;
    assert_eq!(kept, Ok(()));
    let to: Vec<&str> = told.iter().map(|message| message.to.as_str()).collect();
    assert_eq!(to, ["bram@example.nl", "mentor@example.nl"]);
    for message in &told {
        assert_eq!(message.channel, Channel::Email);
        for said in ["dementie", "Bram", "Smit", "mentor"] {
            assert!(!message.body.contains(said) && !message.subject.contains(said), "{said}");
        }
    }
    // The same form again, and one that is refused, tell nobody.
    assert!(record(Some(true), 1).await.1.is_empty());
    let (kept, told) = record(None, 2).await;
    assert_eq!((kept, told.len()), (Err(CapacityFault::NoChoice), 0));
    // Who decided until now is told, too.
    assert_eq!(record(Some(false), 3).await.1.len(), 2);
}
