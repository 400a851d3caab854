//! Operations and the people who work on them.

use fse_api::{CoutAgent, NouvelleOperation, OperationDto};
use kernel::OperationId;
use problem::{Problem, Slug};
use referentiel::regles::budget::plafond;
use store::{Tx, referentiels};

use crate::operations::operation::{
    domain::{Operation, charge},
    store as rows,
};

/// Opens an operation.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvelle: NouvelleOperation) -> Result<OperationDto, Problem> {
    let operation = Operation::ouvrir(tx.id(), nouvelle).map_err(Problem::invalid)?;
    rows::ajouter(tx, &operation).await?;
    Ok(operation.into())
}

impl From<Operation> for OperationDto {
    fn from(operation: Operation) -> Self {
        let montant_fse = operation.montant_fse();
        let Operation { id, contenu } = operation;
        Self { id, operation: contenu, montant_fse }
    }
}

/// An operation, or 404.
pub(crate) async fn exiger(tx: &mut Tx, id: OperationId) -> Result<Operation, Problem> {
    rows::voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// The same, as it is answered.
pub(crate) async fn voir(tx: &mut Tx, id: OperationId) -> Result<OperationDto, Problem> {
    exiger(tx, id).await.map(Into::into)
}

/// Sets the cost of someone on an operation; refused above the ceiling of the territory.
pub(crate) async fn affecter_agent(tx: &mut Tx, id: OperationId, cout: CoutAgent) -> Result<OperationDto, Problem> {
    let operation = exiger(tx, id).await?;
    let charge = charge(&cout)?;
    let referentiel = referentiels::en_vigueur(tx, operation.contenu.debut).await?;
    if let Some(verdict) = plafond(&referentiel, cout.etp, charge).filter(|verdict| !verdict.conclusion) {
        return Err(Problem::new(Slug::PlafondDepasse, verdict.raison.explication).at(
            "/charge",
            "plafond",
            "au-dessus du plafond",
        ));
    }
    rows::affecter_agent(tx, id, &cout).await?;
    Ok(operation.into())
}
