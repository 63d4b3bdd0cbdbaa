//! Proving the log: the chain from its first line to its head, the clients of each line, closed
//! segments, and the witness. Streams; says where something is wrong.

use std::collections::BTreeMap;

use inzage_domain::OrganisationId;
use uuid::Uuid;

use super::{
    chain::{BEGINNING, Link},
    segment::{HeadKey, Segment, segments},
    witness::Witness,
};
use crate::{
    StoreError,
    db::{Db, fetch_all, fetch_one, fetch_optional},
};

/// Lines read at a time.
const PAGE: i64 = 1000;
/// Problems after which counting goes on but naming stops.
const NAMED: usize = 100;

/// What is wrong, and at which line. Place 0 is the log as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogProblem {
    /// Place in the chain.
    pub seq: i64,
    /// What is wrong there, in English, for the operator.
    pub what: String,
}

/// The outcome of proving one organisation's log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogReport {
    /// Lines that were read.
    pub lines: i64,
    /// Closed segments.
    pub segments: usize,
    /// Heads in the second place that were compared.
    pub witnessed: usize,
    /// The first hundred problems.
    pub problems: Vec<LogProblem>,
    /// How many problems there are.
    pub problem_count: usize,
}

impl LogReport {
    /// Whether nothing was found.
    pub const fn is_whole(&self) -> bool {
        self.problem_count == 0
    }

    fn problem(&mut self, seq: i64, what: impl Into<String>) {
        self.problem_count += 1;
        if self.problems.len() < NAMED {
            self.problems.push(LogProblem { seq, what: what.into() });
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    id: Uuid,
    at: i64,
    event: String,
    action: String,
    outcome: String,
    actor: Option<Uuid>,
    payload: Vec<u8>,
    hash: Vec<u8>,
}

impl Row {
    fn link<'a>(&'a self, organisation: OrganisationId, clients: &'a [Uuid]) -> Link<'a> {
        Link {
            organisation: organisation.uuid(),
            seq: self.seq,
            id: self.id,
            at: self.at,
            event: &self.event,
            action: &self.action,
            outcome: &self.outcome,
            actor: self.actor,
            payload: &self.payload,
            clients,
        }
    }
}

/// Proves the log of one organisation.
pub(crate) async fn verify(
    db: &Db,
    key: &HeadKey,
    witness: &Witness,
    organisation: OrganisationId,
) -> Result<LogReport, StoreError> {
    let mut report = LogReport::default();
    // The witness first: what it has was committed before the lines are read.
    let (witnessed, bad) = witness.heads(key, organisation)?;
    if bad > 0 {
        report.problem(
            0,
            format!("{bad} lines of the witness file are damaged or not signed by this master key"),
        );
    }
    report.witnessed = witnessed.len();
    let closed = segments(db, organisation).await?;
    report.segments = closed.len();
    check_segments(&mut report, key, organisation, &closed);
    let head = fetch_optional!(
        db,
        (i64, Vec<u8>),
        "SELECT seq, hash FROM log_head WHERE organisation = $1",
        organisation.uuid()
    )?;
    // What the chain must contain, whoever says so. Lines may be added meanwhile: the head that
    // was just read must then be in the chain, not at its end.
    let mut expected = Expected::new();
    let from_witness = witnessed
        .into_iter()
        .map(|(seq, hash)| (seq, hash, "the witness file has another hash for this line"));
    let from_segments = closed.iter().map(|segment| {
        (segment.last_seq, segment.last_hash.clone(), "the closed segment that ends here has another hash")
    });
    let from_head =
        head.iter().cloned().map(|(seq, hash)| (seq, hash, "the head of the chain has another hash"));
    for (seq, hash, what) in from_witness.chain(from_segments).chain(from_head) {
        expected.entry(seq).or_default().push((hash, what));
    }
    if head.is_none() {
        report.problem(0, "the head of the chain is missing");
    }
    let last = Chain { db, organisation }.walk(&mut report, &mut expected, &closed).await?;
    if let Some((seq, _)) = expected.last_key_value().filter(|(seq, _)| **seq > last) {
        report.problem(
            last,
            format!("the chain ends here, but line {seq} is known to have existed: the tail was cut off"),
        );
    }
    Ok(report)
}

/// Hashes that the chain must have at a place, with the words for when it has not.
type Expected = BTreeMap<i64, Vec<(Vec<u8>, &'static str)>>;

fn check_segments(report: &mut LogReport, key: &HeadKey, organisation: OrganisationId, closed: &[Segment]) {
    let mut before: Option<&Segment> = None;
    for segment in closed {
        if !key.verifies(&segment.message(organisation), &segment.signature) {
            report.problem(
                segment.last_seq,
                format!("segment {} is not signed by this master key", segment.number),
            );
        }
        let follows = match before {
            // The oldest segments may have been dropped after their retention, lines and all.
            None => segment.number != 1 || (segment.first_seq == 1 && segment.previous_hash == BEGINNING),
            Some(before) => {
                segment.number == before.number + 1
                    && segment.first_seq == before.last_seq + 1
                    && segment.previous_hash == before.last_hash
            }
        };
        if !follows {
            report.problem(
                segment.first_seq,
                format!("segment {} does not follow the one before it", segment.number),
            );
        }
        before = Some(segment);
    }
}

struct Chain<'a> {
    db: &'a Db,
    organisation: OrganisationId,
}

impl Chain<'_> {
    /// Goes through all lines and gives the place of the last one.
    async fn walk(
        &self,
        report: &mut LogReport,
        expected: &mut Expected,
        closed: &[Segment],
    ) -> Result<i64, StoreError> {
        let (highest, lowest) = fetch_one!(
            self.db,
            (i64, i64),
            "SELECT COALESCE(MAX(seq), 0), COALESCE(MIN(seq), 0) FROM log_line WHERE organisation = $1",
            self.organisation.uuid(),
        )?;
        let (mut last, mut hash) = start(report, lowest, closed);
        expected.retain(|seq, _| *seq > last);
        while last < highest {
            let rows = self.page(report, last, highest).await?;
            let Some(upto) = rows.last().map(|row| row.seq) else { break };
            let mut clients = self.clients(last, upto).await?;
            for row in rows {
                if row.seq != last + 1 {
                    report.problem(last + 1, format!("lines {} to {} are missing", last + 1, row.seq - 1));
                }
                let shown = clients.remove(&row.seq).unwrap_or_default();
                if row.link(self.organisation, &shown).hash(&hash)[..] != row.hash[..] {
                    report
                        .problem(row.seq, "this line, one of its clients or the line before it was changed");
                }
                for (kept, what) in expected.remove(&row.seq).unwrap_or_default() {
                    if kept != row.hash {
                        report.problem(row.seq, what);
                    }
                }
                report.lines += 1;
                last = row.seq;
                hash = row.hash;
            }
        }
        let (stray,) = fetch_one!(
            self.db,
            (i64,),
            "SELECT COUNT(*) FROM log_object o WHERE o.organisation = $1 AND NOT EXISTS (SELECT 1 FROM log_line l WHERE l.organisation = o.organisation AND l.seq = o.seq)",
            self.organisation.uuid(),
        )?;
        if stray > 0 {
            report.problem(0, format!("{stray} clients are named for lines that are not there"));
        }
        Ok(last)
    }

    /// The next lines. A line that cannot even be read is a problem, not an error.
    async fn page(&self, report: &mut LogReport, after: i64, highest: i64) -> Result<Vec<Row>, StoreError> {
        const SQL: &str = "SELECT seq, id, at, event, action, outcome, actor, payload, hash FROM log_line WHERE organisation = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
        match fetch_all!(self.db, Row, SQL, self.organisation.uuid(), after, highest, PAGE) {
            Ok(rows) => return Ok(rows),
            Err(StoreError::Database(error)) if is_decoding(&error) => {}
            Err(error) => return Err(error),
        }
        let mut rows = Vec::new();
        for seq in after + 1..=highest.min(after + PAGE) {
            match fetch_all!(self.db, Row, SQL, self.organisation.uuid(), seq - 1, seq, 1_i64) {
                Ok(row) => rows.extend(row),
                Err(StoreError::Database(error)) if is_decoding(&error) => {
                    report.problem(seq, "this line cannot be read");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(rows)
    }

    async fn clients(&self, after: i64, upto: i64) -> Result<BTreeMap<i64, Vec<Uuid>>, StoreError> {
        let rows = fetch_all!(
            self.db,
            (i64, Uuid),
            "SELECT seq, client FROM log_object WHERE organisation = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, client",
            self.organisation.uuid(),
            after,
            upto,
        )?;
        let mut clients: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
        for (seq, client) in rows {
            clients.entry(seq).or_default().push(client);
        }
        Ok(clients)
    }
}

fn is_decoding(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_))
}

/// Where the chain begins: at its first line, or after segments that were dropped.
fn start(report: &mut LogReport, lowest: i64, closed: &[Segment]) -> (i64, Vec<u8>) {
    if lowest <= 1 {
        return (0, BEGINNING.to_vec());
    }
    if let Some(dropped) = closed.iter().find(|segment| segment.last_seq == lowest - 1) {
        return (dropped.last_seq, dropped.last_hash.clone());
    }
    report.problem(1, format!("lines 1 to {} are missing", lowest - 1));
    (lowest - 1, BEGINNING.to_vec())
}
