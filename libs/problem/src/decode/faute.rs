//! What is wrong with a value, in French.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// Why a value cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Faute {
    /// A field that must be told is not.
    Absent(&'static str),
    /// A field that nobody knows.
    Inconnu(String),
    /// Anything else.
    Dite(String),
}

impl Faute {
    /// The stable name of the mistake.
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Absent(_) => "absent",
            Self::Inconnu(_) => "inconnu",
            Self::Dite(_) => "invalide",
        }
    }
}

impl fmt::Display for Faute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent(champ) => write!(f, "champ obligatoire absent : `{champ}`"),
            Self::Inconnu(dite) | Self::Dite(dite) => f.write_str(dite),
        }
    }
}

impl std::error::Error for Faute {}

impl Error for Faute {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Dite(en_francais(&message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Dite(format!("type invalide : {} ; attendu : {}", trouve(&found), attendu(expected)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Dite(format!("valeur invalide : {} ; attendu : {}", trouve(&found), attendu(expected)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::Dite(format!("longueur invalide : {length} ; attendu : {}", attendu(expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::Dite(format!("valeur inconnue : `{variant}` ; attendu : {}", liste(expected)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        match expected {
            [] => Self::Inconnu(format!("champ inconnu : `{field}` ; aucun champ n'est attendu")),
            _ => Self::Inconnu(format!("champ inconnu : `{field}` ; attendu : {}", liste(expected))),
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Absent(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Dite(format!("champ en double : `{field}`"))
    }
}

fn liste(all: &[&str]) -> String {
    all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
}

fn trouve(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("booléen `{value}`"),
        Unexpected::Unsigned(value) => format!("entier `{value}`"),
        Unexpected::Signed(value) => format!("entier `{value}`"),
        Unexpected::Float(value) => format!("nombre `{value}`"),
        Unexpected::Char(value) => format!("texte `{value}`"),
        Unexpected::Str(value) => format!("texte `{value}`"),
        Unexpected::Unit | Unexpected::Option => "absent".to_owned(),
        Unexpected::Seq => "une liste".to_owned(),
        Unexpected::Map | Unexpected::NewtypeStruct => "un objet".to_owned(),
        Unexpected::Bytes(_)
        | Unexpected::Enum
        | Unexpected::UnitVariant
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant
        | Unexpected::StructVariant
        | Unexpected::Other(_) => "autre chose".to_owned(),
    }
}

/// What a type expects, which it says in English.
fn attendu(expected: &dyn Expected) -> String {
    let said = expected.to_string();
    let french = match said.as_str() {
        "a string" | "string" | "a borrowed string" | "a character" => "un texte",
        "a boolean" => "oui (true) ou non (false)",
        "i8" | "i16" | "i32" | "i64" | "isize" | "an integer" => "un entier",
        "u8" | "u16" | "u32" | "u64" | "usize" => "un entier positif",
        "f32" | "f64" | "a number" => "un nombre",
        "a sequence" => "une liste",
        "a map" => "un objet",
        "unit" => "rien",
        "a formatted date string" => "une date (2026-02-12)",
        "a formatted date and time string or a unix timestamp" | "an RFC 3339 formatted date and time string" => {
            "un instant (2026-02-12T09:00:00Z)"
        }
        "a formatted time string" => "une heure (09:00:00)",
        _ if said.starts_with("struct ") || said.starts_with("internally tagged") => "un objet",
        _ if said.starts_with("enum ") || said.starts_with("variant ") => "une valeur de la liste",
        _ if said.contains("Decimal") => "un nombre décimal, en texte (\"12.50\")",
        _ if said.contains("UUID") => "un identifiant",
        _ if said.starts_with("a tuple") || said.starts_with("an array") || said.starts_with("tuple") => "une liste",
        _ => return said,
    };
    french.to_owned()
}

/// What libraries say in English of a text that they cannot read. What the suite says is in French already.
pub(super) fn en_francais(message: &str) -> String {
    let parts = [
        ("premature end of input", "date ou heure incomplète"),
        ("input contains invalid characters", "caractères invalides dans la date ou l'heure"),
        ("input is out of range", "cette date n'existe pas"),
        ("trailing input", "caractères en trop"),
        ("no possible date and time matching input", "cette date n'existe pas"),
        ("missing field", "champ obligatoire absent :"),
        ("unknown field", "champ inconnu :"),
        ("duplicate field", "champ en double :"),
        ("unknown variant", "valeur inconnue :"),
        (", expected one of ", " ; attendu : "),
        (", expected ", " ; attendu : "),
        ("invalid digit found in string", "attendu : un nombre entier"),
        ("cannot parse integer from empty string", "attendu : un nombre entier"),
        ("number too large to fit in target type", "nombre trop grand"),
        ("number too small to fit in target type", "nombre trop petit"),
    ];
    parts.iter().fold(message.to_owned(), |text, (english, french)| text.replace(english, french))
}
