//! Where a request comes from, as proxies write it, and what of it is counted.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Bits of an IPv6 address that say whose it is: the others are its holder's to choose.
const RESEAU: u32 = 64;

/// An address as proxies write it, with the port from which it spoke or without. An IPv4 address written as an IPv6 one is
/// itself.
#[must_use]
pub fn origine(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let alone = || text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).parse().ok();
    let address = text.parse::<SocketAddr>().ok().map(|socket| socket.ip()).or_else(alone)?;
    Some(address.to_canonical())
}

/// Whom an address counts as: an IPv6 one is its network of 64 bits, of which one machine has every address.
#[must_use]
pub const fn compte_pour(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> RESEAU << RESEAU)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lue(text: &str) -> Option<String> {
        origine(text).map(|address| address.to_string())
    }

    #[test]
    fn an_address_is_read_with_its_port_or_without() {
        for (written, read) in [
            ("198.51.100.9", "198.51.100.9"),
            (" 198.51.100.9:4711 ", "198.51.100.9"),
            ("2001:db8::3", "2001:db8::3"),
            ("[2001:db8::3]", "2001:db8::3"),
            ("[2001:db8::3]:443", "2001:db8::3"),
            ("::ffff:203.0.113.5", "203.0.113.5"),
            ("[::ffff:203.0.113.5]:80", "203.0.113.5"),
        ] {
            assert_eq!(lue(written).as_deref(), Some(read), "{written}");
        }
        for unreadable in ["", "unknown", "198.51.100.9:", "198.51.100.9:70000", "[2001:db8::3", "_secret"] {
            assert_eq!(lue(unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn whoever_has_a_network_is_counted_once() {
        let compte = |text: &str| compte_pour(text.parse().unwrap()).to_string();
        assert_eq!(compte("2001:db8:7:9:aaaa::1"), compte("2001:db8:7:9:bbbb:3:2:1"));
        assert_eq!(compte("2001:db8:7:9:aaaa::1"), "2001:db8:7:9::");
        assert_ne!(compte("2001:db8:7:9::1"), compte("2001:db8:7:a::1"));
        assert_eq!(compte("::ffff:203.0.113.5"), "203.0.113.5");
        assert_eq!(compte("203.0.113.5"), "203.0.113.5");
    }
}
