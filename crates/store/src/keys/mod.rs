//! The key store: each client has a data key, wrapped by the organisation's key, wrapped by the
//! master key. It is a database of its own, apart from the record, whose back-ups are kept at
//! most 30 days, so that destroying a client's key makes the record unreadable everywhere.
//!
//! Keys that are in use are cached for a minute: that is how long another instance can still
//! read after a key was destroyed.

mod cache;
mod master;
mod rotate;
mod sql;

use std::{collections::HashMap, sync::Arc};

use inzage_domain::{Chance, ClientId, Clock, LogId, OrganisationId};
use jiff::SignedDuration;
use zeroize::Zeroizing;

use crate::{
    StoreError,
    db::Db,
    seal::{FIRST, Hasher, Key, Place, Sealer, derive},
    time::micros,
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
            master: wrapping(master),
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
        let ring = self.ring(organisation).await?;
        let now_micros = micros(now);
        let current = ring.iter().rfind(|one| one.active_at <= now_micros);
        let current = current.map_or(FIRST, |one| one.number);
        let sealer = |purpose: &str| {
            let keys: Vec<(u8, Key)> =
                ring.iter().map(|one| (one.number, derive(&one.key, purpose))).collect();
            Sealer::of_ring(current, keys.iter().map(|(number, key)| (*number, key)))
        };
        let first = ring.first().ok_or(StoreError::KeyMissing("organisation"))?;
        let keys = Arc::new(OrganisationKeys {
            seal: sealer("inzage seal"),
            log: sealer("inzage log"),
            // What is found by it was hashed with the first key, and stays so.
            index: Hasher::new(derive(&first.key, "inzage index")),
            wrap: sealer("inzage wrap client keys"),
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

    /// What signs the heads of the logs, as this master key knows it: wrapped by it, or derived from it
    /// while it is the first one.
    pub(crate) async fn head_seed(&self, master: &MasterKey) -> Result<Key, StoreError> {
        let kept = sql::head_keys(&self.db).await?;
        if kept.is_empty() {
            return Ok(derive(master.key(), "inzage sign log heads"));
        }
        kept.iter()
            .find_map(|(id, wrapped)| wrapping(master).open(&head_place(*id), wrapped).ok())
            .map_or(Err(StoreError::KeyMissing("log heads")), key_of)
    }

    /// Lets another master key know it too; both do until the old one is gone.
    pub(crate) async fn share_head_seed(&self, old: &Key, new: &MasterKey) -> Result<(), StoreError> {
        let kept = sql::head_keys(&self.db).await?;
        for sealer in [&self.master, &wrapping(new)] {
            if kept.iter().any(|(id, wrapped)| sealer.open(&head_place(*id), wrapped).is_ok()) {
                continue;
            }
            let id = LogId::new(&*self.clock, &*self.chance).uuid();
            let wrapped = sealer.seal(&*self.chance, &head_place(id), &**old)?;
            sql::insert_head_key(&self.db, id, &wrapped, self.clock.now()).await?;
        }
        Ok(())
    }

    /// An organisation's keys, oldest first.
    async fn ring(&self, organisation: OrganisationId) -> Result<Vec<Generation>, StoreError> {
        let wrapped =
            sql::organisation(&self.db, organisation).await?.ok_or(StoreError::KeyMissing("organisation"))?;
        let key = key_of(self.master.open(&organisation_place(organisation), &wrapped)?)?;
        let mut ring = vec![Generation { number: FIRST, key, active_at: i64::MIN }];
        for (number, wrapped, active_at) in sql::generations(&self.db, organisation).await? {
            let key = key_of(self.master.open(&generation_place(organisation, number), &wrapped)?)?;
            ring.push(Generation { number: generation_number(number)?, key, active_at });
        }
        Ok(ring)
    }

    /// Gives an organisation another key, which seals from [`SPREAD`] on: until then every instance has
    /// heard of it. Gives its number. Where one is on its way already, that one.
    pub(crate) async fn add_generation(&self, organisation: OrganisationId) -> Result<u8, StoreError> {
        let ring = self.ring(organisation).await?;
        let now = self.clock.now();
        if let Some(coming) = ring.iter().find(|one| one.active_at > micros(now)) {
            return Ok(coming.number);
        }
        let newest = ring.last().map_or(FIRST, |one| one.number);
        let number =
            newest.checked_add(1).ok_or(StoreError::Conflict("number of the organisation's keys"))?;
        let place = generation_place(organisation, i64::from(number));
        let wrapped = self.master.seal(&*self.chance, &place, &*self.new_key())?;
        let added = (i64::from(number), wrapped, micros(now + SPREAD));
        sql::insert_generation(&self.db, organisation, added, now).await?;
        Ok(number)
    }

    /// Puts the keys of all clients under the organisation's newest key; gives how many were not under it.
    /// Broken off, the same call goes on.
    pub(crate) async fn rewrap_clients(&self, organisation: OrganisationId) -> Result<usize, StoreError> {
        self.organisations.remove(&organisation);
        let above = self.organisation(organisation).await?;
        let (mut after, mut rewrapped) = (uuid::Uuid::nil(), 0);
        loop {
            let page = sql::clients_after(&self.db, organisation, after).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (client, before) in page {
                if above.wrap.is_current(&before) {
                    continue;
                }
                let place = client_place(organisation, ClientId::from_uuid(client));
                let key = Zeroizing::new(above.wrap.open(&place, &before)?);
                let wrapped = above.wrap.seal(&*self.chance, &place, &key)?;
                sql::rewrap_client(&self.db, organisation, client, &before, &wrapped).await?;
                rewrapped += 1;
            }
        }
        sql::forget_pages(&self.db).await?;
        Ok(rewrapped)
    }

    /// Whether an organisation's keys are all under this master key already.
    pub(crate) async fn is_under(
        &self,
        organisation: OrganisationId,
        new: &MasterKey,
    ) -> Result<bool, StoreError> {
        let sealer = wrapping(new);
        for (number, wrapped, _) in sql::generations(&self.db, organisation).await? {
            if sealer.open(&generation_place(organisation, number), &wrapped).is_err() {
                return Ok(false);
            }
        }
        let wrapped =
            sql::organisation(&self.db, organisation).await?.ok_or(StoreError::KeyMissing("organisation"))?;
        Ok(sealer.open(&organisation_place(organisation), &wrapped).is_ok())
    }

    /// Puts an organisation's keys under another master key, the first one last. What they wrap and seal
    /// stays as it is.
    pub(crate) async fn rewrap(
        &self,
        organisation: OrganisationId,
        new: &MasterKey,
    ) -> Result<(), StoreError> {
        for (number, wrapped, _) in sql::generations(&self.db, organisation).await? {
            let place = generation_place(organisation, number);
            // Where it was broken off before, this one is done.
            let Ok(key) = self.master.open(&place, &wrapped) else { continue };
            let wrapped = wrapping(new).seal(&*self.chance, &place, &Zeroizing::new(key))?;
            sql::rewrap_generation(&self.db, organisation, number, &wrapped).await?;
        }
        let place = organisation_place(organisation);
        let before =
            sql::organisation(&self.db, organisation).await?.ok_or(StoreError::KeyMissing("organisation"))?;
        let key = key_of(self.master.open(&place, &before)?)?;
        let wrapped = wrapping(new).seal(&*self.chance, &place, &*key)?;
        sql::rewrap_organisation(&self.db, organisation, &before, &wrapped).await?;
        sql::forget_pages(&self.db).await
    }

    fn new_key(&self) -> Key {
        let mut key = Zeroizing::new([0_u8; 32]);
        self.chance.fill(&mut *key);
        key
    }
}

/// One of an organisation's keys.
struct Generation {
    number: u8,
    key: Key,
    /// Since when it seals.
    active_at: i64,
}

/// How long before a new key seals it is there: longer than an instance remembers the keys it has read.
pub(crate) const SPREAD: SignedDuration = SignedDuration::from_mins(2);

fn generation_number(number: i64) -> Result<u8, StoreError> {
    u8::try_from(number)
        .map_err(|_| StoreError::Inconsistent { table: "organisation_key_generation", what: "number" })
}

const fn generation_place(organisation: OrganisationId, number: i64) -> Place {
    Place::new(organisation, "organisation_key_generation.wrapped", organisation.uuid()).version(number)
}

/// What wraps organisations' keys.
fn wrapping(master: &MasterKey) -> Sealer {
    Sealer::new(&derive(master.key(), "inzage wrap organisation keys"))
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

/// Of no organisation: the heads of all are signed with it.
const fn head_place(id: uuid::Uuid) -> Place {
    Place::new(OrganisationId::from_uuid(uuid::Uuid::nil()), "head_key.wrapped", id)
}

const fn client_place(organisation: OrganisationId, client: ClientId) -> Place {
    Place::new(organisation, "client_key.wrapped", client.uuid())
}
