//! A client: name and state of care.

use serde::{Deserialize, Serialize};

use crate::role::stored_enum;

stored_enum! {
    /// Whether somebody receives care now.
    CareState {
        /// In care.
        InCare = "in-care",
        /// Care has ended.
        Ended = "ended",
        /// The client has died.
        Died = "died",
    }
}

stored_enum! {
    /// Which family name a person uses (code list COD700; FHIR `assembly-order` NL1-NL4).
    NameUse {
        /// Own family name.
        Own = "NL1",
        /// The partner's.
        Partner = "NL2",
        /// The partner's, then one's own.
        PartnerOwn = "NL3",
        /// One's own, then the partner's.
        OwnPartner = "NL4",
    }
}

/// A person's name in the parts of the Dutch name information (zib NaamGegevens). Parts that are
/// not known are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientName {
    /// What one is called.
    pub given: String,
    /// Initials, such as `M.J.`.
    pub initials: String,
    /// Prefix of the own family name, such as `van de`.
    pub own_prefix: String,
    /// Own family name without its prefix.
    pub own: String,
    /// Prefix of the partner's family name.
    pub partner_prefix: String,
    /// The partner's family name without its prefix.
    pub partner: String,
    /// Which of the two is used; own when not known.
    pub name_use: Option<NameUse>,
}

impl ClientName {
    /// The family name as the person uses it: `de Wit-van Jansen`.
    pub fn family(&self) -> String {
        let join = |prefix: &str, name: &str| {
            if prefix.is_empty() { name.to_owned() } else { format!("{prefix} {name}") }
        };
        let own = join(&self.own_prefix, &self.own);
        let partner = join(&self.partner_prefix, &self.partner);
        if partner.is_empty() {
            return own;
        }
        if own.is_empty() {
            return partner;
        }
        match self.name_use.unwrap_or(NameUse::Own) {
            NameUse::Own => own,
            NameUse::Partner => partner,
            NameUse::PartnerOwn => format!("{partner}-{own}"),
            NameUse::OwnPartner => format!("{own}-{partner}"),
        }
    }

    /// The name on the screen: what one is called (or the initials) and the family name.
    pub fn full(&self) -> String {
        let first = if self.given.is_empty() { &self.initials } else { &self.given };
        [first.as_str(), &self.family()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientName, NameUse};

    #[test]
    fn the_family_name_follows_the_use_of_names() {
        let name = |name_use| ClientName {
            given: "Maria".into(),
            own_prefix: "van".into(),
            own: "Jansen".into(),
            partner_prefix: "de".into(),
            partner: "Wit".into(),
            name_use,
            ..ClientName::default()
        };
        let cases = [
            (None, "van Jansen"),
            (Some(NameUse::Own), "van Jansen"),
            (Some(NameUse::Partner), "de Wit"),
            (Some(NameUse::PartnerOwn), "de Wit-van Jansen"),
            (Some(NameUse::OwnPartner), "van Jansen-de Wit"),
        ];
        for (name_use, family) in cases {
            assert_eq!(name(name_use).family(), family);
        }
        assert_eq!(name(Some(NameUse::PartnerOwn)).full(), "Maria de Wit-van Jansen");
    }
}
