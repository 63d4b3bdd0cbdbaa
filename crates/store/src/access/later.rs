//! Leave for work that somebody asked for and that is done after the answer, when the session that asked
//! may be over: decided anew at every piece of the work, from the facts of that moment.

use inzage_domain::{
    AccountId, ClientId, ExportId,
    access::{Act, Permit, Refusal, decide},
    log::LogThing,
};

use super::{
    Actor, Recorded, RequestContext,
    actor::account_line,
    facts::{self, Row},
    permit::event,
};
use crate::{Organisation, Store, StoreError, db::fetch_all, people::shown_now, time::micros};

/// As if that account asked now in a session that has just begun. Terms are not asked again: who asked
/// had accepted them. Only private accounts: staff ask for nothing that is done later.
const FACTS: &str = concat!(
    "SELECT a.id AS session, a.id AS account, CAST($3 AS BIGINT) AS created_at, CAST($3 AS BIGINT) AS seen_at,
            CAST($3 AS BIGINT) AS proved_at, 'password' AS method, a.person, a.state, a.sealed_profile, o.policy_version,
            c.id AS client, c.care_state, c.ended_at AS care_ended_at, c.identified_at IS NOT NULL AS is_identified,
            c.incapable_since IS NOT NULL AS is_incapable, c.sealed_demographics,
            r.id AS relation, r.basis, r.rights, r.from_at, r.until_at, r.withdrawn_at, r.manages, r.agreed, ",
    shown_now!(),
    " FROM account a
      JOIN organisation o ON o.id = a.organisation
      LEFT JOIN client c ON c.organisation = a.organisation AND c.id = $4
      LEFT JOIN relation r ON r.organisation = c.organisation AND r.client = c.id AND r.person = a.person
      WHERE a.organisation = $1 AND a.id = $2"
);

impl Store {
    /// Whether an actor could do act `A` for a client now, without a line: only for what a page offers.
    /// Nothing is given out on it.
    pub async fn may<A: Act>(&self, actor: &Actor, client: ClientId) -> Result<bool, StoreError> {
        let now = self.now();
        let facts = self.facts_of(actor, Some(client), now).await?;
        Ok(decide::<A>(&facts, actor.policy(), now).is_ok())
    }

    /// Decides whether an account may still do act `A` for what it asked for. What it rests on is the
    /// line that was kept when it asked; only a refusal leaves a new one.
    pub(crate) async fn later<A: Act>(
        &self,
        organisation: &Organisation,
        account: AccountId,
        client: ClientId,
        asked: ExportId,
    ) -> Result<Result<Recorded<Permit<A>>, Refusal>, StoreError> {
        let now = self.now();
        let id = organisation.id();
        let rows = fetch_all!(self.db(), Row, FACTS, id.uuid(), account.uuid(), micros(now), client.uuid())?;
        let born = match facts::sealed_client(&rows) {
            Some((client, sealed)) => self.born(id, client, sealed).await?,
            None => None,
        };
        let found = facts::found(rows, id, organisation.policy(), born, now)?
            .ok_or(StoreError::Inconsistent { table: "export", what: "its account is gone" })?;
        let mut facts = found.facts;
        if let Some(client) = &facts.client
            && facts.relations.iter().any(|relation| client.asks_order(relation.basis, facts.today))
        {
            facts.present = self.present(id, client.client, now).await?;
        }
        match decide::<A>(&facts, organisation.policy(), now) {
            Ok(permit) => Ok(Ok(Recorded::new(permit))),
            Err(refusal) => {
                let context = RequestContext { source: "inzage export".into(), ..RequestContext::default() };
                let (code, action) = (event(A::ACTION), A::ACTION.event_action());
                let mut line = account_line(id, Some(account), "01", code, action, now, &context);
                line.clients.push(client);
                line.things.push(LogThing { kind: "export".into(), id: asked.to_string() });
                self.append(&line.refused(refusal)).await?;
                Ok(Err(refusal))
            }
        }
    }
}
