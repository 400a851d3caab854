//! Which headers cross the gateway.

use actix_web::http::header::HeaderName;

/// Hop-by-hop headers (RFC 9110), which concern one connection, and those that the gateway sets itself
/// or that would let a client claim an identity.
fn stopped(name: &str) -> bool {
    matches!(
        name,
        "connection"
            | "keep-alive"
            | "proxy-authenticate"
            | "proxy-authorization"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
            | "host"
            | "content-length"
            | "forwarded"
            | "x-real-ip"
            | "x-request-id"
            | "traceparent"
            | "x-remote-user"
            | "x-user"
    )
}

/// Prefixes under which somebody could claim to be somebody.
const STOPPED_PREFIXES: [&str; 5] = ["x-plie-", "x-territoire", "x-tenant", "x-auth-", "x-forwarded-"];

/// Whether a header of the request goes on to the service.
pub(crate) fn crosses(name: &HeaderName, connection: Option<&str>) -> bool {
    let name = name.as_str();
    let claimed = || name.starts_with("x-") && STOPPED_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    let listed = |list: &str| list.split(',').any(|one| one.trim().eq_ignore_ascii_case(name));
    !(stopped(name) || claimed() || connection.is_some_and(listed))
}

/// Whether a header of the answer goes back to the client.
pub(crate) fn returns(name: &str) -> bool {
    !matches!(
        name,
        "connection"
            | "keep-alive"
            | "proxy-authenticate"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
            | "content-length"
            | "server"
            | "x-request-id"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_claims_an_identity_by_a_header() {
        for name in [
            "x-plie-sujet",
            "x-territoire-id",
            "x-forwarded-for",
            "x-forwarded-user",
            "x-tenant-id",
            "x-auth-request-user",
            "host",
        ] {
            assert!(!crosses(&HeaderName::from_bytes(name.as_bytes()).unwrap(), None), "{name}");
        }
        for name in ["authorization", "idempotency-key", "if-match", "content-type", "accept-language"] {
            assert!(crosses(&HeaderName::from_bytes(name.as_bytes()).unwrap(), None), "{name}");
        }
    }

    #[test]
    fn what_connection_lists_stops_here() {
        let name = HeaderName::from_static("x-private");
        assert!(crosses(&name, None));
        assert!(!crosses(&name, Some("close, X-Private")));
    }
}
