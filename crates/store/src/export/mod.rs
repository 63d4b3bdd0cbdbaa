//! Copies of a record that somebody takes along (R21, R26, L8; WGBO 7:456, Wabvpz 15d): asking, how far it
//! is, and fetching, always by who asked. The work on it is in `work`, what it reads of the record in
//! `record::take`. What its files are is the business of the services.

mod work;

pub use work::{ExportMade, ExportWork};

use inzage_domain::{
    AccountId, ClientId, ExportId, OrganisationId,
    access::{Act, Permit, TakeAlong},
    export::{ExportOrder, ExportState, MOST, expires_at},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Permitted, Recorded, Store, StoreError,
    db::{execute, fetch_all, fetch_one, fetch_optional},
    jobs,
    keys::ClientKeys,
    record::client_of,
    seal::{Place, digest},
    time::{instant, micros},
    writer::{Claim, Once},
};

/// A copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Which.
    pub id: ExportId,
    /// Of whose record.
    pub client: ClientId,
    /// Who asked for it, and alone can fetch it.
    pub account: AccountId,
    /// How far it is.
    pub state: ExportState,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The first instant at which it cannot be fetched any more.
    pub expires_at: Timestamp,
    /// Pieces of work that were done.
    pub step: i64,
    /// Items that were worked through, of `total`.
    pub done: i64,
    /// Items there are to work through, as counted at the beginning; 0 until then.
    pub total: i64,
    /// What was asked for.
    pub order: ExportOrder,
    /// How far it is, in the words of who works on it; empty at the beginning.
    pub progress: Vec<u8>,
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAsked {
    /// It will be made.
    Made,
    /// The same form came before: it is being made, or was.
    Before,
    /// A copy for this account and this client is being made already.
    Busy,
    /// As many as may be are ready to be fetched.
    Enough,
    /// The key was used for another order.
    KeyReused,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    client: Uuid,
    account: Uuid,
    state: String,
    asked_at: i64,
    expires_at: i64,
    step: i64,
    done: i64,
    total: i64,
    sealed_order: Vec<u8>,
    sealed_progress: Vec<u8>,
}

/// The columns that [`Row`] reads.
macro_rules! export_columns {
    () => {
        "id, client, account, state, asked_at, expires_at, step, done, total, sealed_order, sealed_progress"
    };
}
use export_columns;

const fn order_place(organisation: OrganisationId, export: Uuid) -> Place {
    Place::new(organisation, "export.sealed_order", export)
}

const fn progress_place(organisation: OrganisationId, export: Uuid, step: i64) -> Place {
    Place::new(organisation, "export.sealed_progress", export).version(step)
}

const fn chunk_place(organisation: OrganisationId, chunk: Uuid) -> Place {
    Place::new(organisation, "export_chunk.sealed_bytes", chunk)
}

impl Row {
    fn open(self, organisation: OrganisationId, keys: &ClientKeys) -> Result<Export, StoreError> {
        Ok(Export {
            id: ExportId::from_uuid(self.id),
            client: ClientId::from_uuid(self.client),
            account: AccountId::from_uuid(self.account),
            state: ExportState::from_key(&self.state)
                .ok_or(StoreError::Inconsistent { table: "export", what: "state" })?,
            asked_at: instant(self.asked_at)?,
            expires_at: instant(self.expires_at)?,
            step: self.step,
            done: self.done,
            total: self.total,
            order: keys.seal.open_json(&order_place(organisation, self.id), &self.sealed_order)?,
            progress: keys
                .seal
                .open(&progress_place(organisation, self.id, self.step), &self.sealed_progress)?,
        })
    }
}

struct Input {
    organisation: OrganisationId,
    id: Uuid,
    client: Uuid,
    account: Uuid,
    now: Timestamp,
    sealed_order: Vec<u8>,
    sealed_progress: Vec<u8>,
}

const BUSY: &str = "copy that is being made";
const ENOUGH: &str = "number of copies";

impl Store {
    /// Asks for a copy, once for its key: the job makes it. The order must be covered by the permit, which
    /// is asked again at every piece of the work and at every fetch.
    pub async fn export_ask(
        &self,
        permit: &Recorded<Permit<TakeAlong>>,
        id: ExportId,
        order: &ExportOrder,
        key: Uuid,
    ) -> Result<ExportAsked, StoreError> {
        let (organisation, client) = client_of(permit)?;
        if !order.is_covered(permit.kinds()) {
            return Err(StoreError::Conflict("order within these rights"));
        }
        let keys = self.keys().client(organisation, client).await?;
        let now = self.now();
        let wanted = serde_json::to_vec(order)
            .map_err(|_| StoreError::Inconsistent { table: "export", what: "order" })?;
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(&[b"export:".as_slice(), client.uuid().as_bytes(), &wanted].concat()),
            at: now,
        };
        let input = Input {
            organisation,
            id: id.uuid(),
            client: client.uuid(),
            account: permit.account().uuid(),
            now,
            sealed_order: keys.seal.seal(self.chance(), &order_place(organisation, id.uuid()), &wanted)?,
            sealed_progress: keys.seal.seal(
                self.chance(),
                &progress_place(organisation, id.uuid(), 0),
                &[],
            )?,
        };
        let asked = self.write_once(organisation, claim, Vec::new(), input, |input, conn| {
            Box::pin(async move {
                let (preparing, ready) = fetch_one!(
                    conn,
                    (i64, i64),
                    "SELECT COALESCE(SUM(CASE WHEN state = 'preparing' THEN 1 ELSE 0 END), 0),
                            COALESCE(SUM(CASE WHEN state = 'ready' AND expires_at > $4 THEN 1 ELSE 0 END), 0)
                     FROM export WHERE organisation = $1 AND account = $2 AND client = $3",
                    input.organisation.uuid(),
                    input.account,
                    input.client,
                    micros(input.now),
                )?;
                if preparing > 0 {
                    return Err(StoreError::Conflict(BUSY));
                }
                if usize::try_from(ready).unwrap_or(usize::MAX) >= MOST {
                    return Err(StoreError::Conflict(ENOUGH));
                }
                execute!(
                    conn,
                    "INSERT INTO export (organisation, id, client, account, state, asked_at, expires_at, step, tries, done, total, sealed_order, sealed_progress)
                     VALUES ($1, $2, $3, $4, 'preparing', $5, $6, 0, 0, 0, 0, $7, $8)",
                    input.organisation.uuid(),
                    input.id,
                    input.client,
                    input.account,
                    micros(input.now),
                    micros(expires_at(input.now)),
                    input.sealed_order.as_slice(),
                    input.sealed_progress.as_slice(),
                )?;
                jobs::ask(conn, input.organisation, jobs::EXPORTS, input.now).await?;
                Ok(((), Vec::new()))
            })
        });
        Ok(match asked.await {
            Ok(Once::Now(())) => ExportAsked::Made,
            Ok(Once::Before(_)) => ExportAsked::Before,
            Ok(Once::Reused) => ExportAsked::KeyReused,
            Err(StoreError::Conflict(BUSY)) => ExportAsked::Busy,
            Err(StoreError::Conflict(ENOUGH)) => ExportAsked::Enough,
            Err(error) => return Err(error),
        })
    }

    /// The copies that the holder of a permit asked for of this client, newest first; at most twenty.
    pub async fn exports(&self, permit: &Permitted<TakeAlong>) -> Result<Vec<Export>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let rows = fetch_all!(
            self.db(),
            Row,
            concat!(
                "SELECT ",
                export_columns!(),
                " FROM export WHERE organisation = $1 AND account = $2 AND client = $3 ORDER BY asked_at DESC, id DESC LIMIT 20"
            ),
            organisation.uuid(),
            permit.account().uuid(),
            client.uuid(),
        )?;
        let keys = self.keys().client(organisation, client).await?;
        rows.into_iter().map(|row| row.open(organisation, &keys)).collect()
    }

    /// One copy. `None` where there is none such for the holder of the permit and this client.
    pub async fn export(
        &self,
        permit: &Permitted<TakeAlong>,
        id: ExportId,
    ) -> Result<Option<Export>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            Row,
            concat!(
                "SELECT ",
                export_columns!(),
                " FROM export WHERE organisation = $1 AND account = $2 AND client = $3 AND id = $4"
            ),
            organisation.uuid(),
            permit.account().uuid(),
            client.uuid(),
            id.uuid(),
        )?;
        let Some(row) = row else { return Ok(None) };
        let keys = self.keys().client(organisation, client).await?;
        row.open(organisation, &keys).map(Some)
    }

    /// A chunk of a copy that is ready, for who asked for it. `None` where there is none such, or its time
    /// is over.
    pub async fn export_chunk(
        &self,
        permit: &Permitted<TakeAlong>,
        export: ExportId,
        chunk: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT c.sealed_bytes FROM export_chunk c JOIN export e ON e.organisation = c.organisation AND e.id = c.export
             WHERE c.organisation = $1 AND c.id = $2 AND e.id = $3 AND e.account = $4 AND e.client = $5 AND e.state = 'ready' AND e.expires_at > $6",
            organisation.uuid(),
            chunk,
            export.uuid(),
            permit.account().uuid(),
            client.uuid(),
            micros(self.now()),
        )?;
        let Some((sealed,)) = row else { return Ok(None) };
        let keys = self.keys().client(organisation, client).await?;
        keys.seal.open(&chunk_place(organisation, chunk), &sealed).map(Some)
    }

    /// Removes a copy, or stops one that is being made. The job takes its bytes away. Says no where there
    /// is none such.
    pub async fn export_remove(
        &self,
        permit: &Permitted<TakeAlong>,
        id: ExportId,
    ) -> Result<bool, StoreError> {
        let (organisation, client) = client_of(permit)?;
        let input = (organisation, permit.account(), client, id, self.now());
        self.write(organisation, input, |(organisation, account, client, id, now), conn| {
            Box::pin(async move {
                let removed = execute!(
                    conn,
                    "UPDATE export SET state = 'gone' WHERE organisation = $1 AND account = $2 AND client = $3 AND id = $4 AND state IN ('preparing', 'ready')",
                    organisation.uuid(),
                    account.uuid(),
                    client.uuid(),
                    id.uuid(),
                )?;
                jobs::ask(conn, *organisation, jobs::EXPORTS, *now).await?;
                Ok((removed > 0, Vec::new()))
            })
        })
        .await
    }
}

/// Whether a permit is for this copy.
fn same<A: Act>(permit: &Permitted<A>, export: &Export) -> Result<(OrganisationId, ClientId), StoreError> {
    let (organisation, client) = client_of(permit)?;
    if client != export.client || permit.account() != export.account {
        return Err(StoreError::Inconsistent { table: "export", what: "another's" });
    }
    Ok((organisation, client))
}
