//! Publishing a new version of the terms, by an administrator: a form, a draft, a look at what it
//! becomes, and only then the version, which never changes (R30).

use inzage_domain::{
    TermsVersionId,
    access::{ChangeOrganisation, Permit, ReadOrganisation},
    fold,
    terms::{TermsVersion, begins, in_force, notice_days},
    written::read_date,
};
use inzage_store::{
    Actor, DraftTexts, Organisation, Recorded, RequestContext, StoreError, TermsDraft, TermsOverview,
    TermsVersions,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::difference::{Piece, difference};
use crate::{Error, Services};

/// The most letters of a line.
const LINE: usize = 120;
/// The most letters of a summary.
const SUMMARY: usize = 2_000;
/// The most letters of a text.
const TEXT: usize = 60_000;

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsForm {
    /// Name of the document, Dutch.
    pub title_nl: String,
    /// Name of the document, English.
    pub title_en: String,
    /// How people call the version.
    pub label: String,
    /// Day of the month from which it applies.
    pub day: String,
    /// Month.
    pub month: String,
    /// Year.
    pub year: String,
    /// What has changed, Dutch.
    pub summary_nl: String,
    /// What has changed, English.
    pub summary_en: String,
    /// Text in Dutch.
    pub text_nl: String,
    /// Text in English.
    pub text_en: String,
}

/// A field of the form; its word is its name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Name, Dutch.
    TitleNl,
    /// Name, English.
    TitleEn,
    /// The version's name.
    Label,
    /// The date.
    Day,
    /// What has changed, Dutch.
    SummaryNl,
    /// What has changed, English.
    SummaryEn,
    /// Text, Dutch.
    TextNl,
    /// Text, English.
    TextEn,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Nothing was typed.
    Missing,
    /// More letters than fit.
    TooLong {
        /// How many fit.
        most: u32,
    },
    /// No date.
    NoDate,
    /// Too early.
    TooEarly {
        /// The first day that is good.
        first: Date,
    },
    /// There is such a document already.
    Taken,
}

/// What the page with the form needs.
#[derive(Clone, Debug)]
pub struct FormStart {
    /// What the form begins with: the draft, else the newest version, else nothing.
    pub form: TermsForm,
    /// The draft that it is, where it is one.
    pub draft: Option<TermsDraft>,
    /// Whether there is a version already: then what changes must be said.
    pub changes: bool,
    /// The first day that can be chosen.
    pub first_day: Date,
}

/// What came of keeping a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Kept: look at it.
    Kept {
        /// The document's word.
        document: String,
    },
    /// Not kept.
    Faults(Vec<(Field, Fault)>),
}

/// What a draft becomes.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The draft.
    pub draft: TermsDraft,
    /// The newest version that there is.
    pub newest: Option<TermsVersion>,
    /// From when it applies, or the first day that is good by now.
    pub begins: Result<Timestamp, Date>,
    /// What differs from the newest version, Dutch.
    pub difference_nl: Vec<Piece>,
    /// What differs, English.
    pub difference_en: Vec<Piece>,
}

/// What came of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// Published now.
    Now(TermsVersionId),
    /// Published before by the same form.
    Before,
    /// The draft was changed or published since the page was drawn: look again.
    Changed,
    /// The day has passed, or leaves too few days of notice.
    TooEarly {
        /// The first day that is good.
        first: Date,
    },
}

impl Services {
    /// The administrator's list of the terms.
    pub async fn terms_overview(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<TermsOverview, Error> {
        let permit: Recorded<Permit<ReadOrganisation>> = self.store.permit(actor, None, context).await??;
        Ok(self.store.terms_overview(&permit).await?)
    }

    /// The form for a new version of a document, or for a new document. `NotFound` when there is no such
    /// document and no draft of it.
    pub async fn terms_form(
        &self,
        actor: &Actor,
        document: Option<&str>,
        context: &RequestContext,
    ) -> Result<FormStart, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let versions = self.store.terms_versions(actor.organisation()).await?;
        let (mut draft, mut newest) = (None, None);
        if let Some(document) = document {
            draft = self.store.terms_draft(&permit, document).await?;
            newest = newest_of(&versions, document).cloned();
            if draft.is_none() && newest.is_none() {
                return Err(Error::NotFound);
            }
        }
        let form = match (&draft, &newest) {
            (Some(draft), _) => typed(&draft.texts),
            (None, Some(newest)) => TermsForm {
                title_nl: newest.title_nl.clone(),
                title_en: newest.title_en.clone(),
                text_nl: newest.text_nl.clone(),
                text_en: newest.text_en.clone(),
                ..TermsForm::default()
            },
            (None, None) => TermsForm::default(),
        };
        let first_day = self.first_day(actor.organisation(), &versions);
        Ok(FormStart { form, draft, changes: newest.is_some(), first_day })
    }

    /// The first day that a version can begin on.
    fn first_day(&self, organisation: &Organisation, versions: &TermsVersions) -> Date {
        let now = self.clock.now();
        let today = inzage_domain::written::day_of(now);
        let days = notice_days(organisation.policy(), !in_force(versions, now).is_empty());
        today.checked_add(i64::from(days).days()).unwrap_or(today)
    }

    /// From when a version of this day would apply, or the first day that is good.
    fn begins(
        &self,
        organisation: &Organisation,
        versions: &TermsVersions,
        day: Date,
    ) -> Result<Timestamp, Date> {
        let now = self.clock.now();
        let days = notice_days(organisation.policy(), !in_force(versions, now).is_empty());
        begins(day, now, days).map_err(|early| early.first)
    }

    /// Keeps what was typed as the document's draft, when it is complete.
    pub async fn keep_terms_draft(
        &self,
        actor: &Actor,
        document: Option<&str>,
        form: &TermsForm,
        context: &RequestContext,
    ) -> Result<Kept, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let versions = self.store.terms_versions(actor.organisation()).await?;
        let known = match document {
            Some(document) => newest_of(&versions, document).is_some(),
            None => false,
        };
        let (texts, mut faults) = read(form, known);
        if let Some(day) = texts.as_ref().map(|texts| texts.day)
            && let Err(first) = self.begins(actor.organisation(), &versions, day)
        {
            faults.push((Field::Day, Fault::TooEarly { first }));
        }
        let word = if let Some(document) = document {
            if !known && self.store.terms_draft(&permit, document).await?.is_none() {
                return Err(Error::NotFound);
            }
            document.to_owned()
        } else {
            let word = word_of(&form.title_nl);
            let same_name = |version: &TermsVersion| fold(&version.title_nl) == fold(form.title_nl.trim());
            let taken = newest_of(&versions, &word).is_some()
                || versions.iter().any(same_name)
                || self.store.terms_draft(&permit, &word).await?.is_some();
            if taken && !form.title_nl.trim().is_empty() {
                faults.push((Field::TitleNl, Fault::Taken));
            }
            word
        };
        let Some(texts) = texts.filter(|_| faults.is_empty()) else {
            return Ok(Kept::Faults(faults));
        };
        self.store.keep_terms_draft(&permit, &word, &texts).await?;
        Ok(Kept::Kept { document: word })
    }

    /// What a draft becomes. `NotFound` when there is none.
    pub async fn terms_preview(
        &self,
        actor: &Actor,
        document: &str,
        context: &RequestContext,
    ) -> Result<Preview, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let draft = self.store.terms_draft(&permit, document).await?.ok_or(Error::NotFound)?;
        let versions = self.store.terms_versions(actor.organisation()).await?;
        let newest = newest_of(&versions, document).cloned();
        let differs = |old: fn(&TermsVersion) -> &str, new: &str| {
            newest.as_ref().map(|newest| difference(old(newest), new)).unwrap_or_default()
        };
        Ok(Preview {
            begins: self.begins(actor.organisation(), &versions, draft.texts.day),
            difference_nl: differs(|version| &version.text_nl, &draft.texts.text_nl),
            difference_en: differs(|version| &version.text_en, &draft.texts.text_en),
            newest,
            draft,
        })
    }

    /// Publishes the draft that was looked at. The same form again has no second effect.
    pub async fn publish_terms(
        &self,
        actor: &Actor,
        document: &str,
        revision: Uuid,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Published, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let versions = self.store.terms_versions(actor.organisation()).await?;
        let draft = self.store.terms_draft(&permit, document).await?;
        let valid_from = match draft.filter(|draft| draft.revision == revision) {
            Some(draft) => match self.begins(actor.organisation(), &versions, draft.texts.day) {
                Ok(valid_from) => valid_from,
                Err(first) => return Ok(Published::TooEarly { first }),
            },
            // Published before, or another draft by now: the store tells which.
            None => self.clock.now(),
        };
        let made =
            self.store.publish_terms_draft(&permit, (document, revision), valid_from, key, context).await;
        match made {
            Ok(Some(id)) => Ok(Published::Now(id)),
            Ok(None) => Ok(Published::Before),
            Err(StoreError::Conflict(_)) => Ok(Published::Changed),
            Err(error) => Err(error.into()),
        }
    }

    /// Throws a draft away.
    pub async fn drop_terms_draft(
        &self,
        actor: &Actor,
        document: &str,
        context: &RequestContext,
    ) -> Result<(), Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        Ok(self.store.drop_terms_draft(&permit, document).await?)
    }
}

fn newest_of<'v>(versions: &'v TermsVersions, document: &str) -> Option<&'v TermsVersion> {
    versions.iter().find(|version| version.key == document)
}

/// The word of a new document in addresses: its Dutch name in small letters and dashes.
fn word_of(title: &str) -> String {
    let folded = fold(title);
    let parts: Vec<&str> =
        folded.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let word: String = parts.join("-").chars().take(40).collect();
    if word.is_empty() { "document".to_owned() } else { word.trim_end_matches('-').to_owned() }
}

/// A draft as the form shows it.
fn typed(texts: &DraftTexts) -> TermsForm {
    TermsForm {
        title_nl: texts.title_nl.clone(),
        title_en: texts.title_en.clone(),
        label: texts.label.clone(),
        day: texts.day.day().to_string(),
        month: texts.day.month().to_string(),
        year: texts.day.year().to_string(),
        summary_nl: texts.summary_nl.clone(),
        summary_en: texts.summary_en.clone(),
        text_nl: texts.text_nl.clone(),
        text_en: texts.text_en.clone(),
    }
}

/// Reads what was typed; gives the texts when all of it can be read, and what is wrong. Where there
/// is a version already, what changes must be said (L4).
fn read(form: &TermsForm, changes: bool) -> (Option<DraftTexts>, Vec<(Field, Fault)>) {
    let mut faults = Vec::new();
    let mut text = |field: Field, typed: &str, most: usize, needed: bool| {
        // A form sends its lines with two signs at their ends.
        let typed = typed.replace("\r\n", "\n").trim().to_owned();
        if typed.is_empty() && needed {
            faults.push((field, Fault::Missing));
        } else if typed.chars().count() > most {
            faults.push((field, Fault::TooLong { most: u32::try_from(most).unwrap_or(u32::MAX) }));
        }
        typed
    };
    let title_nl = text(Field::TitleNl, &form.title_nl, LINE, true);
    let title_en = text(Field::TitleEn, &form.title_en, LINE, true);
    let label = text(Field::Label, &form.label, LINE, true);
    let summary_nl = text(Field::SummaryNl, &form.summary_nl, SUMMARY, changes);
    let summary_en = text(Field::SummaryEn, &form.summary_en, SUMMARY, changes);
    let text_nl = text(Field::TextNl, &form.text_nl, TEXT, true);
    let text_en = text(Field::TextEn, &form.text_en, TEXT, true);
    let Some(day) = date(form) else {
        let empty = [&form.day, &form.month, &form.year].iter().all(|part| part.trim().is_empty());
        faults.push((Field::Day, if empty { Fault::Missing } else { Fault::NoDate }));
        return (None, faults);
    };
    (Some(DraftTexts { title_nl, title_en, label, day, summary_nl, summary_en, text_nl, text_en }), faults)
}

fn date(form: &TermsForm) -> Option<Date> {
    // Two digits are a slip of the hand, not the first century.
    read_date(&form.day, &form.month, &form.year).filter(|day| day.year() >= 1000)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Fault, Field, LINE, TermsForm, read, word_of};

    fn form() -> TermsForm {
        TermsForm {
            title_nl: "Gebruiksvoorwaarden".into(),
            title_en: "Terms of use".into(),
            label: "1 juni 2026".into(),
            day: " 1 ".into(),
            month: "6".into(),
            year: "2026".into(),
            summary_nl: "Er is een regel bij.".into(),
            summary_en: "One more rule.".into(),
            text_nl: "# Kop\r\n\r\nEen regel.".into(),
            text_en: "# Heading\r\n\r\nA rule.".into(),
        }
    }

    #[test]
    fn a_form_is_read_or_says_what_is_wrong() {
        type Change = fn(&mut TermsForm);
        let (texts, faults) = read(&form(), true);
        let texts = texts.unwrap();
        assert!(faults.is_empty());
        assert_eq!((texts.day, texts.text_nl.as_str()), (date(2026, 6, 1), "# Kop\n\nEen regel."));
        let cases: [(Change, &[(Field, Fault)]); 6] = [
            (|form| form.label = "  ".into(), &[(Field::Label, Fault::Missing)]),
            (|form| form.label = "a".repeat(LINE), &[]),
            (|form| form.label = "a".repeat(LINE + 1), &[(Field::Label, Fault::TooLong { most: 120 })]),
            (|form| form.day = "31".into(), &[(Field::Day, Fault::NoDate)]),
            (|form| form.year = "26".into(), &[(Field::Day, Fault::NoDate)]),
            (|form| form.summary_en.clear(), &[(Field::SummaryEn, Fault::Missing)]),
        ];
        for (change, expected) in cases {
            let mut form = form();
            change(&mut form);
            assert_eq!(read(&form, true).1, expected);
        }
        let first = TermsForm { summary_nl: String::new(), summary_en: String::new(), ..form() };
        assert!(read(&first, false).1.is_empty(), "a first text changes nothing");
        assert_eq!(read(&TermsForm::default(), true).1.len(), 8);
    }

    #[test]
    fn the_word_of_a_document_fits_in_an_address() {
        for (title, word) in [
            ("Gebruiksvoorwaarden", "gebruiksvoorwaarden"),
            ("Het netwerk: wat mag?", "het-netwerk-wat-mag"),
            ("Één café", "een-cafe"),
            ("../..", "document"),
            ("", "document"),
        ] {
            assert_eq!(word_of(title), word);
        }
    }
}
