//! WASM into what a browser loads: wasm-bindgen's script beside it, `wasm-opt` over it, and the small module
//! that starts both (a file of its own, so that the page needs no inline script).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::pack::Asset;

/// What binaryen has to be told about today's WASM; `-Oz` because bytes are what a phone waits for.
///
/// Without its inlining: the compiler has done what helps, and more makes like functions unlike, which brotli
/// then packs worse (measured on this portal: 335 kB without, 370 kB with).
const WASM_OPT_FLAGS: [&str; 10] = [
    "-Oz",
    "--skip-pass=inlining-optimizing",
    "--skip-pass=inlining",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The two halves that belong together, and scripts that the first imports by name.
pub(crate) struct Bound {
    pub(crate) script: Vec<u8>,
    pub(crate) wasm: Vec<u8>,
    pub(crate) snippets: Vec<(String, Vec<u8>)>,
}

/// Runs wasm-bindgen and, where there is one, the optimiser (node and the script).
pub(crate) fn bind(
    wasm: &Path,
    work: &Path,
    optimiser: Option<(&Path, &Path)>,
    debug: bool,
) -> Result<Bound> {
    let out = work.join("bound");
    Bindgen::new()
        .input_path(wasm)
        .out_name("inzage")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .debug(debug)
        .keep_debug(debug)
        .remove_name_section(!debug)
        .remove_producers_section(!debug)
        .generate(&out)
        .with_context(|| format!("binding {}", wasm.display()))?;

    let bound = out.join("inzage_bg.wasm");
    let wasm = match optimiser {
        Some((node, wasm_opt)) if !debug => optimise(node, wasm_opt, &bound, &work.join("small.wasm"))?,
        _ => fs::read(&bound)?,
    };
    let mut snippets = Vec::new();
    collect(&out.join("snippets"), &out, &mut snippets)?;
    Ok(Bound { script: fs::read(out.join("inzage.js"))?, wasm, snippets })
}

/// The module that a page loads.
pub(crate) fn start(script: &Asset, wasm: &Asset) -> String {
    let (script, wasm) = (&script.name, &wasm.name);
    format!(
        "const wasm = fetch(new URL(\"./{wasm}\", import.meta.url));\n\
         import(\"./{script}\").then(async (half) => {{\n\
         await half.default({{ module_or_path: wasm }});\n\
         half.hydrate();\n\
         }});\n"
    )
}

fn optimise(node: &Path, wasm_opt: &Path, from: &Path, to: &Path) -> Result<Vec<u8>> {
    let status = Command::new(node)
        .arg(wasm_opt)
        .args(WASM_OPT_FLAGS)
        .arg(from)
        .arg("-o")
        .arg(to)
        .status()
        .context("starting wasm-opt")?;
    ensure!(status.success(), "wasm-opt ended with {status}");
    fs::read(to).context("reading what wasm-opt wrote")
}

fn collect(folder: &Path, base: &Path, into: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, base, into)?;
        } else {
            into.push((path.strip_prefix(base)?.to_string_lossy().into_owned(), fs::read(&path)?));
        }
    }
    Ok(())
}
