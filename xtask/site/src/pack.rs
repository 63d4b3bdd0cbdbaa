//! Hashed names, compressed copies, integrity values and the manifest.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};

/// Hexadecimal digits of the content's SHA-256 in a name: 64 bits, far more than a few dozen files need.
const NAME_DIGITS: usize = 16;

/// A file that was packed.
pub(crate) struct Asset {
    /// its name before: `favicon.svg`
    pub(crate) source: String,
    /// its name in the folder `pkg`: `favicon.0123456789abcdef.svg`
    pub(crate) name: String,
    /// `sha384-...`, as the attribute `integrity` wants it
    integrity: String,
}

impl Asset {
    /// The path in a page's address.
    pub(crate) fn path(&self) -> String {
        format!("/pkg/{}", self.name)
    }
}

/// Collects assets in a folder of its own, which takes the place of the real one at the end.
pub(crate) struct Packer {
    folder: PathBuf,
    debug: bool,
    integrity: Map<String, Value>,
}

impl Packer {
    /// Starts with an empty folder.
    pub(crate) fn new(folder: PathBuf, debug: bool) -> Result<Self> {
        fs::create_dir_all(folder.join("pkg")).context("making the folder pkg")?;
        Ok(Self { folder, debug, integrity: Map::new() })
    }

    /// Writes `stem.HASH.extension` and its compressed copies.
    pub(crate) fn add(&mut self, stem: &str, extension: &str, content: &[u8]) -> Result<Asset> {
        let digest = hex::encode(Sha256::digest(content));
        let hash = digest.get(..NAME_DIGITS).unwrap_or(&digest);
        let asset = Asset {
            source: format!("{stem}.{extension}"),
            name: format!("{stem}.{hash}.{extension}"),
            integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))),
        };
        self.write(&asset.name, content)?;
        self.integrity.insert(asset.path(), Value::String(asset.integrity.clone()));
        Ok(asset)
    }

    /// Writes a file whose name is fixed by the script that imports it (wasm-bindgen's snippets, which have a
    /// hash in their folder's name).
    pub(crate) fn add_as_named(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.write(name, content)
    }

    /// Writes the manifest and puts the new folder in the place of the old one. Where nothing differs the old
    /// one stays as it is, so that the server that embeds it need not be compiled again.
    pub(crate) fn finish(
        self,
        out: &Path,
        parts: &[(&str, &Asset)],
        fonts: &[Asset],
        statics: &[Asset],
    ) -> Result<()> {
        let mut manifest = Map::new();
        for (key, asset) in parts {
            manifest.insert((*key).to_owned(), Value::String(asset.path()));
        }
        manifest.insert("integrity".to_owned(), Value::Object(self.integrity));
        manifest.insert("fonts".to_owned(), fonts.iter().map(Asset::path).collect());
        let statics: Map<String, Value> =
            statics.iter().map(|asset| (asset.source.clone(), json!(asset.path()))).collect();
        manifest.insert("static".to_owned(), Value::Object(statics));
        manifest.insert("debug".to_owned(), Value::Bool(self.debug));
        let manifest = serde_json::to_string_pretty(&Value::Object(manifest))? + "\n";

        if fs::read_to_string(out.join("manifest.json")).is_ok_and(|present| present == manifest) {
            return Ok(());
        }
        fs::write(self.folder.join("manifest.json"), manifest)?;
        if out.exists() {
            fs::remove_dir_all(out).with_context(|| format!("removing the old {}", out.display()))?;
        }
        copy_folder(&self.folder, out)
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join("pkg").join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, content).with_context(|| format!("writing {name}"))?;
        if is_compressed_already(name) {
            return Ok(());
        }
        for (extension, compressed) in [("br", self.brotli(content)?), ("gz", self.gzip(content)?)] {
            if compressed.len() < content.len() {
                fs::write(path.with_added_extension(extension), compressed)?;
            }
        }
        Ok(())
    }

    fn brotli(&self, content: &[u8]) -> Result<Vec<u8>> {
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: if self.debug { 5 } else { 11 },
            lgwin: 24,
            size_hint: content.len(),
            ..Default::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)
            .context("compressing with brotli")?;
        Ok(compressed)
    }

    fn gzip(&self, content: &[u8]) -> Result<Vec<u8>> {
        let level = if self.debug { flate2::Compression::fast() } else { flate2::Compression::best() };
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
        encoder.write_all(content)?;
        encoder.finish().context("compressing with gzip")
    }
}

fn is_compressed_already(name: &str) -> bool {
    let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    ["woff2", "png", "jpg", "jpeg", "webp", "avif"].contains(&extension.as_ref())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("writing {}", target.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(folder: &Path, content: &str) -> Asset {
        let work = tempfile::tempdir().unwrap();
        let mut packer = Packer::new(work.path().join("site"), false).unwrap();
        let asset = packer.add("main", "css", content.as_bytes()).unwrap();
        packer.finish(folder, &[("style", &asset)], &[], &[]).unwrap();
        asset
    }

    #[test]
    fn a_name_follows_the_content_and_copies_lie_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let first = packed(&out, &"a { color: red }\n".repeat(40));
        assert!(out.join("pkg").join(&first.name).exists());
        assert!(out.join("pkg").join(format!("{}.br", first.name)).exists());
        assert!(out.join("pkg").join(format!("{}.gz", first.name)).exists());

        let second = packed(&out, "a { color: blue }");
        assert_ne!(first.name, second.name);
        assert!(!out.join("pkg").join(&first.name).exists(), "what was replaced is gone");
        let manifest: Value =
            serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["style"], second.path());
        assert_eq!(manifest["integrity"][second.path()], second.integrity);
    }

    #[test]
    fn an_equal_result_leaves_the_folder_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        packed(&out, "a { color: red }");
        let before = fs::metadata(out.join("manifest.json")).unwrap().modified().unwrap();
        packed(&out, "a { color: red }");
        assert_eq!(before, fs::metadata(out.join("manifest.json")).unwrap().modified().unwrap());
    }
}
