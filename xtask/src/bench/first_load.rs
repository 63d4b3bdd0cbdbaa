//! Row 4: the bytes of WASM and script that a first visit loads, beside those of a hello-world; and those of a page
//! without them, as the running program sends them.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Goal, Line, measured};
use crate::{setup, site};

/// A hello-world with router, one resource and one server function, through the same tools (kB of 1000 bytes).
const HELLO_WORLD_KB: f64 = 148.0;

/// Counts what is packed, then asks the program for the rest.
pub(super) fn row(number: u32) -> Result<Vec<Line>> {
    setup::ensure(&setup::FOR_BUILDING)?;
    site::build(site::Mode::Release)?;
    let manifest = fs::read_to_string(site::folder().join("manifest.json"))?;
    let manifest: Value = serde_json::from_str(&manifest)?;
    let mut bytes = 0;
    for part in ["wasm", "script", "start"] {
        let path = manifest
            .get(part)
            .and_then(Value::as_str)
            .with_context(|| format!("the manifest names no {part}"))?;
        let file = site::folder().join(path.trim_start_matches('/'));
        let compressed = file.with_added_extension("br");
        let sent = if compressed.exists() { compressed } else { file };
        bytes += fs::metadata(&sent).with_context(|| format!("looking at {}", sent.display()))?.len();
    }
    let kilobytes = f64::from(u32::try_from(bytes)?) / 1000.0;
    let mut lines = vec![Line {
        what: "WASM + script, brotli".to_owned(),
        measured: format!("{kilobytes:.0} kB"),
        limit: format!("{HELLO_WORLD_KB:.0} kB (hello-world)"),
        ratio: kilobytes / HELLO_WORLD_KB,
        goal: Goal::AtMost(1.7),
    }];
    lines.extend(measured::row(number)?);
    Ok(lines)
}
