//! The steps of a case: by staff, and taking back by who asked.

use inzage_domain::{
    CaseId, EntryId, LogId, OrganisationId, Role,
    access::{Act, ActingAs, AskCase, Permit, TreatCases},
    case::{CaseGround, CaseKind, CaseState, CaseStep, can_extend, due_on},
    written::day_of,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{known, text_place};
use crate::{
    Permitted, Recorded, Store, StoreError,
    db::{Conn, execute, fetch_one, fetch_optional},
    people::check_texts,
    record::{client_of, erase_content},
    seal::digest,
    time::{instant, micros},
    writer::{Claim, Once},
};

/// A step to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStep {
    /// Which.
    pub step: CaseStep,
    /// The ground, where something is not done.
    pub ground: Option<CaseGround>,
    /// The words that go with it: the answer, or why it takes longer.
    pub text: String,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseChanged {
    /// It is kept now.
    Done,
    /// The same form did it before.
    Before,
    /// There is no such case for this person.
    NotThere,
    /// It is not for this role to decide.
    NotTheirs,
    /// The step does not fit how far the case is.
    NotNow,
}

const NOT_THERE: &str = "case for this person";
const NOT_THEIRS: &str = "case that this role decides";
const NOT_NOW: &str = "step that fits";

/// Who does a step.
#[derive(Clone, Copy)]
enum By {
    Staff(Role),
    Asker,
}

struct Doing {
    organisation: OrganisationId,
    client: Uuid,
    case: CaseId,
    event: Uuid,
    by: By,
    account: Uuid,
    at: Timestamp,
    step: CaseStep,
    ground: Option<CaseGround>,
    sealed_text: Vec<u8>,
}

impl Store {
    /// Does a step of staff: takes the case, tells that it takes longer, or decides it; once for its key.
    /// A deletion that is granted destroys what the item said, in the same write. The permit's own line
    /// tells of it.
    pub async fn treat_case(
        &self,
        permit: &Permitted<TreatCases>,
        case: CaseId,
        new: &NewStep,
        key: Uuid,
    ) -> Result<CaseChanged, StoreError> {
        let ActingAs::Employee { role, .. } = permit.acting() else { return Ok(CaseChanged::NotThere) };
        self.step_case(permit, case, By::Staff(role), new, key).await
    }

    /// Takes a case back, by who asked it.
    pub async fn withdraw_case(
        &self,
        permit: &Permitted<AskCase>,
        case: CaseId,
        key: Uuid,
    ) -> Result<CaseChanged, StoreError> {
        let new = NewStep { step: CaseStep::Withdrawn, ground: None, text: String::new() };
        self.step_case(permit, case, By::Asker, &new, key).await
    }

    async fn step_case<A: Act>(
        &self,
        permit: &Recorded<Permit<A>>,
        case: CaseId,
        by: By,
        new: &NewStep,
        key: Uuid,
    ) -> Result<CaseChanged, StoreError> {
        check_texts(&[&new.text])?;
        let (organisation, client) = client_of(permit)?;
        let event = LogId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().client(organisation, client).await?;
        let act = format!("case step {case} {:?} {:?} {}", new.step, new.ground, new.text);
        let claim = Claim {
            organisation: organisation.uuid(),
            account: permit.account().uuid(),
            key,
            act_hash: digest(act.as_bytes()),
            at: permit.at(),
        };
        let doing = Doing {
            organisation,
            client: client.uuid(),
            case,
            event,
            by,
            account: permit.account().uuid(),
            at: permit.at(),
            step: new.step,
            ground: new.ground,
            sealed_text: keys.seal.seal_json(self.chance(), &text_place(organisation, event), &new.text)?,
        };
        let outcome = self
            .write_once(organisation, claim, Vec::new(), doing, |doing, conn| {
                Box::pin(async move { Ok((doing.apply(conn).await?, Vec::new())) })
            })
            .await;
        match outcome {
            Ok(Once::Now(())) => Ok(CaseChanged::Done),
            Ok(Once::Before(_)) => Ok(CaseChanged::Before),
            Ok(Once::Reused) | Err(StoreError::Conflict(NOT_NOW)) => Ok(CaseChanged::NotNow),
            Err(StoreError::Conflict(NOT_THERE)) => Ok(CaseChanged::NotThere),
            Err(StoreError::Conflict(NOT_THEIRS)) => Ok(CaseChanged::NotTheirs),
            Err(error) => Err(error),
        }
    }
}

impl Doing {
    async fn apply(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let (organisation, now) = (self.organisation.uuid(), micros(self.at));
        // The row is locked by being touched: two steps at once follow each other.
        let (kind, state, asked_by, asked_at, extended_at, entry) = fetch_optional!(
            conn,
            (String, String, Uuid, i64, Option<i64>, Option<Uuid>),
            "UPDATE care_case SET state = state WHERE organisation = $1 AND id = $2 AND client = $3
             RETURNING kind, state, asked_by, asked_at, extended_at, entry",
            organisation,
            self.case.uuid(),
            self.client,
        )?
        .ok_or(StoreError::Conflict(NOT_THERE))?;
        let kind = known(CaseKind::from_key(&kind), "kind")?;
        let state = known(CaseState::from_key(&state), "state")?;
        let asked_on = day_of(instant(asked_at)?);
        self.is_theirs(kind, asked_by)?;
        let fits = self.ground.is_some_and(|ground| ground.fits(kind)) == self.step.asks_ground();
        let next = state.after(kind, self.step).filter(|_| fits).ok_or(StoreError::Conflict(NOT_NOW))?;
        let extends = self.step == CaseStep::Extended;
        if extends && !can_extend(asked_on, extended_at.is_some(), day_of(self.at)) {
            return Err(StoreError::Conflict(NOT_NOW));
        }
        execute!(
            conn,
            "UPDATE care_case SET state = $3, due_on = $4, extended_at = COALESCE($5, extended_at), taken_by = COALESCE($6, taken_by) WHERE organisation = $1 AND id = $2",
            organisation,
            self.case.uuid(),
            next.key(),
            due_on(asked_on, extends || extended_at.is_some()).to_string(),
            extends.then_some(now),
            (self.step == CaseStep::Taken).then_some(self.account),
        )?;
        let (number,) = fetch_one!(
            conn,
            (i64,),
            "SELECT COALESCE(MAX(number), 0) + 1 FROM case_event WHERE organisation = $1 AND care_case = $2",
            organisation,
            self.case.uuid(),
        )?;
        execute!(
            conn,
            "INSERT INTO case_event (organisation, id, care_case, number, step, ground, by_account, at, sealed_text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            organisation,
            self.event,
            self.case.uuid(),
            number,
            self.step.key(),
            self.ground.map(CaseGround::key),
            self.account,
            now,
            &self.sealed_text,
        )?;
        if kind == CaseKind::Deletion
            && next == CaseState::Granted
            && let Some(entry) = entry
        {
            erase_content(conn, organisation, self.client, EntryId::from_uuid(entry), self.at).await?;
        }
        Ok(())
    }

    fn is_theirs(&self, kind: CaseKind, asked_by: Uuid) -> Result<(), StoreError> {
        match self.by {
            By::Asker if asked_by == self.account => Ok(()),
            By::Staff(role) if kind.is_treated_by(role) => {
                // Taking back is for who asked.
                let decides = !self.step.is_decision() || kind.is_decided_by(role);
                if decides && self.step != CaseStep::Withdrawn {
                    Ok(())
                } else {
                    Err(StoreError::Conflict(NOT_THEIRS))
                }
            }
            By::Asker | By::Staff(_) => Err(StoreError::Conflict(NOT_THERE)),
        }
    }
}
