//! Needs of persons, and what the animation team answers to them.

use chrono::NaiveDate;
use events::annuaires;
use kernel::{BesoinId, ParcoursId, Refus};
use parcours_api::{BesoinDto, FiltreBesoins, NouveauBesoin, SuiteBesoin};
use problem::Problem;
use store::Tx;
use suite_api::Action;

use crate::{
    suivi::{
        action::app::{exiger_lisible, sensibles},
        besoin::{domain::Besoin, store as rows},
    },
    vie::parcours::{self, app::Tenus, domain::Commande as CommandeParcours},
};

/// A need as it is answered: `libre` says why nothing changes in the person's file, when it is restricted.
fn decrire(one: Besoin, libre: Result<(), Refus>) -> BesoinDto {
    let actions = vec![Action::selon("suite", libre.and_then(|()| one.peut_conclure()))];
    let etat = one.etat();
    let Besoin { id, parcours, participant, theme, le, texte, suite, par } = one;
    let (participant_nom, par_nom) = (None, None);
    BesoinDto { id, parcours, participant, participant_nom, theme, le, texte, etat, suite, par, par_nom, actions }
}

async fn detailler(tx: &mut Tx, found: Vec<Besoin>) -> Result<Vec<BesoinDto>, Problem> {
    let ids: Vec<_> = found.iter().map(|one| one.parcours).collect();
    let tenus = Tenus::lire(tx, &ids).await?;
    let mut told = Vec::new();
    for one in found {
        let (_, libre) = tenus.de(one.parcours)?;
        told.push(decrire(one, libre));
    }
    Ok(annuaires::nommer(tx, told).await?)
}

async fn detail(tx: &mut Tx, one: Besoin) -> Result<BesoinDto, Problem> {
    detailler(tx, vec![one]).await?.pop().ok_or_else(Problem::not_found)
}

/// Of whom and of what parcours a list is asked are of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreBesoins) -> Result<(), Problem> {
    parcours::app::exiger_filtre(tx, filtre.referent, filtre.parcours).await
}

/// A page of needs, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreBesoins,
    apres: Option<(NaiveDate, BesoinId)>,
) -> Result<Vec<BesoinDto>, Problem> {
    let sensibles = sensibles(tx);
    let found = rows::lister(tx, filtre, sensibles, apres).await?;
    detailler(tx, found).await
}

/// Tells the animation team of a need that was found.
pub(crate) async fn signaler(tx: &mut Tx, id: ParcoursId, nouveau: NouveauBesoin) -> Result<BesoinDto, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    exiger_lisible(tx, nouveau.theme)?;
    parcours.peut(CommandeParcours::Accompagner)?;
    tx.refuse_future("/le", nouveau.le)?;
    let one = Besoin::signaler(tx.id(), &parcours, nouveau, tx.acteur().id)?;
    rows::ajouter(tx, &one).await?;
    detail(tx, one).await
}

/// A need that the caller may read, or 404.
async fn visible(tx: &mut Tx, id: BesoinId) -> Result<Besoin, Problem> {
    let sensibles = sensibles(tx);
    rows::voir(tx, id, sensibles).await?.ok_or_else(Problem::not_found)
}

/// Says what the animation team answers to a need, once.
pub(crate) async fn conclure(tx: &mut Tx, id: BesoinId, suite: SuiteBesoin) -> Result<BesoinDto, Problem> {
    let seen = visible(tx, id).await?;
    parcours::app::verrouiller(tx, seen.parcours).await?;
    let mut one = visible(tx, id).await?;
    one.peut_conclure()?;
    tx.refuse_future("/le", suite.le)?;
    one.conclure(suite)?;
    rows::enregistrer(tx, &one).await?;
    detail(tx, one).await
}
