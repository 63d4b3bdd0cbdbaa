//! Group commit: every write of this process goes through one task, which takes up to 256
//! waiting operations into one transaction, appends their log lines, commits once and only then
//! answers them. An operation that fails undoes only itself.
//!
//! An operation is `Fn`: it may run more than once (after a neighbour's failure, a deadlock or a
//! serialisation failure), and only the run that was committed counts. Its lines in the access
//! log are part of its outcome, so that neither is kept without the other.
//!
//! An operation that a person may send twice has a [`Claim`]: the writer takes the keys of a whole
//! batch at once, and runs only the operations whose key was free. Rows that an operation only adds
//! are given as data and inserted together with those of its neighbours.

mod batch;
mod claim;

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{FutureExt as _, future::BoxFuture};
use inzage_domain::{Chance, log::LogLine};
use tokio::sync::{mpsc, oneshot};

use crate::{
    StoreError,
    db::{Address, Conn, Row},
    keys::OrganisationKeys,
    log::SealedLine,
};

use claim::Claimed;
pub(crate) use claim::{Claim, Once};

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
    /// The key that makes it happen once.
    fn claim(&self) -> Option<&Claim> {
        None
    }
    /// Keeps what became of the key. Says whether the statements are to run.
    fn claimed(&mut self, _outcome: Claimed) -> bool {
        true
    }
    /// Rows to add, beside the statements.
    fn rows(&self) -> &[Row] {
        &[]
    }
    /// Runs the statements and keeps the value. Gives the lines.
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Vec<SealedLine>, StoreError>>;
    /// Answers the caller: with the kept value when the transaction is committed.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// An act with what it needs, and what came of its last run.
struct Run<T, I, F> {
    input: I,
    act: F,
    keys: Arc<OrganisationKeys>,
    chance: Arc<dyn Chance>,
    value: Option<T>,
}

impl<T, I, F> Run<T, I, F>
where
    T: Send,
    I: Send + Sync,
    F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync,
{
    async fn run(&mut self, conn: &mut Conn) -> Result<Vec<SealedLine>, StoreError> {
        self.value = None;
        let running = AssertUnwindSafe((self.act)(&self.input, conn)).catch_unwind();
        let (value, lines) = running.await.map_err(|_| StoreError::Stopped)??;
        let sealed = lines
            .iter()
            .map(|line| SealedLine::new(line, &self.keys, &*self.chance))
            .collect::<Result<_, _>>()?;
        self.value = Some(value);
        Ok(sealed)
    }
}

/// An operation that runs each time it is asked for.
struct Write<T, I, F> {
    run: Run<T, I, F>,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, I, F> Operation for Write<T, I, F>
where
    T: Send,
    I: Send + Sync,
    F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync,
{
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Vec<SealedLine>, StoreError>> {
        Box::pin(self.run.run(conn))
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { run, answer } = *self;
        // A caller that went away needs no answer.
        drop(answer.send(outcome.and_then(|()| run.value.ok_or(StoreError::Stopped))));
    }
}

/// An operation that happens once for its key.
struct WriteOnce<T, I, F> {
    claim: Claim,
    claimed: Claimed,
    rows: Vec<Row>,
    run: Run<T, I, F>,
    answer: oneshot::Sender<Result<Once<T>, StoreError>>,
}

impl<T, I, F> Operation for WriteOnce<T, I, F>
where
    T: Send,
    I: Send + Sync,
    F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync,
{
    fn claim(&self) -> Option<&Claim> {
        Some(&self.claim)
    }

    fn claimed(&mut self, outcome: Claimed) -> bool {
        self.claimed = outcome;
        outcome == Claimed::Free
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, Result<Vec<SealedLine>, StoreError>> {
        Box::pin(self.run.run(conn))
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { claimed, run, answer, .. } = *self;
        let outcome = outcome.and_then(|()| match claimed {
            Claimed::Free => run.value.map(Once::Now).ok_or(StoreError::Stopped),
            Claimed::Before(at) => Ok(Once::Before(at)),
            Claimed::Reused => Ok(Once::Reused),
            Claimed::Later => Err(StoreError::Stopped),
        });
        // A caller that went away needs no answer.
        drop(answer.send(outcome));
    }
}

/// The way to the writer.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
    chance: Arc<dyn Chance>,
    counters: Arc<Counters>,
    ended: Mutex<Option<oneshot::Receiver<()>>>,
}

impl Writer {
    /// Starts the writer with its own connection, on a thread of its own: everybody waits for it,
    /// so it never waits in line behind the pages that are being drawn.
    pub(crate) async fn start(address: Address, chance: Arc<dyn Chance>) -> Result<Self, StoreError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| StoreError::Configuration(format!("the system gives no thread: {error}")))?;
        let (jobs, waiting) = mpsc::channel(WAITING);
        let counters = Arc::new(Counters::default());
        let (begun, started) = oneshot::channel();
        let (over, ended) = oneshot::channel();
        let counted = Arc::clone(&counters);
        let work = move || {
            runtime.block_on(async move {
                match crate::db::connect_writer(&address).await {
                    Ok(conn) => {
                        drop(begun.send(Ok(())));
                        batch::work(address, conn, waiting, counted).await;
                    }
                    Err(error) => drop(begun.send(Err(error))),
                }
            });
            // Nobody may be waiting any more.
            let _ = over.send(());
        };
        std::thread::Builder::new()
            .name("inzage-writer".into())
            .spawn(work)
            .map_err(|error| StoreError::Configuration(format!("the system gives no thread: {error}")))?;
        started.await.map_err(|_| StoreError::Closing)??;
        Ok(Self { jobs, chance, counters, ended: Mutex::new(Some(ended)) })
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
        self.begin(keys, input, act).await?.await.map_err(|_| StoreError::Closing)?
    }

    /// Hands an operation in: it runs before whatever is handed in later. Its outcome can be
    /// waited for, or left alone when nobody is told of it.
    pub(crate) async fn begin<T, I, F>(
        &self,
        keys: Arc<OrganisationKeys>,
        input: I,
        act: F,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError>
    where
        T: Send + 'static,
        I: Send + Sync + 'static,
        F: for<'c> Fn(&'c I, &'c mut Conn) -> BoxFuture<'c, Done<T>> + Send + Sync + 'static,
    {
        let (answer, outcome) = oneshot::channel();
        let write = Write { run: self.run(keys, input, act), answer };
        self.jobs.send(Job::Act(Box::new(write))).await.map_err(|_| StoreError::Closing)?;
        Ok(outcome)
    }

    /// Adds rows and runs an operation, unless its key was used before. Answers when it is durable.
    pub(crate) async fn write_once<T, I, F>(
        &self,
        keys: Arc<OrganisationKeys>,
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
        let (answer, outcome) = oneshot::channel();
        let write =
            WriteOnce { claim, claimed: Claimed::Free, rows, run: self.run(keys, input, act), answer };
        self.jobs.send(Job::Act(Box::new(write))).await.map_err(|_| StoreError::Closing)?;
        outcome.await.map_err(|_| StoreError::Closing)?
    }

    fn run<T, I, F>(&self, keys: Arc<OrganisationKeys>, input: I, act: F) -> Run<T, I, F> {
        Run { input, act, keys, chance: Arc::clone(&self.chance), value: None }
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Finishes what waits and ends.
    pub(crate) async fn stop(&self) {
        // An error means that it has ended already.
        drop(self.jobs.send(Job::Stop).await);
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(ended) = ended {
            drop(ended.await);
        }
    }
}

impl Counters {
    fn add(counter: &AtomicU64, number: usize) {
        counter.fetch_add(u64::try_from(number).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}
