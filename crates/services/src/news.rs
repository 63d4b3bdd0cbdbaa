//! News of the organisation (R113): written and published by an administrator, read by everybody.

use inzage_domain::{
    NewsId,
    access::{ChangeOrganisation, ReadOrganisation},
};
use inzage_store::{Actor, NewsItem, NewsTexts, Organisation, RequestContext};
use serde::{Deserialize, Serialize};

use crate::{Error, Services};

/// The longest title, in signs.
pub const LONGEST_TITLE: u32 = 120;
/// The longest text, in signs.
pub const LONGEST_TEXT: u32 = 20_000;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewsField {
    /// Title in Dutch.
    TitleNl,
    /// Title in English.
    TitleEn,
    /// Text in Dutch.
    TextNl,
    /// Text in English.
    TextEn,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewsFault {
    /// Nothing was typed.
    Missing,
    /// Longer than so many signs.
    TooLong(u32),
}

/// What came of keeping a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewsKept {
    /// It is kept.
    Done,
    /// It was published meanwhile and does not change any more.
    Published,
    /// The form is not right.
    Faults(Vec<(NewsField, NewsFault)>),
}

fn faults(texts: &NewsTexts) -> Vec<(NewsField, NewsFault)> {
    [
        (NewsField::TitleNl, &texts.title_nl, LONGEST_TITLE),
        (NewsField::TextNl, &texts.text_nl, LONGEST_TEXT),
        (NewsField::TitleEn, &texts.title_en, LONGEST_TITLE),
        (NewsField::TextEn, &texts.text_en, LONGEST_TEXT),
    ]
    .into_iter()
    .filter_map(|(field, text, most)| {
        let fault = if text.trim().is_empty() {
            NewsFault::Missing
        } else if u32::try_from(text.chars().count()).is_ok_and(|signs| signs <= most) {
            return None;
        } else {
            NewsFault::TooLong(most)
        };
        Some((field, fault))
    })
    .collect()
}

impl Services {
    /// What everybody can read now, newest first.
    pub async fn news_public(&self, organisation: &Organisation) -> Result<Vec<NewsItem>, Error> {
        Ok(self.store.news_public(organisation).await?)
    }

    /// All news with drafts and what is over, for an administrator.
    pub async fn news_written(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Vec<NewsItem>, Error> {
        let permit = self.store.permit::<ReadOrganisation>(actor, None, context).await??;
        Ok(self.store.news_written(&permit).await?)
    }

    /// Keeps a draft; the same form twice makes one.
    pub async fn keep_news(
        &self,
        actor: &Actor,
        news: NewsId,
        texts: &NewsTexts,
        context: &RequestContext,
    ) -> Result<NewsKept, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        let faults = faults(texts);
        if !faults.is_empty() {
            return Ok(NewsKept::Faults(faults));
        }
        let kept = self.store.news_keep(&permit, news, texts, context).await?;
        Ok(if kept { NewsKept::Done } else { NewsKept::Published })
    }

    /// Publishes a draft, or says that an item is over. `false` when it does not fit.
    pub async fn move_news(
        &self,
        actor: &Actor,
        news: NewsId,
        publish: bool,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<ChangeOrganisation>(actor, None, context).await??;
        Ok(if publish {
            self.store.news_publish(&permit, news, context).await?
        } else {
            self.store.news_end(&permit, news, context).await?
        })
    }
}

#[cfg(test)]
mod tests {
    use inzage_store::NewsTexts;

    use super::{LONGEST_TEXT, LONGEST_TITLE, NewsFault, NewsField, faults};

    #[test]
    fn a_news_item_has_both_languages_and_is_not_too_long() {
        let times = |signs: u32| usize::try_from(signs).unwrap();
        let good = NewsTexts {
            title_nl: "é".repeat(times(LONGEST_TITLE)),
            title_en: "Title".into(),
            text_nl: "x".repeat(times(LONGEST_TEXT)),
            text_en: "Text".into(),
        };
        assert_eq!(faults(&good), []);
        let long = NewsTexts { title_nl: format!("{}é", good.title_nl), ..good.clone() };
        assert_eq!(faults(&long), [(NewsField::TitleNl, NewsFault::TooLong(LONGEST_TITLE))]);
        let long = NewsTexts { text_nl: format!("{}x", good.text_nl), ..good.clone() };
        assert_eq!(faults(&long), [(NewsField::TextNl, NewsFault::TooLong(LONGEST_TEXT))]);
        let missing = NewsTexts { text_en: " \n".into(), ..good };
        assert_eq!(faults(&missing), [(NewsField::TextEn, NewsFault::Missing)]);
        assert_eq!(faults(&NewsTexts::default()).len(), 4);
    }
}
