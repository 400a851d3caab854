//! Activities.

use chrono::NaiveDate;
use emargement_api::{ActiviteDto, FiltreActivites, NouvelleActivite};
use events::annuaires::{self, Operation};
use kernel::ActiviteId;
use problem::Problem;
use store::Tx;

use crate::{
    agenda::mois::app::{exiger_categorie, exiger_ouverts},
    temps::{
        activite::{
            domain::{self, Activite},
            store as rows,
        },
        portee::app::{exiger_filtre, portee},
    },
};

/// A page of the activities that who acts reads, the latest days first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreActivites,
    apres: Option<(NaiveDate, ActiviteId)>,
) -> Result<Vec<ActiviteDto>, Problem> {
    exiger_filtre(tx, filtre.agent, filtre.operation).await?;
    let portee = portee(tx).await?;
    let found = rows::lister(tx, portee, filtre, apres).await?;
    Ok(annuaires::nommer(tx, found.into_iter().map(ActiviteDto::from).collect()).await?)
}

/// Records time spent outside appointments.
pub(crate) async fn ajouter_activite(tx: &mut Tx, nouvelle: NouvelleActivite) -> Result<ActiviteDto, Problem> {
    domain::admettre(nouvelle.minutes, nouvelle.jour, tx.today())?;
    exiger_categorie(tx, "/jour", nouvelle.jour, &nouvelle.categorie).await?;
    if let Some(operation) = nouvelle.operation {
        annuaires::exiger(tx, "/operation", operation, |one: &Operation| one.couvre(nouvelle.jour)).await?;
    }
    let agent = tx.acteur().soi();
    exiger_ouverts(tx, agent, nouvelle.jour, nouvelle.jour).await?;
    let NouvelleActivite { jour, minutes, categorie, operation, libelle } = nouvelle;
    let activite = Activite { id: tx.id(), agent, jour, minutes, categorie, operation, libelle };
    rows::ajouter(tx, &activite).await?;
    Ok(annuaires::nommer(tx, activite.into()).await?)
}

impl From<Activite> for ActiviteDto {
    fn from(activite: Activite) -> Self {
        let Activite { id, agent, jour, minutes, categorie, operation, libelle } = activite;
        Self { id, agent, agent_nom: None, jour, minutes, categorie, operation, operation_nom: None, libelle }
    }
}
