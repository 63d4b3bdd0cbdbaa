//! Terms of use, for the administrator: the list, the form, the look at what it becomes, publishing.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]
#![expect(clippy::too_many_arguments, reason = "a form has as many fields as it has")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, DifferencePiece, Packed};

/// A published version in the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedLine {
    /// Its page.
    pub href: String,
    /// How it is called.
    pub label: String,
    /// The day from which it applies.
    pub day: String,
    /// In force, announced or past, in words.
    pub state: String,
    /// When it was published and by whom.
    pub by: String,
    /// Accounts that agreed.
    pub accepted: u32,
    /// Accounts that were mailed.
    pub mailed: u32,
}

/// A document in the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedDocument {
    /// Its word in addresses.
    pub key: String,
    /// Its name.
    pub title: String,
    /// Its versions, newest first.
    pub versions: Vec<PublishedLine>,
}

/// What has just been done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublishNews {
    /// A version was published; the day from which it applies, empty for at once.
    Published {
        /// The day in words.
        day: String,
    },
    /// A draft was thrown away.
    Dropped,
    /// The draft was changed or published by somebody meanwhile: nothing was done.
    Changed,
}

/// The administrator's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishList {
    /// What has just been done.
    pub news: Option<PublishNews>,
    /// Documents with their versions.
    pub documents: Vec<PublishedDocument>,
    /// Drafts: the document's word, and a sentence.
    pub drafts: Vec<(String, String)>,
}

/// The form for a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishForm {
    /// The document's word; empty for a new document.
    pub document: String,
    /// Name of the document in the reader's language; empty for a new one.
    pub title: String,
    /// What stands in the fields, in the order `title_nl`, `title_en`, `label`, day, month, year,
    /// `summary_nl`, `summary_en`, `text_nl`, `text_en`.
    pub fields: [String; 10],
    /// What is wrong: the id of a field, and what.
    pub faults: Vec<(String, String)>,
    /// When the draft was kept; empty where there is none.
    pub draft: String,
    /// Whether what changes must be said.
    pub changes: bool,
    /// The first day that is good.
    pub first_day: String,
}

/// What a draft becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishPreview {
    /// The document's word.
    pub document: String,
    /// The draft that is looked at.
    pub revision: String,
    /// Key that makes publishing twice the same as once.
    pub key: String,
    /// How the version is called.
    pub label: String,
    /// Names of the document: Dutch, English.
    pub titles: [String; 2],
    /// From when it applies: a sentence.
    pub begins: String,
    /// Whether the day is too early by now.
    pub too_early: bool,
    /// What changes: Dutch, English.
    pub summaries: [String; 2],
    /// The texts as HTML: Dutch, English.
    pub html: [String; 2],
    /// What differs from the newest version: Dutch, English.
    pub pieces: [Vec<DifferencePiece>; 2],
    /// Whether there is a version to compare with.
    pub compared: bool,
}

/// The administrator's list of documents and versions.
#[server(prefix = "/api", endpoint = "beheer/voorwaarden")]
pub async fn read_publish_list(form: Option<String>) -> Result<Packed<PublishList>, ApiError> {
    use super::terms::shape;
    use inzage_domain::{
        terms::{Standing, standing},
        written::moment,
    };

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let overview = crate::host::answer(visit.services.terms_overview(actor, &visit.context).await)?;
    let versions: Vec<_> = overview.versions.iter().map(|one| one.version.clone()).collect();
    let now = visit.services.clock.now();
    let mut documents: Vec<PublishedDocument> = Vec::new();
    for one in &overview.versions {
        let version = &one.version;
        let when = moment(visit.language, version.published_at);
        let line = PublishedLine {
            href: shape::href(version),
            label: version.label.clone(),
            day: shape::day(visit.language, version),
            state: match standing(&versions, version, now) {
                Standing::InForce => texts.terms_state_in_force(),
                Standing::Announced => texts.terms_state_announced(),
                Standing::Past => texts.terms_state_past(),
            }
            .to_owned(),
            by: match &one.by {
                Some(name) => texts.publish_by(&when, name),
                None => texts.publish_by_supplier(&when),
            },
            accepted: crate::host::small(one.accepted),
            mailed: crate::host::small(one.mailed),
        };
        match documents.iter_mut().find(|known| known.key == version.key) {
            Some(known) => known.versions.push(line),
            None => documents.push(PublishedDocument {
                key: version.key.clone(),
                title: version.title(visit.language).to_owned(),
                versions: vec![line],
            }),
        }
    }
    let drafts = overview
        .drafts
        .iter()
        .map(|(document, at)| {
            (document.clone(), texts.publish_draft_of(document, &moment(visit.language, *at)))
        })
        .collect();
    let news = crate::host::flash::take("voorwaarden-klaar", form).await;
    Ok(Packed::of(&PublishList { news, documents, drafts }))
}

/// The form for a new version of a document, or without one for a new document.
#[server(prefix = "/api", endpoint = "beheer/voorwaarden/formulier")]
pub async fn read_publish_form(
    #[server(default)] document: Option<String>,
    form: Option<String>,
) -> Result<Packed<PublishForm>, ApiError> {
    use inzage_domain::written::{date, moment};
    use inzage_services::terms::publish::{Fault, Field, TermsForm};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let document = document.filter(|document| !document.is_empty());
    let start = visit.services.terms_form(actor, document.as_deref(), &visit.context).await;
    let start = crate::host::answer(start)?;
    let refused: Option<(TermsForm, Vec<(Field, Fault)>)> =
        crate::host::flash::take("voorwaarden-tekst", form).await;
    let (form, faults) = refused.unwrap_or((start.form, Vec::new()));
    let title = visit.language.pick(&form.title_nl, &form.title_en).clone();
    Ok(Packed::of(&PublishForm {
        title: if document.is_some() { title } else { String::new() },
        document: document.unwrap_or_default(),
        faults: faults.iter().map(|(field, fault)| told(&visit, *field, fault)).collect(),
        draft: start.draft.map(|draft| moment(visit.language, draft.updated_at)).unwrap_or_default(),
        changes: start.changes,
        first_day: date(visit.language, start.first_day),
        fields: [
            form.title_nl,
            form.title_en,
            form.label,
            form.day,
            form.month,
            form.year,
            form.summary_nl,
            form.summary_en,
            form.text_nl,
            form.text_en,
        ],
    }))
}

/// The id of a field and what is wrong with it, in words.
#[cfg(feature = "ssr")]
fn told(
    visit: &crate::host::Visit,
    field: inzage_services::terms::publish::Field,
    fault: &inzage_services::terms::publish::Fault,
) -> (String, String) {
    use inzage_services::terms::publish::{Fault, Field};

    let texts = crate::locales::Texts(visit.language);
    let id = match field {
        Field::TitleNl => "title_nl",
        Field::TitleEn => "title_en",
        Field::Label => "label",
        Field::Day => "begins",
        Field::SummaryNl => "summary_nl",
        Field::SummaryEn => "summary_en",
        Field::TextNl => "text_nl",
        Field::TextEn => "text_en",
    };
    let what = match fault {
        Fault::Missing => texts.publish_missing().to_owned(),
        Fault::TooLong { most } => texts.publish_too_long(*most),
        Fault::NoDate => texts.publish_no_date().to_owned(),
        Fault::TooEarly { first } => {
            texts.publish_too_early(&inzage_domain::written::date(visit.language, *first))
        }
        Fault::Taken => texts.publish_taken().to_owned(),
    };
    (id.to_owned(), what)
}

/// Keeps a draft and leads to what it becomes; or back to the form with what is wrong.
#[server(prefix = "/api", endpoint = "beheer/voorwaarden/bewaren")]
pub async fn keep_terms_draft(
    #[server(default)] document: Option<String>,
    #[server(default)] title_nl: String,
    #[server(default)] title_en: String,
    #[server(default)] label: String,
    #[server(default)] begins_day: String,
    #[server(default)] begins_month: String,
    #[server(default)] begins_year: String,
    #[server(default)] summary_nl: String,
    #[server(default)] summary_en: String,
    #[server(default)] text_nl: String,
    #[server(default)] text_en: String,
) -> Result<Packed<Vec<(String, String)>>, ApiError> {
    use inzage_services::terms::publish::{Kept, TermsForm};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let document = document.filter(|document| !document.is_empty());
    let (day, month, year) = (begins_day, begins_month, begins_year);
    let form =
        TermsForm { title_nl, title_en, label, day, month, year, summary_nl, summary_en, text_nl, text_en };
    let kept = visit.services.keep_terms_draft(actor, document.as_deref(), &form, &visit.context).await;
    let faults = match crate::host::answer(kept)? {
        Kept::Kept { document } => {
            crate::host::redirect(&format!("/beheer/voorwaarden/{document}/voorbeeld"));
            return Ok(Packed::of(&Vec::new()));
        }
        Kept::Faults(faults) => faults,
    };
    let page = match &document {
        Some(document) => format!("/beheer/voorwaarden/{document}/nieuw"),
        None => "/beheer/voorwaarden/nieuw".to_owned(),
    };
    let told = faults.iter().map(|(field, fault)| told(&visit, *field, fault)).collect();
    crate::host::flash::refused("voorwaarden-tekst", &page, &(form, faults)).await?;
    Ok(Packed::of(&told))
}

/// What a draft becomes.
#[server(prefix = "/api", endpoint = "beheer/voorwaarden/voorbeeld")]
pub async fn read_publish_preview(document: String) -> Result<Packed<PublishPreview>, ApiError> {
    use super::terms::shape;
    use inzage_domain::written::{date, day_of};

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = crate::locales::Texts(visit.language);
    let preview = visit.services.terms_preview(actor, &document, &visit.context).await;
    let preview = crate::host::answer(preview)?;
    let draft = preview.draft.texts;
    let html = |text: &str| crate::host::markdown::html(text, 4, texts.other_website());
    let begins = match preview.begins {
        Ok(at) if at <= visit.services.clock.now() => texts.preview_now().to_owned(),
        Ok(at) => texts.preview_from(&date(visit.language, day_of(at))),
        Err(first) => texts.preview_too_early(&date(visit.language, first)),
    };
    Ok(Packed::of(&PublishPreview {
        document,
        revision: preview.draft.revision.to_string(),
        key: crate::host::new_key(&visit),
        begins,
        too_early: preview.begins.is_err(),
        html: [html(&draft.text_nl), html(&draft.text_en)],
        titles: [draft.title_nl, draft.title_en],
        label: draft.label,
        summaries: [draft.summary_nl, draft.summary_en],
        pieces: [shape::pieces(preview.difference_nl), shape::pieces(preview.difference_en)],
        compared: preview.newest.is_some(),
    }))
}

/// Publishes the draft that was looked at.
#[server(prefix = "/api", endpoint = "beheer/voorwaarden/publiceren")]
pub async fn publish_terms(document: String, revision: String, key: String) -> Result<(), ApiError> {
    use inzage_services::terms::publish::Published;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let (Ok(revision), Ok(key)) = (revision.parse(), key.parse()) else {
        return Err(crate::host::fail(ApiError::Unreadable));
    };
    let published = visit.services.publish_terms(actor, &document, revision, key, &visit.context).await;
    match crate::host::answer(published)? {
        Published::Now(id) => {
            let versions = crate::host::answer(visit.services.terms_versions(&visit.organisation).await)?;
            let coming = versions
                .iter()
                .find(|version| version.id == id && version.valid_from > visit.services.clock.now());
            let day = coming.map(|version| super::terms::shape::day(visit.language, version));
            let news = PublishNews::Published { day: day.unwrap_or_default() };
            crate::host::flash::refused("voorwaarden-klaar", "/beheer/voorwaarden", &news).await
        }
        Published::Before => {
            crate::host::redirect("/beheer/voorwaarden");
            Ok(())
        }
        // There may be no draft any more: the list says what there is.
        Published::Changed => {
            crate::host::flash::refused("voorwaarden-klaar", "/beheer/voorwaarden", &PublishNews::Changed)
                .await
        }
        // The day has passed since it was looked at: the page says so.
        Published::TooEarly { .. } => {
            crate::host::redirect(&format!("/beheer/voorwaarden/{document}/voorbeeld"));
            Ok(())
        }
    }
}

/// Throws a draft away.
#[server(prefix = "/api", endpoint = "beheer/voorwaarden/weggooien")]
pub async fn drop_terms_draft(document: String) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    crate::host::answer(visit.services.drop_terms_draft(actor, &document, &visit.context).await)?;
    crate::host::flash::refused("voorwaarden-klaar", "/beheer/voorwaarden", &PublishNews::Dropped).await
}
