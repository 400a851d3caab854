//! Who follows a person towards their entry, and may see their file where référents see no other.

use std::collections::BTreeMap;

use auth::Role;
use events::{DOSSIER_SUIVI, dire_suivis};
use kernel::{ParticipantId, calendrier::Periode};
use problem::Problem;
use store::{Tx, ouvertures::Ouverture};

/// Opens a file to the référent who opens it, until it is given to somebody.
pub(crate) async fn a_qui_l_ouvre(tx: &mut Tx, dossier: ParticipantId) -> Result<(), Problem> {
    if !tx.acteur().titres.comme(Role::Referent) {
        return Ok(());
    }
    let jours = Periode { du: tx.today(), au: None };
    dire(tx, [Ouverture { utilisateur: tx.acteur().soi(), dossier, jours }]).await
}

/// Opens each file to the référent to whom it was given last, and to no other.
pub(crate) async fn dire(tx: &mut Tx, suivis: impl IntoIterator<Item = Ouverture>) -> Result<(), Problem> {
    let each = suivis.into_iter().map(|one| (one.dossier.ressource(), vec![one]));
    dire_suivis(tx, DOSSIER_SUIVI, each.collect::<BTreeMap<_, _>>()).await
}
