//! Who may represent an adult who cannot decide alone, in the order of the law (WGBO 7:465 lid 3).

use crate::{Basis, role::stored_enum};

stored_enum! {
    /// A step of the order; the first goes before the others.
    Rank {
        /// Curator or mentor, appointed by a court.
        Court = "court",
        /// Authorised in writing by the client.
        Written = "written",
        /// Spouse, registered partner or life companion.
        Partner = "partner",
        /// Parent, child, brother or sister.
        Family = "family",
    }
}

/// Why somebody may not represent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRepresenting {
    /// This ground never gives a say about care: an administrator of goods, a member of the network.
    Never,
    /// Somebody on this ground is there, and goes before.
    After(Basis),
}

/// The step of a ground; `None` where it is not in the order.
pub const fn rank(basis: Basis) -> Option<Rank> {
    match basis {
        Basis::Curator | Basis::Mentor => Some(Rank::Court),
        Basis::Proxy => Some(Rank::Written),
        Basis::Partner => Some(Rank::Partner),
        Basis::Family => Some(Rank::Family),
        Basis::Own
        | Basis::FirstContact
        | Basis::SecondContact
        | Basis::NetworkMember
        | Basis::Parent
        | Basis::ParentWithoutAuthority
        | Basis::Guardian
        | Basis::Administrator => None,
    }
}

/// Whether somebody may represent an adult beside those who are there. Of one step there can be
/// several: brothers and sisters decide together.
pub fn may_represent(candidate: Basis, present: &[Basis]) -> Result<(), NotRepresenting> {
    let own = rank(candidate).ok_or(NotRepresenting::Never)?;
    let first = present.iter().copied().filter_map(|basis| Some((rank(basis)?, basis))).min();
    match first {
        Some((before, basis)) if before < own => Err(NotRepresenting::After(basis)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WGBO 7:465 lid 3: each step against each, and those who never do.
    #[test]
    fn whoever_comes_first_in_the_law_goes_before() {
        let order = [
            vec![Basis::Curator, Basis::Mentor],
            vec![Basis::Proxy],
            vec![Basis::Partner],
            vec![Basis::Family],
        ];
        for (place, step) in order.iter().enumerate() {
            for &candidate in step {
                assert_eq!(may_represent(candidate, &[]), Ok(()), "{candidate:?} alone");
                for (other_place, others) in order.iter().enumerate() {
                    for &other in others {
                        let expected =
                            if other_place < place { Err(NotRepresenting::After(other)) } else { Ok(()) };
                        assert_eq!(may_represent(candidate, &[other]), expected, "{candidate:?} {other:?}");
                    }
                }
            }
        }
        // The highest of several is named, and who is not in the order does not count.
        let present = [Basis::Own, Basis::Family, Basis::NetworkMember, Basis::Mentor, Basis::Partner];
        assert_eq!(may_represent(Basis::Partner, &present), Err(NotRepresenting::After(Basis::Mentor)));
        assert_eq!(may_represent(Basis::Family, &[Basis::Administrator, Basis::SecondContact]), Ok(()));
        for &never in Basis::ALL.iter().filter(|basis| !order.iter().flatten().any(|one| one == *basis)) {
            assert_eq!(may_represent(never, &[]), Err(NotRepresenting::Never), "{never:?}");
        }
    }
}
