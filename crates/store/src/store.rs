//! The store itself: opening, closing and the two ways to write.

use std::{
    collections::HashMap,
    fmt,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use futures_util::future::BoxFuture;
use inzage_domain::{Chance, Clock, OrganisationId, log::LogLine};
use jiff::Timestamp;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::{
    MasterKey, StoreError,
    db::{Address, Conn, Db, Kind, Row, migrate, open_pool, require_migrated},
    figures::FiguresMemory,
    keys::{KeyStore, OrganisationKeys},
    log::{HeadKey, Rounds, SealedLine, Witness, keep_heads},
    organisation::Organisations,
    terms::TermsMemory,
    writer::{Claim, Done, Once, Writer},
};

/// Where a store keeps its things.
#[derive(Clone)]
pub struct StoreOptions {
    /// The record: a file (also `sqlite://FILE`) or `postgres://...`.
    pub database: String,
    /// The key store: likewise, and never the same place.
    pub keys: String,
    /// Folder of the witness files, best on another disk or machine.
    pub witness: PathBuf,
    /// Connections for reading, at least 1; 4 serve two cores.
    pub readers: u32,
}

impl fmt::Debug for StoreOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The addresses can hold passwords.
        f.debug_struct("StoreOptions")
            .field("witness", &self.witness)
            .field("readers", &self.readers)
            .finish_non_exhaustive()
    }
}

impl StoreOptions {
    fn addresses(&self) -> Result<(Address, Address), StoreError> {
        if self.database == self.keys {
            return Err(StoreError::Configuration("the key store must be a database of its own".into()));
        }
        Ok((self.database.parse()?, self.keys.parse()?))
    }
}

/// What is kept. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) keys: KeyStore,
    pub(crate) writer: Writer,
    pub(crate) head_key: HeadKey,
    pub(crate) witness: Witness,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) organisations: Organisations,
    pub(crate) terms: TermsMemory,
    pub(crate) figures: FiguresMemory,
    /// Places of the heads that the witness has.
    heads: tokio::sync::Mutex<HashMap<Uuid, i64>>,
    rounds: Mutex<Option<JoinHandle<()>>>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Brings both databases to this program's schema. Safe to call again.
    pub async fn migrate(options: &StoreOptions) -> Result<(), StoreError> {
        let (record, keys) = options.addresses()?;
        migrate(&record, Kind::Record).await?;
        migrate(&keys, Kind::Keys).await
    }

    /// Opens a migrated store and starts its writer and its witness.
    pub async fn open(
        options: &StoreOptions,
        master: &MasterKey,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<Self, StoreError> {
        let (record, keys) = options.addresses()?;
        let witness = Witness::new(&options.witness)?;
        let key_db = open_pool(&keys, Kind::Keys, 2).await?;
        require_migrated(&key_db, &keys, Kind::Keys).await?;
        let writer = Writer::start(record.clone(), Arc::clone(&chance)).await?;
        let db = open_pool(&record, Kind::Record, options.readers.max(1)).await?;
        require_migrated(&db, &record, Kind::Record).await?;
        let keys = KeyStore::new(key_db, master, Arc::clone(&clock), Arc::clone(&chance));
        let head_key = HeadKey::new(&keys.head_seed(master).await?);
        let inner = Arc::new(Inner {
            db,
            keys,
            writer,
            head_key,
            witness,
            clock,
            chance,
            organisations: Organisations::default(),
            terms: TermsMemory::default(),
            figures: FiguresMemory::default(),
            heads: tokio::sync::Mutex::default(),
            rounds: Mutex::default(),
        });
        let rounds = tokio::spawn(go_round(Arc::downgrade(&inner)));
        *inner.rounds.lock().unwrap_or_else(PoisonError::into_inner) = Some(rounds);
        Ok(Self { inner })
    }

    /// Finishes what was begun, copies the heads out a last time and closes.
    pub async fn close(&self) -> Result<(), StoreError> {
        let rounds = self.inner.rounds.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(rounds) = rounds {
            rounds.abort();
        }
        if let Err(error) = self.keep_figures().await {
            tracing::warn!(error = %error, "the last figures of use could not be kept");
        }
        let kept = self.inner.keep_heads(true).await;
        self.inner.writer.stop().await;
        // Lines of operations that were still waiting.
        let kept = kept.and(self.inner.keep_heads(false).await);
        self.inner.db.close().await;
        self.inner.keys.db().close().await;
        kept
    }

    pub(crate) fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn keys(&self) -> &KeyStore {
        &self.inner.keys
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    pub(crate) fn chance(&self) -> &dyn Chance {
        &*self.inner.chance
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Runs an operation in the writer's transaction. Answers when it is durable. `act` may run
    /// more than once; it sees its input and the connection and nothing else.
    pub(crate) async fn write<T, I, F>(
        &self,
        organisation: OrganisationId,
        input: I,
        act: F,
    ) -> Result<T, StoreError>
    where
        T: Send + 'static,
        I: Send + Sync + 'static,
        F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync + 'static,
    {
        let keys = self.inner.keys.organisation(organisation).await?;
        self.inner.writer.write(keys, input, act).await
    }

    /// Hands an operation in that nobody is told of: it runs before whatever is handed in later.
    pub(crate) async fn write_unheard<I, F>(
        &self,
        organisation: OrganisationId,
        input: I,
        act: F,
    ) -> Result<(), StoreError>
    where
        I: Send + Sync + 'static,
        F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<()>> + Send + Sync + 'static,
    {
        let keys = self.inner.keys.organisation(organisation).await?;
        self.inner.writer.begin(keys, input, act).await.map(drop)
    }

    /// Adds rows and runs an operation, once for its key (see [`Claim`]). Answers when it is durable.
    pub(crate) async fn write_once<T, I, F>(
        &self,
        organisation: OrganisationId,
        claim: Claim,
        rows: Vec<Row>,
        input: I,
        act: F,
    ) -> Result<Once<T>, StoreError>
    where
        T: Send + 'static,
        I: Send + Sync + 'static,
        F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync + 'static,
    {
        let keys = self.inner.keys.organisation(organisation).await?;
        self.inner.writer.write_once(keys, claim, rows, input, act).await
    }

    /// Appends a line to the access log. Answers when it is durable.
    pub(crate) async fn append(&self, line: &LogLine) -> Result<(), StoreError> {
        let keys: Arc<OrganisationKeys> = self.inner.keys.organisation(line.organisation).await?;
        self.inner.writer.line(SealedLine::new(line, &keys, self.chance())?).await
    }
}

impl Inner {
    /// Copies out the heads that have grown.
    pub(crate) async fn keep_heads(&self, end: bool) -> Result<(), StoreError> {
        let mut known = self.heads.lock().await;
        let rounds =
            Rounds { db: &self.db, writer: &self.writer, key: &self.head_key, witness: &self.witness };
        keep_heads(&rounds, &mut known, self.clock.now(), end, &self.keys).await
    }
}

/// Copies the heads out about every second, as long as the store is there.
async fn go_round(store: Weak<Inner>) {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let Some(inner) = store.upgrade() else { return };
        if let Err(error) = inner.keep_heads(false).await {
            tracing::warn!(error = %error, "the heads of the access log could not be copied out");
        }
    }
}
