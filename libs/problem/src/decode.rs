//! From the bytes of a request to a valid value, or to a problem that names every bad field.

use garde::Validate;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::{FieldError, Problem, Slug};

/// Reads JSON. Text that is not JSON is a 400; JSON of the wrong shape is a 422 that points at it.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let inner = error.inner();
        if inner.is_syntax() || inner.is_eof() {
            return Problem::new(Slug::RequeteIllisible, format!("Le corps n'est pas du JSON valide : {inner}"));
        }
        Problem::field(&pointer(error.path()), "invalide", in_french(&inner.to_string()))
    })?;
    reader.end().map_err(|error| {
        Problem::new(Slug::RequeteIllisible, format!("Le corps n'est pas du JSON valide : {error}"))
    })?;
    Ok(value)
}

/// Checks the bounds declared on the type.
pub fn validate<T: Validate<Context = ()>>(value: &T) -> Result<(), Problem> {
    value.validate().map_err(|report| {
        let fields = report.iter().map(|(path, error)| {
            let pointer = format!("/{}", path.to_string().replace(['.', '['], "/").replace(']', ""));
            FieldError::new(pointer, "hors_bornes", in_french(error.message()))
        });
        Problem::invalid(fields.collect())
    })
}

fn pointer(path: &Path) -> String {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// The libraries speak English; people read French. What is not recognised passes as it is.
fn in_french(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    let parts = [
        ("unknown field ", "champ inconnu : "),
        ("unknown variant ", "valeur inconnue : "),
        (", expected one of ", " ; attendu : "),
        (", expected ", " ; attendu : "),
        ("missing field ", "champ obligatoire absent : "),
        ("invalid type: ", "type invalide : "),
        ("invalid value: ", "valeur invalide : "),
        ("duplicate field ", "champ en double : "),
        ("length is lower than ", "longueur minimale : "),
        ("length is greater than ", "longueur maximale : "),
        ("lower than ", "valeur minimale : "),
        ("greater than ", "valeur maximale : "),
        ("not a valid email", "adresse électronique invalide"),
        ("premature end of input", "date incomplète"),
        ("input contains invalid characters", "caractères invalides dans la date"),
        ("input is out of range", "cette date n'existe pas"),
        ("trailing input", "caractères en trop"),
        ("does not match pattern", "ne suit pas la forme attendue :"),
        ("there are no fields", "aucun champ n'est attendu"),
        ("a string", "un texte"),
        ("an integer", "un entier"),
        ("integer ", "entier "),
        ("boolean ", "booléen "),
        ("a boolean", "un booléen"),
        ("string ", "texte "),
        ("null", "absent"),
    ];
    parts.iter().fold(message.to_owned(), |text, (english, french)| text.replace(english, french))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Person {
        #[expect(dead_code, reason = "only its presence is tested")]
        parents: Vec<Parent>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Parent {
        #[expect(dead_code, reason = "only its type is tested")]
        age: u8,
    }

    fn problem(text: &str) -> Problem {
        decode::<Person>(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_wrong_type_is_pointed_at() {
        let problem = problem(r#"{"parents": [{"age": 40}, {"age": "vieux"}]}"#);
        assert_eq!(problem.status, 422);
        assert_eq!(problem.errors[0].pointer, "/parents/1/age");
    }

    #[test]
    fn an_unknown_field_is_named_in_french() {
        let problem = problem(r#"{"parents": [], "nir": "1"}"#);
        assert_eq!(problem.status, 422);
        assert!(problem.detail.starts_with("champ inconnu : `nir`"), "{}", problem.detail);
    }

    #[test]
    fn broken_json_is_unreadable() {
        assert_eq!(problem("{").status, 400);
        assert_eq!(problem(r#"{"parents": []} {"#).status, 400);
    }
}
