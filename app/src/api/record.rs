//! The record: its start page, a category's page, one item.

use inzage_domain::{Category, ClientId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed, TogetherLine};

/// Whose record it is and who sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordHead {
    /// The client's name.
    pub name: String,
    /// Birth date in words; empty when not known.
    pub born: String,
    /// Word for the basis on which one looks: `own`, `first-contact`, ...; empty for staff.
    pub basis: String,
    /// Who the client is to the reader, in words; empty for staff and for the client.
    pub whose: String,
    /// Who else can see it besides care professionals: names.
    pub viewers: Vec<String>,
    /// The number of the banner's colour.
    pub tint: u8,
    /// Looking together now (L1).
    pub together: Vec<TogetherLine>,
    /// Until when emergency access lasts, in words; empty where there is none (R19).
    pub emergency: String,
}

/// One item in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRow {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub category: Category,
    /// Title.
    pub title: String,
    /// What it says, in short.
    pub text: String,
    /// Date of care in words.
    pub when: String,
    /// Author and role in words; empty when the source does not say.
    pub author: String,
    /// The source says that it was a mistake.
    pub mistake: bool,
}

/// Items of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayItems {
    /// The day in words.
    pub day: String,
    /// Its items.
    pub items: Vec<ItemRow>,
}

/// A category on the start page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionTile {
    /// Which.
    pub category: Category,
    /// How many items.
    pub number: u32,
    /// When it changed last, in words.
    pub updated: String,
}

/// The start page of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordStart {
    /// Whose record.
    pub head: RecordHead,
    /// Whether who reads it can take a copy along (R26).
    pub take_along: bool,
    /// New since the last visit.
    pub news: Vec<ItemRow>,
    /// How many are new, counted to a hundred.
    pub news_count: u32,
    /// The visit before this one, in words; empty at the first.
    pub last_visit: String,
    /// Categories that hold something.
    pub sections: Vec<SectionTile>,
    /// Until when one can look (L8), or what a birthday changes (L1); mostly none.
    pub notes: Vec<String>,
    /// Title of the newest news of the organisation (R113); empty where there is none.
    pub news_of_organisation: String,
}

/// A page of one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage {
    /// Whose record.
    pub head: RecordHead,
    /// The category.
    pub category: Category,
    /// Newest first.
    pub days: Vec<DayItems>,
    /// Where older items begin: for the address of the next page.
    pub older: Option<String>,
    /// When something changed last, in words (R5); empty when there is nothing.
    pub updated: String,
}

/// A line of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLine {
    /// What it is.
    pub label: String,
    /// What it says.
    pub values: Vec<String>,
}

/// A group of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemGroup {
    /// Heading; empty for the first group.
    pub heading: String,
    /// Lines.
    pub lines: Vec<ItemLine>,
    /// Whether it opens only on request.
    pub aside: bool,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDetail {
    /// Whose record.
    pub head: RecordHead,
    /// The row, as in the list.
    pub row: ItemRow,
    /// All that it says.
    pub groups: Vec<ItemGroup>,
    /// Author's name; empty when the source does not say.
    pub author: String,
    /// Author's role.
    pub role: String,
    /// Author's organisation.
    pub organisation: String,
    /// Written down on.
    pub recorded: String,
    /// Last changed on.
    pub updated: String,
    /// Shared on.
    pub shared: String,
}

#[cfg(feature = "ssr")]
pub(super) mod shape {
    use inzage_domain::{
        Author, Basis, CareState, CareTime, ClientId, Language, Precision,
        access::ActingAs,
        glossary::Term,
        notice::{AgeNotice, AgeStep},
        written,
    };
    use inzage_services::{
        item_more::explained_in,
        record::{Detail, Head, Item, LastDay, Page, Start},
    };
    use inzage_store::Actor;

    use crate::locales::Texts;

    use super::{
        DayItems, ItemDetail, ItemGroup, ItemLine, ItemRow, RecordHead, RecordPage, RecordStart, SectionTile,
    };

    /// Where the record is for who looks.
    pub(in crate::api) fn address(actor: &Actor, client: ClientId) -> String {
        match actor.acting() {
            ActingAs::Personal | ActingAs::Operator => format!("/c/{client}/dossier"),
            ActingAs::Employee { .. } => format!("/team/c/{client}/dossier"),
        }
    }

    /// Author and role in words; empty when the source does not say.
    pub(in crate::api) fn author(author: &Author) -> String {
        match (author.name.as_str(), author.role.as_str()) {
            ("", role) => role.to_owned(),
            (name, "") => name.to_owned(),
            (name, role) => format!("{name}, {role}"),
        }
    }

    pub(in crate::api) fn head(head: Head, language: Language) -> RecordHead {
        let name = head.client.demographics.name.full();
        RecordHead {
            whose: crate::api::network::shape::whose(&head.client, head.basis, language),
            together: head
                .together
                .iter()
                .map(|one| crate::api::network::shape::together(one, &name))
                .collect(),
            name,
            born: head
                .client
                .demographics
                .birth_date
                .map(|date| written::date(language, date))
                .unwrap_or_default(),
            basis: head.basis.map_or("", Basis::key).to_owned(),
            emergency: head
                .emergency
                .map(|until| Texts(language).emergency_until(&written::time_of_day(until)))
                .unwrap_or_default(),
            viewers: head.viewers.into_iter().map(|viewer| viewer.name).collect(),
            tint: head.client.colour,
        }
    }

    pub(in crate::api) fn row(item: &Item, language: Language) -> ItemRow {
        ItemRow {
            id: item.row.id.to_string(),
            category: item.row.category,
            title: item.summary.title(language).to_owned(),
            text: item.summary.text(language).to_owned(),
            when: written::care_time(language, &item.row.care),
            // What was added by the client or somebody beside is told apart everywhere (R34).
            author: if item.row.own {
                format!("{} ({})", author(&item.row.author), Texts(language).added_marked())
            } else {
                author(&item.row.author)
            },
            mistake: item.summary.mistake,
        }
    }

    fn day(time: &CareTime, language: Language) -> String {
        match time.precision {
            Precision::Year | Precision::Month => written::care_time(language, time),
            Precision::Day | Precision::Time => written::long_date(language, written::day_of(time.at)),
        }
    }

    pub(super) fn start(start: Start, language: Language) -> RecordStart {
        let texts = Texts(language);
        let basis = start.head.basis.unwrap_or(Basis::Own);
        let ends = start.last_day.map(|last| ending(texts, &start, basis, last));
        let turns = start.birthday.and_then(|notice| birthday(texts, basis, notice));
        // What the page says of it; whether it may be done is decided there.
        let take_along = start.head.basis.is_some_and(|basis| {
            basis == Basis::Own
                || basis.represents()
                || (start.head.client.incapable && basis.acts_with_digid())
        });
        let in_time = (ends.is_some() && take_along).then(|| texts.take_before_end().to_owned());
        RecordStart {
            take_along,
            notes: ends.into_iter().chain(in_time).chain(turns).collect(),
            news_of_organisation: String::new(),
            news: start.news.iter().map(|item| row(item, language)).collect(),
            news_count: start.news_count,
            last_visit: start.last_visit.map(|at| written::moment(language, at)).unwrap_or_default(),
            sections: start
                .sections
                .iter()
                .map(|section| SectionTile {
                    category: section.category,
                    number: u32::try_from(section.entries).unwrap_or(u32::MAX),
                    updated: written::date(language, written::day_of(section.updated_at)),
                })
                .collect(),
            head: head(start.head, language),
        }
    }

    /// Until when one can look (L8).
    fn ending(texts: Texts, start: &Start, basis: Basis, last: LastDay) -> String {
        let until = written::long_date(texts.0, last.day);
        let days = texts.days_left(last.days_left);
        match (start.head.client.care_state, basis) {
            (CareState::Died, _) => texts.note_ends_died(&until, &days),
            (CareState::Ended | CareState::InCare, Basis::Own) => texts.note_ends_own(&until, &days),
            (CareState::Ended | CareState::InCare, _) => texts.note_ends_other(&until, &days),
        }
    }

    /// What a birthday changes for who reads it (L1).
    fn birthday(texts: Texts, basis: Basis, notice: AgeNotice) -> Option<String> {
        let on = written::date(texts.0, notice.birthday);
        let passed = notice.step == AgeStep::Day;
        match (basis, notice.years, passed) {
            (Basis::Own, 12, true) => Some(texts.note_own_12(&on)),
            (Basis::Own, 16, false) => Some(texts.note_own_16_ahead(&on)),
            (Basis::Own, 16, true) => Some(texts.note_own_16(&on)),
            (Basis::Own, 18, false) => Some(texts.note_own_18_ahead(&on)),
            (Basis::Own, 18, true) => Some(texts.note_own_18(&on)),
            (Basis::Own, ..) => None,
            (_, 12, false) => Some(texts.note_other_12_ahead(&on)),
            (_, 12, true) => Some(texts.note_other_12(&on)),
            (_, 16, false) => Some(texts.note_other_16_ahead(&on)),
            // At 16 others see nothing; who sees something then was let in by the client.
            _ => None,
        }
    }

    pub(super) fn page(page: Page, language: Language) -> RecordPage {
        let mut days: Vec<DayItems> = Vec::new();
        for item in &page.items {
            let day = day(&item.row.care, language);
            let row = row(item, language);
            match days.last_mut() {
                Some(last) if last.day == day => last.items.push(row),
                _ => days.push(DayItems { day, items: vec![row] }),
            }
        }
        RecordPage {
            category: page.category,
            days,
            older: page.older.map(|cursor| cursor.to_string()),
            updated: page.updated_at.map(|at| written::moment(language, at)).unwrap_or_default(),
            head: head(page.head, language),
        }
    }

    /// What the words of care in an item mean, on request.
    fn explanations(terms: &[&Term], language: Language) -> Option<ItemGroup> {
        let line = |term: &&Term| ItemLine {
            label: term.name().to_owned(),
            values: vec![term.meaning(language).to_owned()],
        };
        (!terms.is_empty()).then(|| ItemGroup {
            heading: Texts(language).words_meaning().to_owned(),
            lines: terms.iter().map(line).collect(),
            aside: true,
        })
    }

    pub(super) fn detail(detail: Detail, language: Language) -> ItemDetail {
        let item = &detail.item;
        let explained = explanations(&explained_in(&detail.view), language);
        let said = detail.view.groups.into_iter().map(|group| ItemGroup {
            aside: group.aside,
            heading: group.heading.unwrap_or_default(),
            lines: group
                .rows
                .into_iter()
                .map(|row| ItemLine { label: row.label, values: row.values })
                .collect(),
        });
        ItemDetail {
            row: row(item, language),
            groups: said
                .chain(crate::api::cases::statements(&detail.statements, language))
                .chain(explained)
                .collect(),
            author: item.row.author.name.clone(),
            role: if item.row.own {
                format!("{} ({})", item.row.author.role, Texts(language).added_marked())
            } else {
                item.row.author.role.clone()
            },
            organisation: item.row.author.organisation.clone(),
            recorded: written::moment(language, item.row.recorded_at),
            updated: written::moment(language, item.row.updated_at),
            shared: item.row.published_at.map(|at| written::moment(language, at)).unwrap_or_default(),
            head: head(detail.head, language),
        }
    }
}

/// The start page.
#[server(prefix = "/api", endpoint = "dossier/start")]
pub async fn read_record_start(client: ClientId) -> Result<Packed<RecordStart>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let start = crate::host::answer(visit.services.record_start(actor, client, &visit.context).await)?;
    let mut start = shape::start(start, visit.language);
    start.news_of_organisation = super::news::newest(&visit).await?;
    Ok(Packed::of(&start))
}

/// A page of a category; `after` is where the page before it ended.
#[server(prefix = "/api", endpoint = "dossier/rubriek")]
pub async fn read_record_page(
    client: ClientId,
    category: Category,
    after: Option<String>,
) -> Result<Packed<RecordPage>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let after = after.map(|cursor| cursor.parse()).transpose();
    let after = after.map_err(|_| crate::host::fail(ApiError::NotFound))?;
    let page = visit.services.record_page(actor, client, category, after, &visit.context).await;
    Ok(Packed::of(&shape::page(crate::host::answer(page)?, visit.language)))
}

/// One item.
#[server(prefix = "/api", endpoint = "dossier/onderdeel")]
pub async fn read_record_item(
    client: ClientId,
    category: Category,
    entry: inzage_domain::EntryId,
) -> Result<Packed<ItemDetail>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let detail = visit.services.record_item(actor, client, entry, visit.language, &visit.context).await;
    let detail = crate::host::answer(detail)?;
    // One address for one item.
    if detail.item.row.category != category {
        return Err(crate::host::fail(ApiError::NotFound));
    }
    Ok(Packed::of(&shape::detail(detail, visit.language)))
}
