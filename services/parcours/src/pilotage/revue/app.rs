//! Reviewing a long parcours: proposed to an instance, or decided at once, by the rules of the territory.

use chrono::NaiveDate;
use kernel::{ActeurId, ParcoursId};
use parcours_api::{NouvelleRevue, RevueDto};
use problem::Problem;
use store::Tx;

use crate::{
    pilotage::revue::{
        domain::{Revue, prochaine},
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

impl From<Revue> for RevueDto {
    fn from(revue: Revue) -> Self {
        let Revue { id, le, suite, prochaine_le, bilan, par, .. } = revue;
        Self { id, le, suite, prochaine_le, bilan, par, par_nom: None }
    }
}

/// Reviews a parcours, or proposes the review to the instance that decides of it.
pub(crate) async fn revoir(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleRevue) -> Result<(), Problem> {
    let (today, par) = (tx.today(), tx.acteur().id);
    let parcours = admettre(tx, id, &nouvelle, today).await?;
    match demande::app::presenter(tx, &parcours, Acte::Revue(nouvelle.clone())).await? {
        Voie::Attendre(_) => Ok(()),
        Voie::Appliquer => garder(tx, &parcours, nouvelle, today, par).await,
    }
}

/// Keeps a review that an instance decided.
pub(crate) async fn appliquer(
    tx: &mut Tx,
    id: ParcoursId,
    mut nouvelle: NouvelleRevue,
    le: NaiveDate,
    par: ActeurId,
) -> Result<(), Problem> {
    // The day that was proposed came before the session: the next review is as the rules say.
    nouvelle.prochaine_le = nouvelle.prochaine_le.filter(|jour| *jour > le);
    let parcours = admettre(tx, id, &nouvelle, le).await?;
    garder(tx, &parcours, nouvelle, le, par).await
}

/// The parcours, locked, if it may be reviewed so on a day.
async fn admettre(tx: &mut Tx, id: ParcoursId, nouvelle: &NouvelleRevue, le: NaiveDate) -> Result<Parcours, Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    parcours.peut(Commande::Accompagner)?;
    prochaine(nouvelle, le)?;
    Ok(parcours)
}

async fn garder(
    tx: &mut Tx,
    parcours: &Parcours,
    nouvelle: NouvelleRevue,
    le: NaiveDate,
    par: ActeurId,
) -> Result<(), Problem> {
    let NouvelleRevue { suite, prochaine_le, bilan } = nouvelle;
    let revue = Revue { id: tx.id(), parcours: parcours.id, le, suite, prochaine_le, bilan, par };
    Ok(rows::ajouter(tx, parcours.participant, &revue).await?)
}
