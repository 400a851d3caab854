//! What the values of a table mean here, as a mapping says it.

use kernel::{Code, Id, IdInvalide};
use problem::FieldError;
use suite_api::ColonneImportee;

/// Characters of a value and of what it means, at most.
const CARACTERES: usize = 120;

fn valeurs(rang: usize) -> String {
    format!("/colonnes/{rang}/valeurs")
}

/// Translations that are longer than a value may be.
pub fn trop_longues<C: ColonneImportee>(colonnes: &[C]) -> impl Iterator<Item = FieldError> {
    let long = |text: &String| text.chars().count() > CARACTERES;
    colonnes.iter().enumerate().flat_map(move |(rank, column)| {
        let wrong = column.valeurs().iter().filter(move |(from, to)| long(from) || long(to));
        wrong.map(move |(from, _)| {
            let detail = format!("longueur maximale : {CARACTERES} caractères");
            FieldError::dans(&valeurs(rank), from, "hors_bornes", detail)
        })
    })
}

/// Whom or what the values of the columns of a field stand for, each with its pointer.
///
/// # Errors
/// When one of them is no identifier.
pub fn designes<C: ColonneImportee, K>(
    colonnes: &[C],
    champ: C::Champ,
) -> Result<Vec<(String, Id<K>)>, Vec<FieldError>> {
    let (mut named, mut errors) = (Vec::new(), Vec::new());
    let theirs = colonnes.iter().enumerate().filter(|(_, one)| one.champ().code() == champ.code());
    for (rank, column) in theirs {
        for (value, id) in column.valeurs() {
            match id.parse() {
                Ok(id) => named.push((format!("{}/{}", valeurs(rank), problem::echappe(value)), id)),
                Err(error) => {
                    errors.push(FieldError::dans(&valeurs(rank), value, "invalide", IdInvalide::to_string(&error)));
                }
            }
        }
    }
    if errors.is_empty() { Ok(named) } else { Err(errors) }
}
