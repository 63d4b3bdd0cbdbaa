//! Group commit: every write of this process goes through one task, which takes up to 256
//! waiting operations into one transaction, appends their log lines, commits once and only then
//! answers them. An operation that fails undoes only itself.
//!
//! An operation is `Fn`: it may run more than once (after a neighbour's failure, a deadlock or a
//! serialisation failure), and only the run that was committed counts. Its lines in the access
//! log are part of its outcome, so that neither is kept without the other.

mod batch;

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{FutureExt as _, future::BoxFuture};
use inzage_domain::{Chance, log::LogLine};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    StoreError,
    db::{Address, Conn},
    keys::OrganisationKeys,
    log::SealedLine,
};

/// Most operations in one transaction.
pub(crate) const LARGEST_BATCH: usize = 256;
/// Operations that may wait; more callers wait for room.
const WAITING: usize = 4096;

/// What an operation gives: its value and the lines it leaves in the access log.
pub(crate) type Done<T> = Result<(T, Vec<LogLine>), StoreError>;

/// What the writer has done since the start.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) batches: AtomicU64,
    pub(crate) operations: AtomicU64,
    pub(crate) lines: AtomicU64,
    pub(crate) largest: AtomicU64,
    pub(crate) retries: AtomicU64,
    pub(crate) failures: AtomicU64,
}

/// One waiting piece of work.
pub(crate) enum Job {
    /// Only a line: no statement of its own.
    Line(SealedLine, oneshot::Sender<Result<(), StoreError>>),
    /// Statements and lines.
    Act(Box<dyn Operation>),
    /// Finish what waits and end.
    Stop,
}

impl Job {
    fn answer(self, outcome: Result<(), StoreError>) {
        match self {
            // A caller that went away needs no answer.
            Self::Line(_, answer) => drop(answer.send(outcome)),
            Self::Act(act) => act.answer(outcome),
            Self::Stop => {}
        }
    }
}

/// An operation with its value's type forgotten.
pub(crate) trait Operation: Send {
    /// Runs the statements and keeps the value. Gives the lines.
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Vec<SealedLine>, StoreError>>;
    /// Answers the caller: with the kept value when the transaction is committed.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

struct Write<T, I, F> {
    input: I,
    act: F,
    keys: Arc<OrganisationKeys>,
    chance: Arc<dyn Chance>,
    value: Option<T>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, I, F> Operation for Write<T, I, F>
where
    T: Send,
    I: Send + Sync,
    F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync,
{
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Vec<SealedLine>, StoreError>> {
        Box::pin(async move {
            self.value = None;
            let running = AssertUnwindSafe((self.act)(&self.input, conn)).catch_unwind();
            let (value, lines) = running.await.map_err(|_| StoreError::Stopped)??;
            let sealed = lines
                .iter()
                .map(|line| SealedLine::new(line, &self.keys, &*self.chance))
                .collect::<Result<_, _>>()?;
            self.value = Some(value);
            Ok(sealed)
        })
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { value, answer, .. } = *self;
        // A caller that went away needs no answer.
        drop(answer.send(outcome.and_then(|()| value.ok_or(StoreError::Stopped))));
    }
}

/// The way to the writer.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
    chance: Arc<dyn Chance>,
    counters: Arc<Counters>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the writer with its own connection.
    pub(crate) async fn start(address: Address, chance: Arc<dyn Chance>) -> Result<Self, StoreError> {
        let conn = crate::db::connect_writer(&address).await?;
        let (jobs, waiting) = mpsc::channel(WAITING);
        let counters = Arc::new(Counters::default());
        let task = tokio::spawn(batch::work(address, conn, waiting, Arc::clone(&counters)));
        Ok(Self { jobs, chance, counters, task: Mutex::new(Some(task)) })
    }

    /// Appends a line that needs no statement beside it. Answers when it is durable.
    pub(crate) async fn line(&self, line: SealedLine) -> Result<(), StoreError> {
        let (answer, outcome) = oneshot::channel();
        self.jobs.send(Job::Line(line, answer)).await.map_err(|_| StoreError::Closing)?;
        outcome.await.map_err(|_| StoreError::Closing)?
    }

    /// Runs an operation. Answers when it is durable.
    pub(crate) async fn write<T, I, F>(
        &self,
        keys: Arc<OrganisationKeys>,
        input: I,
        act: F,
    ) -> Result<T, StoreError>
    where
        T: Send + 'static,
        I: Send + Sync + 'static,
        F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync + 'static,
    {
        let (answer, outcome) = oneshot::channel();
        let write = Write { input, act, keys, chance: Arc::clone(&self.chance), value: None, answer };
        self.jobs.send(Job::Act(Box::new(write))).await.map_err(|_| StoreError::Closing)?;
        outcome.await.map_err(|_| StoreError::Closing)?
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Finishes what waits and ends.
    pub(crate) async fn stop(&self) {
        // An error means that it has ended already.
        drop(self.jobs.send(Job::Stop).await);
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            drop(task.await);
        }
    }
}

impl Counters {
    fn add(counter: &AtomicU64, number: usize) {
        counter.fetch_add(u64::try_from(number).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}
