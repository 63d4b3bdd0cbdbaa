//! More about one item: its versions, and who looked at it (R5, R134, L6).

use inzage_domain::{
    ClientId, EntryId,
    access::{AskCase, ReadLog},
    glossary::{Term, explained},
    log::{EventCode, LogThing},
};
use inzage_fhir::View;
use inzage_store::{Actor, RequestContext, SharedVersion};
use jiff::Timestamp;

use crate::{
    Error, Services,
    record::{Head, Item, item},
    who_looked::{Day, merged},
};

/// Lines of the client's log that are read at once, and how often.
const LINES: u16 = 1000;
const READINGS: usize = 5;

/// Who looked at an item.
pub struct LookedAt {
    /// Days, newest first.
    pub days: Vec<Day>,
    /// Until when the log was looked through, where it holds more than is read for a page.
    pub since: Option<Timestamp>,
}

/// More about one item.
pub struct ItemMore {
    /// Whose record.
    pub head: Head,
    /// The item.
    pub item: Item,
    /// Its versions that were shared, newest first.
    pub versions: Vec<SharedVersion>,
    /// Who looked at it; `None` for who may not read the log.
    pub looked: Option<LookedAt>,
    /// Whether it has a number that can be drawn.
    pub is_measured: bool,
    /// Whether one may say that it is not right (L5).
    pub may_ask: bool,
}

impl Services {
    /// Versions of an item, and for who may read the log who looked at it. Reading the log is a line
    /// of its own.
    pub async fn record_item_more(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<ItemMore, Error> {
        let permit = self.read_permit(actor, client, context, "entry", &entry.to_string()).await?;
        let full = self.store.entry(&permit, entry).await?.ok_or(Error::NotFound)?;
        let read = inzage_fhir::read_back(&full.source).ok();
        let measured =
            read.and_then(|resource| inzage_fhir::measured(&resource, inzage_domain::Language::Dutch));
        let place = format!("{}/{entry}", full.row.category.slug());
        Ok(ItemMore {
            head: self.head(actor, &permit, &place).await?,
            versions: self.store.shared_versions(&permit, entry).await?,
            item: item(full.row)?,
            looked: self.looked_at(actor, client, entry, context).await?,
            is_measured: measured.is_some(),
            may_ask: self.store.would_permit::<AskCase>(actor, client).await?,
        })
    }

    async fn looked_at(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<Option<LookedAt>, Error> {
        if !self.store.would_permit::<ReadLog>(actor, client).await? {
            return Ok(None);
        }
        let thing = LogThing { kind: "entry".to_owned(), id: entry.to_string() };
        let mut context = context.clone();
        context.things.push(thing.clone());
        let permit = self.store.permit::<ReadLog>(actor, Some(client), &context).await??;
        let (mut found, mut before, mut since) = (Vec::new(), None, None);
        for _ in 0..READINGS {
            let lines = self.store.client_log(&permit, Timestamp::MIN, before, LINES).await?;
            let full = lines.len() >= usize::from(LINES);
            since = lines.last().filter(|_| full).map(|line| line.at);
            before = lines.last().map(|line| line.seq);
            let read = EventCode::ReadRecord.key();
            found.extend(
                lines.into_iter().filter(|line| line.event == read && line.details.things.contains(&thing)),
            );
            if !full {
                break;
            }
        }
        Ok(Some(LookedAt { days: merged(&found, actor.account()), since }))
    }
}

/// The words of an item that the glossary explains. What stands aside (numbers of the source) is not
/// explained.
pub fn explained_in(view: &View) -> Vec<&'static Term> {
    let rows = view.groups.iter().filter(|group| !group.aside).flat_map(|group| &group.rows);
    let texts = rows.flat_map(|row| std::iter::once(&row.label).chain(&row.values));
    explained([view.title.as_str(), view.kind.as_str()].into_iter().chain(texts.map(String::as_str)))
}
