//! The rules under which a contract stands: those of the day of the decision.

use problem::Problem;
use referentiel::Referentiel;
use store::{Tx, referentiels};

use crate::entree::candidature::domain::Candidature;

/// The rules under which the contracts of a candidature are prepared.
pub(crate) async fn referentiel(tx: &mut Tx, candidature: &Candidature) -> Result<Referentiel, Problem> {
    Ok(referentiels::en_vigueur(tx, candidature.decidee_le.unwrap_or(candidature.deposee_le)).await?)
}
