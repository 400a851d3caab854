//! Bytes as people copy them.

use std::fmt::Write;

/// Lower-case hexadecimal, two characters a byte: how hashes are shown and kept.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
