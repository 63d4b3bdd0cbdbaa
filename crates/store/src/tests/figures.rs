//! Figures of use: nobody's, exactly one a page, kept once, and each organisation's own (R22, R128).

use inzage_domain::{
    access::{Permit, ReadOrganisation, Refusal},
    figures::{Half, PageKind},
};
use jiff::{SignedDuration, civil::date};

use super::{
    on_both,
    world::{Place, World, request},
};
use crate::*;

on_both! {
    /// R128: what is counted is kept once, on its own day.
    what_is_counted_is_kept_once;
    /// R128: no column and no value that is anybody's.
    nothing_of_anybody_is_in_it;
    what_is_counted_survives_a_graceful_stop;
    a_number_stops_at_the_largest;
    what_could_not_be_kept_counts_on;
    figures_do_not_cross;
}

async fn overseeing(world: &World, place: &Place) -> Recorded<Permit<ReadOrganisation>> {
    let (_, admin) = world.log_in(place, place.admin_account).await;
    world.store.permit(&admin, None, &request()).await.unwrap().unwrap()
}

async fn figures(world: &World, place: &Place) -> Vec<(String, PageKind, Half, u64)> {
    let permit = overseeing(world, place).await;
    let rows = world.store.page_figures(&permit, date(2026, 1, 1), date(2026, 12, 31)).await.unwrap();
    rows.into_iter().map(|row| (row.day.to_string(), row.page, row.half, row.number)).collect()
}

async fn what_is_counted_is_kept_once(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    assert_eq!(store.keep_figures().await.unwrap(), 0);
    // Ten o'clock in the Netherlands; and then the last second of the day and the first of the next.
    store.count_page(here, PageKind::Record, Half::Whole);
    world.pass(SignedDuration::from_secs(14 * 3600 - 1));
    store.count_page(here, PageKind::Record, Half::Whole);
    store.count_page(here, PageKind::Record, Half::Script);
    world.pass(SignedDuration::from_secs(1));
    store.count_page(here, PageKind::Record, Half::Whole);
    assert!(figures(&world, &world.here).await.is_empty(), "nothing is written at a page");
    let expected = [
        ("2026-05-01".to_owned(), PageKind::Record, Half::Script, 1),
        ("2026-05-01".to_owned(), PageKind::Record, Half::Whole, 2),
        ("2026-05-02".to_owned(), PageKind::Record, Half::Whole, 1),
    ];
    assert_eq!(store.keep_figures().await.unwrap(), 3);
    assert_eq!(figures(&world, &world.here).await, expected);
    // Once more changes nothing, and from another program too each counts once.
    assert_eq!(store.keep_figures().await.unwrap(), 0);
    assert_eq!(figures(&world, &world.here).await, expected);
    let other = world.another().await;
    for program in [store, &other] {
        program.count_page(here, PageKind::Record, Half::Whole);
    }
    for program in [&other, store] {
        assert_eq!(program.keep_figures().await.unwrap(), 1);
    }
    assert_eq!(figures(&world, &world.here).await[2].3, 3);
    other.close().await.unwrap();
    let permit = overseeing(&world, &world.here).await;
    let one_day = store.page_figures(&permit, date(2026, 5, 2), date(2026, 5, 2)).await.unwrap();
    assert_eq!(one_day.iter().map(|row| row.number).collect::<Vec<_>>(), [3]);
}

async fn nothing_of_anybody_is_in_it(world: World) {
    let columns: Vec<String> = if world.is_postgres() {
        let rows: Vec<(String,)> = crate::db::fetch_all!(
            world.store.db(),
            (String,),
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = 'page_day' ORDER BY ordinal_position",
        )
        .unwrap();
        rows.into_iter().map(|(name,)| name).collect()
    } else {
        let rows: Vec<(String,)> = crate::db::fetch_all!(
            world.store.db(),
            (String,),
            "SELECT name FROM pragma_table_info('page_day') ORDER BY cid",
        )
        .unwrap();
        rows.into_iter().map(|(name,)| name).collect()
    };
    assert_eq!(columns, ["organisation", "day", "page", "half", "number"]);
    let here = &world.here;
    let lines = world.count("SELECT COUNT(*) FROM log_line").await;
    for page in PageKind::ALL {
        for half in Half::ALL {
            world.store.count_page(&here.organisation, *page, *half);
        }
    }
    world.store.keep_figures().await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM log_line").await, lines, "it is no access to a record");
    let rows: Vec<(String, String, String, i64)> = crate::db::fetch_all!(
        world.store.db(),
        (String, String, String, i64),
        "SELECT day, page, half, number FROM page_day",
    )
    .unwrap();
    assert_eq!(rows.len(), PageKind::ALL.len() * Half::ALL.len());
    for (day, page, half, number) in rows {
        assert_eq!((day.as_str(), number), ("2026-05-01", 1));
        assert!(PageKind::from_key(&page).is_some() && Half::from_key(&half).is_some(), "{page} {half}");
    }
}

async fn what_is_counted_survives_a_graceful_stop(world: World) {
    let other = world.another().await;
    other.count_page(&world.here.organisation, PageKind::Help, Half::Whole);
    other.close().await.unwrap();
    assert_eq!(
        figures(&world, &world.here).await,
        [("2026-05-01".to_owned(), PageKind::Help, Half::Whole, 1)]
    );
}

async fn a_number_stops_at_the_largest(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    store.count_page(here, PageKind::Help, Half::Whole);
    store.keep_figures().await.unwrap();
    world.tamper("UPDATE page_day SET number = 9223372036854775806").await.unwrap();
    for _ in 0..3 {
        store.count_page(here, PageKind::Help, Half::Whole);
        store.keep_figures().await.unwrap();
    }
    assert_eq!(figures(&world, &world.here).await[0].3, 9_223_372_036_854_775_807);
}

async fn what_could_not_be_kept_counts_on(world: World) {
    let (store, here) = (&world.store, &world.here.organisation);
    store.count_page(here, PageKind::Help, Half::Whole);
    world.tamper("ALTER TABLE page_day RENAME TO elsewhere").await.unwrap();
    assert!(store.keep_figures().await.is_err());
    store.count_page(here, PageKind::Help, Half::Whole);
    world.tamper("ALTER TABLE elsewhere RENAME TO page_day").await.unwrap();
    assert_eq!(store.keep_figures().await.unwrap(), 1);
    assert_eq!(figures(&world, &world.here).await[0].3, 2);
}

async fn figures_do_not_cross(world: World) {
    let store = &world.store;
    store.count_page(&world.here.organisation, PageKind::Record, Half::Whole);
    store.count_page(&world.there.organisation, PageKind::News, Half::Script);
    store.keep_figures().await.unwrap();
    let day = "2026-05-01".to_owned();
    assert_eq!(figures(&world, &world.here).await, [(day.clone(), PageKind::Record, Half::Whole, 1)]);
    assert_eq!(figures(&world, &world.there).await, [(day, PageKind::News, Half::Script, 1)]);
    // Only who may see the organisation's page gets the permit for it.
    let place = &world.here;
    for account in [place.client_account, place.contact_account, place.nurse_account] {
        let (_, actor) = world.log_in(place, account).await;
        let refused = store.permit::<ReadOrganisation>(&actor, None, &request()).await.unwrap();
        assert_eq!(refused.unwrap_err(), Refusal::RoleNotAllowed);
    }
    let permit = overseeing(&world, place).await;
    assert!(store.page_figures(&permit, date(2026, 5, 2), date(2026, 12, 31)).await.unwrap().is_empty());
}
