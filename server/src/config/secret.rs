//! Values that must not be seen: read from files, never shown by `Debug`.

use std::{fmt, os::unix::fs::PermissionsExt, path::Path};

use super::ConfigError;

/// A secret text. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Reads the file that a key names; the line end after it does not count.
    pub fn from_file(key: &'static str, path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::SecretFile {
            key,
            path: path.to_owned(),
            source,
        })?;
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return Err(ConfigError::SecretEmpty { key, path: path.to_owned() });
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// A secret file that others than its owner can read.
#[derive(Debug, thiserror::Error)]
#[error(
    "key `{key}`: the file {path} can be read by others than its owner (mode {mode:04o}); make it private with `chmod 600 {path}` and start again"
)]
pub struct Readable {
    key: &'static str,
    path: String,
    mode: u32,
}

/// Refuses a file whose group or others have any permission.
///
/// # Errors
/// The file cannot be looked at, or its mode is too wide.
pub fn check_private(key: &'static str, path: &Path) -> Result<(), ConfigError> {
    let metadata = std::fs::metadata(path).map_err(|source| ConfigError::SecretFile {
        key,
        path: path.to_owned(),
        source,
    })?;
    let mode = metadata.permissions().mode() & 0o7777;
    let for_others = mode & 0o077;
    if for_others == 0 {
        Ok(())
    } else {
        Err(ConfigError::Readable(Readable { key, path: path.display().to_string(), mode }))
    }
}
