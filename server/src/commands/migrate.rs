//! `inzage migrate`: database and key store up to date.

use inzage_store::Store;

use super::{Ending, runtime, say};
use crate::{cli::ConfigArgs, config::Config, opening::Places, problem::Problem};

/// Migrates both.
pub fn run(arguments: &ConfigArgs) -> Result<Ending, Problem> {
    let places = Places::of_config(Config::read(arguments.config.as_deref(), std::env::vars())?);
    runtime(4)?.block_on(async {
        places.make_folders()?;
        Store::migrate(&places.store).await.map_err(|error| {
            Problem::of(&error, "nothing was left half-done; check that the database can be reached and that its user may change the schema")
        })
    })?;
    say("the database and the key store are up to date");
    Ok(Ending::Done)
}
