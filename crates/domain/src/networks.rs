//! Networks from which staff work (R91): a list of CIDR blocks, one a line; an empty list is
//! everywhere.

use std::{fmt, net::IpAddr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// Networks a list may have.
pub const MOST_NETWORKS: usize = 100;

/// A list of networks, IPv4 and IPv6.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Networks(Vec<IpNet>);

/// A line that is no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Which, from 1.
    pub number: usize,
    /// What stands there.
    pub text: String,
}

impl Networks {
    /// Reads a list as people type it: one network or address a line, empty lines do not count. The
    /// first line that is neither is named; so is the first of more than [`MOST_NETWORKS`].
    pub fn parse(text: &str) -> Result<Self, BadLine> {
        let mut found = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let network = network(line).filter(|_| found.len() < MOST_NETWORKS);
            let network = network.ok_or_else(|| BadLine { number: index + 1, text: line.to_owned() })?;
            if !found.contains(&network) {
                found.push(network);
            }
        }
        Ok(Self(found))
    }

    /// Whether there is no list: everywhere is good.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether staff may work from an internet address. What is no address is nowhere.
    pub fn allows(&self, address: &str) -> bool {
        let Ok(address) = address.parse::<IpAddr>() else { return self.is_empty() };
        let address = address.to_canonical();
        self.is_empty() || self.0.iter().any(|network| network.contains(&address))
    }
}

/// One network; an address alone is a network of one. What stands behind the prefix is dropped.
fn network(text: &str) -> Option<IpNet> {
    match text.parse::<IpNet>() {
        Ok(network) => Some(network.trunc()),
        Err(_) => text.parse::<IpAddr>().ok().map(|address| IpNet::from(address.to_canonical())),
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, network) in self.0.iter().enumerate() {
            write!(f, "{}{network}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{BadLine, MOST_NETWORKS, Networks};

    /// R91: both sides of each edge, in both families; an empty list is everywhere.
    #[test]
    fn an_address_is_in_a_network_or_not() {
        let cases = [
            ("", "203.0.113.9", true),
            ("\n  \n", "2001:db8::1", true),
            ("192.0.2.0/28", "192.0.2.0", true),
            ("192.0.2.0/28", "192.0.2.15", true),
            ("192.0.2.0/28", "192.0.2.16", false),
            ("192.0.2.0/28", "192.0.1.255", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("192.0.2.7/24", "192.0.2.200", true),
            ("192.0.2.0/24", "::ffff:192.0.2.9", true),
            ("::ffff:192.0.2.9", "192.0.2.9", true),
            ("2001:db8:1::/48", "2001:db8:1:ffff::1", true),
            ("2001:db8:1::/48", "2001:db8:2::1", false),
            ("2001:db8:1::/48", "192.0.2.1", false),
            ("192.0.2.0/24\n2001:db8::/32", "2001:db8::5", true),
            ("0.0.0.0/0", "2001:db8::5", false),
            ("192.0.2.0/24", "local", false),
            ("192.0.2.0/24", "", false),
        ];
        for (list, address, allowed) in cases {
            assert_eq!(Networks::parse(list).unwrap().allows(address), allowed, "{list:?} {address}");
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let cases = [
            ("192.0.2.0/33", 1, "192.0.2.0/33"),
            ("192.0.2.0/24\n\n 192.0.2 \n", 3, "192.0.2"),
            ("kantoor", 1, "kantoor"),
            ("2001:db8::/129", 1, "2001:db8::/129"),
            ("192.0.2.0/24 10.0.0.0/8", 1, "192.0.2.0/24 10.0.0.0/8"),
        ];
        for (list, number, text) in cases {
            assert_eq!(Networks::parse(list), Err(BadLine { number, text: text.to_owned() }), "{list}");
        }
        let many = |number: usize| {
            (0..number).map(|at| format!("10.{}.{}.0/24", at / 200, at % 200)).collect::<Vec<_>>().join("\n")
        };
        assert!(Networks::parse(&many(MOST_NETWORKS)).is_ok());
        let beyond = Networks::parse(&many(MOST_NETWORKS + 1)).unwrap_err();
        assert_eq!(beyond.number, MOST_NETWORKS + 1);
    }

    #[test]
    fn a_list_is_written_as_it_is_read() {
        let list = Networks::parse("192.0.2.9/24\r\n192.0.2.0/24\n2001:db8::1").unwrap();
        assert_eq!(list.to_string(), "192.0.2.0/24\n2001:db8::1/128");
        assert_eq!(Networks::parse(&list.to_string()).unwrap(), list);
        let kept = serde_json::to_string(&list).unwrap();
        assert_eq!(kept, "[\"192.0.2.0/24\",\"2001:db8::1/128\"]");
        assert_eq!(serde_json::from_str::<Networks>(&kept).unwrap(), list);
        assert!(serde_json::from_str::<Networks>("[\"x\"]").is_err());
    }
}
