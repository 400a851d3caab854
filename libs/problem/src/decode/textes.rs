//! The texts of a body, wherever they stand: made those that the suite keeps, or refused where they are.

use std::borrow::Cow;

use kernel::saisie::{DERNIERE_ANNEE, PREMIERE_ANNEE, annee_admise, texte};
use serde_json::Value;

use crate::{FieldError, echappe};

/// Makes every text of a value one that the suite keeps, and tells those that cannot be.
pub(super) fn nettoyer(value: &mut Value) -> Vec<FieldError> {
    let mut errors = Vec::new();
    parcourir(value, &mut String::new(), &mut errors);
    errors
}

/// Tells the texts of a flat value that cannot be kept at all, and leaves them all as they were sent.
pub(super) fn tels_quels(value: &Value) -> Vec<FieldError> {
    let nul =
        value.as_object().into_iter().flatten().filter(|(_, one)| one.as_str().is_some_and(|text| text.contains('\0')));
    nul.map(|(key, _)| FieldError::dans("", key, "invalide", "caractère nul (U+0000) : retirez-le")).collect()
}

fn parcourir(value: &mut Value, pointer: &mut String, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(text) => match un(text, pointer).map(|kept| (*kept != *text).then(|| kept.into_owned())) {
            Ok(changed) => *text = changed.unwrap_or_else(|| std::mem::take(text)),
            Err(error) => errors.push(error),
        },
        Value::Array(all) => {
            for (rank, one) in all.iter_mut().enumerate() {
                sous(pointer, &rank.to_string(), |pointer| parcourir(one, pointer, errors));
            }
        }
        // A key is the name of a field, or what somebody looks it up by: it stays as it was sent.
        Value::Object(map) => map.retain(|key, one| {
            let refusal = texte(key).err();
            sous(pointer, &echappe(key), |pointer| match &refusal {
                None => parcourir(one, pointer, errors),
                Some(error) => errors.push(FieldError::new(&*pointer, "invalide", error.to_string())),
            });
            refusal.is_none()
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text, as it is kept.
fn un<'a>(text: &'a str, pointer: &str) -> Result<Cow<'a, str>, FieldError> {
    let kept = texte(text).map_err(|error| FieldError::new(pointer, "invalide", error.to_string()))?;
    if annee_admise(&kept) {
        return Ok(kept);
    }
    let detail = format!("attendu : une date entre {PREMIERE_ANNEE} et {DERNIERE_ANNEE}");
    Err(FieldError::new(pointer, "hors_bornes", detail))
}

fn sous(pointer: &mut String, part: &str, work: impl FnOnce(&mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(part);
    work(pointer);
    pointer.truncate(length);
}
