//! Whether inputs changed: a hash over names and contents, because times of files change with every checkout.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The fingerprint of files and of all files in folders, in an order that does not depend on the disk. What is
/// absent counts as absent.
pub(crate) fn of(paths: &[PathBuf]) -> Result<String> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        hash.update(file.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hex::encode(hash.finalize()))
}

/// The fingerprint of one text.
pub(crate) fn of_text(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_contents_and_names_but_not_times() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = [folder.path().to_owned(), folder.path().join("absent")];
        fs::create_dir(folder.path().join("deeper")).unwrap();
        let file = folder.path().join("deeper/a");
        fs::write(&file, "one").unwrap();
        let first = of(&inputs).unwrap();
        fs::write(&file, "one").unwrap();
        assert_eq!(first, of(&inputs).unwrap());
        fs::write(&file, "two").unwrap();
        let second = of(&inputs).unwrap();
        assert_ne!(first, second);
        fs::rename(&file, folder.path().join("b")).unwrap();
        assert_ne!(second, of(&inputs).unwrap());
    }
}
