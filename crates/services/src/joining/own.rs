//! Using an invitation with the account that one has (R44): logging in is all that is needed.

use inzage_store::{Actor, Adding, OwnJoining, RequestContext};

use crate::{Error, Services};

impl Services {
    /// What somebody who is logged in could do with the invitation of this device; `None` when it is
    /// not open (any more).
    pub async fn joining_own(&self, actor: &Actor, token: &str) -> Result<Option<OwnJoining>, Error> {
        Ok(self.store.joining_own(actor, token).await?)
    }

    /// Adds the invitation to the own account.
    pub async fn join_with_own(
        &self,
        actor: &Actor,
        token: &str,
        context: &RequestContext,
    ) -> Result<Adding, Error> {
        Ok(self.store.joining_add(actor, token, context).await?)
    }
}
