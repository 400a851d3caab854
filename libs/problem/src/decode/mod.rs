//! From the bytes of a request to a valid value, or to a problem that names every bad field.

mod brut;
mod faute;
mod lecteur;
mod textes;

use garde::Validate;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use self::{brut::Brut, faute::Faute, lecteur::Lecteur};
use crate::{FieldError, Problem, Slug};

/// Unknown fields that are told at once.
const INCONNUS: usize = 20;

/// Reads JSON. Text that is not JSON is a 400; JSON of the wrong shape, or with a text that the suite does not keep, is a
/// 422 that points at it. Texts come as the suite keeps them ([`kernel::saisie::texte`]).
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let Brut(mut value) = serde_json::from_slice(bytes).map_err(|error| illisible(&error))?;
    let mut errors = textes::nettoyer(&mut value);
    let read = lire(&mut value, &mut errors);
    match read {
        Some(read) if errors.is_empty() => Ok(read),
        _ => Err(Problem::invalid(errors)),
    }
}

/// What is no JSON, where it stops being some. A field that is told twice is named.
fn illisible(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let why = said.split(" at line ").next().filter(|_| error.is_data()).map(|why| format!(" : {why}"));
    let why = why.unwrap_or_default();
    let detail = format!("Le corps n'est pas du JSON valide (ligne {line}, colonne {column}){why}.");
    Problem::new(Slug::RequeteIllisible, detail)
}

/// Checks that a parameter of a request, at `pointer`, is a text that the suite keeps.
pub fn parametre(text: &str, pointer: &str) -> Result<(), FieldError> {
    textes::un(text, pointer)?;
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // No parameter is made of three numbers but a day.
    if text.split('-').count() == 3 && text.split('-').all(figures) && !lecteur::est_un_jour(text) {
        return Err(FieldError::new(pointer, "invalide", "attendu : une date (2026-02-12)"));
    }
    Ok(())
}

/// What is wrong with a parameter of a request, at `pointer`, as a library says it.
#[must_use]
pub fn parametre_illisible(message: &str, pointer: &str) -> FieldError {
    FieldError::new(pointer, "invalide", faute::en_francais(message))
}

/// A bound of texts that are read on one line: names, titles, places.
pub fn ligne<C>(text: &str, _: &C) -> garde::Result {
    if text.contains(['\n', '\t']) { Err(garde::Error::new("attendu : une seule ligne")) } else { Ok(()) }
}

/// A bound of the names of persons: one line, with a letter in it.
pub fn nom<C>(text: &str, context: &C) -> garde::Result {
    ligne(text, context)?;
    if text.chars().any(char::is_alphabetic) {
        Ok(())
    } else {
        Err(garde::Error::new("attendu : un nom, avec des lettres"))
    }
}

/// The value, read; what is wrong with it is told. Fields that nobody knows are put aside, so that they are all told.
fn lire<T: DeserializeOwned>(value: &mut Value, errors: &mut Vec<FieldError>) -> Option<T> {
    for _ in 0..=INCONNUS {
        let (faute, chemin) = match serde_path_to_error::deserialize::<_, T>(Lecteur(value)) {
            Ok(read) => return Some(read),
            Err(error) => (error.inner().clone(), pointer(error.path())),
        };
        let inconnu = matches!(faute, Faute::Inconnu(_));
        let place = match &faute {
            Faute::Absent(champ) => format!("{chemin}/{champ}"),
            Faute::Inconnu(_) | Faute::Dite(_) => chemin,
        };
        let known = errors.iter().any(|one| one.pointer == place);
        let removed = inconnu && oter(value, &place);
        if !known {
            errors.push(FieldError::new(place, faute.code(), faute.to_string()));
        }
        if !removed {
            break;
        }
    }
    None
}

/// Takes a field away; whether there was one.
fn oter(value: &mut Value, pointer: &str) -> bool {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return false };
    let object = value.pointer_mut(parent).and_then(Value::as_object_mut);
    object.is_some_and(|object| object.remove(&key.replace("~1", "/").replace("~0", "~")).is_some())
}

/// Checks the bounds declared on the type.
pub fn validate<T: Validate<Context = ()>>(value: &T) -> Result<(), Problem> {
    value.validate().map_err(|report| {
        let fields = report.iter().map(|(path, error)| {
            let pointer = format!("/{}", path.to_string().replace(['.', '['], "/").replace(']', ""));
            FieldError::new(pointer, "hors_bornes", en_francais(error.message()))
        });
        Problem::invalid(fields.collect())
    })
}

fn pointer(path: &Path) -> String {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", textes::echappe(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// What the bounds of a type say, which is in English.
fn en_francais(message: &str) -> String {
    let parts = [
        ("length is lower than ", "longueur minimale : "),
        ("length is greater than ", "longueur maximale : "),
        ("lower than ", "valeur minimale : "),
        ("greater than ", "valeur maximale : "),
        ("not a valid email", "adresse électronique invalide"),
        ("does not match pattern", "ne suit pas la forme attendue :"),
    ];
    parts.iter().fold(message.to_owned(), |text, (english, french)| text.replace(english, french))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use serde::Deserialize;

    use super::*;

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
    fn a_list_is_no_object() {
        let problem = problem(r#"[[{"age": 40}]]"#);
        assert_eq!((problem.status, problem.errors[0].pointer.as_str()), (422, ""));
        assert_eq!(problem.errors[0].detail, "type invalide : une liste ; attendu : un objet");
        let inside = decode::<Person>(br#"{"parents": [[40]]}"#).unwrap_err();
        assert_eq!(inside.errors[0].pointer, "/parents/0");
    }

    #[derive(Debug, Deserialize)]
    enum Sexe {
        #[serde(rename = "F")]
        Femme,
    }

    #[test]
    fn what_is_of_no_list_is_told_in_french() {
        for (text, detail) in [
            ("3", "type invalide : entier `3` ; attendu : une valeur de la liste"),
            (r#""X""#, "valeur inconnue : `X` ; attendu : `F`"),
            ("[]", "type invalide : une liste ; attendu : une valeur de la liste"),
        ] {
            assert_eq!(decode::<Sexe>(text.as_bytes()).unwrap_err().detail, detail, "{text}");
        }
        assert!(matches!(decode::<Sexe>(br#""F""#), Ok(Sexe::Femme)));
        assert_eq!(decode::<Sexe>(br#"{"F": 1}"#).unwrap_err().status, 422);
    }

    #[test]
    fn what_is_missing_is_pointed_at() {
        let problem = problem(r#"{"parents": [{}]}"#);
        assert_eq!(problem.errors[0].pointer, "/parents/0/age");
        assert_eq!(problem.errors[0].detail, "champ obligatoire absent : `age`");
    }

    #[test]
    fn all_that_nobody_knows_is_told_at_once_and_what_is_wrong_beside_it() {
        let problem =
            problem(r#"{"nir": "1", "parents": [{"age": 40, "nom": "a"}, {"age": -1}], "x\u0000": "b\u200bc"}"#);
        let told: Vec<_> = problem.errors.iter().map(|one| (one.pointer.as_str(), one.code.as_str())).collect();
        let expected =
            [("/x\0", "invalide"), ("/nir", "inconnu"), ("/parents/0/nom", "inconnu"), ("/parents/1/age", "invalide")];
        for one in expected {
            assert!(told.contains(&one), "{one:?} in {told:?}");
        }
    }

    #[test]
    fn a_name_with_spaces_around_is_another_name() {
        let problem = problem(r#"{" parents": [], "parents": []}"#);
        assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code.as_str()), ("/ parents", "inconnu"));
    }

    #[test]
    fn a_field_told_twice_is_refused() {
        assert!(problem(r#"{"parents": [], "parents": []}"#).detail.contains("champ en double"));
    }

    #[test]
    fn a_text_comes_as_the_suite_keeps_it() {
        let read: Vec<String> = decode(r#"["  Dia\u0301llo\u00a0", "\u202aun\r\ndeux"]"#.as_bytes()).unwrap();
        assert_eq!(read, ["Diállo", "un\ndeux"]);
        let refused = decode::<Vec<String>>(br#"["bon", "a\u0000b", "0026-01-01"]"#).unwrap_err();
        let told: Vec<_> = refused.errors.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!((refused.status, told), (422, vec!["/1", "/2"]));
    }

    #[test]
    fn a_day_is_written_whole() {
        assert!(decode::<(NaiveDate, DateTime<Utc>)>(br#"["2026-02-08", "2026-02-08T09:00:00+01:00"]"#).is_ok());
        for day in ["26-2-8", "4052-02-8", "2026-2-08", "2026-02-08T09:00:00Z"] {
            let refused = decode::<Vec<NaiveDate>>(format!("[\"{day}\"]").as_bytes()).unwrap_err();
            assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/0"), "{day}");
            assert!(refused.detail.ends_with("attendu : une date (2026-02-12)"), "{}", refused.detail);
        }
        assert_eq!(decode::<Vec<DateTime<Utc>>>(br#"["26-2-8T09:00:00Z"]"#).unwrap_err().status, 422);
        assert!(parametre("26-2-8", "/au").is_err());
        assert!(parametre("2026-02-08", "/au").is_ok());
    }

    #[test]
    fn broken_json_is_unreadable() {
        assert_eq!(problem("{").status, 400);
        assert_eq!(problem("{\n \"a").detail, "Le corps n'est pas du JSON valide (ligne 2, colonne 3).");
        assert_eq!(problem(r#"{"parents": []} {"#).status, 400);
    }
}
