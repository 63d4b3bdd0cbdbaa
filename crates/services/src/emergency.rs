//! Emergency access to the record of a client at another location: asking, opening, ending, and the
//! review by a privacy officer (R19).

use inzage_domain::{
    ClientId, EmergencyId,
    access::{
        EmergencyReason, EmergencyVerdict, FindElsewhere, LONGEST_EMERGENCY_TEXT, OpenEmergency,
        ReviewEmergency,
    },
    written::read_date,
};
use inzage_store::{
    Actor, EmergencyCase, EmergencyOpened, FoundElsewhere, NewEmergency, OwnEmergency, Recorded,
    RequestContext, Reviewed,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    notify::{Channel, Message},
};

/// What the page that asks for emergency access says.
pub struct EmergencyForm {
    /// Until when the record is open, where it is.
    pub until: Option<Timestamp>,
    /// For how many hours it would be.
    pub hours: u16,
}

/// What somebody fills in.
pub struct Asking<'a> {
    /// The reason; `None` where nothing was chosen.
    pub reason: Option<EmergencyReason>,
    /// In one's own words.
    pub words: &'a str,
    /// Makes the form count once.
    pub key: Uuid,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmergencyFault {
    /// No reason was chosen, or no verdict.
    NoChoice,
    /// Nothing was written.
    NoText,
    /// More than [`LONGEST_EMERGENCY_TEXT`] characters.
    TooLong,
}

/// What came of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewOutcome {
    /// Kept.
    Done,
    /// It is the reviewer's own.
    Own,
    /// Somebody reviewed it before.
    Before,
    /// The form is not right.
    Wrong(EmergencyFault),
}

/// What is wrong with a search at other locations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElsewhereFault {
    /// No family name.
    NoName,
    /// There is no such day.
    NoDate,
    /// There is no such client, or more than one.
    Nobody,
}

fn text_fault(text: &str, needed: bool) -> Option<EmergencyFault> {
    if needed && text.is_empty() {
        return Some(EmergencyFault::NoText);
    }
    (text.chars().count() > LONGEST_EMERGENCY_TEXT).then_some(EmergencyFault::TooLong)
}

impl Services {
    /// What the page that asks for emergency access says. Nothing of the client is in it.
    pub async fn emergency_form(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<EmergencyForm, Error> {
        let permit = self.store.permit::<OpenEmergency>(actor, Some(client), context).await??;
        let hours = actor.policy().emergency_hours;
        match self.store.own_emergency(&permit).await? {
            OwnEmergency::Gone => Err(Error::NotFound),
            OwnEmergency::Shut => Ok(EmergencyForm { until: None, hours }),
            OwnEmergency::Open(until) => Ok(EmergencyForm { until: Some(until), hours }),
        }
    }

    /// Opens a record in an emergency. The privacy officers are told at once, without a name.
    pub async fn open_emergency(
        &self,
        actor: &Actor,
        client: ClientId,
        asking: &Asking<'_>,
        context: &RequestContext,
    ) -> Result<Result<(), EmergencyFault>, Error> {
        let permit = self.store.permit::<OpenEmergency>(actor, Some(client), context).await??;
        let Some(reason) = asking.reason else { return Ok(Err(EmergencyFault::NoChoice)) };
        let words = asking.words.trim();
        if let Some(fault) = text_fault(words, true) {
            return Ok(Err(fault));
        }
        let new = NewEmergency { reason, words, hours: actor.policy().emergency_hours };
        match self.store.open_emergency(&permit, &new, asking.key, context).await? {
            EmergencyOpened::Now { tell, .. } => self.tell_of_emergency(actor, tell),
            EmergencyOpened::Before => {}
            EmergencyOpened::NotThere => return Err(Error::NotFound),
        }
        Ok(Ok(()))
    }

    /// Where nobody is a privacy officer, whoever answers privacy questions is told. Nobody waits for it who
    /// has an emergency; what could not be sent waits among the reviews all the same.
    fn tell_of_emergency(&self, actor: &Actor, tell: Vec<String>) {
        let organisation = actor.organisation().profile();
        let tell = if tell.is_empty() { vec![organisation.privacy_contact.clone()] } else { tell };
        let subject = format!("Noodtoegang bij {}", organisation.name);
        let body = format!(
            "Een medewerker heeft noodtoegang tot een dossier geopend. Log in en kijk bij ‘Noodtoegang’ om het te beoordelen.\n\nDit is een automatisch bericht van {}.\n",
            organisation.name
        );
        let services = self.clone();
        tokio::spawn(async move {
            for to in tell.into_iter().filter(|to| to.contains('@')) {
                let (subject, body) = (subject.clone(), body.clone());
                services.hand_over(&Message { channel: Channel::Email, to, subject, body }).await;
            }
        });
    }

    /// Ends the own emergency access to a record. Gives whether there was one.
    pub async fn end_emergency(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        Ok(self.store.end_emergency(actor, client, context).await?)
    }

    /// Emergency accesses, those that wait for a review first; with `only` that one.
    pub async fn emergencies(
        &self,
        actor: &Actor,
        only: Option<EmergencyId>,
        context: &RequestContext,
    ) -> Result<Recorded<Vec<EmergencyCase>>, Error> {
        Ok(self.store.emergencies(actor, only, context).await??)
    }

    /// Keeps what a privacy officer found. What was not justified needs a note.
    pub async fn review_emergency(
        &self,
        actor: &Actor,
        id: EmergencyId,
        (verdict, note): (Option<EmergencyVerdict>, &str),
        key: Uuid,
        context: &RequestContext,
    ) -> Result<ReviewOutcome, Error> {
        let permit = self.store.permit::<ReviewEmergency>(actor, None, context).await??;
        let Some(verdict) = verdict else { return Ok(ReviewOutcome::Wrong(EmergencyFault::NoChoice)) };
        let note = note.trim();
        if let Some(fault) = text_fault(note, verdict == EmergencyVerdict::NotJustified) {
            return Ok(ReviewOutcome::Wrong(fault));
        }
        Ok(match self.store.review_emergency(&permit, id, verdict, note, key, context).await? {
            Reviewed::Done => ReviewOutcome::Done,
            Reviewed::Own => ReviewOutcome::Own,
            Reviewed::NotThere => ReviewOutcome::Before,
        })
    }

    /// Whether somebody may look for a client at any location: for the page with the form.
    pub async fn may_find_elsewhere(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        self.store.permit::<FindElsewhere>(actor, None, context).await??;
        Ok(())
    }

    /// Finds one client at any location by whole family name and birth date.
    pub async fn find_elsewhere(
        &self,
        actor: &Actor,
        family_name: &str,
        [day, month, year]: [&str; 3],
        context: &RequestContext,
    ) -> Result<Result<FoundElsewhere, ElsewhereFault>, Error> {
        let born = read_date(day, month, year);
        let name = family_name.trim();
        // A form that is not whole asks for leave all the same: who may not search is told that first.
        let wanted = born.unwrap_or(jiff::civil::Date::MIN);
        let found = self.store.find_elsewhere(actor, name, wanted, context).await??;
        Ok(if name.is_empty() {
            Err(ElsewhereFault::NoName)
        } else if born.is_none() {
            Err(ElsewhereFault::NoDate)
        } else {
            (*found).ok_or(ElsewhereFault::Nobody)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{EmergencyFault, LONGEST_EMERGENCY_TEXT, text_fault};

    #[test]
    fn a_text_is_there_and_not_too_long() {
        assert_eq!(text_fault("", true), Some(EmergencyFault::NoText));
        assert_eq!(text_fault("", false), None);
        let longest = "é".repeat(LONGEST_EMERGENCY_TEXT);
        assert_eq!(text_fault(&longest, true), None);
        assert_eq!(text_fault(&format!("{longest}x"), false), Some(EmergencyFault::TooLong));
    }
}
