//! Consents: what a client lets others do with data out of the record, seen and said (R129, R137, R41).
//! What has to be asked before data goes to somebody is [`inzage_domain::consent::consented`].

use inzage_domain::{
    Basis, ClientId,
    access::{GiveConsent, ReadConsents},
    consent::{
        ConsentFact, ConsentStatus, Deciders, Decision, Purpose, Voice, consent_status, deciders, last_word,
        may_say,
    },
    written::{day_of, end_of, read_date},
};
use inzage_store::{Actor, ClientView, ConsentEvent, NewConsent, RequestContext};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Error, Services};

/// What there is to consent to, and where it stands.
pub struct Consents {
    /// Whose.
    pub client: ClientView,
    /// On which ground one looks; `None` for staff.
    pub basis: Option<Basis>,
    /// Who must say yes.
    pub deciders: Deciders,
    /// With which voice the reader may speak; `None` for who may only look.
    pub voice: Option<Voice>,
    /// Each purpose that the organisation offers or about which something was said.
    pub lines: Vec<ConsentLine>,
}

/// One purpose.
pub struct ConsentLine {
    /// Which.
    pub purpose: Purpose,
    /// Where it stands.
    pub status: ConsentStatus,
    /// Until when it counts, exclusive, where the newest yes has an end.
    pub until: Option<Timestamp>,
    /// Whether the organisation asks for it (still): else it can only be withdrawn.
    pub offered: bool,
    /// What the client said last, where anything was said.
    pub own: Option<bool>,
    /// What whoever represents said last.
    pub other: Option<bool>,
    /// Everything that was said, newest first.
    pub events: Vec<ConsentEvent>,
}

/// What a form says.
pub struct Saying<'a> {
    /// About what.
    pub purpose: Purpose,
    /// Yes or no; `None` where nothing was chosen.
    pub yes: Option<bool>,
    /// The last day of a yes, as typed; all empty for one without an end.
    pub last_day: [&'a str; 3],
    /// Makes the form count once.
    pub key: Uuid,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsentFault {
    /// Nothing was chosen.
    NoChoice,
    /// There is no such day.
    NoDate,
    /// The day has passed.
    Past,
    /// The organisation does not ask for this.
    NotOffered,
}

/// The last year that an end may lie in.
const LAST_YEAR: i16 = 2200;

impl Services {
    /// What there is to consent to, and where it stands.
    pub async fn consents(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Consents, Error> {
        let permit = self.store.permit::<ReadConsents>(actor, Some(client), context).await??;
        let view = self.store.client(&permit).await?;
        let events = self.store.consent_events(&permit).await?;
        let (now, today) = (permit.at(), day_of(permit.at()));
        let facts = view.facts(permit.organisation());
        let said: Vec<ConsentFact> = events.iter().map(|event| event.fact).collect();
        let basis = permit.basis().map(|(_, basis)| basis);
        let voice = basis.and_then(|basis| {
            let phase = facts.phase_beside(basis, today);
            may_say(basis == Basis::Own, permit.represents(), phase, facts.incapable).ok()
        });
        let lines = Purpose::ALL
            .iter()
            .filter_map(|&purpose| {
                let about: Vec<ConsentEvent> =
                    events.iter().rev().filter(|event| event.fact.purpose == purpose).cloned().collect();
                let offered = actor.policy().consents.contains(&purpose);
                if !offered && about.is_empty() {
                    return None;
                }
                let newest = about.iter().find(|event| event.fact.decision == Decision::Permit);
                Some(ConsentLine {
                    purpose,
                    status: consent_status(&facts, &said, purpose, today, now),
                    until: newest.and_then(|event| event.fact.until),
                    offered,
                    own: last_word(&said, purpose, Voice::Client, now),
                    other: last_word(&said, purpose, Voice::Representative, now),
                    events: about,
                })
            })
            .collect();
        Ok(Consents { deciders: deciders(&facts, today), client: view, basis, voice, lines })
    }

    /// Keeps what somebody says about a purpose: it counts from now on. A purpose that the organisation
    /// does not ask for can only be withdrawn.
    pub async fn say_consent(
        &self,
        actor: &Actor,
        client: ClientId,
        saying: &Saying<'_>,
        context: &RequestContext,
    ) -> Result<Result<(), ConsentFault>, Error> {
        let permit = self.store.permit::<GiveConsent>(actor, Some(client), context).await??;
        let Some(yes) = saying.yes else { return Ok(Err(ConsentFault::NoChoice)) };
        let mut until = None;
        if yes {
            if !actor.policy().consents.contains(&saying.purpose) {
                return Ok(Err(ConsentFault::NotOffered));
            }
            if saying.last_day.iter().any(|part| !part.trim().is_empty()) {
                let [day, month, year] = saying.last_day;
                let Some(last) = read_date(day, month, year).filter(|day| day.year() <= LAST_YEAR) else {
                    return Ok(Err(ConsentFault::NoDate));
                };
                if last < day_of(permit.at()) {
                    return Ok(Err(ConsentFault::Past));
                }
                until = Some(end_of(last));
            }
        }
        let decision = if yes { Decision::Permit } else { Decision::Deny };
        let new = NewConsent { purpose: saying.purpose, decision, until };
        if self.store.record_consent(&permit, new, saying.key).await? {
            Ok(Ok(()))
        } else {
            // The key of this form was used for other words: the page has another one.
            Ok(Err(ConsentFault::NoChoice))
        }
    }
}
