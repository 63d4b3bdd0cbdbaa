//! The records that an actor may choose between.

use inzage_domain::{
    Basis, ClientId, ClientName, Kinship,
    access::{Kinds, Refusal},
    log::{EventAction, EventCode},
};

use super::{Actor, Recorded, RequestContext};
use crate::{Store, StoreError};

/// A record that an actor has a relation to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRecord {
    /// Whose.
    pub client: ClientId,
    /// The client's name.
    pub name: ClientName,
    /// On which ground it opens now, or why it does not.
    pub opens: Result<Basis, Refusal>,
    /// Which kinds of data it shows.
    pub kinds: Kinds,
    /// Its colour for this person, below [`inzage_domain::colour::COLOURS`].
    pub colour: u8,
    /// Which relative this person is, where the relation is one of the family and it is known.
    pub kinship: Option<Kinship>,
}

impl Store {
    /// Whether the actor has a relation to more than one client, whether or not the records open now.
    pub async fn has_several_records(&self, actor: &Actor) -> Result<bool, StoreError> {
        Ok(self.clients_beside(actor).await?.len() > 1)
    }

    /// The records that the actor has a relation to, with the clients' names, and whether they open
    /// now; one line in the log names them all. Refused while terms are outstanding.
    pub async fn own_records(
        &self,
        actor: &Actor,
        context: &RequestContext,
    ) -> Result<Result<Recorded<Vec<OwnRecord>>, Refusal>, StoreError> {
        let organisation = actor.organisation_id();
        let mut line = actor.line(EventCode::ReadRecord, EventAction::Read, self.now(), context);
        if actor.terms_outstanding() {
            self.append(&line.refused(Refusal::TermsOutstanding)).await?;
            return Ok(Err(Refusal::TermsOutstanding));
        }
        let beside = self.clients_beside(actor).await?;
        let clients: Vec<ClientId> = beside.iter().map(|(client, ..)| *client).collect();
        let names = self.client_names(organisation, &clients).await?;
        let mut records = Vec::with_capacity(names.len());
        for (client, name) in names {
            let (colour, kinship) = beside
                .iter()
                .find(|(one, ..)| *one == client)
                .map_or((0, None), |(_, colour, kinship)| (*colour, *kinship));
            let (opens, kinds) = match self.standing(actor, client).await? {
                Ok(permit) => (Ok(permit.basis().map_or(Basis::Own, |(_, basis)| basis)), permit.kinds()),
                Err(refusal) => (Err(refusal), Kinds::NONE),
            };
            records.push(OwnRecord { client, name, opens, kinds, colour, kinship });
            line.clients.push(client);
        }
        self.append(&line).await?;
        Ok(Ok(Recorded::new(records)))
    }
}
