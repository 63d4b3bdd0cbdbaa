//! Terms of use: versions in force, who accepted them, and new versions (R4, R30, R96). What somebody
//! accepted or accepts by use is in `own`, publishing in `publish`, mails about it in `announce`.

/// The versions of terms, with their document's word; the rest of the query follows.
macro_rules! versions {
    ($rest:literal) => {
        concat!(
            "SELECT v.id, v.document, d.key, v.title_nl, v.title_en, v.label, v.valid_from, v.text_nl, v.text_en,
                    v.summary_nl, v.summary_en, v.created_at
             FROM terms_version v JOIN terms_document d ON d.organisation = v.organisation AND d.id = v.document ",
            $rest
        )
    };
}

mod announce;
mod own;
mod publish;

pub use announce::Addressee;
pub use own::{OwnAcceptance, Used};
pub use publish::{DraftTexts, PublishedTerms, TermsDraft, TermsOverview};

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use inzage_domain::{
    AccountId, OrganisationId, TermsDocumentId, TermsVersionId,
    log::{EventAction, EventCode, LogLine, LogThing},
    terms::TermsVersion,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    Actor, Operator, Organisation, RequestContext, Store, StoreError,
    db::{Batch, Conn, Row as NewRow, Value, execute, fetch_all},
    jobs,
    people::check_texts,
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// A new version of a document of terms.
#[derive(Clone, Debug)]
pub struct NewTerms {
    /// The document's own word, such as `terms`; made when it is new.
    pub document: String,
    /// Name of the document, Dutch.
    pub title_nl: String,
    /// Name of the document, English.
    pub title_en: String,
    /// How people call the version, such as `1 februari 2020`.
    pub label: String,
    /// From when it applies.
    pub valid_from: Timestamp,
    /// Text in Dutch, Markdown.
    pub text_nl: String,
    /// Text in English, Markdown.
    pub text_en: String,
    /// What has changed, Dutch; empty where there is nothing to say.
    pub summary_nl: String,
    /// The same in English.
    pub summary_en: String,
}

/// What came of accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// Kept; the same key again gives the same instant.
    At(Timestamp),
    /// A version that is not in force (any more): show the terms again.
    NotInForce,
    /// The key was used for something else.
    KeyReused,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    document: Uuid,
    key: String,
    title_nl: String,
    title_en: String,
    label: String,
    valid_from: i64,
    text_nl: String,
    text_en: String,
    summary_nl: String,
    summary_en: String,
    created_at: i64,
}

impl TryFrom<Row> for TermsVersion {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: TermsVersionId::from_uuid(row.id),
            document: TermsDocumentId::from_uuid(row.document),
            key: row.key,
            title_nl: row.title_nl,
            title_en: row.title_en,
            label: row.label,
            valid_from: instant(row.valid_from)?,
            text_nl: row.text_nl,
            text_en: row.text_en,
            summary_nl: row.summary_nl,
            summary_en: row.summary_en,
            published_at: instant(row.created_at)?,
        })
    }
}

/// How long an organisation's versions are remembered. They never change; only another instance can
/// have published one meanwhile.
const REMEMBERED: SignedDuration = SignedDuration::from_secs(5);

/// The versions of one organisation, oldest document first, each document's newest version first.
pub type TermsVersions = Arc<Vec<TermsVersion>>;

#[derive(Default)]
pub(crate) struct TermsMemory(RwLock<HashMap<OrganisationId, (TermsVersions, Timestamp)>>);

static ACCEPTANCES: Batch = Batch::new(
    "INSERT INTO terms_acceptance (organisation, account, version, session, accepted_at)",
    5,
    "ON CONFLICT (organisation, account, version, session) DO NOTHING",
);

/// Whether a version applies now: it has begun, and no later one of its document has.
fn is_in_force(known: &[TermsVersion], version: TermsVersionId, now: Timestamp) -> bool {
    let begun = || known.iter().filter(|one| one.valid_from <= now);
    begun().find(|one| one.id == version).is_some_and(|one| {
        let place = |one: &TermsVersion| (one.valid_from, one.id);
        begun().all(|other| other.document != one.document || place(other) <= place(one))
    })
}

impl Store {
    /// Every version of every document; readable without logging in. Remembered for a moment.
    pub async fn terms_versions(&self, organisation: &Organisation) -> Result<TermsVersions, StoreError> {
        let (id, now) = (organisation.id(), self.now());
        let known = self.inner.terms.0.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some((versions, since)) = known {
            let age = now.duration_since(since);
            if age >= SignedDuration::ZERO && age < REMEMBERED {
                return Ok(versions);
            }
        }
        let rows = fetch_all!(
            self.db(),
            Row,
            versions!("WHERE v.organisation = $1 ORDER BY d.created_at, d.id, v.valid_from DESC, v.id DESC"),
            id.uuid(),
        )?;
        let versions: TermsVersions =
            Arc::new(rows.into_iter().map(TermsVersion::try_from).collect::<Result<_, _>>()?);
        let mut known = self.inner.terms.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(id, (Arc::clone(&versions), now));
        Ok(versions)
    }

    async fn all_in_force(&self, actor: &Actor, versions: &[TermsVersionId]) -> Result<bool, StoreError> {
        let (known, now) = (self.terms_versions(actor.organisation()).await?, self.now());
        Ok(versions.iter().all(|version| is_in_force(&known, *version, now)))
    }

    fn forget_terms(&self) {
        self.inner.terms.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The versions in force, one a document; readable without logging in.
    pub async fn terms_in_force(&self, organisation: &Organisation) -> Result<Vec<TermsVersion>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            Row,
            versions!("WHERE v.organisation = $1 AND v.valid_from <= $2
               AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                               AND n.valid_from <= $2 AND (n.valid_from, n.id) > (v.valid_from, v.id))
             ORDER BY v.document"),
            organisation.id().uuid(),
            micros(self.now()),
        )?;
        rows.into_iter().map(TermsVersion::try_from).collect()
    }

    /// The versions in force that the actor has not accepted.
    pub async fn terms_outstanding(&self, actor: &Actor) -> Result<Vec<TermsVersion>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            Row,
            versions!("WHERE v.organisation = $1 AND v.valid_from <= $2
               AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                               AND n.valid_from <= $2 AND (n.valid_from, n.id) > (v.valid_from, v.id))
               AND NOT EXISTS (SELECT 1 FROM terms_acceptance t WHERE t.organisation = v.organisation AND t.account = $3 AND t.version = v.id)
             ORDER BY v.document"),
            actor.organisation_id().uuid(),
            micros(self.now()),
            actor.account().uuid(),
        )?;
        rows.into_iter().map(TermsVersion::try_from).collect()
    }

    /// Keeps that the actor accepts these versions. `key` was made when the page was: sent twice,
    /// it has one effect and one outcome.
    pub async fn accept_terms(
        &self,
        actor: &Actor,
        versions: &[TermsVersionId],
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Accepted, StoreError> {
        let mut versions = versions.to_vec();
        versions.sort_unstable();
        versions.dedup();
        // A newer version can have come while the page was open: then that one is to be read.
        if !self.all_in_force(actor, &versions).await? {
            // Another instance can have published one that this one does not know yet.
            self.forget_terms();
            if !self.all_in_force(actor, &versions).await? {
                return Ok(Accepted::NotInForce);
            }
        }
        let mut line = actor.line(EventCode::AcceptTerms, EventAction::Create, self.now(), context);
        line.things
            .extend(versions.iter().map(|id| LogThing { kind: "terms-version".into(), id: id.to_string() }));
        let act: Vec<u8> = b"accept terms"
            .iter()
            .copied()
            .chain(versions.iter().flat_map(|id| *id.uuid().as_bytes()))
            .collect();
        let claim = Claim {
            organisation: actor.organisation_id().uuid(),
            account: actor.account().uuid(),
            key,
            act_hash: digest(&act),
            at: line.at,
        };
        let rows = versions
            .iter()
            .map(|version| NewRow {
                into: &ACCEPTANCES,
                values: vec![
                    Value::Id(actor.organisation_id().uuid()),
                    Value::Id(actor.account().uuid()),
                    Value::Id(version.uuid()),
                    Value::Id(actor.session().uuid()),
                    Value::Number(micros(line.at)),
                ],
            })
            .collect();
        let outcome = self
            .write_once(actor.organisation_id(), claim, rows, line, |line, _| {
                Box::pin(async move { Ok((line.at, vec![line.clone()])) })
            })
            .await?;
        Ok(match outcome {
            Once::Now(at) | Once::Before(at) => Accepted::At(at),
            Once::Reused => Accepted::KeyReused,
        })
    }

    /// Publishes a new version of a document, by a command. Versions never change.
    pub async fn publish_terms(
        &self,
        operator: &Operator,
        new: &NewTerms,
    ) -> Result<TermsVersionId, StoreError> {
        let line = operator.line(EventCode::ChangeOrganisation, EventAction::Create, self.now());
        let publishing = Publishing::new(self, line, None);
        let (id, input) = (publishing.id, (publishing, new.clone()));
        self.write(operator.organisation().id(), input, |(publishing, new), conn| {
            Box::pin(async move {
                publishing.insert(conn, new).await?;
                Ok(((), vec![publishing.line.clone()]))
            })
        })
        .await?;
        self.forget_terms();
        Ok(id)
    }
}

/// A version on its way into the store.
struct Publishing {
    id: TermsVersionId,
    document: TermsDocumentId,
    by: Option<AccountId>,
    line: LogLine,
}

impl Publishing {
    fn new(store: &Store, mut line: LogLine, by: Option<AccountId>) -> Self {
        let id = TermsVersionId::new(store.clock(), store.chance());
        line.things.push(LogThing { kind: "terms-version".into(), id: id.to_string() });
        Self { id, document: TermsDocumentId::new(store.clock(), store.chance()), by, line }
    }

    /// The version, its document where that is new, and the mails about it where it was published
    /// ahead (R85).
    async fn insert(&self, conn: &mut Conn, new: &NewTerms) -> Result<(), StoreError> {
        check_texts(&[&new.document, &new.title_nl, &new.title_en, &new.label])?;
        check_texts(&[&new.text_nl, &new.text_en, &new.summary_nl, &new.summary_en])?;
        let (organisation, now) = (self.line.organisation.uuid(), micros(self.line.at));
        execute!(
            conn,
            "INSERT INTO terms_document (organisation, id, key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (organisation, key) DO NOTHING",
            organisation,
            self.document.uuid(),
            &new.document,
            now,
        )?;
        execute!(
            conn,
            "INSERT INTO terms_version (organisation, id, document, title_nl, title_en, label, valid_from, text_nl, text_en, summary_nl, summary_en, made_by, created_at)
             SELECT d.organisation, $2, d.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM terms_document d WHERE d.organisation = $1 AND d.key = $3",
            organisation,
            self.id.uuid(),
            &new.document,
            &new.title_nl,
            &new.title_en,
            &new.label,
            micros(new.valid_from),
            &new.text_nl,
            &new.text_en,
            &new.summary_nl,
            &new.summary_en,
            self.by.map(AccountId::uuid),
            now,
        )?;
        if new.valid_from > self.line.at {
            jobs::ask(conn, self.line.organisation, jobs::ANNOUNCE_TERMS, self.line.at).await?;
        }
        Ok(())
    }
}
