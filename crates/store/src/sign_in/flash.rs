//! A refused form, shown once to the browser that sent it: kept sealed, passwords and codes never. A
//! question by post (a search) is kept the same way and may be looked at until its time is over.

use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    Organisation, Store, StoreError,
    db::{execute, fetch_optional},
    seal::{Place, digest},
    time::micros,
};

/// How long it waits to be shown.
const KEPT: SignedDuration = SignedDuration::from_mins(10);

impl Store {
    /// Keeps content for the holder of a secret (the token of a session or of an anonymous
    /// cookie). Gives the id for the next page's address.
    pub async fn flash_put(
        &self,
        organisation: &Organisation,
        holder: &[u8],
        content: &[u8],
    ) -> Result<Uuid, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let mut random = [0_u8; 16];
        self.chance().fill(&mut random);
        let id = uuid::Builder::from_random_bytes(random).into_uuid();
        let sealed = keys.seal.seal(
            self.chance(),
            &Place::new(organisation.id(), "flash.sealed_content", id),
            content,
        )?;
        let input = (organisation.id(), id, digest(holder), micros(self.now() + KEPT), sealed);
        self.write(organisation.id(), input, |(organisation, id, holder, expires, sealed), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO flash (organisation, id, holder_hash, expires_at, sealed_content) VALUES ($1, $2, $3, $4, $5)",
                    organisation.uuid(),
                    *id,
                    holder,
                    *expires,
                    sealed,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await?;
        Ok(id)
    }

    /// Takes content out: once, and only for the holder that put it in.
    pub async fn flash_take(
        &self,
        organisation: &Organisation,
        holder: &[u8],
        id: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let keys = self.keys().organisation(organisation.id()).await?;
        let input = (organisation.id(), id, digest(holder), micros(self.now()));
        let taken = self
            .write(organisation.id(), input, |(organisation, id, holder, now), conn| {
                Box::pin(async move {
                    let row = fetch_optional!(
                        conn,
                        (Vec<u8>,),
                        "DELETE FROM flash WHERE organisation = $1 AND id = $2 AND holder_hash = $3 AND expires_at > $4 RETURNING sealed_content",
                        organisation.uuid(),
                        *id,
                        holder,
                        *now,
                    )?;
                    Ok((row, Vec::new()))
                })
            })
            .await?;
        taken
            .map(|(sealed,)| {
                keys.seal.open(&Place::new(organisation.id(), "flash.sealed_content", id), &sealed)
            })
            .transpose()
    }

    /// Looks at content without taking it out, only for the holder that put it in: for the answer to a
    /// question, to which one comes back from what was found.
    pub async fn flash_look(
        &self,
        organisation: &Organisation,
        holder: &[u8],
        id: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let row = fetch_optional!(
            self.db(),
            (Vec<u8>,),
            "SELECT sealed_content FROM flash WHERE organisation = $1 AND id = $2 AND holder_hash = $3 AND expires_at > $4",
            organisation.id().uuid(),
            id,
            digest(holder),
            micros(self.now()),
        )?;
        let keys = self.keys().organisation(organisation.id()).await?;
        row.map(|(sealed,)| {
            keys.seal.open(&Place::new(organisation.id(), "flash.sealed_content", id), &sealed)
        })
        .transpose()
    }
}
