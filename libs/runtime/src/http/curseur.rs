//! The cursors of lists, as clients hold them: sealed, for the sort key of a list may be a name.
//!
//! A cursor opens for the list and the territory that gave it. Its key is that of a period of thirty days, which it
//! names; it opens during that period and the next one, so that a walk that has begun goes on when the key changes.

use actix_web::{HttpRequest, http::header, web::Data};
use auth::Verifier;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use store::{Curseur, Db};

use crate::Cachet;

/// Seconds that a key seals for.
const PERIODE: i64 = 30 * 24 * 3600;

/// What is sealed is as long as a multiple of this: a cursor does not say how long a name is.
const BLOC: usize = 128;

/// Bytes that name the period of a cursor.
const RANG: usize = 4;

/// What opens the cursors of a request's list.
struct Liste {
    cachet: Data<Cachet>,
    /// The list, and the territory in which it is read.
    contexte: Vec<u8>,
    /// The period that runs.
    periode: u32,
}

impl Liste {
    /// `None` when nobody known asks.
    fn de(request: &HttpRequest) -> Option<Self> {
        let cachet: &Data<Cachet> = request.app_data()?;
        let claims = request.app_data::<Data<Verifier>>()?;
        let claims = claims.verify_header(request.headers().get(header::AUTHORIZATION)).ok()?;
        let seconds = request.app_data::<Data<Db>>()?.clock().now().timestamp();
        Some(Self {
            cachet: cachet.clone(),
            contexte: [claims.territoire.as_bytes().as_slice(), request.path().as_bytes()].concat(),
            periode: u32::try_from(seconds.div_euclid(PERIODE)).ok()?,
        })
    }

    fn sceller(&self, key: &str) -> Option<String> {
        let rang = self.periode.to_be_bytes();
        // Spaces after it are none of a JSON text.
        let padded =
            format!("{key:<width$}", width = key.len().next_multiple_of(BLOC) - (key.len() - key.chars().count()));
        let sealed = self.cachet.sceller(&[b"curseur", &rang], &self.contexte, padded.as_bytes()).ok()?;
        Some(URL_SAFE_NO_PAD.encode([rang.as_slice(), &sealed].concat()))
    }

    fn ouvrir(&self, text: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (rang, sealed) = bytes.split_first_chunk::<RANG>()?;
        let still = [Some(self.periode), self.periode.checked_sub(1)];
        if !still.contains(&Some(u32::from_be_bytes(*rang))) {
            return None;
        }
        let key = self.cachet.ouvrir(&[b"curseur", rang], &self.contexte, sealed).ok()?;
        String::from_utf8(key).ok().map(|key| key.trim_end().to_owned())
    }
}

/// The cursor that came with a request.
pub(super) fn ouvrir(request: &HttpRequest, text: &str) -> Curseur {
    let opened = Liste::de(request).and_then(|liste| liste.ouvrir(text));
    opened.map_or(Curseur::Etranger, Curseur::Ouvert)
}

/// The cursor of an answer, as its client will hold it.
pub(super) fn sceller(request: &HttpRequest, curseur: &Curseur) -> Option<String> {
    match curseur {
        Curseur::Ouvert(key) => Liste::de(request)?.sceller(key),
        Curseur::Scelle(text) => Some(text.clone()),
        Curseur::Etranger => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn liste(contexte: &str, periode: u32) -> Liste {
        Liste { cachet: Data::new(Cachet::new("secret", None)), contexte: contexte.into(), periode }
    }

    #[test]
    fn a_walk_goes_on_when_the_key_changes_and_ends_when_it_changes_again() {
        let text = liste("lyon/v1/participants", 7).sceller("\"Garnier\"").unwrap();
        let opened = |contexte, periode| liste(contexte, periode).ouvrir(&text);
        assert_eq!(opened("lyon/v1/participants", 7).unwrap(), "\"Garnier\"");
        assert_eq!(opened("lyon/v1/participants", 8).unwrap(), "\"Garnier\"");
        assert_eq!(opened("lyon/v1/participants", 9), None);
        assert_eq!(opened("lyon/v1/participants", 6), None, "of a period to come");
        assert_eq!(opened("lyon/v1/candidatures", 7), None, "another list");
        assert_eq!(opened("lille/v1/participants", 7), None, "another territory");
    }

    #[test]
    fn a_cursor_is_as_long_whatever_the_name() {
        let long = |key: &str| liste("lyon/v1/participants", 7).sceller(key).unwrap().len();
        assert_eq!(long("\"Xu\""), long("\"De La Rochefoucauld-Montmorency-Éléonore\""));
        let text = liste("lyon/v1/participants", 7).sceller("\"Éléonore \"").unwrap();
        assert_eq!(liste("lyon/v1/participants", 7).ouvrir(&text).unwrap(), "\"Éléonore \"");
    }

    #[test]
    fn nothing_of_the_sort_key_is_readable() {
        let text = liste("lyon/v1/participants", 7).sceller("\"Garnier\"").unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        assert!(!bytes.windows(7).any(|part| part == b"Garnier"));
        assert_ne!(liste("lyon/v1/participants", 7).sceller("\"Garnier\"").unwrap(), text, "nor recognisable");
    }
}
