//! Row 6, within one record: searching it by words, and its start page, at 131,000 items.

use std::time::{Duration, Instant};

use anyhow::Result;
use inzage_domain::{access::ImportRecord, record_words};
use inzage_store::{EntrySearch, NewEntry};

use crate::{
    figures::{Goal, Line, quantile},
    world::{Person, World, report},
};

/// As many items as the largest record that is known of.
const ITEMS: usize = 131_000;
const SEARCHES: usize = 200;
const STARTS: usize = 200;
const SHOWN: u32 = 20;
/// Within which somebody has found something in a record.
const FOUND: Duration = Duration::from_millis(200);
/// Within which a record opens.
const OPENED: Duration = Duration::from_secs(1);

/// What an item says, in a way that searches of every kind have something to find: two words that are
/// in all, one of two that never meet, one in a hundred, one of its own, and fifteen of five thousand.
fn words(number: usize) -> String {
    let half = if number.is_multiple_of(2) { "even" } else { "oneven" };
    let hundred = if number.is_multiple_of(100) { "honderdste" } else { "" };
    let pool = (0..15).map(|turn| format!("woord{}", (number * 31 + turn * turn * 977 + turn * 7919) % 5000));
    let own = format!("dagelijks mevrouw {half} {hundred} nummer{number}");
    std::iter::once(own).chain(pool).collect::<Vec<_>>().join(" ")
}

pub(super) async fn measure(world: &World) -> Result<Vec<Line>> {
    let person = world.person("zoeker", 0).await?;
    fill(world, &person).await?;
    let permit = world.may_read(&person).await?;
    let mut lines = Vec::new();
    for (what, text, results) in [
        ("one word of its own", "nummer77777", 1),
        ("a word in one of a hundred", "honderdste", 20),
        ("two words, one rare", "dagelijks nummer4242", 1),
        ("a word in all", "mevrouw", 20),
        ("five words in many", "dagelijks mevrouw even woord7 honderdste", 0),
        ("two words in half that never meet", "even oneven", 0),
    ] {
        let words = record_words(text);
        let search = EntrySearch { words: &words, category: None, after: None, limit: SHOWN };
        let mut times = Vec::new();
        for _ in 0..SEARCHES {
            let from = Instant::now();
            let found = world.store.search_entries(&permit, &search).await?;
            times.push(from.elapsed());
            // What nothing is known of beforehand is measured all the same.
            anyhow::ensure!(
                results == 0 || found.entries.len() == results,
                "{what}: {} found",
                found.entries.len()
            );
        }
        let what = format!("searching a record of {ITEMS} for {what}, p99");
        lines.push(Line::times(&what, quantile(&mut times, 990), FOUND, Goal::AtMost(1.0)));
    }
    lines.push(start(world, &person).await?);
    Ok(lines)
}

async fn fill(world: &World, person: &Person) -> Result<()> {
    let permit = world.store.operator_permit::<ImportRecord>(&world.operator, person.client).await??;
    let numbers: Vec<usize> = (0..ITEMS).collect();
    for some in numbers.chunks(640) {
        let items = some.iter().map(|number| NewEntry { words: words(*number), ..report(*number) }).collect();
        world.store.import_entries(&permit, items).await?;
    }
    Ok(())
}

/// What the start page asks of the store, its line in the log included.
async fn start(world: &World, person: &Person) -> Result<Line> {
    let store = &world.store;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let from = Instant::now();
        let permit = world.may_read(person).await?;
        let since = store.visit(&person.actor, &permit).await?;
        store.news(&permit, since).await?;
        let client = store.client(&permit).await?;
        store.viewers(&person.actor, &permit, &client).await?;
        let sections = store.sections(&permit).await?;
        times.push(from.elapsed());
        anyhow::ensure!(!sections.is_empty(), "the record is empty");
    }
    let what = format!("opening a record of {ITEMS}, p99");
    Ok(Line::times(&what, quantile(&mut times, 990), OPENED, Goal::AtMost(1.0)))
}
