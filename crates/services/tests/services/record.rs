//! Reading a record: who may, what is shown, and what the log says of it.

use inzage_domain::{
    Basis, Category, ClientId, EntryId, Language, PublishState,
    access::{PublishRecord, Refusal},
};
use inzage_services::{Error, team::Search};
use inzage_store::Actor;
use jiff::SignedDuration;
use serde_json::json;
use uuid::Uuid;

use crate::world::{BSN, World, file, patient, request, weight};

/// Three measurements that are shared, one that is not.
async fn filled() -> World {
    let world = World::new().await;
    for place in [&world.here, &world.there] {
        let files = vec![
            file("patient.json", &patient("p1", BSN)),
            file("a.json", &weight("a", 1, 70)),
            file("b.json", &weight("b", 2, 71)),
            file("c.json", &weight("c", 3, 72)),
        ];
        let report = world.import(place, files, true).await;
        assert_eq!((report.new, report.refused.len()), (4, 0), "{:?}", report.refused);
        let report = world.import(place, vec![file("d.json", &weight("d", 4, 99))], false).await;
        assert_eq!((report.new, report.refused.len()), (1, 0), "{:?}", report.refused);
    }
    world
}

fn refusal<T>(outcome: &Result<T, Error>) -> Option<Refusal> {
    match outcome {
        Err(Error::Refused(refusal)) => Some(*refusal),
        _ => None,
    }
}

impl World {
    async fn measured(&self, actor: &Actor) -> Vec<EntryId> {
        let page = self
            .services
            .record_page(actor, self.here.client, Category::Measurements, None, &request())
            .await
            .unwrap();
        page.items.iter().map(|item| item.row.id).collect()
    }

    /// What every way of reading answers about a client.
    async fn refusals(&self, actor: &Actor, client: ClientId, entry: EntryId) -> Vec<Option<Refusal>> {
        let services = &self.services;
        let measurements = Category::Measurements;
        vec![
            refusal(&services.record_start(actor, client, &request()).await),
            refusal(&services.record_page(actor, client, measurements, None, &request()).await),
            refusal(&services.record_item(actor, client, entry, Language::Dutch, &request()).await),
        ]
    }
}

/// R1, R2: the client, the first contact and the nurse read the shared part, newest care first.
#[tokio::test]
async fn client_first_contact_and_nurse_read_what_is_shared() {
    let world = filled().await;
    let (services, client) = (&world.services, world.here.client);
    for (user, basis) in
        [("client", Some(Basis::Own)), ("contact", Some(Basis::FirstContact)), ("nurse", None)]
    {
        let actor = world.actor(user).await;
        let start = services.record_start(&actor, client, &request()).await.unwrap();
        assert_eq!(start.head.basis, basis, "{user}");
        assert_eq!(start.head.client.demographics.name.full(), "Anna Jansen");
        let measured = start.sections.iter().find(|section| section.category == Category::Measurements);
        assert_eq!(measured.map(|section| section.entries), Some(3), "{user}");
        assert_eq!(start.last_visit, None);
        let page =
            services.record_page(&actor, client, Category::Measurements, None, &request()).await.unwrap();
        let texts: Vec<&str> = page.items.iter().map(|item| item.summary.text(Language::Dutch)).collect();
        assert!(texts.len() == 3 && texts[0].contains("72") && texts[2].contains("70"), "{user}: {texts:?}");
        let item = services
            .record_item(&actor, client, page.items[0].row.id, Language::Dutch, &request())
            .await
            .unwrap();
        assert_eq!((item.versions, item.item.summary.clone()), (1, page.items[0].summary.clone()));
    }
    // Who looks along is told on every page.
    let start = services.record_start(&world.actor("client").await, client, &request()).await.unwrap();
    assert_eq!(
        start.head.viewers.iter().map(|viewer| viewer.basis).collect::<Vec<_>>(),
        [Basis::FirstContact]
    );
    let records = services.own_records(&world.actor("contact").await, &request()).await.unwrap();
    assert_eq!(records.iter().map(|record| record.client).collect::<Vec<_>>(), [client]);
    assert!(services.own_records(&world.actor("other").await, &request()).await.unwrap().is_empty());
}

/// R76: others are refused, and a client of another organisation is like one that is not there.
#[tokio::test]
async fn others_are_refused_and_another_organisation_is_not_there() {
    let world = filled().await;
    let (here, there) = (world.here.client, world.there.client);
    let entry = world.measured(&world.actor("client").await).await[0];
    let nobody = ClientId::from_uuid(Uuid::from_u128(9));
    for (user, client, expected) in [
        ("admin", here, Refusal::RoleNotAllowed),
        ("admin", there, Refusal::RoleNotAllowed),
        ("other", here, Refusal::NoRelation),
        ("client", there, Refusal::NoSuchClient),
        ("client", nobody, Refusal::NoSuchClient),
        ("nurse", there, Refusal::NoSuchClient),
        ("nurse", nobody, Refusal::NoSuchClient),
    ] {
        let actor = world.actor(user).await;
        let before = world.lines().await;
        assert_eq!(world.refusals(&actor, client, entry).await, [Some(expected); 3], "{user} {client}");
        assert_eq!(world.lines().await, before + 3, "{user}: each refusal leaves its line");
    }
    // An entry of another organisation under one's own client is not there either.
    let token = world.log_in(&world.there, "nurse").await;
    let inzage_store::SessionState::Live(their_nurse) = world.state(&world.there, &token).await else {
        panic!("not logged in")
    };
    let answer = world.services.record_item(&their_nurse, there, entry, Language::Dutch, &request()).await;
    assert!(matches!(answer, Err(Error::NotFound)));
    // Searching is for nurses, settings for administrators.
    let (nurse, admin) = (world.actor("nurse").await, world.actor("admin").await);
    let found = world.services.find_clients(&nurse, Search::Name("jan".into()), &request()).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [here]);
    let refused = world.services.find_clients(&admin, Search::Recent, &request()).await;
    assert_eq!(refusal(&refused), Some(Refusal::RoleNotAllowed));
    let refused = world.services.organisation_overview(&nurse, &request()).await;
    assert_eq!(refusal(&refused), Some(Refusal::RoleNotAllowed));
    let overview = world.services.organisation_overview(&admin, &request()).await.unwrap();
    let today = overview.use_by_day.last().unwrap();
    assert!(overview.use_by_day.len() > 1 && today.personal > 0 && today.staff > 0, "{today:?}");
}

/// R2: what is not shared stands nowhere, and stands everywhere once it is.
#[tokio::test]
async fn what_is_not_shared_is_nowhere() {
    let world = filled().await;
    let (services, here) = (&world.services, &world.here);
    let readers = ["client", "contact", "nurse"];
    for user in readers {
        services.record_start(&world.actor(user).await, here.client, &request()).await.unwrap();
    }
    let changing = hidden_entry(&world).await;
    for state in [PublishState::Internal, PublishState::Published, PublishState::Internal] {
        world.pass(SignedDuration::from_mins(1));
        let permit =
            services.store.operator_permit::<PublishRecord>(&here.operator, here.client).await.unwrap();
        assert!(services.store.publish(&permit.unwrap(), changing, state).await.unwrap());
        let shown = state == PublishState::Published;
        for user in readers {
            let reader = world.actor(user).await;
            assert_eq!(world.measured(&reader).await.contains(&changing), shown, "{user} {state:?}");
            let start = services.record_start(&reader, here.client, &request()).await.unwrap();
            assert_eq!(start.news.iter().any(|item| item.row.id == changing), shown, "{user} {state:?}");
            assert_eq!(start.news_count, u32::from(shown), "{user} {state:?}");
            let counted = start.sections.iter().map(|section| section.entries).sum::<i64>();
            assert_eq!(counted, 4 + i64::from(shown), "{user} {state:?}");
            let item =
                services.record_item(&reader, here.client, changing, Language::English, &request()).await;
            match item {
                Ok(_) => assert!(shown, "{user} {state:?}"),
                Err(error) => assert!(!shown && matches!(error, Error::NotFound), "{user}: {error:?}"),
            }
        }
    }
}

/// The id of a measurement that is not shared: it was, for a moment.
async fn hidden_entry(world: &World) -> EntryId {
    let nurse = world.actor("nurse").await;
    let known = world.measured(&nurse).await;
    let report = world.import(&world.here, vec![file("e.json", &weight("e", 5, 73))], true).await;
    assert_eq!(report.new, 1, "{:?}", report.refused);
    let now = world.measured(&nurse).await;
    now.into_iter().find(|id| !known.contains(id)).unwrap()
}

/// R76: each page that shows a record leaves exactly one line, and the line names the client.
#[tokio::test]
async fn each_look_leaves_exactly_one_line() {
    let world = filled().await;
    let (services, client) = (&world.services, world.here.client);
    let actor = world.actor("contact").await;
    let entry = world.measured(&actor).await[0];
    let permit = async || {
        services
            .store
            .permit::<inzage_domain::access::ReadLog>(&actor, Some(client), &request())
            .await
            .unwrap()
            .unwrap()
    };
    let named = async || {
        services.store.client_log(&permit().await, jiff::Timestamp::MIN, None, 1000).await.unwrap().len()
    };
    for page in 0..4 {
        // Asking leaves a line of its own each time: that is the one that is taken off.
        let (lines, client_lines) = (world.lines().await, named().await);
        let worked = match page {
            0 => services.record_start(&actor, client, &request()).await.is_ok(),
            1 => services.record_page(&actor, client, Category::Measurements, None, &request()).await.is_ok(),
            2 => services.record_item(&actor, client, entry, Language::Dutch, &request()).await.is_ok(),
            _ => services.own_records(&actor, &request()).await.is_ok(),
        };
        assert!(worked, "page {page}");
        assert_eq!(named().await, client_lines + 2, "page {page}: lines that name the client");
        assert_eq!(world.lines().await, lines + 3, "page {page}: lines in all");
    }
    let newest =
        services.store.client_log(&permit().await, jiff::Timestamp::MIN, None, 2).await.unwrap().remove(1);
    assert_eq!((newest.actor, newest.outcome.as_str()), (Some(actor.account()), "1"));
    assert_eq!(newest.details.consent_profile, Basis::FirstContact.key());
}

/// R5: a page says when its section changed last, also when that was about care of long ago and
/// stands on another page.
#[tokio::test]
async fn every_page_says_when_its_section_changed_last() {
    let world = filled().await;
    let (services, client) = (&world.services, world.here.client);
    let many = (0..60).map(|number| weight(&format!("n{number}"), 6 + number % 20, 60 + number));
    let bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "entry": many.map(|resource| json!({ "resource": resource })).collect::<Vec<_>>()
    });
    let report = world.import(&world.here, vec![file("many.json", &bundle)], true).await;
    assert_eq!(report.new, 60, "{:?}", report.refused);
    world.pass(SignedDuration::from_mins(5));
    // A correction of the oldest measurement.
    let report = world.import(&world.here, vec![file("a.json", &weight("a", 1, 69))], true).await;
    assert_eq!((report.new, report.changed), (0, 1));
    let actor = world.actor("client").await;
    let page = async |after| {
        services.record_page(&actor, client, Category::Measurements, after, &request()).await.unwrap()
    };
    let first = page(None).await;
    assert_eq!((first.items.len(), first.updated_at), (50, Some(services.clock.now())));
    let second = page(first.older).await;
    assert_eq!((second.items.len(), second.updated_at), (13, Some(services.clock.now())));
    assert!(second.older.is_none());
    let oldest = second.items.last().unwrap();
    assert!(oldest.summary.text(Language::Dutch).contains("69"), "{:?}", oldest.summary);
    let item =
        services.record_item(&actor, client, oldest.row.id, Language::Dutch, &request()).await.unwrap();
    assert_eq!(item.versions, 2);
}
