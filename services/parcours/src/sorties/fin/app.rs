//! Ending a parcours otherwise than by a positive exit.

use events::annuaires;
use kernel::{ActeurId, ParcoursId};
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
    vie::{
        demande::{self, app::Voie, domain::Acte},
        etat,
        parcours::{self, domain::Parcours},
    },
};

/// How a parcours ended as it is answered, with its group by the rules of that day.
pub(crate) fn decrire(fin: Fin, regles: &Versions) -> Result<FinParcours, Problem> {
    let Fin { motif, le, destination, precisions, par } = fin;
    let groupe = taux::groupe(&regles.en_vigueur(le)?.sortie, motif);
    Ok(FinParcours { motif, groupe, le, destination, precisions, par, par_nom: None, demande: None })
}

/// Ends a parcours: nobody follows the person from that day on. What still runs is said to have ended first. Where an
/// instance decides of it, asks it, and nothing ends before.
pub(crate) async fn clore(tx: &mut Tx, id: ParcoursId, nouvelle: NouvelleFin) -> Result<FinParcours, Problem> {
    let (mut parcours, fin) = admettre(tx, id, nouvelle.clone(), tx.acteur().id).await?;
    let voie = demande::app::presenter(tx, &parcours, Acte::Fin(nouvelle)).await?;
    let demande = match voie {
        Voie::Attendre(demande) => Some(demande),
        Voie::Appliquer => {
            garder(tx, &mut parcours, &fin).await?;
            None
        }
    };
    let told = FinParcours { demande, ..decrire(fin, &referentiels::versions(tx).await?)? };
    Ok(annuaires::nommer(tx, told).await?)
}

/// Ends a parcours as an instance granted it to whoever asked.
pub(crate) async fn appliquer(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleFin,
    par: ActeurId,
) -> Result<(), Problem> {
    let (mut parcours, fin) = admettre(tx, id, nouvelle, par).await?;
    garder(tx, &mut parcours, &fin).await
}

/// The parcours, locked, and how it may end.
async fn admettre(
    tx: &mut Tx,
    id: ParcoursId,
    nouvelle: NouvelleFin,
    par: ActeurId,
) -> Result<(Parcours, Fin), Problem> {
    let parcours = parcours::app::verrouiller(tx, id).await?;
    let NouvelleFin { motif, le, destination, precisions } = nouvelle;
    tx.refuse_future("/le", le)?;
    parcours.couvre("/le", le)?;
    peut(&parcours, &etape::store::du_parcours(tx, id).await?)?;
    Ok((parcours, Fin { motif, le, destination, precisions, par }))
}

async fn garder(tx: &mut Tx, parcours: &mut Parcours, fin: &Fin) -> Result<(), Problem> {
    let (id, le, motif) = (parcours.id, fin.le, fin.motif);
    parcours.clore(le)?;
    rows::ajouter(tx, id, fin).await?;
    parcours::store::enregistrer(tx, parcours).await?;
    etat::app::redire(tx, parcours).await?;
    demande::app::retirer_toutes(tx, id).await?;
    let (candidature, participant, now) = (parcours.candidature, parcours.participant, tx.now());
    tx.emit(Evenement::new(PARCOURS_CLOS, id, now, &ParcoursClos { parcours: id, participant, le, motif })?);
    tx.emit(Evenement::new(SUIVI_TERMINE, id, now, &SuiviTermine { candidature, le })?);
    Ok(())
}
