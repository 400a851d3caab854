//! What proves the exit of somebody who takes part in an operation, for who answers for it.

use kernel::{De, PieceId};
use participants_api::Contenu;
use problem::Problem;
use referentiel::{FamilleSortie, Referentiel, regles::preuve::attendues};
use store::{Tx, referentiels};

use crate::{dossier::piece, droits::obligation};

/// The file of such a pièce, with whose it is; of any other, 404: what else is held of the person is not theirs to read.
pub(crate) async fn telecharger(tx: &mut Tx, id: PieceId) -> Result<De<(String, Contenu)>, Problem> {
    let found = piece::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let today = tx.today();
    let referentiel = referentiels::en_vigueur(tx, today).await?;
    if !prouve_une_sortie(&referentiel, &found.kind)
        || obligation::store::obligations(tx, found.participant).await?.is_empty()
    {
        return Err(Problem::not_found());
    }
    piece::app::telecharger(tx, id).await
}

/// Whether pièces of this type prove an exit, to whatever it leads.
fn prouve_une_sortie(referentiel: &Referentiel, kind: &str) -> bool {
    let families = [FamilleSortie::Emploi, FamilleSortie::Creation, FamilleSortie::Formation];
    families.into_iter().any(|family| attendues(referentiel, family).contains(&kind))
}

#[cfg(test)]
mod tests {
    use referentiel::livre;

    use super::*;

    #[test]
    fn a_contract_proves_an_exit_and_a_certificate_of_income_none() {
        let lyon = livre("lyon").unwrap();
        let proves = |kind| prouve_une_sortie(&lyon, kind);
        assert!(proves("contrat_de_travail") && proves("attestation_formation"));
        assert!(!proves("attestation_rsa") && !proves("piece_identite"));
    }
}
