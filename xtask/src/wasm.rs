//! Which compiler makes the browser half, and how it comes here.
//!
//! The compiler that builds the host is taken where it knows the target. Where rustup cannot fetch it, Debian's
//! `rustc-web` does: its own compiler in /usr/bin beside rustup's, for which the standard library is built once.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{machine, shell};

/// The target of the browser half.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// A compiler for the browser half.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// the one that builds the host
    Host,
    /// Debian's, in /usr/bin
    Debian,
}

impl Toolchain {
    /// How it is called on the screen.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Host => "by the host's compiler",
            Self::Debian => "by Debian's compiler in /usr/bin",
        }
    }

    /// Its `cargo`, in the repository.
    pub(crate) fn cargo(self) -> Command {
        let mut command = self.program("cargo");
        command.current_dir(shell::root());
        command
    }

    /// Whether it can lint: Debian's brings no clippy.
    pub(crate) fn has_clippy(self) -> bool {
        match self {
            Self::Host => true,
            Self::Debian => Path::new("/usr/bin/clippy-driver").exists(),
        }
    }

    fn program(self, name: &str) -> Command {
        match self {
            Self::Host => Command::new(name),
            Self::Debian => {
                let mut path = OsString::from("/usr/bin:");
                path.push(std::env::var_os("PATH").unwrap_or_default());
                let mut command = Command::new(format!("/usr/bin/{name}"));
                command.env("PATH", path);
                for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH"] {
                    command.env_remove(variable);
                }
                command
            }
        }
    }

    /// The truest look: an empty library is compiled for the target (a tenth of a second).
    fn works(self) -> bool {
        let Ok(folder) = tempfile::tempdir() else { return false };
        self.program("rustc")
            .args([
                "--target",
                TARGET,
                "--crate-type",
                "lib",
                "--crate-name",
                "probe",
                "--emit",
                "metadata",
                "--out-dir",
            ])
            .arg(folder.path())
            .arg("-")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// The first that works.
pub(crate) fn find() -> Option<Toolchain> {
    [Toolchain::Host, Toolchain::Debian].into_iter().find(|toolchain| toolchain.works())
}

/// rustup first, then Debian's way.
pub(crate) fn install() -> Result<()> {
    let mut tried = Vec::new();
    if shell::which("rustup").is_some() {
        println!("  rustup target add {TARGET}");
        match shell::run(Command::new("rustup").args(["target", "add", TARGET])) {
            Ok(()) if Toolchain::Host.works() => return Ok(()),
            Ok(()) => tried.push("rustup added the target, but the compiler does not find it".to_owned()),
            Err(error) => tried.push(format!("{error:#}")),
        }
    } else {
        tried.push("there is no rustup".to_owned());
    }
    if machine::can_install() {
        println!("  {}; trying Debian's compiler for the browser", tried.join("; "));
        machine::install(&DEBIAN_PACKAGES)?;
        if Toolchain::Debian.works() {
            return Ok(());
        }
        return build_standard_library();
    }
    tried.push("Debian's packages cannot be installed here (that takes root on Debian)".to_owned());
    bail!("{}", tried.join("; "))
}

/// Debian ships the standard library's source, not its build for this target: built in an empty crate and laid
/// where that compiler looks.
fn build_standard_library() -> Result<()> {
    println!("  building the standard library for {TARGET} (about a minute)");
    let toolchain = Toolchain::Debian;
    let folder = tempfile::tempdir()?;
    shell::run(
        toolchain
            .program("cargo")
            .args(["init", "--quiet", "--vcs", "none", "--lib", "--name", "probe", "."])
            .current_dir(folder.path()),
    )?;
    shell::run(
        toolchain
            .program("cargo")
            .args([
                "build",
                "--quiet",
                "--release",
                "-Z",
                "build-std=std,panic_abort,proc_macro",
                "--target",
                TARGET,
                "--target-dir",
                "target",
            ])
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("CARGO_TARGET_DIR")
            .current_dir(folder.path()),
    )?;
    let sysroot = PathBuf::from(shell::read(toolchain.program("rustc").args(["--print", "sysroot"]))?);
    let library = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    if library.exists() {
        // left by an older version of the compiler: two standard libraries would clash
        fs::remove_dir_all(&library).with_context(|| format!("removing the old {}", library.display()))?;
    }
    fs::create_dir_all(&library).with_context(|| format!("making {}", library.display()))?;
    for entry in fs::read_dir(folder.path().join("target").join(TARGET).join("release/deps"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "rlib") && !name.starts_with("libprobe") {
            fs::copy(&path, library.join(&name)).with_context(|| format!("copying {name}"))?;
        }
    }
    Ok(())
}
