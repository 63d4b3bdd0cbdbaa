//! Inviting to the care network, by the client, a representative or the network's manager (R39, R41).

use inzage_domain::{
    Basis, ClientId, EmailAddress, InvitationId, PhoneNumber,
    access::{Action, ChangeNetwork, DataKind, Kinds, Refusal, latest_end},
    joining::{AskedBy, AskedHow, Delivery},
    written::day_of,
};
use inzage_store::{Actor, ClientView, Invitation, Invited, NewInvitation, RequestContext};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Again, desk::is_name, typed_day};
use crate::{Error, Services};

/// The form of an invitation to the network, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkForm {
    /// Name of the invited person.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Mobile number.
    pub mobile: String,
    /// Kinds of data that were ticked: words of [`DataKind`].
    pub kinds: Vec<String>,
    /// The last day, where one was chosen: day, month and year.
    pub last_day: [String; 3],
    /// Whether the client's consent was ticked (R41).
    pub consent: bool,
}

/// A field that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NetworkFault {
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The mobile number.
    Mobile,
    /// No kind of data was ticked.
    Kinds,
    /// No day, one that is over, or one that is too late.
    LastDay,
    /// The client's consent is missing (R41).
    Consent,
}

/// The invitations to a client's network.
pub struct NetworkDesk {
    /// The client.
    pub client: ClientView,
    /// On which ground the reader invites.
    pub ground: Basis,
    /// Newest first.
    pub invitations: Vec<Invitation>,
    /// The last day that can be chosen.
    pub latest_end: Date,
}

/// What came of inviting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetworkInvite {
    /// Made and mailed.
    Sent,
    /// Made, but the mail could not be handed over: send it again.
    NotSent,
    /// The same form was sent before.
    Before,
    /// These fields have to be filled in differently.
    Faults(Vec<NetworkFault>),
}

impl NetworkForm {
    /// Reads the form on this day, for somebody who asks on this ground.
    pub fn read(&self, ground: Basis, today: Date, latest: Date) -> Result<NewInvitation, Vec<NetworkFault>> {
        let kinds =
            self.kinds.iter().filter_map(|kind| DataKind::from_key(kind)).fold(Kinds::NONE, Kinds::with);
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let (email, mobile) = (EmailAddress::parse(&self.email).ok(), PhoneNumber::parse(&self.mobile).ok());
        let no_day = self.last_day.iter().all(|part| part.trim().is_empty());
        let last_day = typed_day(&self.last_day).filter(|day| *day >= today && *day <= latest);
        let faults: Vec<NetworkFault> = [
            (!is_name(&name), NetworkFault::Name),
            (email.is_none(), NetworkFault::Email),
            (mobile.is_none(), NetworkFault::Mobile),
            (kinds.is_empty(), NetworkFault::Kinds),
            (!no_day && last_day.is_none(), NetworkFault::LastDay),
            (!self.consent, NetworkFault::Consent),
        ]
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect();
        let (Some(email), Some(mobile)) = (email, mobile) else { return Err(faults) };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(NewInvitation {
            basis: Basis::NetworkMember,
            kinds: kinds.bits(),
            name,
            email,
            mobile,
            delivery: Delivery::Mail,
            asked_by: asked_by(ground),
            asked_how: AskedHow::Portal,
            asked_on: today,
            consent: true,
            last_day,
            kinship: None,
        })
    }
}

/// Who asks, by the ground on which somebody invites.
const fn asked_by(ground: Basis) -> AskedBy {
    match ground {
        Basis::Own => AskedBy::Client,
        ground if ground.represents() => AskedBy::Representative,
        _ => AskedBy::Manager,
    }
}

impl Services {
    /// The invitations to a client's network. Refused where the policy knows no network.
    pub async fn network_invitations(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<NetworkDesk, Error> {
        let permit = self.store.permit::<ChangeNetwork>(actor, Some(client), context).await??;
        self.has_network(actor)?;
        Ok(NetworkDesk {
            client: self.store.client(&permit).await?,
            ground: permit.basis().map_or(Basis::NetworkMember, |(_, basis)| basis),
            invitations: self.store.invitations(&permit).await?,
            latest_end: latest_end(day_of(permit.at()), actor.policy().grant_months),
        })
    }

    /// Invites somebody to the network. The same key again makes no second invitation.
    pub async fn invite_to_network(
        &self,
        actor: &Actor,
        client: ClientId,
        form: &NetworkForm,
        key: Uuid,
        portal: &str,
        context: &RequestContext,
    ) -> Result<NetworkInvite, Error> {
        let permit = self.store.permit::<ChangeNetwork>(actor, Some(client), context).await??;
        self.has_network(actor)?;
        let today = day_of(permit.at());
        let latest = latest_end(today, actor.policy().grant_months);
        let ground = permit.basis().map_or(Basis::NetworkMember, |(_, basis)| basis);
        let new = match form.read(ground, today, latest) {
            Ok(new) => new,
            Err(faults) => return Ok(NetworkInvite::Faults(faults)),
        };
        Ok(match self.store.invitation_create(&permit, actor, &new, key, context).await? {
            Invited::Made { code, .. } => {
                if self.send_invitation(actor.organisation(), &new, &code, portal).await {
                    NetworkInvite::Sent
                } else {
                    NetworkInvite::NotSent
                }
            }
            // A network has no bound and no registered person.
            Invited::Before
            | Invited::Exists
            | Invited::NobodyRegistered
            | Invited::SomebodyElse(_)
            | Invited::After { .. } => NetworkInvite::Before,
        })
    }

    /// Sends an invitation to the network again with a new code.
    pub async fn invite_to_network_again(
        &self,
        actor: &Actor,
        client: ClientId,
        id: InvitationId,
        seen: i64,
        portal: &str,
        context: &RequestContext,
    ) -> Result<Again, Error> {
        let permit = self.store.permit::<ChangeNetwork>(actor, Some(client), context).await??;
        self.has_network(actor)?;
        self.again(&permit, actor, id, seen, portal, context).await
    }

    /// Withdraws an invitation to the network. Says whether it could still be withdrawn.
    pub async fn withdraw_network_invitation(
        &self,
        actor: &Actor,
        client: ClientId,
        id: InvitationId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<ChangeNetwork>(actor, Some(client), context).await??;
        Ok(self.store.invitation_withdraw(&permit, actor, id, context).await?)
    }

    /// Whether somebody can be invited to a network here (F4).
    pub(crate) fn has_network(&self, actor: &Actor) -> Result<(), Error> {
        let allowed = self.allowed(actor, Action::ChangeNetwork, None);
        if allowed.is_empty() { Err(Error::Refused(Refusal::RoleNotAllowed)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn form() -> NetworkForm {
        let text = |text: &str| text.to_owned();
        NetworkForm {
            name: text("Bram  van Hoek"),
            email: text("bram@example.nl"),
            mobile: text("06 12 34 56 78"),
            kinds: vec![text("agenda"), text("plan")],
            last_day: Default::default(),
            consent: true,
        }
    }

    /// R39, R41: addresses, kinds, consent and an end within the bound; both sides of it.
    #[test]
    fn an_invitation_to_the_network_is_whole() {
        let (today, latest) = (date(2026, 5, 1), date(2027, 11, 1));
        let read = form().read(Basis::Own, today, latest).ok().unwrap();
        assert_eq!((read.name.as_str(), read.last_day), ("Bram van Hoek", None));
        let kinds = Kinds::NONE.with(DataKind::Agenda).with(DataKind::Plan);
        assert_eq!((Kinds::from_bits(read.kinds), read.consent), (kinds, true));
        let text = |text: &str| text.to_owned();
        let on = |day: &str, month: &str, year: &str| [day, month, year].map(text);
        let cases = [
            (NetworkForm { name: text("B"), ..form() }, vec![NetworkFault::Name]),
            (NetworkForm { email: text("bram"), ..form() }, vec![NetworkFault::Email]),
            (NetworkForm { mobile: text(""), ..form() }, vec![NetworkFault::Mobile]),
            (NetworkForm { kinds: vec![text("alles")], ..form() }, vec![NetworkFault::Kinds]),
            (NetworkForm { consent: false, ..form() }, vec![NetworkFault::Consent]),
            (NetworkForm { last_day: on("30", "4", "2026"), ..form() }, vec![NetworkFault::LastDay]),
            (NetworkForm { last_day: on("1", "5", "2026"), ..form() }, vec![]),
            (NetworkForm { last_day: on("1", "11", "2027"), ..form() }, vec![]),
            (NetworkForm { last_day: on("2", "11", "2027"), ..form() }, vec![NetworkFault::LastDay]),
            (NetworkForm { last_day: on("", "11", "2027"), ..form() }, vec![NetworkFault::LastDay]),
        ];
        for (form, expected) in cases {
            assert_eq!(form.read(Basis::Own, today, latest).err().unwrap_or_default(), expected);
        }
    }

    /// R43: who asked is who invites.
    #[test]
    fn the_request_is_of_whoever_invites() {
        for &ground in Basis::ALL {
            let expected = match ground {
                Basis::Own => AskedBy::Client,
                Basis::FirstContact
                | Basis::Parent
                | Basis::Guardian
                | Basis::Curator
                | Basis::Mentor
                | Basis::Proxy => AskedBy::Representative,
                Basis::SecondContact
                | Basis::NetworkMember
                | Basis::ParentWithoutAuthority
                | Basis::Partner
                | Basis::Family
                | Basis::Administrator => AskedBy::Manager,
            };
            assert_eq!(asked_by(ground), expected, "{ground:?}");
        }
    }
}
