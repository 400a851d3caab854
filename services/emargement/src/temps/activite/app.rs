//! Activities and leave.

use emargement_api::{ActiviteDto, NouvelleActivite};
use events::annuaires::{self, Operation};
use problem::Problem;
use store::Tx;

use crate::{
    agenda::mois::app::{exiger_categorie, exiger_ouverts},
    temps::activite::{
        domain::{self, Activite},
        store as rows,
    },
};

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
    Ok(activite.into())
}

impl From<Activite> for ActiviteDto {
    fn from(activite: Activite) -> Self {
        let Activite { id, agent, jour, minutes, categorie, operation, libelle } = activite;
        Self { id, agent, jour, minutes, categorie, operation, libelle }
    }
}
