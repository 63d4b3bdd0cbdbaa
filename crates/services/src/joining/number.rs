//! The number with which somebody logs in with the own DigiD for a client, as staff register it (R120).

use inzage_domain::{Bsn, ClientId, RelationId, access::ManageAccess, written::day_of};
use inzage_store::{Actor, Numbered, Numbering, RequestContext};
use serde::{Deserialize, Serialize};

use super::{DocumentFault, Known};
use crate::{Error, Services, network::LONGEST_REASON};

/// The form of a number, as typed. No `Debug`: it holds a BSN.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NumberForm {
    /// The number.
    pub bsn: String,
    /// The document that was seen.
    pub document: Known,
    /// Why a registered number changes.
    pub reason: String,
}

/// A field that has to be filled in differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberFault {
    /// Not a BSN: the eleven-test fails, or it has other signs.
    NoBsn,
    /// The number of somebody else here.
    Taken,
    /// The client's own number.
    Clients,
    /// The document.
    Document(DocumentFault),
    /// No reason for a correction, or one that is too long.
    Reason,
}

/// Answer to the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberAnswer {
    /// Kept.
    Kept,
    /// Registered like this before: nothing was changed.
    Same,
    /// These fields have to be filled in differently.
    Faults(Vec<NumberFault>),
}

/// Somebody beside a client and the number, for staff.
pub struct NumberPage {
    /// The client's name.
    pub client: String,
    /// Who, and what is registered.
    pub who: Numbered,
}

impl Services {
    /// What is registered of somebody beside a client. Not there where clients do not log in with
    /// DigiD: then there is nothing to use a number for.
    pub async fn number(
        &self,
        actor: &Actor,
        client: ClientId,
        relation: RelationId,
        context: &RequestContext,
    ) -> Result<NumberPage, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        if !Self::uses_digid(actor.organisation()) {
            return Err(Error::NotFound);
        }
        let who = self.store.number_of(&permit, relation).await?.ok_or(Error::NotFound)?;
        Ok(NumberPage { client: self.store.invitation_client(&permit).await?.0.full(), who })
    }

    /// Registers or corrects it, after an identity document was seen.
    pub async fn register_number(
        &self,
        actor: &Actor,
        client: ClientId,
        relation: RelationId,
        form: &NumberForm,
        context: &RequestContext,
    ) -> Result<NumberAnswer, Error> {
        let permit = self.store.permit::<ManageAccess>(actor, Some(client), context).await??;
        if !Self::uses_digid(actor.organisation()) {
            return Err(Error::NotFound);
        }
        let reason = form.reason.trim();
        let mut faults = Vec::new();
        let bsn = Bsn::parse(&form.bsn);
        if bsn.is_err() {
            faults.push(NumberFault::NoBsn);
        }
        let document = form.document.read(day_of(self.clock.now()));
        faults.extend(document.as_ref().err().into_iter().flatten().copied().map(NumberFault::Document));
        if reason.chars().count() > LONGEST_REASON {
            faults.push(NumberFault::Reason);
        }
        let (Ok(bsn), Ok(document)) = (bsn, document) else { return Ok(NumberAnswer::Faults(faults)) };
        if !faults.is_empty() {
            return Ok(NumberAnswer::Faults(faults));
        }
        let kept = self.store.number_register(&permit, actor, relation, &bsn, &document, reason, context);
        Ok(match kept.await? {
            Numbering::Done => {
                self.tell_number(actor, client, relation).await?;
                NumberAnswer::Kept
            }
            Numbering::Same => NumberAnswer::Same,
            Numbering::Taken => NumberAnswer::Faults(vec![NumberFault::Taken]),
            Numbering::Clients => NumberAnswer::Faults(vec![NumberFault::Clients]),
            Numbering::NoReason => NumberAnswer::Faults(vec![NumberFault::Reason]),
            Numbering::NotThere => return Err(Error::NotFound),
        })
    }

    /// Tells the person that logging in with DigiD works from now on: who was not at the desk hears of it.
    async fn tell_number(&self, actor: &Actor, client: ClientId, relation: RelationId) -> Result<(), Error> {
        let noticed = self.store.noticed(actor.organisation(), client).await?;
        let told = noticed
            .and_then(|noticed| noticed.beside.into_iter().find(|told| told.relation.id == relation)?.email);
        if let Some(to) = told {
            let what = "Wij hebben uw identiteitsbewijs gezien. U kunt nu met uw eigen DigiD inloggen en meekijken. Was u niet bij ons? Bel ons dan meteen.";
            self.mail_about(actor, to, what).await;
        }
        Ok(())
    }
}
