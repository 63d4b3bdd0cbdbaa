//! The first contact out of an imported care plan (R7): registered in the one way in which staff
//! register it, so that a difference flags the account's relation and takes nothing.

use inzage_domain::{
    ClientId, LogId, OrganisationId,
    access::{ImportRecord, Permit},
    log::{EventAction, EventCode, LogThing},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::registered::{RegisteredContact, Registering};
use crate::{
    Operator, Recorded, Store, StoreError, db::fetch_optional, people::check_texts, record::client_of,
    seal::Place,
};

/// How often a registration is prepared again when somebody else registered or joined meanwhile.
const ATTEMPTS: usize = 5;

/// What is kept of an import.
#[derive(Serialize, Deserialize)]
pub(super) struct FromPlan {
    /// As the care plan has it.
    said: RegisteredContact,
    /// What counts since: with what was known of the same person.
    pub(super) counts: RegisteredContact,
}

pub(super) const fn plan_place(organisation: OrganisationId, id: Uuid) -> Place {
    Place::new(organisation, "imported_contact.sealed_content", id)
}

/// What the care plan says, and where it says nothing about the same person, what was known: a source
/// without a mobile number makes nobody unreachable whom staff had completed.
fn completed(said: &RegisteredContact, known: Option<&RegisteredContact>) -> RegisteredContact {
    let mut counts = said.clone();
    if let Some(known) = known.filter(|known| known.described().has_name_of(&said.described())) {
        counts.email = counts.email.or_else(|| known.email.clone());
        counts.mobile = counts.mobile.or_else(|| known.mobile.clone());
        counts.born = counts.born.or(known.born);
        if counts.relation.is_empty() {
            counts.relation.clone_from(&known.relation);
        }
    }
    counts
}

impl Store {
    /// Registers whom an imported care plan names as the first contact of the permit's client (R7), as
    /// [`Store::register_contact`] does for staff.
    ///
    /// An import counts when it says something else than the import before it: then the care plan has
    /// changed, and it goes before what staff typed. What staff typed after an import stays while the
    /// care plan says the same again, because they knew more than the plan when they typed it. A care
    /// plan that names nobody is no statement, and never comes here.
    pub async fn register_imported_contact(
        &self,
        permit: &Recorded<Permit<ImportRecord>>,
        operator: &Operator,
        said: &RegisteredContact,
    ) -> Result<Registering, StoreError> {
        check_texts(&[&said.name, &said.relation])?;
        let (organisation, client) = client_of(permit)?;
        if operator.organisation().id() != organisation {
            return Err(StoreError::Inconsistent {
                table: "permit",
                what: "it is about another organisation",
            });
        }
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.register_said(organisation, client, operator, said).await {
                Err(StoreError::Stale) if attempt < ATTEMPTS => {}
                other => return other,
            }
        }
    }

    async fn register_said(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        operator: &Operator,
        said: &RegisteredContact,
    ) -> Result<Registering, StoreError> {
        if self.said_last(organisation, client).await?.is_some_and(|last| last == *said) {
            return Ok(Registering::Same);
        }
        let before = self.registered_now(organisation, client).await?;
        let counts = completed(said, before.as_ref().map(|before| &before.contact));
        let id = LogId::new(self.clock(), self.chance()).uuid();
        let keys = self.keys().organisation(organisation).await?;
        let content = FromPlan { said: said.clone(), counts };
        let sealed = keys.seal.seal_json(self.chance(), &plan_place(organisation, id), &content)?;
        let mut line = operator.line(EventCode::ChangeRights, EventAction::Create, self.now());
        line.clients.push(client);
        line.things.push(LogThing { kind: "registered-contact".into(), id: id.to_string() });
        let same = before.as_ref().is_some_and(|before| before.contact == content.counts);
        let input = self.registering(organisation, client, &content.counts, line).await?.out_of_the_plan(
            id,
            sealed,
            before.map(|before| before.id),
            same,
        );
        self.write(organisation, input, |input, conn| Box::pin(async move { input.run(conn).await })).await
    }

    /// What the newest import named.
    async fn said_last(
        &self,
        organisation: OrganisationId,
        client: ClientId,
    ) -> Result<Option<RegisteredContact>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Uuid, Vec<u8>),
            "SELECT id, sealed_content FROM imported_contact WHERE organisation = $1 AND client = $2 ORDER BY imported_at DESC, id DESC LIMIT 1",
            organisation.uuid(),
            client.uuid(),
        )?;
        let Some((id, sealed)) = row else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let kept: FromPlan = keys.seal.open_json(&plan_place(organisation, id), &sealed)?;
        Ok(Some(kept.said))
    }
}

#[cfg(test)]
mod tests {
    use inzage_domain::{EmailAddress, PhoneNumber};
    use jiff::civil::date;

    use super::*;

    /// R7: what the plan leaves out is taken from what was known of the same name, and only then.
    #[test]
    fn what_the_plan_leaves_out_stays_known() {
        let known = RegisteredContact {
            name: "Karin de Wit".into(),
            relation: "dochter".into(),
            born: Some(date(1970, 1, 31)),
            email: EmailAddress::parse("karin@example.nl").ok(),
            mobile: PhoneNumber::parse("06 12 34 56 78").ok(),
        };
        let bare = |name: &str| RegisteredContact {
            name: name.into(),
            relation: String::new(),
            born: None,
            email: None,
            mobile: None,
        };
        let same = completed(&bare("KARIN de Wit"), Some(&known));
        assert!(same == RegisteredContact { name: "KARIN de Wit".into(), ..known.clone() });
        let moved = RegisteredContact {
            email: EmailAddress::parse("new@example.nl").ok(),
            relation: "kind".into(),
            ..bare("Karin de Wit")
        };
        let expected = RegisteredContact { born: known.born, mobile: known.mobile.clone(), ..moved.clone() };
        assert!(completed(&moved, Some(&known)) == expected);
        for before in [None, Some(&known)] {
            assert!(completed(&bare("Peter de Wit"), before) == bare("Peter de Wit"));
        }
    }
}
