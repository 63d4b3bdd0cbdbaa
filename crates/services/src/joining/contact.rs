//! The first contact of the care plan, as staff register it, and looking again at whoever has the
//! account of another (R7).

use inzage_domain::{
    ClientId, ClientName, EmailAddress, PhoneNumber, RelationId, access::ManageAccess, written::day_of,
};
use inzage_store::{
    Actor, FlaggedContact, RegisteredContact, Registering, Registration, RequestContext, WaitingContact,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{desk::is_name, typed_day};
use crate::{Error, Services, network::LONGEST_REASON};

/// Longest text for who it is to the client.
pub(crate) const LONGEST_RELATION: usize = 60;

/// The form of a first contact, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactForm {
    /// Full name.
    pub name: String,
    /// Who it is to the client: `dochter`.
    pub relation: String,
    /// Birth date, where it is known: day, month and year.
    pub born: [String; 3],
    /// E-mail address.
    pub email: String,
    /// Mobile number.
    pub mobile: String,
}

/// A field that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactFault {
    /// The name.
    Name,
    /// Who it is to the client.
    Relation,
    /// A birth date that is none, or still to come.
    Born,
    /// The e-mail address.
    Email,
    /// The mobile number.
    Mobile,
}

/// What came of registering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// Kept, or registered like this before.
    Done(Registering),
    /// These fields have to be filled in differently.
    Faults(Vec<ContactFault>),
}

/// The first contact of a client, for staff.
pub struct ContactPage {
    /// The client's name.
    pub name: ClientName,
    /// Whom the care plan names.
    pub registered: Option<Registration>,
    /// Who has the account and is somebody else.
    pub flagged: Vec<FlaggedContact>,
}

impl ContactForm {
    /// Reads the form on this day.
    pub fn read(&self, today: Date) -> Result<RegisteredContact, Vec<ContactFault>> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (name, relation) = (words(&self.name), words(&self.relation));
        let no_day = self.born.iter().all(|part| part.trim().is_empty());
        let born = typed_day(&self.born).filter(|day| *day <= today);
        let relation_good = (2..=LONGEST_RELATION).contains(&relation.chars().count())
            && !relation.chars().any(char::is_control);
        let (email, mobile) = (EmailAddress::parse(&self.email).ok(), PhoneNumber::parse(&self.mobile).ok());
        let faults: Vec<ContactFault> = [
            (!is_name(&name), ContactFault::Name),
            (!relation_good, ContactFault::Relation),
            (!no_day && born.is_none(), ContactFault::Born),
            (email.is_none(), ContactFault::Email),
            (mobile.is_none(), ContactFault::Mobile),
        ]
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect();
        match (email, mobile) {
            (Some(email), Some(mobile)) if faults.is_empty() => {
                Ok(RegisteredContact { name, relation, born, email: Some(email), mobile: Some(mobile) })
            }
            _ => Err(faults),
        }
    }
}

impl Services {
    /// Whom the care plan names, and who must be looked at again.
    pub async fn contact(
        &self,
        actor: &Actor,
        client: ClientId,
        context: &RequestContext,
    ) -> Result<ContactPage, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        Ok(ContactPage {
            name: self.store.invitation_client(&permit).await?.0,
            registered: self.store.registered_contact(&permit).await?,
            flagged: self.store.flagged_contacts(&permit).await?,
        })
    }

    /// Registers the first contact of the care plan. Nobody's access changes by it.
    pub async fn register_contact(
        &self,
        actor: &Actor,
        client: ClientId,
        form: &ContactForm,
        context: &RequestContext,
    ) -> Result<Registered, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        Ok(match form.read(day_of(self.clock.now())) {
            Err(faults) => Registered::Faults(faults),
            Ok(contact) => {
                Registered::Done(self.store.register_contact(&permit, actor, &contact, context).await?)
            }
        })
    }

    /// A first contact who is not the one in the care plan keeps the access all the same. `None`
    /// without a reason, or with one that is too long; `Some(false)` when nothing waits (any more).
    pub async fn confirm_contact(
        &self,
        actor: &Actor,
        client: ClientId,
        relation: RelationId,
        reason: &str,
        context: &RequestContext,
    ) -> Result<Option<bool>, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Ok(None);
        }
        Ok(Some(self.store.confirm_contact(&permit, actor, relation, reason, context).await?))
    }

    /// First contacts of all clients who must be looked at again, longest waiting first.
    pub async fn contacts_waiting(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Vec<WaitingContact>, Error> {
        Ok(self.store.contacts_waiting(actor, context).await??.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// R7: name, who it is, e-mail and mobile are there; the birth date may be left out.
    #[test]
    fn a_contact_is_whole_or_says_what_is_missing() {
        let text = |text: &str| text.to_owned();
        let form = || ContactForm {
            name: text(" Karin  de Wit"),
            relation: text("dochter"),
            born: Default::default(),
            email: text("karin@example.nl"),
            mobile: text("06 12 34 56 78"),
        };
        let today = date(2026, 5, 1);
        let read = form().read(today).ok().unwrap();
        assert_eq!((read.name.as_str(), read.born), ("Karin de Wit", None));
        let on = |day: &str, month: &str, year: &str| [day, month, year].map(text);
        let cases = [
            (ContactForm { name: text("K"), ..form() }, vec![ContactFault::Name]),
            (ContactForm { relation: text(" "), ..form() }, vec![ContactFault::Relation]),
            (ContactForm { relation: "d".repeat(60), ..form() }, vec![]),
            (ContactForm { relation: "d".repeat(61), ..form() }, vec![ContactFault::Relation]),
            (ContactForm { born: on("1", "5", "2026"), ..form() }, vec![]),
            (ContactForm { born: on("2", "5", "2026"), ..form() }, vec![ContactFault::Born]),
            (ContactForm { born: on("", "5", "1970"), ..form() }, vec![ContactFault::Born]),
            (ContactForm { email: text("karin"), ..form() }, vec![ContactFault::Email]),
            (
                ContactForm { email: text(""), mobile: text("12"), ..form() },
                vec![ContactFault::Email, ContactFault::Mobile],
            ),
        ];
        for (form, expected) in cases {
            assert_eq!(form.read(today).err().unwrap_or_default(), expected);
        }
    }
}
