//! Back-off, stored so that a restart forgets nothing: by account name (also names that do not
//! exist) and by address, both as keyed hashes.

use inzage_domain::{
    AccountId,
    log::{EventAction, EventCode, EventOutcome, LogThing},
    sign_in::{
        FORGET_AFTER, FREE_ASKINGS, FREE_FAILURES, FREE_FAILURES_OF_ADDRESS, FREE_QUESTIONS, LONGEST_WAIT,
        wait_after,
    },
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Organisation, RequestContext, Store, StoreError,
    access::account_line,
    db::{Conn, execute, fetch_one, fetch_optional},
    keys::OrganisationKeys,
    time::{instant, micros},
};

/// Whose failures are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A user name, as typed.
    Account(String),
    /// An internet address (of IPv6: the caller gives the network), at a log-in.
    Address(String),
    /// An internet address that gives invitation codes: apart from log-ins.
    Inviting(String),
    /// An internet address that asks the help desk something: apart from log-ins.
    Asking(String),
    /// An internet address from which log-ins with DigiD begin: apart from other log-ins.
    Digid(String),
    /// A user name for which somebody wants to block an account: apart from log-ins, so that
    /// nobody is kept out by it.
    Blocking(String),
    /// A user name for which somebody wants a new password: apart from log-ins too.
    Resetting(String),
}

/// A subject as its failures are counted.
pub(crate) struct Counted {
    hash: Vec<u8>,
    free: i64,
}

/// What a failure led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttled {
    /// Failures in a row, of the subject that has most.
    pub failures: i64,
    /// Until when nothing is tried; in the past when there is no wait.
    pub blocked_until: Timestamp,
}

impl Subject {
    pub(crate) fn hash(&self, keys: &OrganisationKeys) -> Vec<u8> {
        match self {
            Self::Account(name) => keys.index.token("throttle user name", &name.trim().to_lowercase()),
            Self::Address(address) => keys.index.token("throttle address", address),
            Self::Inviting(address) => keys.index.token("throttle inviting", address),
            Self::Asking(address) => keys.index.token("throttle asking", address),
            Self::Digid(address) => keys.index.token("throttle digid", address),
            Self::Blocking(name) => keys.index.token("throttle blocking", &name.trim().to_lowercase()),
            Self::Resetting(name) => keys.index.token("throttle resetting", &name.trim().to_lowercase()),
        }
    }

    /// Failures before a wait begins.
    const fn free(&self) -> i64 {
        match self {
            Self::Account(_) | Self::Blocking(_) | Self::Resetting(_) => FREE_FAILURES,
            Self::Address(_) | Self::Inviting(_) => FREE_FAILURES_OF_ADDRESS,
            Self::Asking(_) => FREE_ASKINGS,
            Self::Digid(_) => FREE_QUESTIONS,
        }
    }

    /// Subjects as they are counted: in order, so that two instances cannot wait for each other.
    pub(crate) fn counted(subjects: &[Self], keys: &OrganisationKeys) -> Vec<Counted> {
        let mut counted: Vec<Counted> = subjects
            .iter()
            .map(|subject| Counted { hash: subject.hash(keys), free: subject.free() })
            .collect();
        counted.sort_unstable_by(|one, other| one.hash.cmp(&other.hash));
        counted
    }
}

impl Store {
    /// Until when none of these may try, when that is later than now.
    pub async fn throttle(
        &self,
        organisation: &Organisation,
        subjects: &[Subject],
    ) -> Result<Option<Timestamp>, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let now = self.now();
        let mut latest = None;
        for subject in subjects {
            let row = fetch_optional!(
                self.db(),
                (i64,),
                "SELECT blocked_until FROM throttle WHERE organisation = $1 AND subject_hash = $2 AND blocked_until > $3 AND blocked_until <= $4",
                organisation.id().uuid(),
                subject.hash(&keys),
                micros(now),
                // A clock that was set back makes nobody wait longer than there is to wait.
                micros(now + LONGEST_WAIT),
            )?;
            latest = latest.max(row.map(|(until,)| until));
        }
        latest.map(instant).transpose()
    }

    /// Keeps a refused log-in: counts a failure for each subject and leaves a line in the log, in
    /// one write. `reason` is a word for the log, such as `password` or `code`.
    pub async fn log_in_refused(
        &self,
        organisation: &Organisation,
        account: Option<AccountId>,
        subjects: &[Subject],
        reason: &str,
        context: &RequestContext,
    ) -> Result<Throttled, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let mut line = account_line(
            organisation.id(),
            account,
            "01",
            EventCode::LogIn,
            EventAction::Execute,
            self.now(),
            context,
        );
        line.outcome = EventOutcome::Refused;
        line.refusal = Some(reason.to_owned());
        line.controls = inzage_domain::log::Controls::default();
        let counted = Subject::counted(subjects, &keys);
        self.write(organisation.id(), (counted, line), |(counted, line), conn| {
            Box::pin(async move {
                let outcome = count(conn, line.organisation.uuid(), counted, line.at).await?;
                let mut line = line.clone();
                line.things.push(LogThing { kind: "failures".into(), id: outcome.failures.to_string() });
                Ok((outcome, vec![line]))
            })
        })
        .await
    }

    /// Forgets the failures of a subject: after a log-in that succeeded, that of the user name.
    pub async fn throttle_clear(
        &self,
        organisation: &Organisation,
        subjects: &[Subject],
    ) -> Result<(), StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let mut hashes: Vec<Vec<u8>> = subjects.iter().map(|subject| subject.hash(&keys)).collect();
        hashes.sort_unstable();
        self.write(organisation.id(), (organisation.id(), hashes), |(organisation, hashes), conn| {
            Box::pin(async move {
                for hash in hashes {
                    execute!(
                        conn,
                        "DELETE FROM throttle WHERE organisation = $1 AND subject_hash = $2",
                        organisation.uuid(),
                        hash
                    )?;
                }
                Ok(((), Vec::new()))
            })
        })
        .await
    }
}

/// Counts a failure for each subject.
pub(crate) async fn count(
    conn: &mut Conn,
    organisation: Uuid,
    subjects: &[Counted],
    now: Timestamp,
) -> Result<Throttled, StoreError> {
    let mut outcome = Throttled { failures: 0, blocked_until: now };
    for Counted { hash, free } in subjects {
        let (failures,) = fetch_one!(
            conn,
            (i64,),
            "INSERT INTO throttle (organisation, subject_hash, failures, failed_at, blocked_until) VALUES ($1, $2, 1, $3, $3)
             ON CONFLICT (organisation, subject_hash) DO UPDATE SET
                failures = CASE WHEN throttle.failed_at <= $4 THEN 1 ELSE throttle.failures + 1 END,
                failed_at = excluded.failed_at
             RETURNING failures",
            organisation,
            hash,
            micros(now),
            micros(now - FORGET_AFTER),
        )?;
        let until = now + wait_after(failures, *free);
        execute!(
            conn,
            "UPDATE throttle SET blocked_until = $3 WHERE organisation = $1 AND subject_hash = $2",
            organisation,
            hash,
            micros(until),
        )?;
        outcome.failures = outcome.failures.max(failures);
        outcome.blocked_until = outcome.blocked_until.max(until);
    }
    Ok(outcome)
}
