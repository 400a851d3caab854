//! Leave and absences of the staff.

use emargement_api::{CongeDto, NouveauConge};
use problem::Problem;
use store::Tx;

use crate::temps::conge::{domain::Conge, store as rows};

/// Records days of leave.
pub(crate) async fn ajouter_conge(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Problem> {
    let conge = Conge::prendre(tx.id(), tx.acteur().soi(), nouveau.du, nouveau.au)?;
    rows::ajouter(tx, &conge).await?;
    let Conge { id, agent, du, au } = conge;
    Ok(CongeDto { id, agent, du, au })
}
