//! Packs the browser half: WASM and its script, style, fonts and static files, each with its content's hash in
//! its name and compressed copies beside it, and a manifest that says which is which.
//!
//! Apart from `xtask` because wasm-bindgen and the CSS bundler take a minute or two to compile. Run by
//! `cargo xtask build`; compiling the WASM itself is `xtask`'s work.

mod pack;
mod script;
mod style;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use crate::pack::{Asset, Packer};

/// Packs the browser half into a folder.
#[derive(Parser)]
struct Arguments {
    /// the WASM as the compiler left it
    #[arg(long)]
    wasm: PathBuf,
    /// folder with `main.css`, `fonts/` and `static/`
    #[arg(long)]
    style: PathBuf,
    /// folder to fill; what it held before is replaced
    #[arg(long)]
    out: PathBuf,
    /// node, to run `--wasm-opt` with
    #[arg(long, requires = "wasm_opt")]
    node: Option<PathBuf>,
    /// the script `wasm-opt` of the npm package binaryen; without it the WASM stays about twice as large
    #[arg(long, requires = "node")]
    wasm_opt: Option<PathBuf>,
    /// quick: no optimising, light compression, names kept
    #[arg(long)]
    debug: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let work = tempfile::tempdir().context("making a temporary folder")?;
    let mut packer = Packer::new(work.path().join("site"), arguments.debug)?;

    let optimiser = arguments.node.as_deref().zip(arguments.wasm_opt.as_deref());
    let bound = script::bind(&arguments.wasm, work.path(), optimiser, arguments.debug)?;
    let wasm = packer.add("inzage", "wasm", &bound.wasm)?;
    let main = packer.add("inzage", "js", &bound.script)?;
    let start = packer.add("start", "js", script::start(&main, &wasm).as_bytes())?;
    for (name, content) in &bound.snippets {
        packer.add_as_named(name, content)?;
    }

    let fonts = add_all(&mut packer, &arguments.style.join("fonts"), Some("woff2"))?;
    let statics = add_all(&mut packer, &arguments.style.join("static"), None)?;
    let css = style::bundle(&arguments.style.join("main.css"), arguments.debug)?;
    let css = style::point_at_packed(&css, &fonts, &statics)?;
    let style = packer.add("main", "css", css.as_bytes())?;

    packer.finish(
        &arguments.out,
        &[("script", &main), ("wasm", &wasm), ("style", &style), ("start", &start)],
        &fonts,
        &statics,
    )
}

/// Adds every file of a folder (all, or those with one extension), in the order of their names.
fn add_all(packer: &mut Packer, folder: &Path, extension: Option<&str>) -> Result<Vec<Asset>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let wanted = extension.is_none_or(|wanted| path.extension().is_some_and(|found| found == wanted));
        if path.is_file() && wanted {
            paths.push(path);
        }
    }
    paths.sort();
    let mut assets = Vec::new();
    for path in paths {
        let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        assets.push(packer.add(&stem, &extension, &content)?);
    }
    Ok(assets)
}
