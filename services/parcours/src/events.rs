//! What parcours learns from the other services.

use ::store::fusions::{self, Table};
use emargement_api::{RENDEZ_VOUS_TERMINE, RendezVousTermine};
use events::{Enveloppe, Handling, Subscription};
use participants_api::{ENTREE_VALIDEE, EntreeValidee, PERSONNES_FUSIONNEES, PERSONNES_SEPAREES, PersonnesFusionnees};

use crate::store;

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: "participants", appliquer: participants },
        Subscription { producteur: "emargement", appliquer: emargement },
    ]
}

/// Whose record each one is.
const DOSSIERS: [Table; 3] = [
    Table { nom: "parcours", id: "id", unique: "id" },
    Table { nom: "etapes", id: "id", unique: "id" },
    Table { nom: "contacts", id: "rendez_vous", unique: "rendez_vous" },
];

/// A person entered: their parcours opens, at the date that the territory's rule gave. Two files became one,
/// or two again: their parcours follow.
fn participants<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        match event.kind.as_str() {
            ENTREE_VALIDEE => {
                let entered: EntreeValidee = event.lire()?;
                store::parcours::ouvrir(tx, &entered).await?;
            }
            PERSONNES_FUSIONNEES => {
                let merge: PersonnesFusionnees = event.lire()?;
                let (fusion, garde, absorbe) = (merge.fusion.uuid(), merge.garde.uuid(), merge.absorbe.uuid());
                fusions::fusionner(tx, fusion, garde, absorbe, &DOSSIERS).await?;
            }
            PERSONNES_SEPAREES => {
                let merge: PersonnesFusionnees = event.lire()?;
                fusions::separer(tx, merge.fusion.uuid(), &DOSSIERS).await?;
            }
            _ => {}
        }
        Ok(())
    })
}

/// An appointment is over: a contact for each who came.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == RENDEZ_VOUS_TERMINE {
            let mut ended: RendezVousTermine = event.lire()?;
            for presence in &mut ended.presences {
                presence.participant = fusions::dossier(tx, presence.participant).await?;
            }
            store::contacts::noter(tx, &ended).await?;
        }
        Ok(())
    })
}
