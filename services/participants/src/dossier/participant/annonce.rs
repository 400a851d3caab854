//! What the other services are told of persons.

use events::annuaires::{Annonce, Fiche, Personne, annoncer};

use crate::dossier::participant::store as rows;

/// A file that was opened, or that names nobody any more.
pub(crate) const PERSONNES: Annonce = Annonce {
    nature: Personne::NATURE,
    dire: |tx, ids| {
        Box::pin(async move {
            let found = rows::anonymes(tx, &ids).await?.into_iter();
            let fiches: Vec<_> = found.map(|(id, anonyme)| Personne { id, anonyme }).collect();
            annoncer(tx, &fiches)
        })
    },
};
