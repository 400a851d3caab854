//! Prolonging an accompaniment: asked of an instance, or decided at once, by the rules of the territory.

use chrono::NaiveDate;
use kernel::{ActeurId, ParcoursId};
use parcours_api::{NouvelleProlongation, ProlongationDto};
use problem::Problem;
use referentiel::regles::fin_de_droit;
use store::{Tx, referentiels};

use crate::{
    pilotage::prolongation::{
        domain::{Prolongation, admettre},
        store as rows,
    },
    vie::{
        demande::{self, app::Voie, domain::Acte},
        parcours::{
            self,
            domain::{Commande, Parcours},
        },
    },
};

impl From<Prolongation> for ProlongationDto {
    fn from(one: Prolongation) -> Self {
        let Prolongation { id, le, jusqu_au, motif, par, .. } = one;
        Self { id, le, jusqu_au, motif, par, par_nom: None }
    }
}

/// Prolongs an accompaniment, or asks it of the instance that decides of it.
pub(crate) async fn prolonger(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleProlongation) -> Result<(), Problem> {
    let (today, par) = (tx.today(), tx.acteur().id);
    let parcours = verrouiller(tx, id, &nouvelle, today).await?;
    match demande::app::presenter(tx, &parcours, Acte::Prolongation(nouvelle.clone())).await? {
        Voie::Attendre(_) => Ok(()),
        Voie::Appliquer => garder(tx, &parcours, nouvelle, today, par).await,
    }
}

/// Prolongs an accompaniment as an instance granted it to whoever asked.
pub(crate) async fn appliquer(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleProlongation,
    le: NaiveDate,
    par: ActeurId,
) -> Result<(), Problem> {
    let parcours = verrouiller(tx, id, &nouvelle, le).await?;
    garder(tx, &parcours, nouvelle, le, par).await
}

/// The parcours, locked, if its end may move to this day by the rules of the day on which it is decided.
async fn verrouiller(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: &NouvelleProlongation,
    le: NaiveDate,
) -> Result<Parcours, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(Commande::Accompagner)?;
    let rules = referentiels::en_vigueur(tx, le).await?;
    let former = rows::des_parcours(tx, &[id]).await?.last().map(|one| one.jusqu_au);
    admettre(nouvelle.jusqu_au, fin_de_droit::prolongeable(&rules, parcours.entree_le, former))?;
    Ok(parcours)
}

async fn garder(
    tx: &mut Tx,
    parcours: &Parcours,
    nouvelle: NouvelleProlongation,
    le: NaiveDate,
    par: ActeurId,
) -> Result<(), Problem> {
    let NouvelleProlongation { jusqu_au, motif } = nouvelle;
    let one = Prolongation { id: tx.id(), parcours: parcours.id, le, jusqu_au, motif, par };
    Ok(rows::ajouter(tx, parcours.participant, &one).await?)
}
