//! What a machine must have, how it is found, and how it gets there. Looking takes well under a second; nothing
//! is done that is done already.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::{machine, node, postgres, shell, wasm};

/// Something that a command needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// `cc`, for the linker and for SQLite's source
    Linker,
    /// clippy and rustfmt
    Lints,
    /// a compiler that knows `wasm32-unknown-unknown`
    Wasm,
    /// Node 20.19 or newer
    Node,
    /// what `end2end/package-lock.json` names
    NodePackages,
    /// a browser for the tests
    Chromium,
    /// the server's programs; each test run makes its own cluster
    Postgres,
    /// slow and failing disks for the bench and the tests
    Strace,
}

/// Everything.
pub(crate) const ALL: [Need; 8] = [
    Need::Linker,
    Need::Lints,
    Need::Wasm,
    Need::Node,
    Need::NodePackages,
    Need::Chromium,
    Need::Postgres,
    Need::Strace,
];
/// What building and running takes.
pub(crate) const FOR_BUILDING: [Need; 4] = [Need::Linker, Need::Wasm, Need::Node, Need::NodePackages];

impl Need {
    fn name(self) -> &'static str {
        match self {
            Self::Linker => "linker and C compiler",
            Self::Lints => "clippy and rustfmt",
            Self::Wasm => "WASM target",
            Self::Node => "Node",
            Self::NodePackages => "node packages",
            Self::Chromium => "Chromium",
            Self::Postgres => "PostgreSQL",
            Self::Strace => "strace",
        }
    }

    /// What was found, or nothing.
    fn find(self) -> Option<String> {
        match self {
            Self::Linker => shell::which("cc").map(|path| path.display().to_string()),
            Self::Lints => lints(),
            Self::Wasm => wasm::find().map(|toolchain| toolchain.name().to_owned()),
            Self::Node => node::find().map(|node| format!("{} ({})", node.version, node.program.display())),
            Self::NodePackages => node::packages_are_current().then(|| "end2end/node_modules".to_owned()),
            Self::Chromium => chromium().map(|path| path.display().to_string()),
            Self::Postgres => postgres::programs().map(|path| path.display().to_string()),
            Self::Strace => shell::which("strace").map(|path| path.display().to_string()),
        }
    }

    /// Debian's packages for it, where that is all there is to it.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Linker => &["gcc", "libc6-dev"],
            Self::Chromium => &["chromium", "fonts-liberation"],
            Self::Postgres => &["postgresql"],
            Self::Strace => &["strace"],
            Self::Lints | Self::Wasm | Self::Node | Self::NodePackages => &[],
        }
    }

    /// For who has to do it by hand.
    fn advice(self) -> &'static str {
        match self {
            Self::Linker => {
                "install a C compiler: on Debian `apt-get install gcc libc6-dev`, on Fedora `dnf install gcc`"
            }
            Self::Lints => "run `rustup component add clippy rustfmt`",
            Self::Wasm => {
                "run `rustup target add wasm32-unknown-unknown`; without rustup on Debian, as root: `cargo xtask setup` \
                 (it installs rustc-web, cargo-web, rust-web-src, rust-web-llvm and lld-22 and builds the standard library)"
            }
            Self::Node => {
                "install Node 20.19 or newer with npm: on Debian `apt-get install nodejs npm`, then `cargo xtask setup` again"
            }
            Self::NodePackages => "run `npm ci --ignore-scripts` in end2end/",
            Self::Chromium => "install Chromium and put it on PATH, or name it in the variable CHROMIUM",
            Self::Postgres => {
                "install PostgreSQL 15 or newer (the server; it need not run): on Debian `apt-get install postgresql`"
            }
            Self::Strace => "install strace (only the bench and the failing-disk tests use it)",
        }
    }

    fn install(self) -> Result<()> {
        match self {
            Self::Lints => shell::run(Command::new("rustup").args(["component", "add", "clippy", "rustfmt"])),
            Self::Wasm => wasm::install(),
            Self::Node => node::install(),
            Self::NodePackages => node::install_packages(),
            Self::Linker | Self::Chromium | Self::Postgres | Self::Strace => {
                if machine::can_install() {
                    machine::install(self.packages())
                } else {
                    bail!("not root on Debian")
                }
            }
        }
    }
}

/// `cargo xtask setup`.
pub(crate) fn command(check: bool) -> Result<ExitCode> {
    let mut missing = 0_u32;
    for need in ALL {
        match need.find() {
            Some(found) => println!("{:<22} {found}", need.name()),
            None if check => {
                missing += 1;
                println!("{:<22} MISSING: {}", need.name(), need.advice());
            }
            None => {}
        }
    }
    if check {
        return Ok(if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    ensure(&ALL)?;
    println!("this machine is ready");
    Ok(ExitCode::SUCCESS)
}

/// Brings what is missing. All of it is tried before the first failure is told, each with what to do by hand.
///
/// Node and its packages only make the browser half smaller when nothing is tested: without them a build goes on.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let optional =
        |need: Need| !needs.contains(&Need::Chromium) && matches!(need, Need::Node | Need::NodePackages);
    let mut failures = Vec::new();
    for &need in needs {
        if need.find().is_some() {
            continue;
        }
        println!("{}: missing, installing", need.name());
        let failure = match need.install() {
            Ok(()) if need.find().is_some() => continue,
            Ok(()) => "installed, but still not found".to_owned(),
            Err(error) => format!("{error:#}"),
        };
        if optional(need) {
            println!("  {failure}; going on without {}", need.name());
        } else {
            failures.push(format!("{}: {failure}\n    {}", need.name(), need.advice()));
        }
    }
    if failures.is_empty() { Ok(()) } else { bail!("this machine is not ready\n  {}", failures.join("\n  ")) }
}

/// Their version, if the compiler in use brings both.
fn lints() -> Option<String> {
    shell::read(shell::cargo().args(["fmt", "--version"])).ok()?;
    shell::read(shell::cargo().args(["clippy", "--version"])).ok()
}

/// The browser that the tests drive.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        return shell::is_executable(&named).then_some(named);
    }
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
        .into_iter()
        .find_map(shell::which)
}
