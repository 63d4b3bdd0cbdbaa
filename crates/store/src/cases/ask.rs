//! Asking: a request is kept once for its key, with its first step.

use inzage_domain::{
    Basis, CaseId, EntryId, LogId,
    access::AskCase,
    case::{CASES_A_DAY, CaseKind, CaseStep, due_on},
    written::day_of,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{CaseContent, content_place, text_place};
use crate::{
    Permitted, Store, StoreError,
    db::{Conn, execute, fetch_one, fetch_optional},
    people::check_texts,
    record::{category_bits, client_of},
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseTarget {
    /// An item of the record, in the version that is shared now.
    Entry(EntryId),
    /// A line of the access log, by its place.
    Look(i64),
}

/// A new case.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// What is asked.
    pub kind: CaseKind,
    /// About what.
    pub target: CaseTarget,
    /// What is kept of it.
    pub content: CaseContent,
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseAsked {
    /// It is kept.
    Kept {
        /// The case.
        case: CaseId,
        /// When it was asked.
        at: Timestamp,
        /// Whether it came in now; not where the same was asked before.
        new: bool,
    },
    /// There is no such item (any more), or it is not one that the asker sees.
    Gone,
    /// This account asked [`CASES_A_DAY`] cases in the last twenty-four hours.
    TooMany,
}

const GONE: &str = "item to ask about";
const TOO_MANY: &str = "number of requests";

struct Asking {
    organisation: Uuid,
    client: Uuid,
    case: CaseId,
    event: Uuid,
    kind: CaseKind,
    target: CaseTarget,
    categories: i64,
    by: Uuid,
    basis: &'static str,
    at: Timestamp,
    sealed_content: Vec<u8>,
    sealed_text: Vec<u8>,
}

impl Store {
    /// Keeps what is asked about the client of a permit, once for its key; what is not recognised once as
    /// long as it is not answered. The permit's own line tells of it.
    pub async fn ask_case(
        &self,
        permit: &Permitted<AskCase>,
        new: &NewCase,
        key: Uuid,
    ) -> Result<CaseAsked, StoreError> {
        check_texts(&[&new.content.text])?;
        let (organisation, client) = client_of(permit)?;
        let NewCase { kind, target, content } = new;
        // The same form gives the same case, so that sending it again leads to it.
        let named = digest(format!("case {organisation} {} {key}", permit.account()).as_bytes());
        let case = named.first_chunk::<16>().map_or(key, |bytes| Uuid::from_bytes(*bytes));
        let case = CaseId::from_uuid(case);
        let event = LogId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().client(organisation, client).await?;
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(format!("case {client} {kind:?} {target:?} {}", content.text).as_bytes()),
            at: permit.at(),
        };
        let asking = Asking {
            organisation: organisation.uuid(),
            client: client.uuid(),
            case,
            event,
            kind: *kind,
            target: *target,
            categories: category_bits(permit),
            by: permit.account().uuid(),
            basis: permit.basis().map_or(Basis::Own, |(_, basis)| basis).key(),
            at: permit.at(),
            sealed_content: keys.seal.seal_json(
                self.chance(),
                &content_place(organisation, case),
                content,
            )?,
            sealed_text: keys.seal.seal_json(self.chance(), &text_place(organisation, event), &"")?,
        };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), asking, |asking, conn| {
                Box::pin(async move { Ok((asking.keep(conn).await?, Vec::new())) })
            })
            .await;
        match outcome {
            Ok(Once::Now((case, at, new))) => Ok(CaseAsked::Kept { case, at: instant(at)?, new }),
            Ok(Once::Before(_)) => {
                let (case, at) = fetch_optional!(
                    self.db(),
                    (Uuid, i64),
                    "SELECT id, asked_at FROM care_case WHERE organisation = $1 AND client = $2 AND asked_by = $3 AND (id = $4 OR log_seq = $5)
                     ORDER BY asked_at DESC, id LIMIT 1",
                    organisation.uuid(),
                    client.uuid(),
                    permit.account().uuid(),
                    case.uuid(),
                    target.seq(),
                )?
                .ok_or(StoreError::Inconsistent { table: "care_case", what: "a form without its case" })?;
                Ok(CaseAsked::Kept { case: CaseId::from_uuid(case), at: instant(at)?, new: false })
            }
            Ok(Once::Reused) => Err(StoreError::Conflict("request")),
            Err(StoreError::Conflict(GONE)) => Ok(CaseAsked::Gone),
            Err(StoreError::Conflict(TOO_MANY)) => Ok(CaseAsked::TooMany),
            Err(error) => Err(error),
        }
    }
}

impl CaseTarget {
    const fn entry(self) -> Option<Uuid> {
        match self {
            Self::Entry(entry) => Some(entry.uuid()),
            Self::Look(_) => None,
        }
    }

    const fn seq(self) -> Option<i64> {
        match self {
            Self::Look(seq) => Some(seq),
            Self::Entry(_) => None,
        }
    }
}

impl Asking {
    async fn keep(&self, conn: &mut Conn) -> Result<(CaseId, i64, bool), StoreError> {
        let (organisation, now) = (self.organisation, micros(self.at));
        let mut version = None;
        match self.target {
            CaseTarget::Entry(entry) => {
                let (shared,) = fetch_optional!(
                    conn,
                    (i64,),
                    "SELECT version FROM entry WHERE organisation = $1 AND client = $2 AND id = $3 AND visible = TRUE AND (($4 >> CAST(category AS INTEGER)) & 1) = 1",
                    organisation,
                    self.client,
                    entry.uuid(),
                    self.categories,
                )?
                .ok_or(StoreError::Conflict(GONE))?;
                version = Some(shared);
            }
            CaseTarget::Look(seq) => {
                let open = fetch_optional!(
                    conn,
                    (Uuid, i64),
                    "SELECT id, asked_at FROM care_case WHERE organisation = $1 AND client = $2 AND asked_by = $3 AND log_seq = $4 AND state IN ('received', 'in-treatment')",
                    organisation,
                    self.client,
                    self.by,
                    seq,
                )?;
                if let Some((case, at)) = open {
                    return Ok((CaseId::from_uuid(case), at, false));
                }
            }
        }
        let day_before = self.at.checked_sub(SignedDuration::from_hours(24)).unwrap_or(self.at);
        let (recent,) = fetch_one!(
            conn,
            (i64,),
            "SELECT COUNT(*) FROM care_case WHERE organisation = $1 AND asked_by = $2 AND asked_at > $3",
            organisation,
            self.by,
            micros(day_before),
        )?;
        if recent >= CASES_A_DAY {
            return Err(StoreError::Conflict(TOO_MANY));
        }
        execute!(
            conn,
            "INSERT INTO care_case (organisation, id, client, kind, entry, entry_version, log_seq, asked_by, basis, asked_at, sealed_content, state, due_on)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            organisation,
            self.case.uuid(),
            self.client,
            self.kind.key(),
            self.target.entry(),
            version,
            self.target.seq(),
            self.by,
            self.basis,
            now,
            &self.sealed_content,
            self.kind.begins().key(),
            due_on(day_of(self.at), false).to_string(),
        )?;
        execute!(
            conn,
            "INSERT INTO case_event (organisation, id, care_case, number, step, by_account, at, sealed_text) VALUES ($1, $2, $3, 1, $4, $5, $6, $7)",
            organisation,
            self.event,
            self.case.uuid(),
            CaseStep::Asked.key(),
            self.by,
            now,
            &self.sealed_text,
        )?;
        Ok((self.case, now, true))
    }
}
