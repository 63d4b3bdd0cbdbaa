//! What is known of a client as a person, and what staff can find the client by.

use std::fmt;

use inzage_domain::{Bsn, ClientName, name_prefixes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::keys::OrganisationKeys;

/// Personal details of a client. Sealed with the client's key; `Debug` shows nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demographics {
    /// Name in its parts.
    pub name: ClientName,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Administrative gender (FHIR `male`, `female`, `other`, `unknown`), empty when not known.
    pub gender: String,
    /// Citizen service number.
    #[serde(with = "digits")]
    pub bsn: Option<Bsn>,
    /// Address, a line each.
    pub address: Vec<String>,
    /// Telephone as written.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

impl fmt::Debug for Demographics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Demographics(hidden)")
    }
}

mod digits {
    use inzage_domain::Bsn;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde's shape")]
    pub(super) fn serialize<S: Serializer>(bsn: &Option<Bsn>, to: S) -> Result<S::Ok, S::Error> {
        bsn.as_ref().map(Bsn::digits).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Bsn>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| Bsn::parse(&text).map_err(D::Error::custom)).transpose()
    }
}

/// The token of a BSN.
pub(crate) fn bsn_token(keys: &OrganisationKeys, bsn: &Bsn) -> Vec<u8> {
    keys.index.token("bsn", bsn.digits())
}

/// The token of a birth date.
pub(crate) fn birth_token(keys: &OrganisationKeys, date: Date) -> Vec<u8> {
    keys.index.token("birth date", &date.to_string())
}

/// The token of the folded beginning of a name.
pub(super) fn name_token(keys: &OrganisationKeys, prefix: &str) -> Vec<u8> {
    keys.index.token("name", prefix)
}

impl Demographics {
    /// Every token that leads to this client, each once.
    pub(super) fn tokens(&self, keys: &OrganisationKeys) -> Vec<Vec<u8>> {
        let name = &self.name;
        let mut tokens: Vec<Vec<u8>> =
            [&name.given, &name.own_prefix, &name.own, &name.partner_prefix, &name.partner]
                .into_iter()
                .flat_map(|part| name_prefixes(part))
                .map(|prefix| name_token(keys, &prefix))
                .collect();
        tokens.extend(self.bsn.as_ref().map(|bsn| bsn_token(keys, bsn)));
        tokens.extend(self.birth_date.map(|date| birth_token(keys, date)));
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_details_survive_storing_and_never_show_in_debug() {
        let known = Demographics {
            name: ClientName { given: "Anna".into(), own: "Jansen".into(), ..ClientName::default() },
            birth_date: Some(jiff::civil::date(1963, 9, 18)),
            bsn: Bsn::parse("999900006").ok(),
            ..Demographics::default()
        };
        let text = serde_json::to_string(&known).unwrap();
        assert_eq!(serde_json::from_str::<Demographics>(&text).unwrap(), known);
        assert_eq!(format!("{known:?}"), "Demographics(hidden)");
    }
}
