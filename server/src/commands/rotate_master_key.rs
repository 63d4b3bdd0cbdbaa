//! `inzage rotate-master-key`: another master key in place of the one in use.

use std::{
    fs,
    path::{Path, PathBuf},
};

use inzage_store::MasterKey;

use super::{Ending, person, runtime, say};
use crate::{
    cli::StoreArgs,
    opening::{Places, chance, write_private},
    problem::Problem,
};

/// Makes a new key beside the old one, puts every organisation's key under it, and only then lets it take
/// the old one's place. Broken off at any moment, the same command goes on.
pub fn run(arguments: &StoreArgs) -> Result<Ending, Problem> {
    let places = Places::of(arguments)?;
    let next = beside(&places.master_key_file);
    let rotated = runtime(4)?.block_on(async {
        let store = places.open_store(places.clock()).await?;
        let new = new_key(&places, &next)?;
        let operators: Vec<_> = store
            .organisations()
            .await?
            .iter()
            .map(|organisation| store.operator(organisation, &person("rotate-master-key")))
            .collect();
        let rotated = store.rotate_master_key(&operators, &places.master_key()?, &new).await?;
        store.close().await?;
        Ok::<_, Problem>(rotated)
    })?;
    replace(&next, &places.master_key_file)?;
    say(&format!(
        "{rotated} organisations are under the new master key, which is in {}",
        places.master_key_file.display()
    ));
    say("keep a copy of it in a safe place, and start every instance again: those that run have the old one");
    say("back-ups of the key store from before need the old key; they roll over within 30 days");
    Ok(Ending::Done)
}

/// Where the new key is until it takes its place.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".next");
    name.into()
}

/// The key of a rotation that was broken off, or a new one, kept on the disk before it is used.
fn new_key(places: &Places, next: &Path) -> Result<MasterKey, Problem> {
    if next.exists() {
        return Places { master_key_file: next.to_owned(), ..places.clone() }.master_key();
    }
    let new = MasterKey::generate(chance().as_ref());
    write_private(next, new.to_hex().as_bytes()).map_err(|error| cannot(next, &error))?;
    Ok(new)
}

/// Puts the new file in the old one's place, durably.
fn replace(next: &Path, file: &Path) -> Result<(), Problem> {
    fs::rename(next, file).map_err(|error| cannot(file, &error))?;
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| cannot(folder, &error))
}

fn cannot(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        format!("{} cannot be written: {error}", path.display()),
        "nothing is lost; check the folder's permissions and give the same command again",
    )
}
