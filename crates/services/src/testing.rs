//! Clock and chance for tests.

use std::sync::atomic::{AtomicU64, Ordering};

use inzage_domain::Chance;

/// Bytes that never repeat and that a test can predict.
#[derive(Default)]
pub(crate) struct TestChance(AtomicU64);

impl Chance for TestChance {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            // An odd factor spreads the counter over all bits.
            let next = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            for (byte, value) in chunk.iter_mut().zip(next.to_le_bytes()) {
                *byte = value;
            }
        }
    }
}
