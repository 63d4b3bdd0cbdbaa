//! Terms of use: reading, accepting, declining (R4, R30, R96).

use inzage_domain::{TermsVersionId, terms::TermsVersion};
use inzage_store::{Accepted, Actor, Organisation, RequestContext};
use uuid::Uuid;

use crate::{Error, Services};

/// Answer to accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Kept, now or by the same form before.
    Accepted,
    /// A version is not in force (any more), or the form was used for others: show the terms again.
    NotInForce,
}

impl Services {
    /// The texts in force, for everybody, also without log-in.
    pub async fn terms_in_force(&self, organisation: &Organisation) -> Result<Vec<TermsVersion>, Error> {
        Ok(self.store.terms_in_force(organisation).await?)
    }

    /// The versions in force that this account has not accepted.
    pub async fn terms_outstanding(&self, actor: &Actor) -> Result<Vec<TermsVersion>, Error> {
        Ok(self.store.terms_outstanding(actor).await?)
    }

    /// Accepts exactly these versions. The same key again gives the same outcome and no second row.
    pub async fn accept_terms(
        &self,
        actor: &Actor,
        versions: &[TermsVersionId],
        key: Uuid,
        context: &RequestContext,
    ) -> Result<Acceptance, Error> {
        if versions.is_empty() {
            return Ok(Acceptance::NotInForce);
        }
        match self.store.accept_terms(actor, versions, key, context).await? {
            Accepted::At(_) => Ok(Acceptance::Accepted),
            Accepted::NotInForce | Accepted::KeyReused => Ok(Acceptance::NotInForce),
        }
    }

    /// Declines: nothing is accepted and the session ends.
    pub async fn decline_terms(&self, actor: &Actor, context: &RequestContext) -> Result<(), Error> {
        Ok(self.store.decline_terms(actor, context).await?)
    }
}
