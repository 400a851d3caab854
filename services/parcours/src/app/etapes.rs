//! Étapes: proposed by the référent, run by an operator who sees its own only.

use auth::Role;
use kernel::{EtapeId, ParcoursId, StructureId};
use parcours_api::{
    DateEtape, ETAPE_ROMPUE, EtapeDto, EtapeRompue, EtatEtape, EtatParcours, NouveauBilan, NouvelleEtape, RuptureEtape,
};
use problem::{Problem, Slug};
use referentiel::regles;
use store::{Evenement, Tx, referentiels};

use crate::{
    domain::etape::{self, apres},
    store as rows,
};

/// The structure to which the caller's view is limited: an operator's own.
pub(crate) fn operateur(tx: &Tx) -> Option<StructureId> {
    let acteur = tx.acteur();
    let only_operator = acteur.roles.iter().all(|role| *role == Role::OperateurEtape) && !acteur.roles.is_empty();
    // An operator without structure sees nothing.
    only_operator.then(|| acteur.structure.unwrap_or(StructureId::MIN))
}

fn visible(tx: &Tx, etape: Option<EtapeDto>) -> Result<EtapeDto, Problem> {
    let limit = operateur(tx);
    etape.filter(|etape| limit.is_none_or(|own| own == etape.operateur)).ok_or_else(Problem::not_found)
}

/// An étape that the caller may see, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: EtapeId) -> Result<EtapeDto, Problem> {
    let etape = rows::etapes::voir(tx, id).await?;
    let etape = visible(tx, etape)?;
    detail(tx, etape).await
}

/// An étape with what the rule asks of its bilans.
pub(crate) async fn detail(tx: &mut Tx, mut etape: EtapeDto) -> Result<EtapeDto, Problem> {
    if matches!(etape.etat, EtatEtape::Demarree | EtatEtape::Terminee) {
        let referentiel = referentiels::en_vigueur(tx, etape.debut).await?;
        let held = u32::try_from(etape.bilans.len()).unwrap_or(u32::MAX);
        let verdict = regles::bilans::restants(&referentiel, etape.debut, etape.fin_prevue, held);
        etape.echeances = verdict.map(|verdict| verdict.raison).into_iter().collect();
    }
    Ok(etape)
}

/// Proposes an étape.
pub(crate) async fn positionner(
    tx: &mut Tx,
    parcours: ParcoursId,
    nouvelle: NouvelleEtape,
) -> Result<EtapeDto, Problem> {
    let suivi = rows::parcours::verrouiller(tx, parcours).await?.ok_or_else(Problem::not_found)?;
    if suivi.etat == EtatParcours::Sorti {
        return Err(Problem::new(Slug::TransitionInterdite, "Le parcours est terminé."));
    }
    if nouvelle.fin_prevue < nouvelle.debut {
        return Err(Problem::field("/fin_prevue", "incoherent", "la fin précède le début"));
    }
    if nouvelle.debut < suivi.entree_le {
        return Err(Problem::field(
            "/debut",
            "incoherent",
            format!("la personne est entrée au PLIE le {}", suivi.entree_le),
        ));
    }
    let id = rows::etapes::ajouter(tx, &suivi, nouvelle).await?;
    voir(tx, id).await
}

async fn avancer(tx: &mut Tx, id: EtapeId, evenement: etape::Evenement) -> Result<EtapeDto, Problem> {
    let locked = rows::etapes::verrouiller(tx, id).await?;
    let mut etape = visible(tx, locked)?;
    etape.etat = apres(etape.etat, evenement).map_err(|raison| Problem::new(Slug::TransitionInterdite, raison))?;
    Ok(etape)
}

/// The operator accepts.
pub(crate) async fn accepter(tx: &mut Tx, id: EtapeId) -> Result<EtapeDto, Problem> {
    let etape = avancer(tx, id, etape::Evenement::Accepter).await?;
    rows::etapes::enregistrer(tx, &etape).await?;
    voir(tx, id).await
}

/// The étape begins.
pub(crate) async fn demarrer(tx: &mut Tx, id: EtapeId, date: DateEtape) -> Result<EtapeDto, Problem> {
    let mut etape = avancer(tx, id, etape::Evenement::Demarrer).await?;
    passee(tx, date.le)?;
    if date.le > etape.fin_prevue {
        return Err(Problem::field("/le", "incoherent", "l'étape commencerait après sa fin prévue"));
    }
    etape.debut = date.le;
    rows::etapes::enregistrer(tx, &etape).await?;
    voir(tx, id).await
}

/// The étape ends at its time.
pub(crate) async fn terminer(tx: &mut Tx, id: EtapeId, date: DateEtape) -> Result<EtapeDto, Problem> {
    let mut etape = avancer(tx, id, etape::Evenement::Terminer).await?;
    finir(tx, &mut etape, date.le)?;
    rows::etapes::enregistrer(tx, &etape).await?;
    voir(tx, id).await
}

/// The étape is broken, or given up before it began; the référent is told at once.
pub(crate) async fn rompre(tx: &mut Tx, id: EtapeId, rupture: RuptureEtape) -> Result<EtapeDto, Problem> {
    let mut etape = avancer(tx, id, etape::Evenement::Rompre).await?;
    if etape.etat == EtatEtape::Rompue {
        finir(tx, &mut etape, rupture.le)?;
    }
    etape.motif = Some(rupture.motif.clone());
    rows::etapes::enregistrer(tx, &etape).await?;
    let suivi = rows::parcours::voir(tx, etape.parcours).await?.ok_or_else(Problem::not_found)?;
    let broken = EtapeRompue {
        etape: id,
        parcours: etape.parcours,
        referent: suivi.referent,
        le: rupture.le,
        motif: rupture.motif,
    };
    let now = tx.now();
    tx.emit(Evenement::new(ETAPE_ROMPUE, id, now, &broken)?);
    voir(tx, id).await
}

fn finir(tx: &Tx, etape: &mut EtapeDto, le: chrono::NaiveDate) -> Result<(), Problem> {
    passee(tx, le)?;
    if le < etape.debut {
        return Err(Problem::field("/le", "incoherent", format!("l'étape a commencé le {}", etape.debut)));
    }
    etape.fin = Some(le);
    Ok(())
}

fn passee(tx: &Tx, le: chrono::NaiveDate) -> Result<(), Problem> {
    if le > tx.today() { Err(Problem::field("/le", "futur", "cette date est à venir")) } else { Ok(()) }
}

/// Records a bilan tripartite.
pub(crate) async fn ajouter_bilan(tx: &mut Tx, id: EtapeId, bilan: NouveauBilan) -> Result<EtapeDto, Problem> {
    let locked = rows::etapes::verrouiller(tx, id).await?;
    let etape = visible(tx, locked)?;
    if bilan.tenu_le > tx.today() {
        return Err(Problem::field("/tenu_le", "futur", "un bilan se compte une fois tenu"));
    }
    let end = etape.fin.unwrap_or(etape.fin_prevue);
    if bilan.tenu_le < etape.debut || bilan.tenu_le > end {
        return Err(Problem::field("/tenu_le", "hors_bornes", format!("l'étape va du {} au {end}", etape.debut)));
    }
    rows::etapes::ajouter_bilan(tx, id, &bilan).await?;
    voir(tx, id).await
}
