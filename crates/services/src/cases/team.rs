//! What staff do with requests: the queue, one of them, and its steps (R19, R25, R37).

use inzage_domain::{
    CaseId, ClientId, Role,
    access::{ActingAs, Refusal, TreatCases},
    case::{CaseGround, CaseState, CaseStep, can_extend, due_on},
    written::day_of,
};
use inzage_store::{Actor, Case, CaseChanged, ClientView, NewStep, QueuedCase, RequestContext};
use jiff::civil::Date;
use uuid::Uuid;

use super::{CaseFault, about, step_word, written};
use crate::{Error, Services};

/// What waits for an employee.
pub struct Queue {
    /// The cases, the first due first.
    pub cases: Vec<QueuedCase>,
    /// The day it is, in the Netherlands.
    pub today: Date,
    /// The role in which one looks.
    pub role: Option<Role>,
}

/// One case as whoever treats it sees it, with what can be done now.
pub struct TeamCase {
    /// The client.
    pub client: ClientView,
    /// The case.
    pub case: Case,
    /// The day it is, in the Netherlands.
    pub today: Date,
    /// Whether one can take it: nobody has, or somebody else.
    pub takes: bool,
    /// The last day for the answer if it is made longer now; `None` where that cannot be.
    pub extends: Option<Date>,
    /// The decisions that one can take now; none where it is not for this role, or not taken yet.
    pub decisions: Vec<CaseStep>,
    /// Whether it is for another role to decide.
    pub others_decide: bool,
}

/// A decision as filled in.
pub struct Decision<'a> {
    /// What; `None` where nothing was chosen.
    pub step: Option<CaseStep>,
    /// The ground.
    pub ground: Option<CaseGround>,
    /// The answer to who asked.
    pub text: &'a str,
}

/// What came of a step of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treated {
    /// It is done.
    Done,
    /// Something else happened to the case meanwhile: look again.
    NotNow,
}

impl Decision<'_> {
    /// The step that it is, or what is missing.
    fn read(&self) -> Result<NewStep, CaseFault> {
        let step = self.step.filter(|step| step.is_decision()).ok_or(CaseFault::NoChoice)?;
        let ground = self.ground.filter(|_| step.asks_ground());
        if step.asks_ground() && ground.is_none() {
            return Err(CaseFault::NoGround);
        }
        Ok(NewStep { step, ground, text: written(self.text)? })
    }
}

impl Services {
    /// What waits for the actor at all clients where one works.
    pub async fn case_queue(&self, actor: &Actor, context: &RequestContext) -> Result<Queue, Error> {
        let found = self.store.case_queue(actor, context).await??;
        let role = match actor.acting() {
            ActingAs::Employee { role, .. } => Some(role),
            ActingAs::Personal | ActingAs::Operator => None,
        };
        Ok(Queue { cases: found.to_vec(), today: day_of(self.clock.now()), role })
    }

    /// One case, for whoever treats it.
    pub async fn team_case(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        context: &RequestContext,
    ) -> Result<TeamCase, Error> {
        let context = about(context, &[("case", case.to_string())]);
        let permit = self.store.permit::<TreatCases>(actor, Some(client), &context).await??;
        let case = self.store.team_case(&permit, case).await?.ok_or(Error::NotFound)?;
        let ActingAs::Employee { role, .. } = actor.acting() else { return Err(Error::NotFound) };
        let today = day_of(permit.at());
        let asked_on = day_of(case.asked_at);
        let open = case.state.is_open();
        let mine = case.taken_by.as_ref().is_some_and(|(account, _)| *account == actor.account());
        let decides = case.kind.is_decided_by(role);
        let decisions = [CaseStep::Granted, CaseStep::Partly, CaseStep::Refused]
            .into_iter()
            .filter(|step| decides && case.state.after(case.kind, *step).is_some())
            .collect();
        let extends = open && can_extend(asked_on, case.extended, today);
        Ok(TeamCase {
            client: self.store.client(&permit).await?,
            today,
            takes: open && !(case.state == CaseState::InTreatment && mine),
            extends: extends.then(|| due_on(asked_on, true)),
            decisions,
            others_decide: open && !decides,
            case,
        })
    }

    /// Takes a case upon oneself.
    pub async fn take_case(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Treated, Error> {
        let new = NewStep { step: CaseStep::Taken, ground: None, text: String::new() };
        self.treat(actor, client, case, &new, key, context).await
    }

    /// Tells who asked that the answer comes later, and why (AVG article 12 paragraph 3).
    pub async fn extend_case(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        reason: &str,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Result<Treated, CaseFault>, Error> {
        match written(reason) {
            Ok(text) => {
                let new = NewStep { step: CaseStep::Extended, ground: None, text };
                Ok(Ok(self.treat(actor, client, case, &new, key, context).await?))
            }
            Err(fault) => self.refused_form(actor, client, case, fault, context).await,
        }
    }

    /// Decides a case, with the answer to who asked.
    pub async fn decide_case(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        decision: &Decision<'_>,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Result<Treated, CaseFault>, Error> {
        match decision.read() {
            Ok(new) => Ok(Ok(self.treat(actor, client, case, &new, key, context).await?)),
            Err(fault) => self.refused_form(actor, client, case, fault, context).await,
        }
    }

    /// What is wrong with a form of staff: told only to who may treat cases of this client.
    async fn refused_form(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        fault: CaseFault,
        context: &RequestContext,
    ) -> Result<Result<Treated, CaseFault>, Error> {
        let context = about(context, &[("case", case.to_string())]);
        self.store.permit::<TreatCases>(actor, Some(client), &context).await??;
        Ok(Err(fault))
    }

    /// Does a step of staff, and mails who asked that there is something to read.
    async fn treat(
        &self,
        actor: &Actor,
        client: ClientId,
        case: CaseId,
        new: &NewStep,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Treated, Error> {
        let context = about(context, &[("case", case.to_string()), ("case-step", step_word(new.step))]);
        let permit = self.store.permit::<TreatCases>(actor, Some(client), &context).await??;
        match self.store.treat_case(&permit, case, new, key).await? {
            CaseChanged::Done => {}
            CaseChanged::Before => return Ok(Treated::Done),
            CaseChanged::NotNow => return Ok(Treated::NotNow),
            CaseChanged::NotThere => return Err(Error::NotFound),
            CaseChanged::NotTheirs => {
                return Err(Error::Refused(Refusal::RoleNotAllowed));
            }
        }
        let what = match new.step {
            CaseStep::Extended => "Het antwoord op uw verzoek duurt langer.",
            CaseStep::Granted | CaseStep::Partly | CaseStep::Refused => "Er is een antwoord op uw verzoek.",
            CaseStep::Asked | CaseStep::Taken | CaseStep::Withdrawn => return Ok(Treated::Done),
        };
        let told = self.store.team_case(&permit, case).await?.and_then(|case| case.email);
        if let Some(to) = told {
            self.mail_about(actor, to, &format!("{what} Log in op het portaal om het te lezen.")).await;
        }
        Ok(Treated::Done)
    }
}
