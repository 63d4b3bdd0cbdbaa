//! News of the organisation: what changes or stops (R113). An administrator writes it, publishes it,
//! and says when it is over. Nothing of it is removed.

use inzage_domain::{
    NewsId,
    access::{ChangeOrganisation, Permit, ReadOrganisation},
    log::{EventAction, EventCode, LogLine, LogThing},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Organisation, Recorded, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{execute, fetch_all},
    people::check_texts,
    time::{maybe_instant, micros},
};

/// Most items that are read at once.
const MOST: i64 = 200;

/// What a news item says: titles plain, texts Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsTexts {
    /// Title in Dutch.
    pub title_nl: String,
    /// Title in English.
    pub title_en: String,
    /// Text in Dutch.
    pub text_nl: String,
    /// Text in English.
    pub text_en: String,
}

/// A news item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsItem {
    /// Its id.
    pub id: NewsId,
    /// What it says.
    pub texts: NewsTexts,
    /// When everybody could read it first; `None` while it is a draft.
    pub published: Option<Timestamp>,
    /// When it was over.
    pub ended: Option<Timestamp>,
}

impl NewsItem {
    /// Whether everybody can read it now.
    pub const fn is_public(&self) -> bool {
        self.published.is_some() && self.ended.is_none()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    title_nl: String,
    title_en: String,
    text_nl: String,
    text_en: String,
    published_at: Option<i64>,
    ended_at: Option<i64>,
}

impl TryFrom<Row> for NewsItem {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, title_nl, title_en, text_nl, text_en, published_at, ended_at } = row;
        Ok(Self {
            id: NewsId::from_uuid(id),
            texts: NewsTexts { title_nl, title_en, text_nl, text_en },
            published: maybe_instant(published_at)?,
            ended: maybe_instant(ended_at)?,
        })
    }
}

/// A line about an act of an administrator on a news item.
fn line(
    permit: &Recorded<Permit<ChangeOrganisation>>,
    news: NewsId,
    action: EventAction,
    at: Timestamp,
    context: &RequestContext,
) -> LogLine {
    let mut line = account_line(
        permit.organisation(),
        Some(permit.account()),
        role_code(permit.acting()),
        EventCode::ChangeOrganisation,
        action,
        at,
        context,
    );
    line.things.push(LogThing { kind: "news".into(), id: news.to_string() });
    line
}

impl Store {
    /// What everybody can read of an organisation now, also logged out; newest first.
    pub async fn news_public(&self, organisation: &Organisation) -> Result<Vec<NewsItem>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT id, title_nl, title_en, text_nl, text_en, published_at, ended_at FROM news
             WHERE organisation = $1 AND published_at IS NOT NULL AND ended_at IS NULL ORDER BY published_at DESC, id DESC LIMIT $2",
            organisation.id().uuid(),
            MOST,
        )?;
        rows.into_iter().map(NewsItem::try_from).collect()
    }

    /// All news of an organisation: drafts, what is public, and what is over; newest first.
    pub async fn news_written(
        &self,
        permit: &Recorded<Permit<ReadOrganisation>>,
    ) -> Result<Vec<NewsItem>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT id, title_nl, title_en, text_nl, text_en, published_at, ended_at FROM news
             WHERE organisation = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
            permit.organisation().uuid(),
            MOST,
        )?;
        rows.into_iter().map(NewsItem::try_from).collect()
    }

    /// Keeps a draft, in place of what it said before. The id comes with the form, so that the same
    /// form sent twice makes one draft. `false` when it was published already.
    pub async fn news_keep(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        news: NewsId,
        texts: &NewsTexts,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        check_texts(&[&texts.title_nl, &texts.title_en, &texts.text_nl, &texts.text_en])?;
        let line = line(permit, news, EventAction::Update, self.now(), context);
        let input = (news, texts.clone(), permit.account(), line);
        self.write(permit.organisation(), input, |(news, texts, by, line), conn| {
            Box::pin(async move {
                let kept = execute!(
                    conn,
                    "INSERT INTO news (organisation, id, title_nl, title_en, text_nl, text_en, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                     ON CONFLICT (organisation, id) DO UPDATE SET title_nl = excluded.title_nl, title_en = excluded.title_en, text_nl = excluded.text_nl, text_en = excluded.text_en
                     WHERE news.published_at IS NULL",
                    line.organisation.uuid(),
                    news.uuid(),
                    &texts.title_nl,
                    &texts.title_en,
                    &texts.text_nl,
                    &texts.text_en,
                    by.uuid(),
                    micros(line.at),
                )?;
                Ok((kept > 0, if kept > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }

    /// Publishes a draft as it stands. `false` when it is not there, or was published before.
    pub async fn news_publish(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        news: NewsId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        const PUBLISH: &str =
            "UPDATE news SET published_at = $3 WHERE organisation = $1 AND id = $2 AND published_at IS NULL";
        self.news_stamp(permit, news, EventAction::Execute, PUBLISH, context).await
    }

    /// Says that an item is over: it is kept, and not shown any more. `false` when it is not public.
    pub async fn news_end(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        news: NewsId,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        const END: &str = "UPDATE news SET ended_at = $3 WHERE organisation = $1 AND id = $2 AND published_at IS NOT NULL AND ended_at IS NULL";
        self.news_stamp(permit, news, EventAction::Update, END, context).await
    }

    /// Puts the present instant into a column of an item; `false` where `sql` finds none.
    async fn news_stamp(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        news: NewsId,
        action: EventAction,
        sql: &'static str,
        context: &RequestContext,
    ) -> Result<bool, StoreError> {
        let line = line(permit, news, action, self.now(), context);
        self.write(permit.organisation(), (news, sql, line), |(news, sql, line), conn| {
            Box::pin(async move {
                let changed = execute!(conn, *sql, line.organisation.uuid(), news.uuid(), micros(line.at))?;
                Ok((changed > 0, if changed > 0 { vec![line.clone()] } else { Vec::new() }))
            })
        })
        .await
    }
}
