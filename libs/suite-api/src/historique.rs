//! The history of what people edit.

use chrono::{DateTime, Utc};
use kernel::{ActeurId, RessourceId};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{Nomme, Noms};

/// A field before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChampModifie {
    /// The field, by its pointer in the resource.
    #[schema(example = "/telephone")]
    pub champ: String,
    /// What it said: null when it said nothing, absent when that was not kept.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present", default)]
    #[schema(value_type = Value)]
    pub avant: Option<Value>,
    /// The name of whom or what it named; absent when it names nobody that is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schema(example = "Claire Morel")]
    pub avant_nom: Option<String>,
    /// What it says since, in the same way.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present", default)]
    #[schema(value_type = Value)]
    pub apres: Option<Value>,
    /// The name of whom or what it names since, in the same way.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schema(example = "Marc Dubois")]
    pub apres_nom: Option<String>,
}

impl ChampModifie {
    /// A field, from `avant` to `apres`: each absent when it was not kept.
    #[must_use]
    pub const fn new(champ: String, avant: Option<Value>, apres: Option<Value>) -> Self {
        Self { champ, avant, avant_nom: None, apres, apres_nom: None }
    }
}

impl Nomme for ChampModifie {
    fn nommer(&mut self, noms: &mut Noms) {
        for (value, nom) in [(&self.avant, &mut self.avant_nom), (&self.apres, &mut self.apres_nom)] {
            noms.place(designe(value.as_ref()), nom);
        }
    }
}

/// Whom or what a value names, when it is an identifier.
fn designe(value: Option<&Value>) -> Option<RessourceId> {
    value.and_then(Value::as_str).and_then(|text| text.parse().ok())
}

/// A value that is there may be null.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A change of something that people edit, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangementDto {
    /// The version that it made, of what has versions.
    #[schema(example = 3)]
    pub version: Option<i32>,
    /// When.
    pub le: DateTime<Utc>,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// Why, when it was said.
    #[schema(example = "date lue sur la notification")]
    pub motif: Option<String>,
    /// What changed; of what was recorded for the first time, everything.
    pub champs: Vec<ChampModifie>,
}

impl Nomme for ChangementDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
        self.champs.nommer(noms);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_that_was_not_kept_is_absent_and_one_that_was_nothing_is_null() {
        let write = |avant| serde_json::to_value(ChampModifie::new("/nom".into(), avant, None)).unwrap();
        assert_eq!(write(None), json!({ "champ": "/nom" }));
        assert_eq!(write(Some(json!(null))), json!({ "champ": "/nom", "avant": null }));
        let read: ChampModifie = serde_json::from_value(json!({ "champ": "/nom", "avant": null })).unwrap();
        assert_eq!((read.avant, read.apres), (Some(json!(null)), None));
    }

    #[test]
    fn a_value_that_identifies_somebody_has_their_name_beside_it_and_another_one_has_none() {
        let marc = RessourceId::from_u128(7);
        let mut champ = ChampModifie::new("/animateur".into(), Some(json!("bureau 3")), Some(json!(marc)));
        let mut noms = Noms::connus([(marc, "Marc Dubois".to_owned())].into());
        champ.nommer(&mut noms);
        assert_eq!((champ.avant_nom.as_deref(), champ.apres_nom.as_deref()), (None, Some("Marc Dubois")));
    }
}
