//! Two parcours of one person made one, by decision.

use kernel::ParcoursId;
use parcours_api::{ParcoursDto, ReunionParcours};
use participants_api::{SUIVI_TERMINE, SuiviTermine};
use problem::Problem;
use store::{Evenement, Tx, limitations};

use crate::{
    etapes::etape,
    pilotage::vue::app::voir,
    vie::{
        affectation, demande, etat,
        parcours::{self, domain::Commande},
    },
};

/// Ends the parcours `absorbe` in favour of another, which goes on.
pub(crate) async fn reunir(tx: &mut Tx, id: ParcoursId, reunion: ReunionParcours) -> Result<ParcoursDto, Problem> {
    let ReunionParcours { absorbe, motif } = reunion;
    if id == absorbe {
        return Err(Problem::field("/absorbe", "incoherent", "un parcours ne se réunit pas avec lui-même"));
    }
    // Always in the same order: two decisions at once do not wait for each other.
    let first = parcours::store::verrouiller(tx, id.min(absorbe)).await?;
    let second = parcours::store::verrouiller(tx, id.max(absorbe)).await?;
    let (garde, double) = if id < absorbe { (first, second) } else { (second, first) };
    let mut garde = garde.ok_or_else(Problem::not_found)?;
    let mut double = double.ok_or_else(|| Problem::field("/absorbe", "inconnu", "ce parcours n'existe pas"))?;
    limitations::exiger_libres(tx, &[garde.participant, double.participant]).await?;
    garde.avancer(Commande::Continuer)?;
    let (now, le) = (tx.now(), tx.today());
    double.reunir(garde.id, le)?;
    for etape in etape::store::du_parcours(tx, double.id).await? {
        etape.refuse_de_courir()?;
    }
    parcours::store::enregistrer(tx, &double).await?;
    parcours::store::motiver(tx, &double, &motif).await?;
    etat::app::redire(tx, &double).await?;
    demande::app::retirer_toutes(tx, double.id).await?;
    let ended = SuiviTermine { candidature: double.candidature, le };
    tx.emit(Evenement::new(SUIVI_TERMINE, double.id, now, &ended)?);
    affectation::suivi::refaire(tx, &[garde.id, double.id]).await?;
    voir(tx, garde.id).await
}
