//! Whether a client can decide (any more), as staff record it, and who then decides whether the client's
//! account is closed (R17; WGBO 7:465).

use inzage_domain::{
    Basis, ClientId, ClientName,
    access::{AccountState, DecideClosing, RecordCapacity, seen},
    help::{HelpKind, HelpText},
    written::{day_of, read_date},
};
use inzage_store::{
    Actor, CapacityEvent, ClientView, ClosingDecided, OwnAccount, OwnClosing, RequestContext,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    network::LONGEST_REASON,
    notify::{Channel, Message},
};

/// What is recorded about a client.
pub struct Capacity {
    /// The client's name.
    pub name: ClientName,
    /// Whether the client cannot decide now.
    pub incapable: bool,
    /// Everything that was recorded, newest first.
    pub events: Vec<CapacityEvent>,
}

/// What staff fill in.
pub struct NewCapacity<'a> {
    /// Whether the client cannot decide; `None` where nothing was chosen.
    pub incapable: Option<bool>,
    /// Day, month and year of the judgement, as typed.
    pub judged_on: [&'a str; 3],
    /// Why.
    pub reason: &'a str,
    /// Makes the form count once.
    pub key: Uuid,
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapacityFault {
    /// Nothing was chosen.
    NoChoice,
    /// There is no such day.
    NoDate,
    /// The day has not come yet.
    Future,
    /// It does not say why.
    NoReason,
    /// The reason is longer than [`LONGEST_REASON`] characters.
    ReasonTooLong,
}

/// The client's own account, for whoever represents the client.
pub struct Closing {
    /// The client.
    pub client: ClientView,
    /// On what ground the actor represents.
    pub basis: Option<Basis>,
    /// The account, where there is one.
    pub account: Option<OwnAccount>,
}

/// What came of closing one's own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedOwn {
    /// It is closed (or was already).
    Closed,
    /// Whoever represents the client was asked (R17).
    AskedRepresentative,
    /// Nobody represents the client in the portal: the organisation was asked.
    AskedOrganisation,
}

impl Services {
    /// Whether a client can decide, as it is recorded; for staff who judge that.
    pub async fn capacity(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Capacity, Error> {
        let permit = self.store.permit::<RecordCapacity>(actor, Some(client), context).await??;
        let view = self.store.client(&permit).await?;
        Ok(Capacity {
            name: view.demographics.name,
            incapable: view.incapable,
            events: self.store.capacity_events(&permit).await?,
        })
    }

    /// Records whether a client can decide. It holds from the next request on, in open sessions too.
    pub async fn record_capacity(
        &self,
        actor: &Actor,
        client: ClientId,
        new: &NewCapacity<'_>,
        context: &RequestContext,
    ) -> Result<Result<(), CapacityFault>, Error> {
        let permit = self.store.permit::<RecordCapacity>(actor, Some(client), context).await??;
        let Some(incapable) = new.incapable else { return Ok(Err(CapacityFault::NoChoice)) };
        let [day, month, year] = new.judged_on;
        let Some(judged_on) = read_date(day, month, year).filter(|day| day.year() >= 1900) else {
            return Ok(Err(CapacityFault::NoDate));
        };
        if judged_on > day_of(permit.at()) {
            return Ok(Err(CapacityFault::Future));
        }
        let reason = new.reason.trim();
        if reason.is_empty() {
            return Ok(Err(CapacityFault::NoReason));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Ok(Err(CapacityFault::ReasonTooLong));
        }
        let before = self.deciders(actor, client).await?;
        if self.store.record_capacity(&permit, incapable, judged_on, reason, new.key).await? {
            self.tell_capacity(actor, client, before).await?;
        }
        Ok(Ok(()))
    }

    /// Tells the client, and whoever represents now or did until now, that who decides has changed:
    /// neither what nor why.
    async fn tell_capacity(
        &self,
        actor: &Actor,
        client: ClientId,
        before: Vec<Option<String>>,
    ) -> Result<(), Error> {
        let mut told: Vec<String> =
            before.into_iter().chain(self.deciders(actor, client).await?).flatten().collect();
        if let Some(noticed) = self.store.noticed(actor.organisation(), client).await? {
            let own = noticed
                .beside
                .into_iter()
                .filter(|told| told.state == AccountState::Active && told.relation.basis == Basis::Own);
            told.extend(own.filter_map(|told| told.email));
        }
        told.sort_unstable();
        told.dedup();
        let what = "Er is iets veranderd in wie beslist over een dossier dat u kunt zien. Log in om te zien wat dat voor u betekent.";
        for to in told {
            self.mail_about(actor, to, what).await;
        }
        Ok(())
    }

    /// Whether the actor's own account is that of a client who cannot decide: then closing it is asked of
    /// whoever represents (R17).
    pub async fn is_represented(&self, actor: &Actor) -> Result<bool, Error> {
        Ok(self.store.represented_client(actor).await?.is_some())
    }

    /// Ends the own account (R47). Nothing is deleted; staff can open it again. A client who cannot decide
    /// asks it of whoever represents (R17), who is told once.
    pub async fn close_own_account(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<ClosedOwn, Error> {
        match self.store.close_own_account(actor, context).await? {
            OwnClosing::Closed => {
                self.tell_holder(actor, "Uw toegang tot het portaal is gesloten").await?;
                Ok(ClosedOwn::Closed)
            }
            OwnClosing::NotOpen => Ok(ClosedOwn::Closed),
            OwnClosing::Asked { client, request } => {
                let deciders = self.deciders(actor, client).await?;
                let Some(request) = request else {
                    return Ok(if deciders.is_empty() {
                        ClosedOwn::AskedOrganisation
                    } else {
                        ClosedOwn::AskedRepresentative
                    });
                };
                if deciders.is_empty() {
                    self.ask_organisation(actor, request, context).await?;
                    return Ok(ClosedOwn::AskedOrganisation);
                }
                let what = "Er is een vraag voor u. Log in om te zien wat er gevraagd wordt.";
                for to in deciders.into_iter().flatten() {
                    self.mail_about(actor, to, what).await;
                }
                Ok(ClosedOwn::AskedRepresentative)
            }
        }
    }

    /// Where nobody represents the client, the help desk hears of it.
    async fn ask_organisation(
        &self,
        actor: &Actor,
        request: Uuid,
        context: &RequestContext,
    ) -> Result<(), Error> {
        let profile = self.store.own_profile(actor).await?;
        let text = HelpText {
            reach: profile.reach(),
            name: profile.user_name,
            text: "De cliënt kan niet zelf beslissen en wil het account sluiten. Niemand in het portaal vertegenwoordigt de cliënt.".to_owned(),
        };
        self.ask_help(actor.organisation(), HelpKind::Closing, &text, request, context).await?;
        Ok(())
    }

    /// Who represents a client now with an open account: how each is reached by mail.
    async fn deciders(&self, actor: &Actor, client: ClientId) -> Result<Vec<Option<String>>, Error> {
        let now = self.clock.now();
        let today = day_of(now);
        let Some(noticed) = self.store.noticed(actor.organisation(), client).await? else {
            return Ok(Vec::new());
        };
        let client = noticed.client;
        let holding: Vec<_> = noticed.beside.into_iter().filter(|told| told.relation.holds(now)).collect();
        let present: Vec<Basis> = holding.iter().map(|told| told.relation.basis).collect();
        Ok(holding
            .into_iter()
            .filter(|told| {
                told.state == AccountState::Active
                    && client.represented_by(told.relation.basis, &present, today)
                    && seen(&told.relation, &client, actor.policy(), today, now).is_ok()
            })
            .map(|told| told.email)
            .collect())
    }

    pub(crate) async fn mail_about(&self, actor: &Actor, to: String, what: &str) {
        let organisation = actor.organisation().profile();
        let message = Message {
            channel: Channel::Email,
            to,
            subject: format!("Bericht van {}", organisation.name),
            body: format!(
                "{what}\n\nHebt u een vraag? Bel {}. Wij vragen u nooit om uw wachtwoord of een code.\n",
                organisation.phone
            ),
        };
        self.hand_over(&message).await;
    }

    /// The client's own account, for whoever represents a client who cannot decide (R17).
    pub async fn closing(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Closing, Error> {
        let permit = self.store.permit::<DecideClosing>(actor, Some(client), context).await??;
        Ok(Closing {
            client: self.store.client(&permit).await?,
            basis: permit.basis().map(|(_, basis)| basis),
            account: self.store.own_account_of_client(&permit).await?,
        })
    }

    /// Decides whether that account is closed. `false` where there was nothing to decide.
    pub async fn decide_closing(
        &self,
        actor: &Actor,
        client: ClientId,
        close: bool,
        key: Uuid,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<DecideClosing>(actor, Some(client), context).await??;
        let closed = match self.store.decide_closing(&permit, close, key, context).await? {
            ClosingDecided::Done(closed) => closed,
            ClosingDecided::Before => return Ok(true),
            ClosingDecided::Nothing => return Ok(false),
        };
        if closed.is_empty() {
            return Ok(true);
        }
        let what = "Uw toegang tot het portaal is gesloten. Uw vertegenwoordiger heeft dat besloten.";
        if let Some(noticed) = self.store.noticed(actor.organisation(), client).await? {
            for told in noticed.beside.into_iter().filter(|told| closed.contains(&told.account)) {
                if let Some(to) = told.email {
                    self.mail_about(actor, to, what).await;
                }
            }
        }
        Ok(true)
    }
}
