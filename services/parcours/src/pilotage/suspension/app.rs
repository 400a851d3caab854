//! Suspending a parcours, by decision of whoever may, and the suspensions that were decided.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::annuaires;
use kernel::{ActeurId, ParcoursId, ParticipantId, Refus, SuspensionId, calendrier::Periode};
use parcours_api::{CorrectionSuspension, FiltreSuspensions, NouvelleSuspension, RepriseAccompagnement, SuspensionDto};
use problem::{Problem, Slug, remplacer};
use store::Tx;
use suite_api::Action;

use crate::{
    pilotage::suspension::{
        domain::{Correction, Suspension, jours, libre},
        historique, store as rows,
    },
    vie::{
        demande::{self, app::Voie, domain::Acte},
        etat,
        parcours::{
            self,
            domain::{Commande, Parcours},
        },
    },
};

/// A suspension as it is answered; `libre` says why nothing changes in the person's file, when it is restricted.
pub(crate) fn decrire(suspension: Suspension, libre: &Result<(), Refus>, today: NaiveDate) -> SuspensionDto {
    let resumed = libre.clone().and_then(|()| suspension.peut_reprendre(today));
    let corrected = libre.clone().and_then(|()| suspension.peut_corriger());
    let actions = vec![Action::selon("reprise", resumed), Action::selon("correction", corrected)];
    let Suspension { id, parcours, participant, nature, du, au, motif, decidee_par, version, retiree } = suspension;
    let (participant_nom, decidee_par_nom) = (None, None);
    SuspensionDto {
        id,
        parcours,
        participant,
        participant_nom,
        nature,
        du,
        au,
        motif,
        decidee_par,
        decidee_par_nom,
        version,
        retiree,
        actions,
    }
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreSuspensions) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of suspensions, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreSuspensions,
    apres: Option<(NaiveDate, SuspensionId)>,
) -> Result<Vec<SuspensionDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    detailler(tx, found).await
}

async fn detailler(tx: &mut Tx, found: Vec<Suspension>) -> Result<Vec<SuspensionDto>, Problem> {
    let persons: Vec<_> = found.iter().map(|one| one.participant).collect();
    let limites: HashMap<ParticipantId, Refus> = parcours::app::limites(tx, &persons).await?;
    let today = tx.today();
    let told = found.into_iter().map(|one| {
        let libre = parcours::app::libre(&limites, one.participant);
        decrire(one, &libre, today)
    });
    let told: Vec<_> = told.collect();
    Ok(annuaires::nommer(tx, told).await?)
}

/// Suspends a parcours, or leaves it in veille; where an instance decides of it, asks it.
pub(crate) async fn suspendre(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleSuspension) -> Result<(), Problem> {
    let parcours = admettre(tx, id, &nouvelle).await?;
    match demande::app::presenter(tx, &parcours, Acte::Suspension(nouvelle.clone())).await? {
        Voie::Attendre(_) => Ok(()),
        Voie::Appliquer => {
            let par = tx.acteur().id;
            garder(tx, &parcours, nouvelle, par).await
        }
    }
}

/// Suspends a parcours as an instance granted it to whoever asked.
pub(crate) async fn appliquer(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleSuspension,
    par: ActeurId,
) -> Result<(), Problem> {
    let parcours = admettre(tx, id, &nouvelle).await?;
    garder(tx, &parcours, nouvelle, par).await
}

/// The parcours, locked, if it may be stopped so.
async fn admettre(tx: &mut Tx, id: ParcoursId, nouvelle: &NouvelleSuspension) -> Result<Parcours, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    let days = jours(nouvelle)?;
    parcours.couvre("/du", nouvelle.du)?;
    parcours.peut(Commande::Suspendre)?;
    let decided: Vec<_> = rows::des_parcours(tx, &[id]).await?.iter().map(Suspension::jours).collect();
    exiger_libre(&decided, days)?;
    Ok(parcours)
}

async fn garder(
    tx: &mut Tx,
    parcours: &Parcours,
    nouvelle: NouvelleSuspension,
    decidee_par: ActeurId,
) -> Result<(), Problem> {
    let NouvelleSuspension { nature, du, au, motif } = nouvelle;
    let participant = parcours.participant;
    let decided = Suspension {
        id: tx.id(),
        parcours: parcours.id,
        participant,
        nature,
        du,
        au,
        motif,
        decidee_par,
        version: 1,
        retiree: false,
    };
    rows::ajouter(tx, &decided).await?;
    Ok(etat::app::redire(tx, parcours).await?)
}

/// Ends a suspension or a veille before its time; where an instance decides of it, asks it.
pub(crate) async fn reprendre(
    tx: &mut Tx,
    id: SuspensionId,
    reprise: RepriseAccompagnement,
) -> Result<SuspensionDto, Problem> {
    let le = reprise.le;
    let (parcours, seen, resumed) = admettre_reprise(tx, id, le).await?;
    let shown = match demande::app::presenter(tx, &parcours, Acte::Reprise { suspension: id, le }).await? {
        Voie::Attendre(_) => seen,
        Voie::Appliquer => {
            garder_apres(tx, &parcours, &seen, &resumed, None).await?;
            resumed
        }
    };
    detailler(tx, vec![shown]).await?.pop().ok_or_else(Problem::not_found)
}

/// Ends a suspension or a veille as an instance granted it.
pub(crate) async fn appliquer_reprise(tx: &mut Tx, id: SuspensionId, le: NaiveDate) -> Result<(), Problem> {
    let (parcours, seen, resumed) = admettre_reprise(tx, id, le).await?;
    garder_apres(tx, &parcours, &seen, &resumed, None).await
}

/// A parcours, locked, with its suspension as it is and as it would be if the person came back on this day.
async fn admettre_reprise(
    tx: &mut Tx,
    id: SuspensionId,
    le: NaiveDate,
) -> Result<(Parcours, Suspension, Suspension), Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let suspension = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    parcours.peut(Commande::Suspendre)?;
    suspension.peut_reprendre(tx.today())?;
    let mut resumed = suspension.clone();
    resumed.reprendre(le)?;
    Ok((parcours, suspension, resumed))
}

/// Writes what a suspension is now, and keeps what it was; the days of the parcours follow.
async fn garder_apres(
    tx: &mut Tx,
    parcours: &Parcours,
    avant: &Suspension,
    apres: &Suspension,
    motif: Option<&str>,
) -> Result<(), Problem> {
    historique::noter(tx, avant, apres, motif).await?;
    rows::enregistrer(tx, apres).await?;
    Ok(etat::app::redire(tx, parcours).await?)
}

/// Corrects a suspension or a veille, or says that it never was; where an instance decides of it, asks it.
pub(crate) async fn corriger(
    tx: &mut Tx,
    id: SuspensionId,
    correction: CorrectionSuspension,
) -> Result<SuspensionDto, Problem> {
    let CorrectionSuspension { remplace, suspension: apres, motif } = correction;
    let correction = Correction { remplace, apres: apres.clone(), motif: motif.clone() };
    let (parcours, seen, corrected) = admettre_correction(tx, id, &correction).await?;
    let acte = Acte::CorrectionSuspension { suspension: id, remplace, avant: seen.dite(), apres, motif };
    let shown = match demande::app::presenter(tx, &parcours, acte).await? {
        Voie::Attendre(_) => seen,
        Voie::Appliquer => {
            garder_apres(tx, &parcours, &seen, &corrected, Some(&correction.motif)).await?;
            corrected
        }
    };
    detailler(tx, vec![shown]).await?.pop().ok_or_else(Problem::not_found)
}

/// Corrects a suspension or a veille as an instance granted it.
pub(crate) async fn appliquer_correction(tx: &mut Tx, id: SuspensionId, correction: Correction) -> Result<(), Problem> {
    let (parcours, seen, corrected) = admettre_correction(tx, id, &correction).await?;
    garder_apres(tx, &parcours, &seen, &corrected, Some(&correction.motif)).await
}

/// A parcours, locked, with its suspension as it is and as it would be once corrected.
async fn admettre_correction(
    tx: &mut Tx,
    id: SuspensionId,
    correction: &Correction,
) -> Result<(Parcours, Suspension, Suspension), Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let suspension = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    suspension.peut_corriger()?;
    let told = |version: &i32| format!("Cet arrêt en est à sa version {version}");
    remplacer(Some(&suspension.version), Some(&correction.remplace), told)?;
    if let Some(apres) = &correction.apres {
        let days = jours(apres).map_err(|error| Problem::from(error).sous("/suspension"))?;
        parcours.couvre("/suspension/du", apres.du)?;
        parcours.precede_la_sortie("/suspension/du", apres.du)?;
        let others = rows::des_parcours(tx, &[parcours.id]).await?;
        let others: Vec<_> = others.iter().filter(|one| one.id != id).map(Suspension::jours).collect();
        exiger_libre(&others, days)?;
    }
    let corrected = suspension.corrigee(correction.apres.clone());
    Ok((parcours, suspension, corrected))
}

/// Refuses days of which another suspension or veille of the parcours has some.
fn exiger_libre(decided: &[Periode], days: Periode) -> Result<(), Problem> {
    if libre(decided, days) {
        return Ok(());
    }
    let detail = "Une suspension ou une veille de ce parcours couvre déjà une partie de ces jours.";
    Err(Problem::new(Slug::Chevauchement, detail))
}
