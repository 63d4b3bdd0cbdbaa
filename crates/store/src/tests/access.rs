//! Permits: given out when their line is kept, refused with a line of their own.

use inzage_domain::{
    CareState, ClientId, Role,
    access::{
        AccountState, DataKind, FindClients, ImportRecord, Kinds, ReadOrganisation, ReadRecord, Refusal,
    },
    session::SessionEnd,
};
use jiff::SignedDuration;

use super::{
    on_both,
    world::{World, account, employment, relation, report, request},
};
use crate::{NewRelation, SessionState};

on_both! {
    a_client_and_a_first_contact_may_read_and_leave_a_line;
    a_nurse_may_read_clients_of_her_organisation;
    /// R104, R116: whoever is somebody else gets nothing, and it is written down why.
    every_refusal_has_its_reason_and_its_line;
    a_withdrawn_relation_opens_nothing;
    a_relation_holds_from_its_beginning_until_its_end;
    an_ended_session_gives_no_permit_even_when_the_actor_was_loaded_before;
    kinds_that_were_not_granted_stay_closed;
    an_operator_imports_and_nothing_else;
    an_actor_sees_the_own_records;
    a_record_tells_who_else_can_see_it;
}

async fn refusals(world: &World) -> i64 {
    world.count("SELECT COUNT(*) FROM log_line WHERE outcome = '2'").await
}

async fn a_client_and_a_first_contact_may_read_and_leave_a_line(world: World) {
    for account in [world.here.client_account, world.here.contact_account] {
        let (_, actor) = world.log_in(&world.here, account).await;
        let before = world.count("SELECT COUNT(*) FROM log_object").await;
        let permit = world.may_read(&actor, world.here.client).await.unwrap();
        assert_eq!(permit.client(), Some(world.here.client));
        assert_eq!(world.count("SELECT COUNT(*) FROM log_object").await, before + 1);
    }
}

async fn a_nurse_may_read_clients_of_her_organisation(world: World) {
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    assert!(world.may_read(&nurse, world.here.client).await.is_ok());
    assert_eq!(world.may_read(&nurse, world.there.client).await.unwrap_err(), Refusal::NoSuchClient);
}

async fn every_refusal_has_its_reason_and_its_line(world: World) {
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    let (_, admin) = world.log_in(&world.here, world.here.admin_account).await;
    let unknown = ClientId::new(world.store.clock(), world.store.chance());
    let other = world
        .store
        .create_client(
            &world.here.operator,
            crate::NewClient {
                demographics: super::world::demographics("Bert", "Bos", None),
                location: None,
            },
        )
        .await
        .unwrap();
    let before = refusals(&world).await;
    let mut reasons = Vec::new();
    for (actor, whose) in [
        (&client, other),
        (&client, world.there.client),
        (&client, unknown),
        (&nurse, world.there.client),
        (&admin, world.here.client),
    ] {
        reasons.push(world.may_read(actor, whose).await.unwrap_err());
    }
    reasons.push(world.store.permit::<FindClients>(&client, None, &request()).await.unwrap().unwrap_err());
    reasons
        .push(world.store.permit::<ReadOrganisation>(&nurse, None, &request()).await.unwrap().unwrap_err());
    reasons.push(
        world
            .store
            .permit::<ImportRecord>(&nurse, Some(world.here.client), &request())
            .await
            .unwrap()
            .unwrap_err(),
    );
    assert_eq!(
        reasons,
        [
            Refusal::NoRelation,
            Refusal::NoSuchClient,
            Refusal::NoSuchClient,
            Refusal::NoSuchClient,
            Refusal::RoleNotAllowed,
            Refusal::RoleNotAllowed,
            Refusal::RoleNotAllowed,
            Refusal::RoleNotAllowed,
        ]
    );
    assert_eq!(refusals(&world).await, before + 8);
    assert!(world.store.permit::<ReadOrganisation>(&admin, None, &request()).await.unwrap().is_ok());
}

async fn a_withdrawn_relation_opens_nothing(world: World) {
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    assert!(world.may_read(&contact, world.here.client).await.is_ok());
    world.store.withdraw_relation(&world.here.operator, world.here.contact_relation).await.unwrap();
    assert_eq!(world.may_read(&contact, world.here.client).await.unwrap_err(), Refusal::RelationNotInForce);
    assert!(world.store.own_records(&contact, &request()).await.unwrap().unwrap().is_empty());
    assert!(world.store.grounds(&contact, world.here.client).await.unwrap().is_empty());
}

async fn a_relation_holds_from_its_beginning_until_its_end(world: World) {
    let (person, account) = account(&world.store, &world.here.operator, "second-contact").await;
    let now = world.store.now();
    let new = NewRelation {
        client: world.here.client,
        person,
        basis: inzage_domain::Basis::SecondContact,
        decided_by: None,
        from: now + SignedDuration::from_mins(1),
        until: Some(now + SignedDuration::from_mins(2)),
        kinds: Kinds::ALL,
        manages: false,
    };
    world.store.create_relation(&world.here.operator, new).await.unwrap();
    let (_, actor) = world.log_in(&world.here, account).await;
    assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::RelationNotInForce);
    world.pass(SignedDuration::from_mins(1));
    assert!(world.may_read(&actor, world.here.client).await.is_ok());
    world.pass(SignedDuration::from_micros(59_999_999));
    assert!(world.may_read(&actor, world.here.client).await.is_ok());
    world.pass(SignedDuration::from_micros(1));
    assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::RelationNotInForce);
}

async fn an_ended_session_gives_no_permit_even_when_the_actor_was_loaded_before(world: World) {
    let (token, actor) = world.log_in(&world.here, world.here.client_account).await;
    world.store.session_end(&actor, SessionEnd::LoggedOut, &request()).await.unwrap();
    assert_eq!(world.may_read(&actor, world.here.client).await.unwrap_err(), Refusal::SessionEnded);
    let state = world.store.actor(&world.here.organisation, &token, &request()).await.unwrap();
    assert!(matches!(state, SessionState::Over(SessionEnd::LoggedOut)));

    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    world
        .store
        .end_employment(&world.here.operator, world.here.nurse_employment, world.store.now())
        .await
        .unwrap();
    assert_eq!(world.may_read(&nurse, world.here.client).await.unwrap_err(), Refusal::NotEmployed);

    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    world
        .store
        .set_account_state(&world.here.operator, world.here.contact_account, AccountState::Blocked)
        .await
        .unwrap();
    assert_eq!(world.may_read(&contact, world.here.client).await.unwrap_err(), Refusal::SessionEnded);
}

async fn kinds_that_were_not_granted_stay_closed(world: World) {
    let (person, account) = account(&world.store, &world.here.operator, "agenda-only").await;
    let new = NewRelation {
        client: world.here.client,
        person,
        basis: inzage_domain::Basis::SecondContact,
        decided_by: None,
        from: world.store.now(),
        until: None,
        kinds: Kinds::NONE.with(DataKind::Agenda),
        manages: false,
    };
    world.store.create_relation(&world.here.operator, new).await.unwrap();
    let import = world.may_import(&world.here).await;
    let made = world.store.import_entries(&import, vec![report("a", 0, "Goed geslapen")]).await.unwrap();
    let (_, actor) = world.log_in(&world.here, account).await;
    let permit = world.may_read(&actor, world.here.client).await.unwrap();
    assert!(world.store.sections(&permit).await.unwrap().is_empty());
    assert!(world.store.entries(&permit, None, None, 50).await.unwrap().entries.is_empty());
    assert!(
        world
            .store
            .entries(&permit, Some(inzage_domain::Category::Reports), None, 50)
            .await
            .unwrap()
            .entries
            .is_empty()
    );
    assert_eq!(world.store.entry(&permit, made[0].0).await.unwrap(), None);
    assert_eq!(world.store.news(&permit, None).await.unwrap().count, 0);
    assert!(super::finding::found(&world, &permit, "geslapen").await.is_empty());
}

async fn an_operator_imports_and_nothing_else(world: World) {
    assert!(
        world
            .store
            .operator_permit::<ImportRecord>(&world.here.operator, world.here.client)
            .await
            .unwrap()
            .is_ok()
    );
    let before = refusals(&world).await;
    let read =
        world.store.operator_permit::<ReadRecord>(&world.here.operator, world.here.client).await.unwrap();
    assert_eq!(read.unwrap_err(), Refusal::RoleNotAllowed);
    let other =
        world.store.operator_permit::<ImportRecord>(&world.here.operator, world.there.client).await.unwrap();
    assert_eq!(other.unwrap_err(), Refusal::NoSuchClient);
    assert_eq!(refusals(&world).await, before + 2);
}

async fn an_actor_sees_the_own_records(world: World) {
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    let records = world.store.own_records(&contact, &request()).await.unwrap().unwrap();
    let names: Vec<_> =
        records.iter().map(|record| (record.name.full(), record.opens.unwrap().key())).collect();
    assert_eq!(names, [("Anna Jansen".to_owned(), "first-contact")]);
    let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
    assert!(world.store.own_records(&nurse, &request()).await.unwrap().unwrap().is_empty());
    world.store.set_care_state(&world.here.operator, world.here.client, CareState::Ended).await.unwrap();
    world.store.destroy_client_key(&world.here.operator, world.here.client).await.unwrap();
    assert!(world.store.own_records(&contact, &request()).await.unwrap().unwrap().is_empty());
}

async fn a_record_tells_who_else_can_see_it(world: World) {
    let (second, _) = account(&world.store, &world.here.operator, "second-contact").await;
    relation(
        &world.store,
        &world.here.operator,
        world.here.client,
        second,
        inzage_domain::Basis::SecondContact,
    )
    .await;
    employment(&world.store, &world.here.operator, world.here.nurse_account, Role::Nurse).await;
    // The clock stands still, so that chance decides which relation is older.
    let names = |viewers: Vec<crate::Viewer>| {
        viewers
            .into_iter()
            .map(|viewer| viewer.name)
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    };
    let (_, client) = world.log_in(&world.here, world.here.client_account).await;
    let own = world.may_read(&client, world.here.client).await.unwrap();
    assert_eq!(
        names(world.store.viewers(&client, &own, &world.store.client(&own).await.unwrap()).await.unwrap()),
        ["Mens first-contact", "Mens second-contact"]
    );
    let (_, contact) = world.log_in(&world.here, world.here.contact_account).await;
    let permit = world.may_read(&contact, world.here.client).await.unwrap();
    assert_eq!(
        names(
            world
                .store
                .viewers(&contact, &permit, &world.store.client(&permit).await.unwrap())
                .await
                .unwrap()
        ),
        ["Mens client", "Mens second-contact"]
    );
}
