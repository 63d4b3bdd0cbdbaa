//! News of the organisation (R113): what everybody reads, and what an administrator writes.

#![expect(missing_docs, reason = "the fields of the structs that `#[server]` makes are the arguments below")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Packed};

/// An item as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsView {
    /// Title.
    pub title: String,
    /// The day on which it was published, in words.
    pub day: String,
    /// The text, made safe.
    pub html: String,
}

/// An item in the administrator's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsLine {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// A draft, since when it is public, or when it was over: in words.
    pub state: String,
}

/// The form of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsForm {
    /// The id of the draft, also of a new one.
    pub id: String,
    /// Titles and texts: title Dutch, title English, text Dutch, text English.
    pub fields: [String; 4],
    /// Ids of fields and what is wrong with them.
    pub faults: Vec<(String, String)>,
}

/// What an item becomes, or is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsPreview {
    /// Its id.
    pub id: String,
    /// In Dutch and in English.
    pub sides: [NewsView; 2],
    /// Its state in words.
    pub state: String,
    /// It can be changed and published.
    pub draft: bool,
    /// It can be said to be over.
    pub public: bool,
}

/// What everybody can read now.
#[server(prefix = "/api", endpoint = "nieuws")]
pub async fn read_news() -> Result<Packed<Vec<NewsView>>, ApiError> {
    let visit = crate::host::visit()?;
    let items = crate::host::answer(visit.services.news_public(&visit.organisation).await)?;
    let texts = crate::locales::Texts(visit.language);
    Ok(Packed::of(&items.iter().map(|item| shape::view(item, texts)).collect::<Vec<_>>()))
}

/// All news, for an administrator.
#[server(prefix = "/api", endpoint = "beheer/nieuws")]
pub async fn read_news_list() -> Result<Packed<Vec<NewsLine>>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let items = crate::host::answer(visit.services.news_written(actor, &visit.context).await)?;
    let texts = crate::locales::Texts(visit.language);
    let lines = items.iter().map(|item| NewsLine {
        id: item.id.to_string(),
        title: shape::title(item, texts).to_owned(),
        state: shape::state(item, texts),
    });
    Ok(Packed::of(&lines.collect::<Vec<_>>()))
}

/// The form of a draft, or without one for a new item.
#[server(prefix = "/api", endpoint = "beheer/nieuws/formulier")]
pub async fn read_news_form(
    #[server(default)] news: String,
    form: Option<String>,
) -> Result<Packed<NewsForm>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let items = crate::host::answer(visit.services.news_written(actor, &visit.context).await)?;
    let refused: Option<NewsForm> = crate::host::flash::take("nieuws", form).await;
    if let Some(refused) = refused {
        return Ok(Packed::of(&refused));
    }
    if news.is_empty() {
        return Ok(Packed::of(&NewsForm { id: crate::host::new_key(&visit), ..NewsForm::default() }));
    }
    // What is published does not change any more.
    let draft = items.iter().find(|item| item.id.to_string() == news && item.published.is_none());
    let texts = draft.ok_or_else(|| crate::host::fail(ApiError::NotFound))?.texts.clone();
    let fields = [texts.title_nl, texts.title_en, texts.text_nl, texts.text_en];
    Ok(Packed::of(&NewsForm { id: news, fields, faults: Vec::new() }))
}

/// Keeps a draft and leads to what it becomes; or back to the form with what is wrong.
#[server(prefix = "/api", endpoint = "beheer/nieuws/bewaren")]
pub async fn keep_news(
    news: inzage_domain::NewsId,
    #[server(default)] title_nl: String,
    #[server(default)] title_en: String,
    #[server(default)] text_nl: String,
    #[server(default)] text_en: String,
) -> Result<Packed<NewsForm>, ApiError> {
    use inzage_services::news::NewsKept;
    use inzage_store::NewsTexts;

    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let texts = NewsTexts { title_nl, title_en, text_nl, text_en };
    let kept = visit.services.keep_news(actor, news, &texts, &visit.context).await;
    let faults = match crate::host::answer(kept)? {
        NewsKept::Done | NewsKept::Published => {
            crate::host::redirect(&format!("/beheer/nieuws/{news}"));
            return Ok(Packed::of(&NewsForm::default()));
        }
        NewsKept::Faults(faults) => faults,
    };
    let form = NewsForm {
        id: news.to_string(),
        fields: [texts.title_nl, texts.title_en, texts.text_nl, texts.text_en],
        faults: shape::faults(&faults, crate::locales::Texts(visit.language)),
    };
    crate::host::flash::refused("nieuws", "/beheer/nieuws/nieuw", &form).await?;
    Ok(Packed::of(&form))
}

/// What an item becomes, or is.
#[server(prefix = "/api", endpoint = "beheer/nieuws/voorbeeld")]
pub async fn read_news_preview(news: inzage_domain::NewsId) -> Result<Packed<NewsPreview>, ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let items = crate::host::answer(visit.services.news_written(actor, &visit.context).await)?;
    let item = items.iter().find(|item| item.id == news);
    let item = item.ok_or_else(|| crate::host::fail(ApiError::NotFound))?;
    Ok(Packed::of(&shape::preview(item, crate::locales::Texts(visit.language))))
}

/// Publishes a draft.
#[server(prefix = "/api", endpoint = "beheer/nieuws/publiceren")]
pub async fn publish_news_item(news: inzage_domain::NewsId) -> Result<(), ApiError> {
    moved(news, true).await
}

/// Says that an item is over.
#[server(prefix = "/api", endpoint = "beheer/nieuws/beeindigen")]
pub async fn end_news(news: inzage_domain::NewsId) -> Result<(), ApiError> {
    moved(news, false).await
}

/// The title of the newest item, for the pages where people begin; empty where there is none.
#[cfg(feature = "ssr")]
pub(super) async fn newest(visit: &crate::host::Visit) -> Result<String, ApiError> {
    let items = crate::host::answer(visit.services.news_public(&visit.organisation).await)?;
    let texts = crate::locales::Texts(visit.language);
    Ok(items.first().map(|item| shape::title(item, texts).to_owned()).unwrap_or_default())
}

#[cfg(feature = "ssr")]
async fn moved(news: inzage_domain::NewsId, publish: bool) -> Result<(), ApiError> {
    let visit = crate::host::visit()?;
    let actor = crate::host::actor(&visit)?;
    let moved = crate::host::answer(visit.services.move_news(actor, news, publish, &visit.context).await)?;
    let word = match (moved, publish) {
        (true, true) => "?gedaan=gepubliceerd",
        (true, false) => "?gedaan=beeindigd",
        // The list says what it is now.
        (false, _) => "",
    };
    crate::host::redirect(&format!("/beheer/nieuws{word}"));
    Ok(())
}

#[cfg(feature = "ssr")]
mod shape {
    use inzage_domain::{Language, written};
    use inzage_services::news::{NewsFault, NewsField};
    use inzage_store::NewsItem;

    use super::{NewsPreview, NewsView};
    use crate::locales::Texts;

    pub(super) fn title(item: &NewsItem, texts: Texts) -> &str {
        texts.0.pick(item.texts.title_nl.as_str(), item.texts.title_en.as_str())
    }

    pub(super) fn view(item: &NewsItem, texts: Texts) -> NewsView {
        let text = texts.0.pick(&item.texts.text_nl, &item.texts.text_en);
        let day = item.published.map(|at| written::date(texts.0, written::day_of(at)));
        NewsView {
            title: title(item, texts).to_owned(),
            day: day.unwrap_or_default(),
            html: crate::host::markdown::html(text, 3, texts.other_website()),
        }
    }

    pub(super) fn state(item: &NewsItem, texts: Texts) -> String {
        let day = |at| written::date(texts.0, written::day_of(at));
        match (item.published, item.ended) {
            (None, _) => texts.news_draft().to_owned(),
            (Some(at), None) => texts.news_since(&day(at)),
            (Some(_), Some(at)) => texts.news_over(&day(at)),
        }
    }

    pub(super) fn preview(item: &NewsItem, texts: Texts) -> NewsPreview {
        NewsPreview {
            id: item.id.to_string(),
            sides: [Language::Dutch, Language::English].map(|language| view(item, Texts(language))),
            state: state(item, texts),
            draft: item.published.is_none(),
            public: item.is_public(),
        }
    }

    pub(super) fn faults(faults: &[(NewsField, NewsFault)], texts: Texts) -> Vec<(String, String)> {
        faults
            .iter()
            .map(|(field, fault)| {
                let id = match field {
                    NewsField::TitleNl => "title_nl",
                    NewsField::TitleEn => "title_en",
                    NewsField::TextNl => "text_nl",
                    NewsField::TextEn => "text_en",
                };
                let what = match fault {
                    NewsFault::Missing => texts.publish_missing().to_owned(),
                    NewsFault::TooLong(most) => texts.publish_too_long(*most),
                };
                (id.to_owned(), what)
            })
            .collect()
    }
}
