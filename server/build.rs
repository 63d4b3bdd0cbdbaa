//! Tells the program where `cargo xtask` has put the browser half: beside the folder of this build,
//! wherever `CARGO_TARGET_DIR` has laid that.

use std::{env, path::PathBuf};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    // TARGET/PROFILE/build/NAME/out, with a triple in between where one is named.
    let found =
        out.ancestors().map(|folder| folder.join("site")).find(|site| site.join("manifest.json").exists());
    let site = found.or_else(|| Some(out.ancestors().nth(4)?.join("site"))).unwrap_or_default();
    println!("cargo::rerun-if-changed={}", site.join("manifest.json").display());
    println!("cargo::rustc-env=INZAGE_SITE={}", site.display());
}
