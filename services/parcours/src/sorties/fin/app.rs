//! Ending a parcours otherwise than by a positive exit.

use events::annuaires;
use kernel::ParcoursId;
use parcours_api::{FinParcours, NouvelleFin, PARCOURS_CLOS, ParcoursClos};
use participants_api::{SUIVI_TERMINE, SuiviTermine};
use problem::Problem;
use referentiel::regles::taux;
use store::{
    Evenement, Tx,
    referentiels::{self, Versions},
};

use crate::{
    etapes::etape,
    sorties::fin::{
        domain::{Fin, peut},
        store as rows,
    },
    vie::{etat, parcours},
};

/// How a parcours ended as it is answered, with its group by the rules of that day.
pub(crate) fn decrire(fin: Fin, regles: &Versions) -> Result<FinParcours, Problem> {
    let Fin { motif, le, destination, precisions, par } = fin;
    let groupe = taux::groupe(&regles.en_vigueur(le)?.sortie, motif);
    Ok(FinParcours { motif, groupe, le, destination, precisions, par, par_nom: None })
}

/// Ends a parcours: nobody follows the person from that day on. What still runs is said to have ended first.
pub(crate) async fn clore(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleFin) -> Result<FinParcours, Problem> {
    let mut parcours = parcours::app::verrouiller(tx, id).await?;
    let NouvelleFin { motif, le, destination, precisions } = nouvelle;
    tx.refuse_future("/le", le)?;
    parcours.couvre("/le", le)?;
    peut(&parcours, &etape::store::du_parcours(tx, id).await?)?;
    parcours.clore(le)?;
    let fin = Fin { motif, le, destination, precisions, par: tx.acteur().id };
    rows::ajouter(tx, id, &fin).await?;
    parcours::store::enregistrer(tx, &parcours).await?;
    etat::app::redire(tx, &parcours).await?;
    let (candidature, participant, now) = (parcours.candidature, parcours.participant, tx.now());
    tx.emit(Evenement::new(PARCOURS_CLOS, id, now, &ParcoursClos { parcours: id, participant, le, motif })?);
    tx.emit(Evenement::new(SUIVI_TERMINE, id, now, &SuiviTermine { candidature, le })?);
    let told = decrire(fin, &referentiels::versions(tx).await?)?;
    Ok(annuaires::nommer(tx, told).await?)
}
