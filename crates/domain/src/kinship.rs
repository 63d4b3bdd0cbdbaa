//! Who a member of the family is to the client: the last step of those who may represent an adult
//! (WGBO 7:465 lid 3).
//!
//! The law named parent, child, brother and sister; newer texts add grandparent and grandchild. Which
//! of them an organisation lets in is its policy.

use crate::role::stored_enum;

stored_enum! {
    /// Who somebody is to the client, by birth or adoption.
    Kinship {
        /// Father or mother.
        Parent = "parent",
        /// Son or daughter.
        Child = "child",
        /// Brother or sister.
        Sibling = "sibling",
        /// Grandfather or grandmother.
        Grandparent = "grandparent",
        /// Grandson or granddaughter.
        Grandchild = "grandchild",
    }
}

impl Kinship {
    /// Those whom the law named first; what a policy says that was kept before there was a choice.
    pub const FIRST_NAMED: [Self; 3] = [Self::Parent, Self::Child, Self::Sibling];

    /// Reads words with commas between them, as a form sends them; each counts once, in the order of
    /// [`Kinship::ALL`]. `None` for a word that is none.
    pub fn read_list(text: &str) -> Option<Vec<Self>> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        let chosen = words.map(Self::from_key).collect::<Option<Vec<_>>>()?;
        Some(Self::ALL.iter().copied().filter(|kinship| chosen.contains(kinship)).collect())
    }

    /// Words with commas between them, as [`Kinship::read_list`] reads them.
    pub fn write_list(list: &[Self]) -> String {
        list.iter().map(|kinship| kinship.key()).collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::Kinship::{self, Child, Grandchild, Grandparent, Parent, Sibling};

    #[test]
    fn a_list_is_read_in_one_order_and_refuses_what_it_does_not_know() {
        let cases = [
            ("", Some(vec![])),
            (" , ", Some(vec![])),
            ("child", Some(vec![Child])),
            ("sibling,child, parent", Some(vec![Parent, Child, Sibling])),
            ("child,child", Some(vec![Child])),
            (
                "parent,child,sibling,grandparent,grandchild",
                Some(vec![Parent, Child, Sibling, Grandparent, Grandchild]),
            ),
            ("child,neighbour", None),
            ("Child", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Kinship::read_list(text), expected, "{text}");
        }
        assert_eq!(Kinship::read_list(&Kinship::write_list(Kinship::ALL)).unwrap(), Kinship::ALL);
    }
}
