//! Erasure at the person's request.

use kernel::ParticipantId;
use participants_api::Demande;
use problem::{Problem, Slug};
use referentiel::regles::conservation;
use store::{Tx, referentiels};

use crate::{
    dossier::{
        participant,
        registre_droits::{self, domain::Acte},
    },
    droits::conservation::app::{anonymiser, duree::faits},
    entree::candidature,
};

/// Erases a file at the person's request: refused, with the reason, while a funder's duty or a procedure
/// runs. The places of the received files, to be destroyed once this is committed.
pub(crate) async fn effacer(tx: &mut Tx, id: ParticipantId, demande: Demande) -> Result<Vec<String>, Problem> {
    participant::app::exiger(tx, id).await?;
    let (faits, _) = faits(tx, id).await?;
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    let verdict = conservation::retenue(&referentiel, &faits, today);
    if verdict.conclusion.is_some() {
        return Err(Problem::new(Slug::EffacementRefuse, format!("{}.", verdict.raison.explication)));
    }
    let running = candidature::store::en_cours(tx, id).await?;
    if !running.is_empty() {
        let detail = "Une candidature ou un accompagnement est en cours : ce dossier sert encore à la personne.";
        return Err(Problem::new(Slug::EffacementRefuse, detail));
    }
    registre_droits::store::inscrire(tx, id, Acte::Effacement, Some(&demande.motif)).await?;
    anonymiser(tx, id).await
}
