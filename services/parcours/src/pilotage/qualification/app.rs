//! Qualifying the persons of a portfolio; each qualification stays.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{ParcoursId, QualificationId};
use parcours_api::{FiltreQualifications, NouvelleQualification, QualificationDto};
use problem::Problem;
use store::Tx;

use crate::{
    pilotage::qualification::{
        domain::{Qualification, admettre},
        store as rows,
    },
    vie::parcours::{self, domain::Commande},
};

impl From<Qualification> for QualificationDto {
    fn from(one: Qualification) -> Self {
        let Qualification { id, parcours, participant, dite, par } = one;
        let NouvelleQualification { qualification, le, cadre, renforce, decision, suite, suite_le } = dite;
        Self {
            id,
            parcours,
            participant,
            participant_nom: None,
            qualification,
            le,
            cadre,
            renforce,
            decision,
            suite,
            suite_le,
            par,
            par_nom: None,
        }
    }
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreQualifications) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of qualifications, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreQualifications,
    apres: Option<(NaiveDate, QualificationId)>,
) -> Result<Vec<QualificationDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    let told: Vec<_> = found.into_iter().map(QualificationDto::from).collect();
    Ok(annuaires::nommer(tx, told).await?)
}

/// Says how a person is qualified.
pub(crate) async fn qualifier(
    tx: &mut Tx,
    id: ParcoursId,
    dite: NouvelleQualification,
) -> Result<QualificationDto, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(Commande::Accompagner)?;
    tx.refuse_future("/le", dite.le)?;
    parcours.couvre("/le", dite.le)?;
    admettre(&dite)?;
    let (id, par) = (tx.id(), tx.acteur().id);
    let one = Qualification { id, parcours: parcours.id, participant: parcours.participant, dite, par };
    rows::ajouter(tx, &one).await?;
    Ok(annuaires::nommer(tx, QualificationDto::from(one)).await?)
}
