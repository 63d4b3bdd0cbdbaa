//! Terms of use: versions in force, who accepted them, and new versions (R4, R30, R96).

use inzage_domain::{
    TermsDocumentId, TermsVersionId,
    log::{EventAction, EventCode, LogThing},
    terms::TermsVersion,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Actor, Operator, Organisation, RequestContext, Store, StoreError,
    db::{Batch, Row as NewRow, Value, execute, fetch_all},
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
    /// Text in Dutch.
    pub text_nl: String,
    /// Text in English.
    pub text_en: String,
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
    title_nl: String,
    title_en: String,
    label: String,
    valid_from: i64,
    text_nl: String,
    text_en: String,
}

impl TryFrom<Row> for TermsVersion {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: TermsVersionId::from_uuid(row.id),
            document: TermsDocumentId::from_uuid(row.document),
            title_nl: row.title_nl,
            title_en: row.title_en,
            label: row.label,
            valid_from: instant(row.valid_from)?,
            text_nl: row.text_nl,
            text_en: row.text_en,
        })
    }
}

static ACCEPTANCES: Batch = Batch::new(
    "INSERT INTO terms_acceptance (organisation, account, version, session, accepted_at)",
    5,
    "ON CONFLICT (organisation, account, version, session) DO NOTHING",
);

impl Store {
    /// The versions in force, one a document; readable without logging in.
    pub async fn terms_in_force(&self, organisation: &Organisation) -> Result<Vec<TermsVersion>, StoreError> {
        let rows = fetch_all!(
            self.db(),
            Row,
            "SELECT v.id, v.document, v.title_nl, v.title_en, v.label, v.valid_from, v.text_nl, v.text_en FROM terms_version v
             WHERE v.organisation = $1 AND v.valid_from <= $2
               AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                               AND n.valid_from <= $2 AND (n.valid_from, n.id) > (v.valid_from, v.id))
             ORDER BY v.document",
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
            "SELECT v.id, v.document, v.title_nl, v.title_en, v.label, v.valid_from, v.text_nl, v.text_en FROM terms_version v
             WHERE v.organisation = $1 AND v.valid_from <= $2
               AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                               AND n.valid_from <= $2 AND (n.valid_from, n.id) > (v.valid_from, v.id))
               AND NOT EXISTS (SELECT 1 FROM terms_acceptance t WHERE t.organisation = v.organisation AND t.account = $3 AND t.version = v.id)
             ORDER BY v.document",
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
        let in_force = fetch_all!(
            self.db(),
            (Uuid,),
            "SELECT v.id FROM terms_version v
             WHERE v.organisation = $1 AND v.valid_from <= $2
               AND NOT EXISTS (SELECT 1 FROM terms_version n WHERE n.organisation = v.organisation AND n.document = v.document
                               AND n.valid_from <= $2 AND (n.valid_from, n.id) > (v.valid_from, v.id))",
            actor.organisation_id().uuid(),
            micros(self.now()),
        )?;
        if !versions.iter().all(|version| in_force.contains(&(version.uuid(),))) {
            return Ok(Accepted::NotInForce);
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

    /// Publishes a new version of a document. Versions never change.
    pub async fn publish_terms(
        &self,
        operator: &Operator,
        new: &NewTerms,
    ) -> Result<TermsVersionId, StoreError> {
        check_texts(&[&new.document, &new.title_nl, &new.title_en, &new.label, &new.text_nl, &new.text_en])?;
        let id = TermsVersionId::new(self.clock(), self.chance());
        let document = TermsDocumentId::new(self.clock(), self.chance());
        let mut line = operator.line(EventCode::ChangeOrganisation, EventAction::Create, self.now());
        line.things.push(LogThing { kind: "terms-version".into(), id: id.to_string() });
        self.write(operator.organisation().id(), (id, document, new.clone(), line), |(id, document, new, line), conn| {
            Box::pin(async move {
                let (organisation, now) = (line.organisation.uuid(), micros(line.at));
                execute!(
                    conn,
                    "INSERT INTO terms_document (organisation, id, key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (organisation, key) DO NOTHING",
                    organisation,
                    document.uuid(),
                    &new.document,
                    now,
                )?;
                execute!(
                    conn,
                    "INSERT INTO terms_version (organisation, id, document, title_nl, title_en, label, valid_from, text_nl, text_en, created_at)
                     SELECT d.organisation, $2, d.id, $4, $5, $6, $7, $8, $9, $10 FROM terms_document d WHERE d.organisation = $1 AND d.key = $3",
                    organisation,
                    id.uuid(),
                    &new.document,
                    &new.title_nl,
                    &new.title_en,
                    &new.label,
                    micros(new.valid_from),
                    &new.text_nl,
                    &new.text_en,
                    now,
                )?;
                Ok((*id, vec![line.clone()]))
            })
        })
        .await
    }
}
