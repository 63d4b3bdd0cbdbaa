//! Searching within one's record, by whole words.
//!
//! The store's index finds also by words of older versions, which the reader may never have seen. So
//! each find is opened, and only what says the words now is shown (R2).

use inzage_domain::{
    Author, Category, ClientId, Language,
    access::ReadRecord,
    marked::{Piece, excerpt, marked},
    record_words,
};
use inzage_store::{
    Actor, Cursor, EntrySearch, MOST_WORDS, Permitted, RequestContext, Section, SourcedEntry,
};

use crate::{
    Error, Services,
    record::{Head, Item, Summary, item},
};

/// Results on a page.
const PAGE: u32 = 20;
/// Pages of the index that are opened for one page of results: more only where many finds were of
/// older versions.
const LOOKS: usize = 5;
/// Characters of a result's text.
const EXCERPT: usize = 240;

/// What somebody searches for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchAsk {
    /// What was typed.
    pub text: String,
    /// Only in this section.
    pub category: Option<Category>,
    /// Where the page of results before this one ended.
    pub after: Option<Cursor>,
}

/// A result.
pub struct Hit {
    /// The item.
    pub item: Item,
    /// Its title, with the words marked.
    pub title: Vec<Piece>,
    /// What it says around the first of the words; empty where that is only in its author or in the
    /// other language.
    pub excerpt: Vec<Piece>,
}

/// The page of a search.
pub struct Searched {
    /// Whose record.
    pub head: Head,
    /// The sections that one can search in.
    pub sections: Vec<Section>,
    /// Whether there was a word to search for.
    pub asked: bool,
    /// Whether there were more words than are searched for ([`MOST_WORDS`]).
    pub too_many: bool,
    /// Newest care first.
    pub hits: Vec<Hit>,
    /// Where the older results begin.
    pub older: Option<Cursor>,
}

impl Services {
    /// Searches a record. The log says that a search was made and in which section, not for what.
    pub async fn search_record(
        &self,
        actor: &Actor,
        client: ClientId,
        ask: &SearchAsk,
        language: Language,
        context: &RequestContext,
    ) -> Result<Searched, Error> {
        let all = record_words(&ask.text);
        let words = all.get(..MOST_WORDS).unwrap_or(&all);
        let kind = if words.is_empty() { "page" } else { "search" };
        let place = ask.category.map_or("zoeken", Category::slug);
        let permit = self.read_permit(actor, client, context, kind, place).await?;
        let (hits, older) = if words.is_empty() {
            (Vec::new(), None)
        } else {
            self.hits(&permit, words, ask, language).await?
        };
        Ok(Searched {
            head: self.head(actor, &permit, "").await?,
            sections: self.store.sections(&permit).await?,
            asked: !words.is_empty(),
            too_many: all.len() > MOST_WORDS,
            hits,
            older,
        })
    }

    async fn hits(
        &self,
        permit: &Permitted<ReadRecord>,
        words: &[String],
        ask: &SearchAsk,
        language: Language,
    ) -> Result<(Vec<Hit>, Option<Cursor>), Error> {
        let mut hits = Vec::new();
        let mut after = ask.after;
        for _ in 0..LOOKS {
            let search = EntrySearch { words, category: ask.category, after, limit: PAGE };
            let page = self.store.search_entries(permit, &search).await?;
            for found in page.entries {
                hits.extend(self.hit(permit, found, words, language).await?);
            }
            after = page.next;
            if after.is_none() || !hits.is_empty() {
                break;
            }
        }
        Ok((hits, after))
    }

    /// A find as a result; `None` where the words are not in it now.
    async fn hit(
        &self,
        permit: &Permitted<ReadRecord>,
        found: SourcedEntry,
        words: &[String],
        language: Language,
    ) -> Result<Option<Hit>, Error> {
        let source = match found.source {
            Some(source) => source,
            // A large one is read by itself, so that a page of them does not fill the memory.
            None => match self.store.entry(permit, found.row.id).await? {
                Some(entry) => entry.source,
                None => return Ok(None),
            },
        };
        let item = item(found.row)?;
        let texts = Texts::of(&source, &item.summary, &item.row.author);
        if !texts.say(words) {
            return Ok(None);
        }
        let own = language.pick(&texts.dutch, &texts.english);
        Ok(Some(Hit {
            title: marked(item.summary.title(language), words),
            excerpt: own.iter().find_map(|text| excerpt(text, words, EXCERPT)).unwrap_or_default(),
            item,
        }))
    }
}

/// All that an item says to who opens it.
struct Texts {
    dutch: Vec<String>,
    english: Vec<String>,
    author: String,
}

impl Texts {
    fn of(source: &[u8], summary: &Summary, author: &Author) -> Self {
        // What cannot be read any more is found by what was understood of it when it came in.
        let read = inzage_fhir::read_back(source).ok();
        let texts = |language: Language| {
            let view = read.as_ref().map(|resource| inzage_fhir::view(resource, language));
            let rows = view.into_iter().flat_map(|view| {
                let rows = view.groups.into_iter().filter(|group| !group.aside).flat_map(|group| group.rows);
                std::iter::once(view.kind).chain(rows.flat_map(|row| row.values)).collect::<Vec<_>>()
            });
            let mut texts = vec![summary.text(language).to_owned(), summary.title(language).to_owned()];
            texts.extend(rows);
            texts
        };
        Self {
            dutch: texts(Language::Dutch),
            english: texts(Language::English),
            author: format!("{} {} {}", author.name, author.role, author.organisation),
        }
    }

    /// Whether all the words are in it.
    fn say(&self, words: &[String]) -> bool {
        let all = self.dutch.iter().chain(&self.english).map(String::as_str).chain([self.author.as_str()]);
        let said = record_words(&all.collect::<Vec<_>>().join(" "));
        words.iter().all(|word| said.contains(word))
    }
}
