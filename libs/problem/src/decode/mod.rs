//! From the bytes of a request to a valid value, or to a problem that names every bad field.

mod brut;
mod choix;
mod faute;
mod lecteur;
mod textes;

use garde::Validate;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use self::{
    brut::Brut,
    faute::Faute,
    lecteur::{Forme, Lecteur},
};
use crate::{FieldError, Problem, Slug, echappe};

/// Unknown fields that are told at once.
const INCONNUS: usize = 20;

/// Reads JSON. Text that is not JSON is a 400; JSON of the wrong shape, or with a text that the suite does not keep, is a
/// 422 that points at it. Texts come as the suite keeps them ([`kernel::saisie::texte`]).
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut value = json(bytes)?;
    let errors = textes::nettoyer(&mut value);
    finir(value, Forme::Json, errors)
}

/// Reads JSON whose texts, passwords and codes, come as they were sent.
pub fn decode_tel_quel<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value = json(bytes)?;
    let errors = textes::tels_quels(&value);
    finir(value, Forme::Json, errors)
}

/// Reads the parameters of a query. What is wrong is pointed at as if they were the fields of an object.
pub fn parametres<T: DeserializeOwned>(dits: Vec<(String, String)>) -> Result<T, Problem> {
    let (mut value, mut errors) = objet(dits);
    errors.extend(textes::nettoyer(&mut value));
    finir(value, Forme::Mots, errors)
}

/// Reads a form, whose texts come as they were sent. A parameter without value is as one that is not told (RFC 6749, section 3.2).
pub fn formulaire<T: DeserializeOwned>(mut dits: Vec<(String, String)>) -> Result<T, Problem> {
    dits.retain(|(_, texte)| !texte.is_empty());
    let (value, mut errors) = objet(dits);
    errors.extend(textes::tels_quels(&value));
    finir(value, Forme::Mots, errors)
}

fn json(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(bytes).map(|Brut(value)| value).map_err(|error| illisible(&error))
}

/// What was told by name; a name that is told twice says two things.
fn objet(dits: Vec<(String, String)>) -> (Value, Vec<FieldError>) {
    let (mut fields, mut errors) = (Map::new(), Vec::new());
    for (nom, texte) in dits {
        if fields.contains_key(&nom) {
            errors.push(FieldError::dans("", &nom, "invalide", format!("paramètre en double : `{nom}`")));
        } else {
            fields.insert(nom, texte.into());
        }
    }
    (fields.into(), errors)
}

/// The value, if nothing is wrong with it.
fn finir<T: DeserializeOwned>(mut value: Value, forme: Forme, mut errors: Vec<FieldError>) -> Result<T, Problem> {
    match lire(&mut value, forme, &mut errors) {
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
fn lire<T: DeserializeOwned>(value: &mut Value, forme: Forme, errors: &mut Vec<FieldError>) -> Option<T> {
    for _ in 0..=INCONNUS {
        let (faute, chemin) = match essayer::<T>(value, forme) {
            Ok(read) => return Some(read),
            Err(refus) => refus,
        };
        let inconnu = matches!(faute, Faute::Inconnu(_));
        let place = match &faute {
            Faute::Absent(champ) => format!("{chemin}/{champ}"),
            Faute::Inconnu(_) | Faute::Dite(_) => choix::en_cause::<T>(value, forme, &chemin, &faute).unwrap_or(chemin),
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

/// The value, or what is wrong with it first, and where.
fn essayer<T: DeserializeOwned>(value: &Value, forme: Forme) -> Result<T, (Faute, String)> {
    serde_path_to_error::deserialize(Lecteur(value, forme)).map_err(|error| {
        let chemin = pointer(error.path());
        (error.into_inner(), chemin)
    })
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
            Segment::Map { key } => Some(format!("/{}", echappe(key))),
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

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Page {
        limite: Option<i64>,
        clos: Option<bool>,
        nom: Option<String>,
    }

    fn page(dits: &[(&str, &str)]) -> Result<Page, Problem> {
        parametres(dits.iter().map(|(nom, texte)| ((*nom).to_owned(), (*texte).to_owned())).collect())
    }

    #[test]
    fn a_parameter_is_a_text_that_may_say_a_number() {
        let read = page(&[("limite", "50"), ("clos", "true"), ("nom", " 12 ")]);
        assert_eq!(read.unwrap(), Page { limite: Some(50), clos: Some(true), nom: Some("12".to_owned()) });
        for (wrong, detail) in [
            (("limite", "1e3"), "type invalide : texte `1e3` ; attendu : un entier"),
            (("limite", "99999999999999999999"), "type invalide : texte `99999999999999999999` ; attendu : un entier"),
            (("clos", "oui"), "type invalide : texte `oui` ; attendu : oui (true) ou non (false)"),
            (("nom", "a\0b"), "caractère invisible ou de commande (U+0000) en position 2 : retirez-le"),
        ] {
            let refused = page(&[wrong]).unwrap_err();
            assert_eq!((refused.status, refused.errors[0].pointer.clone()), (422, format!("/{}", wrong.0)));
            assert_eq!(refused.errors[0].detail, detail);
        }
        assert_eq!(page(&[("nom", "a"), ("nom", "b")]).unwrap_err().errors[0].pointer, "/nom");
    }

    #[test]
    fn a_password_comes_as_it_was_sent() {
        let read: Page = decode_tel_quel(r#"{"nom": " \u202ea "}"#.as_bytes()).unwrap();
        assert_eq!(read.nom.as_deref(), Some(" \u{202e}a "));
        let form: Page = formulaire(vec![("nom".to_owned(), " a ".to_owned())]).unwrap();
        assert_eq!(form.nom.as_deref(), Some(" a "));
        let refused = decode_tel_quel::<Page>(br#"{"nom": "a\u0000b"}"#).unwrap_err();
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/nom"));
    }

    #[test]
    fn what_is_too_long_to_be_told_is_cut() {
        let refused = page(&[("limite", &"9".repeat(5000))]).unwrap_err();
        assert!(refused.detail.len() < 200, "{}", refused.detail);
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
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
    enum Nature {
        Cdd {
            #[expect(dead_code, reason = "only its type is tested")]
            fin: NaiveDate,
            #[expect(dead_code, reason = "only its type is tested")]
            heures: u8,
        },
    }

    #[test]
    fn what_is_wrong_in_an_object_chosen_by_its_type_is_pointed_at() {
        for (body, told) in [
            (r#"[{"type": "cdd", "fin": "2026-02-30", "heures": 35}]"#, vec!["/0/fin"]),
            (r#"[{"type": "cdd", "fin": "2026-02-28", "heures": "douze"}]"#, vec!["/0/heures"]),
            (r#"[{"type": "cdd", "fin": "2026-02-28"}]"#, vec!["/0/heures"]),
            (r#"[{"type": "cdd", "fin": "2026-02-28", "heures": 1, "x": 1, "a/b": 2}]"#, vec!["/0/a~1b", "/0/x"]),
            (r#"[{"type": "stage", "fin": "2026-02-28", "heures": 1}]"#, vec!["/0/type"]),
            (r#"[{"type": 3}]"#, vec!["/0/type"]),
            (r#"[{"fin": "2026-02-28", "heures": 1}]"#, vec!["/0/type"]),
        ] {
            let refused = decode::<Vec<Nature>>(body.as_bytes()).unwrap_err();
            let mut places: Vec<_> = refused.errors.iter().map(|one| one.pointer.as_str()).collect();
            places.sort_unstable();
            assert_eq!(places, told, "{body}: {}", refused.detail);
        }
    }

    #[test]
    fn broken_json_is_unreadable() {
        assert_eq!(problem("{").status, 400);
        assert_eq!(problem("{\n \"a").detail, "Le corps n'est pas du JSON valide (ligne 2, colonne 3).");
        assert_eq!(problem(r#"{"parents": []} {"#).status, 400);
    }
}
