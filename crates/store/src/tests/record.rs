//! The record: importing again, versions, publishing, pages, news, search.

use futures_util::future::join_all;
use inzage_domain::{Category, EntryId, PublishState, access::PublishRecord};
use jiff::SignedDuration;

use super::{
    on_both,
    world::{World, report},
};
use crate::{Cursor, Imported, NewEntry, StoreError};

on_both! {
    importing_again_changes_nothing;
    changed_bytes_are_a_new_version_and_the_old_one_is_kept;
    what_came_in_goes_out_equal;
    /// R2: an unpublished item is absent from every page, search and count.
    what_is_not_published_is_nowhere;
    pages_give_every_entry_once_newest_first;
    /// R5: what is new since the last visit.
    news_is_what_was_shared_since_the_last_visit;
    words_find_entries;
    the_same_import_twice_at_once_makes_each_entry_once;
    many_entries_at_once_keep_their_order;
    versions_never_change;
}

async fn import(world: &World, items: Vec<NewEntry>) -> Vec<(EntryId, Imported)> {
    let permit = world.may_import(&world.here).await;
    world.store.import_entries(&permit, items).await.unwrap()
}

fn kinds(outcomes: &[(EntryId, Imported)]) -> Vec<Imported> {
    outcomes.iter().map(|(_, imported)| *imported).collect()
}

async fn importing_again_changes_nothing(world: World) {
    let items = || vec![report("a", 0, "Goed geslapen"), report("b", 1, "Gewandeld")];
    let first = import(&world, items()).await;
    assert_eq!(kinds(&first), [Imported::Created, Imported::Created]);
    world.pass(SignedDuration::from_mins(5));
    let before = world.store.entries(&world.own(&world.here).await, None, None, 50).await.unwrap();
    let second = import(&world, items()).await;
    assert_eq!(kinds(&second), [Imported::Unchanged, Imported::Unchanged]);
    assert_eq!((first[0].0, first[1].0), (second[0].0, second[1].0));
    assert_eq!(world.store.entries(&world.own(&world.here).await, None, None, 50).await.unwrap(), before);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry_version").await, 2);
}

async fn changed_bytes_are_a_new_version_and_the_old_one_is_kept(world: World) {
    let made = import(&world, vec![report("a", 0, "Goed geslapen"), report("a", 0, "Slecht geslapen")]).await;
    assert_eq!(kinds(&made), [Imported::Created, Imported::NewVersion]);
    world.pass(SignedDuration::from_mins(5));
    let mut moved = report("a", 0, "Matig geslapen");
    moved.category = Category::Lifestyle;
    assert_eq!(kinds(&import(&world, vec![moved]).await), [Imported::NewVersion]);
    let permit = world.own(&world.here).await;
    let entry = world.store.entry(&permit, made[0].0).await.unwrap().unwrap();
    assert_eq!(entry.row.summary["text"], "Matig geslapen");
    assert_eq!(entry.versions.iter().map(|version| version.version).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!((entry.row.version, entry.row.updated_at), (3, world.store.now()));
    let sections: Vec<_> = world
        .store
        .sections(&permit)
        .await
        .unwrap()
        .iter()
        .map(|section| (section.category, section.entries))
        .collect();
    assert_eq!(sections, [(Category::Lifestyle, 1)]);
    assert_eq!(world.store.integrity().await.unwrap().problems, Vec::<String>::new());
}

async fn what_came_in_goes_out_equal(world: World) {
    let mut item = report("identifier/1", 0, "Goed geslapen");
    item.bytes = (0..=255_u8).cycle().take(100_000).collect();
    item.care_type = Some("wijkverpleging".into());
    let made = import(&world, vec![item.clone()]).await;
    let permit = world.own(&world.here).await;
    let entry = world.store.entry(&permit, made[0].0).await.unwrap().unwrap();
    assert_eq!(entry.source, item.bytes);
    assert_eq!(
        (entry.source_identifier, entry.source_name, entry.format),
        (item.source_identifier, item.source, item.format)
    );
    assert_eq!((entry.row.care, entry.row.author, entry.row.summary), (item.care, item.author, item.summary));
    assert_eq!((Some(entry.row.recorded_at), entry.row.care_type), (item.recorded_at, item.care_type));
    let again = world.may_import(&world.here).await;
    assert_eq!(world.store.sources_of_kind(&again, "Observation").await.unwrap(), [item.bytes]);
    let nul = NewEntry { kind: "a\0b".into(), ..report("n", 0, "x") };
    assert!(matches!(world.store.import_entries(&again, vec![nul]).await, Err(StoreError::Nul)));
}

async fn what_is_not_published_is_nowhere(world: World) {
    let mut hidden = report("a", 0, "Verborgen tekst");
    hidden.state = PublishState::Internal;
    let id = import(&world, vec![hidden, report("b", 1, "Zichtbare tekst")]).await[0].0;
    let permit = world.own(&world.here).await;
    let seen = async || {
        let permit = &permit;
        (
            world.store.entries(permit, None, None, 50).await.unwrap().entries.len(),
            world.store.entries(permit, Some(Category::Reports), None, 50).await.unwrap().entries.len(),
            world.store.entry(permit, id).await.unwrap().is_some(),
            world.store.news(permit, None).await.unwrap().count,
            world.store.sections(permit).await.unwrap()[0].entries,
            super::finding::found(&world, permit, "tekst").await.len(),
        )
    };
    assert_eq!(seen().await, (1, 1, false, 1, 1, 1));
    for (state, expected) in [
        (PublishState::Published, (2, 2, true, 2, 2, 2)),
        (PublishState::Published, (2, 2, true, 2, 2, 2)),
        (PublishState::Withdrawn, (1, 1, false, 1, 1, 1)),
    ] {
        let may = world
            .store
            .operator_permit::<PublishRecord>(&world.here.operator, world.here.client)
            .await
            .unwrap()
            .unwrap();
        assert!(world.store.publish(&may, id, state).await.unwrap());
        assert_eq!(seen().await, expected, "{state:?}");
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM publish_event").await, 4);
    assert_eq!(world.store.integrity().await.unwrap().problems, Vec::<String>::new());
}

async fn pages_give_every_entry_once_newest_first(world: World) {
    // Several with the same moment of care: the id decides.
    let items = (0..125)
        .map(|number| report(&number.to_string(), number / 3, &format!("Verslag {number}")))
        .collect();
    import(&world, items).await;
    let permit = world.own(&world.here).await;
    for category in [None, Some(Category::Reports)] {
        let mut seen = Vec::new();
        let mut after = None;
        let mut sizes = Vec::new();
        loop {
            let page = world.store.entries(&permit, category, after, 50).await.unwrap();
            sizes.push(page.entries.len());
            seen.extend(page.entries.iter().map(|entry| (entry.care.at, entry.id)));
            match page.next {
                // As it comes back out of the address of a page.
                Some(next) => after = Some(next.to_string().parse::<Cursor>().unwrap()),
                None => break,
            }
        }
        assert_eq!(sizes, [50, 50, 25]);
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        sorted.dedup();
        sorted.reverse();
        assert_eq!(seen, sorted);
    }
    assert_eq!(world.store.entries(&permit, None, None, 1_000_000).await.unwrap().entries.len(), 50);
    assert_eq!(
        world.store.entries(&permit, Some(Category::Plans), None, 50).await.unwrap(),
        crate::EntryPage::default()
    );
}

async fn news_is_what_was_shared_since_the_last_visit(world: World) {
    import(&world, vec![report("a", 0, "Oud nieuws")]).await;
    let (_, first) = world.log_in(&world.here, world.here.client_account).await;
    let permit = world.may_read(&first, world.here.client).await.unwrap();
    assert_eq!(world.store.visit(&first, &permit).await.unwrap(), None);
    assert_eq!(world.store.news(&permit, None).await.unwrap().count, 1);
    let visited = world.store.now();
    world.pass(SignedDuration::from_mins(1));
    import(&world, vec![report("b", -600, "Nieuws over vroeger")]).await;
    // The same session still compares with the visit before it.
    assert_eq!(world.store.visit(&first, &permit).await.unwrap(), None);
    world.pass(SignedDuration::from_mins(1));
    let (_, second) = world.log_in(&world.here, world.here.client_account).await;
    let since = world.store.visit(&second, &permit).await.unwrap();
    assert_eq!(since, Some(visited + SignedDuration::from_mins(1)));
    let news = world.store.news(&permit, Some(visited)).await.unwrap();
    assert_eq!((news.count, news.entries.len()), (1, 1));
    assert_eq!(news.entries[0].summary["text"], "Nieuws over vroeger");
    import(&world, (0..130).map(|number| report(&format!("n{number}"), number, "Veel nieuws")).collect())
        .await;
    let news = world.store.news(&permit, Some(visited)).await.unwrap();
    assert_eq!((news.count, news.entries.len()), (100, 10));
}

async fn words_find_entries(world: World) {
    import(
        &world,
        vec![
            report("a", 0, "Goed geslapen, daarna koffie"),
            report("b", 1, "Slecht geslapen"),
            report("c", 2, "Café bezocht"),
        ],
    )
    .await;
    let permit = world.own(&world.here).await;
    for (text, found) in [("geslapen", 2), ("GESLAPEN koffie", 1), ("cafe", 1), ("slap", 0), ("", 0)] {
        assert_eq!(super::finding::found(&world, &permit, text).await.len(), found, "{text}");
    }
}

async fn the_same_import_twice_at_once_makes_each_entry_once(world: World) {
    let other = world.another().await;
    let permit = world.may_import(&world.here).await;
    let items = || (0..30).map(|number| report(&number.to_string(), number, "Tegelijk")).collect::<Vec<_>>();
    let outcomes = join_all((0..6).map(|turn| {
        let store = if turn % 2 == 0 { &world.store } else { &other };
        store.import_entries(&permit, items())
    }))
    .await;
    let created: usize = outcomes
        .iter()
        .map(|outcome| {
            outcome.as_ref().unwrap().iter().filter(|(_, imported)| *imported == Imported::Created).count()
        })
        .sum();
    assert_eq!(created, 30);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry").await, 30);
    assert_eq!(world.count("SELECT COUNT(*) FROM entry_version").await, 30);
    other.close().await.unwrap();
    assert_eq!(world.store.integrity().await.unwrap().problems, Vec::<String>::new());
}

async fn many_entries_at_once_keep_their_order(world: World) {
    let items: Vec<_> =
        (0..150).map(|number| report(&format!("i{number}"), number, &format!("Tekst {number}"))).collect();
    let made = import(&world, items).await;
    assert_eq!(made.len(), 150);
    let permit = world.own(&world.here).await;
    for number in [0_usize, 63, 64, 149] {
        let entry = world.store.entry(&permit, made[number].0).await.unwrap().unwrap();
        assert_eq!(entry.row.summary["text"], format!("Tekst {number}"));
    }
}

async fn versions_never_change(world: World) {
    import(&world, vec![report("a", 0, "Goed geslapen")]).await;
    for sql in [
        "UPDATE entry_version SET made_at = 0",
        "UPDATE entry_source SET format = 'xml'",
        "UPDATE publish_event SET state = 'draft'",
    ] {
        assert!(world.tamper(sql).await.is_err(), "{sql}");
    }
}
