//! `inzage doctor`: is everything that the portal needs in order?

use inzage_services::{Services, digid::Broker};
use inzage_store::{Organisation, Store};

use super::{Ending, runtime, say};
use crate::{cli::StoreArgs, config::check_private, opening::Places, problem::Problem};

/// One line each; goes on after a problem where that can be.
pub fn run(arguments: &StoreArgs) -> Result<Ending, Problem> {
    let places = Places::of(arguments)?;
    let mut findings = Findings { all_well: true };

    match check_private("master_key_file", &places.master_key_file) {
        Ok(()) => findings.well("master key", "only its owner can read it"),
        Err(error) => findings.bad("master key", &error.to_string()),
    }
    match places.master_key() {
        Ok(_) => findings.well("master key", "holds a key"),
        Err(error) => findings.bad("master key", &error.to_string()),
    }
    match witness(&places) {
        Ok(()) => findings.well("second copy of the log's heads", "can be written"),
        Err(error) => findings.bad("second copy of the log's heads", &error.to_string()),
    }
    let digid = places.digid(&places.clock());
    match &digid {
        Ok(Some(_)) => findings.well("DigiD", "a broker is configured, and our key can sign"),
        Ok(None) => {}
        Err(error) => findings.bad("DigiD", &error.to_string()),
    }
    let broker = digid.ok().flatten();
    runtime(4)?.block_on(async {
        match places.open_store(places.clock()).await {
            Ok(store) => check_store(&mut findings, &store, broker.as_deref(), places.demo.is_some()).await,
            Err(error) => findings.bad("database and key store", &error.to_string()),
        }
    });
    if findings.all_well { Ok(Ending::Done) } else { Ok(Ending::Partly) }
}

struct Findings {
    all_well: bool,
}

impl Findings {
    #[expect(clippy::unused_self, reason = "reads as its counterpart `bad`")]
    fn well(&self, what: &str, how: &str) {
        say(&format!("ok      {what}: {how}"));
    }

    fn bad(&mut self, what: &str, why: &str) {
        self.all_well = false;
        say(&format!("not ok  {what}: {why}"));
    }
}

fn witness(places: &Places) -> std::io::Result<()> {
    let probe = places.store.witness.join(".doctor");
    std::fs::write(&probe, b"")?;
    std::fs::remove_file(&probe)
}

async fn check_store(findings: &mut Findings, store: &Store, broker: Option<&dyn Broker>, demo: bool) {
    findings.well("schema", "database and key store are up to date with this program");
    match store.health().await {
        Ok(()) => findings.well("database", "answers, for reading and for writing"),
        Err(error) => findings.bad("database", &error.to_string()),
    }
    match store.integrity().await {
        Ok(found) if is_too_old(&found.engine) => {
            findings.bad(
                "integrity",
                &format!("{} can damage its own log of writes: build with 3.51.3 or newer", found.engine),
            );
        }
        Ok(found) if found.problems.is_empty() => {
            findings.well("integrity", &format!("{}: whole, no reference without its row", found.engine));
        }
        Ok(found) => found.problems.iter().for_each(|problem| findings.bad("integrity", problem)),
        Err(error) => findings.bad("integrity", &error.to_string()),
    }
    match store.organisations().await {
        Ok(organisations) if organisations.is_empty() => {
            findings.bad(
                "organisations",
                "there are none yet, so every host name answers 421: `inzage organisation create` makes one",
            );
        }
        Ok(organisations) => {
            findings.well(
                "organisations",
                &organisations.iter().map(|one| one.host().to_owned()).collect::<Vec<_>>().join(", "),
            );
            // The demo brings a broker of its own.
            let without = |one: &&Organisation| {
                Services::uses_digid(one) && !demo && broker.is_none_or(|broker| !broker.serves(one))
            };
            for one in organisations.iter().filter(without) {
                let why = "its clients log in with DigiD, and no [digid] broker is configured for it";
                findings.bad(one.host(), why);
            }
        }
        Err(error) => findings.bad("organisations", &error.to_string()),
    }
    if let Err(error) = store.close().await {
        findings.bad("second copy of the log's heads", &error.to_string());
    }
}

/// SQLite before 3.51.3 has a fault that can damage a database in WAL mode.
fn is_too_old(engine: &str) -> bool {
    let Some(version) = engine.strip_prefix("SQLite ") else { return false };
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0_u32));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) < (3, 51, 3)
}

#[cfg(test)]
mod tests {
    use super::is_too_old;

    #[test]
    fn a_faulty_sqlite_is_named() {
        for (engine, old) in [
            ("SQLite 3.51.2", true),
            ("SQLite 3.51.3", false),
            ("SQLite 3.52.0", false),
            ("SQLite 3.9.9", true),
            ("SQLite 4.0.0", false),
            ("PostgreSQL 15.8", false),
        ] {
            assert_eq!(is_too_old(engine), old, "{engine}");
        }
    }
}
