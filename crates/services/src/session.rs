//! Staying logged in (R126).

use inzage_domain::session::{Lifetime, lifetime};
use inzage_store::Actor;

use crate::{Error, Services};

impl Services {
    /// How long the session still runs, without making it longer.
    pub fn session_lifetime(&self, actor: &Actor) -> Lifetime {
        actor.lifetime(self.clock.now())
    }

    /// The person is still there: the idle time begins anew.
    pub async fn stay_signed_in(&self, actor: &Actor) -> Result<Lifetime, Error> {
        self.store.session_stay(actor).await?;
        let now = self.clock.now();
        Ok(lifetime(actor.times(), actor.started_at(), now, now))
    }
}
