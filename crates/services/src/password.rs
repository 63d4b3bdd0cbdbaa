//! Passwords: argon2id, a few at a time behind everybody's pages, exactly one verification for each attempt.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use inzage_domain::Chance;
use rayon_core::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::oneshot;

use crate::Error;

/// How much a thread that hashes gives way (POSIX "nice"): a page that wakes up goes before a hash that runs, and
/// a hash still gets a tenth of a core that pages would fill.
const NICE: i32 = 10;

/// Cost of a hash. Source of the default: OWASP password storage, argon2id with 19 MiB, two
/// passes, one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

/// Result of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Wrong, or there was nothing to verify against.
    No,
    /// Right.
    Yes {
        /// A hash with today's cost, where the kept one has another: keep it instead.
        rehashed: Option<String>,
    },
}

/// Hashes and verifies. Clones share the threads.
#[derive(Clone)]
pub struct Passwords {
    hasher: Argon2<'static>,
    /// Each verification takes memory and a core: the pages of others must go on.
    threads: Arc<ThreadPool>,
    chance: Arc<dyn Chance>,
    /// Verified where there is no account, so that both take the same time.
    dummy: Arc<str>,
    verifications: Arc<AtomicU64>,
}

impl Passwords {
    /// Prepares hashing at a cost, at most `parallel` at once. Errors when the cost is out of
    /// argon2's bounds.
    pub fn new(cost: Cost, parallel: usize, chance: Arc<dyn Chance>) -> Result<Self, Error> {
        let params =
            Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|_| Error::Hashing)?;
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let dummy = hash_now(&hasher, chance.as_ref(), &chance.token())?;
        let threads = ThreadPoolBuilder::new()
            .num_threads(parallel.max(1))
            .thread_name(|number| format!("password-{number}"))
            .start_handler(|_| give_way())
            .panic_handler(|_| tracing::error!("a password could not be hashed"))
            .build()
            .map_err(|_| Error::Hashing)?;
        Ok(Self {
            hasher,
            threads: Arc::new(threads),
            chance,
            dummy: dummy.into(),
            verifications: Arc::default(),
        })
    }

    /// How many verifications were begun since the start, over all clones.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    /// A first password, to be handed over once: sixteen letters and digits that cannot be taken
    /// for one another, 80 bits.
    pub fn first_password(&self) -> String {
        const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let chance = self.chance.as_ref();
        (0..16)
            .filter_map(|_| {
                usize::try_from(chance.below(32)).ok().and_then(|index| SIGNS.get(index)).copied()
            })
            .map(char::from)
            .collect()
    }

    /// A PHC string of the password.
    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        let (hasher, chance, password) = (self.hasher.clone(), self.chance.clone(), password.to_owned());
        self.on_a_thread(move || hash_now(&hasher, chance.as_ref(), password.as_bytes())).await
    }

    /// Does it when a thread is free, in the order of asking; not at all where nobody waits for it any more.
    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        self.threads.spawn_fifo(move || {
            if !answer.is_closed() {
                let _ = answer.send(work());
            }
        });
        answered.await.map_err(|_| Error::Hashing)?
    }

    /// Verifies a password against a PHC string, or against nothing: either way one argon2
    /// verification. A kept string that cannot be read counts as wrong.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> Result<Verified, Error> {
        let (hasher, chance, password) = (self.hasher.clone(), self.chance.clone(), password.to_owned());
        // A kept string that cannot be read is like no account: one verification all the same.
        let known = kept.filter(|phc| PasswordHash::new(phc).is_ok());
        let phc = known.unwrap_or(&self.dummy).to_owned();
        let known = known.is_some();
        let verifications = Arc::clone(&self.verifications);
        self.on_a_thread(move || {
            let Ok(hash) = PasswordHash::new(&phc) else { return Ok(Verified::No) };
            verifications.fetch_add(1, Ordering::Relaxed);
            let right = hasher.verify_password(password.as_bytes(), &hash).is_ok();
            if !(right && known) {
                return Ok(Verified::No);
            }
            // Not the whole of `Params`: a kept string also names its length, which has no bearing on cost.
            let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
            let same_cost = Params::try_from(&hash).is_ok_and(|kept| cost(&kept) == cost(hasher.params()));
            let rehashed =
                if same_cost { None } else { Some(hash_now(&hasher, chance.as_ref(), password.as_bytes())?) };
            Ok(Verified::Yes { rehashed })
        })
        .await
    }
}

/// Puts this thread behind the others. Where the system has no priority of a thread, it stays as it is.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(reason) = rustix::process::setpriority_process(None, NICE) {
        tracing::warn!(%reason, "hashing does not give way to pages");
    }
}

fn hash_now(hasher: &Argon2<'_>, chance: &dyn Chance, password: &[u8]) -> Result<String, Error> {
    let mut salt = [0_u8; 16];
    chance.fill(&mut salt);
    let hash = hasher.hash_password_with_salt(password, &salt).map_err(|_| Error::Hashing)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Cost, Passwords, Verified};
    use crate::testing::TestChance;

    const SMALL: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

    #[tokio::test]
    async fn a_password_is_verified_and_a_wrong_one_is_not() {
        let passwords = Passwords::new(SMALL, 2, Arc::new(TestChance::default())).unwrap();
        let kept = passwords.hash("zon maan sterren").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{kept}");
        assert_eq!(
            passwords.verify("zon maan sterren", Some(&kept)).await.unwrap(),
            Verified::Yes { rehashed: None }
        );
        assert_eq!(passwords.verify("zon maan ster", Some(&kept)).await.unwrap(), Verified::No);
        assert_eq!(passwords.verify("zon maan sterren", None).await.unwrap(), Verified::No);
        assert_eq!(passwords.verify("zon maan sterren", Some("nonsense")).await.unwrap(), Verified::No);
    }

    #[tokio::test]
    async fn a_first_password_is_long_and_easy_to_copy() {
        let passwords = Passwords::new(SMALL, 1, Arc::new(TestChance::default())).unwrap();
        let (one, other) = (passwords.first_password(), passwords.first_password());
        assert_eq!((one.len(), other.len()), (16, 16));
        assert_ne!(one, other);
        assert!(!one.contains(['0', 'o', '1', 'l']), "{one}");
    }

    /// R9: a hash with older parameters is replaced at the next right password.
    #[tokio::test]
    async fn a_hash_of_another_cost_is_made_anew() {
        let chance = Arc::new(TestChance::default());
        let old = Passwords::new(SMALL, 1, chance.clone()).unwrap();
        let new = Passwords::new(Cost { passes: 2, ..SMALL }, 1, chance).unwrap();
        let kept = old.hash("geheim woord").await.unwrap();
        let Verified::Yes { rehashed: Some(rehashed) } =
            new.verify("geheim woord", Some(&kept)).await.unwrap()
        else {
            panic!("no new hash");
        };
        assert!(rehashed.contains("t=2"));
        assert_eq!(
            new.verify("geheim woord", Some(&rehashed)).await.unwrap(),
            Verified::Yes { rehashed: None }
        );
        assert_eq!(new.verify("ander woord", Some(&kept)).await.unwrap(), Verified::No);
    }
}
