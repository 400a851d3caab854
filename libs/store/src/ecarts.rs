//! What differs between two versions of something that people edit.

use serde_json::{Map, Value};
use suite_api::ChampModifie;

/// The fields that differ, each by its pointer: objects are looked into, lists are whole.
#[must_use]
pub fn ecarts(avant: &Value, apres: &Value) -> Vec<ChampModifie> {
    let mut found = Vec::new();
    comparer("", avant, apres, &mut found);
    found
}

fn comparer(at: &str, avant: &Value, apres: &Value, found: &mut Vec<ChampModifie>) {
    match (avant, apres) {
        (Value::Object(before), Value::Object(after)) => {
            let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
            for name in names {
                let value = |fields: &Map<_, _>| fields.get(name).cloned().unwrap_or_default();
                comparer(&format!("{at}/{name}"), &value(before), &value(after), found);
            }
        }
        (before, after) if before == after => {}
        (before, after) => {
            let (avant, apres) = (Some(before.clone()), Some(after.clone()));
            found.push(ChampModifie::new(at.to_owned(), avant, apres));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_told_where_it_stands() {
        let before = json!({ "nom": "Morel", "telephone": null, "adresse": { "voie": "rue A", "commune": "71076" } });
        let after = json!({ "nom": "Morel", "telephone": "06", "adresse": { "voie": "rue B", "commune": "71076" } });
        let told: Vec<_> = ecarts(&before, &after).into_iter().map(|one| (one.champ, one.avant, one.apres)).collect();
        let telephone = ("/telephone".to_owned(), Some(json!(null)), Some(json!("06")));
        let voie = ("/adresse/voie".to_owned(), Some(json!("rue A")), Some(json!("rue B")));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.contains(&telephone) && told.contains(&voie), "{told:?}");
    }
}
