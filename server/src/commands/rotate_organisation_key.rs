//! `inzage rotate-organisation-key`: another key of an organisation.

use super::{Ending, organisation_of, person, runtime, say};
use crate::{cli::RotateArgs, opening::Places, problem::Problem};

/// Adds a key, or puts the clients' keys under the newest.
pub fn run(arguments: &RotateArgs) -> Result<Ending, Problem> {
    let places = Places::of(&arguments.store)?;
    let said = runtime(4)?.block_on(async {
        let store = places.open_store(places.clock()).await?;
        let organisation = organisation_of(&store, &arguments.organisation).await?;
        let operator = store.operator(&organisation, &person("rotate-organisation-key"));
        let said = if arguments.clients {
            let moved = store.rewrap_client_keys(&operator).await?;
            format!(
                "{moved} clients' keys of `{}` were put under the newest key that seals",
                organisation.key()
            )
        } else {
            let number = store.rotate_organisation_key(&operator).await?;
            format!(
                "key {number} of `{}` seals in two minutes; give the same command with --clients after that",
                organisation.key()
            )
        };
        store.close().await?;
        Ok::<_, Problem>(said)
    })?;
    say(&said);
    Ok(Ending::Done)
}
