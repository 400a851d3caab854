//! Where a request comes from.

use std::net::IpAddr;

use actix_web::HttpRequest;
use runtime::http;

/// The address of the client, as the farthest of the `proxies` that stand before the gateway saw it. What a client says of
/// itself stands before what they add, and is not read.
pub(crate) fn of(request: &HttpRequest, proxies: usize) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let Some(rank) = proxies.checked_sub(1) else { return Some(peer) };
    let lists = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let said: Vec<_> = lists.flat_map(|list| list.split(',')).collect();
    let seen = said.iter().rev().nth(rank).and_then(|one| http::origine(one));
    Some(seen.unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn from(said: &str, proxies: usize) -> String {
        let request = TestRequest::default().peer_addr("10.0.0.1:4000".parse().unwrap());
        of(&request.insert_header(("X-Forwarded-For", said)).to_http_request(), proxies).unwrap().to_string()
    }

    #[test]
    fn a_client_says_nothing_of_where_it_comes_from() {
        assert_eq!(from("192.0.2.1", 0), "10.0.0.1", "no proxy: it is who is connected");
        assert_eq!(from("192.0.2.1, 198.51.100.7", 1), "198.51.100.7");
        assert_eq!(from("192.0.2.1, 198.51.100.7, 10.0.0.9", 2), "198.51.100.7");
        assert_eq!(from("192.0.2.1, 198.51.100.9:4711", 1), "198.51.100.9", "a proxy may add the port");
        assert_eq!(from("[2001:db8::3]:443, 10.0.0.9", 2), "2001:db8::3");
        assert_eq!(from("::ffff:198.51.100.9", 1), "198.51.100.9");
        assert_eq!(from("n'importe quoi", 1), "10.0.0.1");
        assert_eq!(from("198.51.100.7", 2), "10.0.0.1", "a proxy is missing");
    }
}
