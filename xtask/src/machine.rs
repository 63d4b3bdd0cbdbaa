//! Debian's packages, installed without questions.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// Whether packages can be installed here: Debian (or what descends from it), as root.
pub(crate) fn can_install() -> bool {
    Path::new("/etc/debian_version").exists() && shell::which("apt-get").is_some() && shell::is_root()
}

/// Installs packages; a second try where the first stops half-way, which mirrors do cause.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    println!("  installing {} (apt-get)", packages.join(" "));
    for _ in 0..2 {
        let fetched = shell::run(apt().args(["-qq", "update"]));
        let installed =
            shell::run(apt().args(["-qq", "-y", "install", "--no-install-recommends"]).args(packages));
        match installed {
            Ok(()) => return Ok(()),
            Err(error) => println!(
                "  {error:#}{}",
                fetched.map_or_else(|error| format!(" ({error:#})"), |()| String::new())
            ),
        }
    }
    bail!("apt-get could not install {}", packages.join(" "))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "Dpkg::Use-Pty=0"]);
    command
}
