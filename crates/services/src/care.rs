//! The end of a client's care, as staff record and correct it (R15, R46, R119). What follows from it
//! is in `notices`.

use inzage_domain::{
    CareState, ClientId, ClientName,
    access::ManageAccess,
    written::{day_of, read_date},
};
use inzage_store::{Actor, RequestContext};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Error, Services};

/// What is known of a client's care.
pub struct Care {
    /// The client's name.
    pub name: ClientName,
    /// Whether care goes on.
    pub state: CareState,
    /// The day on which it ended, where it did.
    pub ended_on: Option<Date>,
    /// The first day on which only staff can look, where care has ended.
    pub closes_on: Option<Date>,
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CareFault {
    /// Nothing was chosen.
    NoState,
    /// There is no such day.
    NoDate,
    /// The day has not come yet.
    Future,
}

/// What came of recording it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareKept {
    /// It is kept.
    Done,
    /// The form is not right.
    Fault(CareFault),
}

impl Services {
    /// Whether a client's care goes on, for staff who look after access.
    pub async fn care(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Care, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let view = self.store.client(&permit).await?;
        let ended_on = view.ended_on.filter(|_| view.care_state != CareState::InCare);
        Ok(Care {
            name: view.demographics.name,
            state: view.care_state,
            ended_on,
            closes_on: ended_on.map(|day| actor.policy().access_end.closes_on(day)),
        })
    }

    /// Records that care goes on, ended on a day, or that the client died on a day; also to correct
    /// what was recorded. `typed` is the day, month and year as typed.
    pub async fn record_care(
        &self,
        actor: &Actor,
        client: ClientId,
        state: Option<CareState>,
        typed: [&str; 3],
        context: &RequestContext,
    ) -> Result<CareKept, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let Some(state) = state else { return Ok(CareKept::Fault(CareFault::NoState)) };
        let ended_on = match state {
            CareState::InCare => None,
            CareState::Ended | CareState::Died => {
                let [day, month, year] = typed;
                let Some(day) = read_date(day, month, year).filter(|day| day.year() >= 1900) else {
                    return Ok(CareKept::Fault(CareFault::NoDate));
                };
                if day > day_of(permit.at()) {
                    return Ok(CareKept::Fault(CareFault::Future));
                }
                Some(day)
            }
        };
        self.store.change_care(actor, &permit, state, ended_on, context).await?;
        Ok(CareKept::Done)
    }
}
