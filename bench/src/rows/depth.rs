//! Row 6: a page costs the same whether the record is small or large, at its beginning or deep inside.

use std::time::{Duration, Instant};

use anyhow::Result;
use inzage_domain::{Category, access::ReadRecord};
use inzage_store::{ClientQuery, Cursor, Permitted};
use jiff::civil::date;

use crate::{
    figures::{Goal, Line, quantile},
    world::{World, context},
};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const SAMPLES: usize = 1500;
const PAGE: u32 = 50;
const CLIENTS: usize = 10_000;
const SEARCHES: usize = 300;
/// Within which staff have found a client.
const PROMISED: Duration = Duration::from_millis(100);

/// One record and the times of its pages.
struct Record {
    permit: Permitted<ReadRecord>,
    /// where each of its pages begins, without the first
    places: Vec<Cursor>,
    first: Vec<Duration>,
    next: Vec<Duration>,
    news: Vec<Duration>,
}

/// Which of a record's times.
type Pick = fn(&mut Record) -> &mut Vec<Duration>;

const MEASURES: [(&str, Pick); 3] = [
    ("first page", |record| &mut record.first),
    ("next page, at random depth", |record| &mut record.next),
    ("unread count, news and sections", |record| &mut record.news),
];

pub(super) async fn measure() -> Result<Vec<Line>> {
    let world = World::new().await?;
    let store = &world.store;
    let mut records = Vec::new();
    for size in SIZES {
        let person = world.person(&format!("client-{size}"), size).await?;
        let permit = world.may_read(&person).await?;
        let mut places = Vec::new();
        let mut after = None;
        loop {
            after = store.entries(&permit, Some(Category::Reports), after, PAGE).await?.next;
            let Some(place) = after else { break };
            places.push(place);
        }
        anyhow::ensure!(places.len() == size / 50 - 1, "{} pages of {size} entries", places.len() + 1);
        records.push(Record { permit, places, first: Vec::new(), next: Vec::new(), news: Vec::new() });
    }
    let mut random = [0_u8; 8];
    for _ in 0..SAMPLES {
        crate::world::random(&mut random);
        let number = usize::try_from(u64::from_le_bytes(random) >> 1)?;
        for record in &mut records {
            let from = Instant::now();
            let page = store.entries(&record.permit, Some(Category::Reports), None, PAGE).await?;
            record.first.push(from.elapsed());
            anyhow::ensure!(page.entries.len() == 50, "a page of {}", page.entries.len());
            let place = record.places.get(number % record.places.len()).copied();
            let from = Instant::now();
            store.entries(&record.permit, Some(Category::Reports), place, PAGE).await?;
            record.next.push(from.elapsed());
            let from = Instant::now();
            store.news(&record.permit, None).await?;
            store.sections(&record.permit).await?;
            record.news.push(from.elapsed());
        }
    }
    let mut found = finding(&world).await?;
    found.extend(super::searching::measure(&world).await?);
    store.close().await?;
    let [small, middle, large] = records.as_mut_slice() else { return Err(anyhow::anyhow!("no records")) };
    let mut lines = Vec::new();
    for (name, pick) in MEASURES {
        let limit = quantile(pick(small), 500);
        for (record, size) in [(&mut *middle, "10^4"), (&mut *large, "10^5")] {
            let what = format!("{name}, p50 at {size} entries beside 10^3");
            lines.push(Line::times(&what, quantile(pick(record), 500), limit, Goal::AtMost(1.2)));
        }
    }
    lines.extend(found);
    Ok(lines)
}

/// Finding clients among ten thousand, as staff do it: the slowest of a hundred beside what is promised.
async fn finding(world: &World) -> Result<Vec<Line>> {
    world.clients(CLIENTS).await?;
    let nurse = world.nurse().await?;
    let mut lines = Vec::new();
    for (what, query) in [
        ("by the beginning of a common name", ClientQuery::Name("jan".into())),
        ("by two beginnings", ClientQuery::Name("riet bak".into())),
        ("by birth date", ClientQuery::BirthDate(date(1950, 6, 1))),
    ] {
        let mut times = Vec::new();
        for _ in 0..SEARCHES {
            let from = Instant::now();
            let found = world.store.find_clients(&nurse, &query, &context()).await??;
            times.push(from.elapsed());
            anyhow::ensure!(!found.rows.is_empty(), "nobody was found {what}");
        }
        let what = format!("finding clients among 10^4 {what}, p99");
        lines.push(Line::times(&what, quantile(&mut times, 990), PROMISED, Goal::AtMost(1.0)));
    }
    Ok(lines)
}
