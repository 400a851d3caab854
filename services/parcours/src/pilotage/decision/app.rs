//! What was granted is done as if whoever asked did it on that day: by the rules of the command itself.

use participants_api::PointDecide;
use problem::{Problem, Slug};
use store::Tx;

use crate::{
    pilotage::{prolongation, revue, suspension},
    sorties::{
        fin::{
            self,
            domain::{Correction, Revision},
        },
        sortie,
    },
    vie::demande::{
        self,
        domain::{Acte, Demande},
    },
};

/// Hears what an instance decided. What was granted and is possible no more has no effect, and says why.
pub(crate) async fn entendre(tx: &mut Tx, told: &PointDecide) -> Result<(), Problem> {
    let Some((mut demande, Some(acte))) = demande::app::entendre(tx, told).await? else { return Ok(()) };
    match appliquer(tx, &demande, acte, told).await {
        Ok(()) => Ok(()),
        Err(refus) if refus.status < 500 => {
            let said = refus.errors.first().map(|error| error.detail.clone());
            demande.sans_effet = Some(said.unwrap_or(refus.detail));
            Ok(demande::store::enregistrer(tx, &demande).await?)
        }
        Err(failed) => Err(failed),
    }
}

async fn appliquer(tx: &mut Tx, demande: &Demande, acte: Acte, told: &PointDecide) -> Result<(), Problem> {
    let par = demande.demandee_par;
    if told.piece_acceptee == Some(false) {
        let detail = "La pièce qui prouve ce qui était demandé n’est plus acceptée.";
        return Err(Problem::new(Slug::PieceManquante, detail));
    }
    match acte {
        Acte::Suspension(nouvelle) => suspension::app::appliquer(tx, demande.parcours, nouvelle, par).await,
        Acte::Reprise { suspension, le } => suspension::app::appliquer_reprise(tx, suspension, le).await,
        Acte::CorrectionSuspension { suspension, remplace, apres, motif, .. } => {
            let correction = suspension::domain::Correction { remplace, apres, motif };
            suspension::app::appliquer_correction(tx, suspension, correction).await
        }
        Acte::Revue(nouvelle) => revue::app::appliquer(tx, demande.parcours, nouvelle, told.decidee_le, par).await,
        Acte::Confirmation { sortie, piece, suivantes, .. } => {
            sortie::app::appliquer_confirmation(tx, sortie, piece, &suivantes).await
        }
        Acte::CorrectionSortie { sortie, acquise_le, motif, emploi_tenu, .. } => {
            let le = told.decidee_le;
            let correction = sortie::domain::Correction { le, motif, acquise_le, emploi_tenu, par };
            sortie::app::appliquer_correction(tx, sortie, correction).await
        }
        Acte::Retenue { sortie, decision, .. } => {
            sortie::app::appliquer_decision(tx, sortie, decision, told.decidee_le).await
        }
        Acte::Prolongation(nouvelle) => {
            prolongation::app::appliquer(tx, demande.parcours, nouvelle, told.decidee_le, par).await
        }
        Acte::Fin(nouvelle) => fin::app::appliquer(tx, demande.parcours, nouvelle, par).await,
        Acte::CorrectionFin { remplace, fin: apres, motif, .. } => {
            let decision = Correction { le: told.decidee_le, motif, par };
            fin::app::appliquer_revision(tx, demande.parcours, Revision { remplace, fin: apres, decision }).await
        }
    }
}
