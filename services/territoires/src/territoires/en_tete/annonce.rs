//! What the other services are told of the letterhead.

use events::annuaires::{Annonce, EnTete, Fiche, annoncer};

use crate::territoires::en_tete::store as rows;

/// A letterhead that changed.
pub(crate) const EN_TETES: Annonce = Annonce {
    nature: EnTete::NATURE,
    dire: |tx, _| {
        Box::pin(async move {
            let contenu = rows::voir(tx).await?.contenu;
            let fiche = EnTete {
                id: tx.territoire(),
                adresse: contenu.adresse.map(|one| one.lignes()).unwrap_or_default(),
                telephone: contenu.telephone,
                courriel: contenu.courriel,
                logo: contenu.logo,
            };
            annoncer(tx, &[fiche])
        })
    },
};
