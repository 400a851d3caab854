//! What the other services are told of diagnoses: how heavy they found each theme.

use events::annuaires::Annonce;
use kernel::Id;
use participants_api::{NIVEAUX_DIAGNOSTIQUES, NiveauxDiagnostiques};
use store::Evenement;

use crate::entree::{candidature, diagnostic::store as rows};

/// Of candidatures by which somebody entered, or that were diagnosed again: of who has not entered, nothing is told.
pub(crate) const NIVEAUX: Annonce = Annonce {
    nature: "niveaux_diagnostiques",
    dire: |tx, ids| {
        Box::pin(async move {
            let ids: Vec<_> = ids.into_iter().map(Id::of_kind).collect();
            let all = candidature::store::parmi(tx, &ids).await?;
            let entered: Vec<_> = all.iter().filter(|one| one.entree_le.is_some()).map(|one| one.id).collect();
            for (candidature, niveaux) in rows::niveaux(tx, &entered).await? {
                if niveaux.is_empty() {
                    continue;
                }
                let told = NiveauxDiagnostiques { candidature, niveaux };
                tx.emit(Evenement::new(NIVEAUX_DIAGNOSTIQUES, candidature, tx.now(), &told)?);
            }
            Ok(())
        })
    },
};
