//! `If-Match`: nobody overwrites what somebody else changed meanwhile.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use problem::{Problem, Slug};
use store::historique::Lues;

/// The versions of which the caller read one, from `If-Match` (RFC 9110, section 13.1.1): tags, weak or not, for what
/// stands between may have compressed the answer, and the version says which writing it was all the same; the version
/// alone; or `*`, by which they take whatever stands. Required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiVersion(pub Lues);

/// What the header says; `None` when it does not read. A tag without a version names none.
fn lire(header: &str) -> Option<Lues> {
    if header.trim() == "*" {
        return Some(Lues::Toutes);
    }
    let (mut rest, mut versions, mut told) = (header, Vec::new(), false);
    loop {
        rest = rest.trim_start_matches([',', ' ', '\t']);
        if rest.is_empty() {
            return told.then_some(Lues::Parmi(versions));
        }
        let (read, after) = etiquette(rest)?;
        versions.extend(read);
        (rest, told) = (after.trim_start(), true);
        if !(rest.is_empty() || rest.starts_with(',')) {
            return None;
        }
    }
}

/// The version of the first tag of a list, and what follows the tag.
fn etiquette(list: &str) -> Option<(Option<i32>, &str)> {
    let tag = list.strip_prefix("W/").unwrap_or(list);
    if let Some(opened) = tag.strip_prefix('"') {
        let (opaque, after) = opened.split_once('"')?;
        return Some((version(opaque), after));
    }
    // A version is taken without its quotes, and nothing else is.
    let (alone, after) = list.split_at_checked(list.find([',', ' ', '\t']).unwrap_or(list.len()))?;
    Some((Some(version(alone)?), after))
}

/// The version in a tag: that of a command is nothing else, that of a read has the print of what was shown after it.
fn version(opaque: &str) -> Option<i32> {
    let (version, empreinte) = opaque.split_once('-').unwrap_or((opaque, ""));
    let digits = version.bytes().all(|byte| byte.is_ascii_digit());
    (digits && empreinte.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| version.parse().ok())?
}

impl FromRequest for SiVersion {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let lines: Result<Vec<_>, _> = request.headers().get_all(header::IF_MATCH).map(|line| line.to_str()).collect();
        let lues = lines.ok().and_then(|lines| lire(&lines.join(",")));
        ready(lues.map(Self).ok_or_else(|| {
            Problem::new(
                Slug::VersionRequise,
                "Indiquez dans If-Match la version lue (l'ETag de la dernière lecture), par exemple \"3\".",
            )
        }))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn parmi(versions: &[i32]) -> Lues {
        Lues::Parmi(versions.to_vec())
    }

    #[test]
    fn a_version_is_read_weak_or_not_alone_or_in_a_list() {
        for text in ["\"2\"", "W/\"2\"", " \"2\" ", "2", "\"2-0badcafe\"", "W/\"2-0badcafe\"", ", \"2\" ,"] {
            assert_eq!(lire(text), Some(parmi(&[2])), "{text}");
        }
        assert_eq!(lire("\"1\", W/\"5-0badcafe\",3"), Some(parmi(&[1, 5, 3])));
        assert_eq!(lire("\"un, autre\", \"4\""), Some(parmi(&[4])), "a comma in a tag ends nothing");
        assert_eq!(lire(" * "), Some(Lues::Toutes));
    }

    #[test]
    fn a_tag_that_bears_no_version_is_read_and_names_none() {
        for text in ["\"0badcafe\"", "W/\"autre\"", "\"\"", "\"99999999999\"", "\"+2\""] {
            assert_eq!(lire(text), Some(parmi(&[])), "{text}");
        }
    }

    #[test]
    fn what_is_no_tag_does_not_read() {
        for text in ["", ",", "w/\"2\"", "deux", "\"2", "2\"", "\"2\" \"3\"", "\"2\", *", "W/2", "-1"] {
            assert_eq!(lire(text), None, "{text}");
        }
    }

    #[actix_web::test]
    async fn a_list_may_stand_on_several_lines() {
        let request = TestRequest::default().append_header(("If-Match", "\"1\"")).append_header(("If-Match", "\"6\""));
        assert_eq!(SiVersion::extract(&request.to_http_request()).await.unwrap().0, Lues::Parmi(vec![1, 6]));
        let without = TestRequest::default().to_http_request();
        assert_eq!(SiVersion::extract(&without).await.unwrap_err().status, 428);
    }
}
