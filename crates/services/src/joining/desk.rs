//! The staff's side of joining.

use inzage_domain::{
    Basis, ClientId, ClientName, EmailAddress, InvitationId, Kinship, PhoneNumber,
    access::{Action, DataKind, Kinds, ManageAccess, Permit},
    age::Phase,
    contact::Difference,
    joining::{AskedBy, AskedHow, Delivery, InvitationCode, may_invite, needs_consent},
    log::LogThing,
    written::{day_of, read_date},
};
use inzage_store::{
    Actor, Invitation, Invited, Invites, NewInvitation, Organisation, Recorded, RequestContext,
};
use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Services,
    notify::{Channel, Message},
};

/// Longest name.
const NAME: usize = 120;

/// The form of an invitation, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationForm {
    /// As what: the word of a [`Basis`].
    pub basis: String,
    /// Who the person is to the client, where the ground is the family: the word of a [`Kinship`].
    pub kinship: String,
    /// Kinds of data that were ticked: words of [`DataKind`].
    pub kinds: Vec<String>,
    /// Name of the invited person.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Mobile number.
    pub mobile: String,
    /// `mail` or `letter`.
    pub delivery: String,
    /// Who asked (R43).
    pub asked_by: String,
    /// How (R43).
    pub asked_how: String,
    /// When (R43): day, month and year.
    pub asked_on: [String; 3],
    /// Whether the client's consent was ticked (R41).
    pub consent: bool,
}

/// A field that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// As what somebody is invited.
    Basis,
    /// Who the person is to the client: nobody chosen, or one whom the policy does not name.
    Kinship,
    /// No kind of data was ticked.
    Kinds,
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The mobile number.
    Mobile,
    /// How the invitation travels.
    Delivery,
    /// Who asked.
    AskedBy,
    /// How it was asked.
    AskedHow,
    /// When it was asked: no day, or one that is still to come.
    AskedOn,
    /// The client's consent is missing (R41).
    Consent,
}

impl InvitationForm {
    /// Reads the form, for somebody who may be invited as one of these, on this day. Of the family only
    /// whom the policy names may represent an adult (WGBO 7:465 lid 3).
    pub fn read(
        &self,
        allowed: &[Basis],
        family: &[Kinship],
        today: Date,
    ) -> Result<NewInvitation, Vec<Fault>> {
        let basis = Basis::from_key(&self.basis).filter(|basis| allowed.contains(basis));
        let needs_kinship = basis == Some(Basis::Family);
        let kinship =
            Kinship::from_key(&self.kinship).filter(|kinship| needs_kinship && family.contains(kinship));
        let kinds =
            self.kinds.iter().filter_map(|kind| DataKind::from_key(kind)).fold(Kinds::NONE, Kinds::with);
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let email = EmailAddress::parse(&self.email).ok();
        let mobile = PhoneNumber::parse(&self.mobile).ok();
        let delivery = Delivery::from_key(&self.delivery);
        // What somebody asks in the portal does not come through staff.
        let asked_by = AskedBy::from_key(&self.asked_by).filter(|by| *by != AskedBy::Manager);
        let asked_how = AskedHow::from_key(&self.asked_how).filter(|how| *how != AskedHow::Portal);
        let asked_on = typed_day(&self.asked_on).filter(|day| *day <= today);
        let name_good = is_name(&name);
        let needs_kinds = basis == Some(Basis::NetworkMember);
        let needs_consent = basis.is_some_and(needs_consent);
        let faults: Vec<Fault> = [
            (basis.is_none(), Fault::Basis),
            (needs_kinship && kinship.is_none(), Fault::Kinship),
            (needs_kinds && kinds == Kinds::NONE, Fault::Kinds),
            (!name_good, Fault::Name),
            (email.is_none(), Fault::Email),
            (mobile.is_none(), Fault::Mobile),
            (delivery.is_none(), Fault::Delivery),
            (asked_by.is_none(), Fault::AskedBy),
            (asked_how.is_none(), Fault::AskedHow),
            (asked_on.is_none(), Fault::AskedOn),
            (needs_consent && !self.consent, Fault::Consent),
        ]
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect();
        let read = (basis, email, mobile, delivery, asked_by, asked_how, asked_on);
        let (
            Some(basis),
            Some(email),
            Some(mobile),
            Some(delivery),
            Some(asked_by),
            Some(asked_how),
            Some(asked_on),
        ) = read
        else {
            return Err(faults);
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        let consent = needs_consent && self.consent;
        Ok(NewInvitation {
            basis,
            kinds: kinds.bits(),
            name,
            email,
            mobile,
            delivery,
            asked_by,
            asked_how,
            asked_on,
            consent,
            last_day: None,
            kinship,
        })
    }
}

/// Whether a text can be somebody's name, spaces set right.
pub(crate) fn is_name(text: &str) -> bool {
    (2..=NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// The day of three boxes; `None` where they hold none, or one before 1900.
pub fn typed_day([day, month, year]: &[String; 3]) -> Option<Date> {
    read_date(day, month, year).filter(|day| day.year() >= 1900)
}

/// The invitations of a client.
pub struct Desk {
    /// The client's name.
    pub name: ClientName,
    /// Newest first.
    pub invitations: Vec<Invitation>,
    /// As what somebody may be invited here.
    pub allowed: Vec<Basis>,
    /// Who of the family may be invited here.
    pub family: Vec<Kinship>,
}

/// What came of inviting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invite {
    /// Made and mailed.
    Sent,
    /// Made, but the mail could not be handed over: send it again, or print the letter.
    NotSent,
    /// Made: print the letter.
    ToPrint {
        /// Which one.
        id: InvitationId,
    },
    /// The same form was sent before.
    Before,
    /// There is such an invitation or relation already (R6).
    Exists,
    /// The care plan names no first contact yet (R7).
    NobodyRegistered,
    /// It is not the person whom the care plan names as first contact (R7).
    SomebodyElse(Vec<Difference>),
    /// Somebody goes before in the order of the law (WGBO 7:465 lid 3).
    After {
        /// The ground of that person.
        basis: Basis,
        /// The name.
        name: String,
    },
    /// The record has no birth date, which the client would be asked for.
    BirthDateUnknown,
    /// These fields have to be filled in differently.
    Faults(Vec<Fault>),
}

/// What came of sending again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// Mailed.
    Sent,
    /// The mail could not be handed over; the old code has stopped all the same.
    NotSent,
    /// Print the new letter.
    ToPrint,
    /// It was used, withdrawn or sent again meanwhile.
    Gone,
}

/// A letter to print.
pub struct Letter {
    /// The invitation.
    pub invitation: Invitation,
    /// Its code.
    pub code: InvitationCode,
    /// The last day on which it works.
    pub last_day: Date,
}

impl Services {
    /// The invitations of a client, for staff.
    pub async fn invitations(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<Desk, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let (name, born) = self.store.invitation_client(&permit).await?;
        let invitations = self.store.invitations(&permit).await?;
        Ok(Desk {
            name,
            invitations,
            allowed: self.allowed(actor, Action::ManageAccess, born),
            family: actor.policy().family.clone(),
        })
    }

    /// Invites somebody on the client's request. `portal` is the address of the portal, such as
    /// `https://linde.example`. The same key again makes no second invitation.
    pub async fn invite(
        &self,
        actor: &Actor,
        client: ClientId,
        form: &InvitationForm,
        key: Uuid,
        portal: &str,
        context: &RequestContext,
    ) -> Result<Invite, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let (_, born) = self.store.invitation_client(&permit).await?;
        let allowed = self.allowed(actor, Action::ManageAccess, born);
        let new = match form.read(&allowed, &actor.policy().family, day_of(self.clock.now())) {
            Ok(new) => new,
            Err(faults) => return Ok(Invite::Faults(faults)),
        };
        if new.basis == Basis::Own && born.is_none() {
            return Ok(Invite::BirthDateUnknown);
        }
        match self.store.invitation_create(&permit, actor, &new, key, context).await? {
            Invited::Before => Ok(Invite::Before),
            Invited::Exists => Ok(Invite::Exists),
            Invited::NobodyRegistered => Ok(Invite::NobodyRegistered),
            Invited::SomebodyElse(differs) => Ok(Invite::SomebodyElse(differs)),
            Invited::After { basis, name } => Ok(Invite::After { basis, name }),
            Invited::Made { id, .. } if new.delivery == Delivery::Letter => Ok(Invite::ToPrint { id }),
            Invited::Made { code, .. } => {
                let sent = self.send_invitation(actor.organisation(), &new, &code, portal).await;
                Ok(if sent { Invite::Sent } else { Invite::NotSent })
            }
        }
    }

    /// Sends an invitation again with a new code. `seen` is how often it had been sent when the page
    /// was drawn.
    pub async fn invite_again(
        &self,
        actor: &Actor,
        client: ClientId,
        id: InvitationId,
        seen: i64,
        portal: &str,
        context: &RequestContext,
    ) -> Result<Again, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        self.again(&permit, actor, id, seen, portal, context).await
    }

    /// As what somebody may be invited now, for a client born on a day.
    pub(super) fn allowed(&self, actor: &Actor, action: Action, born: Option<Date>) -> Vec<Basis> {
        let phase = Phase::on(born, day_of(self.clock.now()));
        may_invite(action, actor.policy().representation, phase)
    }

    /// Sends an invitation again with a permit that goes with inviting.
    pub(super) async fn again<A: Invites>(
        &self,
        permit: &Recorded<Permit<A>>,
        actor: &Actor,
        id: InvitationId,
        seen: i64,
        portal: &str,
        context: &RequestContext,
    ) -> Result<Again, Error> {
        let renewed = self.store.invitation_renew(permit, actor, id, seen, context).await?;
        let Some((invitation, code)) = renewed else { return Ok(Again::Gone) };
        if invitation.content.delivery == Delivery::Letter {
            return Ok(Again::ToPrint);
        }
        let sent = self.send_invitation(actor.organisation(), &invitation.content, &code, portal).await;
        Ok(if sent { Again::Sent } else { Again::NotSent })
    }

    /// Withdraws an invitation. Says whether it could still be withdrawn.
    pub async fn withdraw_invitation(
        &self,
        actor: &Actor,
        client: ClientId,
        id: InvitationId,
        context: &RequestContext,
    ) -> Result<bool, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        Ok(self.store.invitation_withdraw(&permit, actor, id, context).await?)
    }

    /// The letter of an open invitation.
    pub async fn invitation_letter(
        &self,
        actor: &Actor,
        client: ClientId,
        id: InvitationId,
        context: &RequestContext,
    ) -> Result<Letter, Error> {
        let mut about = context.clone();
        about.things.push(LogThing { kind: "page".into(), id: "invitation-letter".into() });
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), &about).await??;
        let found = self.store.invitation_letter(&permit, actor, id, context).await?;
        let (invitation, code) = found.ok_or(Error::NotFound)?;
        let last_day = day_of(invitation.expires_at - SignedDuration::from_micros(1));
        Ok(Letter { invitation, code, last_day })
    }

    /// Hands the mail of an invitation over. It says neither for whom nor what for.
    pub(super) async fn send_invitation(
        &self,
        organisation: &Organisation,
        new: &NewInvitation,
        code: &InvitationCode,
        portal: &str,
    ) -> bool {
        let (name, phone) = (&organisation.profile().name, &organisation.profile().phone);
        let code = code.written();
        let body = format!(
            "Beste {0},\n\nU bent uitgenodigd voor het portaal van {name}.\n\n1. Ga naar {portal}/uitnodiging\n2. Vul deze code in: {code}\n\nDe code werkt 6 weken. Geef de code aan niemand.\nKent u {name} niet, of hebt u een vraag? Bel {phone}.\n\n\nDear {0},\n\nYou are invited to the portal of {name}.\n\n1. Go to {portal}/uitnodiging\n2. Enter this code: {code}\n\nThe code works for 6 weeks. Give the code to nobody.\nDo you not know {name}, or do you have a question? Call {phone}.\n",
            new.name
        );
        let message = Message {
            channel: Channel::Email,
            to: new.email.as_str().to_owned(),
            subject: format!("Uitnodiging voor het portaal van {name}"),
            body,
        };
        self.hand_over(&message).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn form() -> InvitationForm {
        let text = |text: &str| text.to_owned();
        InvitationForm {
            basis: text("first-contact"),
            kinship: String::new(),
            kinds: Vec::new(),
            name: text("  Karin   de Wit "),
            email: text("karin@example.nl"),
            mobile: text("06 12 34 56 78"),
            delivery: text("mail"),
            asked_by: text("client"),
            asked_how: text("phone"),
            asked_on: ["1", "5", "2026"].map(text),
            consent: true,
        }
    }

    /// WGBO 7:465 lid 3: of the family whom the policy names, and nobody without saying who it is.
    #[test]
    fn a_member_of_the_family_is_one_whom_the_policy_names() {
        let (allowed, today) = ([Basis::Own, Basis::Family], date(2026, 5, 1));
        let named = [Kinship::Child, Kinship::Sibling];
        let typed = |basis: &str, kinship: &str| {
            let form = InvitationForm { basis: basis.to_owned(), kinship: kinship.to_owned(), ..form() };
            form.read(&allowed, &named, today).map(|new| new.kinship)
        };
        for &kinship in Kinship::ALL {
            let expected =
                if named.contains(&kinship) { Ok(Some(kinship)) } else { Err(vec![Fault::Kinship]) };
            assert_eq!(typed("family", kinship.key()), expected, "{kinship:?}");
        }
        for nobody in ["", "neighbour"] {
            assert_eq!(typed("family", nobody), Err(vec![Fault::Kinship]), "{nobody}");
        }
        // Asked on no other ground.
        assert_eq!(typed("own", "child"), Ok(None));
    }

    /// R41, R43, R44: request, consent, e-mail and mobile are all there, or there is no invitation.
    #[test]
    fn a_form_is_whole_or_says_what_is_missing() {
        let today = date(2026, 5, 1);
        let allowed = [Basis::Own, Basis::FirstContact, Basis::NetworkMember, Basis::Family];
        let family = [Kinship::Child, Kinship::Sibling];
        let read = form().read(&allowed, &family, today).ok().unwrap();
        assert_eq!((read.name.as_str(), read.consent), ("Karin de Wit", true));
        let text = |text: &str| text.to_owned();
        let on = |day: &str, month: &str, year: &str| [day, month, year].map(text);
        let cases: Vec<(InvitationForm, Vec<Fault>)> = vec![
            (InvitationForm { basis: text("second-contact"), ..form() }, vec![Fault::Basis]),
            (InvitationForm { basis: text("own"), consent: false, ..form() }, vec![]),
            (InvitationForm { basis: text("network-member"), ..form() }, vec![Fault::Kinds]),
            (InvitationForm { basis: text("network-member"), kinds: vec![text("agenda")], ..form() }, vec![]),
            (InvitationForm { name: text("K"), ..form() }, vec![Fault::Name]),
            (InvitationForm { name: "k".repeat(120), ..form() }, vec![]),
            (InvitationForm { name: "k".repeat(121), ..form() }, vec![Fault::Name]),
            (InvitationForm { email: text("karin"), ..form() }, vec![Fault::Email]),
            (InvitationForm { mobile: text("12"), ..form() }, vec![Fault::Mobile]),
            (InvitationForm { delivery: text("pigeon"), ..form() }, vec![Fault::Delivery]),
            (InvitationForm { asked_by: text(""), ..form() }, vec![Fault::AskedBy]),
            (InvitationForm { asked_how: text(""), ..form() }, vec![Fault::AskedHow]),
            (InvitationForm { asked_on: on("2", "5", "2026"), ..form() }, vec![Fault::AskedOn]),
            (InvitationForm { asked_on: on("30", "4", "2026"), ..form() }, vec![]),
            (InvitationForm { asked_on: on("31", "4", "2026"), ..form() }, vec![Fault::AskedOn]),
            (InvitationForm { asked_on: on("", "", ""), ..form() }, vec![Fault::AskedOn]),
            (InvitationForm { consent: false, ..form() }, vec![Fault::Consent]),
            (
                InvitationForm { consent: false, email: text(""), name: text(""), ..form() },
                vec![Fault::Name, Fault::Email, Fault::Consent],
            ),
        ];
        for (form, faults) in cases {
            assert_eq!(
                form.read(&allowed, &family, today).err().unwrap_or_default(),
                faults,
                "{}",
                form.basis
            );
        }
    }
}
