//! The host's test programs: compiled together, run one by one.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::postgres::Cluster;
use crate::shell;
use crate::tally::{Libtest, Tally};

/// The variable in which the tests find a PostgreSQL that they may fill.
const POSTGRES: &str = "TEST_POSTGRES_URL";

/// A test program.
struct Program {
    /// folder of its crate, from the root: `crates/store`
    room: String,
    /// `store`, or the file's name under `tests/`
    name: String,
    executable: PathBuf,
}

/// All of them, and the server.
pub(super) struct Compiled {
    programs: Vec<Program>,
    server: PathBuf,
}

impl Compiled {
    /// Compiles the default members with their tests.
    pub(super) fn build() -> Result<Self> {
        println!("\n== compiling the tests");
        let mut cargo = shell::cargo();
        cargo.args(["build", "--lib", "--bins", "--tests", "--message-format", "json-render-diagnostics"]);
        let mut child =
            cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("starting cargo")?;
        let output = child.stdout.take().context("cargo's output")?;
        let mut programs = Vec::new();
        for line in BufReader::new(output).lines() {
            programs.extend(serde_json::from_str(&line?).ok().as_ref().and_then(program));
        }
        ensure!(child.wait()?.success(), "the tests do not compile");
        programs.sort_by(|left, right| (&left.room, &left.name).cmp(&(&right.room, &right.name)));
        Ok(Self { programs, server: shell::target().join("debug/inzage") })
    }

    /// The server, in the profile of the tests.
    pub(super) fn server(&self) -> &Path {
        &self.server
    }

    /// Everything but the store and the server, examples in the documentation, and the packing program's tests.
    pub(super) fn unit(&self, filter: Option<&str>) -> Tally {
        let mut tally = self.run(|room| room != "crates/store" && room != "server", None, filter);
        let mut documentation = shell::cargo();
        documentation.args(["test", "--doc", "--quiet"]);
        tally.add(harness("documentation", documentation.args(["--"]).args(filter)));
        let mut packing = shell::cargo();
        packing.args(["test", "--quiet", "--package", "xtask-site", "--"]);
        tally.add(harness("xtask-site", packing.args(filter)));
        tally
    }

    /// The store's tests, on both engines.
    pub(super) fn store(&self, cluster: &Cluster, filter: Option<&str>) -> Tally {
        self.run(|room| room == "crates/store", Some(cluster), filter)
    }

    /// The host's tests over HTTP.
    pub(super) fn http(&self, cluster: &Cluster, filter: Option<&str>) -> Tally {
        self.run(|room| room == "server", Some(cluster), filter)
    }

    fn run(&self, wanted: impl Fn(&str) -> bool, cluster: Option<&Cluster>, filter: Option<&str>) -> Tally {
        let mut tally = Tally::default();
        for program in self.programs.iter().filter(|program| wanted(&program.room)) {
            let folder = shell::root().join(&program.room);
            let mut command = shell::tied("KILL", &program.executable);
            // what `cargo test` gives a test program
            command
                .current_dir(&folder)
                .env("CARGO_MANIFEST_DIR", &folder)
                .env("CARGO_PKG_NAME", &program.name)
                .env("CARGO", "cargo");
            command.args(filter);
            if let Some(cluster) = cluster {
                command.env(POSTGRES, cluster.url());
            }
            println!("-- {} ({})", program.name, program.room);
            tally.add(harness(&program.name, &mut command));
        }
        tally
    }
}

/// Runs something that prints as Rust's test harness does.
fn harness(name: &str, command: &mut Command) -> Tally {
    let mut run = || -> Result<Tally> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        let output = child.stdout.take().context("its output")?;
        let mut reader = Libtest::new(name);
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            reader.line(&line);
        }
        Ok(reader.finish(child.wait()?.success()))
    };
    run().unwrap_or_else(|error| Tally::of_check(name, Err(error)))
}

/// One of cargo's messages, if it is about a test program.
fn program(message: &Value) -> Option<Program> {
    let is_test = message.pointer("/profile/test")?.as_bool()?;
    let executable = PathBuf::from(message.get("executable")?.as_str()?);
    let manifest = PathBuf::from(message.get("manifest_path")?.as_str()?);
    let room = manifest.parent()?.strip_prefix(shell::root()).ok()?.to_string_lossy().into_owned();
    let name = message.pointer("/target/name")?.as_str()?.to_owned();
    is_test.then_some(Program { room, name, executable })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn test_programs_are_told_from_libraries_and_binaries() {
        let manifest = shell::root().join("crates/store/Cargo.toml");
        let message = |test: bool| {
            json!({ "reason": "compiler-artifact", "manifest_path": manifest, "target": { "name": "inzage_store" },
                    "profile": { "test": test }, "executable": "/x/store-1" })
        };
        let found = program(&message(true)).unwrap();
        assert_eq!((found.room.as_str(), found.name.as_str()), ("crates/store", "inzage_store"));
        assert!(program(&message(false)).is_none());
        assert!(program(&json!({ "reason": "build-finished" })).is_none());
    }
}
