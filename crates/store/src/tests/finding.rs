//! Finding in a record: by words, by measurement, by version; and what waits to be looked at again.

use inzage_domain::{
    Basis, Category, PublishState,
    access::{ChangeNetwork, DataKind, ImportRecord, Kinds, ReadLog, ReadRecord},
    record_words,
    session::SessionEnd,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    on_both,
    world::{START, World, account, demographics, report, request},
};
use crate::{EntrySearch, MOST_MEASURED, NewClient, NewEntry, NewRelation, Permitted, SourcedPage};

on_both! {
    all_words_must_be_there_the_newest_first;
    results_come_in_pages_whether_a_word_is_rare_or_common;
    a_search_stays_within_its_category_and_permit;
    larger_sources_are_not_read_along;
    observations_of_a_time_are_found_with_their_bytes;
    only_versions_that_were_shared_are_told;
    a_question_can_be_looked_at_until_its_time_is_over;
    whether_there_would_be_leave_is_told_without_a_line;
    finding_does_not_cross;
}

pub(super) async fn found(world: &World, permit: &Permitted<ReadRecord>, text: &str) -> Vec<String> {
    let words = record_words(text);
    let search = EntrySearch { words: &words, category: None, after: None, limit: 50 };
    texts(&world.store.search_entries(permit, &search).await.unwrap())
}

fn texts(page: &SourcedPage) -> Vec<String> {
    page.entries.iter().map(|entry| entry.row.summary["text"].as_str().unwrap().to_owned()).collect()
}

async fn import(world: &World, items: Vec<NewEntry>) {
    let permit = world.may_import(&world.here).await;
    world.store.import_entries(&permit, items).await.unwrap();
}

async fn all_words_must_be_there_the_newest_first(world: World) {
    import(
        &world,
        vec![
            report("a", 0, "een twee drie vier vijf zes"),
            report("b", 1, "een twee drie vier vijf"),
            report("c", 2, "Eén twee"),
            report("d", 3, "zeven"),
        ],
    )
    .await;
    let permit = world.own(&world.here).await;
    for (text, expected) in [
        ("een", vec!["Eén twee", "een twee drie vier vijf", "een twee drie vier vijf zes"]),
        ("TWEE één", vec!["Eén twee", "een twee drie vier vijf", "een twee drie vier vijf zes"]),
        ("een drie", vec!["een twee drie vier vijf", "een twee drie vier vijf zes"]),
        ("een zeven", vec![]),
        ("een twee drie vier zes", vec!["een twee drie vier vijf zes"]),
        // The sixth word does not count: the page says so.
        ("een twee drie vier vijf zes", vec!["een twee drie vier vijf", "een twee drie vier vijf zes"]),
        ("ee", vec![]),
        ("", vec![]),
        ("!?", vec![]),
    ] {
        assert_eq!(found(&world, &permit, text).await, expected, "{text}");
    }
}

async fn results_come_in_pages_whether_a_word_is_rare_or_common(world: World) {
    // More than a thousand with one word: that one is common, the other is rare.
    let items = (0..1010)
        .map(|number| {
            let how_often = if number % 20 == 0 { "zeldzaam" } else { "gewoon" };
            report(&number.to_string(), number / 3, &format!("vaak {how_often} n{number}"))
        })
        .collect();
    import(&world, items).await;
    let permit = world.own(&world.here).await;
    for (text, expected) in
        [("vaak", 1010), ("zeldzaam", 51), ("vaak zeldzaam", 51), ("vaak n7", 1), ("vaak weg", 0)]
    {
        let words = record_words(text);
        let (mut seen, mut after, mut sizes) = (Vec::new(), None, Vec::new());
        loop {
            let search = EntrySearch { words: &words, category: None, after, limit: 20 };
            let page = world.store.search_entries(&permit, &search).await.unwrap();
            sizes.push(page.entries.len());
            seen.extend(page.entries.iter().map(|entry| (entry.row.care.at, entry.row.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert!(sizes.iter().rev().skip(1).all(|size| *size == 20), "{text}: {sizes:?}");
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        sorted.dedup();
        sorted.reverse();
        assert_eq!((seen.len(), &seen), (expected, &sorted), "{text}");
    }
}

async fn a_search_stays_within_its_category_and_permit(world: World) {
    let mut weight = report("b", 1, "samen gewogen");
    weight.category = Category::Measurements;
    let mut hidden = report("c", 2, "samen verborgen");
    hidden.state = PublishState::Internal;
    import(&world, vec![report("a", 0, "samen gewandeld"), weight, hidden]).await;
    let permit = world.own(&world.here).await;
    let words = record_words("samen");
    for (category, expected) in [
        (None, vec!["samen gewogen", "samen gewandeld"]),
        (Some(Category::Reports), vec!["samen gewandeld"]),
        (Some(Category::Measurements), vec!["samen gewogen"]),
        (Some(Category::Plans), vec![]),
    ] {
        let search = EntrySearch { words: &words, category, after: None, limit: 50 };
        let page = world.store.search_entries(&permit, &search).await.unwrap();
        assert_eq!(texts(&page), expected, "{category:?}");
    }
    // Only measurements may be seen: a search for everything gives no more.
    let (person, account) = account(&world.store, &world.here.operator, "measurements-only").await;
    let new = NewRelation {
        client: world.here.client,
        person,
        basis: Basis::SecondContact,
        decided_by: None,
        from: world.store.now(),
        until: None,
        kinds: Kinds::NONE.with(DataKind::Measurements),
        manages: false,
    };
    world.store.create_relation(&world.here.operator, new).await.unwrap();
    let (_, contact) = world.log_in(&world.here, account).await;
    let permit = world.may_read(&contact, world.here.client).await.unwrap();
    for (category, expected) in [(None, vec!["samen gewogen"]), (Some(Category::Reports), vec![])] {
        let search = EntrySearch { words: &words, category, after: None, limit: 50 };
        let page = world.store.search_entries(&permit, &search).await.unwrap();
        assert_eq!(texts(&page), expected, "{category:?}");
    }
}

async fn larger_sources_are_not_read_along(world: World) {
    let mut large = report("a", 0, "groot");
    large.bytes = vec![b'x'; 300_000];
    let mut small = report("b", 1, "klein");
    small.bytes = vec![b'x'; 200_000];
    import(&world, vec![large, small]).await;
    let permit = world.own(&world.here).await;
    let sizes = |page: SourcedPage| {
        page.entries.into_iter().map(|entry| entry.source.map(|bytes| bytes.len())).collect::<Vec<_>>()
    };
    for (word, expected) in [("groot", None), ("klein", Some(200_000))] {
        let words = record_words(word);
        let search = EntrySearch { words: &words, category: None, after: None, limit: 50 };
        assert_eq!(sizes(world.store.search_entries(&permit, &search).await.unwrap()), [expected], "{word}");
    }
}

async fn observations_of_a_time_are_found_with_their_bytes(world: World) {
    let measured = |name: &str, minutes: i64| {
        let mut item = report(name, minutes, name);
        item.category = Category::Measurements;
        item
    };
    let mut letter = measured("brief", 5);
    letter.kind = "DocumentReference".into();
    import(
        &world,
        vec![measured("a", 0), measured("b", 10), measured("c", 20), letter, report("r", 10, "r")],
    )
    .await;
    let permit = world.own(&world.here).await;
    let at = |minutes: i64| START.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes);
    let seen = async |category, from, until| {
        texts(&world.store.observations(&permit, category, from, until).await.unwrap())
    };
    let all = Category::Measurements;
    assert_eq!(seen(all, Timestamp::MIN, Timestamp::MAX).await, ["c", "b", "a"]);
    // From the first instant on, and before the last.
    assert_eq!(seen(all, at(0), at(20)).await, ["b", "a"]);
    let moment = SignedDuration::from_micros(1);
    assert_eq!(seen(all, at(0) + moment, at(20) + moment).await, ["c", "b"]);
    assert_eq!(seen(all, at(21), at(0)).await, Vec::<String>::new());
    assert_eq!(seen(Category::LabResults, Timestamp::MIN, Timestamp::MAX).await, Vec::<String>::new());
    let page = world.store.observations(&permit, all, at(10), at(11)).await.unwrap();
    assert_eq!(page.entries[0].source.as_deref(), Some(&br#"{"text": "b"}"#[..]));
    let many = i64::from(MOST_MEASURED);
    import(&world, (0..many).map(|number| measured(&format!("n{number}"), 100 + number)).collect()).await;
    let page = world.store.observations(&permit, all, Timestamp::MIN, Timestamp::MAX).await.unwrap();
    assert!(page.entries.len() == 1000 && page.next.is_some(), "there are older ones");
    let page = world.store.observations(&permit, all, at(100), Timestamp::MAX).await.unwrap();
    assert!(page.entries.len() == 1000 && page.next.is_none(), "these are all");
}

/// R2: what was only for staff is not told of, not even that there was a version.
async fn only_versions_that_were_shared_are_told(world: World) {
    let (store, here) = (&world.store, &world.here);
    let may_import = world.may_import(here).await;
    let mut shared = Vec::new();
    for (text, state) in [
        ("een", PublishState::Internal),
        ("twee", PublishState::Published),
        ("drie", PublishState::Published),
    ] {
        let item = NewEntry { state, ..report("a", 0, text) };
        shared.push((store.import_entries(&may_import, vec![item]).await.unwrap()[0].0, store.now()));
        world.pass(SignedDuration::from_mins(1));
    }
    let permit = world.own(here).await;
    let id = shared[0].0;
    let versions = store.shared_versions(&permit, id).await.unwrap();
    let told: Vec<_> = versions.iter().map(|version| (version.version, version.shared_at)).collect();
    assert_eq!(told, [(3, shared[2].1), (2, shared[1].1)]);
    assert_eq!(versions[0].author.name, "Verpleegkundige Bakker");
    let hide = store.operator_permit(&here.operator, here.client).await.unwrap().unwrap();
    assert!(store.publish(&hide, id, PublishState::Withdrawn).await.unwrap());
    assert_eq!(store.shared_versions(&permit, id).await.unwrap(), []);
}

async fn a_question_can_be_looked_at_until_its_time_is_over(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    let id = store.flash_put(here, b"holder", b"koorts").await.unwrap();
    let look =
        async |organisation, holder: &'static [u8]| store.flash_look(organisation, holder, id).await.unwrap();
    for _ in 0..2 {
        assert_eq!(look(here, b"holder").await.as_deref(), Some(&b"koorts"[..]));
    }
    assert_eq!(look(here, b"somebody else").await, None);
    assert_eq!(look(&world.there.organisation, b"holder").await, None);
    world.pass(SignedDuration::from_mins(10) - SignedDuration::from_micros(1));
    assert!(look(here, b"holder").await.is_some());
    world.pass(SignedDuration::from_micros(1));
    assert_eq!(look(here, b"holder").await, None);
}

async fn whether_there_would_be_leave_is_told_without_a_line(world: World) {
    let (store, here) = (&world.store, &world.here);
    let mut actors = Vec::new();
    for account in [here.client_account, here.nurse_account, here.admin_account] {
        actors.push(world.log_in(here, account).await.1);
    }
    let lines = world.count("SELECT COUNT(*) FROM log_line").await;
    let mut told = Vec::new();
    for actor in &actors {
        told.push((
            store.would_permit::<ReadRecord>(actor, here.client).await.unwrap(),
            store.would_permit::<ReadLog>(actor, here.client).await.unwrap(),
            store.would_permit::<ChangeNetwork>(actor, here.client).await.unwrap(),
        ));
    }
    assert_eq!(told, [(true, true, true), (true, false, false), (false, false, false)]);
    assert!(!store.would_permit::<ReadRecord>(&actors[0], world.there.client).await.unwrap());
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line").await, lines);
    store.session_end(&actors[0], SessionEnd::LoggedOut, &request()).await.unwrap();
    assert!(!store.would_permit::<ReadRecord>(&actors[0], here.client).await.unwrap());
}

async fn finding_does_not_cross(world: World) {
    let (store, here, there) = (&world.store, &world.here, &world.there);
    let new = NewClient { demographics: demographics("Bert", "Bos", None), location: None };
    let neighbour = store.create_client(&here.operator, new).await.unwrap();
    let neighbours = store.operator_permit::<ImportRecord>(&here.operator, neighbour).await.unwrap().unwrap();
    let mut ids = Vec::new();
    for permit in [&world.may_import(here).await, &neighbours, &world.may_import(there).await] {
        let item = NewEntry { category: Category::Measurements, ..report("same", 0, "hetzelfde woord") };
        ids.push(store.import_entries(permit, vec![item]).await.unwrap()[0].0);
    }
    let words = record_words("hetzelfde woord");
    let search = EntrySearch { words: &words, category: None, after: None, limit: 50 };
    for (place, own) in [(here, ids[0]), (there, ids[2])] {
        let permit = world.own(place).await;
        let all = Category::Measurements;
        let (from, until) = (Timestamp::MIN, Timestamp::MAX);
        let pages = [
            store.search_entries(&permit, &search).await.unwrap(),
            store.observations(&permit, all, from, until).await.unwrap(),
        ];
        for page in pages {
            assert_eq!(page.entries.iter().map(|entry| entry.row.id).collect::<Vec<_>>(), [own]);
        }
        for id in &ids {
            assert_eq!(store.shared_versions(&permit, *id).await.unwrap().len(), usize::from(*id == own));
        }
    }
    let (_, theirs) = world.log_in(there, there.client_account).await;
    for (client, expected) in [(here.client, false), (neighbour, false), (there.client, true)] {
        assert_eq!(store.would_permit::<ReadRecord>(&theirs, client).await.unwrap(), expected);
    }
    let id = store.flash_put(&here.organisation, b"holder", b"typed").await.unwrap();
    assert_eq!(store.flash_look(&there.organisation, b"holder", id).await.unwrap(), None);
}
