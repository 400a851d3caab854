//! Which headers cross the gateway.

use actix_web::http::header::{HeaderMap, HeaderName};

/// Hop-by-hop headers (RFC 9110), which concern one connection, and those that the gateway sets itself
/// or that would let a client claim an identity.
const STOPPED: [&str; 21] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "host",
    "content-length",
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
    "traceparent",
    "x-remote-user",
    "x-user",
    "x-forwarded-user",
];

/// Prefixes under which somebody could claim to be somebody.
const STOPPED_PREFIXES: [&str; 5] = ["x-plie-", "x-territoire", "x-tenant", "x-auth-", "x-forwarded-"];

/// Whether a header of the request goes on to the service.
pub(crate) fn crosses(name: &HeaderName, connection: Option<&str>) -> bool {
    let name = name.as_str();
    !STOPPED.contains(&name)
        && !STOPPED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        && !connection.is_some_and(|listed| listed.split(',').any(|one| one.trim().eq_ignore_ascii_case(name)))
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

/// The trace of the client, continued, or a new one made of `id`.
pub(crate) fn traceparent(headers: &HeaderMap, id: u128) -> String {
    let inbound = headers.get("traceparent").and_then(|value| value.to_str().ok()).filter(|text| well_formed(text));
    let span =
        u64::try_from(id >> 64).unwrap_or_default() ^ u64::try_from(id & u128::from(u64::MAX)).unwrap_or_default();
    match inbound.and_then(|text| text.get(3..35)) {
        Some(trace) => format!("00-{trace}-{span:016x}-01"),
        None => format!("00-{id:032x}-{span:016x}-01"),
    }
}

fn well_formed(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [2, 32, 16, 2] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_claims_an_identity_by_a_header() {
        for name in ["x-plie-sujet", "x-territoire-id", "x-forwarded-for", "x-tenant-id", "x-auth-request-user", "host"]
        {
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

    #[test]
    fn a_trace_is_continued_and_nonsense_is_replaced() {
        let mut headers = HeaderMap::new();
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        headers.insert(HeaderName::from_static("traceparent"), trace.parse().unwrap());
        assert_eq!(&traceparent(&headers, 1)[3..35], "0af7651916cd43dd8448eb211c80319c");
        headers.insert(HeaderName::from_static("traceparent"), "00-zz".parse().unwrap());
        assert_eq!(&traceparent(&headers, 1)[3..35], "00000000000000000000000000000001");
    }
}
