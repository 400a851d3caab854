//! The entry date, computed whenever one of its facts changes, told once, and corrected by decision.

use chrono::NaiveDate;
use kernel::{CandidatureId, ParticipantId, phrase};
use participants_api::{
    CorrectionEntree, ENTREE_CORRIGEE, ENTREE_VALIDEE, EntreeCorrigee, EntreeRemplacee, EntreeValidee,
};
use problem::{Problem, remplacer};
use referentiel::{
    Verdict,
    regles::{
        eligibilite::Conclusion,
        entree::{Faits, date_entree},
    },
};
use store::{Evenement, Tx, referentiels};

use crate::{
    dossier::{instantane::domain::Instantane, participant},
    entree::{
        candidature::{self, domain::Candidature},
        contrat,
        date_entree::{domain, store as rows},
        eligibilite,
    },
};

/// What is known of the entry procedure.
async fn faits(tx: &mut Tx, candidature: &Candidature) -> Result<Faits, Problem> {
    let presences = rows::depuis(tx, candidature.participant, candidature.deposee_le).await?;
    let engagement = contrat::store::engagements(tx, &[candidature.id]).await?.remove(&candidature.id);
    Ok(domain::faits(candidature, &presences, engagement))
}

/// Sets the entry date of a locked candidature as soon as the territory's rule gives one. Once told, it
/// moves by decision alone ([`corriger`]).
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
        referent_social: candidature::app::contacts::referent_social(tx, candidature.id).await?,
    };
    let now = tx.now();
    tx.emit(Evenement::new(ENTREE_VALIDEE, candidature.id, now, &entered)?);
    Ok(())
}

/// The eligibility of a person on a day, as it is known now.
pub(crate) async fn eligible(
    tx: &mut Tx,
    personne: ParticipantId,
    au: NaiveDate,
) -> Result<Verdict<Conclusion>, Problem> {
    let vue = Instantane { au, connu_au: tx.now() };
    let verdict = eligibilite::app::plie_de(tx, &[personne], vue).await?.remove(&personne);
    verdict.ok_or_else(Problem::not_found)
}

/// Moves the entry of a candidature, whose former day stays beside it, and tells the others.
pub(crate) async fn corriger(tx: &mut Tx, id: CandidatureId, correction: CorrectionEntree) -> Result<(), Problem> {
    // The person first, as whoever files another candidature of theirs takes them.
    let personne = candidature::store::voir(tx, id).await?.ok_or_else(Problem::not_found)?.participant;
    participant::app::verrouiller(tx, personne).await?;
    let mut candidature = candidature::store::verrouiller(tx, id).await?;
    let CorrectionEntree { entree_le, remplace, motif } = correction;
    let avant = domain::prononcee(&candidature)?;
    remplacer(Some(&avant), Some(&remplace), |jour| format!("L'entrée est au {}", phrase::jour(jour)))?;
    let today = tx.today();
    let known = candidature::store::du_participant(tx, personne).await?;
    let others: Vec<_> = known.into_iter().filter(|one| *one != id).collect();
    let others = candidature::store::parmi(tx, &others).await?;
    domain::deplacable(&candidature, &others, entree_le, today)?;
    let told = eligible(tx, personne, avant).await?.conclusion.etat;
    let verdict = eligible(tx, personne, entree_le).await?;
    domain::toujours_eligible(told, &verdict)?;
    let former = EntreeRemplacee {
        entree_le: avant,
        motif,
        manques: eligibilite::app::lacunes(verdict),
        corrigee_le: today,
        par: tx.acteur().id,
        par_nom: None,
    };
    candidature.deplacer_l_entree(entree_le, former);
    candidature::store::enregistrer(tx, &candidature).await?;
    let now = tx.now();
    let told = EntreeCorrigee { candidature: id, participant: personne, avant, entree_le };
    tx.emit(Evenement::new(ENTREE_CORRIGEE, id, now, &told)?);
    Ok(())
}
