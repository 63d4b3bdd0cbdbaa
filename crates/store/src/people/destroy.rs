//! Destroying a client's key: the record becomes unreadable at once, and in the back-ups when
//! those of the key store have rolled over.

use inzage_domain::{
    ClientId,
    log::{EventAction, EventCode},
};

use uuid::Uuid;

use crate::{
    Operator, Store, StoreError,
    db::{Conn, execute},
    time::micros,
};

/// Marks a client as destroyed: found by nothing any more. `false` where there is no such client.
pub(super) async fn forget_client(
    conn: &mut Conn,
    organisation: Uuid,
    client: Uuid,
    now: i64,
) -> Result<bool, StoreError> {
    let known = execute!(
        conn,
        "UPDATE client SET destroyed_at = COALESCE(destroyed_at, $3), updated_at = $3 WHERE organisation = $1 AND id = $2",
        organisation,
        client,
        now,
    )?;
    execute!(conn, "DELETE FROM client_index WHERE organisation = $1 AND client = $2", organisation, client)?;
    execute!(conn, "DELETE FROM entry_token WHERE organisation = $1 AND client = $2", organisation, client)?;
    Ok(known > 0)
}

impl Store {
    /// Destroys a client's key for good. First the act is kept in the log and the client can no
    /// longer be found, then the key goes: after a crash in between, the same call finishes it.
    pub async fn destroy_client_key(&self, operator: &Operator, client: ClientId) -> Result<(), StoreError> {
        let organisation = operator.organisation().id();
        let mut line = operator.line(EventCode::DestroyKey, EventAction::Delete, self.now());
        line.clients.push(client);
        self.write(organisation, (client, line), |(client, line), conn| {
            Box::pin(async move {
                if !forget_client(conn, line.organisation.uuid(), client.uuid(), micros(line.at)).await? {
                    return Err(StoreError::Inconsistent { table: "client", what: "no such client" });
                }
                Ok(((), vec![line.clone()]))
            })
        })
        .await?;
        self.keys().destroy_client(organisation, client).await
    }
}
