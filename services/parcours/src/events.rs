//! What parcours learns from the other services.

use emargement_api::{RENDEZ_VOUS_TERMINE, RendezVousTermine};
use events::{Enveloppe, Handling, Subscription};
use participants_api::{ENTREE_VALIDEE, EntreeValidee};

use crate::store;

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: "participants", appliquer: participants },
        Subscription { producteur: "emargement", appliquer: emargement },
    ]
}

/// A person entered: their parcours opens, at the date that the territory's rule gave.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == ENTREE_VALIDEE {
            let entered: EntreeValidee = event.lire()?;
            store::parcours::ouvrir(tx, &entered).await?;
        }
        Ok(())
    })
}

/// An appointment is over: a contact for each who came.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == RENDEZ_VOUS_TERMINE {
            let ended: RendezVousTermine = event.lire()?;
            store::contacts::noter(tx, &ended).await?;
        }
        Ok(())
    })
}
