//! Addresses of proxies, single (`10.0.0.7`) or as a range (`10.0.0.0/8`).

use std::{net::IpAddr, str::FromStr};

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u32,
}

/// A text that is no range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a range such as 10.0.0.0/8")]
pub struct NotANetwork;

/// The address as a number, with its width; IPv4 inside IPv6 counts as IPv4.
fn number(address: IpAddr) -> (u128, u32) {
    match address.to_canonical() {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
        IpAddr::V6(address) => (u128::from(address), 128),
    }
}

impl Network {
    /// Whether the address lies in the range.
    pub fn contains(&self, address: IpAddr) -> bool {
        let ((base, width), (other, other_width)) = (number(self.base), number(address));
        let shift = width - self.bits;
        width == other_width
            && (base.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0))
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let base: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let (_, width) = number(base);
        let bits = bits.map_or(Ok(width), str::parse).map_err(|_| NotANetwork)?;
        if bits > width {
            return Err(NotANetwork);
        }
        Ok(Self { base, bits })
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn a_range_holds_its_own_addresses_only() {
        let cases = [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::1", "::1", true),
            ("2001:db8::/32", "2001:db8:9::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
        ];
        for (range, address, inside) in cases {
            assert_eq!(
                range.parse::<Network>().unwrap().contains(address.parse().unwrap()),
                inside,
                "{range} {address}"
            );
        }
        for wrong in ["", "localhost", "10.0.0.0/33", "10.0.0.0/x", "::/129"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
