//! What participants learns from the other services.

use emargement_api::{NatureRendezVous, RENDEZ_VOUS_TERMINE, RendezVousTermine};
use events::{Enveloppe, Handling, Subscription};
use kernel::Service;
use participants_api::{SUIVI_TERMINE, SuiviTermine};

use crate::{
    dossier::participant,
    entree::{candidature, date_entree},
};

pub(crate) fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription { producteur: Service::Emargement, appliquer: emargement },
        Subscription { producteur: Service::Parcours, appliquer: parcours },
    ]
}

/// Nobody follows the person any more: they weigh no more on their référent.
fn parcours<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind == SUIVI_TERMINE {
            let ended: SuiviTermine = event.lire()?;
            candidature::store::terminer_suivi(tx, ended.candidature, ended.le).await?;
        }
        Ok(())
    })
}

/// Diagnostic appointments, kept or missed: the first one kept may give the entry date.
fn emargement<'a>(tx: &'a mut ::store::Tx, event: &'a Enveloppe) -> Handling<'a> {
    Box::pin(async move {
        if event.kind != RENDEZ_VOUS_TERMINE {
            return Ok(());
        }
        let mut ended: RendezVousTermine = event.lire()?;
        for presence in &mut ended.presences {
            presence.participant = participant::store::dossier(tx, presence.participant).await?;
        }
        for presence in ended.presences.iter().filter(|presence| presence.present) {
            participant::store::contact::contact(tx, presence.participant, ended.jour).await?;
        }
        if ended.nature != NatureRendezVous::Diagnostic {
            return Ok(());
        }
        for presence in &ended.presences {
            date_entree::store::noter(tx, ended.rendez_vous, presence.participant, ended.jour, presence.present)
                .await?;
            for mut candidature in candidature::store::en_cours(tx, presence.participant).await? {
                candidature::app::constater_absences(tx, &mut candidature).await?;
                date_entree::app::reevaluer_entree(tx, &mut candidature).await?;
            }
        }
        Ok(())
    })
}
