//! Where a request really came from: the peer, or what a trusted proxy says of it.

use std::net::IpAddr;

use http::HeaderMap;

use crate::config::Network;

/// The origin of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The browser's address.
    pub address: IpAddr,
    /// Whether the browser came by HTTPS.
    pub https: bool,
}

/// Finds the origin. `X-Forwarded-For` is read from the right: the first address that is not a
/// trusted proxy is the browser's, whatever it wrote to the left of that itself.
pub fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Origin {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return Origin { address: peer.to_canonical(), https: false };
    }
    let mut address = peer;
    let chain: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for hop in chain.into_iter().rev() {
        let Ok(next) = hop.parse() else { break };
        address = next;
        if !is_trusted(address) {
            break;
        }
    }
    let https = headers
        .get_all("x-forwarded-proto")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
    Origin { address: address.to_canonical(), https }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::origin;

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let cases = [
            ("203.0.113.9", "198.51.100.1", "https", "203.0.113.9", false),
            ("10.0.0.1", "198.51.100.1", "https", "198.51.100.1", true),
            ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "https", "198.51.100.1", true),
            ("10.0.0.1", "1.1.1.1, nonsense, 10.0.0.2", "http", "10.0.0.2", false),
            ("10.0.0.1", "", "", "10.0.0.1", false),
            ("10.0.0.1", "198.51.100.1", "https, http", "198.51.100.1", false),
            ("::ffff:10.0.0.1", "2001:db8::1", "HTTPS", "2001:db8::1", true),
        ];
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        for (peer, forwarded, scheme, address, https) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
            headers.insert("x-forwarded-proto", HeaderValue::from_static(scheme));
            let found = origin(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(
                (found.address.to_string().as_str(), found.https),
                (address, https),
                "{peer} {forwarded}"
            );
        }
    }
}
