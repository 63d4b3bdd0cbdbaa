//! Who looked, as the client reads it (L6).

use inzage_domain::{Role, access::Refusal, case::CaseKind, log::EventCode};
use inzage_services::{
    Error,
    who_looked::{Period, Unknown},
};
use inzage_store::{CaseAbout, NewEmployment};
use uuid::Uuid;

use crate::world::{World, request};

/// L6: the client and who decides for the client see it; staff and strangers do not; and what one does
/// not recognise becomes a case that is answered within a month.
#[tokio::test]
async fn a_client_sees_who_looked_and_asks_about_it() {
    let world = World::new().await;
    let (services, client) = (&world.services, world.here.client);
    let nurse = world.actor("nurse").await;
    services.record_start(&nurse, client, &request()).await.unwrap();
    let own = world.actor("client").await;
    let page = services.who_looked(&own, client, Period::Month, None, &request()).await.unwrap();
    let looked: Vec<_> = page.days.iter().flat_map(|day| &day.looked).collect();
    let by_nurse = looked.iter().find(|one| one.event == EventCode::ReadRecord).unwrap();
    assert_eq!(
        (by_nurse.name.as_deref(), by_nurse.mine, by_nurse.role_code.as_str()),
        (Some("Mens nurse"), false, "03")
    );
    assert!(looked.iter().any(|one| one.mine && one.event == EventCode::ReadLog), "this look is in it");
    let older = services.who_looked(&own, client, Period::All, Some(1), &request()).await.unwrap();
    assert!(older.days.is_empty() && older.older.is_none());
    services.who_looked(&world.actor("contact").await, client, Period::Week, None, &request()).await.unwrap();
    for (user, reason) in [
        ("nurse", Refusal::RoleNotAllowed),
        ("admin", Refusal::RoleNotAllowed),
        ("other", Refusal::NoRelation),
    ] {
        let actor = world.actor(user).await;
        let refused = services.who_looked(&actor, client, Period::All, None, &request()).await.err();
        assert!(matches!(refused, Some(Error::Refused(found)) if found == reason), "{user}");
        let refused =
            services.not_recognised(&actor, client, by_nurse.seq, Uuid::nil(), &request()).await.err();
        assert!(matches!(refused, Some(Error::Refused(found)) if found == reason), "{user}");
    }

    let ask = async |seq: i64, key: u128| {
        services.not_recognised(&own, client, seq, Uuid::from_u128(key), &request()).await
    };
    assert!(matches!(ask(1_000_000, 1).await, Err(Error::NotFound)), "no such line");
    let Ok(Unknown::Kept(by)) = ask(by_nurse.seq, 2).await else { panic!() };
    assert_eq!(ask(by_nurse.seq, 2).await.unwrap(), Unknown::Kept(by), "the same form twice");
    assert_eq!(by.to_string(), "2026-06-01");
    // For the privacy officer, and for nobody who may have looked.
    let (_, account) = world.here.account(services, "officer", Some("06 12 34 56 80")).await;
    let role = Role::PrivacyOfficer;
    let work = NewEmployment { account, role, location: None, from: services.clock.now(), until: None };
    services.store.create_employment(&world.here.operator, work).await.unwrap();
    let officer = world.actor("officer").await;
    let queue = services.case_queue(&officer, &request()).await.unwrap();
    assert_eq!(queue.cases.len(), 1);
    assert_eq!((queue.cases[0].kind, queue.cases[0].due_on), (CaseKind::NotRecognised, by));
    let case = services.team_case(&officer, client, queue.cases[0].id, &request()).await.unwrap().case;
    let CaseAbout::Look { who, event, .. } = &case.content.about else { panic!("{:?}", case.content) };
    assert_eq!((who.as_deref(), event.as_str()), (Some("Mens nurse"), "read-record"));
    assert!(services.case_queue(&nurse, &request()).await.unwrap().cases.is_empty());
    let refused = services.team_case(&nurse, client, case.id, &request()).await.err();
    assert!(matches!(refused, Some(Error::NotFound)));
}
