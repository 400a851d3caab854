//! Suspending a parcours, by decision, and the suspensions that were decided.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{ParcoursId, SuspensionId};
use parcours_api::{FiltreSuspensions, NouvelleSuspension, SuspensionDto};
use problem::{Problem, Slug};
use store::Tx;

use crate::{
    pilotage::suspension::{domain::Suspension, store as rows},
    vie::parcours::{
        self,
        domain::{Commande, libre, suspension},
    },
};

impl From<Suspension> for SuspensionDto {
    fn from(suspension: Suspension) -> Self {
        let Suspension { id, parcours, participant, du, au, motif, decidee_par } = suspension;
        let (participant_nom, decidee_par_nom) = (None, None);
        Self { id, parcours, participant, participant_nom, du, au, motif, decidee_par, decidee_par_nom }
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
    Ok(annuaires::nommer(tx, found.into_iter().map(SuspensionDto::from).collect()).await?)
}

/// Suspends a parcours, by decision.
pub(crate) async fn suspendre(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleSuspension) -> Result<(), Problem> {
    let mut parcours = parcours::app::verrouiller(tx, id).await?;
    let days = suspension(nouvelle.du, nouvelle.au)?;
    parcours.couvre("/du", nouvelle.du)?;
    parcours.avancer(Commande::Suspendre)?;
    let decided: Vec<_> = rows::des_parcours(tx, &[id]).await?.iter().map(Suspension::jours).collect();
    if !libre(&decided, days) {
        return Err(Problem::new(
            Slug::Chevauchement,
            "Une suspension de ce parcours couvre déjà une partie de ces jours.",
        ));
    }
    parcours::store::suspendre(tx, id, &nouvelle).await?;
    Ok(parcours::store::enregistrer(tx, &parcours).await?)
}
