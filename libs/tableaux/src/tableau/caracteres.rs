//! In which characters a CSV without a mark was written: those in which most of its cells read.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The characters of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caracteres {
    /// UTF-8.
    Utf8,
    /// The Western code page of Windows.
    Occidental,
}

/// How many cells with accents read in one way, and in the other.
#[derive(Debug, Default)]
pub(super) struct Releve {
    utf8: u64,
    autres: u64,
}

impl Releve {
    pub(super) fn voir(&mut self, cellule: &[u8]) {
        match std::str::from_utf8(cellule) {
            _ if cellule.is_ascii() => {}
            Ok(_) => self.utf8 += 1,
            Err(_) => self.autres += 1,
        }
    }

    pub(super) const fn conclure(&self) -> Caracteres {
        if self.utf8 >= self.autres { Caracteres::Utf8 } else { Caracteres::Occidental }
    }
}

impl Caracteres {
    /// A cell as text. Nobody guesses one that was written otherwise than the rest: U+FFFD marks it.
    pub(super) fn lire(self, cellule: &[u8]) -> Cow<'_, str> {
        match (self, std::str::from_utf8(cellule)) {
            (Self::Occidental, Ok(text)) if !text.is_ascii() => {
                Cow::Owned(text.replace(|char: char| !char.is_ascii(), "\u{fffd}"))
            }
            (_, Ok(text)) => Cow::Borrowed(text),
            (Self::Utf8, Err(_)) => String::from_utf8_lossy(cellule),
            (Self::Occidental, Err(_)) => WINDOWS_1252.decode_without_bom_handling(cellule).0,
        }
    }
}
