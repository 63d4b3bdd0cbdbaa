//! What a client and those beside the client add to the record themselves: a note, a measurement, a line of
//! a diary (R24, R34). It is part of the record, staff see it at once, and its author can take it back.

use std::collections::BTreeMap;

use inzage_domain::{
    Author, Basis, ClientId, EntryId, Language, PublishState,
    access::{AddOwn, Kinds},
    added::{
        DiaryKind, LONGEST_TEXT, LONGEST_TITLE, Measure, MeasureFault, Measured, Number, NumberFault, Odd,
        OwnForm, TextFault, When, WhenFault, now_typed, read_lasting, read_text, read_when,
    },
    age::Phase,
    log::LogThing,
    written::{amsterdam, day_of},
};
use inzage_fhir::{Composing, Content, WrittenBy, compose, read_back, understand};
use inzage_store::{Actor, ClientView, Cursor, RequestContext, Writing, Written};
use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

use crate::{
    Error, Services,
    record::{Head, Item, Summary, item},
};

/// Who may add what to a record, and what a form begins with.
pub struct Adding {
    /// The client.
    pub client: ClientView,
    /// On what ground the actor stands beside the client.
    pub basis: Option<Basis>,
    /// What can be added: of the kinds of data that the actor sees.
    pub forms: Vec<OwnForm>,
    /// Day, month, year and time of now.
    pub now: [String; 4],
}

/// A form as it was filled in.
#[derive(Clone, Copy, Debug)]
pub struct NewOwn<'a> {
    /// Makes the form count once.
    pub key: Uuid,
    /// When it was.
    pub when: When<'a>,
    /// What was typed.
    pub what: OwnText<'a>,
}

/// What a form holds.
#[derive(Clone, Copy, Debug)]
pub enum OwnText<'a> {
    /// A note.
    Note {
        /// Title; may be empty.
        title: &'a str,
        /// Text.
        text: &'a str,
    },
    /// A measurement.
    Measurement {
        /// What was measured.
        measure: Measure,
        /// The number, or the upper one.
        first: &'a str,
        /// The lower number of a blood pressure.
        second: &'a str,
        /// Words beside it; may be empty.
        remark: &'a str,
        /// The numbers that the person said are right, as [`said_of`] writes them.
        sure: &'a str,
    },
    /// A line of the diary.
    Diary {
        /// What it tells of; `None` where nothing was chosen.
        kind: Option<DiaryKind>,
        /// How long, in minutes; may be empty.
        minutes: &'a str,
        /// And seconds; may be empty.
        seconds: &'a str,
        /// What happened; may be empty where the kind says it.
        text: &'a str,
    },
}

impl OwnText<'_> {
    /// Which form it is.
    pub const fn form(&self) -> OwnForm {
        match self {
            Self::Note { .. } => OwnForm::Note,
            Self::Measurement { .. } => OwnForm::Measurement,
            Self::Diary { .. } => OwnForm::Diary,
        }
    }
}

/// What is wrong with a form, field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddFault {
    /// The moment.
    When(WhenFault),
    /// The title is longer than [`LONGEST_TITLE`] characters.
    Title,
    /// The text.
    Text(TextFault),
    /// Nothing was chosen.
    NoChoice,
    /// The same form was sent before with something else in it, and that was kept.
    SentBefore,
    /// The numbers.
    Measure(MeasureFault),
    /// How long it lasted.
    Lasting(NumberFault),
    /// The numbers are out of the ordinary: nothing is kept until the person says that they are right. With
    /// the numbers as [`said_of`] writes them.
    Odd(Odd, String),
}

/// What was added, by oneself and others beside the client.
pub struct OwnList {
    /// Whose record.
    pub head: Head,
    /// Newest first.
    pub items: Vec<OwnItem>,
    /// Where older ones begin.
    pub older: Option<Cursor>,
}

/// One of them.
pub struct OwnItem {
    /// What lists show.
    pub item: Item,
    /// Whether the actor added it and can take it back.
    pub mine: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
}

/// Twelve months of a diary.
pub struct Diary {
    /// Whose record.
    pub head: Head,
    /// The first days of the months, oldest first.
    pub months: Vec<Date>,
    /// How often in each month, by what it was in the language asked for.
    pub counts: BTreeMap<String, Vec<u32>>,
    /// The lines, newest first.
    pub items: Vec<Item>,
    /// The calendar year that is shown; `None` for the last twelve months.
    pub year: Option<i16>,
    /// This year, in the Netherlands.
    pub this_year: i16,
}

/// The numbers of a measurement as one text, by which a person says that exactly these are right.
pub fn said_of(measured: &Measured) -> String {
    let first = measured.first();
    measured.second().map_or_else(|| first.to_string(), |second: Number| format!("{first}/{second}"))
}

/// Who somebody beside a client is, in Dutch, as the author of what they add.
const fn role_of(basis: Basis) -> &'static str {
    match basis {
        Basis::Own => "Cliënt",
        Basis::FirstContact => "Eerste contactpersoon",
        Basis::SecondContact => "Tweede contactpersoon",
        Basis::NetworkMember => "Lid van het netwerk",
        Basis::Parent | Basis::ParentWithoutAuthority => "Ouder",
        Basis::Guardian => "Voogd",
        Basis::Curator => "Curator",
        Basis::Mentor => "Mentor",
        Basis::Proxy => "Gemachtigde",
        Basis::Partner => "Partner",
        Basis::Family => "Familielid",
        Basis::Administrator => "Bewindvoerder",
    }
}

/// What a form came to when it was read: kept as it is, or what is wrong.
enum Read {
    Note { title: String, text: String },
    Measured { measured: Measured, remark: String },
    Diary { kind: DiaryKind, seconds: Option<u32>, text: String },
}

impl Read {
    fn content(&self) -> Content<'_> {
        match self {
            Self::Note { title, text } => Content::Note { title, text },
            Self::Measured { measured, remark } => Content::Measured { measured: *measured, remark },
            Self::Diary { kind, seconds, text } => Content::Diary { kind: *kind, seconds: *seconds, text },
        }
    }
}

/// A text that may be empty.
fn optional(typed: &str, longest: usize) -> Result<String, TextFault> {
    match read_text(typed, longest) {
        Err(TextFault::Empty) => Ok(String::new()),
        other => other,
    }
}

fn read(what: OwnText<'_>, adult: bool, faults: &mut Vec<AddFault>) -> Option<Read> {
    let mut kept = |read: Result<String, AddFault>| read.map_err(|fault| faults.push(fault)).ok();
    match what {
        OwnText::Note { title, text } => {
            let title = kept(optional(title, LONGEST_TITLE).map_err(|_| AddFault::Title));
            let text = kept(read_text(text, LONGEST_TEXT).map_err(AddFault::Text));
            // A title is one line.
            Some(Read::Note { title: title?.replace('\n', " "), text: text? })
        }
        OwnText::Measurement { measure, first, second, remark, sure } => {
            let remark = kept(optional(remark, LONGEST_TEXT).map_err(AddFault::Text));
            let measured = Measured::read(measure, first, second)
                .map_err(|fault| faults.push(AddFault::Measure(fault)))
                .ok();
            let (measured, remark) = (measured?, remark?);
            let said = said_of(&measured);
            if let Some(odd) = measured.odd(adult).filter(|_| sure != said) {
                faults.push(AddFault::Odd(odd, said));
            }
            Some(Read::Measured { measured, remark })
        }
        OwnText::Diary { kind, minutes, seconds, text } => {
            // What is not named by its kind is told in words.
            let text = match kind {
                Some(DiaryKind::Other) => read_text(text, LONGEST_TEXT),
                Some(DiaryKind::Seizure | DiaryKind::Fall | DiaryKind::Pain) | None => {
                    optional(text, LONGEST_TEXT)
                }
            };
            let text = kept(text.map_err(AddFault::Text));
            let seconds = match read_lasting(minutes, seconds) {
                Ok(seconds) => Some(seconds),
                Err(fault) => {
                    faults.push(AddFault::Lasting(fault));
                    None
                }
            };
            if kind.is_none() {
                faults.push(AddFault::NoChoice);
            }
            Some(Read::Diary { kind: kind?, seconds: seconds?, text: text? })
        }
    }
}

fn forms(kinds: Kinds) -> Vec<OwnForm> {
    OwnForm::ALL.iter().copied().filter(|form| kinds.has(form.category().kind())).collect()
}

fn about(context: &RequestContext, kind: &str, id: String) -> RequestContext {
    let mut context = context.clone();
    context.things.push(LogThing { kind: kind.to_owned(), id });
    context
}

impl Services {
    /// What the actor may add to a record, and what the form begins with.
    pub async fn adding(
        &self,
        actor: &Actor,
        client: ClientId,
        form: Option<OwnForm>,
        context: &RequestContext,
    ) -> Result<Adding, Error> {
        let context = about(context, "form", form.map_or("choose", OwnForm::key).to_owned());
        let permit = self.store.permit::<AddOwn>(actor, Some(client), &context).await??;
        let forms = forms(permit.kinds());
        if form.is_some_and(|form| !forms.contains(&form)) {
            return Err(Error::NotFound);
        }
        Ok(Adding {
            client: self.store.client(&permit).await?,
            basis: permit.basis().map(|(_, basis)| basis),
            forms,
            now: now_typed(permit.at()),
        })
    }

    /// Puts what was typed into the record. The entry, or all that is wrong with the form: then nothing is
    /// kept.
    pub async fn add_own(
        &self,
        actor: &Actor,
        client: ClientId,
        new: &NewOwn<'_>,
        context: &RequestContext,
    ) -> Result<Result<EntryId, Vec<AddFault>>, Error> {
        let (form, entry) = (new.what.form(), self.store.entry_of_key(actor, new.key));
        let context = about(context, "entry", entry.to_string());
        let permit = self.store.permit::<AddOwn>(actor, Some(client), &context).await??;
        if !permit.kinds().has(form.category().kind()) {
            return Err(Error::NotFound);
        }
        let view = self.store.client(&permit).await?;
        let born = view.demographics.birth_date;
        let mut faults = Vec::new();
        let at = read_when(new.when, born, permit.at()).map_err(|fault| faults.push(AddFault::When(fault)));
        let adult = Phase::on(born, day_of(permit.at())) == Phase::Adult;
        let read = read(new.what, adult, &mut faults);
        let (Ok(at), Some(read), true) = (at, read, faults.is_empty()) else { return Ok(Err(faults)) };

        let basis = permit.basis().map_or(Basis::Own, |(_, basis)| basis);
        let author = Author {
            name: actor.display_name().to_owned(),
            role: role_of(basis).to_owned(),
            organisation: String::new(),
        };
        let composing = Composing {
            id: entry,
            client,
            client_name: &view.demographics.name.full(),
            by: if basis == Basis::Own { WrittenBy::Client } else { WrittenBy::Beside },
            author: &author,
            at,
            recorded: permit.at(),
            content: read.content(),
        };
        let bytes = compose(&composing);
        let resource = read_back(&bytes).map_err(|error| Error::Content(error.to_string()))?;
        let understood = understand(&resource);
        let act = format!("{form:?} {at} {:?}", composing.content);
        let care = understood.care_time.clone();
        let writing = Writing {
            entry,
            after: None,
            own: Some(form),
            category: understood.category,
            kind: resource.resource_type,
            summary: serde_json::to_value(Summary::of(&understood))
                .map_err(|error| Error::Content(error.to_string()))?,
            words: understood.words.join(" "),
            care: care.ok_or_else(|| Error::Content("a moment that was composed".to_owned()))?,
            author,
            location: view.location,
            care_type: None,
            state: PublishState::Published,
            bytes,
        };
        match self.store.write_entry(&permit, new.key, &act, writing).await? {
            Written::Kept(entry) => Ok(Ok(entry)),
            // What was typed since is not lost: it comes back as a form of its own.
            Written::KeyReused => Ok(Err(vec![AddFault::SentBefore])),
            Written::NotCovered | Written::NotThere | Written::Stale => Err(Error::NotFound),
        }
    }

    /// What was added to a record by the client and those beside the client, apart from what care workers
    /// wrote (R34).
    pub async fn own_entries(
        &self,
        actor: &Actor,
        client: ClientId,
        after: Option<Cursor>,
        context: &RequestContext,
    ) -> Result<OwnList, Error> {
        let permit = self.read_permit(actor, client, context, "page", "own").await?;
        let page = self.store.own_entries(&permit, after).await?;
        let items = page
            .entries
            .into_iter()
            .map(|own| Ok(OwnItem { mine: own.mine, withdrawn: own.withdrawn, item: item(own.row)? }))
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(OwnList { head: self.head(actor, &permit, "").await?, items, older: page.next })
    }

    /// Takes back what the actor added (R35: nothing is deleted).
    pub async fn withdraw_own(
        &self,
        actor: &Actor,
        client: ClientId,
        entry: EntryId,
        context: &RequestContext,
    ) -> Result<(), Error> {
        let context = about(context, "entry", entry.to_string());
        let permit = self.store.permit::<AddOwn>(actor, Some(client), &context).await??;
        if self.store.withdraw_own(&permit, entry).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// How often what happened, month by month: of a calendar year, or of the last twelve months.
    pub async fn diary(
        &self,
        actor: &Actor,
        client: ClientId,
        year: Option<i16>,
        language: Language,
        context: &RequestContext,
    ) -> Result<Diary, Error> {
        let permit = self.read_permit(actor, client, context, "page", "diary").await?;
        if !permit.kinds().has(OwnForm::Diary.category().kind()) {
            return Err(Error::NotFound);
        }
        let today = day_of(permit.at());
        let months = months(year, today).ok_or(Error::NotFound)?;
        let [first, .., last] = months.as_slice() else { return Err(Error::NotFound) };
        let end = last.checked_add(1.month()).map_err(|_| Error::NotFound)?;
        let rows = self.store.diary(&permit, begin(*first)?, begin(end)?).await?;
        let items = rows.into_iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let mut counts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for one in &items {
            let day = day_of(one.row.care.at);
            let place = months.iter().position(|month| month.first_of_month() == day.first_of_month());
            let title = one.summary.title(language).to_owned();
            let counted = counts.entry(title).or_insert_with(|| vec![0; months.len()]);
            if let Some(count) = place.and_then(|place| counted.get_mut(place)) {
                *count += 1;
            }
        }
        let head = self.head(actor, &permit, "").await?;
        Ok(Diary { head, months, counts, items, year, this_year: today.year() })
    }
}

/// The first days of the twelve months of a year, or of the last twelve months; `None` for a year that
/// has not begun or that nobody lived in.
fn months(year: Option<i16>, today: Date) -> Option<Vec<Date>> {
    let first = match year {
        Some(year) if (1900..=today.year()).contains(&year) => Date::new(year, 1, 1).ok()?,
        Some(_) => return None,
        None => today.first_of_month().checked_sub(11.months()).ok()?,
    };
    (0..12).map(|number: i32| first.checked_add(number.months()).ok()).collect()
}

/// The first instant of a day in the Netherlands.
fn begin(day: Date) -> Result<Timestamp, Error> {
    let midnight = day.to_zoned(amsterdam()).map_err(|_| Error::NotFound)?;
    Ok(midnight.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::months;

    #[test]
    fn a_diary_shows_twelve_months() {
        let today = date(2026, 5, 31);
        let last = months(None, today).unwrap();
        assert_eq!((last.len(), last[0], last[11]), (12, date(2025, 6, 1), date(2026, 5, 1)));
        let year = months(Some(2026), today).unwrap();
        assert_eq!((year.len(), year[0], year[11]), (12, date(2026, 1, 1), date(2026, 12, 1)));
        for (year, shown) in [(1899, false), (1900, true), (2026, true), (2027, false)] {
            assert_eq!(months(Some(year), today).is_some(), shown, "{year}");
        }
    }
}
