//! The second place: signed heads in files of their own, one an organisation. A database whose
//! newest lines were cut off (or that was put back to an older state) contradicts them. Keep the
//! folder, or a copy of it, where whoever can change the database cannot write.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, Write as _},
    path::{Path, PathBuf},
};

use inzage_domain::OrganisationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::segment::HeadKey;
use crate::{StoreError, time::micros};

/// Size at which a file becomes the older one of two.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The folder of witness files.
pub(crate) struct Witness(PathBuf);

#[derive(Serialize, Deserialize)]
struct Head {
    seq: i64,
    hash: String,
    at: i64,
    signature: String,
}

/// A line of a witness file that proves nothing.
pub(super) struct BadHead;

impl Witness {
    /// The witness in a folder, which is made when it is not there.
    pub(crate) fn new(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)?;
        Ok(Self(folder.to_owned()))
    }

    fn file(&self, organisation: OrganisationId, older: bool) -> PathBuf {
        self.0.join(format!("heads-{organisation}{}.jsonl", if older { ".1" } else { "" }))
    }

    /// Appends a signed head and waits until the disk has it.
    pub(super) async fn keep(
        &self,
        key: &HeadKey,
        organisation: OrganisationId,
        seq: i64,
        hash: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let at = micros(now);
        let signature = key.sign(&message(organisation, seq, hash, at));
        let head = Head { seq, hash: hex::encode(hash), at, signature: hex::encode(signature) };
        let mut text = serde_json::to_string(&head)
            .map_err(|_| StoreError::Inconsistent { table: "witness", what: "head" })?;
        text.push('\n');
        let (path, older) = (self.file(organisation, false), self.file(organisation, true));
        let written = tokio::task::spawn_blocking(move || -> std::io::Result<()> {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&path)?;
            if file.metadata()?.len() > LARGEST {
                std::fs::rename(&path, &older)?;
                file = std::fs::OpenOptions::new().create(true).append(true).open(&path)?;
            }
            file.write_all(text.as_bytes())?;
            file.sync_data()
        });
        written.await.map_err(|_| StoreError::Closing)??;
        Ok(())
    }

    /// The hashes that were witnessed, by place in the chain, and how many lines prove nothing.
    /// A half line at the end of a file, left by a crash, is passed over.
    pub(super) fn heads(
        &self,
        key: &HeadKey,
        organisation: OrganisationId,
    ) -> Result<(BTreeMap<i64, Vec<u8>>, usize), StoreError> {
        let mut heads = BTreeMap::new();
        let mut bad = 0;
        for older in [true, false] {
            let path = self.file(organisation, older);
            let file = match std::fs::File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
            };
            let mut lines = std::io::BufReader::new(file).split(b'\n').peekable();
            while let Some(line) = lines.next() {
                match read(key, organisation, &line?) {
                    Ok((seq, hash)) => {
                        heads.insert(seq, hash);
                    }
                    Err(BadHead) if lines.peek().is_none() && !ends_whole(&path)? => {}
                    Err(BadHead) => bad += 1,
                }
            }
        }
        Ok((heads, bad))
    }
}

fn ends_whole(path: &Path) -> std::io::Result<bool> {
    Ok(std::fs::read(path)?.last() == Some(&b'\n'))
}

fn read(key: &HeadKey, organisation: OrganisationId, line: &[u8]) -> Result<(i64, Vec<u8>), BadHead> {
    let head: Head = serde_json::from_slice(line).map_err(|_| BadHead)?;
    let hash = hex::decode(&head.hash).map_err(|_| BadHead)?;
    let signature = hex::decode(&head.signature).map_err(|_| BadHead)?;
    if key.verifies(&message(organisation, head.seq, &hash, head.at), &signature) {
        Ok((head.seq, hash))
    } else {
        Err(BadHead)
    }
}

fn message(organisation: OrganisationId, seq: i64, hash: &[u8], at: i64) -> Vec<u8> {
    let mut message = b"inzage log head 1".to_vec();
    message.extend_from_slice(organisation.uuid().as_bytes());
    message.extend_from_slice(&seq.to_be_bytes());
    message.extend_from_slice(&at.to_be_bytes());
    message.extend_from_slice(hash);
    message
}
