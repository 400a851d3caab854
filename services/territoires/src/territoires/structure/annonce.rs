//! What the other services are told of structures.

use events::annuaires::{Annonce, Fiche, Structure, annoncer};

use crate::territoires::structure::{domain, store as rows};

/// A structure that was added, or that changed.
pub(crate) const STRUCTURES: Annonce = Annonce {
    nature: Structure::NATURE,
    dire: |tx, ids| {
        Box::pin(async move {
            let found = rows::parmi(tx, &ids).await?.into_iter();
            let fiche = |one: domain::Structure| Structure {
                id: one.id,
                nom: one.contenu.nom,
                nature: one.contenu.nature,
                categorie: one.contenu.categorie,
                adresse: one.contenu.adresse.map(|one| one.lignes()).unwrap_or_default(),
            };
            let fiches: Vec<_> = found.map(fiche).collect();
            annoncer(tx, &fiches)
        })
    },
};
