//! Formatting and clippy, both halves, warnings denied. One test each: there is nothing to count inside.

use anyhow::Result;

use crate::tally::Tally;
use crate::{shell, site, wasm};

pub(super) fn format() -> Tally {
    Tally::of_check("format", shell::run(shell::cargo().args(["fmt", "--all", "--", "--check"])))
}

/// The host's crates, the packing program, and the browser half.
pub(super) fn clippy() -> Tally {
    let host = shell::run(shell::cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]));
    let mut tally = Tally::of_check("clippy", host);
    let packing = shell::run(shell::cargo().args([
        "clippy",
        "--package",
        "xtask-site",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]));
    tally.add(Tally::of_check("clippy of xtask-site", packing));
    tally.add(Tally::of_check("clippy of the browser half", browser_half()));
    tally
}

/// For the browser's target where its compiler brings clippy, otherwise the same code for the host's target. In
/// the browser half's own folder and profile, whose procedural macros are then built once.
fn browser_half() -> Result<()> {
    let toolchain = wasm::find();
    let mut cargo = match toolchain {
        Some(toolchain) if toolchain.has_clippy() => {
            let mut cargo = toolchain.cargo();
            cargo.args(["clippy", "--target", wasm::TARGET]);
            cargo
        }
        _ => {
            let mut cargo = shell::cargo();
            cargo.arg("clippy");
            cargo
        }
    };
    cargo
        .args(["--package", "inzage-frontend", "--profile", "wasm-release", "--target-dir"])
        .arg(site::front());
    shell::run(cargo.args(["--", "-D", "warnings"]))
}
