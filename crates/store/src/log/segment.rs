//! Signed heads: closed segments in the database and copies in the witness file.
//!
//! Each second, and at the end, the head of every organisation that has grown is signed and
//! copied out; about every thousand lines a segment is closed.

use std::collections::HashMap;

use ed25519_dalek::{Signature, Signer as _, SigningKey};
use inzage_domain::OrganisationId;
use jiff::Timestamp;
use uuid::Uuid;

use super::{chain::BEGINNING, witness::Witness};
use crate::{
    StoreError,
    db::{Db, execute, fetch_all, fetch_optional},
    keys::{KeyStore, OrganisationKeys},
    seal::Key,
    time::micros,
    writer::Writer,
};

/// Lines after which a segment is closed.
const SEGMENT: i64 = 1000;

/// Signs heads. Comes from the first master key, which the database does not have; later ones wrap it.
pub(crate) struct HeadKey(SigningKey);

impl HeadKey {
    pub(crate) fn new(seed: &Key) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }
}

/// A closed part of the chain.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Segment {
    pub(super) number: i64,
    pub(super) first_seq: i64,
    pub(super) last_seq: i64,
    pub(super) previous_hash: Vec<u8>,
    pub(super) last_hash: Vec<u8>,
    pub(super) closed_at: i64,
    pub(super) signature: Vec<u8>,
}

impl Segment {
    pub(super) fn message(&self, organisation: OrganisationId) -> Vec<u8> {
        let mut message = b"inzage log segment 1".to_vec();
        message.extend_from_slice(organisation.uuid().as_bytes());
        for number in [self.number, self.first_seq, self.last_seq, self.closed_at] {
            message.extend_from_slice(&number.to_be_bytes());
        }
        message.extend_from_slice(&self.previous_hash);
        message.extend_from_slice(&self.last_hash);
        message
    }
}

/// All closed segments of an organisation in order.
pub(super) async fn segments(db: &Db, organisation: OrganisationId) -> Result<Vec<Segment>, StoreError> {
    fetch_all!(
        db,
        Segment,
        "SELECT number, first_seq, last_seq, previous_hash, last_hash, closed_at, signature FROM log_segment WHERE organisation = $1 ORDER BY number",
        organisation.uuid(),
    )
}

/// What a round of keeping heads needs.
pub(crate) struct Rounds<'a> {
    pub(crate) db: &'a Db,
    pub(crate) writer: &'a Writer,
    pub(crate) key: &'a HeadKey,
    pub(crate) witness: &'a Witness,
}

/// Copies out every head that has grown since `known`, and closes segments that are long enough
/// (or, at the `end`, any that has begun).
pub(crate) async fn keep_heads(
    rounds: &Rounds<'_>,
    known: &mut HashMap<Uuid, i64>,
    now: Timestamp,
    end: bool,
    keys: &KeyStore,
) -> Result<(), StoreError> {
    let heads = fetch_all!(
        rounds.db,
        (Uuid, i64, Vec<u8>),
        "SELECT organisation, seq, hash FROM log_head ORDER BY organisation"
    )?;
    for (id, seq, hash) in heads {
        let organisation = OrganisationId::from_uuid(id);
        let witnessed = known.get(&id) == Some(&seq);
        if seq == 0 || (witnessed && !end) {
            continue;
        }
        if !witnessed {
            rounds.witness.keep(rounds.key, organisation, seq, &hash, now).await?;
            known.insert(id, seq);
        }
        let last: Option<(i64, i64, Vec<u8>)> = fetch_optional!(
            rounds.db,
            (i64, i64, Vec<u8>),
            "SELECT number, last_seq, last_hash FROM log_segment WHERE organisation = $1 ORDER BY number DESC LIMIT 1",
            id,
        )?;
        let (number, closed, previous_hash) = last.unwrap_or((0, 0, BEGINNING.to_vec()));
        let grown = seq - closed;
        if grown >= SEGMENT || (end && grown > 0) {
            let mut segment = Segment {
                number: number + 1,
                first_seq: closed + 1,
                last_seq: seq,
                previous_hash,
                last_hash: hash,
                closed_at: micros(now),
                signature: Vec::new(),
            };
            segment.signature = rounds.key.sign(&segment.message(organisation)).to_vec();
            close(rounds.writer, keys.organisation(organisation).await?, organisation, segment).await?;
        }
    }
    Ok(())
}

/// Another instance may close the same segment at the same time: the first one stays.
async fn close(
    writer: &Writer,
    keys: std::sync::Arc<OrganisationKeys>,
    organisation: OrganisationId,
    segment: Segment,
) -> Result<(), StoreError> {
    writer
        .write(keys, (organisation, segment), |(organisation, segment), conn| {
            Box::pin(async move {
                execute!(
                    conn,
                    "INSERT INTO log_segment (organisation, number, first_seq, last_seq, previous_hash, last_hash, closed_at, signature) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organisation, number) DO NOTHING",
                    organisation.uuid(),
                    segment.number,
                    segment.first_seq,
                    segment.last_seq,
                    &segment.previous_hash,
                    &segment.last_hash,
                    segment.closed_at,
                    &segment.signature,
                )?;
                Ok(((), Vec::new()))
            })
        })
        .await
}
