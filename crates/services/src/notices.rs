//! What a client and those beside them are told without asking (L1, L8, R15, R46, R119, R121):
//! birthdays that change who sees what, the end of care, and the end of somebody's access. And what
//! the end of care does to accounts.
//!
//! One job an organisation. Each mail has a claim of its own: run twice nothing changes the second
//! time, and a run that was killed half-way is taken over. Who may see what is decided at each
//! request and needs no job; only accounts are closed here, and nothing is deleted.

mod words;

use std::collections::BTreeSet;

use inzage_domain::{
    Basis, CareState, RelationId,
    access::AccountState,
    notice::{AgeNotice, AgeStep, births_told_on, changes_on, latest_due},
    written::{day_of, end_of, last_day},
};
use inzage_store::{EndStage, MailClaim, NoticeKey, Noticed, Operator, Organisation, Told, jobs::NOTICES};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use crate::{
    Error, Services,
    notify::{Message, MessengerError},
};
use words::{AgeReader, Mail};

/// How long the job is held without a sign of life.
const HOLD: SignedDuration = SignedDuration::from_mins(5);
/// How long one mail may take.
const MAIL: SignedDuration = SignedDuration::from_mins(2);
/// When mails that were not taken are tried again.
const AGAIN: SignedDuration = SignedDuration::from_mins(10);
/// How often it is looked whether somebody's access has run out.
const LOOK: SignedDuration = SignedDuration::from_hours(1);
/// Days that are made up for after a standstill.
const BACK: i64 = 100;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noticing {
    /// Mails that were taken by the next on the way.
    pub sent: u32,
    /// Mails that were not: they are tried again.
    pub failed: u32,
    /// Accounts that were closed because care has ended.
    pub closed: u32,
}

/// One round of one organisation.
struct Rounds<'a> {
    services: &'a Services,
    organisation: &'a Organisation,
    operator: Operator,
    now: Timestamp,
    today: Date,
    done: Noticing,
}

impl Services {
    /// Sends and closes what is due. `None` when nothing is, or another worker is at it. Safe to run
    /// at any time, by any number of workers.
    pub async fn send_notices(&self, organisation: &Organisation) -> Result<Option<Noticing>, Error> {
        let Some(lease) = self.store.begin_job(organisation, NOTICES, HOLD).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        let mut round = Rounds {
            services: self,
            organisation,
            operator: self.store.operator(organisation, "inzage: notices"),
            now,
            today: day_of(now),
            done: Noticing::default(),
        };
        // Whoever lost the lease to another leaves the rest to that one.
        round.birthdays().await?;
        if self.store.hold_job(&lease, HOLD).await? {
            round.ends_of_care().await?;
        }
        if self.store.hold_job(&lease, HOLD).await? {
            round.ends_of_access().await?;
            let again = if round.done.failed == 0 { LOOK } else { AGAIN };
            // A new day is begun at its beginning.
            let next = (now + again).min(end_of(round.today));
            self.store.end_job(lease, Some(next)).await?;
        }
        Ok(Some(round.done))
    }
}

impl Rounds<'_> {
    /// The notices about birthdays of today and of the days on which nothing ran.
    async fn birthdays(&mut self) -> Result<(), Error> {
        let store = &self.services.store;
        let done = store.notices_done(self.organisation).await?;
        let yesterday = self.today.yesterday().unwrap_or(self.today);
        let earliest = self.today.checked_sub(BACK.days()).unwrap_or(yesterday);
        // Today is looked at again each time: somebody can join on the very day.
        let after = done.unwrap_or(yesterday).min(yesterday).max(earliest);
        let mut births = BTreeSet::new();
        let mut day = after;
        while day < self.today {
            day = day.tomorrow().unwrap_or(Date::MAX);
            births.extend(births_told_on(day));
        }
        let births: Vec<Date> = births.into_iter().collect();
        let before = self.done.failed;
        for client in store.clients_born(self.organisation, &births).await? {
            let Some(noticed) = store.noticed(self.organisation, client).await? else { continue };
            let due = noticed.client.born.and_then(|born| latest_due(born, after, self.today));
            if let Some(notice) = due {
                self.birthday(&noticed, notice).await?;
            }
        }
        if self.done.failed == before && done != Some(self.today) {
            store.set_notices_done(self.organisation, self.today).await?;
        }
        Ok(())
    }

    async fn birthday(&mut self, noticed: &Noticed, notice: AgeNotice) -> Result<(), Error> {
        let (client, policy) = (&noticed.client, self.organisation.policy());
        if client.state == CareState::Died || client.access_ended(policy, self.today) {
            return Ok(());
        }
        let what = format!("age-{}-{}", notice.years, notice.step.key());
        for told in &noticed.beside {
            // Who came after the day of this notice gets the next one.
            let here = told.state == AccountState::Active
                && told.relation.holds(self.now)
                && told.relation.since <= notice.day();
            let own = told.relation.basis == Basis::Own;
            let concerned = if own {
                // Under 12 the parents look; a child is told on the day (R121).
                notice.years > 12 || notice.step == AgeStep::Day
            } else {
                changes_on(&told.relation, client, policy, notice.birthday, self.now)
            };
            if !here || !concerned {
                continue;
            }
            let reader = if own {
                AgeReader::Client
            } else if told.relation.basis.is_parental() {
                AgeReader::Parent
            } else {
                AgeReader::Beside
            };
            let mail = words::age(self.organisation, client.client, notice, reader);
            self.tell(noticed, told, &what, notice.birthday, &mail).await?;
        }
        Ok(())
    }

    /// Clients whose care ended or who died: first until when one can look, then the closing.
    async fn ends_of_care(&mut self) -> Result<(), Error> {
        let store = &self.services.store;
        for ending in store.clients_ending(self.organisation).await? {
            let closes = self.organisation.policy().access_end.closes_on(ending.ended_on);
            let over = closes <= self.today;
            if ending.told && !over {
                continue;
            }
            let Some(noticed) = store.noticed(self.organisation, ending.client).await? else { continue };
            let before = self.done.failed;
            if over {
                self.close(&noticed, closes).await?;
            } else {
                self.announce_end(&noticed, closes).await?;
            }
            if self.done.failed == before {
                let stage = if over { EndStage::Closed } else { EndStage::Told };
                store.set_end_stage(self.organisation, ending.client, stage).await?;
            }
        }
        Ok(())
    }

    async fn announce_end(&mut self, noticed: &Noticed, closes: Date) -> Result<(), Error> {
        for told in beside_at_the_end(noticed, self.now) {
            if told.state != AccountState::Active || dead(noticed, told) {
                continue;
            }
            let own = told.relation.basis == Basis::Own;
            let mail = words::ending(self.organisation, noticed.client.client, died(noticed), own, closes);
            self.tell(noticed, told, "care-ends", closes, &mail).await?;
        }
        Ok(())
    }

    async fn close(&mut self, noticed: &Noticed, closes: Date) -> Result<(), Error> {
        let store = &self.services.store;
        let client = noticed.client.client;
        for told in beside_at_the_end(noticed, self.now) {
            let shut = match told.state {
                AccountState::Active => {
                    let now = store.close_after_care(&self.operator, client, told.account).await?;
                    self.done.closed += u32::from(now);
                    now
                }
                // By a run that was killed before the mail.
                AccountState::Closed if told.closed_by_care => true,
                AccountState::Blocked | AccountState::Closed => continue,
            };
            if dead(noticed, told) {
                continue;
            }
            let own = told.relation.basis == Basis::Own;
            let mail = words::closed(self.organisation, died(noticed), own, shut);
            self.tell(noticed, told, "care-closed", closes, &mail).await?;
        }
        Ok(())
    }

    /// People whose access was withdrawn or has run out, while the record goes on.
    async fn ends_of_access(&mut self) -> Result<(), Error> {
        let store = &self.services.store;
        for (relation, client) in store.relations_ended(self.organisation).await? {
            let before = self.done.failed;
            if let Some(noticed) = store.noticed(self.organisation, client).await? {
                self.end_of_access(&noticed, relation).await?;
            }
            if self.done.failed == before {
                store.set_end_told(self.organisation, relation).await?;
            }
        }
        Ok(())
    }

    async fn end_of_access(&mut self, noticed: &Noticed, relation: RelationId) -> Result<(), Error> {
        let client = &noticed.client;
        if client.state == CareState::Died || client.access_ended(self.organisation.policy(), self.today) {
            return Ok(());
        }
        let what = format!("access-ended-{relation}");
        for told in noticed.beside.iter().filter(|told| told.relation.id == relation) {
            let still = noticed
                .beside
                .iter()
                .any(|other| other.person == told.person && other.relation.holds(self.now));
            if told.state != AccountState::Active || told.relation.basis == Basis::Own || still {
                continue;
            }
            let end = match (told.relation.withdrawn, told.relation.until) {
                (Some(withdrawn), _) => day_of(withdrawn),
                (None, Some(until)) => last_day(until),
                (None, None) => continue,
            };
            let mail = words::access_ended(self.organisation, told.relation.withdrawn.is_some(), end);
            self.tell(noticed, told, &what, end, &mail).await?;
        }
        Ok(())
    }

    /// One mail, once. Who has no address reads it in the portal.
    async fn tell(
        &mut self,
        noticed: &Noticed,
        told: &Told,
        what: &str,
        day: Date,
        mail: &Mail,
    ) -> Result<(), Error> {
        let store = &self.services.store;
        let Some(to) = &told.email else { return Ok(()) };
        let key = NoticeKey { client: noticed.client.client, person: told.person, what, day };
        let sent = match store.claim_notice(self.organisation, key, MAIL).await? {
            MailClaim::Sent => return Ok(()),
            MailClaim::Held => false,
            MailClaim::Taken => {
                let sent = self.send(&mail.to(to)).await;
                store.end_notice(&self.operator, key, told.account, sent).await?;
                sent
            }
        };
        let counted = if sent { &mut self.done.sent } else { &mut self.done.failed };
        *counted += 1;
        Ok(())
    }

    async fn send(&self, message: &Message) -> bool {
        match self.services.messenger.send(message).await {
            Ok(()) => true,
            Err(MessengerError::NotConfigured) => {
                tracing::warn!("a notice is due, but no way for e-mail is configured");
                false
            }
            Err(error) => {
                let error: &dyn std::error::Error = &error;
                tracing::error!(error, "a notice could not be sent");
                false
            }
        }
    }
}

/// Those whose access ends with the care: it was not withdrawn and has not run out before.
fn beside_at_the_end(noticed: &Noticed, now: Timestamp) -> impl Iterator<Item = &Told> {
    noticed.beside.iter().filter(move |told| told.relation.holds(now))
}

fn died(noticed: &Noticed) -> bool {
    noticed.client.state == CareState::Died
}

/// A client who has died gets no mail.
fn dead(noticed: &Noticed, told: &Told) -> bool {
    died(noticed) && told.relation.basis == Basis::Own
}
