//! `If-Match`: nobody overwrites what somebody else changed meanwhile.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use problem::{Problem, Slug};

/// The version that the caller read, from `If-Match`, weak or not: what stands between may have compressed the answer,
/// and the version says which writing it was all the same. Required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiVersion(pub i32);

/// The version in a tag: that of a command is nothing else, that of a read has the print of what was shown after it.
fn lue(header: &str) -> Option<i32> {
    let tag = header.trim();
    let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    let (version, empreinte) = tag.split_once('-').unwrap_or((tag, ""));
    empreinte.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| version.parse().ok())?
}

impl FromRequest for SiVersion {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok()).and_then(lue);
        ready(version.map(Self).ok_or_else(|| {
            Problem::new(
                Slug::VersionRequise,
                "Indiquez dans If-Match la version lue (l'ETag de la dernière lecture), par exemple \"3\".",
            )
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_weak_or_not() {
        for text in ["\"2\"", "W/\"2\"", " \"2\" ", "2", "\"2-0badcafe\"", "W/\"2-0badcafe\""] {
            assert_eq!(lue(text), Some(2), "{text}");
        }
        for text in ["*", "", "w/\"2\"", "\"1\", \"2\"", "\"0badcafe\"", "\"2-0badcafe\", \"3\""] {
            assert_eq!(lue(text), None, "{text}");
        }
    }
}
