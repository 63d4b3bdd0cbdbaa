//! The key store: each client has a data key, wrapped by the organisation's key, wrapped by the
//! master key. It is a database of its own, apart from the record, whose back-ups are kept at
//! most 30 days, so that destroying a client's key makes the record unreadable everywhere.
//!
//! Keys that are in use are cached for a minute: that is how long another instance can still
//! read after a key was destroyed.

mod cache;
mod master;
mod sql;

use std::{collections::HashMap, sync::Arc};

use inzage_domain::{Chance, ClientId, Clock, OrganisationId};
use zeroize::Zeroizing;

use crate::{
    StoreError,
    db::Db,
    seal::{Hasher, Key, Place, Sealer, derive},
};
use cache::Cache;
pub use master::{MasterKey, MasterKeyError};

/// What an organisation's key is used for.
pub(crate) struct OrganisationKeys {
    /// Seals what is not a client's: accounts, sessions, forms.
    pub(crate) seal: Sealer,
    /// Seals the details of log lines.
    pub(crate) log: Sealer,
    /// Hashes what is looked up in the whole organisation: user names, BSN, names, birth dates.
    pub(crate) index: Hasher,
    wrap: Sealer,
}

/// What a client's key is used for.
pub(crate) struct ClientKeys {
    /// Seals the record.
    pub(crate) seal: Sealer,
    /// Hashes the words of the record and identifiers of its sources.
    pub(crate) index: Hasher,
}

/// The key store.
pub(crate) struct KeyStore {
    db: Db,
    master: Sealer,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    organisations: Cache<OrganisationId, Arc<OrganisationKeys>>,
    clients: Cache<(OrganisationId, ClientId), Arc<ClientKeys>>,
}

impl KeyStore {
    pub(crate) fn new(db: Db, master: &MasterKey, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        Self {
            db,
            master: Sealer::new(&derive(master.key(), "inzage wrap organisation keys")),
            clock,
            chance,
            organisations: Cache::new(1_000),
            clients: Cache::new(20_000),
        }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Makes the key of a new organisation, durably; keeps the one that is there.
    pub(crate) async fn create_organisation(&self, organisation: OrganisationId) -> Result<(), StoreError> {
        let wrapped = self.master.seal(&*self.chance, &organisation_place(organisation), &*self.new_key())?;
        sql::insert_organisation(&self.db, organisation, wrapped, self.clock.now()).await
    }

    /// The organisation's keys.
    pub(crate) async fn organisation(
        &self,
        organisation: OrganisationId,
    ) -> Result<Arc<OrganisationKeys>, StoreError> {
        let now = self.clock.now();
        if let Some(keys) = self.organisations.get(&organisation, now) {
            return Ok(keys);
        }
        let wrapped =
            sql::organisation(&self.db, organisation).await?.ok_or(StoreError::KeyMissing("organisation"))?;
        let key = key_of(self.master.open(&organisation_place(organisation), &wrapped)?)?;
        let keys = Arc::new(OrganisationKeys {
            seal: Sealer::new(&derive(&key, "inzage seal")),
            log: Sealer::new(&derive(&key, "inzage log")),
            index: Hasher::new(derive(&key, "inzage index")),
            wrap: Sealer::new(&derive(&key, "inzage wrap client keys")),
        });
        self.organisations.put(organisation, Arc::clone(&keys), now);
        Ok(keys)
    }

    /// Makes the keys of new clients, durably. They are not yet anybody's until the record has
    /// the clients; a key without a client does no harm.
    pub(crate) async fn create_clients(
        &self,
        organisation: OrganisationId,
        clients: &[ClientId],
    ) -> Result<(), StoreError> {
        let keys = self.organisation(organisation).await?;
        let wrapped: Vec<(ClientId, Vec<u8>)> = clients
            .iter()
            .map(|client| {
                let wrapped =
                    keys.wrap.seal(&*self.chance, &client_place(organisation, *client), &*self.new_key())?;
                Ok((*client, wrapped))
            })
            .collect::<Result<_, StoreError>>()?;
        sql::insert_clients(&self.db, organisation, &wrapped, self.clock.now()).await
    }

    /// One client's keys.
    pub(crate) async fn client(
        &self,
        organisation: OrganisationId,
        client: ClientId,
    ) -> Result<Arc<ClientKeys>, StoreError> {
        if let Some(keys) = self.clients.get(&(organisation, client), self.clock.now()) {
            return Ok(keys);
        }
        let mut found = self.clients(organisation, &[client]).await?;
        match found.remove(&client) {
            Some(keys) => Ok(keys),
            None if sql::is_destroyed(&self.db, organisation, client).await? => Err(StoreError::KeyDestroyed),
            None => Err(StoreError::KeyMissing("client")),
        }
    }

    /// The keys of many clients; those whose key is destroyed or missing are left out.
    pub(crate) async fn clients(
        &self,
        organisation: OrganisationId,
        clients: &[ClientId],
    ) -> Result<HashMap<ClientId, Arc<ClientKeys>>, StoreError> {
        let now = self.clock.now();
        let mut found = HashMap::with_capacity(clients.len());
        let mut missing = Vec::new();
        for &client in clients {
            match self.clients.get(&(organisation, client), now) {
                Some(keys) => {
                    found.insert(client, keys);
                }
                None => missing.push(client),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let above = self.organisation(organisation).await?;
        for (client, wrapped) in sql::clients(&self.db, organisation, &missing).await? {
            let key = key_of(above.wrap.open(&client_place(organisation, client), &wrapped)?)?;
            let keys = Arc::new(ClientKeys {
                seal: Sealer::new(&derive(&key, "inzage seal")),
                index: Hasher::new(derive(&key, "inzage index")),
            });
            self.clients.put((organisation, client), Arc::clone(&keys), now);
            found.insert(client, keys);
        }
        Ok(found)
    }

    /// Destroys a client's key for good. What was sealed with it cannot be read any more, also
    /// in back-ups once those of the key store have rolled over.
    pub(crate) async fn destroy_client(
        &self,
        organisation: OrganisationId,
        client: ClientId,
    ) -> Result<(), StoreError> {
        sql::destroy(&self.db, organisation, client, self.clock.now()).await?;
        self.clients.remove(&(organisation, client));
        Ok(())
    }

    fn new_key(&self) -> Key {
        let mut key = Zeroizing::new([0_u8; 32]);
        self.chance.fill(&mut *key);
        key
    }
}

fn key_of(bytes: Vec<u8>) -> Result<Key, StoreError> {
    let bytes = Zeroizing::new(bytes);
    let mut key = Zeroizing::new([0_u8; 32]);
    if bytes.len() != key.len() {
        return Err(StoreError::Inconsistent { table: "key store", what: "length of a key" });
    }
    key.copy_from_slice(&bytes);
    Ok(key)
}

const fn organisation_place(organisation: OrganisationId) -> Place {
    Place::new(organisation, "organisation_key.wrapped", organisation.uuid())
}

const fn client_place(organisation: OrganisationId, client: ClientId) -> Place {
    Place::new(organisation, "client_key.wrapped", client.uuid())
}
