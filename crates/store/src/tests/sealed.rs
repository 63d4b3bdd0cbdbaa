//! Whoever takes the database, its journal and the key store reads nothing in them.

use inzage_domain::Basis;

use super::{
    joining::{alone, desk},
    world::{World, demographics, on_sqlite, report, request},
};
use crate::NewClient;

/// What must not be found anywhere, neither as it is nor folded nor in UTF-16.
const SECRETS: [&str; 18] = [
    "Karin de Wit",
    "karin@example.nl",
    "687654321",
    "wim.bakker",
    "Dementiesyndroom",
    "Gewandeld met mevrouw",
    "Roodhart",
    "Wilhelmina",
    "999900018",
    "1963-09-18",
    "Lindelaan",
    "Verpleegkundige Bakker",
    "Mens client",
    "+31612345678",
    "612345678",
    "urn:oid:2.16.840.1.113883.2.4.3/geheim-7",
    "192.0.2.7",
    "Testbrowser",
];

/// The design's sealing: a stolen database or back-up is unreadable.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_files_have_none_of_the_texts_names_diagnoses_or_numbers() {
    on_sqlite(async |world: World| {
        let new = NewClient {
            demographics: demographics("Wilhelmina", "Roodhart", Some("999900018")),
            location: None,
        };
        world.store.create_client(&world.here.operator, new).await.unwrap();
        let permit = world.may_import(&world.here).await;
        let items = (0..40)
            .map(|number| {
                let text = format!("Gewandeld met mevrouw Roodhart; Dementiesyndroom besproken {number}");
                report(&format!("urn:oid:2.16.840.1.113883.2.4.3/geheim-7-{number}"), number, &text)
            })
            .collect();
        world.store.import_entries(&permit, items).await.unwrap();
        let (_, nurse) = world.log_in(&world.here, world.here.nurse_account).await;
        world
            .store
            .find_clients(&nurse, &crate::ClientQuery::Name("roodhart".into()), &request())
            .await
            .unwrap()
            .unwrap();
        world.store.flash_put(&world.here.organisation, b"holder", b"Dementiesyndroom").await.unwrap();
        let desk = desk(&world, &world.here, alone(&world, &world.here).await).await;
        let code = desk.code(&world, Basis::FirstContact, 1).await;
        let here = &world.here.organisation;
        let token = world.store.joining_begin(here, &code, None, &request()).await.unwrap().unwrap();
        world.store.joining_name(here, &token, "wim.bakker", &request()).await.unwrap();
        // First with everything in the WAL, then with everything in the main files.
        for closed in [false, true] {
            if closed {
                world.store.close().await.unwrap();
            }
            let mut looked_at = 0;
            for file in walk(world.folder.path()) {
                let bytes = std::fs::read(&file).unwrap();
                looked_at += bytes.len();
                let lower = bytes.to_ascii_lowercase();
                for secret in
                    SECRETS.into_iter().chain([code.signs(), code.written().as_str(), token.as_str()])
                {
                    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    let folded = secret.to_lowercase();
                    for needle in [secret.as_bytes(), folded.as_bytes(), &wide] {
                        assert!(
                            !contains(&bytes, needle) && !contains(&lower, needle),
                            "{secret} stands in {}",
                            file.display()
                        );
                    }
                }
            }
            assert!(looked_at > 100_000, "{looked_at} bytes");
        }
    })
    .await;
}

/// Destroying a key leaves no copy of it, wrapped as it was, in the key store's files.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_destroyed_key_is_gone_from_the_key_stores_files() {
    on_sqlite(async |world: World| {
        let rows = crate::db::fetch_all!(
            world.store.keys().db(),
            (Vec<u8>,),
            "SELECT wrapped FROM client_key WHERE client = $1",
            world.here.client.uuid(),
        )
        .unwrap();
        let wrapped = rows[0].0.clone();
        let is_there =
            || walk(world.folder.path()).iter().any(|file| contains(&std::fs::read(file).unwrap(), &wrapped));
        assert!(is_there());
        world.store.destroy_client_key(&world.here.operator, world.here.client).await.unwrap();
        assert!(!is_there());
    })
    .await;
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return false };
    bytes.iter().enumerate().any(|(at, byte)| byte == first && bytes[at..].starts_with(needle))
}
