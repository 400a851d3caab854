//! Démarches with the service public de l'emploi, and what comes of them.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{DemarcheId, ParcoursId, Refus};
use parcours_api::{DemarcheDto, FiltreDemarches, NouvelleDemarche, SuiteDemarche};
use problem::Problem;
use store::Tx;
use suite_api::Action;

use crate::{
    suivi::demarche::{domain::Demarche, store as rows},
    vie::parcours::{
        self,
        app::Tenus,
        domain::{Commande as CommandeParcours, Parcours},
    },
};

/// A démarche as it is answered: `libre` says why nothing changes in the person's file, when it is restricted.
fn decrire(one: Demarche, parcours: &Parcours, libre: &Result<(), Refus>) -> DemarcheDto {
    let actions = vec![Action::selon("suite", libre.clone().and_then(|()| one.peut_conclure(parcours)))];
    let Demarche { id, parcours, participant, nature, le, objet, suite, par } = one;
    let (participant_nom, par_nom) = (None, None);
    DemarcheDto { id, parcours, participant, participant_nom, nature, le, objet, suite, par, par_nom, actions }
}

async fn detailler(tx: &mut Tx, found: Vec<Demarche>) -> Result<Vec<DemarcheDto>, Problem> {
    let ids: Vec<_> = found.iter().map(|one| one.parcours).collect();
    let tenus = Tenus::lire(tx, &ids).await?;
    let mut told = Vec::new();
    for one in found {
        let (parcours, libre) = tenus.de(one.parcours)?;
        told.push(decrire(one, parcours, &libre));
    }
    Ok(annuaires::nommer(tx, told).await?)
}

async fn detail(tx: &mut Tx, one: Demarche) -> Result<DemarcheDto, Problem> {
    detailler(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreDemarches) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of démarches, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreDemarches,
    apres: Option<(NaiveDate, DemarcheId)>,
) -> Result<Vec<DemarcheDto>, Problem> {
    let found = rows::lister(tx, filtre, apres).await?;
    detailler(tx, found).await
}

/// Records a démarche that was made.
pub(crate) async fn noter(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleDemarche) -> Result<DemarcheDto, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(CommandeParcours::Accompagner)?;
    tx.refuse_future("/le", nouvelle.le)?;
    if let Some(suite) = &nouvelle.suite {
        tx.refuse_future("/suite/le", suite.le)?;
    }
    let one = Demarche::noter(tx.id(), &parcours, nouvelle, tx.acteur().id)?;
    rows::ajouter(tx, &one).await?;
    detail(tx, one).await
}

/// Says what came of a démarche, once.
pub(crate) async fn conclure(tx: &mut Tx, id: DemarcheId, suite: SuiteDemarche) -> Result<DemarcheDto, Problem> {
    let seen = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let parcours = parcours::app::verrouiller(tx, seen.parcours).await?;
    let mut one = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    one.peut_conclure(&parcours)?;
    tx.refuse_future("/le", suite.le)?;
    one.conclure(suite, "")?;
    rows::enregistrer(tx, &one).await?;
    detail(tx, one).await
}
