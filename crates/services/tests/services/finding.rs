//! Searching a record, graphs, and who looked at one item: what is shown, and what never is.

use inzage_domain::{Category, ClientId, Language, access::Refusal};
use inzage_services::{
    Error,
    graph::{GraphAsk, GraphPage, GraphPeriod},
    search::{SearchAsk, Searched},
};
use inzage_store::Actor;
use jiff::{SignedDuration, civil::date};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{BSN, World, file, patient, request, weight};

/// A report: what was written, on a day of April.
fn note(id: &str, day: u32, text: &str) -> Value {
    json!({
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "11591000146107" }] },
        "subject": { "reference": "Patient/p1" },
        "performer": [{ "display": "Sanne Willems" }],
        "effectiveDateTime": format!("2026-04-{day:02}T10:00:00+02:00"),
        "valueString": text
    })
}

/// A blood pressure on a day of April.
fn pressure(id: &str, day: u32, above: u32, below: u32) -> Value {
    let part = |code: &str, value: u32| {
        json!({
            "code": { "coding": [{ "system": "http://loinc.org", "code": code }] },
            "valueQuantity": { "value": value, "unit": "mmHg", "code": "mm[Hg]" }
        })
    };
    let mut whole = weight(id, day, 0);
    let fields = whole.as_object_mut().unwrap();
    fields.remove("valueQuantity");
    fields.insert("code".into(), json!({ "coding": [{ "system": "http://loinc.org", "code": "85354-9" }] }));
    fields.insert("component".into(), json!([part("8480-6", above), part("8462-4", below)]));
    whole
}

async fn filled(items: Vec<Value>) -> World {
    let world = World::new().await;
    let mut files = vec![file("patient.json", &patient("p1", BSN))];
    files.extend(items.iter().enumerate().map(|(number, item)| file(&format!("{number}.json"), item)));
    let report = world.import(&world.here, files, true).await;
    assert_eq!(report.refused.len(), 0, "{:?}", report.refused);
    world
}

async fn search(world: &World, actor: &Actor, client: ClientId, text: &str) -> Result<Searched, Error> {
    let ask = SearchAsk { text: text.into(), ..SearchAsk::default() };
    world.services.search_record(actor, client, &ask, Language::Dutch, &request()).await
}

fn texts(found: &Searched) -> Vec<String> {
    let text = |pieces: &[inzage_domain::marked::Piece]| -> String {
        pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    };
    found.hits.iter().map(|hit| text(&hit.excerpt)).collect()
}

/// R2: a word of a version that was never shared, or is not what the item says any more, finds nothing.
#[tokio::test]
async fn a_word_that_an_item_does_not_say_any_more_finds_nothing() {
    let world =
        filled(vec![note("a", 1, "Verdenking van longontsteking, koorts"), note("b", 2, "Koorts is weg")])
            .await;
    let client = world.here.client;
    let actor = world.actor("client").await;
    let found = search(&world, &actor, client, "koorts").await.unwrap();
    assert_eq!(texts(&found), ["[Koorts] is weg", "Verdenking van longontsteking, [koorts]"]);
    assert_eq!(texts(&search(&world, &actor, client, "longontsteking").await.unwrap()).len(), 1);
    world.pass(SignedDuration::from_mins(1));
    let corrected = file("a.json", &note("a", 1, "Verkouden, koorts"));
    assert_eq!(world.import(&world.here, vec![corrected], true).await.changed, 1);
    assert!(search(&world, &actor, client, "longontsteking").await.unwrap().hits.is_empty());
    assert!(search(&world, &actor, client, "koorts longontsteking").await.unwrap().hits.is_empty());
    let found = search(&world, &actor, client, "koorts verkouden").await.unwrap();
    assert_eq!(texts(&found), ["[Verkouden], [koorts]"]);
    // By its author, and by the word of the other language.
    assert_eq!(search(&world, &actor, client, "willems").await.unwrap().hits.len(), 2);
    assert_eq!(search(&world, &actor, client, "koorts sanne").await.unwrap().hits.len(), 2);
}

#[tokio::test]
async fn results_come_in_pages_and_nothing_is_lost_between_them() {
    let notes =
        (0..45).map(|number| note(&format!("n{number}"), 1 + number % 28, &format!("gewandeld n{number}")));
    let world = filled(notes.collect()).await;
    let (client, actor) = (world.here.client, world.actor("client").await);
    let (mut seen, mut after, mut sizes) = (Vec::new(), None, Vec::new());
    loop {
        let ask = SearchAsk { text: "gewandeld".into(), category: Some(Category::Reports), after };
        let page =
            world.services.search_record(&actor, client, &ask, Language::Dutch, &request()).await.unwrap();
        sizes.push(page.hits.len());
        seen.extend(page.hits.iter().map(|hit| hit.item.row.id));
        after = page.older;
        if after.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((sizes, seen.len()), (vec![20, 20, 5], 45));
    let nothing = search(&world, &actor, client, " ! a ").await.unwrap();
    assert!(!nothing.asked && nothing.hits.is_empty());
    assert_eq!(
        nothing.sections.iter().map(|section| section.category).collect::<Vec<_>>(),
        [Category::Reports, Category::Patient]
    );
}

/// Each way to find asks for its own leave, and its refusal leaves a line; a search is one line that
/// does not say for what.
#[tokio::test]
async fn finding_is_refused_to_others_and_logged() {
    let world = filled(vec![weight("w", 1, 70)]).await;
    let (services, here) = (&world.services, world.here.client);
    let own = world.actor("client").await;
    let entry = search(&world, &own, here, "kg").await.unwrap().hits[0].item.row.id;
    let before = world.lines().await;
    search(&world, &own, here, "kg").await.unwrap();
    assert_eq!(world.lines().await, before + 1);
    let permit = services.store.permit::<inzage_domain::access::ReadLog>(&own, Some(here), &request()).await;
    let lines =
        services.store.client_log(&permit.unwrap().unwrap(), jiff::Timestamp::MIN, None, 10).await.unwrap();
    let line =
        lines.iter().find(|line| line.details.things.iter().any(|thing| thing.kind == "search")).unwrap();
    assert!(!format!("{line:?}").contains("\"kg\""), "{line:?}");

    let ask = GraphAsk { category: Category::Measurements, of: None, period: GraphPeriod::All, until: None };
    for (user, client, expected) in [
        ("admin", here, Refusal::RoleNotAllowed),
        ("other", here, Refusal::NoRelation),
        ("client", world.there.client, Refusal::NoSuchClient),
        ("client", ClientId::from_uuid(Uuid::from_u128(9)), Refusal::NoSuchClient),
    ] {
        let actor = world.actor(user).await;
        let before = world.lines().await;
        let refused = [
            search(&world, &actor, client, "kg").await.err(),
            services.graph(&actor, client, ask, Language::Dutch, &request()).await.err(),
            services.record_item_more(&actor, client, entry, &request()).await.err(),
        ];
        for refused in refused {
            assert!(
                matches!(refused, Some(Error::Refused(found)) if found == expected),
                "{user}: {refused:?}"
            );
        }
        assert_eq!(world.lines().await, before + 3, "{user}");
    }
}

async fn graph(world: &World, ask: GraphAsk) -> Result<GraphPage, Error> {
    let actor = world.actor("client").await;
    world.services.graph(&actor, world.here.client, ask, Language::Dutch, &request()).await
}

fn drawn(page: &GraphPage) -> Vec<(String, Vec<Vec<f64>>)> {
    let lines = |graph: &inzage_services::graph::Graph| {
        graph.lines.iter().map(|line| line.points.iter().map(|point| point.value).collect()).collect()
    };
    page.graphs.iter().map(|graph| (graph.unit.clone(), lines(graph))).collect()
}

#[tokio::test]
async fn a_graph_shows_one_thing_in_one_unit_over_a_time() {
    let mut pounds = weight("p", 9, 150);
    pounds["valueQuantity"] = json!({ "value": 150, "unit": "lb", "code": "[lb_av]" });
    let mut less = weight("l", 10, 40);
    less["valueQuantity"]["comparator"] = json!("<");
    let mut month = weight("m", 1, 80);
    month["effectiveDateTime"] = json!("2026-03");
    let world = filled(vec![
        weight("a", 1, 70),
        weight("b", 8, 71),
        weight("c", 20, 72),
        pounds,
        less,
        month,
        pressure("d", 15, 148, 84),
        pressure("e", 30, 150, 86),
    ])
    .await;
    let all = GraphAsk { category: Category::Measurements, of: None, period: GraphPeriod::All, until: None };
    let page = graph(&world, all).await.unwrap();
    // What was measured last comes first: the pressure, with two lines.
    assert_eq!(drawn(&page), [("mmHg".to_owned(), vec![vec![148.0, 150.0], vec![84.0, 86.0]])]);
    assert_eq!(
        page.choices.iter().map(|choice| (choice.number, choice.chosen)).collect::<Vec<_>>(),
        [(2, true), (6, false)]
    );
    let weights = GraphAsk { of: Some(page.choices[1].newest), ..all };
    let page = graph(&world, weights).await.unwrap();
    // Pounds stand on an axis of their own; what is less than something and what is only known by
    // its month stand in the table.
    assert_eq!(
        drawn(&page),
        [("kg".to_owned(), vec![vec![70.0, 71.0, 72.0]]), ("lb".to_owned(), vec![vec![150.0]])]
    );
    let values: Vec<&str> = page.graphs[0].rows.iter().map(|row| row.values[0].as_str()).collect();
    assert_eq!(values, ["72 kg", "minder dan 40 kg", "71 kg", "70 kg", "80 kg"]);

    let week = |day: i8| GraphAsk { period: GraphPeriod::Week, until: Some(date(2026, 4, day)), ..weights };
    for (last, expected) in [(7, vec![70.0]), (8, vec![71.0]), (14, vec![71.0]), (26, vec![72.0])] {
        let page = graph(&world, week(last)).await.unwrap();
        let kilograms = drawn(&page).into_iter().find(|(unit, _)| unit == "kg").unwrap().1;
        assert_eq!(kilograms, [expected], "until {last} April");
    }
    let none = graph(&world, week(27)).await.unwrap();
    assert!(none.graphs.is_empty() && none.title.is_some() && !none.choices.is_empty());
    assert_eq!((none.older, none.newer), (Some(date(2026, 4, 20)), Some(date(2026, 5, 1))));

    for (category, of) in [(Category::Reports, None), (Category::LabResults, weights.of)] {
        let ask = GraphAsk { category, of, ..all };
        assert!(matches!(graph(&world, ask).await, Err(Error::NotFound)), "{category:?}");
    }
    let empty = graph(&world, GraphAsk { category: Category::LabResults, ..all }).await.unwrap();
    assert!(empty.graphs.is_empty() && empty.choices.is_empty() && empty.title.is_none());
}

#[tokio::test]
async fn more_measurements_than_a_page_holds_are_reached_by_going_back() {
    let many = (0..1050).map(|number| {
        let mut item = weight(&format!("n{number}"), 1, 60 + number % 10);
        let day = date(2020, 1, 1).checked_add(jiff::Span::new().days(i64::from(number))).unwrap();
        item["effectiveDateTime"] = json!(format!("{day}T10:00:00+01:00"));
        item
    });
    let bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "entry": many.map(|resource| json!({ "resource": resource })).collect::<Vec<_>>()
    });
    let world = filled(vec![bundle]).await;
    let all = GraphAsk { category: Category::Measurements, of: None, period: GraphPeriod::All, until: None };
    let first = graph(&world, all).await.unwrap();
    assert_eq!((first.cut, first.graphs[0].rows.len()), (true, 1000));
    assert_eq!(first.older, Some(date(2020, 2, 20)));
    let next = graph(&world, GraphAsk { of: first.of, until: first.older, ..all }).await.unwrap();
    assert_eq!((next.cut, next.older, next.graphs[0].rows.len()), (false, None, 51));
    // A short time long ago is read by itself.
    let week = GraphAsk { period: GraphPeriod::Week, until: Some(date(2020, 1, 7)), of: first.of, ..all };
    let week = graph(&world, week).await.unwrap();
    assert_eq!((week.cut, week.graphs[0].rows.len()), (false, 7));
    // An item that is not among the newest names what it measured too.
    let oldest = week.graphs[0].rows[0].row.id;
    let named = graph(&world, GraphAsk { of: Some(oldest), ..all }).await.unwrap();
    assert_eq!(named.graphs[0].rows.len(), 1000);
}

/// L6: who opened one item; not who opened another.
#[tokio::test]
async fn an_item_tells_who_opened_it() {
    let world = filled(vec![weight("a", 1, 70), weight("b", 2, 71)]).await;
    let (services, client) = (&world.services, world.here.client);
    let (own, nurse, contact) =
        (world.actor("client").await, world.actor("nurse").await, world.actor("contact").await);
    let found = search(&world, &own, client, "kg").await.unwrap();
    let (one, other) = (found.hits[0].item.row.id, found.hits[1].item.row.id);
    services.record_item(&nurse, client, one, Language::Dutch, &request()).await.unwrap();
    services.record_item(&contact, client, other, Language::Dutch, &request()).await.unwrap();
    let more = services.record_item_more(&own, client, one, &request()).await.unwrap();
    let looked = more.looked.unwrap();
    let names: Vec<_> = looked
        .days
        .iter()
        .flat_map(|day| &day.looked)
        .filter(|one| !one.mine)
        .map(|one| one.name.as_deref())
        .collect();
    assert_eq!((names, looked.since), (vec![Some("Mens nurse")], None));
    assert_eq!((more.versions.len(), more.is_measured, more.may_ask), (1, true, true));
    // A nurse may not read the log: she is not told, and nothing was refused.
    let more = services.record_item_more(&nurse, client, one, &request()).await.unwrap();
    assert!(more.looked.is_none() && !more.may_ask);
    let log = services
        .who_looked(&own, client, inzage_services::who_looked::Period::All, None, &request())
        .await
        .unwrap();
    assert!(log.days.iter().flat_map(|day| &day.looked).all(|one| !one.refused));
    assert!(log.days.iter().flat_map(|day| &day.looked).any(|one| one.searched && one.mine));
    let nowhere = inzage_domain::EntryId::from_uuid(Uuid::from_u128(9));
    assert!(matches!(
        services.record_item_more(&own, client, nowhere, &request()).await,
        Err(Error::NotFound)
    ));
}
