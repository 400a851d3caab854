//! Leave and absences of the staff.

use chrono::NaiveDate;
use emargement_api::{CongeDto, FiltreConges, NouveauConge, RetraitTemps};
use events::annuaires;
use kernel::CongeId;
use problem::Problem;
use store::Tx;

use crate::{
    agenda::mois::app::exiger_ouverts,
    temps::{
        conge::{domain::Conge, store as rows},
        portee::app::{exiger_filtre, exiger_sien, portee},
        retrait::domain::{Retrait, retirer},
    },
};

/// Records days of leave, none of which is in a signed month.
pub(crate) async fn ajouter_conge(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Problem> {
    let conge = Conge::prendre(tx.id(), tx.acteur().soi(), nouveau.du, nouveau.au)?;
    exiger_ouverts(tx, conge.agent, conge.du, conge.au).await?;
    rows::ajouter(tx, &conge).await?;
    Ok(annuaires::nommer(tx, conge.into()).await?)
}

/// Withdraws one's days of leave, none of which is in a signed month.
pub(crate) async fn retirer_conge(tx: &mut Tx, id: CongeId, retrait: RetraitTemps) -> Result<CongeDto, Problem> {
    let mut conge = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    exiger_sien(tx, conge.agent)?;
    exiger_ouverts(tx, conge.agent, conge.du, conge.au).await?;
    // Read again: its months are held now.
    conge = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let new = Retrait { le: tx.now(), par: tx.acteur().soi(), motif: retrait.motif };
    retirer(&mut conge.retrait, new)?;
    rows::retirer(tx, &conge).await?;
    Ok(annuaires::nommer(tx, conge.into()).await?)
}

impl From<Conge> for CongeDto {
    fn from(conge: Conge) -> Self {
        let Conge { id, agent, du, au, retrait } = conge;
        Self { id, agent, agent_nom: None, du, au, retrait: retrait.map(Into::into) }
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
