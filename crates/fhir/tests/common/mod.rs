//! What the tests share: finding and reading the test data.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where its files are not as expected")]

use std::path::{Path, PathBuf};

use inzage_fhir::{Incoming, parse};

/// A folder of the shared test data, or `None` (with a line that says so) where it is absent.
pub fn test_data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../../shared/testdata")
        .join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: ../shared/testdata/{folder} is not here");
    None
}

#[allow(dead_code, reason = "not every test program walks through folders")]
/// The FHIR files of a folder, in order of name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json" || ending == "xml"))
        .collect();
    files.sort();
    files
}

pub fn read(path: &Path) -> Vec<Incoming> {
    parse(&std::fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
