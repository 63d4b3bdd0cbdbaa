//! The browser half: compiled with its own target folder (so that it never disturbs the host's), then packed into
//! `target/site` by `xtask/site`. Must be there before the server is compiled, which takes it in.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{fingerprint, node, shell, wasm};

/// How much work goes into the bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// quick to build
    Debug,
    /// small to load
    Release,
}

impl Mode {
    /// From the flag `--debug`.
    pub(crate) fn of(debug: bool) -> Self {
        if debug { Self::Debug } else { Self::Release }
    }

    /// Cargo's profile for the browser half.
    fn profile(self) -> &'static str {
        match self {
            Self::Debug => "dev",
            Self::Release => "wasm-release",
        }
    }

    /// The folder that cargo gives that profile.
    fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "wasm-release",
        }
    }
}

/// Where the packed files are.
pub(crate) fn folder() -> PathBuf {
    shell::target().join("site")
}

/// Where the browser half is compiled.
pub(crate) fn front() -> PathBuf {
    shell::target().join("front")
}

/// Builds what changed since the last time: nothing, the packing, or all.
pub(crate) fn build(mode: Mode) -> Result<()> {
    let began = Instant::now();
    let root = shell::root();
    let optimiser = node::wasm_opt().and_then(|script| Some((node::find()?.program, script)));
    let tools = format!("{} {:?}", mode.profile(), optimiser.is_some());

    let sources = [
        "app",
        "frontend",
        "crates/domain",
        "style",
        "xtask/site",
        "Cargo.toml",
        "Cargo.lock",
        ".cargo",
        "end2end/package-lock.json",
    ];
    let sources = fingerprint::of(&sources.map(|path| root.join(path)))?;
    let sources = fingerprint::of_text(&format!("{tools} {sources}"));
    let sources_stamp = shell::target().join("site.sources");
    if is_built(&sources_stamp, &sources) {
        println!("browser half: nothing changed");
        return Ok(());
    }

    let toolchain =
        wasm::find().context("no compiler here knows the WASM target: run `cargo xtask setup`")?;
    shell::run(
        toolchain
            .cargo()
            .args([
                "build",
                "--package",
                "inzage-frontend",
                "--target",
                wasm::TARGET,
                "--profile",
                mode.profile(),
                "--target-dir",
            ])
            .arg(front()),
    )?;
    let compiled = front().join(wasm::TARGET).join(mode.folder()).join("inzage_frontend.wasm");

    let inputs = [
        compiled.clone(),
        root.join("style"),
        root.join("xtask/site"),
        root.join("Cargo.lock"),
        root.join("end2end/package-lock.json"),
    ];
    let inputs = fingerprint::of_text(&format!("{tools} {}", fingerprint::of(&inputs)?));
    let inputs_stamp = shell::target().join("site.inputs");
    if !is_built(&inputs_stamp, &inputs) {
        shell::run(shell::cargo().args(["build", "--package", "xtask-site"]))?;
        if optimiser.is_none() {
            println!(
                "NOTICE: without Node and the package binaryen the WASM is not optimised: about twice the bytes (`cargo xtask setup`)"
            );
        }
        let mut tool = std::process::Command::new(shell::target().join("debug/xtask-site"));
        tool.arg("--wasm").arg(&compiled).arg("--style").arg(root.join("style")).arg("--out").arg(folder());
        if let Some((node, script)) = &optimiser {
            tool.arg("--node").arg(node).arg("--wasm-opt").arg(script);
        }
        if mode == Mode::Debug {
            tool.arg("--debug");
        }
        shell::run(&mut tool)?;
        fs::write(&inputs_stamp, &inputs)?;
    }
    fs::write(&sources_stamp, &sources)?;
    println!("browser half: ready in {}, {:.0} s", folder().display(), began.elapsed().as_secs_f64());
    Ok(())
}

fn is_built(stamp: &PathBuf, fingerprint: &str) -> bool {
    folder().join("manifest.json").exists()
        && fs::read_to_string(stamp).is_ok_and(|present| present == fingerprint)
}
