//! Reading a record: its start page, its sections, one item (R1, R2, R5, R134).
//!
//! Each function is one page: one permit, one line in the access log, then the reading.

use inzage_domain::{
    Basis, CareState, Category, ClientId, EntryId, Language,
    access::ReadRecord,
    age::Phase,
    log::LogThing,
    notice::{AgeNotice, on_the_page},
    written::day_of,
};
use inzage_fhir::{Bilingual, Understood, View};
use inzage_store::{
    Actor, ClientView, Cursor, EntryFull, EntryRow, OwnRecord, Permitted, Recorded, RequestContext, Section,
    Statement, Together, Viewer,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Error, Services};

/// Items on a page.
pub const PAGE: u32 = 50;
/// Reports that somebody sees at the first visit.
const FIRST_VISIT: u32 = 3;

/// Whose record it is and who else can see it; on every page.
pub struct Head {
    /// The client.
    pub client: ClientView,
    /// Persons beside the client who can see this record now.
    pub viewers: Vec<Viewer>,
    /// On what basis the actor looks; `None` for staff.
    pub basis: Option<Basis>,
    /// Looking together with the client, or the client with a parent, now (L1).
    pub together: Vec<Together>,
    /// Until when the record is open in an emergency, where it is (R19).
    pub emergency: Option<Timestamp>,
}

/// What we understood of an item when it came in: enough for a list, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What it is, Dutch.
    pub title_nl: String,
    /// What it is, English.
    pub title_en: String,
    /// What it says in short, Dutch; can be empty.
    pub text_nl: String,
    /// What it says in short, English.
    pub text_en: String,
    /// The source says that it was entered in error.
    pub mistake: bool,
}

impl Summary {
    /// What a list needs of a resource.
    pub fn of(understood: &Understood) -> Self {
        let Bilingual { dutch: title_nl, english: title_en } = understood.title.clone();
        let Bilingual { dutch: text_nl, english: text_en } = understood.short.clone();
        Self { title_nl, title_en, text_nl, text_en, mistake: understood.entered_in_error }
    }

    /// The title in a language.
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_nl, &self.title_en)
    }

    /// The short text in a language.
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.text_nl, &self.text_en)
    }
}

/// An item in a list.
pub struct Item {
    /// The row: times, author, category.
    pub row: EntryRow,
    /// What we understood of it.
    pub summary: Summary,
}

/// The start page.
pub struct Start {
    /// Whose record.
    pub head: Head,
    /// How much there is in each category that the actor may see.
    pub sections: Vec<Section>,
    /// Items shared since the last visit, newest first, at most ten; at a first visit the latest
    /// reports.
    pub news: Vec<Item>,
    /// How many there are, counted to a hundred.
    pub news_count: u32,
    /// The visit before this one.
    pub last_visit: Option<Timestamp>,
    /// The last day on which a client and those beside can look, where care has ended (L8, R15).
    pub last_day: Option<LastDay>,
    /// A birthday of the client that changes something, around this day (L1).
    pub birthday: Option<AgeNotice>,
}

/// Until when one can look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastDay {
    /// The last day, in the Netherlands.
    pub day: Date,
    /// Days after today until then; 0 on the last day itself.
    pub days_left: i32,
}

/// A page of items of one category.
pub struct Page {
    /// Whose record.
    pub head: Head,
    /// The category.
    pub category: Category,
    /// Items, newest first.
    pub items: Vec<Item>,
    /// Where the older ones begin.
    pub older: Option<Cursor>,
    /// When this category changed last (R5).
    pub updated_at: Option<Timestamp>,
}

/// One item.
pub struct Detail {
    /// Whose record.
    pub head: Head,
    /// What the list shows of it, with its times and author.
    pub item: Item,
    /// All that is shown, in groups of label and values.
    pub view: View,
    /// How many versions there are.
    pub versions: usize,
    /// The own views of the client and those beside the client, oldest first (WGBO 7:454).
    pub statements: Vec<Statement>,
}

impl Services {
    /// The start page of a record.
    pub async fn record_start(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Start, Error> {
        let permit = self.read_permit(actor, client, context, "page", "start").await?;
        let last_visit = self.store.visit(actor, &permit).await?;
        let (news, news_count) = match last_visit {
            Some(since) => {
                let news = self.store.news(&permit, Some(since)).await?;
                (news.entries, u32::try_from(news.count).unwrap_or(u32::MAX))
            }
            // Everything is new to who comes for the first time: the latest reports say most.
            None => {
                (self.store.entries(&permit, Some(Category::Reports), None, FIRST_VISIT).await?.entries, 0)
            }
        };
        let today = day_of(permit.at());
        let head = self.head(actor, &permit, "").await?;
        let (mut last_day, mut birthday) = (None, None);
        if head.basis.is_some() {
            let ended_on = head.client.ended_on.filter(|_| head.client.care_state != CareState::InCare);
            let closes = ended_on.map(|ended_on| actor.policy().access_end.closes_on(ended_on));
            last_day = closes
                .and_then(|closes| closes.yesterday().ok())
                .map(|day| LastDay { day, days_left: today.until(day).map_or(0, |span| span.get_days()) });
            birthday = head.client.demographics.birth_date.and_then(|born| on_the_page(born, today));
        }
        Ok(Start {
            last_day,
            birthday,
            head,
            sections: self.store.sections(&permit).await?,
            news_count,
            news: items(news)?,
            last_visit,
        })
    }

    /// A page of one category, newest first; `after` is where the page before it ended.
    pub async fn record_page(
        &self,
        actor: &Actor,
        client: ClientId,
        category: Category,
        after: Option<Cursor>,
        context: &RequestContext,
    ) -> Result<Page, Error> {
        let permit = self.read_permit(actor, client, context, "category", category.slug()).await?;
        if !permit.kinds().has(category.kind()) {
            return Err(Error::NotFound);
        }
        let page = self.store.entries(&permit, Some(category), after, PAGE).await?;
        // Not of this page's items: what changed last can be about care of long ago.
        let sections = self.store.sections(&permit).await?;
        Ok(Page {
            head: self.head(actor, &permit, category.slug()).await?,
            category,
            updated_at: sections
                .iter()
                .find(|section| section.category == category)
                .map(|section| section.updated_at),
            items: items(page.entries)?,
            older: page.next,
        })
    }

    /// One item.
    pub async fn record_item(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        language: Language,
        context: &RequestContext,
    ) -> Result<Detail, Error> {
        let permit = self.read_permit(actor, client, context, "entry", &entry.to_string()).await?;
        let EntryFull { row, source, versions, .. } =
            self.store.entry(&permit, entry).await?.ok_or(Error::NotFound)?;
        let resource = inzage_fhir::read_back(&source).map_err(|error| Error::Content(error.to_string()))?;
        let view = inzage_fhir::view(&resource, language);
        let place = format!("{}/{entry}", row.category.slug());
        let head = self.head(actor, &permit, &place).await?;
        let statements = self.store.statements(&permit, entry).await?;
        Ok(Detail { head, item: item(row)?, view, versions: versions.len(), statements })
    }

    /// The records that somebody may open, with the clients' names.
    pub async fn own_records(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Recorded<Vec<OwnRecord>>, Error> {
        Ok(self.store.own_records(actor, context).await??)
    }

    /// Leave to read, with what it is about in the log: a page, a category, an entry.
    pub(crate) async fn read_permit(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
        kind: &str,
        id: &str,
    ) -> Result<Permitted<ReadRecord>, Error> {
        let mut context = context.clone();
        context.things.push(LogThing { kind: kind.to_owned(), id: id.to_owned() });
        Ok(self.store.permit::<ReadRecord>(actor, Some(client), &context).await??)
    }

    /// `place` is where this page is: the part of its address after the record's own.
    pub(crate) async fn head(
        &self,
        actor: &Actor,
        permit: &Permitted<ReadRecord>,
        place: &str,
    ) -> Result<Head, Error> {
        let client = self.store.client(permit).await?;
        let basis = permit.basis().map(|(_, basis)| basis);
        let phase = Phase::on(client.demographics.birth_date, day_of(permit.at()));
        let both =
            phase == Phase::Youth && basis.is_some_and(|basis| basis == Basis::Own || basis.is_parental());
        let together = if both { self.looking_together(actor, client.id).await? } else { Vec::new() };
        if together.iter().any(|together| together.shown) {
            self.store.together_place(permit, place).await?;
        }
        let emergency = permit.emergency();
        let viewers = self.store.viewers(actor, permit, &client).await?;
        Ok(Head { client, viewers, basis, together, emergency })
    }
}

fn items(rows: Vec<EntryRow>) -> Result<Vec<Item>, Error> {
    rows.into_iter().map(item).collect()
}

pub(crate) fn item(row: EntryRow) -> Result<Item, Error> {
    let summary = serde_json::from_value(row.summary.clone())
        .map_err(|error| Error::Content(format!("summary of entry {}: {error}", row.id)))?;
    Ok(Item { row, summary })
}
