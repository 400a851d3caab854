//! Activities.

use chrono::NaiveDate;
use emargement_api::{ActiviteDto, FiltreActivites, NouvelleActivite, RetraitTemps};
use events::annuaires::{self, Operation};
use kernel::ActiviteId;
use problem::{Problem, Slug};
use store::Tx;

use crate::{
    agenda::{
        mois::app::{exiger_categorie, exiger_ouverts},
        pris,
        rendez_vous::store::verrouiller_agenda,
    },
    temps::{
        activite::{
            domain::{Activite, Quand},
            store as rows,
        },
        portee::app::{exiger_filtre, exiger_sien, portee},
        retrait::domain::{Retrait, retirer},
    },
};

/// A page of the activities that who acts reads, the latest days first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreActivites,
    apres: Option<(NaiveDate, ActiviteId)>,
) -> Result<Vec<ActiviteDto>, Problem> {
    exiger_filtre(tx, filtre.agent, filtre.operation).await?;
    let portee = portee(tx).await?;
    let found = rows::lister(tx, portee, filtre, apres).await?;
    Ok(annuaires::nommer(tx, found.into_iter().map(ActiviteDto::from).collect()).await?)
}

/// Records time spent outside appointments: no minute that something else takes.
pub(crate) async fn ajouter_activite(tx: &mut Tx, nouvelle: NouvelleActivite) -> Result<ActiviteDto, Problem> {
    let NouvelleActivite { debut, fin, jour, minutes, categorie, operation, libelle } = nouvelle;
    let quand = Quand::lire((debut, fin), (jour, minutes), tx.fuseau())?;
    quand.admettre(tx.now(), tx.today())?;
    let pointer = if quand.plage.is_some() { "/debut" } else { "/jour" };
    exiger_categorie(tx, pointer, quand.jour, &categorie).await?;
    if let Some(operation) = operation {
        annuaires::exiger(tx, "/operation", operation, |one: &Operation| one.couvre(quand.jour)).await?;
    }
    let agent = tx.acteur().soi();
    exiger_ouverts(tx, agent, quand.jour, quand.jour).await?;
    let activite = Activite { id: tx.id(), agent, quand, categorie, operation, libelle, retrait: None };
    exiger_libre(tx, &activite).await?;
    rows::ajouter(tx, &activite).await?;
    Ok(annuaires::nommer(tx, activite.into()).await?)
}

/// Nothing else takes its minutes; what else its employee plans or records waits.
async fn exiger_libre(tx: &mut Tx, activite: &Activite) -> Result<(), Problem> {
    let Some(plage) = activite.quand.plage else { return Ok(()) };
    verrouiller_agenda(tx, &[activite.agent.ressource()]).await?;
    match pris::store::occupe(tx, activite.agent, plage, activite.id.ressource()).await? {
        Some(taken) => {
            let detail = format!("Ce temps est déjà pris par {}.", taken.dire(tx.fuseau()));
            Err(Problem::new(Slug::Chevauchement, detail))
        }
        None => Ok(()),
    }
}

/// Withdraws one's activity, of a month that nobody signed.
pub(crate) async fn retirer_activite(
    tx: &mut Tx,
    id: ActiviteId,
    retrait: RetraitTemps,
) -> Result<ActiviteDto, Problem> {
    let mut activite = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    exiger_sien(tx, activite.agent)?;
    exiger_ouverts(tx, activite.agent, activite.quand.jour, activite.quand.jour).await?;
    // Read again: the month is held now.
    activite = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let new = Retrait { le: tx.now(), par: tx.acteur().soi(), motif: retrait.motif };
    retirer(&mut activite.retrait, new)?;
    rows::retirer(tx, &activite).await?;
    Ok(annuaires::nommer(tx, activite.into()).await?)
}

impl From<Activite> for ActiviteDto {
    fn from(activite: Activite) -> Self {
        let Activite { id, agent, quand, categorie, operation, libelle, retrait } = activite;
        Self {
            id,
            agent,
            agent_nom: None,
            jour: quand.jour,
            debut: quand.plage.map(|plage| plage.debut),
            fin: quand.plage.map(|plage| plage.fin),
            minutes: quand.minutes,
            categorie,
            operation,
            operation_nom: None,
            libelle,
            retrait: retrait.map(Into::into),
        }
    }
}
