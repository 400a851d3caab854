//! The people who work on an operation.

use fse_api::{CoutAgent, OperationDto};
use kernel::OperationId;
use problem::{Problem, Slug};
use referentiel::regles::budget::plafond;
use store::{Tx, referentiels};

use crate::operations::operation::{app::exiger, domain::charge, store as rows};

/// Sets the cost of someone on an operation; refused above the ceiling of the territory.
pub(crate) async fn affecter(tx: &mut Tx, id: OperationId, cout: CoutAgent) -> Result<OperationDto, Problem> {
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
