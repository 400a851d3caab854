//! Leave and absences of the staff.

use chrono::NaiveDate;
use emargement_api::{CongeDto, FiltreConges, NouveauConge};
use events::annuaires;
use kernel::CongeId;
use problem::Problem;
use store::Tx;

use crate::{
    agenda::mois::app::exiger_ouverts,
    temps::{
        conge::{domain::Conge, store as rows},
        portee::app::{exiger_filtre, portee},
    },
};

/// Records days of leave, none of which is in a signed month.
pub(crate) async fn ajouter_conge(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Problem> {
    let conge = Conge::prendre(tx.id(), tx.acteur().soi(), nouveau.du, nouveau.au)?;
    exiger_ouverts(tx, conge.agent, conge.du, conge.au).await?;
    rows::ajouter(tx, &conge).await?;
    Ok(annuaires::nommer(tx, conge.into()).await?)
}

impl From<Conge> for CongeDto {
    fn from(conge: Conge) -> Self {
        let Conge { id, agent, du, au } = conge;
        Self { id, agent, agent_nom: None, du, au }
    }
}

/// A page of the days of leave that who acts reads, the latest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreConges,
    apres: Option<(NaiveDate, CongeId)>,
) -> Result<Vec<CongeDto>, Problem> {
    exiger_filtre(tx, filtre.agent, None).await?;
    let portee = portee(tx).await?;
    let found = rows::lister(tx, portee, filtre, apres).await?;
    Ok(annuaires::nommer(tx, found.into_iter().map(CongeDto::from).collect()).await?)
}
