//! What somebody writes and has not finished: for its author alone, sealed under the client's key, one for
//! each account, client and form (L7). It goes when it is finished or thrown away on purpose, and by
//! nothing else.

use inzage_domain::{
    ClientId, OrganisationId,
    access::{Act, Permit, WriteRecord},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Permitted, Store, StoreError,
    db::{Conn, Db, execute, fetch_optional},
    people::check_texts,
    record::{Opens, client_of},
    seal::Place,
    time::{instant, micros},
};

/// A draft of one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Finishes it once.
    pub id: Uuid,
    /// Counts up each time that it is kept.
    pub revision: i64,
    /// When it was kept last.
    pub kept_at: Timestamp,
    /// What it says; its form knows its shape.
    pub content: serde_json::Value,
}

/// What came of keeping a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKept {
    /// Kept, now or before with the same words.
    Kept {
        /// The revision to go on from.
        revision: i64,
        /// When it was kept.
        at: Timestamp,
    },
    /// It was kept from elsewhere or thrown away meanwhile: nothing was changed.
    Changed,
    /// It was finished already: nothing was changed.
    Finished,
}

const fn draft_place(organisation: OrganisationId, id: Uuid, revision: i64) -> Place {
    Place::new(organisation, "draft.sealed_content", id).version(revision)
}

/// Whose draft, about whom, of which form.
pub(crate) struct Which<'a> {
    organisation: OrganisationId,
    client: ClientId,
    account: Uuid,
    form: &'a str,
}

impl<'a> Which<'a> {
    pub(crate) fn of<A: Act>(permit: &Permit<A>, form: &'a str) -> Result<Self, StoreError> {
        let (organisation, client) = client_of(permit)?;
        Ok(Self { organisation, client, account: permit.account().uuid(), form })
    }

    async fn row(&self, db: &Db) -> Result<Option<(Uuid, i64, i64, Vec<u8>)>, StoreError> {
        fetch_optional!(
            db,
            (Uuid, i64, i64, Vec<u8>),
            "SELECT id, revision, kept_at, sealed_content FROM draft WHERE organisation = $1 AND account = $2 AND client = $3 AND form = $4",
            self.organisation.uuid(),
            self.account,
            self.client.uuid(),
            self.form,
        )
    }
}

/// Removes a draft as it was at a revision, within the transaction that finishes it. `Stale` where it was
/// kept again since.
pub(crate) async fn finish(
    conn: &mut Conn,
    organisation: Uuid,
    draft: Uuid,
    revision: i64,
) -> Result<(), StoreError> {
    let gone = execute!(
        conn,
        "DELETE FROM draft WHERE organisation = $1 AND id = $2 AND revision = $3",
        organisation,
        draft,
        revision,
    )?;
    if gone == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

struct Kept {
    organisation: OrganisationId,
    id: Uuid,
    client: Uuid,
    account: Uuid,
    form: String,
    revision: i64,
    now: i64,
    sealed: Vec<u8>,
}

impl Store {
    /// The permit holder's own draft of a form about the permit's client.
    pub async fn draft<A: Opens>(
        &self,
        permit: &Permitted<A>,
        form: &str,
    ) -> Result<Option<Draft>, StoreError> {
        let which = Which::of(permit, form)?;
        let Some((id, revision, kept_at, sealed)) = which.row(self.db()).await? else { return Ok(None) };
        let keys = self.keys().client(which.organisation, which.client).await?;
        Ok(Some(Draft {
            id,
            revision,
            kept_at: instant(kept_at)?,
            content: keys.seal.open_json(&draft_place(which.organisation, id, revision), &sealed)?,
        }))
    }

    /// Keeps a draft over the revision that its writer saw; 0 begins one under a key, which finishes it once.
    pub async fn keep_draft(
        &self,
        permit: &Permitted<WriteRecord>,
        form: &str,
        key: Uuid,
        over: i64,
        content: &serde_json::Value,
    ) -> Result<DraftKept, StoreError> {
        check_texts(&[form])?;
        let which = Which::of(permit, form)?;
        let keys = self.keys().client(which.organisation, which.client).await?;
        let now = self.now();
        let before = which.row(self.db()).await?;
        if let Some((id, revision, kept_at, sealed)) = &before
            && *id == key
        {
            let place = draft_place(which.organisation, *id, *revision);
            // The answer to the same words got lost on its way.
            if keys.seal.open_json::<serde_json::Value>(&place, sealed)? == *content {
                return Ok(DraftKept::Kept { revision: *revision, at: instant(*kept_at)? });
            }
        }
        let revision = over.saturating_add(1);
        let input = Kept {
            organisation: which.organisation,
            id: key,
            client: which.client.uuid(),
            account: which.account,
            form: form.to_owned(),
            revision,
            now: micros(now),
            sealed: keys.seal.seal_json(
                self.chance(),
                &draft_place(which.organisation, key, revision),
                content,
            )?,
        };
        self.write(which.organisation, input, move |input, conn| {
            Box::pin(async move {
                let kept = if input.keep(conn).await? {
                    DraftKept::Kept { revision: input.revision, at: now }
                } else if input.is_finished(conn).await? {
                    DraftKept::Finished
                } else {
                    DraftKept::Changed
                };
                Ok((kept, Vec::new()))
            })
        })
        .await
    }

    /// Throws a draft away, on purpose. Without one nothing happens.
    pub async fn drop_draft(&self, permit: &Permitted<WriteRecord>, form: &str) -> Result<(), StoreError> {
        let which = Which::of(permit, form)?;
        let input = (which.organisation, which.account, which.client.uuid(), form.to_owned());
        self.write(which.organisation, input, |(organisation, account, client, form), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "DELETE FROM draft WHERE organisation = $1 AND account = $2 AND client = $3 AND form = $4",
                    organisation.uuid(),
                    *account,
                    *client,
                    form,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
    }
}

impl Kept {
    /// Says no where somebody kept it meanwhile, or it is gone.
    async fn keep(&self, conn: &mut Conn) -> Result<bool, StoreError> {
        let rows = if self.revision == 1 {
            // What arrives late does not bring back what was finished.
            execute!(
                conn,
                "INSERT INTO draft (organisation, id, client, account, form, revision, begun_at, kept_at, sealed_content)
                 SELECT $1, $2, $3, $4, $5, 1, $6, $6, $7
                 WHERE NOT EXISTS (SELECT 1 FROM idempotency WHERE organisation = $1 AND account = $4 AND key = $2)
                 ON CONFLICT DO NOTHING",
                self.organisation.uuid(),
                self.id,
                self.client,
                self.account,
                &self.form,
                self.now,
                &self.sealed,
            )?
        } else {
            execute!(
                conn,
                "UPDATE draft SET revision = $3, kept_at = $4, sealed_content = $5
                 WHERE organisation = $1 AND id = $2 AND revision = $3 - 1 AND account = $6 AND client = $7 AND form = $8",
                self.organisation.uuid(),
                self.id,
                self.revision,
                self.now,
                &self.sealed,
                self.account,
                self.client,
                &self.form,
            )?
        };
        Ok(rows == 1)
    }

    async fn is_finished(&self, conn: &mut Conn) -> Result<bool, StoreError> {
        let row = fetch_optional!(
            conn,
            (Uuid,),
            "SELECT key FROM idempotency WHERE organisation = $1 AND account = $2 AND key = $3",
            self.organisation.uuid(),
            self.account,
            self.id,
        )?;
        Ok(row.is_some())
    }
}
