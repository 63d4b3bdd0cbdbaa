//! `inzage serve`: the portal for real.

use super::{Ending, runtime};
use crate::{
    cli::ConfigArgs,
    config::Config,
    http::frame,
    logs,
    opening::Places,
    problem::Problem,
    serving::{self, Settings},
};

/// Serves until a signal.
pub fn run(arguments: &ConfigArgs) -> Result<Ending, Problem> {
    let config = Config::read(arguments.config.as_deref(), std::env::vars())?;
    logs::start(&config.log_filter);
    frame::log_panics();
    let (settings, workers) = (Settings::of(&config), config.workers);
    if config.sms.is_none() {
        tracing::warn!("no [sms] gateway is configured: nobody who needs a code can log in");
    }
    let places = Places::of_config(config);
    runtime(workers)?.block_on(async {
        let services = places.open().await?;
        for organisation in services.store.organisations().await? {
            if services.lacks_broker(&organisation) {
                tracing::error!(
                    organisation = organisation.key(),
                    "its clients log in with DigiD and no [digid] broker is configured for it: none of them can log in"
                );
            }
        }
        let listener = serving::listen(settings.listen).await?;
        serving::run(services, settings, None, listener).await
    })?;
    Ok(Ending::Done)
}
