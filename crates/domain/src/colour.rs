//! The colour of a record: whoever can open several tells them apart at a glance, too. Never the only
//! sign: the name and the ground stand beside it.

use crate::ClientId;

/// How many colours there are: `--tint-0` to `--tint-5` of the style's tokens.
pub const COLOURS: u8 = 6;

/// The client's own colour, below [`COLOURS`]: what staff see, and everybody whose other records leave
/// it free. Made of the id alone, so that it is the same for everybody and for good.
pub fn own_colour(client: ClientId) -> u8 {
    client.uuid().as_bytes().last().map_or(0, |byte| byte % COLOURS)
}

/// The colour of a record for somebody who has just been let in, and whose other records have `taken`
/// (one number a client): the client's own where it is free, else the lowest that is. Only where there
/// are more clients than colours does one come twice: one that is seen least.
pub fn free_colour(client: ClientId, taken: &[u8]) -> u8 {
    let own = own_colour(client);
    let times = |colour: &u8| taken.iter().map(|other| usize::from(other == colour)).sum::<usize>();
    std::iter::once(own).chain(0..COLOURS).min_by_key(times).unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{COLOURS, free_colour, own_colour};
    use crate::ClientId;

    fn client(last_byte: u8) -> ClientId {
        ClientId::from_uuid(Uuid::from_u128(u128::from(last_byte)))
    }

    #[test]
    fn a_client_has_one_colour_of_the_few() {
        for (byte, colour) in [(0, 0), (5, 5), (6, 0), (255, 3)] {
            assert_eq!(own_colour(client(byte)), colour, "{byte}");
        }
    }

    /// No two alike as long as there are enough; then the ones that are seen least come again.
    #[test]
    fn a_colour_is_free_as_long_as_one_is() {
        let cases: [(u8, &[u8], u8); 9] = [
            (4, &[], 4),
            (4, &[0, 1], 4),
            (4, &[4], 0),
            (4, &[4, 0, 1], 2),
            (4, &[0, 1, 2, 3, 4], 5),
            // All six are taken once: the client's own again.
            (4, &[0, 1, 2, 3, 4, 5], 4),
            (4, &[0, 1, 2, 3, 4, 5, 4], 0),
            (0, &[0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 5], 4),
            // What nobody here gives out counts for nothing.
            (1, &[200], 1),
        ];
        for (byte, taken, expected) in cases {
            assert_eq!(free_colour(client(byte), taken), expected, "{byte} beside {taken:?}");
        }
    }

    /// Whoever gets one client after the other, in any order of ids, never has two alike up to six.
    #[test]
    fn six_clients_have_six_colours_whatever_their_ids() {
        for step in 0..=u8::MAX {
            let mut taken: Vec<u8> = Vec::new();
            for turn in 0..COLOURS {
                let colour = free_colour(client(turn.wrapping_mul(step)), &taken);
                assert!(colour < COLOURS && !taken.contains(&colour), "{turn} of {step}: {taken:?}");
                taken.push(colour);
            }
        }
    }
}
