//! Operations and the people who work on them.

use fse_api::{CoutAgent, NouvelleOperation, OperationDto};
use kernel::OperationId;
use problem::{FieldError, Problem, Slug};
use referentiel::regles::budget::plafond;
use rust_decimal::Decimal;
use store::{Tx, referentiels};

use crate::store as rows;

/// Opens an operation.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvelle: NouvelleOperation) -> Result<OperationDto, Problem> {
    let mut errors = Vec::new();
    if nouvelle.fin < nouvelle.debut {
        errors.push(FieldError::new("/fin", "incoherent", "la fin précède le début"));
    }
    if nouvelle.taux <= Decimal::ZERO || nouvelle.taux > Decimal::ONE_HUNDRED {
        errors.push(FieldError::new("/taux", "hors_bornes", "attendu : un pourcentage de 0 exclu à 100"));
    }
    if nouvelle.cout_total.centimes() <= 0 {
        errors.push(FieldError::new("/cout_total", "hors_bornes", "attendu : un montant positif"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let id = rows::operations::ajouter(tx, &nouvelle).await?;
    Ok(dto(id, nouvelle))
}

/// An operation with what Europe pays of its convention.
pub(crate) fn dto(id: OperationId, operation: NouvelleOperation) -> OperationDto {
    let montant_fse = operation.cout_total.part(operation.taux / Decimal::ONE_HUNDRED);
    OperationDto { id, operation, montant_fse }
}

/// An operation, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: OperationId) -> Result<OperationDto, Problem> {
    Ok(dto(id, rows::operations::voir(tx, id).await?.ok_or_else(Problem::not_found)?))
}

/// Sets the cost of someone on an operation; refused above the ceiling of the territory.
pub(crate) async fn affecter_agent(tx: &mut Tx, id: OperationId, cout: CoutAgent) -> Result<OperationDto, Problem> {
    let operation = voir(tx, id).await?;
    if cout.etp <= Decimal::ZERO || cout.etp > Decimal::ONE {
        return Err(Problem::field("/etp", "hors_bornes", "attendu : de 0 exclu à 1"));
    }
    let referentiel = referentiels::en_vigueur(tx, operation.operation.debut).await?;
    let charge = cout.charge.unwrap_or_else(|| cout.cout_annuel.part(cout.etp));
    if let Some(verdict) = plafond(&referentiel, cout.etp, charge).filter(|verdict| !verdict.conclusion) {
        return Err(Problem::new(Slug::PlafondDepasse, verdict.raison.explication).at(
            "/charge",
            "plafond",
            "au-dessus du plafond",
        ));
    }
    rows::operations::affecter_agent(tx, id, &cout).await?;
    Ok(operation)
}
