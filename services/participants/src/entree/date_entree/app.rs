//! The entry date, computed whenever one of its facts changes, and told once.

use participants_api::{ENTREE_VALIDEE, EntreeValidee};
use problem::Problem;
use referentiel::regles::entree::{Faits, date_entree};
use store::{Evenement, Tx, referentiels};

use crate::entree::{
    candidature::{self, domain::Candidature},
    contrat,
    date_entree::{domain, store as rows},
};

/// What is known of the entry procedure.
async fn faits(tx: &mut Tx, candidature: &Candidature) -> Result<Faits, Problem> {
    let presences = rows::depuis(tx, candidature.participant, candidature.deposee_le).await?;
    let engagement = contrat::store::engagements(tx, &[candidature.id]).await?.remove(&candidature.id);
    Ok(domain::faits(candidature, &presences, engagement))
}

/// Sets the entry date of a locked candidature as soon as the territory's rule gives one. Once told, it
/// does not move.
pub(crate) async fn reevaluer_entree(tx: &mut Tx, candidature: &mut Candidature) -> Result<(), Problem> {
    let (Some(decidee_le), None, Some(referent)) =
        (candidature.decidee_le, candidature.entree_le, candidature.referent)
    else {
        return Ok(());
    };
    let referentiel = referentiels::en_vigueur(tx, decidee_le).await?;
    let verdict = date_entree(&referentiel, faits(tx, candidature).await?);
    let Some(entree_le) = verdict.conclusion else { return Ok(()) };
    candidature.entree_le = Some(entree_le);
    candidature::store::enregistrer(tx, candidature).await?;
    let entered = EntreeValidee {
        candidature: candidature.id,
        participant: candidature.participant,
        referent,
        entree_le,
        raison: verdict.raison,
        reprise: None,
    };
    let now = tx.now();
    tx.emit(Evenement::new(ENTREE_VALIDEE, candidature.id, now, &entered)?);
    Ok(())
}
