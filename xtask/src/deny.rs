//! `cargo xtask deny`: licences, banned crates, sources. Apart from `test`, because cargo-deny compiles long.

use std::process::ExitCode;

use anyhow::Result;

use crate::shell;

/// Installs cargo-deny where it is absent, then checks against deny.toml.
pub(crate) fn command(advisories: bool) -> Result<ExitCode> {
    if shell::which("cargo-deny").is_none() {
        println!("installing cargo-deny (it compiles for some minutes)");
        shell::run(shell::cargo().args(["install", "--locked", "cargo-deny"]))?;
    }
    let mut deny = shell::cargo();
    deny.args(["deny", "--all-features", "check", "bans", "licenses", "sources"]);
    if advisories {
        deny.arg("advisories");
    }
    shell::run(&mut deny)?;
    Ok(ExitCode::SUCCESS)
}
