//! Appending: the lines of a whole transaction at its end, one advance of the head for each
//! organisation. The first `UPDATE` locks the head row, so that several instances and commands
//! keep one chain; organisations go in order, so that two of them cannot wait for each other.

use std::collections::BTreeMap;

use inzage_domain::OrganisationId;
use uuid::Uuid;

use super::{SealedLine, chain::Link};
use crate::{
    StoreError,
    db::{Batch, Conn, execute, fetch_optional, insert_all},
};

static LINES: Batch = Batch::new(
    "INSERT INTO log_line (organisation, seq, id, at, event, action, outcome, actor, payload, hash)",
    10,
    "",
);
static OBJECTS: Batch = Batch::new("INSERT INTO log_object (organisation, client, seq)", 3, "");

struct Placed {
    seq: i64,
    hash: [u8; 32],
    line: SealedLine,
}

/// Appends lines inside the writer's transaction.
pub(crate) async fn append(conn: &mut Conn, lines: Vec<SealedLine>) -> Result<(), StoreError> {
    let mut by_organisation: BTreeMap<OrganisationId, Vec<SealedLine>> = BTreeMap::new();
    for line in lines {
        by_organisation.entry(line.organisation).or_default().push(line);
    }
    for (organisation, lines) in by_organisation {
        append_to(conn, organisation, lines).await?;
    }
    Ok(())
}

async fn append_to(
    conn: &mut Conn,
    organisation: OrganisationId,
    lines: Vec<SealedLine>,
) -> Result<(), StoreError> {
    let number = i64::try_from(lines.len())
        .map_err(|_| StoreError::Inconsistent { table: "log_head", what: "too many lines" })?;
    let (last, mut hash): (i64, Vec<u8>) = fetch_optional!(
        conn,
        (i64, Vec<u8>),
        "UPDATE log_head SET seq = seq + $2 WHERE organisation = $1 RETURNING seq, hash",
        organisation.uuid(),
        number,
    )?
    .ok_or(StoreError::Inconsistent { table: "log_head", what: "no head for the organisation" })?;
    let mut placed = Vec::with_capacity(lines.len());
    let mut objects: Vec<(Uuid, i64)> = Vec::new();
    for (line, seq) in lines.into_iter().zip(last - number + 1..) {
        let link = Link {
            organisation: organisation.uuid(),
            seq,
            id: line.id,
            at: line.at,
            event: line.event,
            action: line.action,
            outcome: line.outcome,
            actor: line.actor,
            payload: &line.payload,
            clients: &line.clients,
        };
        let this = link.hash(&hash);
        hash = this.to_vec();
        objects.extend(line.clients.iter().map(|client| (*client, seq)));
        placed.push(Placed { seq, hash: this, line });
    }
    insert_all!(conn, LINES, placed.as_slice(), row =>
        organisation.uuid(), row.seq, row.line.id, row.line.at, row.line.event, row.line.action,
        row.line.outcome, row.line.actor, &row.line.payload, &row.hash[..])?;
    insert_all!(conn, OBJECTS, objects.as_slice(), row => organisation.uuid(), row.0, row.1)?;
    execute!(conn, "UPDATE log_head SET hash = $2 WHERE organisation = $1", organisation.uuid(), &hash)?;
    Ok(())
}
