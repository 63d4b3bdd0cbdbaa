//! Publishing by an administrator: drafts, new versions, and what became of them.

use std::collections::HashMap;

use inzage_domain::{
    AccountId, OrganisationId, TermsVersionId,
    access::{ChangeOrganisation, Permit, ReadOrganisation},
    log::{EventAction, EventCode},
    terms::TermsVersion,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{NewTerms, Publishing};
use crate::{
    Recorded, RequestContext, Store, StoreError,
    access::{account_line, role_code},
    db::{execute, fetch_all, fetch_optional},
    people::{AccountProfile, account_place, check_texts},
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// A text that an administrator works on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTexts {
    /// Name of the document, Dutch.
    pub title_nl: String,
    /// Name of the document, English.
    pub title_en: String,
    /// How people call the version, such as `1 februari 2026`.
    pub label: String,
    /// The day from which it is to apply.
    pub day: Date,
    /// What has changed, Dutch.
    pub summary_nl: String,
    /// What has changed, English.
    pub summary_en: String,
    /// Text in Dutch, Markdown.
    pub text_nl: String,
    /// Text in English, Markdown.
    pub text_en: String,
}

/// A kept draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsDraft {
    /// The document's own word.
    pub document: String,
    /// Another one each time the draft is kept.
    pub revision: Uuid,
    /// The texts.
    pub texts: DraftTexts,
    /// When it was kept.
    pub updated_at: Timestamp,
}

/// A version with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTerms {
    /// The version.
    pub version: TermsVersion,
    /// Name of who published it; `None` for a command.
    pub by: Option<String>,
    /// How many accounts accepted it.
    pub accepted: i64,
    /// How many accounts were mailed about it.
    pub mailed: i64,
}

/// All that an administrator sees of the terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsOverview {
    /// Versions, each document's newest first.
    pub versions: Vec<PublishedTerms>,
    /// Documents with a draft, and when it was kept.
    pub drafts: Vec<(String, Timestamp)>,
}

impl Store {
    /// The versions with who published them, how many accepted and were mailed; and the drafts.
    pub async fn terms_overview(
        &self,
        permit: &Recorded<Permit<ReadOrganisation>>,
    ) -> Result<TermsOverview, StoreError> {
        let organisation = permit.organisation();
        let rows = fetch_all!(
            self.db(),
            super::Row,
            versions!("WHERE v.organisation = $1 ORDER BY d.created_at, d.id, v.valid_from DESC, v.id DESC"),
            organisation.uuid(),
        )?;
        let more = fetch_all!(
            self.db(),
            (Uuid, Option<Uuid>, i64, i64),
            "SELECT v.id, v.made_by,
                    (SELECT COUNT(DISTINCT t.account) FROM terms_acceptance t WHERE t.organisation = v.organisation AND t.version = v.id),
                    (SELECT COUNT(*) FROM terms_announcement m WHERE m.organisation = v.organisation AND m.version = v.id AND m.sent_at IS NOT NULL)
             FROM terms_version v WHERE v.organisation = $1",
            organisation.uuid(),
        )?;
        let makers = more.iter().filter_map(|(_, by, ..)| *by).map(AccountId::from_uuid);
        let names = self.names_of(organisation, makers).await?;
        let more: HashMap<Uuid, (Option<Uuid>, i64, i64)> =
            more.into_iter().map(|(id, by, accepted, mailed)| (id, (by, accepted, mailed))).collect();
        let mut versions = Vec::with_capacity(rows.len());
        for row in rows {
            let version = TermsVersion::try_from(row)?;
            let (by, accepted, mailed) = more.get(&version.id.uuid()).copied().unwrap_or_default();
            let by = by.and_then(|by| names.get(&AccountId::from_uuid(by)).cloned());
            versions.push(PublishedTerms { version, by, accepted, mailed });
        }
        let drafts = fetch_all!(
            self.db(),
            (String, i64),
            "SELECT document, updated_at FROM terms_draft WHERE organisation = $1 ORDER BY document",
            organisation.uuid(),
        )?;
        let drafts = drafts
            .into_iter()
            .map(|(document, at)| Ok((document, instant(at)?)))
            .collect::<Result<_, StoreError>>()?;
        Ok(TermsOverview { versions, drafts })
    }

    /// How the holders of these accounts are greeted.
    pub(crate) async fn names_of(
        &self,
        organisation: OrganisationId,
        accounts: impl Iterator<Item = AccountId>,
    ) -> Result<HashMap<AccountId, String>, StoreError> {
        let keys = self.keys().organisation(organisation).await?;
        let mut names = HashMap::new();
        for account in accounts {
            if names.contains_key(&account) {
                continue;
            }
            let row = fetch_optional!(
                self.db(),
                (Vec<u8>,),
                "SELECT sealed_profile FROM account WHERE organisation = $1 AND id = $2",
                organisation.uuid(),
                account.uuid(),
            )?;
            let Some((sealed,)) = row else { continue };
            let profile: AccountProfile =
                keys.seal.open_json(&account_place(organisation, account), &sealed)?;
            names.insert(account, profile.display_name);
        }
        Ok(names)
    }

    /// Keeps a draft of a document, in place of an earlier one. Gives its revision.
    pub async fn keep_terms_draft(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        document: &str,
        texts: &DraftTexts,
    ) -> Result<Uuid, StoreError> {
        let content = serde_json::to_string(texts)
            .map_err(|_| StoreError::Inconsistent { table: "terms_draft", what: "cannot be written" })?;
        // JSON writes a NUL as six other signs: looked for before.
        check_texts(&[&texts.title_nl, &texts.title_en, &texts.label, &texts.summary_nl])?;
        check_texts(&[document, &texts.summary_en, &texts.text_nl, &texts.text_en])?;
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let revision = uuid::Builder::from_random_bytes(random).into_uuid();
        let input =
            (permit.organisation(), document.to_owned(), revision, content, permit.account(), self.now());
        self.write(permit.organisation(), input, |(organisation, document, revision, content, by, now), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO terms_draft (organisation, document, revision, content, made_by, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (organisation, document) DO UPDATE SET revision = excluded.revision, content = excluded.content, made_by = excluded.made_by, updated_at = excluded.updated_at",
                    organisation.uuid(),
                    document,
                    *revision,
                    content,
                    by.uuid(),
                    micros(*now),
                )?;
                Ok((*revision, Vec::new()))
            })
        })
        .await
    }

    /// The draft of a document.
    pub async fn terms_draft(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        document: &str,
    ) -> Result<Option<TermsDraft>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Uuid, String, i64),
            "SELECT revision, content, updated_at FROM terms_draft WHERE organisation = $1 AND document = $2",
            permit.organisation().uuid(),
            document,
        )?;
        let Some((revision, content, updated_at)) = row else { return Ok(None) };
        let texts = texts_of(&content)?;
        Ok(Some(TermsDraft {
            document: document.to_owned(),
            revision,
            texts,
            updated_at: instant(updated_at)?,
        }))
    }

    /// Throws a draft away.
    pub async fn drop_terms_draft(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        document: &str,
    ) -> Result<(), StoreError> {
        let input = (permit.organisation(), document.to_owned());
        self.write(permit.organisation(), input, |(organisation, document), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "DELETE FROM terms_draft WHERE organisation = $1 AND document = $2",
                    organisation.uuid(),
                    document,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }

    /// Publishes a draft of this revision as the version that applies from an instant, once for its
    /// key, and throws the draft away. `None`: it was published before with this key. A conflict
    /// means that the draft is another one by now, or that the key was used for something else;
    /// nothing was published.
    pub async fn publish_terms_draft(
        &self,
        permit: &Recorded<Permit<ChangeOrganisation>>,
        (document, revision): (&str, Uuid),
        valid_from: Timestamp,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Option<TermsVersionId>, StoreError> {
        let organisation = permit.organisation();
        let line = account_line(
            organisation,
            Some(permit.account()),
            role_code(permit.acting()),
            EventCode::ChangeOrganisation,
            EventAction::Create,
            self.now(),
            context,
        );
        let act = [b"publish terms".as_slice(), revision.as_bytes()].concat();
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(&act),
            at: line.at,
        };
        let publishing = Publishing::new(self, line, Some(permit.account()));
        let input = (publishing, document.to_owned(), revision, valid_from);
        let outcome = self
            .write_once(organisation, claim, Vec::new(), input, |(publishing, document, revision, valid_from), conn| {
                Box::pin(async move {
                    let taken = fetch_optional!(
                        conn,
                        (String,),
                        "DELETE FROM terms_draft WHERE organisation = $1 AND document = $2 AND revision = $3 RETURNING content",
                        publishing.line.organisation.uuid(),
                        document,
                        *revision,
                    )?;
                    let Some((kept,)) = taken else { return Err(StoreError::Conflict("draft")) };
                    publishing.insert(conn, &texts_of(&kept)?.version(document, *valid_from)).await?;
                    Ok((publishing.id, vec![publishing.line.clone()]))
                })
            })
            .await?;
        self.forget_terms();
        match outcome {
            Once::Now(id) => Ok(Some(id)),
            Once::Before(_) => Ok(None),
            Once::Reused => Err(StoreError::Conflict("key")),
        }
    }
}

fn texts_of(content: &str) -> Result<DraftTexts, StoreError> {
    serde_json::from_str(content)
        .map_err(|_| StoreError::Inconsistent { table: "terms_draft", what: "content" })
}

impl DraftTexts {
    fn version(self, document: &str, valid_from: Timestamp) -> NewTerms {
        NewTerms {
            document: document.to_owned(),
            title_nl: self.title_nl,
            title_en: self.title_en,
            label: self.label,
            valid_from,
            text_nl: self.text_nl,
            text_en: self.text_en,
            summary_nl: self.summary_nl,
            summary_en: self.summary_en,
        }
    }
}
