//! Taking along: the archive as it comes out, opened by readers that are not its writers (R21, R26, L8).

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use inzage_domain::{
    Category, ClientId, ExportId, Language,
    access::Refusal,
    export::{ExportForm, ExportOrder, ExportState, OrderProblem},
};
use inzage_services::{
    Error,
    export::{ExportOutcome, ExportReader, ExportRound},
    import::SourceFile,
};
use inzage_store::Actor;
use jiff::{SignedDuration, civil::date};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{World, file, patient, request, weight};

fn order(forms: &[ExportForm]) -> ExportOrder {
    ExportOrder {
        categories: Vec::new(),
        since: None,
        until: None,
        forms: forms.to_vec(),
        with_log: false,
        language: Language::Dutch,
    }
}

async fn ask(
    world: &World,
    actor: &Actor,
    client: ClientId,
    order: &ExportOrder,
    key: u128,
) -> Result<ExportOutcome, Error> {
    let whole = order.categories.is_empty();
    world.services.export_ask(actor, client, whole, order.clone(), Uuid::from_u128(key), &request()).await
}

async fn round(world: &World) -> ExportRound {
    world.services.prepare_exports(&world.here.organisation).await.unwrap().unwrap()
}

async fn all(mut reader: ExportReader) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(some) = reader.next().await.unwrap() {
        bytes.extend(some);
    }
    bytes
}

async fn newest(world: &World, actor: &Actor) -> ExportId {
    let page = world.services.take_along_page(actor, world.here.client, &request()).await.unwrap();
    let export = page.exports.first().unwrap();
    assert_eq!(export.state, ExportState::Ready);
    assert_eq!(export.done, export.total);
    export.id
}

/// The newest copy's bytes.
async fn fetch(world: &World, actor: &Actor) -> Vec<u8> {
    let id = newest(world, actor).await;
    let file = world.services.export_file(actor, world.here.client, id, &request()).await.unwrap();
    let length = file.length;
    let bytes = all(file.part(0..length)).await;
    assert_eq!(u64::try_from(bytes.len()).unwrap(), length);
    bytes
}

fn unzipped(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut file = archive.by_index(number).unwrap();
            let mut content = Vec::new();
            // The reader checks the checksum at the end.
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn pdf_text(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What came in: R4 and STU3 in JSON, XML, and a document with a file in it.
fn sources() -> Vec<SourceFile> {
    let stu3 = json!({
        "resourceType": "Condition",
        "id": "stu3",
        "clinicalStatus": "active",
        "verificationStatus": "confirmed",
        "code": { "text": "=Duizelig" },
        "subject": { "reference": "Patient/p1" },
        "onsetDateTime": "2026-03-01"
    });
    let document = json!({
        "resourceType": "DocumentReference",
        "id": "brief",
        "status": "current",
        "description": "Brief van de huisarts",
        "subject": { "reference": "Patient/p1" },
        "date": "2026-04-20T10:00:00+02:00",
        "content": [{ "attachment": { "contentType": "application/pdf", "data": "JVBERi0xLjcK" } }]
    });
    let xml = "<?xml version=\"1.0\"?>\n<Flag xmlns=\"http://hl7.org/fhir\"><id value=\"let-op\"/><status value=\"active\"/><code><text value=\"Valgevaar\"/></code><subject><reference value=\"Patient/p1\"/></subject></Flag>";
    vec![
        file("patient.json", &patient("p1", crate::world::BSN)),
        file("gewicht-1.json", &weight("w1", 10, 70)),
        file("gewicht-2.json", &weight("w2", 11, 71)),
        file("stu3.json", &stu3),
        file("brief.json", &document),
        SourceFile { name: "let-op.xml".into(), bytes: xml.as_bytes().to_vec() },
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_record_comes_out_in_every_form_and_equal_to_what_came_in() {
    let world = World::new().await;
    world.import(&world.here, sources(), true).await;
    let actor = world.actor("client").await;
    let all_forms = [ExportForm::Pdf, ExportForm::Word, ExportForm::Excel, ExportForm::Fhir];
    let wanted = ExportOrder { with_log: true, ..order(&all_forms) };
    let asked = ask(&world, &actor, world.here.client, &wanted, 1).await.unwrap();
    assert_eq!(asked, ExportOutcome::Made);
    assert_eq!(ask(&world, &actor, world.here.client, &wanted, 2).await.unwrap(), ExportOutcome::Busy);
    assert_eq!(round(&world).await, ExportRound { pieces: 4, ready: 1 });
    assert_eq!(world.services.prepare_exports(&world.here.organisation).await.unwrap(), None, "done is done");
    let files = unzipped(&fetch(&world, &actor).await);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let (xml, others): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| name.starts_with("fhir/xml/"));
    assert_eq!(
        others,
        [
            "LEESMIJ.txt",
            "bestanden/2026-04-20-0001.pdf",
            "dossier.docx",
            "dossier.pdf",
            "dossier.xlsx",
            "fhir/r4.json",
            "fhir/stu3.json",
            "wie-heeft-gekeken.docx",
            "wie-heeft-gekeken.pdf",
            "wie-heeft-gekeken.xlsx",
        ]
    );
    // FHIR: each resource is there, byte for byte.
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let sources = sources();
    let source = |name: &str| sources.iter().find(|file| file.name == name).unwrap().bytes.clone();
    let bundle: Value = serde_json::from_str(&text("fhir/r4.json")).unwrap();
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
    let entries = bundle["entry"].as_array().unwrap();
    for name in ["patient.json", "gewicht-1.json", "gewicht-2.json", "brief.json"] {
        let bytes = source(name);
        assert!(text("fhir/r4.json").contains(std::str::from_utf8(&bytes).unwrap()), "{name}");
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(entries.iter().filter(|entry| entry["resource"] == value).count(), 1, "{name}");
    }
    assert_eq!(entries.len(), 4);
    let urls: Vec<&str> = entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
    assert!(
        urls.iter()
            .any(|url| url.starts_with("https://linde.localhost/fhir/") && url.ends_with("/Observation/w1"))
    );
    let bundle: Value = serde_json::from_str(&text("fhir/stu3.json")).unwrap();
    let value: Value = serde_json::from_slice(&source("stu3.json")).unwrap();
    assert_eq!(
        bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]).collect::<Vec<_>>(),
        [&value]
    );
    assert_eq!(xml.len(), 1);
    assert_eq!(files[xml[0]], source("let-op.xml"));
    assert_eq!(files["bestanden/2026-04-20-0001.pdf"], b"%PDF-1.7\n");
    // To read.
    let read = pdf_text(&files["dossier.pdf"]);
    for part in [
        "Dossier van Anna Jansen",
        "18 september 1963",
        "70 kg",
        "71 kg",
        "Duizelig",
        "Valgevaar",
        "bestanden/2026-04-20-0001.pdf",
        "Zorg linde",
    ] {
        assert!(read.contains(part), "{part} is not in {read}");
    }
    assert!(!read.contains(crate::world::BSN), "the BSN is in the source only");
    let log = pdf_text(&files["wie-heeft-gekeken.pdf"]);
    for part in ["Gegevens toegevoegd uit een", "Kopie van het dossier", "Mens client"] {
        assert!(log.contains(part), "{part} is not in {log}");
    }
    let docx = String::from_utf8(unzipped(&files["dossier.docx"])["word/document.xml"].clone()).unwrap();
    assert!(docx.contains("70 kg") && docx.contains("=Duizelig"));
    let sheets = unzipped(&files["dossier.xlsx"]);
    let workbook = String::from_utf8(sheets["xl/workbook.xml"].clone()).unwrap();
    assert!(workbook.contains("Metingen") && workbook.contains("Medische klachten"));
    assert!(sheets.iter().all(|(name, xml)| {
        !name.starts_with("xl/worksheets/") || !String::from_utf8_lossy(xml).contains("<f>")
    }));
    let read_me = text("LEESMIJ.txt");
    for part in
        ["Dossier van Anna Jansen", "dossier.pdf", "fhir/r4.json", "020 123 45 67", "zelf verantwoordelijk"]
    {
        assert!(read_me.contains(part), "{part} is not in {read_me}");
    }
    // Each fetch leaves its line, and so does the asking.
    let looked = world
        .services
        .who_looked(&actor, world.here.client, inzage_services::who_looked::Period::All, None, &request())
        .await
        .unwrap();
    let export = looked.days[0].looked.iter().find(|one| one.event == inzage_domain::log::EventCode::Export);
    assert!(export.is_some_and(|one| one.mine && one.times >= 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_part_of_the_file_is_the_same_bytes() {
    let world = World::new().await;
    world.import(&world.here, sources(), true).await;
    let actor = world.actor("client").await;
    ask(&world, &actor, world.here.client, &order(&[ExportForm::Pdf, ExportForm::Fhir]), 1).await.unwrap();
    round(&world).await;
    let whole = fetch(&world, &actor).await;
    let id = newest(&world, &actor).await;
    let length = u64::try_from(whole.len()).unwrap();
    let mut tags = std::collections::BTreeSet::new();
    for range in
        [0..length, 0..1, 1..2, 29..31, 100..5_000, 5_000..length, length - 22..length, length..length, 7..7]
    {
        let file = world.services.export_file(&actor, world.here.client, id, &request()).await.unwrap();
        assert_eq!((file.length, file.name.as_str()), (length, "dossier-2026-05-01.zip"));
        tags.insert(file.tag.clone());
        let place = |at: u64| usize::try_from(at).unwrap();
        let expected = &whole[place(range.start)..place(range.end)];
        assert_eq!(all(file.part(range.clone())).await, expected, "{range:?}");
    }
    assert_eq!(tags.len(), 1);
    let file = world.services.export_file(&actor, world.here.client, id, &request()).await.unwrap();
    assert_eq!(all(file.part(length - 3..length + 50)).await.len(), 3);
}

/// R26: killed half-way and taken over, done twice: the same copy, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_is_killed_is_taken_over() {
    let world = World::new().await;
    world.import(&world.here, sources(), true).await;
    let actor = world.actor("client").await;
    ask(&world, &actor, world.here.client, &order(&[ExportForm::Fhir]), 1).await.unwrap();
    let organisation = &world.here.organisation;
    let store = &world.services.store;
    let lease = store
        .begin_job(organisation, inzage_store::jobs::EXPORTS, SignedDuration::from_mins(3))
        .await
        .unwrap();
    let work = store.export_next(organisation).await.unwrap().unwrap();
    store.export_put(&work, b"only half of it").await.unwrap();
    // It is gone, and nobody knows yet.
    assert!(lease.is_some());
    assert_eq!(world.services.prepare_exports(organisation).await.unwrap(), None);
    world.pass(SignedDuration::from_mins(3));
    assert_eq!(round(&world).await.ready, 1);
    let files = unzipped(&fetch(&world, &actor).await);
    let bundle: Value = serde_json::from_slice(&files["fhir/r4.json"]).unwrap();
    assert_eq!(bundle["entry"].as_array().unwrap().len(), 4);
    assert!(!files.values().any(|bytes| bytes.windows(9).any(|some| some == b"only half")));
}

/// R26: a part, in a period; what is chosen and nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_of_the_record_holds_that_part() {
    let world = World::new().await;
    world.import(&world.here, sources(), true).await;
    let actor = world.actor("contact").await;
    let day = date(2026, 4, 11);
    let part = ExportOrder {
        categories: vec![Category::Measurements],
        since: Some(day),
        until: Some(day),
        ..order(&[ExportForm::Fhir, ExportForm::Pdf])
    };
    ask(&world, &actor, world.here.client, &part, 1).await.unwrap();
    round(&world).await;
    let files = unzipped(&fetch(&world, &actor).await);
    let bundle: Value = serde_json::from_slice(&files["fhir/r4.json"]).unwrap();
    let ids: Vec<&Value> =
        bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]["id"]).collect();
    assert_eq!(ids, ["w2"]);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["LEESMIJ.txt", "dossier.pdf", "fhir/r4.json"]);
    // A period without anything in it says so.
    world.pass(SignedDuration::from_secs(1));
    let empty = ExportOrder { since: Some(date(2020, 1, 1)), until: Some(date(2020, 1, 2)), ..part.clone() };
    ask(&world, &actor, world.here.client, &empty, 2).await.unwrap();
    round(&world).await;
    let files = unzipped(&fetch(&world, &actor).await);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["LEESMIJ.txt", "dossier.pdf"]);
    assert!(pdf_text(&files["dossier.pdf"]).contains("staat niets"));
    // What is not shared is in none of it.
    let wrong = ExportOrder { until: Some(date(2026, 4, 10)), ..part.clone() };
    let outcome = ask(&world, &actor, world.here.client, &wrong, 3).await.unwrap();
    assert_eq!(outcome, ExportOutcome::Wrong(OrderProblem::PeriodBackwards));
    let none = ExportOrder { forms: Vec::new(), ..part };
    let outcome = ask(&world, &actor, world.here.client, &none, 4).await.unwrap();
    assert_eq!(outcome, ExportOutcome::Wrong(OrderProblem::NoForm));
}

/// R2, R26, R76: what is not shared, who may not, and another's copy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_asked_and_still_may_fetches_it() {
    let world = World::new().await;
    assert_eq!(world.import(&world.here, sources(), false).await.new, 6);
    let actor = world.actor("client").await;
    ask(&world, &actor, world.here.client, &order(&[ExportForm::Fhir, ExportForm::Excel]), 1).await.unwrap();
    round(&world).await;
    let files = unzipped(&fetch(&world, &actor).await);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["LEESMIJ.txt", "dossier.xlsx"], "nothing was shared yet");
    let id = newest(&world, &actor).await;

    for (user, refused) in [
        ("nurse", Refusal::RoleNotAllowed),
        ("admin", Refusal::RoleNotAllowed),
        ("other", Refusal::NoRelation),
    ] {
        let other = world.actor(user).await;
        let asked = ask(&world, &other, world.here.client, &order(&[ExportForm::Pdf]), 2).await;
        assert!(matches!(asked, Err(Error::Refused(why)) if why == refused), "{user}");
        let file = world.services.export_file(&other, world.here.client, id, &request()).await;
        assert!(matches!(file, Err(Error::Refused(why)) if why == refused), "{user}");
    }
    let elsewhere = ask(&world, &actor, world.there.client, &order(&[ExportForm::Pdf]), 3).await;
    assert!(matches!(elsewhere, Err(Error::Refused(Refusal::NoSuchClient))));
    // Somebody else with every right to a copy of their own.
    let contact = world.actor("contact").await;
    let another = world.services.export_file(&contact, world.here.client, id, &request()).await;
    assert!(matches!(another, Err(Error::NotFound)));
    assert!(!world.services.export_remove(&contact, world.here.client, id, &request()).await.unwrap());
    assert!(world.services.export_remove(&actor, world.here.client, id, &request()).await.unwrap());
    let gone = world.services.export_file(&actor, world.here.client, id, &request()).await;
    assert!(matches!(gone, Err(Error::NotFound)));
}

/// R26: a large record comes in volumes, each entry once, and the client reads on meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_record_comes_in_volumes_while_one_reads_on() {
    const ENTRIES: u32 = 1_120;
    let world = World::new().await;
    let weights =
        (0..ENTRIES).map(|number| file("gewicht.json", &weight(&format!("w{number}"), 1 + number % 30, 70)));
    let patient = [file("patient.json", &patient("p1", crate::world::BSN))];
    world.import(&world.here, patient.into_iter().chain(weights).collect(), true).await;
    let actor = world.actor("client").await;
    let wanted = order(&[ExportForm::Pdf, ExportForm::Fhir, ExportForm::Excel]);
    ask(&world, &actor, world.here.client, &wanted, 1).await.unwrap();
    let making = round(&world);
    let reading = async {
        for _ in 0..20 {
            let (client, context) = (world.here.client, request());
            let page = world.services.record_page(&actor, client, Category::Measurements, None, &context);
            assert_eq!(page.await.unwrap().items.len(), 50);
        }
    };
    let (made, ()) = tokio::join!(making, reading);
    assert_eq!(made, ExportRound { pieces: 4, ready: 1 });
    let files = unzipped(&fetch(&world, &actor).await);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["LEESMIJ.txt", "dossier-01.pdf", "dossier-02.pdf", "dossier.xlsx", "fhir/r4.json"]);
    let bundle: Value = serde_json::from_slice(&files["fhir/r4.json"]).unwrap();
    let ids: std::collections::BTreeSet<&str> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["resource"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), usize::try_from(ENTRIES).unwrap() + 1, "and the patient");
    assert_eq!(bundle["entry"].as_array().unwrap().len(), ids.len());
    let items = |name: &str| pdf_text(&files[name]).matches("70 kg").count();
    assert!(items("dossier-01.pdf") >= 1_000 && items("dossier-02.pdf") >= 120);
}
