//! Operations.

use fse_api::{NouvelleOperation, OperationDto};
use kernel::OperationId;
use problem::Problem;
use store::Tx;

use crate::operations::operation::{domain::Operation, store as rows};

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
