//! The entry date, computed whenever one of its facts changes, and told once.

use participants_api::{ENTREE_VALIDEE, EntreeValidee, EtatCandidature};
use problem::Problem;
use referentiel::regles::entree::{Faits, date_entree};
use store::{Evenement, Tx, referentiels};

use crate::store::{self as rows, candidatures::Dossier};

/// What is known of the entry procedure.
pub(super) async fn faits(tx: &mut Tx, dossier: &Dossier) -> Result<Faits, Problem> {
    let validated = matches!(dossier.etat, EtatCandidature::Validee | EtatCandidature::Contractualisee);
    let interviews = rows::entretiens::depuis(tx, dossier.participant, dossier.deposee_le).await?;
    Ok(Faits {
        entretien_diagnostic: interviews.into_iter().find(|(_, kept)| *kept).map(|(jour, _)| jour),
        commission_favorable: dossier.decidee_le.filter(|_| validated),
        contrat_signe: rows::contrats::engagement(tx, dossier.id).await?,
    })
}

/// Sets the entry date of a locked candidature as soon as the territory's rule gives one. Once told, it
/// does not move.
pub(crate) async fn reevaluer_entree(tx: &mut Tx, dossier: &mut Dossier) -> Result<(), Problem> {
    let (Some(decidee_le), None, Some(referent)) = (dossier.decidee_le, dossier.entree_le, dossier.referent) else {
        return Ok(());
    };
    let referentiel = referentiels::en_vigueur(tx, decidee_le).await?;
    let verdict = date_entree(&referentiel, faits(tx, dossier).await?);
    let Some(entree_le) = verdict.conclusion else { return Ok(()) };
    dossier.entree_le = Some(entree_le);
    rows::candidatures::enregistrer(tx, dossier).await?;
    let entered = EntreeValidee {
        candidature: dossier.id,
        participant: dossier.participant,
        referent,
        entree_le,
        raison: verdict.raison,
    };
    let now = tx.now();
    tx.emit(Evenement::new(ENTREE_VALIDEE, dossier.id, now, &entered)?);
    Ok(())
}
