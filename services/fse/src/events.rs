//! What fse learns from the other services.

use emargement_api::{FEUILLE_CERTIFIEE, FEUILLE_ROUVERTE, FeuilleCertifiee, FeuilleRouverte};
use events::{Enveloppe, Handling, Subscription};

use crate::store;

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![Subscription { producteur: "emargement", appliquer: emargement }]
}

/// Certified sheets are claimed; a reopened one no longer is.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        match event.kind.as_str() {
            FEUILLE_CERTIFIEE => {
                let sheet: FeuilleCertifiee = event.lire()?;
                store::minutes::effacer(tx, sheet.agent, sheet.mois).await?;
                store::minutes::garder(tx, &sheet).await?;
            }
            FEUILLE_ROUVERTE => {
                let sheet: FeuilleRouverte = event.lire()?;
                store::minutes::effacer(tx, sheet.agent, sheet.mois).await?;
            }
            _ => {}
        }
        Ok(())
    })
}
