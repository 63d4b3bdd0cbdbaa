//! Chance as an argument.

/// Gives random bytes. The host passes the operating system's generator, a test its own.
pub trait Chance: Send + Sync {
    /// Fills the buffer with bytes that nobody can guess.
    fn fill(&self, buffer: &mut [u8]);
}

impl dyn Chance + '_ {
    /// A number below `bound` (at least 1), without bias.
    pub fn below(&self, bound: u32) -> u32 {
        let bound = bound.max(1);
        // The largest multiple of `bound`: numbers above it would favour the small remainders.
        let limit = u32::MAX - u32::MAX % bound;
        loop {
            let mut bytes = [0_u8; 4];
            self.fill(&mut bytes);
            let number = u32::from_le_bytes(bytes);
            if number < limit {
                return number % bound;
            }
        }
    }

    /// 32 random bytes: a session token, a form's key.
    pub fn token(&self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        self.fill(&mut bytes);
        bytes
    }
}
