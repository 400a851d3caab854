//! Tags of what is read (`ETag`): what did not change since is not sent again (`If-None-Match`, 304).

use actix_web::{
    HttpRequest,
    http::{
        Method,
        header::{EntityTag, Header, IfNoneMatch},
    },
};
use kernel::hexadecimal;
use sha2::{Digest, Sha256};

/// Bytes of the print in a tag.
const EMPREINTE: usize = 12;

/// The tag of what a GET shows: the version that `If-Match` will have to name, when people edit it, then a print of the
/// whole, for what is joined to it (a name, what the rules say today) changes without a new version.
pub(super) fn de(version: Option<i32>, corps: &[u8]) -> EntityTag {
    let empreinte = hexadecimal(Sha256::digest(corps).get(..EMPREINTE).unwrap_or_default());
    EntityTag::new_strong(version.map_or_else(|| empreinte.clone(), |version| format!("{version}-{empreinte}")))
}

/// Whether a request reads: only then does an answer have the tag of what it shows.
pub(super) fn lit(request: &HttpRequest) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Whether the caller has what bears this tag already, weak or not.
pub(super) fn connue(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|one| one.weak_eq(tag)),
        Err(_) => false,
    }
}
