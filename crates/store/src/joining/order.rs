//! The order of the law among those who represent an adult (WGBO 7:465 lid 3): who goes before somebody
//! now. Asked when somebody is invited, again when the invitation is used, and when access is renewed.

use inzage_domain::{
    Basis, ClientId, OrganisationId, PersonId, RelationId,
    access::{NotRepresenting, may_represent, rank},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    Store, StoreError,
    db::{Conn, fetch_all},
    people::{basis_of, person_place},
    time::micros,
};

/// Relation, ground, person and the person's name, sealed.
type Row = (Uuid, String, Uuid, Vec<u8>);

/// Those whose relation to the client `$2` of the organisation `$1` holds at the instant `$3`. Whoever
/// begins later goes before nobody yet, and whoever has ended goes before nobody any more.
const PRESENT: &str = "SELECT r.id, r.basis, r.person, p.sealed_profile FROM relation r
     JOIN person p ON p.organisation = r.organisation AND p.id = r.person
     WHERE r.organisation = $1 AND r.client = $2 AND r.from_at <= $3 AND (r.until_at IS NULL OR r.until_at > $3) AND (r.withdrawn_at IS NULL OR r.withdrawn_at > $3)
     ORDER BY r.created_at, r.id";

/// The row of who goes before somebody on this ground; `except` is the relation asked about.
fn first(candidate: Basis, rows: Vec<Row>, except: Option<RelationId>) -> Result<Option<Row>, StoreError> {
    let rows: Vec<Row> =
        rows.into_iter().filter(|(id, ..)| except.is_none_or(|except| except.uuid() != *id)).collect();
    let present = rows.iter().map(|(_, key, ..)| basis_of(key)).collect::<Result<Vec<_>, _>>()?;
    let Err(NotRepresenting::After(before)) = may_represent(candidate, &present) else { return Ok(None) };
    Ok(rows.into_iter().find(|(_, key, ..)| key == before.key()))
}

/// Whether somebody goes before this ground, inside the writer. Grounds outside the order wait for
/// nobody.
pub(crate) async fn waits(
    conn: &mut Conn,
    organisation: Uuid,
    client: ClientId,
    candidate: Basis,
    except: Option<RelationId>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if rank(candidate).is_none() {
        return Ok(false);
    }
    let rows = fetch_all!(conn, Row, PRESENT, organisation, client.uuid(), micros(now))?;
    Ok(first(candidate, rows, except)?.is_some())
}

impl Store {
    /// Who represents the client now and goes before somebody on this ground: the ground and the name.
    pub(super) async fn goes_before(
        &self,
        organisation: OrganisationId,
        client: ClientId,
        candidate: Basis,
    ) -> Result<Option<(Basis, String)>, StoreError> {
        if rank(candidate).is_none() {
            return Ok(None);
        }
        let now = micros(self.now());
        let rows = fetch_all!(self.db(), Row, PRESENT, organisation.uuid(), client.uuid(), now)?;
        let Some((_, basis, person, sealed)) = first(candidate, rows, None)? else { return Ok(None) };
        let keys = self.keys().organisation(organisation).await?;
        let place = person_place(organisation, PersonId::from_uuid(person));
        Ok(Some((basis_of(&basis)?, keys.seal.open_json(&place, &sealed)?)))
    }
}
