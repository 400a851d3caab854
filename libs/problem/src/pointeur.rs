//! JSON pointers (RFC 6901).

/// A key, as a JSON pointer names it.
#[must_use]
pub fn echappe(cle: &str) -> String {
    cle.replace('~', "~0").replace('/', "~1")
}
