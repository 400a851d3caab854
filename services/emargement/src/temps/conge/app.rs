//! Leave and absences of the staff.

use emargement_api::{CongeDto, NouveauConge};
use problem::Problem;
use store::Tx;

use crate::{
    agenda::mois::app::exiger_ouverts,
    temps::conge::{domain::Conge, store as rows},
};

/// Records days of leave, none of which is in a signed month.
pub(crate) async fn ajouter_conge(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Problem> {
    let conge = Conge::prendre(tx.id(), tx.acteur().soi(), nouveau.du, nouveau.au)?;
    exiger_ouverts(tx, conge.agent, conge.du, conge.au).await?;
    rows::ajouter(tx, &conge).await?;
    let Conge { id, agent, du, au } = conge;
    Ok(CongeDto { id, agent, du, au })
}
