//! Objects of which a field, `type`, says what the others are: they are put aside whole before they are read, so that
//! what is wrong with one of them is told of the object.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{essayer, faute::Faute, lecteur::Forme};
use crate::echappe;

/// The field that chooses.
const TYPE: &str = "type";
/// More fields than any choice has: beyond, the object is pointed at.
const CHAMPS: usize = 16;

/// The field of an object at fault, when it is one of several by its `type`: that without which the object is not
/// wrong, or wrong in another way.
pub(super) fn en_cause<T: DeserializeOwned>(
    value: &mut Value,
    forme: Forme,
    chemin: &str,
    faute: &Faute,
) -> Option<String> {
    let objet = value.pointer(chemin)?.as_object().filter(|objet| objet.contains_key(TYPE))?;
    let autres = objet.keys().filter(|champ| *champ != TYPE).take(CHAMPS).cloned();
    let champs: Vec<_> = autres.chain([TYPE.to_owned()]).collect();
    champs.into_iter().find_map(|champ| {
        let dit = value.pointer_mut(chemin)?.as_object_mut()?.remove(&champ)?;
        let sans = essayer::<T>(value, forme).err();
        let place = format!("{chemin}/{}", echappe(&champ));
        value.pointer_mut(chemin)?.as_object_mut()?.insert(champ, dit);
        let innocent = sans.is_some_and(|(autre, la)| la == chemin && autre == *faute);
        (!innocent).then_some(place)
    })
}
